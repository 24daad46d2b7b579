# Entering and leaving are awaited.
# deepest: bytecode
# === before
async def f():
    with x:
        pass
# === after
async def f():
    async with x:
        pass
