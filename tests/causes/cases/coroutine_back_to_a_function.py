# The coroutine's case the other way round: what was necessary to have a coroutine is what must go to be rid of it.
# On 3.10 neither the flag nor GEN_START may go alone (a frame with the flag has one value more on its stack), and
# the flag may stay without GEN_START: so it is GEN_START with the flag that must go, and the flag that, put back, suffices.
# target: f
# call: target()
# returns: flag COROUTINE; from 3.10: flag COROUTINE + instructions GEN_START; from 3.11: instructions RETURN_GENERATOR
# returns necessary: flag COROUTINE; from 3.11: instructions RETURN_GENERATOR
# eventually: as returns
# warns: flag COROUTINE; from 3.10: flag COROUTINE + instructions GEN_START; from 3.11: flag COROUTINE or instructions RETURN_GENERATOR
# warns necessary: flag COROUTINE; from 3.11: flag COROUTINE + instructions RETURN_GENERATOR
# introspection: flag COROUTINE; from 3.10: flag COROUTINE + instructions GEN_START; from 3.11: flag COROUTINE
# introspection necessary: flag COROUTINE
# === before
async def f():
    return 7
# === after
def f():
    return 7
