# Two expressions that have a name, a call and the return in common by accident: the statement as a whole is the cause,
# its loop and its handlers with it. No hybrid between the two is a program.
# target: f
# call: target()
# returns: same
# eventually: instructions
# warns: whatever
# === before
async def work():
    return 3

async def f():
    return await work()
# === after
async def work():
    return 3

async def f():
    return [work() for i in range(1)]
