# The hash of a text depends on the hash seed, which is another in the two baselines.
# What is printed is steady, and explained.
# target: f
# call: target()
# returns: varies
# output: constant 2
# === before
def f():
    print(1)
    return hash('a text')
# === after
def f():
    print(2)
    return hash('a text')
