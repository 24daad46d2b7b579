"""The recipes of docs/how-to/gate-a-pull-request.md, and the files that they name, at work in a real repository.

Knows the page's blocks and the two YAML files. Does not know what a check finds. GitHub itself is not here: the steps'
shell text is run as the runner does it, by `bash --noprofile --norc -eo pipefail`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

yaml = pytest.importorskip("yaml")  # of pre-commit's

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to" / "gate-a-pull-request.md"
BLOCK = re.compile(r"^```(?P<language>sh|yaml)\n(?P<content>.*?)^```$", re.MULTILINE | re.DOTALL)
BASH = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"]
SAFE, FORMATTED, CHANGED = "x = (1)\n", "x = 1\n", "x = 2\n"


def recipe(containing: str) -> str:
    """The one block of the page that holds these words."""
    (found,) = [match["content"] for match in BLOCK.finditer(PAGE.read_text()) if containing in match["content"]]
    return found


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """`cutaway` on PATH, git's and pre-commit's own settings out of reach."""
    scripts = tmp_path / "scripts"
    scripts.mkdir()
    (scripts / "cutaway").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cutaway "$@"\n')
    (scripts / "cutaway").chmod(0o755)
    names = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "CUTAWAY_SAME"))}
    path = os.pathsep.join([str(scripts), str(Path(sys.executable).parent), os.environ["PATH"]])
    isolated = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_PAGER": "cat"}
    return {**kept, **names, **isolated, "PATH": path, "PRE_COMMIT_HOME": str(tmp_path / "pre-commit")}


class Place:
    """A repository with a first commit of two Python files and a text."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self.environment = environment
        folder.mkdir()
        self.write("a.py", SAFE)
        self.write("b.py", SAFE)
        self.write("notes.txt", "one\n")
        self.sh("git init -q && git add -A && git commit -q -m one")

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text)

    def sh(self, script: str, status: int | None = 0, **variables: str) -> str:
        done = subprocess.run(
            [*BASH, script], cwd=self.folder, env={**self.environment, **variables}, stdin=subprocess.DEVNULL,
            capture_output=True, encoding="utf-8", timeout=100, check=False,
        )  # fmt: skip
        assert status is None or done.returncode == status, done
        return done.stdout


@pytest.fixture
def place(tmp_path: Path, environment: dict[str, str]) -> Place:
    return Place(tmp_path / "repository", environment)


def test_git_s_external_diff_tells_the_depth_of_python_files_alone(place: Place) -> None:
    place.sh(recipe("diff.cutaway.command"))
    place.write("a.py", CHANGED)
    place.write("b.py", FORMATTED)
    place.write("notes.txt", "two\n")
    place.write("new.py", FORMATTED)
    told = place.sh("git add -N new.py; git diff")
    assert "bytecode  a.py" in told
    assert "tokens  b.py" in told
    assert "added" in told
    assert "+two" in told
    assert "-x = (1)" in place.sh("git diff --no-ext-diff")


def test_git_s_external_diff_goes_on_behind_a_file_that_does_not_compile(place: Place) -> None:
    place.write("a.py", "x = (\n")
    place.write("b.py", CHANGED)
    told = place.sh(recipe("GIT_EXTERNAL_DIFF="))
    assert "SyntaxError" in told
    assert "bytecode  b.py" in told


def test_difftool_takes_one_file_after_the_other_and_two_folders(place: Place) -> None:
    place.write("a.py", CHANGED)
    told = place.sh(recipe("difftool.cutaway.cmd"))
    assert "The deepest layer that differs is bytecode" in told
    assert re.search(r"bytecode +a\.py", told)


def test_with_a_driver_for_git_diff_difftool_still_shows_all_files_at_once(place: Place) -> None:
    place.sh(recipe("diff.cutaway.command"))
    place.write("a.py", CHANGED)
    told = place.sh(recipe("difftool.cutaway.cmd"))
    assert "The deepest layer that differs is bytecode" not in told
    assert len(re.findall(r"bytecode +a\.py", told)) == 2


