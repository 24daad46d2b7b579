"""What exists and what is documented are the same: commands, options, layers, kinds of changes, public names."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pages
import pytest
import reader

import cutaway
from cutaway.checks.exemptions import EXEMPTIONS
from cutaway.cli.commands import COMMANDS, command_parser
from cutaway.layers import NAMES
from cutaway.layers.channels import CHANNELS

COMMAND_PAGE = pages.ROOT / "docs" / "commands.md"
LAYER_PAGE = pages.ROOT / "docs" / "layers.md"
CHECK_PAGE = pages.ROOT / "docs" / "check.md"
API_PAGE = pages.ROOT / "docs" / "api.md"
LAYER_FILES = pages.ROOT / "src" / "cutaway" / "layers"

OPTION = re.compile(r"--?[A-Za-z][a-z-]*")
QUOTED = re.compile(r"`([^`]+)`")
REGISTERS = re.compile(r"register-python-argcomplete [^|)`\n]+(?<![ \"])")
CELL = re.compile(r"(?<!\\)\|")
SHELL_LINES = REGISTERS.findall(pages.section(COMMAND_PAGE, "Shell completion"))


def rows(page: Path, heading: str) -> list[list[str]]:
    """The tables of a section, row by row, cells stripped, rules left out."""
    lines = [line for line in pages.section(page, heading).splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in CELL.split(line)[1:-1]] for line in lines]
    return [row for row in cells if set(row[0]) - set("- ")]


def documented_options(command: str) -> set[str]:
    heading, *options = rows(COMMAND_PAGE, "Options")
    column = heading.index(command)
    return {option for row in options if row[column] for option in OPTION.findall(" ".join(QUOTED.findall(row[0])))}


def existing_options(command: str) -> set[str]:
    return {name for action in command_parser(command)._actions for name in action.option_strings}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_options_of_a_command_are_those_of_the_page(command: str) -> None:
    assert documented_options(command) == existing_options(command)


def test_the_commands_are_those_of_the_page() -> None:
    named = [QUOTED.findall(row[0])[0].split()[1] for row in rows(COMMAND_PAGE, "Commands")[1:]]
    assert named == list(COMMANDS)


def test_the_layers_are_those_of_the_page() -> None:
    named = [QUOTED.findall(row[0])[0] for row in rows(LAYER_PAGE, "Layers")[1:]]
    assert named == list(NAMES)
    assert set(NAMES) <= pages.anchors(LAYER_PAGE)


def kinds_made() -> set[str]:
    """What `Change(...)` is given as its kind, where that is written out; some kinds are passed on as an argument."""
    kinds: set[str] = set()
    for path in LAYER_FILES.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "Change" and call.args:
                kinds.update(_words(call.args[0]))
    return kinds


def _words(kind: ast.expr) -> set[str]:
    branches = [kind.body, kind.orelse] if isinstance(kind, ast.IfExp) else [kind]
    return {str(one.value) for one in branches if isinstance(one, ast.Constant)}


def kinds_documented() -> set[str]:
    return {QUOTED.findall(row[0])[0] for name in NAMES for row in rows(LAYER_PAGE, name)[1:]}


def test_every_kind_of_change_that_is_made_is_on_the_page() -> None:
    made = kinds_made()
    assert {"line", "token", "node", "flag", "channel"} <= made
    assert made <= kinds_documented()


SHOWS_A_KIND = {
    "file": ("a\n", "a\r\n"),
    "line": ("a", "b"),
    "token": ("(a)", "a"),
    "node": ("a", "a()"),
    "field": ("a", "b"),
    "symbol": ("lambda: a", "lambda: b"),
    "property": ("def f(a): a", "def f(a): a = 1"),
    "block": ("0", "def f(): pass"),
    "flag": ("def f(): pass", "async def f(): pass"),
    "attribute": ("def f(a): pass", "def f(a, b): pass"),
    "local": ("def f(): a = 1", "def f(): b = 1"),
    "constant": ("f(10 ** 9)", "f(10 ** 8)"),
    "name": ("f()", "g()"),
    "docstring": ("def f(): 'a'", "def f(): 'b'"),
    "code_object": ("0", "def f(): pass"),
    "instruction": ("a + b", "a - b"),
    "exception_table": ("f()", "try: f()\nexcept: pass"),
}


@pytest.mark.parametrize("kind", sorted(kinds_documented() - {"definition", "channel"}))
def test_a_kind_of_change_on_the_page_exists(kind: str) -> None:
    answer = cutaway.diff(*SHOWS_A_KIND[kind])
    assert kind in {change.kind for layer in answer.comparisons[0].layers for change in layer.changes}


def test_a_definition_is_a_kind_of_change(tmp_path: Path) -> None:
    for name, default in (("before", 1), ("after", 2)):
        (tmp_path / f"{name}.py").write_text(f"def f(a={default}): return a\n")
    targets = [cutaway.target(f"{tmp_path / name}.py::f") for name in ("before", "after")]
    code = cutaway.diff(*targets, layers=["code"]).comparisons[0].layer("code")
    assert code is not None
    assert "definition" in {change.kind for change in code.changes}
    assert code.changes[0].path.startswith("definition.")


def test_every_exemption_is_on_the_page_and_in_the_help_with_what_it_could_hide() -> None:
    table = rows(CHECK_PAGE, "Gates")
    start = next(at for at, row in enumerate(table) if row[0] == "exemption of `--allow`")
    assert [name.strip("`") for name, *_ in table[start + 1 :]] == list(EXEMPTIONS)
    assert all(could_hide for _, _, could_hide in table[start + 1 :])
    told = " ".join(command_parser("check").format_help().split())
    for name, exemption in EXEMPTIONS.items():
        assert f"{name} could hide {exemption}" in told


def test_the_help_says_what_the_gates_mean() -> None:
    told = " ".join(command_parser("check").format_help().split())
    assert "code: nothing that runs has changed; ast: formatting only" in told
    assert "formatters indent docstrings anew" in told


def test_the_channels_are_those_of_the_page() -> None:
    (row,) = rows(LAYER_PAGE, "behavior")[1:]
    assert tuple(QUOTED.findall(row[1])) == (*CHANNELS, "name")


def test_every_public_name_is_on_the_page_of_the_api() -> None:
    words = set(re.findall(r"\w+", " ".join(QUOTED.findall(pages.prose(API_PAGE)))))
    assert set(cutaway.__all__) <= words


def test_every_error_that_the_page_names_exists() -> None:
    named = {QUOTED.findall(row[0])[0] for row in rows(API_PAGE, "Errors")[1:]}
    assert named == {name for name in cutaway.__all__ if name.endswith("Error")} - {"CutawayError"}


def test_the_examples_are_all_shown_on_a_page() -> None:
    shown = "".join(page.read_text(encoding="utf-8") for page in pages.FOR_USERS)
    assert [path.name for path in (pages.ROOT / "examples").glob("*.py") if f"examples/{path.name}" not in shown] == []


@pytest.mark.parametrize("line", SHELL_LINES, ids=lambda line: " ".join(line.split()[-3:]))
def test_the_completion_of_a_shell_is_there(line: str) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", line], env=reader.environment(), capture_output=True, text=True, timeout=60, check=True
    )
    assert "_ARGCOMPLETE" in done.stdout


def test_each_shell_has_its_line() -> None:
    assert len(SHELL_LINES) == 3


ENVIRONMENT = re.compile(r"""environ(?:\.get\(|\[)["']([A-Z_]+)["']""")


def test_the_variables_that_are_read_are_on_the_page() -> None:
    host = (path for path in (pages.ROOT / "src" / "cutaway").rglob("*.py") if "probe" not in path.parts)
    read = {name for path in host for name in ENVIRONMENT.findall(path.read_text(encoding="utf-8"))}
    documented = {name for row in rows(COMMAND_PAGE, "Environment")[1:] for name in QUOTED.findall(row[0])}
    also = {"XDG_CACHE_HOME"}
    universal = {"PATH", "HOME", "USERPROFILE"}
    assert "CUTAWAY_CACHE_DIR" in read
    assert read - universal - also <= documented
