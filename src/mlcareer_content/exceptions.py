"""The errors of the package, the near matches that they suggest, and the types that arguments must have.

Each error has its data in `args`, in order, so that it survives pickling, and
its text says what is wrong, where, and what to do next.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from ._limits import MAX_NAME_LENGTH_COMPARED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .problems import Report

_MIN_CONTAINED_LENGTH = 4  # shorter words are in many others by chance


class ContentError(Exception):
    """The base of every error of this package: content is missing, unreadable or invalid.

    .. versionadded:: 0.1.0
    """


class InvalidContentError(ContentError):
    """The content has at least one error.

    Args:
        report: Every problem that was found, in the order of the files.

    .. versionadded:: 0.1.0
    """

    def __init__(self, report: Report) -> None:
        super().__init__(report)

    @property
    def report(self) -> Report:
        """Every problem that was found."""
        report: Report = self.args[0]
        return report

    def __str__(self) -> str:
        return self.report.format("text")


class NotFoundError(ContentError, KeyError):
    """No such name: an id, a ref, a kind, a field, a format.

    Args:
        message: What was looked for, and where.
        near: Names that exist and are nearly the same, the nearest first.

    .. versionadded:: 0.1.0
    """

    def __init__(self, message: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(message, near)

    @property
    def near(self) -> tuple[str, ...]:
        """Names that exist and are nearly the same, the nearest first."""
        near: tuple[str, ...] = self.args[1]
        return near

    def __str__(self) -> str:
        message: str = self.args[0]
        return message + did_you_mean(self.near)


def did_you_mean(matches: Iterable[str]) -> str:
    """The end of a sentence that asks for some near matches; empty without one."""
    names = " or ".join(map(repr, matches))
    return f"; did you mean {names}?" if names else ""


def near(name: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """Up to three of the candidates that are similar to `name`, the nearest first."""
    from difflib import get_close_matches

    folded = {candidate.casefold(): candidate for candidate in candidates}
    name = name[:MAX_NAME_LENGTH_COMPARED].casefold()
    matches = get_close_matches(name, folded, n=3, cutoff=0.7) or [word for word in name.split() if word in folded][:3]
    return tuple(folded[match] for match in matches)


def containing(name: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """The candidates that contain the name or are contained in it, as “textbook” contains “book”."""
    name = name[:MAX_NAME_LENGTH_COMPARED].casefold()
    return tuple(
        word
        for word in candidates
        if min(len(word), len(name)) >= _MIN_CONTAINED_LENGTH and (word in name or name in word)
    )


def not_found(what: str, name: str, candidates: Iterable[str]) -> NotFoundError:
    """The error for a name that is not among the candidates, with near matches."""
    return NotFoundError(f"there is no {what} {name[:MAX_NAME_LENGTH_COMPARED]!r}", near(name, candidates))


def require_string(name: str, value: object) -> None:
    """Raise TypeError, which names the parameter, unless its value is a string."""
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a string, not {type(value).__name__}")


def require_day(name: str, value: object) -> None:
    """Raise TypeError, which names the parameter, unless its value is a date without a time."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError(f"{name} must be a datetime.date, not {type(value).__name__}")


def require_integer(name: str, value: object) -> None:
    """Raise TypeError, which names the parameter, unless its value is an integer."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{name} must be an integer, not {type(value).__name__}")
