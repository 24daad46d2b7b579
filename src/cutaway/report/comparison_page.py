"""A comparison as a page: the depth gauge or the matrix, why where that was asked, the layers, the compiler.

Knows what a reader looks for first, and that one answer is told once for all versions that give it.
Does not know what any layer holds (names come in the records), nor widths and formats.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..compare.comparison import NOT_ASKED, Comparison, InterpreterComparison
from ..compare.folding import differing, folded
from ..compare.versions import answered, in_words, layer_names, name_of, short_names, since
from ..layers.difference import Fold, LayerComparison, Line, Row
from .asides import trouble_sentence, troubles, warnings_section
from .glossary import glossary
from .page import (
    Block,
    Bullets,
    Fields,
    Gauge,
    GaugeRow,
    Heading,
    Listing,
    Matrix,
    Page,
    Piece,
    Prose,
    State,
    sentence,
)
from .sites import compiler_section
from .words import asked, pair_name, pythons_names, target_name


class Answer(NamedTuple):
    """What one layer shows on the interpreters that agree on it."""

    layer: LayerComparison
    rows: tuple[Row | Fold, ...]
    names: tuple[str, ...]


def comparison_page(comparison: Comparison, *, context: int, full: bool, show_trials: bool = False) -> Page:
    """Return the comparison as a page; `context` and `full` say how much of what is the same is shown."""
    return (
        _heading_fields(comparison),
        *_overview(comparison),
        *_why(comparison, show_trials=show_trials),
        *_general_notes(comparison),
        *_layer_sections(comparison, context, full),
        *compiler_section(comparison),
        *warnings_section([(name_of(one), one.warnings) for one in comparison.comparisons]),
    )


def _why(comparison: Comparison, *, show_trials: bool) -> Iterator[Block]:
    if all(one.why is None for one in comparison.comparisons):
        return
    from .why_page import why_section  # few ask for it, and it must not slow down the others

    yield from why_section(comparison, show_trials=show_trials)


def _heading_fields(comparison: Comparison) -> Fields:
    names = [_python(one) for one in comparison.comparisons]
    rows = [
        ("before", target_name(comparison.before)),
        ("after", target_name(comparison.after)),
        *([("python", pythons_names(names))] if names else []),
        *asked(comparison.question),
    ]
    return Fields(tuple((name, sentence(words)) for name, words in rows))


def _python(one: InterpreterComparison) -> str:
    return pair_name(one.before_python, one.after_python)


def _overview(comparison: Comparison) -> Iterator[Block]:
    if len(comparison.comparisons) == 1:
        yield from _gauge(comparison.comparisons[0])
    else:
        yield from _matrix(comparison)
        yield from troubles((_python(one), one.trouble) for one in comparison.comparisons)
        yield from _since(comparison)


def _gauge(one: InterpreterComparison) -> Iterator[Block]:
    if one.trouble is not None:
        yield Prose(trouble_sentence(_python(one), one.trouble))
        return
    asked = [layer for layer in one.layers if layer.reason != NOT_ASKED]
    yield Gauge(tuple(GaugeRow(_state(one, layer.layer), layer.layer, _gauge_words(layer)) for layer in asked))
    yield Prose(sentence(*_verdict(one)))
    if left_out := [layer.layer for layer in one.layers if layer.reason == NOT_ASKED]:
        yield Prose(sentence(Piece(f"Not asked for: {', '.join(left_out)}.", "note")))


def _gauge_words(layer: LayerComparison) -> str:
    return (layer.reason or NOT_ASKED) if layer.same is None else layer.summary


def _verdict(one: InterpreterComparison) -> tuple[str | Piece, ...]:
    if one.deepest is None:
        return ("Nothing differs in the layers that were compared.",)
    return ("The deepest layer that differs is ", Piece(one.deepest, "deepest"), ".")


def _state(one: InterpreterComparison, layer: str) -> State:
    found = one.layer(layer)
    if one.trouble is not None:
        return "trouble"
    if found is None or found.same is None:
        return "unseen"
    if found.same:
        return "same"
    return "deepest" if one.deepest == layer else "different"


def _matrix(comparison: Comparison) -> Iterator[Block]:
    columns = short_names([name_of(one) for one in comparison.comparisons])
    yield Matrix(
        columns,
        tuple(
            (layer, tuple(_state(one, layer) for one in comparison.comparisons)) for layer in layer_names(comparison)
        ),
    )


def _since(comparison: Comparison) -> Iterator[Block]:
    tried = [name_of(one) for one in answered(comparison)]
    if not tried:
        return
    yield Heading("since when")
    yield Bullets(
        tuple((Piece(found.layer, "heading"), Piece(f" {in_words(found, tried)}")) for found in since(comparison))
    )


def _general_notes(comparison: Comparison) -> Iterator[Block]:
    """Yield the notes that no section of one layer tells: those of several layers, and of layers that do not differ."""
    told = [(note, layers) for note, layers in _layers_by_note(comparison).items() if _is_general(comparison, layers)]
    if told:
        yield Heading("also")
        yield Bullets(tuple(sentence(note if len(layers) > 1 else f"{layers[0]}: {note}") for note, layers in told))


def _layers_by_note(comparison: Comparison) -> Mapping[str, Sequence[str]]:
    layers_of: dict[str, list[str]] = {}
    for one in comparison.comparisons:
        for layer in one.layers:
            for note in layer.notes:
                layers = layers_of.setdefault(note, [])
                if layer.layer not in layers:
                    layers.append(layer.layer)
    return layers_of


def _is_general(comparison: Comparison, layers: Sequence[str]) -> bool:
    return len(layers) > 1 or layers[0] not in _differing_layers(comparison)


def _differing_layers(comparison: Comparison) -> tuple[str, ...]:
    differ = {layer.layer for one in comparison.comparisons for layer in one.layers if layer.same is False}
    return tuple(name for name in layer_names(comparison) if name in differ)


def _layer_sections(comparison: Comparison, context: int, full: bool) -> Iterator[Block]:
    asked_of = len(answered(comparison))
    for name in _differing_layers(comparison):
        yield Heading(name)
        answers = _answers(comparison, name, context, full)
        for answer in answers:
            if len(answer.names) < asked_of:
                yield Heading(pythons_names(answer.names), 2)
            yield from _answer_blocks(answer, _own_notes(comparison, answer.layer))
        # Newest first: where versions agree on a meaning, the newest version's documentation is the one to read.
        if entries := glossary((answer.layer, answer.rows) for answer in reversed(answers)):
            yield entries


def _answers(comparison: Comparison, name: str, context: int, full: bool) -> tuple[Answer, ...]:
    answers: dict[object, Answer] = {}
    for one in comparison.comparisons:
        layer = one.layer(name)
        if layer is not None and layer.same is False:
            answer = Answer(
                layer,
                folded(layer.rows, context=context, full=full),
                (_python(one),),
            )
            earlier = answers.get(_shown_part(answer))
            # The newest version's links are the ones to give for all that agree.
            names = (*earlier.names, *answer.names) if earlier else answer.names
            answers[_shown_part(answer)] = Answer(answer.layer, answer.rows, names)
    return tuple(answers.values())


def _shown_part(answer: Answer) -> object:
    """Return what a reader would see of the answer, but for links, which name their version."""
    layer = answer.layer
    rows = tuple(
        (row.mark, _seen(row.before), _seen(row.after)) if isinstance(row, Row) else row for row in answer.rows
    )
    changes = () if differing(layer.rows) else tuple(_change_words(layer))
    return (layer.summary, rows, layer.notes, changes)


def _seen(line: Line | None) -> tuple[str, str] | None:
    """Return a line's text and the part that differs: how it is cut into spans, nobody sees."""
    if line is None:
        return None
    return ("".join(span.text for span in line).rstrip(), "".join(span.text for span in line if span.differs).rstrip())


def _own_notes(comparison: Comparison, layer: LayerComparison) -> tuple[str, ...]:
    layers_of = _layers_by_note(comparison)
    return tuple(note for note in layer.notes if not _is_general(comparison, layers_of[note]))


def _answer_blocks(answer: Answer, notes: Sequence[str]) -> Iterator[Block]:
    layer = answer.layer
    if differing(layer.rows):
        yield Listing(answer.rows)
    else:
        yield Bullets(tuple(_change_words(layer))) if layer.changes else Prose(sentence(layer.summary or "different"))
    if notes:
        yield Bullets(tuple((Piece(note, "note"),) for note in notes))


def _change_words(layer: LayerComparison) -> Iterator[tuple[Piece, ...]]:
    for change in layer.changes:
        name = f"{change.path} {change.name}" if change.name and change.name not in change.path else change.path
        yield sentence(f"{name or change.kind}: {_value_words(change.before)} became {_value_words(change.after)}")


def _value_words(value: object) -> str:
    return "nothing" if value is None else str(value)
