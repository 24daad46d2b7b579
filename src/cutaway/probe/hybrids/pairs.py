"""Two parts that stand for each other: their stretches, and every difference between them.

Knows what the host matched, and that only what is equal here, too, is taken over. Does not know how a hybrid is made.
"""

from bisect import bisect_left
from collections import namedtuple
from itertools import takewhile

from . import borrowing, containers, hunks, roles
from .definitions import DefinitionStretches
from .difference import Difference
from .naming import VARIABLES, Names
from .statements import without_accidents
from .stretches import AFTER, BEFORE, Stretch, Stretches

# CO_OPTIMIZED, CO_NEWLOCALS, CO_NESTED and CO_NOFREE are derived from the scope, CO_VARARGS and CO_VARKEYWORDS are the
# signature's, CO_HAS_DOCSTRING (3.14 on, gh-126072) is the docstring's.
ARGUMENT_FLAGS = 0x4 | 0x8
DOCSTRING_FLAG = 0x4000000
_NO_UNITS = 0x1 | 0x2 | 0x10 | 0x40 | ARGUMENT_FLAGS | DOCSTRING_FLAG

# What one compilation writes in several ways.
_CONSTANT_LOADS = frozenset({"LOAD_CONST", "LOAD_SMALL_INT", "LOAD_COMMON_CONSTANT"})

# Where a jump and a handler of an instruction that both sides have lead, and what decides between them.
Lead = namedtuple("Lead", "before after place difference")


