"""Bad input: one clear line on stderr, exit status 2, no traceback. In the order of the issue that asks for it."""

from __future__ import annotations

import errno
import os
import subprocess
import time
from pathlib import Path

import pytest

from cutaway import TargetError, targets

A = """\
def f(a):
    return a

class C:
    def method(self): pass

async def g(): pass
"""


@pytest.fixture(autouse=True)
def samples(tmp_path):
    (tmp_path / "a.py").write_text(A)
    (tmp_path / "b.py").write_text("def f(a):\n    return (a)\n")
    return tmp_path


# ---- targets that cannot be read


def test_a_file_that_is_not_there(refused):
    assert refused("show", "nothere.py") == "nothere.py: no such file"
    assert refused("diff", "a.py", "nothere.py::f") == "nothere.py: no such file"


def test_an_empty_target(refused):
    assert "use - for standard input" in refused("show", "")


def test_a_folder(refused, tmp_path):
    (tmp_path / "folder.py").mkdir()
    assert refused("show", "folder.py") == "folder.py: a folder, not a file"
    assert refused("show", "folder.py::f") == "folder.py: a folder, not a file"


def test_no_permission(refused, tmp_path):
    (tmp_path / "secret.py").write_text("x = 1\n")
    (tmp_path / "secret.py").chmod(0)
    if os.access(tmp_path / "secret.py", os.R_OK):
        pytest.skip("this user may read everything: see test_no_permission_is_said")
    assert refused("show", "secret.py") == "secret.py: no permission to read it"


def test_no_permission_is_said(monkeypatch, tmp_path):
    def denied(path, mode):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr("cutaway.targets.open", denied, raising=False)
    with pytest.raises(TargetError, match="no permission to read it"):
        targets.target(str(tmp_path / "a.py"))


def test_a_fifo_does_not_hang(refused, tmp_path):
    os.mkfifo(tmp_path / "fifo.py")
    assert refused("show", "fifo.py") == "fifo.py: a FIFO, not a file"


def test_a_device(refused):
    assert refused("show", "/dev/zero") == "/dev/zero: a device, not a file"


def test_a_loop_of_symlinks(refused, tmp_path):
    (tmp_path / "one.py").symlink_to("two.py")
    (tmp_path / "two.py").symlink_to("one.py")
    assert refused("show", "one.py::f") == "one.py: a loop of symbolic links"


def test_a_link_that_leads_nowhere(refused, tmp_path):
    (tmp_path / "dangling.py").symlink_to("gone.py")
    assert refused("show", "dangling.py") == "dangling.py: no such file (a link that leads nowhere)"


def test_a_name_too_long(refused):
    assert "no such file" in refused("show", "a" * 5000)


def test_standard_input_twice(refused):
    assert "can be read once" in refused("diff", "-", "-::f", input="x = 1\n")


def test_standard_input_closed(run):
    outcome = run("show", "-", preexec_fn=lambda: os.close(0))
    assert (outcome.returncode, outcome.stderr) == (2, "cutaway: -: standard input is closed\n")


# ---- content that is no Python source


def test_an_empty_file_is_fine(run, tmp_path):
    (tmp_path / "empty.py").write_bytes(b"")
    assert run("show", "empty.py").returncode == 0
    assert run("diff", "empty.py", "empty.py").returncode == 0
    assert run("diff", "empty.py", "a.py").returncode == 1


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"x = '\0'\n", "line 1 holds a NUL byte: not Python source"),
        (b"x = 1\ny = '\xe9'\n", "line 2: byte 0xe9 is not UTF-8: declare its encoding or save it as UTF-8"),
        (b"# coding: klingon\n", "unknown encoding: klingon"),
        (b"\xef\xbb\xbf# coding: latin-1\n", "the UTF-8 byte order mark contradicts the declared encoding"),
    ],
    ids=["NUL", "not utf-8", "unknown encoding", "mark against declaration"],
)
def test_what_cannot_be_decoded(refused, tmp_path, content, why):
    (tmp_path / "bad.py").write_bytes(content)
    assert refused("show", "bad.py") == f"bad.py: {why}"
    assert refused("diff", "a.py", "bad.py") == f"bad.py: {why}"
    assert refused("async", "bad.py::f") == f"bad.py: {why}"
    with (tmp_path / "bad.py").open("rb") as stdin:
        assert refused("show", "-", stdin=stdin) == f"<stdin>: {why}"


