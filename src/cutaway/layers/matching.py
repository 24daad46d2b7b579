"""What stands for what in the code of two sides, as an experiment needs it: parts, variables, equal instructions.

Knows the facts of the layer `bytecode` as they were compiled, layout included: a hybrid is made of those.
Does not know what is done with what differs.
"""

from __future__ import annotations

from typing import Any

from .codeobjects import PartPair, PartPairs, own_names, pair_parts
from .difference import Side
from .instructions import align_instructions, variables_of

NAME = "bytecode"
"""The layer whose facts are matched."""


def matching(before: Side, after: Side) -> dict[str, Any]:
    """Return the parts that stand for each other, as JSON.

    `pairs` holds one entry a pair, outermost first: `before` and `after`, the indexes of the parts; `blocks`, the
    longest stretches [i1, i2, j1, j2] of instructions that are equal but for where a jump leads and what covers them;
    `variables`, name before -> name after. A part without a partner is in no pair.
    """
    parts = pair_parts(before.facts, after.facts, variables_of)
    own = own_names(before, after)
    return {"pairs": [_pair(pair, parts, own) for pair in parts.pairs if not pair.is_one_sided]}


def _pair(pair: PartPair, parts: PartPairs, own: tuple[str | None, str | None]) -> dict[str, Any]:
    equal = (block[1:] for block in align_instructions(pair, parts, own).blocks if block[0] == "equal")
    return {
        "before": pair.before_index,
        "after": pair.after_index,
        "blocks": [list(places) for places in equal],
        "variables": dict(pair.variables),
    }
