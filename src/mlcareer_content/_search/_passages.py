"""Snippets: the part of a text that contains most of some words."""

from __future__ import annotations

from ._words import WORD, words_of

_SNIPPET_LENGTH = 30  # words

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
        start = self._found[first].start() if first else 0
        end = self._found[first + _SNIPPET_LENGTH - 1].end() if first < last else len(self._text)
        before, after = "…" * (start > 0), "…" * (end < len(self._text))
        shift = len(before) - start
        spans = (self._found[position].span() for position in positions if first <= position < first + _SNIPPET_LENGTH)
        return before + self._text[start:end] + after, tuple((begin + shift, stop + shift) for begin, stop in spans)


def _count_within(positions: list[int], start: int) -> int:
    return sum(start <= position < start + _SNIPPET_LENGTH for position in positions)
