"""A reader of the documentation, who types what it shows: the folder in which they stand, their environment.

Does not know which page is read.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pages

COLUMNS = "80"
AUTHOR = ("-c", "user.name=a reader", "-c", "user.email=reader@example.com", "-c", "commit.gpgsign=false")


def settle(folder: Path) -> None:
    """Put the examples into a folder, committed in a git repository of their own."""
    shutil.copytree(pages.ROOT / "examples", folder / "examples", ignore=shutil.ignore_patterns("__pycache__"))
    for arguments in (("init", "--quiet"), ("add", "examples"), (*AUTHOR, "commit", "--quiet", "-m", "Examples")):
        subprocess.run(("git", *arguments), cwd=folder, check=True, env=environment())


def environment() -> dict[str, str]:
    """A reader's environment: `cutaway` on PATH, 80 columns, no color, no settings of git's or Python's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON"))}
    for name in ("NO_COLOR", "FORCE_COLOR", "VIRTUAL_ENV"):
        kept.pop(name, None)
    scripts = str(Path(sys.executable).parent)
    return {
        **kept,
        "PATH": os.pathsep.join([scripts, kept.get("PATH", os.defpath)]),
        "COLUMNS": COLUMNS,
        "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
