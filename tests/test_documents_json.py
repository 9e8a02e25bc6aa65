"""Documents of JSON: what RFC 8259 and I-JSON allow, and the place of everything else."""

import json
import math
import re
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .reading import MAX_DEPTH, MAX_PARTS, positions, read
from .tables import each_row


def _document(text):
    return read(text)


def _codes(text):
    return read(text).codes


def _marked(text):
    """The code of every problem, and the stretch of the text that it marks."""
    return read(text).marked


@each_row(
    ("text", "value"),
    [
        ("{}", {}),
        (' [1, -2.5, 1e3, true, false, null, "a"]\r\n', [1, -2.5, 1000.0, True, False, None, "a"]),
        ("\t\n\r [\t\n\r ]\t\n\r ", []),
        ('"café 😀"', "café 😀"),
        ('"caf\\u00e9 \\ud83d\\ude00 \\uD83D\\uDE00"', "café 😀 😀"),
        ('"\\" \\\\ \\/ \\b \\f \\n \\r \\t"', '" \\ / \b \f \n \r \t'),
        ('"\\\\ud800"', "\\ud800"),
        ('"\\\\\\ud83d\\ude00"', "\\😀"),
        ('"\\u0000\\u001f\x7f\u2028\ufffe\\uffff"', "\0\x1f\x7f\u2028\ufffe\uffff"),
        ('"// no comment, no {brackets], no \\u0022end\\u0022"', '// no comment, no {brackets], no "end"'),
        ('{"a": {"a": 1}, "": [[]], "a\\u0000": {}}', {"a": {"a": 1}, "": [[]], "a\0": {}}),
        ('{"NaN": "Infinity"}', {"NaN": "Infinity"}),
        ('[[], {}, [{}], {"a": []}]', [[], {}, [{}], {"a": []}]),
        ("0", 0),
        ("-0", 0),
        ("[0, 0.0, 0e1, 0E+1, 1.5E-3, 10e22]", [0, 0.0, 0.0, 0.0, 0.0015, 1e23]),
        ("1e-999", 0.0),
        ("1.7976931348623157e308", 1.7976931348623157e308),
        ("100000000000000000000", 10**20),
        ("true", True),
        ("null", None),
        ('""', ""),
    ],
)
def test_json_is_read(text, value):
    """What RFC 8259 allows is read as what it says."""
    found = _document(text)

    assert (value, type(value), []) == (found.value, type(found.value), found.problems)


def test_numbers_keep_their_type():
    """A number with a fraction or an exponent is a float, and any other an integer."""
    assert [int, float, float] == [type(number) for number in _document("[1, 1.0, 1e0]").value]


@each_row("sign", ["", "-"])
@each_row("digits", ["9" * 17, "1" * 300, "1" * 308, "1" + "0" * 308])
@each_row("beside", ["0", '"\\ud83d\\ude00"', '{"a": 1, "a": 2}'])
def test_integers_are_exact(sign, digits, beside):
    """An integer that a double can hold is read to the last digit, whatever else is in the document."""
    found = _document(f"[{beside}, {sign}{digits}]")

    assert found.value[1] == int(sign + digits)


