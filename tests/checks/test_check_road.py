"""The road of a check, on real probes: depths, details, exemptions, trouble, the control, and the document."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import cutaway.report
from checks.changed import change
from cutaway.checks import checking
from cutaway.checks.changes import Change, TreeFile
from cutaway.checks.checking import Asked, check, verdicts
from cutaway.checks.control import planted, readable, with_a_line
from cutaway.checks.document import check_from_json, check_to_json, counts
from cutaway.checks.verdicts import Control, FileVerdict, Gate
from cutaway.compare.document import DocumentFormatError
from cutaway.errors import InterpreterError, TargetError
from cutaway.interpreters import host

SCHEMA = Path(cutaway.report.__file__).parent / "schema" / "check-1.json"

FUNCTION = "def f(a):\n    'Say.'\n    return a + {}\n"
# Each with its depth by DECISIONS 1 to 8.
BY_DEPTH = {
    None: ("x = f(1)\n", "x = f(1)\n"),
    "source": ("x = f(1)\n", "x = f(1)  # why\n"),
    "tokens": ("x = f(1)\n", "x = f((1))\n"),
    "ast": ("x = 60 * 60\n", "x = 3600\n"),
    "code": (FUNCTION.format(1.5), FUNCTION.replace("Say", "Tell").format(1.5)),
    "bytecode": ("x = f(1)\n", "x = g(1) if f else h\n"),
}


def judged(*changes: Change, python=None, **asked: object) -> list[FileVerdict]:
    return list(verdicts(changes, [python or host()], Asked(**asked)))


@pytest.mark.parametrize("depth", BY_DEPTH)
def test_each_depth(depth, python):
    (verdict,) = judged(change("a.py", *BY_DEPTH[depth]), python=python)
    assert (verdict.deepest, verdict.error) == (depth, None)
    assert bool(verdict.functions) is (depth in {"code", "bytecode"})


def test_verdicts_come_in_the_order_of_the_changes():
    changes = [change(f"{number}.py", f"x = {number}\n", f"x = {number + number % 2}\n") for number in range(50)]
    found = judged(*changes, workers=3)
    assert [verdict.path for verdict in found] == [one.path for one in changes]
    assert [verdict.deepest is None for verdict in found] == [number % 2 == 0 for number in range(50)]


def test_equal_bytes_never_reach_a_probe():
    nowhere = host()._replace(executable="/nowhere/python", is_virtual_environment=False)
    changes = [
        change("equal.py", "x = 1\n", "x = 1\n"),
        Change("known.py", "old.py", "renamed", None, None, identical=True),
        change("new.py", None, "x = 1\n", "added"),
        change("gone.py", "x = 1\n", None, "deleted"),
        Change("link.py", None, "modified", None, None, passed_over="a symbolic link"),
        Change("torn.py", None, "modified", None, None, error="in conflict"),
    ]
    found = judged(*changes, python=nowhere)
    assert [verdict.deepest for verdict in found] == [None] * 6
    assert [verdict.status for verdict in found][1:4] == ["renamed", "added", "deleted"]
    assert (found[4].passed_over, found[5].error) == ("a symbolic link", "in conflict")
    with pytest.raises(InterpreterError):
        judged(change("a.py", "x = 1\n", "x = 2\n"), python=nowhere)


def test_a_side_that_cannot_be_read_is_trouble_of_that_file():
    def unreadable() -> bytes:
        raise TargetError("a.py: no longer there")

    broken = Change("a.py", None, "modified", unreadable, unreadable)
    first, second = judged(broken, change("b.py", "x = 1\n", "x = 2\n"))
    assert (first.error, second.error, second.deepest is not None) == ("a.py: no longer there", None, True)


def test_what_does_not_compile_is_told_with_its_place_and_the_rest_goes_on(python):
    broken, fine = judged(
        change("a.py", "x = 1\n", "x = 1\ny = = 2\n"), change("b.py", "x = f\n", "x = g\n"), python=python
    )
    assert broken.error is not None
    assert "the side after does not compile: line 2: SyntaxError" in broken.error
    assert (broken.deepest, dict(broken.by_python)) == (None, {})
    assert fine.deepest == "bytecode"


MATCH = "match x:\n    case 1:\n        y = {}\n"


@pytest.fixture
def before_and_since_match(pythons):
    if pythons[0].version_info >= (3, 10):
        pytest.skip("match is new in 3.10 (PEP 634), and no older Python is here")
    return [pythons[0], pythons[-1]]


def test_what_neither_side_says_in_a_version_s_python_is_no_trouble_of_it(before_and_since_match):
    oldest, newest = before_and_since_match
    moved = change("a.py", MATCH.format("f"), MATCH.format("f") + "\n# why\n")
    report = check([change("b.py", MATCH.format("f"), MATCH.format("g")), moved], [oldest, newest], Asked(same="code"))
    other, same = report.files
    assert (dict(other.by_python), dict(same.by_python)) == ({newest.version: "bytecode"}, {newest.version: None})
    assert (other.error, other.not_python) == (None, (oldest.version,))
    report = check([moved], [oldest, newest], Asked(same="code"))
    assert report.gate is not None
    assert report.gate.holds is True
    assert report.control is not None
    assert report.control.noticed is True
    text = " ".join(cutaway.report.render_check(report, "text").split())
    assert f"a.py is no Python of {oldest.version}, before or after." in text


def test_what_is_python_of_a_version_on_one_side_alone_is_trouble(before_and_since_match):
    report = check([change("a.py", "y = f\n", MATCH.format("f"))], before_and_since_match, Asked(same="code"))
    (verdict,) = report.files
    assert verdict.error is not None
    assert verdict.error.startswith(f"{before_and_since_match[0].label}: the side after does not compile")
    assert verdict.not_python == ()


def test_what_is_no_python_anywhere_is_trouble(before_and_since_match):
    (verdict,) = verdicts([change("a.py", "x = (\n", "x = ((\n")], before_and_since_match)
    assert verdict.error is not None
    assert verdict.not_python == ()


def test_the_first_field_that_differs_is_named():
    before = "def f(a):\n    return a * 1.5\ndef g():\n    pass\nclass C:\n    def m(self):\n        return self.x\n"
    after = before.replace("1.5", "2.5").replace("def g", "async def g").replace("self.x", "self.y")
    (verdict,) = judged(change("a.py", before, after))
    told = {one.qualname: one[1:6] for one in verdict.functions}
    assert told == {
        "f": ("co_consts", "1.5", "2.5", "function", "function"),
        "g": ("co_flags.COROUTINE", None, "COROUTINE", "function", "coroutine function"),
        "C.m": ("co_names", "x", "y", "function", "function"),
    }


def test_a_docstring_is_told_where_no_version_says_more(pythons):
    """3.8 keeps an annotation as text without its `u`."""
    oldest, newest = pythons[0], pythons[-1]
    if oldest.version_info >= (3, 9):
        pytest.skip("what only later versions see needs a 3.8")
    text = "from __future__ import annotations\ndef f(a: {}): '{}'\n"
    one = change("a.py", text.format("u'int'", "One."), text.format("'int'", "Two."))
    fields = [
        verdict.functions[0].field for asked in ([oldest], [oldest, newest]) for verdict in verdicts([one], asked)
    ]
    assert fields == ["__doc__", "__annotations__"]


def test_a_text_that_crashes_the_compiler_costs_its_own_line(pythons):
    """200,000 operators, one in the other: up to 3.10 the tree takes the whole stack, later versions refuse it."""
    deep = "x = " + " + ".join(["a"] * 200_000)
    changes = [change("deep.py", f"{deep}\n", f"{deep} + b\n"), change("next.py", "x = 1\n", "x = 2\n")]
    crashed, judged_all_the_same = judged(*changes, python=pythons[0], workers=1)
    assert crashed.error is not None
    assert judged_all_the_same.deepest == "bytecode"


def test_a_definition_that_came_is_told_once_beside_the_code_that_makes_it():
    (verdict,) = judged(change("a.py", "x = f\n", "x = f\ndef g():\n    yield lambda: 1\n"))
    told = {one.qualname: (one.field, one.kind_before, one.kind_after) for one in verdict.functions}
    assert told["g"] == ("__code__", None, "generator")
    assert set(told) == {"<module>", "g"}


def test_long_values_are_cut():
    (verdict,) = judged(change("a.py", "x = 'a'\n", f"x = '{'b' * 100_000}'\n"))
    (module,) = verdict.functions
    assert module.after is not None
    assert len(module.after) < 300


def test_all_of_a_thousand_functions_are_named():
    many = "".join(f"def f{number}():\n    return a.b{{0}}{number}\n" for number in range(1000))
    (verdict,) = judged(change("a.py", many.format("x"), many.format("y")))
    assert [one.qualname for one in verdict.functions] == [f"f{number}" for number in range(1000)]


def test_a_gate_at_code_asks_no_more_than_it_needs_and_names_the_layer_all_the_same():
    comment, deeper = judged(change("a.py", *BY_DEPTH["source"]), change("b.py", *BY_DEPTH["bytecode"]), same="code")
    # with depth `code`, None says that what runs is the same
    assert (comment.deepest, deeper.deepest) == (None, "bytecode")


def test_an_exemption_is_named_where_it_was_needed():
    before, after = FUNCTION.format(1), FUNCTION.replace("Say.", "Say. ").format(1)
    (strict,) = judged(change("a.py", before, after), same="code")
    assert (strict.deepest, strict.allowed) == ("code", ())
    (allowed,) = judged(change("a.py", before, after), same="code", allow=("asserts", "docstring-whitespace"))
    assert (allowed.deepest, allowed.allowed) == (None, ("docstring-whitespace",))


def test_positions_count_only_where_they_are_asked_for():
    moved = change("a.py", "x = f(1)\n", "\n\nx = f(1)\n")
    (plain,) = judged(moved, same="code")
    assert (plain.deepest, plain.positions_moved) == (None, True)
    (counted,) = judged(moved, same="code", count_positions=True)
    assert counted.deepest in {"code", "bytecode"}


def test_the_report_says_whether_the_gate_holds():
    fine, deeper = change("a.py", *BY_DEPTH["tokens"]), change("b.py", *BY_DEPTH["code"])
    assert check([fine], [host()], Asked(same="ast")).gate == Gate("ast", (), holds=True)
    report = check([fine, deeper], [host()], Asked(same="ast"), compared={"old": "A", "new": "B"})
    assert report.gate == Gate("ast", (), holds=False)
    assert counts(report.files) == {"tokens": 1, "code": 1}
    assert report.asked["old"] == "A"
    assert check([fine], [host()]).gate is None


def test_the_control_is_noticed(python):
    report = check([change("a.py", "size = 10\n", "size = (10)\n")], [python], Asked(same="code"))
    assert report.control == Control("a.py", 1, "10", "11", noticed=True)


def test_a_check_that_sees_nothing_fails_its_control(monkeypatch):
    """A probe that finds everything the same must not pass."""
    blind = {"deepest": None, "positions_moved": False, "allowed": [], "error": None, "details": None}
    monkeypatch.setattr(checking, "_answer", lambda *_: blind)
    report = check([change("a.py", "size = 10\n", "size = 20\n")], [host()], Asked(same="code"))
    assert report.gate is not None
    assert report.gate.holds is True
    assert report.control is not None
    assert report.control.noticed is False


def in_tokens(content: bytes):
    found = readable("a.py", content)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("def f():\n    return 7\n", "7", "8"),
        ("'doc'\nx = 'a'\n", "'a'", "'a_'"),
        ("def f(a, b):\n    return a + b\n", "+", "-"),
        ("import os\nos.name\n", "name", "name_"),
        ("# coding: latin-1\nx = 'é'; y = 3\n", "3", "4"),
    ],
)
def test_what_a_control_changes(text, before, after):
    encoding = "latin-1" if "latin-1" in text else "utf-8"
    found = next(planted(in_tokens(text.encode(encoding))))
    assert (found.token_before, found.token_after) == (before, after)
    (verdict,) = judged(Change("a.py", None, "modified", lambda: found.before, lambda: found.after))
    assert verdict.deepest in {"code", "bytecode"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# nothing\n", 2),
        ("# nothing", 2),
        ("", 1),
        ("x\n", 1),
        ("'doc'\n'more'\n\nx\n", 4),
        ("'doc'\nfrom __future__ import (\n    annotations,\n)\nx\n", 5),
        ("if x:\n    pass\n", 1),
        ("raise SystemExit\nx\n", 1),
        ("'doc'\r\nx\r\n", 2),
        ("\\\nx\n", 2),
    ],
)
def test_a_line_of_its_own_is_always_noticed(text, line, python):
    found = with_a_line(in_tokens(text.encode()))
    assert (found.line, found.token_before, found.token_after) == (line, "", "cutaway")
    (verdict,) = judged(Change("a.py", None, "modified", lambda: found.before, lambda: found.after), python=python)
    assert (verdict.deepest, verdict.error) == ("bytecode", None)


@pytest.mark.parametrize(
    ("text", "allow", "planted_at"),
    [
        ("if (a):\n    pass\n", (), ""),  # no call of a name: `if_ (a):` is a syntax error
        ("match (a):\n    case b:\n        pass\n", (), ""),  # nor is this one, where match is a word of the language
        ("assert (a)\nreturn_ = b\n", ("asserts",), ""),
        ("assert f(1), z\n", ("asserts",), ""),
        ("assert f(1), z\nx = g(2)\n", ("asserts",), "2"),
        ("def f(a: T(2)): pass\n", ("annotations",), ""),
        ("if False: x = 2\n", (), ""),
        ("if False: x = 2\ny = 'a'\n", (), "'a'"),
    ],
)
def test_what_is_left_out_or_set_aside_is_no_control(text, allow, planted_at, pythons):
    """The one file that there is: another change of it is noticed."""
    report = check([change("a.py", text, f"{text}# why\n")], [pythons[-1]], Asked(same="code", allow=allow))
    assert report.control is not None
    assert (report.control.noticed, report.control.before) == (True, planted_at)


def test_what_cannot_be_read_or_judged_makes_no_control():
    assert readable("a.py", b"x = (") is None
    assert check([change("a.py", "", "x = (\n")], [host()]).control is None
    assert check([change("a.py", "", "return = 1\n")], [host()]).control is None


def test_a_function_of_another_kind_is_told_with_its_calls():
    before, after = "def f():\n    return 1\n", "async def f():\n    return 1\n"
    caller = b"from a import f\ndef g():\n    if f():\n        return 2\n"

    def tree():
        yield TreeFile("a.py", after.encode)
        yield TreeFile("b.py", lambda: caller)

    report = check([change("a.py", before, after)], [host()], tree=tree)
    (kind,) = report.boundary
    assert kind[:4] == ("a.py", "f", "function", "coroutine function")
    (call,) = kind.calls
    assert (call.path, call.line, call.use, call.certain) == ("b.py", 3, "condition", True)
    # asked for no calls, it is told all the same
    assert check([change("a.py", before, after)], [host()]).boundary == (kind._replace(calls=()),)


@pytest.fixture(scope="module")
def report():
    changes = [change(f"{depth}.py", *texts) for depth, texts in BY_DEPTH.items()]
    changes += [
        change("broken.py", "x\n", "x x\n"),
        change("new.py", None, "x\n", "added"),
        change("kind.py", "def f(): pass\n", "async def f(): pass\n"),
        Change("link.py", None, "typechanged", None, None, passed_over="a symbolic link"),
    ]
    return check(changes, [host()], Asked(same="ast", allow=("docstrings",)))


def test_the_document_is_valid_by_its_schema_and_read_again_is_the_same(report):
    document = json.loads(json.dumps(check_to_json(report)))
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(document)
    assert check_to_json(check_from_json(document)) == document
    assert sum(document["counts"].values()) == len(document["files"])
    assert document["gate"] == {"same": "ast", "allow": ["docstrings"], "holds": False}


def test_a_document_of_another_format_is_refused(report):
    document = check_to_json(report)
    for changed in ({"format": "cutaway-comparison"}, {"format_version": 2}):
        with pytest.raises(DocumentFormatError):
            check_from_json({**document, **changed})
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert not validator.is_valid({**document, "files": [{"path": "a.py"}]})
