"""Requests in, answers out: keeps one interpreter ready for many questions.

Knows the frames of ARCHITECTURE.md ("The probe's protocol"), and that whatever goes wrong is an answer, too.
Does not know what an operation does, nor which process asks.
"""

import gc
import json
import os

from . import columns
from .capture import capture
from .frames import framed, with_attachments
from .identity import identity
from .trouble import Trouble

MEMORY = 2 << 30
"""Bytes of address space: a source that wants more is trouble for the probe, not for the machine."""

LONGEST = 300
"""Seconds for one request: no host waits that long."""

LOOK = 0.5
"""Seconds between two looks at whether the host still lives: one that was killed cannot end us while we compute."""


def identify(request):
    """Answer an `identify` request."""
    return {"python": identity()}


def pair(request):
    """Answer a `pair` request."""
    from .pair import pair as answer_pair  # what it imports would be felt at every other start

    return answer_pair(request)


def calls(request):
    """Answer a `calls` request."""
    from .calls import calls as answer_calls

    return answer_calls(request)


def fingerprint(request):
    """Answer a `fingerprint` request."""
    from .fingerprint import fingerprint as answer_fingerprint

    return answer_fingerprint(request)


OPERATIONS = {
    "calls": calls,
    "capture": capture,
    "fingerprint": fingerprint,
    "identify": identify,
    "pair": pair,
}


def answer(request, operations=OPERATIONS):
    """Answer one request with a dict that says whether it could be; never raises an Exception."""
    try:
        return dict(_operation(request, operations)(request), ok=True)
    except Trouble as trouble:
        return refusal(trouble.slug, str(trouble))
    except MemoryError:
        # 3.8's parser says so of its stack, too
        return refusal("probe", f"{_subjects(request)}: out of memory, or too deeply nested for the parser")
    except RecursionError:
        return refusal("probe", f"{_subjects(request)}: too deeply nested")
    except Exception as error:
        return refusal("probe", f"{_subjects(request)}: {type(error).__name__}: {error}")


def refusal(slug, message):
    """An answer that says why there is none, in one line."""
    return {"ok": False, "error": {"slug": slug, "message": " ".join(message.split())}}


def serve():
    """Answer framed requests until there are no more."""
    _set_limits()
    requests, answers = _private_streams()
    _end_with_host()
    _collect_between_requests()
    for content, attachments in with_attachments(requests):
        _end_in(LONGEST)
        answers.write(framed(_answer_text(content, attachments)))
        answers.flush()
        gc.collect()
        _end_in(0)


def _operation(request, operations):
    operation = request.get("op")
    if not isinstance(operation, str) or operation not in operations:
        raise Trouble("probe", f"this probe has no operation {operation!r}")
    return operations[operation]


def _subjects(request):
    """What a request was about, for a message: the files, or else the operation."""
    both = [request[side] for side in ("before", "after") if side in request]
    sources = request.get("sources") or request.get("sides") or both
    names = [str(source.get("filename")) for source in sources]
    return " and ".join(dict.fromkeys(names)) or str(request.get("op"))


def _answer_text(content, attachments):
    try:
        return _encoded(answer(_request(content, attachments)))
    except MemoryError:
        return _encoded(refusal("probe", "out of memory"))
    except Exception as error:  # the request is no JSON, or the answer cannot be written as such
        return _encoded(refusal("probe", f"{type(error).__name__}: {error}"))


def _request(content, attachments):
    """A request, with each attachment in the place that names it."""
    if not attachments:
        return json.loads(content)
    return json.loads(content, object_hook=lambda held: attachments[held["attached"]] if "attached" in held else held)


def _encoded(known):
    # ASCII only: a lone surrogate in a source must travel, and UTF-8 cannot carry it.
    text = json.dumps(known, ensure_ascii=True, check_circular=False, separators=(",", ":"), default=columns.as_json)
    return text.encode("ascii")


def _private_streams():
    """Our own copies of stdin and stdout: what anything else prints goes to stderr, and nothing else can read."""
    requests, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return os.fdopen(requests, "rb"), os.fdopen(answers, "wb")


def _collect_between_requests():
    """Leave cycles alone while a request is worked on: a large tree would be searched for them again and again.

    Collecting after an answer costs nobody time, and little of it: what is loaded by now is not looked at.
    """
    gc.disable()
    gc.freeze()


def _end_with_host():
    """Have a thread end this process once another one is its parent: the end of stdin is seen between requests only.

    `select` would be told at once, and `prctl` by the system, but what they need to load is felt at every start.
    """
    import _thread
    import time

    host = os.getppid()

    def watch():
        while os.getppid() == host:
            time.sleep(LOOK)
        os._exit(0)

    _thread.start_new_thread(watch, ())


def _end_in(seconds):
    """Have the system end this process after so many seconds; 0 takes that back."""
    try:
        # `signal` wraps the same function, and making its enumerations would be felt at every start.
        from _signal import alarm
    except ImportError:  # Windows has none
        return
    alarm(seconds)


def _set_limits():
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    for limit, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(limit)[1]
        if hard == resource.RLIM_INFINITY or most <= hard:
            try:
                resource.setrlimit(limit, (most, hard))
            except (ValueError, OSError):
                # macOS refuses RLIMIT_AS; the host's time limit still holds
                continue
