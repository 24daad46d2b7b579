# Passes the parser and the symbol table: the compiler refuses it.
# target: f
# deepest: code
# error: after at code
# same: symbols
# === before
def f():
    yield from g()
# === after
async def f():
    yield from g()
