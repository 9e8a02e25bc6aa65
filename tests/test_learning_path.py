"""Learning paths: what somebody lacks for a stage or a role, in an order to learn it in, each step with its reason."""

import copy
import os
import pickle
import subprocess
import sys
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mlcareer_content as mlc
from mlcareer_content.model import Article, Credential, Prose, Resource, Role, Skill, Stage

from .categories import BOOK, CERTIFICATION, PRACTICE
from .tables import each_row

DAY = date(2026, 11, 29)


def _prose(*mentioned):
    return Prose((" ".join(["Text.", *(f"[{ref}]({ref})" for ref in mentioned)]),))


def _skill(id, *builds_on, name=None, alt_labels=()):
    name = name or id.replace("-", " ").capitalize()
    return Skill(id=id, name=name, category=PRACTICE, description=_prose(), builds_on=builds_on, alt_labels=alt_labels)


def _stage(place, *skills, id=None, helpful=(), roles=()):
    id = id or f"stage-{place}"
    title = id.replace("-", " ").capitalize()
    return Stage(
        id=id, title=title, place=place, summary=_prose(), essential_skills=skills, helpful_skills=helpful, roles=roles
    )


def _credential(id, *mentioned, **dates):
    return Credential(id=id, name=id, category=CERTIFICATION, description=_prose(*mentioned), **dates)


def _resource(id, *mentioned):
    return Resource(id=id, title=id, category=BOOK, description=_prose(*mentioned))


def _guide(skills, stages, roles=(), credentials=(), resources=()):
    values = {
        "skills": skills,
        "stages": stages,
        "roles": roles,
        "credentials": credentials,
        "resources": resources,
    }
    return mlc.Guide(
        id="g",
        title="G",
        language="en",
        version="1",
        license="CC-BY-4.0",
        article=Article(id="a", title="A", language="en", date_published=DAY, lead=_prose(), sections=()),
        **{kind: mlc.Collection(kind, tuple(entries)) for kind, entries in values.items()},
    )


SCALES = _skill("scales")
SINGING = _skill("singing", alt_labels=("vocal technique",))
SIGHT_READING = _skill("sight-reading", SCALES, alt_labels=("Prima vista", "reader\u2019s eye"))
HARMONY = _skill("harmony", SIGHT_READING)
CONDUCTING = _skill("conducting", HARMONY, SINGING)
TUNING = _skill("tuning")
SOLOIST = Role(id="soloist", title="Soloist", description=_prose(), alt_labels=("principal",))
CONDUCTOR = Role(id="conductor", title="Conductor", description=_prose())
PATRON = Role(id="patron", title="Patron", description=_prose())
CHOIR = _guide(
    [CONDUCTING, HARMONY, SIGHT_READING, SINGING, SCALES, TUNING],
    [
        _stage("alongside", SINGING, id="practice", roles=(SOLOIST,)),
        _stage(2, SINGING, HARMONY, id="soloist-years", helpful=(TUNING,), roles=(SOLOIST,)),
        _stage(1, SIGHT_READING, id="first-choir"),
        _stage(3, CONDUCTING, id="own-choir", roles=(CONDUCTOR, SOLOIST)),
    ],
    [SOLOIST, CONDUCTOR, PATRON],
    [
        _credential("exam", "skill:harmony"),
        _credential("old-exam", "skill:harmony", last_available_on=date(2025, 1, 1)),
        _credential("last-exam", "skill:harmony", last_available_on=DAY),
        _credential("next-exam", "skill:harmony", available_from=date(2027, 1, 1)),
    ],
    [
        _resource("primer", "skill:scales"),
        _resource("second-book", "skill:harmony", "skill:scales"),
        _resource("songbook", "skill:singing", "skill:scales"),
    ],
)


def _ids(path):
    return [step.skill.id for step in path]


def _by_id(path):
    return {step.skill.id: step for step in path}


