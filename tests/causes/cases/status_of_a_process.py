# What was written stands on the pipe before the process ends: it is the one constant's, the status is the other's.
# target: f
# call: target()
# output: constant b'y'
# raises: constant 2
# === before
import os
def f():
    os.write(1, b"x")
    os._exit(1)
# === after
import os
def f():
    os.write(1, b"y")
    os._exit(2)
