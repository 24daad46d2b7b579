# PEP 654: `except*` wraps a lone exception in a group.
# versions: 3.11
# target: f
# call: target()
# returns: several any CHECK_EG_MATCH
# === before
def f():
    try:
        raise ValueError("no")
    except ValueError as error:
        kind = type(error).__name__
    return kind
# === after
def f():
    try:
        raise ValueError("no")
    except* ValueError as error:
        kind = type(error).__name__
    return kind
