"""Problems as a Code Quality report, which GitLab shows in merge requests."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import Any

from .._text_safety import json_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..problems import Problem, Report

# The field names and severities: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
_SEVERITIES = {"error": "major", "warning": "minor"}


def gitlab(report: Report) -> str:
    """A JSON list with an object for each problem; it has no place for the number of others."""
    seen = Counter[str]()
    return json_text([_issue(problem, seen) for problem in report.problems])


def _issue(problem: Problem, seen: Counter[str]) -> dict[str, Any]:
    description = "; ".join(filter(None, (problem.message, problem.suggestion)))
    # GitLab compares two reports by fingerprint, which must not change with every line that is added above.
    identity = "\0".join((problem.code, problem.file or "", problem.pointer, problem.message))
    seen[identity] += 1
    fingerprint = sha256(f"{identity}\0{seen[identity]}".encode("utf-8", "surrogatepass")).hexdigest()
    return {
        "description": description,
        "check_name": problem.code,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[problem.severity],
        "location": {"path": (problem.file or "content").removeprefix("./"), "lines": {"begin": problem.line or 1}},
    }
