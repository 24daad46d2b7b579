# Defaults of keyword-only parameters have a dictionary of their own.
# target: f
# call: target()
# returns: function_attribute __kwdefaults__
# introspection: function_attribute __kwdefaults__
# === before
def f(*, a=1):
    return a
# === after
def f(*, a=2):
    return a
