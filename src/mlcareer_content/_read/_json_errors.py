"""What is wrong where a JSON decoder gave up, for somebody who has never heard of a delimiter.

What was probably meant is put in its place, in the same number of characters,
so that the rest of the document can be read and every place in it be told.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import NamedTuple

from ._faults import Fault

_Mend = Callable[[str, int], str | None]


class _Error(NamedTuple):
    """A sort of error.

    Attributes:
        message: What is wrong.
        cure: What to do about it.
        length: How many characters are meant.
        mended: The text with what was probably meant at a place; nothing where that cannot be told.
    """

    message: str
    cure: str
    length: int
    mended: _Mend


def explained(text: str, error: json.JSONDecodeError) -> tuple[Fault, str | None]:
    """The fault that an error of the decoder stands for, and the text without it, of the same length."""
    if not text.strip():
        return Fault("MLC004", "the file is empty", "write a document into it"), None
    at, before = error.pos, text[: error.pos].rstrip()
    if text[at : at + 1] in ("}", "]") and before.endswith(","):
        at = len(before) - 1
        found = _TRAILING_COMMA
    elif error.msg.startswith("Invalid \\u"):
        at = text.rindex("\\", 0, at + 1)
        found = _BAD_ESCAPE
    elif at >= len(text):
        return Fault("MLC004", "the document ends before it is complete", "write the rest of it", at - 1, at), None
    else:
        found = _by_message(error.msg) or _by_text(text, at) or _what_belongs_there(error.msg, text, at)
    return Fault("MLC004", found.message, found.cure, at, at + found.length), found.mended(text, at)


def _by_message(message: str) -> _Error | None:
    return next((told for beginning, told in _MESSAGES.items() if message.startswith(beginning)), None)


def _by_text(text: str, at: int) -> _Error | None:
    if not text[at].isprintable() or (text[at].isspace() and text[at] != " "):
        return _Error(f"an invisible character (U+{ord(text[at]):04X}) stands here", "remove it", 1, _blank("."))
    if not text[:at].strip() and _NO_JSON.match(text, at):
        return _Error(
            "this is not JSON",
            "if it is YAML or Markdown, name it .yaml or .md (piped in: --stdin-filename)",
            1,
            _not_mended,
        )
    return next((told for beginning, told in _FOREIGN.items() if text.startswith(beginning, at)), None)


def _what_belongs_there(message: str, text: str, at: int) -> _Error:
    if "property name" in message:
        return _Error("a key in double quotes belongs here", 'write it like "key": value', 1, _not_mended)
    if "':'" in message:
        return _Error("a colon is missing behind the key", "put one between the key and its value", 1, _insert(":"))
    if "','" in message:
        return _instead_of_a_comma(text, at)
    if text[at] in ",]}":
        return _Error("a value is missing here", "write it, or remove what stands around it", 1, _not_mended)
    if text[at] in ".+":
        return _Error("a number begins with a digit or a minus sign", "write it in that way", 1, _not_mended)
    return _Error("this is no JSON value", "write true, false or null, or put a text in double quotes", 1, _not_mended)


def _instead_of_a_comma(text: str, at: int) -> _Error:
    before = text[at - 1 : at]
    if text[at] in "]}":
        cure = "close a list with ] and an object with }, each as often as it was opened"
        return _Error("this bracket does not close what is open", cure, 1, _not_mended)
    if before.isdigit() and not text[at].isspace() and text[at] != '"':
        cure = "put quotes around it, or write only its digits"
        return _Error("this does not belong to a number as JSON has it", cure, 1, _not_mended)
    if before == '"' and text[at].isalnum():
        return _Error("a quotation mark inside a text ended it", 'write \\" for one that is part of it', 1, _not_mended)
    return _Error("a comma is missing before this", "put one behind the value before it", 1, _insert(","))


def _not_mended(*_: object) -> None:
    """Nobody knows."""


def _blank(pattern: str) -> _Mend:
    """Spaces for what a pattern finds at the place."""
    return _replace(pattern, lambda found: " " * len(found[0]))


def _replace(pattern: str, replacement: Callable[[re.Match[str]], str]) -> _Mend:
    compiled = re.compile(pattern, re.DOTALL)

    def mended(text: str, at: int) -> str | None:
        found = compiled.match(text, at)
        return text[:at] + replacement(found) + text[found.end() :] if found else None

    return mended


def _insert(mark: str) -> _Mend:
    """A mark in the place of the space before the place."""

    def mended(text: str, at: int) -> str | None:
        return text[: at - 1] + mark + text[at:] if text[at - 1 : at].isspace() else None

    return mended


def _word(foreign: str, word: str, message: str) -> _Error:
    cure = f"write {word}"
    return _Error(message, cure, len(foreign), _replace(foreign, lambda _: word.ljust(len(foreign))))


def _quoted(opening: str, closing: str, message: str) -> _Error:
    text = f'{opening}([^{closing}"\\\\\n]*){closing}'
    return _Error(message, 'write " instead, on both sides', 1, _replace(text, lambda found: f'"{found[1]}"'))


_NO_JSON = re.compile(r"(#[^\n]*\n\s*)*([A-Za-z_-]+[ \t]*:|- |<|%)")
_BAD_ESCAPE = _Error("a \\u escape takes four hexadecimal digits", "write the character itself", 2, _not_mended)
_TRAILING_COMMA = _Error("a comma stands before the closing bracket", "remove the comma", 1, _blank(","))
_NO_COMMENTS = "JSON has no comments"
_MESSAGES = {
    "Illegal trailing comma": _TRAILING_COMMA,  # as Python 3.13 has it
    "Extra data": _Error(
        "there is something behind the end of the document",
        "remove it; a file of one document a line is named .jsonl",
        1,
        _blank(".*"),
    ),
    "Unterminated string": _Error("this text has no end", 'put a " behind it', 1, _not_mended),
    "Invalid control character": _Error(
        "a text holds a raw line break or control character",
        "write \\n for a line break, and \\t for a tab",
        1,
        _blank("."),
    ),
    "Invalid \\": _Error("there is no such escape in JSON", "write \\\\ for a backslash", 1, _blank(".")),
}
_FOREIGN = {
    "//": _Error(_NO_COMMENTS, "remove it", 2, _blank("[^\\n\\r]*")),
    "/*": _Error(_NO_COMMENTS, "remove it", 2, _blank(r"/\*.*?\*/")),
    "#": _Error(_NO_COMMENTS, "remove it", 1, _blank("[^\\n\\r]*")),
    "'": _quoted("'", "'", "JSON has no single quotes around a text"),
    "\u2018": _quoted("\u2018", "\u2019", "a curly quotation mark begins no text in JSON"),
    "`": _quoted("`", "`", "a backtick is no quotation mark in JSON"),
    "\u201c": _quoted("\u201c", "\u201d", "a curly quotation mark begins no text in JSON"),
    "True": _word("True", "true", "JSON writes it in lower case"),
    "False": _word("False", "false", "JSON writes it in lower case"),
    "None": _word("None", "null", "JSON has another word for it"),
    "undefined": _word("undefined", "null", "JSON has another word for it"),
    "---": _Error("this is YAML, not JSON", "give the file a name that ends in .yaml or .md", 3, _not_mended),
    "\ufeff": _Error("a byte-order mark may stand only once, at the beginning", "remove it", 1, _blank(".")),
}
