# Which exception is raised and which statement raises it are told apart: the type alone leaves the statement, and the
# constant alone, which decides what statement is reached, leaves the type. Each hybrid fails as one of the sides does.
# target: f
# call: target()
# raises: instructions TypeError
# traceback: constant 8
# === before
def f():
    kind = ValueError
    chosen = 7
    if chosen == 7:
        raise kind("no")
    raise kind("no")
# === after
def f():
    kind = TypeError
    chosen = 8
    if chosen == 7:
        raise kind("no")
    raise kind("no")
