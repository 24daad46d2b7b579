# A class's docstring is stored by its body, like any name.
# run: module
# defines: several instructions/constant __doc__
# === before
class C:
    x = 1

made = C.__doc__
# === after
class C:
    "Documented."
    x = 1

made = C.__doc__
