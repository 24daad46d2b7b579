"""Every static layer of the standard library from one long-lived probe, against the standard modules in one process."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

from cutaway.interpreters import Probe, host
from cutaway.layers import STATIC
from cutaway.targets import Source

from .pairs import ratio, told

REPEATS = 3

STANDARD_MODULES = """
import ast, dis, io, symtable, sys, tokenize

def codes(code):
    pending = [code]
    while pending:
        one = pending.pop()
        yield one
        pending.extend(constant for constant in one.co_consts if hasattr(constant, "co_code"))

for path in sys.stdin.read().split("\\n"):
    with open(path, "rb") as stream:
        content = stream.read()
    for token in tokenize.tokenize(io.BytesIO(content).readline):
        pass
    ast.parse(content)
    text = content.decode(tokenize.detect_encoding(io.BytesIO(content).readline)[0])
    symtable.symtable(text, path, "exec")
    for code in codes(compile(content, path, "exec")):
        for instruction in dis.get_instructions(code):
            pass
"""


def files() -> list[Path]:
    """The standard library's modules that compile here, tests and third parties left out."""
    folder = Path(sysconfig.get_path("stdlib"))
    left_out = {"site-packages", "test", "tests", "lib2to3", "idlelib", "__pycache__"}
    return [path for path in sorted(folder.rglob("*.py")) if not left_out & set(path.relative_to(folder).parts)]


def main() -> None:
    paths = files()
    listed = "\n".join(map(str, paths))

    def ours() -> None:
        with Probe(host()) as probe:
            for path in paths:
                source = Source(str(path), path.read_bytes(), str(path), str(path))
                request = {"op": "capture", "sources": [source.request()], "layers": STATIC, "optimize": None}
                probe.ask(request)

    def theirs() -> None:
        subprocess.run([sys.executable, "-c", STANDARD_MODULES], input=listed, text=True, check=True)

    figures = ratio(ours, theirs, REPEATS)
    told(f"all static layers of {len(paths)} standard-library files / the standard modules", 2.0, figures, REPEATS)
