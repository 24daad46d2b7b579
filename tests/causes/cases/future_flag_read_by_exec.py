# `exec` compiles with the future flags of the code that calls it (`PyEval_MergeCompilerFlags`): one bit of `co_flags`.
# target: f
# call: target()
# returns: flag FUTURE_ANNOTATIONS
# === before
# No import from __future__.
def f():
    made = {}
    exec("def g(a: int): pass", made)
    return made["g"].__annotations__
# === after
from __future__ import annotations
def f():
    made = {}
    exec("def g(a: int): pass", made)
    return made["g"].__annotations__
