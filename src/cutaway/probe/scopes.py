"""Which scope binds which name, and how: by an import, a definition, a class, or otherwise.

Knows Python's scopes: class bodies are skipped from within, comprehensions have their own, `global` and `nonlocal`.
Does not know what a bound name is used for.

A *binding* is a list: `["import", level, module, name]` (`from ..module import name`), `["module", dotted name]`,
`["definition", qualname]`, `["class", qualname]`, `["self", qualname of the class]` (a method's first parameter),
`["cls", qualname of the class]` (a class method's), `["other"]` for whatever else. What has one binding can be nothing
else: where a condition, a star or a decorator leaves a doubt, `["other"]` stands beside it.
"""

import ast
import builtins

OTHER = ["other"]
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_SCOPES = _FUNCTIONS + (ast.ClassDef, ast.Lambda, ast.Module)
_CLASS_METHODS = ("__new__", "__init_subclass__", "__class_getitem__")

# Decorators that hand a method's first parameter on as it is. Any other may put something else in its place.
_KEEPING_SELF = frozenset(
    [
        "builtins.property",
        "builtins.classmethod",
        "abc.abstractmethod",
        "contextlib.asynccontextmanager",
        "contextlib.contextmanager",
        "functools.cached_property",
        "functools.wraps",
        "typing.final",
        "typing.override",
        "typing_extensions.final",
        "typing_extensions.override",
    ]
)
_OF_A_PROPERTY = ("setter", "getter", "deleter")


class Scope:
    """One scope: its names with all that binds them.

    `kind` is module, class, function, comprehension, or type parameters (PEP 695).
    """

    def __init__(self, kind, parent=None, qualname="", prefix=""):
        self.kind = kind
        self.parent = parent
        self.depth = 0 if parent is None else parent.depth + 1
        self.qualname = qualname
        self.prefix = prefix
        self.bindings = {}
        self.elsewhere = {}  # names declared global or nonlocal -> the scope that holds them

    def bind(self, name, binding):
        """Note one more thing that binds `name` here, or where a declaration says that it lives."""
        found = self.elsewhere.get(name, self).bindings.setdefault(name, [])
        if binding[0] not in ("import", "module") or binding not in found:  # the same import twice is one
            found.append(binding)

    def lookup(self, name):
        """All that may bind `name` as seen from here; None where nothing in the file does."""
        holder = self.holder_of(name)
        return None if holder is None else holder.bindings.get(name)

    def holder_of(self, name):
        """The scope that binds `name` as seen from here; None where none in the file does."""
        if name in self.elsewhere:
            return self.elsewhere[name]
        if name in self.bindings:
            return self
        return None if self.parent is None else self.parent.seen_inside(name)

    def seen_inside(self, name):
        """The scope that binds `name` as seen from a scope within this one; what a class binds is not seen there."""
        scope = self
        while scope is not None:
            if scope.kind != "class" and name in scope.elsewhere:
                return scope.elsewhere[name]
            if scope.kind != "class" and name in scope.bindings:
                return scope
            scope = scope.parent
        return None

    @property
    def module(self):
        """The outermost scope."""
        return self if self.parent is None else self.parent.module

    @property
    def holder(self):
        """The scope that an assignment expression binds in: a comprehension has none of its own for it."""
        return self.parent.holder if self.kind == "comprehension" else self


