"""The layer symbols: the target's blocks, and what each name is in each of them.

Knows blocks and symbols as this interpreter's `symtable` has them. Does not know which blocks belong together.

Facts: `{"properties": [names], "blocks": [[type, name, line, parent, nested, symbols], ...]}`. `parent` is the index of
the enclosing block, -1 for an outermost one; `symbols` maps a name to the sum of `2**n` over the properties that it
has. Properties are the `is_*` questions that this version's `symtable.Symbol` answers.
"""

import symtable

from .unit import Absent

PROPERTIES = sorted(name for name in dir(symtable.Symbol) if name.startswith("is_"))
_NAMESPACE = 1 << PROPERTIES.index("is_namespace")

# gh-119698 (3.13): get_type() was documented and two of its answers changed on the way.
_TYPE_TODAY = {"TypeVar bound": "type variable", "type parameter": "type parameters"}


def read(unit):
    """Return the facts of the layer."""
    target = unit.target
    roots = [unit.table] if target.kind == "module" else _blocks_of(target, unit.table)
    return {"properties": PROPERTIES, "blocks": flat(roots)}


def type_of(block):
    """Return the block's type in the words of 3.13 and later."""
    kind = str(block.get_type())
    return _TYPE_TODAY.get(kind, kind)


def flat(roots):
    """Return blocks below `roots` as rows, in source order."""
    rows = []
    known = {}
    pending = [(root, -1) for root in reversed(roots)]
    while pending:
        block, parent = pending.pop()
        children = block.get_children()
        rows.append(
            [
                type_of(block),
                block.get_name(),
                block.get_lineno(),
                parent,
                block.is_nested(),
                _symbols(block, {child.get_name() for child in children}, known),
            ]
        )
        pending.extend((child, len(rows) - 1) for child in reversed(children))
    return rows


def _symbols(block, namespaces, known):
    """Return name -> properties. A symbol's answers depend on its raw flags and on whether its block is the module.

    By that, `symtable` means that it is called "top": the parameters of a function of that name are global to it.
    Asking every symbol every question took most of this layer's time; there are about 30 different raw flags.
    """
    raw = getattr(getattr(block, "_table", None), "symbols", None)
    if raw is None:
        return {symbol.get_name(): _properties(symbol) for symbol in block.get_symbols()}
    kind = block.get_type(), block.get_name() == "top"
    found = {}
    for name, flags in raw.items():
        answers = known.get((flags, kind))
        if answers is None:
            answers = known[flags, kind] = _properties(block.lookup(name)) & ~_NAMESPACE
        found[name] = answers | _NAMESPACE if name in namespaces else answers
    return found


def _properties(symbol):
    return sum(1 << index for index, question in enumerate(PROPERTIES) if getattr(symbol, question)())


def _blocks_of(target, table):
    """Return the target's blocks: its annotations' (3.14 and later), then its own or that of its type parameters."""
    pending = [table]
    while pending:
        block = pending.pop()
        children = block.get_children()
        for index, child in enumerate(children):
            if child.get_name() == target.name and child.get_lineno() == target.line:
                return _annotations_before(children[:index], target.line) + [child]
        pending.extend(children)
    raise Absent("no block of %s in the symbol table" % target.qualname)


def _annotations_before(siblings, line):
    last = siblings[-1:]
    return [block for block in last if type_of(block) == "annotation" and block.get_lineno() == line]
