"""Search: people's own questions find their answer, and no text is too odd to search for.

`queries.json` holds sixty queries, half of them not in the words of the text,
each with the entries that answer it; others as people type, with slang and
typing errors; stories, of which little is about the guide; and short queries
and stories about what the guide does not hold, without answers.
"""

import json
import re
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mlcareer_content as mlc
from mlcareer_content._search import Index
from mlcareer_content.model import ENTRY_CLASSES, Prose, Role, Skill

from .categories import FIELD
from .tables import each_row

QUERIES = json.loads((Path(__file__).parent / "queries.json").read_text("utf-8"))
TYPED = [query for query in QUERIES if query.get("typed")]
WRITTEN = [query for query in QUERIES if "in_words" in query]
STORIES = [query for query in QUERIES if query.get("story") and query["answers"]]
UNANSWERED = [query["query"] for query in QUERIES if not query["answers"]]

ODD = [
    "",
    " ",
    "\t\n\r\u00a0\u2028",
    "\x00",
    "py\x00torch",
    '"',
    '""',
    'a"b',
    "'",
    "'; DROP TABLE rows; --",
    "AND",
    "OR NOT",
    "NOT python",
    "python AND",
    "NEAR(",
    "NEAR(python pytorch, 5)",
    "*",
    "pyth*",
    "^python",
    "label:python",
    "label : python",
    "{label text}: python",
    "- python",
    "+python",
    "python + pytorch",
    "(python",
    "python)",
    "(((((",
    "\\",
    "%_%",
    "\ud800",
    "\udcff python",
    "py\udfffthon",
    "\U0001f600",
    "\U0001f600 python \U0001f600",
    "e\u0301tude",
    "\u202epython",
    "\x02python\x03",
    "\x02\x03",
    "日本語",
    "مهندس",
    "ﬁ",
    "ß",
    "İstanbul",
    "1",
    "rows",
    "rank:1",
    "the",
    "what is it that I should do",
]

QUESTION = {
    "kind": "question",
    "id": "what-is-a-zyzzyva",
    "question": "What is a zyzzyva?",
    "answer": [
        "Some \U0001f600\U0001f600 say that nobody knows.",
        "It is *a beetle*, 日本 \U0001f41e, and the quokkadrome is where [PyTorch](skill:pytorch) users keep it.",
    ],
    "stages": ["mid-career"],
}


def _refs(hits):
    return [hit.entry.ref for hit in hits]


def _marked(hit):
    """The words that a hit marks in its snippet."""
    return [hit.snippet[start:end].casefold() for start, end in hit.ranges]


@pytest.fixture
def added(tmp_path):
    """The packaged guide with a contributed question."""
    (tmp_path / "question.json").write_text(json.dumps(QUESTION), "utf-8")
    return mlc.load(tmp_path)


def _missed(guide, queries, limit):
    """The queries that have no answer among their first hits, each with these hits."""
    hits = {query["query"]: _refs(guide.search(query["query"], limit=limit)) for query in queries}
    return {
        query["query"]: hits[query["query"]] for query in queries if not {*query["answers"]} & {*hits[query["query"]]}
    }


def test_there_are_queries_of_each_sort(guide):
    """Sixty are written with care, half of them in the words of the text, and their answers exist."""

    in_words = [query["in_words"] for query in WRITTEN]

    assert (30, 30) == (in_words.count(True), in_words.count(False))
    assert (26, 20, 40) == (len(TYPED), len(STORIES), len(UNANSWERED))
    assert [] == [ref for query in QUERIES for ref in query["answers"] if ref not in guide]
    assert len({query["query"] for query in QUERIES}) == len(QUERIES) == 60 + 26 + 20 + 40


@pytest.mark.parametrize(("queries", "within_three", "first"), [(WRITTEN, 95, 85), (TYPED, 88, 75), (STORIES, 80, 65)])
def test_questions_find_their_answer(guide, queries, within_three, first):
    """Nearly all queries have an answer among their first three hits, and most have it first."""

    later, missed = (_missed(guide, queries, limit) for limit in (1, 3))

    assert 100 * (1 - len(missed) / len(queries)) >= within_three, missed
    assert 100 * (1 - len(later) / len(queries)) >= first, later


