"""Read strict JSON (RFC 8259, I-JSON in RFC 7493).

`json` alone accepts what other parsers refuse (NaN, duplicate keys, lone
surrogates) and raises errors of its own (RecursionError, ValueError for numbers
of more than 4,300 digits). A text is decoded strictly first; only if that fails
is it read again token by token, which gives every problem with its position.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from .._limits import MAX_CHARACTERS_READ_AGAIN, MAX_DEPTH, MAX_DIGITS, MAX_KEY_LENGTH, MAX_PARTS, MAX_SYNTAX_PROBLEMS
from .._sentence import sentence
from .._text_safety import shortened
from ..problems import Problem
from ._json_errors import Expected, SyntaxProblem, syntax_problem
from ._nodes import Node, UnreadableError, problem_at, value_of

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
# Two halves, one half, or any other escape.
_ESCAPE = re.compile(r"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|(\\u[dD][89a-fA-F]..)|\\.")
# Words that JSON does not have are tokens too, as reading can go on after them.
_TOKEN = re.compile(
    r'[ \t\n\r]*+(?:("(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+")'
    r"|(-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][-+]?[0-9]++)?|true|false|null|NaN|-?Infinity)|([][{}:,]))?"
)
_ACCEPTED: dict[Expected, str] = {
    "value": '"0{[',
    "first item": '"0{[]',
    "item": '"0{[',
    "first key": '"}',
    "key": '"',
    "colon": ":",
    "comma": ",]}",
    "end": "",
}
_AFTER: dict[str, Expected] = {"{": "first key", "[": "first item", ":": "value"}
_LITERALS = {"true": True, "false": False, "null": None}
_NOT_FINITE = ("NaN", "Infinity", "-Infinity")
_MARK = 3  # the group of brackets, commas and colons; a string or a word may be too long to copy
_SIGNS = {1: '"', 2: "0", None: "?"}
_OPENING = {"]": "[", "}": "{"}
_NODE = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[][{}]|[^][{}:,"\s]+', re.DOTALL)
_LONGEST_SHOWN = 30


class _NotStrictError(Exception):
    """A text has something that the decoder alone would accept."""


def _unique_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise _NotStrictError
    return value


def _unique_short_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    return _unique_keys([(key[:MAX_KEY_LENGTH], value) for key, value in pairs])


def _finite(digits: str) -> float:
    number = float(digits)  # which accepts the words NaN and Infinity too
    if not math.isfinite(number):
        raise _NotStrictError(digits)
    return number


def _short(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise _NotStrictError(digits)
    return int(digits)


_STRICT, _STRICT_FOR_LARGE_TEXTS = (
    json.JSONDecoder(object_pairs_hook=hook, parse_constant=_finite, parse_float=_finite, parse_int=_short)
    for hook in (_unique_keys, _unique_short_keys)
)


def parse(text: str, *, recover: bool = True) -> tuple[object, list[Problem], str]:
    """The value of a JSON text, its problems, and the text of the same length with its syntax errors corrected.

    Args:
        text: The text.
        recover: Whether errors are looked for one by one, which takes five times as long.

    Raises:
        UnreadableError: The text is not JSON.
    """
    # The values of a text are no more than its brackets and commas; too many do not fit into memory.
    if len(text) > MAX_PARTS and sum(map(text.count, "[{,")) > MAX_PARTS:
        message = sentence("the document has more than {limit:,} commas and brackets", limit=MAX_PARTS)
        raise UnreadableError([problem_at("MLC002", message, "split it into several files")])
    try:
        value = (_STRICT if len(text) <= MAX_PARTS else _STRICT_FOR_LARGE_TEXTS).decode(text)
        is_flat = text.count("[") + text.count("{") <= MAX_DEPTH
        is_strict = not ("\\" in text and _SURROGATE.search(text)) and (is_flat or _is_shallow(value))
    except (_NotStrictError, ValueError, RecursionError):
        is_strict = False
    if is_strict:
        return value, [], text
    if not recover:
        raise UnreadableError([problem_at("MLC004", "invalid JSON", None)])
    # Only now, as an exception that is being handled keeps all that was decoded in memory.
    reader = _Reader(text)
    value = value_of(reader.nodes(), text, reader.problems)
    return value, reader.problems, reader.text


def _is_shallow(value: object, levels: int = MAX_DEPTH) -> bool:
    """Whether a value has no more levels of objects and lists than some number."""
    if not isinstance(value, dict | list):
        return True
    children = value.values() if isinstance(value, dict) else value
    return levels > 0 and all(_is_shallow(child, levels - 1) for child in children if isinstance(child, dict | list))


def nodes(text: str) -> Iterator[Node]:
    """The nodes of a valid JSON text; the value of a scalar is not set."""
    in_object: list[bool] = []
    key_is_next = False
    for token in _NODE.finditer(text):
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


class _Reader:
    """Reads a text token by token, and corrects its syntax errors on the way."""

    def __init__(self, text: str) -> None:
        self.text = text  # with its syntax errors corrected so far, of the same length
        self._errors: list[SyntaxProblem] = []
        # The problems of strings and numbers and, when all was read, the syntax errors before them.
        self.problems: list[Problem] = []
        self._open: list[str] = []
        self._expected: Expected = "value"

    def nodes(self) -> Iterator[Node]:
        """The nodes of the text.

        Raises:
            UnreadableError: It has a syntax error that cannot be corrected.
        """
        at = 0
        while token := _TOKEN.match(self.text, at):  # which matches everywhere, if only white space
            start, end = token.span(token.lastindex) if token.lastindex else (token.end(), token.end())
            if start == len(self.text) and self._expected == "end":
                self.problems[:0] = _grouped(self._errors)
                return
            sign = token[3] if token.lastindex == _MARK else _SIGNS[token.lastindex]
            is_closing_another = sign in _OPENING and self._open[-1:] != [_OPENING[sign]]
            if sign not in _ACCEPTED[self._expected] or is_closing_another:
                at = self._correct(start)
                continue
            at = end
            if node := self._node(sign, start, end):
                yield node

    def _node(self, sign: Any, start: int, end: int) -> Node | None:
        """The node of a token; none for a comma or a colon."""
        is_key = sign == '"' and self._expected in ("key", "first key")
        if sign in "{[":
            self._open.append(sign)
        elif sign in "}]":
            self._open.pop()
        if sign == ",":
            self._expected = "key" if self._open[-1] == "{" else "item"
        else:
            self._expected = "colon" if is_key else _AFTER.get(sign) or ("comma" if self._open else "end")
        if sign in ",:":
            return None
        if sign in "{}[]":
            return Node(sign, start, end)
        value = self._value(start, end)
        return Node("key", start, end, str(value)[:MAX_KEY_LENGTH]) if is_key else Node("scalar", start, end, value)

    def _value(self, start: int, end: int) -> object:
        if self.text[start] == '"':
            value = _string(self.text, start, end)
            if _SURROGATE.search(self.text, start, end):
                room = MAX_SYNTAX_PROBLEMS - len(self.problems)
                self.problems += islice(_lone_surrogates(self.text, start, end), room)
            return value
        word = self.text[start:end]
        if word in _LITERALS:
            return _LITERALS[word]
        if word in _NOT_FINITE:
            message = sentence("{word} is not a JSON number", word=word)
            suggestion = "use a number, or leave the field out"
        elif math.isinf(number := float(word)):
            shown = shortened(word, _LONGEST_SHOWN)
            message = sentence("the number {number} is too large for a double", number=shown)
            suggestion = "use a smaller number"
        else:
            return int(word) if word.lstrip("-").isdigit() else number
        if len(self.problems) < MAX_SYNTAX_PROBLEMS:
            self.problems.append(problem_at("MLC006", message, suggestion, start, end))
        return None

    def _correct(self, at: int) -> int:
        """Correct the syntax error at an offset, and give the offset at which reading goes on.

        Raises:
            UnreadableError: It cannot be corrected.
        """
        error = syntax_problem(self.text, at, self._expected)
        corrected = error.corrected(self.text)
        if self._errors and error.start <= self._errors[-1].start:
            corrected = None  # the correction did not help
        else:
            self._errors.append(error)
        number = len(self._errors)
        is_too_much = len(self.text) * number > MAX_CHARACTERS_READ_AGAIN or number == MAX_SYNTAX_PROBLEMS
        if corrected is None or is_too_much:
            raise UnreadableError(_grouped(self._errors))
        if error.start < at:  # a comma was removed, so that the bracket after it is accepted
            self._expected = "comma"
        is_inserted = corrected[at - 1 : at] != self.text[at - 1 : at]
        self.text = corrected
        return at - 1 if is_inserted else at


def _grouped(errors: list[SyntaxProblem]) -> list[Problem]:
    """The problems; one that an author repeats all over a file is reported once, with a count."""
    count = Counter(one.rule for one in errors)
    reported = set()
    problems = []
    for one in errors:
        if not one.rule.is_habit or one.rule not in reported:
            problems.append(one.problem(count[one.rule] - 1 if one.rule.is_habit else 0))
        reported.add(one.rule)
    return problems


def _lone_surrogates(text: str, start: int, end: int) -> Iterator[Problem]:
    for found in _ESCAPE.finditer(text, start, end):
        if found[1]:
            message = sentence("the escape {escape} is an unpaired surrogate", escape=found[1])
            yield problem_at("MLC003", message, "write both halves, or the character itself", *found.span())
