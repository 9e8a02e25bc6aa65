"""The names of entries, and how close they are to a query."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from attrs import frozen

_LEAST_SHARE = 0.3  # of a query that a name answers; names that answer less are not compared
_WORDING_WEIGHT = 3  # of the wording of a query, stop words included, relative to its topic

Forms = Callable[[list[str]], frozenset[str]]


@frozen
class _Name:
    """A name of an entry."""

    entry: int  # the number of the entry
    words: frozenset[str]
    length: int  # words without stop words


class Names:
    """The names of entries.

    Args:
        names: For each entry its label and its other names, each as its words.
        stop_words: Words that say nothing about a topic.
        forms: Returns words as the entries have them, in the singular and the plural, in every tense.
    """

    def __init__(self, names: Iterable[list[list[str]]], stop_words: frozenset[str], forms: Forms) -> None:
        self._forms = forms
        self._names: list[_Name] = []
        self._by_word: defaultdict[str, list[int]] = defaultdict(list)
        self._labels: defaultdict[str, set[str]] = defaultdict(set)
        for entry, (label, *others) in enumerate(names):
            for words in (label, *others):
                name = _Name(entry, frozenset(words), len([word for word in words if word not in stop_words]))
                for word in name.words:
                    self._by_word[word].append(len(self._names))
                self._names.append(name)
            for words in others:
                if len(words) == 1:
                    self._labels[words[0]].add(" ".join(label))

    def labels(self, word: str) -> set[str]:
        """The labels of the entries that have a word, such as an abbreviation, as another name."""
        return self._labels.get(word, set())

    def entry(self, name: int) -> int:
        """The number of the entry that has a name."""
        return self._names[name].entry

    def find(self, terms: Collection[str]) -> tuple[dict[int, int], frozenset[str]]:
        """The numbers of the names that contain any of some terms, each with the length of the longest of them.

        All forms of the words of the terms are returned, too.
        """
        compounds = [term.split() for term in terms if " " in term]
        forms = self._forms([term for term in terms if " " not in term])
        found = {name: 1 for form in forms for name in self._by_word.get(form, ())}
        for words in sorted(compounds, key=len):
            parts = self._forms(words)
            counts = Counter(name for form in parts for name in self._by_word.get(form, ()))
            found.update({name: len(words) for name, count in counts.items() if count >= len(words)})
            forms |= parts
        return found, forms

    def closeness(
        self, answered: Collection[tuple[float, Mapping[int, tuple[float, int]]]], others: frozenset[str]
    ) -> dict[int, float]:
        """How close the closest name of each entry is to a query: 1 for the same topic, more for the same wording.

        Args:
            answered: For each term of the query its share of the weight, and the names that contain it, each with how
                far it answers the term and how many words that takes.
            others: The stop words of the query.
        """
        shares: defaultdict[int, float] = defaultdict(float)
        lengths: defaultdict[int, int] = defaultdict(int)
        for share, names in answered:
            for number, (covered, length) in names.items():
                shares[number] += share * covered
                lengths[number] += length
        closest: dict[int, float] = {}
        for number, share in shares.items():
            if share >= _LEAST_SHARE:
                name = self._names[number]
                common = min(lengths[number], name.length) + len(name.words & others)
                # An abbreviation in the query is as long as the words that it stands for.
                typed = max(len(answered), lengths[number]) + len(others)
                wording = common / (len(name.words) + typed - common)
                topic = share * min(1, lengths[number] / (name.length or 1))
                closest[name.entry] = max(closest.get(name.entry, 0), topic * (1 + _WORDING_WEIGHT * wording))
        return closest
