"""Documents of Markdown: fields in the front matter, and the prose below them as one field more."""

import pytest

from .reading import MAX_DEPTH, positions, read
from .tables import each_row

FIELDS = "---\nkind: question\nid: a\n---\n"


def _document(text, kind=None):
    return read(text, "markdown", kind)


def _fault(text):
    """The code of the only problem, and the stretch of the text that it marks."""
    found = _document(text)
    (problem,) = found.problems
    return problem.code, found.text[problem.span[0] : problem.span[1]]


@each_row(
    ("kind", "field"),
    [
        ("article", "lead"),
        ("question", "answer"),
        ("section", "body"),
        ("stage", "summary"),
        ("skill", "description"),
        ("thing", "description"),
    ],
)
def test_the_prose_is_the_field_that_the_kind_has_for_it(kind, field):
    """What stands below the front matter is the lead, the answer, or whatever the prose of the kind is called."""
    found = _document(f"---\nkind: {kind}\n---\nText.\n")

    assert ({"kind": kind, field: ["Text."]}, []) == (found.value, found.problems)


@pytest.mark.parametrize("fields", ["id: a\n", "", "# nothing\n", "kind: [question]\n", "entry:\n  kind: question\n"])
def test_the_prose_of_what_does_not_say_its_kind_is_a_description(fields):
    """Only a kind that the document itself says in so many words has a field of its own for prose."""
    assert ["Text."] == _document(f"---\n{fields}---\nText.\n").value["description"]


def test_a_kind_that_is_given_names_the_prose():
    """A document that does not say its kind has the prose of the kind that is given."""
    assert {"kind": "question", "id": "a", "answer": ["Text."]} == _document("---\nid: a\n---\nText.", "question").value


def test_a_document_keeps_the_prose_of_its_own_kind():
    """A kind that is given changes nothing for a document that says its own."""
    assert {"kind": "question", "id": "a", "answer": ["Text."]} == _document(f"{FIELDS}Text.", "skill").value


@each_row(
    ("body", "blocks"),
    [
        ("", None),
        (" \n\t\n", None),
        ("One\ntwo.\n\nThree.\n", ["One\ntwo.", "Three."]),
        ("\n\n  One.\n\n\n", ["One."]),
        ("- one\n- two\n\nThree.", ["- one\n- two", "Three."]),
        ("1. one\n\n   more\n2. two\n", ["1. one\n\n   more\n2. two"]),
        ("One.\n\n---\n\nTwo.\n", ["One.", "---", "Two."]),
        ("# One\nTwo.\n> three\n", ["# One", "Two.", "> three"]),
        ("```\na\n\nb\n```\n", ["```\na\n\nb\n```"]),
        ("[a]: skill:b\n\nText [a].", ["[a]: skill:b", "Text [a]."]),
        ("<div>\na\n</div>\n\nb", ["<div>\na\n</div>", "b"]),
        ("kind: role\n", ["kind: role"]),
    ],
)
def test_every_block_is_an_item(body, blocks):
    """The prose is a list of the blocks at its top, as they were written; where there is none, it has no field."""
    found = _document(FIELDS + body)

    assert (blocks, []) == (found.value.get("answer"), found.problems)


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_every_line_break_is_one(line_break):
    """A file may have the line breaks of any system; in the value they are line feeds."""
    text = "---\nkind: question\nid: a\n---\n\nOne\ntwo.\n\n- three\n- four\n".replace("\n", line_break)

    assert {"kind": "question", "id": "a", "answer": ["One\ntwo.", "- three\n- four"]} == _document(text).value


@each_row("line_break", ["\n", "\r\n", "\r"])
@each_row("beginning", ["", "\ufeff"])
def test_places_are_those_of_the_file(line_break, beginning):
    """Fields and blocks are found at their lines, however these end."""
    text = "---\nkind: question\nid: é\n---\n\nOne 😀\ntwo.\n\n - three\n".replace("\n", line_break)
    found = _document(beginning + text)
    where = positions(found, ["/id", "/answer", "/answer/0", "/answer/1"])

    assert [(3, 5, 3, 6), (6, 1, 9, 9), (6, 1, 7, 5), (9, 2, 9, 9)] == [
        tuple(where.span(*where.offsets(pointer))) for pointer in ("/id", "/answer", "/answer/0", "/answer/1")
    ]


