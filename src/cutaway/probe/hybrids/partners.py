"""Which nested code objects of two sides stand for each other.

Knows the host's pairs, by the code objects themselves. Does not know what differs inside them.
"""

from . import symbolic

# The function that computes annotations (PEP 649), and what makes a function of its code.
_ANNOTATE = "__annotate__"
_MAKING = ("MAKE_FUNCTION", "SET_FUNCTION_ATTRIBUTE")


class Partners:
    """The paired code objects of two sides; `pairs` are the matching's, those not kept left out."""

    def __init__(self, before_parts, after_parts, matching):
        self._parts = before_parts, after_parts
        self.pairs = self._kept(matching["pairs"])
        self._number = {}
        for number, pair in enumerate(self.pairs):
            for parts, index in zip(self._parts, (pair["before"], pair["after"])):
                if parts[index].kind == "code":
                    self._number[id(parts[index].code)] = number

    def number_of(self, code):
        """The number of the pair that a code object belongs to, None where it has no partner."""
        return self._number.get(id(code))

    def are_paired(self, before, after):
        """Whether two code objects stand for each other."""
        number = self.number_of(before)
        return number is not None and number == self.number_of(after)

    def _kept(self, pairs):
        """The pairs but those of functions that only compute annotations: an attribute is one difference (PEP 649)."""
        kept, dropped = [], set()
        for pair in sorted(pairs, key=lambda pair: pair["before"]):
            before, after = (parts[pair[side]] for parts, side in zip(self._parts, ("before", "after")))
            if before.parent in dropped or self._is_differing_annotation(pair["before"], before, after):
                dropped.add(pair["before"])
            else:
                kept.append(pair)
        return kept

    def _is_differing_annotation(self, index, before, after):
        if before.code.co_name != _ANNOTATE or before.parent is None or alike(before.code, after.code):
            return False
        return not _is_stored(self._parts[0][before.parent], index)


def _is_stored(outer, index):
    """Whether the function made of the code at `index` is stored: it computes a class's or module's annotations."""
    instructions = outer.instructions
    loads = (at for at in range(len(instructions.rows)) if instructions.meaning(at)[1:] == ["code", index])
    behind = next(loads, len(instructions.rows)) + 1
    while behind < len(instructions.rows) and instructions.meaning(behind)[0] in _MAKING:
        behind += 1
    return behind < len(instructions.rows) and instructions.meaning(behind)[0].startswith("STORE_")


def alike(before, after):
    """Whether two code objects do the same, whatever their positions are."""
    one, other = symbolic.decode(before), symbolic.decode(after)
    compared = ("flags", "arguments", "free", "targets", "handlers")
    return (
        all(getattr(one, name) == getattr(other, name) for name in compared)
        and len(one.operations) == len(other.operations)
        and all(map(_operations_alike, one.operations, other.operations))
    )


def _operations_alike(one, other):
    if one.kind == other.kind == "code":
        return one.opcode == other.opcode and alike(one.value, other.value)
    return one == other
