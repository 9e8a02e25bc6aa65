"""Keep the problems that a report lists, and count the others.

A report has a limit, so that a large corpus in which everything is wrong takes
little more time and memory than one in which nothing is. Errors come before
warnings: a thousand warnings must not hide the only error.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from attrs import evolve

from .._limits import MAX_ERRORS_COUNTED
from .._rules import severity
from ..problems import Omitted, Problem, Report


class Room(NamedTuple):
    """How many more problems a report can list."""

    errors: int
    warnings: int
    is_strict: bool  # whether warnings are errors

    @property
    def is_open(self) -> bool:
        """Whether any problem can be listed."""
        return bool(self.errors and self.warnings)

    def fits(self, codes: Iterable[str]) -> bool:
        """Whether a problem with one of the codes can be listed."""
        return any(self.errors if self.is_error(code) else self.warnings for code in codes)

    def is_error(self, code: str) -> bool:
        """Whether problems with a code are errors."""
        return self.is_strict or severity(code) == "error"

    def without(self, problems: Iterable[Problem]) -> Room:
        """What is left when some problems are listed."""
        errors = [self.is_error(problem.code) for problem in problems]
        left = self.errors - sum(errors), self.warnings - errors.count(False)
        return Room(max(left[0], 0), max(left[1], 0), self.is_strict)


class Tally:
    """The problems of some documents up to a limit, and the number of the others by code.

    Args:
        limit: How many problems are listed.
        is_strict: Whether warnings are errors.
    """

    def __init__(self, limit: int, *, is_strict: bool) -> None:
        self._limit = limit
        self._listed: list[tuple[int, Problem]] = []  # pairs of a document's number and a problem
        self._omitted = Counter[str]()
        self._errors_omitted = 0
        self.room = Room(limit, limit, is_strict)

    @property
    def is_over(self) -> bool:
        """Whether there are so many errors that no more are counted."""
        return self._errors_omitted > MAX_ERRORS_COUNTED

    def add(self, number: int, problems: Iterable[Problem]) -> None:
        """List the problems of the document with a number, as far as there is room, and count the others."""
        for one in problems:
            if self.room.fits([one.code]):
                self._listed.append((number, one))
                self.room = self.room.without([one])
            else:
                self.count([one.code])

    def add_last(self, number: int, problem: Problem) -> None:
        """List an error in the place of the last one that is listed, which is counted."""
        for at, (_, replaced) in reversed(list(enumerate(self._listed))):
            if self.room.is_error(replaced.code):
                self._listed[at] = number, problem
                self.count([replaced.code])
                break

    def count(self, codes: Sequence[str]) -> None:
        """Count problems that are not listed."""
        self._omitted.update(codes)
        self._errors_omitted += sum(map(self.room.is_error, codes))

    def report(self) -> Report:
        """The report: all errors that are listed, and the warnings for which they leave room."""
        problems = [one for _, one in sorted(self._listed, key=_place)]
        warnings = [one for one in problems if not self.room.is_error(one.code)]
        surplus = warnings[max(self._limit - len(problems) + len(warnings), 0) :]
        self.count([one.code for one in surplus])
        dropped = set(map(id, surplus))
        listed = (one for one in problems if id(one) not in dropped)
        omitted = (
            Omitted(code, "error" if self.room.is_error(code) else "warning", count)
            for code, count in sorted(self._omitted.items())
        )
        if self.room.is_strict:
            listed = (evolve(one, severity="error") for one in listed)
        return Report(tuple(listed), tuple(omitted))


def _place(numbered: tuple[int, Problem]) -> tuple[int, int, int]:
    number, problem = numbered
    return number, problem.line or 0, problem.column or 0
