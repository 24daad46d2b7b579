"""Code flags: the bits of `co_flags` by name, what each means, and which versions have it.

Knows names as `dis` prints them (the C name without `CO_`), and the bits that `dis` leaves as numbers.
Does not know where in CPython a flag is set (`sites`), nor which code objects carry it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from .documentation import docs
from .meaning import Fact, Glossary, Meaning, MinorVersion, since

# Include/code.h (3.8) and Include/cpython/code.h (3.9 and later).
_BITS = {
    "OPTIMIZED": 0x1,
    "NEWLOCALS": 0x2,
    "VARARGS": 0x4,
    "VARKEYWORDS": 0x8,
    "NESTED": 0x10,
    "GENERATOR": 0x20,
    "NOFREE": 0x40,
    "COROUTINE": 0x80,
    "ITERABLE_COROUTINE": 0x100,
    "ASYNC_GENERATOR": 0x200,
    "NO_MONITORING_EVENTS": 0x2000000,
    "HAS_DOCSTRING": 0x4000000,
    "METHOD": 0x8000000,
}

_FUTURE_BITS = {
    "FUTURE_DIVISION": 0x20000,
    "FUTURE_ABSOLUTE_IMPORT": 0x40000,
    "FUTURE_WITH_STATEMENT": 0x80000,
    "FUTURE_PRINT_FUNCTION": 0x100000,
    "FUTURE_UNICODE_LITERALS": 0x200000,
    "FUTURE_BARRY_AS_BDFL": 0x400000,
    "FUTURE_GENERATOR_STOP": 0x800000,
    "FUTURE_ANNOTATIONS": 0x1000000,
}

_FACTS = (
    Fact("OPTIMIZED", "Local variables live in fast slots instead of a dictionary; set for every function"),
    Fact("NEWLOCALS", "Each call gets a fresh namespace of locals; set for every function"),
    Fact("VARARGS", "The function takes any number of positional arguments (*args)"),
    Fact("VARKEYWORDS", "The function takes any keyword arguments (**kwargs)"),
    Fact("NESTED", "The function is defined inside another function"),
    Fact("GENERATOR", "Calling the function makes a generator; its body runs as the generator is iterated"),
    Fact("NOFREE", "The code has neither cell nor free variables: no closure is involved", since(8, 10)),
    # Include/cpython/code.h has no CO_NOFREE from 3.11 on; `dis` and `inspect` still know the name.
    Fact("NOFREE", "A name left from 3.10 and earlier; the compiler of this version no longer sets it", since(11)),
    Fact("COROUTINE", "Calling the function makes a coroutine; its body runs only when that is awaited or driven"),
    Fact("ITERABLE_COROUTINE", "A generator function that types.coroutine has made awaitable"),
    Fact("ASYNC_GENERATOR", "Calling the function makes an asynchronous generator, iterated with async for"),
    Fact("NO_MONITORING_EVENTS", "sys.monitoring and tracing see no events from this code", since(13)),
    Fact("HAS_DOCSTRING", "The first constant of the function is its docstring", since(14)),
    Fact("METHOD", "The function is defined directly in a class body", since(14)),
    Fact("FUTURE_DIVISION", "Compiled with from __future__ import division; has no effect in Python 3"),
    Fact("FUTURE_ABSOLUTE_IMPORT", "Compiled with from __future__ import absolute_import; has no effect in Python 3"),
    Fact("FUTURE_WITH_STATEMENT", "Compiled with from __future__ import with_statement; has no effect in Python 3"),
    Fact("FUTURE_PRINT_FUNCTION", "Compiled with from __future__ import print_function; has no effect in Python 3"),
    Fact("FUTURE_UNICODE_LITERALS", "Compiled with from __future__ import unicode_literals; no effect in Python 3"),
    Fact("FUTURE_BARRY_AS_BDFL", "Compiled with from __future__ import barry_as_FLUFL: <> is written for !="),
    # PEP 479 made this the rule in 3.7.
    Fact("FUTURE_GENERATOR_STOP", "Compiled with from __future__ import generator_stop; the rule anyway since 3.7"),
    Fact("FUTURE_ANNOTATIONS", "Compiled with from __future__ import annotations: annotations are kept as strings"),
)

# Doc/library/inspect.rst of 3.9.2, 3.11.2 and 3.13.5 has an entry for these.
_DOCUMENTED = frozenset(_BITS) - {"NOFREE", "NO_MONITORING_EVENTS", "HAS_DOCSTRING", "METHOD"}


def _anchor(name: str, version: MinorVersion) -> str:
    if name in _DOCUMENTED or (name == "NOFREE" and version == (3, 9)):
        return f"inspect.CO_{name}"
    # Documented as new in 3.14, with the flags themselves.
    if name in {"HAS_DOCSTRING", "METHOD"}:
        return f"inspect.CO_{name}"
    return "inspect-module-co-flags"


def _link(name: str, version: MinorVersion) -> str:
    if name in _FUTURE_BITS:
        return docs(version, "library/__future__")
    return docs(version, "library/inspect", _anchor(name, version))


_GLOSSARY = Glossary(_FACTS, _link)

NAMES = _GLOSSARY.names
"""Every flag of every version."""


def _future_shift(version: Sequence[int]) -> int:
    """How many places lower the bits of future features stand.

    3.8.0 to 3.8.2 had them four places lower, where they collided with flags of `compile` (bpo-39562, moved in 3.8.3).
    """
    return 4 if (3, 8, 0) <= tuple(version) <= (3, 8, 2) else 0


def bits(version: Sequence[int]) -> dict[str, int]:
    """Return the flags that a version has, by name, in the order of their bits."""
    shift = _future_shift(version)
    table = _BITS | {name: bit >> shift for name, bit in _FUTURE_BITS.items()}
    known = set(_GLOSSARY.names_in(version))
    return dict(sorted(((n, b) for n, b in table.items() if n in known), key=lambda pair: pair[1]))


def names(value: int, version: Sequence[int]) -> list[tuple[str, int]]:
    """Return the flags that are set in `value`, by name and bit, in the order of the bits.

    A bit that the version gives no name is called by its hexadecimal number, as `dis` does.
    """
    by_bit = _names_by_bit(tuple(version))
    places = (1 << place for place in range(value.bit_length()))
    return [(by_bit.get(bit, hex(bit)), bit) for bit in places if value & bit]


# A large file has thousands of code objects, and all flags of a version are put together anew for each.
@cache
def _names_by_bit(version: tuple[int, ...]) -> dict[int, str]:
    return {bit: name for name, bit in bits(version).items()}


def meaning(name: str, version: Sequence[int]) -> Meaning | None:
    """Return what a flag means in a version; `CO_COROUTINE` and `COROUTINE` are the same flag."""
    return _GLOSSARY.meaning(name.removeprefix("CO_"), version)


def explain(name: str) -> tuple[Meaning, ...]:
    """Return what a flag means in every version that has it, oldest first; empty for a name that is no flag."""
    return _GLOSSARY.explain(name.removeprefix("CO_"))


def versions_of(name: str) -> tuple[MinorVersion, ...]:
    """Return the versions that have a flag, oldest first."""
    return _GLOSSARY.versions_of(name.removeprefix("CO_"))
