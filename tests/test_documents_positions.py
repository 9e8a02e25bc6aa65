"""From a JSON Pointer to a line and a column of the file, and the line as it is shown."""

import json
import re

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import mlcareer_content as mlc
from mlcareer_content.problems import TextPart

from .reading import File, Positions, positions, read, step
from .tables import each_row

LINES = '{\n  "a": [1, "é😀"],\n\t"b": {"c": null},\n\n  "d": "x"\n}\n'


def _where(text, *pointers, format="json"):
    return positions(read(text, format), pointers)


def _span(text, pointer, part="value", **keywords):
    where = _where(text, pointer, **keywords)
    return tuple(where.span(*where.offsets(pointer, part)))


def _shown(text, start, end):
    return Positions(text, (), (), 1).excerpt(start, end)


@each_row("line_break", ["\n", "\r\n", "\r"])
@each_row(
    ("pointer", "span"),
    [
        ("", (1, 1, 6, 2)),
        ("/a", (2, 8, 2, 17)),
        ("/a/0", (2, 9, 2, 10)),
        ("/a/1", (2, 12, 2, 16)),
        ("/b", (3, 7, 3, 18)),
        ("/b/c", (3, 13, 3, 17)),
        ("/d", (5, 8, 5, 11)),
    ],
)
def test_a_value_has_a_line_and_a_column(pointer, span, line_break):
    """Lines and columns count from 1, in characters, a tab and an emoji as one; the end is behind the value."""
    assert span == _span(LINES.replace("\n", line_break), pointer)


@pytest.mark.parametrize(("pointer", "span"), [("/a", (2, 3, 2, 6)), ("/b/c", (3, 8, 3, 11)), ("/d", (5, 3, 5, 6))])
def test_a_key_has_a_place_of_its_own(pointer, span):
    """The key of a value is found as the file has it, in its quotes."""
    assert span == _span(LINES, pointer, "key")


@pytest.mark.parametrize("pointer", ["", "/a/0", "/a/1"])
def test_what_has_no_key_stands_at_its_value(pointer):
    """The key of the document, or of an item, is not asked for in vain."""
    assert _span(LINES, pointer) == _span(LINES, pointer, "key")


@each_row(
    ("pointer", "nearest"),
    [("/z", ""), ("/a/2", "/a"), ("/a/1/z/y", "/a/1"), ("/b/z", "/b"), ("/b/c/z", "/b/c"), ("z", "")],
)
@each_row("part", ["value", "key"])
def test_what_is_missing_stands_at_what_it_would_be_in(pointer, nearest, part):
    """A value or a key that is not there is told at its object."""
    assert _span(LINES, nearest) == _span(LINES, pointer, part)


def test_a_byte_order_mark_is_no_column():
    """Columns are those that an editor shows, which hides the mark."""
    assert (1, 1, 1, 3) == _span("\ufeff[]", "")


def test_a_line_of_json_lines_has_the_line_of_the_file():
    """A document of JSON Lines has the position that it has in the file."""
    (problem,) = mlc.validate(File("a.jsonl", b'\n{"kind": "thing"}\n')).problems[1:]

    assert ("MLC108", 2, 10) == (problem.code, problem.line, problem.column)


@pytest.mark.parametrize("text", ["", "a: 1\n# note\n\n", "a:\n  - 1\n\n# note\n"])
def test_a_block_ends_with_its_last_word(text):
    """Blank lines behind a value are no part of it, and an empty text has one line."""
    end_line, end_column = _span(text, "", format="yaml")[2:]

    assert end_line <= max(1, text.count("\n"))
    assert end_column >= 1


def _offsets_and_lines(text):
    """Every offset of a text, with its line and its column, counted one by one."""
    line = column = 1
    for at, character in enumerate(text + "\0"):
        yield at, (line, column)
        if character == "\n" or (character == "\r" and text[at + 1 : at + 2] != "\n"):
            line, column = line + 1, 1
        else:
            column += 1


@settings(max_examples=200)
@given(st.text("\n\r\t a😀é\u2028\x85\x0b"), st.randoms(use_true_random=False), st.integers(1, 9))
def test_lines_are_counted_right_in_any_order(text, random, first_line):
    """Whatever was asked before, an offset has the line and the column that counting finds."""
    expected = list(_offsets_and_lines(text))
    random.shuffle(expected)
    where = Positions(text, (), (), first_line)

    assert [(line + first_line - 1, column) for _, (line, column) in expected] == [
        tuple(where.span(at, at)[:2]) for at, _ in expected
    ]


@each_row("line_break", ["\n", "\r\n", "\r"])
@each_row(
    ("text", "marked", "shown"),
    [
        ("one\ntwo three\nfour", "three", ("two three", 4, 9)),
        ("one", "one", ("one", 0, 3)),
        ("one\n", "n", ("one", 1, 2)),
        ("\n\none\n\n", "on", ("one", 0, 2)),
        ("é😀 one\n", "one", ("é😀 one", 3, 6)),
        ("a\tb\tc\n", "b", ("a b c", 2, 3)),
        ("a\x1b[31mb\n", "b", ("a\ufffd[31mb", 6, 7)),
        ("a\u202eb\u2028c\n", "b", ("a\ufffdb\ufffdc", 2, 3)),
        ("one two\nthree", "two\nthree", ("one two", 4, 7)),
    ],
)
def test_the_line_is_shown_with_what_is_wrong_in_it(text, marked, shown, line_break):
    """An excerpt is the first line of a place, without what a terminal would obey, and where the place is in it."""
    text, marked = text.replace("\n", line_break), marked.replace("\n", line_break)
    at = text.index(marked)
    excerpt = _shown(text, at, at + len(marked))

    assert shown == (excerpt.line, excerpt.start, excerpt.end)


