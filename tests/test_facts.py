"""Every fact of the brief stands in the text, and no sentence can go without a fact going too.

`facts.json` lists for each key of the brief the entries that carry the fact,
and the terms that have to stand there, each once.
"""

import json
import re
from pathlib import Path

import mlcareer_content as mlc

from .tables import each_row

FACTS = json.loads((Path(__file__).parent / "facts.json").read_text("utf-8"))
KEYS = {"I": 2, "E": 8, "N": 5, "M": 4, "S": 5, "T": 2, "C": 3, "Z": 5, "Q": 7}
SECTIONS = {
    "E": "section:education-and-skill-acquisition",
    "N": "section:entry-level-roles",
    "M": "section:mid-career-advancement",
    "S": "section:senior-roles-and-leadership",
    "T": "section:industry-impact-and-thought-leadership",
    "C": "section:continuous-learning-and-adaptability",
    "Z": "section:conclusion",
}


def _text(entry):
    """The plain text that carries the facts of an entry."""
    prose = {"article": "lead", "section": "body", "question": "answer"}[entry.kind]
    return getattr(entry, prose).text


def _missing(ref, text):
    """The terms of an entry's facts that do not stand in a text exactly once."""
    return [
        (key, term)
        for key, carriers in FACTS.items()
        for carrier in carriers
        if carrier["ref"] == ref
        for term in carrier["terms"]
        if text.count(term) != 1
    ]


def _sentences(text):
    """The sentences of a text; an item of a list begins one."""
    return [
        sentence
        for line in text.split("\n")
        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z])", line.removeprefix("- "))
        if sentence
    ]


def _carriers():
    guide = mlc.load()
    return [guide.article, *guide.article.sections, *guide.faq]


def test_every_key_of_the_brief_is_there():
    """Every fact of the brief has its key, in the order of the brief, and each has terms."""

    expected = [f"{letter}{number}" for letter, count in KEYS.items() for number in range(1, count + 1)]

    assert expected == list(FACTS)
    assert all(carrier["terms"] for carriers in FACTS.values() for carrier in carriers)
    assert all(FACTS.values())


@each_row("key", FACTS)
def test_fact_is_carried_where_the_brief_puts_it(guide, key):
    """A fact stands in the section or answer that the brief names for it."""

    if key[0] == "I":
        expected = guide.article.ref
    elif key[0] == "Q":
        expected = guide.faq[int(key[1]) - 1].ref
    else:
        expected = SECTIONS[key[0]]

    assert expected in {carrier["ref"] for carrier in FACTS[key]}


@each_row("entry", _carriers())
def test_terms_stand_once(entry):
    """Each term of a fact stands in its entry, and once, so that it cannot be dropped unseen."""

    assert [] == _missing(entry.ref, _text(entry))


def test_facts_name_entries_that_carry_them():
    """Every fact names the lead, a section or an answer."""

    assert {entry.ref for entry in _carriers()} == {
        carrier["ref"] for carriers in FACTS.values() for carrier in carriers
    }


@each_row("entry", _carriers())
def test_no_sentence_can_go(entry):
    """Whichever sentence is taken out, at least one fact is missing."""

    text = _text(entry)
    sentences = _sentences(text)

    assert [] == [sentence for sentence in sentences if not _missing(entry.ref, text.replace(sentence, "", 1))]
    assert len(sentences) >= 4
    assert "".join(text.split()) == "".join("".join(sentences).split()) or "- " in text


def test_sentences_are_told_apart():
    """The sentences that the test above takes out are whole sentences."""

    text = "One is here. Is two? Three, e.g. this!\n\n- A list.\n- Of two"

    assert ["One is here.", "Is two?", "Three, e.g. this!", "A list.", "Of two"] == _sentences(text)
