"""Constants as JSON that keeps them apart: by type, and by value to the last bit.

Knows every type that CPython keeps as a constant: `1`, `True`, `1.0` and `-0.0` are four things.
Does not know which layer a constant stands in, nor how it is worded: `layers/values.py` words it.

The shapes: `["None"]`, `["True"]`, `["False"]`, `["Ellipsis"]`, `["int", digits]` (`0x...` from 10**18 on),
`["float", repr]`, `["complex", repr, repr]`, `["str", text, ...]` (pieces of one text), `["bytes", hex]`,
`["tuple", [...]]`, `["frozenset", [... sorted]]`, `["slice", [start, stop, step]]`, `["code"]`, `["other", type name]`.
"""

import re
from types import CodeType

# The repr of an int of 5,000 digits raises from 3.11 on (CVE-2020-10735); hex never does.
_FIRST_IN_HEX = 10**18

# JSON makes one character of two such surrogates, which Python keeps apart: the text is cut between them.
_SURROGATE_PAIR = re.compile("(?<=[\ud800-\udbff])(?=[\udc00-\udfff])")

_SINGLETONS = {None: ["None"], True: ["True"], False: ["False"], Ellipsis: ["Ellipsis"]}


def encode(value):
    """Return `value` as a JSON list."""
    kind = type(value)
    if kind is str:
        return ["str", value] if value.isascii() else ["str"] + _SURROGATE_PAIR.split(value)
    encoder = _ENCODERS.get(kind)
    if encoder is not None:
        return encoder(value)
    if kind is CodeType:
        return ["code"]
    return ["other", kind.__name__]


def _singleton(value):
    return list(_SINGLETONS[value])


def _int(value):
    return ["int", str(value) if -_FIRST_IN_HEX < value < _FIRST_IN_HEX else hex(value)]


def _float(value):
    return ["float", repr(value)]


def _complex(value):
    return ["complex", repr(value.real), repr(value.imag)]


def _bytes(value):
    return ["bytes", value.hex()]


def _tuple(value):
    return ["tuple", [encode(item) for item in value]]


def _frozenset(value):
    return ["frozenset", sorted((encode(item) for item in value), key=repr)]


def _slice(value):
    return ["slice", [encode(part) for part in (value.start, value.stop, value.step)]]


_ENCODERS = {
    type(None): _singleton,
    bool: _singleton,
    type(Ellipsis): _singleton,
    int: _int,
    float: _float,
    complex: _complex,
    bytes: _bytes,
    tuple: _tuple,
    frozenset: _frozenset,
    slice: _slice,
}
