"""Flags against the flags of each interpreter that is found."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from cutaway.cpython import flags
from cutaway.cpython.meaning import VERSIONS
from cutaway.interpreters import Interpreter

FLAGS = """
import dis, inspect, json, __future__
print(json.dumps({
    "dis": {name: bit for bit, name in dis.COMPILER_FLAG_NAMES.items()},
    "inspect": {name[3:]: getattr(inspect, name) for name in dir(inspect) if name.startswith("CO_")},
    "future": {name: getattr(__future__, name).compiler_flag for name in __future__.all_feature_names},
}))
"""

COMPILED = """
import json
space = {}
exec('''
from __future__ import annotations
def plain(): return 1
def several(*rest, **named): yield
async def coroutine(): pass
async def asynchronous_generator(): yield
def outer():
    x = 1
    def inner(): return x
    return inner
inner = outer()
class C:
    def method(self): "has a docstring"
method = C.method
''', space)
names = ["plain", "several", "coroutine", "asynchronous_generator", "inner", "method"]
print(json.dumps({name: space[name].__code__.co_flags for name in names}))
"""

# __future__ calls these differently than code.h.
FUTURE_NAMES = {"barry_as_FLUFL": "FUTURE_BARRY_AS_BDFL", "nested_scopes": "NESTED"}


def tell(python: Interpreter, script: str) -> Any:
    run = subprocess.run([python.executable, "-I", "-c", script], capture_output=True, check=True, text=True)
    return json.loads(run.stdout)


def test_every_flag_that_dis_and_inspect_name_is_known_by_name_and_bit(python: Interpreter) -> None:
    told = tell(python, FLAGS)
    ours = flags.bits(python.version_info)
    assert told["dis"].items() <= ours.items()
    assert told["inspect"].items() <= ours.items()


def test_every_future_feature_with_a_bit_is_known(python: Interpreter) -> None:
    ours = flags.bits(python.version_info)
    for feature, bit in tell(python, FLAGS)["future"].items():
        # `generators` has had no bit since it became part of the language.
        if bit:
            assert ours[FUTURE_NAMES.get(feature, f"FUTURE_{feature.upper()}")] == bit


def test_no_flag_is_invented(python: Interpreter) -> None:
    told = tell(python, FLAGS)
    futures = {FUTURE_NAMES.get(name, f"FUTURE_{name.upper()}") for name in told["future"]}
    # Only in C, where Python cannot ask for it: Include/cpython/code.h of 3.13.
    assert set(flags.bits(python.version_info)) - set(told["dis"]) - futures <= {"NO_MONITORING_EVENTS"}


def test_what_is_compiled_carries_only_flags_with_a_name(python: Interpreter) -> None:
    carried = {
        function: [name for name, _ in flags.names(value, python.version_info)]
        for function, value in tell(python, COMPILED).items()
    }
    assert {"OPTIMIZED", "NEWLOCALS", "FUTURE_ANNOTATIONS"} <= set(carried["plain"])
    assert {"VARARGS", "VARKEYWORDS", "GENERATOR"} <= set(carried["several"])
    assert "COROUTINE" in carried["coroutine"]
    assert "ASYNC_GENERATOR" in carried["asynchronous_generator"]
    assert "NESTED" in carried["inner"]
    known = set(flags.bits(python.version_info))
    assert all(known.issuperset(names) for names in carried.values())
    assert ("METHOD" in carried["method"]) == ("HAS_DOCSTRING" in carried["method"]) == ("METHOD" in known)
    # The name outlived the flag: the compiler stopped setting it in 3.11.
    assert ("NOFREE" in carried["plain"]) == (python.version_info < (3, 11))


def test_names_come_in_the_order_of_their_bits_and_unknown_bits_as_hexadecimal() -> None:
    assert flags.names(0x80 | 0x400 | 0x3, (3, 12, 1)) == [
        ("OPTIMIZED", 1),
        ("NEWLOCALS", 2),
        ("COROUTINE", 128),
        ("0x400", 1024),
    ]
    assert flags.names(0, (3, 12, 1)) == []


def test_a_bit_has_no_name_before_the_version_that_gave_it_one() -> None:
    assert flags.names(0x8000000, (3, 13, 0)) == [("0x8000000", 0x8000000)]
    assert flags.names(0x8000000, (3, 14, 0)) == [("METHOD", 0x8000000)]
    assert flags.meaning("METHOD", (3, 13, 0)) is None


def test_bits_of_future_features_moved_in_a_patch_release() -> None:
    # bpo-39562, backported to 3.8.3.
    assert flags.names(0x100000, (3, 8, 2)) == [("FUTURE_ANNOTATIONS", 0x100000)]
    assert flags.names(0x1000000, (3, 8, 3)) == [("FUTURE_ANNOTATIONS", 0x1000000)]


@pytest.mark.parametrize("name", flags.NAMES)
def test_every_flag_is_explained_in_one_line_for_every_version_that_has_it(name: str) -> None:
    explained = flags.explain(name)
    versions = [version for meaning in explained for version in meaning.versions]
    assert versions == list(flags.versions_of(name)) == [v for v in VERSIONS if name in flags.bits((*v, 9))]
    for meaning in explained:
        assert "\n" not in meaning.text
        assert 20 <= len(meaning.text) <= 120
        assert "/{}.{}/".format(*meaning.versions[-1]) in meaning.link


def test_the_prefix_of_c_may_be_written() -> None:
    assert flags.explain("CO_COROUTINE") == flags.explain("COROUTINE") != ()
    assert flags.explain("CO_NO_SUCH_FLAG") == ()
