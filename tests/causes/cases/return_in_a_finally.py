# A `return` in a `finally` block replaces the one that was on its way.
# target: f
# call: target()
# returns: several any
# === before
def f():
    try:
        return "tried"
    finally:
        len("")
# === after
def f():
    try:
        return "tried"
    finally:
        return "finally"
