"""Runs inside an interpreter under study: does the check take the standard library as what a compiler made?

Arguments: the probe's folder, "sample" or "everything". Prints JSON: files, codes, what was refused or merely
tolerated, which stack sizes were larger than the compiler's. Valid Python 3.8; stdlib only.
"""

import json
import pathlib
import sys
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1]))
from loaded_in_child import compiled, every_code, load_probe, standard_library

SAMPLE = 30


def files(everything):
    _, every = standard_library()
    return every if everything else every[:: max(1, len(every) // SAMPLE)]


def main(folder, amount):
    load_probe(folder)
    from _cutaway_probe.hybrids import checking, symbolic

    found = {"files": 0, "codes": 0, "instructions": 0, "refused": [], "tolerated": [], "larger": [], "seconds": 0.0}
    for path in files(amount == "everything"):
        module = compiled(path)
        if module is None:
            continue
        found["files"] += 1
        for code in every_code(module):
            found["codes"] += 1
            look(
                checking,
                symbolic.decode(code),
                code,
                f"{path.name}:{code.co_name}:{code.co_firstlineno}",
                found,
            )
    print(json.dumps(found))


def look(checking, decoded, code, place, found):
    started = time.perf_counter()
    checked = checking.check(decoded)
    found["seconds"] += time.perf_counter() - started
    found["instructions"] += len(decoded.operations)
    if checked.refusal:
        found["refused"].append([place, *checked.refusal])
    elif checked.tolerated:
        found["tolerated"].append([place, *checked.tolerated])
    elif checked.stack_size > code.co_stacksize:
        found["larger"].append([place, checked.stack_size, code.co_stacksize])


if __name__ == "__main__":
    main(*sys.argv[1:3])
