"""Objects made in Python: a value of the wrong type fails at once."""

import re
from datetime import UTC, date, datetime

import attrs
import pytest

import mlcareer_content as mlc
from mlcareer_content.model import Article, Prose, Role, Skill, Source, Stage, Transition

from .tables import each_row

PROSE = Prose(("Pull.",))
SKILL = Skill(id="rope", name="Rope", category="practice", description=PROSE)
ROLE = Role(id="ringer", title="Ringer", description=PROSE)
STAGE = Stage(id="novice", title="Novice", place=1, summary=PROSE)
ARTICLE = Article(id="way", title="The way", language="en", date_published=date(2026, 11, 1), lead=PROSE, sections=())
GUIDE = mlc.Guide(id="bell", title="Bells", language="en", version="1", license="CC-BY-4.0", article=ARTICLE)
SOURCE = Source(title="A page")
TRANSITION = Transition(stage=STAGE, requirements=PROSE)
ROLES = mlc.Collection("skills", (ROLE,))
DATETIME = datetime(2026, 11, 1, tzinfo=UTC)


@each_row(
    ("value", "change", "message"),
    [
        (SKILL, {"name": None}, "Skill.name must be str, not None"),
        (SKILL, {"name": b"Rope"}, "Skill.name must be str, not b'Rope'"),
        (SKILL, {"alt_labels": ["Cord"]}, "Skill.alt_labels must be a tuple of str, not ['Cord']"),
        (SKILL, {"alt_labels": "Cord"}, "Skill.alt_labels must be a tuple of str, not 'Cord'"),
        (SKILL, {"alt_labels": ("Cord", 1)}, "Skill.alt_labels[1] must be str, not 1"),
        (SKILL, {"category": 1}, "Skill.category must be one of 'field', 'language'"),
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
        (SKILL, {"category": "practise"}, "'soft', not 'practise'; did you mean 'practice'?"),
        (SKILL, {"category": "zzz"}, "'practice', 'soft', not 'zzz'"),
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
