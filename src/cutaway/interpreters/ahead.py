"""The host's own probe, started before the command line is read: it loads while the terminal's libraries do.

Knows the one probe that waits. Does not know whether it will be asked: who is not taken is dismissed.
"""

from __future__ import annotations

from contextlib import suppress

from .interpreter import Interpreter, host
from .probing import Probe

_waiting: list[Probe] = []


def start() -> None:
    """Start a probe in the host, with the cache."""
    probe = Probe(host())
    probe.start()
    _waiting.append(probe)


def take(interpreter: Interpreter, *, use_cache: bool) -> Probe:
    """The probe that waits, if it is of that interpreter and a cache is allowed; else a new one, not yet started."""
    for probe in list(_waiting):
        # A search finds the host by its own name, be it a virtual environment or not: the static layers are the same.
        if use_cache and probe.interpreter.static_executable == interpreter.static_executable:
            with suppress(ValueError):  # another thread was first
                _waiting.remove(probe)
                return probe
    return Probe(interpreter, use_cache=use_cache)


def dismiss() -> None:
    """End a probe that nobody took."""
    while _waiting:
        _waiting.pop().close()
