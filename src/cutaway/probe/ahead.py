"""What both texts of an experiment import of the standard library: imported once, before any run is forked.

Knows modules that do nothing but define when they are imported: a run cannot tell when that was, and each would spend
most of its time on them. Does not know what a run is.
"""

import ast
import importlib
import importlib.util
import os

from . import driving

_DEFINING = frozenset(
    [
        "argparse",
        "asyncio",
        "concurrent",
        "csv",
        "dataclasses",
        "datetime",
        "decimal",
        "email",
        "fractions",
        "hashlib",
        "html",
        "http",
        "logging",
        "pathlib",
        "statistics",
        "subprocess",
        "tempfile",
        "textwrap",
        "typing",
        "unittest",
        "urllib",
    ]
)
_STANDARD_LIBRARY = os.path.dirname(os.path.abspath(os.__file__)) + os.sep


def import_what_both(trees):
    """Import what the modules' own statements import in each of these trees, if it is one of the modules known here."""
    for name in sorted(set.intersection(*map(_imported, trees))):
        if name.partition(".")[0] in _DEFINING and _is_ours(name.partition(".")[0]):
            _import(name)


def _imported(tree):
    """The names of the modules that statements of a module import before anything else of it may be called."""
    names = set()
    for statement in tree.body:
        if isinstance(statement, ast.Import):
            names.update(alias.name for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom) and not statement.level:
            names.add(statement.module)
    return names


def _is_ours(name):
    """Whether a module of that name is the standard library's: one on the user's own path is not run here."""
    spec = importlib.util.find_spec(name)
    return spec is not None and str(spec.origin).startswith(_STANDARD_LIBRARY)


def _import(name):
    try:
        if name == "asyncio":
            driving.event_loops()
        importlib.import_module(name)
    except Exception:
        return  # there is no such module: the run says so
