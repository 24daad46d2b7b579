"""Where defaults come from: pyproject.toml, variables, the command line. Does not know what a check answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cutaway.cli.configuration import SETTINGS, completed
from cutaway.errors import UsageError

NOTHING = {
    "same": None,
    "allow": [],
    "count_positions": False,
    "pythons": [],
    "exclude": [],
    "workers": None,
    "optimize": None,
    "form": None,
}


def settled(folder: Path, toml: str = "", environ: dict[str, str] | None = None, **given: Any) -> dict[str, Any]:
    if toml:
        (folder / "pyproject.toml").write_text(toml)
    return completed({**NOTHING, **given}, environ or {}, folder)


def refusal(folder: Path, toml: str = "", environ: dict[str, str] | None = None) -> str:
    with pytest.raises(UsageError) as refused:
        settled(folder, toml, environ)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_every_option_that_has_a_setting_is_completed() -> None:
    assert {setting.dest for setting in SETTINGS.values()} == set(NOTHING)


def test_pyproject_gives_defaults(tmp_path: Path) -> None:
    found = settled(
        tmp_path,
        '[tool.cutaway]\nsame = "code"\nallow = ["asserts"]\npython = "3.12"\nexclude = ["a", "b"]\nworkers = 3\n'
        'format = "github"\ncount-positions = true\noptimize = 0\n',
    )
    assert found == {
        "same": "code",
        "allow": ["asserts"],
        "pythons": ["3.12"],
        "exclude": ["a", "b"],
        "workers": 3,
        "form": "github",
        "count_positions": True,
        "optimize": 0,
    }


def test_a_variable_stands_above_pyproject_and_the_command_line_above_both(tmp_path: Path) -> None:
    toml = '[tool.cutaway]\nsame = "code"\nworkers = 3\noptimize = 2\n'
    environ = {"CUTAWAY_SAME": "ast", "CUTAWAY_WORKERS": "4", "CUTAWAY_OPTIMIZE": "1"}
    found = settled(tmp_path, toml, environ, workers=5, optimize=0)
    assert (found["same"], found["workers"], found["optimize"]) == ("ast", 5, 0)


def test_lists_in_variables_stand_between_commas(tmp_path: Path) -> None:
    environ = {"CUTAWAY_PYTHON": "3.12, 3.13", "CUTAWAY_ALLOW": "asserts,docstrings", "CUTAWAY_COUNT_POSITIONS": "0"}
    found = settled(tmp_path, "[tool.cutaway]\ncount-positions = true\n", environ)
    assert found["pythons"] == ["3.12", "3.13"]
    assert found["allow"] == ["asserts", "docstrings"]
    assert found["count_positions"] is False


def test_the_nearest_pyproject_with_the_section_counts(tmp_path: Path) -> None:
    settled(tmp_path, '[tool.cutaway]\nsame = "code"\n')
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert settled(below)["same"] == "code"
    assert settled(below, "[tool.other]\n")["same"] == "code"
    assert settled(below.parent, '[tool.cutaway]\nsame = "ast"\n')["same"] == "ast"
    assert settled(below)["same"] == "ast"


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ('[tool.cutaway]\nsmae = "code"\n', "knows no 'smae'"),
        ('[tool.cutaway]\nsame = "cod"\n', "same: 'cod' is not one of"),
        ("[tool.cutaway]\nsame = 3\n", "same: 3 is not a string"),
        ('[tool.cutaway]\nworkers = "3"\n', "workers: '3' is not an integer"),
        ("[tool.cutaway]\nworkers = true\n", "workers: True is not an integer"),
        ("[tool.cutaway]\nworkers = 0\n", "workers: 0 is not in the range"),
        ("[tool.cutaway]\nallow = [1]\n", "allow: [1] is not a list of strings"),
        ('[tool.cutaway]\nallow = ["nothing"]\n', "allow: 'nothing' is not one of"),
        ("[tool.cutaway]\ncount-positions = 1\n", "count-positions: 1 is not true or false"),
        ("[tool]\ncutaway = 1\n", "tool.cutaway is not a table"),
        ("[tool.cutaway\n", "pyproject.toml"),
    ],
)
def test_what_is_wrong_in_the_file_is_one_line_with_its_name(tmp_path: Path, toml: str, told: str) -> None:
    message = refusal(tmp_path, toml)
    assert told in message
    assert message.startswith(str(tmp_path / "pyproject.toml"))


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("CUTAWAY_SAME", "cod"),
        ("CUTAWAY_WORKERS", "many"),
        ("CUTAWAY_COUNT_POSITIONS", "maybe"),
        ("CUTAWAY_FORMAT", "x"),
    ],
)
def test_what_is_wrong_in_a_variable_is_one_line_with_its_name(tmp_path: Path, variable: str, value: str) -> None:
    assert refusal(tmp_path, environ={variable: value}).startswith(f"{variable}: '{value}'")