def test_what_the_guide_does_not_hold_is_not_found(guide):
    """Of forty queries about other topics, at most four find something, although many have words of the guide."""

    found = {query: _refs(hits) for query in UNANSWERED if (hits := guide.search(query, limit=3))}

    assert len(found) <= 4, found


@each_row(
    "query",
    [
        "how do I get promoted",
        "what degree do I need",
        "do soft skills matter",
        "how can I keep learning",
        "what can I expect at senior level",
        "which books and courses should I start with",
    ],
)
def test_whole_questions_find_questions_first(guide, query):
    """The answer to a whole question is a question or section of the guide, rather than an entry of its glossary."""

    assert guide.search(query)[0].entry.kind in {"question", "section"}


@each_row(
    ("query", "ref"),
    [("python", "skill:python"), ("what is python", "skill:python"), ("PhD", "credential:doctoral-degree")],
)
def test_single_topics_find_their_entry_first(guide, query, ref):
    """Who types a name, or asks what it is, gets the entry that has the name."""

    assert ref == guide.search(query)[0].entry.ref


@each_row(
    ("query", "ref"),
    [
        ("pytorch", "skill:pytorch"),
        ("linear algebra", "skill:linear-algebra"),
        ("Kaggle", "resource:kaggle"),
        ("NLP", "skill:natural-language-processing"),
        ("Chief Data Scientist", "role:chief-data-scientist"),
        ("What education do I need to become a machine learning engineer?", "question:education-needed"),
        ("Mid-career advancement", "section:mid-career-advancement"),
        ("MLS-C01", "credential:aws-certified-machine-learning-specialty"),
        ("Ian Goodfellow", "resource:deep-learning"),
    ],
)
def test_names_find_their_entry_first(guide, query, ref):
    """Who types a title, a name, another name or an author gets that entry first."""

    assert ref == guide.search(query)[0].entry.ref


def test_everything_is_found_by_its_name(guide):
    """Every entry is among the first five hits for its own name."""

    assert [] == [entry.ref for entry in guide if entry.ref not in _refs(guide.search(entry.label, limit=5))]


def test_everything_is_found_by_its_other_names(guide):
    """Every other name finds an entry that bears it among the first three hits."""

    bearers = {}
    for entry in guide:
        for name in getattr(entry, "alt_labels", ()):
            bearers.setdefault(name.casefold(), set()).add(entry.ref)

    assert [] == [name for name, refs in bearers.items() if not refs & set(_refs(guide.search(name, limit=3)))]
    assert bearers


@pytest.mark.parametrize("pair", [("PhD", "Ph.D."), ("phd", "PHD"), ("resume", "résumé"), ("NLP", "N.L.P.")])
def test_spellings_are_folded(guide, pair):
    """Capitals, accents and the dots of an abbreviation make no difference."""

    first, second = (_refs(guide.search(spelling)) for spelling in pair)

    assert first == second
    assert first


def test_word_forms_are_folded(guide):
    """A plural finds what its singular finds first."""

    singular, plural = (guide.search(query)[0].entry.ref for query in ("conference", "conferences"))

    assert "resource:conferences" == singular == plural


@each_row("query", ODD)
def test_any_text_is_safe(guide, query):
    """Quotes, operators, emoji, nothing at all, halves of characters: every text has an answer, if an empty one."""

    hits = guide.search(query)

    assert all(isinstance(hit, mlc.Hit) for hit in hits)
    assert len(hits) <= 10


@each_row(
    "query",
    [
        "'a' * 100_000",
        "'a.b.' * 25_000",
        "'.' * 100_000",
        "'python ' * 15_000",
        "' '.join(f'word{number}' for number in range(15_000))",
        "'\\u0301' * 100_000",
    ],
)
def test_long_text_is_safe(query):
    """A text of 100,000 characters is answered like any other, whatever it is made of."""

    script = f"import mlcareer_content as mlc; print(len(mlc.load().search({query}, limit=3)) <= 3)"
    # No measurement: this far beyond what it takes, the process hangs.
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, timeout=60)

    assert b"True" == done.stdout.strip()


def test_the_end_of_a_long_text_is_ignored(guide):
    """Only the first 10,000 characters of a query count, so that no text fills the memory."""

    assert guide.search(" " * 9_000 + "python")
    assert () == guide.search(" " * 10_000 + "python")


