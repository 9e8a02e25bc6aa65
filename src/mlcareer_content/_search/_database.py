"""The tables of an index in SQLite's FTS5, in memory.

A term is a word or several words in a row; it is quoted, so no term is an
operator. The tokenizer stems words, and folds case and accents.
"""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Collection, Iterable

from .._limits import MAX_ROWS_OF_A_WORD
from ..exceptions import ContentError

_TABLES = {
    "entries": "kind UNINDEXED, label, labels, text, related, folded",
    "forms": "form",
    "synonyms": "words",
}
_COLUMN_WEIGHTS = "0, 2, 2, 1, 0.3, 5"
_CREATE = "CREATE VIRTUAL TABLE {} USING fts5({}, tokenize = 'porter unicode61 remove_diacritics 2')"
_SELECT_ENTRIES = f"""
    SELECT rowid - 1, -bm25(entries, {_COLUMN_WEIGHTS}) AS score FROM entries
    WHERE entries MATCH ? AND (? IS NULL OR kind = ?) ORDER BY score DESC LIMIT {MAX_ROWS_OF_A_WORD}
"""
_COUNT_ENTRIES = "SELECT count(*) FROM entries WHERE entries MATCH ?"
_SELECT_FORMS = "SELECT form FROM forms WHERE forms MATCH ?"
_SELECT_SYNONYMS = "SELECT words FROM synonyms WHERE synonyms MATCH ?"
_SELECT_EITHER = (
    "SELECT 1 FROM entries WHERE entries MATCH ? UNION ALL SELECT 1 FROM synonyms WHERE synonyms MATCH ? LIMIT 1"
)


class Database:
    """Tables of entries, of their words and of synonyms.

    Args:
        entries: For each entry its kind, label, other names, text, names of related entries, and abbreviations.
        words: The words of all entries, folded.
        synonyms: The words of each group of synonyms.

    Raises:
        ContentError: SQLite has no FTS5.
    """

    def __init__(self, entries: Iterable[tuple[str, ...]], words: Iterable[str], synonyms: Iterable[str]) -> None:
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        try:
            for table, columns in _TABLES.items():
                self._connection.execute(_CREATE.format(table, columns))
        except sqlite3.OperationalError as error:
            raise ContentError("search needs SQLite with FTS5, which the sqlite3 of this Python lacks") from error
        weakref.finalize(self, self._connection.close)
        self._connection.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)", entries)
        self._connection.executemany("INSERT INTO forms VALUES (?)", ((word,) for word in words))
        self._connection.executemany("INSERT INTO synonyms VALUES (?)", ((words,) for words in synonyms))

    def entries(self, terms: Collection[str], kind: str | None = None) -> dict[int, float]:
        """The numbers of the entries that contain any of the terms, each with its score.

        Args:
            terms: The terms.
            kind: The only kind of entries, if not all.
        """
        found = self._connection.execute(_SELECT_ENTRIES, (_any_of(terms), kind, kind)) if terms else ()
        return dict(found)

    def count(self, terms: Collection[str]) -> int:
        """How many entries contain any of the terms."""
        number: int = self._connection.execute(_COUNT_ENTRIES, (_any_of(terms),)).fetchone()[0]
        return number

    def forms(self, words: Collection[str]) -> frozenset[str]:
        """The words as the entries have them: in the singular and the plural, in every tense."""
        found = self._connection.execute(_SELECT_FORMS, (_any_of(words),)) if words else ()
        return frozenset(form for (form,) in found)

    def synonyms(self, words: Collection[str]) -> list[str]:
        """The words of all groups of synonyms that contain any of some words in any form."""
        return [group for (group,) in self._connection.execute(_SELECT_SYNONYMS, (_any_of(words),))]

    def contains(self, word: str) -> bool:
        """Whether an entry or a group of synonyms contains a word in any form."""
        return self._connection.execute(_SELECT_EITHER, (_any_of([word]),) * 2).fetchone() is not None


def _any_of(terms: Collection[str]) -> str:
    # In order, because a sum of floats depends on it.
    return " OR ".join(f'"{term}"' for term in sorted(terms))
