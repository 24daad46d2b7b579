# Which value a generator gives is seen when it is driven, and nowhere else: one constant.
# target: f
# call: target()
# eventually: constant 20
# === before
def f():
    yield 10
    yield 30
# === after
def f():
    yield 20
    yield 30
