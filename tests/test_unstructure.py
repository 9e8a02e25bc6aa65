"""The model back to data."""

import mlcareer_content as mlc
from mlcareer_content.model import Prose, Question, Resource, Skill, Stage, Transition

from .categories import BOOK, PRACTICE

ROPE = Skill(id="rope", name="Rope", category=PRACTICE, description=Prose(("Pull.",)))
BELL = Skill(id="bell", name="Bell", category=PRACTICE, description=Prose(("Listen.",)))
LATER = Stage(id="x", title="X", place=3, summary=Prose(("X.",)))


def test_data_is_plain_and_in_the_order_of_the_fields():
    """An entry becomes ids, lists and strings; absent values are left out; keys are in the order of the fields."""
    stage = Stage(
        id="novice",
        title="Novice",
        place=1,
        summary=Prose(("Begin.", "- a\n- b")),
        essential_skills=(ROPE,),
        helpful_skills=(BELL,),
        leads_to=(Transition(stage=LATER, requirements=Prose(("Time.",))),),
    )
    expected = {
        "kind": "stage",
        "id": "novice",
        "title": "Novice",
        "place": 1,
        "summary": ["Begin.", "- a\n- b"],
        "skills": [{"skill": "rope", "level": "essential"}, {"skill": "bell", "level": "helpful"}],
        "leads_to": [{"stage": "x", "requirements": ["Time."]}],
    }

    assert (expected, list(expected)) == (mlc.to_dict(stage), list(mlc.to_dict(stage)))


def test_false_is_not_absent():
    """A value that is false is kept; only `None` and empty tuples are left out."""
    resource = Resource(id="a", title="A", category=BOOK, description=Prose(("B",)), free=False)

    assert mlc.to_dict(resource)["free"] is False


def test_data_is_fresh():
    """Changing the data changes nothing in the entry."""
    question = Question(id="a", question="A", answer=Prose(("B",)))
    mlc.to_dict(question)["answer"].append("C")

    assert mlc.to_dict(question)["answer"] == ["B"]
