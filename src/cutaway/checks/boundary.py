"""The async boundary: calls that still treat a function as it was before its kind changed.

Knows which use of a call is wrong for which kind, and when a call can only mean that function.
Does not know how a file is parsed (`probe/calls.py`), nor how names lead through the tree (`resolution.py`).

What no reading can see is left out: `setattr`, `globals()`, `exec`, patching by name, an object's `__class__`,
subclasses outside the tree, a method that is called with another class's object. A name is taken for the function that
the text gives it.
"""

from __future__ import annotations

import io
import re
import tokenize
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from ..errors import CutawayError
from .changes import TreeFile, source
from .lineage import Lineage
from .resolution import Facts, Meaning, Names
from .selection import Selection
from .verdicts import BoundaryCall, KindChange

Ask = Callable[[Mapping[str, Any]], Mapping[str, Any]]
Tree = Callable[[], Iterable[TreeFile]]

_STUBS = ".pyi"
_STAR = re.compile(r"import[\s\\]*\*")

_WRONG_FOR_ALL = frozenset({"dropped", "condition", "value", "entered", "entered asynchronously"})
_WRONG = {
    "coroutine function": _WRONG_FOR_ALL | {"added", "iterated", "iterated asynchronously"},
    "generator": _WRONG_FOR_ALL | {"awaited", "iterated asynchronously"},
    "asynchronous generator": _WRONG_FOR_ALL | {"added", "awaited", "iterated"},
}
"""Uses that cannot be right for what a function of that kind gives. `driven` is: whoever calls `send` knows it."""

_OPEN = frozenset({"returned", "passed", "stored"})
"""Uses that may be right: somebody else may treat the result as it should be."""

_MEANT = {
    "coroutine function": frozenset({"awaited", "driven"}),
    "generator": frozenset({"iterated", "driven"}),
    "asynchronous generator": frozenset({"iterated asynchronously", "driven"}),
}
"""What a call of such a function is for, and wrong once it is a plain function that gives nothing of the kind."""


class Boundary(NamedTuple):
    """The changed functions with their calls, and a line for each file that could not be read."""

    kinds: tuple[KindChange, ...]
    notes: tuple[str, ...]


def boundary(changes: Sequence[KindChange], tree: Tree, ask: Ask) -> Boundary:
    """Find the calls in a tree that still treat the functions of `changes` as before.

    Args:
        changes: functions whose kind changed, with their path in the tree.
        tree: all files of the new side, as often as it is called; those that name none of the functions are read only.
        ask: puts a request to the probe; a CutawayError that it raises costs that file, and is noted.
    """
    changes = [change for change in changes if change.kind_before != change.kind_after]
    if not changes:
        return Boundary((), ())
    scanned = _scan(changes, tree, ask)
    names = Names(scanned.paths, scanned.facts)
    found = tuple(change._replace(calls=tuple(_surest_first(_calls(change, names)))) for change in changes)
    return Boundary(found, tuple(scanned.notes.values()))


def _surest_first(calls: Iterable[BoundaryCall]) -> list[BoundaryCall]:
    """What is certain stands before many that are possible, which a page may cut short."""
    return sorted(calls, key=lambda call: not call.certain)


class _Scanned(NamedTuple):
    paths: dict[str, None]
    facts: dict[str, Facts]
    notes: dict[str, str]


def _scan(changes: Sequence[KindChange], tree: Tree, ask: Ask) -> _Scanned:
    """Read what names one of the functions; then, again, what names them as some module re-exports them."""
    scanned = _Scanned({}, {}, {})
    names: set[str] = set()
    around = {path for change in changes for path in _packages_around(change.path)}
    fresh = {part for change in changes for part in change.qualname.split(".") if not part.startswith("<")}
    while fresh:
        names |= fresh
        for file in Selection().chosen_files(tree()):
            if not file.path.lower().endswith(_STUBS):
                scanned.paths[file.path] = None
                _scan_file(file, names, None if file.path in around else fresh, ask, scanned)
        found = Names(scanned.paths, scanned.facts)
        fresh = {*_aliases(scanned.facts, names), *_relatives(changes, found)} - names
    return scanned


