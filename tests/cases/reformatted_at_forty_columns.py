# Only layout: instructions that load two locals at once need both on one line (3.13 and later).
# deepest: tokens
# same: ast symbols code bytecode
# moved: none; from 3.13: bytecode
# === before
def f(first, second, third):
    result = first(second, third, first)
    return result, second
# === after
def f(first, second, third):
    result = first(
        second,
        third,
        first
    )
    return (
        result,
        second
    )
