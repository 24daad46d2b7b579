"""The module under study is imported as its own program would import it, with the text that we hand over."""

from __future__ import annotations

import os
from pathlib import Path


def package(folder: Path) -> Path:
    inner = folder / "pkg" / "sub"
    inner.mkdir(parents=True)
    (folder / "pkg" / "__init__.py").write_text("LOADED = ['pkg']\n")
    (inner / "__init__.py").write_text("from .. import LOADED\nLOADED.append('sub')\n")
    (inner / "sibling.py").write_text("WORD = 'sibling'\n")
    (inner / "part.py").write_text("raise SystemError('the file on disk is not what is studied')\n")
    return inner / "part.py"


def test_relative_imports_and_packages(asked, tmp_path):
    text = """
        from .sibling import WORD
        from .. import LOADED
        def f():
            return __name__, __package__, WORD, LOADED, __spec__.name
        """
    record = asked.facts(text, filename=str(package(tmp_path)), module="pkg.sub.part")["runs"][0]["dropped"]["record"]
    assert record["returns"]["repr"] == "('pkg.sub.part', 'pkg.sub', 'sibling', ['pkg', 'sub'], 'pkg.sub.part')"


def test_package_itself(asked_newest, tmp_path):
    path = package(tmp_path).parent / "__init__.py"
    text = "from .sibling import WORD\ndef f():\n    return WORD, __package__\n"
    facts = asked_newest.facts(text, filename=str(path), module="pkg.sub", package=True)
    assert facts["runs"][0]["dropped"]["record"]["returns"]["repr"] == "('sibling', 'pkg.sub')"


def test_edited_text_is_what_inspect_sees(asked_newest):
    text = "import inspect\ndef f():\n    return inspect.getsource(f)\n"
    record = asked_newest.facts(text)["runs"][0]["dropped"]["record"]
    assert record["returns"]["repr"] == repr("def f():\n    return inspect.getsource(f)\n")


def test_module_named_as_one_of_the_standard_library(asked_newest, tmp_path):
    text = "def f():\n    import json\n    return json.f is f\n"
    facts = asked_newest.facts(text, filename=str(tmp_path / "json.py"), module="json")
    assert facts["runs"][0]["dropped"]["record"]["returns"]["repr"] == "True"


def test_nothing_of_the_current_folder_is_imported_by_us(asked, tmp_path, monkeypatch):
    for name in ("json", "inspect", "select", "ast", "mmap"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    monkeypatch.chdir(tmp_path)
    record = asked.facts("def f():\n    import os\n    return os.getcwd()\n")["runs"][0]["dropped"]["record"]
    assert record["returns"]["repr"] == repr(str(tmp_path))
    assert not (tmp_path / "ran").exists()


def test_nothing_is_written_into_the_users_tree(asked_newest, tmp_path):
    part = package(tmp_path)
    asked_newest.facts("from . import sibling\nasync def f():\n    pass\n", filename=str(part), module="pkg.sub.part")
    assert not list(tmp_path.rglob("__pycache__"))


def test_text_without_a_file(asked_newest):
    facts = asked_newest.facts("def f():\n    return __name__\n", filename="<code>", module=None, root=None)
    assert facts["runs"][0]["dropped"]["record"]["returns"]["repr"] == "'cutaway_target'"


def test_environment_and_optimization_are_the_users(asked):
    text = "import os\ndef f():\n    assert False\n    return os.environ['MARK'], os.environ.get('PYTHONHASHSEED')\n"
    facts = asked.facts(text, environment={**os.environ, "MARK": "here"}, optimize=1)
    assert facts["runs"][0]["dropped"]["record"]["returns"]["repr"] == "('here', None)"


def test_declared_encoding(asked_newest):
    import base64

    content = "# coding: latin-1\ndef f():\n    return 'é'\n".encode("latin-1")
    facts = asked_newest.facts("", content=base64.b64encode(content).decode("ascii"))
    assert facts["runs"][0]["dropped"]["record"]["returns"]["repr"] == "'é'"