@st.composite
def guides(draw):
    """Guides whose skills build on one another at random, on a ladder of three stages."""
    skills = []
    for number in range(draw(st.integers(1, 12))):
        builds_on = draw(st.lists(st.sampled_from(skills), max_size=3, unique_by=id)) if skills else []
        skills.append(_skill(f"s{number}", *builds_on))
    some = st.lists(st.sampled_from(skills), max_size=5, unique_by=id)
    stages = [_stage(place, *draw(some)) for place in draw(st.permutations((1, 2, 3)))]
    every = st.lists(st.sampled_from([skill.ref for skill in skills]), max_size=4, unique=True)
    days = st.none() | st.dates(date(2025, 1, 1), date(2028, 1, 1))
    credentials = [_credential(f"c{n}", *draw(every), last_available_on=draw(days)) for n in range(3)]
    resources = [_resource(f"r{n}", *draw(every)) for n in range(3)]
    return _guide(draw(st.permutations(skills)), stages, (), credentials, resources)


each_guide = settings(max_examples=60, deadline=None)


@each_guide
@given(guides(), st.data())
def test_one_more_skill_never_makes_a_path_longer(guide, data):
    """Whoever has one skill more has a part of the same path to go."""
    stage = data.draw(st.sampled_from(guide.stages.entries))
    have = data.draw(st.lists(st.sampled_from(guide.skills.entries), max_size=4))
    more = data.draw(st.sampled_from(guide.skills.entries))

    assert set(_ids(guide.path(have=[*have, more], to=stage))) <= set(_ids(guide.path(have=have, to=stage)))
    assert more.id not in _ids(guide.path(have=[*have, more], to=stage))


@each_guide
@given(guides(), st.data())
def test_every_step_comes_after_what_it_builds_on(guide, data):
    """Each skill follows those that it builds on, and the stages follow each other in the order of the ladder."""
    have = data.draw(st.lists(st.sampled_from(guide.skills.entries), max_size=3))
    path = guide.path(have=have, to="stage-3")
    ids = _ids(path)
    places = [step.stage.place for step in path]

    assert [] == [
        (step.skill.id, basis.id)
        for step in path
        for basis in step.skill.builds_on
        if basis.id in ids and ids.index(basis.id) > ids.index(step.skill.id)
    ]
    assert sorted(places) == places


@each_guide
@given(guides(), st.data())
def test_every_step_has_its_reasons(guide, data):
    """A reason is a stage that requires the skill, or a later step that builds on it; each step has one."""
    have = data.draw(st.lists(st.sampled_from(guide.skills.entries), max_size=3))
    path = guide.path(have=have, to="stage-3")
    later = set()
    for step in reversed(path):
        stages = [guide[ref] for ref in step.needed_for if ref.startswith("stage:")]
        skills = [guide[ref] for ref in step.needed_for if ref.startswith("skill:")]

        assert stages or skills
        assert all(step.skill in stage.essential_skills for stage in stages)
        assert all(step.skill in skill.builds_on and skill.id in later for skill in skills)
        later.add(step.skill.id)


@each_guide
@given(guides(), st.data())
def test_no_credential_of_a_path_is_retired(guide, data):
    """Every credential is available on the day; without a day, none has a last one."""
    day = data.draw(st.none() | st.dates(date(2025, 1, 1), date(2028, 1, 1)))
    found = [credential for step in guide.path(to="stage-3", as_of=day) for credential in step.credentials]

    if day:
        assert {"available"} >= {credential.status_on(day) for credential in found}
    else:
        assert {None} >= {credential.last_available_on for credential in found}


@each_guide
@given(guides(), st.data())
def test_order_and_form_of_what_somebody_has_do_not_matter(guide, data):
    """The same skills give the same path, in any order, twice, and under any of their names."""
    have = data.draw(st.lists(st.sampled_from(guide.skills.entries), max_size=4))
    shuffled = data.draw(st.permutations(have))
    names = [data.draw(st.sampled_from([skill.ref, skill.id, skill.name.upper()])) for skill in shuffled]
    path = guide.path(have=have, to="stage-3")

    assert path == guide.path(have=[*shuffled, *names], to="stage-3") == guide.path(have=iter(names), to="STAGE 3")


