"""Frames of the probe's protocol: a header line with a length, then that many bytes of JSON.

Knows how to tell an answer from noise. Does not know where the bytes come from.
"""

from __future__ import annotations

import binascii
import gc
import json
import sys
from array import array
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any

MARK = b"cutaway1 "
LONGEST = 1 << 30
"""Bytes of one answer: a gigabyte is far more than any source gives, and less than what a lying header may claim."""


COLUMN = "int32[]"
"""The only key of an object that stands for a column of numbers (`probe/columns.py`)."""


class NotAFrame(Exception):
    """What came is no frame; the message ends a sentence whose subject is the sender. Empty: nothing came."""


def framed(message: Mapping[str, Any]) -> bytes:
    """A message as a frame; the bytes that it holds are attached as they are.

    As base64 they cost a tenth of what compiling them does, over all, and a check does little more than compile.
    """
    attached: list[bytes] = []

    def attachment(content: bytes) -> dict[str, int]:
        attached.append(content)
        return {"attached": len(attached) - 1}

    text = json.dumps(message, ensure_ascii=True, separators=(",", ":"), default=attachment).encode("ascii")
    pieces = [text, *attached]
    return b"%s%s\n%s" % (MARK, b" ".join(b"%d" % len(piece) for piece in pieces), b"".join(pieces))


def read_frame(stream: IO[bytes]) -> dict[str, Any]:
    """Read one frame. Raises NotAFrame where something else, or nothing, comes."""
    header = stream.readline(64)
    length = _length(header)
    content = stream.read(length)
    if len(content) < length:
        raise NotAFrame("broke off in the middle of an answer")
    return parsed(content)


def _length(header: bytes) -> int:
    if not header:
        raise NotAFrame
    digits = header[len(MARK) : -1]
    if not (header.startswith(MARK) and header.endswith(b"\n") and digits.isdigit()):
        raise NotAFrame(f"printed {shown(header)} where an answer was due")
    if int(digits) > LONGEST:
        raise NotAFrame(f"announced an answer of {int(digits)} bytes")
    return int(digits)


def parsed(content: bytes) -> dict[str, Any]:
    """The JSON object that a frame holds. Raises NotAFrame where it holds none."""
    try:
        with _garbage_left_alone():
            message = json.loads(content, object_hook=_with_columns)
    except (ValueError, RecursionError):
        message = None
    if not isinstance(message, dict):
        raise NotAFrame(f"sent {shown(content)} for an answer")
    return message


def _with_columns(held: dict[str, Any]) -> dict[str, Any] | array[int]:
    """A JSON object, or the column that it stands for."""
    if COLUMN not in held:
        return held
    column = array("i")
    column.frombytes(binascii.a2b_base64(held[COLUMN]))
    if sys.byteorder == "big":
        column.byteswap()
    return column


@contextmanager
def _garbage_left_alone() -> Iterator[None]:
    """Search for no cycles meanwhile: JSON makes many objects and no cycle, and each search looks at all of them."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def shown(noise: bytes) -> str:
    """The beginning of what somebody printed, safe to show."""
    return ascii(noise[:40].decode("latin-1").strip())
