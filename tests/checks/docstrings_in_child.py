"""A child of the test on formatters: which docstrings of a file a formatter changed, as this interpreter has them.

Knows `ast` and `compile`, and nothing of cutaway: runs in the interpreter under study, 3.8 syntax. Reads a JSON list of
[path before, path after], writes for each null where the side before does not compile, else two sorted lists of names:
whose docstring changed, and whose did beyond what `inspect.cleandoc` evens out, and blanks and empty lines at ends.
"""

import ast
import inspect
import json
import sys
import warnings

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def compiles(text):
    try:
        compile(text, "case.py", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


def docstrings(tree):
    """(qualified name, docstring or None) of everything that may have one, in the order of the text."""
    yield "<module>", ast.get_docstring(tree, clean=False)
    yield from inside(tree, "")


def inside(node, prefix):
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, (*FUNCTIONS, ast.ClassDef)):
            yield from inside(child, prefix)
            continue
        name = prefix + child.name
        yield name, ast.get_docstring(child, clean=False)
        yield from inside(child, name + (".<locals>." if isinstance(child, FUNCTIONS) else "."))


def kept(text):
    """The docstring that the compiler keeps of this one: from 3.13 on without indentation (gh-81283)."""
    if text is None:
        return None
    names = {}
    tree = ast.parse("def f(): 'docstring'")
    tree.body[0].body[0].value.value = text
    exec(compile(tree, "case.py", "exec"), names)
    return names["f"].__doc__


def words(text):
    """A docstring without its layout. After an escape such as `\\n`, a line has none, and so all others keep theirs."""
    lines = [] if text is None else inspect.cleandoc(text).split("\n")
    return None if text is None else "\n".join(line.rstrip() for line in lines).strip("\n")


def changed(before, after):
    """Whose docstring changed, and whose did beyond its layout; or why that cannot be told."""
    if not compiles(before):
        return None
    ours, theirs = list(docstrings(ast.parse(before))), list(docstrings(ast.parse(after)))
    if [name for name, _ in ours] != [name for name, _ in theirs]:
        return ["(other definitions)"], []
    different = [(name, one, other) for (name, one), (_, other) in zip(ours, theirs) if kept(one) != kept(other)]
    beyond = {name for name, one, other in different if words(one) != words(other)}
    return sorted({name for name, _, _ in different}), sorted(beyond)


warnings.simplefilter("ignore")
json.dump([changed(read(before), read(after)) for before, after in json.load(sys.stdin)], sys.stdout)
