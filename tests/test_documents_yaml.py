"""Documents of YAML: what the core schema of YAML 1.2 has in common with JSON, and the place of everything else."""

import re
import sys
from itertools import pairwise

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from .places import ROOT
from .reading import MAX_DEPTH, positions, read
from .tables import each_row


@pytest.fixture(params=["libyaml", "Python"], autouse=True)
def parser(request, monkeypatch):
    """Every test runs with both parsers of PyYAML, for not every installation has the faster one."""
    if request.param == "Python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    elif not hasattr(yaml, "CSafeLoader"):
        pytest.skip("this PyYAML has no libyaml")
    return request.param


def _document(text):
    return read(text, "yaml")


def _marked(text):
    """The code of every problem, and the stretch of the text that it marks."""
    return [(code, marked.rstrip()) for code, marked in read(text, "yaml").marked]


@each_row(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("NULL", None),
        ("true", True),
        ("True", True),
        ("TRUE", True),
        ("false", False),
        ("False", False),
        ("FALSE", False),
        ("0", 0),
        ("-1", -1),
        ("+12", 12),
        ("007", 7),
        ("0o17", 15),
        ("0x1F", 31),
        ("1.5", 1.5),
        ("1.", 1.0),
        (".5", 0.5),
        ("-.5", -0.5),
        ("1e3", 1000.0),
        ("+1.5E-3", 0.0015),
        ("1e-999", 0.0),
        ("9" * 300, int("9" * 300)),
    ],
)
def test_plain_words_have_the_types_of_the_core_schema(text, value):
    """What YAML 1.2 takes for null, a boolean or a number is one."""
    found = _document(f"a: {text}")

    assert ({"a": value}, type(value), []) == (found.value, type(found.value["a"]), found.problems)


@each_row(
    "text",
    [
        *("yes", "no", "on", "off", "Yes", "NO", "y", "n", "nUll", "tRue", "none", "None"),
        *("2026-11-22", "2026-11-22 10:00:00", "12:30:45", "190:20", "1_000", "0b1", "0o8", "0xg", "017:1"),
        *("1.2.3", "1e", "e1", ".", "--", "+", "..", "._", "1,5", "1 2", "+-1", "-0x1", "nan", "inf", "=", "a<<"),
        *(
            "http://example.org:80/a#b",
            "C#",
            "a:b",
            "a -b",
            "it's",
            'say "hi"',
            "“a”",
            "é😀",
            "<<a",
            "a&b",
            "a*",
            "(a)",
        ),
    ],
)
def test_every_other_word_is_a_string(text):
    """What other versions of YAML take for a boolean, a date or a number is the text that was written."""
    assert {"a": text} == _document(f"a: {text}").value


@each_row("text", ["true", "null", "~", "1", "1.5", ".nan", "1e999", "0x1F", "<<", "", "*a", "&a", "!a"])
@each_row("quotes", ["'", '"'])
def test_what_stands_in_quotes_is_a_string(text, quotes):
    """Quotes make a text of everything, as a value and as a key."""
    quoted = f"{quotes}{text}{quotes}"
    found = _document(f"a: {quoted}\n{quoted}: b")

    assert ({"a": text, text: "b"}, []) == (found.value, found.problems)


@each_row(
    ("text", "value"),
    [
        ("- a\n- b\n-\n  - c\n- - d\n  - e\n", ["a", "b", ["c"], ["d", "e"]]),
        ("a:\n- 1\n-\nb:\n  c:\n    d: 2\n", {"a": [1, None], "b": {"c": {"d": 2}}}),
        ("[a, 'b', \"c\", {d: e, f}, [],]", ["a", "b", "c", {"d": "e", "f": None}, []]),
        ("{a: b, c: , 'd':e, \"f\":[1,2]}", {"a": "b", "c": None, "d": "e", "f": [1, 2]}),
        ("[a: b, c]", [{"a": "b"}, "c"]),
        ("a: |\n  one\n  two\n\n   three\nb: x", {"a": "one\ntwo\n\n three\n", "b": "x"}),
        ("a: >-\n  one\n  two\n\n  three\nb: x", {"a": "one two\nthree", "b": "x"}),
        ("a: |+2\n   one\n\n", {"a": " one\n\n"}),
        ("a: one\n  two\n\n  three", {"a": "one two\nthree"}),
        ('a: "one\n  two\\n\\\n  three \\u00e9\\t\\x41\\U0001f600"', {"a": "one two\nthree é\tA😀"}),
        ("a: 'it''s\n  one'", {"a": "it's one"}),
        ("? a\n: b\n? c\n", {"a": "b", "c": None}),
        ("# one\na: b # two\n# three\n", {"a": "b"}),
        ("---\na: b\n...\n", {"a": "b"}),
        ("\ufeff---\na: b\n---\n", {"a": "b"}),
        ("a: b\n---\n# one\n\n# two\n", {"a": "b"}),
        ("a: b\n...\n---\n...\n---", {"a": "b"}),
        ("---\n---", None),
        ("%YAML 1.2\n---\na: b\n", {"a": "b"}),
        ("--- text", "text"),
        ("---\n", None),
        ('{"a": [1, true, null, "b"]}\n', {"a": [1, True, None, "b"]}),
        ("a: b\r\nc:\r\n  - d\r\n", {"a": "b", "c": ["d"]}),
        ("a: b\rc: d\r", {"a": "b", "c": "d"}),
        ("é😀: 'a\u2029'", {"é😀": "a\u2029"}),
    ],
)
def test_yaml_is_read(text, value):
    """Blocks, flows, quotes and comments are read as YAML has them."""
    found = _document(text)

    assert (value, []) == (found.value, found.problems)


