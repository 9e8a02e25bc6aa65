"""A full-text index over entries: SQLite's FTS5, in memory.

What people type is no FTS5 query: every word is quoted, stop words are dropped,
and each of the rest is looked up and ranked by BM25 separately. A word that no
entry contains is replaced by the words that are one typing error away, and every
word also finds its synonyms, which count for less. An entry that answers more of
the words goes before one that answers a single word well.
"""

from __future__ import annotations

import re
import sqlite3
import threading
import weakref
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from attrs import frozen

from ._limits import MAX_QUERY_LENGTH, MAX_QUERY_WORDS, MAX_ROWS_OF_A_WORD, MAX_WORDS_CACHED
from ._package_data import usual_words
from ._text_safety import printable
from .exceptions import ContentError
from .model import Entry

_CORRECTED_LENGTHS = range(4, 30)  # of words that may have a typing error; shorter ones are similar to too many
_SNIPPET_LENGTH = 30  # words
_COLUMN_WEIGHTS = "0, 2, 2, 1, 0.3, 5"
_SYNONYM_WEIGHT = 0.4  # of a synonym's score, relative to the word's own
_SYNONYM_LIMIT = 8.0  # so that a row full of synonyms does not outdo the word itself
_SYNONYM_COVERAGE = 0.9  # how far a synonym answers a word
_COVERAGE_SHARE = 0.5  # how much of a score depends on how many words are answered
_NAME_BONUS = 3.0  # for a row one of whose names the query spells out

_TOKENIZER = "tokenize = 'porter unicode61 remove_diacritics 2'"
_CREATE_ROWS = f"""
    CREATE VIRTUAL TABLE rows USING fts5(
        kind UNINDEXED, label, labels, text, related, folded, {_TOKENIZER})
"""
_CREATE_GROUPS = f"CREATE VIRTUAL TABLE groups USING fts5(words, {_TOKENIZER})"
_CREATE_FORMS = f"CREATE VIRTUAL TABLE forms USING fts5(form, {_TOKENIZER})"
_SELECT_ROWS = f"""
    SELECT rowid, -bm25(rows, {_COLUMN_WEIGHTS}) AS score FROM rows
    WHERE rows MATCH ? AND (? IS NULL OR kind = ?) ORDER BY score DESC LIMIT {MAX_ROWS_OF_A_WORD}
"""
_SELECT_FORMS = "SELECT form FROM forms WHERE forms MATCH ?"
_SELECT_EITHER = "SELECT 1 FROM rows WHERE rows MATCH ? UNION ALL SELECT 1 FROM groups WHERE groups MATCH ? LIMIT 1"

_ABBREVIATION = re.compile(r"\b(?:\w{1,3}\.){2,}\w{0,3}")
_WORD = re.compile(r"[^\W_]+")


#: Start and end of parts of a text, in code points, the end exclusive.
Ranges = tuple[tuple[int, int], ...]


