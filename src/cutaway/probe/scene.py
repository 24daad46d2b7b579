"""One run of one side, inside its child: load, call, drop or drive, exit, look; each stage noted before the next.

Knows the order of a run, and what of it is noted. Does not know how the child was started, nor how it is bounded.
"""

import atexit
import gc
import inspect
import sys

from . import calling, driving, live_flags, loading, observing
from .placing import Places, definition_line, statements
from .warned import Warned


class Scene:
    """The runs of one side: made once, before there is a child; then each run is one method, called in its own child.

    `code` and `origins` are a hybrid's: the module's code instead of what the side's text compiles to, and whose lines
    its places have.
    """

    def __init__(self, side, code=None, origins=None):
        self._side = side
        self._is_hybrid = code is not None
        self._served = loading.Served(side, code)
        self._places = Places(side["filename"], origins)
        self._warned = Warned(self._places)
        self._run = self._module = self._target = None

    def call_and_drop(self, run):
        """Load, call, let the result go, and look at what is left."""
        self._run = run
        if self._prepare():
            value = self._value_or_nothing()
            if value:
                self._note_value(value[0])
            self._run.enter("drop", "call")
            del value
            self._run.facts["waiting"] = self._warned.still_referenced()
        self._exit()
        self._look()

    def call_and_drive(self, run):
        """Load, call, and drive the result to its end."""
        self._run = run
        if self._prepare():
            value = self._value_or_nothing()
            if value:
                self._drive(value[0])
            del value
            gc.collect()
        self._exit()
        self._note_statements()

    def _prepare(self):
        """Load the module and find the target; tell whether there is something to call."""
        _write_lines_at_once()
        self._run.facts["warns"] = self._warned.seen
        self._warned.install()
        self._run.enter("load", "load")
        try:
            self._module = loading.load(self._side, self._served)
        except BaseException as error:
            self._note_exception("load_raises", error)
            return False
        self._run.facts["warns_at_load"] = len(self._warned.seen)
        return self._side.get("call") is not None and self._target_is_there()

    def _target_is_there(self):
        try:
            self._target = loading.find(self._module, self._side.get("qualname"))
        except AttributeError:
            self._run.facts["unbound"] = True
            return False
        self._note_other_definition()
        return True

    def _note_other_definition(self):
        """Note where the target stands, if the name was given to another definition than the one asked for."""
        function = inspect.unwrap(self._target) if inspect.isroutine(self._target) else self._target
        code = getattr(function, "__code__", None)
        asked = self._side.get("line")
        if asked is None or code is None or code.co_filename != self._side["filename"]:
            return
        if code.co_firstlineno != asked and code.co_name == self._side["qualname"].rpartition(".")[2]:
            line = definition_line(self._served.content, code.co_firstlineno)
            if line != asked:
                self._run.facts["bound_at"] = line

    def _value_or_nothing(self):
        """Return what the call returns in a list, so that the caller holds its only reference; [] if it raises."""
        self._run.enter("call", "call")
        try:
            return [calling.value_of(self._side["call"], vars(self._module), self._target)]
        except BaseException as error:
            self._note_exception("raises", error)
            return []

    def _note_exception(self, channel, error):
        self._run.enter("show", "aside")
        self._run.facts[channel] = observing.shown_exception(error, self._served.name)
        self._run.facts["traceback"] = self._places.traceback(error)

    def _note_value(self, value):
        self._run.enter("show", "aside")
        self._run.facts["returns"] = observing.shown_value(value, self._served.name)

    def _drive(self, value):
        facts = self._run.facts
        facts["warns_before"] = len(self._warned.seen)
        kind = observing.lazy_kind(value)
        self._run.enter("drive", "drive")
        try:
            driven = driving.drive(value, kind)
        except BaseException as error:
            driven = {"raised": error}
        self._run.enter("show", "aside")
        facts["eventually"] = self._described(driven, kind)

    def _described(self, driven, kind):
        described = {"kind": kind}
        for part in ("value", "returned"):
            if part in driven:
                described[part] = observing.shown_value(driven[part], self._served.name)
        if "items" in driven:
            described["items"] = [observing.shown_value(item, self._served.name) for item in driven["items"]]
            described["more"] = driven["more"]
        if "raised" in driven:
            described["raises"] = observing.shown_exception(driven["raised"], self._served.name)
            described["traceback"] = self._places.traceback(driven["raised"])
        return described

    def _exit(self):
        """Do what an interpreter does at its end: wait for threads, call exit handlers."""
        self._run.enter("exit", "drive" if "eventually" in self._run.facts else self._last_phase())
        # Both are what Py_FinalizeEx calls (pylifecycle.c), in this order; neither has a public name.
        threading = sys.modules.get("threading")
        for finish in (getattr(threading, "_shutdown", None), atexit._run_exitfuncs):
            try:
                if finish is not None:
                    finish()
            except BaseException:  # noqa: S112 - told on stderr by whoever raised it
                continue

    def _last_phase(self):
        return "load" if self._side.get("call") is None else "call"

    def _look(self):
        """Look at what the run left: last, since looking runs code of the user's (`__repr__`, lazy annotations)."""
        self._run.enter("look", "aside")
        facts = self._run.facts
        self._note_statements()
        if self._module is None:
            return
        if self._side.get("call") is not None and "unbound" not in facts:
            facts["introspection"] = observing.introspected(self._target)
            if self._side.get("statements"):  # asked why
                facts["live_flags"] = live_flags.noted(self._target, self._side["filename"])
        if self._side.get("run"):
            facts["defines"] = observing.defined(self._module, loading.AT_BIRTH)
            facts["introspection"] = observing.introspected_module(self._module)

    def _note_statements(self):
        """Number the statements if a place was told, or may be by a hybrid: places compare by statement, not by line.

        Those of a hybrid's two sides are known from the sides' own runs, which may have told no place themselves.
        """
        facts = self._run.facts
        if self._is_hybrid:
            return
        told = facts.get("traceback") or facts["warns"] or (facts.get("eventually") or {}).get("traceback")
        if told or self._side.get("statements"):
            facts["statements"] = statements(self._served.content)


def _write_lines_at_once():
    """Write each line when it is printed, as on a terminal: a run that dies had printed what it had printed."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(line_buffering=True)
