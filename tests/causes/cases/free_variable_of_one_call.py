# The name `super` alone makes the compiler declare `__class__` free (symtable.c), so both sides have it, although only
# `super()` reads it. So the way to call super and what is appended can be put in apart: only the latter is seen.
# target: Child.run
# call: Child().run()
# returns: any other
# === before
class Base:
    def run(self):
        return ["base"]

class Child(Base):
    def run(self):
        result = super().run()
        result = result + ["child"]
        return result
# === after
class Base:
    def run(self):
        return ["base"]

class Child(Base):
    def run(self):
        result = super(Child, self).run()
        result = result + ["other"]
        return result
