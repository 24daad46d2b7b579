# The defaults of a method are put on its function by the class body. Positional and keyword defaults are two things, of
# which the call uses one.
# run: module
# defines: function_attribute __kwdefaults__ 82 C.m
# === before
class C:
    def m(self, a=1, *, key=81):
        return key

made = C().m(5)
# === after
class C:
    def m(self, a=2, *, key=82):
        return key

made = C().m(5)
