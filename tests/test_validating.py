"""The pipeline behind `validate`: what it takes, and what every keyword changes."""

import json
import zipfile
from collections import Counter
from datetime import date
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

import pytest

import mlcareer_content as mlc
from mlcareer_content import Limits

from .tables import each_row

QUESTION = {"kind": "question", "id": "lonely", "question": "Is it lonely?", "answer": ["No."]}
NAMELESS = {**QUESTION, "id": "Lonely"}
IN_MARKDOWN = "---\nkind: question\nid: {}\nquestion: Is it lonely?\n---\nNo.\n"
IN_YAML = "kind: question\nid: {}\nquestion: Is it lonely?\nanswer: ['No.']\n"


def _written(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    path.write_text(text, "utf-8")
    return path


def _codes(*sources, **keywords):
    return [problem.code for problem in mlc.validate(*sources, **keywords).problems]


def _places(*sources, **keywords):
    return [(problem.code, problem.line, problem.column) for problem in mlc.validate(*sources, **keywords).problems]


# Sources


def test_a_path_is_a_source_as_string_and_as_object(tmp_path):
    """A file is checked however its path is given, and named as it was."""
    path = _written(tmp_path / "a.json", NAMELESS)
    found = [mlc.validate(source).problems for source in (path, str(path))]

    assert [[("MLC105", str(path))]] * 2 == [[(problem.code, problem.file) for problem in each] for each in found]


def test_a_traversable_is_a_source(tmp_path):
    """A file in a zip is checked as one in a folder."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("more/a.yaml", IN_YAML.format("Lonely"))
    (problem,) = mlc.validate(zipfile.Path(tmp_path / "a.zip")).problems

    assert ("MLC105", f"{tmp_path}/a.zip/more/a.yaml", 2, 5) == (
        problem.code,
        problem.file,
        problem.line,
        problem.column,
    )


@pytest.mark.parametrize("value", [NAMELESS, MappingProxyType(NAMELESS)], ids=["dict", "mapping"])
def test_a_value_has_no_lines(value):
    """A value that was parsed already is checked; its problems have a pointer, and neither line nor excerpt."""
    (problem,) = mlc.validate(value).problems

    assert ("MLC105", "<value>", "/id", None, None, None, None, None) == (
        problem.code,
        problem.file,
        problem.pointer,
        problem.line,
        problem.column,
        problem.end_line,
        problem.end_column,
        problem.excerpt,
    )


def test_a_value_is_left_alone():
    """Checking changes nothing in a value that was given."""
    value = json.loads(json.dumps(NAMELESS))
    mlc.validate(value, kind="skill")

    assert value == NAMELESS


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({**QUESTION, "id": b"lonely"}, "MLC009"),
        ({**QUESTION, 7: "seven"}, "MLC009"),
        ({**QUESTION, "id": float("nan")}, "MLC006"),
        ({**QUESTION, "id": "\ud800"}, "MLC003"),
    ],
    ids=["bytes", "key", "nan", "half"],
)
def test_a_value_holds_only_what_json_has(value, code):
    """What no JSON document can hold is a problem of a value, too."""
    assert [code] == _codes(value)


def test_a_folder_is_a_source(tmp_path):
    """Every document below a folder is checked, in sorted order, and nothing beside."""
    for name in ("b.md", "a/z.yml", "a/README.md", ".hidden.json", "notes.txt", "c.schema.json", "d.JSON"):
        _written(tmp_path / name, "")
    found = [Path(problem.file).relative_to(tmp_path).as_posix() for problem in mlc.validate(tmp_path).problems]

    assert found == ["a/z.yml", "b.md", "d.JSON"]


def test_every_line_of_json_lines_is_a_document(tmp_path):
    """A problem of a line names the line of the file."""
    path = _written(tmp_path / "a.jsonl", f"{json.dumps(QUESTION)}\n{json.dumps(NAMELESS)}\n{{\n{json.dumps(QUESTION)}")

    assert [("MLC105", 2, 28), ("MLC201", 2, 28), ("MLC004", 3, 2), ("MLC201", 4, 28)] == _places(path)


def test_sources_of_all_sorts_are_checked_together(tmp_path):
    """What a file refers to may stand in a folder, a zip or a value that come later."""
    asking = {**QUESTION, "answer": ["[A](skill:rope), [b](skill:bell), [c](skill:tower), [d](skill:nothing)."]}
    skill = {"kind": "skill", "category": "practice", "description": ["Pull."]}
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("b.json", json.dumps({**skill, "id": "bell", "name": "Bell"}))
    rope = "---\nkind: skill\nid: rope\nname: Rope\ncategory: practice\n---\nPull.\n"
    sources = [
        asking,
        _written(tmp_path / "a" / "rope.md", rope).parent,
        zipfile.Path(tmp_path / "b.zip"),
        {**skill, "id": "tower", "name": "Tower"},
    ]

    assert ["MLC203"] == _codes(*sources)


def test_problems_stand_in_the_order_of_the_documents(tmp_path):
    """What is found when all is known stands with its document, and by line within it."""
    first = _written(tmp_path / "z.json", {**QUESTION, "stages": ["nowhere"], "id": "First"})
    second = _written(tmp_path / "a.json", {**QUESTION, "id": "Second"})
    found = [(Path(problem.file).name, problem.code) for problem in mlc.validate(first, second).problems]

    assert found == [("z.json", "MLC105"), ("z.json", "MLC202"), ("a.json", "MLC105")]


@each_row("sources", [(), (None,), (7,), (b"a.json",), ([QUESTION],), ("",)])
def test_what_is_no_source_is_a_type_error(sources):
    """Nothing at all, or anything but a path, a Traversable or a value, is a mistake of the caller."""
    with pytest.raises(TypeError) as caught:
        mlc.validate(*sources)

    assert TypeError is caught.type


def test_what_cannot_be_found_is_a_problem(tmp_path):
    """Content that is not there raises nothing."""
    (tmp_path / "empty").mkdir()

    assert ["MLC001", "MLC008"] == _codes(tmp_path / "missing.json", tmp_path / "empty")


# Keywords


def test_the_packaged_data_has_no_problem():
    """The packaged guide passes its own checks, without itself as the base."""
    assert mlc.validate(files("mlcareer_content") / "data", base=False).problems == ()


def test_the_base_is_what_content_comes_on_top_of():
    """With the packaged guide its ids are taken and can be referred to; without it there is no guide."""
    value = {**QUESTION, "id": "education-needed", "answer": ["Learn [Python](skill:python)."]}

    assert (["MLC201"], ["MLC208", "MLC208", "MLC203"]) == (_codes(value), _codes(value, base=False))


def test_a_kind_can_be_given_for_what_does_not_say_its_own(tmp_path):
    """`kind` is the kind of a document without one, in every format; a document that says its kind keeps it."""
    nameless = {key: value for key, value in QUESTION.items() if key != "kind"}
    sources = [
        {**nameless, "id": "value"},
        _written(tmp_path / "a.json", {**nameless, "id": "json"}),
        _written(tmp_path / "a.yaml", IN_YAML.format("yaml").replace("kind: question\n", "")),
        _written(tmp_path / "a.md", IN_MARKDOWN.format("markdown").replace("kind: question\n", "")),
        _written(tmp_path / "a.jsonl", json.dumps({**nameless, "id": "lines"})),
        {"kind": "role", "id": "r", "title": "R", "description": ["R."]},
    ]

    assert (["MLC107"] * 5, []) == (_codes(*sources), _codes(*sources, kind="question"))


def test_a_kind_that_there_is_not_is_an_error():
    """A slip in `kind` brings the right one."""
    with pytest.raises(mlc.NotFoundError) as caught:
        mlc.validate(QUESTION, kind="questoin")

    assert "question" == caught.value.near[0]


def test_strict_takes_warnings_for_errors():
    """With `strict`, what may stay has to be mended, and nothing else changes."""
    value = {**QUESTION, "answer": ["word " * 300 + "end."]}
    loose, strict = mlc.validate(value), mlc.validate(value, strict=True)

    assert (True, "warning", False, "error", loose.problems[0].message) == (
        loose.ok,
        loose.problems[0].severity,
        strict.ok,
        strict.problems[0].severity,
        strict.problems[0].message,
    )


@pytest.mark.parametrize(
    ("as_of", "codes"),
    [
        (None, []),
        (date(2024, 2, 28), ["MLC306"]),
        (date(2024, 3, 1), []),
        (date(2025, 3, 1), ["MLC309"]),
        (date(2025, 3, 2), ["MLC309", "MLC310"]),
    ],
    ids=str,
)
def test_dates_are_judged_by_a_day(as_of, codes):
    """Only with a day is it told that a check was long ago or is to come, or that a credential is retired."""
    exam = {"kind": "credential", "id": "exam", "name": "Exam", "category": "degree", "description": ["Proof."]}
    exam |= {"last_available_on": "2024-06-30", "checked_on": "2024-03-01"}

    assert codes == sorted(_codes({**QUESTION, "answer": ["The [exam](credential:exam)."]}, exam, as_of=as_of))


@each_row(
    ("name", "limits"),
    [
        ("a.json", {"json": 100}),
        ("a.yaml", {"yaml": 100}),
        ("a.yml", {"yaml": 100}),
        ("a.md", {"yaml": 100}),
        ("a.jsonl", {"line": 100}),
    ],
)
@each_row(("size", "is_read"), [(100, True), (101, False)])
def test_limits_are_bytes_of_a_file(tmp_path, name, limits, size, is_read):
    """What is larger than its limit by a byte is not read; what has its very size is."""
    path = _written(tmp_path / name, "é" * (size // 2) + "x" * (size % 2))
    found = _codes(path, limits=Limits(**limits))

    assert (is_read, 1) == ("MLC002" not in found, len(found))


def test_a_line_that_is_too_long_is_passed_over(tmp_path):
    """The lines behind one that is too long are read, and keep their numbers."""
    values = [{**QUESTION, "answer": ["x" * 300]}, NAMELESS, "x" * 900, {**QUESTION, "id": "Alone"}]
    path = _written(tmp_path / "a.jsonl", "\n".join(map(json.dumps, values)))

    assert [("MLC002", 1, 1), ("MLC105", 2, 28), ("MLC002", 3, 1), ("MLC105", 4, 28)] == _places(
        path, limits=Limits(line=200)
    )


# Many problems


def test_a_hundred_problems_of_one_file_are_all_told_once(tmp_path):
    """Every one of a hundred problems is told at its line, none twice, in the order of the lines."""
    wrong = [
        ("MLC102", '"anwser": 1', '"id": "a{0}", "question": "A?", "answer": ["B."], {1}'),
        ("MLC103", '"stages": 7{0}', '"id": "a{0}", "question": "A?", "answer": ["B."], {1}'),
        ("MLC105", '"id": "A {0}"', '{1}, "question": "A?", "answer": ["B."]'),
        ("MLC203", "skill:no-{0}", '"id": "a{0}", "question": "A?", "answer": ["See [x]({1})."]'),
        ("MLC302", "<b{0}>", '"id": "a{0}", "question": "A?", "answer": ["It {1}is."]'),
    ]
    lines, expected = ['{"kind": "faq", "entries": ['], []
    for number in range(100):
        code, bad, entry = wrong[number % len(wrong)]
        text = bad.format(number)
        lines.append("{" + entry.format(number, text) + "},")
        # A field is marked by its key or its value, and not from the one to the other.
        value = text.find(": ") + 2 if code in {"MLC103", "MLC105"} else 0
        expected.append((code, number + 2, lines[-1].index(text) + value + 1))
    lines[-1] = lines[-1].removesuffix(",")
    path = _written(tmp_path / "a.json", "\n".join([*lines, "]}"]))

    assert expected == _places(path)


@each_row("name", ["a.json", "a.yaml", "a.md", "a.jsonl"])
@each_row("number", [999, 1_000, 1_500])
def test_there_is_an_end_to_the_problems_of_one_document(tmp_path, name, number):
    """Of a thousand problems or more, a document lists all but the last, and that there are more."""
    unknown = {f"x{field}": 1 for field in range(number)}
    fields = {**QUESTION, **unknown}
    as_yaml = "".join(f"{key}: {json.dumps(value)}\n" for key, value in fields.items())
    texts = {
        "a.json": json.dumps(fields, indent=1),
        "a.jsonl": json.dumps(fields),
        "a.yaml": as_yaml,
        "a.md": "---\n" + as_yaml.replace('answer: ["No."]\n', "") + "---\nNo.\n",
    }
    found = Counter(_codes(_written(tmp_path / name, texts[name])))

    assert {"MLC102": 999, **({"MLC111": 1} if number > 999 else {})} == found
