"""`mlcareer-content path`: a plan to read, and the same as JSON."""

import json

import pytest

import mlcareer_content as mlc

from .commands import HOSTILE, NOT_SHOWN, run
from .tables import each_row

SKILL = {"kind": "skill", "category": "practice", "description": ["Text."]}
DOCUMENTS = [
    {
        "kind": "stage",
        "id": "on-stage",
        "title": "On stage",
        "place": "alongside",
        "summary": ["Text."],
        "skills": [{"skill": "juggling", "level": "essential"}, {"skill": "patter", "level": "essential"}],
    },
    {**SKILL, "id": "juggling", "name": "Juggling", "builds_on": ["throwing", "catching"]},
    {**SKILL, "id": "throwing", "name": "Throwing"},
    {**SKILL, "id": "catching", "name": "Catching", "alt_labels": ["Not dropping"]},
    {**SKILL, "id": "patter", "name": "Patter"},
    {"kind": "role", "id": "patron", "title": "Patron", "description": ["Pays."]},
    {
        "kind": "resource",
        "id": "primer",
        "title": "A Primer",
        "category": "book",
        "url": "https://primer.example/",
        "description": ["How to [catch](skill:catching)."],
    },
    {
        "kind": "credential",
        "id": "badge",
        "name": "Badge",
        "category": "certification",
        "description": ["For [catching](skill:catching)."],
        "last_available_on": "2026-06-30",
    },
]
PLAN = """\
To learn for On stage: 4 skills

On stage

  1. Throwing (skill:throwing)
     For: Juggling

  2. Catching (skill:catching)
     For: Juggling
     Learn: A Primer (https://primer.example/)
            Badge

  3. Juggling (skill:juggling)
     For: this stage

  4. Patter (skill:patter)
     For: this stage
"""


@pytest.fixture(name="content")
def _content(tmp_path):
    for number, document in enumerate(DOCUMENTS):
        (tmp_path / f"{number}.json").write_text(json.dumps(document), "utf-8")
    return tmp_path


@pytest.fixture(name="resume")
def _resume(tmp_path_factory):
    path = tmp_path_factory.mktemp("resume") / "resume.json"

    def written(value):
        path.write_text(value if isinstance(value, str) else json.dumps(value), "utf-8")
        return path

    return written


def test_path_is_a_plan(content):
    """Each step has its number, its skill, what it is for and where to learn it, below the heading of its stage."""
    result = run("path", "--to", "on stage", "--as-of", "2026-06-30", "--add", content)

    assert (0, PLAN, "") == (result.exit_code, result.stdout, result.stderr)


def test_path_json_equals_the_api(content):
    """`path --format json` has what the path of the API has."""
    result = run("path", "--to", "on-stage", "--have", "throwing", "--format", "json", "--add", content)
    path = mlc.load(content).path(to="on-stage", have=["throwing"])
    found = json.loads(result.stdout)

    assert ("stage:on-stage", []) == (found["to"], found["unknown"])
    assert [
        {
            "skill": step.skill.ref,
            "label": step.skill.name,
            "stage": step.stage.ref,
            "needed_for": list(step.needed_for),
            "resources": [resource.ref for resource in step.resources],
            "credentials": [credential.ref for credential in step.credentials],
        }
        for step in path
    ] == found["steps"]


@each_row(
    "have",
    [
        ["--have", "throwing, not dropping"],
        ["--have", "throwing", "--have", "Catching"],
        ["--have", "skill:throwing,,skill:catching,"],
    ],
)
def test_have_takes_several_skills(content, have):
    """Skills are separated by commas, or by giving the option more than once."""
    result = run("path", "--to", "on-stage", *have, "--add", content)

    assert (0, "To learn for On stage: 2 skills") == (result.exit_code, result.stdout.partition("\n")[0])


def test_nothing_left_to_learn(content):
    """Whoever has everything is told so, and the exit code is 0."""
    result = run("path", "--to", "on-stage", "--have", "juggling,patter", "--add", content)

    assert (0, "To learn for On stage: nothing\n", "") == (result.exit_code, result.stdout, result.stderr)


def test_resume_names_skills(content, resume):
    """The skills of a JSON Resume count together with those of --have; unknown ones are listed below the plan."""
    file = resume({"skills": [{"name": "Circus", "keywords": ["Throwing", f"Fire {HOSTILE}"]}]})
    result = run("path", "--to", "on-stage", "--have", "patter", "--resume", file, "--add", content)
    lines = result.stdout.splitlines()

    assert (0, "To learn for On stage: 2 skills") == (result.exit_code, lines[0])
    assert lines[-1].startswith("Not in the guide, so not counted: Circus, Fire ")
    assert [] == NOT_SHOWN.findall(result.stdout.replace("\n", ""))


def test_resume_from_standard_input(content):
    """The resume is read from standard input for -."""
    resume = json.dumps({"skills": [{"name": "juggling"}, {"name": "patter"}]})
    result = run("path", "--to", "on-stage", "--resume", "-", "--add", content, input=resume)

    assert (0, "To learn for On stage: nothing\n") == (result.exit_code, result.stdout)


@each_row(
    ("arguments", "code", "message"),
    [
        (["--to", "on-stgae"], 1, "there is no stage or role 'on-stgae'; did you mean 'stage:on-stage'?"),
        (["--to", "patron"], 1, "no stage of the guide has the role 'Patron', and it mentions no skill"),
        (["--to", "on-stage", "--have", "jugling"], 1, "there is no skill 'jugling'; did you mean 'skill:juggling'?"),
        ([], 2, "Missing option '--to'"),
        (["--to", "on-stage", "--as-of", "tomorrow"], 2, "is not a day"),
        (["--to", "on-stage", "--resume", ""], 2, "the path is empty"),
        (["--to", "on-stage", "--resume", "missing.json"], 2, "MLC001"),
    ],
)
def test_wrong_arguments_are_explained(content, arguments, code, message):
    """The message says what is wrong, on standard error; the exit code is 1 for what the guide does not know."""
    result = run("path", *arguments, "--add", content)

    assert (code, "") == (result.exit_code, result.stdout)
    assert message in result.stderr


@each_row(
    ("value", "message"),
    [
        ([], "is not a JSON Resume, which is an object"),
        ("7", "is not a JSON Resume, which is an object"),
        ({"skills": {"name": "juggling"}}, "not a JSON Resume: skills must be a list of objects"),
        ({"skills": [{"name": ["juggling"]}]}, "not a JSON Resume: each skill has a name, a string"),
        ("{", "unexpected end of file"),
    ],
)
def test_wrong_resume_is_exit_code_2(content, resume, value, message):
    """A file that is no JSON Resume is an error, whatever else it is."""
    result = run("path", "--to", "on-stage", "--resume", resume(value), "--add", content)

    assert (2, "") == (result.exit_code, result.stdout)
    assert message in result.stderr
