# Up to 3.10 COROUTINE is asked for first, so it must go and ASYNC_GENERATOR come; put back, COROUTINE alone wins again.
# Since 3.11 ASYNC_GENERATOR must be the only kind flag; with both, or with none, RETURN_GENERATOR makes a coroutine.
# The warning follows COROUTINE alone, but on 3.10, where GEN_START needs some kind flag.
# target: f
# call: target()
# returns: flag COROUTINE + flag ASYNC_GENERATOR
# returns necessary: flag COROUTINE; from 3.11: flag COROUTINE or flag ASYNC_GENERATOR
# warns: flag COROUTINE; from 3.10: flag COROUTINE + flag ASYNC_GENERATOR; from 3.11: flag COROUTINE
# warns necessary: flag COROUTINE
# eventually: several any ASYNC_GENERATOR YIELD_VALUE
# introspection: flag COROUTINE + flag ASYNC_GENERATOR
# introspection necessary: flag COROUTINE + flag ASYNC_GENERATOR
# === before
async def f():
    pass
# === after
async def f():
    yield 1
