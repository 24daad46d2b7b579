"""The garbage collector, which rests while a command is imported and no longer."""

from __future__ import annotations

import gc
from contextlib import nullcontext
from types import SimpleNamespace

import pytest

from cutaway.__main__ import run
from cutaway.cli.asking import answered


class Nobody(nullcontext):
    """Subjects of which none is to be asked."""

    interpreters = ()


@pytest.fixture(autouse=True)
def as_it_was():
    yield
    gc.enable()
    gc.unfreeze()


def test_it_works_again_while_a_question_is_asked():
    def destination():
        return SimpleNamespace(color=False)

    request = SimpleNamespace(form="text", layers=("source",), why=False, destination=destination)
    gc.disable()
    assert answered(request, Nobody(), gc.isenabled)


def test_it_works_again_after_a_command(capsys):
    assert run(["explain", "LPAR"]) == 0
    assert gc.isenabled()
    assert run(["nonsense"]) == 2
    assert gc.isenabled()
