"""Experiments: hybrids of two sides, checked and run one after another (ARCHITECTURE.md: its protocol).

Knows the requests, and that one preparation serves many hybrids.
Does not know how a hybrid is made or checked (`hybrids/`), which are worth trying, nor what a run shows.
"""

import gc
import itertools
import json
import os
import sys

from . import ahead, behavior, bytecode, driving, server, supervising
from .capture import unit_of
from .hybrids import surroundings
from .hybrids.merging import hybrid
from .hybrids.units import Units
from .origins import Origins
from .running import Limits, Stopped
from .trouble import Trouble


def serve(plain):
    """Answer framed requests until there are no more, or until nobody waits for the answer.

    `plain` are the names of the modules that the run of a side alone would find imported.
    """
    conversation = supervising.begun()
    operations = _operations(conversation, plain)
    try:
        for content in conversation.requests():
            conversation.send(server.answer(json.loads(content), operations))
    except Stopped:
        return


def _operations(conversation, plain):
    """What can be asked, by name; all but `prepare` only of what was prepared."""
    prepared = []

    def prepare(request):
        prepared[:] = [Experiment(request, plain)]
        return prepared[0].told()

    def of_prepared(operation):
        def ask(request):
            if not prepared:
                raise Trouble("probe", "an experiment is asked before it is prepared")
            return operation(prepared[0], request)

        return ask

    return {
        "prepare": prepare,
        "check": of_prepared(lambda experiment, request: {"checked": experiment.check(request["sets"])}),
        "try": of_prepared(lambda experiment, request: experiment.attempt(request["set"], conversation)),
        "show": of_prepared(lambda experiment, request: experiment.show(request["set"])),
        "around": of_prepared(lambda experiment, request: {"names": experiment.around()}),
    }


class Experiment:
    """Two sides, the units that they differ in, and any hybrid of them."""

    def __init__(self, request, plain):
        refusal = supervising.refusal(request["sides"])
        if refusal is not None:
            raise Trouble(refusal["slug"], refusal["message"])
        supervising.hide(request["hidden"])
        self._sides = request["sides"]
        self._limits = Limits(**request["limits"])
        self._texts = [_unit(side) for side in self._sides]
        self._units = Units(*self._texts, request["matching"], [side.get("live_flags") for side in self._sides])
        self._checked = {}
        self._driven = request["driven"]
        if self._driven:
            driving.event_loops()  # what every child would need for something lazy
        ahead.import_what_both([unit.tree for unit in self._texts])
        _make_room(self._sides[0].get("root"), plain)
        _settle()

    def told(self):
        """The units, and sentences about all of them."""
        return {"units": self._units.told, "notes": list(self._units.notes)}

    def check(self, sets):
        """Say of each set what its hybrid is worth; what was made is kept until the next check, since tries follow."""
        self._checked = {tuple(chosen): hybrid(self._units, chosen) for chosen in sets}
        _settle()
        return [_worth(self._checked[tuple(chosen)]) for chosen in sets]

    def attempt(self, chosen, conversation):
        """Run the hybrid of a set, if it is not refused: the side before, with another code."""
        made = self._made(chosen)
        told = _worth(made)
        if "refused" not in told:
            ways = behavior.runs(self._sides[0], self._limits, conversation, made.code, self._origins(made, chosen))
            # A second run that nobody asks about is never begun: it may take all the time that a run has.
            told["runs"] = dict(ways if self._driven else itertools.islice(ways, 1))
        return told

    def show(self, chosen):
        """The facts of a hybrid's code, if it is not refused, as the layer `bytecode` reads them."""
        made = self._made(chosen)
        told = _worth(made)
        if "refused" not in told:
            told["facts"] = bytecode.facts(made.parts)
        return told

    def around(self):
        """The names that the modules around the targets bind otherwise, None where nothing is around."""
        return surroundings.differing(*self._texts)

    def _made(self, chosen):
        made = self._checked.get(tuple(chosen))
        return hybrid(self._units, chosen) if made is None else made

    def _origins(self, made, chosen):
        filenames = [side["filename"] for side in self._sides]
        texts = [unit.lines for unit in self._texts]
        return Origins(made.origins, filenames, texts, self._units.renewed_lines(chosen))


def _unit(side):
    """The text of a side as every layer reads it, so that the units speak of what the layers show."""
    select = {"qualname": side.get("qualname"), "line": side.get("line")}
    optimize = side.get("optimize")
    source = {"content": side["content"], "filename": side["filename"], "select": select}
    return unit_of(source, -1 if optimize is None else optimize)


def _worth(made):
    """The grade of a hybrid, or why it is refused."""
    if made.refusal is not None:
        return {"refused": {"name": made.refusal.name, "detail": made.refusal.detail}}
    return {"grade": made.grade, "tolerated": list(made.tolerated)}


def _make_room(root, plain):
    """Forget what only experiments import if the user's folder has a module of such a name: a side's run meets that."""
    try:
        siblings = {name.partition(".")[0] for name in os.listdir(root or ".")}
    except OSError:
        return
    ahead = [name for name in sys.modules if name not in plain and not name.startswith(__package__ + ".")]
    if siblings.intersection(name.partition(".")[0] for name in ahead):
        for name in ahead:
            del sys.modules[name]


def _settle():
    """Have no child look through what is here by now: its collections would touch, and so copy, all of it."""
    gc.collect()
    gc.freeze()
