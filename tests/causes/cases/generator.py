# Up to 3.10 the flag makes the call return a generator; since 3.11 it takes RETURN_GENERATOR and the flag, since the
# instruction without a flag gives a coroutine. What comes out of it takes the YIELD_VALUE, too. Going back, no frame may
# yield that is no generator's; on 3.10 GEN_START goes with the flag, and since 3.11 the flag alone changes no call.
# target: f
# call: target()
# returns: flag GENERATOR; from 3.11: flag GENERATOR + instructions RETURN_GENERATOR
# returns necessary: several any GENERATOR YIELD_VALUE; from 3.11: several any RETURN_GENERATOR YIELD_VALUE
# eventually: several any GENERATOR YIELD_VALUE; from 3.11: several any GENERATOR RETURN_GENERATOR YIELD_VALUE
# introspection: flag GENERATOR
# introspection necessary: several any GENERATOR YIELD_VALUE; from 3.11: flag GENERATOR
# === before
def f():
    return 1
# === after
def f():
    yield 1
