"""A check as text, Markdown and GitHub commands, from records written by hand. Does not know how a check is made."""

from __future__ import annotations

import re

import pytest

from cutaway.checks.verdicts import BoundaryCall, Control, FileVerdict, FunctionChange, Gate, KindChange, Report
from cutaway.report import CHECK_FORMATS, render_check

PYTHON = {"implementation": "CPython", "version": "3.12.1", "build": []}
CALL = BoundaryCall("app/views.py", 5, 7, "    if is_allowed(user):\n", "is_allowed", "condition", certain=True)
KIND = KindChange("app/auth.py", "is_allowed", "function", "coroutine function", (CALL,))
CHANGED = FileVerdict(
    "app/auth.py",
    "modified",
    deepest="bytecode",
    functions=(FunctionChange("f", "co_consts[1]", "60", "61"), FunctionChange("g", "__defaults__", None, "(1,)")),
)
FORMATTED = FileVerdict("b.py", "modified", deepest="ast", positions_moved=True)


def report(*files: FileVerdict, **others: object) -> Report:
    asked = {"before": "HEAD", "after": "the working tree"}
    return Report(asked=asked, pythons=(PYTHON,), files=files, **others)  # type: ignore[arg-type]


def gate(same: str, holds: bool | None, *allow: str) -> Gate:
    return Gate(same, allow, holds)


def flat(text: str) -> str:
    return " ".join(text.split())


def text_of(one: Report, **wishes: object) -> str:
    return render_check(one, **{"width": 100, **wishes})  # type: ignore[arg-type]


def test_the_gauge_fills_with_depth_and_stands_in_one_column() -> None:
    lines = text_of(report(CHANGED, FORMATTED, FileVerdict("c.py", "renamed", old_path="d.py"))).splitlines()
    assert "■■■■■■ bytecode  app/auth.py" in lines
    assert "■■■··· ast       b.py  positions moved" in lines
    assert "······ same      c.py  was d.py" in lines


def test_what_reaches_the_code_names_the_definitions_with_the_first_field_before_and_after() -> None:
    text = flat(text_of(report(CHANGED)))
    assert "f co_consts[1]: `60` -> `61`" in text
    assert "g __defaults__: nothing -> `(1,)`" in text


def test_the_async_boundary_stands_before_the_files() -> None:
    text = text_of(report(CHANGED, boundary=(KIND,)))
    assert text.index("async boundary") < text.index("── files")
    assert "app/auth.py::is_allowed function -> coroutine function" in text
    expected = "certain app/views.py:5 `if is_allowed(user):` not awaited, so always true in a condition"
    assert expected in flat(text)


@pytest.mark.parametrize(
    ("before", "after", "use", "told"),
    [
        ("function", "coroutine function", "dropped", "not awaited: the result is dropped"),
        ("function", "generator", "dropped", "a generator, whose body has not run: the result is dropped"),
        ("function", "generator", "awaited", "awaited, but gives a generator now"),
        ("coroutine function", "function", "awaited", "awaited, but `f` gives no coroutine any more"),
        ("function", "coroutine function", "returned", "gives a coroutine now; the result is returned"),
        ("generator", "asynchronous generator", "iterated", "iterated over, as by a plain for"),
    ],
)
def test_what_is_wrong_with_a_call_is_said_for_each_kind(before: str, after: str, use: str, told: str) -> None:
    call = CALL._replace(use=use, qualname="f")
    assert told in flat(text_of(report(boundary=(KindChange("a.py", "f", before, after, (call,)),))))


def test_the_counts_and_then_the_gate_stand_last() -> None:
    last = text_of(report(CHANGED, FORMATTED, gate=gate("code", holds=False))).rstrip().split("\n\n")[-2:]
    assert last[0].endswith("2 files: 1 ast, 1 bytecode.")
    assert last[1].startswith("--same code does not hold: what runs has changed in app/auth.py (CPython 3.12.1).")


@pytest.mark.parametrize(
    ("same", "meaning"), [("code", "nothing that runs has changed"), ("ast", "formatting only"), ("tokens", "comments")]
)
def test_a_gate_that_holds_says_what_that_means(same: str, meaning: str) -> None:
    file = FileVerdict("a.py", "modified", deepest="source")
    assert f"--same {same} holds: {meaning}" in flat(text_of(report(file, gate=gate(same, holds=True))))


