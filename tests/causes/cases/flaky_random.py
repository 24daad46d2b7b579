# Unseeded random numbers: that channel is set aside by name.
# What is printed is steady, and explained.
# target: f
# call: target()
# returns: varies
# output: constant 2
# === before
import random

def f():
    print(1)
    return random.random()
# === after
import random

def f():
    print(2)
    return random.random()
