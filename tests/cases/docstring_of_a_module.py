# A module's docstring is stored by an instruction.
# deepest: bytecode
# === before
'One.'
# === after
'Two.'
