# One constant says how often a loop goes round.
# target: f
# call: target()
# returns: constant 9
# === before
def f():
    count = 0
    while count < 8:
        count += 1
    return count
# === after
def f():
    count = 0
    while count < 9:
        count += 1
    return count
