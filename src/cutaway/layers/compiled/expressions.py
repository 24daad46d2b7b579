"""Short stretches of instructions as the expression that they evaluate: a default, an annotation, a decorator.

Knows the few opcodes that such things are made of, by name, whatever the version.
Does not know any other: where one stands, there is no expression.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from .. import values
from .instruction_lines import Listing

_NOT_IN_SOURCE = frozenset({"PUSH_NULL", "PRECALL", "CACHE", "NOP"})
_LOADED = frozenset({"const", "name", "code", "common", "local", "cell", "free"})

# A class's own names go ahead of those around it: the mapping to look into is on top of the stack (PEP 695).
_LOOKED_UP_FIRST = "LOAD_FROM_DICT_OR_"


class _Unknown(Exception):
    """An instruction that is no part of a simple expression."""


class _Stack:
    """Words of expressions, as their instructions push and pop them."""

    def __init__(self, listing: Listing) -> None:
        self.listing = listing
        self.words: list[str] = []
        self.keywords: list[str] = []
        self.names: list[str] = []

    def take(self, count: int) -> list[str]:
        """Pop so many."""
        if count > len(self.words):
            raise _Unknown
        start = len(self.words) - count
        taken = self.words[start:]
        del self.words[start:]
        return taken

    def step(self, index: int) -> None:
        """Do what one instruction does."""
        part = self.listing.part
        opname, *argument = part["table"][part["rows"][index]]
        kind = argument[0] if argument else ""
        if opname in _NOT_IN_SOURCE:
            return
        if opname in _MAKERS:
            self.words.append(_MAKERS[opname](self, argument[1]))
        elif opname == "KW_NAMES":
            self.keywords = _texts(argument[1])
        elif opname in _TAKE_NAMES:
            self.take(1)
            self.words.append(_TAKE_NAMES[opname](self, argument[1]))
        elif opname in ("LOAD_ATTR", "LOAD_METHOD"):
            self.words.append(f"{_operand(self.take(1)[0])}.{argument[1]}")
        elif opname == "BINARY_SUBSCR" or argument == ["binary", "[]"]:
            owner, item = self.take(2)
            self.words.append(f"{_operand(owner)}[{item[1:-1] if self._is_tuple(index - 1) else item}]")
        elif opname == "BINARY_OR" or argument == ["binary", "|"]:
            self.words.append(" | ".join(self.take(2)))
        elif opname == "LOAD_LOCALS":
            self.words.append("locals()")
        elif opname.startswith("LOAD_") and kind in _LOADED:
            if opname.startswith(_LOOKED_UP_FIRST):
                self.take(1)
            self.words.append(self.listing.argument(index).partition(" + ")[0])
            self.names = _texts(argument[1]) if kind == "const" else []
        else:
            raise _Unknown

    def _is_tuple(self, index: int) -> bool:
        """Does the instruction leave a tuple, whose parentheses are not written where it is a subscript?"""
        opname, *argument = self.listing.part["table"][self.listing.part["rows"][index]]
        many = argument[1:] != [["tuple", []]] and argument != ["number", 0]
        is_constant = argument[:1] == ["const"] and argument[1][0] == "tuple"
        return many and bool(opname == "BUILD_TUPLE" or is_constant)


def expression(listing: Listing, indexes: Iterable[int]) -> list[str] | None:
    """The expressions that instructions leave on the stack, in words; None where they are not as simple as that."""
    stack = _Stack(listing)
    try:
        for index in indexes:
            stack.step(index)
    except _Unknown:
        return None
    return stack.words


def arguments(listing: Listing, indexes: Sequence[int]) -> list[str] | None:
    """What a call at the end of the instructions is given, in words, keywords with their names; None as above."""
    stack = _Stack(listing)
    try:
        for index in indexes[:-1]:
            stack.step(index)
        if listing.opname(indexes[-1]) in _TAKE_NAMES:
            stack.take(1)
            stack.keywords = stack.names
        elif not listing.opname(indexes[-1]).startswith("CALL"):
            raise _Unknown
        return _named(stack.words, stack.keywords)
    except _Unknown:
        return None


def annotation_words(listing: Listing, indexes: Sequence[int]) -> str | None:
    """Annotations in words, as the dictionary that becomes of them; None where they are not as simple as that."""
    stack = _Stack(listing)
    try:
        for index in indexes[:-1]:
            stack.step(index)
        return _dictionary(stack, indexes[-1])
    except _Unknown:
        return None


def _dictionary(stack: _Stack, last: int) -> str:
    """Names and annotations in turns, from the flat tuple that stands for a dictionary since bpo-42202 (3.10)."""
    opname, *argument = stack.listing.part["table"][stack.listing.part["rows"][last]]
    if opname == "BUILD_TUPLE":
        return _dict(stack, argument[1] // 2)
    if argument[:1] == ["const"] and argument[1][0] == "tuple":
        stack.words = [values.word(item) for item in argument[1][1]]
        return _dict(stack, len(stack.words) // 2)
    stack.step(last)
    if len(stack.words) != 1:
        raise _Unknown
    return stack.words[0]


def returned_annotations(listing: Listing) -> str | None:
    """What a function named `__annotate__` returns in its common case, behind the check of the format (PEP 649)."""
    opnames = [listing.opname(index) for index in range(len(listing.part["rows"]))]
    if "RAISE_VARARGS" not in opnames or opnames[-1] != "RETURN_VALUE":
        return None
    return annotation_words(listing, range(opnames.index("RAISE_VARARGS") + 1, len(opnames) - 1))


def _operand(words: str) -> str:
    """What an attribute, an item or a call is of: an operator in it would need brackets."""
    if " | " in words.partition("[")[0]:
        raise _Unknown
    return words


def _texts(encoded: values.Encoded) -> list[str]:
    """The texts in a constant that is a tuple of them: the names of keywords, or a dictionary's keys."""
    tag, *parts = encoded
    if tag != "tuple" or any(item[0] != "str" for item in parts[0]):
        return []
    return ["".join(text) for _, *text in parts[0]]


