"""The guide in passages for retrieval."""

import copy
import pickle
from datetime import date

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mlcareer_content as mlc
from mlcareer_content.model import Prose, Question, Source, Stage, Transition

from . import bells
from .commands import NOT_SHOWN
from .strategies import objects

PRESS = bells.OWN.source
PAGE = Source(title="A page", url="https://example.org/", authority="secondary")
OLD = attrs.evolve(
    bells.OLD,
    issuer=None,
    fields_of_study=(),
    description=Prose(("Proof of *skill*,\nas [ringers](role:ringer) say.", "- one\n- two")),
    available_from=None,
    replaced_by=(),
    sources=(PAGE, PRESS),
)
LATER = Stage(id="later", title="Later", place=2, summary=Prose(("You go on.",)))
STAGE = attrs.evolve(
    bells.STAGE,
    essential_skills=(),
    credentials=(OLD,),
    leads_to=(Transition(stage=LATER, requirements=Prose(("A year.",))),),
)
OWN = attrs.evolve(
    bells.OWN,
    article=attrs.evolve(bells.OWN.article, title="The way", language="en-GB", source=PAGE),
    stages=mlc.Collection("stages", (STAGE, LATER)),
    skills=mlc.Collection("skills", ()),
    credentials=mlc.Collection("credentials", (OLD,)),
)
CHUNKS = {chunk.ref: chunk for chunk in OWN.chunks()}
_NOVICE = ["Novice", "", "Stage 1", "You begin.", "Responsibilities:", "   - Pull"]
_NOVICE += ["Credentials: Old certificate", "Leads to: Later", "   A year."]
_QUOTED = "The way up, A press, 2023-24"


def test_every_entry_is_a_chunk(guide):
    """There is one passage for every entry, in the order of the guide."""
    assert [entry.ref for entry in guide] == [chunk.ref for chunk in guide.chunks()]


@pytest.mark.parametrize(
    ("ref", "breadcrumb"),
    [
        ("article:way", ("Bells", "The way")),
        ("section:start", ("Bells", "The way", "The start")),
        ("stage:novice", ("Bells", "Stages", "Novice")),
        ("question:loud", ("Bells", "What people ask", "Is it loud?")),
        ("credential:old", ("Bells", "Credentials", "Old certificate")),
    ],
)
def test_a_chunk_says_where_it_stands(ref, breadcrumb):
    """The breadcrumb leads from the guide's title to the label of the entry."""
    assert breadcrumb == CHUNKS[ref].breadcrumb


@pytest.mark.parametrize(
    ("ref", "kind", "label", "language"),
    [
        ("article:way", "article", "The way", "en-GB"),
        ("section:start", "section", "The start", "en-GB"),
        ("stage:novice", "stage", "Novice", "en"),
        ("question:loud", "question", "Is it loud?", "en"),
    ],
)
def test_a_chunk_can_be_filtered(ref, kind, label, language):
    """A passage has the kind and the label of its entry, and the language of its text, as an index stores them."""
    assert (kind, label, language) == (CHUNKS[ref].kind, CHUNKS[ref].label, CHUNKS[ref].language)


@pytest.mark.parametrize(
    ("ref", "text"),
    [
        ("article:way", "The way\n\nHow to begin."),
        ("section:start", "The start\n\nBegin."),
        ("question:loud", "Is it loud?\n\nYes.\n\nVery."),
        (
            "credential:old",
            (
                "Old certificate\n\nProof of skill, as ringers say.\n\n- one\n- two\n"
                "Category: Certification\nLast available on: 2024-02-29"
            ),
        ),
        ("stage:novice", "\n".join(_NOVICE)),
    ],
)
def test_a_chunk_stands_by_itself(ref, text):
    """The text is the label, the prose and the facts, each paragraph on a line; of the article it is the lead."""
    assert text == CHUNKS[ref].text