@each_row("line_break", ["\n", "\r\n", "\r"])
@each_row(("at", "line"), [(0, "one"), (3, "one"), (6, "")])
def test_a_place_without_characters_has_a_mark(at, line, line_break):
    """A place at the end of a line, or of the text, is shown as one character wide."""
    text = "one\ntwo\n".replace("\n", line_break)
    at = min(at, 3) if at < 6 else len(text)
    excerpt = _shown(text, at, at)

    assert (line, len(line) if at else 0, 1) == (excerpt.line, excerpt.start, excerpt.end - excerpt.start)


def test_an_empty_text_is_shown():
    """There is a place in a file without a character, too."""
    excerpt = _shown("", 0, 0)

    assert ("", 0, 1) == (excerpt.line, excerpt.start, excerpt.end)


@pytest.mark.parametrize("around", [10, 60, 5_000])
def test_a_long_line_is_cut(around):
    """Of a long line, what stands around the place is shown, and where it was cut."""
    text = "a" * around + "HERE" + "b" * around
    excerpt = _shown(f"x\n{text}\ny", 2 + around, 6 + around)

    assert "HERE" == excerpt.line[excerpt.start : excerpt.end]
    assert len(excerpt.line) <= 130
    assert [around > 40, around > 80] == [excerpt.line.startswith("…"), excerpt.line.endswith("…")]


def test_a_long_place_is_cut():
    """A place that is longer than a line can be is marked as far as it is shown."""
    excerpt = _shown("a" * 10_000, 100, 9_000)

    assert excerpt.end <= len(excerpt.line) <= 130


@settings(max_examples=200)
@given(st.text("\n\r\tab😀\x1b\u202e", max_size=300), st.integers(0, 300), st.integers(0, 300))
def test_every_place_can_be_shown(text, start, length):
    """An excerpt is one line that a terminal shows as it is, and the mark is in it or just behind it."""
    start = min(start, len(text))
    excerpt = _shown(text, start, min(start + length, len(text)))

    assert re.fullmatch("[ab😀 \ufffd…]*", excerpt.line)
    assert 0 <= excerpt.start < excerpt.end <= len(excerpt.line) + 1
    assert excerpt.end <= len(excerpt.line) or excerpt.end == excerpt.start + 1


@each_row(
    ("needle", "number", "count", "found"),
    [
        ("skill:a", 0, 2, "skill:a) and"),
        ("skill:a", 1, 2, "skill:a)."),
        ("(skill:a)", 1, 2, "(skill:a)."),
        ("skill:é", 0, 1, "skill:é"),
        ("skill:b", 0, 1, '"a [b]'),
        ("skill:a", 0, 1, '"a [b]'),
    ],
)
def test_a_stretch_of_a_value_has_a_place(needle, number, count, found):
    """A stretch is found in the source of its value; where that has another number of it, the value is the place."""
    text = '["skill:a", "a [b](skill:a) and [c](skill:a). [d](skill:é) [e](skill\\u003ab)"]'
    start, end = _where(text, "/1").text_offsets("/1", TextPart(f"({re.escape(needle)})", number, count))

    assert text.index(found) == start
    assert (needle if found.startswith(needle) else text[text.index(found) : -1]) == text[start:end]


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), _TEXTS),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(_TEXTS, inner)),
)


def _pointers(value, pointer=""):
    """The pointer of every value within a value, and the value."""
    yield pointer, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, item in items:
        yield from _pointers(item, f"{pointer}/{step(name)}")


@settings(max_examples=100, deadline=None)
@given(_VALUES, st.sampled_from([None, 0, 2, "\t"]), st.booleans(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_value_of_json_is_where_its_pointer_leads(value, indent, ensure_ascii, line_break):
    """The source at the place of a value is that value, and the source of its key is the key."""
    text = json.dumps(value, indent=indent, ensure_ascii=ensure_ascii).replace("\n", line_break)
    expected = dict(_pointers(value))
    where = _where(text, *expected)
    keys = {pointer for pointer in expected if isinstance(expected.get(pointer.rpartition("/")[0]), dict) and pointer}

    assert expected == {pointer: json.loads(text[slice(*where.offsets(pointer))]) for pointer in expected}
    assert {pointer: pointer.rpartition("/")[2] for pointer in keys} == {
        pointer: step(json.loads(text[slice(*where.offsets(pointer, "key"))])) for pointer in keys
    }


_STRINGS = st.recursive(_TEXTS, lambda inner: st.one_of(st.lists(inner), st.dictionaries(_TEXTS, inner)))


@settings(max_examples=60, deadline=None)
@given(_STRINGS, st.sampled_from([True, False, None]), st.sampled_from("\"'"), st.booleans(), st.integers(20, 200))
def test_every_value_of_yaml_is_where_its_pointer_leads(value, flow, quotes, unicode, width):
    """The source at the place of a value, put where it stands in its line, is that value."""
    text = yaml.safe_dump(value, default_style=quotes, default_flow_style=flow, allow_unicode=unicode, width=width)
    expected = dict(_pointers(yaml.safe_load(text)))
    where = _where(text, *expected, format="yaml")
    places = {pointer: where.offsets(pointer) for pointer in expected}
    columns = {pointer: where.span(*place).column for pointer, place in places.items()}

    assert expected == {
        pointer: yaml.safe_load(" " * (columns[pointer] - 1) + text[slice(*places[pointer])]) for pointer in expected
    }
