# In a module the function's own code is inside: the flag or RETURN_GENERATOR of `f`'s code. A module's introspection is
# that of its functions.
# run: module
# defines: flag COROUTINE; from 3.11: instructions RETURN_GENERATOR
# defines necessary: flag COROUTINE; from 3.10: flag COROUTINE + instructions GEN_START; from 3.11: instructions RETURN_GENERATOR
# introspection: flag COROUTINE
# introspection necessary: flag COROUTINE; from 3.10: flag COROUTINE + instructions GEN_START; from 3.11: flag COROUTINE
# warns: whatever
# output: as defines
# === before
def f():
    print("ran")

made = type(f()).__name__
# === after
async def f():
    print("ran")

made = type(f()).__name__
