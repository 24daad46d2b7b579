"""Comparisons written by hand: the founding case on four versions, and one with all that a report can meet."""

from __future__ import annotations

from cutaway.compare.comparison import (
    Comparison,
    InterpreterComparison,
    InterpreterShowing,
    LayerListing,
    Showing,
)
from cutaway.layers.difference import Change, LayerComparison, Line, Row, Site, Span

HELLO = "examples/hello.py::hello_world"


def python(version: str, *build: str) -> dict[str, object]:
    return {
        "implementation": "CPython",
        "version": version,
        "build": list(build),
        "executable": f"/pythons/{version}/bin/python",
    }


def line(*spans: str | Span) -> Line:
    return tuple(Span(span) if isinstance(span, str) else span for span in spans)


def same(layer: str, *notes: str) -> LayerComparison:
    return LayerComparison(layer, same=True, notes=notes)


def token_row(mark: str, text: str) -> Row:
    shown = line(Span("NAME", "kind"), " ", Span(text, "string", differs=mark != "same"))
    return Row(mark, None if mark == "added" else shown, None if mark == "removed" else shown)


def surface() -> tuple[LayerComparison, ...]:
    """The layers that are the same story on every version."""
    before, after = "def hello_world():", "async def hello_world():"
    body = line("    print(", Span('"Hello, world!"', "string"), ")")
    return (
        LayerComparison(
            "source",
            same=False,
            summary="1 of 2 lines",
            changes=(Change("line", "line 1", before, after),),
            rows=(
                Row("changed", line(before), line(Span("async ", "keyword", differs=True), before)),
                Row("same", body, body),
            ),
        ),
        LayerComparison(
            "tokens",
            same=False,
            summary="+1 token: async",
            changes=(Change("token", "[0]", None, ["NAME", "async"], after_at=(1, 0, 1, 5)),),
            rows=(token_row("added", "async"), token_row("same", "def"), token_row("same", "hello_world")),
        ),
        LayerComparison(
            "ast",
            same=False,
            summary="FunctionDef became AsyncFunctionDef",
            changes=(Change("node", "hello_world", "FunctionDef", "AsyncFunctionDef"),),
            rows=(
                Row(
                    "changed",
                    line(Span("FunctionDef", "kind", differs=True), " name='hello_world'"),
                    line(Span("AsyncFunctionDef", "kind", differs=True), " name='hello_world'"),
                    "a coroutine function: calling it runs nothing of its body",
                    "https://docs.python.org/3/library/ast.html#ast.AsyncFunctionDef",
                ),
                Row("same", line("  args: ", Span("arguments", "kind")), line("  args: ", Span("arguments", "kind"))),
                Row("same", line("  body[0]: ", Span("Expr", "kind")), line("  body[0]: ", Span("Expr", "kind"))),
            ),
            notes=("Positions moved: 4 nodes.",),
        ),
        same("symbols"),
    )


def flag_set(version: str) -> LayerComparison:
    minor = ".".join(version.split(".")[:2])
    meaning = "calling makes a coroutine object"
    link = f"https://docs.python.org/{minor}/library/inspect.html#inspect.CO_COROUTINE"
    site = Site(
        "sets the flag",
        "Python/compile.c",
        "compute_code_flags",
        f"https://github.com/python/cpython/blob/v{version}/Python/compile.c",
    )
    return LayerComparison(
        "code",
        same=False,
        summary="+COROUTINE",
        changes=(
            Change(
                "flag",
                "hello_world.co_flags",
                before=False,
                after=True,
                name="COROUTINE",
                value=128,
                meaning=meaning,
                link=link,
                sites=(site,),
            ),
        ),
        rows=(
            Row("heading", line(Span("hello_world", "heading")), None),
            Row("same", line(Span("co_argcount", "field"), " 0"), line(Span("co_argcount", "field"), " 0")),
            Row("added", None, line("co_flags ", Span("COROUTINE", "flag", differs=True), " 128"), meaning, link),
        ),
    )


INSTRUCTIONS = {
    "3.10": (
        ("LOAD_GLOBAL", "print"),
        ("LOAD_CONST", "'Hello, world!'"),
        ("CALL_FUNCTION", "1"),
        ("POP_TOP", ""),
        ("LOAD_CONST", "None"),
        ("RETURN_VALUE", ""),
    ),
    "3.12": (
        ("RESUME", "0"),
        ("LOAD_GLOBAL", "print + NULL"),
        ("LOAD_CONST", "'Hello, world!'"),
        ("CALL", "1"),
        ("POP_TOP", ""),
        ("RETURN_CONST", "None"),
    ),
}
"""Of 3.10, and of 3.12 and 3.13."""


def instruction(label: str, opname: str, argument: str = "", *, differs: bool = False) -> Line:
    return line(
        Span(f"{label:>3} ", "label"), Span(f"{opname:<18}", "opname", differs=differs), Span(argument, "constant")
    )


def gained(*instructions: tuple[str, str, str], version: str) -> tuple[Row, ...]:
    minor = ".".join(version.split(".")[:2])
    return tuple(
        Row(
            "added",
            None,
            instruction(*one, differs=True),
            f"what {one[1]} does, in one line that is long enough to be broken on a narrow screen",
            f"https://docs.python.org/{minor}/library/dis.html#opcode-{one[1]}",
        )
        for one in instructions
    )


def instructions_changed(version: str, summary: str, first: tuple[Row, ...], last: tuple[Row, ...]) -> LayerComparison:
    body = INSTRUCTIONS["3.10" if version.startswith("3.10") else "3.12"]
    kept = tuple(Row("same", instruction("", *one), instruction("", *one)) for one in body)
    rows = (Row("heading", line(Span("hello_world", "heading")), None), *first, *kept, *last)
    names = [row.after[1].text.strip() for row in (*first, *last) if row.after]
    changes = tuple(Change("instruction", f"hello_world[{at}]", None, name) for at, name in enumerate(names))
    return LayerComparison("bytecode", same=False, summary=summary, changes=changes, rows=rows)


