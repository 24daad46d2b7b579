# What the decorator hands back is what the name `C` stands for: it is called with the class, when that is made.
# run: module
# defines: function_attribute doubled C
# === before
def doubled(cls):
    cls.size = 2 * cls.size
    return cls

class C:
    size = 21

made = C.size
# === after
def doubled(cls):
    cls.size = 2 * cls.size
    return cls

@doubled
class C:
    size = 21

made = C.size