@each_row(
    ("text", "code", "marked"),
    [
        ("a: *c\n", "MLC009", "*c"),
        ("- *c\n", "MLC009", "*c"),
        ("*c : 1\n", "MLC009", "*c"),
        ("*c", "MLC009", "*c"),
        ("a: 1\n<<: {b: 2}\n", "MLC009", "<<"),
        ("1: a\n", "MLC009", "1"),
        ("a: [b, ?c]\n", "MLC009", "c"),
        ("true: a\n", "MLC009", "true"),
        ("a: 1\n~: b\n", "MLC009", "~"),
        ("1.5: a\n", "MLC009", "1.5"),
        ("a: 1\n? [b]\n: c\n", "MLC009", "["),
        ("{a: {{b: c}: d}}\n", "MLC009", "{"),
        ("a: b\n---\nc: d\n", "MLC009", "---"),
        ("a: b\n---\n- c\n", "MLC009", "---"),
        ("a: b\n---\n---\n''\n", "MLC009", "---"),
        ("a: .nan", "MLC006", ".nan"),
        ("a: [1, -.Inf]", "MLC006", "-.Inf"),
        ("a: 1e999\n", "MLC006", "1e999"),
        ("a: [-1.5e400]\n", "MLC006", "-1.5e400"),
        ("a: " + "1" * 400, "MLC006", "1" * 400),
        ("a: 0x" + "f" * 300, "MLC006", "0x" + "f" * 300),
        ("a: 0x" + "f" * 400, "MLC006", "0x" + "f" * 400),
        ("a: 0o" + "7" * 400, "MLC006", "0o" + "7" * 400),
        ("a: \x07\n", "MLC004", "\x07"),
        ("é😀: b\nc: \x00\n", "MLC004", "\x00"),
        ("a: 'é\x1b'\n", "MLC004", "\x1b"),
    ],
)
def test_what_json_does_not_have_is_refused_where_it_stands(text, code, marked):
    """Aliases, merge keys, other keys, other numbers and a second document are marked."""
    found = _document(text)

    assert (code, marked) == _marked(text)[0]
    assert (None, False) == (found.value, found.is_readable)


@each_row(
    ("text", "marked", "value"),
    [
        ("a: 1\nb: &c 2\n", "&c 2", {"a": 1, "b": 2}),
        ("- &c\n  a: 1\n", "&c", [{"a": 1}]),
        ("a: !b c\n", "!b c", {"a": "c"}),
        ("a: !!str c\n", "!!str c", {"a": "c"}),
        ("a: !!int 7\n", "!!int 7", {"a": 7}),
        ("a: ! c\n", "! c", {"a": "c"}),
        ("a: !<tag:example.org,2026:b> c\n", "!<tag:example.org,2026:b> c", {"a": "c"}),
        ("a: !!python/object/apply:os.system [ls]\n", "!!python/object/apply:os.system [", {"a": ["ls"]}),
        ("!!set {a, b}\n", "!!set {", {"a": None, "b": None}),
        ("%TAG ! tag:example.org,2026:\n---\na: b\n", "%TAG ! tag:example.org,2026:\n---", {"a": "b"}),
    ],
)
def test_what_only_adds_to_a_value_is_told_and_passed_over(text, marked, value):
    """An anchor or a tag is refused, and what it stands before is checked all the same."""
    found = _document(text)

    assert [("MLC009", marked)] == _marked(text)
    assert (value, True) == (found.value, found.is_readable)


@pytest.mark.parametrize(
    ("text", "at"), [('a: "b\nc: "d"\n', 3), ("a: 'b\nc: 'd'\n", 3), ('- "a\n- b"\n- "c" d\n', 16)]
)
def test_a_quotation_mark_that_was_left_open_is_told_where_it_stands(text, at):
    """The next one of its kind ends the text, lines below: the first is told, and not what follows the second."""
    (problem,) = _document(text).problems

    assert ("MLC004", at) == (problem.code, problem.span[0])


