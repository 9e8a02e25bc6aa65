"""Whole documents: the valid ones load, each invalid one gives exactly its problems.

The documents stand in `documents/valid` and `documents/invalid`: a file, or a
folder of files that are checked together. Beside each invalid one,
`name.problems.json` lists its problems in their order (file, code, JSON
Pointer, line and column) and says whether it comes on top of the packaged
guide, and by which day it is judged, if by any.
"""

import json
import re
from datetime import date
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

import mlcareer_content as mlc
from mlcareer_content._entries import KINDS
from mlcareer_content._rules import codes
from mlcareer_content._sentence import Sentence
from mlcareer_content.model import COLLECTION_CLASSES

from .tables import each_row

DOCUMENTS = Path(__file__).parent / "documents"
VALID = sorted((DOCUMENTS / "valid").iterdir())
INVALID = sorted(path for path in (DOCUMENTS / "invalid").iterdir() if not path.name.endswith(".problems.json"))
FORMATS = {
    ".json": "JSON",
    ".yaml": "YAML",
    ".yml": "YAML",
    ".md": "Markdown",
    ".markdown": "Markdown",
    ".jsonl": "JSON Lines",
}

# What no file in a repository can show: test_documents.py and test_links.py make these.
MADE_ELSEWHERE = {"MLC001", "MLC002", "MLC008", "MLC010", "MLC012"}
# What takes a document of a thousand problems: test_validating.py makes it in every format.
TOO_LONG = {"MLC111"}
# What a format does not have, or has under another code.
NOT_IN = {
    "JSON": {"MLC009", "MLC011", "MLC314", "MLC316"},
    "JSON Lines": {"MLC009", "MLC011", "MLC314", "MLC316"},
    "YAML": {"MLC011"},
    "Markdown": set(),
}

each_valid = each_row("path", VALID)
each_invalid = each_row("path", INVALID)


def _problems_file(path):
    return path.with_name(f"{path.stem}.problems.json")


def _expected(path):
    return json.loads(_problems_file(path).read_text("utf-8"))


def _package_data(path):
    return sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]


def _values(path):
    """The documents of a file behind the lines that they begin in, read by other means than the package's."""
    if path.suffix == ".jsonl":
        lines = path.read_text("utf-8").splitlines()
        return {number: json.loads(line) for number, line in enumerate(lines, 1)}
    text = path.read_text("utf-8-sig")
    if path.suffix == ".json":
        return {1: json.loads(text)}
    if path.suffix in {".md", ".markdown"}:
        return {1: _markdown(text)}
    return {1: yaml.load(text, yaml.BaseLoader)}


def _markdown(text):
    _, front_matter, body = re.split("^---$", text, maxsplit=2, flags=re.MULTILINE)
    value = yaml.load(front_matter, yaml.BaseLoader)
    field = {"article": "lead", "question": "answer", "stage": "summary"}.get(str(value.get("kind")), "description")
    # More blocks than there can be: nothing but their number would be lost.
    return {**value, field: [body] * len(body.split("\n\n"))} if body.strip() else value


def _is_whole_guide(path):
    return any(value["kind"] == "guide" for file in _package_data(path) for value in _values(file).values())


def _report(path):
    expected = _expected(path)
    as_of = date.fromisoformat(expected["as_of"]) if "as_of" in expected else None
    return mlc.validate(path, base=expected["base"], as_of=as_of)


def _within(file, folder):
    return file and Path(file).relative_to(folder).as_posix()


def _found(report, folder):
    return [
        [_within(problem.file, folder), problem.code, problem.pointer, problem.line, problem.column]
        for problem in report.problems
    ]


def test_both_folders_hold_documents():
    """The documents are found: an empty folder would make every test below pass."""
    assert (len(VALID) >= 28, len(INVALID) >= 92) == (True, True)


def test_every_invalid_document_says_its_problems():
    """Beside every invalid document, and nothing else, stands the list of its problems."""
    lists = set((DOCUMENTS / "invalid").glob("*.problems.json"))

    assert {_problems_file(path) for path in INVALID} == lists


