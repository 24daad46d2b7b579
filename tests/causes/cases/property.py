# A property calls the method when it is looked up, so that there is nothing left to call. Loading `property` before the
# function is made and calling it behind are one thing: neither makes sense without the other.
# run: module
# defines: function_attribute property C.m
# === before
class C:
    def m(self):
        return 3

made = callable(C().m)
# === after
class C:
    @property
    def m(self):
        return 3

made = callable(C().m)