REFUSED = [
    ("{", "MLC004"),
    ("[1", "MLC004"),
    ('{"a"', "MLC004"),
    ('{"a":', "MLC004"),
    ('{"a": 1', "MLC004"),
    ('{"a": 1,', "MLC004"),
    ('["a', "MLC004"),
    ('["a\\', "MLC004"),
    ('["\\u12', "MLC004"),
    ("[tru", "MLC004"),
    ("{} {}", "MLC004"),
    ("[1]]", "MLC004"),
    ("]", "MLC004"),
    ("[}", "MLC004"),
    ("{]", "MLC004"),
    ("[1}", "MLC004"),
    ("[,]", "MLC004"),
    ("[1,,2]", "MLC004"),
    ("[1 2]", "MLC004"),
    ("[1:2]", "MLC004"),
    ("[1;2]", "MLC004"),
    ("[1,]", "MLC004"),
    ("{,}", "MLC004"),
    ("{1: 2}", "MLC004"),
    ("{null: 1}", "MLC004"),
    ("{a: 1}", "MLC004"),
    ("{'a': 1}", "MLC004"),
    ('{"a" 1}', "MLC004"),
    ('{"a", 1}', "MLC004"),
    ('{"a":: 1}', "MLC004"),
    ('{"a": 1,}', "MLC004"),
    ('{"a": 1 "b": 2}', "MLC004"),
    ('{"a": }', "MLC004"),
    ("[01]", "MLC004"),
    ("[-01]", "MLC004"),
    ("[+1]", "MLC004"),
    ("[- 1]", "MLC004"),
    ("[.5]", "MLC004"),
    ("[1.]", "MLC004"),
    ("[1.e1]", "MLC004"),
    ("[1e]", "MLC004"),
    ("[0x10]", "MLC004"),
    ("[1_000]", "MLC004"),
    ("[\uff11]", "MLC004"),
    ("[True]", "MLC004"),
    ("[nan]", "MLC004"),
    ("[undefined]", "MLC004"),
    ("[Inf]", "MLC004"),
    ("[-foo]", "MLC004"),
    ("kind: question", "MLC004"),
    ("<html>", "MLC004"),
    ("// a comment\n{}", "MLC004"),
    ("[1, /* two */ 2]", "MLC004"),
    ("[1] # a comment", "MLC004"),
    ('"a\nb"', "MLC004"),
    ('"a\tb"', "MLC004"),
    ('"\0"', "MLC004"),
    ("[\0]", "MLC004"),
    ("{}\0", "MLC004"),
    ("[\f]", "MLC004"),
    ("[\u00a0]", "MLC004"),
    ("[\u2060]", "MLC004"),
    ('"\\x41"', "MLC004"),
    ('"\\u{61}"', "MLC004"),
    ('"\\u00g0"', "MLC004"),
    ('"\\U0041"', "MLC004"),
    ('"\\012"', "MLC004"),
    ('"\\a"', "MLC004"),
    ('"\\\t"', "MLC004"),
    ('[\\u0022a"]', "MLC004"),
    ('"\\ud800"', "MLC003"),
    ('"\\uDC00\\uD800"', "MLC003"),
    ('"\\ud83d😀"', "MLC003"),
    ('{"\\ud800": 1}', "MLC003"),
    ('[{"a": ["\\udfff"]}]', "MLC003"),
    ('{"a": 1, "a": 1}', "MLC005"),
    ('[{"b": {"a": 1, "a": 2}}]', "MLC005"),
    ('{"a": 1, "\\u0061": 2}', "MLC005"),
    ("NaN", "MLC006"),
    ("[Infinity]", "MLC006"),
    ('{"a": -Infinity}', "MLC006"),
    ("1e999", "MLC006"),
    ("-1e999", "MLC006"),
    ("1.0e400", "MLC006"),
    ("1e309", "MLC006"),
    ("[1" + "0" * 309 + "]", "MLC006"),
    ("1" * 4301, "MLC006"),
    ("-" + "1" * 100_000, "MLC006"),
    ("1" * 100_000 + ".5", "MLC006"),
    ("[" * 100_000, "MLC007"),
    ('{"a":' * 100_000, "MLC007"),
    ('[{"":' * 50_000, "MLC007"),
    ("[" * (MAX_DEPTH + 1), "MLC007"),
    ("[" * (MAX_DEPTH + 1) + "}", "MLC007"),
    ('["' + "]" * 9 + "[" * 999 + "\n", "MLC004"),
    ("[nan, " + "[" * 999, "MLC004"),
    ("[" * MAX_DEPTH, "MLC004"),
]


@each_row(("text", "code"), REFUSED)
def test_what_is_not_json_is_a_fault(text, code):
    """What Python's parser lets through or fails at is a problem with a code like any other."""
    assert code == _codes(text)[0]