def _packages_around(path: str) -> Iterator[str]:
    """The files that say what a package holds, which may be something else than the module in it."""
    for folder in PurePosixPath(path).parents:
        yield str(folder / "__init__.py")


def _scan_file(file: TreeFile, names: set[str], sought: set[str] | None, ask: Ask, scanned: _Scanned) -> None:
    """Read a file if it has one of the names that are sought; None: in any case."""
    try:
        content = file.read()
        if sought is not None and not _may_name(content, sought):
            return
        facts = ask({"op": "calls", "source": source(file.path, content), "names": sorted(names)})
    except CutawayError as error:
        scanned.notes[file.path] = f"{file.path}: its calls were not looked at: {error}"
        return
    if facts.get("error"):
        at = f", line {facts['error']['line']}" if facts["error"]["line"] else ""
        scanned.notes[file.path] = f"{file.path}{at}: its calls were not looked at: {facts['error']['message']}"
    else:
        scanned.facts[file.path] = facts


def _may_name(content: bytes, names: set[str]) -> bool:
    """Whether a text has one of the names, or a star: as its encoding has them, and in any spelling (PEP 3131)."""
    try:
        text = content.decode(tokenize.detect_encoding(io.BytesIO(content).readline)[0])
    except (SyntaxError, ValueError):  # an encoding that is none, or not the file's: the probe says so
        return True
    text = unicodedata.normalize("NFKC", text)
    found = (name for name in names if name in text)
    return any(re.search(rf"\b{name}\b", text) for name in found) or _STAR.search(text) is not None


def _aliases(read: Mapping[str, Facts], names: set[str]) -> Iterator[str]:
    """Other names that modules give to what they import, or have, under one of these."""
    for facts in read.values():
        yield from facts["aliases"]
        for alias, bindings in facts["exports"].items():
            if any(binding[0] == "import" and binding[3] in names for binding in bindings):
                yield alias


def _relatives(changes: Sequence[KindChange], names: Names) -> Iterator[str]:
    """The names of the classes that may have a changed method's place."""
    for change in changes:
        if (owner := _owner(change)) is not None:
            yield from Lineage(names).relatives((change.path, owner))


def _owner(change: KindChange) -> str | None:
    """The class that a changed function is a method of."""
    around = change.qualname.rpartition(".")[0]
    return around if around and not around.endswith("<locals>") else None


def _calls(change: KindChange, names: Names) -> Iterator[BoundaryCall]:
    function = _Function(change, names)
    for path, facts in names.facts.items():
        for reference in facts["calls"]:
            meant = function.meant_by(path, reference)
            verdict = None if meant is None else function.verdict(reference, certain=meant)
            if verdict is not None:
                use = reference["use"] if function.is_called(reference) else "referenced"
                place = (path, reference["line"], reference["column"], reference["text"])
                yield BoundaryCall(*place, change.qualname, use, verdict)


