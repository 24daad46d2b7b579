"""Columns of numbers: what a layer has one of, or four, for each token, node or instruction.

Knows how a column is kept, an array of 32-bit numbers, and how it travels in JSON: as digits, reading and writing
them would take longer than `tokenize` or `compile` do. Does not know what the numbers mean.
"""

import binascii
import struct
import sys
from array import array
from itertools import chain

TRAVELS_AS = "int32[]"
"""The only key of the JSON object that stands for a column; its value is base64 of little-endian numbers."""

NOTHING = -(1 << 31)
"""What stands in a column for None."""


def column(numbers):
    """Return a sequence of numbers, none of them None, as a column."""
    # `array` alone looks at each number twice; this takes two thirds of its time.
    return array("i", struct.pack("=%di" % len(numbers), *numbers))


def column_with_gaps(numbers):
    """Return a sequence of numbers, some of them perhaps None, as a column."""
    try:
        return column(numbers)
    except struct.error:
        return column([NOTHING if number is None else number for number in numbers])


def flat_column(rows):
    """Return the numbers of all rows, one row after the other, as a column."""
    return column_with_gaps(tuple(chain.from_iterable(rows)))


def as_json(numbers):
    """Return the JSON object for a column: what `json.dumps` asks its `default` for."""
    if not isinstance(numbers, array):
        raise TypeError("%s cannot travel" % type(numbers).__name__)
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return {TRAVELS_AS: binascii.b2a_base64(numbers.tobytes(), newline=False).decode("ascii")}
