"""`cutaway check`: how deep each of a repository's changes goes, and whether they stay within what was allowed."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ..checks.exemptions import EXEMPTIONS
from ..checks.gate import GATES
from ..report import CHECK_FORMATS
from . import options, statuses
from .asking import collect_again
from .output import Destination, append, destination, tell
from .parser import Parser, Targets
from .values import Number, one_of

if TYPE_CHECKING:
    from ..checks.checking import Asked
    from ..checks.verdicts import Report
    from ..interpreters.interpreter import Interpreter

ABOUT = """How deep does each change go? Of each changed Python file, the deepest layer that differs, and what of it.

With no word, what git has at HEAD is compared with the working tree; REV, with the working tree; A..B, two revisions;
A...B, their merge base with B, as a pull request shows it. Paths limit what git says, behind --, as with git diff.
OLD NEW are two files or two folders, without git. Nothing of yours is imported or run.

--same code asks whether nothing that runs has changed; --same ast, whether formatting alone has: the same syntax trees
(formatters indent docstrings anew, which changes the trees: --allow docstring-whitespace). Files added or deleted fail
every gate.

Defaults stand in [tool.cutaway] of pyproject.toml and in CUTAWAY_SAME, CUTAWAY_ALLOW and so on; the command line wins.

Exit status with --same: 0 it holds, 1 it does not, 2 trouble, or nobody could look at a file; without: 0 the same,
1 different, 2 trouble."""


class Sides(Targets):
    """No word, revisions, or two files or folders; behind `--`, which is kept apart, paths."""

    tells_dashes = True

    def __call__(self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, *_: Any) -> None:
        """Keep them, if there are no more than two before `--`."""
        words = list(values or ())
        behind = words.index("--") if "--" in words else len(words)
        if behind > 2:
            parser.error(f"check takes at most two words, not {behind}; paths stand behind --")
        namespace.sides = tuple(words[:behind])
        namespace.paths = None if behind == len(words) else tuple(words[behind + 1 :])


def declare(parser: Parser) -> None:
    """Give the command its options."""
    parser.add_argument(
        "sides", action=Sides, count=2, noun="side", metavar="[REV | A..B | A...B] [-- PATH...] | OLD NEW"
    )
    parser.add_argument("--staged", action="store_true", help="Compare what is staged, in the working tree's place.")
    _gate(parser)
    options.interpreters(parser)
    options.optimization(parser)
    _selection(parser)
    parser.add_argument(
        "--blame-ignore",
        metavar="FILE",
        help="Check each revision that a .git-blame-ignore-revs file lists, by --same (default: ast).",
    )
    options.output(parser, CHECK_FORMATS)
    parser.add_argument(
        "--markdown-to",
        metavar="FILE",
        help='Append the report as Markdown to FILE, too: --markdown-to "$GITHUB_STEP_SUMMARY".',
    )
    parser.add_argument(
        "-q",
        "--quiet",
        action="store_true",
        help="Of the text, only the gate's sentence, and only if it does not hold.",
    )
    parser.add_argument("--exit-zero", action="store_true", help="Exit 0 where there are differences, too.")
    parser.add_argument(
        "--no-config", action="store_true", help="Read no defaults from pyproject.toml and the environment."
    )
    parser.set_defaults(form=None, paths=None)  # a setting may say the format


def _gate(parser: Parser) -> None:
    parser.add_argument(
        "--same",
        type=one_of(GATES),
        choices=GATES,
        metavar="|".join(GATES),
        help="The gate: this layer and every deeper one must be the same in every file. code: nothing that runs has "
        "changed; ast: formatting only.",
    )
    could_hide = "; ".join(f"{name} could hide {words}" for name, words in EXEMPTIONS.items())
    parser.add_argument(
        "--allow",
        action="append",
        default=[],
        type=one_of(tuple(EXEMPTIONS)),
        choices=tuple(EXEMPTIONS),
        metavar="NAME",
        help=f"Set differences aside. Repeatable. {could_hide}.",
    )
    parser.add_argument("--count-positions", action="store_true", help="Lines and columns count, too.")


def _selection(parser: Parser) -> None:
    parser.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="GLOB",
        help="Leave out files whose path fits, as in .gitignore. Repeatable.",
    )
    parser.add_argument(
        "-j",
        "--workers",
        type=Number(int, "x>=1", lambda number: number < 1),
        metavar="N",
        help="Files judged at once. Default: the cores.",
    )


class Wanted(NamedTuple):
    """The options of `check`, as they were parsed and completed by the settings."""

    sides: tuple[str, ...]
    paths: tuple[str, ...] | None
    staged: bool
    same: str | None
    allow: Sequence[str]
    count_positions: bool
    pythons: Sequence[str]
    no_cache: bool
    optimize: int | None
    exclude: Sequence[str]
    workers: int | None
    blame_ignore: str | None
    form: str
    output: str | None
    markdown_to: str | None
    color: str
    quiet: bool
    exit_zero: bool

    def asked(self) -> Asked:
        """What is asked of each change."""
        from ..checks.checking import Asked

        return Asked(
            same=self.same,
            allow=tuple(name for name in EXEMPTIONS if name in self.allow),
            count_positions=self.count_positions,
            workers=self.workers,
            optimize=self.optimize,
            use_cache=not self.no_cache,
        )

    def what(self) -> dict[str, Any]:
        """The two sides, as `two_sides` takes them."""
        from ..checks.comparing import read_as_git

        return {
            **read_as_git(self.sides, self.paths),
            "staged": self.staged,
            "exclude": tuple(self.exclude),
        }

    def interpreters(self) -> Sequence[Interpreter]:
        """Whom to ask; what a reader should know of the choice goes to stderr."""
        from ..interpreters import host_note
        from ..session import chosen

        asked = chosen(self.pythons, use_cache=not self.no_cache)
        for note in [one.note for one in asked] if self.pythons else [host_note()]:
            if note is not None:
                tell(f"note: {note}")
        return asked

    def place(self) -> Destination:
        """Where the answer goes; checked before anything is asked."""
        return destination(self.output, self.color, self.sides)


def answer(no_config: bool, **given: Any) -> int:
    """Check what changed, and return the exit status."""
    collect_again()
    wanted = _wanted(given, no_config=no_config)
    place = wanted.place()
    if wanted.markdown_to is not None:
        append(wanted.markdown_to, "")  # where it cannot be, that is said before anything is asked
    if wanted.blame_ignore is not None:
        from .blame_ignore import answer as answer_for_blame

        return answer_for_blame(wanted, place)
    report = checked(wanted)
    from ..report import render_check

    if wanted.markdown_to is not None:
        append(wanted.markdown_to, render_check(report, "markdown", command=typed(wanted)))
    text = render_check(report, wanted.form, **place.wishes, quiet=wanted.quiet, command=typed(wanted))
    if text or not wanted.quiet:
        place.write(text)
    return statuses.of_check(report, exit_zero=wanted.exit_zero)


def checked(wanted: Wanted) -> Report:
    """The whole answer, with progress on stderr where it takes longer than a second."""
    from ..checks.checking import check
    from ..checks.comparing import two_sides
    from .progress import telling

    words = "checking files"
    with two_sides(**wanted.what()) as sides, telling(words) as told:
        done = 0

        def seen(_verdict: object) -> None:
            nonlocal done
            done += 1
            told.step(words, done)

        report = check(
            sides.changes, wanted.interpreters(), wanted.asked(), compared=sides.compared, tree=sides.tree, seen=seen
        )
        return report._replace(notes=(*sides.notes(), *report.notes))


def _wanted(given: Mapping[str, Any], *, no_config: bool) -> Wanted:
    from .configuration import completed

    wanted = Wanted(**(dict(given) if no_config else completed(given)))
    return wanted._replace(form=wanted.form or "text")


def typed(wanted: Wanted) -> list[str]:
    """The command as it could be typed where no settings are, without what only says where the answer goes."""
    words = ["cutaway", "check", *wanted.sides]
    for name, flag in (("staged", wanted.staged), ("count-positions", wanted.count_positions)):
        words += [f"--{name}"] if flag else []
    for name, value in (("same", wanted.same), ("optimize", wanted.optimize)):
        words += [f"--{name}", str(value)] if value is not None else []
    for name, values in (("allow", wanted.allow), ("python", wanted.pythons), ("exclude", wanted.exclude)):
        for one in values:
            words += [f"--{name}", one]
    return words if wanted.paths is None else [*words, "--", *wanted.paths]
