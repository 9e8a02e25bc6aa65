"""Texts that are not in the form of their field: what is wrong with them, and how they were probably meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from ._wording import shown

# What is wrong, what to do.
_Told = tuple[str, str]

_DATE = re.compile(
    r"([0-9]{4})[-./ ]([0-9]{1,2})[-./ ]([0-9]{1,2})([T ].*)?|([0-9]{1,2})[-./ ]([0-9]{1,2})[-./ ]([0-9]{4})"
)
_MONTHS, _DAYS = 12, 31
_ISBN_DIGITS = 13
_LONGEST_ID = 80
_LONGEST_LOOK = 5_000


def form_problem(field: str, value: str, schema: Any) -> _Told | None:
    """What is wrong with a text, and what to do about it; nothing where only the schema can tell.

    Args:
        field: The name of the field.
        value: The text.
        schema: The schema that the text breaks.
    """
    value = value[:_LONGEST_LOOK]
    told = _FIELDS[field](value) if field in _FIELDS else None
    if not told and schema.get("pattern") == _ID_PATTERN:
        told = _id(value)
    return told or _characters(field, value)


def _characters(field: str, value: str) -> _Told | None:
    if value[:1].isspace():
        return f"{field} begins with a space or a line break", "remove it"
    for character in value:
        if character == "\n":
            return f"{field} holds a line break", "write it on one line"
        if unicodedata.category(character) == "Cc":
            return f"{field} holds the control character U+{ord(character):04X}", "remove it"
    return None


def _isbn(value: str) -> _Told | None:
    digits = value.replace("-", "").replace(" ", "")
    if not digits.isdecimal() or not digits.isascii():
        return None
    if len(digits) != _ISBN_DIGITS:
        cure = "write the ISBN-13 that stands beside the ISBN-10" if len(digits) == 10 else "look it up in the imprint"  # noqa: PLR2004
        return f"isbn13 has {len(digits)} digits; {_ISBN_DIGITS} are needed", cure
    if digits[:3] not in ("978", "979"):
        return f"isbn13 begins with {digits[:3]}", "an ISBN-13 begins with 978 or 979; look it up in the imprint"
    return "isbn13 holds hyphens or spaces", f"write {shown(digits)}"


def _date(value: str) -> _Told | None:
    found = _DATE.fullmatch(value.strip())
    if not found:
        return None
    year, month, day = found.group(1, 2, 3) if found[1] else found.group(7, 6, 5)
    if int(month) > _MONTHS >= int(day):
        month, day = day, month
    elif not found[1] and int(day) <= _MONTHS and day != month:
        return f"{shown(value)} is not a date in the form year-month-day", "write the year first, then the month"
    if int(month) > _MONTHS or int(day) > _DAYS or "0" in (month.lstrip("0") or "0", day.lstrip("0") or "0"):
        return f"the calendar has no {shown(value)}", "write a day that there is, such as 2026-11-22"
    return f"{shown(value)} is not a date in the form year-month-day", f"write {year}-{int(month):02}-{int(day):02}"


def _url(value: str) -> _Told | None:
    if not re.match("https?://", value):
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", value):
            return f"{shown(value)} is no web address", "write one that begins with https://"
        return f"{shown(value)} does not begin with https://", f"write {shown('https://' + value.lstrip('/'))}"
    for character in value:
        if not character.isascii() or character in ' "<>\\^`{|}':
            return f"a URL cannot hold {shown(character)}", "write it percent-encoded, as browsers copy it"
    return None


def id_of(name: str) -> str:
    """The id that a name makes; empty where it makes none."""
    ascii_ = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", ascii_))[:_LONGEST_ID].strip("-")


def no_id(value: str) -> str:
    """What is wrong with a text that is not in the form of an id."""
    return f"{shown(value)} is not in the form of an id: lower-case words joined by hyphens"


def _id(value: str) -> _Told | None:
    if not value:
        return "the id is empty", 'write one, such as "machine-learning"'
    meant = id_of(value)
    return no_id(value), f"write {shown(meant, _LONGEST_ID + 2)}" if meant else 'write it like "machine-learning"'


def _language(value: str) -> _Told | None:
    if "_" in value:
        return f"{shown(value)} is not a language tag", f"write {shown(value.replace('_', '-'))}"
    return None


def _years(value: str) -> _Told | None:
    meant = re.sub("[\u2013\u2014/]", "-", value.replace(" ", ""))
    if meant != value and re.fullmatch("[0-9]{4}(-[0-9]{2}|-[0-9]{4})?", meant):
        return f"{shown(value)} is not a year or a span of years", f"write {shown(meant)}"
    return None


_ID_PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$"
_FIELDS: dict[str, Callable[[str], _Told | None]] = {
    "isbn13": _isbn,
    "url": _url,
    "same_as": _url,
    "close_match": _url,
    "language": _language,
    "years": _years,
    **dict.fromkeys(("date_published", "date_modified", "available_from", "last_available_on", "checked_on"), _date),
}
