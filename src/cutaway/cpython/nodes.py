"""Node kinds: every class of `ast` that a tree can hold or a version still offers, what it is, and since when.

Knows kinds of 3.8 to 3.15, their documentation, and which of them no parser makes any more.
Does not know fields of nodes, nor how trees are compared.
"""

from __future__ import annotations

from .documentation import docs
from .meaning import Fact, Glossary, MinorVersion, since

_MODULES = (
    Fact("AST", "What every node is: the base class of all kinds"),
    Fact("mod", "Base of the kinds at the top of a tree"),
    Fact("Module", "A whole file: its statements"),
    Fact("Interactive", "A statement typed at the prompt, or several on one line"),
    Fact("Expression", "A single expression, as eval compiles it"),
    Fact("FunctionType", "The type comment of a function: types of its arguments and of what it returns"),
    Fact("Suite", "A block of statements; no parser of Python 3 makes it"),
)

_STATEMENTS = (
    Fact("stmt", "Base of all statements"),
    Fact("FunctionDef", "A function definition: def"),
    Fact("AsyncFunctionDef", "A coroutine function or asynchronous generator: async def"),
    Fact("ClassDef", "A class definition: class"),
    Fact("Return", "Leaves the function with a value: return"),
    Fact("Delete", "Unbinds names, attributes or items: del"),
    Fact("Assign", "Binds one value to one or more targets: a = b = value"),
    Fact("TypeAlias", "A named type alias whose value is computed when asked for: type X = ...", since(12)),
    Fact("AugAssign", "Changes a target with an operator: a += value"),
    Fact("AnnAssign", "A target with an annotation, with or without a value: a: int = 1"),
    Fact("For", "A loop over the items of an iterable: for"),
    Fact("AsyncFor", "A loop that awaits each item of an asynchronous iterable: async for"),
    Fact("While", "A loop for as long as a condition holds: while"),
    Fact("If", "One of two branches: if; an elif is an If inside orelse"),
    Fact("With", "A block inside context managers: with"),
    Fact("AsyncWith", "A block inside context managers that are awaited at both ends: async with"),
    Fact("Match", "Chooses the first case whose pattern fits a value: match", since(10)),
    Fact("Raise", "Raises an exception, or raises the current one again: raise"),
    Fact("Try", "A block with handlers, else and finally: try"),
    Fact("TryStar", "A block whose handlers take parts of an exception group: try with except*", since(11)),
    Fact("Assert", "Raises AssertionError unless a condition holds; compiled to nothing under -O: assert"),
    Fact("Import", "Imports modules by name: import", since(8, 14)),
    Fact("Import", "Imports modules by name, at once or on first use: import, lazy import", since(15)),
    Fact("ImportFrom", "Imports names out of a module: from ... import", since(8, 14)),
    Fact("ImportFrom", "Imports names out of a module, at once or on first use: from ... import", since(15)),
    Fact("Global", "Makes names of a function belong to the module: global"),
    Fact("Nonlocal", "Makes names of a function belong to an enclosing function: nonlocal"),
    Fact("Expr", "An expression as a statement; its value is thrown away"),
    Fact("Pass", "Does nothing: pass"),
    Fact("Break", "Leaves the innermost loop: break"),
    Fact("Continue", "Goes to the next round of the innermost loop: continue"),
)

