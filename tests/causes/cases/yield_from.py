# A delegated generator gives its items; yielded itself it is one item. The instructions around the call of g decide.
# target: f
# call: list(target())
# returns: several any
# === before
def g():
    yield 1
    yield 2

def f():
    yield len(list(g()))
# === after
def g():
    yield 1
    yield 2

def f():
    yield from g()
