"""Runs inside an interpreter under study: is every code object that is decoded and assembled what it was?

Arguments: the probe's folder, "sample" or "everything". Prints JSON: files, codes, disagreements. `dis` is the second
opinion: it must list the assembled code as it lists the compiled one (every fourth; of everything every tenth, or it
takes minutes).
Valid Python 3.8; stdlib only.
"""

import dis
import json
import pathlib
import sys

from bytecode_in_child import compiled, every_code, files, load_probe

# Two files in three are small; together with the larger ones of the other oracle they make about sixty.
MORE = """
bisect calendar cgi chunk code colorsys compileall configparser csv difflib dis doctest filecmp fractions ftplib
gettext glob gzip hashlib http/client imaplib ipaddress json/encoder linecache logging/__init__ mailbox mimetypes
ntpath numbers opcode optparse os pickle platform plistlib random sched shelve
"""


def more():
    root = pathlib.Path(dis.__file__).parent
    return [path for path in (root / (name + ".py") for name in MORE.split()) if path.exists()]


def disagreements(symbolic, assembling, code, by_dis):
    decoded = symbolic.decode(code)
    again = assembling.assemble(decoded, code.co_stacksize)
    yield from differing(decoded, symbolic.decode(again))
    yield from attributes(code, again)
    if by_dis:
        yield from listings(code, again)


def differing(before, after):
    for name in before.__slots__:
        if getattr(before, name) != getattr(after, name):
            yield name
    for ours, theirs in zip(before.operations, after.operations):
        if ours.kind == "const" and ours.value.object is not theirs.value.object:
            yield f"{ours.value.object!r} is another object"


ATTRIBUTES = "argcount posonlyargcount kwonlyargcount stacksize flags varnames cellvars freevars filename name"
ATTRIBUTES += " firstlineno nlocals qualname"


def attributes(code, again):
    for name in ATTRIBUTES.split():
        ours, theirs = getattr(code, "co_" + name, None), getattr(again, "co_" + name, None)
        if ours != theirs:
            yield f"co_{name}: {theirs!r}, compiled {ours!r}"


def lines_by_unit(code):
    """Line of each code unit; None where an instruction does not start, since EXTENDED_ARG may have come or gone."""
    by_unit = {}
    for start, end, line in code.co_lines():
        by_unit.update(dict.fromkeys(range(start, end, 2), line))
    return [by_unit[one.offset] for one in dis.get_instructions(code) if one.opname != "EXTENDED_ARG"]


def listings(code, again):
    if hasattr(code, "co_lines") and lines_by_unit(code) != lines_by_unit(again):
        yield "co_lines"
    ours, theirs = listing(code), listing(again)
    if len(ours) != len(theirs):
        yield f"{len(theirs)} instructions, compiled {len(ours)}"
    for one, other in zip(ours, theirs):
        if one != other:
            yield f"{other!r}, compiled {one!r}"
            return


def listing(code):
    """What `dis` says of each instruction, places counted in instructions."""
    every = list(dis.get_instructions(code))
    kept = [one for one in every if one.opname not in ("EXTENDED_ARG", "CACHE")]
    place, count = {len(code.co_code): len(kept)}, 0
    for one in every:
        place[one.offset] = count
        count += one.opname not in ("EXTENDED_ARG", "CACHE")
    rows = [[one.opname, argument(one, place), getattr(one, "positions", None)] for one in kept]
    for entry in getattr(dis.Bytecode(code), "exception_entries", ()):
        stretch = [row for one, row in zip(kept, rows) if entry.start <= one.offset < entry.end]
        for row in stretch:
            row.append((place[entry.target], entry.depth, bool(entry.lasti)))
    return rows


INDEXES = frozenset(dis.hasconst + dis.hasname + dis.haslocal + dis.hasfree)


def argument(one, place):
    if one.opcode in dis.hasjrel or one.opcode in dis.hasjabs:
        return place[one.argval]
    if one.opcode in INDEXES:
        # 3.11's get_instructions has no value for KW_NAMES; the decoder's own round trip covers it.
        return one.opname == "KW_NAMES" or (type(one.argval), one.argval, one.argrepr)
    return one.arg


def main():
    load_probe(sys.argv[1])
    from _cutaway_probe.hybrids import assembling, symbolic

    counted = {"files": 0, "codes": 0, "disagreements": []}
    everything = sys.argv[2] == "everything"
    for path in files(everything) + ([] if everything else more()):
        module = compiled(path)
        if module is None:
            continue
        counted["files"] += 1
        for code in every_code(module):
            counted["codes"] += 1
            by_dis = counted["codes"] % (10 if everything else 4) == 0
            found = disagreements(symbolic, assembling, code, by_dis)
            if len(counted["disagreements"]) < 20:
                counted["disagreements"].extend(f"{path.name}: {code.co_name}: {words}" for words in found)
    json.dump(counted, sys.stdout)


if __name__ == "__main__":
    main()
