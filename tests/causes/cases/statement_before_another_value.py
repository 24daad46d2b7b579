# A call that stands before the return leaves the stack as it was, and what is returned leaves one value there: what is
# put in is the call, and what changes places is the value. Neither needs the other.
# target: f
# call: target(1)
# output: instructions print
# returns: instructions n x y p q
# === before
x, y = 1, 2

def f(n):
    return (n + x, n + y)
# === after
x, y = 1, 2

def f(n):
    print("new")
    return ("p", "q")
