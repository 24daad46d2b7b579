"""The cache folder: where it is, and small JSON documents in it.

Knows that a cache may be missing, broken or not writable, and that none of this is an error.
Does not know what is kept.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


def cache_folder(environ: Mapping[str, str] = os.environ) -> str | None:
    """CUTAWAY_CACHE_DIR, or `cutaway` in the user's XDG cache folder; None where there is no home either."""
    if own := environ.get("CUTAWAY_CACHE_DIR"):
        return os.path.abspath(own)
    # the XDG base directory specification: a relative path is invalid and to be ignored
    if (shared := environ.get("XDG_CACHE_HOME")) and os.path.isabs(shared):
        return os.path.join(shared, "cutaway")
    home = environ.get("HOME") or environ.get("USERPROFILE")
    return os.path.join(home, ".cache", "cutaway") if home and os.path.isabs(home) else None


def read_document(path: Path) -> dict[str, Any]:
    """The JSON object kept there; an empty one where there is none that can be read."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def write_document(path: Path, document: Mapping[str, Any]) -> None:
    """Keep a JSON object there, whole or not at all: another cutaway may be reading it."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(json.dumps(document), encoding="utf-8")
        unfinished.replace(path)
