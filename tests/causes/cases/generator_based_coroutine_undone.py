# Without `types.coroutine` the flag that it sets is gone. `types` is imported on one side only: the flag needs no import.
# target: f
# call: target()
# eventually: flag ITERABLE_COROUTINE
# === before
import types

@types.coroutine
def f():
    yield
    return 5
# === after
def f():
    yield
    return 5
