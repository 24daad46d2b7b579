"""Facts about CPython by version: flags, node kinds, opcodes, tokens, and where its own source does what.

Knows versions 3.8 to 3.15 and their documentation.
Does not know which interpreters are installed, nor how a fact is shown.
"""
