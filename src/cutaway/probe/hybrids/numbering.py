"""The indexes that instructions hold, given out anew: constants, names, locals, cells, free variables.

Knows which slot is reserved for what and in which order variables stand, by version. Does not know how instructions are
laid out.
"""

import opcode
from itertools import chain, count

from .. import versions
from .symbolic import NAME_SHIFTS, NO_DOCSTRING, UNRESERVED, Constant, Symbolic
from .unassemblable import Unassemblable

# Two locals in one argument have four bits each.
_MOST_IN_A_PAIR = 16

_VARIABLES = frozenset(("local", "locals", "cell"))


class Numbering:
    """What a code object keeps beside its instructions: `constants`, `names`, `locals`, `cells`, each in order."""

    def __init__(self, symbolic, nested):
        self._symbolic = symbolic
        self._nested = nested
        self._distinct = dict(zip(map(id, symbolic.operations), symbolic.operations))
        self.constants = []
        self._slots = {}
        self.names = {}
        self._reserve_docstring()
        variables = [one for one in self._distinct.values() if one[2] in _VARIABLES]
        self.cells = self._all_cells([one[3] for one in variables if one[2] == "cell"])
        used = [one[3] for one in variables if one[2] == "local"]
        if versions.local_pairs:
            used += [name for one in variables if one[2] == "locals" for name in one[3]]
        self.locals = self._all_locals(used)
        self._number_variables()

    def keys(self, operations):
        """The instructions as opcode | argument << 8; a jump's argument is left at 0."""
        made, names, local, slots = {}, self.names, self._slot, self._slots
        for identity, (op, _, kind, value) in self._distinct.items():
            # The kinds that stand most often, in place: a call for each takes longer than all else here.
            if kind == "name":
                argument = names.setdefault(value[0], len(names)) << NAME_SHIFTS[op] | value[1]
            elif kind == "local":
                argument = local[value] if value in local else self._free_slot[value]
            elif kind == "const":
                argument = slots.setdefault((value.key, value.copy), len(slots))
                if argument == len(self.constants):
                    self.constants.append(value.object)
            elif kind in _INDEXES:
                argument = _INDEXES[kind](self, op, value)
            else:
                # A number is its own argument; a jump's is measured later.
                argument = value or 0
            made[identity] = op | argument << 8
        return list(map(made.__getitem__, map(id, operations)))

    def prefix(self):
        """The keys of the derived instructions that code with cells or free variables begins with, from 3.11 on."""
        if not versions.names_by_localsplus:
            return []
        free = self._symbolic.free
        copies = [opcode.opmap["COPY_FREE_VARS"] | len(free) << 8] if free else []
        return copies + [opcode.opmap["MAKE_CELL"] | slot << 8 for slot in sorted(map(self._slot.get, self.cells))]

    def flags(self):
        """The flags, with the one that goes with the docstring; to CO_NOFREE the constructor sees."""
        flags, bit = self._symbolic.flags, versions.docstring_flag
        if bit is None:
            return flags
        return flags | bit if isinstance(self._symbolic.docstring, str) else flags & ~bit

    def _reserve_docstring(self):
        docstring = self._symbolic.docstring
        if isinstance(docstring, str):
            self._constant(Constant(docstring))
        elif docstring is NO_DOCSTRING and versions.docstring_flag is None:
            # As the compiler does it.
            self._constant(Constant(None))
        else:
            assert docstring in (NO_DOCSTRING, UNRESERVED)

    def _all_cells(self, used):
        for name in used:
            if name in self._symbolic.free and name not in self._symbolic.cells:
                raise Unassemblable("%s would be a cell and a free variable at once" % name)
        return list(dict.fromkeys(chain(self._symbolic.cells, used))) if used else list(self._symbolic.cells)

    def _all_locals(self, used):
        """The arguments first, then what the Symbolic names, then what is used besides."""
        if versions.names_by_localsplus:
            # An instruction for locals may go to the slot of a cell or a free variable.
            elsewhere = {*self.cells, *self._symbolic.free}
            used = [name for name in used if name not in elsewhere]
        return list(dict.fromkeys(chain(self._symbolic.arguments.names, self._symbolic.locals, used)))

    def _number_variables(self):
        if versions.names_by_localsplus:
            # A cell that is an argument, too, has one slot.
            self._slot = self._cell_slot = dict(zip(dict.fromkeys(chain(self.locals, self.cells)), count()))
        else:
            self._slot = dict(zip(self.locals, count()))
            self._cell_slot = dict(zip(self.cells, count()))
        self._free_slot = dict(zip(self._symbolic.free, count(len(self._cell_slot))))

    def _pair(self, op, names):
        first, second = (self._slot[name] if name in self._slot else self._free_slot[name] for name in names)
        if max(first, second) >= _MOST_IN_A_PAIR:
            raise Unassemblable("%s has no room for the variables %s and %s" % (opcode.opname[op], *names))
        return first << 4 | second

    def _constant(self, constant):
        slot = self._slots.setdefault((constant.key, constant.copy), len(self._slots))
        if slot == len(self.constants):
            self.constants.append(constant.object)
        return slot

    def _code(self, _op, value):
        code = self._nested[value] if isinstance(value, Symbolic) else value
        slot = self._slots.setdefault(id(code), len(self._slots))
        if slot == len(self.constants):
            self.constants.append(code)
        return slot

    def _cell(self, _op, name):
        return self._cell_slot[name]

    def _free(self, _op, name):
        if name not in self._free_slot:
            raise Unassemblable("the free variable %s is not handed in" % name)
        return self._free_slot[name]


_INDEXES = {
    "code": Numbering._code,
    "locals": Numbering._pair,
    "cell": Numbering._cell,
    "free": Numbering._free,
}
