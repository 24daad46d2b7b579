# Up to 3.10 the call looks at the flag (ceval.c: CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR); since 3.11 the
# instruction RETURN_GENERATOR makes the object, and what is by its flags neither exactly a generator nor exactly an
# asynchronous generator becomes a coroutine (`_Py_MakeCoro`). On 3.10 a frame with the flag begins with the value sent
# on its stack, and GEN_START pops it: without the flag there is nothing to pop, so going back takes both.
# The warning wants an object (RETURN_GENERATOR) whose code has the flag (`_PyGen_Finalize`). `inspect` reads the flag.
# target: f
# call: target()
# returns: flag COROUTINE; from 3.11: instructions RETURN_GENERATOR
# returns necessary: flag COROUTINE; from 3.10: flag COROUTINE + instructions GEN_START; from 3.11: instructions RETURN_GENERATOR
# output: as returns
# eventually: as returns
# warns: flag COROUTINE; from 3.11: flag COROUTINE + instructions RETURN_GENERATOR
# warns necessary: flag COROUTINE; from 3.10: flag COROUTINE + instructions GEN_START; from 3.11: flag COROUTINE or instructions RETURN_GENERATOR
# introspection: flag COROUTINE
# introspection necessary: flag COROUTINE; from 3.10: flag COROUTINE + instructions GEN_START; from 3.11: flag COROUTINE
# === before
def f():
    print("ran")
# === after
async def f():
    print("ran")
