"""What makes a text no document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

#: Of one text; whoever has more mends these first.
MOST_FAULTS = 1_000


class Fault(NamedTuple):
    """One thing in a text that keeps it from being a document.

    Attributes:
        code: The code of the problem.
        message: What is wrong.
        suggestion: What to do about it, where that can be told.
        start: The offset of the first character that is wrong.
        end: The offset behind the last.
        is_passed_over: Whether the text has a value in spite of it.
    """

    code: str
    message: str
    suggestion: str | None = None
    start: int = 0
    end: int = 0
    is_passed_over: bool = False


class UnreadableError(Exception):
    """A text gives no value.

    Args:
        faults: Everything that is wrong with it.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        super().__init__(list(faults))

    @property
    def faults(self) -> list[Fault]:
        """Everything that is wrong with the text."""
        found: list[Fault] = self.args[0]
        return found
