"""Places in CPython's own source: the founding case on every version, and silence where nothing was verified."""

from __future__ import annotations

import json
import subprocess

import pytest

from cutaway.cpython import sites
from cutaway.cpython.meaning import VERSIONS
from cutaway.interpreters import Interpreter

OPCODES = "import dis, json; print(json.dumps(sorted(dis.opmap)))"


def functions(found: tuple[sites.Site, ...]) -> list[str]:
    return [site.function for site in found]


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_has_evidence_and_says_where_a_coroutine_comes_from(version: tuple[int, int]) -> None:
    exact = (*version, 0)
    assert sites.EVIDENCE[version]
    assert functions(sites.sites_of_flag("COROUTINE", exact)) == ["compute_code_flags"]
    assert sites.sites_of_kind("coroutine", exact)
    assert sites.sites_of_kind("never awaited", exact)


def test_a_site_is_linked_to_the_tag_of_the_exact_version() -> None:
    (site,) = sites.sites_of_flag("COROUTINE", (3, 12, 1))
    assert site.link == "https://github.com/python/cpython/blob/v3.12.1/Python/compile.c"
    assert (site.file, site.function) == ("Python/compile.c", "compute_code_flags")


def test_what_a_coroutine_begins_with_is_emitted_by_a_different_function_as_versions_go_by() -> None:
    begins = {
        version: functions(
            sites.sites_of_opcode("GEN_START", version) + sites.sites_of_opcode("RETURN_GENERATOR", version)
        )
        for version in ((3, 9, 18), (3, 10, 13), (3, 11, 7), (3, 12, 1), (3, 13, 0), (3, 14, 8), (3, 15, 0))
    }
    assert begins == {
        (3, 9, 18): [],
        (3, 10, 13): ["insert_generator_prefix"],
        (3, 11, 7): ["insert_prefix_instructions"],
        (3, 12, 1): ["insert_prefix_instructions"],
        (3, 13, 0): ["insert_prefix_instructions"],
        (3, 14, 8): ["insert_prefix_instructions"],
        (3, 15, 0): ["codegen_enter_scope"],
    }


def test_the_stopiteration_handler_came_in_312() -> None:
    handler = sites.STOPITERATION_HANDLER
    assert sites.sites_of_kind(handler, (3, 11, 7)) == ()
    assert functions(sites.sites_of_kind(handler, (3, 12, 1))) == ["wrap_in_stopiteration_handler"]
    assert functions(sites.sites_of_opcode("RERAISE", (3, 14, 8), handler)) == ["codegen_wrap_in_stopiteration_handler"]


@pytest.mark.parametrize("name", ["POP_TOP", "RERAISE", "CALL_INTRINSIC_1", "SETUP_CLEANUP"])
def test_an_instruction_emitted_for_many_reasons_has_sites_only_in_a_context(name: str) -> None:
    assert sites.sites_of_opcode(name, (3, 12, 1)) == ()


def test_what_was_not_verified_has_no_site() -> None:
    assert sites.sites_of_opcode("LOAD_CONST", (3, 12, 1)) == ()
    assert sites.sites_of_flag("NO_MONITORING_EVENTS", (3, 13, 0)) == ()
    assert sites.sites_of_kind("object", (3, 12, 1)) == ()
    assert sites.sites_of_flag("COROUTINE", (3, 7, 16)) == ()


def test_a_flag_that_a_version_does_not_set_has_no_site_there() -> None:
    assert sites.sites_of_flag("METHOD", (3, 13, 0)) == ()
    assert sites.sites_of_flag("NOFREE", (3, 10, 13)) != ()
    assert sites.sites_of_flag("NOFREE", (3, 11, 7)) == ()


def test_no_instruction_has_a_site_in_a_version_that_does_not_have_it(python: Interpreter) -> None:
    run = subprocess.run([python.executable, "-I", "-c", OPCODES], capture_output=True, check=True, text=True)
    known = set(json.loads(run.stdout))
    told = {name for name in sites.OPCODES if sites.sites_of_opcode(name, python.version_info)}
    assert told <= known
