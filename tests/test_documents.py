"""One document: from the bytes of a source to a value, a text, and whatever is wrong with them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer_content import Problem
from mlcareer_content._read import Document, Source, document, positions

from .tables import each_row

FORMATS = ("json", "yaml", "markdown")
BOM = b"\xef\xbb\xbf"
# The same document in every format, with a letter that is no ASCII.
WRITTEN = {
    "json": '{"name": "café"}',
    "yaml": "name: café",
    "markdown": "---\nname: café\n---\n",
}


def _document(data, format="json", kind=None, line=1):
    return document(Source(f"more/a.{format}", format, data, line), kind)


def _marked(found):
    """The code of every problem, and the stretch of the text that it marks."""
    return [(problem.code, found.text[problem.span[0] : problem.span[1]]) for problem in found.problems]


@pytest.mark.parametrize("format", FORMATS)
def test_a_document_has_its_source_text_and_value(format):
    """What is right is given with its text, under the name of its file, and without a problem."""
    source = Source("more/a", format, WRITTEN[format].encode())
    found = document(source)

    assert (source, "more/a", WRITTEN[format], {"name": "café"}, [], True) == (
        found.source,
        found.file,
        found.text,
        found.value,
        found.problems,
        found.is_readable,
    )


def test_a_value_is_a_document_without_a_text():
    """A value that was parsed elsewhere is a document like any other, but for its text."""
    found = document(Source("<value>", "value", {"kind": "faq"}))

    assert ("", {"kind": "faq"}, "faq", []) == (found.text, found.value, found.kind, found.problems)


def test_what_kept_a_source_from_being_read_is_the_fault():
    """A source without bytes is a document that cannot be read, with the problem that the source has."""
    problem = Problem(code="MLC001", message="cannot read the file", suggestion="check its permissions")
    found = document(Source("a.json", "json", problem), "faq")

    assert ("", None, [problem], False) == (found.text, found.value, found.problems, found.is_readable)


@pytest.mark.parametrize(
    ("value", "kind"), [({"kind": "faq"}, "faq"), ({"kind": 7}, 7), ({}, None), (["kind"], None), ("faq", None)]
)
def test_the_kind_of_a_document_is_what_it_says(value, kind):
    """A document that is no object, or does not say, is of no kind; whether there is such a kind is not asked."""
    assert kind == document(Source("<value>", "value", value)).kind


@pytest.mark.parametrize("format", FORMATS)
def test_a_kind_is_given_to_what_does_not_say_its_own(format):
    """An object without a kind is of the one that is given, and has it as its first key."""
    found = _document(WRITTEN[format].encode(), format, "skill")

    assert [("kind", "skill"), ("name", "café")] == list(found.value.items())


@each_row(
    ("format", "data"),
    [
        ("json", b'{"kind": "role"}'),
        ("json", b'{"kind": null}'),
        ("json", b"[1]"),
        ("json", b'"text"'),
        ("yaml", b"kind: role"),
        ("yaml", b"- a"),
        ("markdown", b"---\nkind: role\n---\n"),
        ("value", {"kind": "role"}),
    ],
)
def test_a_kind_is_given_to_nothing_else(format, data):
    """A document that says its kind keeps it, and what is no object has none."""
    assert _document(data, format).value == _document(data, format, "skill").value


@pytest.mark.parametrize("format", FORMATS)
def test_a_byte_order_mark_is_passed_over(format):
    """A byte-order mark at the beginning of a file is no part of the text, so every column counts from behind it."""
    found = _document(BOM + WRITTEN[format].encode(), format)

    assert (WRITTEN[format], {"name": "café"}, []) == (found.text, found.value, found.problems)


@pytest.mark.parametrize(
    ("data", "line"), [(BOM + BOM + b"{}", 1), (BOM + b"{}", 2), (b"{}" + BOM, 1), (b"{" + BOM + b"}", 1)]
)
def test_a_byte_order_mark_elsewhere_is_a_fault(data, line):
    """A second mark, one inside a document, or one before a later line of JSON Lines is no JSON."""
    found = _document(data, line=line)

    assert [("MLC004", "\ufeff")] == _marked(found)[:1]


@each_row("format", ["json", "markdown"])
@each_row("data", [b"", b" \n", b"\r\n\r\n", BOM, BOM + b"\n"])
def test_an_empty_file_is_said_to_be_empty(format, data):
    """A file with nothing in it is told as such, at its beginning."""
    (problem,) = _document(data, format).problems

    assert ("MLC004", "the file is empty", 0) == (problem.code, problem.message, problem.span[0])


@pytest.mark.parametrize("data", [b"", b" \n", b"# only a comment\n", BOM])
def test_an_empty_file_of_yaml_holds_no_document(data):
    """A file of YAML without a document is told as such, at its beginning."""
    (problem,) = _document(data, "yaml").problems

    assert ("MLC004", 0) == (problem.code, problem.span[0])
    assert "no document" in problem.message


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
        (BOM + b"\xff", 0),
        (BOM + b'["\xff"]', 2),
        (BOM + b"name: caf\xe9", 9),
    ],
)
def test_bytes_that_are_not_utf_8_are_marked(format, data, start):
    """The first byte that is not UTF-8 is named, at the place where a reader sees a replacement character."""
    found = _document(data, format)
    byte = data.removeprefix(BOM)[len(found.text[:start].encode())]
    (problem,) = found.problems

    assert ("MLC003", start, start + 1, "\ufffd", False, None) == (
        problem.code,
        problem.span[0],
        problem.span[1],
        found.text[start],
        found.is_readable,
        found.value,
    )
    assert f"0x{byte:02x}" in problem.message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf_16_is_told_as_such(encoding):
    """A file in another Unicode encoding is not called a list of bad bytes."""
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b"\xff\xfe" if encoding == "utf-16-le" else b""
    found = _document(mark + '{"a": 1}'.encode(encoding))

    assert [("MLC003", "the file is UTF-16", 0)] == [
        (problem.code, problem.message, problem.span[0]) for problem in found.problems
    ]


def test_a_later_line_of_a_file_is_read_like_any_other():
    """A line of JSON Lines is a document, and knows the line of the file that it stands in."""
    found = _document(b'{"a": 1}\n', line=7)
    where = positions(found, ["/a"])

    assert ({"a": 1}, (7, 7, 7, 8)) == (found.value, where.span(*where.offsets("/a")))


def _is_told(found):
    """Whether everything about a document is as whoever prints its problems relies on."""
    return (
        isinstance(found, Document)
        and (found.is_readable or (found.value is None and bool(found.problems)))
        and all(0 <= problem.span[0] <= problem.span[1] <= len(found.text) for problem in found.problems)
        and all(re.fullmatch("MLC0[0-9]{2}", problem.code) and problem.message for problem in found.problems)
    )


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
def _package_data(draw):
    """Bytes that are nearly a document of a format, or that have nothing to do with it."""
    format = draw(st.sampled_from(FORMATS))
    pieces = st.lists(st.one_of(st.sampled_from(_PIECES[format]), st.characters()), max_size=30)
    text = pieces.map(lambda found: "".join(found).encode("utf-8", "surrogatepass"))
    beginning = draw(st.sampled_from([b"", BOM, b"---\n", b"---\nkind: question\n"]))
    return format, beginning + draw(st.one_of(text, st.binary(max_size=30))) + draw(st.sampled_from([b"", b"\n---\nT"]))


@settings(max_examples=500, deadline=None)
@given(_package_data(), st.sampled_from([None, "skill"]))
def test_whatever_is_in_a_file_nothing_is_raised(file, kind):
    """Every sequence of bytes gives a document; one that cannot be read has a problem, and each is within the text."""
    format, data = file

    assert _is_told(_document(data, format, kind))


@settings(max_examples=200, deadline=None)
@given(_package_data())
def test_what_is_told_can_be_shown(file):
    """Every problem has a line, a column and an excerpt, whatever the text is made of."""
    format, data = file
    found = _document(data, format)
    where = positions(found)
    shown = [
        (where.span(problem.span[0], problem.span[1]), where.excerpt(problem.span[0], problem.span[1]))
        for problem in found.problems
    ]

    assert all(span.line >= 1 and span.column >= 1 and span[:2] <= span[2:] for span, _ in shown)
    assert all("\n" not in excerpt.line and 0 <= excerpt.start < excerpt.end for _, excerpt in shown)
