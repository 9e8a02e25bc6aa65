"""The width of a text in a terminal, and its rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_NO_WIDTH = ("Mn", "Me", "Cf")  # Unicode categories: combining marks and format characters
# A small part of UAX 14: closing punctuation and modifiers stay with what they follow, opening punctuation and the
# joiners of emoji with what follows them.
_NOT_AT_START = ("Mc", "Pe", "Pf", "Po", "Lm", "Sk")
_NOT_AT_END = ("Ps", "Pi", "Cf")
_WORDS = re.compile("[ \u3000]+|[^ \u3000]+")


def columns(text: str) -> int:
    """The number of terminal columns that a text takes (Unicode, UAX 11)."""
    if text.isascii():
        return len(text)
    # Composed first, as a Korean syllable may be written as two or three letters, which are shown as one.
    return sum(map(_width, unicodedata.normalize("NFC", text)))


def wrapped(text: str, width: int, first: str = "", others: str = "") -> list[str]:
    """The rows of a text; only a row of a single word may be longer than the width.

    Args:
        text: The text, without control characters.
        width: The number of columns.
        first: What the first row begins with.
        others: What the other rows begin with.
    """
    rows, used, space, is_empty = [first], columns(first), "", True
    for piece in _pieces(text.replace("\n", " ")):
        if piece.isspace():
            space += piece
            continue
        if is_empty:
            space = ""
        elif used + columns(space + piece) > width:
            rows.append(others)
            used, space = columns(others), ""
        rows[-1] += space + piece
        used += columns(space + piece)
        space, is_empty = "", False
    return [] if is_empty else rows


def _pieces(text: str) -> Iterator[str]:
    """The parts of a text between which a row may end: words, spaces, and wide characters, as Chinese has no spaces."""
    for word in _WORDS.findall(text):
        start = 0
        for at in range(1, 0 if word.isascii() else len(word)):
            if _may_break(word[at - 1], word[at]):
                yield word[start:at]
                start = at
        yield word[start:]


def _may_break(before: str, after: str) -> bool:
    return (
        (_is_wide(before) or _is_wide(after))
        and columns(before + after) > _width(before)  # otherwise they are parts of one character
        and unicodedata.category(before) not in _NOT_AT_END
        and unicodedata.category(after) not in _NOT_AT_START
    )


def _width(character: str) -> int:
    if unicodedata.category(character) in _NO_WIDTH:
        return 0
    return 2 if _is_wide(character) else 1


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
