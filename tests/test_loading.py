"""The pipeline behind `load`: what it gives, what it refuses, and what it does when files are damaged."""

import io
import json
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest

import mlcareer_content as mlc

from .tables import each_row

VALID = Path(__file__).parent / "documents" / "valid"
INVALID = Path(__file__).parent / "documents" / "invalid"
PACKAGE = Path(mlc.__file__).parent
SCHEMAS = next(path for path in (PACKAGE / "schemas", PACKAGE.parent.parent / "schemas") if path.exists())


def _question(id, **more):
    return {"kind": "question", "id": id, "question": f"What about {id}?", "answer": ["This."], **more}


def _written(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value), "utf-8")
    return path


def _problems(*sources, base=True):
    with pytest.raises(mlc.InvalidContentError) as caught:
        mlc.load(*sources, base=base)
    return [(problem.file, problem.code, problem.pointer) for problem in caught.value.report.problems]


# The packaged guide


def test_the_packaged_guide_is_loaded_once():
    """Every call without sources gives the same object."""
    assert mlc.load() is mlc.load(base=True)


def test_many_threads_get_the_same_guide():
    """64 threads that load at once, for the first time, all get one object."""
    code = """
import threading
from concurrent.futures import ThreadPoolExecutor

import mlcareer_content

together = threading.Barrier(64)

def load(_):
    together.wait()
    return id(mlcareer_content.load())

with ThreadPoolExecutor(64) as pool:
    print(len(set(pool.map(load, range(64)))))
"""

    assert _run(code) == "1"


def test_many_threads_can_load_contributed_files():
    """Loads of contributed files in many threads do not disturb one another."""
    together = threading.Barrier(16)

    def load(_):
        together.wait()
        return mlc.load(VALID / "faq.json").faq.ids

    with ThreadPoolExecutor(16) as pool:
        found = set(pool.map(load, range(16)))

    assert {(*mlc.load().faq.ids, "first", "second")} == found


# Contributed files


def test_a_contributed_file_comes_after_the_packaged_entries(tmp_path):
    """Entries are appended, and what was there stays as it was."""
    guide = mlc.load(_written(tmp_path / "a.json", _question("lonely", stages=["entry-level"])))

    assert ((*mlc.load().faq.ids, "lonely"), mlc.load().skills) == (guide.faq.ids, guide.skills)


def test_a_contributed_file_leaves_the_packaged_guide_alone(tmp_path):
    """The packaged guide is the same object, without the new entry, as before."""
    before = mlc.load()
    mlc.load(_written(tmp_path / "a.json", _question("lonely")))

    assert (before is mlc.load(), mlc.load().get("question:lonely")) == (True, None)


def test_references_into_the_packaged_guide_are_its_objects(tmp_path):
    """A contributed entry refers to the very objects of the packaged guide."""
    guide = mlc.load(_written(tmp_path / "a.json", _question("lonely", stages=["entry-level"])))

    assert guide.faq["lonely"].stages[0] is mlc.load().stages["entry-level"]


def test_sources_are_merged_in_the_order_of_the_arguments(tmp_path):
    """Files, folders and zips are taken one after the other, whatever they are called."""
    last = _written(tmp_path / "a.json", _question("last"))
    folder = tmp_path / "b"
    _written(folder / "2.json", _question("third"))
    _written(folder / "1.json", {"kind": "faq", "entries": [_question("first"), _question("second")]})
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("more/z.json", json.dumps(_question("zip-z")))
        archive.writestr("more/y.json", json.dumps(_question("zip-y")))
    guide = mlc.load(zipfile.Path(tmp_path / "c.zip"), str(folder), last)

    assert guide.faq.ids[len(mlc.load().faq) :] == ("zip-y", "zip-z", "first", "second", "third", "last")


def test_files_may_refer_to_one_another_in_any_order(tmp_path):
    """A reference may lead to an entry of a later file."""
    first = _written(tmp_path / "1.json", _question("lonely", stages=["sabbatical"]))
    guide = mlc.load(first, VALID / "stage-alongside.json")

    assert guide.faq["lonely"].stages == (guide.stages["sabbatical"],)


def test_a_folder_of_packaged_resources_can_be_loaded():
    """What importlib.resources gives is a source as good as a path."""
    from importlib.resources import files

    data = files("mlcareer_content") / "data"

    assert mlc.load() == mlc.load(data, base=False)


def test_a_guide_is_loaded_by_itself_from_one_document():
    """Without the packaged guide, one document can be a whole guide."""
    guide = mlc.load(VALID / "whole-guide.json", base=False)

    assert (
        guide.id,
        guide.stages.ids,
        guide.faq.ids,
        guide.share_prompt,
    ) == ("bell-ringer", ("novice", "master"), ("loud",), "Pass it on.")


