"""One hybrid: the module of the side before with the chosen units of the side after in it.

Knows how each part is put together, checked and assembled, innermost first. Does not know which choice is worth a try.
"""

from collections import namedtuple

from .. import versions
from ..definition import Root
from ..parts import Parts
from . import assembling, borrowing, checking, containers, roles, symbolic
from .pairs import ARGUMENT_FLAGS, KEPT
from .scope import Scope
from .stretches import AFTER, BEFORE, Layout

Refusal = namedtuple("Refusal", "name detail")
Refusal.__doc__ = "Why a hybrid may not run: one of checking.REFUSALS, and one line about where."

STRICT, TOLERATED = "strict", "tolerated"

# An instruction of the block stack (up to 3.10) leads to a handler, or to where the block ends.
_BLOCKS = frozenset({"SETUP_FINALLY", "SETUP_WITH", "SETUP_ASYNC_WITH", "SETUP_EXCEPT"})


class Refused(Exception):
    """This choice of units makes no code that may run."""

    def __init__(self, name, detail):
        super().__init__(name, detail)
        self.refusal = Refusal(name, detail)


class Hybrid:
    """What became of a choice of units; where `refusal` is not None, there is nothing else.

    `code` is the module's, `tolerated` says in sentences what no compiler makes. `origins` has for each code object
    made here (code, "before" or "after" for each instruction behind the derived prefix, the length of that prefix).
    """

    def __init__(self, refusal=None, code=None, tolerated=(), origins=(), root=None):
        self.refusal = refusal
        self.code = code
        self.grade = None if refusal is not None else TOLERATED if tolerated else STRICT
        self.tolerated = tolerated
        self.origins = origins
        self._root = root

    @property
    def parts(self):
        """The hybrid's parts, of which `bytecode` makes facts."""
        return Parts(self._root, self.code)


def hybrid(units, ids):
    """Return the Hybrid of two sides with the units of these ids."""
    try:
        return _Making(units, units.chosen(ids)).hybrid()
    except Refused as refused:
        return Hybrid(refused.refusal)


Made = namedtuple("Made", "code tolerated origins")
Made.__doc__ = "A part's code object assembled, with what was tolerated and the origins of it and of all inside it."


class _Making:
    """The making of one hybrid."""

    def __init__(self, units, chosen):
        self._units = units
        self._chosen = chosen
        self.positions = units.positions
        self.constant = units.constant

    def is_chosen(self, difference):
        """Whether the hybrid has a difference."""
        return difference in self._chosen

    def hybrid(self):
        """Make every part, and put the outermost back into its module."""
        outermost = self._units.pairs[0]
        made = self.make(outermost)
        levels = [
            containers.chain(unit.module_code, root.code) for unit, root in zip(self._units.units, self._units.roots)
        ]
        edges = outermost.edges or ()
        from_after = any(self.is_chosen(stretch.difference) for stretch in edges)
        module = containers.put_back(*levels, made.code, from_after)
        return Hybrid(None, module, made.tolerated, made.origins, self._root(outermost, made))

    def _root(self, pair, made):
        """Where the target stands in the hybrid, as `definition.root` tells it of a side."""
        own = self._own(pair, made)
        if not pair.is_definition:
            return Root(made.code, None, None, own)
        merging = Merging(self, pair)
        first = symbolic.prefix_length(made.code)
        start, end = merging.bounds()
        return Root(made.code, start + first, end + first, own)

    def _own(self, pair, made):
        own = self._units.pair_of(self._units.roots[BEFORE].own)
        return made.code if own is None or own is pair else self.make(own).code

    def make(self, pair):
        """The assembled hybrid of a pair of parts, kept for other choices that agree in what concerns it."""
        concerning = self._units.concerning(pair)
        if not pair.is_definition and concerning <= {self.positions} and not self.is_chosen(self.positions):
            # Most parts of a file differ in nothing: theirs is the code that was compiled.
            return self._units.alone(pair.sides[BEFORE].part.code, BEFORE, Made)
        key = pair.told, self._chosen & concerning
        if key not in self._units.made:
            self._units.made[key] = self._make(pair)
        return self._units.made[key]

    def _make(self, pair):
        merging = Merging(self, pair)
        merged = merging.merged()
        checked = checking.check(merged)
        if checked.refusal is not None:
            raise Refused(checked.refusal.name, "%s: %s" % (pair.path, checked.refusal.detail))
        try:
            code = assembling.assemble(merged, checked.stack_size)
        except assembling.Unassemblable as unassemblable:
            raise Refused("cannot be assembled", "%s: %s" % (pair.path, unassemblable)) from None
        prefix = symbolic.prefix_length(code)
        tolerated, origins = list(checked.tolerated), [(code, merged.origins, prefix)]
        for inner in merging.nested:
            tolerated += inner.tolerated
            origins += inner.origins
        return Made(code, tuple(dict.fromkeys(tolerated)), tuple(origins))

    def nested(self, code, side):
        """What becomes of a code object that an instruction of a side loads."""
        pair = self._units.pair_of(code)
        if pair is not None:
            return self.make(pair)
        return self._units.alone(code, side, Made)


