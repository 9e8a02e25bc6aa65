"""The part of a text that shows best why it was found."""

from __future__ import annotations

import re
from collections import defaultdict

from attrs import frozen

_LONGEST = 30  # words
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words of a text, folded: letters and digits, and nothing between them."""
    return _WORD.findall(text.casefold())


@frozen
class Snippet:
    """A part of a text.

    Attributes:
        text: The part, with an ellipsis where the text goes on.
        ranges: Where words are marked: start and end, in code points, the end exclusive.
    """

    text: str
    ranges: tuple[tuple[int, int], ...]


class Passage:
    """A text whose words are known by their places."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans = [found.span() for found in _WORD.finditer(text)]
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for place, (start, end) in enumerate(self._spans):
            self._places[text[start:end].casefold()].append(place)

    def holds(self, marked: frozenset[str]) -> bool:
        """Whether there is any of some words in it."""
        return not self._places.keys().isdisjoint(marked)

    def snippet(self, marked: frozenset[str]) -> Snippet:
        """The part in which most words are marked, the first of such parts.

        Args:
            marked: The words to mark, folded.
        """
        places = sorted(place for word in self._places.keys() & marked for place in self._places[word])
        last = max(len(self._spans) - _LONGEST, 0)
        first = max((min(place, last) for place in places), key=lambda start: _within(places, start), default=0)
        start = self._spans[first][0] if first else 0
        end = self._spans[first + _LONGEST - 1][1] if first < last else len(self._text)
        before, after = "…" * (start > 0), "…" * (end < len(self._text))
        shift = len(before) - start
        spans = (self._spans[place] for place in places if first <= place < first + _LONGEST)
        return Snippet(
            before + self._text[start:end] + after, tuple((begin + shift, stop + shift) for begin, stop in spans)
        )


def _within(places: list[int], start: int) -> int:
    return sum(start <= place < start + _LONGEST for place in places)
