"""Explain JSON syntax errors in plain words, and correct them.

A correction keeps the length of the text, so that the rest of the document can
be read and every position stays the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import NamedTuple

from .._sentence import sentence
from ..problems import Problem
from ._syntax import problem

_Correction = Callable[[str, int], str | None]


class _SyntaxError(NamedTuple):
    """One way in which a text is not JSON.

    Attributes:
        message: What is wrong.
        suggestion: What to do about it.
        length: How many characters are wrong.
        correct: Gives the corrected text; none where it is not clear what the author wanted.
        is_habit: Whether an author who does it once does it all over the file.
        replacement: The JSON word that the correction puts there, if any.
    """

    message: str
    suggestion: str
    length: int
    correct: _Correction
    is_habit: bool = False
    replacement: str | None = None


class SyntaxProblem(NamedTuple):
    """A syntax error at an offset."""

    error: _SyntaxError
    start: int

    def problem(self, others: int = 0) -> Problem:
        """The problem, which says in how many other places it occurs."""
        message, suggestion, length, _, _, replacement = self.error
        repeated = ", here and in {others} more places" if others else ""
        text = sentence(f"{{what}}{repeated}", what=message, others=others, replacement=replacement)
        end = self.start + length
        return problem("MLC004", text, suggestion, self.start, end, is_recoverable=True)


def correct(text: str, error: json.JSONDecodeError) -> tuple[SyntaxProblem, str | None]:
    """What an error of the decoder stands for, and the corrected text; none where it cannot be corrected."""
    if not text.strip():
        return SyntaxProblem(_EMPTY, 0), None
    at, before = error.pos, text[: error.pos].rstrip()
    if text[at : at + 1] in ("}", "]") and before.endswith(","):
        at = len(before) - 1
        found = _TRAILING_COMMA
    elif error.msg.startswith("Invalid \\u"):
        at = text.rindex("\\", 0, at + 1)
        found = _BAD_ESCAPE
    elif at >= len(text):
        at, found = at - 1, _INCOMPLETE
    else:
        found = _by_message(error.msg) or _by_text(text, at) or _what_belongs_there(error.msg, text, at)
    return SyntaxProblem(found, at), found.correct(text, at)


def _by_message(message: str) -> _SyntaxError | None:
    return next((error for beginning, error in _MESSAGES.items() if message.startswith(beginning)), None)


def _by_text(text: str, at: int) -> _SyntaxError | None:
    if not text[at].isprintable() or (text[at].isspace() and text[at] != " "):
        return _SyntaxError(f"invisible character U+{ord(text[at]):04X}", "remove it", 1, _blank("."))
    if not text[:at].strip() and _NOT_JSON.match(text, at):
        return _SyntaxError(
            "this is not JSON",
            "name a YAML or Markdown file .yaml or .md; for standard input, use --stdin-filename",
            1,
            _uncorrected,
        )
    return next((error for beginning, error in _FOREIGN.items() if text.startswith(beginning, at)), None)


def _what_belongs_there(message: str, text: str, at: int) -> _SyntaxError:
    if "property name" in message:
        return _SyntaxError(
            "expected a key in double quotes", 'write it as "key": value', 1, _uncorrected, is_habit=True
        )
    if "':'" in message:
        return _SyntaxError("missing colon after the key", "add one between the key and its value", 1, _insert(":"))
    if "','" in message:
        return _instead_of_a_comma(text, at)
    if text[at] in ",]}":
        return _SyntaxError("missing value", "add a value, or remove the key or comma before it", 1, _uncorrected)
    if text[at] in ".+":
        return _SyntaxError(
            "a number must begin with a digit or a minus sign", "write it with a leading digit", 1, _uncorrected
        )
    return _SyntaxError(
        "this is not a JSON value", "use true, false or null, or put a text in double quotes", 1, _uncorrected
    )


def _instead_of_a_comma(text: str, at: int) -> _SyntaxError:
    before = text[at - 1 : at]
    if text[at] in "]}":
        suggestion = "close every list with ] and every object with }"
        return _SyntaxError("unexpected closing bracket", suggestion, 1, _uncorrected)
    if before.isdigit() and not text[at].isspace() and text[at] != '"':
        suggestion = "put it in quotes, or write only its digits"
        return _SyntaxError("invalid number", suggestion, 1, _uncorrected)
    if before == '"' and text[at].isalnum():
        return _SyntaxError(
            "unescaped quotation mark in a string",
            'write \\" for a quotation mark in the text',
            1,
            _uncorrected,
            is_habit=True,
        )
    return _SyntaxError("missing comma", "add a comma after the previous value", 1, _insert(","))


def _uncorrected(*_: object) -> None:
    """None: it is not clear what the author wanted."""


def _blank(pattern: str) -> _Correction:
    """A correction that blanks the match of a pattern."""
    return _replace(pattern, lambda found: " " * len(found[0]))


def _replace(pattern: str, replacement: Callable[[re.Match[str]], str]) -> _Correction:
    compiled = re.compile(pattern, re.DOTALL)

    def corrected(text: str, at: int) -> str | None:
        found = compiled.match(text, at)
        return text[:at] + replacement(found) + text[found.end() :] if found else None

    return corrected


def _insert(mark: str) -> _Correction:
    """A correction that puts a mark in place of the white space before the offset."""

    def corrected(text: str, at: int) -> str | None:
        return text[: at - 1] + mark + text[at:] if text[at - 1 : at].isspace() else None

    return corrected


def _word(foreign: str, word: str, message: str) -> _SyntaxError:
    correct = _replace(foreign, lambda _: word.ljust(len(foreign)))
    return _SyntaxError(message, f"write {word}", len(foreign), correct, replacement=word)


def _quoted(opening: str, closing: str, message: str) -> _SyntaxError:
    text = f'{opening}([^{closing}"\\\\\n]*){closing}'
    correct = _replace(text, lambda found: f'"{found[1]}"')
    return _SyntaxError(message, "use straight double quotes", 1, correct, is_habit=True)


_NOT_JSON = re.compile(r"(#[^\n]*\n\s*)*([A-Za-z_-]+[ \t]*:|- |<|%)")
_EMPTY = _SyntaxError("the file is empty", "write a document into it", 0, _uncorrected)
_INCOMPLETE = _SyntaxError("the document ends too early", "add the missing rest", 1, _uncorrected)
_BAD_ESCAPE = _SyntaxError(
    '"\\\\u" must be followed by four hexadecimal digits', "write the character itself", 2, _uncorrected
)
_TRAILING_COMMA = _SyntaxError("trailing comma", "remove the comma", 1, _blank(","))
_COMMENT = "comments are not allowed in JSON"
_MESSAGES = {
    "Illegal trailing comma": _TRAILING_COMMA,  # as Python 3.13 has it
    "Extra data": _SyntaxError(
        "unexpected text after the end of the document",
        "remove it; name a file with one document a line .jsonl",
        1,
        _blank(".*"),
    ),
    "Unterminated string": _SyntaxError("unclosed string", 'add a closing "', 1, _uncorrected),
    "Invalid control character": _SyntaxError(
        "unescaped line break or control character in a string",
        "write \\n for a line break, and \\t for a tab",
        1,
        _blank("."),
    ),
    "Invalid \\": _SyntaxError("invalid escape", "write \\\\ for a backslash", 1, _blank(".")),
}
_FOREIGN = {
    "//": _SyntaxError(_COMMENT, "remove it", 2, _blank("[^\\n\\r]*")),
    "/*": _SyntaxError(_COMMENT, "remove it", 2, _blank(r"/\*.*?\*/")),
    "#": _SyntaxError(_COMMENT, "remove it", 1, _blank("[^\\n\\r]*")),
    "'": _quoted("'", "'", "single quotes around a string"),
    "\u2018": _quoted("\u2018", "\u2019", "curly quotes around a string"),
    "`": _quoted("`", "`", "backticks around a string"),
    "\u201c": _quoted("\u201c", "\u201d", "curly quotes around a string"),
    "True": _word("True", "true", "a JSON literal is written in lower case"),
    "False": _word("False", "false", "a JSON literal is written in lower case"),
    "None": _word("None", "null", "this is not a JSON literal"),
    "undefined": _word("undefined", "null", "this is not a JSON literal"),
    "---": _SyntaxError("this is YAML, not JSON", "give the file a name that ends in .yaml or .md", 3, _uncorrected),
    "\ufeff": _SyntaxError("byte-order mark inside the file", "remove it", 1, _blank(".")),
}
