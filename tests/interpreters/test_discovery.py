"""Where interpreters are looked for, what is skipped, what is the same, and what `--python` chooses among them."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from cutaway.errors import InterpreterError
from cutaway.interpreters import Interpreter, Unusable, discover, host, host_note, select, survey
from cutaway.session import subjects_for


@pytest.fixture
def environ(tmp_path):
    """A home with nothing in it and an empty PATH."""
    return {"HOME": str(tmp_path / "home"), "PATH": ""}


@pytest.fixture
def times_asked(tmp_path):
    """How often each claiming fake was started."""
    return lambda: (tmp_path / "asked").read_text().split() if (tmp_path / "asked").exists() else []


def versions(environ):
    """What was found beside the host, which is always there."""
    return [one.version for one in discover(environ) if one.source != "host"]


def test_host_is_always_found(environ):
    (found,) = survey(environ)
    assert isinstance(found, Interpreter)
    assert (found.version_info, found.source) == (sys.version_info[:3], "host")


def test_path_pyenv_uv_and_the_variable(environ, claiming, tmp_path):
    claiming("bin/python3", "3.9.1")
    claiming("home/.pyenv/versions/3.10.4/bin/python", "3.10.4")
    claiming("home/.local/share/uv/python/cpython-3.12.7-linux/bin/python3.12", "3.12.7")
    environ["CUTAWAY_PYTHONS"] = claiming("elsewhere/snake", "3.8.2")
    environ["PATH"] = str(tmp_path / "bin")
    found = {one.version: one.source for one in discover(environ) if one.source != "host"}
    assert found == {"3.8.2": "CUTAWAY_PYTHONS", "3.9.1": "PATH", "3.10.4": "pyenv", "3.12.7": "uv"}


def test_folders_named_by_variables(environ, claiming, tmp_path):
    claiming("p/versions/3.10.4/bin/python", "3.10.4")
    claiming("u/cpython-3.9.7-linux/bin/python3.9", "3.9.7")
    claiming("x/uv/python/cpython-3.8.7-linux/bin/python3.8", "3.8.7")
    environ |= {"PYENV_ROOT": str(tmp_path / "p"), "XDG_DATA_HOME": str(tmp_path / "x")}
    assert versions(environ) == ["3.8.7", "3.10.4"]
    environ["UV_PYTHON_INSTALL_DIR"] = str(tmp_path / "u")
    assert versions(environ) == ["3.9.7", "3.10.4"]


def test_names_that_are_no_interpreters(environ, claiming, tmp_path, times_asked):
    for name in ("python3-config", "python3.12-gdb.py", "pythonw3", "python-argcomplete", "ipython"):
        claiming(f"bin/{name}", "3.12.1")
    environ["PATH"] = str(tmp_path / "bin")
    assert versions(environ) == []
    assert times_asked() == []


def test_shims_are_skipped(environ, claiming, script, tmp_path, times_asked):
    claiming(".pyenv/shims/python3", "3.12.1")
    script("bin/python3", "exit 127")
    environ["PATH"] = f"{tmp_path}/.pyenv/shims{os.pathsep}{tmp_path}/bin"
    assert len(survey(environ)) == 1  # the host
    assert times_asked() == []


def test_links_to_one_file_are_listed_and_asked_once(environ, claiming, tmp_path, times_asked):
    real = Path(claiming("bin/python3.12", "3.12.1"))
    (real.parent / "python3").symlink_to("python3.12")
    (tmp_path / "linked").symlink_to(real.parent)
    environ["PATH"] = f"{tmp_path}/bin{os.pathsep}{tmp_path}/linked"
    assert versions(environ) == ["3.12.1"]
    assert len(times_asked()) == 1


def test_wrapper_is_what_it_starts(environ, claiming, tmp_path):
    real = claiming("home/.pyenv/versions/3.12.1/bin/python", "3.12.1")
    claiming("bin/python3", "3.12.1", executable=real, base_executable=real)
    environ["PATH"] = str(tmp_path / "bin")
    assert versions(environ) == ["3.12.1"]


def test_virtual_environment_stands_back_for_its_base(environ, claiming, tmp_path):
    base = claiming("home/.pyenv/versions/3.12.1/bin/python", "3.12.1")
    own = claiming("venv/bin/python", "3.12.1", base_executable=base, is_virtual_environment=True)
    environ["PATH"] = str(Path(own).parent)
    (found,) = [one for one in discover(environ) if one.source != "host"]
    assert found.executable == base
    (named,) = select([own], environ)
    assert (named.executable, named.static_executable) == (own, base)


def test_relative_entries_of_path_start_nothing(environ, claiming, tmp_path, monkeypatch, times_asked):
    claiming("python3", "3.12.1")
    monkeypatch.chdir(tmp_path)
    environ["PATH"] = f".{os.pathsep}{os.pathsep}bin"
    assert versions(environ) == []
    assert times_asked() == []


def test_what_cannot_be_used_is_listed_with_its_reason(environ, claiming, script, tmp_path):
    claiming("bin/python3.7", "3.7.16")
    claiming("bin/pypy3", "3.10.14", implementation="PyPy")
    script("bin/python3.13", "kill -SEGV $$")
    environ["PATH"] = str(tmp_path / "bin")
    listed = {Path(one.path).name: one.why for one in survey(environ) if isinstance(one, Unusable)}
    assert listed == {
        "python3.7": "is Python 3.7.16; cutaway reads CPython 3.8 to 3.15",
        "pypy3": "is PyPy 3.10.14; cutaway reads CPython 3.8 to 3.15",
        "python3.13": "died of SIGSEGV at its start",
    }
    assert versions(environ) == []


class TestCache:
    """What an interpreter said is kept while the file stays the same."""

    @pytest.fixture
    def pythons(self, environ, claiming, tmp_path):
        environ["PATH"] = str(tmp_path / "bin")
        return Path(claiming("bin/python3", "3.12.1"))

    def test_asked_once(self, environ, pythons, times_asked):
        assert versions(environ) == versions(environ) == ["3.12.1"]
        assert len(times_asked()) == 1

    def test_asked_anew_when_the_file_changed(self, environ, pythons, times_asked):
        versions(environ)
        os.utime(pythons, (1, 1))
        versions(environ)
        assert len(times_asked()) == 2

    def test_asked_anew_when_the_question_changed(self, environ, pythons, times_asked):
        versions(environ)
        kept = Path(environ["HOME"], ".cache", "cutaway", "interpreters.json")
        kept.write_text(json.dumps(json.loads(kept.read_text()) | {"question": "another"}))
        versions(environ)
        assert len(times_asked()) == 2

    def test_not_used_if_not_wanted(self, environ, pythons, times_asked):
        survey(environ, use_cache=False)
        survey(environ, use_cache=False)
        assert len(times_asked()) == 2
        assert not Path(environ["HOME"]).exists()

    @pytest.mark.parametrize("text", ["", "[]", "{]", '{"said": 3}', "[" * 100_000])
    def test_broken_cache_is_no_error(self, environ, pythons, text):
        kept = Path(environ["HOME"], ".cache", "cutaway", "interpreters.json")
        kept.parent.mkdir(parents=True)
        kept.write_text(text)
        assert versions(environ) == ["3.12.1"]

    def test_entry_that_makes_no_sense_is_asked_anew(self, environ, pythons):
        versions(environ)
        kept = Path(environ["HOME"], ".cache", "cutaway", "interpreters.json")
        document = json.loads(kept.read_text())
        document["said"][str(pythons)]["identity"] = {"version": 12}
        kept.write_text(json.dumps(document))
        assert versions(environ) == ["3.12.1"]

    def test_folder_that_cannot_be_written_is_no_error(self, environ, pythons, tmp_path):
        (tmp_path / "file").write_text("")
        environ["CUTAWAY_CACHE_DIR"] = str(tmp_path / "file" / "folder")
        assert versions(environ) == ["3.12.1"]

    def test_crash_is_tried_again_and_garbage_is_not(self, environ, script, tmp_path, times_asked):
        crashing = script("bin/python3.8", f"echo crash >> {tmp_path}/asked; kill -SEGV $$")
        script("bin/python3.9", f"echo garbage >> {tmp_path}/asked")
        environ["PATH"] = str(Path(crashing).parent)
        first, second = survey(environ), survey(environ)
        assert [str(one) for one in first[1:]] == [str(one) for one in second[1:]]
        assert sorted(times_asked()) == ["crash", "crash", "garbage"]


class TestSelection:
    """From the spellings of `--python` to interpreters."""

    @pytest.fixture
    def environ(self, environ, claiming, tmp_path):
        builds = {
            "3.12.1": [],
            "3.12.9": [],
            "3.12.10rc1": [],
            "3.12.11": ["debug"],
            "3.12.12": ["free-threaded"],
            "3.12.13": ["debug", "free-threaded"],
            "3.14.2": ["jit"],
            "3.16.0": [],
            "3.15.0rc2": [],
            "3.7.3": [],
        }
        for version, build in builds.items():
            claiming(f"home/.pyenv/versions/{version}/bin/python", version, build=build)
        return environ

    @pytest.mark.parametrize(
        ("spec", "version"),
        [
            ("3.12", "3.12.9"),
            ("3.12.1", "3.12.1"),
            ("3.12.10rc1", "3.12.10rc1"),
            ("3.12d", "3.12.11"),
            ("3.12t", "3.12.12"),
            ("3.12td", "3.12.13"),
            ("3.14", "3.14.2"),
            ("3.15", "3.15.0rc2"),
            ("python3.12", "3.12.9"),
            ("CPython-3.12", "3.12.9"),
        ],
    )
    def test_version(self, environ, spec, version):
        (chosen,) = select([spec], environ)
        assert chosen.version == version

    def test_all_is_one_a_minor_version_oldest_first(self, environ):
        """The newest regular build of each; 3.7 and 3.16 are outside of what is tried, and the host is always there."""
        newest = {(3, 12): "3.12.9", (3, 14): "3.14.2", (3, 15): "3.15.0rc2"}
        chosen = select(["all"], environ)
        assert [one.minor for one in chosen] == sorted({*newest, host().minor})
        assert {one.minor: one.version for one in chosen if one.source != "host"}.items() <= newest.items()

    def test_several_in_the_order_given_each_once(self, environ):
        chosen = select(["3.14", "3.12", "3.14.2"], environ)
        assert [one.version for one in chosen] == ["3.14.2", "3.12.9"]

    def test_newer_than_those_tried_is_allowed_and_said(self, environ):
        (chosen,) = select(["3.16"], environ)
        assert chosen.note == "CPython 3.16.0 was not tried: cutaway is tested on CPython 3.8 to 3.15"

    @pytest.mark.parametrize("spec", ["3.99", "3.12.2", "3.14t"])
    def test_version_that_is_not_there_names_those_that_are(self, environ, spec):
        with pytest.raises(
            InterpreterError, match=rf"^no Python {spec} was found; found: .*CPython 3\.12\.9"
        ) as caught:
            select([spec], environ)
        assert "\n" not in str(caught.value)

    def test_version_that_cannot_be_used_says_why(self, environ):
        with pytest.raises(InterpreterError, match=r"/python is Python 3\.7\.3; cutaway reads CPython 3\.8 to 3\.15$"):
            select(["3.7"], environ)

    @pytest.mark.parametrize("spec", ["", "nonsense", "3", "pypy3.10", "3.12x", "latest"])
    def test_what_is_no_spec(self, environ, spec):
        with pytest.raises(InterpreterError, match="neither a version, nor an executable, nor `all`"):
            select([spec], environ)

    def test_bare_command_is_looked_for_on_path(self, environ, claiming, tmp_path):
        claiming("bin/mypython", "3.9.9")
        environ["PATH"] = str(tmp_path / "bin")
        assert [one.version for one in select(["mypython"], environ)] == ["3.9.9"]

    def test_folder_of_a_virtual_environment(self, environ, claiming, tmp_path):
        claiming("venv/bin/python", "3.9.9")
        assert [one.version for one in select([str(tmp_path / "venv")], environ)] == ["3.9.9"]

    def test_folder_without_an_interpreter(self, environ, tmp_path):
        with pytest.raises(InterpreterError, match="is a folder without bin/python"):
            select([str(tmp_path)], environ)

    def test_path_of_no_interpreter(self, environ, left_running):
        with pytest.raises(InterpreterError, match=r"^/bin/true is no Python interpreter: it printed nothing"):
            select(["/bin/true"], environ)

    def test_path_of_pypy(self, environ, claiming):
        path = claiming("pypy3", "3.10.14", implementation="PyPy")
        with pytest.raises(InterpreterError, match=r"is PyPy 3\.10\.14; cutaway reads CPython"):
            select([path], environ)


class TestHost:
    """The interpreter that runs cutaway needs no child to say who it is."""

    def test_is_the_default(self):
        assert subjects_for([], []).interpreters == (host(),)

    def test_knows_itself(self):
        assert host().executable == sys.executable
        assert host().version_info == sys.version_info[:3]
        assert host().is_virtual_environment == (sys.prefix != sys.base_prefix)

    def test_another_active_environment_is_noted(self, tmp_path):
        note = host_note({"VIRTUAL_ENV": str(tmp_path)})
        assert note is not None
        assert f"--python {tmp_path}/bin/python" in note

    @pytest.mark.parametrize("environ", [{}, {"VIRTUAL_ENV": ""}, {"VIRTUAL_ENV": sys.prefix}])
    def test_own_environment_is_not(self, environ):
        assert host_note(environ) is None
