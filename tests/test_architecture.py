"""The import rule of ARCHITECTURE.md, small enough to be read as the architecture."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "cutaway"

# Each part, and what of cutaway it may import besides itself.
MAY_IMPORT = {
    "errors": set(),
    "probe": set(),
    "cpython": set(),
    "align": set(),
    "layers": {"cpython", "align"},
    "compare": {"layers"},
    "causes": {"compare", "layers", "align", "cpython"},
    "interpreters": {"errors", "probe"},
    "revisions": {"errors"},
    "targets": {"errors", "revisions"},
    "live": {"errors", "probe", "targets"},
    "explanations": {"cpython", "errors"},
    "inquiry": {"interpreters", "compare", "causes", "layers", "errors"},
    "session": {"inquiry", "targets", "interpreters", "compare", "causes", "layers", "errors", "probe"},
    "checks": {"session", "targets", "revisions", "interpreters", "compare", "layers", "errors", "probe"},
    "report": {"checks", "compare", "causes", "layers"},
    "fingerprints": {"live", "session", "targets", "interpreters", "errors", "probe"},
    "results": {"live", "session", "targets", "checks", "compare", "layers", "report", "errors"},
    "__init__": {"fingerprints", "results", "targets", "checks", "compare", "layers", "errors"},
    "cli": {
        "checks",
        "fingerprints",
        "session",
        "targets",
        "interpreters",
        "compare",
        "layers",
        "report",
        "errors",
        "explanations",
    },
    "__main__": {"cli", "interpreters"},
}
OUTSIDE = {"cli": {"argcomplete", "rich"}, "report": {"rich"}}


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Absolute names of all that a file imports, wherever in it."""
    folder = ["cutaway", *path.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = folder[: len(folder) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from ([module] if node.module else [f"{module}.{alias.name}" for alias in node.names])


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_part_imports_only_what_stands_below_it(path: Path) -> None:
    part = part_of(path)
    ours = {name.split(".")[1] for name in imports(path) if name.startswith("cutaway.")}
    assert ours - {part} <= MAY_IMPORT[part]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_third_parties_stand_at_the_edges(path: Path) -> None:
    part = part_of(path)
    foreign = {name.split(".")[0] for name in imports(path)} - {"cutaway"} - set(sys.stdlib_module_names)
    foreign -= {"_frozen_importlib_external"}
    assert foreign <= OUTSIDE.get(part, set())


def test_every_part_of_the_package_has_a_rule() -> None:
    assert {part_of(path) for path in FILES} == set(MAY_IMPORT)


def test_a_layer_is_two_files() -> None:
    from cutaway.layers import STATIC

    assert [name for name in STATIC if not (PACKAGE / "probe" / f"{name}.py").is_file()] == []
    assert [name for name in STATIC if not (PACKAGE / "layers" / f"{name}.py").is_file()] == []


def test_the_names_of_the_layers_agree_wherever_they_are_listed() -> None:
    from cutaway.layers import NAMES, STATIC, layer
    from cutaway.probe.readers import READERS

    assert tuple(layer(name).NAME for name in NAMES) == NAMES
    assert tuple(READERS) == STATIC


def test_the_range_of_versions_is_one_wherever_it_stands() -> None:
    from cutaway.cpython.meaning import VERSIONS
    from cutaway.interpreters.interpreter import NEWEST, OLDEST

    assert (VERSIONS[0], VERSIONS[-1]) == (OLDEST, NEWEST)


# The two beside `versions` load on Python 2.7, to say that it is too old.
ASK_FOR_A_VERSION = {"probe/versions.py", "probe/bootstrap.py", "probe/identity.py"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_versions_are_compared_in_named_questions_only(path: Path) -> None:
    """A version is compared in the probe's `versions`, in `cpython`, and where interpreters are chosen."""
    if part_of(path) in {"cpython", "interpreters"} or str(path.relative_to(PACKAGE)) in ASK_FOR_A_VERSION:
        return
    compared = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Compare) and _speaks_of_a_version(node)
    ]
    assert compared == []


def _speaks_of_a_version(node: ast.Compare) -> bool:
    for side in [node.left, *node.comparators]:
        named = {getattr(part, "attr", getattr(part, "id", "")) for part in ast.walk(side)}
        if named & {"version_info", "hexversion"} or _is_a_version(side):
            return True
    return False


def _is_a_version(side: ast.expr) -> bool:
    """`(3, 12)`, whatever it is compared with."""
    return isinstance(side, ast.Tuple) and len(side.elts) > 1 and getattr(side.elts[0], "value", None) in (2, 3)


@pytest.mark.parametrize("text", ["sys.version_info >= (3, 8)", "side.version < (3, 12)", "minor == (3, major)"])
def test_the_search_for_compared_versions_finds_some(text: str) -> None:
    compared = ast.parse(text, mode="eval").body
    assert isinstance(compared, ast.Compare)
    assert _speaks_of_a_version(compared)
