"""Behavior: what calling a function, or running a module, does; each side in children of this process.

Knows which runs a side has. Runs outside `-I -S`, as the user's code would.
Does not know the order of a run (`scene`), how a child is bounded, nor what a difference between two runs means.

Facts of one run ("dropped": called, the result let go; "driven": called again, the result driven to its end):
{"ended", "record", "output", "left_behind", "cpu_seconds"}, see `running`. A record has "stage" and, as far as the
run came, "load_raises", "raises", "returns", "traceback", "warns" (those from number "warns_at_load" on came of the
call, those from "warns_before" on of driving), "waiting", "introspection", "defines", "eventually", "statements",
"unbound", "bound_at", "live_flags" (of `live_flags.py`). One that went wrong on our side has "trouble"; one that was
refused, "too_large".
"""

import gc
import json

from . import supervising
from .running import Limits, Stopped, run_forked
from .scene import Scene


def serve():
    """Answer one request: a frame for each run, then one that says that all is done."""
    conversation = supervising.begun()
    content = next(conversation.requests(), None)
    if content is None:
        return
    request = json.loads(content)
    refusal = supervising.refusal(request["sides"])
    if refusal is not None:
        conversation.send({"ok": False, "error": refusal})
        return
    supervising.hide(request["hidden"])
    gc.collect()
    gc.freeze()
    try:
        _answer(request, conversation)
    except Stopped:
        return


def _answer(request, conversation):
    for number, side in enumerate(request["sides"]):
        for name, run in runs(side, Limits(**request["limits"]), conversation):
            conversation.send({"ok": True, "side": number, "name": name, "run": run})
    conversation.send({"ok": True, "done": True})


def runs(side, limits, conversation, code=None, origins=None):
    """Yield (name, run) for one side; the second run only if the first returned something lazy.

    A side may say that it is not to be driven: whoever asks has waited for that in vain.
    `code` is the module's, where it is not what the side's text compiles to; `origins` then says whose lines it has.
    """
    scene = Scene(side, code, origins)
    dropped = run_forked(scene.call_and_drop, limits, conversation.private, conversation.stop)
    yield "dropped", dropped
    if side.get("driven", True) and (dropped["record"].get("returns") or {}).get("lazy"):
        yield "driven", run_forked(scene.call_and_drive, limits, conversation.private, conversation.stop)
