"""Runs inside an interpreter under study: tells what differs around the targets of pairs of texts.

Arguments: the probe's folder. stdin: JSON, a list of [text before, text after], each with a class `C` and its `f`.
Prints JSON, one answer a pair. Valid Python 3.8; stdlib only.
"""

import json
import pathlib
import sys

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1]))
from loaded_in_child import load_probe


def main(folder):
    load_probe(folder)
    from _cutaway_probe.hybrids.surroundings import differing
    from _cutaway_probe.unit import Unit

    def around(pair, qualname):
        select = {"qualname": qualname, "line": None}
        return differing(*(Unit(text.encode(), "case.py", select) for text in pair))

    asked = {"of C.f": "C.f", "of C": "C", "of the file": None}
    answers = [{key: around(pair, name) for key, name in asked.items()} for pair in json.load(sys.stdin)]
    print(json.dumps(answers))


if __name__ == "__main__":
    main(*sys.argv[1:])
