# A docstring is enough of a body.
# deepest: code
# === before
def f():
    'Do nothing.'
# === after
def f():
    pass
