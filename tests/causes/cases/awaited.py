# `await` is instructions alone: the code is a coroutine's on both sides. Since 3.12 a handler (CLEANUP_THROW) at the end
# belongs to them and leads back among them, so that no hybrid has one without the other.
# target: f
# call: await target()
# returns: several instructions/jump/exception_table GET_AWAITABLE
# warns: as returns
# eventually: as returns
# === before
async def g():
    return 1

async def f():
    return g()
# === after
async def g():
    return 1

async def f():
    return await g()
