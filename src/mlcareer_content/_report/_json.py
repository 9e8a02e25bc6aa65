"""Problems as a JSON document, which has a version and follows the schema `report`."""

from __future__ import annotations

from .._text_safety import json_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..problems import Report

VERSION = 1
_FIELDS = (
    "code",
    "severity",
    "message",
    "suggestion",
    "file",
    "line",
    "column",
    "end_line",
    "end_column",
    "pointer",
    "ref",
)


def as_json(report: Report) -> str:
    """A JSON document of the kind `report`."""
    value = {
        "kind": "report",
        "version": VERSION,
        "ok": report.ok,
        "errors": report.count("error"),
        "warnings": report.count("warning"),
        "problems": [{name: getattr(problem, name) for name in _FIELDS} for problem in report.problems],
        "omitted": [{"code": one.code, "severity": one.severity, "count": one.count} for one in report.omitted],
    }
    return json_text(value)