def test_a_guide_is_loaded_by_itself_from_a_folder():
    """Without the packaged guide, a folder with a file for each member is a whole guide, empty where it has none."""
    guide = mlc.load(VALID / "guide-in-a-folder", base=False)

    assert (
        guide.id,
        guide.article.id,
        guide.stages.ids,
        len(guide.faq),
    ) == ("bell-ringer", "the-way-up", ("novice", "master"), 0)


@each_row("base", [True, False])
def test_a_value_that_is_a_guide_is_loaded_by_itself(base):
    """What `to_dict` gives of a guide is that guide again, never an addition to the packaged one."""
    for guide in (mlc.load(), mlc.load(VALID / "whole-guide.json", base=False)):
        value = mlc.to_dict(guide)
        nameless = {name: part for name, part in value.items() if name != "kind"}

        assert guide == mlc.load(value, base=base)
        assert mlc.validate(value, base=base).problems == ()
        assert mlc.validate(nameless, base=base, kind="guide").problems == ()


def test_a_value_that_is_a_guide_is_checked_with_the_other_sources(tmp_path):
    """A question of another source is added to the guide; a skill of the packaged guide is not known."""
    value = mlc.to_dict(mlc.load(VALID / "whole-guide.json", base=False))
    asked = _written(tmp_path / "a.json", _question("lonely", stages=["novice"]))

    assert mlc.load(value, asked).faq.ids == ("loud", "lonely")
    assert ["MLC203"] == [
        problem.code for problem in mlc.validate(value, _question("why", answer=["For [it](skill:python)."])).problems
    ]


def test_a_file_that_is_a_guide_needs_no_base():
    """A file of the kind guide is a second guide, unless the packaged one is left out."""
    assert "MLC205" in {problem.code for problem in mlc.validate(VALID / "whole-guide.json").problems}


def test_a_value_is_added_to_the_packaged_guide():
    """An entry that was parsed already is loaded like a file, and stays as it is."""
    value = _question("lonely", stages=["entry-level"])
    before = json.dumps(value)
    guide = mlc.load(value, VALID / "stage-alongside.json")

    assert ("lonely", before) == (guide.faq[-1].id, json.dumps(value))
    with pytest.raises(mlc.InvalidContentError, match="MLC202"):
        mlc.load({**value, "stages": ["nowhere"]})


def test_a_guide_holds_nothing_of_the_packaged_one():
    """With base=False there is no packaged entry to refer to."""
    assert [(str(VALID / "question.json"), "MLC203", "/answer/0")] == [
        problem
        for problem in _problems(VALID / "guide-in-a-folder", VALID / "question.json", base=False)
        if "203" in problem[1]
    ]


def test_whoever_wants_no_base_has_to_name_something():
    """No packaged guide and no source is a mistake."""
    with pytest.raises(TypeError, match="at least one file or folder") as caught:
        mlc.load(base=False)

    assert TypeError is caught.type


@each_row("source", [None, 7, b"faq.json", ["faq.json"]])
@each_row("base", [True, False])
def test_what_is_no_source_is_a_type_error(source, base):
    """A source of another type is a TypeError that says what is expected, with or without the packaged guide."""
    with pytest.raises(TypeError, match="a source must be a path") as caught:
        mlc.load(source, base=base)

    assert type(source).__name__ in str(caught.value)


# Bad content


def test_every_problem_of_every_file_is_listed(tmp_path):
    """The error lists all problems of all sources: what cannot be read, breaks the schema or leads nowhere."""
    bad = _written(tmp_path / "bad.json", {**_question("Lonely"), "anwser": []})
    lost = _written(tmp_path / "lost.json", _question("lost", stages=["nowhere"]))
    (tmp_path / "torn.json").write_text("{", "utf-8")
    missing = tmp_path / "missing.json"
    found = _problems(bad, lost, tmp_path / "torn.json", missing)
    expected = [
        (str(bad), "MLC102", "/anwser"),
        (str(bad), "MLC105", "/id"),
        (str(lost), "MLC202", "/stages/0"),
        (str(tmp_path / "torn.json"), "MLC004", ""),
        (str(missing), "MLC001", ""),
    ]

    assert sorted(expected) == sorted(found)


def test_nothing_is_half_merged(tmp_path):
    """After an error the packaged guide is the same, and the good file among the bad loads by itself."""
    good = _written(tmp_path / "good.json", _question("good"))
    before, entries = mlc.load(), tuple(mlc.load())
    _problems(good, INVALID / "id-taken.json")

    assert (before, entries, (*before.faq.ids, "good")) == (mlc.load(), tuple(mlc.load()), mlc.load(good).faq.ids)


