"""A command's parser: argparse's, which raises what is wrong, and takes options anywhere among the targets.

Knows how a command line falls into options and targets. Does not know any option.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NoReturn

from ..errors import UsageError
from .output import say

# A width of its own: argparse would import shutil, with every archiver, to ask for it at each option that is added.
FORMATTER = partial(argparse.HelpFormatter, width=100)


class Parser(argparse.ArgumentParser):
    """A parser that raises UsageError, and prints our help, with one line for each of the `commands` below it."""

    def __init__(self, prog: str, about: str, commands: Mapping[str, str] | None = None) -> None:
        super().__init__(prog=prog, description=about, add_help=False, allow_abbrev=False, formatter_class=FORMATTER)
        self.commands = commands or {}
        self.color = False  # argparse colors since 3.14, where importing its colors takes longer than parsing
        self.add_argument("-h", "--help", action=Help, nargs=0, help="Show this message and exit.")

    def error(self, message: str) -> NoReturn:
        """Say it in one line, and where to read on; argparse would print and end the process."""
        raise UsageError(f"{message} (see {self.prog} --help)")

    def format_help(self) -> str:
        """The page that --help shows."""
        from .help_page import help_page

        first, *others = self._actions  # its own --help stands last
        return help_page(self.prog, self.description or "", [*others, first], self.commands)


class Help(argparse.Action):
    """Show the help; a standard output that takes none is trouble, over which argparse's own action is silent."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{**settings, "dest": argparse.SUPPRESS, "default": argparse.SUPPRESS})

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        """Print, and end the command."""
        say(parser.format_help())
        parser.exit()


class TargetOption(argparse.Action):
    """An option whose value is a target: `mark` and the value stand among the targets, in the order given."""

    def __init__(self, mark: str, **settings: Any) -> None:
        super().__init__(**{**settings, "default": argparse.SUPPRESS})
        self.mark = mark

    def __call__(self, *_: Any) -> None:
        """Never needed: `CommandParser` has made a target of it."""
        raise NotImplementedError


class Targets(argparse.Action):
    """The words that are no options; exactly `count` of them, called `noun` where there are too many or too few.

    Where `count` is None, at least one. Where `tells_dashes`, `--` is one of the words.
    """

    tells_dashes = False

    def __init__(self, count: int | None, noun: str, **settings: Any) -> None:
        super().__init__(**{**settings, "nargs": "*"})
        self.count = count
        self.noun = noun

    def __call__(self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, *_: Any) -> None:
        """Keep them, if they are as many as the command takes."""
        if not values if self.count is None else len(values) != self.count:
            wanted = {None: f"at least one {self.noun}", 1: f"one {self.noun}", 2: f"two {self.noun}s"}[self.count]
            parser.error(f"{parser.prog.split()[-1]} takes {wanted}, not {len(values)}")
        setattr(namespace, self.dest, tuple(values))


class CommandParser(Parser):
    """The parser of one command: its options stand anywhere among its targets, whose order is kept.

    argparse keeps no order between options and arguments, and takes a value that begins with a dash for an option. So
    the words are arranged first: `a.py -c x -U3` is read as `--unified=3 -- a.py x`, with the mark of `-c` before x.
    """

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Parse the words, arranged."""
        return super().parse_known_args(self._arranged(args), namespace)

    def _arranged(self, words: Sequence[str]) -> list[str]:
        options: list[str] = []
        targets: list[str] = []
        rest = iter(words)
        for word in rest:
            if word == "--":
                targets.extend(["--", *rest] if self._tells_dashes() else rest)
            elif not _is_option(word):
                targets.append(word)
            else:
                action, value = self._option(word, rest)
                if value is None:
                    options.append(action.option_strings[-1])
                    if action.nargs != 0:  # the last word: argparse says what it lacks, a shell completes it
                        return options
                elif isinstance(action, TargetOption):
                    targets.append(action.mark + value)
                else:
                    options.append(f"{action.option_strings[-1]}={value}")
        return self._joined(options, targets)

    def _tells_dashes(self) -> bool:
        return any(getattr(action, "tells_dashes", False) for action in self._get_positional_actions())

    def _joined(self, options: list[str], targets: list[str]) -> list[str]:
        if targets and not self._get_positional_actions():
            self.error(f"unexpected argument {targets[0]!r}")
        return [*options, "--", *targets] if targets else options

    def _option(self, word: str, rest: Iterator[str]) -> tuple[argparse.Action, str | None]:
        """The option that a word names, and its value: behind the name, or the next word whatever it looks like."""
        if word.startswith("--"):
            name, sign, behind = word.partition("=")
            value = behind if sign else None
        else:
            name, value = word[:2], word[2:] or None
        action = self._option_string_actions.get(name)
        if action is None:
            self._refuse(name)
        elif action.nargs == 0 and value is not None:
            self.error(f"{name} takes no value")
        elif action.nargs != 0 and value is None:
            value = next(rest, None)
        return action, value

    def _refuse(self, name: str) -> NoReturn:
        from difflib import get_close_matches

        near = get_close_matches(name, self._option_string_actions)
        self.error(f"no such option: {name}{f': did you mean {near[0]}?' if near else ''}")


def _is_option(word: str) -> bool:
    """Whether a word is an option: `-` is standard input, and `-::name` a definition in it."""
    return len(word) > 1 and word[0] == "-" and word[1] != ":"
