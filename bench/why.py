"""`--why` against the same command without it, and how many hybrids one cause among 24 edits takes."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from .pairs import cutaway, ratio, told

REPEATS = 9
HELLO = "def hello_world():\n    print('Hello, world!')\n"
EDITS = 24
CAUSE = 13


def edited(after: bool) -> str:
    """A function with 24 statements, each with a constant that the side after has otherwise; one decides the result."""
    statements = [
        f"    {'result' if i == CAUSE else f'unused_{i}'} = {1000 + i + (500 if after else 0)}" for i in range(EDITS)
    ]
    return "\n".join(["def many():", *statements, "    return result", ""])


def hybrids(before: Path, after: Path) -> dict[str, Any]:
    """The verdict on what `many` returns."""
    command = [sys.executable, "-m", "cutaway", "diff", f"{before}::many", f"{after}::many"]
    command += ["--call", "target()", "--why", "--yes", "--format", "json"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    (comparison,) = json.loads(answer.stdout)["comparisons"]
    return next(verdict for verdict in comparison["verdicts"] if verdict["channel"] == "returns")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        hello, before, after = (Path(folder, name) for name in ("hello.py", "before.py", "after.py"))
        hello.write_text(HELLO)
        before.write_text(edited(after=False))
        after.write_text(edited(after=True))
        asked = ("async", f"{hello}::hello_world", "--call", "target()")
        figures = ratio(cutaway(*asked, "--why", "--yes"), cutaway(*asked), REPEATS)
        told("async of hello world with --why / without", 6.0, figures, REPEATS)
        verdict = hybrids(before, after)
        sets = " or ".join(" + ".join(units) for units in verdict["sufficient"])
        print(f"one cause among {EDITS} edits: {verdict['hybrids']} hybrids (asked: at most 40), sufficient: {sets}")


if __name__ == "__main__":
    main()
