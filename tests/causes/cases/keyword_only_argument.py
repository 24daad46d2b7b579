# A second positional argument is refused once `b` is keyword-only. The message counts the defaults of positional
# parameters ("from 0 to 1" where `__defaults__` is still there: ceval's too_many_positional), so for the exact words they
# must go, too, and only then is nothing returned for the reason of the side after. `__kwdefaults__` matters only to what
# `inspect.signature` shows; taken back to the old signature, it is read by nobody.
# target: f
# call: target(1, 3)
# returns: as raises
# returns necessary: signature
# raises: signature + function_attribute __defaults__
# raises necessary: signature
# introspection: signature + function_attribute __defaults__ + function_attribute __kwdefaults__
# introspection necessary: signature + function_attribute __defaults__
# === before
def f(a, b=2):
    return a, b
# === after
def f(a, *, b=2):
    return a, b
