"""The form of a code object without a text: its jumps and its exception table are those that `dis` knows.

Knows `dis` of each interpreter. Does not know the form's words.
"""

from __future__ import annotations

import opcode
import subprocess
from pathlib import Path

import cutaway
import cutaway.probe
from cutaway.interpreters import Interpreter

PROBE = Path(cutaway.probe.__file__).parent

# Run by each interpreter: the probe's folder, loaded as a package of another name, beside `dis`.
AGAINST_DIS = """
import dis, importlib, importlib.util, os, sys
sys.dont_write_bytecode = True
init, inside = sys.argv[1] + "/__init__.py", sys.argv[1:]
spec = importlib.util.spec_from_file_location("probe_here", init, submodule_search_locations=inside)
sys.modules["probe_here"] = importlib.util.module_from_spec(spec)
form = importlib.import_module("probe_here.object_form")
jumps = set(dis.hasjrel) | set(dis.hasjabs)
folder = os.path.dirname(os.__file__)
codes = []
for name in sorted(os.listdir(folder))[::9]:
    if name.endswith(".py"):
        with open(os.path.join(folder, name), "rb") as stream:
            codes.append(compile(stream.read(), name, "exec"))
for code in codes:
    codes += [constant for constant in code.co_consts if hasattr(constant, "co_code")]
    opcodes = code.co_code[::2]
    targets = form._jump_targets(form._words(code.co_code, opcodes), opcodes)
    told = [one.argval // 2 for one in dis.get_instructions(code) if one.opcode in jumps]
    assert targets == told, (code, targets, told)
    rows = [list(row) for row in zip(*form._handlers(code))]
    if hasattr(code, "co_exceptiontable"):
        told = dis._parse_exception_table(code)
        told = [[row.start // 2, row.end // 2, row.target // 2, row.depth << 1 | row.lasti] for row in told]
        assert rows == told, (code, rows, told)
print(len(codes))
"""


def test_jumps_and_handlers_are_those_that_dis_knows(python: Interpreter) -> None:
    command = [str(python.executable), "-I", "-W", "ignore", "-c", AGAINST_DIS, str(PROBE)]
    assert int(subprocess.check_output(command, text=True)) > 200


def test_what_stands_beside_a_nop_does_not_count() -> None:
    """3.10 leaves the argument of the instruction that it made a NOP of."""
    code = compile("while a:\n    if 1:\n        pass\n    b()\n", "made", "exec")
    nop = opcode.opmap["NOP"]
    raw = bytearray(code.co_code)
    places = [unit for unit in range(0, len(raw), 2) if raw[unit] == nop]
    assert places
    for unit in places:
        raw[unit + 1] = 7
    assert cutaway.fingerprint(code.replace(co_code=bytes(raw))) == cutaway.fingerprint(code)