def test_the_same_file_twice_is_loaded_once(tmp_path):
    """A file that is named twice, by itself or by its folder, brings its ids once."""
    path = _written(tmp_path / "a.json", _question("lonely"))
    guide = mlc.load(path, tmp_path, str(path))

    assert (*mlc.load().faq.ids, "lonely") == guide.faq.ids


def test_a_copy_of_a_file_is_a_reused_id(tmp_path):
    """What is the same under another name brings its ids twice."""
    path = _written(tmp_path / "a.json", _question("lonely"))
    copy = _written(tmp_path / "b.json", _question("lonely"))

    assert [(str(copy), "MLC201", "/id")] == _problems(path, copy)


@each_row(
    ("kind", "field"),
    [
        ("credential", "available_from"),
        ("credential", "last_available_on"),
        ("credential", "checked_on"),
        ("skill", "checked_on"),
    ],
)
@each_row("day", ["2026-02-30", "2025-02-29", "2026-04-31", "0000-01-01"])
def test_a_day_that_no_calendar_has_is_a_problem(tmp_path, kind, field, day):
    """A date in the right form that does not exist is bad content, and no ValueError."""
    value = json.loads((VALID / f"{kind}.json").read_text("utf-8"))
    without_days = {key: item for key, item in value.items() if not key.endswith(("_on", "_from"))}
    path = _written(tmp_path / "a.json", {**without_days, field: day})

    assert [(str(path), f"/{field}")] == [(file, pointer) for file, _, pointer in _problems(path)]


@pytest.mark.parametrize("number", [7, 7.0])
def test_a_whole_number_may_be_written_with_a_point(tmp_path, number):
    """JSON knows one sort of number, and the schema takes 7.0 for an integer: so does load."""
    stage = {"kind": "stage", "id": "late", "title": "Late", "place": number, "summary": ["Late."]}
    place = mlc.load(_written(tmp_path / "a.json", stage)).stages["late"].place

    assert (7, int) == (place, type(place))


def test_a_chain_by_former_ids_is_no_way_around_the_limit(tmp_path):
    """Credentials that replace one another by former ids nine hundred times are a problem, and no RecursionError."""
    credential = {"name": "C", "category": "degree", "description": ["C."]}
    entries = [{**credential, "id": f"c{n}", "former_ids": [f"f{n}"], "replaced_by": [f"f{n + 1}"]} for n in range(900)]
    path = _written(
        tmp_path / "a.json",
        {"kind": "credentials", "entries": [*entries, {**credential, "id": "c", "former_ids": ["f900"]}]},
    )

    assert {(str(path), "MLC210")} == {(file, code) for file, code, _ in _problems(path) if code != "MLC311"}


def test_a_chain_goes_on_in_the_guide_that_is_extended(tmp_path):
    """Twenty skills in a row, of which the last builds on one of the packaged guide, are one too many."""
    skill = {"name": "S", "category": "practice", "description": ["S."]}
    entries = [{**skill, "id": f"s{n}", "builds_on": [f"s{n + 1}" if n < 19 else "python"]} for n in range(20)]
    path = _written(tmp_path / "a.json", {"kind": "skills", "entries": entries})
    shorter = _written(tmp_path / "b.json", {"kind": "skills", "entries": entries[1:]})

    assert [(str(path), "MLC210", "/entries/0")] == _problems(path)
    assert "skill:s19" in mlc.load(shorter)


def test_a_circle_of_stages_by_former_ids_is_a_problem(tmp_path):
    """Two stages that lead to each other by former ids are reported."""
    stage = {"kind": "stage", "title": "S", "summary": ["S."]}
    step = {"requirements": ["X."]}
    first = {**stage, "id": "a", "former_ids": ["a0"], "place": 15, "leads_to": [{"stage": "b", **step}]}
    second = {**stage, "id": "b", "place": 16, "leads_to": [{"stage": "a0", **step}]}
    paths = [_written(tmp_path / f"{value['id']}.json", value) for value in (first, second)]

    assert [(str(paths[1]), code, "/leads_to/0/stage") for code in ("MLC311", "MLC209")] == _problems(*paths)


def test_contributed_files_may_not_choose_their_schema(tmp_path):
    """A document's own `$schema` is for editors; it neither loosens the check nor is fetched."""
    loose = _written(tmp_path / "loose.json", {"type": "object"})
    path = _written(tmp_path / "a.json", {"$schema": loose.as_uri(), "kind": "question", "id": "a", "question": "A"})

    assert [(str(path), "MLC101", "")] == _problems(path)


