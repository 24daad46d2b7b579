"""What Markdown and Org share: a listing as the lines of a diff, and sentences in a language's own marks.

Knows that both put code in blocks where nothing is escaped, and prose where much is.
Does not know either language's marks.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..layers.difference import Fold, Line, Row
from .page import Gauge, Listing, Matrix, State
from .printable import shown
from .signs import UNICODE, legend_words, state_word
from .words import fold_words

_SIGNS = {"added": "+", "removed": "-"}


def diff_lines(listing: Listing) -> Iterator[str]:
    """Yield the listing as the lines of a unified diff: `-` before, `+` after, a space where both are the same."""
    for row in listing.rows:
        if isinstance(row, Fold):
            yield f"@@ {fold_words(row)} @@"
        elif row.mark == "changed":
            yield _diff_line("-", row.before)
            yield _diff_line("+", row.after)
        elif row.mark in ("heading", "note"):
            yield f"# {plain_line(row.before or row.after or ())}"
        else:
            yield _diff_line(_SIGNS.get(row.mark, " "), _one_side(row))


def _one_side(row: Row) -> Line | None:
    return row.before if row.after is None else row.after


def _diff_line(sign: str, line: Line | None) -> str:
    return f"{sign} {plain_line(line or ())}".rstrip()


def plain_line(line: Line) -> str:
    """Return a line's text, with what cannot be shown as escapes."""
    return "".join(shown(span.text) for span in line)


def gauge_table(gauge: Gauge) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the depth gauge as a header and rows."""
    rows: list[tuple[str, ...]] = [
        (state_sign(row.state), row.layer, _gauge_word(row.state), row.words) for row in gauge.rows
    ]
    return ("", "layer", "", "how"), rows


def _gauge_word(state: State) -> str:
    # No bar leads the eye to the deepest one here, as it does on a screen.
    return f"{state_word(state)}, deepest" if state == "deepest" else state_word(state)


def matrix_table(matrix: Matrix) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the matrix as a header and rows."""
    return ("layer", *matrix.columns), [(layer, *map(state_sign, states)) for layer, states in matrix.rows]


def legend(matrix: Matrix) -> str:
    """Return what the signs of the matrix mean."""
    return ", ".join(legend_words(matrix, UNICODE))


def state_sign(state: State) -> str:
    """Return the sign of a state in a table."""
    return UNICODE.states[state]
