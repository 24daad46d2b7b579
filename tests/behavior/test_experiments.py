"""Hybrids run for real: what each does is told, whatever it does to its process, and the next one is right."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from test_containment import FORKED_SLEEPER, is_running, needs_proc, wait_until

from cutaway.errors import InterpreterError, ProbeError, UsageError
from cutaway.interpreters import Probe
from cutaway.interpreters.behaving import observe
from cutaway.interpreters.experimenting import Experiment, cpu_limit
from cutaway.layers.difference import Side
from cutaway.layers.matching import matching

QUIET = "import ctypes, os, sys, time\ndef f():\n    return 'unharmed'\n"


def matched(asked, before, after):
    """What stands for what in two sides, of what the layer bytecode says of them."""
    sources = [
        {
            "content": one["content"],
            "filename": one["filename"],
            "kind": "source",
            "select": {"qualname": one["qualname"], "line": one["line"]},
            "edit": None,
        }
        for one in (before, after)
    ]
    with Probe(asked.python) as probe:
        captures = probe.ask({"op": "capture", "sources": sources, "layers": ["bytecode"], "optimize": None})[
            "captures"
        ]
    sides = [Side(one["layers"]["bytecode"]["facts"], one["target"], asked.python.version_info) for one in captures]
    return matching(*sides)


@pytest.fixture
def experiment(asked):
    """Start experiments: `experiment(before, after)`; all are ended with the test."""
    yield from experiments(asked)


@pytest.fixture
def experiment_newest(asked_newest):
    """Start experiments on the newest interpreter."""
    yield from experiments(asked_newest)


def experiments(asked):
    started = []

    def start(before, after, limits=None, environment=None, driven=False, **more):
        sides = [asked.side(text, **more) for text in (before, after)]
        known = {**asked.limits, **(limits or {})}
        matches = matched(asked, *sides)
        started.append(
            Experiment(asked.python.executable, sides, matches, environment=environment, driven=driven, **known)
        )
        return started[-1]

    yield start
    for one in started:
        one.close()


def all_units(experiment):
    return [unit["id"] for unit in experiment.prepare().units]


def dropped(told):
    return told["runs"]["dropped"]


def returned(told):
    return dropped(told)["record"]["returns"]["repr"]


def test_no_unit_does_what_before_does_and_all_units_what_after_does(experiment):
    trying = experiment("def f():\n    return 1 + len('a')\n", "def f():\n    return 5 + len('a')\n")
    assert returned(trying.attempt([])) == "2"
    assert returned(trying.attempt(all_units(trying))) == "6"


PAIRS = {
    "output": ("def f():\n    print('one')\n", "def f():\n    print('two')\n"),
    "raises": (
        "def f():\n    x = 1\n    return x / 2\n",
        "# a comment that moves the lines\ndef f():\n    x = 1\n    return x / 0\n",
    ),
    "lazy": (
        "def f():\n    print('x')\n    return 1\n",
        "async def f():\n    print('x')\n    return 1\n",
    ),
    "warns": (
        "import warnings\ndef f():\n    return 1\n",
        "import warnings\ndef f():\n    warnings.warn('x')\n    return 1\n",
    ),
    "default": ("def f(a=1):\n    return a\n", "def f(a=2):\n    return a\n"),
    "loads_otherwise": ("def f():\n    return 1\n", "print('loading')\ndef f():\n    return 1\n"),
}


def likened(run):
    """What a run told but which side a place was of, how the lines of a side are numbered, and the time it used."""
    record = {name: value for name, value in run["record"].items() if name != "statements"}
    return {**run, "record": without_origin(record), "cpu_seconds": None}


def without_origin(value):
    if isinstance(value, dict):
        return {name: without_origin(part) for name, part in value.items() if name != "origin"}
    return [without_origin(part) for part in value] if isinstance(value, list) else value


@pytest.mark.parametrize("case", [case for case in PAIRS if case != "loads_otherwise"])
def test_controls_tell_what_the_sides_themselves_tell(asked, experiment, case):
    before, after = PAIRS[case]
    sides = [asked.side(text) for text in (before, after)]
    first_baselines = [facts["runs"][0] for facts in observe(asked.python.executable, sides, **asked.limits)]
    trying = experiment(before, after, driven=case == "lazy")
    for chosen, baseline in zip(([], all_units(trying)), first_baselines, strict=True):
        runs = trying.attempt(chosen)["runs"]
        assert {name: likened(run) for name, run in runs.items()} == {
            name: likened(run) for name, run in baseline.items()
        }


def test_module_level(experiment):
    before, after = PAIRS["loads_otherwise"]
    trying = experiment(before, after, qualname=None, call=None, run=True)
    assert dropped(trying.attempt([]))["output"]["load"]["stdout"] == ""
    everything = dropped(trying.attempt(all_units(trying)))
    assert everything["output"]["load"]["stdout"] == "loading\n"
    assert set(everything["record"]["defines"]) == {"f"}


def test_same_question_same_answer(experiment):
    trying = experiment(*PAIRS["raises"])
    chosen = all_units(trying)
    assert likened(dropped(trying.attempt(chosen))) == likened(dropped(trying.attempt(chosen)))
    assert trying.show(chosen) == trying.show(chosen)


def test_hash_seed_is_that_of_the_first_baseline_and_unseen(asked, experiment):
    text = "import os\ndef f():\n    {}return hash('a word'), 'PYTHONHASHSEED' in os.environ\n"
    before, after = text.format(""), text.format("os.getpid()\n    ")
    baseline = observe(asked.python.executable, [asked.side(before)], **asked.limits)[0]["runs"][0]["dropped"]
    assert returned(experiment(before, after).attempt([])) == baseline["record"]["returns"]["repr"]


def test_places_say_whose_lines_they_speak_of(experiment):
    before = "def f():\n    first = 1\n    return first\n"
    after = "# moved\n# moved\ndef f():\n    first = 1\n    first / 0\n    return first\n"
    trying = experiment(before, after)
    (place,) = dropped(trying.attempt(all_units(trying)))["record"]["traceback"]
    assert (place["origin"], place["line"], place["text"]) == ("after", 5, "first / 0")


def test_place_in_a_frame_of_before_is_of_before(experiment):
    before = "def f(a=0):\n    return 1 / (a + 1)\n"
    after = "# moved\ndef f(a=-1):\n    return 1 / (a + 1)\n"
    trying = experiment(before, after)
    default = [unit["id"] for unit in trying.prepare().units if unit.get("name") == "__defaults__"]
    (place,) = dropped(trying.attempt(default))["record"]["traceback"]
    assert (place["origin"], place["line"]) == ("before", 2)


def test_warning_says_whose_line_it_came_from(experiment):
    before = "import warnings\ndef f():\n    return 1\n"
    after = "import warnings\ndef f():\n    warnings.warn('x')\n    return 1\n"
    trying = experiment(before, after)
    (warned,) = dropped(trying.attempt(all_units(trying)))["record"]["warns"]
    assert warned["place"]["origin"] == "after"
    assert warned["place"]["text"] == "warnings.warn('x')"


def test_check_says_what_a_hybrid_is_worth(experiment):
    trying = experiment(*PAIRS["output"])
    assert [set(one) for one in trying.check([[], all_units(trying)])] == [{"grade", "tolerated"}] * 2


def test_show_gives_the_facts_of_the_layer_bytecode(experiment):
    trying = experiment("def f():\n    return 'one'\n", "def f():\n    return 'two'\n")

    def shown(chosen):
        facts = trying.show(chosen)["facts"]
        return [meaning for part in facts["parts"] for meaning in part["table"]]

    assert any("'two'" in str(meaning) for meaning in shown(all_units(trying)))
    assert not any("'two'" in str(meaning) for meaning in shown([]))


SLEEPS = "time.sleep(50)"
HARM = {
    "segfaults": ("ctypes.string_at(0)", {"how": "signal", "stage": "call", "signal": "SIGSEGV"}),
    "loops": ("while True: pass", {"how": "timeout", "stage": "call"}),
    "sleeps": (SLEEPS, {"how": "timeout", "stage": "call"}),
    "floods": ("while True: print('y' * 1000)", {"how": "output", "stage": "call"}),
    "leaves_with_status_0": ("os._exit(0)", {"how": "exit", "stage": "call", "status": 0}),
    "kills_its_parent": ("os.kill(os.getppid(), 9); time.sleep(50)", {"how": "lost", "stage": "start"}),
    "stops_its_parent": ("os.kill(os.getppid(), 19); time.sleep(50)", {"how": "lost", "stage": "start"}),
    "closes_all": ("os.closerange(0, 1000)", {"how": "complete", "stage": "end"}),
    "leaves_by_exception": ("raise SystemExit(0)", {"how": "complete", "stage": "end"}),
    "eats_memory": ("bytearray(8 << 30)", {"how": "complete", "stage": "end"}),
    "recurses": ("(lambda g: g(g))(lambda g: g(g))", {"how": "complete", "stage": "end"}),
    "forks": ("os.fork() or os._exit(0)", {"how": "complete", "stage": "end"}),
}
RAISES = {"leaves_by_exception": "SystemExit", "eats_memory": "MemoryError", "recurses": "RecursionError"}


def harmed(text):
    return QUIET.replace("    return", f"    {text}\n    return")


@needs_proc
@pytest.mark.parametrize("case", [case for case in HARM if case != "stops_its_parent"])
def test_harm_ends_its_hybrid_only(experiment_newest, case):
    text, ended = HARM[case]
    trying = experiment_newest(QUIET, harmed(text), limits={"timeout": 0.5})
    harm = dropped(trying.attempt(all_units(trying)))
    assert harm["ended"] == ended
    if case in RAISES:
        assert harm["record"]["raises"]["type"] == RAISES[case]
    assert returned(trying.attempt([])) == "'unharmed'"
    assert returned(trying.attempt([])) == "'unharmed'"


@needs_proc
@pytest.mark.parametrize("case", ["segfaults", "kills_its_parent", "recurses"])
def test_harm_on_every_version(experiment, case):
    text, ended = HARM[case]
    trying = experiment(QUIET, harmed(text))
    assert dropped(trying.attempt(all_units(trying)))["ended"] == ended
    assert returned(trying.attempt([])) == "'unharmed'"


@needs_proc
def test_stopped_supervisor_is_lost_and_replaced(experiment_newest, monkeypatch):
    text, ended = HARM["stops_its_parent"]
    monkeypatch.setattr("cutaway.interpreters.experimenting.HANDLING_SECONDS", 0.2)
    trying = experiment_newest(QUIET, harmed(text), limits={"timeout": 0.5})
    assert dropped(trying.attempt(all_units(trying)))["ended"] == ended
    assert returned(trying.attempt([])) == "'unharmed'"


COMPUTES = "end = time.process_time() + 0.6\n    while time.process_time() < end: pass"
FORKS_TO_COMPUTE = """child = os.fork()
    if child == 0:
        end = time.process_time() + 0.6
        while time.process_time() < end: pass
        os._exit(0)
    if os.waitpid(child, 0)[1]: return 'harmed'"""
THREAD_COMPUTES = "import threading; threading.Thread(target=lambda: [None for _ in iter(int, 1)]).start()"
SECONDS = 0.3


@needs_proc
def test_a_loop_ends_by_its_cpu_time_on_every_version(experiment):
    assert_it_ends_by_its_cpu_time(experiment, "while True: pass", "call")


@needs_proc
@pytest.mark.parametrize(("text", "stage"), [(COMPUTES, "call"), (THREAD_COMPUTES, "exit")])
def test_what_computes_too_long_ends_by_its_cpu_time(experiment_newest, text, stage):
    assert_it_ends_by_its_cpu_time(experiment_newest, text, stage)


def assert_it_ends_by_its_cpu_time(experiment, text, stage):
    trying = experiment(QUIET, harmed(text), limits={"timeout": 60, "cpu_seconds": SECONDS})
    chosen = all_units(trying)
    for _ in "twice":
        told = dropped(trying.attempt(chosen))
        assert told["ended"] == {"how": "timeout", "stage": stage, "cpu_seconds": SECONDS}
    assert returned(trying.attempt([])) == "'unharmed'"


@needs_proc
@pytest.mark.parametrize("text", ["time.sleep(0.6)", FORKS_TO_COMPUTE])
def test_neither_waiting_nor_what_another_process_computes_is_cpu_time_of_a_run(experiment_newest, text):
    trying = experiment_newest(QUIET, harmed(text), limits={"timeout": 60, "cpu_seconds": SECONDS})
    assert returned(trying.attempt(all_units(trying))) == "'unharmed'"


@pytest.mark.parametrize(
    ("timeout", "used", "limit"),
    [
        (10, 0.01, 2.5),
        (10, 0.12, 2.5),
        (10, 0.2, 5),  # 4 s are wanted
        (10, 0.5, None),  # 10 s are wanted
        (60, 0.01, 15),
        (1, 0.01, None),
        (1.5, 0.01, 1),
    ],
)
def test_cpu_limit_is_a_quarter_of_the_timeout_or_what_twenty_runs_of_the_sides_use(timeout, used, limit):
    assert cpu_limit(timeout, used) == limit


def sleeper(seconds, then="return 'unharmed'"):
    return FORKED_SLEEPER.format(seconds=seconds, then=then)


SLEEPERS_QUIET = "import os, time\ndef f():\n    return 'unharmed'\n"


@needs_proc
def test_daemon_of_a_hybrid_is_gone(experiment_newest):
    seconds = f"70.{os.getpid()}"
    trying = experiment_newest(SLEEPERS_QUIET, sleeper(seconds))
    run = dropped(trying.attempt(all_units(trying)))
    assert run["left_behind"] is True
    assert not is_running(f"sleep {seconds}")
    assert dropped(trying.attempt([]))["left_behind"] is False


HOST = """
import json, signal, sys
from cutaway.interpreters.experimenting import Experiment
signal.signal(signal.SIGINT, signal.default_int_handler)
given = json.load(sys.stdin)
with Experiment(given["executable"], given["sides"], given["matching"], timeout=60, memory=1 << 30) as trying:
    trying.attempt([unit["id"] for unit in trying.prepare().units])
