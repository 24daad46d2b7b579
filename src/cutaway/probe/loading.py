"""The module under study, loaded as its own import system would, but with the text that we were handed.

Knows import roots, dotted names, and how to serve one module from memory.
Does not know what is called in it, nor what is observed.
"""

import importlib
import importlib.machinery
import importlib.util
import linecache
import os
import sys

# `decode_source` imports it when it is called: from the user's folder by then, if that has a `tokenize.py`.
import tokenize  # noqa: F401
import warnings

NAMELESS = "cutaway_target"
# The names that importing a module puts there before its own text runs.
AT_BIRTH = frozenset(
    (
        "__builtins__",
        "__cached__",
        "__doc__",
        "__file__",
        "__loader__",
        "__name__",
        "__package__",
        "__path__",
        "__spec__",
    )
)


class Served:
    """A finder and loader for one module: the edited text, or ready-made `code`, instead of the file's."""

    def __init__(self, name, content, filename, is_package, folder, code=None):
        self._name = name
        self._content = content
        self._code = code
        self._filename = filename
        self._is_package = is_package
        self._folder = folder

    def find_spec(self, fullname, path=None, target=None):
        """Answer for the one name, and leave every other to the finders behind."""
        if fullname != self._name:
            return None
        spec = importlib.machinery.ModuleSpec(fullname, self, origin=self._filename, is_package=self._is_package)
        spec.has_location = True
        if self._is_package:
            spec.submodule_search_locations = [self._folder]
        return spec

    def create_module(self, spec):
        """Leave the making of the module to the import system, by returning None."""

    def exec_module(self, module):
        """Run the text in the module, which stands in `sys.modules` by now."""
        exec(self._compiled() if self._code is None else self._code, module.__dict__)

    def _compiled(self):
        """Compile without warnings: those of the compiler are told by the layer where they arise."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return compile(self._content, self._filename, "exec", dont_inherit=True)

    def get_source(self, fullname):
        """Return the text, as `inspect` and `linecache` ask a loader for it."""
        return importlib.util.decode_source(self._content)

    def is_package(self, fullname):
        """Tell whether the name is a package's."""
        return self._is_package


def load(side, content, code=None):
    """Import the module that `side` describes, with `content` as its text, and return it.

    `code` is what runs instead of what the text compiles to.
    """
    name = side.get("module") or NAMELESS
    sys.argv = [side["filename"]]
    sys.path.insert(0, side.get("root") or "")
    _forget(name)
    _keep_lines(side["filename"], content)
    served = Served(name, content, side["filename"], bool(side.get("package")), _folder(side), code)
    sys.meta_path.insert(0, served)
    return importlib.import_module(name)


def _folder(side):
    return os.path.dirname(side["filename"]) or "."


def _forget(name):
    """Make room for a module that has the name of one imported already: the user's own `json.py` comes first."""
    top = name.partition(".")[0]
    if top not in sys.modules:  # then nothing inside it is; looking at each name would copy its page into the child
        return
    for known in list(sys.modules):
        if known == top or known.startswith(top + "."):
            del sys.modules[known]


def _keep_lines(filename, content):
    """Put the edited text where tracebacks and `inspect` look for lines.

    An entry without a modification time is never checked against the file (linecache.checkcache).
    """
    try:
        text = importlib.util.decode_source(content)
    except (SyntaxError, UnicodeDecodeError):
        return  # importing it will say so
    linecache.cache[filename] = (len(text), None, text.splitlines(True), filename)


def find(module, qualname):
    """Return what the dotted name is bound to in the module, as attribute access gives it."""
    found = module
    for part in (qualname or "").split("."):
        if part:
            found = getattr(found, part)
    return found