def test_a_lone_surrogate(refused):
    # What a shell passes of the byte 0xff, Python holds as a lone surrogate.
    assert "holds the lone surrogate U+DCFF" in refused("show", "-c", os.fsdecode(b"x = '\xff'"))


def test_a_file_name_that_is_not_utf_8(refused, run, tmp_path):
    name = os.fsdecode(b"\xff.py")
    assert refused("show", name) == r"\udcff.py: no such file"
    (tmp_path / name).write_text("x = 1\n")
    outcome = run("show", name)
    assert (outcome.returncode, outcome.stderr) == (0, "")


def test_control_characters_in_a_name_stay_one_line(refused):
    assert refused("show", "a\nb\x1b[31m.py") == r"a b\x1b[31m.py: no such file"


# ---- names


def test_a_name_that_is_not_in_the_file(refused):
    assert refused("show", "a.py::C.methd") == "a.py: no C.methd in it: did you mean C.method?"
    assert refused("diff", "a.py::f", "b.py::g").startswith("b.py: no g in it: ")


def test_nothing_behind_the_colons(refused):
    assert refused("show", "a.py::").startswith("a.py: nothing behind the '::'")


def test_a_name_defined_twice(refused, tmp_path):
    (tmp_path / "twice.py").write_text("def f(): pass\nif 1:\n    def f(): pass\n")
    assert refused("show", "twice.py::f").endswith("f is defined 2 times, at lines 1, 3: choose one with ::f@LINE")


def test_a_module_that_cannot_be_found(refused):
    assert refused("show", "no.such.module:f").startswith("no.such.module: no such module")
    assert "no Python source" in refused("show", "sys:exit")
    assert "no such file" in refused("show", "not a module:f")


def test_async_of_a_class(refused):
    assert refused("async", "a.py::C") == "a.py: C is a class: async can only be put before a function"


def test_async_of_what_is_async_already(refused):
    assert refused("async", "a.py::g").startswith("a.py: g is async already")


def test_async_taken_from_what_is_not_async(refused):
    assert refused("async", "--remove", "a.py::f").startswith("a.py: f is not async")


def test_async_of_a_whole_file(refused):
    assert refused("async", "a.py") == "a.py: name a function, as in a.py::name"


def test_async_in_a_file_that_does_not_parse(refused, tmp_path):
    (tmp_path / "broken.py").write_text("def f(:\n")
    assert refused("async", "broken.py::f").startswith("broken.py: does not parse: line 1: ")


# ---- revisions


def git(folder, *arguments):
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def test_a_revision_or_a_path_that_does_not_exist(refused, tmp_path):
    git(tmp_path, "init")
    git(tmp_path, "add", "a.py")
    git(tmp_path, "commit", "-m", "first")
    assert refused("show", "nowhere:a.py") == "nowhere:a.py: git knows no revision nowhere"
    assert refused("show", "HEAD:gone.py") == "HEAD:gone.py: not in that revision"
    assert refused("show", "HEAD:b.py") == "HEAD:b.py: not in that revision"


def test_no_git_repository(refused):
    assert refused("show", "HEAD:a.py", env={**os.environ, "GIT_CEILING_DIRECTORIES": "/"}) == (
        "not in a git repository: REV:path needs one"
    )


def test_no_git(refused, tmp_path):
    assert refused("show", "HEAD:a.py", env={**os.environ, "PATH": str(tmp_path)}).startswith("git is not on the PATH")


# ---- sizes


def is_one_clear_line(outcome):
    return outcome.returncode == 2 and outcome.stdout == "" and outcome.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "text", ["(" * 10_000 + ")" * 10_000 + "\n", "+".join("a" * 100_000) + "\n"], ids=["parentheses", "terms"]
)
def test_a_source_too_deep_is_an_answer_or_trouble(run, tmp_path, text):
    (tmp_path / "deep.py").write_text(text)
    for command in (("show", "deep.py"), ("diff", "a.py", "deep.py")):
        outcome = run(*command, "-f", "json")
        assert "Traceback" not in outcome.stderr
        assert is_one_clear_line(outcome) or outcome.stdout.startswith("{")
        assert outcome.returncode in {0, 1, 2}


def test_a_line_of_fifty_megabytes(run, tmp_path):
    (tmp_path / "long.py").write_text("x = '" + "a" * 50_000_000 + "'\n")
    outcome = run("show", "long.py", "-l", "symbols", "-l", "ast", "-o", "out.txt")
    assert (outcome.returncode, outcome.stderr) == (0, "")