@pytest.mark.parametrize(
    ("ref", "source", "sources"),
    [
        ("article:way", "A page, https://example.org/ (secondary)", (PAGE,)),
        ("section:start", "A page, https://example.org/ (secondary)", (PAGE,)),
        ("question:loud", _QUOTED, (PRESS,)),
        ("stage:novice", _QUOTED, (PRESS,)),
        ("credential:old", f"A page, https://example.org/ (secondary); {_QUOTED}", (PAGE, PRESS)),
    ],
)
def test_a_chunk_can_be_cited(ref, source, sources):
    """An entry's own sources are told, or else those of the article or the guide that it stands in."""
    assert (source, sources) == (CHUNKS[ref].source, CHUNKS[ref].sources)


def test_a_section_of_an_article_without_a_source_has_that_of_the_guide():
    """Where an article does not say where its facts come from, the guide does."""
    guide = attrs.evolve(OWN, article=attrs.evolve(OWN.article, source=None))

    assert [(PRESS,)] * 2 == [chunk.sources for chunk in guide.chunks()[:2]]


def test_what_has_no_source_has_none():
    """What is not known is not said."""
    chunk = attrs.evolve(OWN, source=None).chunks()[2]

    assert ("stage:novice", "", ()) == (chunk.ref, chunk.source, chunk.sources)


@pytest.mark.parametrize(("day", "told"), [(None, False), (date(2026, 11, 22), True)])
def test_a_day_tells_the_status(day, told):
    """With a day a credential shows its status on that day, as it does in a text."""
    text = next(chunk.text for chunk in OWN.chunks(as_of=day) if chunk.ref == OLD.ref)

    assert told == ("Status on 2026-11-22: retired" in text.splitlines())


@pytest.mark.parametrize("day", ["2026-11-22", 20261122], ids=repr)
def test_a_day_is_a_date(day):
    """A day of another type is a TypeError that says what is expected."""
    with pytest.raises(TypeError, match=r"datetime\.date") as caught:
        OWN.chunks(as_of=day)

    assert type(day).__name__ in str(caught.value)


def test_a_chunk_is_a_value():
    """Chunks are compared, hashed, pickled and copied by what they hold, and cannot be changed."""
    chunk = CHUNKS[OLD.ref]

    assert {chunk} == {pickle.loads(pickle.dumps(chunk)), copy.deepcopy(chunk), *OWN.chunks()[-1:]}
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        chunk.text = ""


def test_every_word_of_the_prose_is_in_a_chunk(guide):
    """Nothing that an entry says is lost."""
    texts = {chunk.ref: chunk.text for chunk in guide.chunks()}

    assert [] == [
        (entry.ref, line)
        for entry in guide
        for prose in entry.prose
        for line in prose.text.split("\n")
        if line not in texts[entry.ref]
    ]


def test_every_chunk_of_the_packaged_guide_can_be_cited(guide):
    """Whatever is retrieved, there is a line to print below it, and it is short enough for any model."""
    chunks = guide.chunks()

    assert [] == [chunk.ref for chunk in chunks if not (chunk.source and chunk.sources)]
    assert max(len(chunk.text) for chunk in chunks) < 4_000


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_no_chunk_holds_what_a_terminal_obeys(data):
    """Control and bidi characters are left out, and labels and sources stand on one line."""
    text = data.draw(st.text(st.characters(), min_size=1))
    question = attrs.evolve(data.draw(objects(Question)), question=text, answer=Prose((text,)))
    source = Source(title=text, publisher=text)
    guide = attrs.evolve(OWN, title=text, source=source, faq=mlc.Collection("faq", (question,)))
    chunk = next(chunk for chunk in guide.chunks() if chunk.ref == question.ref)
    shown = (*chunk.breadcrumb, chunk.label, chunk.text, chunk.source)

    assert [] == [line for line in shown if NOT_SHOWN.search(line)]
    assert "\n" not in "".join((*chunk.breadcrumb, chunk.label, chunk.source))
