"""One probe, kept alive in its interpreter for many requests.

Knows how the probe is started, how it is spoken to, and what to say when it crashes, hangs or lies.
Does not know what a request asks.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any

from ..errors import CutawayError, EditError, InterpreterError, ProbeError, TargetError, UsageError
from .cache import cache_folder
from .children import Child, signal_name
from .frames import NotAFrame, framed, read_frame
from .interpreter import Interpreter

PROBE_FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.realpath(__file__))), "probe")

ERRORS = {error.slug: error for error in (TargetError, EditError, InterpreterError, ProbeError, UsageError)}

TIMEOUT = 60.0
"""Seconds for one request."""


def bootstrap_arguments(entry: str, cache: str | None) -> list[str]:
    """The arguments, after an interpreter's own flags, that make it load the probe and call `module.function`."""
    compiled = "" if cache is None else os.path.join(cache, "probe")
    return ["-c", _bootstrap_text(), PROBE_FOLDER, compiled, entry]


@functools.cache
def _bootstrap_text() -> str:
    with open(os.path.join(PROBE_FOLDER, "bootstrap.py"), encoding="utf-8") as text:
        return text.read()


class Probe:
    """The probe in one interpreter: started when first needed, started anew after it died.

    With `use_cache` false nothing is written to the cache folder, and the probe is compiled at every start.
    """

    def __init__(self, interpreter: Interpreter, *, use_cache: bool = True) -> None:
        self.interpreter = interpreter
        self._cache = cache_folder() if use_cache else None
        self._child: Child | None = None
        self._is_known = False

    def start(self) -> None:
        """Start the child, if there is none, and return at once: it gets ready while the caller does other things."""
        if self._child is not None:
            return
        flags = ["-I", "-S"] if self._cache else ["-I", "-S", "-B"]
        command = [self.interpreter.static_executable, *flags, *bootstrap_arguments("server.serve", self._cache)]
        try:
            self._child = Child(command)
        except OSError as error:
            raise InterpreterError(f"{self.interpreter.executable} cannot be started: {error.strerror}") from None
        self._is_known = False
        self._write(framed({"op": "identify"}))

    def ask(
        self, request: Mapping[str, Any], timeout: float = TIMEOUT, meanwhile: Callable[[], object] | None = None
    ) -> dict[str, Any]:
        """Return the answer to a request; a refusal is raised as the CutawayError of its slug.

        `meanwhile` is done while the child works: it costs no time where it is shorter.

        Raises ProbeError where the child dies or takes longer than `timeout` seconds, InterpreterError where it is not
        what it claimed to be. The next request then meets a fresh child.
        """
        self.start()
        assert self._child is not None
        try:
            with self._child.time_limit(timeout):
                self._write(framed(request))
                if meanwhile is not None:
                    meanwhile()
                # An answer is believed only if the child is who it should be.
                self._know()
                answer = _well_formed(read_frame(self._child.stdout))
        except NotAFrame as noise:
            raise self._lost(str(noise), request, timeout) from None
        except BaseException:
            self.close()
            raise
        return _accepted(answer)

    @property
    def is_running(self) -> bool:
        """Is there a child? After a refusal there is, after a loss there is none."""
        return self._child is not None

    def interrupt(self) -> None:
        """Kill the child, if there is one, from any thread, so that whoever waits for it goes on; then `close` it."""
        child = self._child
        if child is not None:
            child.kill()

    def close(self) -> None:
        """End the child, if there is one."""
        if self._child is not None:
            child, self._child = self._child, None
            child.end()

    def __enter__(self) -> Probe:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _know(self) -> None:
        """Hear from a fresh child who it is: the file may be another interpreter's by now, or no interpreter's."""
        if self._is_known:
            return
        assert self._child is not None
        python = _accepted(_well_formed(read_frame(self._child.stdout))).get("python")
        claimed, found = self.interpreter.version, python.get("version") if isinstance(python, dict) else None
        if claimed != found:
            raise InterpreterError(f"{self.interpreter.executable} said it was Python {claimed}, and now {found}")
        self._is_known = True

    def _write(self, frame: bytes) -> None:
        assert self._child is not None
        try:
            self._child.stdin.write(frame)
            self._child.stdin.flush()
        except OSError:
            # It died, or it closed its stdin: reading tells which.
            return

    def _lost(self, noise: str, request: Mapping[str, Any], timeout: float) -> CutawayError:
        """End a child that gave no answer, and say what became of it."""
        assert self._child is not None
        child, self._child = self._child, None
        was_known = self._is_known
        # One that speaks nonsense need not be ending; one that went silent is.
        status = child.end(patience=0 if noise else 1)
        who, what = self.interpreter.label, _asked(request)
        if child.timed_out:
            return ProbeError(f"{who} took longer than {timeout:g} s {what}")
        if noise:
            return InterpreterError(f"{self.interpreter.executable} {noise}")
        if child.lingered:
            return InterpreterError(f"{self.interpreter.executable} closed its output instead of answering")
        if status < 0:
            return ProbeError(f"{who} died of {signal_name(status)} {what}")
        if not was_known:
            return InterpreterError(f"{self.interpreter.executable} ended with status {status} instead of answering")
        return ProbeError(f"{who} ended with status {status} {what}")


def _well_formed(answer: dict[str, Any]) -> dict[str, Any]:
    error = answer.get("error")
    if answer.get("ok") is True or (isinstance(error, dict) and isinstance(error.get("message"), str)):
        return answer
    raise NotAFrame("sent an answer that is none")


def _accepted(answer: dict[str, Any]) -> dict[str, Any]:
    if answer.get("ok") is True:
        return answer
    raise ERRORS.get(str(answer["error"].get("slug")), ProbeError)(answer["error"]["message"])


def _asked(request: Mapping[str, Any]) -> str:
    """What it was doing, for a message: the files it was reading."""
    names = [str(source.get("filename")) for source in request.get("sources", ())]
    return f"while reading {' and '.join(dict.fromkeys(names))}" if names else f"at {request.get('op')}"
