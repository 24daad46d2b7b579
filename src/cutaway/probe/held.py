"""What a function takes by default, in a form that equal values share in every process.

Knows containers by what they hold, functions by their code, classes by their name, all else by its type's name. Reads
exact builtin types only, through the interpreter's own accessors: no code of the user's runs.
"""

import hashlib
from types import BuiltinFunctionType, CodeType, FunctionType

from .object_form import object_form
from .values import encode

# Through a metaclass, `kind.__qualname__` may run the user's code.
_qualified_name = type.__dict__["__qualname__"].__get__
_CONSTANTS = (type(None), type(Ellipsis), bool, int, float, complex, str, bytes)
_UNORDERED = (set, frozenset)
_CONTAINERS = (*_UNORDERED, list, tuple, dict)


def held_form(values):
    """Return the form of a list of values as bytes."""
    return _Held().form(values)


class _Held:
    """Containers from the inside out, each hashed once, so that neither depth nor shared parts take their toll."""

    def __init__(self):
        self._numbers = {}
        self._hashes = {}

    def form(self, root):
        pending = [(root, False)]
        while pending:
            value, is_walked = pending.pop()
            if is_walked:
                self._hashes[id(value)] = _hashed(self._container(value))
            elif _is_one_of(value, _CONTAINERS) and id(value) not in self._numbers:
                self._numbers[id(value)] = len(self._numbers)
                pending.append((value, True))
                pending.extend((item, False) for item in reversed(_items(value)))
        return _line(self._word(root))

    def _container(self, value):
        words = [self._word(item) for item in _items(value)]
        return [type(value).__name__, sorted(words) if _is_one_of(value, _UNORDERED) else words]

    def _word(self, value):
        if _is_one_of(value, _CONTAINERS):
            known = self._hashes.get(id(value))
            # Not hashed yet: it is one of those around, and so holds itself.
            return ["held", known] if known else ["around", self._numbers[id(value)]]
        return encode(value) if _is_one_of(value, _CONSTANTS) else self._name(value)

    def _name(self, value):
        kind = type(value)
        if kind is CodeType:
            return ["code", self._code(value)]
        if kind is FunctionType:
            return ["function", value.__qualname__, self._code(value.__code__)]
        if kind is BuiltinFunctionType:
            return ["builtin", value.__name__]
        # `issubclass` of `type` itself asks no class of the user's.
        return ["class", _qualified_name(value)] if issubclass(kind, type) else ["of type", _qualified_name(kind)]

    def _code(self, code):
        if id(code) not in self._hashes:
            self._hashes[id(code)] = _hash(object_form(code))
        return self._hashes[id(code)]


def _is_one_of(value, kinds):
    # One by one: `in` hashes or compares a type, which a metaclass may do in its own way.
    return any(type(value) is kind for kind in kinds)


def _items(container):
    if type(container) is dict:
        return [item for pair in container.items() for item in pair]
    return list(container)


def _hashed(form):
    return _hash([_line(form)])


def _hash(pieces):
    made = hashlib.sha256()
    for piece in pieces:
        made.update(piece)
    return made.hexdigest()


def _line(value):
    return ascii(value).encode("ascii") + b"\n"