@each_row("query", ["", " ", "\x00", '"', "*", "(((((", "\U0001f600", "\ud800", "." * 100_000])
def test_text_without_words_finds_nothing(guide, query):
    """What has no word in it finds nothing."""

    assert () == guide.search(query)


@each_row(
    "query",
    [
        '"pytorch"',
        "pytorch*",
        "^pytorch",
        "pytorch AND",
        "NEAR(pytorch)",
        "-pytorch",
        "pytorch:pytorch",
        "\x00pytorch\x00",
    ],
)
def test_operators_are_no_operators(guide, query):
    """Signs that FTS5 would obey are dropped, and the word among them is found."""

    assert "skill:pytorch" in _refs(guide.search(query, limit=3))


@settings(deadline=None, max_examples=200)
@given(st.text())
def test_no_text_breaks_the_search(query):
    """Whatever text is searched for, what comes back keeps its promises."""

    for hit in mlc.load().search(query, limit=3):
        assert hit.score > 0
        assert all(0 <= start < end <= len(hit.snippet) for start, end in hit.ranges)


@each_row(
    ("word", "ref"),
    [
        ("calculus", "skill:calculus"),
        ("pytorch", "skill:pytorch"),
        ("statistics", "skill:statistics"),
        ("mentoring", "skill:mentoring"),
        ("coursera", "resource:coursera"),
        ("kaggle", "resource:kaggle"),
        ("researcher", "role:researcher"),
    ],
)
@each_row("place", [0, 1, 3, -2, -1])
def test_one_typing_error_is_forgiven(guide, word, ref, place):
    """A letter that is missing, doubled, wrong, added or swapped with its neighbour, anywhere in the word."""

    place %= len(word)
    head, letter, tail = word[:place], word[place], word[place + 1 :]
    typed = {
        "missing": head + tail,
        "doubled": head + letter * 2 + tail,
        "wrong": head + "x" + tail,
        "added": head + "x" + letter + tail,
        "swapped": head + tail[:1] + letter + tail[1:],
    }
    missed = {sort: query for sort, query in typed.items() if ref not in _refs(guide.search(query, limit=3))}

    assert {} == missed


@each_row(
    ("word", "ref"),
    [
        ("statistics", "skill:statistics"),
        ("collaboration", "skill:collaboration"),
        ("tensorflow", "skill:tensorflow"),
        ("probability", "skill:probability"),
        ("conferences", "resource:conferences"),
    ],
)
@each_row(("swapped", "doubled"), [(1, 5), (3, 7), (6, 2)])
def test_two_typing_errors_are_forgiven_in_a_long_word(guide, word, ref, swapped, doubled):
    """Two letters swapped and another doubled, where one correction alone leads nowhere."""

    typed = word[:swapped] + word[swapped + 1] + word[swapped] + word[swapped + 2 :]
    typed = typed[:doubled] + typed[doubled] + typed[doubled:]

    assert ref in _refs(guide.search(typed, limit=3))


@each_row("query", ["brick", "bake", "jvaaa", "pyhtonn", "cooking classes"])
def test_short_words_are_corrected_with_care(guide, query):
    """Another first letter, or two errors in a short word, make another word rather than a misspelt one."""

    assert () == guide.search(query)


@each_row(("query", "same"), [("waht is pytohn", "what is python"), ("shoud I lerrn java", "should I learn java")])
def test_misspelt_stop_words_are_dropped(guide, query, same):
    """A stop word with a typing error is no topic."""

    assert guide.search(same)[0].entry == guide.search(query)[0].entry


@each_row(
    ("query", "ref"),
    [
        ("deeplearning", "skill:deep-learning"),
        ("py torch", "skill:pytorch"),
        ("meet ups", "resource:meetups"),
        ("opensource", "stage:education"),
        ("side-projects", "question:how-to-advance"),
    ],
)
def test_spaces_between_words_make_no_difference(guide, query, ref):
    """Two words that are written as one are found, and one that is written as two."""

    assert ref in _refs(guide.search(query, limit=3))


