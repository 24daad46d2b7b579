# The same exception from another statement: only the traceback tells. The constant decides which one is reached.
# target: f
# call: target()
# traceback: constant 8
# === before
def f(kind=ValueError):
    chosen = 7
    if chosen == 7:
        raise kind("no")
    raise kind("no")
# === after
def f(kind=ValueError):
    chosen = 8
    if chosen == 7:
        raise kind("no")
    raise kind("no")
