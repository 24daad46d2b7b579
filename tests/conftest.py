"""The interpreters that the tests run on, found once for the whole run, with a cache folder of the run's own.

Knows `pythons` (all of them) and `python` (one test per interpreter). Does not know what a test asks of them.
"""

from __future__ import annotations

import os
import tempfile
from functools import cache

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
