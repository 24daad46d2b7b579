"""What is done with the result of a call: dropped, tested, awaited, iterated, passed on.

Knows the nodes around a call. Does not know what is called, nor which use is right.

The uses: awaited, condition, dropped, value (operated on at once), added (`x += f()`), iterated, iterated
asynchronously, entered, entered asynchronously, driven (`send`, `close`, `asend` and such), returned, passed, stored.
"""

import ast

# What takes an awaitable and sees to it. `run` and `wait` alone are too common: they count with their library's name.
_AWAITERS = frozenset(
    [
        "create_task",
        "ensure_future",
        "gather",
        "shield",
        "wait_for",
        "as_completed",
        "run_until_complete",
        "run_coroutine_threadsafe",
    ]
)
_AWAITERS_OF_A_LIBRARY = frozenset(("run", "wait"))
_LIBRARIES = frozenset(("asyncio", "anyio", "trio", "curio", "uvloop"))

# Builtins that use up or test what they are given.
_ITERATING = frozenset(
    ["list", "tuple", "set", "frozenset", "sorted", "sum", "any", "all", "min", "max", "enumerate", "iter", "dict"]
)
_OPERATING = frozenset(["len", "int", "float", "abs", "round"])
_ITERATING_ASYNCHRONOUSLY = frozenset(("aiter", "anext"))
_CLOSING = frozenset(("aclosing", "closing"))

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


def use_of(node, parents, is_builtin):
    """What is done with the value of an expression; `is_builtin(name node)` says whether a name is the builtin's."""
    parent = parents[id(node)]
    judge = _JUDGES.get(type(parent))
    if judge is not None:
        return judge(node, parent, parents, is_builtin)
    if isinstance(parent, _CONTAINERS):
        return _in_container(parent, parents, is_builtin)
    if isinstance(parent, _OPERATIONS):
        return "value"
    return "stored"


def _always(use):
    return lambda node, parent, parents, is_builtin: use


def _through(node, parent, parents, is_builtin):
    return use_of(parent, parents, is_builtin)


def _computed(node, parent, parents, is_builtin):
    """A lambda's body; its arguments' defaults are kept."""
    return "returned" if parent.body is node else "stored"


def _tested(node, parent, parents, is_builtin):
    """The condition of an `if`, a `while`, an `assert`; an assertion's message is a value."""
    return "condition" if parent.test is node else "value"


def _chosen(node, parent, parents, is_builtin):
    return "condition" if parent.test is node else use_of(parent, parents, is_builtin)


def _joined(node, parent, parents, is_builtin):
    """`a and b` tests all but the last, and is the last or the one that decided."""
    return use_of(parent, parents, is_builtin) if parent.values[-1] is node else "condition"


def _negated(node, parent, parents, is_builtin):
    return "condition" if isinstance(parent.op, ast.Not) else "value"


def _compared(node, parent, parents, is_builtin):
    for operator, right in zip(parent.ops, parent.comparators):
        if right is node and isinstance(operator, (ast.In, ast.NotIn)):
            return "iterated"
    return "value"


def _operated(node, parent, parents, is_builtin):
    """Numbers and texts take no such thing; but libraries put pipelines together of anything, with `|` or `>>`."""
    other = parent.right if parent.left is node else parent.left
    return "passed" if isinstance(parent.op, _OF_PIPELINES) and not isinstance(other, _CONSTANTS) else "value"


def _operated_in_place(node, parent, parents, is_builtin):
    """A list takes whatever can be iterated."""
    if isinstance(parent.op, ast.Add):
        return "added"
    return "passed" if isinstance(parent.op, _OF_PIPELINES) else "value"


def _looped(node, parent, parents, is_builtin):
    return "iterated" if parent.iter is node else "stored"


def _looped_asynchronously(node, parent, parents, is_builtin):
    return "iterated asynchronously" if parent.iter is node else "stored"


def _comprehended(node, parent, parents, is_builtin):
    if parent.iter is node:
        return "iterated asynchronously" if parent.is_async else "iterated"
    return "condition"


def _entered(node, parent, parents, is_builtin):
    around = parents[id(parent)]
    return "entered asynchronously" if isinstance(around, ast.AsyncWith) else "entered"


def _assigned(node, parent, parents, is_builtin):
    unpacked = any(isinstance(target, (ast.Tuple, ast.List)) for target in parent.targets)
    return "iterated" if unpacked else "stored"


def _member(node, parent, parents, is_builtin):
    if parent.attr in _DRIVING or parent.attr.startswith(_STATE):
        return "driven"
    # Every object has some of them, and one that asks a coroutine for its `__class__` may know what it has.
    return "passed" if parent.attr.startswith("__") else "value"


def _subscripted(node, parent, parents, is_builtin):
    return "value" if parent.value is node else "stored"


def _starred(node, parent, parents, is_builtin):
    return "iterated"


def _keyword(node, parent, parents, is_builtin):
    around = parents[id(parent)]
    if parent.arg is None:  # `**f()`
        return "value"
    found = _passed(around, is_builtin) if isinstance(around, ast.Call) else "passed"
    # A builtin uses up what it takes by position: `dict(a=f())` keeps it.
    return found if found in ("awaited", "driven") else "passed"


def _argument(node, parent, parents, is_builtin):
    return "value" if parent.func is node else _passed(parent, is_builtin)


def _in_container(container, parents, is_builtin):
    """In a list or a comprehension it is kept, unless that goes to what awaits its elements, starred or not."""
    around = parents[id(container)]
    if isinstance(around, ast.Starred):
        around = parents[id(around)]
    if isinstance(around, ast.Call) and _passed(around, is_builtin) == "awaited":
        return "awaited"
    return "stored"


def _passed(call, is_builtin):
    """What a function does with its arguments, where that is known."""
    function = call.func
    if isinstance(function, ast.Attribute):
        owner = getattr(function.value, "id", None)
        known = function.attr in _AWAITERS or (owner in _LIBRARIES and function.attr in _AWAITERS_OF_A_LIBRARY)
        return "awaited" if known else "driven" if function.attr in _CLOSING else "passed"
    if not isinstance(function, ast.Name):
        return "passed"
    if function.id in _AWAITERS:
        return "awaited"
    if function.id in _CLOSING:
        return "driven"
    return _passed_to_builtin(function.id) if is_builtin(function) else "passed"


def _passed_to_builtin(name):
    if name == "bool":
        return "condition"
    if name == "next":
        return "driven"
    if name in _ITERATING_ASYNCHRONOUSLY:
        return "iterated asynchronously"
    return "iterated" if name in _ITERATING else "value" if name in _OPERATING else "passed"


_JUDGES = {
    ast.Expr: _always("dropped"),
    ast.Await: _always("awaited"),
    ast.Return: _always("returned"),
    ast.Yield: _always("returned"),
    ast.Lambda: _computed,
    ast.YieldFrom: _always("iterated"),
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
    ast.NamedExpr: _through,
}
if hasattr(ast, "match_case"):
    _JUDGES[ast.match_case] = _always("condition")