@each_valid
def test_valid_documents_load(path):
    """A valid document loads, and all its entries are in the guide."""
    base = not _is_whole_guide(path)
    before = len(mlc.load()) if base else 0
    added = sum(_count(value) for file in _package_data(path) for value in _values(file).values())

    assert before + added == len(mlc.load(path, base=base))


def _count(value):
    if value["kind"] == "guide":
        article = [{"kind": "article", **value["article"]}] if "article" in value else []
        lists = [items for name, items in value.items() if name in COLLECTION_CLASSES]
        return sum(map(len, lists)) + sum(map(_count, article))
    if value["kind"] == "article":
        return 1 + len(value["sections"])
    return len(value["entries"]) if "entries" in value else int("replaces" not in value)


@each_valid
def test_valid_documents_give_no_warning(path):
    """A valid document is not only without errors."""
    assert mlc.validate(path, base=not _is_whole_guide(path)).problems == ()


@each_row("path", [path for path in VALID if path.suffix not in {"", ".json"} and path.with_suffix(".json").exists()])
def test_the_format_of_a_document_makes_no_difference(path):
    """What is written in YAML or Markdown is the same as its neighbour in JSON."""
    base = not _is_whole_guide(path)

    assert mlc.to_dict(mlc.load(path.with_suffix(".json"), base=base)) == mlc.to_dict(mlc.load(path, base=base))


@pytest.mark.parametrize("format", ["YAML", "Markdown"])
def test_formats_have_neighbours_in_json(format):
    """The test above compares something of every format."""
    assert [path for path in VALID if FORMATS.get(path.suffix) == format and path.with_suffix(".json").exists()]


@each_row("path", INVALID)
def test_invalid_documents_give_exactly_their_problems(path):
    """Checking an invalid document reports all its problems, each with file, code and place, in order, and no other."""
    assert _expected(path)["problems"] == _found(_report(path), path.parent)


@each_row("path", [path for path in INVALID if "as_of" not in _expected(path)])
def test_loading_tells_the_same_as_checking(path):
    """Loading an invalid document raises the same report, unless it has warnings only."""
    report = _report(path)
    raised = mlc.Report()
    try:
        mlc.load(path, base=_expected(path)["base"])
    except mlc.InvalidContentError as error:
        raised = error.report

    assert raised == (mlc.Report() if report.ok else report)


@each_invalid
def test_pointers_lead_to_a_value(path):
    """A pointer leads to something that stands in the file, and in the document, that the problem names."""
    places = [(problem.file, problem.line, problem.pointer) for problem in _report(path).problems if problem.pointer]

    assert places == [
        (file, line, pointer) for file, line, pointer in places if _leads_somewhere(_value_at(file, line), pointer)
    ]


def _value_at(file, line):
    path = Path(file)
    if path.suffix == ".jsonl":
        return json.loads(path.read_bytes().split(b"\n")[line - 1])
    return _values(path)[1]


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


@each_invalid
def test_places_lie_in_the_file(path):
    """A problem begins and ends within the lines of its file, and its excerpt is the line that it begins in."""
    outside = []
    for problem in _report(path).problems:
        if problem.file is None:
            continue
        lines = re.split("\r\n|\r|\n", Path(problem.file).read_bytes().decode("utf-8-sig", "replace"))
        begins, ends = (problem.line, problem.column), (problem.end_line, problem.end_column)
        inside = all(line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1 for line, column in (begins, ends))
        excerpt = problem.excerpt
        shown = excerpt.line[excerpt.start : excerpt.end].strip("…") if excerpt else ""
        if not inside or begins > ends or not _shows(shown, lines[problem.line - 1][problem.column - 1 :]):
            outside.append(problem)

    assert outside == []


def _shows(shown, text):
    """Whether an excerpt shows the text, with any character for a tab or for one that is not shown."""
    return re.match(re.escape(shown).replace("\ufffd", "."), text.replace("\t", " ") + " ")


