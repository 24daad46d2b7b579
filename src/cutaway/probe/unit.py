"""One source as this interpreter sees it: text, tree, symbol table, code, and the definition that was asked for.

Knows how to decode, parse and compile without running anything. Each product is made once, on first use.
Does not know layers, nor how a product is shown.
"""

import ast
import symtable
import warnings

from . import decoding, selection


class Absent(Exception):
    """What was asked for cannot be had from this source; the message says why."""


_OF_TEXT = ("decoded", "lines", "tree", "selected")
"""The products that no code is part of."""


class Unit:
    """A source with its products. Attributes are documented in ARCHITECTURE.md, "The unit that a reader is handed"."""

    def __init__(self, content, filename, select=None, optimize=-1):
        self.filename = filename
        self.optimize = optimize
        self.select = select or {}
        self.absent_reason = None
        self.edited = None  # the bytes, where they are not what the user gave but an edit of it
        self.warnings = []
        self._content = content
        self._products = {}

    def once(self, name, make):
        """Return what `make` makes, kept under `name`; what it raised the first time is raised again."""
        if name not in self._products:
            try:
                self._products[name] = (True, make())
            except Exception as error:
                self._products[name] = (False, error)
        made, product = self._products[name]
        if not made:
            raise product.with_traceback(None)
        return product

    def with_code(self, code):
        """Return a unit of the same text whose code, with layout and without, is this one."""
        made = Unit(self._content, self.filename, self.select, self.optimize)
        made._products = {name: self._products[name] for name in _OF_TEXT if name in self._products}
        made._products.update(module_code=(True, code), neutral_code=(True, code))
        return made

    def _compiling(self, layer, make):
        r"""Run a compiler step under our own warning filter, and keep what it warns of.

        PYTHONWARNINGS=error would turn the SyntaxWarning for `'\d'` into a SyntaxError (DECISIONS, 11).
        """
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                return make()
            finally:
                for warning in caught:
                    self.warnings.append(
                        {
                            "layer": layer,
                            "category": warning.category.__name__,
                            "message": str(warning.message),
                            "line": warning.lineno,
                        }
                    )

    @property
    def decoded(self):
        return self.once("decoded", lambda: decoding.decode(self._content, self.filename))

    @property
    def text(self):
        return self.decoded.text

    @property
    def lines(self):
        return self.once("lines", lambda: self.text.split("\n"))

    @property
    def encoding(self):
        return self.decoded.encoding

    @property
    def bom(self):
        return self.decoded.bom

    @property
    def newlines(self):
        return self.decoded.newlines

    @property
    def tree(self):
        def parse():
            return self._compiling("ast", lambda: ast.parse(self.text, self.filename))

        return self.once("tree", parse)

    @property
    def table(self):
        def analyze():
            return self._compiling("symbols", lambda: symtable.symtable(self.text, self.filename, "exec"))

        return self.once("table", analyze)

    @property
    def module_code(self):
        return self.once("module_code", lambda: self._compiling("code", lambda: self._compile(self.text)))

    @property
    def neutral_code(self):
        return self.once("neutral_code", lambda: self._compiling("code", self._compile_neutral))

    @property
    def selected(self):
        """The definition that was asked for; SyntaxError where the file does not parse, Trouble where it has none."""
        return self.once("selected", lambda: selection.select(self.tree, self.lines, self.select, self.filename))

    @property
    def target(self):
        """The definition that was asked for; of a file that does not parse, the whole: there are no names in it."""
        try:
            return self.selected
        except SyntaxError:
            return selection.whole(None, self.lines)

    def _compile(self, what):
        return compile(what, self.filename, "exec", dont_inherit=True, optimize=self.optimize)

    def _compile_neutral(self):
        # A fresh tree: moving the positions of `tree` would take them from the readers that link layers by them.
        tree = ast.parse(self.text, self.filename)
        for node in ast.walk(tree):
            if hasattr(node, "lineno"):
                node.lineno = node.end_lineno = 1
                node.col_offset = node.end_col_offset = 0
        return self._compile(tree)
