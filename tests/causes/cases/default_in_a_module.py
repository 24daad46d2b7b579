# Of a whole module everything is code: the default is a constant that the module loads as it makes the function, and
# nothing else but what becomes the function's `__defaults__`.
# run: module
# defines: function_attribute __defaults__ 2
# introspection: function_attribute __defaults__ 2
# === before
def f(a=1):
    return a

made = f()
# === after
def f(a=2):
    return a

made = f()
