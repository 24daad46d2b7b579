# Two prints and two warnings change places, and one warning is of another category, too. What is warned needs both texts
# and the category: with fewer, one text comes twice or the category is still the old one. Columns move behind the longer
# name of the category; no statement is another for it.
# target: f
# call: target()
# output: constant a b + constant a b
# warns: several constant/instructions x y UserWarning DeprecationWarning
# === before
import warnings

def f():
    print("a")
    warnings.warn("x", UserWarning)
    warnings.warn("y", UserWarning)
    print("b")
# === after
import warnings

def f():
    print("b")
    warnings.warn("y", UserWarning)
    warnings.warn("x", DeprecationWarning)
    print("a")