@frozen
class _Word:
    """A word of a query."""

    variants: tuple[str, ...]  # the word itself, and the words that are one typing error away
    synonyms: tuple[str, ...]  # other words for the same thing
    forms: frozenset[str]  # all of these as the entries have them, in the singular and the plural, in every tense


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
        # Snippets are taken from these in their order.
        self._texts = [tuple(map(printable, _texts(entry))) for entry in self._entries]
        self._names = [[set(words_of(name)) for name in names] for _, *names in self._texts]
        known = {word for texts in self._texts for text in texts for word in words_of(text)}
        # These synonyms are about careers in general; the names of a guide's own things are its alternative labels.
        groups = [" ".join(words) for words in usual_words()["synonyms"]]
        self._stop_words = frozenset(usual_words()["stop_words"])
        self._vocabulary = known.union(*map(words_of, groups))
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        try:
            for statement in (_CREATE_ROWS, _CREATE_GROUPS, _CREATE_FORMS):
                self._database.execute(statement)
        except sqlite3.OperationalError as error:
            raise ContentError("search needs SQLite with FTS5, which the sqlite3 of this Python lacks") from error
        rows = (_columns(*found, targets) for found in zip(self._entries, self._texts, strict=True))
        self._database.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?)", rows)
        self._database.executemany("INSERT INTO groups VALUES (?)", [(group,) for group in groups])
        self._database.executemany("INSERT INTO forms VALUES (?)", [(word,) for word in sorted(known)])
        weakref.finalize(self, self._database.close)
        self._word = lru_cache(MAX_WORDS_CACHED)(self._look_up)
        self._rated = lru_cache(MAX_WORDS_CACHED)(self._rate)
        self._passage = lru_cache(MAX_WORDS_CACHED)(Passage)

    def search(self, query: str, kind: str | None, limit: int) -> list[tuple[Entry, float, str, Ranges]]:
        """The entries that match best, the best first, each with its score, a snippet and the marked words in it.

        Args:
            query: What somebody typed; any text is safe.
            kind: The only kind of entries to search, if not all.
            limit: The maximum number of entries.
        """
        with self._lock:
            words = self._topic_words(query)
            scores = self._scores(words, kind)
            forms = frozenset().union(*(self._word(word).forms for word in words))
        best = sorted(scores, key=lambda number: (-scores[number], number))[:limit]
        return [(self._entries[number], scores[number], *self._snippet(number, forms)) for number in best]

    def _topic_words(self, query: str) -> list[str]:
        """The words of a query without stop words; all of them if there are no others."""
        folded = _ABBREVIATION.sub(lambda found: found[0].replace(".", ""), query[:MAX_QUERY_LENGTH].casefold())
        words = list(dict.fromkeys(words_of(folded)))
        return ([word for word in words if word not in self._stop_words] or words)[:MAX_QUERY_WORDS]

    def _look_up(self, word: str) -> _Word:
        variants = [word]
        if len(word) in _CORRECTED_LENGTHS and word not in self._vocabulary and not self._occurs(word):
            variants += sorted(self._vocabulary.intersection(_one_edit_away(word)))
        groups = self._database.execute("SELECT words FROM groups WHERE groups MATCH ?", (_any_of(variants),))
        synonyms = {synonym.replace("-", " ") for (group,) in groups for synonym in group.split()}
        synonyms.difference_update(variants)
        return _Word(tuple(variants), tuple(sorted(synonyms)), self._forms([*variants, *synonyms]))

    def _forms(self, terms: list[str]) -> frozenset[str]:
        words = (word for term in terms for word in words_of(term))
        return frozenset(form for (form,) in self._database.execute(_SELECT_FORMS, (_any_of(words),)))

    def _occurs(self, word: str) -> bool:
        """Whether there is a word of the same stem."""
        return self._database.execute(_SELECT_EITHER, (_any_of([word]),) * 2).fetchone() is not None

    def _select(self, words: tuple[str, ...], kind: str | None) -> dict[int, float]:
        """The numbers of the entries that contain any of the words, each with its score."""
        found = self._database.execute(_SELECT_ROWS, (_any_of(words), kind, kind))
        return {rowid - 1: score for rowid, score in found}

    def _rate(self, word: str, kind: str | None) -> dict[int, tuple[float, float]]:
        """The numbers of the entries that answer one word, each with its score and its coverage of the word."""
        looked_up = self._word(word)
        exact = self._select(looked_up.variants, kind)
        alike = self._select(looked_up.synonyms, kind)
        return {
            number: (
                exact.get(number, 0) + _SYNONYM_WEIGHT * min(alike.get(number, 0), _SYNONYM_LIMIT),
                1 if number in exact else _SYNONYM_COVERAGE,
            )
            for number in exact.keys() | alike.keys()
        }

    def _scores(self, words: list[str], kind: str | None) -> dict[int, float]:
        """The numbers of the entries that answer any of the words, each with its score for all of them."""
        scores: defaultdict[int, float] = defaultdict(float)
        coverage: defaultdict[int, float] = defaultdict(float)
        for word in words:
            for number, (score, covered) in self._rated(word, kind).items():
                scores[number] += score
                coverage[number] += covered
        typed = {variant for word in words for variant in self._word(word).variants}
        for number in scores:
            bonus = _NAME_BONUS * any(map(typed.issuperset, self._names[number]))
            covered = 1 - _COVERAGE_SHARE + _COVERAGE_SHARE * coverage[number] / len(words)
            scores[number] = (scores[number] + bonus) * covered * self._entries[number]._weight
        return scores

    def _snippet(self, number: int, forms: frozenset[str]) -> tuple[str, Ranges]:
        texts = self._texts[number]
        passages = map(self._passage, texts)
        return next((found for found in passages if found.holds(forms)), self._passage(texts[0])).snippet(forms)


def _texts(entry: Entry) -> tuple[str, ...]:
    """The prose and other text of an entry, then its names."""
    return "\n".join((*(prose.text for prose in entry.prose), *entry.lines)), *_names(entry)


def _names(entry: Entry) -> tuple[str, ...]:
    return entry._texts("label") + entry._texts("name")


def _columns(entry: Entry, texts: tuple[str, ...], targets: Callable[[Entry], Iterable[Entry]]) -> tuple[str, ...]:
    text, label, *labels = texts
    abbreviations = _ABBREVIATION.findall("\n".join((label, *labels, text)))
    folded = " ".join(found.replace(".", "") for found in abbreviations)
    related = "\n".join(printable(name) for target in targets(entry) for name in _names(target))
    return entry.kind, label, "\n".join(labels), text, related, folded


def _any_of(words: Iterable[str]) -> str:
    return " OR ".join(f'"{word}"' for word in words) or '""'


def _one_edit_away(word: str) -> Iterator[str]:
    """Every string that one insertion, deletion, substitution or transposition makes of a word."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in letters)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in letters)


def words_of(text: str) -> list[str]:
    """The words of a text, folded: runs of letters and digits."""
    return _WORD.findall(text.casefold())


class Passage:
    """A text with the positions of its words."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans = [found.span() for found in _WORD.finditer(text)]
        self._positions: defaultdict[str, list[int]] = defaultdict(list)
        for position, (start, end) in enumerate(self._spans):
            self._positions[text[start:end].casefold()].append(position)

    def holds(self, words: frozenset[str]) -> bool:
        """Whether the text contains any of some folded words."""
        return not self._positions.keys().isdisjoint(words)

    def snippet(self, marked: frozenset[str]) -> tuple[str, Ranges]:
        """The first part with most marked words, and where these are; an ellipsis shows where the text goes on.

        Args:
            marked: The words to mark, folded.
        """
        positions = sorted(position for word in self._positions.keys() & marked for position in self._positions[word])
        last = max(len(self._spans) - _SNIPPET_LENGTH, 0)
        starts = (min(position, last) for position in positions)
        first = max(starts, key=lambda start: _count_within(positions, start), default=0)
        start = self._spans[first][0] if first else 0
        end = self._spans[first + _SNIPPET_LENGTH - 1][1] if first < last else len(self._text)
        before, after = "…" * (start > 0), "…" * (end < len(self._text))
        shift = len(before) - start
        spans = (self._spans[position] for position in positions if first <= position < first + _SNIPPET_LENGTH)
        return before + self._text[start:end] + after, tuple((begin + shift, stop + shift) for begin, stop in spans)


def _count_within(positions: list[int], start: int) -> int:
    return sum(start <= position < start + _SNIPPET_LENGTH for position in positions)
