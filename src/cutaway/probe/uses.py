"""What is done with the result of a call: dropped, tested, awaited, iterated, passed on.

Knows the nodes around a call. Does not know what is called, nor which use is right.

The uses: awaited, condition, dropped, value (operated on at once), added (`x += f()`), iterated, iterated
asynchronously, entered, entered asynchronously, driven (`send`, `close`, `asend` and such), returned, passed, stored.
"""

import ast

# What takes an awaitable and sees to it: all positional arguments, or the first. By the dotted name that is imported.
_AWAITING_ALL = frozenset(["asyncio.gather"])
_AWAITING_FIRST = frozenset(
    [
        "asyncio.as_completed",
        "asyncio.create_task",
        "asyncio.ensure_future",
        "asyncio.run",
        "asyncio.run_coroutine_threadsafe",
        "asyncio.shield",
        "asyncio.wait",
        "asyncio.wait_for",
        "curio.run",
        "uvloop.run",
    ]
)
# Methods of event loops, task groups and runners. Whose they are no text says: it is a guess.
_AWAITING_METHODS = frozenset(["create_task", "ensure_future", "run_coroutine_threadsafe", "run_until_complete"])
_AWAITED_KEYWORDS = frozenset(["arg", "aw", "coro", "coro_or_future", "fs", "fut", "future", "main"])

# Builtins that use up or test their first argument, where it is the only one or the others say nothing of it.
_ITERATING = frozenset(
    "builtins." + name
    for name in ("list", "tuple", "set", "frozenset", "sorted", "sum", "any", "all", "enumerate", "dict")
)
_ITERATING_ALONE = frozenset(["builtins.min", "builtins.max", "builtins.iter"])
_OPERATING = frozenset("builtins." + name for name in ("len", "int", "float", "abs", "round"))
_ITERATING_ASYNCHRONOUSLY = frozenset(["builtins.aiter", "builtins.anext"])
_CLOSING = frozenset(["contextlib.aclosing", "contextlib.closing"])

# Of a function so decorated, `yield from` takes coroutines.
_GENERATOR_COROUTINES = frozenset(["types.coroutine", "asyncio.coroutine"])

_DRIVING = frozenset(
    [
        "send",
        "throw",
        "close",
        "__next__",
        "__await__",
        "asend",
        "athrow",
        "aclose",
        "__anext__",
        "__aiter__",
        "__iter__",
    ]
)
_STATE = ("cr_", "gi_", "ag_")

