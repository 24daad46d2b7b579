"""What holds for every report, however odd the text: widths, escapes, nothing that differs hidden."""

from __future__ import annotations

import re

import handwritten
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cutaway.compare.comparison import Comparison, InterpreterComparison
from cutaway.compare.folding import LONGEST_LISTING, folded
from cutaway.layers.difference import Change, Fold, LayerComparison, Mark, Row, Site, Span
from cutaway.layers.rows import Rows
from cutaway.report import render_comparison, render_pythons
from cutaway.report.printable import columns, cut, shown
from cutaway.report.words import fold_words

ODD = st.text(st.characters(), max_size=200) | st.text("ab漢é\t\x1b\ud800\u202e|`*[]", max_size=200)


def of_rows(*rows: Row, **layer: object) -> Comparison:
    python = handwritten.python("3.12.1")
    differing = LayerComparison("tokens", same=False, summary="odd", rows=rows, **layer)  # type: ignore[arg-type]
    return Comparison({"label": "a.py"}, {"label": "b.py"}, (InterpreterComparison(python, python, (differing,)),))


def changed(before: str, after: str) -> Row:
    return Row("changed", (Span("same "), Span(before, differs=True)), (Span("same "), Span(after, differs=True)))


@given(before=ODD, after=ODD, width=st.integers(40, 130), ascii_only=st.booleans())
def test_no_line_of_a_listing_is_wider_than_the_screen(before: str, after: str, width: int, ascii_only: bool) -> None:
    text = render_comparison(of_rows(changed(before, after)), width=width, ascii=ascii_only)
    assert max(cell_len(line) for line in text.split("\n")) <= width


@given(before=ODD, after=ODD, form=st.sampled_from(["text", "markdown", "org"]))
def test_nothing_unprintable_reaches_the_reader(before: str, after: str, form: str) -> None:
    text = render_comparison(of_rows(changed(before, after), notes=(before,)), form)
    assert all(character.isprintable() or character in "\n\u200b" for character in text)
    text.encode("utf-8")


@given(before=ODD, after=ODD)
def test_ascii_means_ascii(before: str, after: str) -> None:
    assert render_comparison(of_rows(changed(before, after)), width=100, ascii=True).isascii()


@given(differing=st.text("xyz", min_size=1, max_size=300), width=st.integers(40, 130))
def test_what_differs_is_never_cut(differing: str, width: int) -> None:
    row = Row("added", None, (Span("a" * 500), Span(differing, differs=True), Span("b" * 500)))
    text = render_comparison(of_rows(row), width=width)
    listing = text.split(" tokens ─", 1)[1]
    assert differing in re.sub(r"[^xyz]", "", listing)


def test_of_what_differs_beyond_reading_the_middle_is_left_out_and_told() -> None:
    long = "x" * 60_000
    text = render_comparison(of_rows(changed(f"{long}y", f"{long}z")), width=60)
    listing = " ".join(text.split(" tokens ─", 1)[1].split())
    # 60,001 characters on each side, of which 5,000 stay at each end.
    assert listing.count("… 50001 characters more …") == 2
    assert (listing.count("x"), listing.count("y"), listing.count("z")) == (4 * 5_000 - 2, 1, 1)


def test_a_wide_line_that_is_the_same_is_clipped() -> None:
    long = (Span("a" * 500),)
    text = render_comparison(of_rows(Row("same", long, long), changed("x", "y")), width=60)
    assert "a" * 57 + "…\n" in text


def test_spaces_that_differ_are_seen() -> None:
    assert "~ same x␣␣ │ same x" in render_comparison(
        of_rows(
            Row(
                "changed",
                (Span("same x"), Span("  ", differs=True)),
                (Span("same x"),),
            )
        )
    )


def test_a_long_line_is_broken_between_words() -> None:
    words = " ".join(["NEWLOCALS"] * 20)
    text = render_comparison(of_rows(changed("x", words)), width=60)
    assert text.count("NEWLOCALS") == 20


