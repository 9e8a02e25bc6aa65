"""Values that do not match the pattern of their field: what is wrong, and the value that is probably right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import quote

from .._fields import field_format
from .._limits import MAX_SUGGESTED_ID_LENGTH, MAX_SUGGESTED_LENGTH, MAX_TEXT_LOOKED_AT
from .._schemas import fits
from .._sentence import Sentence, sentence
from ..exceptions import near
from ._suggestions import lower_first
from ._written_values import MONTHS, check_digit, days_of_month, parsed_date, url_problem


class _Mismatch(NamedTuple):
    """What is wrong with a text that does not match its pattern.

    Attributes:
        message: What is wrong.
        suggestion: What to do if no value can be suggested.
        value: The value that is probably right; suggested only if it is valid itself.
        condition: What must be true for that value to be right, if it is not certain.
    """

    message: Sentence | str
    suggestion: Sentence | str
    value: str = ""
    condition: str = ""


_COPY = "copy it from the browser"
_ISBN_DIGITS = 13


def mismatch(field: str, value: str, schema: Any, meaning: str) -> tuple[Sentence | str, Sentence | str] | None:
    """The message and the suggestion for a text that does not match its pattern; none where only the schema knows.

    Args:
        field: The name of the field.
        value: The text.
        schema: The schema that the text does not match.
        meaning: The description of the field.
    """
    value = value[:MAX_TEXT_LOOKED_AT]
    format = field_format(field)
    found = _FORMATS[format](value) if format in _FORMATS else None
    if not found and schema.get("pattern") == ID_PATTERN:
        found = _id(value)
        if is_reference(field, schema):
            found = found._replace(suggestion="use the id of an existing entry", value="")
    found = found or _unexpected_character(field, value)
    if not found:
        return None
    if is_valid(found.value, schema):
        return found.message, _suggestion(found)
    if format == "url" and "://" not in value:
        example = "use a web address, such as {example}: {meaning}"
        return found.message, sentence(example, example=schema["examples"][0], meaning=lower_first(meaning))
    return found.message, found.suggestion


def _suggestion(found: _Mismatch) -> Sentence:
    write = sentence("write {value!c}", value=found.value)
    if not found.condition:
        return write
    return sentence(
        "{otherwise}; if {condition}, {write}", otherwise=found.suggestion, condition=found.condition, write=write
    )


def is_valid(text: str, schema: Any) -> bool:
    """Whether a text may be suggested for a field: it matches the schema, and can exist as a date, address or ISBN."""
    if len(text) > MAX_SUGGESTED_LENGTH or not fits(text, schema):
        return False
    pattern = schema.get("pattern")
    if pattern == _URL_PATTERN:
        return not url_problem(text)
    if pattern == _DATE_PATTERN:
        return int(text[8:]) <= days_of_month(int(text[:4]), int(text[5:7]))
    return pattern != _ISBN_PATTERN or text[-1] == check_digit(text)


def is_reference(field: str, schema: Any) -> bool:
    """Whether a field contains the id of another entry."""
    return schema.get("pattern") == ID_PATTERN and field_format(field) == "reference"


def _unexpected_character(field: str, value: str) -> _Mismatch | None:
    if value[:1].isspace():
        return _Mismatch(sentence("{field} begins with white space", field=field), "remove the white space")
    for character in value:
        if character == "\n":
            return _Mismatch(sentence("line break in {field}", field=field), "write it on one line")
        if unicodedata.category(character) == "Cc":
            message = sentence(
                "control character U+{code_point:04X} in {field}", code_point=ord(character), field=field
            )
            return _Mismatch(message, "remove that character")
    return None


def _isbn(value: str) -> _Mismatch | None:
    digits = re.sub("^isbn(-1[03])?:? *|[- ]", "", value, flags=re.IGNORECASE)
    if re.fullmatch("[0-9]{9}[0-9Xx]", digits):
        isbn = f"978{digits[:9]}"
        return _Mismatch(
            "isbn13 has 10 digits instead of 13", "look up the ISBN-13 in the imprint", isbn + check_digit(isbn)
        )
    if not digits.isdecimal() or not digits.isascii():
        return None
    if len(digits) != _ISBN_DIGITS:
        message = sentence("isbn13 has {count} digits instead of {wanted}", count=len(digits), wanted=_ISBN_DIGITS)
        return _Mismatch(message, "look it up in the imprint")
    if digits[:3] not in ("978", "979"):
        message = sentence("isbn13 begins with {prefix} instead of 978 or 979", prefix=digits[:3])
        return _Mismatch(message, "look it up in the imprint")
    return _Mismatch("hyphens or spaces in isbn13", "write only its digits", digits)


def _date(value: str) -> _Mismatch | None:
    found = parsed_date(value)
    if not found:
        return None
    message = sentence("{value!r} is not a date in the form year-month-day", value=value)
    year, month, day, is_clear, is_swapped = found
    if not is_clear and year:
        candidates = f"{year:04}-{month:02}-{day:02}", f"{year:04}-{day:02}-{month:02}"
        return _Mismatch(message, sentence("write {candidates!o}", candidates=candidates))
    if not 0 < month <= MONTHS or not 0 < day <= days_of_month(year, month):
        return _Mismatch(sentence("no such date: {value!r}", value=value), "use an existing date, such as 2026-11-22")
    iso = f"{year:04}-{month:02}-{day:02}"
    if is_swapped:
        message = sentence("no such month: {month}", month=day)
        return _Mismatch(message, "correct the month", iso, "month and day were swapped")
    return _Mismatch(message, "write year, month and day as in 2026-11-22", iso)


def probable_date(text: str) -> date | None:
    """The date in a text that is not in the form of one, if it exists and is clear."""
    found = _date(text)
    return date.fromisoformat(found.value) if found and found.value and int(found.value[:4]) else None


def _url(value: str) -> _Mismatch | None:
    text = value.strip()
    if not re.match("https?://", text):
        return _without_scheme(text)
    for character in value:
        if not character.isascii() or character in ' \t\n"<>\\^`{|}':
            message = sentence("invalid character in a web address: {character!r}", character=character)
            return _Mismatch(message, _COPY, _percent_encoded(text), _if_spaced(text))
    return None


def _without_scheme(text: str) -> _Mismatch:
    found = re.fullmatch(r"([A-Za-z]+)(?::/*|//+)(.*)", text, re.DOTALL)
    if not found:
        url = _percent_encoded(f"https://{text.lstrip('/')}")
        message = sentence("{value!r} does not begin with https://", value=text)
        return _Mismatch(message, _COPY, url, _if_spaced(text))
    schemes = near(found[1], ("https", "http"))
    url = _percent_encoded(f"{schemes[0]}://{found[2]}") if schemes else ""
    message = sentence("{value!r} is not a web address", value=text)
    return _Mismatch(message, "use one that begins with https://", url)


def _if_spaced(url: str) -> str:
    return "the address contains a space" if " " in url else ""


def _percent_encoded(url: str) -> str:
    """An address with its invalid characters percent-encoded, as browsers do."""
    return quote(url, safe="%!#$&'()*+,/:;=?@[]~")


def id_from(name: str) -> str:
    """The id that is made from a name; empty if the name has no ASCII letters or digits."""
    ascii_ = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", ascii_))[:MAX_SUGGESTED_ID_LENGTH].strip("-")


def invalid_id(value: str) -> Sentence:
    """The message for a text that does not have the form of an id."""
    return sentence("invalid id {id!r}: use lower-case words joined by hyphens", id=value)


def _id(value: str) -> _Mismatch:
    if not value:
        return _Mismatch("the id is empty", 'write an unused one, such as "working-from-home"')
    return _Mismatch(invalid_id(value), 'write it like "working-from-home"', id_from(value))


def _language(value: str) -> _Mismatch | None:
    language, *others = value.strip().replace("_", "-").split("-")
    tag = _LANGUAGES.get(value.strip().casefold()) or "-".join([language.lower(), *others])
    return _Mismatch(sentence("{value!r} is not a language tag", value=value), 'write it like "en-GB"', tag)


def _years(value: str) -> _Mismatch | None:
    years = re.sub("[\u2013\u2014/]|to", "-", value.replace(" ", ""))
    message = sentence("{value!r} is not a year or a range of years", value=value)
    return _Mismatch(message, 'write it like "2023-24"', years)


#: The pattern of an id in the schemas.
ID_PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$"
_URL_PATTERN = "^https?://[!#-;=?-\\[\\]_a-z~%]+$"
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
_FORMATS: dict[str, Callable[[str], _Mismatch | None]] = {
    "isbn": _isbn,
    "url": _url,
    "language": _language,
    "years": _years,
    "date": _date,
}