class _Function:
    """A changed function, and what of it decides whether a call of its name is one of it."""

    def __init__(self, change: KindChange, names: Names) -> None:
        self.change = change
        self.names = names
        self.name = change.qualname.rpartition(".")[2]
        self.owner = _owner(change)
        self.definition = self._definition()
        self.is_property = self.definition.get("decoration") == "property"
        lineage = Lineage(names)
        place = (change.path, self.owner or "")
        self.is_plain = self.owner is None or lineage.is_plain(place)
        self.is_overridden = self.owner is None or lineage.is_overridden(place, self.name)
        self.is_replaced = any(self._is_replaced_by(store) for store in self._stores())

    def meant_by(self, path: str, reference: Facts) -> bool | None:
        """Whether a reference certainly means this function; None where it does not mean it at all."""
        attributes = reference["path"]
        if reference["instance"]:
            return self._meant_by_instance(path, reference)
        hits = [one for one in self.names.meanings(path, reference) if self._is_it(one)]
        if not hits:
            return self._perhaps(path, reference) if attributes and attributes[-1] == self.name else None
        certain = hits[0].certain and self.is_plain and not self.is_replaced
        return certain and self._is_found_so((reference["bindings"] or [["unknown"]])[0][0], attributes)

    def _is_found_so(self, kind: str, attributes: Sequence[str]) -> bool:
        """Whether an attribute of an object, or of a class, is the function and no subclass's, and runs if read."""
        if kind == "self":
            return len(attributes) == 1 and not self.is_overridden
        if self.is_property:  # of a class, reading it runs nothing
            return False
        return kind != "cls" or (len(attributes) == 1 and not self.is_overridden)

    def is_called(self, reference: Facts) -> bool:
        """Whether a reference runs the function: a property is run by being read."""
        return bool(reference["called"]) or self.is_property

    def verdict(self, reference: Facts, *, certain: bool) -> bool | None:
        """Whether a use is certainly wrong; None where it is right."""
        if not self.is_called(reference):
            return False if reference["use"] in _OPEN else None
        use = "value" if self._is_read_and_called(reference) else reference["use"]
        if use in _OPEN:
            return False
        after = self.change.kind_after
        wrong = self._was_meant(use) if after == "function" else use in _WRONG.get(after, ())
        if not wrong:
            return None
        decided = reference["sure"] and self.definition.get("decoration", "opaque") != "opaque"
        return certain and decided and (after != "function" or self._gives_nothing_of_the_kind(use))

    def _is_read_and_called(self, reference: Facts) -> bool:
        return bool(reference["called"]) and self.is_property

    def _was_meant(self, use: str) -> bool:
        return use in _MEANT.get(self.change.kind_before, ())

    def _gives_nothing_of_the_kind(self, use: str) -> bool:
        """A plain function may return an awaitable, or a list: only literals are known to be none."""
        returns = self.definition.get("returns")
        return returns == "nothing" or (returns == "plain" and use in ("awaited", "iterated asynchronously"))

    def _is_it(self, meaning: Meaning) -> bool:
        return (meaning.path, meaning.qualname) == (self.change.path, self.change.qualname)

    def _meant_by_instance(self, path: str, reference: Facts) -> bool | None:
        """`C().m()`: certain where nothing but C decides what C() is, and nothing else what its `m` is."""
        owner = self.names.class_at(self.change.path, self.owner) if self.owner else None
        before = {**reference, "path": []}
        classes = [one for one in self.names.meanings(path, before) if one.kind == "class"]
        if owner is None or reference["path"] != [self.name]:
            return self._perhaps(path, reference)
        if not any((one.path, one.qualname) == (self.change.path, self.owner) for one in classes):
            return self._perhaps(path, reference)
        single = len(owner["members"].get(self.name, ())) == 1
        return classes[0].certain and self.is_plain and single and not self.is_replaced

    def _perhaps(self, path: str, reference: Facts) -> bool | None:
        """A method of some object: possible, unless the object comes from outside the tree or is a literal."""
        bindings = reference["bindings"] or [["unknown"]]
        if self.owner is None or not reference["called"] or reference["path"][-1:] != [self.name]:
            return None
        if all(one[0] == "literal" or self.names.is_outside(one) for one in bindings):
            return None
        if bindings[0][0] in ("self", "cls") and len(reference["path"]) == 1 and not reference["instance"]:
            return False if self._may_be_mixed_in(path, bindings[0][1]) else None
        if bindings[0][0] == "module" and (len(reference["path"]) == 1 or any(self.names.meanings(path, reference))):
            return None  # a function of that module, or of one inside it
        return False

    def _may_be_mixed_in(self, path: str, qualname: str) -> bool:
        """Whether a class that has no such method itself may have it from somewhere."""
        known = self.names.class_at(path, qualname)
        return known is None or (self.name not in known["members"] and bool(known["bases"]))

    def _definition(self) -> Facts:
        known = self.names.facts.get(self.change.path, {}).get("definitions", ())
        fitting: list[Facts] = [one for one in known if one["qualname"] == self.change.qualname]
        return fitting[0] if len(fitting) == 1 else {}

    def _stores(self) -> Iterator[Facts]:
        for facts in self.names.facts.values():
            yield from (store for store in facts["stores"] if store["attribute"] == self.name)

    def _is_replaced_by(self, store: Facts) -> bool:
        """Whether an assignment to an attribute of that name may put something else in its place."""
        if self.owner is not None:
            return True
        return any(binding[0] in ("import", "module") for binding in store["bindings"] or ())
