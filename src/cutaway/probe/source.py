"""The layer source: the target's own lines, and how the file that holds them is encoded.

Knows which lines are the target's. Does not know what stands in them.

Facts: `{"first", "last", "encoding", "bom", "newlines", "ends_in_newline"}`; `first` and `last` are line numbers,
both included, of the capture's `lines`. `last` leaves out the empty line that a final line end makes.
"""


def read(unit):
    """Return the facts of the layer."""
    target = unit.target
    lines = unit.lines
    ends_in_newline = lines[-1] == ""
    whole = target.kind == "module"
    return {
        "first": target.first_line,
        "last": len(lines) - ends_in_newline if whole else target.end_line,
        "encoding": unit.encoding,
        "bom": bool(unit.bom),
        "newlines": list(unit.newlines),
        "ends_in_newline": ends_in_newline,
    }
