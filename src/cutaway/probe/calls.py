"""Answers the operation `calls`: where a file names certain functions, how each name is bound, what the result is for.

Knows one file. Does not know other files of the tree, nor which use is wrong: the host puts files together.

The answer: `error` (`{type, message, line}`) for what does not parse, or else

- `calls`, in order: [{`name`, `bindings`, `path`, `instance`, `called`, `use`, `sure`, `line`, `column`, `function`,
  `text`}].
  `name` is the first name of the dotted expression, `bindings` all that may bind it (shapes in `scopes.py`; null where
  nothing in the file does, `[["super", class]]` for `super()`, `[["unknown"]]` for another expression), `path` the
  attributes behind it, `instance` whether they are taken of what a call of that name gave (`C().m()`). `called` is
  false for a mere reference, `sure` where the use is a guess.
  Columns count characters from 1. `function` is the qualified name of the function around,
  "" for none.
- `exports`: module-level name -> bindings; `stars`: [[level, module], ...]; `aliases`: names that one of these is
  assigned to as it is (`Base = C`).
- `classes`: [{`qualname`, `bases`: [{`name`, `bindings`, `path`, `origin`}, {`builtin`} or null], `members`: name ->
  bindings, `opaque`}]. `origin` is the dotted name of a base that is imported. Of members those asked for; opaque where
  a decorator or a metaclass may have made something else of it, or where the class itself says what an instance or an
  attribute of it, or a subclass, is.
- `definitions`: [{`qualname`, `decoration`, `returns`}] of the names asked for: decoration is plain, property, or
  opaque (a decorator that may give anything, or no more than the promise of a subclass's); returns is nothing, plain
  (literals only) or open.
- `stores`: [{`name`, `bindings`, `path`, `attribute`}]: attributes of these names that are assigned or deleted.
"""

import ast
from operator import itemgetter

from . import selection
from .capture import unit_of
from .scopes import Scopes
from .uses import Guess, use_of

# Decorators that hand back a function of the same kind. What stands behind a name must be theirs.
_TRANSPARENT = frozenset(
    [
        "builtins.classmethod",
        "builtins.staticmethod",
        "functools.wraps",
        "typing.final",
        "typing.override",
        "typing_extensions.final",
        "typing_extensions.override",
    ]
)
_PROPERTIES = ("builtins.property", "functools.cached_property")

# Decorators of a class that leave the methods which it has.
_TRANSPARENT_FOR_CLASSES = ("dataclasses.dataclass", "functools.total_ordering", "typing.final")
_TRANSPARENT_METACLASS = "abc.ABCMeta"
_DECIDING = ("__new__", "__getattribute__", "__init_subclass__")

_PLACE = itemgetter("line", "column")

_LITERALS = (ast.Constant, ast.JoinedStr, ast.Tuple, ast.List, ast.Dict, ast.Set)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp)


def calls(request):
    """Answer a `calls` request (ARCHITECTURE.md, "A repository's changes")."""
    unit = unit_of(request["source"], -1)
    try:
        tree = unit.tree
    except (SyntaxError, ValueError) as error:  # of what `compile` cannot take as text: a lone surrogate
        message = str(getattr(error, "msg", None) or error)
        return {"error": {"type": type(error).__name__, "message": message, "line": getattr(error, "lineno", None)}}
    return _File(unit.lines, Scopes(tree), frozenset(request["names"])).facts(tree)