@each_row(
    "text",
    [
        "---\nid: a\n---\nText.",
        "--- \t\nid: a\n---  \nText.",
        "---\nid: a\n---\nText.\n---\n",
        '---\n{"id": "a"}\n---\nText.',
        "---\n# note\nid: a # note\n\n---\n\nText.",
        "---\n'id': >-\n  a\n---\nText.",
        "---\nid: a\n\nb: |\n  ---\n\n  B: c\n\nd:\n- e\n\n- f\n---\nText.",
        "---\nid: a\nb: 'c\n\nD e: f'\n---\nText.",
        "---\nid: a\n...\n---\nText.",
    ],
)
def test_front_matter_is_found(text):
    """A line of three hyphens begins the fields, and the next one ends them."""
    found = _document(text)

    assert ("a", "Text.", []) == (found.value["id"], found.value["description"][0].partition("\n")[0], found.problems)


@pytest.mark.parametrize(("text", "value"), [("---\n---", {}), ("---\n---\n", {}), ("---\nid: a\n---", {"id": "a"})])
def test_a_document_may_have_no_prose_and_no_fields(text, value):
    """What is empty is left out; that something is missing is for the schema to say."""
    found = _document(text)

    assert (value, []) == (found.value, found.problems)


@each_row(
    ("text", "marked"),
    [
        ("Text.\n", "T"),
        ("# Title\n---\nText.\n---\n", "#"),
        ("# Title\n---\nid: a\n---\n", "#"),
        ("----\nText.\n----\n", "-"),
        ("---id: a\n---\n", "---id: a"),
        ("--- id: a\nkind: role\n---\n", "--- id: a"),
        ("+++\nid = 1\n+++\n", "+"),
        ("---\n", "---\n"),
        ("---", "---"),
        ("---\nid: a\n", "---\n"),
        ("---\nText.\n", "---\n"),
        ("---\nText.\n---\nMore.\n", "Text."),
        ("---\n'Text.'\n---\n", "'Text.'"),
        ("---\n7\n---\n", "7"),
    ],
)
def test_front_matter_that_is_not_clear_is_refused(text, marked):
    """Front matter that is missing, indented, late, without an end or without fields is never read as prose."""
    assert ("MLC011", marked) == _fault(text)
    assert not _document(text).is_readable


@each_row(
    ("text", "marked"),
    [
        ("\n---\nid: a\n---\n", "---"),
        (" ---\nid: a\n---\n", "---"),
        ("\t---\r\nid: a\r\n---\r\n", "---"),
        ("\n---  \nid: a\n---\n", "---"),
        ("\u00a0\r---\rid: a\r---\r", "---"),
        ("\ufeff\ufeff---\nid: a\n---\n", "---"),
        *((f"{line}\nid: a\n---\nText.\n", line) for line in ("--", "----", "+++", "\u2014", "--- # b", "--- yaml")),
        *(
            (f"---\nid: a\n{line}\nText.\n{more}", line.rstrip())
            for line in (
                "--",
                "----",
                "+++",
                "***",
                "___",
                "====",
                "...",
                "\u2014",
                "-\u2013",
                " ---",
                "\t---  ",
                "--- Text.",
            )
            for more in ("", "\n---\n\nB: c.\n")
        ),
        ("---\nid: a\n\nText.\n", "Text."),
        ("---\r\nid: a\r\n \r\nText.\r\n", "Text."),
        ("---\r\nid: a\r\nText.\r\n", "Text."),
        ("---\nid: a\n\nSome text: b.\n\nMore.\n\n---\n", "Some text: b."),
        ("---\nid: a\nSome more text: b.\n\n---\n", "Some more text: b."),
        ("---\nid: a\n\n- b\n- c\n\nText.\n---\n", "- b"),
        ("---\nid: a\n\n[Text](skill:b), c.\n", "[Text](skill:b), c."),
        ('---\nid: a\n\n"Text" is.\n', '"Text" is.'),
        ("---\nid: a\n# note\n\nText.\n", "Text."),
    ],
)
def test_the_fields_between_wrong_lines_are_read_all_the_same(text, marked):
    """What stands around the front matter is wrong, and what is wrong in it is told together with that."""
    found = _document(text)

    assert ("MLC011", marked) == _fault(text)
    assert ({"id": "a"}, True) == ({"id": found.value["id"]}, found.is_readable)
    assert {"id", "description"} >= found.value.keys()


