"""`--why` of code that raises, hangs, floods, starts others, tears its process down: one answer each, nothing left."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from textwrap import dedent

import pytest

MINORS = ((3, 8), (3, 12), (3, 15))
"""The oldest, one from the middle, the newest: what contains a run is the same on all."""
TIMEOUT = 1
LONGER = "so there is nothing to compare a hybrid with; --timeout SECONDS lets a run take longer"
CAUSE = "the constant `1` becoming `2` is what makes the call return 2 instead of 1"


@pytest.fixture(params=MINORS, ids=lambda minor: "{}.{}".format(*minor))
def minor(request):
    """The version to ask; a test that asks one version a case names it itself."""
    return request.param


@pytest.fixture
def why(minor, pythons, run, tmp_path):
    """Ask why two texts behave differently: `why(before, after)` -> (exit status, the answer as JSON has it)."""

    version = next((python.version for python in pythons if python.version_info[:2] == minor), None)
    if version is None:
        pytest.skip("not found here")

    def asked(before, after, *options, target="::f", call="target()"):
        for name, text in (("b.py", before), ("a.py", after)):
            (tmp_path / name).write_text(dedent(text))
        names = [f"{name}{target}" for name in ("b.py", "a.py")]
        way = ["--run"] if call is None else ["--call", call]
        shared = ["--why", "--layer", "behavior", "--timeout", TIMEOUT, "--format", "json"]
        outcome = run("diff", *names, *way, *shared, "--python", version, *options)
        assert "Traceback" not in outcome.stderr, outcome.stderr
        return outcome.returncode, json.loads(outcome.stdout)["comparisons"][0]

    return asked


RAISING = {
    "the same exception": ("raise ValueError('x')", "raise ValueError('x')  # here", "raise ValueError: x"),
    "no input": ("return input('name')", "return input('name') + '!'", "raise EOFError: EOF when reading a line"),
    "no end of recursion": ("return f() + 1", "return f() + 2", "raise RecursionError: "),
    "no memory": ("return len(bytearray(1 << 40))", "return 1 + len(bytearray(1 << 40))", "raise MemoryError"),
}


@pytest.mark.parametrize("case", RAISING)
def test_what_both_sides_raise_is_said_as_no_difference(why, case):
    before, after, words = RAISING[case]
    status, answer = why(f"def f():\n    {before}\n", f"def f():\n    {after}\n")
    assert status == 0
    assert answer["closing"].startswith("No channel of behavior differs: there is nothing to explain. Both sides ")
    assert words in answer["closing"]
    assert answer["trials"] == []


ENDLESS = {
    "a loop": ("def f():\n    while True: {}\n", "pass", "n = 1", "during the call"),
    "a thread that stays": (
        "import threading, time\n"
        "def f():\n    threading.Thread(target=time.sleep, args=(60,)).start()\n    return {}\n",
        "1",
        "2",
        "at exit",
    ),
    "an await for nothing": (
        "import asyncio\nasync def f():\n    print({})\n    await asyncio.Event().wait()\n",
        "1",
        "2",
        "while it was driven",
    ),
    "a generator's second item": (
        "import time\ndef f():\n    yield {}\n    time.sleep(60)\n",
        "1",
        "2",
        "while it was driven",
    ),
    "an asynchronous generator's second item": (
        "import asyncio\nasync def f():\n    yield {}\n    await asyncio.Event().wait()\n",
        "1",
        "2",
        "while it was driven",
    ),
    "a module": ("import time\ntime.sleep(60)\ndef f():\n    return {}\n", "1", "2", "while loading"),
}


@pytest.mark.parametrize("case", ENDLESS)
def test_baselines_without_an_end_leave_nothing_to_compare_with(why, left_running, case):
    text, before, after, when = ENDLESS[case]
    _, answer = why(text.format(before), text.format(after))
    assert answer["why_trouble"] == (
        f"inconclusive: each side did not end within {TIMEOUT} s {when}: stopped, {LONGER}"
    )
    assert answer["trials"] == []
    assert left_running() == []


WAITS = {
    "for whom nobody sends": (
        "import socket",
        "here = socket.socket(); here.bind(('127.0.0.1', 0)); here.listen(); here.accept()",
    ),
    "for an answer": (
        "import socket",
        "here = socket.socket(); here.bind(('127.0.0.1', 0)); here.listen()\n"
        "    socket.create_connection(here.getsockname()).recv(1)",
    ),
    "for no descriptor": ("import select", "select.select([], [], [])"),
    "for a signal": ("import signal", "signal.pause()"),
    "for another thread": ("import threading", "threading.Event().wait()"),
    "for a thread of its own": (
        "import threading, time",
        "one = threading.Thread(target=time.sleep, args=(60,)); one.start(); one.join()",
    ),
    "for a child process": ("import subprocess", "subprocess.run(['sleep', '60'])"),
    "for a worker process": (
        "import multiprocessing, time",
        "one = multiprocessing.get_context('fork').Process(target=time.sleep, args=(60,)); one.start(); one.join()",
    ),
    "for a pipe": ("import os", "os.read(os.pipe()[0], 1)"),
    "deaf to signals": (
        "import signal, time",
        "[signal.signal(one, signal.SIG_IGN) for one in (signal.SIGTERM, signal.SIGINT)]; time.sleep(60)",
    ),
}


@pytest.mark.parametrize(
    ("case", "minor"),
    [pytest.param(case, MINORS[at % len(MINORS)], id=case) for at, case in enumerate(WAITS)],
)
def test_one_side_that_waits_is_named_once_in_one_line(why, left_running, case):
    head, waits = WAITS[case]
    _, answer = why("def f():\n    return 1\n", f"{head}\ndef f():\n    {waits}\n    return 1\n")
    assert answer["why_trouble"] == (
        f"inconclusive: the side after did not end within {TIMEOUT} s during the call: stopped, {LONGER}"
    )
    assert answer["trials"] == []
    assert left_running() == []


@pytest.mark.parametrize("minor", [(3, 8)], ids=["3.8"])
def test_a_window_that_nobody_closes_is_an_error_or_a_wait(why, left_running):
    """Without a display Tk raises at once; with one its loop ends never: either is said."""
    text = "def f():\n    import tkinter\n    tkinter.Tk().mainloop()\n    return {}\n"
    _, answer = why(text.format(1), text.format(2))
    said = answer["why_trouble"] or answer["closing"]
    assert "did not end within" in said or "Both sides raise" in said
    assert left_running() == []


def test_what_does_not_end_is_waited_for_once_a_side(why, tmp_path):
    text = "def f():\n    with open('log.txt', 'a') as log: log.write('{0}')\n    while True: pass\n"
    why(text.format("b"), text.format("a"))
    assert (tmp_path / "log.txt").read_text() == "ba"


def test_a_side_that_ends_is_still_run_twice_beside_one_that_does_not(why, tmp_path):
    text = "def f():\n    with open('log.txt', 'a') as log: log.write('{0}')\n    while {1}: pass\n"
    _, answer = why(text.format("b", 0), text.format("a", 1))
    assert sorted((tmp_path / "log.txt").read_text()) == ["a", "b", "b"]
    (behavior,) = [one for one in answer["layers"] if one["layer"] == "behavior"]
    assert "holds for the call target(), tried twice a side, unless it did not end" in behavior["notes"]
    assert "after: tried once only, since there was no end in time" in behavior["notes"]


def test_a_result_that_is_driven_in_vain_is_driven_once_and_called_as_ever(why, tmp_path):
    text = (
        "def f():\n    with open('log.txt', 'a') as log: log.write('{0}')\n    return g()\n"
        "def g():\n    with open('log.txt', 'a') as log: log.write('!')\n    while True: pass\n    yield\n"
    )
    _, answer = why(text.format("b"), text.format("a"))
    # Each side: called, called again and driven; then, for the second baseline, called.
    assert (tmp_path / "log.txt").read_text() == "bb!aa!ba"
    (behavior,) = [one for one in answer["layers"] if one["layer"] == "behavior"]
    assert "before: driven to its end once only, since there was no end in time" in behavior["notes"]


PARTED = "{head}def f():\n    a = {value}\n    b = {value}\n    if a != b:\n        {then}\n    return a\n"
"""One constant alone makes what no side does; with both it does as the side after."""

RESISTING = {
    "waits": ("import time\n", "time.sleep(60)", "timed_out"),
    "stops": ("import os, signal\n", "os.kill(os.getpid(), signal.SIGSTOP)", "timed_out"),
    "leaves a thread": (
        "import threading, time\n",
        "threading.Thread(target=time.sleep, args=(60,)).start()",
        "timed_out",
    ),
    "dies": ("import os, signal\n", "os.kill(os.getpid(), signal.SIGKILL)", "crashed"),
    "takes its supervisor along": ("import os, time\n", "os.kill(os.getppid(), 9); time.sleep(60)", "crashed"),
    "takes its supervisor along, and leaves a daemon": (
        "import os, time\n",
        "if os.fork() == 0:\n"
        "            os.setsid()\n"
        "            if os.fork() == 0: time.sleep(60)\n"
        "            os._exit(0)\n"
        "        os.wait(); os.kill(os.getppid(), 9); time.sleep(60)",
        "crashed",
    ),
    "takes all memory": ("", "bytearray(8 << 30)", None),
    "ends its process": ("import os\n", "os._exit(0)", None),
    "leaves a daemon": (
        "import os, time\n",
        "if os.fork() == 0:\n"
        "            os.setsid()\n"
        "            if os.fork() == 0: time.sleep(60)\n"
        "            os._exit(0)\n"
        "        os.wait(); raise ValueError",
        None,
    ),
}


@pytest.mark.parametrize("case", RESISTING)
def test_what_only_hybrids_do_is_counted_and_the_search_goes_on(why, left_running, case):
    head, then, counted = RESISTING[case]
    _, answer = why(*(PARTED.format(head=head, value=value, then=then) for value in (1, 2)))
    (verdict,) = answer["verdicts"]
    assert verdict["channel"] == "returns"
    assert verdict["controls"] == {"before": True, "after": True}
    assert [len(one) for one in verdict["sufficient"]] == [2]
    assert verdict["hybrids"] == 4
    counts = {name: verdict[name] for name in ("timed_out", "crashed") if verdict[name]}
    assert counts == ({counted: 2} if counted else {})
    assert left_running() == []


def test_a_side_that_takes_its_supervisor_down_is_trouble_in_one_line(refused, left_running, tmp_path):
    text = (
        "import os, time\ndef f():\n    if os.fork() == 0:\n        os.setsid()\n"
        "        if os.fork() == 0: time.sleep(60)\n        os._exit(0)\n"
        "    os.wait(); os.kill(os.getppid(), 9); time.sleep({})\n"
    )
    for name, value in (("b.py", 60), ("a.py", 61)):
        (tmp_path / name).write_text(text.format(value))
    told = refused("diff", "b.py::f", "a.py::f", "--call", "target()", "--why")
    assert told.endswith("died of SIGKILL before it told anything of what it ran")
    assert left_running() == []


def test_hybrids_that_only_driving_never_ends_are_counted(why, left_running):
    text = "import time\ndef f():\n    a = {0}\n    b = {0}\n    yield a\n    if a != b: time.sleep(60)\n    yield b\n"
    _, answer = why(text.format(1), text.format(2))
    (verdict,) = answer["verdicts"]
    assert verdict["channel"] == "eventually"
    assert [len(one) for one in verdict["sufficient"]] == [2]
    assert (verdict["hybrids"], verdict["timed_out"]) == (4, 2)
    assert left_running() == []


def test_a_memory_limit_that_one_side_reaches_is_explained(why):
    text = "def f():\n    return len(bytearray({}))\n"
    _, answer = why(text.format(1), text.format(1 << 33))
    assert "raise MemoryError (the memory limit is 1 GiB)" in answer["closing"]


def test_what_driving_never_ends_is_left_out_by_name_and_the_rest_explained(why):
    waits = "import asyncio\n{}def f():\n    {}\n"
    _, answer = why(
        waits.format("", "return 1"), waits.format("async ", "await asyncio.Event().wait()"), "--show-trials"
    )
    assert {verdict["channel"] for verdict in answer["verdicts"]} == {"returns", "warns", "introspection"}
    assert not [verdict for verdict in answer["verdicts"] if verdict["timed_out"]]
    left_out = [note for note in answer["why_notes"] if note.startswith("eventually is left out: the side after")]
    assert len(left_out) == 1
    assert not [trial for trial in answer["trials"] if "eventually" in trial["likeness"]]


HARDY = {
    "threads": (
        "import threading\n",
        "got = []\n    one = threading.Thread(target=got.append, args=(0,))\n    one.start(); one.join()",
    ),
    "a daemon thread": (
        "import threading, time\n",
        "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
    ),
    "a child process": ("import subprocess\n", "subprocess.run(['true'], check=True)"),
    "a child process left running": ("import subprocess\n", "subprocess.Popen(['sleep', '60'])"),
    "a worker process": (
        "import multiprocessing\n",
        "one = multiprocessing.get_context('fork').Process(target=len, args=('',))\n    one.start(); one.join()",
    ),
    "a fork that returns, too": ("import os\n", "os.fork()"),
    "a daemon": (
        "import os, time\n",
        "if os.fork() == 0:\n"
        "        os.setsid()\n"
        "        if os.fork() == 0: time.sleep(60)\n"
        "        os._exit(0)\n"
        "    os.wait()",
    ),
    "a megabyte": ("", "print('x' * 1000000)"),
    "its own name taken": ("", "global f\n    f = None"),
    "its module gone": ("import sys\n", "del sys.modules[__name__]"),
    "other modules gone": ("import sys\n", "del sys.modules['json'], sys.modules['inspect']"),
    "a stranger in sys.modules": ("import sys\n", "sys.modules[__name__] = None"),
    "recursion": ("def g(n): return n and g(n - 1)\n", "g(500)"),
    "a cached function": ("import functools\n@functools.lru_cache(None)\n", "pass"),
    "a guard": ("if __name__ == '__main__': raise SystemExit\n", "pass"),
}


@pytest.mark.parametrize("case", HARDY)
def test_what_a_side_does_besides_is_no_obstacle(why, left_running, case):
    head, body = HARDY[case]
    before, after = (f"{head}def f():\n    {body}\n    return {value}\n" for value in (1, 2))
    status, answer = why(before, after)
    assert status == 1
    assert CAUSE in answer["closing"]
    assert left_running() == []


def test_a_child_that_was_left_running_is_told(why):
    text = "import subprocess\ndef f():\n    subprocess.Popen(['sleep', '60'])\n    return {}\n"
    _, answer = why(text.format(1), text.format(2))
    (behavior,) = [one for one in answer["layers"] if one["layer"] == "behavior"]
    for side in ("before", "after"):
        assert f"{side}: what it started and left running was killed" in behavior["notes"]


ITEMS = {
    "a generator": "def f():\n    n = 0\n    while True:\n        yield n\n        n += {}\n",
    "an asynchronous generator": "async def f():\n    n = 0\n    while True:\n        yield n\n        n += {}\n",
    "one that will not be closed": (
        "async def f():\n    while True:\n        try:\n            yield {}\n"
        "        except GeneratorExit:\n            pass\n"
    ),
    "an iterator": "import itertools\ndef f():\n    return map((lambda n: n * {}), itertools.count(1))\n",
}


@pytest.mark.parametrize("case", ITEMS)
def test_items_without_an_end_are_explained_by_the_first_ones(why, left_running, case):
    _, answer = why(ITEMS[case].format(3), ITEMS[case].format(5))
    (verdict,) = answer["verdicts"]
    (label,) = [unit["label"] for unit in answer["units"] if [[unit["id"]]] == verdict["sufficient"]]
    assert verdict["channel"] == "eventually"
    assert "3" in label
    assert "5" in label
    assert left_running() == []


@pytest.mark.parametrize(("ending", "words"), [("sys.exit({})", "SystemExit: "), ("os._exit({})", "with status ")])
def test_how_a_call_ends_its_process_is_explained(why, ending, words):
    before, after = (f"import os, sys\ndef f():\n    {ending.format(value)}\n" for value in (3, 4))
    _, answer = why(before, after)
    (verdict,) = answer["verdicts"]
    assert verdict["channel"] == "raises"
    assert f"{words}4" in answer["closing"]


def test_a_flood_is_cut_and_explained(why):
    text = "def f():\n    while True: print('{}' * 10000)\n"
    _, answer = why(text.format("x"), text.format("y"))
    assert [verdict["channel"] for verdict in answer["verdicts"] if verdict["sufficient"]] == ["output"]


def test_a_package_is_explained_from_within(why, tmp_path):
    (tmp_path / "__init__.py").write_text("NUMBER = 40\n")
    text = "from . import NUMBER\nclass K:\n    @staticmethod\n    def m(*, more=0): return NUMBER + {}\n"
    _, answer = why(text.format(1), text.format(2), target="::K.m")
    assert "the constant `1` becoming `2` is what makes the call return 42 instead of 41" in answer["closing"]


def test_a_whole_file_of_thirty_changed_functions_names_those_that_matter(why):
    body = "".join(f"def f{number}():\n    return {number} + {{0}}\n" for number in range(30))
    end = "class K:\n    value = {}\nprint(f7() + f23())\n"
    before, after = (body.format(f"len('{word}')") + end.format(0) for word in ("a", "abc"))
    _, answer = why(before, after, "--budget", "200", target="", call=None)
    labels = {unit["id"]: unit["path"] for unit in answer["units"]}
    (verdict,) = [verdict for verdict in answer["verdicts"] if verdict["channel"] == "output"]
    assert [sorted(labels[unit] for unit in one) for one in verdict["sufficient"]] == [["f23", "f7"]]
    assert verdict["complete"]


@pytest.mark.parametrize("budget", [1, 2, 3, 5])
def test_a_small_budget_is_kept_and_said(why, budget):
    text = "def f():\n    a = len('{0}')\n    b = len('{0}')\n    c = len('{0}')\n    return a * b * c\n"
    _, answer = why(text.format("x"), text.format("xy"), "--budget", budget)
    (verdict,) = answer["verdicts"]
    assert verdict["hybrids"] <= budget
    assert not verdict["complete"]
    assert (verdict["inconclusive"] == "the budget does not allow both controls") == (budget == 1)


def test_a_budget_for_one_control_calls_nothing_failed(run, tmp_path):
    for value in (1, 2):
        (tmp_path / f"{value}.py").write_text(f"def f(): return {value}\n")
    told = run("diff", "1.py::f", "2.py::f", "--call", "target()", "--why", "--layer", "behavior", "--budget", 1).stdout
    words = " ".join(told.split())
    assert "cut short by --budget; none refused" in words
    assert "not both controls were run" in words


def test_of_a_side_that_does_not_compile_nothing_is_asked_for_again(run, tmp_path):
    (tmp_path / "b.py").write_text("def f(): return 1\n")
    (tmp_path / "a.py").write_text("def f(): return =\n")
    told = run("diff", "b.py::f", "a.py::f", "--call", "target()", "--why").stdout
    assert "the side after does not compile: there is nothing to run" in told
    assert re.search(r"behavior +the side after does not compile\n", told)


@pytest.mark.parametrize("target", ["math:sqrt", "builtins:len"])
def test_what_has_no_code_object_is_refused(refused, target):
    assert refused("diff", target, target, "--call", "target(4)", "--why").endswith("it has no Python source")


def test_the_same_question_gives_the_same_bytes(run, tmp_path):
    text = "def f(x={0}):\n    y = {0}\n    z = len('{0}')\n    return {{y, z, 'p', 'q'}}, x\n"
    (tmp_path / "b.py").write_text(text.format(1))
    (tmp_path / "a.py").write_text(text.format(22))
    words = ["diff", "b.py::f", "a.py::f", "--call", "target()", "--why", "--show-trials", "--trial", "3"]
    for form in ("text", "json", "markdown", "org"):
        answers = {run(*words, "--format", form).stdout for _ in range(2)}
        assert len(answers) == 1
        assert all(answers)


SIDE_EFFECT = "with open('log.txt', 'a') as log:\n    log.write('ran\\n')\nprint({})\n"


@pytest.fixture
def at_terminal(tmp_path):
    """Run `--why` of a whole file at a terminal, and type at its question: -> (exit status, what stood there)."""
    for name, value in (("b.py", 1), ("a.py", 2)):
        (tmp_path / name).write_text(SIDE_EFFECT.format(value))

    def asked(typed, *options):
        command = [sys.executable, "-m", "cutaway", "diff", "b.py", "a.py", "--run", "--why", *options]
        ours, theirs = pty.openpty()
        told = b""
        with subprocess.Popen(
            command, cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        ) as process:
            os.close(theirs)
            while (piece := _read(ours)) or process.poll() is None:
                told += piece
                if b"[y/N]" in piece:
                    process.send_signal(typed) if isinstance(typed, int) else os.write(ours, typed)
        os.close(ours)
        return process.returncode, told.decode("utf-8", "replace").replace("\r\n", "\n")

    return asked


def _read(descriptor):
    """What a terminal shows next; nothing where it is quiet for a moment, or closed."""
    if not select.select([descriptor], [], [], 0.2)[0]:
        return b""
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux says EIO once the last program has closed its end
        return b""


def runs(folder):
    return (folder / "log.txt").read_text().count("ran")


BASELINES, HYBRIDS = 4, 2


def test_at_a_terminal_a_file_runs_again_only_once_it_was_allowed(at_terminal, tmp_path):
    status, told = at_terminal(b"y\n")
    assert (status, runs(tmp_path)) == (1, BASELINES + HYBRIDS)
    assert f"at most {HYBRIDS} times on an interpreter, with its side effects" in told


@pytest.mark.parametrize("typed", [b"n\n", b"\x04"], ids=["n", "Ctrl-D"])
def test_at_a_terminal_no_is_kept_and_told_on_a_line_of_its_own(at_terminal, tmp_path, typed):
    status, told = at_terminal(typed)
    assert (status, runs(tmp_path)) == (2, BASELINES)
    # What stood on that line before, a bar of progress, is erased first.
    last = re.split(r"\n|\r|\x1b\[2K", told.rstrip())[-1]
    assert last == "cutaway: no hybrid was tried: the file was not to run again"


def test_at_a_terminal_an_interrupt_at_the_question_ends_it(at_terminal, tmp_path):
    status, told = at_terminal(signal.SIGINT)
    assert (status, runs(tmp_path)) == (130, BASELINES)
    assert "Traceback" not in told


def test_yes_asks_nothing(at_terminal, tmp_path):
    status, told = at_terminal(b"", "--yes")
    assert (status, runs(tmp_path)) == (1, BASELINES + HYBRIDS)
    assert "[y/N]" not in told


INTERRUPTIBLE = (
    # A shell that starts a job in the background has it ignore Ctrl-C; a command at a terminal does not.
    "import runpy, signal\n"
    "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "runpy.run_module('cutaway', run_name='__main__', alter_sys=True)\n"
)
STATUSES = {signal.SIGINT: 130, signal.SIGTERM: -signal.SIGTERM, signal.SIGKILL: -signal.SIGKILL}
MOMENTS = {"the baselines": 1, "the trials": BASELINES + 1}
"""How many runs must have begun."""


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("ending", STATUSES)
def test_an_end_in_the_middle_leaves_nothing_running(tmp_path, left_running, ending, moment):
    text = (
        "import os, subprocess, sys, time\ndef f():\n    a = len('{0}')\n    b = len('{0}')\n    c = len('{0}')\n"
        "    if os.fork() == 0:\n        os.setsid()\n        if os.fork() == 0: time.sleep(60)\n        os._exit(0)\n"
        "    with open('begun.txt', 'a') as begun: begun.write('.')\n"
        "    subprocess.run([sys.executable, '-c', 'import time; time.sleep(0.5)'])\n    return a, b, c\n"
    )
    for name, value in (("b.py", "x"), ("a.py", "xy")):
        (tmp_path / name).write_text(text.format(value))
    command = [sys.executable, "-c", INTERRUPTIBLE, "diff", "b.py::f", "a.py::f", "--call", "target()", "--why"]
    begun = tmp_path / "begun.txt"
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert until(lambda: begun.exists() and len(begun.read_text()) >= MOMENTS[moment])
        process.send_signal(ending)
        told = process.communicate(timeout=20)
    assert (process.returncode, *told) == (STATUSES[ending], "", "")
    assert until(lambda: not left_running())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.py", "b.py", "begun.txt"]


def until(holds, seconds=20):
    """Wait until something holds; tell whether it came to that."""
    give_up = time.monotonic() + seconds
    while not (so := holds()) and time.monotonic() < give_up:
        time.sleep(0.05)
    return so
