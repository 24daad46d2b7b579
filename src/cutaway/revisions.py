"""A file as git has it at a revision.

Knows how to ask git without running anything that a repository's configuration names (DECISIONS, 30).
Does not know what the file holds.
"""

from __future__ import annotations

import os
import subprocess

from .errors import TargetError

SAFE_GIT = ("git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-optional-locks")
# Relative values are relative to the folder that git is started in, which need not be ours.
_PLACES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY")


class Git:
    """git in one folder, asked so that nothing runs which a repository's configuration names.

    `needed_by` is what the user wrote, for where there is no git or no repository. `settings` are more `-c NAME=VALUE`.
    """

    def __init__(self, folder: str | None = None, needed_by: str = "REV:path", settings: tuple[str, ...] = ()) -> None:
        self.folder = folder
        self.needed_by = needed_by
        self.settings = settings

    def ask(self, *arguments: str, question: bytes | None = None) -> bytes:
        """What git answers. Raises TargetError with git's own first line where it fails."""
        asked = self.run(*arguments, question=question)
        if asked.returncode != 0:
            raise TargetError(self._why_it_failed(asked.stderr))
        return asked.stdout

    def run(self, *arguments: str, question: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
        """The same, for what git says by its exit status."""
        try:
            return subprocess.run(
                self._command(arguments),
                input=question,
                stdin=subprocess.DEVNULL if question is None else None,
                capture_output=True,
                check=False,
                cwd=self.folder,
                env=_environment(),
            )
        except FileNotFoundError:
            raise self._no_git() from None

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A git that answers as it goes: the caller reads, and ends it."""
        try:
            return subprocess.Popen(
                self._command(arguments),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=self.folder,
                env=_environment(),
            )
        except FileNotFoundError:
            raise self._no_git() from None

    def _command(self, arguments: tuple[str, ...]) -> list[str]:
        settings = [word for setting in self.settings for word in ("-c", setting)]
        return [*SAFE_GIT, *settings, *arguments]

    def _no_git(self) -> TargetError:
        return TargetError(f"git is not on the PATH: {self.needed_by} needs it")

    def _why_it_failed(self, stderr: bytes) -> str:
        message = stderr.decode("utf-8", "replace").strip().splitlines() or ["git failed"]
        if "not a git repository" in message[0]:
            return f"not in a git repository: {self.needed_by} needs one"
        return f"git: {message[0].removeprefix('fatal: ')}"


def _environment() -> dict[str, str]:
    """The user's, in which git's messages can be told apart, and with nothing fetched.

    What a partial clone lacks would be fetched through commands that its configuration names (`ssh`, `ext::`): git 2.45
    and later know GIT_NO_LAZY_FETCH, older ones obey the list of protocols, which goes before any `protocol.*.allow`.
    """
    places = {name: os.path.abspath(os.environ[name]) for name in _PLACES if os.environ.get(name)}
    return {**os.environ, **places, "LC_ALL": "C", "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"}


def read_blob(revision: str, path: str) -> bytes:
    """The bytes of `path` at `revision`, path from the top of the repository or, with `./`, from here.

    Raises:
        TargetError: there is no git, no repository, no such revision or no such file in it.
    """
    name = f"{revision}:{path}"
    if "\n" in name:
        raise TargetError(f"{name!r}: a line end cannot be part of a revision's path")
    answer = Git().ask("cat-file", "--batch", "--follow-symlinks", question=_line(name))
    header, _, rest = answer.partition(b"\n")
    words = header.split(b" ")
    if len(words) == 3 and words[1] == b"blob":
        return rest[: int(words[2])]
    raise TargetError(_why_not(revision, path, is_folder=len(words) == 3 and words[1] == b"tree"))


def working_path(path: str) -> str | None:
    """Where git would check `path` out (the file need not be there); None in a bare repository."""
    if path.startswith(("./", "../")):
        return path
    try:
        top = Git().ask("rev-parse", "--show-toplevel")
    except TargetError:  # "this operation must be run in a work tree"
        return None
    return os.path.join(os.fsdecode(top.rstrip(b"\n")), path)


def _why_not(revision: str, path: str, *, is_folder: bool) -> str:
    if is_folder:
        return f"{revision}:{path}: a folder, not a file"
    if revision and b" missing" in Git().ask("cat-file", "--batch-check", question=_line(revision + "^{object}")):
        return f"{revision}:{path}: git knows no revision {revision}"
    there = Git().ask("cat-file", "--batch-check", question=_line(f"{revision}:./{path}"))
    hint = "" if b" missing" in there else f": did you mean {revision}:./{path}?"
    return f"{revision}:{path}: not in that revision{hint}"


def _line(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape") + b"\n"
