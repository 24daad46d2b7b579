"""What can be seen of a value, an exception, a function and a module, in bounded words.

Knows types, `repr` inside limits, notes, signatures and kinds of lazy objects.
Does not know when it is asked, nor what a difference would mean.
"""

import collections.abc
import inspect
import types

TEXT_SHOWN = 4000
NAMES_SHOWN = 500
CHAIN_SHOWN = 10
SIMPLE = (type(None), bool, int, float, complex, str, bytes)


def type_name(kind, module=None):
    """Name a type by module and qualified name; builtins and the target's own module go unsaid."""
    where = getattr(kind, "__module__", None)
    name = getattr(kind, "__qualname__", None) or repr(kind)
    return name if where in ("builtins", module, None) else "{}.{}".format(where, name)


def bounded(text):
    """Return (the text, cut where it is longer than we show, and its whole length when cut or None)."""
    text = str(text)
    return (text, None) if len(text) <= TEXT_SHOWN else (text[:TEXT_SHOWN], len(text))


def lazy_kind(value):
    """Say what must be driven to be known: coroutine, generator, async generator, awaitable, iterator; else None."""
    try:
        return _kind_by_protocol(value)
    except Exception:  # an object whose `__class__` raises is not known to be anything
        return None


def _kind_by_protocol(value):
    if inspect.iscoroutine(value):
        return "coroutine"
    if inspect.isasyncgen(value):
        return "async generator"
    if inspect.isawaitable(value):
        return "awaitable"
    if inspect.isgenerator(value):
        return "generator"
    if isinstance(value, collections.abc.AsyncIterator):
        return "async iterator"
    return "iterator" if isinstance(value, collections.abc.Iterator) else None


def shown_value(value, module=None):
    """Describe a value: {"type", "repr", "cut", "lazy"}; lazy objects by type alone."""
    shown = {"type": type_name(type(value), module), "lazy": lazy_kind(value)}
    if shown["lazy"] is None:
        shown["repr"], shown["cut"] = bounded(_safely(repr, value))
    return shown


def _safely(show, value):
    try:
        return show(value)
    except BaseException as error:
        return "<{}() raises {}>".format(show.__name__, type(error).__name__)


def shown_exception(error, module=None, depth=0):
    """Describe an exception: {"type", "message", "notes", "because", "members"}."""
    shown = {"type": type_name(type(error), module)}
    shown["message"], shown["cut"] = bounded(_safely(str, error))
    shown["notes"] = [bounded(_safely(str, note))[0] for note in getattr(error, "__notes__", ())][:CHAIN_SHOWN]
    if depth < CHAIN_SHOWN:
        behind = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        shown["because"] = shown_exception(behind, module, depth + 1) if behind is not None else None
        # PEP 654 groups; a class of the user's may have any `exceptions`.
        members = getattr(error, "exceptions", ())
        if isinstance(members, tuple):
            parts = [member for member in members[:CHAIN_SHOWN] if isinstance(member, BaseException)]
            shown["members"] = [shown_exception(part, module, depth + 1) for part in parts]
    return shown


def introspected(function):
    """Describe what `inspect` and the object itself say of a callable, without calling it."""
    return {
        "type": type_name(type(function)),
        "iscoroutinefunction": inspect.iscoroutinefunction(function),
        "isgeneratorfunction": inspect.isgeneratorfunction(function),
        "isasyncgenfunction": inspect.isasyncgenfunction(function),
        "signature": _told(lambda: str(inspect.signature(function))),
        "annotations": _told(lambda: _annotations(function)),
        "doc": _told(lambda: _text_or_none(function.__doc__)),
        "name": _told(lambda: function.__name__),
    }


def _annotations(function):
    found = getattr(function, "__annotations__", None)
    return None if found is None else {str(name): _safely(repr, value)[:TEXT_SHOWN] for name, value in found.items()}


def _text_or_none(text):
    return None if text is None else bounded(text)[0]


def _told(ask):
    """Ask; an answer that cannot be had is told as what it raises (a signature of C code, a lazy annotation)."""
    try:
        answer = ask()
        return bounded(answer)[0] if isinstance(answer, str) else answer
    except BaseException as error:
        return "raises {}".format(type(error).__name__)


def defined(module, at_birth):
    """Describe a module's names: name -> {"type"} with "repr" for simple values."""
    names = sorted(name for name in vars(module) if isinstance(name, str) and name not in at_birth)
    return {name: _defined_name(vars(module)[name], module.__name__) for name in names[:NAMES_SHOWN]}


def _defined_name(value, module):
    described = {"type": type_name(type(value), module)}
    if type(value) in SIMPLE:
        described["repr"] = bounded(_safely(repr, value))[0]
    return described


def introspected_module(module):
    """Describe the functions that a module itself defines, by name."""
    own = {
        name: value
        for name, value in vars(module).items()
        if isinstance(value, types.FunctionType) and value.__module__ == module.__name__
    }
    return {name: introspected(own[name]) for name in sorted(own)[:NAMES_SHOWN]}
