"""What a name in one file of a tree can mean in another: by import, by class, by what a module takes over.

Knows the facts that `probe/calls.py` reads of each file, and how a dotted name leads to a file. Reads nothing itself.
Does not know whose kind changed, nor which use of a call is wrong.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, NamedTuple

Facts = Mapping[str, Any]
Binding = Sequence[Any]
Location = tuple[str, ...]

_STEPS = 20
"""Modules that one name is followed through: re-exports may go round in circles."""

_ROOTS = frozenset({"src", "lib"})
"""What the folder is called that packages are installed from, wherever it is."""

# What the standard library of some version since 3.8 has, and that of the Python that runs this may not have.
# fmt: off
_OF_OTHER_VERSIONS = frozenset({
    "aifc", "annotationlib", "asynchat", "asyncore", "audioop", "binhex", "cgi", "cgitb", "chunk", "compression",
    "crypt", "distutils", "dummy_threading", "formatter", "imghdr", "imp", "lib2to3", "mailcap", "msilib", "nis",
    "nntplib", "ossaudiodev", "parser", "pipes", "profiling", "smtpd", "sndhdr", "spwd", "sre_compile",
    "sre_constants", "sre_parse", "sunau", "symbol", "telnetlib", "tomllib", "uu", "xdrlib",
})
# fmt: on
_STANDARD = sys.stdlib_module_names | _OF_OTHER_VERSIONS


class Meaning(NamedTuple):
    """A function or class that a name can mean; `certain` where it can mean nothing else."""

    kind: str
    path: str
    qualname: str
    certain: bool


class Names:
    """All files of a tree by path, and the facts of those that were read."""

    def __init__(self, paths: Iterable[str], facts: Mapping[str, Facts]) -> None:
        self.facts = facts
        self._files: dict[Location, str] = {}
        self._packages: set[Location] = set()
        self._ending: dict[Location, set[Location]] = {}
        for path in paths:
            self._add(path)
        self._classes = {key: found[0] for key, found in _by_place(facts).items() if len(found) == 1}

    def meanings(self, path: str, reference: Facts) -> Iterator[Meaning]:
        """What the reference in a file (`bindings` and `path` as the probe has them) can mean."""
        bindings, attributes = reference["bindings"], list(reference["path"])
        if bindings is None:
            yield from self._by_stars(path, attributes, reference["name"])
            return
        for binding in bindings:
            yield from self.follow(path, binding, attributes, certain=len(bindings) == 1)

    def follow(
        self, path: str, binding: Binding, attributes: Sequence[str], *, certain: bool, steps: int = _STEPS
    ) -> Iterator[Meaning]:
        """What a binding in a file leads to, with attributes taken of it."""
        kind = binding[0]
        if steps == 0:
            return
        if kind == "definition" and not attributes:
            yield Meaning("definition", path, binding[1], certain)
        elif kind in ("class", "self", "cls") and attributes:
            yield from self._member(path, binding[1], attributes, certain, steps)
        elif kind == "class":
            yield Meaning("class", path, binding[1], certain)
        elif kind == "super" and attributes:
            yield from self._inherited(path, binding[1], attributes, steps)
        elif kind == "import":
            _, level, module, name = binding
            yield from self._of_modules(self._from(path, level, module), [name, *attributes], certain, steps)
        elif kind == "module":
            yield from self._of_modules(self._absolute(path, binding[1].split(".")), attributes, certain, steps)

    def is_outside(self, binding: Binding) -> bool:
        """Whether a binding is an import of something that is no part of the tree."""
        if binding[0] == "module":
            return not self._ending.get(tuple(binding[1].split(".")))
        return binding[0] == "import" and binding[1] == 0 and not self._ending.get(tuple(binding[2].split(".")))

    def is_unread(self, path: str, binding: Binding) -> bool:
        """Whether a binding is an import from outside the tree, or from files of it that were not read."""
        if self.is_outside(binding):
            return True
        places = self._from(path, *binding[1:3]) if binding[0] == "import" else []
        return bool(places) and all(self._is_unread_name(place, binding[3]) for place, _ in places)

    def _is_unread_name(self, place: Location, name: str) -> bool:
        """Whether what a module has under a name comes from a file that was not read: its own, or a module in it."""
        inside = self._files.get((*place, name))
        known = self.facts.get(self._files.get(place, ""))
        if known is not None and (name in known["exports"] or known["stars"] or inside is None):
            return False
        return inside not in self.facts

    def class_at(self, path: str, qualname: str) -> Facts | None:
        """The facts of a class; None where there is none, or more than one of that name."""
        return self._classes.get((path, qualname))

    def _member(
        self, path: str, qualname: str, attributes: Sequence[str], certain: bool, steps: int
    ) -> Iterator[Meaning]:
        known = self.class_at(path, qualname)
        if known is None:
            return
        bindings = known["members"].get(attributes[0])
        if bindings is None:
            yield from self._inherited(path, qualname, attributes, steps)
            return
        sure = certain and len(bindings) == 1
        for binding in bindings:
            yield from self.follow(path, binding, attributes[1:], certain=sure, steps=steps - 1)

    def _inherited(self, path: str, qualname: str, attributes: Sequence[str], steps: int) -> Iterator[Meaning]:
        """What a base holds under that name, never certain: another base may come first."""
        known = self.class_at(path, qualname)
        for base in () if known is None else known["bases"]:
            for binding in (base or {}).get("bindings") or ():
                names = [*base["path"], *attributes]
                yield from self.follow(path, binding, names, certain=False, steps=steps - 1)

    def _of_modules(
        self, places: Iterable[tuple[Location, bool]], names: Sequence[str], certain: bool, steps: int
    ) -> Iterator[Meaning]:
        for place, exact in places:
            yield from self._of_module(place, names, certain and exact, steps - 1)

    def _of_module(self, place: Location, names: Sequence[str], certain: bool, steps: int) -> Iterator[Meaning]:
        """What a module holds under a dotted name: what it binds, or a module inside it, or what a star gave it."""
        if not names or steps <= 0:
            return
        path = self._files.get(place, "")
        facts = self.facts.get(path, {})
        bindings = facts.get("exports", {}).get(names[0], ())
        inside = (*place, names[0]) in self._packages or (*place, names[0]) in self._files
        sure = certain and len(bindings) == 1 and not inside
        for binding in bindings:
            yield from self.follow(path, binding, names[1:], certain=sure, steps=steps - 1)
        if inside:
            yield from self._of_module((*place, names[0]), names[1:], certain and not bindings, steps - 1)
        if not bindings:
            yield from self._by_stars(path, names[1:], names[0], steps - 1)

    def _by_stars(self, path: str, attributes: Sequence[str], name: str, steps: int = _STEPS) -> Iterator[Meaning]:
        for level, module in self.facts.get(path, {}).get("stars", ()):
            yield from self._of_modules(
                self._from(path, level, module), [name, *attributes], certain=False, steps=steps
            )

    def _from(self, path: str, level: int, module: str) -> list[tuple[Location, bool]]:
        names = module.split(".") if module else []
        if not level:
            return self._absolute(path, names)
        folder = PurePosixPath(path).parent.parts
        return [((*folder[: len(folder) - level + 1], *names), True)] if level <= len(folder) + 1 else []

    def _absolute(self, path: str, names: Sequence[str]) -> list[tuple[Location, bool]]:
        """The modules of that dotted name; exact where it is one that a file at `path` will hardly have from elsewhere.

        It lies in a folder that is no package itself, and that stands around the file or is one that packages are
        installed from. A name of the standard library may always mean that, but inside the package so called.
        """
        found = self._ending.get(tuple(names), set())
        roots = {place: place[: -len(names)] for place in found}
        rooted = [place for place, root in roots.items() if (*root, "__init__") not in self._files]
        exact = len(found) == 1 and len(rooted) == 1
        return [(place, exact and self._is_searched(roots[place], names[0], path)) for place in sorted(rooted or found)]

    def _is_searched(self, root: Location, first: str, path: str) -> bool:
        """Whether a file will have the module of that name from a folder, and from nowhere else."""
        parts = PurePosixPath(path).parts
        if parts[: len(root) + 1] == (*root, first) and (*root, first, "__init__") in self._files:
            return True  # its own package: by whatever way it came to be imported, this is it
        if first in _STANDARD:
            return False
        return parts[: len(root)] == root or root[-1] in _ROOTS

    def _add(self, path: str) -> None:
        parts = PurePosixPath(path).with_suffix("").parts
        place = parts[:-1] if parts[-1] == "__init__" else parts
        self._files[parts] = path
        if place != parts or (*place, "__init__") not in self._files:  # a package goes before a module of its name
            self._files[place] = path
        for end in range(1, len(place) + 1):
            if end < len(place):
                self._packages.add(place[:end])
            for start in range(end):
                self._ending.setdefault(place[start:end], set()).add(place[:end])


def _by_place(facts: Mapping[str, Facts]) -> dict[tuple[str, str], list[Facts]]:
    """All classes by the path of their file and their qualified name, which several may share."""
    found: dict[tuple[str, str], list[Facts]] = {}
    for path, known in facts.items():
        for one in known["classes"]:
            found.setdefault((path, one["qualname"]), []).append(one)
    return found
