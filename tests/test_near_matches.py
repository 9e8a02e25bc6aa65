"""A reference by a name, a misspelt id or a former id is answered with the id of the entry."""

from datetime import date

import pytest

import mlcareer_content as mlc

from .tables import each_row

STAGE = {"kind": "stage", "id": "novice", "title": "Novice", "place": "alongside", "summary": ["The first."]}

ONE_OF_MANY = "or use an existing one (`mlcareer-content list skill` lists them)"


def _problems(value, *more):
    return [(problem.code, problem.suggestion) for problem in mlc.validate(value, *more).problems]


@each_row(
    ("written", "id"),
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
def test_an_entry_is_found_by_what_people_call_it(written, id):
    """A name, an abbreviation, a ref or a misspelling instead of an id: one problem, with the existing id."""
    ((_, suggestion),) = _problems({**STAGE, "skills": [{"skill": written, "level": "helpful"}]})

    assert f'did you mean "{id}"?' == suggestion


@each_row(
    ("target", "code", "suggestion"),
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
def test_broken_link_is_answered_with_a_target(target, code, suggestion):
    """The suggestion for a broken link is the nearest entry, or the address in the right form."""
    assert [(code, suggestion)] == _problems({**STAGE, "summary": [f"See [this]({target})."]})


def test_an_entry_of_another_file_is_found_by_its_name():
    """Names of contributed entries are searched like those of the guide."""
    skill = {"kind": "skill", "id": "cpp", "name": "C++", "alt_labels": ["C plus plus"], "category": "language"}
    stage = {**STAGE, "skills": [{"skill": "c plus plus", "level": "helpful"}]}

    assert [("MLC105", 'did you mean "cpp"?')] == _problems(stage, {**skill, "description": ["A language."]})


def test_where_there_are_few_all_are_named():
    """The suggestion lists all stages, as there are few."""
    ((_, suggestion),) = _problems({**STAGE, "leads_to": [{"stage": "zzzz", "requirements": ["A year."]}]})

    assert suggestion.startswith('add the stage, or use an existing one: "education", "entry-level", ')


@pytest.mark.parametrize(("places", "free"), [((2,), "6, 7, 8"), ((2, 6), "7, 8, 9")])
def test_taken_level_is_answered_with_free_levels(places, free):
    """The levels without a stage are listed."""
    stages = [{**STAGE, "id": f"novice-{place}", "place": place} for place in places]
    ((code, suggestion),) = _problems(*stages)

    assert ("MLC207", f"write a free level ({free}") == (code, suggestion[: len(f"write a free level ({free}")])


def test_full_ladder_leaves_only_alongside():
    """On a ladder of twenty levels, the suggestion is alongside."""
    stages = [{**STAGE, "id": f"novice-{number}", "place": min(number, 20)} for number in range(6, 22)]

    assert [("MLC207", 'write "alongside" if it runs along the whole ladder')] == _problems(*stages)


STEP = {"requirements": ["A year."]}


@pytest.mark.parametrize(
    ("place", "written", "suggestion"),
    [
        (6, "senor-level", "add the stage, or use an existing one"),
        ("alongside", "mid-carer", 'did you mean "mid-career"?'),
        ("alongside", "novise", 'add the stage, or use an existing one: "education", '),
    ],
)
def test_a_stage_that_is_proposed_is_a_later_one(place, written, suggestion):
    """Only later stages are suggested in a field that takes later stages."""
    ((code, found),) = _problems({**STAGE, "place": place, "leads_to": [{"stage": written, **STEP}]})

    assert ("MLC202", suggestion) == (code, found[: len(suggestion)])


def test_transition_to_an_earlier_stage_is_answered_with_later_ones():
    """The suggestion lists the later stages."""
    up, top = ({**STAGE, "id": id, "place": place} for id, place in (("up", 19), ("top", 20)))
    problems = _problems({**up, "leads_to": [{"stage": "mid-career", **STEP}]}, top)

    assert [("MLC209", 'use a stage on a higher level: "top", or remove this transition')] == problems


def test_suggested_levels_are_free_for_all():
    """Two stages on taken levels get different suggestions, below the stages they lead to."""
    stages = [{**STAGE, "id": id, "place": place} for id, place in (("a", 2), ("b", 2), ("c", 8))]
    stages[0]["leads_to"] = [{"stage": "c", **STEP}]
    stages[1]["leads_to"] = [{"stage": "a", **STEP}]
    problems = _problems(*stages)

    assert [
        ("MLC207", "write a free level (6, 7)"),
        ("MLC207", 'write "alongside" if it runs along the whole ladder'),
    ] == [(code, suggestion.partition(";")[0]) for code, suggestion in problems]


@pytest.mark.parametrize(
    ("names", "are_reported"),
    [
        (["NLP", "Natural Language Processing"], [False, True]),
        (["NLP", "natural-language-processing"], [True, False]),
        (["natural-language-processing", "pyhton", "nlp"], [False, False, True]),
        (["NLP", "python"], [False, False]),
    ],
)
def test_two_names_of_one_entry_are_duplicates(names, are_reported):
    """A duplicate entry in a list is reported together with the id of the entry."""
    problems = mlc.validate({**STAGE, "skills": [{"skill": name, "level": "helpful"} for name in names]}).problems
    twice = {problem.pointer for problem in problems if problem.code == "MLC110"}

    assert {f"/skills/{number}/skill" for number, is_reported in enumerate(are_reported) if is_reported} == twice


def test_two_names_of_one_stage_are_duplicates():
    """Lists of ids are checked for duplicates, too."""
    question = {"kind": "question", "id": "a", "question": "A?", "answer": ["A."]}
    problems = _problems({**question, "stages": ["Mid Career", "mid career"]})

    assert ["MLC105", "MLC105", "MLC110"] == sorted(code for code, _ in problems)


def test_former_id_next_to_the_new_one_is_a_duplicate():
    """The suggestion to write the new id says that it is already present."""
    skill = {"kind": "skill", "id": "cpp", "former_ids": ["c-plus"], "name": "C++", "category": "language"}
    stage = {**STAGE, "skills": [{"skill": name, "level": "helpful"} for name in ("cpp", "c-plus")]}

    assert ["MLC110", "MLC311"] == sorted(code for code, _ in _problems({**skill, "description": ["A."]}, stage))


@each_row(
    ("field", "entry"),
    [
        ("replaced_by", {"kind": "credential", "category": "degree"}),
        ("builds_on", {"kind": "skill", "category": "practice"}),
    ],
)
def test_cycle_through_a_misspelt_reference_is_reported(field, entry):
    """A misspelt reference counts as the nearest entry of its kind when cycles are searched."""
    problems = _problems(
        {**entry, "name": "Zz", "description": ["A."], "id": "zz-first", field: ["zz-second"]},
        {**entry, "name": "Zz", "description": ["A."], "id": "zz-second", field: ["zz-frist"]},
    )

    assert ["MLC202", "MLC204"] == sorted(code for code, _ in problems)


def test_entry_is_not_suggested_to_itself():
    """The suggestion for `replaced_by` is another credential."""
    credential = {"kind": "credential", "name": "Zz", "category": "degree", "description": ["A."], "id": "zz-first"}

    assert [("MLC202", "add the credential, or use an existing one")] == [
        (code, suggestion[:42]) for code, suggestion in _problems({**credential, "replaced_by": ["zz-frist"]})
    ]


def test_misspelt_link_to_a_retired_credential_is_reported_with_its_year():
    """The retirement of the nearest credential is reported together with its id."""
    credential = {"kind": "credential", "name": "Zz", "category": "degree", "description": ["A."], "id": "zz-first"}
    question = {"kind": "question", "id": "a", "question": "A?", "answer": ["See [it](credential:zz-frist)."]}
    report = mlc.validate({**credential, "last_available_on": "2020-01-31"}, question, as_of=date(2026, 11, 1))

    assert ["MLC203", "MLC309"] == sorted(problem.code for problem in report.problems)


def test_invalid_place_is_answered_with_free_levels():
    """The suggestion for a place in words lists the free levels below the stage that it leads to."""
    top = {**STAGE, "id": "top", "place": 8}
    problems = _problems({**STAGE, "place": "second", "leads_to": [{"stage": "Top", **STEP}]}, {**top, "title": "Top"})

    assert [
        ("MLC103", 'write a free level (6, 7), or "alongside" if it runs along the whole ladder'),
        ("MLC105", 'did you mean "top"?'),
    ] == sorted(problems)


def test_missing_entry_may_be_in_an_unreadable_document(tmp_path):
    """A suggestion says that the entry may be in the file that cannot be read, and no article is reported missing."""
    (tmp_path / "a.yaml").write_text("kind: question\nid: a\nquestion: A?\nanswer: ['See [b](skill:zz-b).']\n", "utf-8")
    (tmp_path / "b.json").write_text('{"kind": "skill", "id": "zz-b"', "utf-8")
    problems = mlc.validate(tmp_path, base=False).problems
    (suggestion,) = [problem.suggestion for problem in problems if problem.code == "MLC203"]

    assert {"MLC004", "MLC203"} == {problem.code for problem in problems}
    assert suggestion.endswith("; ignore this if the entry is in a document that cannot be read yet")


def test_link_to_an_entry_without_an_id_is_no_problem_of_its_own():
    """A link to an entry whose id is a number is right when the id is; only the id is reported."""
    skill = {"kind": "skill", "id": 42, "name": "Juggling", "category": "practice", "description": ["Of balls."]}
    question = {"kind": "question", "id": "why", "question": "Why?", "answer": ["For [it](skill:juggling)."]}

    assert ["MLC103"] == [one.code for one in mlc.validate(skill, question).problems]
