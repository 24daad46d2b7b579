"""The canonical form of a syntax tree, alike on every version for source whose tree means the same.

Knows what the versions' trees write down differently: 3.8's Index and ExtSlice, fields that came later and are empty
where they are not used, the pieces of an f-string. Does not know what is done with the form.
"""

import ast

from .values import encode

# `ctx` follows from the place. The `u` of `u"text"` (`kind`) stays: PEP 563 writes it into the text of an annotation.
_LEFT_OUT = frozenset(("ctx", "type_comment", "type_ignores"))
_CONSTANTS = frozenset((("Constant", "value"), ("MatchSingleton", "value"), ("Interpolation", "str")))
_PIECES = ("JoinedStr", "TemplateStr")


class _Text(str):
    """What has been worded already."""


def tree_form(root, own_reads=frozenset()):
    """Yield the form of the tree below `root` in pieces of bytes; a definition's own name is set aside.

    `own_reads` are the ids of the nodes that read it (`own_name.py`).
    """
    own = getattr(root, "name", None)
    pending = [root]
    while pending:
        value = pending.pop()
        if isinstance(value, ast.AST):
            is_own = value is root or id(value) in own_reads
            pending.extend(reversed(_node(value, own if is_own else None)))
        elif type(value) is list:
            pending.extend([_Text("]")] + value[::-1] + [_Text("[")])
        else:
            yield (value if type(value) is _Text else ascii(value)).encode("ascii") + b"\n"


def _node(node, own):
    """A node as its kind, its fields that hold something, and a mark for its end."""
    kind = type(node).__name__
    if kind == "Index":
        return [node.value]
    if kind == "ExtSlice":
        # What 3.9 and later call a tuple of slices.
        return [_Text("Tuple"), _Text(".elts"), node.dims, _Text("end")]
    form = [_Text(kind)]
    for field in node._fields:
        value = getattr(node, field, None)
        if (kind, field) in _CONSTANTS:
            form += [_Text("." + field), _constant(value)]
        elif field not in _LEFT_OUT and not _is_empty(value):
            form += [_Text("." + field), _held(kind, field, value, own)]
    return form + [_Text("end")]


def _is_empty(value):
    """Nothing, an empty list, or a number that stands for no: what a version without the field lacks."""
    return value is None or value == [] or (type(value) in (int, bool) and value == 0)


def _held(kind, field, value, own):
    if kind in _PIECES and field == "values":
        return _joined(value)
    return _Text("own name") if own is not None and field in ("name", "id") else value


def _constant(value):
    return _Text(ascii(encode(value)))


def _joined(pieces):
    """The pieces of an f-string without empty texts, neighboring texts as one: 3.12 cuts them in other places.

    Without the `u` of a piece, too: which of them have it is another matter before and since 3.12.
    """
    joined = []
    for piece in pieces:
        text = piece.value if isinstance(piece, ast.Constant) and type(piece.value) is str else None
        if text is None:
            joined.append(piece)
        elif joined and type(joined[-1]) is str:
            joined[-1] += text
        else:
            joined.append(text)
    return [_constant(piece) if type(piece) is str else piece for piece in joined if piece != ""]
