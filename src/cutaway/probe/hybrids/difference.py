"""A unit: one difference between two sides that a hybrid can have or lack.

Knows how a unit is told (ARCHITECTURE.md, "A unit, as the probe tells it"). Does not know how it is put in.
"""

# The order in which a part's units are numbered, and the layer that each kind stands in.
_LAYERS = {
    "flag": "code",
    "signature": "code",
    "variables": "code",
    "docstring": "code",
    "function_attribute": "code",
    "constant": "bytecode",
    "instructions": "bytecode",
    "jump": "bytecode",
    "exception_table": "bytecode",
    "positions": "bytecode",
}
_ORDER = list(_LAYERS)


class Difference:
    """One difference of a pair of parts; compared by identity. `id` is given when all are found."""

    def __init__(self, kind, before=None, after=None, **more):
        self.kind = kind
        self.before = before
        self.after = after
        self.more = more
        self.id = None

    @property
    def rank(self):
        """Where the kind stands among those of its part."""
        return _ORDER.index(self.kind)

    def told(self, parts):
        """The unit as JSON; `parts` are the indexes of the parts that it stands in."""
        told = {"id": self.id, "kind": self.kind, "layer": _LAYERS[self.kind], "parts": list(parts)}
        told.update(self.more, before=self.before, after=self.after)
        return told
