"""Runs inside an interpreter under study: does the probe read what `tokenize`, `ast` and `symtable` say themselves?

Usage: python -I -S static_in_child.py PROBE_FOLDER (sample | everything). Prints one JSON object. Python 3.8 syntax.
Walks each library's own objects in its own way: recursion, `ast.iter_fields`, the public questions of each symbol.
"""

import ast
import glob
import importlib.util
import io
import json
import os
import symtable
import sys
import tokenize
import warnings

SAMPLE = [
    "__future__.py", "abc.py", "argparse.py", "ast.py", "asyncio/tasks.py", "bisect.py", "calendar.py", "cmd.py",
    "collections/__init__.py", "contextlib.py", "copy.py", "dataclasses.py", "datetime.py", "dis.py",
    "email/message.py", "enum.py", "functools.py", "heapq.py", "inspect.py", "json/decoder.py", "logging/__init__.py",
    "pathlib.py", "pathlib/__init__.py", "re.py", "re/_parser.py", "statistics.py", "string.py", "tokenize.py",
    "typing.py", "uuid.py",
]  # fmt: skip

STRANGE = """\
import a.b as c, d
async def f(a, /, b=1, *args, c: int = -0.0, **k) -> "x":
    async with a as b, c: await b
    async for i in f"{a!r:>{b}}" f'{a=}' "\\ud800": yield i, b"\\xff"
    nonlocal_ = [j for j in (k async for k in x) if j]
    global g
    def inner():
        nonlocal b
        return lambda q=b: (q, 0x1_000_000_000_000_000_000_000, 1e999, 2j, None, ..., True)
    if a: del a[1:2, ::3]
    else:
            pass
class C(B, metaclass=M):
    x: int
    def m(self): return super().m() + __class__ + self.__p
try: pass
except (A, B) as e: raise C from e
finally: x = y = (z := 1)
pair = "\\ud83d\\ude00", "\\U0001f600"
def top(a): b = a; return lambda: b
"""


def load(folder, name):
    if "_cutaway_probe" not in sys.modules:
        package = type(sys)("_cutaway_probe")
        package.__path__ = [folder]
        sys.modules["_cutaway_probe"] = package
    return importlib.import_module("_cutaway_probe." + name)


def files(amount):
    folder = os.path.dirname(os.__file__)
    if amount == "sample":
        # The other half is read on the versions before and after.
        half = SAMPLE[sys.version_info[1] % 2 :: 2]
        return [path for path in (os.path.join(folder, name) for name in half) if os.path.exists(path)]
    found = sorted(glob.glob(os.path.join(folder, "**", "*.py"), recursive=True))
    # a distribution may leave links to files of its own that are not there
    return [path for path in found if "site-packages" not in path and os.path.isfile(path)]


# -- tokens ---------------------------------------------------------------------------------------------------------


def tokens_as_tokenize_says(text):
    """(exact type name, string, start, end) of what counts; f- and t-strings as one STRING."""
    found, opened = [], []
    lines = text.split("\n")
    for one in tokenize.generate_tokens(io.StringIO(text).readline):
        name = tokenize.tok_name[one.type]
        if name.endswith(("FSTRING_START", "TSTRING_START")):
            opened.append(one.start)
        elif name.endswith(("FSTRING_END", "TSTRING_END")):
            start = opened.pop()
            if not opened:
                found.append(("STRING", between(lines, start, one.end), start, one.end))
        elif not opened and name not in ("COMMENT", "NL", "ENCODING", "ENDMARKER"):
            found.append((tokenize.tok_name[one.exact_type], one.string, one.start, one.end))
    return found


def between(lines, start, end):
    wanted = lines[start[0] - 1 : end[0]]
    wanted[-1] = wanted[-1][: end[1]]
    wanted[0] = wanted[0][start[1] :]
    return "\n".join(wanted)


def tokens_as_read(facts):
    places = facts["places"]
    return [
        (facts["names"][str(kind)], string, tuple(places[4 * n : 4 * n + 2]), tuple(places[4 * n + 2 : 4 * n + 4]))
        for n, (kind, string) in enumerate(zip(facts["kinds"], facts["strings"]))
    ]


# -- ast ------------------------------------------------------------------------------------------------------------


