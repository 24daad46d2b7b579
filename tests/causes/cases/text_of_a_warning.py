# What a warning says is a constant here.
# target: f
# call: target()
# warns: constant later
# === before
import warnings

def f():
    warnings.warn("changed now")
# === after
import warnings

def f():
    warnings.warn("changed later")
