"""Runs inside an interpreter under study: does the probe read instructions as this interpreter's `dis` does?

Arguments: the probe's folder, "sample" or "everything". Prints JSON: files, instructions, disagreements.
Valid Python 3.8; stdlib only.
"""

import dis
import json
import os
import sys
import types
import warnings

SAMPLE = (
    "abc.py argparse.py ast.py asyncio/base_events.py asyncio/streams.py base64.py bdb.py cmd.py codecs.py "
    "collections/__init__.py contextlib.py copy.py dataclasses.py datetime.py decimal.py enum.py functools.py "
    "heapq.py inspect.py json/decoder.py pathlib.py _pydecimal.py tarfile.py tokenize.py typing.py"
).split()


def load_probe(folder):
    package = types.ModuleType("_cutaway_probe")
    package.__path__ = [folder]
    sys.modules["_cutaway_probe"] = package
    sys.dont_write_bytecode = True
    from _cutaway_probe import instructions

    return instructions


def files(everything):
    root = os.path.dirname(os.__file__)
    if not everything:
        paths = [os.path.join(root, name) for name in SAMPLE]
        return [path for path in paths if os.path.exists(path)]
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name != "site-packages")
        found.extend(os.path.join(folder, name) for name in sorted(names) if name.endswith(".py"))
    return found


def compiled(path):
    with open(path, "rb") as source, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return compile(source.read(), path, "exec", dont_inherit=True)
        except (SyntaxError, ValueError):
            return None


def every_code(code):
    pending = [code]
    while pending:
        code = pending.pop()
        yield code
        pending.extend(constant for constant in code.co_consts if isinstance(constant, types.CodeType))


def by_dis(code):
    """What `dis` says: (opname, value of the argument, place jumped to) without EXTENDED_ARG, and the rest."""
    kept, lines, place, opened, line = [], [], {}, [], None
    for one in dis.get_instructions(code):
        opened.append(one.offset)
        line = one.starts_line or line
        if one.opname not in ("EXTENDED_ARG", "CACHE"):
            place.update((offset, len(kept)) for offset in opened)
            opened = []
            kept.append(one)
            lines.append(line)
    size = len(code.co_code)
    place[size] = len(kept)
    exceptions = getattr(dis.Bytecode(code), "exception_entries", ())
    table = [[_at(place, e.start), _at(place, e.end), _at(place, e.target), e.depth, bool(e.lasti)] for e in exceptions]
    return kept, lines, place, table


def _at(place, offset):
    # An entry may end behind an instruction's caches, where no instruction starts in a listing without them.
    return place[offset] if offset in place else 1 + max(index for at, index in place.items() if at < offset)


def disagreements(probe, values, code):
    mine = probe.Instructions(code, lambda nested: "nested")
    kept, their_lines, place, table = by_dis(code)
    if len(kept) != len(mine.rows):
        return ["%d instructions, dis has %d" % (len(mine.rows), len(kept))]
    found = ["exception table"] if probe.exception_table(mine) != table else []
    positions = probe.positions(mine)
    lines = probe.lines(mine)
    for i, one in enumerate(kept):
        meaning = mine.meaning(i)
        if meaning[0] != one.opname or mine.units[i] * 2 != one.offset:
            found.append("%s at %d, dis has %s" % (meaning, mine.units[i] * 2, one.opname))
        elif not argument_agrees(meaning, one, place, values, code):
            found.append("%s, dis has %r" % (meaning, one.argval))
        if positions is not None and positions[i] != (
            one.positions.lineno,
            one.positions.end_lineno,
            one.positions.col_offset,
            one.positions.end_col_offset,
        ):
            found.append("positions of %s" % meaning)
        if positions is None and lines[i] != their_lines[i]:
            found.append("line of %s: %r, dis has %r" % (meaning, lines[i], their_lines[i]))
    return found


def argument_agrees(meaning, one, place, values, code):
    if one.arg is None or len(meaning) == 1:
        return one.arg is None and len(meaning) == 1
    kind, words = meaning[1], meaning[2:]
    if kind == "jump":
        return place[one.argval] == words[0]
    if kind == "const":
        # 3.11's get_instructions gives no value for KW_NAMES; the constant itself is the oracle then.
        unknown = one.argval is getattr(dis, "UNKNOWN", dis)
        return words[0] == values.encode(code.co_consts[one.arg] if unknown else one.argval)
    if kind == "qualname":
        return words[0] == one.argval
    if kind == "code":
        return isinstance(one.argval, types.CodeType)
    if kind == "common":
        return words[0] in one.argrepr
    if kind in ("name", "local", "cell", "free"):
        return words[0] == one.argval
    if kind == "locals":
        return tuple(words) == one.argval
    if kind == "compare":
        return words[0] in (one.argrepr, one.argval)
    if kind in ("binary", "intrinsic", "special"):
        return words[0] == one.argrepr
    if kind in ("convert", "function"):
        return words[0].replace("with format", "").strip() == one.argrepr.replace("with format", "").strip(", ")
    if kind == "test":
        return (words[0] in ("is not", "not in")) == bool(one.arg)
    return words[0] == one.arg


def main():
    probe = load_probe(sys.argv[1])
    from _cutaway_probe import values

    counted = {"files": 0, "instructions": 0, "disagreements": []}
    for path in files(sys.argv[2] == "everything"):
        module = compiled(path)
        if module is None:
            continue
        counted["files"] += 1
        for code in every_code(module):
            counted["instructions"] += len(code.co_code) // 2
            for found in disagreements(probe, values, code)[:3]:
                counted["disagreements"].append("%s: %s: %s" % (os.path.basename(path), code.co_name, found))
    counted["disagreements"] = counted["disagreements"][:20]
    json.dump(counted, sys.stdout)


if __name__ == "__main__":
    main()
