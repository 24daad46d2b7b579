# The instructions are the same, at other lines; the function asks for its own.
# target: f
# call: target()
# returns: positions
# === before
import sys

def f():
    return sys._getframe().f_lineno
# === after
import sys

def f():
    # One line down.
    return sys._getframe().f_lineno
