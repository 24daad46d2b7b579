"""Every piece of Python that the documentation shows runs, and the tests in it pass."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pages
import pytest
import reader

RUN = """
import runpy, sys
shown = runpy.run_path(sys.argv[1], run_name="shown")
for name in [name for name in shown if name.startswith("test_")]:
    shown[name]()
"""


@pytest.mark.parametrize("block", pages.blocks("python"), ids=lambda block: block.name)
def test_the_python_of_a_page_runs(block: pages.Block, folder: Path) -> None:
    (folder / "shown.py").write_text(block.content, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", RUN, "shown.py"], cwd=folder, env=reader.environment(), capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
