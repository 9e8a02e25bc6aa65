"""The words of texts and queries."""

from __future__ import annotations

import re
from unicodedata import combining, normalize

WORD = re.compile(r"[^\W_]+")

_DOTTED = re.compile(r"\b(?:\w{1,3}\.){2,}\w{0,3}")


def words_of(text: str) -> list[str]:
    """The words of a text, folded: runs of letters and digits."""
    return WORD.findall(text.casefold())


def without_accents(word: str) -> str:
    """The word in plain Latin letters, as ``résumé`` is often typed; the word itself in any other script."""
    if word.isascii():
        return word
    letters = "".join(letter for letter in normalize("NFD", word) if not combining(letter))
    return letters if letters.isascii() else word


def without_dots(text: str) -> str:
    """The text, with abbreviations such as ``Ph.D.`` written without dots."""
    return _DOTTED.sub(lambda found: found[0].replace(".", ""), text)


def dotted_abbreviations(text: str) -> str:
    """The abbreviations of a text that are written with dots, without them."""
    return " ".join(found.replace(".", "") for found in _DOTTED.findall(text))
