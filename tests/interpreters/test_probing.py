"""The probe kept alive in its interpreter: what a child that crashes, hangs or lies costs, and large requests."""

from __future__ import annotations

import base64
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cutaway.errors import CutawayError, InterpreterError, ProbeError, TargetError
from cutaway.interpreters import Interpreter, Probe, host, parallel

IDENTIFY = {"op": "identify"}


def capture(content: bytes, filename: str = "subject.py", layers: tuple[str, ...] = ()) -> dict:
    source = {"content": base64.b64encode(content).decode(), "filename": filename, "kind": "source"}
    return {"op": "capture", "sources": [source], "layers": list(layers), "optimize": None}


def claimed(path: str, version: str = "3.12.1") -> Interpreter:
    return Interpreter(path, "CPython", version, (3, 12, 1), base_executable=path)


def test_identifies_itself_as_it_was_found(python):
    with Probe(python) as probe:
        known = probe.ask(IDENTIFY)["python"]
    assert known["version"] == python.version
    assert known["magic"] == python.magic


def test_reads_a_source(python):
    with Probe(python) as probe:
        (captured,) = probe.ask(capture(b"def f():\n    return 1\n"))["captures"]
    assert captured["lines"] == ["def f():", "    return 1", ""]


def test_one_child_answers_many_requests(python):
    with Probe(python) as probe:
        first = probe.ask(IDENTIFY)
        child = probe._child
        assert probe.ask(IDENTIFY) == first
        assert probe._child is child


def test_refusal_is_the_error_of_its_slug():
    with Probe(host()) as probe:
        with pytest.raises(TargetError, match="NUL"):
            probe.ask(capture(b"\0"))
        with pytest.raises(ProbeError, match="no operation 'dance'"):
            probe.ask({"op": "dance"})
        assert probe.ask(IDENTIFY)["ok"]


@pytest.mark.parametrize(
    ("body", "error", "message"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", ProbeError, "CPython 3.12.1 died of SIGSEGV while reading a.py"),
        ("os._exit(3)", ProbeError, "CPython 3.12.1 ended with status 3 while reading a.py"),
        ("time.sleep(1000)", ProbeError, "CPython 3.12.1 took longer than 0.5 s while reading a.py"),
        ("print('ready', flush=True); time.sleep(1000)", InterpreterError, "printed 'ready' where an answer was due"),
        ("print('cutaway1 99999999999999', flush=True)", InterpreterError, "announced an answer of 99999999999999"),
        ("print('cutaway1 9999\\n{}', end='', flush=True)", InterpreterError, "broke off in the middle of an answer"),
        ("print('cutaway1 -4\\n{}', flush=True)", InterpreterError, "where an answer was due"),
        ("print('cutaway1 2\\n{]', flush=True)", InterpreterError, "sent '{]' for an answer"),
        ("print('cutaway1 2\\n[]', flush=True)", InterpreterError, "sent '[]' for an answer"),
        ("frame({'ok': 'perhaps'})", InterpreterError, "sent an answer that is none"),
        ("frame({'ok': False, 'error': {'slug': 'edit'}})", InterpreterError, "sent an answer that is none"),
        ("frame({'ok': False, 'error': {'slug': 'odd', 'message': 'no'}})", ProbeError, "no"),
    ],
)
def test_child_that_fails_is_told_and_ended(turning, left_running, body, error, message):
    probe = Probe(claimed(turning("python", body)))
    with pytest.raises(error, match=message.replace(".", r"\.").replace("[", r"\[")) as caught:
        probe.ask(capture(b"", "a.py"), timeout=0.5)
    assert type(caught.value) is error
    assert "\n" not in str(caught.value)
    probe.close()


def test_after_a_crash_the_next_request_meets_a_fresh_child(left_running):
    with Probe(host()) as probe:
        probe.ask(IDENTIFY)
        os.kill(probe._child._process.pid, signal.SIGSEGV)
        with pytest.raises(ProbeError, match="died of SIGSEGV at identify"):
            probe.ask(IDENTIFY)
        assert probe.ask(IDENTIFY)["ok"]


def test_liar_about_its_version(left_running):
    liar = Interpreter(sys.executable, "CPython", "3.9.99", (3, 9, 99), base_executable=sys.executable)
    with pytest.raises(InterpreterError, match=r"said it was Python 3\.9\.99, and now 3\."):
        Probe(liar).ask(IDENTIFY)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("exit 0", "ended with status 0 instead of answering"),
        ("echo hello; exec sleep 1000", "printed 'hello' where an answer was due"),
        ("exec yes", "printed 'y' where an answer was due"),
        ("exec >&-; exec sleep 1000", "closed its output instead of answering"),
    ],
)
def test_interpreter_that_is_none_any_more(script, left_running, body, message):
    """It was one when it was found: its answer is kept in the cache."""
    with pytest.raises(CutawayError, match=message):
        Probe(claimed(script("python", body))).ask(IDENTIFY, timeout=3)


