"""What a user can name, and how it becomes bytes: a file, a definition in it, a module, a revision, standard input.

Knows the grammar of targets (docs/commands.md) and reads what they name, running nothing of it.
Does not know what is inside: decoding, finding a name and editing happen in the probe, whose Python wrote the rules.
"""

from __future__ import annotations

import base64
import contextlib
import errno
import io
import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from .errors import EditError, TargetError

if TYPE_CHECKING:
    from pathlib import Path

Edit = Literal["insert-async", "remove-async"]
SOURCE_SUFFIXES = (".py", ".pyi", ".pyw", ".pyc")
CODE_FILENAME = "<code>"
STDIN_FILENAME = "<stdin>"
LINE_CHOICE = re.compile(r"(?P<qualname>.*)@(?P<line>[0-9]+)$", re.DOTALL)
REVISION_PATH = re.compile(r"(?P<revision>(?:[^:{]|\{[^}]*\})+):(?P<path>.+)", re.DOTALL)


class Source(NamedTuple):
    """A target read: the bytes and which definition in them is meant.

    `label` is what the user wrote. `file` is the file's path, None for standard input and `-c`. `revision` is git's
    name for the version that was read, None for the working tree. `qualname` and `line` choose a definition, both None
    for all.
    """

    label: str
    content: bytes
    filename: str
    file: str | None = None
    revision: str | None = None
    qualname: str | None = None
    line: int | None = None
    edit: Edit | None = None

    @property
    def path(self) -> Path | None:
        """The file, None for standard input and `-c`."""
        from pathlib import Path  # 7 of a diff's 110 ms on 3.11, and only a run or a module needs it

        return None if self.file is None else Path(self.file)

    @property
    def kind(self) -> Literal["source", "pyc"]:
        """How the probe reads the bytes."""
        return "pyc" if self.filename.endswith(".pyc") else "source"

    @property
    def magic(self) -> str | None:
        """The magic number of a `.pyc`, in hex: it names the interpreter that can read it."""
        return self.content[:4].hex() if self.kind == "pyc" else None

    def edited(self, edit: Edit) -> Source:
        """The same target with `async` to be put in or taken out, by the probe."""
        if self.kind == "pyc":
            raise EditError(f"{self.filename}: a .pyc holds no source to edit")
        verb = "with async" if edit == "insert-async" else "without async"
        return self._replace(edit=edit, label=f"{self.label} {verb}")

    def request(self) -> dict[str, Any]:
        """The source as the probe's protocol has it (ARCHITECTURE.md)."""
        return {
            "content": base64.b64encode(self.content).decode("ascii"),
            "filename": self.filename,
            "kind": self.kind,
            "select": {"qualname": self.qualname, "line": self.line},
            "edit": self.edit,
        }

    def to_json(self) -> dict[str, Any]:
        """The target as the JSON document has it."""
        return {
            "label": self.label,
            "filename": self.filename,
            "revision": self.revision,
            "qualname": self.qualname,
            "line": self.line,
            "edit": self.edit,
        }


def target(text: str) -> Source:
    """Read the target that `text` names, in the command line's grammar.

    Args:
        text: `path.py`, `path.py::Class.method`, `path.py::name@LINE`, `path.py::@LINE`, `pkg.mod:qualname`,
            `REV:path`, a `.pyc`, or `-` for standard input; `::name` may follow all but the module, `@LINE` any
            name.

    Raises:
        TargetError: what it names is not there or cannot be read.
    """
    if _exists(text):
        return _from_path(text, text, None, None)
    place, qualname, line = _split_choice(text)
    if place in {"-", ""}:
        return _from_stdin(text, place, qualname, line)
    if _exists(place):
        return _from_path(text, place, qualname, line)
    at_revision = REVISION_PATH.fullmatch(place)
    if at_revision is None:
        raise _no_such_file(place)
    after_colon = at_revision["path"]
    if after_colon.endswith(SOURCE_SUFFIXES) or "/" in after_colon:
        return _from_revision(text, at_revision["revision"], after_colon, qualname, line)
    if qualname is not None or line is not None:
        raise TargetError(f"{text}: a module's definition is named with one colon, as in pkg.mod:name")
    return _from_module(text, at_revision["revision"], after_colon)


def from_code(code: str | bytes, label: str = "-c", qualname: str | None = None) -> Source:
    """The target that is a piece of source text, as `-c CODE` gives it."""
    content = code if isinstance(code, bytes) else _encoded(code, label)
    return Source(label, content, CODE_FILENAME, qualname=qualname)


def _encoded(text: str, label: str) -> bytes:
    """Text as the bytes of a file: in the encoding that it declares, so that reading it gives the text again."""
    import tokenize  # most targets are files, whose bytes are taken as they are

    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(text.encode("utf-8", "replace")).readline)
        return text.encode(encoding)
    except (SyntaxError, LookupError):  # of an encoding that nobody knows: the probe says so
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        what = f"U+{ord(text[error.start]):04X}"
        if "\ud800" <= text[error.start] <= "\udfff":
            raise TargetError(f"{label}: holds the lone surrogate {what}, which no source file can") from None
        raise TargetError(f"{label}: holds {what}, which its declared encoding {encoding} lacks") from None