def test_a_foreign_traversable_is_a_source():
    """Anything that walks and reads like a Traversable is a source."""

    class Page:
        def __init__(self, name, text=None, pages=()):
            self.name, self.text, self.pages = name, text, pages

        def __str__(self):
            return self.name

        def is_dir(self):
            return self.text is None

        def is_file(self):
            return self.text is not None

        def iterdir(self):
            return iter(self.pages)

        def open(self, mode="r", **kwargs):
            return io.BytesIO(self.text.encode()) if "b" in mode else io.StringIO(self.text, **kwargs)

        def read_bytes(self):
            return self.text.encode()

    shelf = Page(
        "shelf", pages=[Page("b.json", json.dumps(_question("b"))), Page("a.json", json.dumps(_question("a")))]
    )

    assert mlc.load(shelf).faq.ids[-2:] == ("a", "b")


def test_hostile_files_are_problems(tmp_path):
    """A FIFO, a loop, a torn link and a giant in one folder are four problems, and nothing hangs."""
    os.mkfifo(tmp_path / "a.json")
    (tmp_path / "b.json").symlink_to("b.json")
    (tmp_path / "c.json").symlink_to("nowhere")
    with (tmp_path / "d.json").open("wb") as file:
        file.truncate(11 * 1024 * 1024)
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    found = [(Path(file).name, code) for file, code, _ in _problems(tmp_path)]

    assert found == [("a.json", "MLC001"), ("b.json", "MLC001"), ("c.json", "MLC001"), ("d.json", "MLC002")]


# Damaged packages


def _run(code, *arguments, path=None):
    """What a fresh process prints."""
    paths = [str(path)] if path else []
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([*paths, str(PACKAGE.parent)])}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *arguments],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout.strip()


@pytest.fixture(name="copy")
def _copy(tmp_path):
    """A copy of the installed package as a wheel would install it: with its schemas and its list of checksums."""
    package = tmp_path / "site" / "mlcareer_content"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(SCHEMAS, package / "schemas", dirs_exist_ok=True)
    files = [path for folder in ("data", "rules", "schemas") for path in (package / folder).iterdir()]
    checksums = {path.relative_to(package).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}
    (package / "checksums.json").write_text(json.dumps(checksums), "utf-8")
    return package


USE = """
import sys
import mlcareer_content as mlc
assert mlc.__file__.startswith(sys.argv[1]), mlc.__file__
try:
    guide = mlc.load()
    mlc.schema("question")
except mlc.ContentError as error:
    print(type(error).__name__, error)
else:
    print(len(guide))
"""


def _used(package):
    return _run(USE, str(package.parent), path=package.parent)


def test_a_whole_copy_works(copy):
    """The copy that the tests below damage is whole."""
    assert str(len(mlc.load())) == _used(copy)


DATA = sorted(path.name for path in (PACKAGE / "data").glob("*.json"))


def test_the_data_is_found():
    """The tests below have files to damage."""
    assert {"article.json", "guide.json", *(f"{one.kind}.json" for one in mlc.load().collections)} == set(DATA)


def _remove(path):
    path.unlink()


def _truncate(path):
    path.write_bytes(path.read_bytes()[:100])


def _empty(path):
    path.write_bytes(b"")


def _alter(path):
    path.write_bytes(path.read_bytes().replace(b"a", b"e", 1) + b"\n")


@pytest.mark.parametrize(
    ("damage", "name"),
    [
        *((damage, "data/faq.json") for damage in (_truncate, _empty, _alter)),
        *((damage, "schemas/question.schema.json") for damage in (_remove, _truncate, _empty, _alter)),
    ],
)
def test_a_damaged_file_is_named(copy, damage, name):
    """A packaged file that is missing, cut short, empty or altered is a ContentError that names it."""
    damage(copy / name)
    kind, _, message = _used(copy).partition(" ")

    assert (kind, name in message, "reinstall mlcareer-content" in message) == ("ContentError", True, True)


def test_a_file_without_a_checksum_is_named(copy):
    """A file that the list of checksums lacks is as bad as one that was altered."""
    path = copy / "checksums.json"
    checksums = json.loads(path.read_text("utf-8"))
    del checksums["data/faq.json"]
    path.write_text(json.dumps(checksums), "utf-8")
    kind, _, message = _used(copy).partition(" ")

    assert (kind, "data/faq.json" in message) == ("ContentError", True)


