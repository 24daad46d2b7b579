# Where nothing assigns to `x` until it was added, its load may borrow the reference (3.14 on); a hybrid with the
# assignment alone would then add what is no longer there. Which loads borrow follows from the rest: it is no difference.
# target: f
# call: target(7)
# returns: instructions 1
# === before
def made(n):
    return [n] * 3

def f(n):
    x = [n] * 3
    return x + made(n), n
# === after
def made(n):
    return [n] * 3

def f(n):
    x = [n] * 3
    return x + (x := made(n)), n + 1