def test_a_path_is_the_same_in_every_process():
    """Neither the hash seed nor anything else of a process changes a path."""
    code = "import mlcareer_content as m; print(m.load().path(have=['R', 'Python'], to='director-of-ai'))"
    command = [sys.executable, "-c", code]
    paths = {
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "2", "3")
    }

    assert 1 == len(paths)


def test_a_stage_needs_the_levels_below_it():
    """The essential skills of the stage and of all lower levels are needed, with what they build on."""
    path = CHOIR.path(to="own-choir")

    assert ["scales", "sight-reading", "harmony", "singing", "conducting"] == _ids(path)
    assert ["first-choir", "first-choir", "soloist-years", "soloist-years", "own-choir"] == [
        step.stage.id for step in path
    ]
    assert [
        ("skill:sight-reading",),
        ("stage:first-choir", "skill:harmony"),
        ("stage:soloist-years", "skill:conducting"),
        ("stage:soloist-years", "skill:conducting"),
        ("stage:own-choir",),
    ] == [step.needed_for for step in path]


def test_a_stage_alongside_needs_only_its_own_skills():
    """A stage that is not on the ladder has no levels below it."""
    assert ["singing"] == _ids(CHOIR.path(to="stage:practice"))


def test_a_role_is_reached_at_its_first_stage():
    """A role needs the skills of the lowest level that has it; a stage alongside comes after all levels."""
    path = CHOIR.path(to="role:soloist")

    assert SOLOIST is path.to
    assert _ids(CHOIR.path(to="stage:soloist-years")) == _ids(path)


def test_a_role_needs_the_skills_that_its_description_names():
    """They come after those of its stage, with the role as their reason; a role needs no stage for that."""
    roles = [Role(id=id, title=id, description=_prose("skill:conducting")) for id in ("held", "free")]
    skills = [SCALES, SIGHT_READING, HARMONY, CONDUCTING, SINGING]
    guide = _guide(skills, [_stage(1, SINGING, roles=tuple(roles[:1]))], roles)
    held, free = (guide.path(to=role, have="harmony") for role in roles)

    assert (["singing", "conducting"], ["singing", "conducting"]) == (_ids(held), _ids(free))
    assert [("stage:stage-1", "skill:conducting"), ("role:held",)] == [step.needed_for for step in held]
    assert ([guide.stages[0], None], [None, None]) == tuple([step.stage for step in path] for path in (held, free))


def test_a_role_without_a_stage_and_a_skill_has_no_path():
    """The error says what the guide does not know of the role."""
    with pytest.raises(mlc.NotFoundError, match="the role 'Patron', and it mentions no skill, so there is no path"):
        CHOIR.path(to="patron")


def test_having_a_skill_means_having_what_it_builds_on():
    """Who conducts is not told to learn scales, harmony or singing."""
    assert [] == _ids(CHOIR.path(have="conducting", to="own-choir"))
    assert ["singing", "conducting"] == _ids(CHOIR.path(have=HARMONY, to="own-choir"))


@each_row(
    "name",
    [
        "skill:sight-reading",
        "sight-reading",
        "Sight reading",
        "  SIGHT   READING ",
        "sight_reading",
        "prima  vista",
        "reader's eye",
        "Reader\u2019s Eye",
        SIGHT_READING,
        copy.deepcopy(SIGHT_READING),
    ],
)
def test_skills_are_known_by_any_of_their_names(name):
    """Refs, ids, names, other names and entries are taken, in any case and with any spaces or hyphens."""
    assert ["harmony", "singing"] == _ids(CHOIR.path(have=[name], to="soloist-years"))


@each_row(
    "name",
    [
        "stage:soloist-years",
        "Soloist years",
        "SOLOIST_YEARS",
        "role:soloist",
        "soloist",
        "Principal",
        SOLOIST,
        CHOIR.stages[1],
    ],
)
def test_targets_are_known_by_any_of_their_names(name):
    """A stage or a role is taken by its ref, its id, its label, another name, or itself."""
    assert ["scales", "sight-reading", "harmony", "singing"] == _ids(CHOIR.path(to=name))


