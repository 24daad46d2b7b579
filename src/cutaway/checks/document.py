"""A check as a JSON document, and back.

Knows the document's format and version (docs/json.md, and the schema beside `report`). Does not know how a check is
made, nor files: it makes plain dicts and lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..compare.document import DocumentFormatError
from ..layers import STATIC
from .gate import ONE_SIDED
from .verdicts import BoundaryCall, Control, FileVerdict, FunctionChange, Gate, KindChange, Report

CHECK_FORMAT = "cutaway-check"
FORMAT_VERSION = 1

COUNTED = ("same", *STATIC, "added", "deleted", "trouble", "passed_over")
"""What a file can count as, in the order in which it is told: one of them."""


def counted_as(file: FileVerdict) -> str:
    """What a file counts as: its trouble, that it was passed over, that one side lacks it, or its depth."""
    if file.error is not None:
        return "trouble"
    if file.passed_over is not None:
        return "passed_over"
    return file.status if file.status in ONE_SIDED else file.deepest or "same"


def counts(files: Iterable[FileVerdict]) -> dict[str, int]:
    """How many files count as what; what none counts as is left out."""
    found = [counted_as(file) for file in files]
    return {name: found.count(name) for name in COUNTED if name in found}


def check_to_json(report: Report) -> dict[str, Any]:
    """The answer as a document of format `cutaway-check`."""
    return {
        "format": CHECK_FORMAT,
        "format_version": FORMAT_VERSION,
        "asked": dict(report.asked),
        "pythons": [dict(python) for python in report.pythons],
        "counts": counts(report.files),
        "gate": None if report.gate is None else _gate_to_json(report.gate),
        "boundary": [_kind_to_json(kind) for kind in report.boundary],
        "files": [_file_to_json(file) for file in report.files],
        "control": None if report.control is None else report.control._asdict(),
        "notes": list(report.notes),
    }


def check_from_json(document: Mapping[str, Any]) -> Report:
    """The answer that a document holds. Raises DocumentFormatError where it is none of a known version."""
    found = document.get("format"), document.get("format_version")
    if found != (CHECK_FORMAT, FORMAT_VERSION):
        raise DocumentFormatError(
            f"expected a document of format {CHECK_FORMAT} {FORMAT_VERSION}, found {found[0]} {found[1]}"
        )
    gate, control = document["gate"], document["control"]
    return Report(
        asked=document["asked"],
        pythons=tuple(document["pythons"]),
        files=tuple(_file_from_json(file) for file in document["files"]),
        boundary=tuple(_kind_from_json(kind) for kind in document["boundary"]),
        gate=None if gate is None else Gate(gate["same"], tuple(gate["allow"]), gate["holds"]),
        control=None if control is None else Control(**control),
        notes=tuple(document["notes"]),
    )


def _gate_to_json(gate: Gate) -> dict[str, Any]:
    return {"same": gate.same, "allow": list(gate.allow), "holds": gate.holds}


def _file_to_json(file: FileVerdict) -> dict[str, Any]:
    return {
        **file._asdict(),
        "functions": [function._asdict() for function in file.functions],
        "by_python": dict(file.by_python),
        "allowed": list(file.allowed),
        "not_python": list(file.not_python),
    }


def _file_from_json(entry: Mapping[str, Any]) -> FileVerdict:
    plain = {**entry, "allowed": tuple(entry["allowed"]), "not_python": tuple(entry.get("not_python", ()))}
    return FileVerdict(**{**plain, "functions": tuple(FunctionChange(**one) for one in entry["functions"])})


def _kind_to_json(kind: KindChange) -> dict[str, Any]:
    return {**kind._asdict(), "calls": [call._asdict() for call in kind.calls]}


def _kind_from_json(entry: Mapping[str, Any]) -> KindChange:
    return KindChange(**{**entry, "calls": tuple(BoundaryCall(**call) for call in entry["calls"])})
