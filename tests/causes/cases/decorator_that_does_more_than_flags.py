# `types.coroutine` sets a flag, but what prints is the other decorator's function: flags cannot stand for both.
# target: f
# call: target()
# output: function_attribute decorators
# eventually: whatever
# introspection: whatever
# === before
import types

def loud(function):
    def called():
        print("called")
        return function()
    return called

def f():
    yield
# === after
import types

def loud(function):
    def called():
        print("called")
        return function()
    return called

@loud
@types.coroutine
def f():
    yield