def test_what_was_set_aside_is_said_with_what_it_could_hide() -> None:
    text = flat(text_of(report(FORMATTED, gate=gate("code", True, "asserts"))))
    assert "Set aside, which could hide: asserts (checks that a program relies on" in text


def test_where_only_docstrings_differ_the_exemption_is_named() -> None:
    file = FileVerdict("a.py", "modified", deepest="code", functions=(FunctionChange("f", "__doc__", "'a'", "'b'"),))
    failing = report(file, gate=gate("code", holds=False))
    assert "--allow docstring-whitespace" in text_of(failing)
    other = file._replace(functions=(*file.functions, FunctionChange("g", "co_consts[1]", "1", "2")))
    assert "--allow" not in text_of(report(other, gate=gate("code", holds=False)))
    # Where one came, there is no layout that an exemption could set aside.
    come = file._replace(functions=(FunctionChange("f", "__doc__", None, "'b'"),))
    assert "--allow" not in text_of(report(come, gate=gate("code", holds=False)))


def test_where_the_tree_alone_differs_it_may_be_a_docstring() -> None:
    """From 3.13 on a docstring is compiled without its indentation (gh-81283)."""
    failing = report(FileVerdict("a.py", "modified", deepest="ast"), gate=gate("ast", holds=False))
    assert "If only docstrings were indented anew in a.py: --allow docstring-whitespace." in flat(text_of(failing))
    for other in (
        report(FileVerdict("a.py", "modified", deepest="symbols"), gate=gate("ast", holds=False)),
        report(FileVerdict("a.py", "modified", deepest="ast"), gate=gate("tokens", holds=False)),
        report(FileVerdict("a.py", "modified", deepest="ast"), gate=gate("ast", False, "docstring-whitespace")),
    ):
        assert "indented anew" not in flat(text_of(other))


def test_trouble_leaves_the_gate_open_and_names_the_file() -> None:
    file = FileVerdict("a.py", "modified", error="the side after does not compile: line 3: SyntaxError: no")
    text = flat(text_of(report(file, gate=gate("code", holds=None))))
    assert "trouble a.py the side after does not compile: line 3: SyntaxError: no" in text
    assert "--same code cannot be said: no verdict on a.py." in text


def test_quiet_leaves_the_gate_s_sentence_and_nothing_where_it_holds() -> None:
    assert text_of(report(FORMATTED, gate=gate("code", holds=True)), quiet=True) == ""
    assert text_of(report(FORMATTED), quiet=True) == ""
    told = text_of(report(CHANGED, gate=gate("code", holds=False)), quiet=True)
    assert flat(told).startswith("--same code does not hold")


def test_versions_that_disagree_are_told_apart() -> None:
    file = CHANGED._replace(by_python={"3.8.18": "ast", "3.12.1": "bytecode", "3.13.0": "bytecode"})
    assert "ast on 3.8.18; bytecode on 3.12.1, 3.13.0" in flat(text_of(report(file)))


def test_files_with_equal_bytes_are_counted_and_not_listed() -> None:
    text = text_of(report(FileVerdict("equal.py", "same"), FORMATTED))
    assert "equal.py" not in text
    assert "2 files: 1 same, 1 ast." in text


def test_what_only_its_code_was_compared_of_is_not_called_the_same() -> None:
    file = FileVerdict("a.py", "modified", by_python={"3.12.1": None})
    one = report(file, FileVerdict("equal.py", "renamed", old_path="b.py"), gate=gate("code", holds=True))
    one = one._replace(asked={**one.asked, "depth": "code"})
    text = flat(text_of(one))
    assert "code same a.py" in text
    assert "······ same equal.py" in text
    assert "2 files: 1 same, 1 code same." in text


def test_ascii_is_ascii_and_narrow_is_narrow() -> None:
    one = report(CHANGED._replace(path="päth.py"), FORMATTED, boundary=(KIND,), gate=gate("ast", holds=False))
    assert text_of(one, ascii=True).isascii()
    assert max(map(len, text_of(one, width=44).splitlines())) <= 44
    assert "######" in text_of(one, ascii=True)


def test_color_colors_only() -> None:
    one = report(CHANGED, boundary=(KIND,))
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text_of(one, color=True))
    assert [line.rstrip() for line in plain.splitlines()] == text_of(one).splitlines()


