"""What keeps a run and all that it starts inside its bounds.

Knows resource limits, process groups, and how to find processes that were left behind.
Does not know what runs, nor what is observed of it.
"""

import contextlib
import functools
import os
import signal
import sys
import time

try:  # here, not where it is used: each run would look for it, and load it, in its own child
    import resource
except ImportError:
    resource = None

# Numbers of <linux/prctl.h>; no module of the standard library names them.
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
# A process that a run started and did not wait for may end by itself within this time; then it is killed.
GRACE_SECONDS = 0.2
SWEEP_SECONDS = 5.0


@functools.lru_cache(maxsize=None)
def _linux():
    """(ctypes, Linux's C library), None elsewhere; looked up once, since each run asks for it.

    That is done first by `adopt_descendants`: later, a file of the user's could be found under the name of ctypes.
    """
    if not sys.platform.startswith("linux"):
        return None
    try:
        import ctypes

        return ctypes, ctypes.CDLL(None)
    except (ImportError, OSError):
        return None


def _prctl(option, value):
    linux = _linux()
    return linux is not None and linux[1].prctl(option, value, 0, 0, 0) == 0


def adopt_descendants():
    """Become the parent of every orphan among our descendants (prctl(2)); True where that worked.

    A grandchild that called setsid survives a kill of the group; as its parent we still find it.
    """
    return _prctl(PR_SET_CHILD_SUBREAPER, 1)


def die_with_parent():
    """Ask Linux to kill this process when its parent dies, however that comes about."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def cpu_clock(process):
    """Return a function that tells how many seconds of CPU time a process has used, None where none can be had.

    It is asked from outside: RLIMIT_CPU would be inherited, and so kill what the process starts, which is no end of
    the process itself; and it counts whole seconds. All threads count, what the process starts does not.
    """
    linux = _linux()
    if linux is None:
        return None
    ctypes, library = linux
    clock = ctypes.c_int()  # clockid_t, int in every libc of Linux
    if library.clock_getcpuclockid(process, ctypes.byref(clock)) != 0:
        return None
    return functools.partial(time.clock_gettime, clock.value)


def set_limits(memory):
    """Limit this process's address space, the size of a file that it writes, and its core file (none)."""
    for name, wanted in (("RLIMIT_CORE", 0), ("RLIMIT_AS", memory), ("RLIMIT_FSIZE", memory)):
        which = getattr(resource, name, None)
        if which is None or wanted is None:
            continue
        hard = resource.getrlimit(which)[1]
        limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        try:
            resource.setrlimit(which, (limit, limit))
        except (ValueError, OSError):  # macOS refuses RLIMIT_AS below what is mapped already
            continue


def sweep(group):
    """Kill what is left of a run, its group and every descendant that became ours; tell whether any was killed."""
    killed = False
    gentle_until = time.monotonic() + GRACE_SECONDS
    give_up = time.monotonic() + SWEEP_SECONDS
    while _reap() and time.monotonic() < give_up:
        if time.monotonic() >= gentle_until:
            _kill(children(), group)
            killed = True
        time.sleep(0.005)
    _kill_group(group)
    return killed


def kill_all(group):
    """Kill a run at once, with all its descendants."""
    _kill_group(group)
    give_up = time.monotonic() + SWEEP_SECONDS
    while _reap() and time.monotonic() < give_up:
        _kill(children(), group)
        time.sleep(0.002)


def _kill(pids, group):
    _kill_group(group)
    for pid in pids:
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)


def _kill_group(group):
    with contextlib.suppress(OSError):
        os.killpg(group, signal.SIGKILL)


def _reap():
    """Collect children that have ended; return whether any still lives."""
    while True:
        try:
            pid, _status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return False
        if pid == 0:
            return True


def children():
    """Return the processes whose parent we are, [] where there is no /proc to tell."""
    try:
        names = os.listdir("/proc")
    except OSError:
        return []
    return [int(name) for name in names if name.isdigit() and _parent(name) == os.getpid()]


def _parent(pid):
    try:
        with open("/proc/{}/stat".format(pid), "rb") as stat:
            # proc(5): the command stands in parentheses and may hold any byte; state and parent follow the last one.
            return int(stat.read().rpartition(b")")[2].split()[1])
    except (OSError, IndexError, ValueError):
        return None
