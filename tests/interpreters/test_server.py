"""The probe's answers without a process around it, as the browser asks for them."""

from __future__ import annotations

import base64
import signal
import subprocess
import sys

import pytest

from cutaway.probe.frames import framed
from cutaway.probe.server import OPERATIONS, answer


def test_identifies():
    known = answer({"op": "identify"})
    assert known["ok"] is True
    assert known["python"]["hexversion"] == sys.hexversion


def test_captures():
    source = {"content": base64.b64encode(b"x = 1\n").decode(), "filename": "a.py", "kind": "source"}
    known = answer({"op": "capture", "sources": [source], "layers": ["source"], "optimize": None})
    assert known["ok"] is True
    assert known["captures"][0]["lines"] == ["x = 1", ""]


@pytest.mark.parametrize("request_", [{}, {"op": None}, {"op": "dance"}, {"op": ["capture"]}])
def test_unknown_operation(request_):
    refused = answer(request_)
    assert refused["ok"] is False
    assert refused["error"]["slug"] == "probe"
    assert "no operation" in refused["error"]["message"]


def test_request_without_its_parts():
    assert answer({"op": "capture"})["error"] == {"slug": "probe", "message": "capture: KeyError: 'sources'"}


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (MemoryError(), "a.py and b.py: out of memory, or too deeply nested for the parser"),
        (RecursionError(), "a.py and b.py: too deeply nested"),
        (ValueError("two\nlines"), "a.py and b.py: ValueError: two lines"),
    ],
)
def test_whatever_goes_wrong_is_one_line(monkeypatch, error, message):
    def fail(request):
        raise error

    monkeypatch.setitem(OPERATIONS, "fail", fail)
    refused = answer({"op": "fail", "sources": [{"filename": "a.py"}, {"filename": "b.py"}, {"filename": "a.py"}]})
    assert refused == {"ok": False, "error": {"slug": "probe", "message": message}}


ENDLESS = """
import sys
sys.path[:0] = {path!r}
from cutaway.probe import server

def endless(request):
    while True:
        pass

server.LONGEST = 1
server.OPERATIONS["endless"] = endless
server.serve()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="the system has no alarm")
def test_a_probe_whose_host_was_killed_does_not_compute_for_ever():
    command = [sys.executable, "-c", ENDLESS.format(path=sys.path)]
    ended = subprocess.run(command, input=framed(b'{"op": "endless"}'), capture_output=True, timeout=30, check=False)
    assert ended.returncode == -signal.SIGALRM