def test_a_control_that_was_not_noticed_is_alarming_everywhere() -> None:
    one = report(FORMATTED, control=Control("b.py", 3, "60", "61", noticed=False))
    for form in ("text", "markdown", "github"):
        told = flat(render_check(one, form)).lower()
        assert "changed 60 to 61 in a copy of b.py, line 3: not noticed" in told
    assert "::error" in render_check(one, "github")


def test_markdown_tells_command_interpreter_counts_and_control() -> None:
    one = report(CHANGED, FORMATTED, control=Control("b.py", 3, "60", "61", noticed=True))
    text = render_check(one, "markdown", command=["cutaway", "check", "main..x y"])
    assert "- command: `cutaway check 'main..x y'`" in text
    assert "- interpreter: CPython 3.12.1" in text
    assert "- control: changed 60 to 61 in a copy of b.py, line 3: noticed" in text
    assert "2 files: 1 ast, 1 bytecode." in text
    in_sight, folded = text.split("<details>")
    assert "`app/auth.py`" in in_sight
    assert "`b.py`" in folded


def test_markdown_keeps_a_bar_within_its_cell() -> None:
    change = FunctionChange("f", "co_consts", "a|b", "c")
    text = render_check(report(CHANGED._replace(functions=(change,))), "markdown")
    (row,) = [line for line in text.splitlines() if "app/auth.py" in line]
    assert len(re.findall(r"(?<!\\)\|", row)) == 4


def test_markdown_of_a_huge_change_still_fits_into_a_comment() -> None:
    many = tuple(FunctionChange(f"function_{at}", "co_consts[1]", "x" * 200, "y" * 200) for at in range(100))
    files = [CHANGED._replace(path=f"app/deep/file_{at}.py", functions=many) for at in range(500)]
    text = render_check(report(*files, gate=gate("code", holds=False)), "markdown")
    assert len(text) <= 60_000
    assert "500 files whose code changed" in text
    assert "more." in text


def test_github_escapes_what_the_runner_would_read() -> None:
    change = FunctionChange("f", "co_consts[1]", "100%", "'a\nb'")
    file = CHANGED._replace(path="a,b:c.py", functions=(change,))
    first, last = render_check(report(file, gate=gate("code", holds=False)), "github").splitlines()
    assert first.startswith("::error file=a%2Cb%3Ac.py,title=cutaway%3A what runs has changed::")
    assert "100%25 -> 'a%0Ab'" in first
    assert last.startswith("cutaway: 1 file: 1 bytecode. --same code does not hold")


def test_github_points_at_the_first_definition_that_is_still_there() -> None:
    gone, here = FunctionChange("f", "__code__", "f", None), FunctionChange("g", "__defaults__", "(1,)", "(2,)", line=7)
    file = CHANGED._replace(functions=(gone, here))
    assert render_check(report(file), "github").startswith("::notice file=app/auth.py,line=7,title=")
    assert render_check(report(file, gate=gate("code", holds=False)), "github").startswith(
        "::error file=app/auth.py,line=7,"
    )


def test_what_was_passed_over_keeps_the_gate_open_and_is_in_sight() -> None:
    file = FileVerdict("a.py", "typechanged", passed_over="became a symbolic link")
    one = report(file, gate=gate("code", holds=None))
    assert "no verdict on a.py; what was passed over is left out by --exclude." in flat(text_of(one))
    assert render_check(one, "github").startswith(
        "::error file=a.py,title=cutaway%3A no verdict::became a symbolic link"
    )
    assert "became a symbolic link" in render_check(one, "markdown").split("<details>")[0]


def test_github_tells_certain_calls_first_with_their_place() -> None:
    possible = CALL._replace(line=2, use="returned", certain=False)
    text = render_check(report(boundary=(KIND._replace(calls=(possible, CALL)),)), "github")
    first, second, _ = text.splitlines()
    assert first.startswith("::error file=app/views.py,line=5,title=")
    assert second.startswith("::warning file=app/views.py,line=2,title=")


def test_github_leaves_a_file_that_passes_without_annotation() -> None:
    assert render_check(report(FORMATTED, gate=gate("code", holds=True)), "github").count("\n") == 1


@pytest.mark.parametrize("form", CHECK_FORMATS)
def test_every_format_tells_of_nothing_and_of_lone_surrogates(form: str) -> None:
    assert render_check(report(), form)
    odd = report(FileVerdict("b\udcff.py", "modified", deepest="code", functions=CHANGED.functions))
    render_check(odd, form).encode()
