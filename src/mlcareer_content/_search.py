"""A full-text index over rows of text: SQLite's FTS5, in memory.

What people type is no FTS5 query: every word is quoted, words that say nothing
are dropped, and each of the rest is looked up and ranked by BM25 for itself. A
word that nothing contains is widened to the words that one typing error parts
it from, and every word to others for the same thing, which count for less. A
row that answers more of the words goes before one that answers a single word well.
"""

from __future__ import annotations

import re
import sqlite3
import threading
import weakref
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from attrs import frozen

from ._snippet import Passage, Snippet, words_of
from ._thesaurus import GROUPS, STOP_WORDS
from .exceptions import ContentError

_MAX_WORDS = 32
_MAX_ROWS = 200  # of one word, before the words are put together
_MAX_REMEMBERED = 1024  # words, whose rows are looked up once
_WIDENED = range(4, 30)  # the lengths of words in which a typing error is looked for

_COLUMN_WEIGHTS = "0, 2, 2, 1, 0.3, 5"
_SYNONYM_WEIGHT = 0.4  # of a synonym's score beside the word's own
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
    WHERE rows MATCH ? AND (? IS NULL OR kind = ?) ORDER BY score DESC LIMIT {_MAX_ROWS}
"""
_SELECT_FORMS = "SELECT form FROM forms WHERE forms MATCH ?"
_SELECT_EITHER = "SELECT 1 FROM rows WHERE rows MATCH ? UNION ALL SELECT 1 FROM groups WHERE groups MATCH ? LIMIT 1"

_ABBREVIATION = re.compile(r"\b(?:\w{1,3}\.){2,}\w{0,3}")


@frozen
class _Word:
    """A word of a query.

    Attributes:
        variants: It, and what it may have been meant to be.
        synonyms: Other words for that.
        forms: All of these as they stand in the rows, in the singular and the plural, in every tense.
    """

    variants: tuple[str, ...]
    synonyms: tuple[str, ...]
    forms: frozenset[str]


@frozen
class Row:
    """What the index holds of one entry.

    Attributes:
        key: What a match gives back.
        kind: The group that a search can be limited to.
        weight: How much its matches count beside those of other rows.
        names: What it is called; the first name weighs most.
        text: Everything else that a reader sees of it.
        related: The names of the entries that it refers to, which weigh little.
    """

    key: str
    kind: str
    weight: float
    names: tuple[str, ...]
    text: str
    related: str


@frozen
class Match:
    """A row that a query found.

    Attributes:
        key: The key of the row.
        score: How well it matches; larger is better, and comparable within one answer only.
        snippet: The part of the row that matches best: of its text if that matches, else of a name.
    """

    key: str
    score: float
    snippet: Snippet


class Index:
    """Rows of text that can be searched, from any thread.

    Raises:
        ContentError: SQLite has no FTS5.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._lock = threading.Lock()
        self._rows = list(rows)
        self._names = [[set(words_of(name)) for name in row.names] for row in self._rows]
        known = {word for row in self._rows for text in (row.text, *row.names) for word in words_of(text)}
        self._vocabulary = known.union(*map(words_of, GROUPS))
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        try:
            for statement in (_CREATE_ROWS, _CREATE_GROUPS, _CREATE_FORMS):
                self._database.execute(statement)
        except sqlite3.OperationalError as error:
            raise ContentError("search needs SQLite with FTS5, which the sqlite3 of this Python lacks") from error
        self._database.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?)", map(_columns, self._rows))
        self._database.executemany("INSERT INTO groups VALUES (?)", [(group,) for group in GROUPS])
        self._database.executemany("INSERT INTO forms VALUES (?)", [(word,) for word in sorted(known)])
        weakref.finalize(self, self._database.close)
        self._word = lru_cache(_MAX_REMEMBERED)(self._look_up)
        self._rated = lru_cache(_MAX_REMEMBERED)(self._rate)
        self._passage = lru_cache(_MAX_REMEMBERED)(Passage)

    def search(self, query: str, kind: str | None, limit: int) -> list[Match]:
        """The rows that match best, the best first.

        Args:
            query: What somebody typed; any text is safe.
            kind: The only kind of rows to look at, if not all.
            limit: How many rows at the most.
        """
        with self._lock:
            words = _telling_words(query)
            scores = self._scores(words, kind)
            forms = frozenset().union(*(self._word(word).forms for word in words))
        best = sorted(scores, key=lambda number: (-scores[number], number))[:limit]
        return [Match(self._rows[number].key, scores[number], self._snippet(number, forms)) for number in best]

    def _look_up(self, word: str) -> _Word:
        variants = [word]
        if len(word) in _WIDENED and word not in self._vocabulary and not self._occurs(word):
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
        """The rows that contain any of the words, each with its score."""
        found = self._database.execute(_SELECT_ROWS, (_any_of(words), kind, kind))
        return {rowid - 1: score for rowid, score in found}

    def _rate(self, word: str, kind: str | None) -> dict[int, tuple[float, float]]:
        """The rows that answer one word, each with its score and with how far it answers it."""
        meant = self._word(word)
        exact = self._select(meant.variants, kind)
        alike = self._select(meant.synonyms, kind)
        return {
            number: (
                exact.get(number, 0) + _SYNONYM_WEIGHT * min(alike.get(number, 0), _SYNONYM_LIMIT),
                1 if number in exact else _SYNONYM_COVERAGE,
            )
            for number in exact.keys() | alike.keys()
        }

    def _scores(self, words: list[str], kind: str | None) -> dict[int, float]:
        """How well the rows answer all the words together."""
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
            scores[number] = (scores[number] + bonus) * covered * self._rows[number].weight
        return scores

    def _snippet(self, number: int, forms: frozenset[str]) -> Snippet:
        row = self._rows[number]
        passages = map(self._passage, (row.text, *row.names))
        return next((found for found in passages if found.holds(forms)), self._passage(row.text)).snippet(forms)


def _columns(row: Row) -> tuple[str, ...]:
    label, *labels = row.names
    abbreviations = _ABBREVIATION.findall("\n".join((*row.names, row.text)))
    folded = " ".join(found.replace(".", "") for found in abbreviations)
    return row.kind, label, "\n".join(labels), row.text, row.related, folded


def _telling_words(query: str) -> list[str]:
    """The words of a query that say what it is about; all of them where none does."""
    folded = _ABBREVIATION.sub(lambda found: found[0].replace(".", ""), query.casefold())
    words = list(dict.fromkeys(words_of(folded)))
    return ([word for word in words if word not in STOP_WORDS] or words)[:_MAX_WORDS]


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
