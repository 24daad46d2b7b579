"""Places in a text that a program made: a traceback that it printed, a line that it logged.

Knows how CPython's `traceback` and `logging` write a place. Does not know which statement stands there: a hybrid has
lines of two files, and a text does not say of which; so a place is masked, and only the function's name stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import PurePath

ITS_FILE = "<its file>"


def without_places(text: str, files: Sequence[str]) -> str:
    """The text with each place in one of these files masked, the lines of source that a traceback shows left out."""
    if not any(PurePath(file).name in text for file in files):
        return text
    for file in files:
        text = _frames(file).sub(rf'File "{ITS_FILE}", line ...\g<function>', text)
        text = _names(file).sub(ITS_FILE, text)
    return text


@lru_cache(maxsize=16)
def _frames(file: str) -> re.Pattern[str]:
    """A frame of a traceback with what it shows of the source, as it is and inside of a `repr`; also of a group."""
    shown = (rf"(?:{end}(?:[ ]*\|)?[ ]{{4,}}(?!File \")(?:(?!{end}).)*)+" for end in (r"\n", r"\\n"))
    return re.compile(rf'File "{re.escape(file)}", line \d+(?P<function>(?:, in [\w.<>]+)?)(?:{"|".join(shown)})?')


@lru_cache(maxsize=16)
def _names(file: str) -> re.Pattern[str]:
    """The file by its path or its name, with a line behind it or none."""
    return re.compile(rf"(?:{re.escape(file)}|(?<![\w./\\-]){re.escape(PurePath(file).name)})(?:\:\d+|(?![\w.-]))")