def bytecode(version: str) -> LayerComparison:
    if version.startswith("3.8"):
        return same("bytecode")
    if version.startswith("3.10"):
        return instructions_changed(version, "+GEN_START", gained(("", "GEN_START", "1"), version=version), ())
    return instructions_changed(
        version,
        "+RETURN_GENERATOR; POP_TOP; handler",
        gained(("", "RETURN_GENERATOR", ""), ("", "POP_TOP", ""), version=version),
        gained(("L1:", "CALL_INTRINSIC_1", "INTRINSIC_STOPITERATION_ERROR"), ("", "RERAISE", "1"), version=version),
    )


def behavior(*, called: bool) -> LayerComparison:
    if not called:
        return LayerComparison("behavior", same=None, reason="not asked for: --call EXPR runs it")
    return LayerComparison(
        "behavior",
        same=False,
        summary="returns a coroutine object instead of None; prints nothing; warns: never awaited",
        changes=(Change("channel", "returns", "None", "a coroutine object", name="returns"),),
        rows=(
            Row("heading", line(Span("returns", "heading")), None),
            Row(
                "changed",
                line(Span("None", "output", differs=True)),
                line(Span("a coroutine object", "output", differs=True)),
            ),
            Row("heading", line(Span("output", "heading")), None),
            Row("removed", line(Span("Hello, world!", "output", differs=True)), None),
        ),
        notes=("Addresses are masked.",),
    )


def founding_on(version: str, *, called: bool = True) -> InterpreterComparison:
    layers = (*surface(), flag_set(version), bytecode(version), behavior(called=called))
    return InterpreterComparison(python(version), python(version), layers)


def founding(*versions: str, called: bool = True) -> Comparison:
    return Comparison(
        {"label": HELLO, "kind": "function", "edit": None},
        {"label": f"{HELLO} with async", "kind": "function", "edit": "insert-async"},
        tuple(founding_on(version, called=called) for version in versions),
        {"call": "target()"} if called else {},
    )


def everything() -> Comparison:
    """Wide lines, odd characters, folds, moved rows, warnings, trouble, notes told by several layers."""
    long = "value_" * 60
    rows = (
        *(Row("same", line(f"same line {at}"), line(f"same line {at}")) for at in range(1, 12)),
        Row("changed", line(long, Span("old", "name", differs=True)), line(long, Span("new", "name", differs=True))),
        Row("same", line("wide 漢字 and é"), line("wide 漢字 and é")),
        Row("changed", line(Span("\tx\x1b[31m", differs=True)), line(Span("    x\ud800\u202e", differs=True))),
        *(Row("moved", line(f"NOP {at}"), line(f"NOP {at}")) for at in range(4)),
        Row("removed", line("| pipe | and `ticks` and *stars*"), None),
        Row("note", line("The listing was cut short."), None),
    )
    differing = LayerComparison(
        "source",
        same=False,
        summary="3 lines, one of them with a very long summary that a narrow screen has to break somewhere",
        rows=rows,
        notes=("The name is set aside: one, two.", "Only here."),
    )
    set_aside = "The name is set aside: one, two."
    layers = (
        differing,
        same("tokens", set_aside),
        same("ast", "Positions moved."),
        LayerComparison("symbols", None, reason="no text: a .pyc"),
    )
    warning = {"side": "after", "layer": "ast", "category": "SyntaxWarning", "message": "invalid escape", "line": 3}
    answers = [
        InterpreterComparison(python(v, *b), python(v, *b), layers, warnings=(warning,))
        for v, b in (("3.13.0", ()), ("3.13.0", ("free-threaded",)))
    ]
    failed = InterpreterComparison(python("3.9.18"), python("3.9.18"), trouble="died of SIGSEGV while reading tokens")
    return Comparison({"label": "one.py"}, {"label": "-c 'x = 1\n'"}, (failed, *answers), {"optimize": 2})


def shown(*versions: str) -> Showing:
    def on(version: str) -> InterpreterShowing:
        listing = (line(Span("def ", "keyword"), Span("f", "name"), "(): pass"), (), line("\treturn"))
        only = (line(Span("RESUME", "opname")),) if version != "3.8.18" else (line(Span("LOAD_CONST", "opname")),)
        return InterpreterShowing(
            python(version),
            (
                LayerListing("source", listing),
                LayerListing("bytecode", only),
                LayerListing("behavior", None, "not asked for"),
            ),
        )

    return Showing({"label": "f.py::f"}, tuple(map(on, versions)))


EXPLANATION = [
    (
        "opcode",
        "POP_TOP",
        [
            (
                ((3, 8), (3, 9), (3, 10)),
                "throws the top of the stack away",
                "https://docs.python.org/3.10/library/dis.html",
            ),
            (((3, 11),), "the same, in other words", ""),
        ],
    ),
    ("flag", "NESTED", [(("3.8",), "defined within another function", "")]),
]

PYTHONS = [
    {
        "version": "3.12.1",
        "implementation": "CPython",
        "build": [],
        "found_in": "pyenv",
        "executable": "/pythons/3.12.1/bin/python",
        "shows": "everything",
    },
    {
        "version": "3.13.0",
        "implementation": "CPython",
        "build": ["free-threaded", "debug"],
        "found_in": "PATH",
        "executable": "/pythons/3.13.0/bin/python",
        "shows": "everything",
    },
]
