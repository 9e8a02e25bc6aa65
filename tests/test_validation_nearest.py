"""Whoever names an entry in a wrong way, or by its name, is told its id."""

import pytest

import mlcareer_content as mlc

STAGE = {"kind": "stage", "id": "novice", "title": "Novice", "place": "alongside", "summary": ["The first."]}


def _told(value, *more):
    return [(problem.code, problem.suggestion) for problem in mlc.validate(value, *more).problems]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Natural Language Processing", "natural-language-processing"),
        ("NLP", "natural-language-processing"),
        ("nlp", "natural-language-processing"),
        ("ML", "machine-learning"),
        ("Py Torch", "pytorch"),
        ("machine_learning", "machine-learning"),
        ("skill:pytorch", "pytorch"),
        ("skills:PyTorch", "pytorch"),
        ("pyhton", "python"),
    ],
)
def test_an_entry_is_found_by_what_people_call_it(written, meant):
    """A name, an abbreviation, a ref or a slip in the place of an id: one problem, with the id that there is."""
    ((_, cure),) = _told({**STAGE, "skills": [{"skill": written, "level": "helpful"}]})

    assert f'did you mean "{meant}"?' == cure


@pytest.mark.parametrize(
    ("target", "code", "cure"),
    [
        ("skill:Py Torch", "MLC203", 'did you mean "skill:pytorch"?'),
        ("Skill:python", "MLC203", 'did you mean "skill:python"?'),
        ("skills:python", "MLC203", 'did you mean "skill:python"?'),
        ("skill: python", "MLC203", 'did you mean "skill:python"?'),
        ("python", "MLC203", 'did you mean "skill:python"?'),
        ("role:MLE", "MLC203", 'did you mean "role:machine-learning-engineer"?'),
        ("example.org", "MLC312", 'write "https://example.org"'),
        ("example", "MLC312", "name an entry as kind:id, or begin with https://"),
        ("thing:b", "MLC312", "name an entry as kind:id, or begin with https://"),
        ("skill:zzzz", "MLC203", "add the skill, or name one that exists"),
        ("skils:zzzz", "MLC203", "write it as skill:id; add the skill, or name one that exists"),
        ("https://example.org/a b", "MLC313", "write %20 for each space in the address"),
    ],
)
def test_a_link_that_leads_nowhere_is_told_where_it_may_lead(target, code, cure):
    """A target in the wrong form is answered with the entry, or the address, that was meant."""
    assert [(code, cure)] == _told({**STAGE, "summary": [f"See [this]({target})."]})


def test_an_entry_of_another_file_is_found_by_its_name():
    """Names of contributed entries are known as those of the guide are."""
    skill = {"kind": "skill", "id": "cpp", "name": "C++", "alt_labels": ["C plus plus"], "category": "language"}
    stage = {**STAGE, "skills": [{"skill": "c plus plus", "level": "helpful"}]}

    assert [("MLC105", 'did you mean "cpp"?')] == _told(stage, {**skill, "description": ["A language."]})


def test_where_there_are_few_all_are_named():
    """Somebody who has never seen the guide learns which stages there are."""
    ((_, cure),) = _told({**STAGE, "leads_to": [{"stage": "zzzz", "requirements": ["A year."]}]})

    assert cure.startswith('add the stage, or name one that exists: "education", "entry-level", ')


@pytest.mark.parametrize(("places", "free"), [((2,), "6, 7, 8"), ((2, 6), "7, 8, 9")])
def test_a_rung_that_is_taken_is_answered_with_free_ones(places, free):
    """The rungs that no stage stands on are named."""
    stages = [{**STAGE, "id": f"novice-{place}", "place": place} for place in places]
    ((code, cure),) = _told(*stages)

    assert ("MLC207", f"write a rung that is free ({free}") == (code, cure[: len(f"write a rung that is free ({free}")])


def test_where_no_rung_is_free_a_stage_stands_alongside():
    """A ladder of twenty rungs is full."""
    stages = [{**STAGE, "id": f"novice-{number}", "place": min(number, 20)} for number in range(6, 22)]

    assert [("MLC207", 'write "alongside"')] == _told(*stages)
