# The inner code stores into the cell that the outer one makes: all of both is needed. To undo it, the inner code must
# stop storing, and so have no closure. 3.14 calls any() by a loop of its own where the name is still the builtin
# (gh-131738), and makes the generator in two places, a closure each.
# target: f
# call: target([3, 4, 5])
# returns: several any STORE_DEREF __closure__
# returns necessary: function_attribute __closure__ + instructions STORE_DEREF; from 3.14: function_attribute __closure__ + function_attribute __closure__ + instructions STORE_DEREF
# === before
def f(xs):
    y = 0
    any(x > 3 for x in xs)
    return y
# === after
def f(xs):
    y = 0
    any((y := x) > 3 for x in xs)
    return y
