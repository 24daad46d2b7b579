# The flag alone until 3.9; GEN_START in 3.10, RETURN_GENERATOR since.
# target: f
# deepest: code; from 3.10: bytecode
# same: symbols
# === before
def f():
    g()
# === after
async def f():
    g()
