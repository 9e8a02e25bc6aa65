"""Texts that are not in the form of their field: what is wrong with them, and how they were probably meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import quote

from .._schemas import fits
from .._suggest import near
from ._dates import day_of
from ._possible import check_digit, days_of_month, url_fault
from ._wording import LONGEST_CURE, either, lower_first, shown


class _Form(NamedTuple):
    """What is wrong with the form of a text.

    Attributes:
        message: What is wrong.
        cure: What to do about it.
        meant: What it was probably meant to be, which is told only if nothing is wrong with that.
        condition: What has to be so for that to be meant, if it is not certain.
    """

    message: str
    cure: str
    meant: str = ""
    condition: str = ""


_COPY = "copy it from the browser"
_MONTHS = 12
_ISBN_DIGITS = 13
_LONGEST_ID = 80
_LONGEST_LOOK = 5_000
_LONGEST_MEANT = 190


def form_problem(field: str, value: str, schema: Any, meaning: str) -> tuple[str, str] | None:
    """What is wrong with a text, and what to do about it; nothing where only the schema can tell.

    Args:
        field: The name of the field.
        value: The text.
        schema: The schema that the text breaks.
        meaning: What the field is for.
    """
    value = value[:_LONGEST_LOOK]
    form = _FIELDS[field](value) if field in _FIELDS else None
    if not form and schema.get("pattern") == ID_PATTERN:
        form = _id(value)
        if names_another(field, schema):
            form = form._replace(cure="name an entry that exists, by its id", meant="")
    form = form or _text_safety(field, value)
    if not form:
        return None
    if is_right(form.meant, schema):
        return form.message, _cure(form)
    if form.cure == _COPY and "://" not in value:
        return form.message, f"write a web address, such as {schema['examples'][0]}: {lower_first(meaning)}"
    return form.message, form.cure


def _cure(form: _Form) -> str:
    write = f"write {shown(form.meant, LONGEST_CURE)}"
    return f"{form.cure}; if {form.condition}, {write}" if form.condition else write


def is_right(text: str, schema: Any) -> bool:
    """Whether a text may be proposed for a field: it keeps the schema, and there is such a day, address or book."""
    if len(text) > _LONGEST_MEANT or not fits(text, schema):
        return False
    pattern = schema.get("pattern")
    if pattern == _URL_PATTERN:
        return not url_fault(text)
    if pattern == _DATE_PATTERN:
        return int(text[8:]) <= days_of_month(int(text[:4]), int(text[5:7]))
    return pattern != _ISBN_PATTERN or text[-1] == check_digit(text)


def names_another(field: str, schema: Any) -> bool:
    """Whether a field holds the id of another entry, of which not every one exists."""
    return schema.get("pattern") == ID_PATTERN and field not in _NO_NAMES_OF_OTHERS


def _text_safety(field: str, value: str) -> _Form | None:
    if value[:1].isspace():
        return _Form(f"{field} begins with a space or a line break", "begin it with its first word")
    for character in value:
        if character == "\n":
            return _Form(f"{field} holds a line break", "write it on one line")
        if unicodedata.category(character) == "Cc":
            return _Form(f"{field} holds the control character U+{ord(character):04X}", "remove that character")
    return None


def _isbn(value: str) -> _Form | None:
    digits = re.sub("^isbn(-1[03])?:? *|[- ]", "", value, flags=re.IGNORECASE)
    if re.fullmatch("[0-9]{9}[0-9Xx]", digits):
        isbn = f"978{digits[:9]}"
        return _Form(
            "isbn13 has 10 digits; 13 are needed", "look the ISBN-13 up in the imprint", isbn + check_digit(isbn)
        )
    if not digits.isdecimal() or not digits.isascii():
        return None
    if len(digits) != _ISBN_DIGITS:
        return _Form(f"isbn13 has {len(digits)} digits; {_ISBN_DIGITS} are needed", "look it up in the imprint")
    if digits[:3] not in ("978", "979"):
        cure = "an ISBN-13 begins with 978 or 979; look it up in the imprint"
        return _Form(f"isbn13 begins with {digits[:3]}", cure)
    return _Form("isbn13 holds hyphens or spaces", "write its digits alone", digits)


def _date(value: str) -> _Form | None:
    found = day_of(value)
    if not found:
        return None
    message = f"{shown(value)} is not a date in the form year-month-day"
    year, month, day, is_clear, is_exchanged = found
    if not is_clear and year:
        either_way = f"{year:04}-{month:02}-{day:02}", f"{year:04}-{day:02}-{month:02}"
        return _Form(message, f"write {either(either_way)}")
    if not 0 < month <= _MONTHS or not 0 < day <= days_of_month(year, month):
        return _Form(f"the calendar has no {shown(value)}", "write a day that there is, such as 2026-11-22")
    meant = f"{year:04}-{month:02}-{day:02}"
    if is_exchanged:
        return _Form(f"there is no month {day}", "correct the month", meant, "month and day were exchanged")
    return _Form(message, "write the year, the month and the day, like 2026-11-22", meant)


def meant_day(text: str) -> date | None:
    """The day that was meant by a text that is in no form of a date, if there is such a day."""
    form = _date(text)
    return date.fromisoformat(form.meant) if form and form.meant and int(form.meant[:4]) else None


def _url(value: str) -> _Form | None:
    text = value.strip()
    if not re.match("https?://", text):
        return _without_scheme(text)
    for character in value:
        if not character.isascii() or character in ' \t\n"<>\\^`{|}':
            message = f"a URL cannot hold {shown(character)}"
            return _Form(message, _COPY, _quoted(text), _really(text))
    return None


def _without_scheme(text: str) -> _Form:
    found = re.fullmatch(r"([A-Za-z]+)(?::/*|//+)(.*)", text, re.DOTALL)
    if not found:
        meant = _quoted(f"https://{text.lstrip('/')}")
        return _Form(f"{shown(text)} does not begin with https://", _COPY, meant, _really(text))
    schemes = near(found[1], ("https", "http"))
    meant = _quoted(f"{schemes[0]}://{found[2]}") if schemes else ""
    return _Form(f"{shown(text)} is no web address", "write one that begins with https://", meant)


def _really(url: str) -> str:
    return "it really has a space" if " " in url else ""


def _quoted(url: str) -> str:
    """An address with its characters that may not stand in one as browsers write them."""
    return quote(url, safe="%!#$&'()*+,/:;=?@[]~")


def id_of(name: str) -> str:
    """The id that a name makes; empty where it makes none."""
    ascii_ = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", ascii_))[:_LONGEST_ID].strip("-")


def no_id(value: str) -> str:
    """What is wrong with a text that is not in the form of an id."""
    return f"{shown(value)} is not in the form of an id: lower-case words joined by hyphens"


def _id(value: str) -> _Form:
    if not value:
        return _Form("the id is empty", 'write one of its own, such as "working-from-home"')
    return _Form(no_id(value), 'write it like "working-from-home"', id_of(value))


def _language(value: str) -> _Form | None:
    language, *others = value.strip().replace("_", "-").split("-")
    meant = _LANGUAGES.get(value.strip().casefold()) or "-".join([language.lower(), *others])
    return _Form(f"{shown(value)} is not a language tag", 'write it like "en-GB"', meant)


def _years(value: str) -> _Form | None:
    meant = re.sub("[\u2013\u2014/]|to", "-", value.replace(" ", ""))
    return _Form(f"{shown(value)} is not a year or a span of years", 'write it like "2023-24"', meant)


#: The form of an id, in the schemas.
ID_PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$"
_URL_PATTERN = "^https?://[!#-;=?-\\[\\]_a-z~%]+$"
_NO_NAMES_OF_OTHERS = ("id", "former_ids", "target")
_DATE_PATTERN = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_ISBN_PATTERN = "^97[89][0-9]{10}$"
_LANGUAGES = {
    "american english": "en-US",
    "arabic": "ar",
    "british english": "en-GB",
    "chinese": "zh",
    "czech": "cs",
    "danish": "da",
    "deutsch": "de",
    "dutch": "nl",
    "english": "en",
    "espa\u00f1ol": "es",
    "finnish": "fi",
    "fran\u00e7ais": "fr",
    "french": "fr",
    "german": "de",
    "greek": "el",
    "hindi": "hi",
    "italian": "it",
    "italiano": "it",
    "japanese": "ja",
    "korean": "ko",
    "nederlands": "nl",
    "norwegian": "no",
    "polish": "pl",
    "portugu\u00eas": "pt",
    "portuguese": "pt",
    "russian": "ru",
    "spanish": "es",
    "swedish": "sv",
    "turkish": "tr",
    "ukrainian": "uk",
}
_FIELDS: dict[str, Callable[[str], _Form | None]] = {
    "isbn13": _isbn,
    "url": _url,
    "same_as": _url,
    "close_match": _url,
    "language": _language,
    "years": _years,
    **dict.fromkeys(("date_published", "date_modified", "available_from", "last_available_on", "checked_on"), _date),
}
