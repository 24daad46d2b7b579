"""Two code objects in canonical form (ARCHITECTURE, "The canonical form"): in which of the two layers they differ.

Knows what `layers/code.py` and `layers/bytecode.py` count, and decodes only code objects that differ as they stand.
Does not know positions, nor how a difference is told.
"""

from difflib import SequenceMatcher

from . import code_units, stripping
from .bytecode import argument_names
from .code import attributes
from .instructions import Instructions

_VARIABLES = frozenset({"local", "locals", "cell", "free"})
_BOTH = frozenset({"code", "bytecode"})


def differing_layers(before, after, locals_count=True):
    """The set of layers, of "code" and "bytecode", in which two modules' code differs.

    Where `locals_count` is false, local variables that are no arguments may have other names.
    """
    return _Comparison(locals_count).layers(before, after, {})


class _Reading:
    """One code object, decoded: its instructions, what the layer `code` tells of it, and what it makes."""

    def __init__(self, code):
        self.code = code
        self.made = {}
        self.instructions = Instructions(code, self._number)
        self.attributes = attributes(self)
        self.arguments = argument_names(code)

    def _number(self, code):
        self.made.setdefault(id(code), code)
        return id(code)

    @property
    def free(self):
        return list(self.code.co_freevars)

    @property
    def own(self):
        """The variables that are neither arguments nor free, in order of use."""
        fixed = set(self.arguments) | set(self.free)
        return [name for name in self.attributes["variables"] if name not in fixed]

    @property
    def all_variables(self):
        return list(dict.fromkeys(self.arguments + self.free + self.attributes["variables"]))

    def kind(self, name):
        """How a variable is kept."""
        if name in self.attributes["free"]:
            return "free"
        return "cell" if name in self.attributes["cells"] else "local"

    def by_name(self):
        """The code objects that it makes, in order, by name."""
        named = {}
        for code in self.made.values():
            named.setdefault(code.co_name, []).append(code)
        return named


class _Comparison:
    def __init__(self, locals_count):
        self._locals_count = locals_count
        self._stripped = {}

    def layers(self, before, after, outer):
        """The layers that differ; `outer` pairs the variables of the code around."""
        if self._same_stripped(before, after) and all(outer.get(name, name) == name for name in before.co_freevars):
            return frozenset()
        ours, theirs = _Reading(before), _Reading(after)
        children = _paired_children(ours, theirs)
        if children is None:
            return _BOTH
        variables = _paired_variables(ours, theirs, outer)
        found = set()
        if self._attributes_differ(ours, theirs, variables):
            found.add("code")
        if not _same_instructions(ours, theirs, variables, children):
            found.add("bytecode")
        for one, other in children:
            if found < _BOTH:
                found |= self.layers(one, other, variables)
        return frozenset(found)

    def _same_stripped(self, before, after):
        # Asked for each code object around a difference, and each time of all inside it.
        key = id(before), id(after)
        if key not in self._stripped:
            self._stripped[key] = stripping.same_stripped(before, after)
        return self._stripped[key]

    def _attributes_differ(self, ours, theirs, variables):
        one, other = ours.attributes, theirs.attributes
        if (one["flags"] ^ other["flags"]) & ~stripping.NOFREE:
            return True
        if any(one["arguments"][key] != other["arguments"][key] for key in _ARGUMENT_COUNTS):
            return True
        if [variables.get(name) for name in ours.arguments] != theirs.arguments:
            return True
        if set(map(repr, one["constants"])) != set(map(repr, other["constants"])):
            return True
        if set(one["names"]) != set(other["names"]) or one["docstring"] != other["docstring"]:
            return True
        return self._variables_differ(ours, theirs, variables)

    def _variables_differ(self, ours, theirs, variables):
        """Is a variable renamed, gone, come, or kept in another way?"""
        if set(variables.values()) != set(theirs.all_variables):
            return True
        for name in ours.all_variables:
            other = variables.get(name)
            if other is None or ours.kind(name) != theirs.kind(other):
                return True
            # What outer code renamed is told there.
            if other != name and name not in ours.free and (self._locals_count or name in ours.arguments):
                return True
        return False