_EXPRESSIONS = (
    Fact("expr", "Base of all expressions"),
    Fact("BoolOp", "Two or more values joined by and, or by or"),
    Fact("NamedExpr", "Binds a name to a value and gives that value: (name := value)"),
    Fact("BinOp", "An operator between two values: a + b"),
    Fact("UnaryOp", "An operator before one value: -a, not a"),
    Fact("Lambda", "A function of one expression: lambda"),
    Fact("IfExp", "One of two values by a condition: a if condition else b"),
    Fact("Dict", "A dictionary display: {key: value}; a key of None stands for **mapping"),
    Fact("Set", "A set display: {a, b}"),
    Fact("ListComp", "A list comprehension: [x for x in y]"),
    Fact("SetComp", "A set comprehension: {x for x in y}"),
    # In 3.15 `value` may be absent (`_field_types`): {**mapping for mapping in mappings} of PEP 798.
    Fact("DictComp", "A dictionary comprehension: {key: value for key in y}", since(8, 14)),
    Fact("DictComp", "A dictionary comprehension: {key: value for key in y}, {**m for m in y}", since(15)),
    Fact("GeneratorExp", "A generator expression: (x for x in y)"),
    Fact("Await", "Waits for an awaitable and gives its result: await"),
    Fact("Yield", "Hands a value to whoever iterates, and waits: yield"),
    Fact("YieldFrom", "Hands over to another iterator until it ends: yield from"),
    Fact("Compare", "One or more comparisons in a chain: a < b <= c"),
    Fact("Call", "A call with its arguments: f(a, *b, c=d)"),
    Fact("FormattedValue", "One field of an f-string: the value in braces"),
    Fact("Interpolation", "One field of a t-string: the value in braces and its text", since(14)),
    Fact("JoinedStr", "An f-string: its literal pieces and its fields"),
    Fact("TemplateStr", "A t-string: its literal pieces and its interpolations", since(14)),
    Fact("Constant", "A literal value: a number, string, bytes, True, False, None or ..."),
    Fact("Attribute", "An attribute of a value: value.name"),
    Fact("Subscript", "An item of a value: value[index]"),
    Fact("Starred", "An unpacked iterable in a call, a display or a target: *value"),
    Fact("Name", "A variable by its name"),
    Fact("List", "A list display, or a list of targets: [a, b]"),
    Fact("Tuple", "A tuple, or a tuple of targets: a, b"),
    Fact("slice", "Base of what could stand in the brackets of a Subscript", since(8, 8)),
    # bpo-34822 made indices plain expressions in 3.9.
    Fact("slice", "Deprecated base class, kept for old code; no parser makes it", since(9)),
    Fact("Slice", "A range of items in brackets: lower:upper:step"),
    Fact("ExtSlice", "Several dimensions in brackets, at least one a range: a[1:2, 3]", since(8, 8)),
    Fact("ExtSlice", "Deprecated: building one gives a Tuple; no parser makes it", since(9)),
    Fact("Index", "A single value in brackets, as a[1] has", since(8, 8)),
    Fact("Index", "Deprecated: building one gives the value itself; no parser makes it", since(9)),
)

_CONTEXTS = (
    Fact("expr_context", "Base of what is done with a name, attribute, item, list or tuple"),
    Fact("Load", "The value is read"),
    Fact("Store", "The target is assigned to"),
    Fact("Del", "The target is deleted"),
    Fact("AugLoad", "A context that no parser of Python 3 makes"),
    Fact("AugStore", "A context that no parser of Python 3 makes"),
    Fact("Param", "A context that no parser of Python 3 makes; parameters are arg nodes"),
)

_OPERATORS = (
    Fact("boolop", "Base of and, or"),
    Fact("And", "The operator and: the first false value, else the last"),
    Fact("Or", "The operator or: the first true value, else the last"),
    Fact("operator", "Base of the operators between two values"),
    Fact("Add", "The operator +: addition, concatenation"),
    Fact("Sub", "The operator -: subtraction"),
    Fact("Mult", "The operator *: multiplication, repetition"),
    Fact("MatMult", "The operator @: matrix multiplication"),
    Fact("Div", "The operator /: true division"),
    Fact("Mod", "The operator %: remainder, or formatting of a string"),
    Fact("Pow", "The operator **: power"),
    Fact("LShift", "The operator <<: bits to the left"),
    Fact("RShift", "The operator >>: bits to the right"),
    Fact("BitOr", "The operator |: bitwise or, union"),
    Fact("BitXor", "The operator ^: bitwise exclusive or, symmetric difference"),
    Fact("BitAnd", "The operator &: bitwise and, intersection"),
    Fact("FloorDiv", "The operator //: division rounded down"),
    Fact("unaryop", "Base of the operators before one value"),
    Fact("Invert", "The operator ~ before a value: all bits flipped"),
    Fact("Not", "The operator not: the opposite truth value"),
    Fact("UAdd", "The sign + before a value"),
    Fact("USub", "The sign - before a value; -1 is USub of 1 until constants are folded"),
    Fact("cmpop", "Base of the comparisons"),
    Fact("Eq", "The comparison =="),
    Fact("NotEq", "The comparison !="),
    Fact("Lt", "The comparison <"),
    Fact("LtE", "The comparison <="),
    Fact("Gt", "The comparison >"),
    Fact("GtE", "The comparison >="),
    Fact("Is", "The comparison is: the very same object"),
    Fact("IsNot", "The comparison is not: two different objects"),
    Fact("In", "The comparison in: contained"),
    Fact("NotIn", "The comparison not in: not contained"),
)

