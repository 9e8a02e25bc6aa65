"""Snippets: the part of a text that contains most of some words."""

from __future__ import annotations

import re
from unicodedata import category

from ._words import WORD, words_of

_SNIPPET_LENGTH = 30  # words
#: Text without spaces is kept whole up to this many characters at each end; longer text, such as that of a script
#: without spaces or an address, is cut between two runs of letters.
_LONGEST_KEPT = 30
_SPACE = re.compile(r"\s")
#: Punctuation around a word, which is cut off. ``C++`` and ``C#`` are words.
_OPENING, _CLOSING = re.compile(r"\A\W+"), re.compile(r"[^\w+#]+\Z")

#: Start and end of parts of a text, in code points, the end exclusive.
Ranges = tuple[tuple[int, int], ...]


class Passage:
    """A text with the positions of its words."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found = list(WORD.finditer(text))
        self._words = words_of(text)
        if len(self._words) != len(self._found):  # folding a letter such as İ divides a word
            self._words = [found[0].casefold() for found in self._found]

    def holds(self, words: frozenset[str]) -> bool:
        """Whether the text contains any of some folded words."""
        return not words.isdisjoint(self._words)

    def snippet(self, marked: frozenset[str]) -> tuple[str, Ranges]:
        """The first part with most marked words, and where these are; an ellipsis shows where the text goes on.

        Args:
            marked: The words to mark, folded.
        """
        positions = [position for position, word in enumerate(self._words) if word in marked]
        last = max(len(self._found) - _SNIPPET_LENGTH, 0)
        starts = (min(position, last) for position in positions)
        first = max(starts, key=lambda start: _count_within(positions, start), default=0)
        start = _start_of_word(self._text, self._found[first].start()) if first else 0
        end = len(self._text)
        if first < last:
            end = _end_of_word(self._text, self._found[first + _SNIPPET_LENGTH - 1].end())
        before, after = "…" * (start > 0), "…" * (end < len(self._text))
        shift = len(before) - start
        spans = (self._found[position].span() for position in positions)
        shown = tuple((begin + shift, stop + shift) for begin, stop in spans if start <= begin and stop <= end)
        return before + self._text[start:end] + after, shown


def _start_of_word(text: str, place: int) -> int:
    """Where the word begins in which a run of letters begins at a place."""
    joined = _SPACE.split(text[max(place - _LONGEST_KEPT - 1, 0) : place])[-1]
    return place - len(_OPENING.sub("", joined)) if len(joined) <= _LONGEST_KEPT else place


def _end_of_word(text: str, place: int) -> int:
    """Where the word ends in which a run of letters ends at a place."""
    joined = _SPACE.split(text[place : place + _LONGEST_KEPT + 1])[0]
    if len(joined) <= _LONGEST_KEPT:
        place += len(_CLOSING.sub("", joined))
    # A vowel sign or an accent belongs to the letter before it, and is not a letter.
    while place < len(text) and category(text[place]).startswith("M"):
        place += 1
    return place


def _count_within(positions: list[int], start: int) -> int:
    return sum(start <= position < start + _SNIPPET_LENGTH for position in positions)
