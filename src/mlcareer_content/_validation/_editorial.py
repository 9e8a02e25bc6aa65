"""What no pattern can tell: whether a value that looks right can be right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from .._entries import RawEntry
from ..problems import Problem
from ._wording import shown

_DATE = re.compile("[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")  # what else there is, the schema reports


def editorial_problems(raw: RawEntry) -> Iterator[Problem]:
    """The problems of one entry by itself."""
    for pointer, day in raw.dates:
        if _DATE.fullmatch(day) and not _is_in_the_calendar(day):
            yield Problem(
                code="MLC301",
                message=f"the calendar has no {shown(day)}",
                suggestion="write a day that there is",
                file=raw.file,
                pointer=pointer,
                ref=raw.ref,
            )


def _is_in_the_calendar(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True