@each_row(
    ("text", "at", "message"),
    [
        ("a: b\nc\nd: e\n", 5, "missing colon after a key"),
        ("a: b\nc\nd\ne: f\n", 5, "missing colon after a key"),
        ("a\nb: c\n", 0, "missing colon after a key"),
        ("a: b\nc\n", 5, "missing colon after a key"),
        ("a: |\nb\nc\n", 5, "the text after | or > is not indented"),
        ("a:\n- >-\n  # b\n  c\n  d: e\n f\n", 26, "missing colon after a key"),
        ("// a\nb: c\n", 0, "this is not a comment in YAML"),
        ("a: b\n<!-- c -->\n", 5, "this is not a comment in YAML"),
        (": a\n", 0, "missing key before this colon"),
        ("{a: 1 b: 2}\n", 7, "missing comma in brackets"),
        ('{"a": 1 "b": 2}\n', 11, "missing comma in brackets"),
        ("...\n", 0, "a line ... before the document"),
        ("a: b\n...\nc: d\n", 9, "text after the end of the document"),
        ("  a: b\nc: d\n", 7, "wrong indentation of a key"),
        ("a: | b\n  c\n", 5, "a text after | or > must begin on the next line"),
        ("a: * b\n", 4, "anchors and aliases are not supported"),
        ("a: & b\n", 4, "anchors and aliases are not supported"),
        ('a: "b\n---\nc"\n', 6, "a line --- or ... inside quotes"),
        ('a: "C:\\Users"\n', 8, "invalid escape"),
        ("%YAML 3.0\n---\na: b\n", 0, "unsupported directive (%)"),
        ("%YAML 1.1\n%YAML 1.1\n---\na: b\n", 10, "unsupported directive (%)"),
        ("a: b\n c: d\n", 7, "wrong indentation of a key"),
        ("a:\n- b: c\n d: e\n", 11, "wrong indentation of a key"),
        ("a:\n- b\n  c\n d: e\n", 13, "wrong indentation of a key"),
        ("a: - b\n", 3, "unexpected list item"),
        ("a: b: c: d\n- e\n", 4, "unexpected colon"),
    ],
)
def test_a_syntax_error_is_named(text, at, message):
    """The message names what is wrong in the words of the author's file, not of the parser."""
    problem = _document(text).problems[0]

    assert (at, message) == (problem.span[0], problem.message)


def test_lines_further_down_that_are_wrong_by_themselves_are_told_at_once():
    """Where the parser gives up, the colons and the tabs that it would stumble over next are told, too."""
    text = 'a: b: c\nd: "e: f"\ng:\n\t- h\ni: j # k: l\nm: n: o\np: https://example.org\n- q: r: s\n'

    assert [4, 21, 42, 75] == [problem.span[0] for problem in _document(text).problems]


@pytest.mark.parametrize("text", ["a: b: c\nd: |\n  e: f: g\n", '"a\nb: "c"\nd: e: f\n', "a: b: c"])
def test_what_may_be_text_further_down_is_not_judged(text):
    """Nothing is told of lines that stand in a block of text, or behind a quotation mark that was left open."""
    assert 1 == len(_document(text).problems)


_SLIPS = [
    "a: 'b'c'd",
    "a: 'b' c: 'd'",
    " a: b",
    "- 'b",
    "  - b",
    " - c: d: e",
    "\t- 'f' 'g'",
    "h:i",
    "j: *k* l",
    '"m',
    "n:",
]
TITLE = "Designing Machine Learning Systems"