_CONTAINERS = (ast.List, ast.Tuple, ast.Set, ast.Dict, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_OPERATIONS = (ast.FormattedValue, ast.Delete, ast.Raise)
_OF_PIPELINES = (ast.BitOr, ast.BitAnd, ast.BitXor, ast.LShift, ast.RShift, ast.MatMult)
_CONSTANTS = (ast.Constant, ast.JoinedStr)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


class Guess(str):
    """A use that is likely, and not sure."""


def use_of(node, parents, origin):
    """What is done with the value of an expression; a `Guess` where that is not sure.

    `origin(node)` gives the dotted name of what an expression is (`Scopes.origin`).
    """
    parent = parents[id(node)]
    judge = _JUDGES.get(type(parent))
    if judge is not None:
        return judge(node, parent, parents, origin)
    if isinstance(parent, _CONTAINERS):
        return _in_container(parent, parents, origin)
    if isinstance(parent, _OPERATIONS):
        return "value"
    return "stored"


def _always(use):
    return lambda node, parent, parents, origin: use


def _named(node, parent, parents, origin):
    """`(x := f())`: kept by name, whatever else is done with it on the spot."""
    use = use_of(parent, parents, origin)
    return "stored" if use == "dropped" else Guess(use)


def _delegated_to(node, parent, parents, origin):
    """`yield from f()`: iterated, but a generator that is marked as a coroutine takes what can be awaited, too."""
    function = parents[id(parent)]
    while not isinstance(function, _FUNCTIONS):
        function = parents[id(function)]
    if isinstance(function, ast.Lambda):
        return Guess("iterated")
    decorators = {origin(one) for one in function.decorator_list}
    if decorators and decorators <= _GENERATOR_COROUTINES:
        return "awaited"
    return Guess("iterated") if decorators else "iterated"


def _computed(node, parent, parents, origin):
    """A lambda's body; its arguments' defaults are kept."""
    return "returned" if parent.body is node else "stored"


def _tested(node, parent, parents, origin):
    """The condition of an `if`, a `while`, an `assert`; an assertion's message is handed on."""
    return "condition" if parent.test is node else "passed"


def _chosen(node, parent, parents, origin):
    return "condition" if parent.test is node else use_of(parent, parents, origin)


def _joined(node, parent, parents, origin):
    """`a and b` tests all but the last, and is the last or the one that decided."""
    if parent.values[-1] is node:
        return use_of(parent, parents, origin)
    # `await (f() or g())`: what is always true is the one that is awaited
    is_awaited = isinstance(parent.op, ast.Or) and use_of(parent, parents, origin) == "awaited"
    return Guess("condition") if is_awaited else "condition"


def _negated(node, parent, parents, origin):
    return "condition" if isinstance(parent.op, ast.Not) else "value"


def _compared(node, parent, parents, origin):
    for operator, right in zip(parent.ops, parent.comparators):
        if right is node and isinstance(operator, (ast.In, ast.NotIn)):
            return "iterated"
    return "value"


def _operated(node, parent, parents, origin):
    """Numbers and texts take no such thing; but libraries put pipelines together of anything, with `|` or `>>`."""
    other = parent.right if parent.left is node else parent.left
    return "passed" if isinstance(parent.op, _OF_PIPELINES) and not isinstance(other, _CONSTANTS) else "value"


def _operated_in_place(node, parent, parents, origin):
    """A list takes whatever can be iterated."""
    if isinstance(parent.op, ast.Add):
        return "added"
    return "passed" if isinstance(parent.op, _OF_PIPELINES) else "value"


def _looped(node, parent, parents, origin):
    return "iterated" if parent.iter is node else "stored"


def _looped_asynchronously(node, parent, parents, origin):
    return "iterated asynchronously" if parent.iter is node else "stored"


def _comprehended(node, parent, parents, origin):
    if parent.iter is node:
        return "iterated asynchronously" if parent.is_async else "iterated"
    return "condition"


def _entered(node, parent, parents, origin):
    around = parents[id(parent)]
    return "entered asynchronously" if isinstance(around, ast.AsyncWith) else "entered"


def _assigned(node, parent, parents, origin):
    unpacked = any(isinstance(target, (ast.Tuple, ast.List)) for target in parent.targets)
    return "iterated" if unpacked else "stored"


def _member(node, parent, parents, origin):
    if parent.attr in _DRIVING or parent.attr.startswith(_STATE):
        return "driven"
    # Every object has some of them, and one that asks a coroutine for its `__class__` may know what it has.
    return "passed" if parent.attr.startswith("__") else "value"


def _subscripted(node, parent, parents, origin):
    return "value" if parent.value is node else "stored"


def _starred(node, parent, parents, origin):
    return "iterated"


def _keyword(node, parent, parents, origin):
    around = parents[id(parent)]
    if parent.arg is None:  # `**f()`
        return "value"
    if isinstance(around, ast.Call) and parent.arg in _AWAITED_KEYWORDS:
        found = _passed_first(around, origin)
        return found if found == "awaited" else "passed"
    return "passed"  # a builtin uses up what it takes by position: `dict(a=f())` keeps it


def _argument(node, parent, parents, origin):
    return "value" if parent.func is node else _passed(node, parent, origin)


def _in_container(container, parents, origin):
    """In a list or a comprehension it is kept, unless that goes to what awaits its elements, starred or not."""
    around = parents[id(container)]
    given = container
    if isinstance(around, ast.Starred):
        given, around = around, parents[id(around)]
    if isinstance(around, ast.Call) and given in around.args and not isinstance(container, (ast.Dict, ast.DictComp)):
        found = _passed(given, around, origin)
        return found if found == "awaited" else "stored"
    return "stored"


def _passed(argument, call, origin):
    """What a function does with a positional argument, where that is known."""
    if origin(call.func) in _AWAITING_ALL:
        return "awaited"
    return _passed_first(call, origin) if call.args[0] is argument else "passed"


def _passed_first(call, origin):
    """What a function does with what it is chiefly given."""
    name = origin(call.func)
    if name in _AWAITING_ALL or name in _AWAITING_FIRST:
        return "awaited"
    if name in _CLOSING:
        return "driven"
    if name is not None and name.startswith("builtins."):
        return _passed_to_builtin(name, len(call.args))
    if getattr(call.func, "attr", None) in _AWAITING_METHODS:
        return Guess("awaited")
    return "passed"


def _passed_to_builtin(name, count):
    if name == "builtins.bool":
        return "condition"
    if name == "builtins.next":
        return "driven"
    if name in _ITERATING_ASYNCHRONOUSLY:
        return "iterated asynchronously"
    if name in _ITERATING or (name in _ITERATING_ALONE and count == 1):
        return "iterated"
    return "value" if name in _OPERATING else "passed"


_JUDGES = {
    ast.Expr: _always("dropped"),
    ast.Await: _always("awaited"),
    ast.Return: _always("returned"),
    ast.Yield: _always("returned"),
    ast.Lambda: _computed,
    ast.YieldFrom: _delegated_to,
    ast.If: _tested,
    ast.While: _tested,
    ast.Assert: _tested,
    ast.IfExp: _chosen,
    ast.BoolOp: _joined,
    ast.UnaryOp: _negated,
    ast.Compare: _compared,
    ast.BinOp: _operated,
    ast.AugAssign: _operated_in_place,
    ast.For: _looped,
    ast.AsyncFor: _looped_asynchronously,
    ast.comprehension: _comprehended,
    ast.withitem: _entered,
    ast.Assign: _assigned,
    ast.Attribute: _member,
    ast.Subscript: _subscripted,
    ast.Starred: _starred,
    ast.keyword: _keyword,
    ast.Call: _argument,
    ast.NamedExpr: _named,
}
if hasattr(ast, "match_case"):
    _JUDGES[ast.match_case] = _always("condition")