class Scopes(ast.NodeVisitor):
    """Every scope of a tree; `of[id(node)]` is the scope of a name or an attribute, `parents[id(node)]` its parent.

    `classes` and `functions` are lists of (qualname, node, scope inside, scope around); `stars` are what `import *`
    takes from, as (level, module); `stores` are the attributes that are assigned or deleted.
    """

    def __init__(self, tree):
        self.module = self._scope = Scope("module")
        self.of = {}
        self.parents = {}
        self.classes = []
        self.functions = []
        self.stars = []
        self.stores = []
        self._early = set()
        self._nonlocals = []
        self._conditional = []
        self.visit(tree)
        self._settle_nonlocals()
        self._doubt_what_decorators_hand_on()
        self._doubt_what_is_conditional()

    def origin(self, node):
        """The dotted name of what an expression surely is, as `asyncio.gather` or `builtins.len`; None for others."""
        path = []
        while isinstance(node, ast.Attribute):
            path.insert(0, node.attr)
            node = node.value
        found = self.bindings(node) if isinstance(node, ast.Name) else []
        if found is None:
            is_builtin = hasattr(builtins, node.id) and not self.stars
            return ".".join(["builtins", node.id] + path) if is_builtin else None
        if len(found) != 1:
            return None
        if found[0][0] == "module":
            return ".".join(found[0][1:] + path)
        return ".".join(found[0][2:] + path) if found[0][:2] == ["import", 0] else None

    def bindings(self, name):
        """All that may bind a name where it stands, `name` being its node; None where nothing in the file does."""
        scope = self.of[id(name)]
        found = scope.lookup(name.id)
        if id(name) not in self._early or name.id not in scope.bindings:
            return found
        outside = scope.parent.seen_inside(name.id)
        return found if outside is None else found + outside.bindings.get(name.id, [])

    def generic_visit(self, node):
        for child in ast.iter_child_nodes(node):
            self.parents[id(child)] = node
            self.visit(child)

    def _each(self, nodes, parent):
        for node in nodes:
            if node is not None:
                self.parents[id(node)] = parent
                self.visit(node)

    def _inside(self, scope, nodes, parent):
        around, self._scope = self._scope, scope
        self._each(nodes, parent)
        self._scope = around

    def _bind(self, node, name, binding):
        """Bind a name by a statement that may stand under a condition."""
        self._scope.bind(name, binding)
        conditions = self._conditions(node)
        if any(map(_is_for_type_checkers, conditions)):
            self._scope.bind(name, OTHER)
        elif conditions:
            self._conditional.append((self._scope, name))

    def _conditions(self, node):
        """The statements around one within its scope: what stands in them may not run."""
        found = []
        node = self.parents[id(node)]
        while not isinstance(node, _SCOPES):
            found.append(node)
            node = self.parents[id(node)]
        return found

    def _doubt_what_is_conditional(self):
        """Where the condition left a name unbound it may be found elsewhere, and be no NameError."""
        module = self.module.bindings
        for scope, name in self._conditional:
            is_found = bool(self.stars) or "__getattr__" in module or hasattr(builtins, name)
            if scope.kind == "class" or (scope is self.module and is_found):
                scope.bind(name, OTHER)

    def _doubt_what_decorators_hand_on(self):
        for _, node, inner, around in self.functions:
            if around.kind == "class" and _takes_self(node) and not self._keeps_self(node, around):
                inner.bind(_parameters(node)[0].arg, OTHER)

    def _keeps_self(self, node, around):
        """Is a method handed an object of its class, as far as its decorators and the class body say?"""
        if any(binding[0] != "definition" for binding in around.lookup(node.name)):
            return False
        return all(self._decorator_keeps_self(one, around) for one in node.decorator_list)

    def _decorator_keeps_self(self, node, around):
        if isinstance(node, ast.Call):
            node = node.func
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in _OF_A_PROPERTY:
            return node.value.id in around.bindings
        return self.origin(node) in _KEEPING_SELF

    def visit_FunctionDef(self, node):
        qualname = self._scope.prefix + node.name
        self._bind(node, node.name, ["definition", qualname])
        self._each(node.decorator_list + _defaults(node.args), node)
        around = self._with_type_parameters(node)
        self._inside(around, _annotations(node.args) + [node.returns], node)
        inner = Scope("function", around, qualname, qualname + ".<locals>.")
        self.functions.append((qualname, node, inner, self._scope))
        self._bind_arguments(node, inner)
        self._inside(inner, node.body, node)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node):
        self._each(_defaults(node.args), node)
        prefix = self._scope.prefix + "<lambda>"
        inner = Scope("function", self._scope, prefix, prefix + ".<locals>.")
        self._bind_arguments(node, inner)
        self._inside(inner, [node.body], node)

    def visit_ClassDef(self, node):
        qualname = self._scope.prefix + node.name
        self._bind(node, node.name, ["class", qualname])
        self._each(node.decorator_list, node)
        around = self._with_type_parameters(node)
        self._inside(around, node.bases + node.keywords, node)
        inner = Scope("class", around, qualname, qualname + ".")
        self.classes.append((qualname, node, inner, self._scope))
        self._inside(inner, node.body, node)

    def visit_TypeAlias(self, node):
        self._each([node.name], node)
        self._inside(self._with_type_parameters(node), [node.value], node)

    def _with_type_parameters(self, node):
        """The scope of a definition's type parameters, or where it has none that around it."""
        if not getattr(node, "type_params", None):
            return self._scope
        scope = Scope("type parameters", self._scope, self._scope.qualname, self._scope.prefix)
        self._inside(scope, node.type_params, node)
        return scope

    def _bind_arguments(self, node, inner):
        arguments = node.args
        names = [one.arg for one in arguments.posonlyargs + arguments.args + arguments.kwonlyargs]
        names += [one.arg for one in (arguments.vararg, arguments.kwarg) if one is not None]
        for name in names:
            inner.bind(name, OTHER)
        if self._scope.kind == "class" and _takes_self(node):
            kind = "cls" if _takes_class(node) else "self"
            inner.bindings[_parameters(node)[0].arg] = [[kind, self._scope.qualname]]

    def _visit_comprehension(self, node):
        first = node.generators[0]
        self.parents[id(first)] = node
        self._each([first.iter], first)
        inner = Scope("comprehension", self._scope, self._scope.qualname, self._scope.prefix)
        results = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        self._inside(inner, [first.target] + first.ifs, first)
        self._inside(inner, node.generators[1:] + results, node)

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _visit_comprehension

    def visit_NamedExpr(self, node):
        self._scope.holder.bind(node.target.id, OTHER)
        self._each([node.value], node)

    def visit_Import(self, node):
        for alias in node.names:
            whole = alias.name if alias.asname else alias.name.partition(".")[0]
            self._bind(node, alias.asname or whole, ["module", whole])

    def visit_ImportFrom(self, node):
        for alias in node.names:
            if alias.name == "*":
                self.stars.append((node.level, node.module or ""))
                for name in self.module.bindings:  # by now: any of them may be another module's
                    self.module.bind(name, OTHER)
            else:
                binding = ["import", node.level, node.module or "", alias.name]
                self._bind(node, alias.asname or alias.name, binding)

    def visit_Global(self, node):
        for name in node.names:
            self._scope.elsewhere[name] = self._scope.module

    def visit_Nonlocal(self, node):
        self._nonlocals += [(self._scope, name) for name in node.names]

    def _settle_nonlocals(self):
        """Hand bindings on to who holds the name, outer scopes first: all scopes know by now what they bind."""
        for scope, name in sorted(self._nonlocals, key=lambda one: one[0].depth):
            holder = scope.parent.seen_inside(name)
            if holder is not None and holder is not self.module:
                scope.elsewhere[name] = holder
                holder.bindings[name] += scope.bindings.pop(name, [])

    def visit_Name(self, node):
        self.of[id(node)] = self._scope
        if not isinstance(node.ctx, ast.Load):
            self._scope.bind(node.id, OTHER)
        elif self._scope.kind == "class" and node.id not in self._scope.bindings:
            self._early.add(id(node))  # a class body looks up outside what it has not bound yet

    def visit_Attribute(self, node):
        self.of[id(node)] = self._scope
        if not isinstance(node.ctx, ast.Load):
            self.stores.append(node)
        self.generic_visit(node)

    def visit_ExceptHandler(self, node):
        self._bind_and_visit(node, node.name)

    def visit_MatchAs(self, node):
        self._bind_and_visit(node, node.name)

    def visit_MatchStar(self, node):
        self._bind_and_visit(node, node.name)

    def visit_MatchMapping(self, node):
        self._bind_and_visit(node, node.rest)

    def visit_TypeVar(self, node):
        self._bind_and_visit(node, node.name)

    visit_ParamSpec = visit_TypeVarTuple = visit_TypeVar

    def _bind_and_visit(self, node, name):
        if name is not None:
            self._scope.bind(name, OTHER)
        self.generic_visit(node)


def _defaults(arguments):
    """They are evaluated around the function, not in it."""
    return arguments.defaults + arguments.kw_defaults


def _annotations(arguments):
    """They are, too, but know the type parameters."""
    every = arguments.posonlyargs + arguments.args + arguments.kwonlyargs + [arguments.vararg, arguments.kwarg]
    return [one.annotation for one in every if one is not None]


def _takes_self(node):
    """Is a function in a class body handed the instance, or the class, as its first argument?"""
    return isinstance(node, _FUNCTIONS) and bool(_parameters(node)) and not _is_decorated(node, "staticmethod")


def _takes_class(node):
    return node.name in _CLASS_METHODS or _is_decorated(node, "classmethod")


def _is_decorated(node, name):
    return any(isinstance(one, ast.Name) and one.id == name for one in node.decorator_list)


def _parameters(node):
    """Those that are given by position."""
    return node.args.posonlyargs + node.args.args


def _is_for_type_checkers(node):
    """Is it `if TYPE_CHECKING:`? What stands there does not run, and the name may be something else then."""
    parts = ast.walk(node.test) if isinstance(node, ast.If) else ()
    return any("TYPE_CHECKING" in (getattr(one, "id", ""), getattr(one, "attr", "")) for one in parts)
