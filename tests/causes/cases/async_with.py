# What `as` binds is what entering gave: `__enter__`'s value, or what awaiting `__aenter__()` gives.
# target: f
# call: await target()
# returns: several instructions/jump/exception_table GET_AWAITABLE
# === before
class Both:
    def __enter__(self):
        return "entered"
    def __exit__(self, *_):
        return None
    async def __aenter__(self):
        return "awaited"
    async def __aexit__(self, *_):
        return None

async def f():
    with Both() as what:
        pass
    return what
# === after
class Both:
    def __enter__(self):
        return "entered"
    def __exit__(self, *_):
        return None
    async def __aenter__(self):
        return "awaited"
    async def __aexit__(self, *_):
        return None

async def f():
    async with Both() as what:
        pass
    return what
