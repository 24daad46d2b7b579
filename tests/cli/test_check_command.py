"""`cutaway check` as a user meets it: a real repository, a process of its own. Does not know how a depth is found."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

GIT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
NAMES = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
FILES = {
    "app/auth.py": "LIMIT = 60\n\n\ndef allowed(user):\n    return user in LIMIT\n",
    "app/views.py": "from app.auth import allowed\n\n\ndef view(user):\n    if allowed(user):\n        return 1\n",
    "app/__init__.py": "",
    "plain.py": "x = (1)\n",
}


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    environment = {**os.environ, **GIT, **NAMES}
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout.strip()


def write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**GIT, **NAMES}.items():
        monkeypatch.setenv(name, value)
    for name in [name for name in os.environ if name.startswith("CUTAWAY_") and name != "CUTAWAY_CACHE_DIR"]:
        if name != "CUTAWAY_PYTHONS":
            monkeypatch.delenv(name)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "-b", "main")
    write(tmp_path, FILES)
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "one")
    return tmp_path


def document(outcome: subprocess.CompletedProcess[str]) -> dict[str, object]:
    found: dict[str, object] = json.loads(outcome.stdout)
    return found


def depths(outcome: subprocess.CompletedProcess[str]) -> dict[str, str | None]:
    return {file["path"]: file["deepest"] for file in document(outcome)["files"]}  # type: ignore[attr-defined,index]


@pytest.mark.usefixtures("repository")
def test_nothing_changed_is_0(run: Callable) -> None:
    outcome = run("check")
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert "No Python file changed." in outcome.stdout


def test_without_a_gate_a_difference_is_1_and_with_one_only_what_it_forbids(repository: Path, run: Callable) -> None:
    write(repository, {"plain.py": "x = 1  # one\n"})
    assert run("check").returncode == 1
    assert run("check", "--exit-zero").returncode == 0
    assert run("check", "--same", "code").returncode == 0
    assert run("check", "--same", "ast").returncode == 0
    assert run("check", "--same", "tokens").returncode == 1  # the parentheses are tokens
    assert run("check", "--same", "tokens", "--exit-zero").returncode == 0


def test_trouble_with_a_file_is_2_whatever_is_asked(repository: Path, run: Callable) -> None:
    write(repository, {"plain.py": "x = (\n"})
    for options in ([], ["--same", "code"], ["--exit-zero"]):
        outcome = run("check", *options)
        assert outcome.returncode == 2
        assert "SyntaxError" in outcome.stdout


def test_the_async_boundary_names_the_call_that_is_always_true(repository: Path, run: Callable) -> None:
    write(repository, {"app/auth.py": FILES["app/auth.py"].replace("def ", "async def ")})
    text = " ".join(run("check").stdout.split())
    assert "app/auth.py::allowed function -> coroutine function" in text
    assert "certain app/views.py:5 `if allowed(user):` not awaited, so always true in a condition" in text


def test_revisions_and_the_index_as_git_diff_has_them(repository: Path, run: Callable) -> None:
    git(repository, "checkout", "-q", "-b", "topic")
    write(repository, {"plain.py": "x = 2\n"})
    git(repository, "commit", "-q", "-am", "two")
    git(repository, "checkout", "-q", "main")
    write(repository, {"app/views.py": FILES["app/views.py"] + "# on main\n"})
    git(repository, "commit", "-q", "-am", "three")
    asked = ("check", "--format", "json")
    assert depths(run(*asked, "main..topic")) == {"app/views.py": "source", "plain.py": "bytecode"}
    assert depths(run(*asked, "main...topic")) == {"plain.py": "bytecode"}
    assert depths(run(*asked, "HEAD~1")) == {"app/views.py": "source"}
    write(repository, {"plain.py": "x = 3\n"})
    git(repository, "add", "plain.py")
    write(repository, {"plain.py": "x = (1)\n"})
    assert depths(run(*asked, "--staged")) == {"plain.py": "bytecode"}
    assert depths(run(*asked)) == {}


def test_paths_limit_what_git_says_as_with_git_diff(repository: Path, run: Callable) -> None:
    write(repository, {"plain.py": "x = 2\n", "app/views.py": FILES["app/views.py"] + "# more\n"})
    asked = ("check", "--format", "json")
    both = {"app/views.py": "source", "plain.py": "bytecode"}
    assert depths(run(*asked, "--")) == both
    assert depths(run(*asked, "--", "plain.py")) == {"plain.py": "bytecode"}
    assert depths(run(*asked, "HEAD", "--", "app")) == {"app/views.py": "source"}
    assert depths(run(*asked, "HEAD", "--", "*.py", ":!plain.py")) == {"app/views.py": "source"}
    assert depths(run(*asked, "HEAD", "app")) == {"app/views.py": "source"}
    assert depths(run(*asked, "app/")) == {"app/views.py": "source"}
    assert depths(run(*asked, "--", "views.py", cwd=repository / "app")) == {"app/views.py": "source"}
    told = document(run(*asked, "HEAD", "--", "app"))["asked"]
    assert (told["before"], told["paths"]) == ("HEAD", ["app"])  # type: ignore[index]
    git(repository, "commit", "-q", "-am", "two")
    assert depths(run(*asked, "HEAD~1..HEAD", "--", "plain.py", "nowhere")) == {"plain.py": "bytecode"}
    write(repository, {"plain.py": "x = 3\n"})
    git(repository, "add", "-A")
    assert depths(run(*asked, "--staged", "--", "app")) == {}


def test_a_word_that_is_both_a_revision_and_a_path_needs_dashes(
    repository: Path, run: Callable, refused: Callable
) -> None:
    git(repository, "branch", "app")
    write(repository, {"plain.py": "x = 2\n", "app/views.py": "", "other/views.py": "x = 1\n"})
    assert "app is both a revision and a path: say app -- or -- app" in refused("check", "app")
    assert "app is both a revision and a path" in refused("check", "app", "other")
    assert "two revisions are named main..HEAD" in refused("check", "main", "HEAD")
    asked = ("check", "--format", "json")
    assert set(depths(run(*asked, "app", "--"))) == {"app/views.py", "plain.py"}
    assert set(depths(run(*asked, "--", "app"))) == {"app/views.py"}
    assert depths(run(*asked, "./app", "other"))["views.py"] == "bytecode"
    assert "are compared whole" in refused("check", "app", "other", "--", "app")


def test_what_git_calls_binary_passes_no_gate(repository: Path, run: Callable) -> None:
    """Or a pull request could say so of what it changes."""
    script = "#!/usr/bin/env python3\nx = {}\n"
    write(repository, {"tool": script.format(1), "image": "\x89PNG"})
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "two")
    write(repository, {".gitattributes": "* binary\n", "plain.py": "x = 2\n", "tool": script.format(2), "image": "PNG"})
    outcome = run("check", "--same", "code")
    assert outcome.returncode == 2
    text = " ".join(outcome.stdout.split())
    assert "passed over plain.py binary, as .gitattributes says" in text
    assert (
        "--same code cannot be said: no verdict on plain.py, tool; what was passed over is left out by --exclude"
        in text
    )
    assert run("check").returncode == 0  # told, and no difference that anybody saw
    assert run("check", "--same", "code", "--exclude", "plain.py", "--exclude", "tool").returncode == 0


def test_a_link_in_the_place_of_a_file_passes_no_gate(repository: Path, run: Callable) -> None:
    (repository / "plain.py").unlink()
    (repository / "plain.py").symlink_to("app/views.py")
    outcome = run("check", "--same", "code")
    assert outcome.returncode == 2
    assert "became a symbolic link" in outcome.stdout


def test_what_a_commit_calls_binary_passes_no_gate_between_revisions(repository: Path, run: Callable) -> None:
    write(repository, {".gitattributes": "*.py binary\n", "plain.py": "x = 2\n"})
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "two")
    outcome = run("check", "--same", "code", "HEAD~1..HEAD")
    assert outcome.returncode == 2
    assert "passed over plain.py binary, as .gitattributes says" in " ".join(outcome.stdout.split())


def test_a_script_whose_first_line_changed_is_judged(repository: Path, run: Callable) -> None:
    write(repository, {"tool": "#!/usr/bin/env python3\nx = 1\n", "other": "#!/bin/sh\n"})
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "two")
    write(repository, {"tool": "#!/usr/bin/env -S uv run\nx = 2\n", "other": "#!/bin/bash\n"})
    assert depths(run("check", "-f", "json")) == {"tool": "bytecode"}
    write(repository, {"tool": "#!/usr/bin/env -S uv run\nx = 1\n"})
    assert run("check", "--same", "code").returncode == 0


def test_links_and_submodules_that_lead_elsewhere_pass_no_gate(repository: Path, run: Callable) -> None:
    (repository / "pkg").symlink_to("app")
    git(repository, "add", "pkg")
    git(repository, "init", "-q", "inner")
    git(repository / "inner", "commit", "-q", "--allow-empty", "-m", "one")
    git(repository, "-c", "advice.addEmbeddedRepo=false", "add", "inner")
    git(repository, "commit", "-q", "-m", "two")
    assert run("check", "--same", "code").returncode == 0
    (repository / "pkg").unlink()
    (repository / "pkg").symlink_to("inner")
    git(repository / "inner", "commit", "-q", "--allow-empty", "-m", "two")
    outcome = run("check", "--same", "code")
    assert outcome.returncode == 2
    text = " ".join(outcome.stdout.split())
    assert "passed over inner/ a submodule" in text
    assert "passed over pkg a symbolic link" in text
    assert "no verdict on inner/, pkg; what was passed over is left out by --exclude" in text
    assert run("check", "--same", "code", "--exclude", "inner/", "--exclude", "/pkg").returncode == 0


def test_a_folder_called_a_virtual_environment_passes_no_gate(tmp_path: Path, run: Callable) -> None:
    for side in ("old", "new"):
        write(tmp_path, {f"{side}/pkg/pyvenv.cfg": "", f"{side}/pkg/a.py": f"x = '{side}'\n", f"{side}/b.py": ""})
    outcome = run("check", "old", "new", "--same", "code")
    assert outcome.returncode == 2
    assert "passed over pkg/ a virtual environment" in " ".join(outcome.stdout.split())
    assert run("check", "old", "new", "--same", "code", "--exclude", "pkg").returncode == 0


def test_an_annotated_tag_stands_for_its_commit(repository: Path, run: Callable) -> None:
    write(repository, {"plain.py": "x = 1\n"})
    git(repository, "commit", "-q", "-am", "two")
    git(repository, "tag", "-a", "-m", "formatted", "formatted")
    (repository / "ignored").write_text(git(repository, "rev-parse", "formatted") + "\n")
    assert run("check", "--blame-ignore", "ignored").returncode == 0


def test_the_markdown_is_written_beside_another_format(repository: Path, run: Callable, refused: Callable) -> None:
    write(repository, {"plain.py": "def f(a=1): pass\n"})
    (repository / "summary.md").write_text("above\n")
    outcome = run("check", "-f", "github", "--same", "code", "--markdown-to", "summary.md")
    assert outcome.returncode == 1
    assert outcome.stdout.startswith("::error file=plain.py,line=1,")
    text = (repository / "summary.md").read_text()
    assert text.startswith("above\n## cutaway check\n")
    assert "`cutaway check --same code`" in text
    assert "nowhere/a.md: No such file" in refused("check", "--markdown-to", "nowhere/a.md")


def test_two_folders_need_no_git(tmp_path: Path, run: Callable) -> None:
    write(tmp_path, {"old/a.py": "x = 1\n", "new/a.py": "x = 2\n", "old/b.py": "y = 1\n", "new/b.py": "y = 1\n"})
    outcome = run("check", "old", "new", "--format", "json")
    assert depths(outcome) == {"a.py": "bytecode", "b.py": None}
    assert outcome.returncode == 1


def test_exempted_differences_are_named_with_what_they_hide(repository: Path, run: Callable) -> None:
    write(repository, {"plain.py": "x = (1)\nassert x\n"})
    assert run("check", "--same", "code").returncode == 1
    outcome = run("check", "--same", "code", "--allow", "asserts")
    assert outcome.returncode == 0
    assert "set aside: asserts" in outcome.stdout
    assert "checks that a program relies on" in " ".join(outcome.stdout.split())


def test_quiet_says_nothing_where_the_gate_holds(repository: Path, run: Callable) -> None:
    write(repository, {"plain.py": "x = 1\n"})
    outcome = run("check", "-q", "--same", "code")
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, "", "")
    outcome = run("check", "-q", "--same", "tokens")
    assert outcome.returncode == 1
    assert outcome.stdout.startswith("--same tokens does not hold: tokens changed in plain.py")


def test_settings_apply_and_the_command_line_wins(repository: Path, run: Callable) -> None:
    write(repository, {"plain.py": "x = 1\n", "pyproject.toml": '[tool.cutaway]\nsame = "tokens"\nexclude = ["app"]\n'})
    assert run("check").returncode == 1
    assert run("check", "--same", "code").returncode == 0
    assert run("check", "--no-config", "--same", "code").returncode == 0
    assert run("check", env={**os.environ, "CUTAWAY_SAME": "ast"}).returncode == 0
    write(repository, {"app/auth.py": ""})
    assert depths(run("check", "-f", "json")) == {"plain.py": "tokens"}
    assert set(depths(run("check", "-f", "json", "--no-config"))) == {"plain.py", "app/auth.py"}


def test_a_wrong_setting_is_one_line_with_the_file_s_name(repository: Path, refused: Callable) -> None:
    write(repository, {"pyproject.toml": "[tool.cutaway]\nsane = 1\n"})
    assert refused("check").startswith(f"{repository / 'pyproject.toml'}: [tool.cutaway] knows no 'sane'")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nothing-of-that-name"], "git knows no revision nothing-of-that-name"),
        (["a", "b", "c"], "at most two words"),
        (["--same", "bytecode"], "'bytecode' is not one of"),
        (["--allow", "everything"], "'everything' is not one of"),
        (["--workers", "0"], "not in the range"),
        (["--blame-ignore", "nowhere"], "--blame-ignore nowhere: No such file"),
        (["HEAD", "--blame-ignore", "plain.py"], "leave out the others"),
    ],
)
@pytest.mark.usefixtures("repository")
def test_what_cannot_be_asked_is_one_line(arguments: list[str], told: str, refused: Callable) -> None:
    assert told in refused("check", *arguments)


@pytest.mark.usefixtures("tmp_path")
def test_outside_of_a_repository_is_one_line(refused: Callable) -> None:
    assert "repository" in refused("check")


def test_the_markdown_says_how_to_ask_again(repository: Path, run: Callable) -> None:
    write(repository, {"app/auth.py": FILES["app/auth.py"].replace("60", "61")})
    outcome = run("check", "HEAD", "--same", "code", "--allow", "asserts", "-f", "markdown", "-o", "comment.md")
    text = (repository / "comment.md").read_text()
    assert outcome.stdout == ""
    assert "`cutaway check HEAD --same code --allow asserts`" in text
    assert "control: changed" in text
    assert ": noticed" in text
    assert "`60`" in text


def test_the_markdown_says_what_settings_asked_for(repository: Path, run: Callable) -> None:
    """Who asks again elsewhere, or with --no-config, has not these settings."""
    write(repository, {"pyproject.toml": '[tool.cutaway]\nsame = "code"\nallow = "asserts"\nexclude = ["plain.py"]\n'})
    outcome = run("check", "-f", "markdown")
    assert "`cutaway check --same code --allow asserts --exclude plain.py`" in outcome.stdout
    assert "--exclude" not in run("check", "--no-config", "-f", "markdown").stdout


def test_the_revisions_of_a_blame_ignore_file_are_judged(repository: Path, run: Callable) -> None:
    def commit(text: str) -> str:
        write(repository, {"plain.py": text})
        git(repository, "commit", "-q", "-am", "next")
        return git(repository, "rev-parse", "HEAD")

    formatted, changed = commit("x = 1\n"), commit("x = 2\n")
    ignored = repository / "ignored"
    ignored.write_text(f"# formatted\n{formatted}\n")
    assert run("check", "--blame-ignore", "ignored").returncode == 0
    ignored.write_text(f"{formatted}\n\n{changed}\n")
    outcome = run("check", "--blame-ignore", "ignored")
    assert outcome.returncode == 1
    assert f"more than formatting changed in {changed[:12]} (line 3)" in " ".join(outcome.stdout.split())
    assert run("check", "--blame-ignore", "ignored", "-f", "github").stdout.startswith("::error file=ignored,line=3,")
    ignored.write_text("0" * 40)
    assert run("check", "--blame-ignore", "ignored").returncode == 2


def test_nothing_is_written_into_the_tree(repository: Path, run: Callable) -> None:
    write(repository, {"plain.py": "x = 2\n"})
    before = sorted(path for path in repository.rglob("*") if ".git" not in path.parts)
    run("check", env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""})
    assert sorted(path for path in repository.rglob("*") if ".git" not in path.parts) == before


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="children are counted in /proc")
def test_ctrl_c_ends_130_and_leaves_no_child(repository: Path) -> None:
    write(repository, {f"many/file_{at}.py": "x = 1\n" * 3000 for at in range(60)})
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "many")
    write(repository, {f"many/file_{at}.py": "x = 2\n" * 3000 for at in range(60)})
    command = [sys.executable, "-m", "cutaway", "check", "--workers", "2"]
    # A group of its own: what is sent to it reaches every child, as Ctrl-C in a terminal does.
    with subprocess.Popen(command, cwd=repository, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          start_new_session=True) as child:  # fmt: skip
        _wait_for_a_probe(child.pid)
        os.killpg(child.pid, signal.SIGINT)
        _, told = child.communicate(timeout=30)
        assert (child.returncode, told) == (130, b"")
    assert _members(child.pid) == []


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="children are looked for in /proc")
@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGKILL])
def test_whatever_ends_the_host_its_probes_end_within_a_second_or_so(repository: Path, number: signal.Signals) -> None:
    # No pair takes this long by chance: each statement has names of its own, and is listed.
    many = "".join(f"x{at} = f{at}(g{at}, {at})\n" for at in range(30_000))
    write(repository, {"plain.py": many})
    git(repository, "commit", "-q", "-am", "many")
    write(repository, {"plain.py": many.replace("f5", "h5")})
    command = [sys.executable, "-m", "cutaway", "check", "--workers", "1"]
    # Whoever runs the tests may ignore SIGHUP, which a child would inherit.
    plainly = [sys.executable, "-c", _AS_BY_DEFAULT, str(int(number)), *command]
    with subprocess.Popen(plainly, cwd=repository, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        try:
            probe = _busy_child(child.pid)
            child.send_signal(number)
            assert child.wait(10) == -number
        finally:
            child.kill()
    assert _ends_within(probe, 5)  # one look, and what holds the interpreter for so long


_AS_BY_DEFAULT = """
import os, signal, sys
if int(sys.argv[1]) != signal.SIGKILL:
    signal.signal(int(sys.argv[1]), signal.SIG_DFL)
os.execv(sys.argv[2], sys.argv[2:])
"""


def _busy_child(parent: int) -> int:
    """A child that has computed for a while."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for pid, (of, ticks) in _processes().items():
            if of == parent and ticks > 0.7 * os.sysconf("SC_CLK_TCK"):
                return pid
        time.sleep(0.02)
    raise AssertionError("no probe computed anything")


def _processes() -> dict[int, tuple[int, int]]:
    """Parent and computing time, in ticks, of each process that still runs."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if fields[0] != "Z":
                found[int(entry.name)] = int(fields[1]), int(fields[11])
    return found


def _ends_within(pid: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while pid in _processes():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _wait_for_a_probe(group: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and len(_members(group)) < 3:
        time.sleep(0.02)


def _members(group: int) -> list[int]:
    """The processes of a session that still run."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                state, _parent, _group, session = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
            except OSError:
                continue
            if int(session) == group and state != "Z":
                found.append(int(entry.name))
    return found
