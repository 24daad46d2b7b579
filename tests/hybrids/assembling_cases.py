"""Runs inside an interpreter under study: takes code apart, changes it, assembles it, runs it.

Arguments: the probe's folder, the name of a case. Prints as JSON what the case found. Valid Python 3.8; stdlib only.
"""

import importlib.util
import json
import opcode
import pathlib
import sys
import types

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1]))
from loaded_in_child import load_probe

load_probe(sys.argv[1])
from _cutaway_probe.hybrids import assembling, symbolic  # noqa: E402 - it is there by now
from _cutaway_probe.hybrids.unassemblable import Unassemblable  # noqa: E402

HAS_HANDLERS = hasattr(load_probe.__code__, "co_exceptiontable")
HAS_COLUMNS = hasattr(load_probe.__code__, "co_positions")
BUILTINS = {"print": lambda *_: None, "range": range, "ZeroDivisionError": ZeroDivisionError}
LINES_MAY_BE_MISSING = hasattr(load_probe.__code__, "co_lines")


def function(text):
    """The code of the one function that the text defines."""
    module = compile(text, "case.py", "exec", dont_inherit=True)
    return next(constant for constant in module.co_consts if isinstance(constant, types.CodeType))


def called(decoded, *arguments):
    return types.FunctionType(assembling.assemble(decoded, 20), {"__builtins__": BUILTINS})(*arguments)


def refusal(decoded):
    try:
        assembling.assemble(decoded, 20)
    except Unassemblable as error:
        return str(error)
    return None


def with_operations(decoded, change):
    return decoded.replace(operations=[change(one) for one in decoded.operations])


def assembled_deeply(code):
    """The code object, every code object inside taken apart and assembled, too, and handed over in the table."""
    decoded = symbolic.decode(code)
    nested = {}

    def change(one):
        if one.kind != "code":
            return one
        inner = symbolic.decode(one.value)
        nested[inner] = assembled_deeply(one.value)
        return one._replace(value=inner)

    return assembling.assemble(with_operations(decoded, change), code.co_stacksize, nested)


def module(name):
    """The standard library's module, executed from assembled code."""
    spec = importlib.util.find_spec(name)
    made = types.ModuleType(name)
    made.__file__, made.__spec__, made.__package__ = spec.origin, spec, spec.parent
    code = compile(pathlib.Path(spec.origin).read_bytes(), spec.origin, "exec", dont_inherit=True)
    sys.modules[name] = made
    exec(assembled_deeply(code), made.__dict__)
    return made


def stdlib_from_assembled_code():
    decoder, encoder = module("json.decoder"), module("json.encoder")
    textwrap, heapq, dataclasses = module("textwrap"), module("heapq"), module("dataclasses")
    statistics, contextlib, enum = module("statistics"), module("contextlib"), module("enum")
    heap = [5, 1, 4]
    heapq._heapify_max(heap) if hasattr(heapq, "_heapify_max") else heapq.heapify_max(heap)
    point = dataclasses.make_dataclass("Point", ["x", ("y", int, dataclasses.field(default=2))])
    with contextlib.suppress(ZeroDivisionError):
        statistics.mean([1 / 0])
    return [
        decoder.JSONDecoder().decode('{"a": [1, 2.5, null, "\\u00e9"]}'),
        encoder.JSONEncoder(indent=1).encode([1, {"b": None}]),
        textwrap.fill("some words to be wrapped", 10),
        heap[0],
        repr(point(1)),
        statistics.median([3, 1, 2]),
        [one.name for one in enum.Enum("Color", "RED GREEN")],
    ]


def constants():
    text = "def f(x):\n return [0.0, -0.0, 0, False, 1, True, 1.0, 'a', b'a', (1, 0.0), (True, -0.0), 2j, -0.0 + 2j,"
    text += " x in {1, 2}, ...]"
    return repr(called(symbolic.decode(function(text)), 1))


