"""Trees compiled as if layout did not exist: every node at line 1, column 0 (DECISIONS, 1).

Knows how to hide the positions of a whole tree at once. Does not know what is compared, nor why.
"""

import ast
import operator
from contextlib import contextmanager

# What has a position: the direct children of `AST` that the grammar gives one.
_PLACED = [kind for kind in ast.AST.__subclasses__() if "lineno" in kind._attributes]

# A node is true. bool is an int: True reads as line 1, and `not node` as column 0.
_NEUTRAL = {
    "lineno": property(bool),
    "end_lineno": property(bool),
    "col_offset": property(operator.not_),
    "end_col_offset": property(operator.not_),
}


def compile_neutral(tree, filename, optimize):
    """Compile a tree with all positions (1, 0). Its nodes keep theirs."""
    with _positions_hidden():
        return compile(tree, filename, "exec", dont_inherit=True, optimize=optimize)


@contextmanager
def _positions_hidden():
    """Let every node tell the neutral position.

    A property of the class comes before what stands in an instance, and this one is computed without running Python.
    Giving each node its neutral position instead took as long as parsing the file (1.1 s of 2.5 s on 150 files, 3.8).
    """
    kept = [(kind, name, vars(kind)[name]) for kind in _PLACED for name in _NEUTRAL if name in vars(kind)]
    for kind in _PLACED:
        for name, neutral in _NEUTRAL.items():
            setattr(kind, name, neutral)
    try:
        yield
    finally:
        for kind in _PLACED:
            for name in _NEUTRAL:
                delattr(kind, name)
        for kind, name, value in kept:
            setattr(kind, name, value)
