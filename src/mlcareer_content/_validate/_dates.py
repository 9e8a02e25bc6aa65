"""Days as people write them: with the month by its name, or in an order of their own."""

from __future__ import annotations

import re
from typing import NamedTuple

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_SHORTEST_MONTH = 3
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})[-./ ](?P<month>[0-9]{1,2})[-./ ](?P<day>[0-9]{1,2})([t ].*)?")
_YEAR_LAST = re.compile(r"(?P<day>[0-9]{1,2})[-./ ](?P<month>[0-9]{1,2})[-./ ](?P<year>[0-9]{4})")
_BY_NAME = tuple(
    re.compile(rf"([a-z]+day,? )?{order}")
    for order in (
        r"(?P<day>[0-9]{1,2})(st|nd|rd|th|\.)?[- ]+(of )?(?P<month>[a-z]+)[.,]*[- ]+(?P<year>[0-9]{4})",
        r"(?P<month>[a-z]+)[. -]+(?P<day>[0-9]{1,2})(st|nd|rd|th)?,?[- ]+(?P<year>[0-9]{4})",
        r"(?P<year>[0-9]{4})[- ]+(?P<month>[a-z]+)[. -]+(?P<day>[0-9]{1,2})(st|nd|rd|th)?",
    )
)


class Day(NamedTuple):
    """A day as it was written, of which the calendar may have none.

    Attributes:
        year: The year.
        month: The month.
        day: The day of the month.
        is_clear: Whether it is known which of the numbers is the month.
        is_exchanged: Whether the month stands where the day should, of which nobody can be sure.
    """

    year: int
    month: int
    day: int
    is_clear: bool = True
    is_exchanged: bool = False


def day_of(text: str) -> Day | None:
    """The day that a text writes in any form, if it is a date at all."""
    text = text.strip().lower()
    if found := _YEAR_FIRST.fullmatch(text):
        day = Day(int(found["year"]), int(found["month"]), int(found["day"]))
        return _in_order(day)._replace(is_exchanged=day.month > len(_MONTHS) >= day.day)
    if found := _YEAR_LAST.fullmatch(text):
        day = Day(int(found["year"]), int(found["month"]), int(found["day"]))
        is_clear = max(day.month, day.day) > len(_MONTHS) or day.month == day.day
        return _in_order(day._replace(is_clear=is_clear))
    for form in _BY_NAME:
        if (found := form.fullmatch(text)) and (month := _month(found["month"])):
            return Day(int(found["year"]), month, int(found["day"]))
    return None


def _in_order(day: Day) -> Day:
    """The day; with the month where it must be, if no month has its number."""
    if day.month > len(_MONTHS) >= day.day:
        return day._replace(month=day.day, day=day.month)
    return day


def _month(name: str) -> int | None:
    """The number of a month by its name, or by three or more letters of it."""
    if len(name) < _SHORTEST_MONTH:
        return None
    return next((number for number, month in enumerate(_MONTHS, 1) if month.startswith(name)), None)
