# To await drives what is awaited to its end.
# deepest: bytecode
# === before
async def f():
    return g()
# === after
async def f():
    return await g()
