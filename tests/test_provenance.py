"""Which sources speak for a passage: those of the whole guide, those of the entry, or both."""

from datetime import date

import attrs
import pytest

import mlcareer_content as mlc
from mlcareer_content.model import Prose, Question, QuestionGroup, Section, Source

from . import bells

PRESS = bells.OWN.source
PAGE = Source(title="A page", publisher="A tower", url="https://example.org/", authority="primary")
GROUP = QuestionGroup(id="work", heading="The work")
DAY = date(2026, 11, 29)


def _question(id, **fields):
    return Question(id=id, question=f"Is it {id}?", answer=Prose(("Yes.",)), **fields)


MIXED = Section(id="mixed", heading="Mixed", body=Prose(("Both.",)), sources=(PAGE,), checked_on=DAY)
OWN = attrs.evolve(
    bells.OWN,
    question_groups=(GROUP,),
    article=attrs.evolve(bells.OWN.article, source=PRESS, sections=(*bells.OWN.article.sections, MIXED)),
    faq=mlc.Collection(
        "faq",
        (
            _question("loud"),
            _question("late", sources=(PAGE,), checked_on=DAY),
            _question("wet", group=GROUP, sources=(PAGE,)),
            _question("cold", group=GROUP),
        ),
    ),
)


@pytest.mark.parametrize(
    ("ref", "sources"),
    [
        ("section:start", (PRESS,)),
        ("section:mixed", (PRESS, PAGE)),
        ("question:loud", (PRESS,)),
        ("question:late", (PRESS, PAGE)),
        ("question:wet", (PAGE,)),
        ("question:cold", ()),
    ],
)
def test_a_chunk_cites_what_speaks_for_it(ref, sources):
    """The source of the whole speaks for the article and the questions in no group, besides their own sources."""
    chunk = {chunk.ref: chunk for chunk in OWN.chunks()}[ref]

    assert sources == chunk.sources
    assert [source.title in chunk.source for source in (PRESS, PAGE)] == [one in sources for one in (PRESS, PAGE)]


@pytest.mark.parametrize("format", ["html", "markdown", "text"])
@pytest.mark.parametrize("ref", ["section:mixed", "question:late"])
def test_sections_and_questions_show_their_sources(ref, format):
    """Every format names the sources of a section and a question, and when they were read."""
    shown = mlc.render(OWN[ref], format)

    assert ("A page, A tower" in shown, "29 November 2026" in shown or "2026-11-29" in shown) == (True, True)


@pytest.mark.parametrize("format", ["html", "markdown", "text"])
def test_a_whole_guide_shows_the_sources_of_its_parts(format):
    """In a whole guide, they stand with the section and the question too."""
    assert 3 == mlc.render(attrs.evolve(OWN, skills=mlc.Collection("skills", ())), format).count("A page, A tower")


def test_the_credit_names_the_sources_of_the_entries():
    """The credit does not claim that all facts are from one publication, unless no entry has sources."""
    plain = attrs.evolve(
        bells.OWN, **{name: mlc.Collection(name, ()) for name in ("skills", "roles", "credentials", "resources")}
    )

    assert "2023-24, and from the sources named with each entry. " in OWN.credit
    assert plain.credit.startswith("Facts from “The way up”, A press, 2023-24. Text")


@pytest.mark.parametrize("kind", ["section", "question"])
def test_old_facts_of_sections_and_questions_are_reported(kind):
    """With a date, a section or question that was checked more than a year before is a warning."""
    value = mlc.to_dict(OWN)
    report = mlc.validate(value, as_of=date(2027, 11, 30))
    pointer = {"section": "/article/sections/1/checked_on", "question": "/faq/1/checked_on"}[kind]

    assert [("MLC310", pointer)] == [(one.code, one.pointer) for one in report.problems if one.pointer == pointer]
