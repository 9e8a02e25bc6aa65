"""Categories: declared by a guide, named by entries, shown with their labels."""

import attrs
import pytest

import mlcareer_content as mlc
from mlcareer_content.model import Prose, SkillCategory

from . import bells
from .categories import PRACTICE

CLINICAL = SkillCategory(id="clinical", label="Clinical *skill*")
SKILL = attrs.evolve(bells.ROPE, category=CLINICAL, description=Prose(("Red.",)))
OWN = attrs.evolve(
    bells.OWN,
    skills=mlc.Collection("skills", (SKILL,)),
    stages=mlc.Collection("stages", ()),
    skill_categories=(CLINICAL,),
)


def _whole(**fields):
    return mlc.to_dict(OWN) | fields


def _messages(report):
    return [(problem.code, problem.pointer, problem.message, problem.suggestion) for problem in report.problems]


def _contributed(category):
    return {"kind": "skill", "id": "blood", "name": "Blood", "category": category, "description": ["Red."]}


def test_an_entry_has_its_category():
    """In the data an entry names the id of a category; in Python it has the category with its label."""
    value = _whole()
    loaded = mlc.load(value)

    assert ("clinical", OWN) == (value["skills"][0]["category"], loaded)
    assert loaded.skills[0].category is loaded.skill_categories[0]


def test_every_guide_has_the_categories_of_the_packaged_one():
    """A guide that declares none can use them, with their labels."""
    value = _whole(skills=[_contributed("practice") | {"id": "rope"}])
    del value["skill_categories"]
    loaded = mlc.load(value)

    assert ((), PRACTICE) == (loaded.skill_categories, loaded.skills[0].category)


@pytest.mark.parametrize("kind", ["skill", "credential", "resource"])
def test_schemas_name_the_categories_that_every_guide_has(kind):
    """Editors offer the examples of a schema, and show its description."""
    ids = {category.id for category in getattr(mlc.load(), f"{kind}_categories")}
    schema = mlc.schema(kind)["$defs"][kind]["properties"]["category"]

    assert ids == set(schema["examples"])
    assert all(id in schema["description"] for id in ids)


def test_a_guide_gives_a_category_a_label_of_its_own():
    """What a guide declares takes precedence over what every guide has."""
    skills = [_contributed("soft") | {"id": "rope"}]
    value = _whole(skill_categories=[{"id": "soft", "label": "Human skill"}], skills=skills)

    assert "Human skill" == mlc.load(value).skills[0].category.label


def test_a_category_equals_its_id():
    """Templates can compare it with a string, and its string is its label."""
    other = attrs.evolve(CLINICAL, label="Other")

    assert (True, False, False) == (CLINICAL == "clinical", CLINICAL == "soft", CLINICAL == other)
    assert ({"clinical"}, "Clinical *skill*") == ({CLINICAL}, str(CLINICAL))
    assert CLINICAL != 1


def test_entries_are_found_by_their_category():
    """`where` takes the id of a category of the guide, or of one that every guide has, and names near matches."""
    skills = mlc.load(_whole()).skills

    assert (("rope",), ()) == (skills.where(category="clinical").ids, skills.where(category="soft").ids)
    with pytest.raises(mlc.NotFoundError, match="there is no skill category 'clincal'; did you mean 'clinical'"):
        skills.where(category="clincal")


@pytest.mark.parametrize(
    ("category", "code", "message", "suggestion"),
    [
        ("langage", "MLC202", 'there is no skill category "langage"', 'did you mean "language"?'),
        (
            "Programming language",
            "MLC105",
            'invalid id "Programming language": use lower-case words joined by hyphens',
            'did you mean "language"?',
        ),
        (
            "clinical",
            "MLC202",
            'there is no skill category "clinical"',
            (
                'declare it in the skill_categories of the guide, or use an existing one: "field", "language", '
                '"mathematics", "computing", "data", "framework", "specialism", "practice" or "soft"'
            ),
        ),
    ],
)
def test_an_unknown_category_is_a_problem_with_near_matches(category, code, message, suggestion):
    """The message names the categories that there are, by their ids or labels."""
    assert [(code, "/category", message, suggestion)] == _messages(mlc.validate(_contributed(category)))


def test_two_categories_of_a_kind_cannot_have_one_id():
    """Those of different kinds can."""
    twice = [{"id": "clinical", "label": label} for label in ("A", "B")]
    value = _whole(skill_categories=twice, resource_categories=twice[:1])

    assert [("MLC201", "/skill_categories/1/id")] == [found[:2] for found in _messages(mlc.validate(value))]


@pytest.mark.parametrize(
    ("format", "shown"),
    [
        ("html", "Clinical *skill*"),
        ("markdown", r"**Category:** Clinical \*skill\*"),
        ("text", "Category: Clinical *skill*"),
    ],
)
def test_a_category_is_shown_with_its_label(format, shown):
    """Every format shows it as a fact, and so do the passages for retrieval."""
    assert shown in mlc.render(SKILL, format)
    assert "Category: Clinical *skill*" in next(one.text for one in OWN.chunks() if one.ref == "skill:rope")
