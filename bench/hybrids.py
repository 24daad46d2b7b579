"""A hybrid, both its children counted, against a fresh interpreter with the probe imported."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path
from typing import Any

from cutaway.interpreters import Interpreter, Probe, host
from cutaway.interpreters.cache import cache_folder
from cutaway.interpreters.experimenting import Experiment
from cutaway.interpreters.probing import bootstrap_arguments
from cutaway.layers.difference import Side
from cutaway.layers.matching import matching

from .pairs import ratio, told

REPEATS = 25
FOLDER = Path.cwd()
BEFORE = b"def hello_world():\n    print('Hello, world!')\n"
AFTER = b"async def hello_world():\n    print('Hello, world!')\n"


def side(content: bytes) -> dict[str, Any]:
    """A side as an experiment is asked about it."""
    return {
        "content": base64.b64encode(content).decode("ascii"),
        "filename": str(FOLDER / "hello.py"),
        "module": "hello",
        "root": str(FOLDER),
        "package": False,
        "qualname": "hello_world",
        "line": None,
        "call": "target()",
        "run": False,
        "optimize": None,
    }


def matched(interpreter: Interpreter, sides: list[dict[str, Any]]) -> dict[str, Any]:
    """What stands for what in the two sides."""
    select = {"qualname": "hello_world", "line": None}
    sources = [{"content": one["content"], "filename": one["filename"], "select": select} for one in sides]
    with Probe(interpreter) as probe:
        answer = probe.ask({"op": "capture", "sources": sources, "layers": ["bytecode"], "optimize": None})
    facts = [(one["layers"]["bytecode"]["facts"], one["target"]) for one in answer["captures"]]
    return matching(*(Side(known, target, interpreter.version_info) for known, target in facts))


def main() -> None:
    interpreter = host()
    sides = [side(BEFORE), side(AFTER)]
    fresh = [interpreter.executable, *bootstrap_arguments("entrance.experiment", cache_folder())]

    with Experiment(
        interpreter.executable, sides, matched(interpreter, sides), timeout=10, memory=1 << 30, driven=True
    ) as experiment:
        everything = [unit["id"] for unit in experiment.prepare().units]
        assert set(experiment.attempt(everything)["runs"]) == {"dropped", "driven"}
        figures = ratio(
            lambda: experiment.attempt(everything),
            lambda: subprocess.run(fresh, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True),
            REPEATS,
        )
    told("a hybrid, run in two children / a fresh interpreter with the probe imported", 0.2, figures, REPEATS)


if __name__ == "__main__":
    main()
