# The default of an inner function is loaded by the outer code, as it makes the function.
# target: f
# call: target()
# returns: function_attribute __defaults__ 67 f.<locals>.<lambda>
# === before
def f():
    return (lambda a=66: a)()
# === after
def f():
    return (lambda a=67: a)()
