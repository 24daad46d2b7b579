"""Positions of instructions -> the table that a code object keeps them in: one of three formats.

Knows `co_lnotab` (3.8, 3.9), `co_linetable` of PEP 626 (3.10) and the location table of PEP 657 (3.11 on), as
Objects/lnotab_notes.txt and InternalDocs/code_objects.md describe them. Does not know instructions.
"""

from .. import versions

_NO_LINE_IN_LINETABLE = 0x80
_MOST_UNITS_OF_A_LOCATION = 8

# The kinds of entries of the location table; 0 to 9 are the short form, 10 to 12 one line within two of the last.
_ONE_LINE, _NO_COLUMNS, _LONG, _NONE = 10, 13, 14, 15


def encode(positions, starts, first_line):
    """Return the table; `starts` are the code units where instructions start, and then where the last one ends.

    What stands before the first instruction (the derived prefix) has no line.
    """
    if versions.has_columns:
        return _locations(_runs(positions, starts), first_line)
    if versions.has_line_ranges:
        return _linetable(_runs(positions, starts), first_line)
    return _lnotab(positions, starts, first_line)


def _runs(positions, starts):
    """Yield (position, start, end) of stretches of one position, in code units."""
    # All Nones is how a place without a line looks in every version: (None,) before 3.11.
    run, run_start = (None, None, None, None), 0
    for position, start in zip(positions, starts):
        if position != run:
            if start > run_start:
                yield run, run_start, start
            run, run_start = position, start
    if starts[-1] > run_start:
        yield run, run_start, starts[-1]


def _locations(runs, first_line):
    table, last = [], first_line
    for (line, end_line, column, end_column), start, end in runs:
        delta = lines = None
        if line is not None:
            delta, last = line - last, line
            lines = 0 if end_line is None else end_line - line
        units = end - start
        while units > _MOST_UNITS_OF_A_LOCATION:
            table.append(_LOCATION[_MOST_UNITS_OF_A_LOCATION, delta, lines, column, end_column])
            units -= _MOST_UNITS_OF_A_LOCATION
            delta = delta and 0
        table.append(_LOCATION[units, delta, lines, column, end_column])
    return b"".join(table)


class _Location(dict):
    """(code units, lines since the last entry, lines it spans, column, end column) -> the entry's bytes."""

    def __missing__(self, entry):
        made = self[entry] = _location(*entry)
        return made


_LOCATION = _Location()


def _location(units, delta, lines, column, end_column):
    if delta is None:
        return _head(_NONE, units)
    if column is None and end_column is None and lines == 0:
        return _head(_NO_COLUMNS, units) + _signed(delta)
    if lines == 0 and column is not None and end_column is not None:
        if delta == 0 and column < 80 and 0 <= end_column - column < 16:
            return _head(column >> 3, units) + bytes(((column & 7) << 4 | end_column - column,))
        if 0 <= delta < 3 and column < 128 and end_column < 128:
            return _head(_ONE_LINE + delta, units) + bytes((column, end_column))
    columns = (0 if one is None else one + 1 for one in (column, end_column))
    return _head(_LONG, units) + _signed(delta) + _unsigned(lines) + b"".join(map(_unsigned, columns))


def _head(kind, units):
    return bytes((0x80 | kind << 3 | units - 1,))


def _unsigned(value):
    """Six bits a byte, the lowest first; bit 6 says that more follow."""
    made = bytearray()
    while value > 63:
        made.append(0x40 | value & 63)
        value >>= 6
    made.append(value)
    return bytes(made)


def _signed(value):
    return _unsigned(-value << 1 | 1 if value < 0 else value << 1)


def _linetable(runs, first_line):
    """Pairs of bytes: bytes of code, and the line's distance from the last line as a signed byte, -128 for no line."""
    table, last = bytearray(), first_line
    for (line, *_), start, end in runs:
        delta = _NO_LINE_IN_LINETABLE
        if line is not None:
            delta, last = line - last, line
            while not -127 <= delta <= 127:
                step = 127 if delta > 0 else -127
                table += bytes((0, step & 255))
                delta -= step
        full, rest = divmod((end - start) * 2 - 1, 254)
        for _ in range(full):
            table += bytes((254, delta & 255))
            delta = _NO_LINE_IN_LINETABLE if line is None else 0
        table += bytes((rest + 1, delta & 255))
    return bytes(table)


def _lnotab(positions, starts, first_line):
    """Pairs of bytes: bytes of code since the last pair, and by how many lines (a signed byte) the line then grows.

    Every instruction has a line there: one without takes that of the instruction before it.
    """
    table, last, last_start = bytearray(), first_line, 0
    for (line,), start in zip(positions, starts):
        if line != last and line is not None:
            table += _ADVANCE[(start - last_start) * 2, line - last]
            last, last_start = line, start
    return bytes(table)


class _Advance(dict):
    """(bytes of code, lines) -> the pairs of bytes that say so."""

    def __missing__(self, step):
        made = self[step] = _advance(*step)
        return made


_ADVANCE = _Advance()


def _advance(size, delta):
    made = bytearray()
    while size > 255:
        made += bytes((255, 0))
        size -= 255
    while not -128 <= delta <= 127:
        step = 127 if delta > 0 else -128
        made += bytes((size, step & 255))
        delta -= step
        size = 0
    return bytes(made) + bytes((size, delta & 255))
