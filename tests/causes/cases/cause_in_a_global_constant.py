# A global is looked up when the function runs: the instruction is the same, what the module bound to the name is not. The
# import differs, too, and has nothing to do with it: both are named, neither is said to be the cause.
# target: C.m
# call: target(None)
# around: sqrt LIMIT
# returns: outside
# === before
from math import sqrt

class C:
    def m(self):
        unused = 1
        return LIMIT

LIMIT = 10
# === after
from cmath import sqrt

class C:
    def m(self):
        unused = 2
        return LIMIT

LIMIT = 20
