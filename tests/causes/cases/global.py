# With `global` the store goes to the module's dictionary: STORE_GLOBAL instead of STORE_FAST.
# target: f
# call: target()
# returns: instructions STORE_GLOBAL
# === before
level = 1

def f():
    level = 2
    return globals()["level"]
# === after
level = 1

def f():
    global level; level = 2
    return globals()["level"]
