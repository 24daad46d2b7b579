# The second call is answered by the cache, which is no function of Python's: the decorator.
# target: f
# call: (target(), target())
# returns: function_attribute/instructions lru_cache
# introspection: function_attribute/instructions lru_cache
# === before
from functools import lru_cache

calls = []

def f():
    calls.append(1)
    return len(calls)
# === after
from functools import lru_cache

calls = []

@lru_cache(None)
def f():
    calls.append(1)
    return len(calls)
