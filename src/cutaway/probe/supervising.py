"""The supervisor's side of a conversation with the host: its private descriptors, the frames on them, what it refuses.

Knows which descriptors a run must not have, and why nothing may be run at all.
Does not know what is asked, nor what a run does.
"""

import json
import os

from . import columns, containing
from .calling import compiled_call
from .frames import contents, framed


class Conversation:
    """Requests and answers, on copies of stdin and stdout that no run has.

    `stop` is the descriptor whose end of file says that nobody waits for an answer any more; `private` are all.
    """

    def __init__(self):
        self._requests = os.fdopen(os.dup(0), "rb")
        self._answers = os.dup(1)
        self.stop = self._requests.fileno()
        self.private = (self.stop, self._answers)

    def requests(self):
        """Yield what each request holds, until there are no more."""
        return contents(self._requests)

    def send(self, answer):
        """Send one answer as a frame."""
        text = json.dumps(answer, ensure_ascii=True, separators=(",", ":"), default=columns.as_json)
        unsent = framed(text.encode("ascii"))
        while unsent:
            unsent = unsent[os.write(self._answers, unsent) :]


def begun():
    """Become a supervisor: take the streams away from what will run, adopt what it leaves; the Conversation."""
    conversation = Conversation()
    _silence_streams()
    containing.adopt_descendants()
    return conversation


def _silence_streams():
    """Give descriptors 0 and 1 nothing to read and nowhere to write: the protocol has copies of its own."""
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)


def hide(names):
    """Take out of the environment what only this process was to see."""
    for name in names:
        os.environ.pop(name, None)


def refusal(sides):
    """Say why nothing can be run, as the error of an answer, or None: by then, nothing has."""
    if not hasattr(os, "fork"):
        return {"slug": "probe", "message": "what a call does is observed only where processes can fork"}
    problem = _problem_with_call(sides)
    return None if problem is None else {"slug": "usage", "message": problem}


def _problem_with_call(sides):
    """Say in one line why a call does not parse, or None."""
    for call in {side["call"] for side in sides if side.get("call") is not None}:
        try:
            compiled_call(call)
        except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
            reason = error.msg if isinstance(error, SyntaxError) else str(error) or type(error).__name__
            return "--call {!r} is not an expression: {}".format(call, reason)
    return None
