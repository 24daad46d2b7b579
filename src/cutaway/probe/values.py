"""Constants as JSON that keeps them apart: by type, and by value to the last bit (of a NaN: its sign).

Knows every type that CPython keeps as a constant: `1`, `True`, `1.0` and `-0.0` are four things. A set's order is part
of it where the code alone decides it: `for x in {8, 0}` and `for x in {0, 8}` do not print the same.
Does not know which layer a constant stands in, nor how it is worded: `layers/values.py` words it.

The shapes: `["None"]`, `["True"]`, `["False"]`, `["Ellipsis"]`, `["int", digits]` (`0x...` from 10**18 on),
`["float", repr or "-nan"]`, `["complex", two such]`, `["str", text, ...]` (pieces of one text), `["bytes", hex]`,
`["tuple", [...]]`, `["frozenset", [...]]` (numbers as they are iterated over, else sorted),
`["slice", [start, stop, step]]`, `["code"]`, `["other", type name]`.
"""

import cmath
import math
import re
from types import CodeType

# The repr of an int of 5,000 digits raises from 3.11 on (CVE-2020-10735); hex never does.
_FIRST_IN_HEX = 10**18

# JSON makes one character of two such surrogates, which Python keeps apart: the text is cut between them.
_SURROGATE_PAIR = re.compile("(?<=[\ud800-\udbff])(?=[\udc00-\udfff])")

_NUMBERS = frozenset({int, bool, float, complex})
_WITH_NAN = frozenset({float, complex})

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
    return ["float", _real(value)]


def _complex(value):
    return ["complex", _real(value.real), _real(value.imag)]


def _real(value):
    # `repr` leaves out the sign of a NaN, which `math.copysign` and `struct.pack` show.
    return "-nan" if math.isnan(value) and math.copysign(1.0, value) < 0 else repr(value)


def _bytes(value):
    return ["bytes", value.hex()]


def _tuple(value):
    return ["tuple", [encode(item) for item in value]]


def _frozenset(value):
    return ["frozenset", [encode(item) for item in value]] if _is_in_fixed_order(value) else encode_sorted(value)


def encode_sorted(value):
    """Return a frozenset as JSON, whatever its order."""
    return ["frozenset", sorted((encode(item) for item in value), key=repr)]


def _is_in_fixed_order(items):
    """Whether a set of these has the same order in every process.

    Strings and bytes are hashed with the seed; None (until 3.12), Ellipsis and NaN (from 3.10 on) by their address.
    """
    for item in items:
        kind = type(item)
        if kind is tuple:
            if not _is_in_fixed_order(item):
                return False
        elif kind not in _NUMBERS or (kind in _WITH_NAN and cmath.isnan(item)):
            return False
    return True


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
