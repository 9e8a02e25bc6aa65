"""Whoever names an entry in a wrong way, or by its name, is told its id."""

from datetime import date

import pytest

import mlcareer_content as mlc

from .tables import each_row

STAGE = {"kind": "stage", "id": "novice", "title": "Novice", "place": "alongside", "summary": ["The first."]}

ONE_OF_MANY = "or use an existing one (`mlcareer-content list skill` lists them)"


def _told(value, *more):
    return [(problem.code, problem.suggestion) for problem in mlc.validate(value, *more).problems]


@each_row(
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


@each_row(
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
        ("skill:zzzz", "MLC203", f"add the skill, {ONE_OF_MANY}, or write the text without a link"),
        (
            "skils:zzzz",
            "MLC203",
            f"write it as skill:id; add the skill, {ONE_OF_MANY}, or write the text without a link",
        ),
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

    assert cure.startswith('add the stage, or use an existing one: "education", "entry-level", ')


@pytest.mark.parametrize(("places", "free"), [((2,), "6, 7, 8"), ((2, 6), "7, 8, 9")])
def test_a_rung_that_is_taken_is_answered_with_free_ones(places, free):
    """The rungs that no stage stands on are named."""
    stages = [{**STAGE, "id": f"novice-{place}", "place": place} for place in places]
    ((code, cure),) = _told(*stages)

    assert ("MLC207", f"write a free level ({free}") == (code, cure[: len(f"write a free level ({free}")])


def test_where_no_rung_is_free_a_stage_stands_alongside():
    """A ladder of twenty rungs is full."""
    stages = [{**STAGE, "id": f"novice-{number}", "place": min(number, 20)} for number in range(6, 22)]

    assert [("MLC207", 'write "alongside" if it runs along the whole ladder')] == _told(*stages)


STEP = {"requirements": ["A year."]}


@pytest.mark.parametrize(
    ("place", "written", "cure"),
    [
        (6, "senor-level", "add the stage, or use an existing one"),
        ("alongside", "mid-carer", 'did you mean "mid-career"?'),
        ("alongside", "novise", 'add the stage, or use an existing one: "education", '),
    ],
)
def test_a_stage_that_is_proposed_is_a_later_one(place, written, cure):
    """Neither an earlier stage nor the one itself is named where only a later one may stand."""
    ((code, found),) = _told({**STAGE, "place": place, "leads_to": [{"stage": written, **STEP}]})

    assert ("MLC202", cure) == (code, found[: len(cure)])


def test_where_a_stage_leads_down_the_later_ones_are_named():
    """Whoever sees that a stage is no later one is told which are."""
    up, top = ({**STAGE, "id": id, "place": place} for id, place in (("up", 19), ("top", 20)))
    told = _told({**up, "leads_to": [{"stage": "mid-career", **STEP}]}, top)

    assert [("MLC209", 'use a stage on a higher level: "top", or remove this transition')] == told


def test_rungs_that_are_proposed_are_free_for_all():
    """Two stages on rungs that are taken are not sent to the same one, nor above what they lead to."""
    stages = [{**STAGE, "id": id, "place": place} for id, place in (("a", 2), ("b", 2), ("c", 8))]
    stages[0]["leads_to"] = [{"stage": "c", **STEP}]
    stages[1]["leads_to"] = [{"stage": "a", **STEP}]
    told = _told(*stages)

    assert [
        ("MLC207", "write a free level (6, 7)"),
        ("MLC207", 'write "alongside" if it runs along the whole ladder'),
    ] == [(code, cure.partition(";")[0]) for code, cure in told]


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["NLP", "Natural Language Processing"], [False, True]),
        (["NLP", "natural-language-processing"], [True, False]),
        (["natural-language-processing", "pyhton", "nlp"], [False, False, True]),
        (["NLP", "python"], [False, False]),
    ],
)
def test_two_names_of_one_entry_are_one_too_many(names, told):
    """That a list will hold an entry twice is told together with the id of the entry."""
    problems = mlc.validate({**STAGE, "skills": [{"skill": name, "level": "helpful"} for name in names]}).problems
    twice = {problem.pointer for problem in problems if problem.code == "MLC110"}

    assert {f"/skills/{number}/skill" for number, is_told in enumerate(told) if is_told} == twice


