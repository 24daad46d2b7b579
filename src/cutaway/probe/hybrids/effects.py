"""How the effect of an instruction on the stack is written down, and how what it finds there is checked.

Knows rules and kinds of values. Does not know any instruction (`stack_rules.py`, `stack_moves.py`, `stack_values.py`,
`stack_calls.py`).

A rule reads like a signature: what is needed, topmost last, ` -- ` what stands there afterwards, and for a jump that is
taken ` | ` what stands at its target instead. What stands before ` / ` is only looked at. `object*2` is two of them.
"""

import opcode
from collections import namedtuple

from .kinds import NULL, fits, word

Effect = namedtuple("Effect", "needs taken pushes jumped move")
Effect.__doc__ = """The kinds needed, how many are taken away, what is pushed; what stands instead where a jump leads.

Where `move` is not None it makes the new stack of the old one; `needs` then only says how many items it needs.
"""


class IllFormed(Exception):
    """The code cannot be run: (name of the refusal, why)."""


UNDERFLOW = "stack underflow"
WRONG_KIND = "wrong kind on the stack"
CLOSURE = "closure does not fit"

has = opcode.opmap.__contains__
"""Whether this version has an instruction of that name."""


def _words(text):
    """The kinds of one side of a rule: `object*2` is two, `_` a space."""
    kinds = []
    for item in text.split():
        name, _, times = item.partition("*")
        kinds.extend([name.replace("_", " ")] * int(times or 1))
    return tuple(kinds)


def by_rule(rule):
    """Return the Effect that a rule stands for."""
    needs, _, rest = rule.partition("--")
    kept, _, taken = needs.rpartition("/")
    pushes, bar, jumped = rest.partition("|")
    taken = _words(taken)
    return Effect(_words(kept) + taken, len(taken), _words(pushes), _words(jumped) if bar else None, None)


def counted(text):
    """A rule in which `n` is the argument."""
    return lambda count, _operation: by_rule(text.replace("*2n", "*%d" % (2 * count)).replace("*n", "*%d" % count))


def check(operation, needs, found):
    """Raise IllFormed where something on the stack is not what the instruction takes."""
    for need, kind in zip(needs, found):
        if need != kind and not fits(need, kind):
            if word(kind) == "function" and kind[1]:
                raise IllFormed(CLOSURE, "a function is used without its variables %s" % ", ".join(kind[1]))
            raise wrong(operation.opname, need, kind)


def wrong(opname, need, kind):
    """The refusal of something that is not what the instruction takes."""
    return IllFormed(WRONG_KIND, "%s takes %s, finds %s" % (opname, _article(need), _article(word(kind))))


def _article(name):
    if name == NULL or name.endswith(("NULL", "call")):
        return name
    return ("an " if name[0] in "aeiou" else "a ") + name


def moving(count, move, taken=None):
    """An effect that makes the stack itself; it takes all that it needs where nothing else is said."""
    taken = count if taken is None else taken
    return Effect(("anything",) * count, taken, (), None, move)
