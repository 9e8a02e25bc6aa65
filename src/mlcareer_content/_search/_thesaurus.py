"""The thesaurus: stop words, equivalents and synonyms that people use for careers in general.

The names of a guide's own things are no part of it: these are the alternative
labels of its entries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from .._package_data import usual_words


class Thesaurus:
    """Groups of terms; a term is a word or a compound, several words in a row.

    Attributes:
        stop_words: Words that say nothing about a topic.
        definition_words: Words that ask what a topic is.
        synonyms: The groups of synonyms, each as its terms, compounds joined.
        words: The words of all groups, compounds joined.
    """

    def __init__(self) -> None:
        data = usual_words()
        self.stop_words = frozenset(data["stop_words"])
        self.definition_words = frozenset(data["definition_words"])
        terms = {term for name in ("equivalents", "synonyms") for group in data[name] for term in group}
        self._compounds = {joined(term): term.replace("-", " ") for term in terms if "-" in term}
        self._equivalents: defaultdict[str, set[str]] = defaultdict(set)
        for group in data["equivalents"]:
            for term in group:
                self._equivalents[joined(term)].update(self.terms(map(joined, group)))
        # A synonym brings its equivalents, which no group of synonyms needs to repeat.
        groups = (
            {word for term in map(joined, group) for word in (term, *self._equivalents.get(term, ()))}
            for group in data["synonyms"]
        )
        self.synonyms = [" ".join(map(joined, group)) for group in groups]
        self.words = frozenset(map(joined, terms))

    def compound(self, word: str) -> str | None:
        """The words of a compound that is written as one, in the singular or the plural."""
        return next((self._compounds[form] for form in _singulars(word) if form in self._compounds), None)

    def terms(self, words: Iterable[str]) -> set[str]:
        """The words, with compounds spelt out."""
        return {self._compounds.get(word, word) for word in words}

    def equivalents(self, term: str) -> set[str]:
        """Other terms for exactly the same."""
        forms = _singulars(joined(term))
        return next((self._equivalents[form] for form in forms if form in self._equivalents), set())


def joined(term: str) -> str:
    """A term as one word."""
    return term.replace("-", "").replace(" ", "")


def _singulars(word: str) -> tuple[str, ...]:
    """The word, and what it is the plural of if it is a plural."""
    return word, word.removesuffix("s"), word.removesuffix("es")
