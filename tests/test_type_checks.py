"""Objects made in Python: a value of the wrong type fails at once, and whatever is made can be used."""

import re
from datetime import UTC, date, datetime
from typing import Literal, get_args, get_origin

import attrs
import pytest

import mlcareer_content as mlc
from mlcareer_content.model import (
    ENTRY_CLASSES,
    Article,
    CredentialCategory,
    Entry,
    Place,
    Prose,
    ResourceCategory,
    Role,
    Skill,
    SkillCategory,
    Source,
    Stage,
    Transition,
)

from . import hostile
from .categories import BOOK, CERTIFICATION, PRACTICE
from .tables import each_row

PROSE = Prose(("Pull.",))
SKILL = Skill(id="rope", name="Rope", category=PRACTICE, description=PROSE)
ROLE = Role(id="ringer", title="Ringer", description=PROSE)
STAGE = Stage(id="novice", title="Novice", place=1, summary=PROSE)
ARTICLE = Article(id="way", title="The way", language="en", date_published=date(2026, 11, 1), lead=PROSE, sections=())
GUIDE = mlc.Guide(id="bell", title="Bells", language="en", version="1", license="CC-BY-4.0", article=ARTICLE)
SOURCE = Source(title="A page")
TRANSITION = Transition(stage=STAGE, requirements=PROSE)
ROLES = mlc.Collection("skills", (ROLE,))
DATETIME = datetime(2026, 11, 1, tzinfo=UTC)
FORMATS = ("html", "markdown", "text", "json", "jsonld")


@each_row(
    ("value", "change", "message"),
    [
        (SKILL, {"name": None}, "Skill.name must be str, not None"),
        (SKILL, {"name": b"Rope"}, "Skill.name must be str, not b'Rope'"),
        (SKILL, {"alt_labels": ["Cord"]}, "Skill.alt_labels must be a tuple of str, not ['Cord']"),
        (SKILL, {"alt_labels": "Cord"}, "Skill.alt_labels must be a tuple of str, not 'Cord'"),
        (SKILL, {"alt_labels": ("Cord", 1)}, "Skill.alt_labels[1] must be str, not 1"),
        (SKILL, {"category": 1}, "Skill.category must be SkillCategory, not 1"),
        (SKILL, {"category": BOOK}, "Skill.category must be SkillCategory, not ResourceCategory(id='book'"),
        (SKILL, {"description": "Pull."}, "Skill.description must be Prose, not 'Pull.'"),
        (SKILL, {"url": 1}, "Skill.url must be str or None, not 1"),
        (SKILL, {"sources": ("A page",)}, "Skill.sources[0] must be Source, not 'A page'"),
        (SKILL, {"checked_on": "2026-11-01"}, "Skill.checked_on must be date or None, not '2026-11-01'"),
        (SKILL, {"checked_on": DATETIME}, "Skill.checked_on must be date or None, not datetime.datetime(2026, 11, 1"),
        (STAGE, {"place": True}, "Stage.place must be int or 'alongside', not True"),
        (STAGE, {"roles": (STAGE,)}, "Stage.roles[0] must be Role, not Stage(id='novice'"),
        (STAGE, {"roles": ("ringer",)}, "Stage.roles[0] must be Role, not 'ringer'"),
        (PROSE, {"blocks": "Pull."}, "Prose.blocks must be a tuple of str, not 'Pull.'"),
        (TRANSITION, {"stage": "novice"}, "Transition.stage must be Stage, not 'novice'"),
        (GUIDE.skills, {"entries": ["rope"]}, "Collection.entries must be a tuple of Entry, not ['rope']"),
        (GUIDE, {"article": None}, "Guide.article must be Article, not None"),
        (GUIDE, {"skills": (SKILL,)}, "Guide.skills must be a Collection of Skill, not (Skill(id='rope'"),
        (GUIDE, {"skills": ROLES}, "Guide.skills[0] must be Skill, not Role(id='ringer'"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused(value, change, message):
    """The error names the class, the field, the types that it takes and the value."""
    with pytest.raises(TypeError, match=f"^{re.escape(message)}"):
        attrs.evolve(value, **change)


@each_row(
    ("value", "change", "message"),
    [
        (STAGE, {"place": "alongsid"}, "must be int or 'alongside', not 'alongsid'; did you mean 'alongside'?"),
        (SOURCE, {"authority": "primry"}, "'secondary' or None, not 'primry'; did you mean 'primary'?"),
        (SOURCE, {"authority": "zzz"}, "'primary', 'secondary' or None, not 'zzz'"),
        (GUIDE, {"skills": GUIDE.roles}, "Guide.skills must be a collection of the kind 'skills', not 'roles'"),
    ],
)
def test_an_unknown_choice_is_refused_with_near_matches(value, change, message):
    """The error lists the choices, and suggests those that are nearly the same."""
    with pytest.raises(ValueError, match=f"{re.escape(message)}$"):
        attrs.evolve(value, **change)


def test_subclasses_are_accepted():
    """A string of a class of its own, such as that of MarkupSafe, is a string."""
    assert attrs.evolve(SKILL, name=mlc.render(SKILL, "html")).name == mlc.render(SKILL, "html")


def _empty(class_):
    """An object whose every required text, list and prose is empty."""
    values = {
        str: "",
        SkillCategory: PRACTICE,
        CredentialCategory: CERTIFICATION,
        ResourceCategory: BOOK,
        Prose: Prose(()),
        date: date.min,
        Place: -(10**9),
    }
    found = {}
    for one in attrs.fields(attrs.resolve_types(class_)):
        if one.default is attrs.NOTHING:
            choices = get_args(one.type) if get_origin(one.type) is Literal else [()]
            found[one.name] = values.get(one.type, choices[0])
    return class_(**found)


@each_row("item", [*map(_empty, ENTRY_CLASSES.values()), GUIDE, mlc.Collection("bells", (SKILL,))])
@each_row("format_", FORMATS)
def test_empty_objects_have_every_format(item, format_):
    """What is empty, or of a kind of its own, is rendered too."""
    assert mlc.render(item, format_).encode()


def test_a_collection_of_another_kind_is_queried_by_the_fields_of_all_entries():
    """A kind that is not of a guide has no fields of its own."""
    assert [SKILL] == list(mlc.Collection("bells", (SKILL, ROLE)).where(id="rope"))


@pytest.mark.parametrize("seed", range(3))
def test_a_hostile_guide_has_every_format(seed):
    """Whatever the texts contain, a guide is rendered, searched and taken apart."""
    guide = hostile.guide(hostile.strings(seed))
    rendered = [mlc.render(item, format_) for item in (guide, *guide.collections, *guide) for format_ in FORMATS]

    assert all(text.encode() for text in [*rendered, mlc.render(guide, "svg")])
    assert isinstance(guide.search("script")[0].entry, Entry)
    assert len(guide.chunks()) == len(guide)
