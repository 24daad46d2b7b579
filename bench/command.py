"""`cutaway diff` of two 20-line files, all static layers, text, against one `python -m dis` of one of them."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from .pairs import cutaway, process, ratio, told

BEFORE = '''\
"""A small module, of the size that a reader compares by eye."""

import json


def load(path, default=None):
    """Return what the file holds."""
    try:
        with open(path) as stream:
            return json.load(stream)
    except FileNotFoundError:
        return default


def totals(rows):
    """Sum amounts by name."""
    result = {}
    for name, amount in rows:
        result[name] = result.get(name, 0) + amount
    return result
'''
AFTER = BEFORE.replace("return default", "return [default]").replace("+ amount", "- amount")
REPEATS = 41


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder, "before.py"), Path(folder, "after.py")
        before.write_text(BEFORE)
        after.write_text(AFTER)
        figures = ratio(
            cutaway("diff", str(before), str(after)), process(sys.executable, "-m", "dis", str(before)), REPEATS
        )
        told("diff of two 20-line files / python -m dis of one", 3.0, figures, REPEATS)
