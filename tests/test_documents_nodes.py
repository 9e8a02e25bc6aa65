"""The parts of a document: one value, one place for each pointer and the same problems, whatever it is written in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mlcareer_content as mlc
from mlcareer_content._limits import MAX_DEPTH
from mlcareer_content._read import Source, document, positions, step
from mlcareer_content._read._nodes import Node, Place, build, locate, structural_problems

from .tables import each_row


def _key(name, start):
    return Node("key", start, start + 1, name)


def _scalar(value, start):
    return Node("scalar", start, start + 1, value)


def _brackets(start, end, *inside, signs="[]"):
    return [Node(signs[0], start, start + 1), *inside, Node(signs[1], end - 1, end)]


# The parts of an object that holds lists, objects, an empty key, and a key that pointers have to escape.
PARTS = [
    Node("{", 0, 1),
    _key("a", 1),
    *_brackets(5, 20, _scalar(1, 6), *_brackets(10, 19, _key("a", 11), _scalar(2, 15), signs="{}")),
    _key("b", 22),
    *_brackets(26, 28, signs="{}"),
    _key("", 30),
    *_brackets(34, 40, *_brackets(36, 38)),
    _key("c/d~e", 42),
    _scalar(3, 50),
    Node("}", 52, 53),
]


def test_parts_make_a_value():
    """Objects, lists, keys and values are put together in their order."""
    assert build(iter(PARTS)) == {"a": [1, {"a": 2}], "b": {}, "": [[]], "c/d~e": 3}


@each_row(
    ("parts", "value"),
    [
        ([], None),
        ([_scalar("text", 0)], "text"),
        ([_scalar(None, 0)], None),
        (_brackets(0, 2), []),
        (_brackets(0, 2, signs="{}"), {}),
        (_brackets(0, 9, _key("a", 1), _scalar(1, 3), _key("a", 5), _scalar(2, 7), signs="{}"), {"a": 2}),
        (
            _brackets(
                0, 9, _key("a", 1), _scalar(1, 3), _key("b", 4), _scalar(0, 5), _key("a", 6), _scalar(2, 7), signs="{}"
            ),
            {"a": 2, "b": 0},
        ),
    ],
)
def test_every_sort_of_part_may_be_the_whole(parts, value):
    """A value alone is a document, nothing is none, and of a repeated key the last holds."""
    assert value == build(parts)


@each_row(
    ("pointer", "place"),
    [
        ("", Place(0, 53, None)),
        ("/a", Place(5, 20, _key("a", 1))),
        ("/a/0", Place(6, 7, None)),
        ("/a/1", Place(10, 19, None)),
        ("/a/1/a", Place(15, 16, _key("a", 11))),
        ("/b", Place(26, 28, _key("b", 22))),
        ("/", Place(34, 40, _key("", 30))),
        ("//0", Place(36, 38, None)),
        ("/c~1d~0e", Place(50, 51, _key("c/d~e", 42))),
    ],
)
def test_a_pointer_leads_to_its_place(pointer, place):
    """The place of a value goes from its first character to its last, and knows its key."""
    assert place == locate(iter(PARTS), [pointer])[pointer]


@each_row("pointer", ["/c", "/a/2", "/a/00", "/a/-", "/a/x", "/b/a", "/a/0/0", "/c/d~e", "a", "/A"])
def test_a_pointer_that_leads_nowhere_has_no_place(pointer):
    """What is not in the document is left out; what it would stand in is found."""
    found = locate(iter(PARTS), [pointer])

    assert pointer not in found
    assert "" in found


def test_what_was_asked_for_is_found_with_what_it_stands_in():
    """No more is looked for than the pointers and what leads to them."""
    assert {"", "/a", "/a/1", "/a/1/a", "/b"} == locate(iter(PARTS), ["/a/1/a", "/b"]).keys()


@pytest.mark.parametrize("pointers", [[], [""]])
def test_the_whole_document_is_always_found(pointers):
    """The document itself is needed for whatever has no place of its own."""
    assert {"": Place(0, 53, None)} == locate(iter(PARTS), pointers)


def test_a_repeated_key_stands_where_its_value_does():
    """The place of a repeated key is that of the value that holds, which is the last."""
    parts = _brackets(0, 9, _key("a", 1), _scalar(1, 3), _key("a", 5), _scalar(2, 7), signs="{}")

    assert Place(7, 8, _key("a", 5)) == locate(parts, ["/a"])["/a"]


@pytest.mark.parametrize(("name", "written"), [("a", "a"), ("a/b", "a~1b"), ("~1", "~01"), ("", ""), (7, "7")])
def test_steps_are_written_as_in_a_json_pointer(name, written):
    """A tilde and a slash are written as RFC 6901 has them."""
    assert written == step(name)


def test_what_is_right_has_no_fault():
    """The same key in different objects is no problem."""
    assert list(structural_problems(iter(PARTS), "")) == []


@each_row(
    ("name", "text", "cure"),
    [
        (
            "a.yaml",
            "id: a\r\nurl: b c # d\r\nurl: e\r\n",
            "remove one of the two; the first is in line 2, with the value b c",
        ),
        ("a.yaml", "url: [b]\nid: a\nurl: e\n", "remove one of the two; the first is in line 1"),
        ("a.yaml", f"url: {'b' * 61}\nurl: e\n", "remove one of the two; the first is in line 1"),
        ("a.json", '{"a": 1,\r"a": 2}', "remove one of the two; the first is in line 1, with the value 1"),
        (
            "a.jsonl",
            '{"a": "b", "a": 2}',
            'remove one of the two; the first is earlier in this line, with the value "b"',
        ),
        ("a.json", f'{{"a": 1, "b": "{"c" * 100_000}", "a": 2}}', "remove one of the two"),
        ("a.md", "---\nkind: role\ndescription: A.\n---\nB.\n", 'remove "description" from the front matter, line 3'),
        (
            "a.md",
            f"---\nkind: role\ndescription: A.\n---\nB{'b' * 100_000}\n",
            'remove "description" from the front matter',
        ),
    ],
)
def test_the_first_of_two_keys_is_told(tmp_path, name, text, cure):
    """Where it stands, and what it holds if that is short; in a long text neither."""
    path = tmp_path / name
    path.write_bytes(text.encode())

    assert [cure] == [problem.suggestion for problem in mlc.validate(path).problems if problem.code == "MLC005"]


def test_a_key_that_stands_twice_in_one_object_is_a_fault():
    """Each repetition is told at its own place."""
    inner = _brackets(3, 9, _key("b", 4), _scalar(1, 5), _key("b", 6), _scalar(2, 7), signs="{}")
    parts = _brackets(
        0, 20, _key("a", 1), *inner, _key("b", 10), _scalar(1, 11), _key("a", 12), _scalar(1, 13), signs="{}"
    )

    assert [("MLC005", 6, 7), ("MLC005", 12, 13)] == [
        (problem.code, problem.span[0], problem.span[1]) for problem in structural_problems(parts, "")
    ]


@pytest.mark.parametrize("sign", ["[", "{"])
def test_the_first_bracket_that_is_nested_too_deeply_is_a_fault(sign):
    """The bracket beyond the limit is told once, and nothing behind it is looked at."""
    parts = (_key("a", at) if at % 2 and sign == "{" else Node(sign, at, at + 1) for at in range(10**9))
    (problem,) = structural_problems(parts, "")

    assert ("MLC007", MAX_DEPTH * (2 if sign == "{" else 1)) == (problem.code, problem.span[0])


def test_brackets_that_were_closed_do_not_count():
    """Brackets side by side are not nested."""
    parts = [part for at in range(0, 1000, 2) for part in _brackets(at, at + 2)]

    assert list(structural_problems(_brackets(0, 1000, *parts), "")) == []


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
    assert VALUE == document(Source("a", format, WRITTEN[format].encode())).value


@pytest.mark.parametrize("format", WRITTEN)
def test_every_value_has_a_place_in_every_format(format):
    """Whatever there is in a value is found in the text, within what it stands in, and behind its key."""
    found = document(Source("a", format, WRITTEN[format].encode()))
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


_VALUES = st.recursive(
    st.none() | st.integers(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("ab/~0", max_size=2), inner),
)


def _parts(value, at=0):
    """A sequence of parts for a value, each a character wide."""
    if isinstance(value, dict):
        inside = [part for key, item in value.items() for part in (Node("key", at, at + 1, key), *_parts(item, at))]
        return [Node("{", at, at + 1), *inside, Node("}", at, at + 1)]
    if isinstance(value, list):
        return [Node("[", at, at + 1), *(part for item in value for part in _parts(item, at)), Node("]", at, at + 1)]
    return [Node("scalar", at, at + 1, value)]


@given(_VALUES)
def test_taking_apart_and_building_are_opposites(value):
    """A value that was taken apart is built again, every pointer into it is found, and it has no problem."""
    parts = _parts(value)
    pointers = {pointer for pointer, _ in _pointers(value)}

    assert (value, pointers, []) == (build(parts), set(locate(parts, pointers)), list(structural_problems(parts, "")))
