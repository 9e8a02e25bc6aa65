"""A report in its formats: text, JSON, GitHub, GitLab and SARIF; one module per format."""

from __future__ import annotations

from collections.abc import Callable

from ..exceptions import not_found
from ._github import github
from ._gitlab import gitlab
from ._json import as_json
from ._sarif import sarif
from ._text import text

__all__ = ["REPORTERS", "format_report", "text"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..problems import Report

#: The function that writes each format, by the name of the format.
REPORTERS: dict[str, Callable[[Report], str]] = {
    "text": text,
    "json": as_json,
    "github": github,
    "gitlab": gitlab,
    "sarif": sarif,
}


def format_report(report: Report, format: str) -> str:
    """A report in a format, ready to print.

    Raises:
        NotFoundError: There is no such format.
    """
    if format not in REPORTERS:
        raise not_found("format", str(format), REPORTERS)
    return REPORTERS[format](report)
