"""One probe for each interpreter, kept alive for the whole run, and a short way to ask it for a capture.

Knows the probe's protocol. Does not know what a test expects of an answer.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from cutaway.interpreters import Interpreter, Probe

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def probe(python: Interpreter) -> Iterator[Probe]:
    with Probe(python) as running:
        yield running


@pytest.fixture(scope="session")
def ask(probe: Probe) -> Ask:
    """Capture one source: bytes, or text that is written as UTF-8."""

    def capture(content: bytes | str, **wanted: Any) -> dict[str, Any]:
        source = as_source(content, **wanted)
        return probe.ask({"op": "capture", "sources": [source], "layers": wanted.get("layers", []), "optimize": None})[
            "captures"
        ][0]

    return capture


def as_source(
    content: bytes | str,
    *,
    qualname: str | None = None,
    line: int | None = None,
    edit: str | None = None,
    filename: str = "case.py",
    layers: object = None,
) -> dict[str, Any]:
    encoded = content.encode("utf-8") if isinstance(content, str) else content
    return {
        "content": base64.b64encode(encoded).decode("ascii"),
        "filename": filename,
        "kind": "pyc" if filename.endswith(".pyc") else "source",
        "select": {"qualname": qualname, "line": line},
        "edit": edit,
    }