@each_row(
    ("text", "value", "line"),
    [
        (f"a: {TITLE}: It\n", {"a": f"{TITLE}: It"}, f'a: "{TITLE}: It"'),
        (f"a: {TITLE * 2}: It\n", {"a": f"{TITLE * 2}: It"}, f'a: "{TITLE * 2}: It"'),
        (f"a: {TITLE * 6}: It\n", {"a": f"{TITLE * 6}: It"}, f'a: "{(TITLE * 6)[:196]}…"'),
        ('a: A "B": C # d\n', {"a": 'A "B": C'}, "a: 'A \"B\": C' # d"),
        ("a:\n  - b: C c: d\n", {"a": [{"b": "C c: d"}]}, '- b: "C c: d"'),
        ("a: B one: c\n  and more\nd: e\n", {"a": "B one: c and more", "d": "e"}, 'a: "B one: c'),
        ("a:\n\t- b\n\t- c\n", {"a": ["b", "c"]}, None),
        ("kind:question\nid: a\n", {"kind": "question", "id": "a"}, "kind: question"),
        ("id: a\nkind:question\n", {"id": "a", "kind": "question"}, "kind: question"),
        ("kind skill\nid: a\n", {"kind": "skill", "id": "a"}, "kind: skill"),
        ("id: a\nkind\tskill\n", {"kind": "skill", "id": "a"}, "kind: skill"),
        ("kind = skill\nid=a\nanswer: b\n", {"kind": "skill", "id": "a", "answer": "b"}, "id: a"),
        ("id\uff1aa\nkind: skill\n", {"kind": "skill", "id": "a"}, "id: a"),
        ("kind: a\nanswer\n  - b\nid: c\n", {"kind": "a", "answer": ["b"], "id": "c"}, "answer:"),
        ("kind: a\nanswer =\n- b\n- c\n", {"kind": "a", "answer": ["b", "c"]}, "answer:"),
        ("kind: a\nanswer:\n- b\n  c\nstages;\n- d\n", {"kind": "a", "answer": ["b c"], "stages": ["d"]}, "stages:"),
        ("a: @b\n", {"a": "@b"}, 'a: "@b"'),
        ("a: `b` c\n", {"a": "`b` c"}, 'a: "`b` c"'),
        ("a: %b\n", {"a": "%b"}, 'a: "%b"'),
        ("a:\n  - [b](skill:c), d\n", {"a": ["[b](skill:c), d"]}, '- "[b](skill:c), d"'),
        ("a: *b* c: d\n", {"a": "*b* c: d"}, 'a: "*b* c: d"'),
        ("a: **b**\n", {"a": "**b**"}, 'a: "**b**"'),
        ('a: "b" c\n', {"a": '"b" c'}, "a: '\"b\" c'"),
        ('a: "b ""c"" d"\n', {"a": 'b "c" d'}, "a: 'b \"c\" d'"),
        ("a: “B c: d”\n", {"a": "B c: d"}, 'a: "B c: d"'),
        ("a: «\xa0B c : d\xa0»\n", {"a": "B c : d"}, 'a: "B c : d"'),
        ("a : B c : d\n", {"a": "B c : d"}, 'a : "B c : d"'),
        ('a: "b",\nc: [d];\n', {"a": "b", "c": ["d"]}, None),
        ("**kind:** a\n`id`: b\n", {"kind": "a", "id": "b"}, "id: b"),
        ("title: a\n url: b\n", {"title": "a", "url": "b"}, 'begin it in column 1, like "title" in line 1'),
        ("stages:\n  - a\n  url: b\n", {"stages": ["a"], "url": "b"}, 'column 1, like "stages" in line 1'),
        ("skills:\n  - skill: a\n  level: b\n", {"skills": [{"skill": "a", "level": "b"}]}, 'column 5, like "skill"'),
        (
            "a:\n- skill: b level: c\n",
            {"a": [{"skill": "b", "level": "c"}]},
            'begin "level" on the next line, below "skill"',
        ),
        ("question: Why? url: b\n", {"question": "Why?", "url": "b"}, 'begin "url" on the next line'),
        ('a: "b"#c\n', {"a": "b"}, None),
        ("a: [b,#c\n  {d: e}#f\n  ]\n", {"a": ["b", {"d": "e"}]}, None),
        ("a: 'It's b'\n", {"a": "It's b"}, 'a: "It\'s b"'),
    ],
)
def test_a_certain_correction_is_made_and_reading_goes_on(text, value, line):
    """What was clearly meant is read meanwhile, and the suggestion shows the line as it should be, where that helps."""
    found = _document(text)

    assert (value, True, {"MLC004"}) == (found.value, found.is_readable, set(found.codes))
    assert line is None or [line] == [line for problem in found.problems if line in problem.suggestion]


_LONG = "A text that is so long that a program or a person has broken it at a space"


@each_row("indent", ["", "  "])
@each_row(
    ("items", "value"),
    [
        (["- One.", "  - Two.", "- Three."], ["One.", "Two.", "Three."]),
        (["- One.", " - Two.", "   and more."], ["One.", "Two. and more."]),
        (["- One.", "    - Two.", "    - Three."], ["One.", "Two.", "Three."]),
        ([f"- {_LONG}", " - Two."], [_LONG, "Two."]),
    ],
)
def test_an_item_that_is_indented_more_is_one_problem(indent, items, value):
    """An item is not read as part of the one above it."""
    text = "".join(f"{line}\n" for line in ["kind: skill", "answer:", *(indent + item for item in items)])
    found = _document(text)

    assert ({"kind": "skill", "answer": value}, ["MLC004"]) == (found.value, found.codes)
    assert text.index("- Two") == found.problems[0].span[0]


@each_row(
    ("text", "value"),
    [
        (f"- {_LONG}\n  - of two lines\n", f"{_LONG} - of two lines"),
        ("- 'One\n  - two'\n", "One - two"),
        ("- |-\n  One\n  - two\n", "One\n- two"),
        ("- One\n  -two\n", "One -two"),
    ],
)
def test_a_dash_in_a_text_begins_no_item(text, value):
    """A text that is long, in quotes or a block is read as it is written."""
    assert ([value], []) == (_document(text).value, _document(text).codes)


