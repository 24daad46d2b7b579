# With -O there is no `assert` (simple_stmts, `assert`): nothing differs in what the call does.
# target: f
# call: target(0)
# optimize: 1
# === before
def f(x):
    return x
# === after
def f(x):
    assert x
    return x