@pytest.mark.parametrize(("text", "marked"), [("[[1], 400]", "400"), ('["\\ud83d\\ude00", 400]', "400")])
def test_an_integer_that_no_double_holds_is_a_fault(text, marked):
    """An integer that other programs would read as infinite is refused, whatever else is in the document."""
    digits = "1" * int(marked)

    assert [("MLC006", digits)] == _marked(text.replace(marked, digits))


@each_row("escape", ['"a"', '"\\u0041"', "0"])
@each_row(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_no_depth_escapes(opening, closing, escape):
    """Whatever the depth, a document is read or refused; no RecursionError gets out."""
    depths = (MAX_DEPTH + 1, *range(900, 1010), 20_000)

    assert {("MLC007", opening[0])} == {
        marked for depth in depths for marked in _marked(opening * depth + escape + closing * depth)
    }


@pytest.mark.parametrize("inside", ["", "1", '"[[["', "1, [], {}, []"])
def test_the_deepest_document_is_read(inside):
    """The limit itself is allowed, and brackets side by side or in a text are not nested."""
    around = MAX_DEPTH - ("[" in inside)
    found = _document("[" * around + inside + "]" * around)

    assert [] == [problem for problem in found.problems if '"' not in inside]


def test_the_bracket_that_is_nested_too_deeply_is_marked():
    """The first bracket beyond the limit is the place, though the others were closed again."""
    text = "[" + "[]," * 100 + "[" * MAX_DEPTH + "]" * MAX_DEPTH + "]"
    (problem,) = _document(text).problems

    assert ("MLC007", text.index("[[[") + MAX_DEPTH - 1) == (problem.code, problem.span[0])


def test_more_values_than_fit_into_the_memory_are_refused():
    """A document of which the values would take much more memory than its text is refused for what it is."""
    assert ["MLC002"] == _codes("[" + "[]," * MAX_PARTS + "0]")


def test_commas_in_a_text_are_no_values():
    """A long text may have as many commas and brackets as it likes."""
    found = _document(json.dumps("a, [b], {c}; " * (MAX_PARTS // 10)))

    assert [] == found.problems


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ('{"a": 1, "b": 2, "a": 3}', '"a"'),
        ('{"a": 1, "\\u0061" : 3}', '"\\u0061"'),
        ('[{"a": {"b": 1}, "b": 1, "a": 3}]', '"a"'),
    ],
)
def test_the_second_of_two_keys_is_marked_and_holds(text, marked):
    """A repeated key is told at its second place; the document is read meanwhile, with the last value."""
    (problem,) = _document(text).problems
    found = _document(text)
    value = found.value[0] if isinstance(found.value, list) else found.value

    assert (marked, text.rindex(marked), 3, True) == (
        text[problem.span[0] : problem.span[1]],
        problem.span[0],
        value["a"],
        found.is_readable,
    )


def test_every_repeated_key_is_told():
    """A key that stands three times is told twice, and keys of other objects are not mixed up with it."""
    text = '{"a": {"a": 1, "b": 2}, "b": [{"a": 1}, {"a": 2}], "a": 1, "a": 2, "c": {"c": 1, "c": 2}}'

    assert [("MLC005", '"a"'), ("MLC005", '"a"'), ("MLC005", '"c"')] == _marked(text)


def test_a_repeated_key_is_named_but_not_at_any_length():
    """The message names the key, and cuts one that is longer than a line."""
    messages = [_document(f'{{"{key}": 1, "{key}": 2}}').problems[0].message for key in ("id", "x" * 10_000)]

    assert "id" in messages[0]
    assert "xxx" in messages[1]
    assert len(messages[1]) < 300


@each_row(
    ("text", "marked"),
    [
        ('["😀", NaN, "NaN"]', ["NaN"]),
        ('{"Infinity": Infinity, "a": [-Infinity]}', ["Infinity", "-Infinity"]),
        ("[1e308, 1e309, -1e309, 1e-999]", ["1e309", "-1e309"]),
        ('["\\ud800", "a\\\\ud800", "\\udc00b\\ud83d\\ude00"]', ["\\ud800", "\\udc00"]),
        ('["\\ud83d\\ud83d\\ude00\\ude00"]', ["\\ud83d", "\\ude00"]),
        ('["\\uD83D\\\\uDE00"]', ["\\uD83D"]),
    ],
)
def test_values_that_json_does_not_have_are_marked(text, marked):
    """Each is marked where it stands, and what only looks like one is left alone."""
    assert marked == [stretch for _, stretch in _marked(text)]


def test_faults_are_told_in_their_order():
    """Faults of different kinds are told as they stand in the text."""
    text = '{"a": NaN, "a": "\\ud800", "b": 1e999}'

    assert [("MLC006", "NaN"), ("MLC005", '"a"'), ("MLC003", "\\ud800"), ("MLC006", "1e999")] == _marked(text)


@each_row(
    ("text", "marked"),
    [
        ('{"a": 1 "b": 2}', '"b"'),
        ('{\n  "a": 1\n  "b": 2\n}', '"b"'),
        ("[1 2]", "2"),
        ('["a" "b"]', '"b"'),
        ('[{"a": 1}{"b": 2}]', '{"b"'),
        ('{"a": 1,}', ",}"),
        ("[1,\n  2,\n]", ",\n]"),
        ('{"a"}', "}"),
        ('{"a" 1}', "1"),
        ('{"a", 1}', ", 1"),
        ("{a: 1}", "a"),
        ('{"a": 1, b: 2}', "b: 2"),
        ("{'a': 1}", "'a'"),
        ("{\"a\": 'b'}", "'b'"),
        ('{"a": “b”}', "“"),
        ('{"a": hello}', "hello"),
        ('{"a": "b}', '"b}'),
        ('{"a": "b\n"}', "\n"),
        ('{"a": "b\tc"}', "\t"),
        ('{"a": "c:\\dir"}', "\\d"),
        ('{"a": 1}}', "}"),
        ('{"a": 1}\n{"a": 2}', '{"a": 2'),
        ('{"a": 1 // one\n}', "// one"),
        ('# note\n{"a": 1}', "# note"),
        ('{"a": /* one */ 1}', "/* one"),
        ('{"a": True}', "True"),
        ('{"a": None}', "None"),
        ("---\na: 1\n", "---"),
        ('"a": 1, "b": 2', '"a"'),
        ("[1, 1_000 ]", "1_000"),
        ("[1, -.5]", "-.5"),
        ('{"a: "b"}', 'b"}'),
        ('{\n  "a": "b,\n  "c": 1\n}', ",\n  "),
        ('{\\"a\\": 1}', '\\"a'),
        ("{&quot;a&quot;: 1}", "&quot;a"),
    ],
)
def test_a_syntax_error_is_reported_where_it_is(text, marked):
    """The first problem is where an author would correct it, and has a suggestion."""
    problem = _document(text).problems[0]

    assert ("MLC004", text.rindex(marked)) == (problem.code, problem.span[0])
    assert problem.suggestion


@each_row("number", ["007", "-01", "0x1F", "1_000", "+5", ".5", "5.", "1e", "3.10.1", "2026-11-22", "1st", "5km"])
@each_row("before", ["", " "])
def test_what_is_no_number_is_quoted_as_it_is_written(number, before):
    """A number of another language, a version or a date is marked as a whole, and suggested as a text."""
    (problem,) = _document(f'{{"a":{before}{number}, "b": 1}}').problems

    assert (len(before) + 5, len(before) + 5 + len(number)) == problem.span
    assert problem.suggestion.startswith(f'put it in quotes: "{number}"; ')


@each_row(
    ("text", "message", "suggestion"),
    [
        ('{"a": "b,\n"c": 1}', "unclosed string", 'add a closing " here'),
        ('{"a: "b"}', "unclosed key", 'add a closing " before its colon'),
        ('["Don\\\'t"]', "invalid escape", "remove the backslash"),
        ('["C:\\dir\\sub"]', "invalid escape, here and in 1 more places", "write \\\\ for a backslash"),
        ('{"a": 1},\n{"a": 2}', "second document in one file", "put it into a file of its own; "),
        (
            '{"a": b c, d,\n"e": 1}',
            "this is not a JSON value",
            'use true, false or null, or put a text in double quotes: "b c, d"; ',
        ),
        ('["b", "c")', "unexpected closing bracket", "close every list with ]"),
        ("[b\tc]", "this is not a JSON value", "use true, false or null, or put a text in double quotes; "),
        ("[b\\]", "this is not a JSON value", "use true, false or null, or put a text in double quotes; "),
        ("[b]", "this is not a JSON value", 'use true, false or null, or put a text in double quotes: "b"; '),
    ],
)
def test_a_syntax_error_is_named_by_its_cause(text, message, suggestion):
    """A quotation mark that is missing is not reported as what the parser meets after it."""
    (problem,) = _document(text).problems

    assert (message, True) == (problem.message, problem.suggestion.startswith(suggestion))


@each_row(
    "words", ["Example Press", "b, c", "Don't", "3D Press", "12 Rules", "12", "2nd edition", "true North", "True"]
)
@each_row("before", ["", " ", "\n"])
@each_row("end", ["}", ',\n"c": 1}', ', "c": 1}'])
def test_a_string_without_its_opening_quotation_mark_is_shown_with_it(words, before, end):
    """What is suggested in place of the words is valid JSON, whatever the first word is."""
    text = f'{{"a":{before}{words}"{end}'
    problem = _document(text).problems[0]
    start, stop = problem.span
    suggestion = problem.suggestion.removeprefix("write ").partition(";")[0]

    assert ("missing opening quotation mark", f'{words}"') == (problem.message, text[start:stop])
    assert words == json.loads(text[:start] + suggestion + text[stop:])["a"]


@each_row(
    ("written", "suggestion", "value"),
    [
        ('("b", "c, (d)")', 'write ["b", "c, (d)"]', ["b", "c, (d)"]),
        ('(\n  "b",\n  3.10,\n)', 'write ["b", 3.10]', ["b", 3.1]),
        ('("b",)', 'write ["b"]', ["b"]),
        ("()", "write []", []),
        ('("b")', 'write "b", or ["b"] for a list; ', None),
        ("('b', 'c')", "write [ before the list, and ] after it", ["b", "c"]),
        ('("b", ("c"))', "write [ before the list, and ] after it; ", None),
        ('("b", "c"', "write [ before the list, and ] after it; ", None),
        (f'("{"b" * 200}", 1)', "write [ before the list, and ] after it", ["b" * 200, 1]),
    ],
)
def test_a_list_in_round_brackets_is_shown_in_square_ones(written, suggestion, value):
    """The list that is suggested has the items that were written, and is valid JSON."""
    found = _document(f'{{"a": {written}, "b": 1}}')
    problem = found.problems[0]

    assert ("JSON has no lists in round brackets", 6) == (problem.message, problem.span[0])
    assert suggestion == problem.suggestion[: len(suggestion)]
    assert value == (found.value and found.value["a"])


@each_row(
    ("written", "items"),
    [
        ('"b", "c"', '["b", "c"]'),
        ('"b",\n  "c"\n  ', '["b", "c"]'),
        ('"b: {", "c", "d, \\"e\\""', '["b: {", "c", "d, \\"e\\""]'),
    ],
)
@each_row("end", ["}", ",}", ', "f": 1}', ',\n"f" : []}'])
def test_several_values_of_a_field_are_shown_as_a_list(written, items, end):
    """The second value is not taken for a key without a colon."""
    text = f'{{"z": "y", "a": {written}{end}'
    (problem,) = _document(text).problems

    assert ("more than one value for a field", '"c"') == (problem.message, text[slice(*problem.span)].rstrip())
    assert f"write them as a list: {items}" == problem.suggestion.partition(";")[0]


@each_row("second", ['"c"', '"c" "d"', '"c", 1'])
def test_a_key_without_its_colon_is_not_taken_for_a_second_value(second):
    """It is a key if the value before is a number, or if a value follows that is not a text with a comma before it."""
    value = "1" if second == '"c"' else '"b"'
    messages = [problem.message for problem in _document(f'{{"a": {value}, {second}}}').problems]

    assert "more than one value for a field" not in messages


@each_row("cut", range(1, 35))
def test_a_document_that_is_cut_short_has_one_fault(cut):
    """Wherever a document is cut, it cannot be read, and that is told once."""
    found = _document('{"ab": [1, "c\\u00e9", {"d": true}]}'[:cut])

    assert (["MLC004"], False) == ([problem.code for problem in found.problems], found.is_readable)


@each_row(
    ("text", "marked"),
    [
        ("{", "{"),
        ('{"a', '"a'),
        ('{"a"', '"'),
        ('{"a":', ":"),
        ("[1", "1"),
        ("[1,", ","),
        ('[{"a": "b"}', "}"),
        ('["a\\', '"a\\'),
    ],
)
def test_the_end_of_a_document_that_is_cut_short_is_marked(text, marked):
    """The place is the last sign of the document, or the beginning of the text that has no end."""
    (problem,) = _document(text).problems

    assert text.rindex(marked) == problem.span[0]


@each_row(
    ("text", "value"),
    [
        ('{"a": 1,}', {"a": 1}),
        ("[1, [2,], ]", [1, [2]]),
        ("[1 2]", [1, 2]),
        ('{"a": 1 "b" 2}', {"a": 1, "b": 2}),
        ("// note\n[1, /* two */ 2] # end", [1, 2]),
        ("{'a': [True, False, None]}", {"a": [True, False, None]}),
        ('["a"] and more', ["a"]),
        ("[“a”, “b”]", ["a", "b"]),
        ("[„a“, „b”, «c»]", ["a", "b", "c"]),
        ('{"a" = [1; 2, , 3], "b"\uff1a 4\uff0c "c": 5}', {"a": [1, 2, 3], "b": 4, "c": 5}),
        ('{, "a": [, 1]}', {"a": [1]}),
        ('{"a" => 1, "b", "c", "d", 2}', {"a": 1, "b": "c", "d": 2}),
        ('{"a": "b,\n  "c": ["d\r\n  ], "e": "f\n}', {"a": "b", "c": ["d"], "e": "f"}),
        ('["Don\\\'t"]', ["Don 't"]),
        ('{"a": b c",\n"d": [1, e"]}', {"a": "b c", "d": [1, "e"]}),
    ],
)
def test_what_was_clearly_meant_is_read_meanwhile(text, value):
    """A document is read in spite of slips of which it is clear what was meant, and each is a problem."""
    found = _document(text)

    assert (value, True, {"MLC004"}) == (found.value, found.is_readable, set(_codes(text)))


@each_row(
    ("text", "message", "suggestion", "value"),
    [
        (
            "{\xa0\xa0'a':\xa01}",
            "U+00A0 no-break space outside a string, here and in 1 more places",
            "write a space",
            {"a": 1},
        ),
        ("\u200b[1,\u2003 2]", "U+200B zero width space outside a string", "remove it", [1, 2]),
        ("[1,\u2003 2]", "U+2003 em space outside a string", "write a space", [1, 2]),
        ("[1\u2028]", "U+2028 line separator outside a string", "write a space", [1]),
        ("[1]\ufeff\n", "U+FEFF zero width no-break space outside a string", "remove it", [1]),
        ("[1\x85]", "U+0085 control character outside a string", "write a space", [1]),
    ],
)
def test_white_space_of_another_kind_is_named(text, message, suggestion, value):
    """It is told by its code point, and read as a space; what is told elsewhere is not told again."""
    found = _document(text)

    assert (message, suggestion, value) == (found.problems[0].message, found.problems[0].suggestion, found.value)


def test_places_are_those_of_the_file_behind_slips():
    """Slips do not move what stands behind them: a value is found in the file as it was written."""
    text = '{\n  // 😀\n  \'a\': [1 2,],\n  "b": “c”, # d\n  "e": 5,\n}'
    found = _document(text)
    where = positions(found, ["/a/1", "/b", "/e"])

    assert ["2", "“c”", "5"] == [text[slice(*where.offsets(pointer))] for pointer in ("/a/1", "/b", "/e")]


_SIZE = 200_000


# A dictionary with one key takes forty times the six characters of its text; nothing else may come near that.
@each_row(
    ("beginning", "repeated", "end", "fold"),
    [
        ("[", "[],", "0]", 60),
        ("[", '{"a":1},', "0]", 60),
        ("[", '{"a":' * 50 + "0" + "}" * 50 + ",", "0]", 60),
        ("{", '"a":1,', '"b":1}', 60),
        ("[", "NaN,", "0]", 60),
        ("[", "1,", "]", 60),
        ('["\\ud83d\\ude00"' + ",[]" * 70 + ',"', "\\n", '"]', 15),
        ('["', "\\ud800", '"]', 15),
        ('["\\ud800', "\\\\", '"]', 15),
        ("[", "1 ", "]", 15),
        ("", "// a\n", "0", 15),
        ("[", "'a' ", "]", 15),
        ("", "\n", "x", 15),
        ("", '"', "", 15),
    ],
)
def test_the_memory_has_a_bound(beginning, repeated, end, fold):
    """No document takes more memory than a small multiple of its size, nor has more problems than anybody reads."""
    data = (beginning + repeated * (_SIZE // len(repeated)) + end).encode()
    tracemalloc.start()
    found = _document(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < fold * _SIZE
    assert len(found.problems) < 10_000


def _no_key_twice(pairs):
    value = dict(pairs)
    if len(value) < len(pairs):
        raise ValueError("a key stands twice")
    return value


def _number(word):
    number = float(word)
    if math.isinf(number) or math.isnan(number):
        raise ValueError("no number")
    return number


def _strictly(text):
    """The value of a text in a list, by Python's parser without what it allows beyond JSON; an empty list for none."""
    try:
        value = json.loads(text, object_pairs_hook=_no_key_twice, parse_constant=_number, parse_float=_number)
        json.dumps(value, ensure_ascii=False).encode()
    except ValueError:
        return []
    return [value]


_PIECES = [*'{}[]:,"\\ \n-+0123.eE', "null", "true", "false", "NaN", "Infinity", "\\u", "00e9", "\\ud83d\\ude00"]
_PIECES += [
    "\\ud800",
    "//",
    "/*",
    "*/",
    "#",
    "'",
    "1e999",
    '"a":',
    '"a"',
    "{}",
    "[]",
    "é",
    "😀",
    "\t",
    "\0",
    "“",
    "True",
]


@settings(max_examples=600, deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(_PIECES), st.characters(exclude_categories=["Cs"])), max_size=20).map("".join)
)
def test_nothing_but_json_is_without_a_fault(text):
    """A text has a problem exactly where it is not JSON, and without one its value is that of any other parser."""
    found = _document(text.removeprefix("\ufeff"))

    assert _strictly(text.removeprefix("\ufeff")) == ([] if found.problems else [found.value])


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.one_of(
            st.none(), st.booleans(), st.integers(-(10**30), 10**30), st.floats(allow_nan=False), st.text()
        ).filter(lambda value: value not in (math.inf, -math.inf)),
        lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
    ),
    st.sampled_from([None, 0, 2, "\t"]),
    st.booleans(),
)
def test_what_is_written_is_read(value, indent, ensure_ascii):
    """Every value comes back as it was written, whatever the layout."""
    found = _document(json.dumps(value, indent=indent, ensure_ascii=ensure_ascii).encode("utf-8", "replace"))

    assert found.problems == [] or re.search("[\ud800-\udfff]", json.dumps(value, ensure_ascii=False))
    assert found.problems or found.value == value
