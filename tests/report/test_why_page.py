"""What holds for every answer to "why": nothing is left out, whatever the screen, and one cause has one letter."""

from __future__ import annotations

import re

import handwritten_whys as whys
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from cutaway.compare.verdicts import Trial, Verdict, Why
from cutaway.report import render_comparison
from cutaway.report.trials_page import likeness_words, set_in_short
from cutaway.report.why_words import evidence_words

IDS = [f"u{at}" for at in range(1, 13)]
UNITS = tuple(whys.instructions(unit, f"OPCODE_{unit.upper()}") for unit in IDS)
SETS = st.lists(st.sets(st.sampled_from(IDS), min_size=1, max_size=12), max_size=3).map(
    lambda sets: tuple(tuple(sorted(one, key=IDS.index)) for one in sets)
)
REFUSED = st.dictionaries(st.sampled_from(["stack underflow", "row without its handler"]), st.integers(1, 9))
VERDICTS = st.tuples(SETS, SETS, SETS, REFUSED).map(
    lambda drawn: Verdict("returns", *drawn[:3], "strict", whys.HELD, 9, drawn[3])
)
FEW = settings(max_examples=25, deadline=None)


def section(answer: Why, **wishes: object) -> str:
    page = render_comparison(whys.asked(("3.12.1", answer)), **wishes)  # type: ignore[arg-type]
    return re.split(r"\n.. (?=why |source )", page)[1]


def named(verdict: Verdict) -> set[str]:
    sets = (*verdict.sufficient, *verdict.restores_before, *verdict.no_longer_after)
    return {unit for one in sets for unit in one}


@FEW
@given(verdict=VERDICTS, width=st.integers(40, 130), ascii_only=st.booleans())
def test_every_unit_of_every_set_is_named_and_shown(verdict: Verdict, width: int, ascii_only: bool) -> None:
    text = section(Why(UNITS, (verdict,)), width=width, ascii=ascii_only)
    told = "".join(text.split())  # a name may be broken on a narrow screen
    for unit in IDS:
        times = len(re.findall(rf"OPCODE_{unit.upper()}(?![0-9])", told))
        assert (times >= 3) if unit in named(verdict) else times == 0  # in a set, above its rows, in them
    assert max(cell_len(line) for line in text.split("\n")) <= width
    assert text.isascii() or not ascii_only


@FEW
@given(first=VERDICTS, second=VERDICTS)
def test_every_number_of_the_evidence_is_there(first: Verdict, second: Verdict) -> None:
    verdicts = (first._replace(channel="returns", crashed=77), second._replace(channel="warns", timed_out=88, third=66))
    text = " ".join(section(Why(UNITS, verdicts), width=100).split())
    for verdict in verdicts:
        for words in evidence_words(verdict).split("; "):
            assert words in text
    assert "77 crashed, none timed out" in text
    assert "none crashed, 88 timed out" in text
    assert "third behavior in 66" in text


def test_one_meaning_of_necessary_is_said_once_and_two_are_told_apart() -> None:
    same, twice, apart = ((("u1",),), (("u1",), ("u2",)), (("u1", "u2"),))
    all_alike = section(Why(UNITS, (Verdict("returns", same, same, same),)))
    assert "sufficient and necessary  `OPCODE_U1`\n" in all_alike
    another = section(Why(UNITS, (Verdict("returns", same, apart, apart),)))
    assert "sufficient  `OPCODE_U1`\nnecessary   `OPCODE_U1` and `OPCODE_U2` jointly\n" in another
    jointly = section(Why(UNITS, (Verdict("returns", apart, twice, twice),)))
    assert "sufficient  `OPCODE_U1` and `OPCODE_U2` jointly\nnecessary   each of them\n" in jointly
    two = section(Why(UNITS, (Verdict("returns", same, apart, twice),)))
    assert "necessary   `OPCODE_U1` and `OPCODE_U2` jointly: without it, as before\n" in two
    assert "necessary   `OPCODE_U1`; or `OPCODE_U2`: without it, no longer as after\n" in two


def test_each_of_the_sufficient_ones_is_not_named_again() -> None:
    jointly, each = ((("u1", "u2"),), (("u1",), ("u2",)))
    text = section(Why(UNITS, (Verdict("returns", jointly, jointly, each),)))
    assert "necessary   `OPCODE_U1` and `OPCODE_U2` jointly: without it, as before\n" in text
    assert "necessary   each of them: without it, no longer as after\n" in text


