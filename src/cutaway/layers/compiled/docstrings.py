"""The docstring of a module or a class as an attribute of its body, as that of a function is.

Knows that such a body stores it as `__doc__` before anything else that the text says. Does not know who asks: by the
rules of the layers it is what the body does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ..difference import Side
from .codeobjects import Part

Capture = Mapping[str, Any]
Facts = Mapping[str, Any]
Docstrings = Mapping[str, Sequence[Any]]
"""Qualified name -> the docstring, encoded."""

_NEUTRAL = "neutral"
_NO_TEXT = ["docstring"]

# CO_HAS_DOCSTRING (3.14) says of a function what the docstring says.
_HAS_DOCSTRING = 0x4000000

# What the compiler itself stores first, up to 3.15.
_STORED_BEFORE = frozenset(
    {
        "__annotate__",
        "__classdict__",
        "__conditional_annotations__",
        "__firstlineno__",
        "__module__",
        "__qualname__",
        "__type_params__",
    }
)


class Apart(NamedTuple):
    """Two captures of the layers code and bytecode, where a body's docstring is an attribute if both sides have one.

    The instruction that loads it says no more than that there is one, and no flag says that of a function. `differ`:
    whether any of them differs.
    """

    before: Capture
    after: Capture
    differ: bool


def as_attributes(before: Capture, after: Capture) -> Apart:
    """Take the docstrings of modules and classes out of what their bodies do."""
    ours, theirs = (_docstrings(capture["layers"]["bytecode"]["facts"]) for capture in (before, after))
    ours, theirs = (
        {name: ours[name] for name in ours if name in theirs},
        {name: theirs[name] for name in ours if name in theirs},
    )
    return Apart(_changed(before, ours), _changed(after, theirs), differ=ours != theirs)


def left_out(sides: tuple[Side, Side]) -> tuple[Side, Side]:
    """Both sides of the layer code as if nothing had a docstring that is an attribute."""
    before, after = (side._replace(facts=_everywhere(side.facts, _without_attribute)) for side in sides)
    return before, after


def _changed(capture: Capture, docstrings: Docstrings) -> Capture:
    code, bytecode = (capture["layers"][name] for name in ("code", "bytecode"))
    bodies = {part["qualname"]: part for part in bytecode["facts"]["parts"] if part["kind"] == "code"}
    code = {**code, "facts": _everywhere(code["facts"], lambda part: _with_attribute(part, bodies, docstrings))}
    bytecode = {**bytecode, "facts": _everywhere(bytecode["facts"], lambda part: _without_text(part, docstrings))}
    return {**capture, "layers": {**capture["layers"], "code": code, "bytecode": bytecode}}


def _everywhere(facts: Facts, change: Callable[[Part], Part]) -> Facts:
    """The facts with all parts changed, those without positions, too."""
    changed = {**facts, "parts": [change(part) for part in facts["parts"]]}
    if _NEUTRAL in facts:
        changed[_NEUTRAL] = _everywhere(facts[_NEUTRAL], change)
    return changed


def _without_attribute(part: Part) -> Part:
    return {**part, "docstring": None} if "docstring" in part else part


def _with_attribute(part: Part, bodies: Mapping[str, Part], docstrings: Docstrings) -> Part:
    if part["kind"] != "code":
        return part
    part = {**part, "flags": part["flags"] & ~_HAS_DOCSTRING}
    text = docstrings.get(part["qualname"])
    if text is None:
        return part
    body = bodies[part["qualname"]]
    uses = sum(body["table"][row][1:] == ["const", text] for row in body["rows"])
    constants = part["constants"] if uses > 1 else [one for one in part["constants"] if one != text]
    return {**part, "constants": constants, "docstring": text}


def _without_text(part: Part, docstrings: Docstrings) -> Part:
    place = _place(part) if part["qualname"] in docstrings else None
    if place is None:
        return part
    meaning = part["table"][part["rows"][place]]
    rows = list(part["rows"])
    rows[place] = len(part["table"])
    return {**part, "table": [*part["table"], [*meaning[:2], _NO_TEXT]], "rows": rows}


def _docstrings(facts: Facts) -> dict[str, Sequence[Any]]:
    names = Counter(part["qualname"] for part in facts["parts"])
    found = ((part, _place(part)) for part in facts["parts"] if names[part["qualname"]] == 1)
    return {part["qualname"]: part["table"][part["rows"][at]][2] for part, at in found if at is not None}


def _place(part: Part) -> int | None:
    """The row that loads the docstring, None where there is none."""
    if part["kind"] != "code":
        return None
    for at, meaning in _until_the_text_begins(part):
        if meaning[0] == "STORE_NAME" and meaning[2:] == ["__doc__"]:
            before = part["table"][part["rows"][at - 1]]
            is_text = before[1:2] == ["const"] and before[2][0] == "str"
            return at - 1 if is_text else None
    return None


def _until_the_text_begins(part: Part) -> Iterator[tuple[int, Sequence[Any]]]:
    """The first instructions that store a name, with their rows, up to one that the compiler does not add by itself."""
    for at, row in enumerate(part["rows"]):
        meaning = part["table"][row]
        if meaning[0].startswith("STORE_"):
            yield at, meaning
            if meaning[-1] not in _STORED_BEFORE:
                return
        elif meaning[0] == "POP_TOP":
            return
