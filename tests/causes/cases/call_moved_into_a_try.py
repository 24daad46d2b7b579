# Since 3.11 (bpo-40222) only rows of the exception table know how far a `try` reaches; the NOP that stands for the line
# of `try:` moves, too, and does nothing. Before, the place of SETUP_FINALLY says it, and a second one without the first
# one's removal would leave a block behind.
# target: f
# call: target()
# returns: several any SETUP_FINALLY; from 3.11: exception_table
# returns necessary: several any SETUP_FINALLY; from 3.11: exception_table
# raises: as returns
# traceback: several any SETUP_FINALLY; from 3.11: exception_table
# traceback necessary: whatever
# === before
def fail():
    raise ValueError("no")

def f():
    fail()
    try:
        print
    except ValueError:
        return "caught"
    return "done"
# === after
def fail():
    raise ValueError("no")

def f():
    try:
        fail()
        print
    except ValueError:
        return "caught"
    return "done"
