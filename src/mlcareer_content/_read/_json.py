"""Read strict JSON (RFC 8259, I-JSON in RFC 7493).

`json` alone accepts what other parsers refuse (NaN, duplicate keys, lone
surrogates) and raises errors of its own (RecursionError, ValueError for numbers
of more than 4,300 digits). A text is decoded strictly first; only if that fails
is it read again with care, which gives every problem with its position.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from .._limits import (
    MAX_CHARACTERS_READ_AGAIN,
    MAX_DEPTH,
    MAX_DIGITS,
    MAX_KEY_LENGTH,
    MAX_PARTS,
    MAX_SYNTAX_PROBLEMS,
)
from .._sentence import sentence
from ..problems import Problem
from ._json_errors import SyntaxProblem, correct
from ._nodes import Node, structural_problems
from ._syntax import UnreadableError, problem, start_of

_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[][{}]|[^][{}:,"\s]+', re.DOTALL)
_STRING_OR_BRACKET = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[][{}]', re.DOTALL)
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")


class _NotStrictError(Exception):
    """A text has something that the decoder alone would accept."""


def _unique_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise _NotStrictError
    return value


def _short_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    return {key[:MAX_KEY_LENGTH]: value for key, value in pairs}


def _unique_short_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = _short_keys(pairs)
    if len(value) < len(pairs):
        raise _NotStrictError
    return value


def _no_constant(name: str) -> object:
    raise _NotStrictError(name)


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise _NotStrictError(digits)
    return number


def _short(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise _NotStrictError(digits)
    return int(digits)


def _any_integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= 2 * MAX_DIGITS else math.inf  # reported as too large


_STRICT = json.JSONDecoder(
    object_pairs_hook=_unique_keys, parse_constant=_no_constant, parse_float=_finite, parse_int=_short
)
_STRICT_FOR_LARGE_TEXTS = json.JSONDecoder(
    object_pairs_hook=_unique_short_keys, parse_constant=_no_constant, parse_float=_finite, parse_int=_short
)
_LENIENT = json.JSONDecoder(object_pairs_hook=_short_keys, parse_int=_any_integer)


class JsonDocument(NamedTuple):
    """The value of a text.

    Attributes:
        value: The value.
        problems: What is wrong with the text, although it has a value.
        text: The text with its syntax errors corrected, of the same length.
    """

    value: object
    problems: list[Problem]
    text: str


def read(text: str) -> JsonDocument:
    """The value of a JSON text.

    Raises:
        UnreadableError: The text is not JSON.
    """
    if not _is_small(text):
        message = sentence("the document has more than {limit:,} commas and brackets", limit=MAX_PARTS)
        raise UnreadableError([problem("MLC002", message, "split it into several files")])
    return _read_quickly(text) or _read_with_care(text)


def _read_quickly(text: str) -> JsonDocument | None:
    """The value of a text, if the strict decoder accepts it."""
    try:
        value = (_STRICT if len(text) <= MAX_PARTS else _STRICT_FOR_LARGE_TEXTS).decode(text)
    except (_NotStrictError, ValueError, RecursionError):
        return None
    if ("\\" in text and _SURROGATE.search(text)) or not _is_shallow(text, value):
        return None
    return JsonDocument(value, [], text)


def _is_small(text: str) -> bool:
    """Whether the values of a text, which are no more than its brackets and commas, fit into memory."""
    return len(text) <= MAX_PARTS or sum(map(text.count, "[{,")) <= MAX_PARTS


def nodes(text: str) -> Iterator[Node]:
    """The nodes of a JSON text that has a value."""
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
    """Whether the nesting is within the limit; a text with few brackets is not looked at."""
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


def _read_with_care(text: str) -> JsonDocument:
    try:
        value, corrected, problems = _corrected(text)
    except RecursionError as error:
        raise UnreadableError(structural_problems(_nodes_to_limit(text), text)) from error
    problems += islice(structural_problems(nodes(corrected), corrected), MAX_SYNTAX_PROBLEMS)
    problems += islice(_bad_scalars(corrected), MAX_SYNTAX_PROBLEMS)
    if not all(one.is_recoverable for one in problems):
        raise UnreadableError(sorted(problems, key=start_of))
    return JsonDocument(value, problems, corrected)


def _corrected(text: str) -> tuple[object, str, list[Problem]]:
    """The value of a text with its syntax errors corrected, that text, and the errors as problems."""
    found: list[SyntaxProblem] = []
    corrected: str | None = text
    while corrected is not None:
        try:
            return _LENIENT.decode(corrected), corrected, _grouped(found)
        except json.JSONDecodeError as error:
            if error.pos > _limit_of_depth(corrected):
                raise RecursionError from error  # as Python itself does, but each version at another depth
            syntax_problem, corrected = correct(corrected, error)
            if found and syntax_problem.start <= found[-1].start:
                break  # the correction did not help
            found.append(syntax_problem)
            if len(text) * len(found) > MAX_CHARACTERS_READ_AGAIN or len(found) == MAX_SYNTAX_PROBLEMS:
                break
    raise UnreadableError(_grouped(found))


def _grouped(found: list[SyntaxProblem]) -> list[Problem]:
    """The problems; one that an author repeats all over a file is reported once, with a count."""
    count = Counter(one.error for one in found)
    seen = set()
    problems = []
    for one in found:
        if not one.error.is_habit or one.error not in seen:
            others = count[one.error] - 1 if one.error.is_habit else 0
            problems.append(one.problem(others))
        seen.add(one.error)
    return problems


def _limit_of_depth(text: str) -> int:
    """The offset at which brackets nest too deeply; the length of the text if nowhere."""
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return len(text)
    depth = 0
    for token in _STRING_OR_BRACKET.finditer(text):
        depth += (token[0] in "{[") - (token[0] in "}]")
        if depth > MAX_DEPTH:
            return token.start()
    return len(text)


def _nodes_to_limit(text: str) -> Iterator[Node]:
    """The nodes of a text up to where brackets nest too deeply."""
    depth = 0
    for node in nodes(text):
        depth += (node.type in "{[") - (node.type in "}]")
        yield node
        if depth > MAX_DEPTH:
            return


def _bad_scalars(text: str) -> Iterator[Problem]:
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        if text[start] == '"':
            yield from _lone_surrogates(text, start, end)
        elif (word := token[0]) in ("NaN", "Infinity", "-Infinity"):
            message = sentence("{word} is not a JSON number", word=word)
            yield problem("MLC006", message, "use a number, or leave the field out", start, end)
        elif _is_too_large(word):
            message = sentence("the number {number} is too large for a double", number=_cut(word))
            yield problem("MLC006", message, "use a smaller number", start, end)


def _is_too_large(word: str) -> bool:
    found = _NUMBER.fullmatch(word)
    return bool(found) and math.isinf(float(word))


def _cut(word: str) -> str:
    return word if len(word) <= 30 else f"{word[:30]}…"  # noqa: PLR2004


def _lone_surrogates(text: str, start: int, end: int) -> Iterator[Problem]:
    if text.find("\\u", start, end) < 0:
        return
    value = _string(text, start, end)
    if not any("\ud800" <= character <= "\udfff" for character in value):
        return
    for found in re.finditer(r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|u[dD][89a-fA-F]..|.)", text[start:end]):
        if re.fullmatch(r"\\u[dD][89a-fA-F]..", found[0]):
            message = sentence("the escape {escape} is half of a surrogate pair", escape=found[0])
            where = start + found.start(), start + found.end()
            yield problem("MLC003", message, "write both halves, or the character itself", *where)
