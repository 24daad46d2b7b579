# The flag alone until 3.9; GEN_START says which kind in 3.10, and since 3.11 what is yielded is wrapped.
# target: f
# deepest: code; from 3.10: bytecode
# === before
def f():
    yield 1
# === after
async def f():
    yield 1
