"""What can go wrong with a question, each with a slug that docs/errors.md explains.

Knows how to say what happened, where, and what to do next, in one line.
Does not know exit statuses or terminals: `cli` turns these into both.
"""

from __future__ import annotations


class CutawayError(Exception):
    """A question that could not be answered: one line that says what, where and what to do.

    `slug` names the page section of docs/errors.md.
    """

    slug = "trouble"


class TargetError(CutawayError):
    """What the user named is not there, cannot be read, or does not hold the name asked for."""

    slug = "target"


class EditError(CutawayError):
    """The edit that was asked for does not apply: `async` before a class, or before what is async already."""

    slug = "edit"


class InterpreterError(CutawayError):
    """An interpreter cannot be found, is none, or does not answer as one."""

    slug = "interpreter"


class ProbeError(CutawayError):
    """A probe crashed, ran out of time or memory, or was asked for what its interpreter cannot do."""

    slug = "probe"


class UsageError(CutawayError):
    """Options that do not fit together, or a value that an option does not know."""

    slug = "usage"