def test_a_former_id_still_names_a_skill():
    """Who says a skill by the id that it had before has it."""
    skill = Skill(id="new", former_ids=("old",), name="N", category=PRACTICE, description=_prose())
    guide = _guide([skill], [_stage(1, skill)])

    assert [[], []] == [_ids(guide.path(have=name, to="stage-1")) for name in ("old", "skill:old")]


def test_an_id_counts_before_a_name():
    """A skill that another has as one of its other names is itself."""
    guide = _guide([_skill("a", alt_labels=("b",)), _skill("b")], [])
    guide = _guide(guide.skills, [_stage(1, *guide.skills)])

    assert ["a"] == _ids(guide.path(have="b", to="stage-1"))


@each_row(
    ("arguments", "message"),
    [
        ({"have": ["harmny"]}, "there is no skill 'harmny'; did you mean 'skill:harmony'?"),
        ({"have": ["skill:harmny"]}, "there is no skill 'skill:harmny'; did you mean 'skill:harmony'?"),
        ({"have": "prima visto"}, "there is no skill 'prima visto'; did you mean 'skill:sight-reading'?"),
        ({"have": [_skill("dancing")]}, "there is no skill 'skill:dancing'"),
        ({"have": [""]}, "there is no skill ''"),
        ({"to": "years"}, "there is no stage or role 'years'; did you mean 'stage:soloist-years'?"),
        ({"to": "own-chior"}, "there is no stage or role 'own-chior'; did you mean 'stage:own-choir'?"),
        ({"to": "skill:harmony"}, "there is no stage or role 'skill:harmony'"),
        ({"to": PATRON}, "no stage of the guide has the role 'Patron', and it mentions no skill, so there is no path"),
        ({"to": "x" * 1000}, f"there is no stage or role '{'x' * 100}'"),
    ],
)
def test_unknown_names_are_not_found(arguments, message):
    """A name that the caller gives and the guide does not know is an error with near matches."""
    with pytest.raises(mlc.NotFoundError) as caught:
        CHOIR.path(**{"to": "own-choir", **arguments})

    assert message == str(caught.value)


@each_row(
    ("arguments", "message"),
    [
        ({"have": 1}, "have must name skills by strings, not int"),
        ({"have": ["harmony", None]}, "have must name skills by strings, not NoneType"),
        ({"have": [SOLOIST]}, "have must name skills by strings, not Role"),
        ({"to": HARMONY}, "to must be a string, a stage or a role, not Skill"),
        ({"to": None}, "to must be a string, a stage or a role, not NoneType"),
        ({"as_of": "2026-11-29"}, "as_of must be a datetime.date, not str"),
        ({"as_of": datetime(2026, 11, 29)}, "as_of must be a datetime.date, not datetime"),  # noqa: DTZ001
    ],
)
def test_arguments_of_the_wrong_type_are_type_errors(arguments, message):
    """The error names the argument and the types that it takes."""
    with pytest.raises(TypeError) as caught:
        CHOIR.path(**{"to": "own-choir", **arguments})

    assert message == str(caught.value)


def test_a_json_resume_names_skills():
    """The names and the keywords of a resume count as skills, and those that the guide does not know are listed."""
    resume = {
        "basics": {"name": "somebody"},
        "skills": [
            {"name": "Music", "level": "Master", "keywords": ["Prima vista", "yodelling"]},
            {"name": "Vocal technique"},
            {"name": None, "keywords": None},
            {},
        ],
    }
    path = CHOIR.path(have=[resume, "tuning"], to="own-choir")

    assert (["harmony", "conducting"], ("Music", "yodelling")) == (_ids(path), path.unknown)
    assert path == CHOIR.path(have=["tuning", resume], to="own-choir")
    assert 5 == len(CHOIR.path(have={}, to="own-choir"))


@each_row(
    "keyword",
    [
        "Singing (vocal technique)",
        "VT (Vocal Technique)",
        "Vocal technique 2.1",
        "Singing3",
        "Dancing/singing",
        "Dancing & Singing",
        "Singing; dancing",
        "Singing and dancing",
    ],
)
def test_a_keyword_of_a_resume_may_name_several_things(keyword):
    """A keyword is known if a part of it is: what stands in brackets, between separators, or before a version."""
    path = CHOIR.path(have={"skills": [{"name": "Stage", "keywords": [keyword]}]}, to="own-choir")

    assert "singing" not in _ids(path)
    assert ("Stage",) == path.unknown


