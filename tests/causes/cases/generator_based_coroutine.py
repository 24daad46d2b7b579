# `types.coroutine` sets CO_ITERABLE_COROUTINE when it is called (types.py): the generator can then be awaited. The compiled
# code is the same; what is written differently is the decorator, whose whole effect is that flag.
# target: f
# call: target()
# returns: whatever
# eventually: function_attribute/flag/instructions
# === before
import types

def f():
    yield
    return 5
# === after
import types

@types.coroutine
def f():
    yield
    return 5
