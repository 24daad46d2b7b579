# Of a whole module everything is code: the default is a constant that the module loads to make the function.
# run: module
# defines: constant 2
# introspection: constant 2
# === before
def f(a=1):
    return a

made = f()
# === after
def f(a=2):
    return a

made = f()
