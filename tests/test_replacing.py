"""Entries of the packaged guide that contributed ones replace."""

import pytest

import mlcareer_content as mlc

QUESTION = {
    "kind": "question",
    "id": "education-needed",
    "replaces": True,
    "question": "Which degree do you ask for?",
    "answer": ["None."],
}
SKILL = {
    "kind": "skill",
    "id": "python",
    "replaces": True,
    "name": "Our Python",
    "category": "language",
    "description": ["A language."],
}


def _messages(*values, **options):
    return [
        (problem.code, problem.pointer, problem.message, problem.suggestion)
        for problem in mlc.validate(*values, **options).problems
    ]


def _packaged(ref, **fields):
    entry = mlc.load()[ref]
    return {**mlc.to_dict(entry), "kind": entry.kind, "replaces": True, **fields}


def test_an_entry_takes_the_place_of_the_packaged_one():
    """The order of the entries stays, and nothing but the entry is another one."""
    guide = mlc.load(QUESTION)
    others = [entry for entry in mlc.load() if entry.ref != "question:education-needed"]

    assert (mlc.load().faq.ids, "Which degree do you ask for?") == (guide.faq.ids, guide.faq["education-needed"].label)
    assert others == [entry for entry in guide if entry.ref != "question:education-needed"]


def test_references_lead_to_the_new_entry():
    """Other entries refer to it, and so the way back is the same."""
    guide = mlc.load(SKILL)
    before, after = (one.backlinks("skill:python") for one in (mlc.load(), guide))

    assert guide.skills["python"] is next(one for one in guide.stages["education"].skills if one.id == "python")
    assert [entry.ref for entry in before] == [entry.ref for entry in after]


def test_former_ids_of_the_replaced_entry_keep_leading_to_it():
    """They need not be named, and may be."""
    (former,) = mlc.load().skills["model-building"].former_ids
    entry = _packaged("skill:model-building", name="Ours")
    without = {name: value for name, value in entry.items() if name != "former_ids"}

    assert [(former,)] * 2 == [mlc.load(one).skills["model-building"].former_ids for one in (entry, without)]
    with pytest.warns(DeprecationWarning, match="now 'model-building'"):
        assert "Ours" == mlc.load(without).skills[former].name


def test_new_entries_can_be_added_as_well():
    """They come after the packaged ones, and may refer to what is replaced."""
    new = {"kind": "skill", "id": "ours", "name": "Ours", "category": "soft", "description": ["A."]}
    guide = mlc.load(new | {"builds_on": ["python"]}, SKILL)

    assert ("ours", "Our Python") == (guide.skills.ids[-1], guide.skills[-1].builds_on[0].name)


def test_an_id_that_is_taken_stays_an_error():
    """The suggestion names the way to replace the packaged entry."""
    (found,) = _messages(QUESTION | {"replaces": False})

    assert ("MLC201", "/id", "use another id, or add replaces: true to replace that entry") == (*found[:2], found[3])


def test_an_entry_is_replaced_once():
    """A second document that replaces it has an id that is taken."""
    (found,) = _messages(QUESTION, dict(QUESTION))

    assert ("MLC201", 'duplicate id "education-needed": already used by the question in <value>') == (
        found[0],
        found[2],
    )


@pytest.mark.parametrize(
    ("value", "suggestion"),
    [
        (QUESTION | {"id": "education-neded"}, 'did you mean "education-needed"?'),
        (QUESTION | {"id": "zzz"}, "remove replaces to add a new question"),
        (SKILL | {"id": "data-modelling"}, 'did you mean "model-building"?'),
    ],
)
def test_replacing_what_does_not_exist_is_a_problem_with_near_matches(value, suggestion):
    """A former id is suggested in its form of today."""
    message = f'there is no packaged {value["kind"]} "{value["id"]}" to replace'

    assert [("MLC202", "/id", message, suggestion)] == _messages(value)


def test_a_guide_of_its_own_has_nothing_to_replace():
    """Without the packaged guide there is no packaged entry."""
    assert ("MLC202", "/id") in [found[:2] for found in _messages(QUESTION, base=False)]


def test_a_cycle_through_packaged_entries_is_a_problem():
    """What packaged entries build on leads back to the one that replaces another."""
    entry = _packaged("skill:programming", builds_on=["machine-learning"])

    assert [("MLC204", "/builds_on/0")] == [found[:2] for found in _messages(entry)]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (3, []),
        ("alongside", [("MLC209", "/place", '"stage:entry-level" leads to this stage, which is not later')]),
        (9, [("MLC209", "/leads_to/0/stage", '"stage:senior-and-leadership" is not a later stage than this one')]),
    ],
)
def test_a_stage_stays_between_those_before_and_after_it(place, expected):
    """Packaged stages lead to it as well, and its own level is free for it."""
    assert expected == [found[:3] for found in _messages(_packaged("stage:mid-career", place=place))]


def test_a_level_that_a_replaced_stage_leaves_is_free():
    """Another stage can have it."""
    entry = _packaged("stage:industry-impact", place=7)
    new = {"kind": "stage", "id": "new", "title": "New", "place": 5, "summary": ["A."]}

    assert mlc.validate(entry, new).ok
