"""`cutaway fingerprint` as a user meets it: a line a target, what it holds for, and one clear line of trouble.

Knows which texts compile to the same, by CPython's rules. Does not know any hash, nor how one is made.
"""

from __future__ import annotations

import json
import os
import py_compile
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import cutaway
from cutaway.interpreters import Interpreter

Run = Callable[..., subprocess.CompletedProcess[str]]
Refused = Callable[..., str]

TEXT = 'X = 1\n\n\ndef f(a, b=2):\n    "Doc."\n    return a + b\n'
RELAID = '# another layout\nX = (1)\ndef f(a,\n      b=2):\n    """Doc."""\n\n    return (a\n            + b)\n'
LINE = re.compile(r"(cutaway1-(?:code|ast|object):[0-9a-f]{64})  (.+)")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder in which `run` runs, with two layouts of one module, and one that differs in a constant."""
    (tmp_path / "a.py").write_text(TEXT)
    (tmp_path / "relaid.py").write_text(RELAID)
    (tmp_path / "other.py").write_text(TEXT.replace("b=2", "b=3"))
    return tmp_path


def lines(run: Run, *arguments: object, **wishes: object) -> list[tuple[str, str]]:
    """(fingerprint, target) of each line that the command writes."""
    outcome = run("fingerprint", *arguments, **wishes)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    matches = [LINE.fullmatch(line) for line in outcome.stdout.splitlines()]
    return [(match[1], match[2]) for match in matches if match] if all(matches) else []


def hashes(run: Run, *arguments: object, **wishes: object) -> list[str]:
    return [fingerprint for fingerprint, _ in lines(run, *arguments, **wishes)]


def test_a_line_a_target_in_the_order_given(run: Run, folder: Path) -> None:
    named = ["other.py", "a.py::f", "a.py"]
    found = lines(run, *named, "-c", "x = 1")
    assert [target for _, target in found] == [*named, "-c 'x = 1'"]
    assert len({fingerprint for fingerprint, _ in found}) == 4
    assert {fingerprint.partition(":")[0] for fingerprint, _ in found} == {"cutaway1-code"}


@pytest.mark.parametrize("layer", ["code", "ast"])
def test_equal_where_nothing_differs_at_that_layer(run: Run, folder: Path, layer: str) -> None:
    whole = hashes(run, "--layer", layer, "a.py", "relaid.py", "other.py")
    assert whole[0] == whole[1] != whole[2]
    function = hashes(run, "-l", layer, "a.py::f", "relaid.py::f", "other.py::f")
    assert function[0] == function[1] != function[2]
    assert function[0] != whole[0]


def test_the_layers_are_two(run: Run, folder: Path) -> None:
    """A constant that is folded: another tree, the same code."""
    code = hashes(run, "-c", "x = 60 * 60", "-c", "x = 3600")
    tree = hashes(run, "-l", "ast", "-c", "x = 60 * 60", "-c", "x = 3600")
    assert code[0] == code[1]
    assert tree[0] != tree[1]
    assert all(one.startswith("cutaway1-ast:") for one in tree)


def test_the_name_of_a_definition_is_not_part_of_it(run: Run, folder: Path) -> None:
    (folder / "renamed.py").write_text(TEXT.replace("def f", "def g"))
    one, other = hashes(run, "a.py::f", "renamed.py::g")
    assert one == other


def test_the_api_gives_the_same(run: Run, folder: Path) -> None:
    found = hashes(run, "a.py", "a.py::f", "-c", TEXT)
    path = folder / "a.py"
    assert found == [cutaway.fingerprint(path), cutaway.fingerprint(cutaway.target(f"{path}::f")), found[0]]
    assert hashes(run, "-l", "ast", "a.py") == [cutaway.fingerprint(path, "ast")]


def test_a_definition_of_a_module_is_that_of_its_file(run: Run, folder: Path) -> None:
    of_module, of_file = hashes(run, "json:loads", f"{json.__file__}::loads")
    assert of_module == of_file


def test_a_compiled_file_is_hashed_as_its_code_object_stands(run: Run, folder: Path) -> None:
    compiled = py_compile.compile(str(folder / "a.py"), cfile=str(folder / "a.pyc"), doraise=True)
    (found,) = lines(run, "a.pyc")
    assert found == (cutaway.fingerprint(compile(TEXT, "elsewhere.py", "exec", dont_inherit=True)), Path(compiled).name)
    assert found[0].startswith("cutaway1-object:")


def test_standard_input_is_a_target(run: Run, folder: Path) -> None:
    (read,) = lines(run, "-", input=TEXT)
    assert read == (*hashes(run, "a.py"), "-")


def test_a_tree_is_hashed_alike_on_every_version(run: Run, folder: Path, pythons: list[Interpreter]) -> None:
    ends = [pythons[0].executable, pythons[-1].executable]
    trees = {tuple(hashes(run, "-l", "ast", "-p", python, "a.py", "a.py::f")) for python in ends}
    assert len(trees) == 1


def test_each_interpreter_is_asked_for_its_own_code(run: Run, folder: Path, python: Interpreter) -> None:
    one, other = hashes(run, "--python", python.executable, "a.py", "relaid.py")
    assert one == other
    assert (one == cutaway.fingerprint(folder / "a.py")) is (python.version == "{}.{}.{}".format(*sys.version_info))


def test_nothing_is_run_or_written(run: Run, folder: Path) -> None:
    (folder / "loud.py").write_text("print('ran')\nopen('trace', 'w')\n")
    before = sorted(folder.rglob("*"))
    assert len(lines(run, "loud.py")) == 1
    assert sorted(folder.rglob("*")) == before


def test_without_the_cache_its_folder_stays_empty(run: Run, folder: Path) -> None:
    environment = os.environ | {"CUTAWAY_CACHE_DIR": str(folder / "cache")}
    assert hashes(run, "--no-cache", "a.py", env=environment) == hashes(run, "a.py")
    assert not (folder / "cache").exists()


def test_a_line_already_written_stays_where_a_later_target_is_trouble(run: Run, folder: Path) -> None:
    outcome = run("fingerprint", "a.py", "a.py::g", "other.py")
    assert outcome.returncode == 2
    assert [target for _, target in map(_parts, outcome.stdout.splitlines())] == ["a.py"]
    assert outcome.stderr == "cutaway: a.py: no g in it: it defines f\n"


def _parts(line: str) -> tuple[str, str]:
    fingerprint, _, target = line.partition("  ")
    return fingerprint, target


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ([], "takes at least one target"),
        (["nowhere.py"], "nowhere.py: no such file"),
        (["a.py", "nowhere.py"], "nowhere.py: no such file"),
        (["a.py::g"], "a.py: no g in it: it defines f"),
        (["json:no_such_name"], "no_such_name"),
        (["no_such_module_anywhere:f"], "no_such_module_anywhere"),
        (["."], "."),
        (["-c", "x = ("], "line 1"),
        (["-l", "ast", "-c", "x = ("], "line 1"),
        (["-l", "tokens", "a.py"], "'tokens' is not one of 'code', 'ast'"),
        (["--layer", "a.py"], "'a.py' is not one of"),
        (["--quiet", "a.py"], "no such option: --quiet"),
        (["-p", "all", "a.py"], "a fingerprint is of one interpreter"),
        (["-p", "2.1", "a.py"], "2.1"),
        (["-", "-"], "standard input"),
    ],
    ids=" ".join,
)
def test_trouble_is_one_line(refused: Refused, folder: Path, arguments: list[str], why: str) -> None:
    assert why in refused("fingerprint", *arguments)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"def f(:\n", "broken.py: does not compile: line 1"),
        (b"# coding: no-such-codec\n", "no-such-codec"),
        (b"x = '\xff'\n", "broken.py"),
        (b"x = 1\0\n", "broken.py"),
        (b"return\n", "'return' outside function"),
    ],
    ids=["syntax", "codec", "not UTF-8", "NUL", "what only the compiler refuses"],
)
def test_a_file_that_does_not_compile_is_trouble(refused: Refused, folder: Path, content: bytes, why: str) -> None:
    (folder / "broken.py").write_bytes(content)
    assert why in refused("fingerprint", "broken.py")


def test_a_compiled_file_has_no_tree(refused: Refused, folder: Path) -> None:
    py_compile.compile(str(folder / "a.py"), cfile=str(folder / "a.pyc"), doraise=True)
    assert "a .pyc holds no source" in refused("fingerprint", "-l", "ast", "a.pyc")


def test_a_compiled_file_is_asked_of_the_version_that_wrote_it(
    run: Run, refused: Refused, folder: Path, pythons: list[Interpreter]
) -> None:
    other = next(one for one in pythons if one.version != "{}.{}.{}".format(*sys.version_info))
    make = "import py_compile; py_compile.compile('a.py', cfile='a.pyc', doraise=True)"
    subprocess.run([str(other.executable), "-c", make], cwd=folder, check=True)
    assert hashes(run, "a.pyc") == hashes(run, "-p", other.executable, "a.pyc")
    assert "a.pyc" in refused("fingerprint", "-p", sys.executable, "a.pyc")


def test_help_says_for_what_a_hash_holds(run: Run) -> None:
    outcome = run("fingerprint", "--help")
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert "holds for one version of CPython" in outcome.stdout


def test_its_options_are_known_without_the_road_that_answers() -> None:
    """A shell that completes asks every command for its options: it waits for what they import."""
    ask = "import sys, cutaway.cli.fingerprint; print(*[name for name in sys.modules if name.startswith('cutaway.')])"
    loaded = subprocess.run([sys.executable, "-c", ask], check=True, capture_output=True, text=True).stdout.split()
    assert "cutaway.cli.fingerprint" in loaded
    assert not {"cutaway.session", "cutaway.live", "cutaway.targets", "cutaway.interpreters"} & set(loaded)
