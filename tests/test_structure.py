"""Checked data to the model: what `load` makes of it, and what it refuses in damaged packaged data."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import mlcareer_content as mlc
from mlcareer_content.model import BackLink, Prose, Skill, Source

from .categories import PRACTICE
from .reading import File
from .tables import each_row

PACKAGE = Path(mlc.__file__).parent
SKILL = {"kind": "skill", "id": "hand", "name": "Hand", "category": "practice", "description": ["Pull."]}
STAGE = {"kind": "stage", "id": "novice", "title": "Novice", "place": "alongside", "summary": ["Begin."]}
RESOURCE = {"id": "a", "title": "A", "category": "book", "description": ["B"]}
STEP = {"requirements": ["X."]}


def _load(*values):
    return mlc.load(*(File(f"{number}.json", json.dumps(value).encode()) for number, value in enumerate(values)))


def test_an_entry_is_an_object_of_its_class():
    """Lists become tuples and dates become dates."""
    value = {**SKILL, "former_ids": ["cord"], "sources": [{"title": "A page"}], "checked_on": "2026-11-22"}
    expected = Skill(
        id="hand",
        former_ids=("cord",),
        name="Hand",
        category=PRACTICE,
        description=Prose(("Pull.",)),
        sources=(Source(title="A page"),),
        checked_on=date(2026, 11, 22),
    )

    assert expected == _load(value).skills["hand"]


def test_references_are_the_entries_themselves():
    """An entry that refers to another has the very object, whichever comes first and by a former id too."""
    question = {"kind": "question", "id": "q", "question": "Q", "answer": ["A"], "stages": ["beginner", "entry-level"]}
    guide = _load(question, {**STAGE, "former_ids": ["beginner"]})
    stages = guide.faq["q"].stages

    assert stages[0] is guide.stages["novice"]
    assert stages[1] is guide.stages["entry-level"]


def test_skills_of_a_stage_are_separated_by_level():
    """In the data a skill has its level; in the model each level has its skills, in order."""
    value = {**STAGE, "skills": [{"skill": "python", "level": "helpful"}, {"skill": "java", "level": "essential"}]}
    guide = _load(value)
    stage = guide.stages["novice"]

    assert ((guide.skills["java"],), (guide.skills["python"],)) == (stage.essential_skills, stage.helpful_skills)


@each_row("place", [19, 20, "alongside"])
def test_a_place_is_a_level_or_alongside(place):
    """A stage has a level of the ladder, or is alongside it."""
    assert place == _load({**STAGE, "place": place}).stages["novice"].place


def test_the_kind_is_no_field():
    """What a document says of itself is in no field of the entry."""
    assert _load(SKILL).skills["hand"] == _load({"$schema": "x", **SKILL}).skills["hand"]


def test_transitions_lead_to_stages():
    """A transition has the stage itself and its own prose."""
    guide = _load({**STAGE, "leads_to": [{"stage": "mid-career", "requirements": ["Time."]}]})
    (transition,) = guide.stages["novice"].leads_to

    assert transition.stage is guide.stages["mid-career"]
    assert Prose(("Time.",)) == transition.requirements


def test_the_fields_of_a_guide_are_objects(guide):
    """A guide's back link is an object too."""
    assert BackLink(label="Machine Learning Engineer", target="machine-learning-engineer") == guide.back_link


# The packaged data is not checked by a schema when it is loaded, so conversion itself has to be strict.

WRONG_SKILLS = [
    {"name": 1},
    {"name": None},
    {"name": ["Rope"]},
    {"description": "Pull."},
    {"description": [1]},
    {"alt_labels": "abc"},
    {"alt_labels": {"a": 1}},
    {"category": 1},
    {"checked_on": "22.11.2026"},
    {"checked_on": "2026-02-30"},
    {"checked_on": 20261122},
    {"sources": {"title": "A page"}},
    {"sources": [{"title": "A page", "authority": "hearsay"}]},
    {"sources": [{"title": "A page", "note": "x"}]},
    {"sources": [{}]},
    {"sources": ["A page"]},
    {"note": "unknown"},
    *({name: ...} for name in ("id", "name", "category", "description")),
]
WRONG_STAGES = [
    {"place": "1"},
    {"place": True},
    {"place": None},
    {"place": 1.5},
    {"place": "beside"},
    {"skills": [{"skill": "python", "level": "useful"}]},
    {"skills": [{"skill": "python"}]},
    {"skills": ["python"]},
    {"skills": [{"skill": "unknown", "level": "essential"}]},
    {"leads_to": ["entry-level"]},
    {"leads_to": [{"stage": "novice", **STEP}]},
    {"roles": ["nobody"]},
    {"roles": "nobody"},
    {"roles": [None]},
]
WRONG_RESOURCES = [{"free": value} for value in (1, 0, "yes", None, [True])]
WRONG_GUIDES = [{"id": 1}, {"unknown": "x"}, {"back_link": "x"}, {"source": {"title": 1}}]
PROGRAM = """
import json, pathlib, sys
import mlcareer_content as mlc
for name, text in json.load(sys.stdin):
    path = pathlib.Path(mlc.__file__).parent / "data" / name
    before = path.read_bytes()
    path.write_text(text, "utf-8")
    try:
        mlc.load()
    except mlc.ContentError:
        print("refused")
    else:
        sys.exit(f"accepted {text[-200:]}")
    path.write_bytes(before)
print(len(mlc.load()))
"""


def _changed(value, change):
    return {name: item for name, item in {**value, **change}.items() if item is not ...}


def _with_entry(name, entry):
    """The file of a collection with one more entry."""
    data = json.loads((PACKAGE / "data" / f"{name}.json").read_bytes())
    entry = {key: item for key, item in entry.items() if key != "kind"}
    return f"{name}.json", json.dumps({**data, "entries": [*data["entries"], entry]})


def test_nothing_is_converted_to_fit(tmp_path):
    """Data of the wrong type, an unknown key or choice and a broken reference are errors in every file."""
    package = tmp_path / "mlcareer_content"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__", "checksums.json"))
    guide = json.loads((PACKAGE / "data" / "guide.json").read_bytes())
    files = [
        *(_with_entry("skills", _changed(SKILL, change)) for change in WRONG_SKILLS),
        *(_with_entry("stages", _changed(STAGE, change)) for change in WRONG_STAGES),
        *(_with_entry("resources", _changed(RESOURCE, change)) for change in WRONG_RESOURCES),
        *(("guide.json", json.dumps({**guide, **change})) for change in WRONG_GUIDES),
    ]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps(files),
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )

    assert "" == done.stderr
    assert [*["refused"] * len(files), str(len(mlc.load()))] == done.stdout.split()
