# Up to 3.10 COROUTINE wins over GENERATOR, so adding it is enough; going back, GENERATOR must be there again, and
# COROUTINE gone. Since 3.11 anything but exactly GENERATOR is a coroutine: either flag's change is enough, and both must
# be undone. The warning follows COROUTINE (on 3.10 GEN_START needs one of the flags).
# target: f
# call: target()
# returns: flag COROUTINE; from 3.11: flag COROUTINE or flag GENERATOR
# returns necessary: flag COROUTINE + flag GENERATOR
# warns: flag COROUTINE
# warns necessary: flag COROUTINE; from 3.10: flag COROUTINE + flag GENERATOR; from 3.11: flag COROUTINE
# eventually: whatever
# introspection: flag COROUTINE + flag GENERATOR
# introspection necessary: flag COROUTINE + flag GENERATOR
# === before
def f():
    yield 1
# === after
async def f():
    return 1