# ---- line ends and form feeds


def test_columns_behind_carriage_returns_and_form_feeds(run, tmp_path):
    (tmp_path / "old.py").write_bytes(b"a = 1\r\x0cbb = 2\rc = = 3\r")
    text = run("show", "old.py").stdout
    assert "3  c = = 3\n          ^" in text
    (tmp_path / "old.py").write_bytes(b"a = 1\r\x0cbb = 2\r")
    tokens = run("show", "old.py", "-l", "tokens").stdout
    assert "2,1   NAME         bb" in tokens


# ---- compiled files


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "a truncated .pyc"),
        (b"\xa7\r", "a truncated .pyc"),
        (b"\x00\x01\r\n" + bytes(30), "not a .pyc of any interpreter found (magic number 00010d0a)"),
        (b"def f(): pass\n", "not a .pyc of any interpreter found (magic number 64656620)"),
    ],
    ids=["empty", "shorter than a magic number", "unknown magic number", "text"],
)
def test_what_is_no_pyc(refused, tmp_path, content, why):
    (tmp_path / "m.pyc").write_bytes(content)
    assert why in refused("show", "m.pyc")


def test_a_truncated_pyc(refused, tmp_path):
    import importlib.util

    (tmp_path / "m.pyc").write_bytes(importlib.util.MAGIC_NUMBER + bytes(12) + b"\xe3")
    assert refused("show", "m.pyc").startswith("m.pyc: a truncated or damaged .pyc")


def test_a_pyc_is_neither_edited_nor_run(refused, tmp_path):
    import py_compile

    py_compile.compile(str(tmp_path / "a.py"), str(tmp_path / "a.pyc"))
    assert refused("async", "a.pyc::f") == "a.pyc: a .pyc holds no source to edit"
    assert "a .pyc is read, not run" in refused("show", "a.pyc::f", "--call", "target()")
    assert refused("diff", "a.pyc", "a.py", "--optimize", "1").startswith("a.pyc: a .pyc is compiled already")


# ---- interpreters


def script(folder, name, text):
    (folder / name).write_text("#!/bin/sh\n" + text)
    (folder / name).chmod(0o755)
    return "./" + name


def test_a_python_that_is_not_there(refused):
    assert refused("show", "a.py", "--python", "3.99").startswith("no Python 3.99 was found")
    assert "nonsense" in refused("show", "a.py", "--python", "nonsense")
    assert "--python ''" in refused("show", "a.py", "--python", "")


def test_a_program_that_is_no_python(refused, tmp_path):
    assert "is no Python interpreter" in refused("show", "a.py", "--python", "/bin/true")
    assert "is no Python interpreter: it printed 'garbage'" in refused(
        "show", "a.py", "--python", script(tmp_path, "garbage", "echo garbage\n")
    )
    assert "without end" in refused("show", "a.py", "--python", script(tmp_path, "endless", "exec yes\n"))
    assert "SIGSEGV" in refused("show", "a.py", "--python", script(tmp_path, "crash", "kill -SEGV $$\n"))


def test_an_interpreter_that_hangs(refused, tmp_path):
    hanging = script(tmp_path, "hangs", "echo $$ > pid\nexec sleep 1000\n")
    assert "did not answer within" in refused("show", "a.py", "--python", hanging)
    assert not is_alive(int((tmp_path / "pid").read_text()))


def test_python_2_7(refused, tmp_path):
    # What a Python 2.7 does with our question is in its identity; this one answers like it.
    answer = (
        '{"implementation": "CPython", "version": "2.7.18", "hexversion": 34018032, "executable": "x", '
        '"base_executable": "", "build": [], "magic": "03f30d0a", '
        '"is_virtual_environment": false}'
    )
    old = script(tmp_path, "python2.7", f"printf 'cutaway1 {len(answer)}\\n%s\\n' '{answer}'\n")
    assert "is Python 2.7.18; cutaway reads CPython 3.8 to 3.15" in refused("show", "a.py", "--python", old)


# ---- options


