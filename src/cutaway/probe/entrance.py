"""The entry of a process that runs the user's code: nothing of the user's may be imported by accident before.

Knows what `-c` puts on `sys.path`. Does not know what is run.
"""

import sys


def observe():
    """Serve one request: run each side."""
    _leave_current_folder()
    _be_kept()
    from . import behavior

    _write_nothing()
    behavior.serve()


def experiment():
    """Serve the requests of an experiment: run hybrids of two sides."""
    _leave_current_folder()
    _be_kept()
    from . import behavior  # noqa: F401 - what the run of a side has imported, too

    plain = frozenset(sys.modules)
    from . import experiments

    _write_nothing()
    experiments.serve(plain)


def _leave_current_folder():
    """Take it off `sys.path`: a `json.py` of the user's may lie there."""
    if sys.path[:1] == [""]:
        del sys.path[0]


def _be_kept():
    """Go on in a child of a process that outlives it, before there is more for a fork to copy."""
    from . import keeping

    keeping.keep()


def _write_nothing():
    """From here on nothing is written into the user's tree; our own files are compiled and kept by now."""
    sys.dont_write_bytecode = True
