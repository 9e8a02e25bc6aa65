"""JSON, as RFC 8259 and I-JSON (RFC 7493) have it, and nothing beyond.

`json` alone accepts what other parsers do not (NaN, repeated keys, halves of
characters) and fails in ways of its own (RecursionError, numbers of more than
4,300 digits). It decides here what is right; what it would pass over is looked
for only where a sign of it is found, and told with its place.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from ._faults import MOST_FAULTS, Fault, UnreadableError
from ._json_errors import explained
from ._nodes import LONGEST_KEY, MAX_DEPTH, MAX_PARTS, Node, faults

_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[][{}]|[^][{}:,"\s]+', re.DOTALL)
_STRING_OR_BRACKET = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[][{}]', re.DOTALL)
_HALF = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_MOST_DIGITS = 308
_MOST_CHARACTERS = 10_000_000
_READ_ON = {"MLC004", "MLC005"}


class _Suspicious(Exception):  # noqa: N818 - a sign, not an error
    """There may be more wrong than a decoder tells."""


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise _Suspicious
    return value


def _with_short_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    return {key[:LONGEST_KEY]: value for key, value in pairs}


def _with_short_keys_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = _with_short_keys(pairs)
    if len(value) < len(pairs):
        raise _Suspicious
    return value


def _no_constant(name: str) -> object:
    raise _Suspicious(name)


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise _Suspicious(digits)
    return number


def _short(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise _Suspicious(digits)
    return int(digits)


def _any_integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= 2 * _MOST_DIGITS else math.inf  # which is told


_STRICT = json.JSONDecoder(
    object_pairs_hook=_no_key_twice, parse_constant=_no_constant, parse_float=_finite, parse_int=_short
)
_STRICT_OF_MUCH = json.JSONDecoder(
    object_pairs_hook=_with_short_keys_once, parse_constant=_no_constant, parse_float=_finite, parse_int=_short
)
_LENIENT = json.JSONDecoder(object_pairs_hook=_with_short_keys, parse_int=_any_integer)


class Reading(NamedTuple):
    """What was read.

    Attributes:
        value: The value.
        faults: What is wrong with the text, although its value could be told.
        text: The text without these faults, of the same length.
    """

    value: object
    faults: list[Fault]
    text: str


def read(text: str) -> Reading:
    """The value of a JSON text.

    Raises:
        UnreadableError: The text is not JSON.
    """
    if not _is_small(text):
        message = f"the document has more than {MAX_PARTS:,} commas and brackets"
        raise UnreadableError([Fault("MLC002", message, "split it into several files")])
    return _read_quickly(text) or _read_with_care(text)


def _read_quickly(text: str) -> Reading | None:
    """What was read of a text that there is no sign of anything wrong in."""
    try:
        value = (_STRICT if len(text) <= MAX_PARTS else _STRICT_OF_MUCH).decode(text)
    except (_Suspicious, ValueError, RecursionError):
        return None
    if ("\\" in text and _HALF.search(text)) or not _is_shallow(text, value):
        return None
    return Reading(value, [], text)


def _is_small(text: str) -> bool:
    """Whether the values of a text, of which there are no more than brackets and commas, fit into the memory."""
    return len(text) <= MAX_PARTS or sum(map(text.count, "[{,")) <= MAX_PARTS


def nodes(text: str) -> Iterator[Node]:
    """The parts of a JSON text that has a value."""
    in_object: list[bool] = []
    key_is_next = False
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        match text[start]:
            case "{" | "[" as bracket:
                in_object.append(bracket == "{")
                key_is_next = in_object[-1]
                yield Node(bracket, start, end)
            case "}" | "]" as bracket:
                in_object.pop()
                key_is_next = bool(in_object and in_object[-1])
                yield Node(bracket, start, end)
            case '"' if key_is_next:
                key_is_next = False
                yield Node("key", start, end, _string(text, start, end))
            case _:
                key_is_next = bool(in_object and in_object[-1])
                yield Node("scalar", start, end)


def _string(text: str, start: int, end: int) -> str:
    if text.find("\\", start, end) < 0:
        return text[start + 1 : end - 1]
    value: str = json.loads(text[start:end])
    return value


def _is_shallow(text: str, value: object) -> bool:
    """Whether no brackets are nested too deeply, which so few as most documents have cannot be."""
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return True
    level: list[object] = [value]
    for _ in range(MAX_DEPTH):
        level = [
            child
            for item in level
            if isinstance(item, dict | list)
            for child in (item.values() if isinstance(item, dict) else item)
        ]
    return not any(isinstance(item, dict | list) for item in level)


def _read_with_care(text: str) -> Reading:
    try:
        value, sound, found = _mended(text)
    except RecursionError as error:
        raise UnreadableError(faults(_openings(text), text)) from error
    found += islice(faults(nodes(sound), sound), MOST_FAULTS)
    found += islice(_bad_scalars(sound), MOST_FAULTS)
    if any(fault.code not in _READ_ON for fault in found):
        raise UnreadableError(sorted(found, key=lambda fault: fault.start))
    return Reading(value, found, sound)


def _mended(text: str) -> tuple[object, str, list[Fault]]:
    """The value of a text in which what is no JSON was replaced by what was probably meant; that text; the faults."""
    found: list[Fault] = []
    sound: str | None = text
    while sound is not None:
        try:
            return _LENIENT.decode(sound), sound, _once_for_all(found)
        except json.JSONDecodeError as error:
            if error.pos > _too_deep(sound):
                raise RecursionError from error  # as Python itself does, but each version at another depth
            fault, sound = explained(sound, error)
            if found and fault.start <= found[-1].start:
                break  # what was put in did not help
            found.append(fault)
            if len(text) * len(found) > _MOST_CHARACTERS or len(found) == MOST_FAULTS:
                break
    raise UnreadableError(_once_for_all(found))


def _once_for_all(found: list[Fault]) -> list[Fault]:
    """The faults, of which whatever is a habit of the writer is told once."""
    first = {fault.message: fault for fault in reversed(found)}
    count = Counter(fault.message for fault in found)
    told = []
    for fault in found:
        if "quot" not in fault.message:
            told.append(fault)
        elif fault is first[fault.message]:
            others = f", here and in {count[fault.message] - 1} more places" if count[fault.message] > 1 else ""
            told.append(fault._replace(message=fault.message + others))
    return told


def _too_deep(text: str) -> int:
    """Where brackets first nest too deeply; if nowhere, where the text ends."""
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return len(text)
    depth = 0
    for token in _STRING_OR_BRACKET.finditer(text):
        depth += (token[0] in "{[") - (token[0] in "}]")
        if depth > MAX_DEPTH:
            return token.start()
    return len(text)


def _openings(text: str) -> Iterator[Node]:
    """The parts of a text so far as they can be told, which is to where brackets nest too deeply."""
    depth = 0
    for node in nodes(text):
        depth += (node.type in "{[") - (node.type in "}]")
        yield node
        if depth > MAX_DEPTH:
            return


def _bad_scalars(text: str) -> Iterator[Fault]:
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        if text[start] == '"':
            yield from _halves_of_characters(text, start, end)
        elif (word := token[0]) in ("NaN", "Infinity", "-Infinity"):
            yield Fault("MLC006", f"{word} is not a JSON number", "write a number, or leave the field out", start, end)
        elif _is_too_large(word):
            message = f"the number {_cut(word)} is larger than a double can hold"
            yield Fault("MLC006", message, "write a smaller number", start, end)


def _is_too_large(word: str) -> bool:
    found = _NUMBER.fullmatch(word)
    return bool(found) and math.isinf(float(word))


def _cut(word: str) -> str:
    return word if len(word) <= 30 else f"{word[:30]}…"  # noqa: PLR2004


def _halves_of_characters(text: str, start: int, end: int) -> Iterator[Fault]:
    if text.find("\\u", start, end) < 0:
        return
    value = _string(text, start, end)
    if not any("\ud800" <= character <= "\udfff" for character in value):
        return
    for found in re.finditer(r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|u[dD][89a-fA-F]..|.)", text[start:end]):
        if re.fullmatch(r"\\u[dD][89a-fA-F]..", found[0]):
            message = f"the escape {found[0]} is half of a character"
            where = start + found.start(), start + found.end()
            yield Fault("MLC003", message, "write both halves, or the character itself", *where)
