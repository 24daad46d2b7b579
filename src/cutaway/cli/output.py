"""Where an answer goes: standard output or a file, with or without color, in the terminal's width.

Knows streams, terminals and their encodings. Does not know what is written.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from ..errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

WIDTH_WITHOUT_TERMINAL = 100


class Destination(NamedTuple):
    """A place for an answer. `path` is None for standard output; `width` is in cells; `plain` allows ASCII only."""

    path: Path | None
    width: int
    color: bool
    plain: bool

    @property
    def wishes(self) -> dict[str, Any]:
        """What `report` is told of it."""
        return {"width": self.width, "color": self.color, "ascii": self.plain}

    def write(self, text: str) -> None:
        """Write the whole answer. Raises UsageError where the file cannot be written."""
        if self.path is None:
            say(text)
            return
        try:
            self.path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"-o {self.path}: {error.strerror}") from None


def destination(path: str | None, color: str, inputs: tuple[str, ...] = ()) -> Destination:
    """The place that -o and --color name.

    Raises:
        UsageError: the file cannot be there, or is one of `inputs`, which an answer must not replace.
    """
    if path is None:
        stream = _stdout()
        return Destination(None, width(), _colored(color, stream), not _speaks_utf8(stream))
    from pathlib import Path  # 7 of a diff's 110 ms on 3.11, and most answers go to standard output

    inputs_there = [Path(one) for one in inputs if Path(one).exists()]
    _refuse(Path(path), inputs_there)
    return Destination(Path(path), WIDTH_WITHOUT_TERMINAL, color == "always", plain=False)


def append(path: str, text: str) -> None:
    """Write behind what a file holds. Raises UsageError where that cannot be."""
    from pathlib import Path

    try:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None


def _refuse(path: Path, inputs: Sequence[Path]) -> None:
    if path.is_dir():
        raise UsageError(f"-o {path}: a folder, not a file")
    if not path.parent.is_dir():
        raise UsageError(f"-o {path}: there is no folder {path.parent}")
    if path.exists() and any(path.samefile(one) for one in inputs):
        raise UsageError(f"-o {path}: would replace a file that is being read")


def _stdout() -> TextIO:
    if sys.stdout is None:
        raise UsageError("standard output is closed: use -o FILE")
    return sys.stdout


def width() -> int:
    """COLUMNS, or the terminal's own width: `shutil.get_terminal_size` does the same, with every archiver imported."""
    wanted = os.environ.get("COLUMNS", "")
    if wanted.isdecimal() and int(wanted) > 0:
        return int(wanted)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or WIDTH_WITHOUT_TERMINAL  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):  # no stdout, a closed one, no terminal
        return WIDTH_WITHOUT_TERMINAL


def _colored(choice: str, stream: TextIO) -> bool:
    if choice != "auto":
        return choice == "always"
    # https://no-color.org and https://force-color.org: set and not empty
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def _speaks_utf8(stream: TextIO) -> bool:
    return (stream.encoding or "").lower().replace("-", "").replace("_", "") in {"utf8", "utf8sig"}


def say(text: str) -> None:
    """Write to standard output, at once: a reader that went away, or a full disk, is noticed here."""
    stream = _stdout()
    stream.write(text)
    stream.flush()


def tell(message: str) -> None:
    """Write one line to stderr, whatever characters the message holds and stderr can take."""
    line = " ".join(message.split())
    printable = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in line)
    if sys.stderr is not None:
        encoding = sys.stderr.encoding or "ascii"
        sys.stderr.write(f"cutaway: {printable.encode(encoding, 'backslashreplace').decode(encoding)}\n")