@pytest.mark.parametrize("damage", [_truncate, _empty], ids=lambda damage: damage.__name__.strip("_"))
@pytest.mark.parametrize("name", ["data/faq.json", "schemas/question.schema.json"])
def test_a_torn_file_is_named_without_checksums(copy, damage, name):
    """Where there is no list of checksums, as in a checkout, a torn file is still named."""
    (copy / "checksums.json").unlink()
    damage(copy / name)
    kind, _, message = _used(copy).partition(" ")

    assert (kind, name in message) == ("ContentError", True)


@each_row(
    "text",
    [
        "[]",
        "{}",
        '{"kind": "skills", "entries": []}',
        '{"kind": "faq"}',
        '{"kind": "faq", "entries": ["a"]}',
        '{"kind": "faq", "entries": [{"id": "a"}]}',
        '{"kind": "faq", "entries": [{"id": "a", "question": 1, "answer": ["B"]}]}',
        '{"kind": "faq", "entries": [{"id": "a", "question": "A", "answer": ["B"], "stages": ["nowhere"]}]}',
    ],
)
def test_wrong_data_is_named_without_checksums(copy, text):
    """Data of the wrong shape in a checkout is an error that names the file, and never an empty collection."""
    (copy / "checksums.json").unlink(missing_ok=True)
    (copy / "data" / "faq.json").write_text(text, "utf-8")
    kind, _, message = _used(copy).partition(" ")

    assert (kind in {"ContentError", "InvalidContentError"}, "data/faq.json" in message) == (True, True)


@each_row("text", ["", "{", "[]", "null", '"x"', "\udcff"])
def test_a_damaged_list_of_checksums_is_named(copy, text):
    """The list itself may be damaged."""
    (copy / "checksums.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    kind, _, message = _used(copy).partition(" ")

    assert (kind, "checksums.json" in message) == ("ContentError", True)


def test_every_missing_file_is_named(copy):
    """Whichever file of the data is missing, the error names that file."""
    code = """
import pathlib, sys
import mlcareer_content as mlc
for path in sorted(pathlib.Path(sys.argv[1], "mlcareer_content", "data").glob("*.json")):
    text = path.read_bytes()
    path.unlink()
    try:
        mlc.load()
    except mlc.ContentError as error:
        print(type(error) is mlc.ContentError and f"data/{path.name} is missing" in str(error))
    path.write_bytes(text)
"""

    assert _run(code, str(copy.parent), path=copy.parent).split() == ["True"] * len(DATA)


def test_the_error_is_the_same_the_second_time(copy):
    """A failed load is not remembered as a success: it fails again, and works once the file is back."""
    code = """
import pathlib, sys
import mlcareer_content as mlc
path = pathlib.Path(sys.argv[1], "mlcareer_content", "data", "faq.json")
text = path.read_bytes()
path.unlink()
for _ in range(2):
    try:
        mlc.load()
    except mlc.ContentError as error:
        print(str(error).count("data/faq.json"))
path.write_bytes(text)
print(len(mlc.load()))
"""

    assert ["1", "1", str(len(mlc.load()))] == _run(code, str(copy.parent), path=copy.parent).split()


def test_the_package_works_from_a_zip(copy):
    """A zip on the path is as good as a folder: the guide, the schemas and contributed files."""
    archive = shutil.make_archive(str(copy.parent.parent / "site"), "zip", copy.parent)
    code = f"import mlcareer_content as m; print(len(m.load({str(VALID / 'faq.json')!r})), len(m.schema('faq')) > 5)"

    assert f"{len(mlc.load()) + 2} True" == _run(code, path=archive)


def test_a_damaged_file_in_a_zip_is_named(copy):
    """In a zip too, a missing file is named."""
    (copy / "data" / "faq.json").unlink()
    archive = shutil.make_archive(str(copy.parent.parent / "site"), "zip", copy.parent)

    assert "data/faq.json" in _run(USE, archive, path=archive)


@each_row("name", ["data/faq.json", "checksums.json"])
@pytest.mark.parametrize("offset", [0, 5, 50])
def test_damaged_bytes_of_a_zip_are_named(copy, name, offset):
    """In a zip, bytes that cannot be decompressed are named too, or that become others."""
    archive = Path(shutil.make_archive(str(copy.parent.parent / "site"), "zip", copy.parent))
    with zipfile.ZipFile(archive) as members:
        info = members.getinfo(f"mlcareer_content/{name}")
    data = bytearray(archive.read_bytes())
    data[info.header_offset + 30 + len(info.filename) + offset] ^= 0xFF
    archive.write_bytes(data)
    kind, _, message = _run(USE, str(archive), path=archive).partition(" ")

    assert (kind, name in message, "reinstall mlcareer-content" in message) == ("ContentError", True, True)
