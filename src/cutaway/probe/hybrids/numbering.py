"""The indexes that instructions hold, given out anew: constants, names, locals, cells, free variables.

Knows which slot is reserved for what and in which order variables stand, by version. Does not know how instructions are
laid out.
"""

import opcode

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
        variables = [(kind, value) for _, _, kind, value in self._distinct.values() if kind in _VARIABLES]
        self.cells = self._all_cells([value for kind, value in variables if kind == "cell"])
        used = [value for kind, value in variables if kind == "local"]
        used += [name for kind, value in variables if kind == "locals" for name in value]
        self.locals = self._all_locals(used)
        self._number_variables()

    def keys(self, operations):
        """The instructions as opcode | argument << 8; a jump's argument is left at 0."""
        made = {}
        for identity, (op, _, kind, value) in self._distinct.items():
            if kind in _INDEXES:
                made[identity] = op | _INDEXES[kind](self, op, value) << 8
            else:
                # A number is its own argument; a jump's is measured later.
                made[identity] = op | (value or 0) << 8
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
            self._constant(None, Constant(docstring))
        elif docstring is NO_DOCSTRING and versions.docstring_flag is None:
            # As the compiler does it.
            self._constant(None, Constant(None))
        else:
            assert docstring in (NO_DOCSTRING, UNRESERVED)

    def _in_slot(self, key, value):
        slot = self._slots.setdefault(key, len(self._slots))
        if slot == len(self.constants):
            self.constants.append(value)
        return slot

    def _all_cells(self, used):
        cells = list(dict.fromkeys([*self._symbolic.cells, *used]))
        for name in used:
            if name in self._symbolic.free and name not in self._symbolic.cells:
                raise Unassemblable("%s would be a cell and a free variable at once" % name)
        return cells

    def _all_locals(self, used):
        """The arguments first, then what the Symbolic names, then what is used besides."""
        own = dict.fromkeys([*self._symbolic.arguments.names, *self._symbolic.locals])
        # From 3.11 on an instruction for locals may go to the slot of a cell or a free variable.
        elsewhere = {*self.cells, *self._symbolic.free} if versions.names_by_localsplus else ()
        own.update(dict.fromkeys(name for name in used if name not in elsewhere))
        return list(own)

    def _number_variables(self):
        if not versions.names_by_localsplus:
            self._slot = {name: at for at, name in enumerate(self.locals)}
            self._cell_slot = {name: at for at, name in enumerate(self.cells)}
            first_free = len(self.cells)
        else:
            # A cell that is an argument, too, has one slot.
            own = list(dict.fromkeys(self.locals + self.cells))
            self._slot = self._cell_slot = {name: at for at, name in enumerate(own)}
            first_free = len(own)
        self._free_slot = {name: at for at, name in enumerate(self._symbolic.free, first_free)}

    def _pair(self, op, names):
        first, second = (self._local(op, name) for name in names)
        if max(first, second) >= _MOST_IN_A_PAIR:
            raise Unassemblable("%s has no room for the variables %s and %s" % (opcode.opname[op], *names))
        return first << 4 | second

    def _constant(self, _op, constant):
        return self._in_slot((constant.key, constant.copy), constant.object)

    def _code(self, _op, value):
        code = self._nested[value] if isinstance(value, Symbolic) else value
        return self._in_slot(id(code), code)

    def _name(self, op, value):
        name, bits = value
        return self.names.setdefault(name, len(self.names)) << NAME_SHIFTS[op] | bits

    def _local(self, _op, name):
        return self._slot[name] if name in self._slot else self._free_slot[name]

    def _cell(self, _op, name):
        return self._cell_slot[name]

    def _free(self, _op, name):
        if name not in self._free_slot:
            raise Unassemblable("the free variable %s is not handed in" % name)
        return self._free_slot[name]


_INDEXES = {
    "const": Numbering._constant,
    "code": Numbering._code,
    "name": Numbering._name,
    "local": Numbering._local,
    "locals": Numbering._pair,
    "cell": Numbering._cell,
    "free": Numbering._free,
}
