# Two prints change places.
# target: f
# call: target()
# output: several any
# === before
def f():
    print("one")
    print("two")
# === after
def f():
    print("two")
    print("one")
