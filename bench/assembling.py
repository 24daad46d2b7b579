"""How long taking the standard library's code apart and assembling it takes, as a ratio to `dis.get_instructions`.

Run with `python -m bench assembling`. Asks every interpreter found, each in its own process; prints medians of three.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import cutaway
from cutaway.interpreters import select

PROBE = Path(cutaway.__file__).parent / "probe"

# Valid Python 3.8. Every fifth file: the whole takes minutes with `dis`, and one in five says the same.
CHILD = """
import dis, pathlib, statistics, sys, time, types, warnings

package = types.ModuleType("_cutaway_probe")
package.__path__ = [sys.argv[1]]
sys.modules["_cutaway_probe"] = package
from _cutaway_probe.hybrids.assembling import assemble
from _cutaway_probe.hybrids.symbolic import decode

def modules():
    root = pathlib.Path(dis.__file__).parent
    for path in sorted(root.rglob("*.py"))[::5]:
        if not {"site-packages", "test", "lib2to3", "idlelib"} & set(path.parts):
            try:
                yield compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
            except (SyntaxError, ValueError):
                pass

def codes():
    pending = list(modules())
    for code in pending:
        pending.extend(constant for constant in code.co_consts if isinstance(constant, types.CodeType))
    return pending

def seconds(work):
    started = time.perf_counter()
    for code in every:
        work(code)
    return time.perf_counter() - started

warnings.simplefilter("ignore")
every = codes()
def ours(code):
    assemble(decode(code), code.co_stacksize)

def theirs(code):
    list(dis.get_instructions(code))

pairs = [(seconds(ours), seconds(theirs)) for _ in range(3)]
print(len(every), statistics.median(mine / other for mine, other in pairs))
"""


def main() -> None:
    for python in select(["all"]):
        command = [python.executable, "-I", "-S", "-B", "-c", CHILD, str(PROBE)]
        answer = subprocess.run(command, capture_output=True, text=True, check=True)
        count, ratio = answer.stdout.split()
        told = f"decode and assemble {count} code objects of the standard library on {python.version}"
        print(f"{told}: {float(ratio):.2f} of dis.get_instructions (at most 1.50)")
