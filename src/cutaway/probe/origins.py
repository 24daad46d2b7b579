"""Whose line a place in a hybrid's code speaks of: that of the side before, or that of the side after.

Knows the instructions of each code object of a hybrid and where each came from.
Does not know how the hybrid was made, nor why a place is asked for.
"""

import bisect
import sys

from .code_units import lines
from .instructions import Instructions

BEFORE, AFTER = "before", "after"


class Origins:
    """Whose lines the code objects of one hybrid have, and what stands in them.

    `codes` gives (code object, one of BEFORE and AFTER for each instruction behind the derived prefix, how many
    instructions that prefix has). `filenames` and `text_lines` are the sides', before and after; `renewed` says of
    lines before where the statement of the side after begins that stands there in the hybrid.
    """

    def __init__(self, codes, filenames, text_lines, renewed):
        self._codes = {id(code): (code, origins, prefix) for code, origins, prefix in codes}
        self._before_filename, self._after_filename = filenames
        self._text_lines = dict(zip((BEFORE, AFTER), text_lines))
        self._renewed = renewed

    def covers(self, filename):
        """Whether code of that file may be the hybrid's."""
        return filename in (self._before_filename, self._after_filename)

    def of_instruction(self, code, offset):
        """Whose the instruction at that offset (bytes) is; None where the code is not known as the hybrid's."""
        known = self._known(code)
        if known is None:
            return None
        code, origins, prefix = known
        at = bisect.bisect_right(Instructions(code, id).starts, offset // 2) - 1 - prefix
        return origins[min(max(at, 0), len(origins) - 1)] if origins else BEFORE

    def _known(self, code):
        """What is known of a code object, or of that with the same instructions: `types.coroutine` makes a copy."""
        if id(code) in self._codes:
            return self._codes[id(code)]
        named = (known for known in self._codes.values() if known[0].co_name == code.co_name)
        return next((known for known in named if known[0].co_code == code.co_code), None)

    def of_line(self, filename, line, function=None):
        """Whose a line is that was told without a frame: of two sides that have it, the side before's.

        `function` names the code that was being executed, which then was calling something.
        """
        if filename != self._before_filename:
            return AFTER
        codes = [known for known in self._codes.values() if function in (None, known[0].co_name)]
        having = {origin for known in codes for origin in _calling(*known, line)}
        having = having or {origin for known in codes for origin in _having(*known, line)}
        return AFTER if having == {AFTER} else BEFORE

    def of_caller(self, filename, line):
        """Whose the line is of a frame that is being executed now, the innermost that stands at that place."""
        frame = sys._getframe(1)
        while frame is not None:
            code = frame.f_code
            if frame.f_lineno == line and code.co_filename == filename:
                return self.of_instruction(code, frame.f_lasti) or self.of_line(filename, line, code.co_name)
            frame = frame.f_back
        return self.of_line(filename, line)

    def told(self, origin, line):
        """Whose line a place is told as, and which: that of the side after where its statement has become that side's.

        What both sides have keeps the lines of the side before, which code may look at; its statement may be another's.
        """
        if origin == BEFORE and line in self._renewed:
            return AFTER, self._renewed[line]
        return origin, line

    def text(self, origin, line):
        """A line of a side's text, "" where it has none such."""
        text_lines = self._text_lines[origin]
        return text_lines[line - 1].strip() if line and 0 < line <= len(text_lines) else ""


def _having(code, origins, prefix, line):
    """The origins of the instructions of a code object that stand on a line."""
    return {origin for origin, stands_on in zip(origins, lines(Instructions(code, id))[prefix:]) if stands_on == line}


def _calling(code, origins, prefix, line):
    """The origins of the instructions there that call what a program names."""
    instructions = Instructions(code, id)
    calls = [_calls(instructions.meaning(at)[0]) for at in range(prefix, prefix + len(origins))]
    placed = zip(origins, lines(instructions)[prefix:], calls)
    return {origin for origin, stands_on, calling in placed if stands_on == line and calling}


def _calls(opname):
    """Whether an instruction of that name calls a function: CALL, CALL_FUNCTION, CALL_METHOD and the like."""
    return opname.startswith("CALL") and "INTRINSIC" not in opname
