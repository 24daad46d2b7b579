# The iterator is awaited.
# deepest: bytecode
# === before
async def f():
    return [x for x in y]
# === after
async def f():
    return [x async for x in y]