class Merging:
    """One pair of parts merged; `nested` are the Made of the code objects that it loads."""

    def __init__(self, making, pair):
        self.nested = []
        self._making = making
        self._pair = pair
        self._is_chosen = making.is_chosen
        self._layout = Layout(pair.stretches, making.is_chosen)
        self._renamings = [pair.names.renaming(side, making.is_chosen) for side in (BEFORE, AFTER)]
        self._symbolics = [side.symbolic for side in pair.sides]
        edges = pair.edges or ()
        # Whose surroundings a definition stands in.
        self._around = AFTER if any(making.is_chosen(stretch.difference) for stretch in edges) else BEFORE
        self._compiled = self._side_as_compiled()

    def bounds(self):
        """Where a definition's stretch starts and ends in the hybrid of what surrounds it."""
        around = self._pair.sides[self._around]
        behind = len(around.operations) - around.end
        return around.start, len(self._layout.sequence) - behind

    def merged(self):
        """The hybrid as a Symbolic, nested code objects assembled."""
        columns = [self._instruction(*entry) for entry in self._layout.sequence]
        operations, targets, handlers, positions, origins = map(list, zip(*columns))
        base = self._symbolics[self._around].replace(filename=self._symbolics[BEFORE].filename)
        arguments = self._arguments()
        scope = Scope(self._symbolics, self._renamings, arguments.names, self._layout.sequence, self._whole_side())
        return base.replace(
            operations=operations,
            targets=targets,
            handlers=handlers,
            positions=positions,
            origins=origins,
            arguments=arguments,
            locals=scope.locals,
            cells=scope.cells,
            free=scope.free,
            flags=self._flags(base),
            docstring=self._docstring(),
            first_line=self._first_line(base),
        )

    def _instruction(self, side, index, other):
        symbolic = self._symbolics[side]
        operation = self._operation(side, self._borrowing(side, index, other), index)
        target = symbolic.targets[index]
        if target is not None:
            target = self._target(side, index, other)
        position, origin = symbolic.positions[index], symbolic.origins[index]
        if other is not None and self._is_chosen(self._making.positions):
            position, origin = self._symbolics[AFTER].positions[other], "after"
        return operation, target, self._handler(side, index, other), position, origin

    def _borrowing(self, side, index, other):
        """An instruction of a side, with a reference of its own unless the code is what the compiler made of a side."""
        operation = self._symbolics[side].operations[index]
        if self._compiled is None:
            return operation._replace(opcode=borrowing.owning(operation.opcode))
        if self._compiled == AFTER and other is not None:
            return operation._replace(opcode=self._symbolics[AFTER].operations[other].opcode)
        return operation

    def _target(self, side, index, other):
        """Where a jump leads in the hybrid."""
        symbolic = self._symbolics[side]
        if other is None:
            return self._own_target(side, index, symbolic.targets[index])
        lead = self._pair.jumps[index]
        if lead.place is not None:
            return self._layout.shared(lead.place, lead.before, lead.after)
        if self._is_chosen(lead.difference):
            return self._own_target(AFTER, other, lead.after)
        return self._own_target(BEFORE, index, lead.before)

    def _own_target(self, side, index, target):
        if self._symbolics[side].operations[index].opname in _BLOCKS:
            return self._layout.handler(side, target)
        return self._layout.target(side, target, backward=target <= index)

    def _handler(self, side, index, other):
        """What handles an instruction's exceptions in the hybrid."""
        if other is None:
            return self._own_handler(side, index)
        lead = self._pair.handlers.get(index)
        if lead is None:
            return self._handler_around(BEFORE, index, other)
        if lead.place is not None:
            return self._led(self._layout.shared(lead.place, lead.before[0], lead.after[0]), lead.before)
        if self._is_chosen(lead.difference):
            return self._mapped(AFTER, lead.after)
        return self._mapped(BEFORE, lead.before)

    def _own_handler(self, side, index):
        """The handler of an instruction that one side has, or that of what it was put into."""
        handler = self._symbolics[side].handlers[index]
        around = self._handler_around(side, index, None)
        if around is not None:
            return around
        lead = self._pair.followed[side].get(handler)
        if lead is not None and self._is_chosen(lead.difference) != (side == AFTER):
            side, handler = 1 - side, (lead.after, lead.before)[side]
        return self._mapped(side, handler)

    def _handler_around(self, side, index, other):
        """The handler that stands outside of a definition's stretch, None where there is none."""
        pair = self._pair
        if not pair.is_definition:
            return None
        index_around = index if side == self._around else other
        if index_around is None:
            handler = self._symbolics[side].handlers[index]
            if handler is not None and pair.sides[side].encloses(handler[0]):
                return None
            index_around = pair.sides[self._around].start
        handler = self._symbolics[self._around].handlers[index_around]
        return self._mapped(self._around, handler)

    def _mapped(self, side, handler):
        return None if handler is None else self._led(self._layout.handler(side, handler[0]), handler)

    @staticmethod
    def _led(target, handler):
        return (target, handler[1], handler[2])

    def _operation(self, side, operation, index):
        """An instruction of a side as it is in the hybrid."""
        kind, value = operation.kind, operation.value
        if kind == "code":
            made = self._making.nested(value, side)
            self.nested.append(made)
            return operation._replace(value=made.code)
        if kind in ("local", "cell", "free"):
            return symbolic.operation(operation.opcode, kind, self._renamings[side][value])
        if kind == "locals":
            names = tuple(self._renamings[side][name] for name in value)
            return symbolic.operation(operation.opcode, kind, names)
        if kind == "const" and side == AFTER:
            return operation._replace(value=self._making.constant(value))
        if operation.opname == "MAKE_FUNCTION" and not roles.SETS_ATTRIBUTES and side == BEFORE:
            definition = self._pair.making(index)
            if definition is not None:
                return operation._replace(value=definition.make_argument(self._is_chosen))
        return operation

    def _arguments(self):
        side = self._side_of("signature")
        arguments = self._symbolics[side].arguments
        return arguments._replace(names=tuple(self._renamings[side][name] for name in arguments.names))

    def _side_of(self, kind):
        """Whose attribute the hybrid has."""
        difference = self._pair.attribute(kind)
        if difference is None:
            return self._around
        return AFTER if self._is_chosen(difference) else BEFORE

    def _whole_side(self):
        """The side that everything which could differ is of, None of a mixture."""
        if self._pair.is_definition:
            return self._around
        sides = {
            AFTER if self._is_chosen(stretch.difference) else BEFORE
            for stretch in self._pair.stretches
            if stretch.difference is not None
        }
        return BEFORE if not sides else sides.pop() if len(sides) == 1 else None

    def _side_as_compiled(self):
        """The side all of whose instructions the hybrid has, leading where they lead there; None of a mixture."""
        chosen = [one for one in self._pair.of_instructions if self._is_chosen(one)]
        if not chosen:
            return BEFORE
        is_all = len(chosen) == len(self._pair.of_instructions)
        return AFTER if is_all and not any(one.difference is KEPT for one in self._pair.edges or ()) else None

    def _flags(self, base):
        flags = base.flags
        for difference in self._pair.attributes:
            if difference.kind == "flag" and self._is_chosen(difference):
                flags ^= difference.more["value"]
        flags = flags & ~ARGUMENT_FLAGS | self._symbolics[self._side_of("signature")].flags & ARGUMENT_FLAGS
        if versions.docstring_flag is not None:
            documented = self._symbolics[self._side_of("docstring")].flags & versions.docstring_flag
            flags = flags & ~versions.docstring_flag | documented
        return flags

    def _docstring(self):
        return self._symbolics[self._side_of("docstring")].docstring

    def _first_line(self, base):
        if self._pair.is_definition or not self._is_chosen(self._making.positions):
            return base.first_line
        return self._symbolics[AFTER].first_line