class PartPair:
    """A part before and the part after that stands for it.

    `told` is their indexes, `sides` their Sides, `outer` the PartPair that makes them. `codes` maps the id of a nested
    code object of either side to what it is paired with (`partners.py`). `decorators` is KEPT or TAKEN where what they
    do is told by other units. `of_instructions`: the differences in which instructions there are and where these lead.
    """

    def __init__(self, told, sides, matched, outer, codes, own=(None, None), decorators=None):
        self.told = told
        self.sides = sides
        self._decorators = decorators
        self.outer = outer
        self.codes = codes
        self.is_definition = sides[BEFORE].part.kind == "definition"
        self.names = _names(self.sides, matched["variables"], outer, self.is_renamed)
        self._own = own
        self._matched = matched["blocks"]
        self._equal = list(self._equal_pairs())
        self._steady = list(without_accidents(self._equal, *sides))
        self.definitions = self._definitions()
        self._missed = not {one.loads for one in self.definitions}.issubset(self._equal)
        self.edges = None
        self.stretches = Stretches(self._all_stretches())
        self.attributes = [] if self.is_definition else self._attributes()
        self.jumps, self.handlers = self._jumps(), self._handlers()
        self.followed = tuple(self._followed(side) for side in (BEFORE, AFTER))
        self._give_rows_to_roles()
        self.of_instructions = [one for one in self.differences if one not in self.attributes]

    @property
    def path(self):
        """The qualified name of the part before."""
        return self.sides[BEFORE].part.qualname

    @property
    def differences(self):
        """Every difference of this pair of parts, in the order in which they are numbered."""
        found = self.attributes + [stretch.difference for stretch in self.stretches]
        found += [lead.difference for lead in self.jumps.values()] + [
            lead.difference for lead in self.handlers.values()
        ]
        unique = dict.fromkeys(one for one in found if one not in (None, KEPT, TAKEN))
        return sorted(unique, key=lambda difference: difference.rank)

    def equal(self, i, j):
        """Whether an instruction before and one after are equal but for where they lead and whether they borrow."""
        ours, theirs = self.sides[BEFORE].operations[i], self.sides[AFTER].operations[j]
        if borrowing.owning(ours.opcode) != borrowing.owning(theirs.opcode) or ours.kind != theirs.kind:
            return False
        if ours.kind == "code":
            return self.codes.are_paired(ours.value, theirs.value)
        if ours.kind == "locals":
            return all(map(self.names.are_paired, ours.value, theirs.value))
        if ours.kind in ("local", "cell", "free"):
            return self.names.are_paired(ours.value, theirs.value)
        return ours.value == theirs.value

    @property
    def definition(self):
        """The definition that a part of that kind is, None of another part and where it does not have that form."""
        loads = self._own_loads() if self.is_definition else None
        return next((one for one in self.definitions if one.loads == loads), None) if loads else None

    def making(self, index):
        """The definition whose MAKE_FUNCTION stands at this index of the side before, None where there is none."""
        return next((one for one in self.definitions if one.before.make == index), None)

    def _definitions(self):
        """The definitions that both sides make here, in order; of those inside each other the outermost."""
        before, after = self.sides
        if len(self._equal) == before.end - before.start == after.end - after.start:
            return []
        found = []
        readers = [roles.Reader(side.symbolic, side.depths) for side in self.sides]
        for loads in self._loads():
            pair = self._definition(readers, loads)
            if pair is not None:
                while found and _is_inside(found[-1], pair):
                    found.pop()
                if not found or _is_behind(found[-1], pair):
                    found.append(pair)
        return found

    def _loads(self):
        """Where both sides load the code of what they define, in order on both.

        What was matched instruction by instruction goes first; it may have missed a definition for what stands around.
        """
        operations = self.sides[BEFORE].operations
        loads = [(i, j) for i, j in self._equal if operations[i].kind == "code"]
        for i, j in self._loads_by_code():
            at = bisect_left(loads, (i, j))
            if all(one[0] < i and one[1] < j for one in loads[at - 1 : at] if at) and all(
                one[0] > i and one[1] > j for one in loads[at : at + 1]
            ):
                loads.insert(at, (i, j))
        return loads

    def _loads_by_code(self):
        """Yield the first places (before, after) where both sides load what stands for each other."""
        first = {}
        for j in range(self.sides[AFTER].end - 1, self.sides[AFTER].start - 1, -1):
            first[self._loaded(AFTER, j)] = j
        for i in range(*self.sides[BEFORE].bounds):
            number = self._loaded(BEFORE, i)
            if number is not None and number in first:
                yield i, first.pop(number)

    def _loaded(self, side, index):
        """The number of the pair whose code an instruction loads, None where it loads none."""
        operation = self.sides[side].operations[index]
        return self.codes.number_of(operation.value) if operation.kind == "code" else None

    def _own_loads(self):
        """Where the target's own code is loaded, or that of its type parameters; None where it is not on both sides."""
        found = []
        for side, own in zip(self.sides, self._own):
            loads = (at for at in range(side.start, side.end) if side.operations[at].kind == "code")
            found.append(next((at for at in loads if _holds(side.operations[at].value, own)), None))
        return tuple(found) if None not in found and self.equal(*found) else None

    def _definition(self, readers, loads):
        before, after = (reader.definition(load) for reader, load in zip(readers, loads))
        if before is None or after is None or roles.makes_class(before) != roles.makes_class(after):
            return None
        number = self.codes.number_of(self.sides[BEFORE].operations[loads[0]].value)
        made = (self.codes.pairs[number][side] for side in ("before", "after"))
        decorators = self._decorators if self.is_definition and loads == self._own_loads() else None
        return DefinitionStretches(before, after, made, self.equal, self._between, decorators)

    def _all_stretches(self):
        """The stretches of the part, between what surrounds a definition on each side."""
        inner = self._inner_stretches()
        if not self.is_definition:
            return inner
        closure = None if self.definition is None else self.definition.closure
        difference = closure or KEPT
        before, after = self.sides
        ends = [(side.end, len(side.operations)) for side in self.sides]
        around = [Stretch((0, before.start), (0, after.start), difference), Stretch(ends[0], ends[1], difference)]
        self.edges = tuple(stretch for stretch in around if any(start < end for start, end in stretch[:2]))
        return (
            [one for one in around[:1] if one in self.edges] + inner + [one for one in around[1:] if one in self.edges]
        )

    def _inner_stretches(self):
        """The stretches of the part: those of its definitions, and what stands between them."""
        (i, end), (j, other_end) = (side.bounds for side in self.sides)
        found = []
        for definition in self.definitions:
            ours, theirs = definition.bounds
            found += self._between((i, ours[0]), (j, theirs[0]))
            found += definition.stretches()
            i, j = ours[1], theirs[1]
        return found + self._between((i, end), (j, other_end))

    def _between(self, ours, theirs):
        """The stretches of two ranges, by the instructions that were matched."""
        before, after = self.sides
        found = []
        for is_common, one, other in hunks.gaps(self._pairs_between(ours, theirs), ours, theirs):
            if is_common:
                found.append(Stretch(one, other, None))
                continue
            pieces = hunks.pieces(before, one, after, other)
            found += [stretch for piece in pieces for stretch in self._piece(*piece)]
        return found

    def _pairs_between(self, ours, theirs):
        """The matched pairs inside two ranges; where matching missed a definition, what begins and ends them, too."""
        within = self._steady[bisect_left(self._steady, (ours[0],)) : bisect_left(self._steady, (ours[1],))]
        pairs = [(i, j) for i, j in within if theirs[0] <= j < theirs[1]]
        if not self._missed:
            return pairs
        i, j = pairs[0] if pairs else (ours[1], theirs[1])
        pairs = [*takewhile(self._are_equal, zip(range(ours[0], i), range(theirs[0], j))), *pairs]
        i, j = pairs[-1] if pairs else (ours[0] - 1, theirs[0] - 1)
        behind = takewhile(self._are_equal, zip(range(ours[1] - 1, i, -1), range(theirs[1] - 1, j, -1)))
        return pairs + list(behind)[::-1]

    def _are_equal(self, pair):
        return self.equal(*pair)

    def _equal_pairs(self):
        """Yield the matched instructions that are equal here: the host sets more aside than a hybrid may."""
        before, after = self.sides
        named = self._named_pair()
        for i1, i2, j1, _ in self._matched:
            for i, j in zip(
                range(before.index(i1), before.index(i2)), range(after.index(j1), i2 - i1 + after.index(j1))
            ):
                if i >= before.start and j >= after.start and (self.equal(i, j) or (i, j) == named):
                    yield i, j

    def _named_pair(self):
        """The instructions that store two definitions: a name is no difference where two targets are compared."""
        if not self.is_definition:
            return None
        ends = [side.end - 1 for side in self.sides]
        opnames = {side.operations[end].opname for side, end in zip(self.sides, ends)}
        return tuple(ends) if len(opnames) == 1 else None

    def _piece(self, ours, theirs):
        """The stretches of a piece: one, but of constants alone one each, since any of them can be put in alone.

        One that is the same on both sides, where what is equal by accident was set aside, is no difference at all.
        """
        before, after = self.sides
        if not self._only_constants(ours, theirs) and not self._is_same(ours, theirs):
            return [Stretch(ours, theirs, Difference("instructions", before.rows(ours), after.rows(theirs)))]
        return [self._constant(i, j) for i, j in zip(range(*ours), range(*theirs))]

    def _constant(self, i, j):
        one, other = (i, i + 1), (j, j + 1)
        before, after = self.sides
        difference = None if self.equal(i, j) else Difference("constant", before.rows(one), after.rows(other))
        return Stretch(one, other, difference)

    def _is_same(self, ours, theirs):
        """Whether two pieces are one; where a jump leads is told by what it jumps over."""
        operations = self.sides[BEFORE].operations
        return ours[1] - ours[0] == theirs[1] - theirs[0] and all(
            self.equal(i, j) and operations[i].kind != "jump" for i, j in zip(range(*ours), range(*theirs))
        )

    def _only_constants(self, ours, theirs):
        """Whether two pieces differ in constants and in nothing else; two that are equal differ in where they lead."""
        if ours[1] - ours[0] != theirs[1] - theirs[0]:
            return False
        different = [(i, j) for i, j in zip(range(*ours), range(*theirs)) if not self.equal(i, j)]
        return bool(different) and all(self._is_constant_change(i, j) for i, j in different)

    def _is_constant_change(self, i, j):
        one, other = self.sides[BEFORE].operations[i], self.sides[AFTER].operations[j]
        loads = one.opname in _CONSTANT_LOADS and other.opname in _CONSTANT_LOADS
        returns = one.opname == other.opname == "RETURN_CONST"
        return (loads or returns) and "code" not in (one.kind, other.kind)

    def _attributes(self):
        before, after = (side.symbolic for side in self.sides)
        found = [
            Difference("flag", bool(before.flags & bit), bool(after.flags & bit), value=bit)
            for bit in _bits((before.flags ^ after.flags) & ~_NO_UNITS)
        ]
        if _signature(before) != _signature(after):
            found.append(Difference("signature"))
        renamed = self.names.renamed(VARIABLES)
        if renamed:
            found.append(Difference("variables", [one for one, _ in renamed], [other for _, other in renamed]))
        docstrings = [side.docstring for side in self.sides]
        if docstrings[0] != docstrings[1]:
            found.append(Difference("docstring", *docstrings))
        return found

    def attribute(self, kind):
        """The difference of this kind that the code object itself has, None where there is none."""
        return next((one for one in self.attributes if one.kind == kind), None)

    def is_renamed(self, kind, is_chosen):
        """Whether the names that a unit of this kind decides are those of the side after."""
        difference = self.attribute(kind)
        return difference is not None and is_chosen(difference)

    def _jumps(self):
        """Index before -> Lead, for each jump that both sides have."""
        ours, theirs = (side.symbolic.targets for side in self.sides)
        leads = {}
        for i, j in self.stretches.common():
            if ours[i] is not None:
                leads[i] = self._jump(i, ours[i], j, theirs[j])
        return leads

    def _jump(self, i, target, j, other):
        place = self.stretches.shared(target, other)
        before, after = self.sides
        difference = None
        if place is None:
            difference = Difference("jump", [before.row(i), before.row(target)], [after.row(j), after.row(other)])
        return Lead(target, other, place, difference)

    def _handlers(self):
        """Index before -> Lead, for each instruction that both sides have and one of them covers."""
        ours, theirs = (side.symbolic.handlers for side in self.sides)
        groups, leads = {}, {}
        for i, j in self.stretches.common():
            one, other = self._inner_handler(BEFORE, ours[i]), self._inner_handler(AFTER, theirs[j])
            if one is None and other is None:
                continue
            place = self._shared_handler(one, other)
            if place is None:
                groups.setdefault((one, other), []).append((i, j))
            leads[i] = Lead(one, other, place, None)
        for key, members in groups.items():
            difference = Difference("exception_table", *self._covered(key, members))
            for i, _ in members:
                leads[i] = leads[i]._replace(difference=difference)
        return leads

    def _inner_handler(self, side, handler):
        """A handler of the part; that of what surrounds a definition is the surrounding's own affair."""
        if handler is None or not self.sides[side].encloses(handler[0]):
            return None
        return handler

    def _shared_handler(self, one, other):
        if one is None or other is None or one[1:] != other[1:]:
            return None
        return self.stretches.shared(one[0], other[0])

    def _covered(self, key, members):
        """The rows of the exception table that say how instructions of a group are covered, on each side."""
        told = []
        for side, handler, indexes in zip(self.sides, key, zip(*members)):
            if handler is None:
                told.append([])
                continue
            target, depth, lasti = handler
            told.append([[side.row(i), side.row(j), side.row(target), depth, bool(lasti)] for i, j in _runs(indexes)])
        return told

    def _followed(self, side):
        """Handler on a side -> the Lead that every instruction with this handler shares, where one unit decides.

        What only one side has is covered as what stands around it: what is put into code without a handler needs none.
        """
        ours, theirs = (side.symbolic.handlers for side in self.sides)
        leads = {}
        for i, j in self.stretches.common():
            lead = self.handlers.get(i)
            key = self._inner_handler(side, (ours[i], theirs[j])[side])
            leads.setdefault(key, set()).add(lead)
        return {
            key: next(iter(found))
            for key, found in leads.items()
            if len(found) == 1 and None not in found and next(iter(found)).difference is not None
        }

    def _give_rows_to_roles(self):
        """Say where a role stands as the facts number it; the stretches needed indexes."""
        before, after = self.sides
        for difference in (one for definition in self.definitions for one in definition.differences):
            difference.before = before.rows(difference.before) if difference.before else None
            difference.after = after.rows(difference.after) if difference.after else None


