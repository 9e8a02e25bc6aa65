"""Problems as workflow commands, which GitHub shows as annotations of a pull request."""

from __future__ import annotations

from .._text_safety import escaped
from ._omitted import omitted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..problems import Problem, Report

# GitHub splits a command at line breaks, and its properties at colons and commas.
_DATA = {ord("%"): "%25", ord("\r"): "%0D", ord("\n"): "%0A"}
_PROPERTY = {**_DATA, ord(":"): "%3A", ord(","): "%2C"}


def github(report: Report) -> str:
    """One workflow command for each problem, and one for those that are omitted."""
    rest = [f"::notice::{omitted(report)}\n"] if report.omitted else []
    return "".join([*map(_command, report.problems), *rest])


def _command(problem: Problem) -> str:
    properties = {
        "file": problem.file,
        "line": problem.line,
        "col": problem.column,
        "endLine": problem.end_line,
        "endColumn": problem.end_column,
        "title": problem.code,
    }
    named = ",".join(f"{name}={_encoded(value, _PROPERTY)}" for name, value in properties.items() if value is not None)
    message = "; ".join(filter(None, (problem.message, problem.suggestion)))
    return f"::{problem.severity} {named}::{_encoded(message, _DATA)}\n"


def _encoded(value: object, table: dict[int, str]) -> str:
    return escaped(str(value).translate(table))
