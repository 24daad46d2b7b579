# Annotations are the function object's: a tuple or a dictionary up to 3.13, a function that makes them from 3.14 on (PEP 649).
# target: f
# call: target(1)
# introspection: function_attribute __annotations__
# === before
def f(a: int):
    return a
# === after
def f(a: str):
    return a
