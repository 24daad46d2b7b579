"""The parts that a target is made of: its definition, its own code object, and every code object inside it.

Knows the tree of code objects, in the order in which instructions make them, with their qualified names.
Does not know what the layers `code` and `bytecode` tell of a part.
"""

from . import definition, versions
from .instructions import Instructions


class Part:
    """A code object of the tree, or (`kind` "definition") the stretch of its surroundings that defines the target.

    `parent` is the index of the part that makes it, None for the first. `start` and `end` bound a definition.
    """

    def __init__(self, kind, code, parent, qualname, bounds=(None, None)):
        self.kind = kind
        self.code = code
        self.parent = parent
        self.qualname = qualname
        self.instructions = None
        self.start, self.end = bounds

    @property
    def rows(self):
        """The rows of the instructions that belong to this part."""
        return self.instructions.rows[self.start : self.end]


class Parts(list):
    """Every part of a Root, outermost first; `own` is the index of the target's own code object."""

    def __init__(self, root, module_code):
        super().__init__()
        self.number = {}
        self._qualnames = {}
        if not versions.has_qualified_names:
            self._qualnames = {id(code): name for code, name in definition.qualified(module_code)}
        kind = "code" if root.start is None else "definition"
        self._add(Part(kind, root.code, None, self._qualname(root.code), (root.start, root.end)))
        self._read_all()
        self.own = self.number.get(id(root.own), 0)

    def _add(self, part):
        if part.kind == "code":
            self.number[id(part.code)] = len(self)
        self.append(part)

    def _qualname(self, code):
        return code.co_qualname if versions.has_qualified_names else self._qualnames.get(id(code), code.co_name)

    def _read_all(self):
        """Decode each part; what its instructions make becomes a part, too, so constants that nothing uses do not."""
        done = 0
        while done < len(self):
            part = self[done]
            made = {}
            part.instructions = Instructions(
                part.code, lambda code, made=made: made.setdefault(id(code), code) and id(code)
            )
            self._number_made(part, done, made)
            done += 1

    def _number_made(self, part, parent, made):
        """Add what `part` makes, and let its instructions name it by its number."""
        table = part.instructions.table
        used = range(len(table)) if part.start is None else sorted(set(part.rows))
        for row in used:
            meaning = table[row]
            if meaning[1:2] == ["code"]:
                code = made[meaning[2]]
                if id(code) not in self.number:
                    self._add(Part("code", code, parent, self._qualname(code)))
                meaning[2] = self.number[id(code)]


def real(unit):
    """The parts of the target in the code as it is; made once a unit."""
    return unit.once("parts", lambda: Parts(definition.root(unit), unit.module_code))


def neutral(unit):
    """The parts of the target in code that layout cannot touch; made once a unit. Raises Absent without a tree."""
    return unit.once("neutral_parts", lambda: _neutral(unit))


def _neutral(unit):
    root = definition.neutral_root(unit)
    return Parts(root, root.code)
