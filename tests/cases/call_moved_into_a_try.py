# Since 3.11 (bpo-40222) a `try` costs no instruction: only rows of the exception table know its extent.
# deepest: bytecode
# kinds of bytecode: instruction; from 3.11: exception_table
# === before
def f():
    a()
    try:
        b()
    except E:
        c()
# === after
def f():
    try:
        a()
        b()
    except E:
        c()
