"""Long-lived git children that answer one short question after another: objects, attributes, hashes.

Knows their protocols, and that many threads may ask. Does not know what is compared with what.
"""

from __future__ import annotations

import contextlib
import subprocess
import threading
from collections.abc import Callable
from typing import IO, TypeVar

from ..errors import TargetError
from ..revisions import Git

Answer = TypeVar("Answer")


class Conversation:
    """One git child, started when it is first asked and again after it was lost; one question at a time."""

    def __init__(self, git: Git, *arguments: str) -> None:
        self._git = git
        self._arguments = arguments
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def ask(self, question: bytes, read: Callable[[IO[bytes]], Answer]) -> Answer | None:
        """What `read` makes of the answer to `question`; None where the child ended instead of answering."""
        with self._lock:
            try:
                return self._answer(question, read)
            except (OSError, EOFError):
                self._end()
                return None
            except BaseException:  # Ctrl-C in the middle of an answer: what follows would be read as another one
                self._end()
                raise

    def close(self) -> None:
        """End the child. It may be asked again."""
        with self._lock:
            self._end()

    def _answer(self, question: bytes, read: Callable[[IO[bytes]], Answer]) -> Answer:
        if self._child is None:
            self._child = self._git.start(*self._arguments)
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.write(question)
        self._child.stdin.flush()
        return read(self._child.stdout)

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            end(child)


def end(child: subprocess.Popen[bytes]) -> None:
    """End a child whatever it is at, and leave no descriptor open."""
    child.kill()
    for stream in (child.stdin, child.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):  # what was not flushed has nobody to go to
                stream.close()
    child.wait()


def read_exactly(stream: IO[bytes], length: int) -> bytes:
    """Read `length` bytes. Raises EOFError where there are fewer."""
    content = stream.read(length)
    if len(content) != length:
        raise EOFError
    return content


def read_line(stream: IO[bytes]) -> bytes:
    """Read a line, without its end. Raises EOFError where there is none."""
    line = stream.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    return line[:-1]


class Objects:
    """The repository's objects, by name."""

    def __init__(self, git: Git) -> None:
        self._contents = Conversation(git, "cat-file", "--batch")
        self._names = Conversation(git, "cat-file", "--batch-check")
        self._git = git

    def content(self, name: str, label: str) -> bytes:
        """The content of the object `name`. Raises TargetError where the repository cannot give it."""
        found = self._contents.ask(name.encode() + b"\n", _read_object)
        if found:
            return found[1]
        raise TargetError(f"{label}: {self._why_lost() if found is None else 'its object is not in this clone'}")

    def resolve(self, expression: str) -> tuple[str, str] | None:
        """(name, type) of what a revision's expression means; None where it means nothing, or several things."""
        if "\n" in expression or "\0" in expression:
            return None
        header = self._names.ask(expression.encode("utf-8", "surrogateescape") + b"\n", read_line)
        words = (header or b"").split(b" ")
        # "NAME missing" and "NAME ambiguous" have no size, and a NAME that ends in a number would still be no hash.
        if len(words) == 3 and words[2].isdigit() and words[1] in (b"commit", b"tree", b"blob", b"tag"):
            return words[0].decode(), words[1].decode()
        return None

    def close(self) -> None:
        """End the children."""
        self._contents.close()
        self._names.close()

    def _why_lost(self) -> str:
        """Why git ended instead of answering: up to 2.44 it does so where it may not fetch what a clone lacks."""
        asked = self._git.run("config", "--get-regexp", r"^(remote\..*\.promisor|extensions\.partialclone)$")
        if asked.returncode == 0:
            return "its object is not in this clone, a partial one, and nothing is fetched (or it is damaged)"
        return "its object is damaged: try `git fsck`"


def _read_object(stream: IO[bytes]) -> tuple[bytes, bytes] | tuple[()]:
    """(type, content), or () for what is missing."""
    words = read_line(stream).split(b" ")
    if len(words) != 3 or not words[2].isdigit():
        return ()
    content = read_exactly(stream, int(words[2]))
    read_exactly(stream, 1)
    return words[1], content


class Attributes:
    """What .gitattributes say of a path."""

    NAMES = ("diff", "filter", "working-tree-encoding")

    def __init__(self, git: Git) -> None:
        self._conversation = Conversation(git, "check-attr", "--stdin", "-z", *self.NAMES)

    def of(self, path: bytes) -> dict[str, str]:
        """The value of each attribute: "set", "unset", "unspecified" or a word."""

        def read(stream: IO[bytes]) -> dict[str, str]:
            return {name: _read_value(stream, path, name) for name in self.NAMES}

        return self._conversation.ask(path + b"\0", read) or dict.fromkeys(self.NAMES, "unspecified")

    def close(self) -> None:
        """End the child."""
        self._conversation.close()


def _read_value(stream: IO[bytes], path: bytes, name: str) -> str:
    """Of "PATH NUL NAME NUL VALUE NUL" all but the value is known."""
    read_exactly(stream, len(path) + len(name) + 2)
    value = bytearray()
    while (byte := read_exactly(stream, 1)) != b"\0":
        value += byte
    return value.decode("utf-8", "surrogateescape")


class Hashes:
    """Which object git would make of a file of the working tree (none is made)."""

    def __init__(self, git: Git) -> None:
        self._conversation = Conversation(git, "hash-object", "--stdin-paths")

    def of(self, path: bytes) -> str | None:
        """The object's name, after git's own conversions; None where git cannot read or convert the file."""
        name = self._conversation.ask(_quoted(path) + b"\n", read_line)
        return None if name is None else name.decode()

    def close(self) -> None:
        """End the child."""
        self._conversation.close()


def _quoted(path: bytes) -> bytes:
    """A path as git reads it on a line: in C's quotes, so that a line end or a quote is part of the name."""
    plain = b"".join(bytes([byte]) if 32 < byte < 127 and byte not in b'"\\' else b"\\%03o" % byte for byte in path)
    return b'"' + plain + b'"'
