"""The interpreters that the tests run on, found once for the whole run, with a cache folder of the run's own.

Knows `pythons` (all of them), `python` (one test per interpreter) and what a test has `left_running`.
Does not know what a test asks of them.
"""

from __future__ import annotations

import os
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from cutaway.interpreters import Interpreter, select

_cache_folder = tempfile.TemporaryDirectory(prefix="cutaway-tests-")
os.environ["CUTAWAY_CACHE_DIR"] = _cache_folder.name


@cache
def found() -> tuple[Interpreter, ...]:
    """One regular CPython a minor version, oldest first."""
    return tuple(select(["all"]))


def missing() -> list[str]:
    """The minor versions that CUTAWAY_REQUIRE_PYTHONS names and this machine does not have."""
    have = {"{}.{}".format(*python.version_info) for python in found()}
    return [minor for minor in os.environ.get("CUTAWAY_REQUIRE_PYTHONS", "").split() if minor not in have]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate-goldens", action="store_true", help="write goldens and docs anew; read the diff")


def pytest_configure() -> None:
    if absent := missing():
        pytest.exit(f"CUTAWAY_REQUIRE_PYTHONS names CPythons that are not here: {', '.join(absent)}", returncode=4)


def pytest_unconfigure() -> None:
    _cache_folder.cleanup()


def pytest_report_header() -> str:
    return f"interpreters: {', '.join(python.version for python in found())}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "python" in metafunc.fixturenames:
        metafunc.parametrize("python", found(), ids=lambda python: python.version, scope="session")


@pytest.fixture(scope="session")
def pythons() -> list[Interpreter]:
    """One regular CPython a minor version, oldest first: those of CUTAWAY_REQUIRE_PYTHONS, or what is there."""
    return list(found())


@pytest.fixture
def left_running(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], list[str]]]:
    """Name every process that this test started, or that those started, and that is still there."""
    mark = f"CUTAWAY_TEST_MARK={uuid.uuid4().hex}"
    monkeypatch.setenv(*mark.split("="))
    if not Path("/proc/self").is_dir():
        pytest.skip("needs /proc to see other processes")

    def search() -> list[str]:
        # a killed process takes a moment to leave
        deadline = time.monotonic() + 2
        while (found := _marked(mark)) and time.monotonic() < deadline:
            time.sleep(0.02)
        return found

    yield search
    assert search() == []


def _marked(mark: str) -> list[str]:
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and int(folder.name) != os.getpid():
            try:
                if mark.encode() in (folder / "environ").read_bytes().split(b"\0"):
                    found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except OSError:
                continue
    return found
