# Arguments are evaluated in the order of the text.
# deepest: bytecode
# === before
f(a=x(), b=y())
# === after
f(b=y(), a=x())
