# A starred name lets a sequence pattern match longer sequences.
# versions: 3.10
# target: f
# call: target([1, 2, 3])
# returns: several any
# === before
def f(x):
    match x:
        case [first, second]:
            return "matched"
    return "other"
# === after
def f(x):
    match x:
        case [first, *second]:
            return "matched"
    return "other"
