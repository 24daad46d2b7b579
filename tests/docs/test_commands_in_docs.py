"""Every command that the documentation shows prints what stands below it.

A block marked `console` holds commands behind `$ `, each with its output. `pytest tests/docs --regenerate-goldens`
writes the outputs anew; read the diff.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pages
import pytest
import reader

MINORS = tuple(f"3.{minor}" for minor in range(8, 16))
NAMED = re.compile(r"(?:--python|-p)[ =](\S+)")
VERSION = re.compile(r"\b3\.([0-9]+)\.[0-9]+(?:(?:a|b|rc)[0-9]+)?")


@pytest.mark.parametrize("block", pages.blocks("console"), ids=lambda block: block.name)
def test_a_command_prints_what_the_page_shows(
    block: pages.Block, folder: Path, pythons: list[Any], request: pytest.FixtureRequest
) -> None:
    commands = block.commands()
    skip_without(needed(commands), pythons)
    found = run(commands, folder)
    assert "Traceback" not in "".join(found), "that is nothing to show"
    if request.config.getoption("--regenerate-goldens"):
        pages.replace(block, written(commands, found))
        return
    for command, output in zip(commands, found, strict=True):
        assert comparable(output, command.output) == comparable(command.output, output), command.line


@pytest.mark.parametrize("block", pages.blocks("console"), ids=lambda block: block.name)
def test_an_output_that_names_a_version_has_a_command_that_chooses_it(block: pages.Block) -> None:
    for command in block.commands():
        told = {f"3.{minor}" for minor in VERSION.findall(command.output)}
        assert told <= set(needed([command])), f"{command.line}: on another machine, the host is another version"


def test_there_are_such_commands() -> None:
    assert len(pages.blocks("console")) > 10


def needed(commands: Sequence[pages.Command]) -> tuple[str, ...]:
    """The minor versions that the commands ask for by name."""
    named = [spec for command in commands for spec in NAMED.findall(command.line)]
    return MINORS if "all" in named else tuple(dict.fromkeys(named))


def skip_without(minors: Sequence[str], pythons: Sequence[Any]) -> None:
    here = {"{}.{}".format(*python.version_info) for python in pythons}
    if absent := [minor for minor in minors if minor not in here]:
        pytest.skip(f"needs Python {', '.join(absent)}")


def run(commands: Sequence[pages.Command], folder: Path) -> list[str]:
    """What each command prints on both streams, one after the other in one folder; `$?` is the status before."""
    outputs: list[str] = []
    status = 0
    for command in commands:
        done = subprocess.run(
            ["/bin/sh", "-c", f"(exit {status}); {command.line}"],
            cwd=folder, env=reader.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, encoding="utf-8", timeout=120, check=False,
        )  # fmt: skip
        status = done.returncode
        outputs.append(done.stdout)
    return outputs


def written(commands: Sequence[pages.Command], found: Sequence[str]) -> str:
    pairs = zip(commands, found, strict=True)
    return "".join(f"{pages.PROMPT}{command.line}\n{output}" for command, output in pairs)


def comparable(text: str, other: str) -> str | list[str]:
    """The text itself; where another patch release told it, its words, since a longer number may break a line."""
    if VERSION.search(text) is None or set(all_versions(text)) == set(all_versions(other)):
        return text
    return VERSION.sub(r"3.\1.x", text).split()


def all_versions(text: str) -> list[str]:
    return [match[0] for match in VERSION.finditer(text)]
