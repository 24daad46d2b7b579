# The compiler mangles `__x` in a class; the tree holds it as it is written.
# deepest: ast
# same: symbols
# === before
class A:
    def f(self):
        return self.__x
# === after
class A:
    def f(self):
        return self._A__x
