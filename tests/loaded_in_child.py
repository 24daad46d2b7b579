"""Inside an interpreter under study: the probe's folder as a package, and the code objects that there are to read.

Knows how the probe is imported without the host, and where the standard library lies. Does not know what is looked for.
Valid Python 3.8; stdlib only.
"""

import pathlib
import sys
import types
import warnings


def load_probe(folder):
    """Make the probe's folder importable as `_cutaway_probe`; nothing is written beside it."""
    package = types.ModuleType("_cutaway_probe")
    package.__path__ = [folder]
    sys.modules["_cutaway_probe"] = package
    sys.dont_write_bytecode = True


def standard_library():
    """The folder of the standard library, and all its files in order."""
    root = pathlib.Path(pathlib.__file__).parent
    root = root.parent if root.name == "pathlib" else root  # a package since 3.14
    return root, sorted(path for path in root.rglob("*.py") if "site-packages" not in path.parts and path.is_file())


def compiled(path):
    """The code of a file, None where this version cannot compile it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
        except (SyntaxError, ValueError):
            return None


def every_code(code):
    """A code object and all inside it."""
    pending = [code]
    while pending:
        code = pending.pop()
        yield code
        pending.extend(constant for constant in code.co_consts if isinstance(constant, types.CodeType))
