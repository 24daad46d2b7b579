# PEP 634: a literal pattern is a comparison with a constant.
# versions: 3.10
# target: f
# call: target(90)
# returns: constant 90
# === before
def f(x):
    match x:
        case 80:
            return "matched"
    return "other"
# === after
def f(x):
    match x:
        case 90:
            return "matched"
    return "other"