class _File:
    def __init__(self, lines, scopes, names):
        self.lines = lines
        self.scopes = scopes
        self.names = names

    def facts(self, tree):
        functions = [one for one in self.scopes.functions if one[1].name in self.names]
        nodes = list(ast.walk(tree))
        return {
            "calls": sorted(map(self._call, filter(self._is_asked, nodes)), key=_PLACE),
            "exports": self.scopes.module.bindings,
            "stars": self.scopes.stars,
            "aliases": sorted(self._aliases(nodes)),
            "classes": [self._class(*one) for one in self.scopes.classes],
            "definitions": [self._definition(*one) for one in functions],
            "stores": [self._store(node) for node in self.scopes.stores if node.attr in self.names],
        }

    def _aliases(self, nodes):
        for node in nodes:
            value = node.value if isinstance(node, ast.Assign) else None
            if getattr(value, "id", getattr(value, "attr", None)) in self.names:
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        yield target.id

    def _is_asked(self, node):
        """Is it a use of one of the names, or of what one of them was imported as?"""
        if not isinstance(node, (ast.Name, ast.Attribute)) or not isinstance(node.ctx, ast.Load):
            return False
        if isinstance(self.scopes.parents[id(node)], ast.Attribute):
            # `f.x`: a function's attribute; of `a.f()`, `a` is asked about with its path
            return False
        if isinstance(node, ast.Attribute):
            return node.attr in self.names
        bindings = self.scopes.bindings(node)
        return node.id in self.names or any(one[0] == "import" and one[3] in self.names for one in bindings or ())

    def _call(self, node):
        parent = self.scopes.parents[id(node)]
        called = isinstance(parent, ast.Call) and parent.func is node
        subject = parent if called else node
        use = use_of(subject, self.scopes.parents, self.scopes.origin)
        line = self.lines[subject.lineno - 1] if subject.lineno <= len(self.lines) else ""
        place = {"line": subject.lineno, "column": selection.character_column(line, subject.col_offset) + 1}
        return dict(
            self._reference(node),
            called=called,
            use=str(use),
            sure=not isinstance(use, Guess),
            text=line.strip(),
            function=self._function(node),
            **place,
        )

    def _reference(self, node):
        """What the first name of a dotted expression is bound to, and the attributes behind it."""
        path, instance = [], False
        while isinstance(node, ast.Attribute):
            path.insert(0, node.attr)
            node = node.value
        if isinstance(node, ast.Call) and path:
            node, instance = node.func, True
            if isinstance(node, ast.Name) and node.id == "super" and self._is_builtin(node):
                return _reference("super", [["super", self._class_around(node)]], path)
        if not isinstance(node, ast.Name):
            return _reference("", [[_kind_of(node)]], path)
        return _reference(node.id, self.scopes.bindings(node), path, instance)

    def _function(self, node):
        scope = self.scopes.of[id(node)]
        while scope is not None and scope.kind != "function":
            scope = scope.parent
        return "" if scope is None else scope.qualname

    def _class_around(self, node):
        scope = self.scopes.of[id(node)]
        while scope is not None and scope.kind != "class":
            scope = scope.parent
        return "" if scope is None else scope.qualname

    def _class(self, qualname, node, inside, around):
        members = {name: inside.bindings[name] for name in self.names if name in inside.bindings}
        bases = [self._base(base) for base in node.bases]
        decides = any(name in inside.bindings for name in _DECIDING)
        opaque = decides or not (all(map(self._keeps_class, node.decorator_list)) and self._is_plainly_made(node))
        return {"qualname": qualname, "bases": bases, "members": members, "opaque": opaque}

    def _keeps_class(self, node):
        return self.scopes.origin(node.func if isinstance(node, ast.Call) else node) in _TRANSPARENT_FOR_CLASSES

    def _is_plainly_made(self, node):
        return all(
            one.arg == "metaclass" and self.scopes.origin(one.value) == _TRANSPARENT_METACLASS for one in node.keywords
        )

    def _base(self, node):
        if isinstance(node, ast.Subscript):  # `Generic[T]`
            node = node.value
        if isinstance(node, ast.Name) and self._is_builtin(node):
            return {"builtin": node.id}
        if not isinstance(node, (ast.Name, ast.Attribute)):
            return None
        found = self._reference(node)
        return None if found["instance"] else dict(found, origin=self.scopes.origin(node))

    def _definition(self, qualname, node, inside, around):
        kinds = {self._decoration(one) for one in node.decorator_list} - {"plain"}
        is_promise = around.kind == "class" and _only_raises(node)
        decoration = "opaque" if "opaque" in kinds or is_promise else "property" if kinds else "plain"
        return {"qualname": qualname, "decoration": decoration, "returns": _returns(node)}

    def _decoration(self, node):
        name = self.scopes.origin(node.func if isinstance(node, ast.Call) else node)
        return "property" if name in _PROPERTIES else "plain" if name in _TRANSPARENT else "opaque"

    def _store(self, node):
        return dict(self._reference(node), attribute=node.attr)

    def _is_builtin(self, name):
        return not self.scopes.stars and self.scopes.bindings(name) is None


def _reference(name, bindings, path, instance=False):
    return {"name": name, "bindings": bindings, "path": path, "instance": instance}


def _kind_of(node):
    """An expression that no name begins: of a literal, at least, nothing of the tree can be a method."""
    return "literal" if isinstance(node, _LITERALS + _COMPREHENSIONS) else "unknown"


def _only_raises(node):
    """Does a function only raise, as one does that subclasses are to define?"""
    body = [one for one in node.body if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))]
    return len(body) == 1 and isinstance(body[0], ast.Raise)


def _returns(node):
    """What a function gives back, as far as its text alone says: nothing, literals only, or anything."""
    if isinstance(node.body[-1], (ast.Raise, ast.While)):  # it may never give back anything, and be called for that
        return "open"
    found, pending = [], list(node.body)
    while pending:
        one = pending.pop()
        if isinstance(one, ast.Return) and one.value is not None:
            found.append(one.value)
        if not isinstance(one, selection.DEFINITIONS + (ast.Lambda,)):
            pending.extend(ast.iter_child_nodes(one))
    if all(isinstance(value, ast.Constant) and value.value is None for value in found):
        return "nothing"
    return "plain" if all(isinstance(value, _LITERALS + _COMPREHENSIONS) for value in found) else "open"
