"""Problems as a JSON document, which has a version and follows the schema `report`."""

from __future__ import annotations

from collections.abc import Sequence

from .._text_safety import json_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..problems import Problem

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


def as_json(problems: Sequence[Problem]) -> str:
    """A JSON document of the kind `report`."""
    errors = sum(problem.severity == "error" for problem in problems)
    report = {
        "kind": "report",
        "version": VERSION,
        "ok": not errors,
        "errors": errors,
        "warnings": len(problems) - errors,
        "problems": [{name: getattr(problem, name) for name in _FIELDS} for problem in problems],
    }
    return json_text(report)
