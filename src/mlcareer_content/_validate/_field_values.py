"""Check values that match the schema but cannot be right: dates, ISBNs, web addresses, duplicates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from .._entries import RawEntry
from .._fields import fields_with_rules, name_fields
from .._sentence import sentence
from ..problems import Problem
from ._field_formats import check_digit, days_of_month, is_date, is_isbn, probable_date, url_problem
from ._placement import problem

_CURLY = re.compile(
    "[\u201c\u201d\u201e][^\u201c\u201d\u201e]+[\u201c\u201d]|[\u2018\u2019\u201a][^\u2018\u2019\u201a]+[\u2018\u2019]"
)
_IN_ORDER = (("available_from", "last_available_on"), ("date_published", "date_modified"))


def field_problems(raw: RawEntry, as_of: date | None) -> Iterator[Problem]:
    """The problems of the fields of one entry.

    Args:
        raw: The entry.
        as_of: The date by which dates are judged; without it, those checks are skipped.
    """
    if not raw.value.keys().isdisjoint(fields_with_rules()):
        yield from _date_problems(raw, as_of)
        yield from _isbn_problems(raw)
        yield from _url_problems(raw)
        yield from _duplicate_skills(raw)


def quote_problems(raw: RawEntry) -> Iterator[Problem]:
    """The problems of names in curly quotes, which are part of the text for YAML, but not for the author."""
    for path in name_fields(raw.kind):
        for pointer, text in raw.values_at(path):
            if isinstance(text, str) and _CURLY.fullmatch(text):
                yield _curly_quotes(text, pointer)


def _curly_quotes(text: str, pointer: str) -> Problem:
    message = sentence("the curly quotes are part of the text {text!r}", text=text)
    suggestion = sentence("remove them, or use straight quotes: {text!r}", text=text[1:-1])
    return problem("MLC314", message, suggestion, pointer)


def _date_problems(raw: RawEntry, as_of: date | None) -> Iterator[Problem]:
    days: dict[str, date] = {}
    for pointer, text in raw.strings("date"):
        name = pointer.rpartition("/")[2]
        if not is_date(text):  # which the schema reports
            if likely := probable_date(text):
                days[name] = likely
            continue
        year, month, day = map(int, text.split("-"))
        last = days_of_month(year or 4, month)
        days[name] = date(year or 4, month, min(day, last))
        if not year or day > last:
            suggestion = (
                sentence("that month has {days} days", days=last) if year else sentence("use the year 0001 or later")
            )
            if name == "checked_on" and as_of and days[name] > as_of:
                suggestion = sentence("use the date on which it was checked, {as_of} at the latest", as_of=as_of)
                del days[name]
            yield problem("MLC301", sentence("no such date: {date!r}", date=text), suggestion, pointer)
    for earlier, later in _IN_ORDER:
        if earlier in days and later in days and days[later] < days[earlier]:
            values = {"earlier": earlier, "later": later, "start": raw.value[earlier], "end": raw.value[later]}
            message = sentence("{later} is before {earlier}, {start}", **values)
            suggestion = sentence("swap {start} and {end}, or correct one of them", **values)
            yield problem("MLC305", message, suggestion, f"{raw.pointer}/{later}")
    if as_of and "checked_on" in days:
        yield from _checked_on_problems(days["checked_on"], as_of, f"{raw.pointer}/checked_on")


def _checked_on_problems(checked_on: date, as_of: date, pointer: str) -> Iterator[Problem]:
    if checked_on > as_of:
        message = sentence("checked_on is {date}, which is after {as_of}", date=checked_on, as_of=as_of)
        yield problem("MLC306", message, "use the date on which it was checked", pointer)
    elif (checked_on.year + 1, checked_on.month, checked_on.day) < (as_of.year, as_of.month, as_of.day):
        message = sentence("last checked on {date}, more than a year before {as_of}", date=checked_on, as_of=as_of)
        yield problem("MLC310", message, "check the facts against their sources, and update this date", pointer)


def _isbn_problems(raw: RawEntry) -> Iterator[Problem]:
    written = raw.value.get("isbn13")
    isbn = re.sub("[- ]", "", written) if isinstance(written, str) else ""  # else the schema reports it
    if not is_isbn(isbn):
        return
    digit = check_digit(isbn)
    if isbn[12] != digit:
        message = sentence("the check digit of isbn13 is {found} instead of {expected}", found=isbn[12], expected=digit)
        yield problem("MLC308", message, "compare it with the book, digit by digit", f"{raw.pointer}/isbn13")


def _url_problems(raw: RawEntry) -> Iterator[Problem]:
    for pointer, url in raw.strings("url"):
        if url.startswith(("http://", "https://")) and (reason := url_problem(url)):
            message = sentence("invalid web address {url!r}: {reason}", url=url, reason=reason)
            yield problem("MLC307", message, "copy it from the browser", pointer)


def _duplicate_skills(raw: RawEntry) -> Iterator[Problem]:
    seen = set()
    for pointer, ref in raw.references:
        if ref.startswith("skill:") and ref in seen:
            message = sentence("duplicate skill {id!r} in this list", id=ref.partition(":")[2])
            yield problem("MLC110", message, "remove one of the two", pointer)
        seen.add(ref)