def test_removed_since_it_was_found(tmp_path):
    with pytest.raises(InterpreterError, match="cannot be started: No such file"):
        Probe(claimed(str(tmp_path / "python"))).ask(IDENTIFY)


@pytest.mark.parametrize("version", ["2.7.18", "3.7.16"])
def test_gate_answers_for_what_is_too_old(version):
    """The probe's files are a SyntaxError there: the bootstrap answers instead of loading them."""
    path = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions", version, "bin", "python")
    if not path.exists():
        pytest.skip(f"no Python {version} here")
    from cutaway.interpreters.probing import bootstrap_arguments

    ran = subprocess.run(
        [str(path), "-S", *bootstrap_arguments("server.serve", None)],
        input=b"",
        capture_output=True,
        timeout=20,
        check=True,
    )
    header, _, content = ran.stdout.partition(b"\n")
    assert header == b"cutaway1 %d" % len(content)
    assert b"it is Python " + version.encode() in content
    assert ran.stderr == b""


def test_large_requests_and_answers_pass_both_ways():
    """Fifty million bytes out, and a source of twenty million back, line by line: far more than any pipe holds."""
    line = b"#" * 999 + b"\n"
    with Probe(host()) as probe:
        assert probe.ask(IDENTIFY | {"padding": "x" * 50_000_000})["ok"]
        (captured,) = probe.ask(capture(line * 20_000))["captures"]
    assert len(captured["lines"]) == 20_001
    assert captured["lines"][-2] == "#" * 999


def test_lone_surrogates_travel():
    with Probe(host()) as probe, pytest.raises(ProbeError, match=r"\\udc80"):
        probe.ask({"op": "\udc80"})


def identified(probe):
    return probe.ask(IDENTIFY)


def test_several_answer_in_the_order_asked(pythons):
    probes = [Probe(python) for python in reversed(pythons)]
    try:
        answers = parallel.each(identified, probes)
    finally:
        for probe in probes:
            probe.close()
    assert [answer["python"]["version"] for answer in answers] == [python.version for python in reversed(pythons)]


def test_one_of_several_that_fails_costs_only_itself(script, left_running):
    probes = [Probe(claimed(script("python", "kill -SEGV $$"))), Probe(host())]
    failed, answered = parallel.each(identified, probes)
    assert isinstance(failed, ProbeError)
    assert answered["ok"]
    probes[1].close()


INTERRUPTED = """
import sys
from cutaway.interpreters import Interpreter, Probe, parallel
probes = [Probe(Interpreter(path, "CPython", "3.12.1", (3, 12, 1), base_executable=path)) for path in sys.argv[2:]]
print("asking", flush=True)
try:
    asked = probes if sys.argv[1] == "all" else probes[:1]
    parallel.each(lambda probe: probe.ask({"op": "identify"}), asked) if asked[1:] else asked[0].ask({"op": "identify"})
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.mark.parametrize("how", ["one", "all"])
def test_interrupt_leaves_no_child(script, left_running, how):
    hanging = [script(name, "sleep 1000 & exec sleep 1001") for name in ("first", "second")]
    asking = subprocess.Popen([sys.executable, "-c", INTERRUPTED, how, *hanging], stdout=subprocess.PIPE)
    assert asking.stdout.readline() == b"asking\n"
    time.sleep(0.3)
    asking.send_signal(signal.SIGINT)
    assert asking.wait(10) == 130
    asking.stdout.close()


def test_host_that_dies_leaves_no_child(left_running):
    """Not even a killed host leaves one: the child's requests end, and so does it."""
    text = (
        "import os, signal\n"
        "from cutaway.interpreters import Probe, host\n"
        "Probe(host()).ask({'op': 'identify'})\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    assert subprocess.run([sys.executable, "-c", text], check=False).returncode == -signal.SIGKILL


def test_child_is_bounded(python):
    limits = Path("/proc/self/limits")
    if not limits.exists():
        pytest.skip("needs /proc to see the limits of another process")
    with Probe(python) as probe:
        probe.ask(IDENTIFY)
        text = Path(f"/proc/{probe._child._process.pid}/limits").read_text()
    assert re.search(r"^Max address space +2147483648 ", text, re.MULTILINE)
    assert re.search(r"^Max core file size +0 ", text, re.MULTILINE)


@pytest.mark.parametrize(
    "content",
    [b"(" * 10_000 + b"1" + b")" * 10_000, b"+".join([b"a"] * 100_000), b"-" * 50_000 + b"1", b"a" + b".b" * 100_000],
    ids=["parentheses", "sum", "minus", "attributes"],
)
def test_deep_nesting_is_an_answer_or_trouble_but_no_crash(python, content):
    layers = ("source", "tokens", "ast", "symbols", "code", "bytecode")
    with Probe(python) as probe:
        try:
            probe.ask(capture(content, "deep.py", layers))
        except ProbeError as trouble:
            assert re.match(r"deep\.py: (out of memory|too )", str(trouble))  # noqa: PT017 - either is fine
        assert probe.ask(IDENTIFY)["ok"]