def test_blame_ignored_revisions_are_checked(place: Place) -> None:
    place.write("a.py", FORMATTED)
    place.sh("git commit -q -am formatted && git rev-parse HEAD > .git-blame-ignore-revs")
    command = recipe("--blame-ignore")
    assert "holds in 1 revision" in " ".join(place.sh(command).split())
    place.write("a.py", CHANGED)
    place.sh("git commit -q -am changed && git rev-parse HEAD >> .git-blame-ignore-revs")
    place.sh(command, status=1)


def hook() -> dict[str, Any]:
    """The hook as the manifest has it, with what the page's configuration says over it."""
    (manifest,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    ((configured,),) = [one["hooks"] for one in yaml.safe_load(recipe("id: cutaway-check"))["repos"]]
    assert configured["id"] == manifest["id"]
    return {**manifest, **configured}


def test_pre_commit_takes_the_manifest() -> None:
    pytest.importorskip("pre_commit")
    from pre_commit.clientlib import load_manifest

    (found,) = load_manifest(ROOT / ".pre-commit-hooks.yaml")
    assert found["entry"] == "cutaway check"


def test_the_hook_lets_formatting_pass_and_nothing_else(place: Place) -> None:
    pytest.importorskip("pre_commit")
    # Installed by pre-commit itself it would come from the network: here it is the one under test.
    local = {**hook(), "language": "system"}
    place.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [{"repo": "local", "hooks": [local]}]}))
    place.sh("git add .pre-commit-config.yaml")
    place.write("a.py", "x = (1)  # one\n")
    place.sh("git add a.py")
    place.write("a.py", CHANGED)  # not staged: no business of the hook's
    assert "Passed" in place.sh(recipe("pre-commit run"))
    place.sh("git add a.py")
    told = place.sh(recipe("pre-commit run"), status=1)
    assert "more than formatting changed in a.py" in " ".join(told.split())


def action() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text())
    return found


def run_action(place: Place, summary: Path, status: int, **inputs: str) -> str:
    """Run the step that checks, with its inputs as the runner puts them into its variables."""
    (step,) = [one for one in action()["runs"]["steps"] if "cutaway check" in one["run"]]
    given = {name: inputs.get(name, facts["default"]) for name, facts in action()["inputs"].items()}
    variables = {
        name: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda found: given[found[1]], text)
        for name, text in step["env"].items()
    }
    assert "${{" not in step["run"], "an input within a script could be a command"
    return place.sh(step["run"], status, GITHUB_STEP_SUMMARY=str(summary), **variables)


def test_the_action_annotates_what_keeps_the_gate_from_holding(place: Place, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    place.write("a.py", CHANGED)
    place.write("b.py", FORMATTED)
    place.sh("git commit -q -am two")
    told = run_action(place, summary, status=1)
    assert told.startswith("::error file=a.py,")
    assert "b.py" not in told
    assert "--same code does not hold" in " ".join(summary.read_text().split())


def test_the_action_passes_what_is_allowed_and_does_not_ask_the_tree_what_that_is(place: Place, tmp_path: Path) -> None:
    place.write("a.py", "x = (1)\nassert x\n")
    place.write("pyproject.toml", '[tool.cutaway]\nallow = ["asserts"]\n')
    place.sh("git add -A && git commit -q -m two")
    run_action(place, tmp_path / "summary.md", status=1)
    run_action(place, tmp_path / "summary.md", status=0, allow="asserts docstrings")
    run_action(place, tmp_path / "summary.md", status=0, exclude="b* a.py")
    run_action(place, tmp_path / "summary.md", status=0, same="")


def test_the_action_installs_from_its_own_folder() -> None:
    install = action()["runs"]["steps"][0]["run"]
    assert '"$GITHUB_ACTION_PATH"' in install
    assert (ROOT / "pyproject.toml").is_file()


def test_the_page_s_workflow_names_inputs_that_there_are() -> None:
    steps = yaml.safe_load(recipe("jobs:"))["jobs"]["check"]["steps"]
    assert set(steps[-1]["with"]) <= set(action()["inputs"])
    assert steps[0]["with"]["fetch-depth"] == 2  # HEAD^1 is the second
