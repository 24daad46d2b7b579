# The inner function is called through what its decorator made of it; with one decorator on each side, the name that is
# loaded decides, and the call of it is the same.
# target: f
# call: target()
# returns: function_attribute thrice f.<locals>.inner
# === before
def twice(function):
    return lambda: 2 * function()

def thrice(function):
    return lambda: 3 * function()

def f():
    @twice
    def inner():
        return 7
    return inner()
# === after
def twice(function):
    return lambda: 2 * function()

def thrice(function):
    return lambda: 3 * function()

def f():
    @thrice
    def inner():
        return 7
    return inner()