def _called(stack: _Stack, count: int) -> str:
    given = _named(stack.take(count), stack.keywords)
    stack.keywords = []
    return f"{stack.take(1)[0]}({', '.join(given)})"


def _named(given: Sequence[str], keywords: Sequence[str]) -> list[str]:
    """What a call is given, the last of it with the names of keywords."""
    names = [""] * (len(given) - len(keywords)) + [f"{name}=" for name in keywords]
    return [name + word for name, word in zip(names, given, strict=True)]


def _tuple(stack: _Stack, count: int) -> str:
    items = stack.take(count)
    return f"({', '.join(items)}{',' if count == 1 else ''})"


def _dict(stack: _Stack, count: int) -> str:
    words = stack.take(2 * count)
    pairs = zip(words[::2], words[1::2], strict=True)
    return f"{{{', '.join(f'{key}: {value}' for key, value in pairs)}}}"


def _called_with_names(stack: _Stack, count: int) -> str:
    stack.keywords = stack.names
    return _called(stack, count)


def _dict_of_names(stack: _Stack, count: int) -> str:
    if len(stack.names) != count:
        raise _Unknown
    pairs = zip(stack.names, stack.take(count), strict=True)
    return f"{{{', '.join(f'{key!r}: {value}' for key, value in pairs)}}}"


# The names are a constant on top of the stack.
_TAKE_NAMES: dict[str, Callable[[_Stack, int], str]] = {
    "BUILD_CONST_KEY_MAP": _dict_of_names,
    "CALL_FUNCTION_KW": _called_with_names,
    "CALL_KW": _called_with_names,
}
_MAKERS: dict[str, Callable[[_Stack, int], str]] = {
    "BUILD_TUPLE": _tuple,
    "BUILD_MAP": _dict,
    "CALL": _called,
    "CALL_FUNCTION": _called,
    "CALL_METHOD": _called,
}
