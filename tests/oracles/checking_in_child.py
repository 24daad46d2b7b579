"""Runs inside an interpreter under study: does the check take the standard library as what a compiler made?

Arguments: the probe's folder, "sample" or "everything". Prints JSON: files, codes, what was refused or merely
tolerated, which stack sizes were larger than the compiler's. Valid Python 3.8; stdlib only.
"""

import json
import pathlib
import sys
import time
import types
import warnings

SAMPLE = 60


def load_probe(folder):
    for name, path in (("_cutaway_probe", folder), ("_cutaway_probe.hybrids", folder + "/hybrids")):
        package = types.ModuleType(name)
        package.__path__ = [path]
        sys.modules[name] = package
    sys.dont_write_bytecode = True
    from _cutaway_probe.hybrids import checking, symbolic

    return checking, symbolic


def files(everything):
    root = pathlib.Path(pathlib.__file__).parent
    root = root.parent if root.name == "pathlib" else root  # a package since 3.14
    paths = sorted(path for path in root.rglob("*.py") if "site-packages" not in path.parts and path.is_file())
    return paths if everything else paths[:: max(1, len(paths) // SAMPLE)]


def compiled(path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
        except (SyntaxError, ValueError):
            return None


def every_code(code):
    pending = [code]
    while pending:
        code = pending.pop()
        yield code
        pending.extend(constant for constant in code.co_consts if isinstance(constant, types.CodeType))


def main(folder, amount):
    checking, symbolic = load_probe(folder)
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
