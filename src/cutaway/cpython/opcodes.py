"""Opcodes: what each instruction of CPython 3.8 to 3.15 means, in one line, and which versions have it.

Knows every name in `dis.opmap`, also the compiler's own and the instrumented ones, and where the documentation is.
Does not know instructions, arguments or listings; the wordings stand in `opcode_values` and `opcode_control`.
"""

from __future__ import annotations

from collections.abc import Iterator

from .documentation import docs
from .meaning import Fact, Glossary, MinorVersion, since
from .opcode_control import CONTROL
from .opcode_values import VALUES

_WITHOUT_ENTRY = frozenset(
    {
        "ANNOTATIONS_PLACEHOLDER",
        "ENTER_EXECUTOR",
        "EXIT_INIT_CHECK",
        "INTERPRETER_EXIT",
        "LOAD_SUPER_METHOD",
        "LOAD_ZERO_SUPER_ATTR",
        "LOAD_ZERO_SUPER_METHOD",
        "RESERVED",
        "STORE_FAST_MAYBE_NULL",
        "TRACE_RECORD",
    }
)
"""Opcodes that no version has an entry for, beside the instrumented ones.

Read in `Doc/library/dis.rst` of 3.8 to 3.14; that of 3.15 was not to be had and is taken to be as in 3.14.
"""


def _has_entry(name: str) -> bool:
    """Return whether the documentation has an entry, and so an anchor, for an opcode wherever it exists."""
    return name not in _WITHOUT_ENTRY and not name.startswith("INSTRUMENTED_")


def _link(name: str, version: MinorVersion) -> str:
    """Return the link to an opcode's entry in one version's documentation, or to the page where it has none."""
    return docs(version, "library/dis", f"opcode-{name}" if _has_entry(name) else "")


def _facts() -> Iterator[Fact]:
    """Yield every wording with the versions it holds for."""
    for name, wordings in {**VALUES, **CONTROL}.items():
        for first, last, text in wordings:
            yield Fact(name, text, since(first, last))


_GLOSSARY = Glossary(_facts(), _link)

NAMES: tuple[str, ...] = _GLOSSARY.names
"""Every opcode that some version has, sorted."""

# Asked by the names that every file of facts has; `Glossary` documents them.
meaning, explain = _GLOSSARY.meaning, _GLOSSARY.explain
names_in, versions_of = _GLOSSARY.names_in, _GLOSSARY.versions_of
