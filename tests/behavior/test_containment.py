"""Whatever a side does to its process is a line in the report; the other side is unharmed, nothing is left running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cutaway.errors import InterpreterError, UsageError
from cutaway.interpreters.behaving import observe

QUIET = "def f():\n    return 'unharmed'\n"
FORKED_SLEEPER = """
import os, time
def f():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.execlp("sleep", "sleep", "{seconds}")
        os._exit(0)
    {then}
"""

ENDS = {
    "loops": ("def f():\n    while True:\n        pass\n", "did not end within 0.5 s during the call: stopped"),
    "loads_forever": (
        "while True:\n    pass\ndef f():\n    pass\n",
        "did not end within 0.5 s while loading: stopped",
    ),
    "leaves_at_once": ("import os\ndef f():\n    os._exit(0)\n", "ended its process with status 0 during the call"),
    "dies_of_a_signal": ("import ctypes\ndef f():\n    ctypes.string_at(0)\n", "died of SIGSEGV during the call"),
    "prints_without_end": (
        "def f():\n    while True:\n        print('y' * 1000)\n",
        "printed more than 1 MiB during the call: stopped",
    ),
    "takes_all_memory": (
        "def f():\n    return len(bytearray(8 << 30))\n",
        "MemoryError (the memory limit is 1 GiB)",
    ),
    "aborts_in_repr": (
        "import os\nclass A:\n    def __repr__(self):\n        os.abort()\ndef f():\n    return A()\n",
        "died of SIGABRT while its result was shown (__repr__ or __str__)",
    ),
    "kills_its_supervisor": (
        "import os\ndef f():\n    os.kill(os.getppid(), 9)\n    while True:\n        pass\n",
        "took its supervising process down before it was loaded",
    ),
}


@pytest.mark.parametrize("case", ENDS)
def test_end_is_told_and_the_other_side_unharmed(asked_newest, changes, case):
    text, words = ENDS[case]
    told = changes(asked_newest.compare(QUIET, text, limits={"timeout": 0.5} if "0.5" in words else None))
    assert told["returns"] == ("'unharmed'", None)
    assert told["raises"] == (None, words)


def test_crash_is_told_on_every_version(asked, changes):
    told = changes(asked.compare(QUIET, ENDS["dies_of_a_signal"][0]))
    assert told["raises"] == (None, ENDS["dies_of_a_signal"][1])


def test_cpu_time_is_told_of_what_ended_by_itself_with_what_it_waited_for(asked):
    burn = "def burn():\n    end = time.process_time() + 0.2\n    while time.process_time() < end: pass\n"
    fork = "def f():\n    burn()\n    os.fork() or (burn(), os._exit(0))\n    os.wait()\n"
    assert 0.4 <= asked.facts("import os, time\n" + burn + fork)["cpu_seconds"] < 4


def test_cpu_time_is_not_told_of_what_was_stopped(asked_newest):
    (facts,) = asked_newest.observed(asked_newest.side("def f():\n    while True: pass\n"), timeout=0.5)
    assert facts["cpu_seconds"] == 0


def test_closed_descriptors_do_not_lose_the_record(asked):
    run = asked.facts("import os\ndef f():\n    os.closerange(0, 1000)\n    return 5\n")["runs"][0]["dropped"]
    assert run["ended"]["how"] == "complete"
    assert run["record"]["returns"]["repr"] == "5"


def test_forked_copy_writes_no_second_record(asked_newest):
    text = "import os\ndef f():\n    child = os.fork()\n    child and os.waitpid(child, 0)\n    return bool(child)\n"
    run = asked_newest.facts(text)["runs"][0]["dropped"]
    assert run["ended"]["how"] == "complete"
    assert run["record"]["returns"]["repr"] == "True"


def is_running(command: str) -> bool:
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and command in (entry / "cmdline").read_text().replace("\0", " "):
                return True
        except OSError:
            continue
    return False


needs_proc = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="descendants are found on Linux only")


@needs_proc
def test_grandchild_in_its_own_session_is_gone(asked_newest):
    seconds = f"60.{os.getpid()}"
    run = asked_newest.facts(FORKED_SLEEPER.format(seconds=seconds, then="return 1"))["runs"][0]["dropped"]
    assert run["record"]["returns"]["repr"] == "1"
    assert run["left_behind"] is True
    assert not is_running(f"sleep {seconds}")


@needs_proc
def test_grandchild_of_a_side_that_loops_is_gone(asked_newest):
    seconds = f"61.{os.getpid()}"
    text = FORKED_SLEEPER.format(seconds=seconds, then="time.sleep(50)")
    run = asked_newest.observed(asked_newest.side(text), timeout=0.5)[0]["runs"][0]["dropped"]
    assert run["ended"]["how"] == "timeout"
    assert not is_running(f"sleep {seconds}")


HOST = """
import signal
from cutaway.interpreters.behaving import observe
side = {{"content": {content!r}, "filename": "x.py", "module": "x", "root": None, "package": False, "qualname": "f",
        "line": 1, "call": "target()", "run": False, "optimize": None}}
# A shell that starts a job in the background has it ignore Ctrl-C; a host on a terminal does not.
signal.signal(signal.SIGINT, signal.default_int_handler)
observe({executable!r}, [side], timeout=60, memory=1 << 30)
"""


@needs_proc
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_ended_host_leaves_nothing_running(asked_newest, end):
    seconds = f"{62 + int(end)}.{os.getpid()}"
    text = FORKED_SLEEPER.format(seconds=seconds, then="time.sleep(50)")
    script = HOST.format(content=asked_newest.side(text)["content"], executable=asked_newest.python.executable)
    source = str(Path(sys.modules["cutaway"].__file__).parent.parent)
    with subprocess.Popen(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": source},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as host:
        try:
            wait_until(lambda: is_running(f"sleep {seconds}"))
            host.send_signal(end)
            host.wait(10)
        finally:
            host.kill()
        wait_until(lambda: not is_running(f"sleep {seconds}"))


def wait_until(happened, seconds=8.0):
    give_up = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < give_up
        time.sleep(0.02)


def test_call_that_does_not_parse_is_refused_before_anything_runs(asked, tmp_path):
    text = f"open({str(tmp_path / 'ran')!r}, 'w')\ndef f():\n    pass\n"
    with pytest.raises(UsageError, match=r"--call 'target\(' is not an expression"):
        asked.facts(text, call="target(")
    assert not (tmp_path / "ran").exists()


def test_executable_that_is_none(asked_newest):
    with pytest.raises(InterpreterError, match="cannot be started"):
        observe(str(asked_newest.folder / "none"), [asked_newest.side(QUIET)], timeout=1, memory=1 << 30)


def test_local_function_cannot_be_called_from_outside(asked_newest):
    facts = asked_newest.facts("def f():\n    def g(): pass\n", qualname="f.<locals>.g")
    assert facts == {"absent": "f.<locals>.g is made anew by each call of f: it cannot be called from outside"}
