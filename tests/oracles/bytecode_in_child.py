"""Runs inside an interpreter under study: does the probe read instructions as this interpreter's `dis` does?

Arguments: the probe's folder, "sample" or "everything". Prints JSON: files, instructions, disagreements.
Valid Python 3.8; stdlib only.
"""

import dis
import json
import pathlib
import sys
import types

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1]))
from loaded_in_child import compiled, every_code, load_probe, standard_library

SAMPLE = """
abc argparse ast asyncio/base_events asyncio/streams base64 bdb cmd codecs collections/__init__ contextlib copy
dataclasses datetime decimal enum functools heapq inspect json/decoder pathlib _pydecimal tarfile tokenize typing
"""


def files(everything):
    root, every = standard_library()
    sample = [root / (name + ".py") for name in SAMPLE.split()]
    return every if everything else [path for path in sample if path.exists()]


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


def disagreements(instructions, code_units, values, code):
    mine = instructions.Instructions(code, lambda nested: "nested")
    kept, their_lines, place, table = by_dis(code)
    if len(kept) != len(mine.rows):
        yield f"{len(mine.rows)} instructions, dis has {len(kept)}"
        return
    if code_units.exception_table(mine) != table:
        yield "exception table"
    positions, lines = code_units.positions(mine), code_units.lines(mine)
    for i, one in enumerate(kept):
        meaning = mine.meaning(i)
        if (meaning[0], mine.units[i] * 2) != (one.opname, one.offset):
            yield f"{meaning} at {mine.units[i] * 2}, dis has {one.opname} at {one.offset}"
        elif not argument_agrees(meaning, one, place, values, code):
            yield f"{meaning}, dis has {one.argval!r}"
        # Since 3.10 an instruction may have no line; `dis` then tells of no new one and goes on in the old.
        if positions is None and lines[i] not in (their_lines[i], None):
            yield f"line of {meaning}: {lines[i]}, dis has {their_lines[i]}"
        if positions is not None and positions[i] != position(one):
            yield f"position of {meaning}: {positions[i]}, dis has {position(one)}"


def position(one):
    at = one.positions
    return at.lineno, at.end_lineno, at.col_offset, at.end_col_offset


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
    return AGREEMENT[kind](words, one)


AGREEMENT = {
    "qualname": lambda words, one: words[0] == one.argval,
    "code": lambda words, one: isinstance(one.argval, types.CodeType),
    "common": lambda words, one: words[0] in one.argrepr,
    "locals": lambda words, one: tuple(words) == one.argval,
    "compare": lambda words, one: words[0] in (one.argrepr, one.argval),
    "test": lambda words, one: (words[0] in ("is not", "not in")) == bool(one.arg),
    "number": lambda words, one: words[0] == one.arg,
    "convert": lambda words, one: bare(words[0]) == bare(one.argrepr),
    "function": lambda words, one: bare(words[0]) == bare(one.argrepr),
    **dict.fromkeys(("name", "local", "cell", "free"), lambda words, one: words[0] == one.argval),
    **dict.fromkeys(("binary", "intrinsic", "special"), lambda words, one: words[0] == one.argrepr),
}


def bare(words):
    return words.replace("with format", "").strip(", ")


def main():
    load_probe(sys.argv[1])
    from _cutaway_probe import code_units, instructions, values

    counted = {"files": 0, "instructions": 0, "disagreements": []}
    for path in files(sys.argv[2] == "everything"):
        module = compiled(path)
        if module is None:
            continue
        counted["files"] += 1
        for code in every_code(module):
            counted["instructions"] += len(code.co_code) // 2
            found = disagreements(instructions, code_units, values, code)
            counted["disagreements"].extend(f"{path.name}: {code.co_name}: {words}" for words in found)
    counted["disagreements"] = counted["disagreements"][:20]
    json.dump(counted, sys.stdout)


if __name__ == "__main__":
    main()