@each_row(
    ("text", "suggestion"),
    [
        ("---\nkind: question\n\n# note\nid: a\n\n\nText.\n", "write --- after line 5"),
        ("---\r\nid: a\r\n\r\nText.\r\n\r\n---\r\n", "write --- after line 2 instead of in line 6"),
        ("---\nid: a\n# note\n\n## Heading\n\nText.\n", "write --- after line 2"),
        ("---\nid: a\n---- \nText.\n", "write --- instead"),
        ("---\nid: a\n--- Text.\n", "move it to the next line"),
        ("--- # b\nid: a\n---\n", "remove it"),
        ("---\nid: a\n ---\n", "remove it"),
        (
            "# A\n\n---\nid: a\n---\n",
            "move the text before --- below the front matter; the rest of the document is checked when this is fixed",
        ),
        ("\n---\nid: a\n---\n", "remove the white space before ---"),
    ],
)
def test_where_the_line_belongs_is_suggested(text, suggestion):
    """The suggestion names the line of the last field, or what to change in the line that was meant."""
    assert [suggestion] == [problem.suggestion for problem in _document(text).problems]


@each_row("line_break", ["\n", "\r\n", "\r"])
@each_row("between", ["\n---\n\n", "---\n", "\n---  \n"])
def test_a_line_that_comes_too_late_is_no_part_of_the_prose(between, line_break):
    """It is told with the place where it belongs, and neither as a thematic break nor as a heading."""
    found = _document(f"---\nkind: question\nid: a\n\nOne.\n{between}Two.\n".replace("\n", line_break))

    assert (["MLC011"], ["One.", "Two."]) == (found.codes, found.value["answer"])


def test_a_second_document_is_not_taken_for_a_line_that_comes_too_late():
    """Both documents are told: the first is not closed, and the second is in the same file."""
    found = _document("---\nid: a\n\nOne.\n\n---\nkind: skill\nid: b\n---\n\nTwo.\n")

    assert ["write --- after line 2", "put what follows into a file of its own"] == [
        problem.suggestion for problem in found.problems
    ]


@pytest.mark.parametrize("text", ["---\nid: [\n\nText.\n", "---\nid: a\nB: c: d\n----\nText.\n", "\n---\n'a'\n---\n"])
def test_of_fields_that_cannot_be_told_apart_only_the_lines_around_them_are_told(text):
    """What is wrong because the end of the front matter is not known is not told."""
    assert ["MLC011"] == [problem.code for problem in _document(text).problems]
    assert not _document(text).is_readable


def test_front_matter_that_is_a_list_is_refused():
    """A list holds no fields either."""
    (problem,) = _document("---\n- id: a\n---\nText.\n").problems

    assert ("MLC011", 4) == (problem.code, problem.span[0])


