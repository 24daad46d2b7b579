"""One side of a part as units are found in it: its symbolic code, the stretch of it that counts, stack depths.

Knows how its instructions are numbered here and in the facts of the layer `bytecode`. Does not know the other side.
"""

from .. import values
from . import checking, symbolic
from .statements import NONE


class Side:
    """A part of one side; `start` and `end` bound the instructions that belong to the part.

    `added_flags` are those that its code got when it was decorated, `statements` the Statements of its text.
    """

    def __init__(self, part, origin, added_flags=0, statements=NONE):
        self.part = part
        decoded = symbolic.decode(part.code, origin)
        self.symbolic = decoded.replace(flags=decoded.flags | added_flags) if added_flags else decoded
        self.operations = self.symbolic.operations
        self.statements = statements
        first = self.symbolic.first
        is_definition = part.kind == "definition"
        # The facts count a code object's instructions with the derived prefix, a definition's from its first.
        self._shift = first - part.start if is_definition else first
        self.start = part.start - first if is_definition else 0
        self.end = part.end - first if is_definition else len(self.operations)
        self._depths = None

    @property
    def depths(self):
        """The stack depth before each instruction; None for each where the check refuses what was compiled."""
        if self._depths is None:
            self._depths = checking.check(self.symbolic).depths or [None] * len(self.operations)
        return self._depths

    def height(self, index):
        """How high the stack is where a stretch begins; where a handler does, without the exception."""
        handlers = (handler for handler in self.symbolic.handlers if handler is not None and handler[0] == index)
        return next((depth for _, depth, _ in handlers), self.depths[index])

    def is_level(self, index):
        """Whether no expression is under way before an instruction: the stack is as low as in its statement ever."""
        if index >= self.end or self.depths[index] is None or self.statement(index) != self.statement(index - 1):
            return True
        return self.depths[index] <= self._lowest(self.statement(index))

    def _lowest(self, statement):
        depths = (self.depths[at] for at in range(self.start, self.end) if self.statement(at) == statement)
        return min((depth for depth in depths if depth is not None), default=0)

    def statement(self, index):
        """The number of the statement that an instruction stands in; a jump without a line goes on from another."""
        line = self.symbolic.positions[index][0]
        if line is None and index and "JUMP" in self.operations[index].opname:
            line = self.symbolic.positions[index - 1][0]
        return self.statements.at(line)

    @property
    def bounds(self):
        """Where the part starts and ends."""
        return self.start, self.end

    def row(self, index):
        """The row of an instruction in the facts."""
        return index + self._shift

    def index(self, row):
        """The instruction at a row of the facts."""
        return row - self._shift

    def rows(self, bounds):
        """A range of instructions as the facts number them."""
        return [self.row(bounds[0]), self.row(bounds[1])]

    def encloses(self, index):
        """Whether a place belongs to the part: a definition's stretch has a surrounding."""
        return self.start <= index <= self.end

    @property
    def docstring(self):
        """The docstring encoded, None where there is none."""
        text = self.symbolic.docstring
        return values.encode(text) if isinstance(text, str) else None
