"""Code objects and their instructions, as the layers `code` and `bytecode` read, compare and word them."""
