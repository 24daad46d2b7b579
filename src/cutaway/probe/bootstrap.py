"""The first lines that run in an interpreter under study: gate, then the probe's folder as a package, then one entry.

Run as `python ... -c TEXT FOLDER CACHE ENTRY`: puts nothing on `sys.path` and needs no module but what any start loads.
Valid on Python 2.7, so that what is too old says so in one answer instead of a traceback.
Does not know what the entry does.
"""

import sys

PACKAGE = "_cutaway_probe"


def start(folder, cache, entry):
    """Load the probe and call `module.function`, or answer for good that this is no interpreter for it."""
    if not is_supported():
        refuse()
        return
    load(folder, cache)
    module, _, function = entry.partition(".")
    __import__(PACKAGE + "." + module)
    getattr(sys.modules[PACKAGE + "." + module], function)()


def is_supported():
    """The probe's files need the syntax of CPython 3.8."""
    return sys.version_info >= (3, 8) and sys.implementation.name == "cpython"


def refuse():
    """Write one refusing answer, in the protocol of `server`, whose file this interpreter could not even read."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    answer = (
        '{"ok": false, "error": {"slug": "interpreter", "message": "it is Python '
        + version
        + ', and the probe needs CPython 3.8 or later"}}'
    )
    sys.stdout.write("cutaway1 " + str(len(answer)) + "\n" + answer)
    sys.stdout.flush()


def load(folder, cache):
    """Make the folder importable as a package; its compiled files go to `cache`, or nowhere if that is empty.

    `-X pycache_prefix` would move those of the standard library, too, and compile it anew for each interpreter.
    """
    external = sys.modules["_frozen_importlib_external"]

    class Loader(external.SourceFileLoader):
        """Reads and writes compiled files in `cache`."""

        def get_code(self, fullname):
            prefix, sys.pycache_prefix = sys.pycache_prefix, cache
            try:
                return external.SourceFileLoader.get_code(self, fullname)
            finally:
                sys.pycache_prefix = prefix

    package = type(sys)(PACKAGE)
    package.__path__ = [folder]
    sys.modules[PACKAGE] = package
    loader = Loader if cache else external.SourceFileLoader
    for part in (folder, folder + "/hybrids"):
        sys.path_importer_cache[part] = external.FileFinder(part, (loader, [".py"]))


if __name__ == "__main__":
    start(*sys.argv[1:4])