"""


@needs_proc
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_ended_host_leaves_nothing_running(asked_newest, tmp_path, end):
    seconds = f"{80 + int(end)}.{os.getpid()}"
    sides = [asked_newest.side(text) for text in (SLEEPERS_QUIET, sleeper(seconds, SLEEPS))]
    given = tmp_path / "given.json"
    given.write_text(as_json(asked_newest, sides))
    source = str(Path(sys.modules["cutaway"].__file__).parent.parent)
    with (
        given.open() as stream,
        subprocess.Popen(
            [sys.executable, "-c", HOST],
            env={**os.environ, "PYTHONPATH": source},
            stdin=stream,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as host,
    ):
        try:
            wait_until(lambda: is_running(f"sleep {seconds}"))
            host.send_signal(end)
            host.wait(10)
        finally:
            host.kill()
        wait_until(lambda: not is_running(f"sleep {seconds}"))


def as_json(asked, sides):
    return json.dumps({"executable": asked.python.executable, "sides": sides, "matching": matched(asked, *sides)})


def test_closed_experiment_leaves_nothing_running(experiment_newest):
    trying = experiment_newest(QUIET, harmed("os.getpid()"))
    trying.prepare()
    supervisor = trying._supervisor._process
    trying.close()
    assert supervisor.poll() is not None


def test_call_that_does_not_parse(asked_newest):
    sides = [asked_newest.side(QUIET, call="target(")] * 2
    with (
        Experiment(asked_newest.python.executable, sides, {"pairs": []}, **asked_newest.limits) as trying,
        pytest.raises(UsageError, match=r"--call 'target\(' is not an expression"),
    ):
        trying.prepare()


def test_side_that_does_not_compile(asked_newest):
    sides = [asked_newest.side(text) for text in (QUIET, "def f(:\n")]
    with (
        Experiment(asked_newest.python.executable, sides, {"pairs": []}, **asked_newest.limits) as trying,
        pytest.raises(ProbeError, match=r"subject\.py.*SyntaxError"),
    ):
        trying.prepare()


def test_executable_that_is_none(asked_newest):
    sides = [asked_newest.side(QUIET)] * 2
    with (
        Experiment(str(asked_newest.folder / "none"), sides, {"pairs": []}, **asked_newest.limits) as trying,
        pytest.raises(InterpreterError, match="cannot be started"),
    ):
        trying.prepare()


def test_nothing_is_written_beside_the_target(experiment_newest, asked_newest):
    (asked_newest.folder / "beside.py").write_text("value = 'unharmed'\n")
    trying = experiment_newest(
        dedent("""\
        import beside
        def f():
            return beside.value
        """),
        dedent("""\
        import beside
        def f():
            return beside.value + '!'
        """),
    )
    assert returned(trying.attempt(all_units(trying))) == "'unharmed!'"
    assert [path.name for path in asked_newest.folder.iterdir()] == ["beside.py"]


def test_place_told_without_a_frame_is_that_of_a_call(experiment):
    """A coroutine tells where it was made by file, line and function: both sides have such a line, one calls there."""
    before = "async def work(): pass\ndef f():\n    held = work\n    return 1\n"
    after = "# moved\nasync def work(): pass\ndef f():\n    held = work()\n    return 1\n"
    trying = experiment(before, after)
    called = [unit["id"] for unit in trying.prepare().units if unit["kind"] == "instructions"]
    (warned,) = dropped(trying.attempt(called))["record"]["warns"]
    assert (warned["made"]["origin"], warned["made"]["text"]) == ("after", "held = work()")


def test_place_in_a_copy_of_the_code_is_told_as_in_the_code(experiment):
    """types.coroutine gives back a function with a copy of the code, but for its flags."""
    text = "import types\n@types.coroutine\ndef f():\n    yield 1\n    {}1 / {}\n"
    trying = experiment(text.format("", 1), "# moved\n" + text.format("print()\n    ", 0), call="list(target())")
    (place,) = dropped(trying.attempt(all_units(trying)))["record"]["traceback"]
    assert (place["origin"], place["line"], place["text"]) == ("after", 7, "1 / 0")


def test_place_outside_of_the_target_is_of_before(experiment):
    """The hybrid's module is that of the side before: the call that fails stands there, on a line of both sides."""
    text = "def f():\n    return {}\n\n\nf(){}\n"
    before, after = text.format(1, ""), "\n\n\n" + text.format("1 / 0", "")
    trying = experiment(before, after)
    outer, inner = dropped(trying.attempt(all_units(trying)))["record"]["traceback"]
    assert (outer["origin"], outer["line"], outer["text"]) == ("before", 5, "f()")
    assert (inner["origin"], inner["line"], inner["text"]) == ("after", 5, "return 1 / 0")


@pytest.mark.parametrize(
    ("before", "after", "imported"),
    [("import csv\n", "import csv\n", "True"), ("import csv\n", "import io\n", "False"), ("", "", "False")],
)
def test_what_both_texts_import_of_the_standard_library_is_there_before_a_run(
    experiment_newest, before, after, imported
):
    """Each run is a fork: what it would spend on such an import, it would spend each time."""
    text = "import sys\nis_there = 'csv' in sys.modules\n{}def f():\n    return is_there, {}\n"
    trying = experiment_newest(text.format(before, 1), text.format(after, 2))
    assert returned(trying.attempt([])) == f"({imported}, 1)"


@pytest.mark.parametrize("name", ["selectors", "symtable", "logging"])
def test_sibling_named_like_a_module_that_experiments_need_comes_first(experiment_newest, asked_newest, name):
    (asked_newest.folder / f"{name}.py").write_text("mine = 'sibling'\n")
    text = "import {0}\ndef f():\n    return {0}.mine + {1!r}\n"
    trying = experiment_newest(text.format(name, "1"), text.format(name, "2"), driven=True)
    assert returned(trying.attempt([])) == "'sibling1'"
    assert returned(trying.attempt(all_units(trying))) == "'sibling2'"