@each_row("line_break", ["\n", "\r\n"])
@each_row("indent", ["", "  "])
@each_row(
    ("items", "mark", "value"),
    [
        (["-One.", "-Two."], "-", ["One.", "Two."]),
        (["- One.", "-Two.", "- Three."], "-", ["One.", "Two.", "Three."]),
        (["-One.", "- Two."], "-", ["One.", "Two."]),
        (["-One", "  and more.", "", "-Two."], "-", ["One and more.", "Two."]),
        *(
            ([f"{mark} One.", f"{mark} Two"], mark, ["One.", "Two"])
            for mark in "\u2013\u2014\u2022*\xb7\u25aa+\u2212\u30fb\uff0d\uf0b7"
        ),
        *(([f"{mark}One.", f"{mark}Two"], mark, ["One.", "Two"]) for mark in "\u2013\u2014\u2022*\xb7\u25aa"),
        (["1. One.", "2. Two.", "10. Three."], "1.", ["One.", "Two.", "Three."]),
        (["1) One,", "   two.", "2) Three."], "1)", ["One, two.", "Three."]),
        (["\u2022\tOne.", "\u2022\xa0Two."], "\u2022", ["One.", "Two."]),
        (["-a: 1", " b: 2", "-a: 3", " b: 4"], "-", [{"a": 1, "b": 2}, {"a": 3, "b": 4}]),
        (["\u2022 a: 1", "  b: 2", "\u2022 a: 3", "  b: 4"], "\u2022", [{"a": 1, "b": 2}, {"a": 3, "b": 4}]),
        (["10. a: 1", "    b: 2"], "10.", [{"a": 1, "b": 2}]),
        (["# note", "-One."], "-", ["One."]),
    ],
)
def test_another_mark_than_a_dash_and_a_space_is_read_as_one(line_break, indent, items, mark, value):
    """A list whose items have other marks is one problem, at the first of these, and its items are read."""
    text = line_break.join(["kind: c", "answer:", *(indent + item if item else "" for item in items), "id: b", ""])
    found = _document(text)
    first = min(text.find(indent + item, 9) for item in items if item.startswith(mark) and not item.startswith("- "))

    assert [("MLC004", mark)] == found.marked
    assert first + len(indent) == found.problems[0].span[0]
    assert 'begin each item with "- ", as in: - ' in found.problems[0].suggestion
    assert {"kind": "c", "answer": value, "id": "b"} == found.value


@each_row(
    "text",
    [
        "question:\n  \u2013 One?\n",
        "answer:\n  One.\n",
        "answer:\n  - One.\n  - -2\n  - \u2022 3\n",
        "answer:\n  - |\n    notes:\n    \u2022 one\n",
        "answer:\n  [\u2022 One.]\n",
        "answer:\n  'One. \u2022 Two.'\n",
        "answer: \u2022 One.\n",
        "? a\n:\n  -b\n",
    ],
)
def test_a_mark_in_a_text_stays(text):
    """A mark is that of an item only at the beginning of a line, below the key of a field that may be a list."""
    assert [] == _document(text).problems


@each_row(
    ("text", "marked", "value"),
    [
        ("answer:\n{}{}- b\n", "{}{}", {"answer": ["b"]}),
        ("answer:\n {}- b\n {}- c\n", "{}", {"answer": ["b", "c"]}),
        ("answer:\n  {}- b\n", "{}", {"answer": ["b"]}),
        ("answer:\n  -{}b\n", "{}", {"answer": ["b"]}),
        ("answer:\n{} {}- b\nid: a\n", "{} {}", {"answer": ["b"], "id": "a"}),
        ("id:{}a\nkind: b\n", "{}", {"id": "a", "kind": "b"}),
        ("kind: b\nid:{}{}a\n", "{}{}", {"kind": "b", "id": "a"}),
        ("kind: b\nid{}: a\n", "{}", {"kind": "b", "id": "a"}),
        ("answer:\n  - a: b\n{}   cd: e\n", "{}", {"answer": [{"a": "b", "cd": "e"}]}),
        ("kind: b\n{}\nid: a\n", "{}", {"kind": "b", "id": "a"}),
        ("{{kind: b,{}id: a}}\n", "{}", {"kind": "b", "id": "a"}),
    ],
)
@each_row("character", "\xa0\u1680\u2003\u2009\u202f\u205f")
def test_white_space_in_place_of_a_space_is_named(text, marked, value, character):
    """Where YAML needs a space, another one is told at its place, by its code point, and read as a space."""
    found = _document(text.format(character, character))

    assert {("MLC004", marked.format(character, character))} == set(found.marked)
    assert all(f"U+{ord(character):04X} " in problem.message for problem in found.problems)
    assert value == found.value


@each_row(
    ("text", "suggestion", "value"),
    [
        ("kind: b\n\u200bid: a\n", "remove it", {"kind": "b", "id": "a"}),
        ("kind: b\n\ufeffid: a\n", "remove it", {"kind": "b", "id": "a"}),
        ("answer:\n\u3000- b\n  - c\n", "write spaces", {"answer": ["b", "c"]}),
        ("id:\u2028a\nkind: b\n", "write a space", {"id": "a", "kind": "b"}),
        ("id:\x85a\nkind: b\n", "write a space", {"id": "a", "kind": "b"}),
        ("question: How\u2028is it?\nid: a\n", "write a space", {"question": "How is it?", "id": "a"}),
        ("answer:\n  - A\u2029b\n", "write a space", {"answer": ["A b"]}),
    ],
)
def test_a_character_of_another_width_is_removed_or_replaced(text, suggestion, value):
    """One without a width is removed, a wide one counts as two spaces, and a line break of Unicode as one."""
    found = _document(text)

    assert (["MLC004"], suggestion, value) == (found.codes, found.problems[0].suggestion, found.value)


