# The two code objects are equal: the default is the function object's.
# target: f
# call: target()
# returns: function_attribute __defaults__
# introspection: function_attribute __defaults__
# === before
def f(a=1):
    return a
# === after
def f(a=2):
    return a
