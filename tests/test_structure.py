"""Checked data to the model."""

from datetime import date

import pytest

from mlcareer_content._convert import StructureError, structure_entries, structure_fields
from mlcareer_content._entries import RawEntry, take_apart
from mlcareer_content.guide import Guide
from mlcareer_content.model import BackLink, Prose, Skill, Source, Stage

from .tables import each_row

SKILL = {"id": "hand", "name": "Hand", "category": "practice", "description": ["Pull."]}
ROPE = Skill(id="rope", name="Rope", category="practice", description=Prose(("Pull.",)))
BELL = Skill(id="bell", name="Bell", category="practice", description=Prose(("Listen.",)))
STAGE = {"id": "novice", "title": "Novice", "place": 1, "summary": ["Begin."]}
KNOWN = {"skill:rope": ROPE, "skill:bell": BELL}


def _one(kind, value, known=KNOWN):
    (entry,) = structure_entries([RawEntry(kind, value, "a.json", "")], known).values()
    return entry


def test_an_entry_is_structured():
    """Data becomes an object of the kind's class, lists become tuples and dates dates."""
    value = {**SKILL, "former_ids": ["cord"], "sources": [{"title": "A page"}], "checked_on": "2026-11-22"}
    expected = Skill(
        id="hand",
        former_ids=("cord",),
        name="Hand",
        category="practice",
        description=Prose(("Pull.",)),
        sources=(Source(title="A page"),),
        checked_on=date(2026, 11, 22),
    )

    assert expected == _one("skill", value)


def test_references_become_the_entries_themselves():
    """What refers to an entry holds the very object that is known."""
    question = _one("question", {"id": "a", "question": "A", "answer": ["B"], "stages": ["x"]}, {"stage:x": ROPE_STAGE})

    assert question.stages[0] is ROPE_STAGE


ROPE_STAGE = Stage(id="x", title="X", place=3, summary=Prose(("X.",)))


def test_skills_of_a_stage_are_parted_by_level():
    """In the data a skill has its level; in the model each level has its skills, in order."""
    value = {**STAGE, "skills": [{"skill": "rope", "level": "helpful"}, {"skill": "bell", "level": "essential"}]}
    stage = _one("stage", value)

    assert (stage.essential_skills, stage.helpful_skills) == ((BELL,), (ROPE,))


@pytest.mark.parametrize("place", [1, 20, "alongside"])
def test_a_place_is_a_rung_or_alongside(place):
    """A stage stands on a rung, or runs beside the ladder."""
    assert place == _one("stage", {**STAGE, "place": place}).place


def test_the_envelope_is_left_behind():
    """What a document says of itself belongs to no field."""
    assert _one("skill", SKILL) == _one("skill", {"$schema": "x", "kind": "skill", **SKILL})


def test_entries_may_come_in_any_order():
    """What is referred to may stand behind what refers to it; the answer keeps the order of the data."""
    raws = list(
        take_apart(
            "a.json",
            {
                "kind": "stages",
                "entries": [
                    {**STAGE, "leads_to": [{"stage": "master", "requirements": ["Time."]}]},
                    {**STAGE, "id": "master", "place": 2},
                ],
            },
        )
    )
    entries = structure_entries(raws, {})

    assert (["stage:novice", "stage:master"], entries["stage:master"]) == (
        list(entries),
        entries["stage:novice"].leads_to[0].stage,
    )


def test_a_reference_by_a_former_id_leads_to_the_entry():
    """Data that still uses a former id is resolved."""
    raws = [
        RawEntry("question", {"id": "q", "question": "Q", "answer": ["A"], "stages": ["beginner"]}, "a.json", ""),
        RawEntry("stage", {**STAGE, "former_ids": ["beginner"]}, "a.json", ""),
    ]
    entries = structure_entries(raws, {})

    assert (entries["stage:novice"],) == entries["question:q"].stages


@each_row(
    "change",
    [
        {"name": 1},
        {"name": None},
        {"name": ["Rope"]},
        {"description": "Pull."},
        {"description": [1]},
        {"alt_labels": "abc"},
        {"alt_labels": {"a": 1}},
        {"category": "unknown"},
        {"category": 1},
        {"checked_on": "22.11.2026"},
        {"checked_on": "2026-02-30"},
        {"checked_on": 20261122},
        {"sources": {"title": "A page"}},
        {"sources": [{"title": "A page", "authority": "hearsay"}]},
        {"sources": [{"title": "A page", "note": "x"}]},
        {"sources": [{}]},
        {"sources": ["A page"]},
        {"note": "unknown"},
    ],
)
def test_nothing_is_coerced(change):
    """Data of the wrong type, an unknown key or value is an error, and never made to fit."""
    with pytest.raises(StructureError) as caught:
        _one("skill", {**SKILL, **change})

    assert issubclass(caught.type, StructureError)


@each_row(
    "change",
    [
        {"place": "1"},
        {"place": True},
        {"place": None},
        {"place": 1.5},
        {"place": "beside"},
        {"skills": [{"skill": "rope", "level": "useful"}]},
        {"skills": [{"skill": "rope"}]},
        {"skills": ["rope"]},
        {"skills": [{"skill": "unknown", "level": "essential"}]},
        {"leads_to": ["rope"]},
        {"leads_to": [{"stage": "novice", "requirements": ["X."]}]},
        {"roles": ["nobody"]},
        {"roles": "nobody"},
        {"roles": [None]},
    ],
)
def test_a_stage_is_structured_right_or_not_at_all(change):
    """Places, levels and references that are wrong are errors, and so is a circle."""
    with pytest.raises(StructureError) as caught:
        _one("stage", {**STAGE, **change})

    assert issubclass(caught.type, StructureError)


@pytest.mark.parametrize("free", [1, 0, "yes", None, [True]])
def test_a_boolean_is_no_number(free):
    """True and false are not the numbers one and zero."""
    with pytest.raises(StructureError) as caught:
        _one("resource", {"id": "a", "title": "A", "category": "book", "description": ["B"], "free": free})

    assert issubclass(caught.type, StructureError)


@pytest.mark.parametrize("missing", ["id", "name", "category", "description"])
def test_a_missing_field_is_an_error(missing):
    """What a class needs has to be there."""
    with pytest.raises(StructureError) as caught:
        _one("skill", {name: value for name, value in SKILL.items() if name != missing})

    assert issubclass(caught.type, StructureError)


def test_the_fields_of_a_guide_are_structured():
    """What a guide says of itself is structured field by field."""
    value = {"id": "a", "back_link": {"label": "B", "target": "c"}}

    assert {"id": "a", "back_link": BackLink(label="B", target="c")} == structure_fields(Guide, value)


@pytest.mark.parametrize("value", [{"id": 1}, {"unknown": "x"}, {"back_link": "x"}, {"source": {"title": 1}}], ids=str)
def test_wrong_fields_of_a_guide_are_errors(value):
    """A wrong type or an unknown field of a guide is an error."""
    with pytest.raises(StructureError) as caught:
        structure_fields(Guide, value)

    assert issubclass(caught.type, StructureError)
