"""A file as git has it at a revision.

Knows how to ask git without running anything that a repository's configuration names (DECISIONS, 30).
Does not know what the file holds.
"""

from __future__ import annotations

import os
import subprocess

from .errors import TargetError

SAFE_GIT = ("git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-optional-locks")


def read_blob(revision: str, path: str) -> bytes:
    """The bytes of `path` at `revision`, path from the top of the repository or, with `./`, from here.

    Raises:
        TargetError: there is no git, no repository, no such revision or no such file in it.
    """
    name = f"{revision}:{path}"
    if "\n" in name:
        raise TargetError(f"{name!r}: a line end cannot be part of a revision's path")
    answer = _git("cat-file", "--batch", "--follow-symlinks", question=name)
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
        top = _git("rev-parse", "--show-toplevel")
    except TargetError:  # "this operation must be run in a work tree"
        return None
    return os.path.join(os.fsdecode(top.rstrip(b"\n")), path)


def _git(*arguments: str, question: str | None = None) -> bytes:
    try:
        asked = subprocess.run(
            [*SAFE_GIT, *arguments],
            input=None if question is None else (question + "\n").encode("utf-8", "surrogateescape"),
            stdin=subprocess.DEVNULL if question is None else None,
            capture_output=True,
            check=False,
            # Its messages are told apart below, whatever the user's language.
            env={**os.environ, "LC_ALL": "C"},
        )
    except FileNotFoundError:
        raise TargetError("git is not on the PATH: REV:path needs it") from None
    if asked.returncode != 0:
        message = asked.stderr.decode("utf-8", "replace").strip().splitlines() or ["git failed"]
        if "not a git repository" in message[0]:
            raise TargetError("not in a git repository: REV:path needs one")
        raise TargetError(f"git: {message[0].removeprefix('fatal: ')}")
    return asked.stdout


def _why_not(revision: str, path: str, *, is_folder: bool) -> str:
    if is_folder:
        return f"{revision}:{path}: a folder, not a file"
    if revision and b" missing" in _git("cat-file", "--batch-check", question=revision + "^{object}"):
        return f"{revision}:{path}: git knows no revision {revision}"
    there = _git("cat-file", "--batch-check", question=f"{revision}:./{path}")
    hint = "" if b" missing" in there else f": did you mean {revision}:./{path}?"
    return f"{revision}:{path}: not in that revision{hint}"
