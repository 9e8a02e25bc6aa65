"""What no schema can tell: whether a value that looks right can be right."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from ipaddress import IPv6Address
from urllib.parse import SplitResult, urlsplit

from .._entries import FIELDS_WITH_RULES, RawEntry
from ._findings import Finding
from ._wording import shown

_DATE = re.compile("[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")  # what else there is, the schema reports
_ISBN = re.compile("97[89][0-9]{10}")
_IN_ORDER = (("available_from", "last_available_on"), ("date_published", "date_modified"))
_HOST = re.compile(r"([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])?")
_BAD_ESCAPE = re.compile("%(?![0-9A-Fa-f]{2})")


def field_findings(raw: RawEntry, as_of: date | None) -> Iterator[Finding]:
    """The problems of the fields of one entry.

    Args:
        raw: The entry.
        as_of: The day by which dates are judged; without it, those checks are left out.
    """
    if not raw.value.keys().isdisjoint(FIELDS_WITH_RULES):
        yield from _date_findings(raw, as_of)
        yield from _isbn_findings(raw)
        yield from _url_findings(raw)
        yield from _repeated_skills(raw)


def _date_findings(raw: RawEntry, as_of: date | None) -> Iterator[Finding]:
    days: dict[str, date] = {}
    for pointer, text in raw.dates:
        if not _DATE.fullmatch(text):
            continue
        year, month, day = int(text[:4]), int(text[5:7]), int(text[8:])
        last = days_of_month(year or 4, month)
        if not year or day > last:
            cure = f"that month ends with day {last}" if year else "write a year from 0001 on"
            yield Finding("MLC301", f"the calendar has no {shown(text)}", cure, pointer)
        days[pointer.rpartition("/")[2]] = date(year or 4, month, min(day, last))
    for earlier, later in _IN_ORDER:
        if earlier in days and later in days and days[later] < days[earlier]:
            message = f"{later} is before {earlier}, {raw.value[earlier]}"
            yield Finding("MLC305", message, "correct one of the two", f"{raw.pointer}/{later}")
    if as_of and "checked_on" in days:
        yield from _checked_on_findings(days["checked_on"], as_of, f"{raw.pointer}/checked_on")


def days_of_month(year: int, month: int) -> int:
    """How many days a month has; none in the year 0, which there is not."""
    return monthrange(year, month)[1] if year else 0


def _checked_on_findings(checked_on: date, as_of: date, pointer: str) -> Iterator[Finding]:
    if checked_on > as_of:
        message = f"checked_on is {checked_on}, which is after {as_of}"
        yield Finding("MLC306", message, "write the day on which it was checked", pointer)
    elif (checked_on.year + 1, checked_on.month, checked_on.day) < (as_of.year, as_of.month, as_of.day):
        message = f"the facts were checked on {checked_on}, more than a year before {as_of}"
        yield Finding("MLC310", message, "check them against their sources, and write that day", pointer)


def _isbn_findings(raw: RawEntry) -> Iterator[Finding]:
    written = raw.value.get("isbn13")
    isbn = re.sub("[- ]", "", written) if isinstance(written, str) else ""  # of which the schema tells
    if not _ISBN.fullmatch(isbn):
        return
    digit = check_digit(isbn)
    if isbn[12] != digit:
        message = f"the check digit of isbn13 is {isbn[12]}; for these digits it would be {digit}"
        yield Finding("MLC308", message, "compare it with the book, digit by digit", f"{raw.pointer}/isbn13")


def check_digit(isbn: str) -> str:
    """The last digit of an ISBN-13, by the twelve before it (ISO 2108)."""
    # They weigh 1 and 3 by turns, and the last makes the sum a multiple of ten.
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(isbn[:12]))
    return str(-total % 10)


def _url_findings(raw: RawEntry) -> Iterator[Finding]:
    for pointer, url in raw.urls:
        if url.startswith(("http://", "https://")) and (fault := url_fault(url)):
            yield Finding("MLC307", f"the URL {shown(url)} {fault}", "copy it from the browser", pointer)


def url_fault(url: str) -> str | None:
    """What is wrong with a web address (RFC 3986), as the end of a sentence about it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "has no host or port that there can be"
    if _BAD_ESCAPE.search(url):
        return "holds a % that no two hexadecimal digits follow"
    if port == 0 or not _is_host(parts):
        return "has no host that there can be on the web"
    return "holds a user name or a password" if parts.username is not None else None


def _is_host(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    if "[" in parts.netloc:
        try:
            IPv6Address(host)
        except ValueError:
            return False
        return True
    return bool(_HOST.fullmatch(host) or re.fullmatch(r"([0-9]{1,3}\.){3}[0-9]{1,3}", host))


def _repeated_skills(raw: RawEntry) -> Iterator[Finding]:
    seen = set()
    for pointer, ref in raw.references:
        if ref.startswith("skill:") and ref in seen:
            message = f"the skill {shown(ref.partition(':')[2])} stands here twice"
            yield Finding("MLC110", message, "remove one of the two", pointer)
        seen.add(ref)
