"""An index of entries, and how well they answer a query.

Each word of a query is looked up separately, without the stop words: its
equivalents count as the word itself, its synonyms count for less. How much of
the query an entry answers is the sum of the weights of the words that it
contains; a rare word weighs more than a frequent one, and a word that no entry
contains weighs most. A query of which no entry answers enough finds nothing. The
more words an entry answers, the less of the query it needs to answer, because
much of a story is not about its topic.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from math import log

from attrs import frozen

from .._limits import MAX_ROWS_OF_A_WORD, MAX_WORDS_CACHED
from .._text_safety import printable
from ..model import Entry
from ._database import Database
from ._names import Names
from ._passages import Passage, Ranges
from ._thesaurus import Thesaurus, joined
from ._vocabulary import Vocabulary
from ._words import dotted_abbreviations, words_of

_LEAST_COVERAGE = 0.57  # of a query, by the entry that answers most of it; with less, nothing is found
_COVERAGE_OF_A_WORD = 0.12  # that each answered word adds, for the sake of queries that tell much else
_TEXT_COVERAGE = 0.65  # how far an entry answers a word that none of its names contains
_SYNONYM_COVERAGE = 0.65  # how far a synonym answers a word, and its share of a score
_SYNONYM_LIMIT = 8.0  # of a score, so that an entry full of synonyms does not outdo the word itself
_LONGEST_REMAINDER = 2  # letters of an unknown word that says nothing, as in "wo degree" or "it's"
_NAME_WEIGHT = 1.5  # of a name that is the query, relative to the weight of the query


@frozen(eq=False)
class _Term:
    """A word or compound of a query that is no stop word."""

    same: frozenset[str]  # it, or what it may be a misspelling of, with other terms for exactly that
    synonyms: frozenset[str]  # terms for much the same
    certainty: float  # that these are the intended terms, from 0 to 1
    weight: float  # how rare it is
    exact: Mapping[int, float]  # the entries that contain any of the same terms, each with its score
    alike: Mapping[int, float]  # the entries that contain any of the synonyms
    names: Mapping[int, tuple[float, int]]  # the names that contain any of both: how far, and in how many words
    forms: frozenset[str]  # the words of both as the entries have them


class Index:
    """Entries that can be searched, from any thread.

    Args:
        entries: The entries.
        targets: Returns the entries that an entry refers to, whose names count a little.

    Raises:
        ContentError: SQLite has no FTS5.
    """

    def __init__(self, entries: Iterable[Entry], targets: Callable[[Entry], Iterable[Entry]]) -> None:
        self._lock = threading.Lock()
        self._entries = list(entries)
        # Snippets are taken from these in their order: the text, then the names.
        self._texts = [tuple(map(printable, _texts(entry))) for entry in self._entries]
        words = [[words_of(text) for text in texts] for texts in self._texts]
        known = {word for lists in words for list_ in lists for word in list_}
        self._thesaurus = Thesaurus()
        self._vocabulary = Vocabulary(known, self._thesaurus)
        self._database = Database(self._columns(targets), known, self._thesaurus.synonyms)
        self._names = Names((names for _, *names in words), self._thesaurus.stop_words, self._database.forms)
        self._term = lru_cache(MAX_WORDS_CACHED)(self._look_up)
        self._answers = lru_cache(MAX_WORDS_CACHED)(self._rate)
        self._passage = lru_cache(MAX_WORDS_CACHED)(Passage)

    def search(self, query: str, kind: str | None, limit: int) -> list[tuple[Entry, float, str, Ranges]]:
        """The entries that match best, the best first, each with its score, a snippet and the marked words in it.

        Args:
            query: What somebody typed; any text is safe.
            kind: The only kind of entries to search, if not all.
            limit: The maximum number of entries.
        """
        with self._lock:
            typed = self._vocabulary.terms_of(query)
            terms = [term for word in typed if (term := self._term(word))]
            scores = self._scores(terms, typed, kind)
        forms = frozenset[str]().union(*(term.forms for term in terms))
        best = sorted(scores, key=lambda number: (-scores[number], number))[:limit]
        return [(self._entries[number], scores[number], *self._snippet(number, forms)) for number in best]

    def _look_up(self, word: str) -> _Term | None:
        """What a word or compound of a query stands for; none if it says nothing about a topic."""
        meant, certainty = self._meant(word)
        if not meant:
            return None
        same, synonyms = self._alike(meant)
        exact, alike = self._database.entries(same), self._database.entries(synonyms)
        number = len(exact) or len(alike) or 0.5
        if number == MAX_ROWS_OF_A_WORD:
            number = self._database.count(same if exact else synonyms)
        names, forms = self._names.find(same)
        names_alike, forms_alike = self._names.find(synonyms)
        answering = {name: (_SYNONYM_COVERAGE, length) for name, length in names_alike.items()}
        answering |= {name: (1.0, length) for name, length in names.items()}
        # A word that only people use, not the entries, cannot be answered as well as others.
        weight = log(1 + len(self._entries) / number) * (_SYNONYM_COVERAGE if alike and not exact else 1)
        return _Term(same, synonyms, certainty, weight, exact, alike, answering, forms | forms_alike)

    def _meant(self, word: str) -> tuple[set[str], float]:
        """The terms that a word stands for, none for a stop word, and how certain that is, from 0 to 1."""
        if word in self._thesaurus.stop_words:
            return set(), 1
        if word in self._vocabulary or self._database.contains(word):
            return {word}, 1
        if word[0].isdigit() or len(word) <= _LONGEST_REMAINDER:
            return set(), 1
        return self._vocabulary.corrections(word)

    def _alike(self, terms: set[str]) -> tuple[frozenset[str], frozenset[str]]:
        """The terms with their equivalents, and the synonyms of all of these."""
        alike = (*map(self._thesaurus.equivalents, terms), *map(self._names.labels, terms))
        same = terms.union(map(joined, terms), *alike)
        groups = self._database.synonyms(list(map(joined, same)))
        synonyms = {term for words in groups for term in self._thesaurus.terms(words.split())}
        return frozenset(same), frozenset(synonyms - same)

    def _rate(self, term: _Term, kind: str | None) -> dict[int, tuple[float, float]]:
        """The numbers of the entries that answer one term, each with its score and its coverage of the term."""
        exact, alike = term.exact, term.alike
        if kind is not None:
            exact, alike = self._database.entries(term.same, kind), self._database.entries(term.synonyms, kind)
        named: dict[int, float] = {}
        for name, (covered, _) in term.names.items():
            number = self._names.entry(name)
            if covered > named.get(number, 0):
                named[number] = covered
        rated = {}
        for number in exact.keys() | alike.keys():
            score = exact.get(number, 0) + _SYNONYM_COVERAGE * min(alike.get(number, 0), _SYNONYM_LIMIT)
            coverage = max(named.get(number, 0), _TEXT_COVERAGE * (1 if number in exact else _SYNONYM_COVERAGE))
            rated[number] = score, term.certainty * coverage
        return rated

    def _scores(self, terms: list[_Term], typed: list[str], kind: str | None) -> dict[int, float]:
        """The numbers of the entries that answer any of the terms, each with its score for all of them."""
        scores: defaultdict[int, float] = defaultdict(float)
        coverage: defaultdict[int, float] = defaultdict(float)
        evidence: defaultdict[int, float] = defaultdict(float)
        total = sum(term.weight for term in terms) or 1
        for term in terms:
            share = term.weight / total
            for number, (score, covered) in self._answers(term, kind).items():
                scores[number] += score
                coverage[number] += covered * share
                evidence[number] += covered * (share + _COVERAGE_OF_A_WORD)
        if max(evidence.values(), default=0) < _LEAST_COVERAGE:
            return {}
        answered = [(term.certainty * term.weight / total, term.names) for term in terms]
        stop_words = self._thesaurus.stop_words.intersection(typed)
        closeness = self._names.closeness(answered, stop_words)
        # The more stop words a query has, the more it is a question; with a quarter, the weight of a kind counts once.
        # But what a thing is, its entry in the glossary says.
        asks = 4 * (1 - len(terms) / len(typed)) if stop_words - self._thesaurus.definition_words else 0
        # One is added so that a name counts even if its words are frequent.
        named = _NAME_WEIGHT * (1 + total)
        return {
            number: (score + named * closeness.get(number, 0))
            * coverage[number]
            * (1 + asks * (self._entries[number]._weight - 1))
            for number, score in scores.items()
        }

    def _snippet(self, number: int, forms: frozenset[str]) -> tuple[str, Ranges]:
        texts = self._texts[number]
        passages = map(self._passage, texts)
        return next((found for found in passages if found.holds(forms)), self._passage(texts[0])).snippet(forms)

    def _columns(self, targets: Callable[[Entry], Iterable[Entry]]) -> Iterator[tuple[str, ...]]:
        """What is searched of each entry, as the database takes it."""
        names = {entry.ref: texts[1:] for entry, texts in zip(self._entries, self._texts, strict=True)}
        for entry, (text, label, *others) in zip(self._entries, self._texts, strict=True):
            related = "\n".join(name for target in targets(entry) for name in names.get(target.ref, ()))
            abbreviations = dotted_abbreviations("\n".join((label, *others, text)))
            yield entry.kind, label, "\n".join(others), text, related, abbreviations


def _texts(entry: Entry) -> tuple[str, ...]:
    """The prose and other text of an entry, then its names."""
    text = "\n".join((*(prose.text for prose in entry.prose), *entry.lines))
    return text, *entry._texts("label"), *entry._texts("name")
