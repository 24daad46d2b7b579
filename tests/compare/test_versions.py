"""Since when: neighboring versions that agree are told together, in words that name the versions tried."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cutaway.compare.comparison import Comparison, InterpreterComparison
from cutaway.compare.versions import Answer, in_words, name_of, short_names, since, when
from cutaway.layers.difference import LayerComparison

sys.path.append(str(Path(__file__).parents[1] / "report"))
import handwritten

TRIED = ("3.8.18", "3.9.18", "3.10.13", "3.11.7", "3.12.1")


def on(version: str, *layers: LayerComparison, trouble: str | None = None) -> InterpreterComparison:
    return InterpreterComparison(handwritten.python(version), handwritten.python(version), layers, trouble)


def told(*summaries: str | None) -> str:
    """The sentences about one layer that gave these answers; an empty one means the same, None no answer at all."""
    comparisons = tuple(
        on(version, trouble="crashed")
        if summary is None
        else on(version, LayerComparison("bytecode", same=not summary, summary=summary))
        for version, summary in zip(TRIED, summaries, strict=False)
    )
    tried = [name_of(one) for one in comparisons if one.trouble is None]
    (found,) = since(Comparison({}, {}, comparisons))
    return in_words(found, tried)


def test_one_answer_everywhere() -> None:
    assert told("", "", "", "", "") == "is the same on every version tried."
    assert told("+NOP", "+NOP") == "differs on every version tried: +NOP."


def test_the_founding_case() -> None:
    assert told("", "", "+GEN_START", "+RETURN_GENERATOR; POP_TOP", "+RETURN_GENERATOR; POP_TOP") == (
        "is the same up to 3.9.18. On 3.10.13: +GEN_START. From 3.11.7 on: +RETURN_GENERATOR; POP_TOP."
    )


def test_an_answer_that_comes_back_is_told_again() -> None:
    assert told("+A", "", "+A") == "differs on 3.8.18: +A. The same on 3.9.18. On 3.10.13: +A."


def test_the_newest_version_alone_is_not_the_start_of_a_trend() -> None:
    assert told("", "", "+NOP").endswith("On 3.10.13: +NOP.")


def test_a_run_in_the_middle() -> None:
    assert told("", "+A", "+A", "", "") == "is the same on 3.8.18. From 3.9.18 to 3.10.13: +A. The same from 3.11.7 on."


def test_an_interpreter_without_an_answer_was_not_tried() -> None:
    assert told("", None, "") == "is the same on every version tried."


def test_a_layer_that_was_not_asked_for_says_why() -> None:
    layer = LayerComparison("behavior", same=None, reason="not asked for")
    (found,) = since(Comparison({}, {}, (on("3.8.18", layer), on("3.9.18", layer))))
    assert found.answers == (Answer(("3.8.18", "3.9.18"), None, "not asked for"),)
    assert in_words(found, TRIED[:2]) == "was not compared: not asked for."


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (["3.8.18", "3.13.0"], ("3.8", "3.13")),
        (["3.13.0", "3.13.0t"], ("3.13", "3.13t")),
        (["3.13.0", "3.13.1"], ("3.13.0", "3.13.1")),
        (["3.8.18 against 3.12.1"], ("3.8.18 against 3.12.1",)),
        (["3.15.0rc1"], ("3.15",)),
    ],
)
def test_names_are_short_where_that_is_enough(names: list[str], short: tuple[str, ...]) -> None:
    assert short_names(names) == short


def test_two_interpreters_are_both_named() -> None:
    assert (
        name_of(InterpreterComparison(handwritten.python("3.8.18"), handwritten.python("3.12.1")))
        == "3.8.18 against 3.12.1"
    )


def test_a_single_version_is_named() -> None:
    assert when(["3.12.1"], ["3.12.1"]) == "on 3.12.1"
