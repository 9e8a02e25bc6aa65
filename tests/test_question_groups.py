"""Groups of questions: declared by a guide, named by questions, shown with their headings."""

import attrs
import pytest

import mlcareer_content as mlc
from mlcareer_content.model import Prose, Question, QuestionGroup

from . import bells

WORK = QuestionGroup(id="work", heading="The *work*")
MONEY = QuestionGroup(id="money", heading="Money")
FAQ = mlc.Collection(
    "faq",
    tuple(
        Question(id=id, question=f"Is it {id}?", answer=Prose(("Yes.",)), group=group)
        for id, group in (("late", WORK), ("loud", None), ("paid", MONEY), ("wet", WORK))
    ),
)
_NOTHING_ELSE = {name: mlc.Collection(name, ()) for name in ("stages", "skills", "roles", "credentials", "resources")}
OWN = attrs.evolve(bells.OWN, faq=FAQ, question_groups=(MONEY, WORK), **_NOTHING_ELSE)


def _whole(**fields):
    return mlc.to_dict(OWN) | fields


def _messages(report):
    return [(problem.code, problem.pointer, problem.message, problem.suggestion) for problem in report.problems]


def test_a_question_has_its_group():
    """In the data a question names the id of a group; in Python it has the group with its heading."""
    value = _whole()
    loaded = mlc.load(value)

    assert ["work", None, "money", "work"] == [question.get("group") for question in value["faq"]]
    assert ({"id": "money", "heading": "Money"}, loaded) == (value["question_groups"][0], OWN)
    assert loaded.faq["wet"].group is loaded.question_groups[1]


def test_questions_are_found_by_their_group():
    """`where` takes the id of a group, `None` for questions without one, and names near matches of any other id."""
    faq = mlc.load(_whole()).faq

    assert (("late", "wet"), ("loud",)) == (faq.where(group="work").ids, faq.where(group=None).ids)
    with pytest.raises(mlc.NotFoundError, match="there is no question group 'wrk'; did you mean 'work'"):
        faq.where(group="wrk")


def test_a_contributed_question_names_a_group_of_the_packaged_guide():
    """Whoever adds a question can put it in a group that the packaged guide has."""
    question = {"kind": "question", "id": "rain", "question": "Does it rain?", "answer": ["Yes."], "group": "the-work"}

    assert "The work" == mlc.load(question).faq["rain"].group.heading


def test_an_unknown_group_is_a_problem_with_near_matches():
    """The message names the groups that there are, by their ids or headings."""
    value = _whole()
    value["faq"][0]["group"] = "wrk"
    value["faq"][3]["group"] = "money "

    assert [
        ("MLC202", "/faq/0/group", 'there is no question group "wrk"', 'did you mean "work"?'),
        (
            "MLC105",
            "/faq/3/group",
            'invalid id "money ": use lower-case words joined by hyphens',
            'did you mean "money"?',
        ),
    ] == _messages(mlc.validate(value))


def test_two_groups_cannot_have_one_id():
    """The id of a group is unique, as that of an entry."""
    value = _whole()
    value["question_groups"][1]["id"] = "money"
    value["faq"][0]["group"] = value["faq"][3]["group"] = "money"
    message = 'duplicate id "money": already used by the question group "Money" in <value>'
    suggestion = "use another id, or remove the entry if it is the same thing"

    assert [("MLC201", "/question_groups/1/id", message, suggestion)] == _messages(mlc.validate(value))


def test_a_link_cannot_lead_to_a_group():
    """Only entries have a page, so a link to a group is a broken link."""
    value = _whole()
    value["faq"][1]["answer"] = ["See [the work](<question group:work>)."]

    assert ["MLC203"] == [problem.code for problem in mlc.validate(value).problems]


@pytest.mark.parametrize("format", ["html", "markdown", "text"])
def test_groups_are_shown_with_their_headings(format):
    """Questions without a group come first, then each group in the order of its first question."""
    shown = mlc.render(OWN.faq, format)
    heading = {"html": "The *work*</h2>", "markdown": "## The \\*work\\*\n", "text": "The *work*\n----------\n"}
    parts = ["Is it loud?", heading[format], "Is it late?", "Is it wet?", "Money", "Is it paid?"]
    places = [shown.index(part) for part in parts]

    assert sorted(places) == places


def test_a_group_in_html_has_an_address():
    """A page can link to a group."""
    assert '<section class="mlc-group" id="mlc-group-money">' in mlc.render(OWN.faq, "html")


def test_other_wordings_are_searched_and_not_shown():
    """A question is found by another way to ask it, which no format shows."""
    question = attrs.evolve(FAQ[1], alt_labels=("How many decibels?",))
    guide = attrs.evolve(OWN, faq=mlc.Collection("faq", (question,)))

    assert "question:loud" == guide.search("decibels")[0].entry.ref
    assert [] == [format for format in ("html", "markdown", "text") if "decibel" in mlc.render(guide.faq, format)]
