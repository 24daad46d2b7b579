"""Loads that borrow their reference: which instructions are one but for that, and which of them a hybrid may have.

The compiler lets a load borrow where it has shown that the variable keeps its value until what was loaded is used
(3.14 on, `optimize_load_fast` in CPython's flowgraph.c, gh-130704). What it has shown of one side does not hold of a
mixture: a unit that assigns to the variable in between leaves a reference to what is no longer there.
"""

import opcode

_OWNING = {
    number: opcode.opmap[name.replace("_BORROW", "")] for name, number in opcode.opmap.items() if "_BORROW" in name
}


def owning(op):
    """The opcode of the same load with a reference of its own; any other opcode as it is."""
    return _OWNING.get(op, op)
