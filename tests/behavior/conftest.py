"""How the tests of behavior ask: two texts, run on one interpreter, compared.

Knows the requests of `observe`. Does not know which phenomenon a test is about.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from cutaway.interpreters import Interpreter
from cutaway.interpreters.behaving import observe
from cutaway.layers import behavior
from cutaway.layers.difference import LayerComparison, Side


def side(text: str, folder: Path, **more: Any) -> dict[str, Any]:
    """One side's request: `f` of a plain script in a folder of its own."""
    given = {
        "filename": str(folder / "subject.py"),
        "module": "subject",
        "root": str(folder),
        "package": False,
        "qualname": "f",
        "line": None,
        "call": "target()",
        "run": False,
        "optimize": None,
    }
    return {**given, "content": base64.b64encode(dedent(text).encode()).decode("ascii"), **more}


@dataclass
class Asked:
    """Two texts to one interpreter: `compare` runs both, `facts` runs one."""

    python: Interpreter
    folder: Path
    limits: dict[str, Any]

    def observed(self, *sides: dict[str, Any], **limits: Any) -> list[dict[str, Any]]:
        return observe(self.python.executable, sides, **{**self.limits, **limits})

    def side(self, text: str, **more: Any) -> dict[str, Any]:
        return side(text, self.folder, **more)

    def facts(self, text: str, environment: dict[str, str] | None = None, **more: Any) -> dict[str, Any]:
        return self.observed(self.side(text, **more), environment=environment)[0]

    def compare(self, before: str, after: str, limits: dict[str, Any] | None = None, **more: Any) -> LayerComparison:
        sides = [self.side(before, **more), self.side(after, **more)]
        facts = self.observed(*sides, **(limits or {}))
        left, right = (Side(one, self.target(more), self.python.version_info) for one in facts)
        return behavior.compare(left, right)

    @staticmethod
    def target(more: dict[str, Any]) -> dict[str, Any]:
        name = more.get("qualname", "f")
        return {"kind": "module" if name is None else "function", "name": name, "qualname": name, "line": 1}


@pytest.fixture
def asked(python: Interpreter, tmp_path: Path) -> Asked:
    """A place to ask from, on each interpreter."""
    return Asked(python, tmp_path, {"timeout": 10.0, "memory": 1 << 30})


@pytest.fixture
def asked_newest(pythons: list[Interpreter], tmp_path: Path) -> Asked:
    """A place to ask from, for what does not depend on the version."""
    return Asked(pythons[-1], tmp_path, {"timeout": 10.0, "memory": 1 << 30})


@pytest.fixture
def changes() -> Callable[[LayerComparison], dict[str, tuple[Any, Any]]]:
    """The changes of a comparison: channel -> (before, after)."""
    return lambda compared: {str(change.name): (change.before, change.after) for change in compared.changes}
