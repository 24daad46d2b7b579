"""The exemptions of `--allow`: their names, and what each could hide, in words for a user.

Knows what is said of them. Does not know how they are made: the probe does (`probe/exemptions.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

EXEMPTIONS = {
    "docstring-whitespace": "layout that a program reads from __doc__ itself, such as tables and grammars",
    "docstrings": "all that a program makes of __doc__: doctests, usage texts, parsers' rules",
    "annotations": "what reads annotations at run time: dataclasses, pydantic, get_type_hints, dispatch by type",
    "asserts": "checks that a program relies on, and what their conditions do",
    "names-of-locals": "what locals(), vars(), eval and debuggers show",
}
"""Name -> what differences it sets aside could hide, in the order in which they are told."""


def could_hide(names: Sequence[str]) -> str:
    """What these exemptions could hide, in one phrase; empty where there are none."""
    return "; ".join(f"{name} ({EXEMPTIONS[name]})" for name in EXEMPTIONS if name in names)
