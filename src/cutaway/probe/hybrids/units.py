"""The units of two sides: every difference that a hybrid can have or lack, found once and told as JSON.

Knows parts, pairs of them and their order. Does not know how a hybrid is made (`merging.py`) or run.
"""

from types import CodeType

from .. import definition, live_flags, parts, placing
from ..code_units import CodeUnits
from . import containers
from .difference import Difference
from .pairs import KEPT, TAKEN, PartPair
from .partners import Partners
from .renewed import Renewed
from .sides import Side
from .statements import Statements
from .stretches import AFTER, BEFORE
from .symbolic import Constant


class Units:
    """What differs between two Units of the probe; `matching` is the host's (layers/matching.py).

    `told` lists the units as JSON; `notes` are sentences about all of them. `live` are the flags that each side's
    function had when it was called (`live_flags.noted`), None where that is not known: what a decorator did to them
    stands for that decorator.
    """

    def __init__(self, before_unit, after_unit, matching, live=(None, None)):
        self.units = before_unit, after_unit
        self._statements = [_statements_of(unit) for unit in self.units]
        self.roots = [definition.root(unit) for unit in self.units]
        self._added = [live_flags.added(one, root.own) for one, root in zip(live, self.roots)]
        self.parts = [parts.real(unit) for unit in self.units]
        self.partners = Partners(*self.parts, matching)
        self.pairs = self._pairs()
        self.positions = self._positions()
        self._number()
        self.notes = ()
        self.made = {}  # what `merging.py` made of a pair and a choice
        self._alone = {}
        self._concerning = {}
        self._constants = _constants(before_unit.module_code)
        self._renewed = Renewed(self._statements, self.pairs)

    @property
    def told(self):
        """Every unit as JSON, in order."""
        return [difference.told(pair.told) for pair, difference in self._owned]

    def chosen(self, ids):
        """The differences with these ids."""
        return frozenset([self.by_id[one] for one in ids] + [TAKEN])

    def renewed_lines(self, ids):
        """Line before -> line after, of what a hybrid with these units has of the statements of the side after."""
        return self._renewed.lines(self.chosen(ids))

    def pair_of(self, code):
        """The PartPair that a code object of either side belongs to, None where it has no partner."""
        number = self.partners.number_of(code)
        return None if number is None else self.pairs[number]

    def concerning(self, pair):
        """The differences that decide what becomes of a pair: its own, those inside, what renames free variables."""
        if pair.told not in self._concerning:
            found = {self.positions}
            for other, difference in self._owned:
                if pair in _line(other) or (other in _line(pair) and difference.kind in ("variables", "signature")):
                    found.add(difference)
            self._concerning[pair.told] = frozenset(found)
        return self._concerning[pair.told]

    def constant(self, constant):
        """The constant of the side before that equals one of the side after, else that one.

        One compilation makes one object of equal constants; two that one code object keeps apart stay apart.
        """
        return constant if constant.copy else self._constants.get(constant, constant)

    def alone(self, code, side, make):
        """What `make` makes of a code object without a partner, kept."""
        if id(code) not in self._alone:
            moved = containers.filed(code, self.parts[BEFORE][0].code.co_filename)
            origin = ("before", "after")[side]
            origins = [(inner, [origin] * len(CodeUnits(inner).keys), 0) for inner in containers.inside(moved)]
            self._alone[id(code)] = make(moved, (), tuple(origins))
        return self._alone[id(code)]

    def _pairs(self):
        found, by_before = [], {}
        own = [root.own for root in self.roots]
        for matched in self.partners.pairs:
            told = matched["before"], matched["after"]
            ours, theirs = (self.parts[side][told[side]] for side in (BEFORE, AFTER))
            outer = by_before.get(ours.parent)
            added = self._added_to(told, found[:1])
            parts_and_more = zip((ours, theirs), ("before", "after"), added, self._statements)
            sides = tuple(Side(*one) for one in parts_and_more)
            pair = PartPair(told, sides, matched, outer, self.partners, own, self._decorators())
            by_before[told[0]] = pair
            found.append(pair)
        return found

    def _decorators(self):
        """Whose decorators every hybrid has where flags stand for them: those of the side that adds none."""
        before, after = self._added
        if before == after or (before & ~after and after & ~before):
            return None
        return KEPT if after & ~before else TAKEN

    def _added_to(self, told, outermost):
        """The flags that each side's decorators add to a pair of parts: to none but the target's own code."""
        has_roles = outermost and outermost[0].definition is not None
        is_own = told == tuple(side.own for side in self.parts)
        return self._added if is_own and has_roles and self._decorators() is not None else (0, 0)

    def _positions(self):
        """One difference for all positions: what is put in above moves every line below, in every part."""
        moved = any(_is_moved(pair) for pair in self.pairs)
        return Difference("positions") if moved else None

    def _number(self):
        self._owned = [(pair, difference) for pair in self.pairs for difference in pair.differences]
        if self.positions is not None:
            own = next((pair for pair in self.pairs if pair.told[0] == self.parts[BEFORE].own), self.pairs[0])
            self._owned.append((own, self.positions))
        for number, (_, difference) in enumerate(self._owned, 1):
            difference.id = "u%d" % number
        self.by_id = {difference.id: difference for _, difference in self._owned}


def _statements_of(unit):
    """The Statements of a unit's text."""
    return Statements(placing.statements(unit.text))


def _is_moved(pair):
    ours, theirs = (side.symbolic.positions for side in pair.sides)
    if not pair.is_definition and pair.sides[BEFORE].symbolic.first_line != pair.sides[AFTER].symbolic.first_line:
        return True
    return any(ours[i] != theirs[j] for i, j in pair.stretches.common())


def _line(pair):
    """A pair and those around it."""
    line = []
    while pair is not None:
        line.append(pair)
        pair = pair.outer
    return line


def _constants(module_code):
    """Every constant of a compilation by type and value, the first of equal ones."""
    found = {}
    for code in containers.inside(module_code):
        for value in code.co_consts:
            if not isinstance(value, CodeType):
                constant = Constant(value)
                found.setdefault(constant, constant)
    return found
