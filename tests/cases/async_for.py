# The iterator is awaited.
# deepest: bytecode
# === before
async def f():
    for x in y:
        pass
# === after
async def f():
    async for x in y:
        pass
