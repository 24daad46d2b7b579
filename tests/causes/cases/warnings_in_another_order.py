# Two warnings change places. Nothing but their texts differs, and with one of them alone the same is warned twice. Where
# a warning arose is told by its statement: with both texts put in, each statement is that of the side after, which stood
# in the other's place.
# target: f
# call: target()
# warns: constant one two + constant one two
# === before
import warnings

def f():
    warnings.warn("one")
    warnings.warn("two")
# === after
import warnings

def f():
    warnings.warn("two")
    warnings.warn("one")
