"""The entry of a process that runs the user's code: nothing of the user's may be imported by accident before.

Knows what `-c` puts on `sys.path`. Does not know what is run.
"""

import sys


def observe():
    """Take the current folder off `sys.path`, where a `json.py` of the user's may lie, and serve one request."""
    if sys.path[:1] == [""]:
        del sys.path[0]
    from . import behavior

    # From here on nothing is written into the user's tree; our own files are compiled and kept by now.
    sys.dont_write_bytecode = True
    behavior.serve()
