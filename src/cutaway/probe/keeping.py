"""What outlives a supervisor that the code under study killed, and ends what it left.

Knows that orphans go to the next process above that adopts them (prctl(2)).
Does not know what a supervisor does.
"""

import os
import signal

from . import containing


def keep():
    """Return in a child, which becomes the supervisor; stay behind until it has ended, and then end as it did.

    A daemon of the user's that left the session is known to the supervisor alone. Where the user's code kills that,
    the daemon becomes ours.
    """
    if not hasattr(os, "fork"):
        return
    containing.adopt_descendants()
    child = os.fork()
    if child == 0:
        containing.die_with_parent()
        return
    # The host takes the end of these pipes for the supervisor's end.
    for descriptor in (0, 1):
        os.close(descriptor)
    _, status = os.waitpid(child, 0)
    containing.kill_all(child)
    _end_as(status)


def _end_as(status):
    """End with the exit status, or by the signal, that a wait status tells of."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number not in (signal.SIGKILL, signal.SIGSTOP):
            signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
    os._exit(os.WEXITSTATUS(status))
