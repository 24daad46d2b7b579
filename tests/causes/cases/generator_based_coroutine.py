# `types.coroutine` sets CO_ITERABLE_COROUTINE when it is called (types.py) and hands back the same function: the generator
# can then be awaited. The compiled code is the same; the flag is what the decorator did.
# target: f
# call: target()
# returns: whatever
# eventually: flag ITERABLE_COROUTINE
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
