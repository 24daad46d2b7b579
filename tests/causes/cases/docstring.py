# The docstring is a slot of the code's constants, no instruction; the function object takes it from there.
# target: f
# call: target()
# returns: docstring
# introspection: docstring
# === before
def f():
    pass; return f.__doc__
# === after
def f():
    "Documented."; return f.__doc__
