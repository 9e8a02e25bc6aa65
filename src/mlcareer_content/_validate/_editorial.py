"""What no schema can tell: whether a value that looks right can be right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from .._entries import FIELDS_WITH_RULES, RawEntry
from ._findings import Finding
from ._forms import meant_day
from ._possible import check_digit, days_of_month, url_fault
from ._wording import shown

_DATE = re.compile("[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")  # what else there is, the schema reports
_ISBN = re.compile("97[89][0-9]{10}")
_CURLY = re.compile(
    "[\u201c\u201d\u201e][^\u201c\u201d\u201e]+[\u201c\u201d]|[\u2018\u2019\u201a][^\u2018\u2019\u201a]+[\u2018\u2019]"
)
_NAMES = ("name", "title", "question", "heading")
_IN_ORDER = (("available_from", "last_available_on"), ("date_published", "date_modified"))


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


def quote_findings(raw: RawEntry) -> Iterator[Finding]:
    """The names of one entry that YAML, unlike whoever wrote them, does not take to be in quotes."""
    for field in _NAMES:
        text = raw.value.get(field)
        if isinstance(text, str) and _CURLY.fullmatch(text):
            yield _quoted(text, f"{raw.pointer}/{field}")
    labels = raw.value.get("alt_labels")
    for number, text in enumerate(labels if isinstance(labels, list) else ()):
        if isinstance(text, str) and _CURLY.fullmatch(text):
            yield _quoted(text, f"{raw.pointer}/alt_labels/{number}")


def _quoted(text: str, pointer: str) -> Finding:
    message = f"the curly quotation marks are part of the text {shown(text)}"
    return Finding("MLC314", message, f"take them out, or write straight ones: {shown(text[1:-1])}", pointer)


def _date_findings(raw: RawEntry, as_of: date | None) -> Iterator[Finding]:
    days: dict[str, date] = {}
    for pointer, text in raw.dates:
        name = pointer.rpartition("/")[2]
        if not _DATE.fullmatch(text):
            if day_meant := meant_day(text):
                days[name] = day_meant
            continue
        year, month, day = map(int, text.split("-"))
        last = days_of_month(year or 4, month)
        days[name] = date(year or 4, month, min(day, last))
        if not year or day > last:
            cure = f"that month ends with day {last}" if year else "write a year from 0001 on"
            if name == "checked_on" and as_of and days[name] > as_of:
                cure = f"write the day on which it was checked, {as_of} at the latest"
                del days[name]
            yield Finding("MLC301", f"the calendar has no {shown(text)}", cure, pointer)
    for earlier, later in _IN_ORDER:
        if earlier in days and later in days and days[later] < days[earlier]:
            message = f"{later} is before {earlier}, {raw.value[earlier]}"
            cure = f"exchange the two, {raw.value[earlier]} and {raw.value[later]}, or correct one"
            yield Finding("MLC305", message, cure, f"{raw.pointer}/{later}")
    if as_of and "checked_on" in days:
        yield from _checked_on_findings(days["checked_on"], as_of, f"{raw.pointer}/checked_on")


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


def _url_findings(raw: RawEntry) -> Iterator[Finding]:
    for pointer, url in raw.urls:
        if url.startswith(("http://", "https://")) and (fault := url_fault(url)):
            yield Finding("MLC307", f"the URL {shown(url)} {fault}", "copy it from the browser", pointer)


def _repeated_skills(raw: RawEntry) -> Iterator[Finding]:
    seen = set()
    for pointer, ref in raw.references:
        if ref.startswith("skill:") and ref in seen:
            message = f"the skill {shown(ref.partition(':')[2])} stands here twice"
            yield Finding("MLC110", message, "remove one of the two", pointer)
        seen.add(ref)