def test_other_names_stand_for_the_label(tmp_path):
    """An abbreviation finds the texts that have the label of its entry, not only the entry."""

    skill = {
        "kind": "skill",
        "id": "quokka-tracking",
        "name": "Quokka tracking",
        "alt_labels": ["QTK"],
        "category": "data",
        "description": ["Where they went."],
    }
    (tmp_path / "skill.json").write_text(json.dumps(skill), "utf-8")
    (tmp_path / "question.json").write_text(
        json.dumps({**QUESTION, "answer": ["Ask those who learnt quokka tracking."]}), "utf-8"
    )

    assert ["skill:quokka-tracking", "question:what-is-a-zyzzyva"] == _refs(mlc.load(tmp_path).search("QTK"))


def test_typing_errors_are_forgiven_among_other_words(guide):
    """One wrong letter in each of several words still finds the entry."""

    assert "skill:linear-algebra" == guide.search("lineer algebrs")[0].entry.ref


@each_row("kind, name", [*((kind, kind) for kind in ENTRY_CLASSES), ("question", "faq"), ("skill", "skills")])
def test_kind_limits_the_hits(guide, kind, name):
    """With the name of a kind or of its collection, every hit is of that kind, and there are hits."""

    named = next(entry for entry in guide if entry.kind == kind)
    hits = guide.search(f"{named.label} machine learning engineer career", kind=name)

    assert {kind} == {hit.entry.kind for hit in hits}
    assert named in [hit.entry for hit in hits]


@each_row("limit", [1, 2, 3, 10, 50, 10**30])
def test_limit_bounds_the_hits(guide, limit):
    """There are as many hits as the limit allows, and a smaller limit gives the first of them."""

    every = guide.search("machine learning", limit=1000)

    assert every[:limit] == guide.search("machine learning", limit=limit)
    assert len(every) > 10


def test_ten_hits_are_usual(guide):
    """Without a limit there are ten hits at the most."""

    assert 10 == len(guide.search("machine learning"))


@each_row("query", [query["query"] for query in QUERIES])
def test_scores_descend(guide, query):
    """The best hit comes first, each entry comes once, and every score is above nought."""

    hits = guide.search(query, limit=100)
    scores = [hit.score for hit in hits]

    assert sorted(scores, reverse=True) == scores
    assert len(set(_refs(hits))) == len(hits)
    assert min(scores, default=1) > 0


@each_row(
    ("arguments", "options"),
    [
        ([None], {}),
        ([b"python"], {}),
        ([1], {}),
        ([["python"]], {}),
        (["python"], {"kind": 1}),
        (["python"], {"kind": b"skill"}),
        (["python"], {"limit": "3"}),
        (["python"], {"limit": 3.0}),
        (["python"], {"limit": True}),
        (["python"], {"limit": None}),
        (["python", "skill"], {}),
    ],
)
def test_wrong_types_are_type_errors(guide, arguments, options):
    """An argument of the wrong type is a TypeError."""

    with pytest.raises(TypeError):
        guide.search(*arguments, **options)


@pytest.mark.parametrize("limit", [0, -1])
def test_limit_is_at_least_one(guide, limit):
    """A limit below 1 is a ValueError that says so."""

    with pytest.raises(ValueError, match=f"limit must be at least 1, not {limit}"):
        guide.search("python", limit=limit)


@pytest.mark.parametrize(("kind", "near"), [("skil", "skill"), ("Question", "question"), ("Faq", "faq"), ("xyz", None)])
def test_unknown_kind_is_not_found(guide, kind, near):
    """A kind that does not exist is a NotFoundError with near matches, never an empty answer."""

    with pytest.raises(mlc.NotFoundError) as caught:
        guide.search("python", kind=kind)

    assert near is None or near in caught.value.near


@each_row("query", ["pytorch", "linear algebra", "kaggle competitions", "pytroch", "Ph.D.", "MLS-C01"])
def test_ranges_are_words_of_the_snippet(guide, query):
    """Each range is a whole word of the snippet; the ranges are in order and apart."""

    for hit in guide.search(query):
        bounds = [bound for range_ in hit.ranges for bound in range_]
        outside = [hit.snippet[start - 1 : start] + hit.snippet[end : end + 1] for start, end in hit.ranges]

        assert sorted(set(bounds)) == bounds
        assert [] == [sides for sides in outside if re.search(r"\w", sides)]
        assert all(_marked(hit))


