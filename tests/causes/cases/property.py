# A property calls the method when it is looked up, so that there is nothing left to call.
# run: module
# defines: several instructions property
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