@each_row(
    "skills",
    ["harmony", ["harmony"], {"name": "harmony"}, [{"name": 1}], [{"keywords": "harmony"}], [{"keywords": [1]}], 7],
)
def test_what_is_no_json_resume_is_an_error(skills):
    """Skills of another form than the schema of JSON Resume has are not guessed at."""
    with pytest.raises(mlc.ContentError, match="not a JSON Resume: "):
        CHOIR.path(have={"skills": skills}, to="own-choir")


def test_steps_say_where_to_learn():
    """A resource, or a credential that is available, teaches what its prose mentions."""
    steps = _by_id(CHOIR.path(to="own-choir", as_of=DAY))

    assert {"scales": ["primer", "second-book", "songbook"], "harmony": ["second-book"], "singing": ["songbook"]} == {
        id: [resource.id for resource in step.resources] for id, step in steps.items() if step.resources
    }
    assert {"harmony": ["exam", "last-exam"]} == {
        id: [credential.id for credential in step.credentials] for id, step in steps.items() if step.credentials
    }


@each_row(
    ("day", "ids"),
    [
        (None, ["exam", "next-exam"]),
        (date(2024, 1, 1), ["exam", "old-exam", "last-exam"]),
        (DAY, ["exam", "last-exam"]),
        (date(2026, 11, 30), ["exam"]),
        (date(2027, 1, 1), ["exam", "next-exam"]),
    ],
)
def test_credentials_are_available_on_the_day(day, ids):
    """On a day, those available then are named; without a day, those that have no last one."""
    step = _by_id(CHOIR.path(to="own-choir", as_of=day))["harmony"]

    assert ids == [credential.id for credential in step.credentials]


def test_a_path_is_a_sequence():
    """A path has a length, an order and slices; it is equal to its copies, and can be pickled."""
    path = CHOIR.path(to="own-choir")

    assert (5, path.steps, path.steps[1:3], True) == (len(path), tuple(path), path[1:3], path[-1] in path)
    assert path == pickle.loads(pickle.dumps(path)) == copy.deepcopy(path)
    assert not CHOIR.path(have="conducting", to="own-choir")
    assert "skill=<skill:scales>, stage=<stage:first-choir>, needed_for=('skill:sight-reading',)" in repr(path)


def test_many_skills_take_little_time():
    """Thousands of skills in one stage, each of which builds on others, are put in order at once."""
    skills = []
    for number in range(3000):
        skills.append(_skill(f"s{number}", *skills[: number % 20]))
    guide = _guide(skills, [_stage(1, *skills)])

    assert [skill.id for skill in skills] == _ids(guide.path(to="stage-1"))


def test_packaged_stages_and_roles_have_paths(guide):
    """Every stage has a path in which no skill comes twice, and every role that a stage has."""
    roles = {role for stage in guide.stages for role in stage.roles}
    for target in (*guide.stages, *roles):
        refs = [step.skill.ref for step in guide.path(to=target, as_of=DAY)]

        assert refs
        assert sorted(set(refs)) == sorted(refs)


def test_added_skills_are_part_of_a_path():
    """What a contributed skill builds on is needed before it."""
    skill = {"kind": "skill", "category": "practice", "description": ["Text."]}
    stage = {"kind": "stage", "id": "fellow", "title": "Fellow", "place": 9, "summary": ["Text."]}
    guide = mlc.load(
        {**skill, "id": "quizzing", "name": "Quizzing", "builds_on": ["listening", "python"]},
        {**skill, "id": "listening", "name": "Listening"},
        {**stage, "skills": [{"skill": "quizzing", "level": "essential"}]},
    )
    ids = _ids(guide.path(have=guide.stages["industry-impact"].skills, to="fellow"))

    assert ids.index("listening") < ids.index("quizzing") == len(ids) - 1
