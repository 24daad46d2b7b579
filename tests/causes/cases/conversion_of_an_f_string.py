# `!r` is an argument of FORMAT_VALUE up to 3.12, an instruction since 3.13.
# target: f
# call: target("a")
# returns: instructions FORMAT_VALUE; from 3.13: instructions CONVERT_VALUE
# === before
def f(x):
    return f"<{x}>"
# === after
def f(x):
    return f"<{x!r}>"
