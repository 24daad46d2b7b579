"""Runs inside an interpreter under study: what the check says of code that was changed in one place.

Arguments: the probe's folder. Prints JSON: case -> [name of the refusal or null, what is tolerated]; and where the
effects disagree with `dis.stack_effect`. Valid Python 3.8; stdlib only.
"""

import dis
import json
import opcode
import pathlib
import sys
import types

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1]))
from loaded_in_child import load_probe

CASES = {}


def case(source):
    """The function below gets `source`'s first function, decoded, and returns it changed; None where it cannot be."""

    def add(change):
        CASES[change.__name__] = (source, change)
        return change

    return add


def index(code, *names):
    return next((i for i, one in enumerate(code.operations) if one.opname in names), None)


def without(code, i):
    def moved(place):
        return place - (place > i) if place is not None else None

    kept = {
        "targets": [moved(target) for target in code.targets],
        "handlers": code.handlers and [row and (moved(row[0]), *row[1:]) for row in code.handlers],
    }
    for name in ("operations", "targets", "handlers", "positions", "origins"):
        column = kept.get(name, getattr(code, name))
        kept[name] = column and column[:i] + column[i + 1 :]
    return code.replace(**kept)


def with_operation(code, i, name, argument=None):
    made = symbolic.operation(opcode.opmap[name], None if argument is None else "number", argument)
    return code.replace(operations=[*code.operations[:i], made, *code.operations[i + 1 :]])


RETURN = ("RETURN_VALUE", "RETURN_CONST")
LOAD = ("LOAD_FAST", "LOAD_FAST_BORROW")


@case("def f(a):\n return a")
def unchanged(code):
    return code


@case("def f(a):\n return a")
def nothing_to_return(code):
    return without(code, index(code, *LOAD))


@case("def f(a):\n return a")
def no_return(code):
    return without(code, index(code, *RETURN))


@case("def f(a):\n if a:\n  g(a)\n return a")
def jump_to_nowhere(code):
    return code.replace(targets=[target and -1 for target in code.targets])


@case("def f(a):\n try:\n  g(a)\n except E:\n  pass")
def row_to_nowhere(code):
    return code.handlers and code.replace(handlers=[row and (-1, *row[1:]) for row in code.handlers])


@case("def f(a):\n if a:\n  g(a)\n return a")
def result_left_on_one_way(code):
    return without(code, index(code, "POP_TOP"))


@case("def f(a):\n g(a)\n return a")
def result_left(code):
    return without(code, index(code, "POP_TOP"))


@case("def f(a):\n yield a")
def yield_without_flag(code):
    return code.replace(flags=code.flags & ~0x20)


@case("def f(a):\n yield a")
def yield_in_a_plain_frame(code):
    i = index(code, "RETURN_GENERATOR")
    return None if i is None else without(without(code, i), i)


@case("def f(a):\n return a")
def flag_alone(code):
    return code.replace(flags=code.flags | 0x80)


@case("def f(a):\n yield a")
def two_kind_flags(code):
    return code.replace(flags=code.flags | 0x80)


@case("def f(a):\n return a")
def iterable_coroutine_alone(code):
    return code.replace(flags=code.flags | 0x100)


@case("def f(a):\n b = a\n return b")
def never_assigned(code):
    i = index(code, "STORE_FAST", "STORE_FAST_LOAD_FAST")
    return with_operation(code, i, "POP_TOP")


@case("def f(a):\n for x in a:\n  g(x)")
def loop_over_no_iterator(code):
    i = index(code, "GET_ITER")
    return with_operation(code, i, "NOP") if "END_SEND" not in opcode.opmap else without(code, i)


@case("def f(a):\n for x in a:\n  g(x)")
def loop_that_ends_elsewhere(code):
    i = index(code, "FOR_ITER")
    return code.replace(targets=[*code.targets[:i], code.targets[i] + 1, *code.targets[i + 1 :]])


