"""Which definition the user named: by qualified name, by line, or the whole file.

Knows every function and class of a tree, and the names nearest to one that is not there.
Does not know what a layer reads from it.
"""

import ast
import re
import unicodedata
from collections import namedtuple

from .trouble import Trouble

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
DEFINITIONS = FUNCTIONS + (ast.ClassDef,)
GAP = r"(?:[ \t\f]|\\\n)+"
# The name is what stands there, whatever its characters: `\w` knows no combining marks, and identifiers do.
HEADER = re.compile(r"(?:async%s)?(?:def|class)%s([^\s\\(:\[]+)" % (GAP, GAP))

Target = namedtuple("Target", "kind name qualname path node line first_line end_line name_at is_async")
Target.__doc__ = """A definition and where it stands.

`kind` is module, function or class; `path` the enclosing definitions, outermost first; `line` that of `def`,
`first_line` that of the first decorator; `name_at` is [line, column, end column] of the name, in characters.
"""

Definition = namedtuple("Definition", "qualname path node")


def whole(tree, lines):
    """The target that is the whole file; `tree` may be None where the file does not parse."""
    return Target("module", None, None, (), tree, 1, 1, max(len(lines), 1), None, False)


def select(tree, lines, wanted, filename):
    """Find what `wanted` ({`qualname`, `line`}, either may be None) names in `tree`. Raises Trouble."""
    qualname, line = wanted.get("qualname"), wanted.get("line")
    if qualname is None and line is None:
        return whole(tree, lines)
    found = list(definitions(tree))
    if qualname is None:
        return _target(_innermost_function(found, line, filename), lines)
    # As the compiler normalizes every identifier (PEP 3131).
    normalized = unicodedata.normalize("NFKC", qualname)
    named = [one for one in found if _is_called(one, normalized)]
    if not named:
        raise Trouble("target", no_such_name(filename, qualname, [one.qualname for one in found]))
    return _target(_only_one(named, line, qualname, filename), lines)


def definitions(tree):
    """Yield every function and class below `tree` as a Definition, in source order, however deep."""
    pending = [(node, "", ()) for node in reversed(tree.body)]
    while pending:
        node, prefix, path = pending.pop()
        if isinstance(node, DEFINITIONS):
            yield Definition(prefix + node.name, path, node)
            inner = ".<locals>." if isinstance(node, FUNCTIONS) else "."
            prefix, path = prefix + node.name + inner, path + (node,)
        pending.extend((child, prefix, path) for child in reversed(_statements_in(node)))


def first_line_of(node):
    """The line on which a definition starts, decorators included."""
    return min([node.lineno] + [decorator.lineno for decorator in node.decorator_list])


def _statements_in(node):
    inner = []
    for field in ("body", "handlers", "cases", "orelse", "finalbody"):
        block = getattr(node, field, None)
        if isinstance(block, list):
            inner.extend(block)
    return inner


def _is_called(definition, qualname):
    """`outer.inner` is accepted for `outer.<locals>.inner`: nothing else can be meant."""
    return qualname in (definition.qualname, definition.qualname.replace(".<locals>", ""))


def _only_one(named, line, qualname, filename):
    if line is not None:
        at_line = [one for one in named if first_line_of(one.node) <= line <= one.node.end_lineno]
        if at_line:
            return at_line[-1]
        raise Trouble(
            "target", "%s: no %s at line %d: it is defined at %s" % (filename, qualname, line, _lines_of(named))
        )
    if len(named) > 1:
        raise Trouble(
            "target",
            "%s: %s is defined %d times, at %s: choose one with ::%s@LINE"
            % (filename, qualname, len(named), _lines_of(named), qualname),
        )
    return named[0]


def _lines_of(named):
    lines = [str(one.node.lineno) for one in named]
    return ("lines " if len(lines) > 1 else "line ") + ", ".join(lines)


def _innermost_function(found, line, filename):
    around = [
        one
        for one in found
        if isinstance(one.node, FUNCTIONS) and first_line_of(one.node) <= line <= one.node.end_lineno
    ]
    if not around:
        raise Trouble("target", "%s: no function at line %d" % (filename, line))
    return max(around, key=lambda one: len(one.path))


def no_such_name(filename, qualname, there):
    """What to say of a name that is not among the qualified names that are there."""
    import difflib  # only when there is a mistake to mend: it costs 8 ms of every start otherwise

    names = sorted(set(there))
    last = qualname.rpartition(".")[2]
    near = difflib.get_close_matches(qualname, names, n=3, cutoff=0.6)
    near += [name for name in names if name.rpartition(".")[2] == last and name not in near][:3]
    if near:
        return "%s: no %s in it: did you mean %s?" % (filename, qualname, " or ".join(near))
    if not names:
        return "%s: no %s in it: it defines no function and no class" % (filename, qualname)
    some = ", ".join(names[:5]) + (", ..." if len(names) > 5 else "")
    return "%s: no %s in it: it defines %s" % (filename, qualname, some)


def _target(definition, lines):
    node = definition.node
    return Target(
        "function" if isinstance(node, FUNCTIONS) else "class",
        node.name,
        definition.qualname,
        definition.path,
        node,
        node.lineno,
        first_line_of(node),
        node.end_lineno,
        _name_at(node, lines),
        isinstance(node, ast.AsyncFunctionDef),
    )


def character_column(line, column):
    """The column in characters for one in UTF-8 bytes, as `ast` counts them."""
    return len(line.encode("utf-8")[:column].decode("utf-8", "replace"))


def _name_at(node, lines):
    header = "\n".join(lines[node.lineno - 1 : node.end_lineno])
    found = HEADER.match(header, character_column(lines[node.lineno - 1], node.col_offset))
    if found is None:
        return None
    before = header[: found.start(1)]
    column = len(before) - (before.rfind("\n") + 1)
    return [node.lineno + before.count("\n"), column, column + len(found.group(1))]
