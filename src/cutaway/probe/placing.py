"""Places in the user's code: which statement, in which function, of which file.

Knows frames, line numbers and statements, and which files are the user's.
Does not know why a place is asked for.
"""

import ast
import binascii
import linecache
import os

from .selection import FUNCTIONS, first_line_of

OURS = os.path.dirname(os.path.abspath(__file__))
STANDARD_LIBRARY = os.path.dirname(os.path.abspath(os.__file__))
CALL = "<call>"
FRAMES_SHOWN = 40


class Places:
    """Places as seen from one file, the target's; a hybrid's speak of the lines of two sides, as `origins` tells."""

    def __init__(self, filename, origins=None):
        self._filename = filename
        self._origins = origins

    def is_users(self, filename):
        """Tell whether code of that file is the user's: not ours, the standard library's or an installed package's."""
        if self._is_own(filename):
            return True
        if filename == CALL or filename.startswith("<frozen"):
            return False
        path = os.path.abspath(filename)
        inside = path.startswith((OURS + os.sep, STANDARD_LIBRARY + os.sep))
        return not inside and "site-packages" not in path

    def _is_own(self, filename):
        return filename == self._filename or (self._origins is not None and self._origins.covers(filename))

    def place(self, filename, line, function=None, origin=None):
        """Describe a place: {"file", "own", "line", "text", "function"}; the call itself is {"call": true}.

        A hybrid's own place has "origin", too: `origin`, or the side that is found to have such a line.
        """
        if filename == CALL:
            return {"call": True}
        if not self.is_users(filename):
            return None
        place = {"file": os.path.basename(filename), "own": self._is_own(filename), "line": line, "function": function}
        if self._origins is not None and place["own"]:
            origin = origin or self._origins.of_line(filename, line, function)
            place["origin"], place["line"] = self._origins.told(origin, line)
            place["text"] = self._origins.text(place["origin"], place["line"])
        else:
            place["text"] = linecache.getline(filename, line).strip() if line else ""
        return place

    def place_of_caller(self, filename, line):
        """Describe the place of code that is being executed, of which only file and line were told."""
        is_hybrids = self._origins is not None and self._origins.covers(filename)
        return self.place(filename, line, origin=self._origins.of_caller(filename, line) if is_hybrids else None)

    def traceback(self, error):
        """Return the user's frames of an exception, outermost first, repetitions folded as `traceback` folds them."""
        frames = []
        step = error.__traceback__
        while step is not None:
            place = self._place_of_step(step)
            if place is not None and "call" not in place and place not in frames[-1:]:
                frames.append(place)
            step = step.tb_next
        if len(frames) > 2 * FRAMES_SHOWN:
            return frames[:FRAMES_SHOWN] + frames[-FRAMES_SHOWN:]
        return frames

    def _place_of_step(self, step):
        code = step.tb_frame.f_code
        origin = None if self._origins is None else self._origins.of_instruction(code, step.tb_lasti)
        return self.place(code.co_filename, step.tb_lineno, code.co_name, origin)

    def origin(self, frames):
        """Return the first place of the user's, or the call, among a coroutine's `cr_origin` (innermost first)."""
        for filename, line, function in frames or ():
            place = self.place(filename, line, function)
            if place is not None:
                return place
        return None


def statements(text):
    """Return [first line, last line, key, kind] of each statement in order; equal keys: equal but for layout.

    A compound statement's key is that of its header: its body's statements have keys of their own. Statements that were
    edited have at least their kind in common.
    """
    try:
        tree = ast.parse(text)
        found = [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
        found.sort(key=lambda node: (node.lineno, node.col_offset))
        return [[node.lineno, node.end_lineno, _key(node), _number(type(node).__name__)] for node in found]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def definition_line(text, first_line):
    """Return the line of `def` for the definition whose code begins at `first_line`, its first decorator's."""
    try:
        nodes = list(ast.walk(ast.parse(text)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return first_line
    functions = [node for node in nodes if isinstance(node, FUNCTIONS)]
    begins = {first_line_of(node): node.lineno for node in functions}
    return begins.get(first_line, first_line)


def _key(node):
    """Number a statement by its kind and its own expressions, positions left out."""
    pieces = [type(node).__name__]
    for field, value in ast.iter_fields(node):
        inner = value if isinstance(value, list) else [value]
        if not any(_holds_statements(part) for part in inner):
            pieces.append(field)
            pieces.extend(ast.dump(part) if isinstance(part, ast.AST) else repr(part) for part in inner)
    return _number("\0".join(pieces))


def _number(text):
    return binascii.crc32(text.encode("utf-8", "surrogatepass"))


def _holds_statements(part):
    """Tell whether a part of a statement is one itself, or has a body of them (a handler, a case)."""
    return isinstance(part, ast.stmt) or isinstance(getattr(part, "body", None), list)
