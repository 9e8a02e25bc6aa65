"""One document: from the bytes of a file to a value, a text, and whatever is wrong with them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mlcareer_content as mlc

from .reading import BOM_UTF8, File, read, read_value
from .tables import each_row

FORMATS = ("json", "yaml", "markdown")
# The same document in every format, with a letter that is not ASCII.
WRITTEN = {
    "json": '{"name": "café"}',
    "yaml": "name: café",
    "markdown": "---\nname: café\n---\n",
}


@pytest.mark.parametrize("format", FORMATS)
def test_a_document_has_a_value(format):
    """What is right has its value, and no problem of reading."""
    found = read(WRITTEN[format], format)

    assert ({"name": "café"}, [], True) == (found.value, found.problems, found.is_readable)


@pytest.mark.parametrize("format", FORMATS)
def test_a_kind_is_added_to_what_does_not_have_one(format):
    """An object without a kind gets the one that is given, as its first key."""
    found = read(WRITTEN[format], format, "skill")

    assert [("kind", "skill"), ("name", "café")] == list(found.value.items())


@each_row(
    ("format", "data"),
    [
        ("json", '{"kind": "role"}'),
        ("json", '{"kind": null}'),
        ("json", "[1]"),
        ("json", '"text"'),
        ("yaml", "kind: role"),
        ("yaml", "- a"),
        ("markdown", "---\nkind: role\n---\n"),
    ],
)
def test_a_kind_is_added_to_nothing_else(format, data):
    """A document that has a kind keeps it, and what is not an object gets none."""
    assert read(data, format).value == read(data, format, "skill").value


def test_a_value_keeps_its_kind():
    """The same holds for a value that was parsed already."""
    assert {"kind": "role"} == read_value({"kind": "role"}, "skill").value


@pytest.mark.parametrize("format", FORMATS)
def test_a_byte_order_mark_is_skipped(format):
    """A byte-order mark at the beginning of a file is not part of the text, and no column counts it."""
    found = read(BOM_UTF8 + WRITTEN[format].encode(), format)

    assert ({"name": "café"}, []) == (found.value, found.problems)


@each_row("data", [BOM_UTF8 + BOM_UTF8 + b"{}", b"{}" + BOM_UTF8, b"{" + BOM_UTF8 + b"}"])
def test_a_byte_order_mark_elsewhere_is_a_problem(data):
    """A second mark, or one inside a document, is not JSON."""
    assert ("MLC004", "\ufeff") == read(data).marked[0]


def test_a_byte_order_mark_of_a_later_line_is_a_problem():
    """In JSON Lines only the first line may begin with a mark."""
    problem = mlc.validate(File("a.jsonl", b'{"kind": "thing"}\n' + BOM_UTF8 + b"{}")).problems[1]

    assert ("MLC004", 2, 1) == (problem.code, problem.line, problem.column)


@each_row("format", ["json", "markdown"])
@each_row("data", [b"", b" \n", b"\r\n\r\n", BOM_UTF8, BOM_UTF8 + b"\n"])
def test_an_empty_file_is_a_problem(format, data):
    """A file with nothing in it has one problem, at its beginning."""
    (problem,) = read(data, format).reported

    assert ("MLC004", 1, 1) == (problem.code, problem.line, problem.column)


@each_row("data", [b"", b" \n", b"# only a comment\n", BOM_UTF8])
def test_yaml_without_a_document_is_a_problem(data):
    """A file of YAML without a document has one problem, at its beginning."""
    (problem,) = read(data, "yaml").reported

    assert ("MLC004", 1, 1) == (problem.code, problem.line, problem.column)


@each_row("format", FORMATS)
@each_row(
    ("data", "start"),
    [
        (b"\xff", 0),
        (b"\x80abc", 0),
        (b'{"a": "caf\xe9"}', 10),
        (b'"\xc3"', 1),
        (b'"\xed\xa0\x80"', 1),
        (b'"\xc0\xaf"', 1),
        (b'"\xf4\x90\x80\x80"', 1),
        ('"😀é'.encode() + b"\xe0\xff", 3),
        (b"\xef\xbb{}", 0),
        (BOM_UTF8 + b"\xff", 0),
        (BOM_UTF8 + b'["\xff"]', 2),
        (BOM_UTF8 + b"name: caf\xe9", 9),
    ],
)
def test_bytes_that_are_not_utf_8_are_marked(format, data, start):
    """The first byte that is not UTF-8 is named, at the position where an editor shows a replacement character."""
    found = read(data, format)
    byte = data.removeprefix(BOM_UTF8)[len(found.text[:start].encode())]
    (problem,) = found.reported

    assert ("MLC003", (start, start + 1), "\ufffd") == (problem.code, problem.span, found.text[start])
    assert f"0x{byte:02x}" in problem.message


@each_row("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_another_encoding_is_one_problem(encoding):
    """A file in UTF-16 or UTF-32, with or without a mark, has one problem, and not one for each byte."""
    (problem,) = read('{"a": 1}'.encode(encoding)).reported

    assert ("MLC003", 1, 1) == (problem.code, problem.line, problem.column)


@each_row("format", FORMATS)
@each_row(
    ("data", "name"),
    [
        (b"PK\x03\x04\x14\x00\x06", "a ZIP file"),
        (b"\xd0\xcf\x11\xe0\xa1", "a document of Word"),
        (b"{\\rtf1\\ansi a: b\\par}", "an RTF document"),
        (BOM_UTF8 + b"\n%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        ("\ufeffa: b".encode("utf-16-be"), "UTF-16"),
        ("\ufeffa: b".encode("utf-16-le"), "UTF-16"),
    ],
)
def test_a_file_of_another_format_is_named(format, data, name):
    """A renamed file of a word processor is one problem that says what the file is."""
    (problem,) = read(data, format).reported

    assert ("MLC003", 1, 1, True) == (problem.code, problem.line, problem.column, name in problem.message)


_PIECES = {
    "json": [*'{}[]:,"\\ \n-0e.', "null", "NaN", '"a":', "\\u", "\\ud83d\\ude00", "\\ud800", "//", "/*", "'", "1e999"],
    "yaml": [
        *"{}[]:,\"'\\ \n\t-?#&*!|>%@`~=\r\x85\u2028\x07\ufeff",
        *("a", ": ", "- ", "? ", "&a ", "*a ", "!b ", "<<: ", "---\n", "...\n", "%TAG ! b\n", "%YAML 1.2\n"),
        *(".nan", "1e999", "0x1", "!%C3%A9 ", "!%C0%80 "),
    ],
    "markdown": [
        *("---\n", "---\r\n", "kind: question\n", "a: b\n", "*a", "? ", "[", "{", "\n", "\r", "- ", "Text", "#"),
        *("\n\n", "> ", "```\n", "<b>", "[a](b)", "    ", "\t", "\0"),
    ],
}


@st.composite
def _files(draw):
    """Bytes that are nearly a document of a format, or that have nothing to do with it."""
    format = draw(st.sampled_from(FORMATS))
    pieces = st.lists(st.one_of(st.sampled_from(_PIECES[format]), st.characters()), max_size=30)
    text = pieces.map(lambda found: "".join(found).encode("utf-8", "surrogatepass"))
    beginning = draw(st.sampled_from([b"", BOM_UTF8, b"---\n", b"---\nkind: question\n"]))
    return format, beginning + draw(st.one_of(text, st.binary(max_size=30))) + draw(st.sampled_from([b"", b"\n---\nT"]))


@settings(max_examples=500, deadline=None)
@given(_files(), st.sampled_from([None, "skill"]))
def test_any_bytes_can_be_read(file, kind):
    """No bytes raise an exception; each problem lies within the text, and has a message and an excerpt to show."""
    format, data = file
    found = read(data, format, kind)

    assert found.reported
    assert found.is_readable or found.value is None
    for problem in found.problems:
        excerpt = problem.excerpt
        assert re.fullmatch("MLC0[0-9]{2}", problem.code)
        assert problem.message
        assert 0 <= problem.span[0] <= problem.span[1] <= len(found.text)
        assert (1, 1) <= (problem.line, problem.column) <= (problem.end_line, problem.end_column)
        # A file without a character has no line to show.
        assert excerpt is None or ("\n" not in excerpt.line and 0 <= excerpt.start < excerpt.end)