_ARGUMENT_COUNTS = ("positional", "positional_only", "keyword_only")


def _paired_children(ours, theirs):
    """The code objects that both make, paired by name and order; None where one came or went."""
    here, there = ours.by_name(), theirs.by_name()
    if {name: len(codes) for name, codes in here.items()} != {name: len(codes) for name, codes in there.items()}:
        return None
    return [pair for name in here for pair in zip(here[name], there[name])]


def _paired_variables(ours, theirs, outer):
    """Pair the variables one to one: free ones as outside, then by name, then by place."""
    paired = {name: outer.get(name, name) for name in ours.free if outer.get(name, name) in theirs.free}
    for here, there in ((ours.arguments, theirs.arguments), (ours.own, theirs.own)):
        taken = set(paired.values())
        left = [name for name in here if name not in paired], [name for name in there if name not in taken]
        paired.update(_by_name_and_place(*left))
    return paired


def _by_name_and_place(ours, theirs):
    common = set(ours) & set(theirs)
    paired = {name: name for name in ours if name in common}
    # Between names that both have, the others belong together by the order in which they are first used.
    masks = [[name if name in common else None for name in side] for side in (ours, theirs)]
    for _, i, i_end, j, j_end in SequenceMatcher(None, *masks, autojunk=False).get_opcodes():
        fresh = [name for name in ours[i:i_end] if name not in common]
        paired.update(zip(fresh, (name for name in theirs[j:j_end] if name not in common)))
    return paired


def _same_instructions(ours, theirs, variables, children):
    one, other = ours.instructions, theirs.instructions
    if len(one.rows) != len(other.rows):
        return False
    numbers = [{id(pair[side]): number for number, pair in enumerate(children)} for side in (0, 1)]
    forward = {name: (name, partner) for name, partner in variables.items()}
    backward = {partner: (name, partner) for name, partner in variables.items()}
    keys = _keys(one, forward, numbers[0]), _keys(other, backward, numbers[1])
    if any(name != partner for name, partner in variables.items()):
        keys = _in_stable_order(keys[0], one), _in_stable_order(keys[1], other)
    return keys[0] == keys[1] and code_units.exception_table(one) == code_units.exception_table(other)


def _keys(instructions, variables, numbers):
    """What each instruction means, comparable between the sides."""
    table = [_key(meaning, variables, numbers) for meaning in instructions.table]
    return [table[row] for row in instructions.rows]


def _key(meaning, variables, numbers):
    opname, argument = meaning[0], meaning[1:]
    if not argument:
        return (opname,)
    kind, words = argument[0], argument[1:]
    if kind in _VARIABLES:
        return (opname,) + tuple(variables.get(word, word) for word in words)
    if kind == "code":
        return opname, kind, numbers[words[0]]
    if kind == "qualname":
        return opname, kind
    return opname, kind, repr(words)


def _in_stable_order(keys, instructions):
    """The keys with what the compiler sorts by name put in an order that renaming a variable leaves alone.

    Cells are made, and closures put together, in the order of their names (`dictbytype` in CPython's compiler).
    """
    meanings = [instructions.table[row] for row in instructions.rows]
    cells = next((i for i, meaning in enumerate(meanings) if meaning[0] != "MAKE_CELL"), len(keys))
    keys[:cells] = sorted(keys[:cells], key=repr)
    for i in range(2, len(meanings)):
        if meanings[i][1:2] == ["code"] and meanings[i - 1][0] == "BUILD_TUPLE":
            first = max(i - 1 - meanings[i - 1][2], 0)
            if all(meaning[1:2] and meaning[1] in _VARIABLES for meaning in meanings[first : i - 1]):
                keys[first : i - 1] = sorted(keys[first : i - 1], key=repr)
    return keys
