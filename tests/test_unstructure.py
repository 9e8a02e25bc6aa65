"""The model back to data."""

from mlcareer_content._convert import unstructure
from mlcareer_content.model import Prose, Question, Resource, Skill, Stage, Transition

ROPE = Skill(id="rope", name="Rope", category="practice", description=Prose(("Pull.",)))
BELL = Skill(id="bell", name="Bell", category="practice", description=Prose(("Listen.",)))
LATER = Stage(id="x", title="X", place=3, summary=Prose(("X.",)))


def test_unstructured_data_is_plain_and_in_the_order_of_the_class():
    """An entry becomes ids, lists and strings; what is absent is left out; keys are in the order of the fields."""
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
        "id": "novice",
        "title": "Novice",
        "place": 1,
        "summary": ["Begin.", "- a\n- b"],
        "skills": [{"skill": "rope", "level": "essential"}, {"skill": "bell", "level": "helpful"}],
        "leads_to": [{"stage": "x", "requirements": ["Time."]}],
    }

    assert (expected, list(expected)) == (unstructure(stage), list(unstructure(stage)))


def test_false_is_not_absent():
    """A value that is false is kept; only what the model holds as absent is left out."""
    value = {"id": "a", "title": "A", "category": "book", "description": ["B"], "free": False}

    assert value == unstructure(Resource(id="a", title="A", category="book", description=Prose(("B",)), free=False))


def test_unstructuring_gives_fresh_data():
    """Data that was given out can be changed without harm."""
    question = Question(id="a", question="A", answer=Prose(("B",)))
    unstructure(question)["answer"].append("C")

    assert unstructure(question)["answer"] == ["B"]