_PARTS = (
    Fact("comprehension", "One for of a comprehension with its ifs"),
    Fact("excepthandler", "Base of exception handlers"),
    Fact("ExceptHandler", "One except clause: what it catches, the name it binds, its body"),
    Fact("arguments", "All parameters of a function or lambda, with their defaults"),
    Fact("arg", "One parameter: its name and annotation"),
    Fact("keyword", "One keyword argument of a call or class; without a name it is **mapping"),
    Fact("alias", "One name of an import, with what it is called here"),
    Fact("withitem", "One context manager of a with, with what it is bound to"),
    Fact("type_ignore", "Base of the marks that type comments leave"),
    Fact("TypeIgnore", "A comment # type: ignore; only with type_comments=True"),
)

_PATTERNS = (
    Fact("match_case", "One case of a match: pattern, guard, body", since(10)),
    Fact("pattern", "Base of the patterns of a case", since(10)),
    Fact("MatchValue", "Fits what is equal to a value", since(10)),
    Fact("MatchSingleton", "Fits None, True or False by identity", since(10)),
    Fact("MatchSequence", "Fits a sequence item by item: [a, b]", since(10)),
    Fact("MatchMapping", "Fits a mapping that has these keys: {key: pattern}", since(10)),
    Fact("MatchClass", "Fits an instance of a class, with patterns for attributes: Point(x=0)", since(10)),
    Fact("MatchStar", "Takes the rest of a sequence: *rest", since(10)),
    Fact("MatchAs", "Binds what was matched to a name; without pattern and name it is _", since(10)),
    Fact("MatchOr", "Fits if any of several patterns fits: a | b", since(10)),
)

_TYPE_PARAMETERS = (
    Fact("type_param", "Base of the type parameters of a function, class or alias", since(12)),
    Fact("TypeVar", "A type parameter, with an optional bound: [T: int]", since(12, 12)),
    # PEP 696 gave type parameters defaults.
    Fact("TypeVar", "A type parameter, with an optional bound and default: [T: int = bool]", since(13)),
    Fact("ParamSpec", "A type parameter that stands for the parameters of a function: [**P]", since(12)),
    Fact("TypeVarTuple", "A type parameter that stands for any number of types: [*Ts]", since(12)),
)

# bpo-32892 made them all Constant in 3.8. 3.12 and 3.13 offer them by the module's __getattr__ only, 3.14 not at all.
_OLD_CONSTANTS = (
    Fact("Num", "Deprecated name of a Constant that holds a number; no parser makes it", since(8, 13)),
    Fact("Str", "Deprecated name of a Constant that holds a string; no parser makes it", since(8, 13)),
    Fact("Bytes", "Deprecated name of a Constant that holds bytes; no parser makes it", since(8, 13)),
    Fact("NameConstant", "Deprecated name of a Constant for True, False or None; no parser makes it", since(8, 13)),
    Fact("Ellipsis", "Deprecated name of the Constant for ...; no parser makes it", since(8, 13)),
)

# Doc/library/ast.rst of 3.9.2, 3.11.2 and 3.13.5: the kinds without an entry of their own. Before 3.9 none has one.
_UNDOCUMENTED = frozenset(
    {"mod", "stmt", "expr", "expr_context", "boolop", "operator", "unaryop", "cmpop", "excepthandler", "type_ignore"}
    | {"pattern", "type_param", "Suite", "slice", "ExtSlice", "Index", "AugLoad", "AugStore", "Param"}
    | {fact.name for fact in _OLD_CONSTANTS}
)
_DOCUMENTED_SINCE_3_13 = frozenset({"Module", "Interactive", "Expression", "FunctionType", "TypeIgnore"})


def _anchor(kind: str, version: MinorVersion) -> str:
    if kind == "AST":
        return "ast.AST"
    if version < (3, 9) or kind in _UNDOCUMENTED or (kind in _DOCUMENTED_SINCE_3_13 and version < (3, 13)):
        return "abstract-grammar"
    return f"ast.{kind}"


def _link(kind: str, version: MinorVersion) -> str:
    return docs(version, "library/ast", _anchor(kind, version))


_GLOSSARY = Glossary(
    (
        *_MODULES,
        *_STATEMENTS,
        *_EXPRESSIONS,
        *_CONTEXTS,
        *_OPERATORS,
        *_PARTS,
        *_PATTERNS,
        *_TYPE_PARAMETERS,
        *_OLD_CONSTANTS,
    ),
    _link,
)

NAMES = _GLOSSARY.names
"""Every node kind of every version."""

# Asked by the names that every file of facts has; `Glossary` documents them.
meaning, explain = _GLOSSARY.meaning, _GLOSSARY.explain
names_in, versions_of = _GLOSSARY.names_in, _GLOSSARY.versions_of