@each_row(
    "text", ["a: \xa0b\n", "a: b\xa0\n", 'a: "\xa0b"\n', "a: [b,\xa0c]\n", "a:\n- |\n  b\n  \xa0c\n", "a\xa0b: c\n"]
)
def test_white_space_in_a_text_stays(text):
    """What belongs to a text is not the business of the reader."""
    found = _document(text)

    assert ([], True) == (found.problems, "\xa0" in str(found.value).replace("\\xa0", "\xa0"))


def test_a_corrected_line_is_read_without_a_problem():
    """Whoever writes the suggested line has one problem less."""
    assert ["MLC004"] * 2 == _document("a: 1\nb: C: d\ne:f\n").codes
    assert {"a": 1, "b": "C: d", "e": "f"} == _document('a: 1\nb: "C: d"\ne: f\n').value


@each_row(
    "text",
    [
        "a: id: b: c\n",
        "a: b\n  other words: c\n",
        "- a: b: c\n",
        "a: B: c\n  - d\n",
        'a: "b\n  c: d\n',
        "a: 'b\n\n  c\n",
        " - b\nc: d\n",
        "a: B: c\n: d\n",
    ],
)
def test_what_could_be_two_things_is_not_mended(text):
    """Where nobody can know what was meant, the document is not read on."""
    assert not _document(text).is_readable


@each_row(
    ("written", "suggestion"),
    [
        ("url: [A](https://example.org/)", 'write "https://example.org/"'),
        ("name: **A**", "remove the asterisks"),
        ("name: `A`", "remove the backticks"),
        ("checked_on: '2026-11-22''", 'write it like "2026-11-22", or leave the field out'),
    ],
)
def test_a_text_that_is_invalid_in_quotes_too_is_one_problem(written, suggestion):
    """A text that needs quotes and is no valid value is reported once, with what makes it valid."""
    name = "" if "name" in written else "name: A\n"
    text = f"kind: skill\nid: zz\ncategory: data\ndescription: [A text.]\n{name}{written}\n"
    (found,) = read(text, "yaml").reported

    assert ("MLC004", suggestion) == (found.code, str(found.suggestion))


def test_the_places_behind_a_mended_slip_are_those_of_the_file():
    """What was put into a line moves nothing: keys and values are found where they were written."""
    found = _document('title: A "B": C\nkind:skill\nauthors:\n\t- D\nyear: 1\n')
    places = positions(found, ["/title", "/kind", "/authors/0", "/year"])

    assert ['A "B": C', "skill", "D", "1"] == [
        found.text[slice(*places.offsets(pointer))] for pointer in ("/title", "/kind", "/authors/0", "/year")
    ]


def test_slips_are_mended_in_good_time():
    """Thousands of slips take no longer than one may wait; of a long text, not all are mended."""
    text = "".join(f"a{number}: b: c\n" for number in range(20_000))

    assert _document(text).problems


@settings(max_examples=200, deadline=2_000)
@given(st.lists(st.sampled_from(_SLIPS), min_size=1, max_size=8).map("\n".join))
def test_mending_comes_to_an_end(text):
    """However slips meet, each line is mended a few times at most, and every problem lies within the text."""
    assert all(0 <= problem.span[0] <= problem.span[1] <= len(text) for problem in _document(text).problems)


def test_everything_that_is_refused_is_told():
    """A file is read to its end for what is refused, and the problems are told in their order."""
    text = "a: &b !c d\ne: *b\n1: .inf\na: x\n<<: y\n"

    assert ["MLC009", "MLC009", "MLC009", "MLC009", "MLC006", "MLC005", "MLC009"] == [code for code, _ in _marked(text)]


@each_row("octets", ["%C0%80", "%ED%A0%80", "%F4%BF%BF%BF", "%FF"])
@each_row("text", ["!{} a", "!<{}> a", "- !a{}b c", "%TAG ! {}\n--- a"])
def test_a_tag_whose_escapes_are_not_utf_8_is_refused(text, octets):
    """A tag may be written in escapes, which need not stand for any text."""
    found = _document(text.format(octets))

    assert {("MLC004", False), ("MLC009", False)} >= {(problem.code, found.is_readable) for problem in found.problems}
    assert found.problems


@pytest.mark.parametrize(
    ("text", "start", "value"),
    [
        ("a: 1\nb: 2\na: 3\n", 10, {"a": 3, "b": 2}),
        ("{a: 1, 'a': 2}", 7, {"a": 2}),
        ('- a: 1\n  "\\x61": 2\n', 9, [{"a": 2}]),
        ("\"1\": 1\n'1': 2\n", 7, {"1": 2}),
    ],
)
def test_the_second_of_two_keys_is_marked_and_holds(text, start, value):
    """A repeated key is told at its second place; the document is read meanwhile, with the last value."""
    found = _document(text)

    assert ([("MLC005", start)], value, True) == (
        [(problem.code, problem.span[0]) for problem in found.problems],
        found.value,
        found.is_readable,
    )


