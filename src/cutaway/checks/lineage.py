"""What a class of a tree inherits, and who inherits from it: whether `m` of an object can be another class's.

Knows bases as `probe/calls.py` tells them, and that a class outside the tree may do anything. Does not know whose kind
changed.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterator

from .resolution import Binding, Facts, Meaning, Names

Place = tuple[str, str]
"""A class: the path of its file, its qualified name."""

_STEPS = 20
"""Bases that one class is followed through: a tree that does not run may let them go round in circles."""

_PLAIN = frozenset({"abc.ABC", "typing.Generic", "unittest.TestCase", "unittest.IsolatedAsyncioTestCase"})
"""Classes of the standard library that decide nothing of their subclasses' attributes and instances."""

_EMPTY = frozenset({"abc.ABC", "typing.Generic"})
"""Those that have no method of a public name."""


class Lineage:
    """The classes of a tree, as far as they were read."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def is_plain(self, place: Place, steps: int = _STEPS) -> bool:
        """Whether the attributes of a class, and of what its call gives, are what class statements in the tree say."""
        known = self._names.class_at(*place)
        if known is None or known["opaque"] or steps == 0:
            return False
        return all(self._is_plain_base(place[0], base, steps - 1) for base in known["bases"])

    def may_derive(self, path: str, one: Facts, target: Place, steps: int = _STEPS) -> bool:
        """Whether a class may be a subclass of `target`: yes, wherever that cannot be excluded.

        A class from a file that was not read is none: the file names neither `target` nor a subclass of it.
        """
        return steps == 0 or any(self._may_be(path, base, target, steps) for base in one["bases"])

    def is_overridden(self, target: Place, name: str) -> bool:
        """Whether an object of a class, or of one derived from it, may have its `name` from another class."""
        return any(
            (path, one["qualname"]) != target
            and self.may_derive(path, one, target)
            and (name in one["members"] or one["opaque"] or self._comes_before(path, one, target, name))
            for path, facts in self._names.facts.items()
            for one in facts["classes"]
        )

    def relatives(self, target: Place) -> Iterator[str]:
        """The names of the classes that decide what a class's objects have: its subclasses, and the bases of all."""
        for path, facts in self._names.facts.items():
            for one in facts["classes"]:
                is_target = (path, one["qualname"]) == target
                if is_target or self._surely_derives(path, one, target):
                    yield one["qualname"].rpartition(".")[2]
                    yield from self._names_of_bases(path, one)

    def _names_of_bases(self, path: str, one: Facts, steps: int = _STEPS) -> Iterator[str]:
        for base in one["bases"]:
            if base is None or "builtin" in base or self._is_outside(base):
                continue
            yield from base["path"][-1:] or [base["name"]]
            yield from (binding[3] for binding in base["bindings"] or () if binding[0] == "import")
            for found in self._classes(path, base):
                known = self._names.class_at(found.path, found.qualname)
                if known is not None and steps > 0:
                    yield from self._names_of_bases(found.path, known, steps - 1)

    def _is_plain_base(self, path: str, base: Facts | None, steps: int) -> bool:
        if base is None:
            return False
        if "builtin" in base:  # of a metaclass, the objects are classes, and have attributes of their own
            return base["builtin"] != "type" and isinstance(getattr(builtins, base["builtin"], None), type)
        if self._is_outside(base):
            return base["origin"] in _PLAIN
        found = self._classes(path, base)
        return len(found) == 1 and found[0].certain and self.is_plain(found[0][1:3], steps)

    def _may_be(self, path: str, base: Facts | None, target: Place, steps: int) -> bool:
        if base is None:
            return True
        if "builtin" in base or self._is_outside(base):
            return False
        found = list(self._names.meanings(path, base))
        if not found:
            return not all(self._names.is_unread(path, binding) for binding in base["bindings"] or [["unknown"]])
        return any(self._may_mean(meaning, target, steps) for meaning in found)

    def _may_mean(self, meaning: Meaning, target: Place, steps: int) -> bool:
        known = self._names.class_at(meaning.path, meaning.qualname)
        if known is None or (meaning.path, meaning.qualname) == target:
            return True
        return self.may_derive(meaning.path, known, target, steps - 1)

    def _surely_derives(self, path: str, one: Facts, target: Place, steps: int = _STEPS) -> bool:
        if steps == 0:
            return False
        for base in filter(None, one["bases"]):
            for found in () if "builtin" in base else self._classes(path, base):
                known = self._names.class_at(found.path, found.qualname)
                is_it = (found.path, found.qualname) == target
                if is_it or (known is not None and self._surely_derives(found.path, known, target, steps - 1)):
                    return True
        return False

    def _comes_before(self, path: str, one: Facts, target: Place, name: str) -> bool:
        """Whether a class names a base before `target` that may have `name`: `class D(Mixin, C)`."""
        for base in one["bases"][:-1]:
            found = [] if base is None or "builtin" in base else self._classes(path, base)
            if len(found) == 1 and found[0].certain and (found[0].path, found[0].qualname) == target:
                return False
            if self._may_have(path, base, target, name, _STEPS):
                return True
        return False

    def _may_have(self, path: str, base: Facts | None, target: Place, name: str, steps: int) -> bool:
        if base is None or steps == 0:
            return True
        if "builtin" in base:
            return hasattr(getattr(builtins, base["builtin"], None), name)
        if self._is_outside(base):
            return base["origin"] not in _EMPTY
        found = self._classes(path, base)
        return not found or any(self._class_may_have(one, target, name, steps - 1) for one in found)

    def _class_may_have(self, found: Meaning, target: Place, name: str, steps: int) -> bool:
        if (found.path, found.qualname) == target:
            return False
        known = self._names.class_at(found.path, found.qualname)
        if known is None or known["opaque"] or name in known["members"]:
            return True
        return any(self._may_have(found.path, base, target, name, steps) for base in known["bases"])

    def _classes(self, path: str, base: Facts) -> list[Meaning]:
        return [one for one in self._names.meanings(path, base) if one.kind == "class"]

    def _is_outside(self, base: Facts) -> bool:
        bindings: list[Binding] = base["bindings"] or [["unknown"]]
        return all(self._names.is_outside(binding) for binding in bindings)
