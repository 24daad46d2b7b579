# The time is another at each call: that channel is set aside by name.
# What is printed is steady, and explained.
# target: f
# call: target()
# returns: varies
# output: constant 2
# === before
import time

def f():
    print(1)
    return time.time_ns()
# === after
import time

def f():
    print(2)
    return time.time_ns()
