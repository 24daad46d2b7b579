"""What each interpreter makes of the pairs in `pairs_to_merge.py`: their units, and hybrids of them executed there.

Knows the road from two texts to a hybrid without the session. Does not know what a test expects.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import cutaway
from cutaway.interpreters import Interpreter, Probe
from cutaway.layers.difference import Side
from cutaway.layers.matching import matching

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
PROBE = Path(cutaway.__file__).parent / "probe"


@pytest.fixture(scope="session")
def merged(python: Interpreter) -> dict[str, dict[str, Any]]:
    """For each pair that this version can compile: what the child answers, once for its function, once for the file."""
    asked = list(_asked(python))
    command = [python.executable, "-I", "-S", str(HERE / "units_in_child.py"), str(PROBE)]
    answer = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=True, timeout=120)
    return {pair["name"]: told for pair, told in zip(asked, json.loads(answer.stdout), strict=True)}


def _asked(python: Interpreter) -> Any:
    from pairs_to_merge import PAIRS

    with Probe(python) as probe:
        for name, pair in PAIRS.items():
            if pair["since"] <= python.version_info[:2]:
                for qualname, key in ((pair["qualname"], name), (None, f"{name}, whole file")):
                    matched = _matching(probe, pair, qualname, python)
                    yield {**pair, "name": key, "qualname": qualname, "matching": matched}


def _matching(probe: Probe, pair: dict[str, Any], qualname: str | None, python: Interpreter) -> dict[str, Any]:
    sources = [_source(pair[side], qualname) for side in ("before", "after")]
    request = {"op": "capture", "sources": sources, "layers": ["bytecode"], "optimize": None}
    captures = probe.ask(request)["captures"]
    version = python.version_info
    sides = [Side(one["layers"]["bytecode"]["facts"], one["target"], version) for one in captures]
    return matching(*sides)


def _source(text: str, qualname: str | None) -> dict[str, Any]:
    content = base64.b64encode(text.encode()).decode("ascii")
    select = {"qualname": qualname, "line": None}
    return {"content": content, "filename": "case.py", "kind": "source", "select": select, "edit": None}
