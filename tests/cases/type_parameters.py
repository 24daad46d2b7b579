# Type parameters came with 3.12 (PEP 695), with a function of their own around the function.
# deepest: ast; from 3.12: bytecode
# error: after at ast; from 3.12: none
# === before
def f(x):
    return x
# === after
def f[T](x):
    return x
