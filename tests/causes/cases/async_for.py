# The object can be iterated both ways and gives another item each way; GET_AITER and what belongs to it decide which.
# target: f
# call: await target()
# returns: several instructions/jump/exception_table GET_AITER
# === before
class Both:
    def __init__(self):
        self.left = 2
    def __iter__(self):
        return iter(["plain"])
    def __aiter__(self):
        return self
    async def __anext__(self):
        self.left -= 1
        if not self.left:
            raise StopAsyncIteration
        return "async"

async def f():
    found = []
    for item in Both():
        found.append(item)
    return found
# === after
class Both:
    def __init__(self):
        self.left = 2
    def __iter__(self):
        return iter(["plain"])
    def __aiter__(self):
        return self
    async def __anext__(self):
        self.left -= 1
        if not self.left:
            raise StopAsyncIteration
        return "async"

async def f():
    found = []
    async for item in Both():
        found.append(item)
    return found
