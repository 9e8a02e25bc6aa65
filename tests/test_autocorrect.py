"""Misspelt keys and kinds are corrected before the rest is checked, so that all problems are reported at once."""

import json

import pytest

import mlcareer_content as mlc

from .reading import read
from .tables import each_row

QUESTION = {"kind": "question", "id": "hours", "question": "Are the hours long?", "answer": ["Mostly not."]}

CREDENTIAL = {"kind": "credential", "id": "zz", "name": "Zz", "category": "degree", "description": ["A degree."]}
FIELDS = (
    "$schema, kind, replaces, id, former_ids, name, alt_labels, category, issuer, description, url, fields_of_study, "
    "available_from, last_available_on, replaced_by, sources, checked_on"
)
BOOK = {"kind": "resource", "id": "zz", "title": "Zz", "category": "book", "description": ["A book."]}


def _codes(value):
    return [(problem.code, problem.pointer) for problem in mlc.validate(value).problems]


def _suggestions(value):
    return {problem.pointer: problem.suggestion for problem in mlc.validate(value).problems}


def _without(name, **more):
    return {key: item for key, item in QUESTION.items() if key != name} | more


@pytest.mark.parametrize(
    ("value", "problems"),
    [
        (
            _without("answer", anwser=["See [it](skill:pyhton), <b>now</b>.", 1]),
            [
                ("MLC102", "/anwser"),
                ("MLC103", "/anwser/1"),
                ("MLC203", "/anwser/0"),
                ("MLC302", "/anwser/0"),
            ],
        ),
        (
            {
                "kind": "stage",
                "id": "novice",
                "title": "Novice",
                "plaec": 2,
                "summary": ["The first."],
                "skils": [{"skil": "pyhton", "levl": "helpfull"}],
                "leads-to": [{"stage": "mid-carer", "requirement": ["A year."]}],
            },
            [
                ("MLC102", "/plaec"),
                ("MLC207", "/plaec"),
                ("MLC102", "/skils"),
                ("MLC102", "/skils/0/skil"),
                ("MLC202", "/skils/0/skil"),
                ("MLC102", "/skils/0/levl"),
                ("MLC104", "/skils/0/levl"),
                ("MLC102", "/leads-to"),
                ("MLC202", "/leads-to/0/stage"),
                ("MLC102", "/leads-to/0/requirement"),
            ],
        ),
        (
            {
                "kind": "resource",
                "id": "a-book",
                "name": "A Book",
                "category": "book",
                "isbn": "9780262035612",
                "link": "http://a_b/",
                "description": ["A book."],
            },
            [
                ("MLC102", "/name"),
                ("MLC102", "/isbn"),
                ("MLC308", "/isbn"),
                ("MLC102", "/link"),
                ("MLC307", "/link"),
            ],
        ),
        (
            {"kind": "faq", "entrys": [_without("kind", stage=["novice"])]},
            [
                ("MLC102", "/entrys"),
                ("MLC102", "/entrys/0/stage"),
                ("MLC202", "/entrys/0/stage/0"),
            ],
        ),
    ],
    ids=lambda item: item["kind"] if isinstance(item, dict) else "",
)
def test_the_value_of_a_misspelt_key_is_checked(value, problems):
    """The schema, the references and the prose are checked at the place of the key as it is written, once each."""
    assert sorted(problems) == sorted(_codes(value))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", '{"kind": "question",\n"id": "a", "question": "A?",\n"anwser": ["[A](skill:pyhton)"]}'),
        ("a.yaml", 'kind: question\nid: a\nquestion: "A?"\nstages: [entry-level]\nanwser: ["[A](skill:pyhton)"]\n'),
        ("a.md", '---\nkind: qestion\nid: a\nquesion: "A?"\n---\n\n[A](skill:pyhton)\n'),
    ],
)
def test_position_is_that_in_the_file(tmp_path, name, text):
    """A problem in the value of a misspelt key, or in a document of a misspelt kind, has its line and its column."""
    path = tmp_path / name
    path.write_text(text, "utf-8")
    (found,) = (problem for problem in mlc.validate(path).problems if problem.code == "MLC203")
    at = text.index("skill:pyhton")

    assert (found.line, found.column) == (text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def test_misspelt_field_is_not_missing():
    """A required field under a misspelt key is reported once, and not as missing too."""
    assert [("MLC102", "/anwser")] == _codes(_without("answer", anwser=["Mostly not."]))


def test_second_misspelling_of_one_field_is_to_be_removed():
    """Only one of two misspelt keys is corrected to a field; the suggestion for the other is to remove it."""
    suggestions = _suggestions(_without("answer", anwser=["Mostly not."], answr=["Yes."]))

    assert {"/anwser": 'did you mean "answer"?', "/answr": 'remove it; "answer" is already present'} == suggestions


@each_row(
    ("value", "suggestion"),
    [
        (_without("answer", text=["Mostly not."]), 'did you mean "answer"?'),
        (_without("answer", reply=["Mostly not."]), 'rename it to "answer"'),
        (_without("question", title="Long hours?"), 'did you mean "question"?'),
        (_without("question", short_question="Long hours?"), 'did you mean "question"?'),
        (CREDENTIAL | {"provider": "A"}, 'did you mean "issuer"?'),
        (BOOK | {"writer": ["A"]}, 'did you mean "authors"?'),
        (BOOK | {"vendor": "A"}, 'did you mean "publisher"?'),
        (BOOK | {"category": "textbook"}, 'did you mean "book"?'),
        (BOOK | {"category": "platform"}, 'did you mean "course-platform" or "competition-platform"?'),
        (
            CREDENTIAL | {"date": "2026-01-01"},
            f"remove it, or use one of these fields: {FIELDS}",
        ),
    ],
)
def test_a_field_under_another_name_is_recognised(value, suggestion):
    """A key that another kind uses for the field is corrected, and so is the only key left for the only field left."""
    assert [suggestion] == list(_suggestions(value).values())


@each_row(
    ("value", "code", "beginning"),
    [
        (_without("kind"), "MLC107", 'add a field kind, here probably "question"; the kinds are '),
        (_without("kind", kind="questionaire"), "MLC108", 'did you mean "question"?'),
        (_without("kind", kind="thing"), "MLC108", 'did you mean "question"?'),
        (_without("kind", knd="question"), "MLC102", 'did you mean "kind"?'),
        ({"kind": "questions", "entries": []}, "MLC108", "the kinds are "),
        ({"id": "a"}, "MLC107", 'add a field kind, such as "question"; '),
    ],
)
def test_a_kind_is_recognised_by_its_spelling_or_by_the_fields(value, code, beginning):
    """The nearest kind is suggested, if there is one."""
    problem = mlc.validate(value).problems[0]

    assert (code, beginning) == (problem.code, str(problem.suggestion)[: len(beginning)])


@pytest.mark.parametrize("key", ["type", "@type", "class", "entry_type", "tipo"])
def test_the_field_kind_is_recognised_by_its_value(key):
    """The kind of an entry or of a collection in a field of another name is one problem."""
    (found,) = mlc.validate(_without("kind", **{key: "question"})).problems
    (of_all,) = mlc.validate({key: "faq", "entries": [_without("kind")]}).problems

    assert [("MLC102", f"/{key}")] * 2 == [(one.code, one.pointer) for one in (found, of_all)]
    assert 'rename it to "kind"' == str(found.suggestion)


def test_a_value_of_another_field_is_not_taken_for_the_kind():
    """A known field, a category or one of two fields that may be the kind is not renamed."""
    book = {**{key: item for key, item in BOOK.items() if key not in ("kind", "category")}, "type": "book"}

    assert [("MLC107", ""), ("MLC102", "/type")] == _codes(book)
    assert "MLC107" in dict(_codes({"id": "faq", "entries": []}))
    assert "MLC107" in dict(_codes(_without("kind", type="question", format="question")))


STAGE = {"kind": "stage", "id": "zz", "title": "Zz", "place": "alongside", "summary": ["A rest."]}


@each_row(
    "field, item, found",
    [
        ("skills", {"python": "essential"}, {"": 'write {"skill": "python", "level": "essential"}'}),
        (
            "skills",
            {"python": "esential"},
            {"": 'write {"skill": "python", "level": "esential"}', "/python": 'did you mean "essential"?'},
        ),
        (
            "skills",
            {"pyhton": "helpful"},
            {"": 'write {"skill": "pyhton", "level": "helpful"}', "/pyhton": 'did you mean "python"?'},
        ),
        ("roles", {"data-analyst": "often"}, {"": 'write "data-analyst"'}),
        ("roles", {"data-analyst": None}, {"": 'write "data-analyst"'}),
    ],
)
def test_an_item_with_a_name_and_a_value_is_one_problem(field, item, found):
    """The name and the value are checked as those of the two fields, or the name as the id."""
    suggestions = _suggestions({**STAGE, field: [item]})

    assert {f"/{field}/0{end}": text for end, text in found.items()} == {
        at: str(one) for at, one in suggestions.items()
    }


def test_an_item_with_a_name_and_a_text_is_one_problem():
    """A text is the only item of the list that it is in place of; YAML gets lines to write."""
    text = "".join(f"{key}: {value}\n" for key, value in STAGE.items()) + "leads_to:\n  - mid-career: A year.\n"
    (found,) = read(text, "yaml").reported

    assert 'write the lines “- stage: mid-career”, “  requirements:” and “    - "A year."”' == str(found.suggestion)


def test_a_field_of_the_item_is_not_taken_for_a_name():
    """An item with one misspelt field lacks the other one."""
    assert [("MLC102", "/skills/0/skil"), ("MLC101", "/skills/0")] == _codes({**STAGE, "skills": [{"skil": "python"}]})


def test_document_without_kind_is_checked_as_the_kind_of_its_fields():
    """A second run, with the kind added, finds no further problem."""
    assert [("MLC107", ""), ("MLC202", "/stages/0")] == _codes(_without("kind", stages=["novice"]))


def test_prose_that_is_missing_in_markdown_is_written_below(tmp_path):
    """The suggestion for missing prose in Markdown is to write it below the front matter."""
    path = tmp_path / "a.md"
    path.write_text("---\nkind: question\nid: a\nquestion: A?\n---\n", "utf-8")
    (problem,) = mlc.validate(path).problems

    assert ("MLC101", "write it below the line --- that ends the front matter") == (problem.code, problem.suggestion)


def test_thousands_of_misspelt_keys_take_no_time():
    """Keys beyond the limit of reported problems are not compared with every name."""
    entries = [{"id": f"a{number}", **{f"anwser{at}": 1 for at in range(20)}} for number in range(2_000)]

    assert len(json.dumps(entries)) < len(mlc.validate({"kind": "faq", "entries": entries}).problems) * 1_000


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            {"kind": "skill", "entries": [{"id": "zz", "name": "Zz", "category": "languages", "description": ["A."]}]},
            [
                ("MLC108", "/kind", 'did you mean "skills"?'),
                ("MLC202", "/entries/0/category", 'did you mean "language"?'),
            ],
        ),
        (
            {"kind": "roles", "id": "zz", "title": "Zz", "descripton": ["A."]},
            [("MLC102", "/descripton", 'did you mean "description"?'), ("MLC108", "/kind", 'did you mean "role"?')],
        ),
    ],
)
def test_entry_and_collection_are_distinguished(value, expected):
    """A collection with the kind of an entry, or an entry with that of a collection, is checked as what it is."""
    problems = mlc.validate(value).problems

    assert expected == sorted((problem.code, problem.pointer, problem.suggestion) for problem in problems)


@pytest.mark.parametrize(
    ("items", "kind", "others"),
    [
        ([{"id": "zz", "question": "A?", "anwser": ["A."]}], 'here probably "faq"', [("MLC102", "/0/anwser", 5)]),
        ([{"id": "zz"}], 'such as "faq"', []),
        ([], 'such as "faq"', []),
    ],
)
def test_the_items_of_a_bare_list_are_checked(tmp_path, items, kind, others):
    """A list without a kind is the collection that its first item belongs to, if that is known."""
    path = tmp_path / "a.json"
    path.write_text(json.dumps(items, indent=0), "utf-8")
    first, *rest = mlc.validate(path).problems

    assert f'write two fields: "kind", {kind}, and "entries" with this list as its value' == first.suggestion
    assert others == [(problem.code, problem.pointer, problem.line) for problem in rest]


def test_the_kind_of_a_markdown_file_does_not_depend_on_its_body():
    """Without a kind, the fields decide, as the body is the prose field of every kind."""
    text = "---\nid: zz\ntitle: Zz\nplace: alongside\nactivities:\n  - Read\n---\n\nA rest.\n"
    (found,) = read(text, "markdown").reported

    assert ("MLC107", "stage") == (found.code, str(found.suggestion).split('"')[1])