def test_ranges_point_at_the_words(added):
    """Ranges count code points, so that emoji before a word do not shift it."""

    (hit,) = added.search("quokkadrome")

    assert ("question:what-is-a-zyzzyva", ["quokkadrome"]) == (hit.entry.ref, _marked(hit))
    assert "日本 \U0001f41e, and the quokkadrome is" in hit.snippet


def test_ranges_point_at_what_was_meant(added):
    """A word that was typed wrongly is marked where it stands as it should be."""

    (hit,) = added.search("quokadrome")

    assert ["quokkadrome"] == _marked(hit)


def test_ranges_point_at_words_of_a_name(added):
    """Where the text does not hold the word, the snippet is the name that does."""

    (hit,) = added.search("zyzzyva")

    assert ("What is a zyzzyva?", ["zyzzyva"]) == (hit.snippet, _marked(hit))


@pytest.mark.parametrize("query", ["pytorch", "advance", "degree", "mathematics"])
def test_snippets_are_plain_text(guide, query):
    """A snippet has no markup and no mark of the search engine, and stands in what a reader sees of the entry."""

    for hit in guide.search(query):
        seen = "\n".join(
            (
                hit.entry.label,
                *getattr(hit.entry, "alt_labels", ()),
                *(prose.text for prose in hit.entry.prose),
                *hit.entry.lines,
            )
        )

        assert hit.snippet.removeprefix("…").removesuffix("…") in seen


def test_contributed_entries_are_found(added, guide):
    """A contributed entry is found by its title and by its text, and the packaged guide knows nothing of it."""

    ref = "question:what-is-a-zyzzyva"

    assert ([ref], [ref]) == (_refs(added.search("zyzzyva")), _refs(added.search("quokkadrome", kind="question")))
    assert () == guide.search("quokkadrome")
    assert "skill:pytorch" == added.search("pytorch")[0].entry.ref


def test_hits_hold_the_entries_themselves(guide):
    """A hit holds the very entry of the guide."""

    hit = guide.search("pytorch")[0]

    assert guide["skill:pytorch"] is hit.entry


def test_former_ids_do_not_disturb_the_search(tmp_path):
    """An entry that had another id is found without a warning."""

    (tmp_path / "question.json").write_text(json.dumps({**QUESTION, "former_ids": ["beetle"]}), "utf-8")

    assert ["question:what-is-a-zyzzyva"] == _refs(mlc.load(tmp_path).search("zyzzyva"))


def test_threads_get_the_same_answers():
    """Sixteen threads that search a fresh guide at once all get what one gets alone."""

    queries = [query["query"] for query in QUERIES[:20]]
    fresh = mlc.load().__class__(
        **{
            name: getattr(mlc.load(), name)
            for name in ("id", "title", "language", "version", "license", "article", "stages", "faq", "skills", "roles")
        }
    )
    barrier = threading.Barrier(16)
    answers = []

    def use():
        barrier.wait()
        answers.append(tuple(fresh.search(query) for query in queries))

    threads = [threading.Thread(target=use) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (16, {tuple(fresh.search(query) for query in queries)}) == (len(answers), set(answers))


def test_missing_fts5_is_told(monkeypatch):
    """A Python whose SQLite has no FTS5 is told so."""

    class WithoutFts5:
        def __init__(self, *_args, **_options):
            pass

        def execute(self, *_args):
            raise sqlite3.OperationalError("no such module: fts5")

        executescript = executemany = execute

    monkeypatch.setattr(sqlite3, "connect", WithoutFts5)

    with pytest.raises(mlc.ContentError, match="FTS5"):
        Index([], lambda _entry: ())


def test_index_stands_alone():
    """The index needs no guide: entries are enough."""

    entries = [
        Skill(id="a", name="Apple", category=FIELD, description=Prose(("A fruit that keeps.",))),
        Skill(id="b", name="Pear", category=FIELD, description=Prose(("A fruit that does not.",))),
        Role(id="c", title="Cart", description=Prose(("What carries an apple.",))),
    ]
    index = Index(entries, lambda _entry: ())

    assert ["a", "c"] == [entry.id for entry, *_ in index.search("apple", None, 10)]
    assert ["c"] == [entry.id for entry, *_ in index.search("apple", "role", 10)]
    assert ["a"] == [entry.id for entry, *_ in index.search("apple", None, 1)]
    assert [] == index.search("stone", None, 10)
    assert [] == Index([], lambda _entry: ()).search("apple", None, 10)
