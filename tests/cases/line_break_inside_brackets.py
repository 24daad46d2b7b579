# Inside brackets a line break is an NL, which does not count.
# deepest: source
# === before
f(a, b)
# === after
f(
    a,
    b
)