def test_what_is_the_same_for_all_channels_is_told_once() -> None:
    same = {"hybrids": 7, "search": "exhaustive", "controls": whys.HELD}
    verdicts = (
        Verdict("returns", **same, third=2, grade="strict"),
        Verdict("output", **same, third=2, grade="tolerated"),
        Verdict("warns", **same, grade="strict"),
    )
    evidence = section(Why(UNITS, verdicts), width=120).split("\nevidence\n")[1]
    assert evidence.splitlines() == [
        "· 7 hybrids tried; exhaustive search; none refused; none crashed or timed out; both controls held",
        "· returns, output: third behavior in 2",
        "· returns, warns: grade strict",
        "· output: grade tolerated",
    ]


def test_a_search_that_was_cut_short_promises_nothing() -> None:
    cut = section(Why(UNITS, (Verdict("returns", search="delta debugging", complete=False),)), width=120)
    ended = section(Why(UNITS, (Verdict("returns", search="delta debugging"),)), width=120)
    assert "1-minimal" not in cut
    assert "cut short by --budget: the sets are perhaps not the smallest, nor all" in cut
    assert "each set is 1-minimal" in ended


def test_channels_with_one_cause_are_told_together() -> None:
    text = section(whys.ON_3_12)
    assert "\nreturns, output\nsufficient and necessary  `RETURN_GENERATOR; POP_TOP`\n" in text
    assert text.count("sufficient and necessary") == 2
    assert text.count("each of them") == 1


def test_the_answer_stands_first() -> None:
    assert section(whys.ON_3_12).splitlines()[1].startswith("On CPython 3.12.1 `RETURN_GENERATOR; POP_TOP` is what")


def test_a_cause_has_one_letter_wherever_it_is_found() -> None:
    page = render_comparison(whys.asked(*whys.ON_FOUR), width=80)
    cells = {row.split()[0]: row.split()[1:] for row in page.splitlines() if row.startswith(("returns ", "warns "))}
    assert cells == {"returns": ["A", "A/A+B/A", "C", "C"], "warns": ["A", "A/A+B/A", "A+C", "A+C"]}
    assert "A      the flag COROUTINE\n" in page


def test_versions_that_agree_are_told_together() -> None:
    page = " ".join(render_comparison(whys.asked(*whys.ON_FOUR), width=80).split())
    assert page.count("is what makes the call return a coroutine object; the flag") == 1
    assert "On CPython 3.12.1, 3.13.0 `RETURN_GENERATOR; POP_TOP` is what" in page


def test_versions_on_which_nothing_differs_are_told() -> None:
    page = render_comparison(whys.asked(("3.8.18", whys.NOTHING_DIFFERS), ("3.12.1", whys.NOTHING_DIFFERS)), width=100)
    assert "CPython 3.8.18, 3.12.1: No channel of behavior differs: there is nothing to explain.\n" in page


@pytest.mark.parametrize(
    ("units", "short"),
    [
        ((), "none"),
        (("u1",), "u1"),
        (("u1", "u2"), "u1 u2"),
        (("u1", "u2", "u3", "u7"), "u1-u3 u7"),
        (tuple(IDS[2:]), "u3-u12"),
        (tuple(IDS), "all"),
    ],
)
def test_a_set_of_many_units_is_written_in_short(units: tuple[str, ...], short: str) -> None:
    assert set_in_short(units, IDS) == short


def test_of_one_difference_all_is_that_one() -> None:
    assert set_in_short(("u1",), ["u1"]) == "u1"


def test_a_hybrid_like_neither_side_is_a_third_behavior() -> None:
    trial = Trial(1, (), "ran", "strict", likeness={"returns": "third", "warns": "unseen", "output": "third"})
    assert likeness_words(trial) == "third behavior: returns, output; unseen: warns"


def test_trials_are_listed_only_if_asked_for() -> None:
    assert "hybrid  units" not in render_comparison(whys.asked(("3.12.1", whys.ON_3_12)))
    listed = render_comparison(whys.asked(("3.12.1", whys.ON_3_12)), show_trials=True)
    assert re.search(r"^5 +u3 +refused +refused +row without its handler$", listed, re.MULTILINE)


def test_without_experiments_there_is_no_such_section() -> None:
    comparison = whys.asked(("3.12.1", whys.ON_3_12))
    asked_for_none = comparison._replace(comparisons=(comparison.comparisons[0]._replace(why=None),))
    assert " why " not in render_comparison(asked_for_none)
