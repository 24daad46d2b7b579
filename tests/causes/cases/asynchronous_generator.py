# From nothing to an asynchronous generator: the flag up to 3.10, since 3.11 flag and RETURN_GENERATOR (the instruction
# alone makes a coroutine). The values are 2 and 1, since with the flag alone what is returned reaches the `await` of the
# first item as if it had been yielded (`_PyGen_SetStopIterationValue`). `inspect.isasyncgenfunction` reads the flag.
# target: f
# call: target()
# returns: flag ASYNC_GENERATOR; from 3.11: flag ASYNC_GENERATOR + instructions RETURN_GENERATOR
# returns necessary: whatever
# eventually: several any ASYNC_GENERATOR YIELD_VALUE
# introspection: flag ASYNC_GENERATOR
# introspection necessary: several any ASYNC_GENERATOR YIELD_VALUE; from 3.11: flag ASYNC_GENERATOR
# === before
def f():
    return 2
# === after
async def f():
    yield 1
