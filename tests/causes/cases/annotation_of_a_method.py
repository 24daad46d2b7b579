# Annotations are an attribute of the function. Up to 3.13 the class body computes them as it makes the function; from
# 3.14 on a function does that is made beside it (PEP 649), and is all there is of them: the code that it has, too.
# run: module
# defines: function_attribute __annotations__ C.m
# === before
class C:
    def m(self) -> int:
        return 1

made = C.m.__annotations__["return"].__name__
# === after
class C:
    def m(self) -> str:
        return 1

made = C.m.__annotations__["return"].__name__