@each_row("line_break", ["\n", "\r\n", "\r"])
@each_row("body", ["", "\nText.\n"])
@each_row(
    ("field", "code", "marked"),
    [
        ("b: c: d", "MLC004", ": d"),
        ("b: @c", "MLC004", "@c"),
        ("b: \x07", "MLC004", "\x07"),
        ("b: *c", "MLC009", "*c"),
        ("b: &c d", "MLC009", "&c d"),
        ("b: !c d", "MLC009", "!c d"),
        ("<<: b", "MLC009", "<<"),
        ("? [b]", "MLC009", "[b]"),
        ("*b : c", "MLC009", "*b"),
        ("1: b", "MLC009", "1"),
        ("b: .inf", "MLC006", ".inf"),
        ("kind: role", "MLC005", "kind: role"),
        (f"b: {'[' * MAX_DEPTH}{']' * MAX_DEPTH}", "MLC007", "[" + "]" * MAX_DEPTH),
        (f"b: {'[' * 10_000}", "MLC007", "[" * (10_001 - MAX_DEPTH)),
    ],
)
def test_faults_of_the_front_matter_have_their_place_in_the_file(field, code, marked, body, line_break):
    """What is wrong in the fields is told where the file has it, whether there is prose below or not."""
    text = f"---\nkind: é😀\n{field}\n---\n{body}".replace("\n", line_break)
    problem = _document(text).problems[0]

    assert (code, text.rindex(marked, 0, text.index(f"{line_break}---{line_break}"))) == (problem.code, problem.span[0])


@each_row("first", ["*a : b", "*a", "? *a", "? [a]", "{*a : b}", "[*a]", "&a b: c", "!a", "? ", "- *a"])
@each_row("body", ["", "Text.\n"])
def test_what_is_refused_may_be_the_first_thing(first, body):
    """A file whose front matter begins with what is refused is refused, with or without prose."""
    found = _document(f"---\n{first}\n---\n{body}")

    assert {"MLC009", "MLC011"} >= {problem.code for problem in found.problems}
    assert found.problems


@pytest.mark.parametrize("second", ["c: d", "%YAML 1.2", "--- c"])
def test_the_end_of_a_yaml_document_is_taken_for_the_end_of_the_front_matter(second):
    """There is no second document in the front matter, so the text begins after the line that ends the first."""
    found = _document(f"---\na: b\n...\n{second}\n---\nText.")

    assert (["MLC011"], "b", f"{second}\n---") == (found.codes, found.value["a"], found.value["description"][0])


def test_prose_must_not_stand_in_two_places():
    """A field that is the prose as well is told at the prose, which holds."""
    text = "---\nkind: question\nanswer: [One.]\n---\n\nTwo.\n"
    found = _document(text)
    (problem,) = found.problems

    assert ("MLC005", text.index("Two"), ["Two."]) == (problem.code, problem.span[0], found.value["answer"])


@each_row("line_break", ["\n", "\r\n", "\r"])
def test_a_second_document_in_the_prose_is_not_read(line_break):
    """Front matter in the prose begins another document, and is one problem; the prose ends before it."""
    text = f"{FIELDS}One.\n\n--- \n# Two\n\nkind: skill\nid: b\n---\n\nTwo.\n".replace("\n", line_break)
    found = _document(text)
    (problem,) = found.problems

    assert ("MLC009", text.index("--- "), ["One."]) == (problem.code, problem.span[0], found.value["answer"])


def test_prose_that_follows_a_repeated_key_is_read():
    """A file with a repeated key is read with all of its fields."""
    found = _document("---\nid: a\nid: b\n---\nText.")

    assert (["MLC005"], {"id": "b", "description": ["Text."]}) == (
        [problem.code for problem in found.problems],
        found.value,
    )


def test_a_slip_in_the_front_matter_is_mended():
    """What was meant by a line is read, in its place in the file, and so is all else."""
    found = _document("---\nkind: skill\nname: A: B\nid:a\n---\n\nSome *words*.\n")

    assert {"kind": "skill", "name": "A: B", "id": "a", "description": ["Some *words*."]} == found.value
    assert [("MLC004", 23), ("MLC004", 29)] == [(problem.code, problem.span[0]) for problem in found.problems]


def test_fields_without_the_line_before_them_are_read():
    """Where only the line --- before the fields is missing, they are known by the kind and by the line below."""
    found = _document("kind: skill\nid: a\n---\n\nSome words.\n")

    assert {"kind": "skill", "id": "a", "description": ["Some words."]} == found.value
    assert ["MLC011"] == found.codes
