"""Where each function or class is made in the code around it: what its decorators, defaults, bases and such come from.

Knows what a `def` with type parameters looks like (PEP 695: its defaults are made outside of their code, its
annotations inside). Does not know what differs, nor classes with type parameters, nor lambdas.
"""

from .definition import is_function, is_of_type_parameters
from .hybrids import checking, roles, symbolic

_DEFAULTS = {".defaults": "__defaults__", ".kwdefaults": "__kwdefaults__"}
_GENERIC = "<generic parameters of %s>"

# What may stand between a function and the name that it gets: the calls of its type parameters' code and decorators.
_CALLS = frozenset(["CALL_FUNCTION", "CALL"])
_BETWEEN = _CALLS | frozenset(["PRECALL", "SWAP", "PUSH_NULL"])


def made(parts):
    """Yield a dict for each place where a `def` or `class` among `parts` makes what it names.

    `part` is the number of the function's or class's code, `qualname` its qualified name, `maker` the number of the
    code around it, `generic` that of its type parameters, or None. `bounds` is the stretch [start, end] of `maker`, in
    rows, that makes it. `values` maps "decorators", "bases" (of a class; with keywords, and the call that takes them)
    and attributes of the function to [part, start, end]. There are several of one `part` where a `finally` is compiled
    twice, and where functions of one name and maker have equal code, which is then one.
    """
    makers = [_Maker(number, part) for number, part in enumerate(parts)]
    for maker, around in zip(makers, parts):
        for loaded in _loaded(around):
            number, generic = _function(parts, loaded)
            if number is None or is_of_type_parameters(around.code):
                continue
            own = parts[number].code
            inner = {} if generic is None else makers[generic].inner_values(own)
            for bounds, values in maker.stretches(parts[loaded].code):
                yield {
                    "part": number,
                    "qualname": parts[number].qualname,
                    "maker": maker.number,
                    "generic": generic,
                    "bounds": bounds,
                    "values": dict(inner, **values),
                }


def _loaded(part):
    """The numbers of the code objects that a part loads."""
    return dict.fromkeys(meaning[2] for meaning in part.instructions.used_meanings() if meaning[1:2] == ["code"])


def _function(parts, number):
    """The numbers of what is made where a code object is loaded, and of its type parameters, or None."""
    code = parts[number].code
    if not is_of_type_parameters(code):
        return (None if code.co_name.startswith("<") else number), None
    # Beside the function, the code of type parameters makes the one that computes its annotations (PEP 649).
    inner = (at for at in _loaded(parts[number]) if _GENERIC % parts[at].code.co_name == code.co_name)
    own = next(inner, None)
    return (own if own is not None and is_function(parts[own].code) else None), number


def _plainly(definition):
    """What a definition says of itself: (start, values by name, decorators)."""
    decorators, values = definition.decorators, dict(definition.roles)
    if roles.makes_class(definition):
        name, end = definition.heading
        values["bases"] = (name + 1, end)
    around = (decorators[0][0], decorators[-1][1]) if decorators else None
    return roles.start_of(definition), values, around


class _Maker:
    """A code object that makes functions or classes."""

    def __init__(self, number, part):
        self.number = number
        self._code = part.code
        self._decoded = None

    @property
    def _symbolic(self):
        return self._decoding[0]

    @property
    def _operations(self):
        return self._decoding[0].operations

    @property
    def _reader(self):
        return self._decoding[1]

    @property
    def _decoding(self):
        """Its instructions with their stack depths; most parts make no functions."""
        if self._decoded is None:
            decoded = symbolic.decode(self._code)
            depths = checking.check(decoded).depths or [None] * len(decoded.operations)
            self._decoded = decoded, roles.Reader(decoded, depths)
        return self._decoded

    def stretches(self, own):
        """For each place that makes what has this code and names it: [start, end], and the values by name."""
        found = [self._stretch(own, load) for load in self._loads(own)]
        return [stretch for stretch in found if stretch is not None]

    def inner_values(self, own):
        """What the code of type parameters itself gives the function that it makes."""
        definition = next(map(self._reader.definition, self._loads(own)), None)
        if definition is None:
            return {}
        return {
            name: self._rows(*bounds) for name, bounds in definition.roles.items() if name not in _DEFAULTS.values()
        }

    def _loads(self, own):
        return (at for at, operation in enumerate(self._operations) if operation.value is own)

    def _stretch(self, own, load):
        definition = self._reader.definition(load)
        store = None if definition is None else self._store(definition)
        if store is None:
            return None
        if is_of_type_parameters(own):
            found = self._around_generic(own, definition, store)
        elif is_function(own) or roles.makes_class(definition):
            found = _plainly(definition)
        else:
            found = None
        if found is None:
            return None
        start, values, decorators = found
        if decorators:
            values["decorators"] = decorators
        rows = {name: self._rows(*bounds) for name, bounds in values.items()}
        return self._rows(start, store + 1)[1:], rows

    def _store(self, definition):
        """Where the function gets its name; None where it is no `def` that makes it."""
        at = definition.calls[1]
        while at < len(self._operations) and self._operations[at].opname in _BETWEEN:
            at += 1
        return at if at < len(self._operations) and self._operations[at].opname.startswith("STORE_") else None

    def _around_generic(self, own, definition, store):
        """The same where the code of type parameters is made and called."""
        names = [_DEFAULTS[name] for name in own.co_varnames[: own.co_argcount] if name in _DEFAULTS]
        behind = range(definition.calls[1], store)
        decorators = sum(self._operations[at].opname in _CALLS for at in behind) - 1
        end = roles.start_of(definition)
        while self._operations[end - 1].opname == "SWAP":  # of the code's own call
            end -= 1
        starts = self._reader.starts(end, len(names))
        if starts is None:
            return None
        first = starts[0]
        if first and self._operations[first - 1].opname == "PUSH_NULL":  # of the call; up to 3.12 it lies below
            first -= 1
        around = self._reader.starts(first, decorators)
        if around is None:
            return None
        values = dict(zip(names, zip(starts, starts[1:])))
        return around[0], values, (around[0], first) if decorators else None

    def _rows(self, start, end):
        """The facts count the derived prefix, too."""
        return [self.number, start + self._symbolic.first, end + self._symbolic.first]