def copies_of_a_constant():
    decoded = symbolic.decode(function("def f():\n a = 111111\n b = 222222\n return a is b"))

    def same_object(copy):
        values = {111111: (int("3" * 30), 0), 222222: (int("3" * 30), copy)}

        def change(one):
            if one.kind == "const" and one.value.object in values:
                return one._replace(value=symbolic.Constant(*values[one.value.object]))
            return one

        return called(with_operations(decoded, change))

    return [same_object(0), same_object(1)]


TURNED = """def f(x):
    if x:
        y = print(1)
    else:
        y = print(2)
    print(y)
    print(y)
    return print(x)
"""


def turned(opname_start, target):
    """What a jump is called once it leads to the target, or why it cannot."""
    decoded = symbolic.decode(function(TURNED))
    at = next(i for i, one in enumerate(decoded.operations) if one.opname.startswith(opname_start))
    changed = decoded.replace(targets=[target if i == at else one for i, one in enumerate(decoded.targets)])
    refused = refusal(changed)
    if refused is not None:
        return refused
    again = symbolic.decode(assembling.assemble(changed, 20))
    assert again.targets[at] == target
    return again.operations[at].opname


def jumps_turned():
    return [turned("JUMP_FORWARD", 1), turned("POP_JUMP", 1), turned("JUMP_FORWARD", symbolic.REMOVED)]


def loop_turned():
    decoded = symbolic.decode(function("def f(x):\n for y in x:\n  print(y)\n print(x)\n return 1"))
    back = next(i for i, one in enumerate(decoded.operations) if one.opname in ("JUMP_ABSOLUTE", "JUMP_BACKWARD"))
    loop = decoded.targets[back]
    forward = decoded.replace(
        targets=[len(decoded.targets) - 1 if i == back else t for i, t in enumerate(decoded.targets)]
    )
    backward = decoded.replace(targets=[0 if i == loop else t for i, t in enumerate(decoded.targets)])
    return [symbolic.decode(assembling.assemble(forward, 20)).operations[back].opname, refusal(backward)]


LONG = """def f(n):
    total = 0
    while n:
        try:
            here = 1
            for i in range(3):
                total += i // (n - 2)
        except ZeroDivisionError:
            total += 100
        n -= 1
    return total
"""


def far_jumps():
    """What a loop with a handler gives when there are more and more instructions to jump over."""
    return [called(padded(symbolic.decode(function(LONG)), count), 3) for count in (0, 90, 120, 250, 40000, 70000)]


def padded(decoded, count):
    at = 1 + next(i for i, one in enumerate(decoded.operations) if one[1:] == ("STORE_FAST", "local", "here"))
    nop = symbolic.operation(opcode.opmap["NOP"], None, None)

    def moved(target):
        return target + count if target is not None and target > at else target

    def widened(column, filling):
        return column[:at] + [filling] * count + column[at:]

    return decoded.replace(
        operations=widened(decoded.operations, nop),
        targets=widened([moved(one) for one in decoded.targets], None),
        handlers=widened([one and (moved(one[0]), *one[1:]) for one in decoded.handlers], decoded.handlers[at]),
        positions=widened(decoded.positions, decoded.positions[at]),
        origins=widened(decoded.origins, "before"),
    )


def positions():
    """The positions that were put in, and those that came out."""
    lines = [100, 101, 1, 1000, 1000 - 128, 1000 - 127, 999, 70000, 70127, 70255, 3, None, 4, None, None, 5, 4]
    if not LINES_MAY_BE_MISSING:
        lines = [line for line in lines if line is not None]
    wanted = [(line,) for line in lines]
    if HAS_COLUMNS:
        columns = [(0, 0), (7, 8), (79, 94), (79, 95), (80, 81), (127, 127), (128, 128), (5, 500), (3, 2), (None, None)]
        columns += [(64, 5000), (1, 1)]
        wanted = [with_columns(line, spans, *one) for line in lines for spans in (0, 1, 70) for one in columns]
    decoded = symbolic.decode(function("def f():\n" + " print(1)\n" * (len(wanted) + 100)))
    count = len(decoded.operations)
    wanted = (wanted * count)[:count]
    # Runs of one position are told once; 70 of the longest instructions need more than one entry.
    wanted[10:80] = [wanted[10]] * 70
    return [wanted, symbolic.decode(assembling.assemble(decoded.replace(positions=wanted), 20)).positions]


