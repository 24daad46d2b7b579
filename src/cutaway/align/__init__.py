"""Sequences and trees matched up.

Knows keys that are equal or not. Does not know what a token, a node or an instruction is.
"""

from .pairs import Pair, paired
from .sequences import Alignment, Block, align

__all__ = ["Alignment", "Block", "Pair", "align", "paired"]
