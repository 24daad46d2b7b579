"""Node kinds and token types against the `ast` and `token` modules of each interpreter that is found."""

from __future__ import annotations

import json
import subprocess
from types import ModuleType

import pytest

from cutaway.cpython import nodes, tokens
from cutaway.interpreters import Interpreter

# `offered` are those of ours that the module gives when asked by name, as 3.12's and 3.13's __getattr__ does.
KINDS = """
import ast, json, sys, warnings
warnings.simplefilter("ignore")
def is_kind(name):
    found = getattr(ast, name, None)
    return isinstance(found, type) and issubclass(found, ast.AST)
print(json.dumps({
    "listed": [name for name in dir(ast) if is_kind(name) and not name.startswith("_")],
    "offered": [name for name in sys.argv[1:] if is_kind(name)],
}))
"""

TOKENS = "import json, token; print(json.dumps(sorted(token.tok_name.values())))"


def tell(python: Interpreter, script: str, *arguments: str) -> str:
    command = [python.executable, "-I", "-c", script, *arguments]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def test_every_kind_that_ast_lists_is_known(python: Interpreter) -> None:
    told = json.loads(tell(python, KINDS))
    assert set(told["listed"]) <= set(nodes.names_in(python.version_info))


def test_no_kind_is_invented(python: Interpreter) -> None:
    ours = nodes.names_in(python.version_info)
    told = json.loads(tell(python, KINDS, *nodes.NAMES))
    assert set(told["offered"]) == set(ours)


def test_every_token_type_is_known_and_none_is_invented(python: Interpreter) -> None:
    assert json.loads(tell(python, TOKENS)) == list(tokens.names_in(python.version_info))


def test_every_operator_has_the_text_that_the_tokenizer_knows_it_by(python: Interpreter) -> None:
    script = "import json, token; print(json.dumps({token.tok_name[n]: t for t, n in token.EXACT_TOKEN_TYPES.items()}))"
    for name, text in json.loads(tell(python, script)).items():
        meaning = tokens.meaning(name, python.version_info)
        assert meaning is not None
        assert meaning.text == f"The text {text}"


@pytest.mark.parametrize("glossary", [nodes, tokens], ids=["nodes", "tokens"])
def test_meanings_are_one_line_and_their_versions_do_not_overlap(glossary: ModuleType) -> None:
    for name in glossary.NAMES:
        explained = glossary.explain(name)
        versions = [version for meaning in explained for version in meaning.versions]
        assert versions == sorted(set(versions)) == list(glossary.versions_of(name))
        for meaning in explained:
            assert "\n" not in meaning.text
            assert len(meaning.text) <= 120


def test_a_kind_is_linked_to_its_entry_in_that_versions_documentation() -> None:
    function = nodes.meaning("AsyncFunctionDef", (3, 12, 1))
    assert function is not None
    assert function.link == "https://docs.python.org/3.12/library/ast.html#ast.AsyncFunctionDef"


def test_a_kind_without_an_entry_is_linked_to_the_grammar() -> None:
    # 3.8's page describes no kind but AST itself.
    function = nodes.meaning("AsyncFunctionDef", (3, 8, 18))
    assert function is not None
    assert function.link == "https://docs.python.org/3.8/library/ast.html#abstract-grammar"


def test_a_kind_is_unknown_where_the_version_has_none() -> None:
    assert nodes.meaning("TryStar", (3, 10, 13)) is None
    assert nodes.meaning("TryStar", (3, 11, 7)) is not None
    assert nodes.explain("NoSuchNode") == ()


def test_a_kind_whose_meaning_changed_is_explained_once_for_each() -> None:
    index_before, index_after = nodes.explain("Index")
    assert index_before.versions == ((3, 8),)
    assert index_after.versions[0] == (3, 9)
