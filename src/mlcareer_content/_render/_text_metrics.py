"""Estimate how wide a text is in a picture, whose font is not known, and break it into lines."""

from __future__ import annotations

import unicodedata

from .._text_safety import printable

FONT_SIZE = 14

_NARROW = frozenset(" !'(),-./:;I[]fijlrt|\u2019")
_WIDE = frozenset("%@MWmw—…")
_LONGEST_TEXT = 1_000  # characters; three lines never have room for more


def text_width(text: str) -> float:
    """About how wide a line is, in a font that is rather wide."""
    return FONT_SIZE * sum(map(_relative_width, text))


def wrap(text: str, width: float, max_lines: int = 3) -> tuple[str, ...]:
    """The lines of a text, broken at spaces if possible; if there are too many, the last one ends in an ellipsis.

    Args:
        text: The text.
        width: The greatest width of a line.
        max_lines: The greatest number of lines.
    """
    lines = [""]
    for word in printable(text[:_LONGEST_TEXT]).split():
        if lines[-1] and text_width(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
            continue
        lines += [""] * bool(lines[-1])
        for letter in word:
            if lines[-1] and text_width(lines[-1] + letter) > width:
                lines.append("")
            lines[-1] += letter
    if len(lines) > max_lines:
        last = lines[max_lines - 1]
        while last and text_width(f"{last}…") > width:
            last = last[:-1]
        lines = [*lines[: max_lines - 1], f"{last.rstrip()}…"]
    return tuple(lines)


def _relative_width(letter: str) -> float:
    """The width of a letter, in units of the font size."""
    if letter in _NARROW:
        return 0.4
    if letter in _WIDE or unicodedata.east_asian_width(letter) in "WF":
        return 1
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):  # drawn on top of other letters, or not at all
        return 0
    return 0.76 if letter.isupper() else 0.62