def test_two_names_of_one_stage_are_one_too_many_in_a_list_of_ids():
    """Lists that hold nothing but ids are looked at, too."""
    question = {"kind": "question", "id": "a", "question": "A?", "answer": ["A."]}
    told = _told({**question, "stages": ["Mid Career", "mid career"]})

    assert ["MLC105", "MLC105", "MLC110"] == sorted(code for code, _ in told)


def test_a_former_id_beside_the_new_one_is_one_too_many():
    """Whoever is told to write the new id is told that it is already present."""
    skill = {"kind": "skill", "id": "cpp", "former_ids": ["c-plus"], "name": "C++", "category": "language"}
    stage = {**STAGE, "skills": [{"skill": name, "level": "helpful"} for name in ("cpp", "c-plus")]}

    assert ["MLC110", "MLC311"] == sorted(code for code, _ in _told({**skill, "description": ["A."]}, stage))


def test_a_circle_of_what_was_meant_is_told_at_once():
    """A credential that is nearly named by the one that it replaces is a circle already."""
    credential = {"kind": "credential", "name": "Zz", "category": "degree", "description": ["A."]}
    told = _told(
        {**credential, "id": "zz-first", "replaced_by": ["zz-second"]},
        {**credential, "id": "zz-second", "replaced_by": ["zz-frist"]},
    )

    assert ["MLC202", "MLC204"] == sorted(code for code, _ in told)


def test_an_entry_is_not_proposed_to_itself():
    """What replaces a credential is another one."""
    credential = {"kind": "credential", "name": "Zz", "category": "degree", "description": ["A."], "id": "zz-first"}

    assert [("MLC202", "add the credential, or use an existing one")] == [
        (code, cure[:42]) for code, cure in _told({**credential, "replaced_by": ["zz-frist"]})
    ]


def test_a_misspelt_mention_of_a_retired_credential_is_told_with_its_year():
    """What has to be said of the credential that was meant is said together with its id."""
    credential = {"kind": "credential", "name": "Zz", "category": "degree", "description": ["A."], "id": "zz-first"}
    question = {"kind": "question", "id": "a", "question": "A?", "answer": ["See [it](credential:zz-frist)."]}
    report = mlc.validate({**credential, "last_available_on": "2020-01-31"}, question, as_of=date(2026, 11, 1))

    assert ["MLC203", "MLC309"] == sorted(problem.code for problem in report.problems)


def test_a_place_that_is_none_is_answered_with_the_rungs_that_fit():
    """Of a place in words it is told which rungs are free below the stage that it leads to."""
    top = {**STAGE, "id": "top", "place": 8}
    told = _told({**STAGE, "place": "second", "leads_to": [{"stage": "Top", **STEP}]}, {**top, "title": "Top"})

    assert [
        ("MLC103", 'write a free level (6, 7), or "alongside" if it runs along the whole ladder'),
        ("MLC105", 'did you mean "top"?'),
    ] == sorted(told)


def test_what_may_stand_in_a_document_that_cannot_be_read_is_told_with_reserve(tmp_path):
    """Nobody is made to change a ref whose entry is in a file that is broken, nor told that there is no article."""
    (tmp_path / "a.yaml").write_text("kind: question\nid: a\nquestion: A?\nanswer: ['See [b](skill:zz-b).']\n", "utf-8")
    (tmp_path / "b.json").write_text('{"kind": "skill", "id": "zz-b"', "utf-8")
    problems = mlc.validate(tmp_path, base=False).problems
    (cure,) = [problem.suggestion for problem in problems if problem.code == "MLC203"]

    assert {"MLC004", "MLC203"} == {problem.code for problem in problems}
    assert cure.endswith("; keep it if it refers to an entry in a document that cannot be read yet")
