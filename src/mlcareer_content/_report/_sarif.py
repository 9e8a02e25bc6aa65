"""Problems in the Static Analysis Results Interchange Format (SARIF 2.1.0, OASIS)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from .._rules import codes, rule
from .._text_safety import json_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..problems import Problem

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(problems: Sequence[Problem]) -> str:
    """A log with one run, which describes the rules of its problems."""
    from .. import __version__

    codes = sorted({problem.code for problem in problems})
    driver = {"name": "mlcareer-content", "version": __version__, "rules": [_rule(code) for code in codes]}
    results = [_result(problem, codes.index(problem.code)) for problem in problems]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
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
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(file)}}
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


def _uri(file: str) -> str:
    """A path as a URI reference (RFC 3986); bytes that are not UTF-8 are percent-encoded as they are."""
    slashes = file.replace(os.sep, "/")
    try:
        path = quote(slashes, errors="surrogateescape")
    except UnicodeEncodeError:  # half of a surrogate pair, from a name given in Python
        path = quote(slashes, errors="replace")
    # "//host/path" would be read as the address of another host.
    return path.lstrip("/") if path.startswith("//") else path