def tree_as_ast_says(value):
    """Nested lists: kind, place, fields; constants by type and repr."""
    if isinstance(value, ast.AST):
        place = [getattr(value, name, None) for name in ("lineno", "col_offset", "end_lineno", "end_col_offset")]
        fields = [[name, tree_as_ast_says(held)] for name, held in ast.iter_fields(value)]
        if type(value).__name__ in CONSTANTS:
            fields = [
                [name, constant(getattr(value, name)) if name == CONSTANTS[type(value).__name__] else held]
                for name, held in fields
            ]
        return ["node", type(value).__name__, place, fields]
    if isinstance(value, list):
        return [tree_as_ast_says(item) for item in value]
    return value if value is None or isinstance(value, str) else constant(value)


CONSTANTS = {"Constant": "value", "MatchSingleton": "value", "Interpolation": "str"}


NOTHING = -(2**31)  # what stands for None in a column


def constant(value):
    return [type(value).__name__, hex(value) if type(value) is int else repr(value)]


def tree_as_read(facts):
    def value(held):
        if isinstance(held, dict):
            return decoded(held["value"])
        if isinstance(held, list):
            return [value(item) for item in held]
        if isinstance(held, int):
            return node(held) if held >= 0 else ["node", facts["kinds"][-1 - held][0], [None] * 4, []]
        return held

    def node(row):
        kind, names = facts["kinds"][facts["nodes"][row][0]]
        fields = [[name, value(held)] for name, held in zip(names, facts["nodes"][row][1:])]
        place = [None if number == NOTHING else number for number in facts["at"][4 * row : 4 * row + 4]]
        return ["node", kind, place, fields]

    return node(0)


def decoded(encoded):
    tag, parts = encoded[0], encoded[1:]
    singletons = {"None": None, "True": True, "False": False, "Ellipsis": ...}
    if tag in singletons:
        return constant(singletons[tag])
    kinds = {
        "int": lambda text: int(text, 0),
        "float": float,
        "complex": lambda real, imaginary: complex(float(real), float(imaginary)),
        "bytes": bytes.fromhex,
        "str": lambda *pieces: "".join(pieces),
    }
    return constant(kinds[tag](*parts))


# -- symbols --------------------------------------------------------------------------------------------------------


QUESTIONS = sorted(question for question in dir(symtable.Symbol) if question.startswith("is_"))


def blocks_as_symtable_says(block):
    symbols = {
        one.get_name(): [question for question in QUESTIONS if getattr(one, question)()] for one in block.get_symbols()
    }
    inner = [blocks_as_symtable_says(child) for child in block.get_children()]
    return [block.get_name(), block.get_lineno(), block.is_nested(), symbols, inner]


def blocks_as_read(facts):
    made = []
    for _, name, line, parent, nested, masks in facts["blocks"]:
        symbols = {
            name: sorted(question for bit, question in enumerate(facts["properties"]) if mask >> bit & 1)
            for name, mask in masks.items()
        }
        made.append([name, line, nested, symbols, []])
        if parent >= 0:
            made[parent][4].append(made[-1])
    return made[0]


# -- all ------------------------------------------------------------------------------------------------------------


def disagreements(folder, content, filename):
    """The names of the layers that do not agree for one file."""
    unit = load(folder, "unit").Unit(content, filename)
    text = unit.text
    read = {layer: load(folder, layer).read(unit) for layer in ("tokens", "ast", "symbols")}
    facts = json.loads(json.dumps(read, default=list))
    agree = {
        "tokens": tokens_as_read(facts["tokens"]) == tokens_as_tokenize_says(text),
        "ast": tree_as_read(facts["ast"]) == tree_as_ast_says(unit.tree),
        "symbols": blocks_as_read(facts["symbols"])
        == blocks_as_symtable_says(symtable.symtable(text, filename, "exec")),
    }
    return [layer for layer, agrees in agree.items() if not agrees]


def compiles(content, path):
    """The standard library's own tests hold files that are broken on purpose."""
    try:
        compile(content, path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


def main(folder, amount):
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    counted, wrong = 0, []
    for path in files(amount):
        with open(path, "rb") as file:
            content = file.read()
        if not compiles(content, path):
            continue
        counted += 1
        wrong += [[os.path.basename(path), layer] for layer in disagreements(folder, content, path)]
    wrong += [["strange", layer] for layer in disagreements(folder, STRANGE.encode(), "strange.py")]
    print(json.dumps({"files": counted, "disagreements": wrong}))


if __name__ == "__main__":
    main(*sys.argv[1:3])
