"""Which Python this is: implementation, version, build flags, where it and its base are.

Knows only its own process. Valid on Python 2.7 too and imports nothing while it loads, so that an interpreter that
cutaway cannot use can still say which one it is.
Does not know which interpreters are of use.
"""

import sys

RELEASE_LEVELS = {"alpha": "a", "beta": "b", "candidate": "rc"}


def identity():
    """Return the identity that ARCHITECTURE.md documents ("The probe's protocol")."""
    executable = sys.executable or ""
    return {
        "implementation": implementation(),
        "version": version(),
        "hexversion": sys.hexversion,
        "executable": executable,
        "base_executable": base_executable(executable),
        "is_virtual_environment": virtual_environment_settings(executable) is not None,
        "build": build(),
        "magic": magic(),
    }


def implementation():
    """CPython, PyPy, ... as each writes itself; `platform` would say the same for thirty times the start-up."""
    # PEP 421 made `sys.implementation` in 3.3; PyPy tells of itself on 2.7, too
    name = sys.implementation.name if hasattr(sys, "implementation") else "cpython"
    if hasattr(sys, "pypy_version_info"):
        name = "pypy"
    return {"cpython": "CPython", "pypy": "PyPy", "graalpy": "GraalPy"}.get(name, name)


def version():
    """3.12.1, with a1, b2, rc1 where it is no final release."""
    number = ".".join(str(part) for part in sys.version_info[:3])
    level = RELEASE_LEVELS.get(sys.version_info[3])
    return number if level is None else number + level + str(sys.version_info[4])


def build():
    """What sets this build apart from a regular one."""
    flags = []
    # PEP 3149: the letters of the build's ABI, which Windows lacks. Only a debug build has `gettotalrefcount`.
    letters = getattr(sys, "abiflags", "")
    if hasattr(sys, "gettotalrefcount") or "d" in letters:
        flags.append("debug")
    # PEP 703: `t` is the letter of the free-threaded ABI
    if "t" in letters:
        flags.append("free-threaded")
    # `sys._jit` (gh-133231) tells of a build that has the JIT, be it on or off.
    if hasattr(sys, "_jit") and sys._jit.is_available():
        flags.append("jit")
    return flags


def magic():
    """The magic number of this interpreter's .pyc files, in hex; empty where it has no import system of that kind."""
    number = getattr(sys.modules.get("_frozen_importlib_external"), "MAGIC_NUMBER", b"")
    return "".join("%02x" % byte for byte in bytearray(number))


def virtual_environment_settings(executable):
    """The lines of pyvenv.cfg beside or above the executable (PEP 405), None where there is none.

    `sys.prefix` does not tell under `-S`: before 3.14 it is `site` that sets it.
    """
    folder = directory(executable)
    for candidate in (folder, directory(folder)):
        if exists(candidate + "/pyvenv.cfg"):
            return lines_of(candidate + "/pyvenv.cfg")
    return None


def lines_of(path):
    """The lines of a file; none where it cannot be read."""
    try:
        with open(path) as stream:
            return stream.read().splitlines()
    except (OSError, IOError, ValueError):  # noqa: UP024 - two errors on 2.7
        return []


def base_executable(executable):
    """The executable that a virtual environment was made from; any other is its own base."""
    settings = virtual_environment_settings(executable)
    if settings is None:
        return executable
    home = dict(setting(line) for line in settings).get("home", "")
    names = ["python" + ".".join(str(part) for part in sys.version_info[:2]), "python3", "python", "python.exe"]
    if implementation() == "PyPy":
        names = ["pypy3"] + names
    for name in names:
        if home and exists(home + "/" + name):
            return home + "/" + name
    return getattr(sys, "_base_executable", None) or executable


def setting(line):
    """A line `key = value` of pyvenv.cfg as a pair."""
    key, _, value = line.partition("=")
    return key.strip().lower(), value.strip()


def directory(path):
    """`os.path.dirname`, imported late: nothing may be imported while this file loads."""
    import os

    return os.path.dirname(path)


def exists(path):
    """Tell whether the path names something that is there."""
    import os

    return os.path.exists(path)
