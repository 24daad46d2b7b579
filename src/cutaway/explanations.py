"""What a name means: every opcode, flag, node kind and token type that bears it, on every version.

Knows where the facts are and how near misses are told. Does not know how they are shown.
"""

from __future__ import annotations

from .cpython import flags, nodes, opcodes, tokens
from .cpython.meaning import VERSIONS, MinorVersion
from .errors import UsageError

SUBJECTS = (("opcode", opcodes), ("flag", flags), ("node", nodes), ("token", tokens))

Explanation = tuple[str, str, list[tuple[tuple[MinorVersion, ...], str, str]]]
"""Kind, name, and (versions, text, link) of each meaning."""


def explain(name: str) -> list[Explanation]:
    """What `name` means: (kind, name, [(versions, text, link), ...]) for each thing of that name.

    Case does not count, nor the `CO_` that `inspect` puts before a flag.

    Raises:
        UsageError: nothing has that name.
    """
    wanted = name.casefold().removeprefix("co_")
    found: list[Explanation] = []
    for kind, facts in SUBJECTS:
        found.extend(
            (kind, known, [(one.versions, one.text, one.link) for one in facts.explain(known)])
            for known in facts.NAMES
            if known.casefold() == wanted
        )
    if not found:
        raise UsageError(_no_such_name(name, wanted))
    return found


def _no_such_name(name: str, wanted: str) -> str:
    import difflib

    known = {one.casefold(): one for _, facts in SUBJECTS for one in facts.NAMES}
    near = [known[one] for one in difflib.get_close_matches(wanted, known, n=3)]
    hint = f": did you mean {' or '.join(near)}?" if near else ""
    first, last = (".".join(map(str, version)) for version in (VERSIONS[0], VERSIONS[-1]))
    return f"{name}: no opcode, flag, node kind or token type of CPython {first} to {last} has that name{hint}"
