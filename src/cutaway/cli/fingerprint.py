"""`cutaway fingerprint TARGET...`: one line a target, a stable hash and the target."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import UsageError
from ..fingerprints import LAYERS
from . import options
from .output import say
from .parser import Parser
from .values import one_of

ABOUT = """A stable hash of each TARGET: of what runs, or of its tree. Two are equal if nothing differs at that layer.

A hash of the layer code holds for one version of CPython. Exit status: 0, or 2 trouble."""


def declare(parser: Parser) -> None:
    """Give the command its options."""
    parser.add_argument(
        "-l",
        "--layer",
        type=one_of(LAYERS),
        choices=LAYERS,
        default="code",
        metavar="code|ast",
        help="What is hashed: code (what runs), or ast, which other versions hash alike. Default: code.",
    )
    options.targets(parser, None, "TARGET...")
    options.interpreters(parser)


def answer(targets: Sequence[str], layer: str, pythons: Sequence[str], no_cache: bool) -> int:
    """Write a line for each target, and return the exit status."""
    from ..fingerprints import of_source
    from ..session import subjects_for
    from .asking import read_targets

    sources = read_targets(targets)
    subjects = subjects_for(sources, pythons, use_cache=not no_cache)
    if len(subjects.interpreters) > 1:
        raise UsageError("--python: a fingerprint is of one interpreter: name one")
    with subjects:
        for source in sources:
            say(f"{of_source(source, layer, subjects)}  {source.label}\n")
    return 0
