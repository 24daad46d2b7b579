"""Say which texts of a module give another result of a call, and raise nothing: run by the interpreter under study.

Reads {"module", "path", "qualname", "call", "before", "after": [texts]} as JSON, writes the numbers of those texts.
Valid Python 3.8; stdlib only.
"""

import importlib
import importlib.util
import json
import os  # noqa: F401 - without `site` nobody has: genericpath and posixpath can be imported through it only
import sys
import types


def result(asked, text):
    """What the call gives, as text; the module's own name and package hold for what it imports."""
    module = types.ModuleType(asked["module"])
    module.__file__ = asked["path"]
    module.__spec__ = importlib.util.find_spec(asked["module"])
    module.__package__ = asked["module"].rpartition(".")[0]
    # What it imports may import it, too, and needs the whole of it: as `os` does genericpath.
    importlib.import_module(asked["module"])
    # 3.12's calendar looks itself up there (`enum.global_enum`).
    sys.modules[asked["module"]] = module
    exec(compile(text, asked["path"], "exec"), module.__dict__)
    target = module
    for name in asked["qualname"].split("."):
        target = getattr(target, name)
    return repr(eval(asked["call"], module.__dict__, {"target": target}))


def differs(asked, text, before):
    """Does this text give something else, without raising?"""
    try:
        return result(asked, text) != before
    except Exception:
        return False


def main():
    """Answer what is asked on stdin."""
    asked = json.load(sys.stdin)
    before = result(asked, asked["before"])
    json.dump([number for number, text in enumerate(asked["after"]) if differs(asked, text, before)], sys.stdout)


main()
