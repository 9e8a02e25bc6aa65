"""Problems in the Static Analysis Results Interchange Format (SARIF 2.1.0, OASIS)."""

from __future__ import annotations

import os
import re
from typing import Any
from urllib.parse import quote

from .._rules import codes, rule
from .._text_safety import json_text
from ._omitted import omitted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..problems import Problem, Report

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"  # what GitHub and other viewers call the root of a repository


def sarif(report: Report) -> str:
    """A log with one run, which describes the rules of its problems."""
    from .. import __version__

    codes = sorted({problem.code for problem in report.problems})
    driver = {"name": "mlcareer-content", "version": __version__, "rules": [_rule(code) for code in codes]}
    results = [_result(problem, codes.index(problem.code)) for problem in report.problems]
    root = {"description": {"text": "the folder in which mlcareer-content ran"}}
    run: dict[str, Any] = {
        "tool": {"driver": driver},
        "originalUriBaseIds": {_ROOT: root},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    if report.omitted:
        run["properties"] = {"omitted": omitted(report)}
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str) -> dict[str, Any]:
    if code not in codes():  # a program may report problems of its own
        return {"id": code}
    described = rule(code)
    return {
        "id": code,
        "shortDescription": {"text": described.title},
        "fullDescription": {"text": described.explanation},
        "help": {"text": f"mlcareer-content explain {code}"},
        "defaultConfiguration": {"level": described.severity},
    }


def _result(problem: Problem, rule_index: int) -> dict[str, Any]:
    text = ". ".join(filter(None, (problem.message, problem.suggestion)))
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": rule_index,
        "level": problem.severity,
        "message": {"text": text},
    }
    if problem.file is not None:
        result["locations"] = [_location(problem, problem.file)]
    return result


def _location(problem: Problem, file: str) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact(file)}
    if problem.line is not None:
        physical["region"] = {
            "startLine": problem.line,
            "startColumn": problem.column,
            "endLine": problem.end_line,
            "endColumn": problem.end_column,
        }
    location: dict[str, Any] = {"physicalLocation": physical}
    if problem.ref:
        location["logicalLocations"] = [{"fullyQualifiedName": problem.ref}]
    return location


def _artifact(file: str) -> dict[str, str]:
    """Where a file is: a file URI (RFC 8089) for an absolute path; otherwise a reference from the root of the run."""
    is_windows = re.match(r"[A-Za-z]:[\\/]|\\\\", file)
    path = file.replace("\\" if is_windows else os.sep, "/")
    if not path.startswith("/") and not is_windows:
        return {"uri": _quoted(path.removeprefix("./")), "uriBaseId": _ROOT}
    if path.startswith("//") and is_windows:
        return {"uri": f"file:{_quoted(path)}"}
    drive = path[:2] if is_windows else ""
    return {"uri": f"file:///{drive}{_quoted(path[2:] if is_windows else path.lstrip('/'))}"}


def _quoted(path: str) -> str:
    """A path as part of a URI (RFC 3986); bytes that are not UTF-8 are percent-encoded as they are."""
    try:
        return quote(path, errors="surrogateescape")
    except UnicodeEncodeError:  # half of a surrogate pair, from a name given in Python
        return quote(path, errors="replace")