DEEP = [
    ("[", 1, lambda depth: "[" * depth + "]" * depth),
    ("{", 4, lambda depth: "{a: " * depth + "}" * depth),
    ("-", 2, lambda depth: "- " * depth + "a"),
    ("a", None, lambda depth: "".join(" " * level + "a:\n" for level in range(depth))),
    ("-", None, lambda depth: "".join(" " * level + "-\n" for level in range(depth))),
]


@pytest.mark.parametrize(("sign", "width", "nested"), DEEP)
def test_the_deepest_document_is_read(sign, width, nested):
    """The limit itself is allowed, in brackets and in blocks, and the first beyond it is marked."""
    text = nested(MAX_DEPTH + 1)
    (problem,) = _document(text).problems

    assert [] == _document(nested(MAX_DEPTH)).problems
    assert ("MLC007", sign) == (problem.code, text[problem.span[0]])
    assert width is None or MAX_DEPTH * width == problem.span[0]


@pytest.mark.parametrize("text", ["[" * 250_000, "{a: " * 60_000, "- " * 100_000, "? " * 100_000, "[{" * 100_000])
def test_no_depth_escapes(text):
    """However deep a document is nested, it is refused before any parser is at its limits."""
    assert {"MLC007", "MLC009"} >= {code for code, _ in _marked(text)}
    assert not _document(text).is_readable


def test_aliases_do_not_unfold():
    """A few lines that stand for billions of values are refused line by line."""
    names = "abcdefghi"
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{name}: &{name} [{', '.join(['*' + last] * 9)}]" for last, name in pairwise(names)]

    assert ["MLC009"] * (len(names) + 9 * 8) == [code for code, _ in _marked("\n".join(lines))]


@each_row(
    ("text", "marked"),
    [
        ("key: value: more\n", ": more"),
        ("title: Foo: a bar\n", ": a bar"),
        ("a: 1\n  b: 2\n", ": 2"),
        ("a:\n\tb: 1\n", "\tb"),
        ("a:\n  b: 1\n\tc: 2\n", "\tc"),
        ("\ta: 1\n", "\ta"),
        ("a:\n  b: 1\n c: 2\n", "c: 2"),
        ("a:\n  - b\n - c\n", "- c"),
        ("a: 1\n- b\n", "- b"),
        ("- a\nb: 1\n", "b: 1"),
        ("a: - b\n", "- b"),
        ("a: 1\nother\nb: 2\n", ""),
        ("a: @b\n", "@b"),
        ("a: `b`\n", "`b"),
        ("a: %b\n", "%b"),
        ('a: "\\d"\n', "\\d"),
        ("a: [1, 2\nb: 3\n", "[1"),
        ("{a: 1 b: 2}\n", ": 2"),
        ("[a]]\n", "]\n"),
        ("[a]\nb: c\n", "b: c"),
        ('a: "b\nc: d\n', '"b'),
        ("a: 'b\nc: d\n", "'b"),
        ("a: [b, c\n", "[b"),
        ("%YAML 1.2\n%YAML 1.2\n---\na: b\n", "%YAML 1.2\n---"),
        ("%YAML 2.0\n---\na: b\n", "%YAML 2.0"),
    ],
)
def test_a_syntax_error_is_reported_where_it_is(parser, text, marked):
    """The problem is where the text stops being YAML."""
    (problem,) = _document(text).problems

    assert "MLC004" == problem.code
    assert not marked or text.rindex(marked) == problem.span[0] or parser == "Python"
    assert problem.span[0] < len(text)


# Beginnings, endings and mixtures that other parsers stumbled over, from the specification and from reports of bugs.
REFUSED = [
    *("[", "{", "[ [", "[a", "{a: b", "[a, ", "{a: ", "]", "}", "a: ]", "a: }", "[,]", "[a, , b]", "{,}", "[a}", "{a]"),
    *("'", '"', "'a", '"a', "a: 'b': c", "'a\nb': c", "a: {b}c: d", "a: [b] c", '"a\n---\nb"'),
    *(
        "a\nb: c",
        "a:\n  b\nc",
        "- a\nb",
        "- a\n - b\n- c: d\n - e",
        "a:\n - b\nc\n",
        "a: -\nb",
    ),
    *("a: |x\n b", "a: >0\n b", "a: |-1+\n b", "a: | b\n c", "a: |\n  b\n c\n", "a: >\n   \n b\n"),
    *('"\\x"', '"\\u12"', '"\\ud800"', '"\\ud83d\\ude00"', '"\\U00110000"', '"\\UFFFFFFFF"', '"\\q"', '"\\'),
    *("%", "%a", "%YAML", "%YAML 1", "%YAML 1.2", "%YAML a\n---", "%TAG", "%TAG !a b\n---", "%a: b", "a: b\n%c\n"),
    *(
        "!<",
        "!<a",
        "!<>",
        "! !a b",
        "!a!b c",
        "!%zz a",
        "&",
        "& a",
        "*",
        "* a",
        "&a &b c",
        "&a *b",
        "*a*",
    ),
    *(
        "a: b\n...\nc",
        "--- a\n--- b",
        "\x7f",
        "\x01",
        "\ud7ff\ufffe",
        "a\0b",
        "a: \ue000\uffff",
    ),
    *(
        "? a\n? [b]",
        "[[a]: b]",
        "{? [a] : b}",
        "? |\n  a\n: - b\n- c",
        ": a",
        "- : a",
        "{: a}",
        "{a: b, : c}",
        "[? , a]",
    ),
    *("<<: a", "- <<: a", "{<<: *a}", "? <<", "=: a\n1: b", "a: b\na : c\n~: d", "0x1: a", ".inf: a", "-: - a"),
]


