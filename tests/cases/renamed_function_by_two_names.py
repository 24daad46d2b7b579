# Where two definitions are compared, their own names are set aside.
# target: f g
# deepest: none
# === before
def f(a):
    return a
# === after
def g(a):
    return a
