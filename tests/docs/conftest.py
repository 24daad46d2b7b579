"""The folder in which a reader of the documentation stands. Does not know which page uses it."""

from __future__ import annotations

from pathlib import Path

import pytest
import reader


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The examples, as committed in a repository of their own."""
    reader.settle(tmp_path)
    return tmp_path
