"""What dates, ISBNs, web addresses, ids and so on must be, and the value that was probably intended by another text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import SplitResult, quote, urlsplit

from .._entries import ID_FORM
from .._fields import field_format
from .._limits import MAX_HOST_LENGTH, MAX_SUGGESTED_LENGTH, MAX_TEXT_LOOKED_AT
from .._package_data import usual_words
from .._schemas import fits
from .._sentence import Text, sentence
from ..exceptions import near
from ..model import ENTRY_CLASSES
from ._ids import id_from, invalid_id
from ._suggestions import lower_first

#: The forms of an ISBN-13, of a date and of a web address, which may not exist.
ISBN = re.compile("97[89][0-9]{10}")
DATE = re.compile("[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
URL = re.compile(r"https?://[!#-;=?-\[\]_a-z~]+")

_COPY = "copy it from the browser"
_ISBN_DIGITS = 13
_HOST = re.compile(r"([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])?")
# A web address in the link of Markdown, or in the angle brackets of an autolink.
_LINK = re.compile(r"(?:\[(?P<text>[^\]]*)\]\(|<)(?P<url>https?://[^<>\s]+)[)>]")
_WITHOUT_SCHEME = re.compile(rf"www\.\S+|{_HOST.pattern}/\S*")
_EMAIL_ADDRESS = re.compile(r"(?:mailto:)?[^\s@:/?#]+@[^\s@:/?#]+")
_SECOND_URL = re.compile("[\\s,;]https?://")
_BAD_ESCAPE = re.compile("%(?![0-9A-Fa-f]{2})")
_DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2})[-./ ](?P<month>[0-9]{1,2})[-./ ](?P<year>[0-9]{4})")
_DATE_FORMS = (
    re.compile(r"(?P<year>[0-9]{4})[-./ ](?P<month>[0-9]{1,2})[-./ ](?P<day>[0-9]{1,2})([t ].*)?"),
    re.compile("(?P<year>[0-9]{4})年 ?(?P<month>[0-9]{1,2})月 ?(?P<day>[0-9]{1,2})日"),
    _DAY_FIRST,
    *(
        re.compile(rf"([a-z]+day,? )?{order}")
        for order in (
            r"(?P<day>[0-9]{1,2})(st|nd|rd|th|\.)?[- ]+(of )?(?P<month>[a-z]+)[.,]*[- ]+(?P<year>[0-9]{4})",
            r"(?P<month>[a-z]+)[. -]+(?P<day>[0-9]{1,2})(st|nd|rd|th)?,?[- ]+(?P<year>[0-9]{4})",
            r"(?P<year>[0-9]{4})[- ]+(?P<month>[a-z]+)[. -]+(?P<day>[0-9]{1,2})(st|nd|rd|th)?",
        )
    ),
)
_MONTHS = 12
_SHORTEST_MONTH = 3


class _Mismatch(NamedTuple):
    """What is wrong with a text."""

    message: Text  # what is wrong
    suggestion: Text  # what to do if no value can be suggested; empty if there is only an example
    value: str = ""  # the value that is probably right; suggested only if it is valid itself
    condition: str = ""  # what must be true for that value to be right, if it is not certain


def mismatch(field: str, value: str, schema: Any, meaning: str, language: object) -> tuple[Text, Text] | None:
    """The message and the suggestion for a text that does not match its pattern; none where only the schema knows."""
    value = value[:MAX_TEXT_LOOKED_AT]
    format = field_format(field)
    found = _EXPLAIN[format](value) if format in _EXPLAIN else None
    if not found and is_id(schema):
        found = _id(value, language)
        if format == "reference":
            found = found._replace(suggestion="use the id of an existing entry", value="")
    found = found or _unexpected_character(field, value)
    if not found:
        return None
    if is_valid(field, found.value, schema):
        write = sentence("write {value!c}", value=found.value)
        template = "{otherwise}; if {condition}, {write}" if found.condition else "{write}"
        values = {"otherwise": found.suggestion, "condition": found.condition, "write": write}
        return found.message, sentence(template, **values)
    if format == "url" and "://" not in value:
        example = "use a web address, such as {example}: {meaning}"
        return found.message, sentence(example, example=schema["examples"][0], meaning=lower_first(meaning))
    return found.message, found.suggestion


def is_id(schema: Any) -> bool:
    """Whether a part of a schema is that of an id."""
    return bool(schema.get("pattern") == f"^{ID_FORM}$")


def is_valid(field: str, text: str, schema: Any) -> bool:
    """Whether a text may be suggested for a field: it matches the schema, and can exist as a date, address or ISBN."""
    if len(text) > MAX_SUGGESTED_LENGTH or not fits(text, schema):
        return False
    match field_format(field):
        case "url":
            return not url_problem(text)
        case "date":
            return int(text[8:]) <= days_of_month(int(text[:4]), int(text[5:7]))
        case "isbn":
            return text[-1] == check_digit(text)
    return True


def _unexpected_character(field: str, value: str) -> _Mismatch | None:
    if value[:1].isspace():
        return _Mismatch(sentence("{field} begins with white space", field=field), "remove the white space")
    for character in value.replace("\n", "") if field_format(field) == "prose" else value:
        if character == "\n":
            return _Mismatch(sentence("line break in {field}", field=field), "write it on one line")
        if unicodedata.category(character) == "Cc":
            template = "control character U+{code_point:04X} in {field}"
            return _Mismatch(sentence(template, code_point=ord(character), field=field), "remove that character")
    return None


def check_digit(isbn: str) -> str:
    """The check digit of an ISBN-13, from the twelve digits before it (ISO 2108)."""
    # The digits are weighted 1 and 3 in turn; the check digit makes the sum a multiple of ten.
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(isbn[:12]))
    return str(-total % 10)


def _isbn(value: str) -> _Mismatch | None:
    digits = re.sub("^isbn(-1[03])?:? *|[- ]", "", value, flags=re.IGNORECASE)
    if re.fullmatch("[0-9]{9}[0-9Xx]", digits):
        isbn = f"978{digits[:9]}"
        suggestion = "look up the ISBN-13 in the imprint"
        return _Mismatch("isbn13 has 10 digits instead of 13", suggestion, isbn + check_digit(isbn))
    if not digits.isdecimal() or not digits.isascii():
        return None
    if len(digits) != _ISBN_DIGITS:
        message = sentence("isbn13 has {count} digits instead of {wanted}", count=len(digits), wanted=_ISBN_DIGITS)
        return _Mismatch(message, "look it up in the imprint")
    if digits[:3] not in ("978", "979"):
        message = sentence("isbn13 begins with {prefix} instead of 978 or 979", prefix=digits[:3])
        return _Mismatch(message, "look it up in the imprint")
    return _Mismatch("hyphens or spaces in isbn13", "write only its digits", digits)


def days_of_month(year: int, month: int) -> int:
    """The number of days in a month; none in the year 0, which does not exist."""
    if not year or month == _MONTHS:
        return 31 if year else 0
    return (date(year, month + 1, 1) - date(year, month, 1)).days


def probable_date(text: str) -> date | None:
    """The date in a text that is not in the form of one, if it exists and is clear."""
    found = _date(text)
    return date.fromisoformat(found.value) if found and found.value and int(found.value[:4]) else None


def _date(value: str) -> _Mismatch | None:
    found = _written_date(unicodedata.normalize("NFKC", value.strip().lower()))
    message = sentence("{value!r} is not a date in the form year-month-day", value=value)
    if not found:
        return _Mismatch(message, "")
    year, month, day, is_clear, is_swapped = found
    if not is_clear and year:
        candidates = f"{year:04}-{month:02}-{day:02}", f"{year:04}-{day:02}-{month:02}"
        return _Mismatch(message, sentence("write {candidates!o}", candidates=candidates))
    if not 0 < month <= _MONTHS or not 0 < day <= days_of_month(year, month):
        return _Mismatch(sentence("no such date: {value!r}", value=value), "use an existing date, such as 2026-11-22")
    iso = f"{year:04}-{month:02}-{day:02}"
    if is_swapped:
        message = sentence("no such month: {month}", month=day)
        return _Mismatch(message, "correct the month", iso, "month and day were swapped")
    return _Mismatch(message, "write year, month and day as in 2026-11-22", iso)


def _written_date(text: str) -> tuple[int, int, int, bool, bool] | None:
    """The year, month and day in a text, in any form that people use; none if it is not a date.

    Then whether it is clear which number is the month, and whether month and day were swapped.
    """
    for form in _DATE_FORMS:
        found = form.fullmatch(text)
        month = _month(found["month"]) if found else None
        if found and month is not None:
            day, is_day_first = int(found["day"]), form is _DAY_FIRST
            is_over = month > _MONTHS >= day
            month, day = (day, month) if is_over else (month, day)
            # 3/4/2026 is in March or in April; 25/12/2026 and 12/25/2026 are both clear, and usual.
            is_clear = not is_day_first or day > _MONTHS or month > _MONTHS or month == day
            return int(found["year"]), month, day, is_clear, is_over and not is_day_first
    return None


def _month(text: str) -> int | None:
    """The number of a month, by the number, its name or at least the first three letters of it."""
    if text.isdecimal():
        return int(text)
    names = enumerate(usual_words()["month_names"], 1) if len(text) >= _SHORTEST_MONTH else ()
    return next((number for number, name in names if name.startswith(text)), None)


def text_and_address(text: str) -> tuple[str, str]:
    """The text and the address of a link of Markdown, of an autolink or of an address alone; empty what it lacks."""
    if link := _LINK.fullmatch(text):
        return link["text"] or "", link["url"]
    address = f"https://{text}" if _WITHOUT_SCHEME.fullmatch(text) else text
    return ("", address) if URL.fullmatch(address) else (text, "")


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
    if len(host) > MAX_HOST_LENGTH:
        return False
    return bool(_HOST.fullmatch(host) or re.fullmatch(r"([0-9]{1,3}\.){3}[0-9]{1,3}", host))


def _url(value: str) -> _Mismatch | None:  # noqa: PLR0911 - one for each cause
    text = value.strip()
    if link := _LINK.fullmatch(text):
        return _Mismatch("a link in place of a web address", _COPY, link["url"])
    if _EMAIL_ADDRESS.fullmatch(text):
        return _Mismatch(sentence("{value!r} is an e-mail address", value=text), "use one that begins with https://")
    if _SECOND_URL.search(text):
        return _Mismatch("more than one web address in this field", "keep one of them")
    # As browsers do; but a space may also mean that a word was written before the address.
    condition = "the address contains a space" if " " in text else ""
    if re.match("https?://", text):
        for character in value:
            if not character.isascii() or character in ' \t\n"<>\\^`{|}':
                message = sentence("invalid character in a web address: {character!r}", character=character)
                return _Mismatch(message, _COPY, _percent_encoded(text), condition)
        return None
    if found := re.fullmatch(r"([A-Za-z]+)(?::/*|//+)(.*)", text, re.DOTALL):
        schemes = near(found[1], ("https", "http"))
        url = _percent_encoded(f"{schemes[0]}://{found[2]}") if schemes else ""
        return _Mismatch(
            sentence("{value!r} is not a web address", value=text), "use one that begins with https://", url
        )
    message = sentence("{value!r} does not begin with https://", value=text)
    return _Mismatch(message, _COPY, _percent_encoded(f"https://{text.lstrip('/')}"), condition)


def _percent_encoded(url: str) -> str:
    return quote(url, safe="%!#$&'()*+,/:;=?@[]~")


def _id(value: str, language: object) -> _Mismatch:
    if not value:
        return _Mismatch("the id is empty", 'write an unused one, such as "working-from-home"')
    suggestion = 'write it with the letters a to z and digits, like "working-from-home"'
    kind, _, rest = value.partition(":")  # a ref where an id is expected
    return _Mismatch(invalid_id(value), suggestion, id_from(rest if kind in ENTRY_CLASSES else value, language))


def _language(value: str) -> _Mismatch | None:
    language, *others = value.strip().replace("_", "-").split("-")
    names: dict[str, str] = usual_words()["language_names"]
    tag = names.get(value.strip().casefold()) or "-".join([language.lower(), *others])
    return _Mismatch(sentence("{value!r} is not a language tag", value=value), 'write it like "en-GB"', tag)


def _years(value: str) -> _Mismatch | None:
    years = re.sub("[\u2013\u2014/]|to", "-", value.replace(" ", ""))
    message = sentence("{value!r} is not a year or a range of years", value=value)
    return _Mismatch(message, 'write it like "2023-24"', years)


_EXPLAIN: dict[str, Callable[[str], _Mismatch | None]] = {
    "isbn": _isbn,
    "url": _url,
    "language": _language,
    "years": _years,
    "date": _date,
}