@case("def f(a):\n return [x for x in a]")
def append_to_a_set(code):
    if index(code, "LIST_APPEND") is None:
        code = symbolic.decode(next(one.value for one in code.operations if one.kind == "code"))
    return with_operation(code, index(code, "BUILD_LIST"), "BUILD_SET", 0)


@case("def f(a):\n return lambda: a")
def closure_of_another(code):
    other = symbolic.decode(function("def f(b):\n return lambda: b"))
    inner = next(one for one in other.operations if one.kind == "code")
    return code.replace(operations=[inner if one.kind == "code" else one for one in code.operations])


@case("def f(a):\n a = lambda: a\n return a")
def cell_returned(code):
    i = index(code, "LOAD_DEREF")
    load = next(op for name in ("LOAD_CLOSURE", "LOAD_FAST") for op in [opcode.opmap.get(name, 256)] if op < 256)
    kind = "cell" if opcode.opname[load] == "LOAD_CLOSURE" else "local"
    operations = [*code.operations[:i], symbolic.operation(load, kind, "a"), *code.operations[i + 1 :]]
    return code.replace(operations=operations)


@case("def f(a):\n return (x for x in a)")
def async_code_for_an_iterator(code):
    other = symbolic.decode(function("async def f(a):\n return (x async for x in a)"))
    inner = next(one for one in other.operations if one.kind == "code")
    return code.replace(operations=[inner if one.kind == "code" else one for one in code.operations])


@case("def f(a):\n try:\n  g(a)\n except E:\n  pass")
def block_not_left(code):
    i = index(code, "POP_BLOCK")
    return None if i is None else without(code, i)


@case("def f(a):\n try:\n  g(a)\n except E:\n  pass")
def handler_not_left(code):
    return without(code, index(code, "POP_EXCEPT"))


@case("def f(a):\n return a(1, b=2)")
def more_names_than_arguments(code):
    i = index(code, "CALL", "CALL_KW", "CALL_FUNCTION_KW")
    return with_operation(code, i, code.operations[i].opname, 0)


def function(source):
    module = compile(source, "case.py", "exec")
    return next(constant for constant in module.co_consts if isinstance(constant, types.CodeType))


def verdict(source, change):
    changed = change(symbolic.decode(function(source)))
    if changed is None:
        return None
    checked = checking.check(changed)
    return [checked.refusal and checked.refusal.name, list(checked.tolerated)]


def argument_of(op, number):
    """The operation with this argument as far as the stack is concerned, and the argument; None where it has none."""
    name = opcode.opname[op]
    if op not in symbolic.versions.opcodes_with_argument:
        return symbolic.Operation(op, name, None, None), None
    if op in opcode.hasname:
        return symbolic.Operation(
            op, name, "name", ("x", number & ((1 << symbolic.versions.shifted_names.get(name, (0,))[0]) - 1))
        ), number
    if op in opcode.hasconst:
        return symbolic.Operation(op, name, "const", symbolic.Constant(())), number
    return symbolic.Operation(op, name, "number", number), number


def disagreements():
    """Where an instruction's effect is not what `dis` says, among those that move nothing about."""
    for op in sorted(opcode.opmap.values()):
        for number in range(4 if op < 256 else 0):
            try:
                operation, argument = argument_of(op, number)
                effect = stack.effect_of(operation)
                said = dis.stack_effect(op, argument)
            except (ValueError, IndexError):
                continue  # No such instruction, or no such argument.
            shown = effect is not None and effect.move is None and operation.opname not in blocks.FLOWS
            if shown and not (operation.opname == "BUILD_SLICE" and number < 2):
                jumped = -1000 if effect.jumped is None else len(effect.jumped) - len(effect.needs)
                found = max(len(effect.pushes) - effect.taken, jumped)
                if found != said:
                    yield [operation.opname, number, found, said]


if __name__ == "__main__":
    load_probe(sys.argv[1])
    from _cutaway_probe.hybrids import blocks, checking, stack, symbolic

    cases = {name: verdict(*one) for name, one in CASES.items()}
    print(json.dumps({"cases": cases, "disagreements": list(disagreements())}))
