"""Hybrids of two pieces of code: decoded, merged, checked and assembled again, inside the interpreter under study."""