KEPT = Difference("instructions")
"""What surrounds a definition where no unit takes it along, decorators that other units stand for: never chosen."""

TAKEN = Difference("instructions")
"""What every hybrid has of the side after: decorators that other units stand for, if the side before has them."""


def _holds(code, own):
    """Whether a code object is `own`, or makes it: type parameters have code of their own (PEP 695)."""
    return any(inner is own for inner in containers.inside(code))


def _is_inside(one, other):
    """Whether one definition stands in a value of another."""
    return all(ours[0] >= theirs[0] for ours, theirs in zip(one.bounds, other.bounds))


def _is_behind(one, other):
    """Whether another definition begins where one has ended."""
    return all(ours[1] <= theirs[0] for ours, theirs in zip(one.bounds, other.bounds))


def _names(sides, variables, outer, is_renamed):
    before, after = (side.symbolic for side in sides)
    free = frozenset(before.free), frozenset(after.free)
    if sides[0].part.kind == "definition":
        # What surrounds a definition keeps its names: only the definition is compared.
        variables = {}
    elif outer is None or outer.is_definition:
        variables = {one: other for one, other in variables.items() if one not in free[0] and other not in free[1]}
    arguments = frozenset(before.arguments.names), frozenset(after.arguments.names)
    return Names(variables, arguments, free, outer and outer.names, is_renamed)


def _signature(symbolic):
    return symbolic.arguments, symbolic.flags & ARGUMENT_FLAGS


def _bits(flags):
    """The bits that are set, lowest first."""
    return [1 << at for at in range(flags.bit_length()) if flags >> at & 1]


def _runs(indexes):
    """The ranges (start, end) that ascending indexes make up."""
    runs = []
    for index in indexes:
        if runs and runs[-1][1] == index:
            runs[-1][1] = index + 1
        else:
            runs.append([index, index + 1])
    return runs
