"""The parts of a document: one value, one position for each pointer, and duplicate keys, in every format."""

import pytest

import mlcareer_content as mlc

from .reading import positions, read, step
from .tables import each_row

TEXT = '{"a": [1, {"a": 2}], "b": {}, "": [[]], "c/d~e": 3}'


@each_row(
    ("pointer", "written"),
    [
        ("", TEXT),
        ("/a", '[1, {"a": 2}]'),
        ("/a/0", "1"),
        ("/a/1", '{"a": 2}'),
        ("/a/1/a", "2"),
        ("/b", "{}"),
        ("/", "[[]]"),
        ("//0", "[]"),
        ("/c~1d~0e", "3"),
    ],
)
def test_a_pointer_leads_to_its_value(pointer, written):
    """The position of a value goes from its first character to its last; pointers are escaped as in RFC 6901."""
    assert written == TEXT[slice(*positions(read(TEXT), [pointer]).offsets(pointer))]


@each_row("pointer", ["/c", "/a/2", "/a/00", "/a/-", "/a/x", "/b/a", "/a/0/0", "/c/d~e", "a", "/A"])
def test_a_pointer_that_leads_nowhere_has_the_position_of_what_is_around_it(pointer):
    """What is not in the document has the position of the nearest value that would contain it."""
    start, end = positions(read(TEXT), [pointer]).offsets(pointer)

    assert TEXT[start:end] in {TEXT, '[1, {"a": 2}]', "{}", "1"}


def test_a_duplicate_key_has_the_position_of_its_last_value():
    """The last of several values is the one that is read and checked."""
    text = '{"a": 1, "a": 2}'
    found = read(text)
    where = positions(found, ["/a"])

    assert ({"a": 2}, ["MLC005"]) == (found.value, found.codes)
    assert ("2", 9) == (text[slice(*where.offsets("/a"))], where.offsets("/a", "key")[0])


@each_row(("name", "written"), [("a", "a"), ("a/b", "a~1b"), ("~1", "~01"), ("", ""), (7, "7")])
def test_steps_are_written_as_in_a_json_pointer(name, written):
    """A tilde and a slash are written as RFC 6901 has them."""
    assert written == step(name)


@each_row(
    ("name", "text", "values"),
    [
        ("a.yaml", "id: a\r\nurl: b c # d\r\nurl: e\r\n", ["line 2", "b c"]),
        ("a.yaml", "url: [b]\nid: a\nurl: e\n", ["line 1"]),
        ("a.yaml", f"url: {'b' * 61}\nurl: e\n", ["line 1"]),
        ("a.json", '{"a": 1,\r"a": 2}', ["line 1", " 1"]),
        ("a.jsonl", '{"a": "b", "a": 2}', ['"b"']),
        ("a.json", f'{{"a": 1, "b": "{"c" * 100_000}", "a": 2}}', []),
        ("a.md", "---\nkind: role\ndescription: A.\n---\nB.\n", ['"description"', "line 3"]),
        ("a.md", f"---\nkind: role\ndescription: A.\n---\nB{'b' * 100_000}\n", ['"description"']),
    ],
)
def test_a_duplicate_key_is_reported_with_the_first(tmp_path, name, text, values):
    """The suggestion has the line of the first, and its value if that is short; in a long text neither."""
    path = tmp_path / name
    path.write_bytes(text.encode())
    (problem,) = [problem for problem in mlc.validate(path).problems if problem.code == "MLC005"]

    assert [] == [value for value in values if value not in problem.suggestion]
    assert ("line" in problem.suggestion) == any("line" in value for value in values) or name == "a.jsonl"


def _pointers(value, pointer=""):
    """The pointer of every value within a value, and the value."""
    yield pointer, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, item in items:
        yield from _pointers(item, f"{pointer}/{step(name)}")


WRITTEN = {
    "json": """\
{"kind": "stage", "a/b": [{"~": []}, null], "é😀": {"": 1.5, "c": {}},
 "summary": ["One\\ntwo.", "- three"]}
""",
    "yaml": """\
kind: stage
a/b:
- '~': []
-
é😀:
  '': 1.5
  c: {}
summary: ["One\\ntwo.", '- three']
""",
    "markdown": """\
---
kind: stage
a/b: [{"~": []}, ~]
'é😀':
    ? ''
    : 1.5
    c: {
    }
---
One
two.

- three
""",
}
VALUE = {"kind": "stage", "a/b": [{"~": []}, None], "é😀": {"": 1.5, "c": {}}, "summary": ["One\ntwo.", "- three"]}


@pytest.mark.parametrize("format", WRITTEN)
def test_the_formats_give_one_value(format):
    """What is written in any format has the same value; prose is the field that it would be in one piece."""
    assert VALUE == read(WRITTEN[format], format).value


@pytest.mark.parametrize("format", WRITTEN)
def test_every_value_has_a_place_in_every_format(format):
    """Whatever there is in a value is found in the text, within what it stands in, and behind its key."""
    found = read(WRITTEN[format], format)
    places = dict(_pointers(found.value))
    where = positions(found, places)
    inside = {pointer: where.offsets(pointer.rpartition("/")[0]) for pointer in places if pointer.count("/") > 1}
    keys = {pointer: where.offsets(pointer, "key") for pointer in places}

    assert [] == [
        pointer
        for pointer, (start, end) in inside.items()
        if not start <= where.offsets(pointer)[0] <= where.offsets(pointer)[1] <= max(end, start)
    ]
    assert "é😀" in found.text[slice(*keys["/é😀"])]