def test_sides_stand_beside_one_another_only_where_they_fit() -> None:
    row = changed("x" * 30, "y" * 30)
    assert "│" in render_comparison(of_rows(row), width=80)
    assert "│" not in render_comparison(of_rows(row), width=60)
    assert "│" in render_comparison(of_rows(changed("x" * 90, "y" * 90)), width=100)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain é 漢字", "plain é 漢字"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\ud800", "\\ud800"),
        ("\u202e", "\\u202e"),
        ("\xa0", "\\xa0"),
        ("\n", "\\n"),
        ("\tx", "→   x"),
    ],
)
def test_what_cannot_be_shown_is_escaped(text: str, expected: str) -> None:
    assert shown(text) == expected


@given(text=st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf"])), room=st.integers(1, 30))
def test_cutting_loses_nothing(text: str, room: int) -> None:
    head, rest = cut(text, room)
    assert head + rest == text
    assert bool(head) == bool(text)


def test_wide_characters_take_two_columns_and_combining_ones_none() -> None:
    assert columns("漢字") == 4
    assert columns("e\u0301") == 1


SAME = [Row("same", (Span(str(number)),), (Span(str(number)),)) for number in range(20)]
DIFFERENT = Row("added", None, (Span("new"),))
HEADING = Row("heading", (Span("f"),), None)


def test_rows_far_from_a_difference_are_folded() -> None:
    assert folded([*SAME, DIFFERENT], context=3, full=False) == (Fold(17), *SAME[17:], DIFFERENT)


def test_a_single_row_is_not_worth_a_fold() -> None:
    assert folded([*SAME[:4], DIFFERENT], context=3, full=False) == (*SAME[:4], DIFFERENT)


def test_full_means_every_row() -> None:
    assert folded([HEADING, *SAME, DIFFERENT], context=3, full=True) == (HEADING, *SAME, DIFFERENT)


def test_a_heading_stays_above_what_stays() -> None:
    assert folded([HEADING, *SAME, HEADING, DIFFERENT], context=0, full=False) == (Fold(20), HEADING, DIFFERENT)


def test_a_listing_that_nobody_would_read_is_cut_and_says_so() -> None:
    rows = (*[DIFFERENT] * (LONGEST_LISTING + 7), *SAME)
    assert folded(rows, context=3, full=False) == (*[DIFFERENT] * LONGEST_LISTING, Fold(20, 0, 7))
    assert folded(rows, context=3, full=True) == rows
    assert fold_words(Fold(20, 0, 7)) == "7 lines that differ, 20 the same (too long a listing: --full shows it)"


def test_a_cut_listing_folds_again_to_the_same() -> None:
    rows = folded([HEADING, *[DIFFERENT] * (LONGEST_LISTING + 7), HEADING, *SAME], context=3, full=False)
    assert folded(rows, context=3, full=False) == rows
    assert folded(rows, context=3, full=False)[-1] == Fold(20, 0, 7)


def test_a_row_is_made_only_where_it_is_shown() -> None:
    made: list[int] = []
    marks: list[Mark] = ["same"] * 50 + ["changed"] + ["same"] * 50

    def build(index: int) -> Row:
        made.append(index)
        return DIFFERENT if index == 50 else SAME[0]

    near = SAME[:1] * 2
    assert folded(Rows(marks, build), context=2, full=False) == (Fold(48), *near, DIFFERENT, *near, Fold(48))
    assert made == [48, 49, 50, 51, 52]


def test_rows_made_on_demand_are_a_sequence_like_any_other() -> None:
    rows = Rows(["same", "changed"], [SAME[0], DIFFERENT].__getitem__)
    assert rows == (SAME[0], DIFFERENT)
    assert (SAME[0], DIFFERENT) == rows
    assert rows[-1] == DIFFERENT
    assert rows[:1] == (SAME[0],)
    assert list(reversed(rows)) == [DIFFERENT, SAME[0]]
    assert rows != (SAME[0],)
    with pytest.raises(IndexError):
        rows[2]


def test_what_layout_moved_is_folded_and_told() -> None:
    moved = [Row("moved", (Span("NOP"),), (Span("NOP"),))] * 2
    assert folded([*moved, *SAME, DIFFERENT], context=0, full=False) == (Fold(20, 2), DIFFERENT)


def flag(*sites: Site) -> Change:
    return Change("flag", "f.co_flags", after=True, name="NESTED", value=16, sites=sites)


def test_a_flag_whose_place_is_not_known_is_told_once() -> None:
    text = render_comparison(of_rows(DIFFERENT, changes=(flag(), flag())))
    assert text.count("not known") == 1


def test_a_changed_token_comes_from_no_place_in_cpython() -> None:
    assert "the compiler" not in render_comparison(of_rows(DIFFERENT, changes=(Change("token", "[0]"),)))


def test_a_place_in_cpython_is_told_with_file_function_and_link() -> None:
    site = Site("sets the flag", "Python/compile.c", "compute_code_flags", "https://example.org/compile.c")
    text = render_comparison(of_rows(DIFFERENT, changes=(flag(site),)), "markdown")
    assert "- `NESTED`: [`compute_code_flags in Python/compile.c`](https://example.org/compile.c) sets the flag" in text


def test_bars_do_not_break_a_markdown_table() -> None:
    python = handwritten.python("3.12.1")
    layer = LayerComparison("tokens", same=False, summary="+1 token: |", rows=(DIFFERENT,))
    comparison = Comparison({"label": "a"}, {"label": "b"}, (InterpreterComparison(python, python, (layer,)),))
    assert "| +1 token: \\| |" in render_comparison(comparison, "markdown")
    assert "| +1 token: \\vert{} |" in render_comparison(comparison, "org")


def test_a_fence_is_longer_than_any_in_the_listing() -> None:
    text = render_comparison(of_rows(changed("````", "x")), "markdown")
    assert "`````diff\n" in text


def test_a_heading_of_org_in_the_listing_is_guarded() -> None:
    line = (Span("* not a heading", differs=True),)
    text = render_comparison(of_rows(Row("note", line, None), Row("added", None, line)), "org")
    assert "\n* not a heading" not in text
    assert "\n+ * not a heading" in text


def test_color_adds_nothing_but_color() -> None:
    comparison = handwritten.founding("3.8.18", "3.12.1")
    colored = render_comparison(comparison, width=80, color=True)
    without = re.sub(r"\x1b\]8;;[^\x1b]*\x1b\\|\x1b\[[0-9;]*m", "", colored)
    assert colored != without == render_comparison(comparison, width=80)


def test_color_is_the_same_twice() -> None:
    comparison = handwritten.founding("3.12.1")
    assert render_comparison(comparison, color=True) == render_comparison(comparison, color=True)


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="no format 'html'"):
        render_comparison(handwritten.founding("3.12.1"), "html")


def test_a_place_known_for_one_of_two_alike_is_not_called_unknown() -> None:
    site = Site("sets the flag", "Python/compile.c", "compute_code_flags", "https://example.org/compile.c")
    assert "not known" not in render_comparison(of_rows(DIFFERENT, changes=(flag(site), flag())))


def test_a_meaning_stands_beside_the_opcode_though_its_argument_differs() -> None:
    after = (Span("RETURN_CONST", "opname"), Span(" "), Span("None", "constant", differs=True))
    row = Row("changed", (Span("RETURN_CONST", "opname"), Span(" 1", differs=True)), after, "Returns a constant")
    assert "RETURN_CONST  Returns a constant\n" in render_comparison(of_rows(row))


def test_no_interpreter_is_said() -> None:
    assert render_pythons([]) == "No interpreter was found.\n"
