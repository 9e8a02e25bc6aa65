"""The words that entries and people use, and the terms of a query among them."""

from __future__ import annotations

from collections.abc import Iterable

from .._limits import MAX_QUERY_LENGTH, MAX_QUERY_WORDS
from ._spelling import Spelling
from ._thesaurus import Thesaurus
from ._words import without_accents, without_dots, words_of

_LONGEST_COMPOUND = 3  # words
_LOST_PER_ERROR = 1.5  # letters of a word that are uncertain for each typing error in it


class Vocabulary:
    """All words of some entries and of the thesaurus.

    Args:
        words: The words of the entries, folded.
        thesaurus: The thesaurus.
    """

    def __init__(self, words: Iterable[str], thesaurus: Thesaurus) -> None:
        self._thesaurus = thesaurus
        self._words = thesaurus.words.union(words, thesaurus.stop_words)
        self._spelling = Spelling(self._words)

    def __contains__(self, term: str) -> bool:
        return term in self._words or " " in term

    def terms_of(self, query: str) -> list[str]:
        """The words and compounds of a query, folded, each once."""
        words = words_of(without_dots(query[:MAX_QUERY_LENGTH]))[: MAX_QUERY_WORDS * _LONGEST_COMPOUND]
        words = list(map(without_accents, words))
        terms: dict[str, None] = {}
        start = 0
        while start < len(words) and len(terms) < MAX_QUERY_WORDS:
            term, length = self._term_at(words, start)
            terms[term] = None
            start += length
        return list(terms)

    def _term_at(self, words: list[str], start: int) -> tuple[str, int]:
        """The longest compound, or else the word, that starts at a place, and how many words it takes."""
        for length in range(min(_LONGEST_COMPOUND, len(words) - start), 0, -1):
            part = words[start : start + length]
            word = "".join(part)
            if compound := self._thesaurus.compound(word):
                return compound, length
            # Such as "boot camp", where one part means nothing by itself.
            if length > 1 and word in self._words and not self._words.issuperset(part):
                return word, length
        return words[start], 1

    def corrections(self, word: str) -> tuple[set[str], float]:
        """The terms that an unknown word may stand for, and how certain that is, from 0 to 1.

        A word that may only be a misspelt stop word stands for none.
        """
        found, errors = self._spelling.corrections(word)
        # Few people mistype the first letter; "cooking" is not "looking".
        stop_words = {known for known in self._thesaurus.stop_words.intersection(found) if known[0] == word[0]}
        meant = self._thesaurus.terms(found) - self._thesaurus.stop_words
        return (meant if meant or stop_words else {word}), 1 - _LOST_PER_ERROR * errors / len(word)
