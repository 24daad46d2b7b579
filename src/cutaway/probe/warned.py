"""Warnings, and exceptions that nobody can catch: each with the place that the user can act on.

Knows the `warnings` hooks, `sys.unraisablehook`, and where a coroutine was made.
Does not know what is called, nor which phase it is in.
"""

import gc
import inspect
import sys
import warnings

from .observing import bounded, type_name

ORIGIN_DEPTH = 16
WARNINGS_SHOWN = 200
_UNAWAITED_HOOK = "_warn_unawaited_coroutine"


class Warned:
    """A recorder in place of the display of warnings; `seen` is what came, in order."""

    def __init__(self, places):
        self.seen = []
        self._places = places
        self._origin = None

    def install(self):
        """Record every warning; filters of the user's that make warnings errors keep doing so."""
        errors = [entry for entry in warnings.filters if entry[0] == "error"]
        warnings.filters[:] = errors
        warnings.simplefilter("always", append=True)
        warnings.showwarning = self._show
        sys.unraisablehook = self._unraisable
        sys.set_coroutine_origin_tracking_depth(ORIGIN_DEPTH)
        if hasattr(warnings, _UNAWAITED_HOOK):
            setattr(warnings, _UNAWAITED_HOOK, self._warn_unawaited)

    def _warn_unawaited(self, coroutine):
        """Warn as CPython does, and keep where the coroutine was made: `showwarning` is not handed the object.

        CPython's own appends that as text, our frames and all, and reads their lines for it. A warning that a filter
        makes an exception goes on to `sys.unraisablehook`, which 3.14 no longer hands the object to.
        """
        self._origin = (coroutine.cr_origin,)
        message = "coroutine '{}' was never awaited".format(coroutine.__qualname__)
        warnings.warn(message, RuntimeWarning, stacklevel=1, source=coroutine)
        self._origin = None

    def _show(self, message, category, filename, lineno, file=None, line=None):
        self._add(category, message, self._origin, self._places.place_of_caller(filename, lineno))

    def _unraisable(self, unraisable):
        """Take a warning that an `error` filter turned into an exception inside a finalizer, or any such exception."""
        origin, self._origin = self._origin, None
        error = unraisable.exc_value
        frames = self._places.traceback(error) if error is not None else []
        self._add(unraisable.exc_type, error, origin, frames[-1] if frames else None, ignored=True)

    def _add(self, category, message, origin, place, ignored=False):
        """Add an entry; `origin` is None but for a coroutine that was never awaited: then (its `cr_origin`,)."""
        if len(self.seen) >= WARNINGS_SHOWN:
            return
        entry = {"category": type_name(category), "place": place, "made": None, "ignored": ignored}
        entry["message"] = bounded(message)[0]
        if origin is not None:
            entry["made"] = self._places.origin(origin[0])
            entry["place"] = None
        self.seen.append(entry)

    def still_referenced(self):
        """Name the coroutines that were made, never started, and are still held: they warn at exit only."""
        gc.collect()
        held = [thing for thing in gc.get_objects() if inspect.iscoroutine(thing)]
        waiting = [one for one in held if inspect.getcoroutinestate(one) == inspect.CORO_CREATED]
        return [{"name": one.__qualname__, "made": self._places.origin(one.cr_origin)} for one in waiting]
