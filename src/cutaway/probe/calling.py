"""The expression of a call, evaluated where the target was defined: it sees what the target did to its module's names.

Knows how an expression gets `target` without the module getting it, too.
Does not know what the target is, nor what becomes of the value.
"""

import ast
import builtins
import functools
import inspect
import types
import warnings

from . import driving
from .placing import CALL

# Named as code at the top of a module is: a target that looks at its caller's frame sees no function of ours.
_TOP = "<module>"
_INSIDE = _TOP + ".<locals>."


def value_of(call, namespace, target):
    """Evaluate the expression with `namespace` as its globals, live, and `target` known to it alone.

    What stands in a module's place, of a class of its own, is no namespace that code can run in: then a copy is.
    """
    code = compiled_call(call)
    names = namespace if "__builtins__" in namespace else dict(namespace, __builtins__=builtins)
    value = types.FunctionType(code, names)(target)
    return driving.run_async(value) if code.co_flags & inspect.CO_COROUTINE else value


@functools.lru_cache(maxsize=None)
def compiled_call(call):
    """Compile the expression as a function of `target`, once for all runs; `await` may stand at its top level.

    Of a local variable lambdas and comprehensions inside know in every version; of the `locals` of `eval` they do not.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        alone = compile(call, CALL, "eval", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
        awaits = alone.co_flags & inspect.CO_COROUTINE
        module = compile(_wrapped(call, "async def" if awaits else "def"), CALL, "exec", dont_inherit=True)
    return _as_at_top(next(part for part in module.co_consts if isinstance(part, types.CodeType)))


def _wrapped(call, keyword):
    tree = ast.parse("{} wrapped(target): return target".format(keyword))
    (function,) = tree.body
    function.name = _TOP
    function.body[0].value = ast.parse(call, CALL, "eval").body
    assigned = {node.target.id for node in ast.walk(function) if isinstance(node, ast.NamedExpr)} - {"target"}
    if assigned:  # in the module, as all else at the top of an expression
        function.body.insert(0, ast.copy_location(ast.Global(sorted(assigned)), function.body[0]))
    return tree


def _as_at_top(code):
    """Take the function around out of the qualified names inside: attributes of code, or constants before 3.11."""
    parts = tuple(_as_at_top(part) if isinstance(part, types.CodeType) else part for part in code.co_consts)
    if hasattr(code, "co_qualname"):
        return code.replace(co_consts=parts, co_qualname=_without_top(code.co_qualname))
    return code.replace(co_consts=tuple(_without_top(part) if type(part) is str else part for part in parts))


def _without_top(name):
    return name[len(_INSIDE) :] if name.startswith(_INSIDE) else name
