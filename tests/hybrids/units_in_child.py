"""Runs inside an interpreter under study: finds the units of pairs of texts, makes hybrids of them and executes these.

Arguments: the probe's folder. stdin: JSON, a list of pairs with `before`, `after`, `qualname`, `call`, `matching`.
Prints JSON, one answer a pair. Valid Python 3.8; stdlib only.
"""

import asyncio
import contextlib
import io
import json
import pathlib
import sys
import types
import warnings

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1]))
from loaded_in_child import load_probe


def answer(probe, pair):
    select = {"qualname": pair["qualname"], "line": None} if pair["qualname"] else None
    before, after = (probe.Unit(pair[side].encode(), "case.py", select) for side in ("before", "after"))
    units = probe.Units(before, after, pair["matching"])
    ids = [unit["id"] for unit in units.told]
    none, every = probe.hybrid(units, []), probe.hybrid(units, ids)
    return {
        "units": units.told,
        "none": outcome(probe, none, before, pair),
        "all": outcome(probe, every, after, pair),
        "each": {one: worth(probe.hybrid(units, [one])) for one in ids},
        "each_runs": {one: ran_each(probe, units, [one], pair) for one in ids} if pair["run_each"] else {},
        "without_each": {one: worth(probe.hybrid(units, [other for other in ids if other != one])) for one in ids},
    }


def ran_each(probe, units, chosen, pair):
    made = probe.hybrid(units, chosen)
    return worth(made) if made.refusal is not None else executed(made.code, pair["call"])


def outcome(probe, hybrid, side, pair):
    """What a control is worth: how it differs from its side, and what both do."""
    if hybrid.refusal is not None:
        return {"refused": list(hybrid.refusal)}
    return {
        "tolerated": list(hybrid.tolerated),
        "differing": list(differing_targets(probe, side, hybrid)),
        "side": executed(side.module_code, pair["call"]),
        "hybrid": executed(hybrid.code, pair["call"]),
        "parts": len(probe.facts(hybrid.parts)["parts"]),
    }


def worth(hybrid):
    return hybrid.grade if hybrid.refusal is None else list(hybrid.refusal)


def differing_targets(probe, side, hybrid):
    """Yield what a side and a hybrid do not have alike: the target's own code, and where it is defined."""
    ours, theirs = probe.real(side), hybrid.parts
    own = [parts[parts.own].code for parts in (ours, theirs)]
    yield from differing(probe.symbolic, *own, path="")
    if ours[0].kind == "definition":
        meanings = [[part.instructions.table[row] for row in part.rows] for part in (ours[0], theirs[0])]
        # The name is before's, and so is the number of the surroundings' instructions.
        kept = [[meaning for meaning in one if meaning[1:2] not in (["qualname"], ["jump"])][:-1] for one in meanings]
        if kept[0] != kept[1]:
            yield "definition: {!r}, {!r}".format(*tuple(kept))


COMPARED = "operations targets handlers positions arguments free flags docstring first_line"


def differing(symbolic, ours, theirs, path):
    """Yield what two code objects do not have alike, names aside."""
    one, other = symbolic.decode(ours), symbolic.decode(theirs)
    for name in COMPARED.split():
        if name != "operations" and getattr(one, name) != getattr(other, name):
            yield f"{path}{name}: {getattr(one, name)!r}, {getattr(other, name)!r}"
    for name in ("locals", "cells"):
        if set(getattr(one, name)) != set(getattr(other, name)):
            yield f"{path}{name}: {getattr(one, name)!r}, {getattr(other, name)!r}"
    if len(one.operations) != len(other.operations):
        yield f"{path}instructions: {len(one.operations)}, {len(other.operations)}"
    for mine, its in zip(one.operations, other.operations):
        if mine.kind == its.kind == "code":
            yield from differing(symbolic, mine.value, its.value, path + mine.value.co_name + ".")
        elif mine != its:
            yield f"{path}{mine!r}, {its!r}"


def executed(code, call):
    """What running a module and then evaluating `call` gives, as text."""
    namespace = {"__name__": "case"}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            exec(code, namespace)
            returned = told(eval(call, namespace))
        except Exception as error:
            returned = f"{type(error).__name__}: {error}"
    return [returned, printed.getvalue()]


def told(value):
    """A value without addresses; what is lazy is driven to its end."""
    if isinstance(value, types.GeneratorType):
        return ["generator", list(value)]
    if isinstance(value, types.AsyncGeneratorType):
        return ["async generator", asyncio.run(collected(value))]
    if isinstance(value, types.CoroutineType):
        return ["coroutine", told(asyncio.run(value))]
    return repr(value)


async def collected(generator):
    return [item async for item in generator]


def main(folder):
    load_probe(folder)
    from _cutaway_probe import bytecode, parts, unit
    from _cutaway_probe.hybrids import merging, symbolic, units

    probe = types.SimpleNamespace(
        Unit=unit.Unit,
        real=parts.real,
        Units=units.Units,
        hybrid=merging.hybrid,
        symbolic=symbolic,
        facts=bytecode.facts,
    )
    print(json.dumps([answer(probe, pair) for pair in json.load(sys.stdin)]))


if __name__ == "__main__":
    main(*sys.argv[1:])
