# Up to 3.10 ASYNC_GENERATOR beside GENERATOR is enough, since it is asked for first; without both flags nothing may
# yield, so going back takes both. Since 3.11 both flags at once are neither kind exactly and make a coroutine, and so do
# none; both must change together. What is yielded is wrapped where the flag says so up to 3.10 (ceval's YIELD_VALUE), by
# an instruction since 3.11 (ASYNC_GEN_WRAP, from 3.12 CALL_INTRINSIC_1); unwrapped, a plain value reaches the event loop.
# target: f
# call: target()
# returns: flag ASYNC_GENERATOR; from 3.11: flag GENERATOR + flag ASYNC_GENERATOR
# returns necessary: flag GENERATOR + flag ASYNC_GENERATOR
# eventually: flag ASYNC_GENERATOR; from 3.11: flag GENERATOR + flag ASYNC_GENERATOR + instructions ASYNC_GEN_WRAP; from 3.12: flag GENERATOR + flag ASYNC_GENERATOR + instructions CALL_INTRINSIC_1
# eventually necessary: flag GENERATOR + flag ASYNC_GENERATOR; from 3.11: flag GENERATOR + flag ASYNC_GENERATOR + instructions ASYNC_GEN_WRAP; from 3.12: flag GENERATOR + flag ASYNC_GENERATOR + instructions CALL_INTRINSIC_1
# introspection: flag GENERATOR + flag ASYNC_GENERATOR
# introspection necessary: flag GENERATOR + flag ASYNC_GENERATOR
# === before
def f():
    yield 1
# === after
async def f():
    yield 1
