# No bases are no bases.
# deepest: tokens
# === before
class A:
    pass
# === after
class A():
    pass