@pytest.mark.parametrize("call", ["target(", "x = 1", "", "target(); print()"])
def test_a_call_that_does_not_parse(refused, call):
    assert "is not an expression" in refused("show", "a.py::f", "--call", call)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("show", "a.py", "--layer", "opcodes"), "'opcodes' is not one of 'source', 'tokens'"),
        (("show", "a.py", "--format", "html"), "'html' is not one of 'text'"),
        (("diff", "a.py"), "diff takes two targets, not 1"),
        (("diff", "a.py", "b.py", "a.py"), "diff takes two targets, not 3"),
        (("diff", "a.py", "-c", "x", "-c", "y"), "diff takes two targets, not 3"),
        (("show",), "show takes one target, not 0"),
        (("async", "a.py::f", "b.py::f"), "async takes one target, not 2"),
        (("diff", "a.py", "b.py", "--same", "behavior"), "'behavior' is not one of"),
        (("show", "a.py", "--optimize", "3"), "3 is not in the range"),
        (("show", "a.py", "--timeout", "0"), "0.0 is not in the range"),
        (("show", "a.py::f", "--call", "target()", "--timeout", "nan"), "nan is no number of seconds"),
        (("show", "a.py::f", "--call", "target()", "--timeout", "inf"), "inf is no number of seconds"),
        (("show", "a.py", "--memory", "lots"), "'lots' is not a size"),
        (("show", "a.py", "--call", "target()"), "--call needs a function"),
        (("show", "a.py::f", "--call", "target()", "--run"), "give one of them"),
        (("show", "a.py", "--run", "-l", "ast"), "add --layer behavior"),
        (("show", "a.py", "--nonsense"), "--nonsense"),
        (("nonsense",), "no such command: 'nonsense' (see cutaway --help)"),
        (("--nonsense",), "--nonsense (see cutaway --help)"),
        (("explain",), "explain takes one name, not 0 (see cutaway explain --help)"),
        (("explain", "LPAR", "RPAR"), "explain takes one name, not 2"),
        (("pythons", "3.12"), "unexpected argument '3.12' (see cutaway pythons --help)"),
        ((), "missing command"),
        (("show", "a.py", "-o", "nowhere/out.txt"), "-o nowhere/out.txt: there is no folder nowhere"),
        (("show", "a.py", "-o", "."), "-o .: a folder, not a file"),
        (("diff", "a.py", "b.py", "-o", "b.py"), "would replace a file that is being read"),
        (("show", "a.py::f", "-o", "./a.py"), "would replace a file that is being read"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_options_that_do_not_fit(refused, arguments, why):
    assert why in refused(*arguments)


# ---- standard output that nobody reads, and interrupts


def in_shell(line, folder):
    import sys

    line = line.replace("cutaway", f"{sys.executable} -m cutaway", 1)
    return subprocess.run(["bash", "-c", line], cwd=folder, capture_output=True, text=True, check=False, timeout=100)


def test_a_reader_that_leaves(tmp_path):
    outcome = in_shell("cutaway show json:loads | head -1; exit ${PIPESTATUS[0]}", tmp_path)
    assert outcome.stdout.startswith("target")
    assert outcome.stderr == ""
    # 0 where all fitted into the pipe before the reader left, what a shell calls SIGPIPE where not
    assert outcome.returncode in {0, 141}
    outcome = in_shell("cutaway show json:loads -f json | true; exit ${PIPESTATUS[0]}", tmp_path)
    assert (outcome.returncode, outcome.stderr) == (141, "")


def test_standard_output_closed(tmp_path):
    outcome = in_shell("cutaway show a.py >&-", tmp_path)
    assert (outcome.returncode, outcome.stderr) == (2, "cutaway: standard output is closed: use -o FILE\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this platform")
def test_a_full_disk(tmp_path):
    for command in ("cutaway show a.py", "cutaway --help"):
        outcome = in_shell(command + " > /dev/full", tmp_path)
        assert outcome.returncode == 2
        assert outcome.stderr == "cutaway: No space left on device\n"


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


def wait_for(condition, seconds=20.0):
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.02)
    return condition()


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="asks /proc which processes there are")
def test_an_interrupt_leaves_no_child_behind(tmp_path):
    import signal
    import sys

    (tmp_path / "loop.py").write_text(
        "def f():\n    import os, time\n    open('pid', 'w').write(str(os.getpid()))\n    time.sleep(1000)\n"
    )
    started = subprocess.Popen(
        [sys.executable, "-m", "cutaway", "show", "loop.py::f", "--call", "target()", "--timeout", "1000"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    pid = tmp_path / "pid"
    assert wait_for(lambda: pid.exists() and pid.read_text())
    started.send_signal(signal.SIGINT)
    output, errors = started.communicate(timeout=20)
    assert started.returncode == 130
    assert (output, errors.strip()) == ("", "")
    assert wait_for(lambda: not is_alive(int(pid.read_text())))