@each_invalid
def test_messages_can_be_read(path):
    """A message is one printable line of bearable length, and exclaims nothing."""
    texts = [text for problem in _report(path).problems for text in (problem.message, problem.suggestion) if text]

    assert texts == [text for text in texts if _is_calm(text)]


def _is_calm(text):
    return text.isprintable() and 3 < len(text) <= 340 and not re.search(r"[\w”\"]!", text)


def _shown():
    """The codes that documents show, by the format that they show them in."""
    shown = {format: set() for format in FORMATS.values()}
    for path in INVALID:
        for file, code, *_ in _expected(path)["problems"]:
            named = path.parent / file if file else _package_data(path)[0]
            shown[FORMATS[named.suffix]].add(code)
    return shown


def test_the_table_has_every_code_of_the_source():
    """No code is given that the table of the rules does not have, and the table has none that is never given."""
    source = Path(mlc.__file__).parent
    given = {
        code
        for path in source.rglob("*.py")
        if path.name != "_rules.py"
        for code in re.findall(r"\bMLC\d{3}\b", path.read_text("utf-8"))
    }

    assert set(codes()) == given


def test_every_code_has_a_document():
    """Every code that a file can show has a document that shows it."""
    shown = set().union(*_shown().values())

    assert set(codes()) == shown | MADE_ELSEWHERE | TOO_LONG


@pytest.mark.parametrize("format", sorted(set(FORMATS.values())))
def test_every_code_has_a_document_in_every_format(format):
    """Every code that can be shown in a format is shown in it, whatever else shows it."""
    assert set(codes()) - MADE_ELSEWHERE - TOO_LONG - NOT_IN[format] == _shown()[format]


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
        ("field-unknown.json", 'remove it; "answer" is already present'),
        ("schema-yaml/field-unknown.yaml", 'did you mean "answer"?'),
        ("kind-unknown.json", 'did you mean "question"?'),
        ("link-nowhere.json", 'did you mean "skill:python"?'),
        ("reference-nowhere.json", 'did you mean "python"?'),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(name, suggestion):
    """A name that is nearly right brings the right one as a suggestion."""
    report = mlc.validate(DOCUMENTS / "invalid" / name)

    assert suggestion == report.problems[0].suggestion


def test_problems_name_their_entry():
    """A problem between entries says which entry it is about."""
    report = mlc.validate(DOCUMENTS / "invalid" / "rung-taken.json")

    assert tuple(problem.ref for problem in report.problems) == ("stage:sabbatical",)


@each_row("path", [path for path in VALID if path.suffix in {".json", ".jsonl"}])
def test_another_validator_accepts_the_valid_documents(path):
    """What loads is valid for another validator that has nothing but the schema of its kind."""
    assert [True] * len(_values(path)) == [
        jsonschema_rs.is_valid(mlc.schema(value["kind"]), value) for value in _values(path).values()
    ]


def _broken_by_the_schema():
    for path in INVALID:
        codes = {code for _, code, *_ in _expected(path)["problems"]}
        is_readable = not any(code < "MLC100" for code in codes)
        if path.suffix == ".json" and is_readable and any("MLC101" <= code <= "MLC106" for code in codes):
            (value,) = _values(path).values()
            if isinstance(value, dict) and value.get("kind") in KINDS:
                yield value


@each_row("value", list(_broken_by_the_schema()))
def test_another_validator_refuses_what_breaks_the_schema(value):
    """What gives a schema problem is invalid for another validator too."""
    assert not jsonschema_rs.is_valid(mlc.schema(value["kind"]), value)


def test_nothing_is_decided_by_the_wording_of_a_message(monkeypatch):
    """With every sentence reversed, all documents have the same problems at the same positions."""

    def problems():
        found = mlc.validate(*INVALID, base=True).problems
        return [(one.code, one.severity, one.file, one.line, one.column, one.pointer, one.ref) for one in found]

    expected = problems()
    shown = Sentence.__str__
    monkeypatch.setattr(Sentence, "__str__", lambda self: shown(self)[::-1])

    assert expected
    assert problems() == expected
