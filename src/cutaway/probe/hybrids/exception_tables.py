"""Who handles the exceptions of each instruction -> `co_exceptiontable`, the format of 3.11 and later.

Knows the format of InternalDocs/exception_handling.md. Does not know instructions, nor whether a handler fits.
"""


def encode(handlers, starts, place_of):
    """Return the table of `handlers`, (handler, depth, lasti) or None for each instruction.

    `starts` are the code units where instructions start, and then where the last one ends; `place_of` gives the code
    unit of a handler.
    """
    table = bytearray()
    for handler, start, end in _runs(handlers, starts):
        at, depth, lasti = handler
        table += _item(start, 0x80) + _item(end - start) + _item(place_of(at)) + _item(depth << 1 | bool(lasti))
    return bytes(table)


def _runs(handlers, starts):
    """Yield (handler, start, end) of stretches with one handler, in code units."""
    run, run_start = None, 0
    for handler, start in zip(handlers + [None], starts):
        if handler != run:
            if run is not None:
                yield run, run_start, start
            run, run_start = handler, start


def _item(value, mark=0):
    """Six bits a byte, the highest first; bit 6 says that more follow, bit 7 of the first byte that an entry begins."""
    made = [value & 63]
    while value > 63:
        value >>= 6
        made.append(0x40 | value & 63)
    made[-1] |= mark
    return bytes(reversed(made))
