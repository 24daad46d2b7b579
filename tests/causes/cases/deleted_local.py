# DELETE_FAST unbinds the local, and its load raises. Since 3.12 LOAD_FAST does not check, and the compiler writes
# LOAD_FAST_CHECK there: it is needed, too, or the hybrid is refused; it alone raises nothing.
# target: f
# call: target()
# returns: instructions DELETE_FAST; from 3.12: several instructions DELETE_FAST LOAD_FAST_CHECK
# returns necessary: instructions DELETE_FAST; from 3.12: several instructions DELETE_FAST
# raises: as returns
# traceback: as returns
# === before
def f():
    x = 1
    len("")
    return x
# === after
def f():
    x = 1; del x
    len("")
    return x
