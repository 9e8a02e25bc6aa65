"""Problems of a text, and the error that ends its reading."""

from __future__ import annotations

from collections.abc import Iterable

from .._sentence import Sentence
from ..problems import Problem

Text = Sentence | str


def problem(  # noqa: PLR0913 - a problem, and where it is
    code: str,
    message: Text,
    suggestion: Text | None = None,
    start: int = 0,
    end: int = 0,
    *,
    is_recoverable: bool = False,
) -> Problem:
    """A problem of a part of a text, given by its offsets."""
    return Problem(code=code, message=message, suggestion=suggestion, span=(start, end), is_recoverable=is_recoverable)


def start_of(problem: Problem) -> int:
    """The offset at which a problem begins."""
    return problem.span[0] if problem.span else 0


class UnreadableError(Exception):
    """A text has no value.

    Args:
        problems: Everything that is wrong with it.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__(list(problems))

    @property
    def problems(self) -> list[Problem]:
        """Everything that is wrong with the text."""
        problems: list[Problem] = self.args[0]
        return problems
