"""Words of a vocabulary that a misspelt word may stand for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

_LONGEST = 30  # letters of a word that is corrected
_SHORTEST = 5  # letters of a word that is corrected; of a shorter one, only swapped letters are put right
_SHORTEST_OF_TWO = 8  # letters of a word that may have two typing errors; shorter ones are similar to too many
_ERRORS = 2  # in a long word
_SHORTEST_PART = 3  # letters of each of two words that are written as one
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


class Spelling:
    """A vocabulary, and the words in it that are similar to others.

    Args:
        words: The words, folded.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)

    def corrections(self, word: str) -> tuple[list[str], int]:
        """The words that an unknown word may stand for, and how many typing errors that takes.

        One error is looked for first, then a missing space, then two errors.
        """
        if len(word) > _LONGEST:
            return [], 0
        edits = _one_edit_away(word) if len(word) >= _SHORTEST else _swapped(word)
        if near := sorted(found for found in self._words.intersection(edits) if _is_plausible(word, found)):
            return near, 1
        if parts := self._parts(word):
            return [parts], 1
        return self._two_edits_away(word), 2

    def _parts(self, word: str) -> str | None:
        """Two words of which the word consists, with a space between them."""
        places = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
        halves = ((word[:place], word[place:]) for place in places)
        return next((" ".join(pair) for pair in halves if self._words.issuperset(pair)), None)

    def _two_edits_away(self, word: str) -> list[str]:
        if len(word) < _SHORTEST_OF_TWO:
            return []
        letters = Counter(word)
        alike = (known for known in self._by_start.get(word[0], ()) if abs(len(known) - len(word)) <= _ERRORS)
        # Comparing the letters alone is much faster, and rules out most words.
        return [
            known for known in alike if _differing(letters, known) <= 2 * _ERRORS and _distance(word, known) <= _ERRORS
        ]

    @cached_property
    def _by_start(self) -> dict[str, list[str]]:
        """The long words by their first letter, which few people mistype."""
        found = defaultdict(list)
        for word in sorted(self._words):
            if len(word) >= _SHORTEST_OF_TWO - _ERRORS:
                found[word[0]].append(word)
        return found


def _is_plausible(typed: str, known: str) -> bool:
    """Whether a word of which one is an edit away from the other may be meant."""
    # In a short word, another first letter nearly always makes another word: bread, read; bake, make.
    return typed[0] == known[0] or len(known) > _SHORTEST


def _differing(letters: Counter[str], other: str) -> int:
    """How many letters two words do not share: at most two for each edit."""
    others = Counter(other)
    return (letters - others).total() + (others - letters).total()


def _distance(first: str, second: str) -> int:
    """How many insertions, deletions, substitutions and transpositions of neighbours lie between two words."""
    before: list[int] = []
    above = list(range(len(second) + 1))
    for row, letter in enumerate(first, 1):
        line = [row]
        for column, other in enumerate(second, 1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != other))
            if row > 1 < column and letter == second[column - 2] and other == first[row - 2]:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, above = above, line
    return above[-1]


def _swapped(word: str) -> Iterator[str]:
    """Every string in which two neighbouring letters of a word are swapped."""
    for place in range(len(word) - 1):
        yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _one_edit_away(word: str) -> Iterator[str]:
    """Every string that one insertion, deletion, substitution or transposition makes of a word."""
    yield from _swapped(word)
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in _LETTERS)
        yield from (head + letter + tail for letter in _LETTERS)
