"""Whole documents: the valid ones load, each invalid one gives exactly its problems.

The documents stand in `documents/valid` and `documents/invalid`: a file, or a
folder of files that are loaded together. Beside each invalid one,
`name.problems.json` lists its problems (file, code and JSON Pointer) and says
whether it comes on top of the packaged guide.
"""

import json
import re
from pathlib import Path

import jsonschema_rs
import pytest

import mlcareer_content as mlc
from mlcareer_content._entries import KINDS

DOCUMENTS = Path(__file__).parent / "documents"
VALID = sorted(path for path in (DOCUMENTS / "valid").iterdir())
INVALID = sorted(path for path in (DOCUMENTS / "invalid").iterdir() if not path.name.endswith(".problems.json"))

# What no file in a repository can show: test_documents.py makes these.
MADE_ELSEWHERE = {"MLC001", "MLC002", "MLC008"}


def _problems_file(path):
    return path.with_name(f"{path.stem}.problems.json")


def _expected(path):
    return json.loads(_problems_file(path).read_text("utf-8"))


def _documents(path):
    return sorted(path.rglob("*.json")) if path.is_dir() else [path]


def _value(path):
    return json.loads(path.read_text("utf-8-sig"))


def _is_whole_guide(path):
    return any(_value(document)["kind"] == "guide" for document in _documents(path))


def _raised(path, *, base):
    with pytest.raises(mlc.InvalidContentError) as caught:
        mlc.load(path, base=base)
    return caught.value.report


def test_both_folders_hold_documents():
    """The documents are found: an empty folder would make every test below pass."""
    assert (len(VALID) >= 15, len(INVALID) >= 40) == (True, True)


def test_every_invalid_document_says_its_problems():
    """Beside every invalid document, and nothing else, stands the list of its problems."""
    lists = set((DOCUMENTS / "invalid").glob("*.problems.json"))

    assert {_problems_file(path) for path in INVALID} == lists


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.name)
def test_valid_documents_load(path):
    """A valid document loads, and all its entries are in the guide."""
    base = not _is_whole_guide(path)
    before = len(mlc.load()) if base else 0
    added = sum(_count(_value(document)) for document in _documents(path))

    assert before + added == len(mlc.load(path, base=base))


def _count(value):
    if value["kind"] == "guide":
        article = [{"kind": "article", **value["article"]}] if "article" in value else []
        lists = [items for items in value.values() if isinstance(items, list)]
        return sum(map(len, lists)) + sum(map(_count, article))
    if value["kind"] == "article":
        return 1 + len(value["sections"])
    return len(value["entries"]) if "entries" in value else 1


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.name)
def test_invalid_documents_give_exactly_their_problems(path):
    """Loading an invalid document reports all its problems, each with file, code and pointer, and no other."""
    expected = _expected(path)
    report = _raised(path, base=expected["base"])
    found = [
        [problem.file and Path(problem.file).relative_to(path.parent).as_posix(), problem.code, problem.pointer]
        for problem in report.problems
    ]

    assert sorted(map(str, expected["problems"])) == sorted(map(str, found))


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.name)
def test_pointers_lead_to_a_value(path):
    """A pointer leads to something that stands in the file that the problem names."""
    report = _raised(path, base=_expected(path)["base"])
    places = [(problem.file, problem.pointer) for problem in report.problems if problem.pointer]

    assert places == [(file, pointer) for file, pointer in places if _leads_somewhere(_value(Path(file)), pointer)]


def _leads_somewhere(value, pointer):
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list) and int(key) < len(value):
            value = value[int(key)]
        elif isinstance(value, dict) and key in value:
            value = value[key]
        else:
            return False
    return True


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.name)
def test_messages_can_be_read(path):
    """A message is one printable line of bearable length, without an exclamation mark."""
    report = _raised(path, base=_expected(path)["base"])
    texts = [text for problem in report.problems for text in (problem.message, problem.suggestion) if text]

    assert texts == [text for text in texts if text.isprintable() and 3 < len(text) <= 300 and "!" not in text]


def test_every_code_has_a_document():
    """Every code that the source can give has a document that shows it."""
    source = Path(mlc.__file__).parent
    codes = {code for path in source.rglob("*.py") for code in re.findall(r"\bMLC\d{3}\b", path.read_text("utf-8"))}
    shown = {code for path in INVALID for _, code, _ in _expected(path)["problems"]}

    assert codes == shown | MADE_ELSEWHERE


def test_problems_of_several_files_stand_in_the_order_of_the_arguments():
    """The report lists the problems file by file, in the order in which the files were given."""
    paths = [DOCUMENTS / "invalid" / name for name in ("kind-missing.json", "id-taken.json", "field-missing.json")]
    with pytest.raises(mlc.InvalidContentError) as caught:
        mlc.load(*paths)

    assert [str(paths[0]), str(paths[1]), *[str(paths[2])] * 2] == [
        problem.file for problem in caught.value.report.problems
    ]


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("field-unknown.json", 'did you mean "answer"?'),
        ("kind-unknown.json", 'did you mean "question" or "section"?'),
        ("link-nowhere.json", 'did you mean "skill:python"?'),
        ("reference-nowhere.json", 'did you mean "python"?'),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(name, suggestion):
    """A name that is nearly right brings the right one as a suggestion."""
    report = _raised(DOCUMENTS / "invalid" / name, base=True)

    assert suggestion == report.problems[0].suggestion


def test_problems_name_their_entry():
    """A problem between entries says which entry it is about."""
    report = _raised(DOCUMENTS / "invalid" / "rung-taken.json", base=True)

    assert tuple(problem.ref for problem in report.problems) == ("stage:sabbatical",)


@pytest.mark.parametrize("path", [path for path in VALID if path.is_file()], ids=lambda path: path.name)
def test_another_validator_accepts_the_valid_documents(path):
    """What loads is valid for another validator that has nothing but the schema of its kind."""
    value = _value(path)

    assert jsonschema_rs.is_valid(mlc.schema(value["kind"]), value)


def _broken_by_the_schema():
    for path in INVALID:
        codes = {code for _, code, _ in _expected(path)["problems"]}
        if path.is_file() and any("MLC101" <= code <= "MLC106" for code in codes):
            value = _value(path)
            if isinstance(value, dict) and value.get("kind") in KINDS:
                yield pytest.param(value, id=path.name)


@pytest.mark.parametrize("value", list(_broken_by_the_schema()))
def test_another_validator_refuses_what_breaks_the_schema(value):
    """What gives a schema problem is invalid for another validator too."""
    assert not jsonschema_rs.is_valid(mlc.schema(value["kind"]), value)