def import_root(path: Path) -> tuple[Path, str]:
    """The folder that must be on `sys.path`, and the dotted name under which `path` is imported from there.

    Climbs while there is an `__init__.py` (DECISIONS, 14).
    """
    path = path.absolute()
    parts = [] if path.stem == "__init__" else [path.stem]
    folder = path.parent
    while (folder / "__init__.py").is_file() and folder.name.isidentifier():
        parts.insert(0, folder.name)
        folder = folder.parent
    return folder, ".".join(parts) or path.stem


def read_file(path: str | os.PathLike[str], label: str) -> bytes:
    """The bytes of a regular file. Raises TargetError with one line that says why it cannot be had; never blocks."""
    try:
        mode = os.stat(path).st_mode
        if not stat.S_ISREG(mode):
            raise TargetError(f"{label}: {_what_it_is(mode)}, not a file")
        with open(path, "rb") as stream:
            return stream.read()
    except OSError as error:
        leads_nowhere = " (a link that leads nowhere)" if os.path.islink(path) and error.errno == errno.ENOENT else ""
        raise TargetError(f"{label}: {_why(error)}{leads_nowhere}") from None


def _exists(text: str) -> bool:
    """Is there something of that name, be it a broken link or a loop of links?"""
    try:
        return os.path.lexists(text)
    except ValueError:  # an embedded NUL
        return False


def _split_choice(text: str) -> tuple[str, str | None, int | None]:
    place, separator, choice = text.rpartition("::")
    if not separator:
        return text, None, None
    if not choice:
        raise TargetError(
            f"{place}: nothing behind the '::': name a definition, as in {place}::name, or {place}::@LINE"
        )
    return place, *_split_line(choice)


def _split_line(choice: str) -> tuple[str | None, int | None]:
    """The parts of `name@LINE`, either of which may be missing."""
    at_line = LINE_CHOICE.match(choice)
    if at_line is None:
        return as_source(choice), None
    return as_source(at_line["qualname"]) or None, int(at_line["line"])


def as_source(argument: str) -> str:
    """An argument of a process as text of a source, where the locale's encoding could not read it.

    Python stands in for each byte of it with a lone surrogate (PEP 383). A source is UTF-8 unless it says otherwise,
    and so is what was typed; a path stays as it is, since it is looked up by its bytes.
    """
    try:
        argument.encode()
    except UnicodeEncodeError:
        with contextlib.suppress(UnicodeError):
            return os.fsencode(argument).decode()
    return argument


def _from_path(label: str, place: str, qualname: str | None, line: int | None) -> Source:
    return Source(label, read_file(place, place), place, place, qualname=qualname, line=line)


def _from_stdin(label: str, place: str, qualname: str | None, line: int | None) -> Source:
    if place == "":
        raise TargetError(f"{label or 'an empty target'}: names no file: use - for standard input")
    if sys.stdin is None:
        raise TargetError(f"{label}: standard input is closed")
    return Source(label, sys.stdin.buffer.read(), STDIN_FILENAME, qualname=qualname, line=line)


def _from_revision(label: str, revision: str, path: str, qualname: str | None, line: int | None) -> Source:
    from .revisions import read_blob, working_path  # most targets are files, and git need not be there for them

    content = read_blob(revision, path)
    return Source(label, content, path, working_path(path), revision, qualname, line)


def _from_module(label: str, module: str, qualname: str) -> Source:
    if not all(part.isidentifier() for part in module.split(".")):
        raise _no_such_file(label)
    path = _module_path(module)
    name, line = _split_line(qualname)
    return Source(label, read_file(path, label), str(path), str(path), qualname=name, line=line)


def _module_path(module: str) -> Path:
    """The file of `module`, found by walking: `find_spec` would run the packages above it (DECISIONS, 11)."""
    if module in sys.builtin_module_names:
        raise TargetError(f"{module}: built into the interpreter: it has no Python source")
    for folder in _module_folders(module.split(".")[:-1]):
        stem = folder / module.rpartition(".")[2]
        for candidate in (stem / "__init__.py", stem.with_name(stem.name + ".py")):
            if candidate.is_file():
                return candidate
        if any(folder.glob(f"{stem.name}.*.so")) or any(folder.glob(f"{stem.name}*.pyd")):
            raise TargetError(f"{module}: an extension module: it has no Python source")
    raise TargetError(f"{module}: no such module here, on PYTHONPATH or among the packages of {sys.prefix}")


def _module_folders(packages: Sequence[str]) -> Iterator[Path]:
    from pathlib import Path

    for entry in ["", *sys.path]:
        folder = Path(entry or ".").joinpath(*packages)
        if folder.is_dir():
            yield folder


def _no_such_file(place: str) -> TargetError:
    hint = ""
    if ":" not in place and re.fullmatch(r"[A-Za-z_][\w.]*", place) and not place.endswith(SOURCE_SUFFIXES):
        hint = f" (a module's definition is named as {place}:NAME)"
    return TargetError(f"{place}: no such file{hint}")


def _what_it_is(mode: int) -> str:
    kinds = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a FIFO"), (stat.S_ISSOCK, "a socket"))
    return next((name for test, name in kinds if test(mode)), "a device")


def _why(error: OSError) -> str:
    reasons = {
        errno.ENOENT: "no such file",
        errno.EACCES: "no permission to read it",
        errno.EPERM: "no permission to read it",
        errno.ELOOP: "a loop of symbolic links",
        errno.ENAMETOOLONG: "its name is too long",
    }
    return reasons.get(error.errno or 0, error.strerror or str(error))