def with_columns(line, spans, column, end_column):
    if line is None:
        return (None, None, None, None)
    return (line, line + spans, column, end_column)


def handlers():
    """The handlers that were put in, and those that came out."""
    decoded = symbolic.decode(function("def f():\n" + " print(1)\n" * 3000))
    count = len(decoded.operations)
    every = [
        None,
        (0, 0, False),
        (count - 1, 1, True),
        (70, 5, False),
        (70, 5, True),
        (70, 40, True),
        (1, 0, False),
        None,
    ]
    wanted = [every[i // 3 % len(every)] if i < 3000 else every[i // 1500 % len(every)] for i in range(count)]
    out = symbolic.decode(assembling.assemble(decoded.replace(handlers=wanted), 20)).handlers
    missing = decoded.replace(handlers=[(symbolic.REMOVED, 0, False)] * count)
    return [wanted, out, refusal(missing)] if HAS_HANDLERS else None


def variables():
    """Plain locals made cells, which nobody declared: names of locals and cells, and what is returned."""
    decoded = symbolic.decode(function("def f(a, *more):\n b = a\n return (b,\n  more)"))

    def change(one):
        if one.kind != "local" or one.value == "more":
            return one
        access = "LOAD_DEREF" if one.opname.startswith("LOAD") else "STORE_DEREF"
        return symbolic.operation(opcode.opmap[access], "cell", one.value)

    changed = with_operations(decoded, change).replace(locals=("a", "more"))
    code = assembling.assemble(changed, 20)
    renamed = with_operations(
        decoded, lambda one: symbolic.operation(one.opcode, "local", "new") if one[2:] == ("local", "b") else one
    )
    return [
        code.co_varnames,
        sorted(code.co_cellvars),
        called(changed, 3, 4),
        assembling.assemble(renamed, 20).co_varnames,
        called(renamed, 3, 4),
    ]


def free_variable_that_is_not_there():
    decoded = symbolic.decode(function("def f(a):\n return a"))

    def change(one):
        return symbolic.operation(opcode.opmap["LOAD_DEREF"], "free", "outer") if one.kind == "local" else one

    handed_in = with_operations(decoded, change).replace(free=("outer",))
    code = assembling.assemble(handed_in, 20)
    found = types.FunctionType(code, {}, "f", None, (types.CellType(7),))(1)
    return [refusal(with_operations(decoded, change)), code.co_freevars, found]


def docstrings():
    """`__doc__` and what is returned by a function whose first constant is a string; then one with a docstring."""
    decoded = symbolic.decode(function("def f():\n return 'x'"))
    found = []
    for docstring in (decoded.docstring, "x", "new", symbolic.NO_DOCSTRING):
        changed = decoded.replace(docstring=docstring)
        made = types.FunctionType(assembling.assemble(changed, 20), {})
        found.append([made.__doc__, made()])
    own = symbolic.decode(function("def f():\n 'own'\n return 'x'"))
    removed = own.replace(docstring=symbolic.NO_DOCSTRING)
    return [*found, own.docstring, types.FunctionType(assembling.assemble(removed, 20), {}).__doc__]


def hidden_locals():
    """A comprehension's variable is no variable of the module, though it has a slot of its frame from 3.12 on."""
    text = "x = 5\ny = [x for x in (1, 2)]\nhere = dict(locals())\nz = x"
    found = {}
    exec(assembled_deeply(compile(text, "case.py", "exec")), found)
    return [found["x"], found["y"], found["here"]["x"], found["z"]]


if __name__ == "__main__":
    json.dump(globals()[sys.argv[2]](), sys.stdout)
