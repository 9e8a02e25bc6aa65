"""Dates, ISBNs and web addresses: the written forms that people use, and the values that can exist."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

_MONTH_NAMES = (
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
MONTHS = len(_MONTH_NAMES)
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


class WrittenDate(NamedTuple):
    """A date as it was written; it may not exist.

    Attributes:
        year: The year.
        month: The month.
        day: The day of the month.
        is_clear: Whether it is clear which number is the month.
        is_swapped: Whether month and day were swapped, as the month would be over 12.
    """

    year: int
    month: int
    day: int
    is_clear: bool = True
    is_swapped: bool = False


def parsed_date(text: str) -> WrittenDate | None:
    """The date in a text, in any form that people use; none if it is not a date."""
    text = text.strip().lower()
    if found := _YEAR_FIRST.fullmatch(text):
        day = WrittenDate(int(found["year"]), int(found["month"]), int(found["day"]))
        return _in_order(day)._replace(is_swapped=day.month > MONTHS >= day.day)
    if found := _YEAR_LAST.fullmatch(text):
        day = WrittenDate(int(found["year"]), int(found["month"]), int(found["day"]))
        is_clear = max(day.month, day.day) > MONTHS or day.month == day.day
        return _in_order(day._replace(is_clear=is_clear))
    for form in _BY_NAME:
        if (found := form.fullmatch(text)) and (month := _month(found["month"])):
            return WrittenDate(int(found["year"]), month, int(found["day"]))
    return None


def _in_order(day: WrittenDate) -> WrittenDate:
    """The date with month and day swapped, if the month is over 12 and the day is not."""
    if day.month > MONTHS >= day.day:
        return day._replace(month=day.day, day=day.month)
    return day


def _month(name: str) -> int | None:
    """The number of a month, by its name or at least its first three letters."""
    if len(name) < _SHORTEST_MONTH:
        return None
    return next((number for number, month in enumerate(_MONTH_NAMES, 1) if month.startswith(name)), None)


_HOST = re.compile(r"([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])?")
_BAD_ESCAPE = re.compile("%(?![0-9A-Fa-f]{2})")


def days_of_month(year: int, month: int) -> int:
    """The number of days in a month; none in the year 0, which does not exist."""
    if not year or month == MONTHS:
        return 31 if year else 0
    return (date(year, month + 1, 1) - date(year, month, 1)).days


def check_digit(isbn: str) -> str:
    """The check digit of an ISBN-13, from the twelve digits before it (ISO 2108)."""
    # The digits are weighted 1 and 3 in turn; the check digit makes the sum a multiple of ten.
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(isbn[:12]))
    return str(-total % 10)


def url_problem(url: str) -> str | None:
    """What is wrong with a web address (RFC 3986); none if nothing is."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "invalid host name or port"
    if _BAD_ESCAPE.search(url):
        return '"%" must be followed by two hexadecimal digits'
    if port == 0 or not _is_host(parts):
        return "invalid host name"
    return "user name or password in the address" if parts.username is not None else None


def _is_host(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    if "[" in parts.netloc:
        from ipaddress import IPv6Address

        try:
            IPv6Address(host)
        except ValueError:
            return False
        return True
    return bool(_HOST.fullmatch(host) or re.fullmatch(r"([0-9]{1,3}\.){3}[0-9]{1,3}", host))
