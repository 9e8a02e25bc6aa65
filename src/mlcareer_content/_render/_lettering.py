"""How wide a text will be in a picture, whose fonts nobody knows, and where its lines break."""

from __future__ import annotations

import unicodedata

from .._text_safety import printable

SIZE = 14
_NARROW = frozenset(" !'(),-./:;I[]fijlrt|\u2019")
_BROAD = frozenset("%@MWmw—…")
_LONGEST = 1_000


def width(text: str) -> float:
    """About how wide a line is; a wide font rather than a narrow one is taken for it."""
    return SIZE * sum(map(_advance, text))


def lines(text: str, room: float, most: int = 3) -> tuple[str, ...]:
    """A text broken into lines, at spaces where that can be; what there is no place for is left out behind an ellipsis.

    Args:
        text: The text.
        room: How wide a line may be.
        most: How many lines there may be.
    """
    found = [""]
    for word in printable(text[:_LONGEST]).split():
        if found[-1] and width(f"{found[-1]} {word}") <= room:
            found[-1] += f" {word}"
        else:
            found += _pieces(word, room)
        if len(found) > most + 1:
            break
    kept = found[1 : most + 1]
    if len(found) > most + 1:
        kept[-1] = _shortened(kept[-1], room)
    return tuple(kept) or ("",)


def _pieces(word: str, room: float) -> list[str]:
    """A word, or where it is too long for a line its pieces."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _shortened(line: str, room: float) -> str:
    while line and width(f"{line}…") > room:
        line = line[:-1]
    return f"{line.rstrip()}…"


def _advance(letter: str) -> float:
    """The width of a letter, in sizes of the font."""
    if letter in _NARROW:
        return 0.4
    if letter in _BROAD or unicodedata.east_asian_width(letter) in "WF":
        return 1
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 0.76 if letter.isupper() else 0.62
