"""What the assembler raises where a version has no way to say what a Symbolic means.

Knows nothing but the reason, one line for the one who asked for the hybrid.
"""


class Unassemblable(Exception):
    """No instruction of this version can express the hybrid; the message says why."""
