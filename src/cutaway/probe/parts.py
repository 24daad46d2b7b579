"""The parts that a target is made of: its definition, its own code object, and every code object inside it.

Knows the tree of code objects, in the order in which instructions make them, with their qualified names. The compiler
makes one object of codes that are equal, lines too: without positions, those of two classes' methods. They are as many
parts as there are places, or what one method became would be told of the other.
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
        kind = "code" if root.start is None else "definition"
        self.append(Part(kind, root.code, None, _qualname(root.code, module_code), (root.start, root.end)))
        self._read_all()
        self._name_all()
        self.own = next(
            (number for number, part in enumerate(self) if part.code is root.own and part.kind == "code"), 0
        )

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
        numbers = {}
        used = range(len(table)) if part.start is None else sorted(set(part.rows))
        for row in used:
            meaning = table[row]
            if meaning[1:2] == ["code"]:
                code = made[meaning[2]]
                if id(code) not in numbers:
                    numbers[id(code)] = len(self)
                    self.append(Part("code", code, parent, None))
                meaning[2] = numbers[id(code)]

    def _name_all(self):
        """Name each part after the one around it, but for a function that is said to be global: its code says so."""
        if versions.has_qualified_names:
            here = {id(part.code) for part in self[1:] if _is_named_after(self._outer(part).code, part.code)}
        else:
            here = {id(part.code) for part in self}
        for part in self[1:]:
            if id(part.code) in here:
                outer = self._outer(part)
                part.qualname = _inside(outer.qualname, outer.code, part.code)
            else:
                part.qualname = part.code.co_qualname

    def _outer(self, part):
        """The part around another; type parameters give no name to what has them."""
        outer = self[part.parent]
        has_them = outer.parent is not None and definition.is_of_type_parameters(outer.code)
        return self[outer.parent] if has_them and outer.code.co_name.endswith(" %s>" % part.code.co_name) else outer


def _qualname(code, module_code):
    if versions.has_qualified_names:
        return code.co_qualname
    return next((name for one, name in definition.qualified(module_code) if one is code), code.co_name)


def _is_named_after(outer, code):
    """Whether a code object has the name of this place: one object made in several has that of the first."""
    return code.co_qualname == _inside(outer.co_qualname, outer, code)


def _inside(qualname, outer, code):
    """The qualified name of what a code object of this qualified name makes."""
    return code.co_name if outer.co_name == "<module>" else qualname + definition.separator(outer) + code.co_name


def real(unit):
    """The parts of the target in the code as it is; made once a unit."""
    return unit.once("parts", lambda: Parts(definition.root(unit), unit.module_code))


def neutral(unit):
    """The parts of the target in code that layout cannot touch; made once a unit. Raises Absent without a tree."""
    return unit.once("neutral_parts", lambda: _neutral(unit))


def _neutral(unit):
    root = definition.neutral_root(unit)
    return Parts(root, root.code)
