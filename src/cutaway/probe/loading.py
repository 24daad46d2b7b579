"""The module under study, loaded as its own import system would, but with the text that we were handed.

Knows import roots, dotted names, and how to serve one module from memory.
Does not know what is called in it, nor what is observed.
"""

import base64
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
    """A finder and loader for one module: the edited text, or ready-made `code`, instead of the file's.

    Made before there is a child, it spares each child what it can: the text is decoded.
    """

    def __init__(self, side, code=None):
        self.name = side.get("module") or NAMELESS
        self.content = base64.b64decode(side["content"])
        self._code = code
        self._filename = side["filename"]
        self._is_package = bool(side.get("package"))
        self._folder = os.path.dirname(side["filename"]) or "."
        self._lines = _kept_lines(self.content, self._filename)

    def find_spec(self, fullname, path=None, target=None):
        """Answer for the one name, and leave every other to the finders behind."""
        if fullname != self.name:
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
            return compile(self.content, self._filename, "exec", dont_inherit=True)

    def get_source(self, fullname):
        """Return the text, as `inspect` and `linecache` ask a loader for it."""
        return importlib.util.decode_source(self.content)

    def is_package(self, fullname):
        """Tell whether the name is a package's."""
        return self._is_package

    def keep_lines(self):
        """Put the edited text where tracebacks and `inspect` look for lines."""
        if self._lines is not None:
            linecache.cache[self._filename] = self._lines


def load(side, served):
    """Import the module that `side` describes, as it is served, and return it."""
    sys.argv = [side["filename"]]
    sys.path.insert(0, side.get("root") or "")
    _forget(served.name)
    served.keep_lines()
    sys.meta_path.insert(0, served)
    return importlib.import_module(served.name)


def _forget(name):
    """Make room for a module that has the name of one imported already: the user's own `json.py` comes first."""
    top = name.partition(".")[0]
    if top not in sys.modules:  # then nothing inside it is; looking at each name would copy its page into the child
        return
    for known in list(sys.modules):
        if known == top or known.startswith(top + "."):
            del sys.modules[known]


def _kept_lines(content, filename):
    """Return an entry of `linecache` for the text, or None for one that importing will say is not to be read.

    An entry without a modification time is never checked against the file (linecache.checkcache).
    """
    try:
        text = importlib.util.decode_source(content)
    except (SyntaxError, UnicodeDecodeError):
        return None
    return len(text), None, text.splitlines(True), filename


def find(module, qualname):
    """Return what the dotted name is bound to in the module, as attribute access gives it."""
    found = module
    for part in (qualname or "").split("."):
        if part:
            found = getattr(found, part)
    return found
