# Through an instance a static method gets no `self`: loading `staticmethod` before, and calling it after making the function.
# run: module
# defines: function_attribute staticmethod C.m
# === before
class C:
    def m(*given):
        return len(given)

made = C().m(1)
# === after
class C:
    @staticmethod
    def m(*given):
        return len(given)

made = C().m(1)
