"""The effect of every instruction on the stack, in kinds of values.

Knows which table has an instruction. Does not know the tables' entries, nor variables, blocks or where control goes
(`slots.py`, `blocks.py`, `walking.py`).
"""

from . import stack_calls, stack_moves, stack_values
from .stack_rules import BY_NAME

_BY_ARGUMENT = dict(stack_moves.BY_ARGUMENT, **stack_values.BY_ARGUMENT, **stack_calls.BY_ARGUMENT)


def effect_of(operation):
    """Return the Effect of an operation, None where it is not the stack alone that it works on."""
    make = _BY_ARGUMENT.get(operation.opname)
    if make is not None:
        return make(operation.value, operation)
    return BY_NAME.get(operation.opname)
