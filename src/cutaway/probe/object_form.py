"""The canonical form of a code object that has no text, quickly: large functions in a tenth of the time `dis` takes.

Knows instructions by what they mean, in the normal form: no NOP, no two instructions fused, no borrowed reference, and
jumps by the place among all places that something leads to. Does not know trees, nor what is done with the form.
"""

import opcode
import re
import struct
from operator import add

from . import code_units, versions
from .bytecode import argument_names
from .code import docstring_of
from .instructions import RESOLVERS, Meanings
from .stripping import NOFREE
from .values import encode_sorted

_NOP = opcode.opmap["NOP"]
_LOAD_CONST = opcode.opmap["LOAD_CONST"]
_SILENT = frozenset({_NOP, opcode.EXTENDED_ARG, versions.cache_opcode})
_SPECIAL = _SILENT | code_units.JUMPS | {opcode.opmap[name] for name in versions.local_pairs}
_NAMES = [name.replace("_BORROW", "") for name in opcode.opname]
_ENCODED_NAMES = [name.encode("ascii") for name in _NAMES]
_HERE = b"here\n"
_FUSED_HALF = re.compile("(?:LOAD|STORE)_FAST")


def _any_of(numbers):
    return re.compile(
        b"[" + b"".join(re.escape(bytes([number])) for number in sorted(numbers) if number < 256) + b"]", re.DOTALL
    )


_JUMP = _any_of(code_units.JUMPS)


def object_form(code):
    """Yield the form of a code object and all that it makes, in pieces of bytes."""
    pending = [code]
    for one in pending:
        yield _line(_header(one, one is not code))
        made = []
        yield from _instructions(one, made)
        pending.extend(made)


def _header(code, is_inner):
    variables = sorted(code.co_cellvars), sorted(code.co_freevars)
    counts = code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags & ~NOFREE
    return [code.co_name if is_inner else None, counts, argument_names(code), variables, docstring_of(code)]


def _instructions(code, made):
    raw = code.co_code
    opcodes = raw[::2]
    words = _words(raw, opcodes)
    targets = _jump_targets(words, opcodes)
    handlers = _handlers(code)
    # All at once, in C: a large function has tens of thousands.
    texts = list(map(_Texts(code, made).__getitem__, words))
    number = _mark(texts, sorted({len(words)}.union(targets, *handlers[:3])))
    yield b"".join(texts)
    *places, depths = handlers
    for column in (targets, *places):
        yield _packed(list(map(number.__getitem__, column)))
    yield _packed(depths)


def _mark(texts, places):
    """Mark in `texts` each place that something leads to, and return place -> number.

    Two places with nothing between them but what layout left there are one.
    """
    number, start, count = {}, 0, 0
    for place in places:
        if start < place and (texts[start] or any(texts[start:place])):
            texts[place - 1] += _HERE
            count += 1
        number[place] = count
        start = place
    return number


def _words(raw, opcodes):
    """One number a code unit: opcode | argument << 8, what EXTENDED_ARG adds folded in."""
    words = list(struct.unpack("<%dH" % (len(raw) // 2), raw))
    unit = opcodes.find(opcode.EXTENDED_ARG)
    while unit >= 0:
        words[unit + 1] |= words[unit] >> 8 << 16
        unit = opcodes.find(opcode.EXTENDED_ARG, unit + 1)
    return words


def _jump_targets(words, opcodes):
    """The code unit that each jump leads to."""
    units = [jump.start() for jump in _JUMP.finditer(opcodes)]
    keys = [words[unit] for unit in units]
    if not versions.jumps_count_code_units:
        keys = [key >> 9 << 8 | key & 255 for key in keys]
    return [
        unit * _COUNTS_FROM[key & 255] + _BEHIND[key & 255] + (key >> 8) * _SIGN[key & 255]
        for unit, key in zip(units, keys)
    ]


# A jump leads to the unit that it counts from (its own, or 0) plus what follows that, plus or minus its argument.
_COUNTS_FROM = [int(op not in code_units.ABSOLUTE) for op in range(256)]
_BEHIND = [(1 + versions.cache_counts[op]) * _COUNTS_FROM[op] for op in range(256)]
_SIGN = [-1 if op in code_units.BACKWARD and _COUNTS_FROM[op] else 1 for op in range(256)]


def _handlers(code):
    """The columns start, end, target, depth << 1 | lasti of the exception table, places as code units.

    Written as numbers of six bits a byte, the highest first, where bit 6 says that more follow (CPython's
    InternalDocs/exception_handling.md); bit 7 only marks the first byte of a row.
    """
    numbers, number = [], 0
    if versions.has_exception_table:
        for byte in code.co_exceptiontable:
            number = number << 6 | byte & 63
            if not byte & 64:
                numbers.append(number)
                number = 0
    starts = numbers[::4]
    return starts, list(map(add, starts, numbers[1::4])), numbers[2::4], numbers[3::4]


class _Texts(dict):
    """Code unit -> its text, made once for equal ones; empty for caches, prefixes and NOPs."""

    def __init__(self, code, made):
        super().__init__()
        self._made = made
        self._constants = code.co_consts
        self._meanings = Meanings(code, self._number)

    def _number(self, code):
        self._made.append(code)
        return len(self._made) - 1

    def __missing__(self, word):
        op = word & 255
        value = self._constants[word >> 8] if op == _LOAD_CONST else None
        # Texts and numbers are the most of what is met once only, in large functions.
        if type(value) is str:
            content = value.encode("utf-8", "surrogatepass")
            text = b"%d:%b\n" % (len(content), content)
        elif type(value) is int and value.bit_length() <= 64:
            text = b"%d\n" % value
        elif type(value) is frozenset:
            # Whatever its order: that of one read from a `.pyc` is not the one written to it.
            text = b"['%b', ['const', %a]]\n" % (_ENCODED_NAMES[op], encode_sorted(value))
        elif op in _SPECIAL:
            text = self._special(op, word >> 8)
        else:
            text = b"['%b', %a]\n" % (_ENCODED_NAMES[op], RESOLVERS[op](self._meanings, word >> 8))
        self[word] = text
        return text

    def _special(self, op, argument):
        name = _NAMES[op]
        if op in _SILENT:
            return b""
        if op in code_units.JUMPS:
            return _line([name])
        locals_of = RESOLVERS[op](self._meanings, argument)[1:]
        return b"".join(_line([half, ["local", local]]) for half, local in zip(_FUSED_HALF.findall(name), locals_of))


def _packed(numbers):
    """How many numbers there are, and these: to print the thousands of a large function takes five times as long."""
    return struct.pack("<%dI" % (1 + len(numbers)), len(numbers), *numbers)


def _line(value):
    return ascii(value).encode("ascii") + b"\n"
