# The same letter as text and as bytes.
# target: f
# call: target()
# returns: constant b'a'
# === before
def f():
    return 'a'
# === after
def f():
    return b'a'