@each_row("text", REFUSED)
def test_what_is_hostile_or_broken_is_refused(text):
    """None of these gives a value, and each has a problem within the text."""
    found = _document(text)

    assert (None, False) == (found.value, found.is_readable)
    assert found.problems
    assert all(0 <= problem.span[0] <= problem.span[1] <= len(text) for problem in found.problems)


_PIECES = [
    *"{}[]:,\"'\\ \n\t-?#&*!|>%@`~=ab1\r",
    "\x85",
    "\u2028",
    "\x07",
    "\ufeff",
    "é",
    "😀",
    ": ",
    "- ",
    "? ",
    "\n ",
    "\n  ",
]
_PIECES += [
    "&a ",
    "*a ",
    "!b ",
    "<<: ",
    "---\n",
    "...\n",
    "%TAG ! b\n",
    "%YAML 1.2\n",
    ".nan",
    "1e9",
    "''",
    '""',
    "|\n",
    ">-\n",
]


def _is_accepted(text):
    try:
        for _ in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            pass
    except (yaml.YAMLError, ValueError):
        return False
    return True


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=20).map("".join))
def test_nothing_is_read_that_the_parser_refuses(text):
    """A text that PyYAML refuses cannot be read here either, though not all that it allows can be."""
    found = _document(text.lstrip("\ufeff"))

    assert _is_accepted(text.lstrip("\ufeff")) >= (found.is_readable and not found.problems)


def _not_like_a_number(text):
    """A text that no version of YAML takes for a number: PyYAML writes 0o7 and 0E0 without quotes."""
    return f"a{text}" if text[:1] in "+-.0123456789" else text


# PyYAML itself loses the line breaks that only Unicode has.
_TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x85\u2028\u2029")).map(
    _not_like_a_number
)
_VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**30), 10**30),
        st.floats(allow_nan=False, allow_infinity=False),
        _TEXTS,
    ),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(_TEXTS, inner)),
)


@settings(max_examples=60, deadline=None)
@given(_VALUES, st.sampled_from([True, False, None]), st.booleans(), st.integers(20, 200))
def test_what_pyyaml_writes_is_read(value, flow, unicode, width):
    """Every value that PyYAML writes comes back as it was, whether in blocks or in flows."""
    text = yaml.safe_dump(value, default_flow_style=flow, allow_unicode=unicode, width=width)
    found = _document(text)

    assert ([], value) == (found.problems, found.value)


def test_without_pyyaml_the_package_is_named(monkeypatch):
    """Where PyYAML is not installed, the problem says how to install it."""
    monkeypatch.setitem(sys.modules, "yaml", None)
    (problem,) = _document("a: b").problems

    assert ("MLC010", 0) == (problem.code, problem.span[0])
    assert "mlcareer-content[yaml]" in problem.suggestion


def test_the_documented_limits_of_yaml_are_those_of_the_parser(parser):
    """Each row of the table of what is not read shows the error that its example gives first."""
    page = (ROOT / "docs" / "validating.md").read_text("utf-8").replace("\\|", "\0")
    rows = re.findall(r"^\| [^|]+ \| `([^|]+)` \| ([^|`]+) \|$", page.partition("| construct |")[2], re.MULTILINE)
    expected = [(example, error.replace("\0", "|")) for example, error in rows]
    texts = [example.replace("\u23ce", "\n").replace("\u21e5", "\t").replace("\0", "|") for example, _ in rows]

    assert rows
    if parser == "libyaml":
        assert expected == [
            (row[0], _document(f"{text}\n").problems[0].message) for row, text in zip(rows, texts, strict=True)
        ]


def test_places_are_those_of_the_text():
    """Keys and values are found where they stand, also behind letters of several bytes."""
    text = "é😀:\n  - 'a'\n  - b: [1, 2]\n    c: |\n      d\n\n    e:\n"
    found = _document(text)
    pointers = ["/é😀", "/é😀/0", "/é😀/1", "/é😀/1/b/1", "/é😀/1/c", "/é😀/1/e"]
    where = positions(found, pointers)

    assert [
        text[text.index("- 'a'") :].rstrip(),
        "'a'",
        text[text.index("b: [") :].rstrip(),
        "2",
        "|\n      d",
        "",
    ] == [text[slice(*where.offsets(pointer))] for pointer in pointers]
    assert "e" == text[slice(*where.offsets("/é😀/1/e", "key"))]
