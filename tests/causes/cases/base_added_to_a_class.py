# The method is found on the base. Loading the base and calling `__build_class__` with one argument more are one thing.
# run: module
# defines: function_attribute Base C
# === before
class Base:
    def m(self):
        return "inherited"

class C:
    pass

made = getattr(C(), "m", str)()
# === after
class Base:
    def m(self):
        return "inherited"

class C(Base):
    pass

made = getattr(C(), "m", str)()
