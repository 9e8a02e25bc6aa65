"""What a cure says to write is written in the format of the file, and explains the words that need it."""

import json
from datetime import date

import pytest

import mlcareer_content as mlc

from .tables import each_row

QUESTION = "kind: question\nid: zz\nquestion: A?\n"
STAGE = {"kind": "stage", "id": "novice", "title": "Novice", "place": "alongside", "summary": ["The first."]}
SKILL = {"kind": "skill", "id": "zz", "name": "Zz", "category": "language", "description": ["A language."]}
AS_OF, DAYS = date(2026, 11, 26), ("11-31", "09-31")
ALONGSIDE = 'write "alongside" if it runs along the whole ladder'
CREDENTIAL = {"kind": "credential", "id": "zz", "name": "Zz", "category": "degree", "description": ["A degree."]}


def _problems(path, text):
    path.write_text(text, "utf-8")
    return [(problem.code, problem.suggestion) for problem in mlc.validate(path).problems]


def _cures(value):
    return [problem.suggestion for problem in mlc.validate(value).problems]


@each_row(
    ("text", "cure"),
    [
        ("answer: [A.]\nstages: Entry level", "make it a list: write stages: [entry-level]"),
        ("answer: [A.]\nstages: entry-level, mid_career", "make it a list: write stages: [entry-level, mid-career]"),
        (
            "answer: [A.]\nstages: education; entry-level and mid-career",
            "make it a list: write stages: [education, entry-level, mid-career]",
        ),
        ("answer: Mostly not", "make it a list: write answer: [Mostly not]"),
        ("answer: Mostly, but no.", 'make it a list: write answer: ["Mostly, but no."]'),
        ("answer: 'yes'", 'make it a list: write answer: ["yes"]'),
        (
            f"answer: {'Mostly not. ' * 9}",
            "make it a list: write “answer:”, and the text on the next line after “  - ”",
        ),
        (
            "answer: >\n  Mostly\n  not.\n",
            (
                "make it a list: write “answer:”, “  - ” and the | or > on the next line,"
                " and two more spaces before the text below"
            ),
        ),
    ],
)
@each_row("name", ["a.yaml", "a.md"])
def test_a_list_is_shown_as_yaml_has_it(tmp_path, name, text, cure):
    """One slip is one problem, whose cure is the line as it should be."""
    body = "" if name == "a.yaml" else "---\n"
    problems = _problems(tmp_path / name, body + QUESTION + text + "\n" + body)

    assert [("MLC103", cure)] == problems


def test_an_object_is_made_an_item_of_a_list(tmp_path):
    """In YAML, the dash before its first field moves the others."""
    text = "\n".join(f"{key}: {json.dumps(item)}" for key, item in SKILL.items())

    assert [
        ("MLC103", "make it a list with one item: “- ” before its first field, two more spaces before the others")
    ] == (_problems(tmp_path / "a.yaml", f"{text}\nsources:\n  title: A\n  authority: primary\n"))


@pytest.mark.parametrize(
    ("field", "text", "cure"),
    [
        ("alt_labels", "HOML, the book", "write alt_labels: [HOML, the book]"),
        ("alt_labels", "the book,", "write alt_labels: [the book]"),
        ("alt_labels", "','", 'write alt_labels: [","]'),
        ("authors", "Ann Other, Bob Else", "write authors: [Ann Other, Bob Else]"),
        ("authors", "Other, Ann", 'write authors: ["Other, Ann"]'),
    ],
)
def test_names_between_commas_are_items_of_a_list(tmp_path, field, text, cure):
    """The text is taken apart, but for a name that is written with a comma."""
    book = "kind: resource\nid: zz\ntitle: Zz\ncategory: book\ndescription: [A book.]\n"

    assert [("MLC103", f"make it a list: {cure}")] == _problems(tmp_path / "a.yaml", f"{book}{field}: {text}\n")


@pytest.mark.parametrize(
    ("text", "cure"),
    [("Mostly not.", 'make it a list: write ["Mostly not."]'), ("A" * 90, f'put [ ] around it: ["{"A" * 77}…]')],
)
def test_a_list_is_shown_as_json_has_it(text, cure):
    """A short text is shown whole, a long one by its beginning."""
    assert [cure] == _cures({"kind": "question", "id": "zz", "question": "A?", "answer": text})


_IN_JSON = ["1.10", "0.50", "1e3", "1E+05", "-0", "0.1000000000000000055511151231257827", "true", "1" * 100]
_IN_YAML = [*_IN_JSON, "007", "0x1F", "0o17", "+5", ".5", "5.", "True", "FALSE", "NULL"]
_SKILL_IN_YAML = "kind: skill\nid: zz\nname: {}\ncategory: language\ndescription: [A language.]\n"


@each_row(
    ("name", "text", "written"),
    [
        *(("a.json", json.dumps({**SKILL, "name": 0}).replace(": 0", ": {}"), written) for written in _IN_JSON),
        *(("a.yaml", _SKILL_IN_YAML, written) for written in _IN_YAML),
        *(("a.md", f"---\n{_SKILL_IN_YAML}---\n", written) for written in _IN_YAML),
    ],
)
def test_a_number_is_quoted_as_it_is_written(tmp_path, name, text, written):
    """The quotes are all that the suggestion adds to a number, a boolean or null in place of a text."""
    path = tmp_path / name
    problems = _problems(path, text.replace("{}", written))

    assert [("MLC103", f'put it in quotes: "{written}"')] == problems
    assert [] == _problems(path, text.replace("{}", f'"{written}"'))


@each_row(
    ("field", "cures"),
    [
        ("alt_labels: 1.10", ['make it a list: write alt_labels: ["1.10"]']),
        ("alt_labels: [1.10, 007]", ['put it in quotes: "1.10"', 'put it in quotes: "007"']),
        ("former_ids: [1.10, 007, 7]", ['write "1-10"', 'put it in quotes: "007"', 'put it in quotes: "7"']),
        ("same_as: 7", ['write lines like “same_as:” and “  - "http://www.wikidata.org/entity/Q2539"”']),
        ("sources: [{title: 1.10, years: 2023}]", ['put it in quotes: "1.10"', 'put it in quotes: "2023"']),
        ("checked_on: 2026.10", ['write it like "2026-11-22"']),
        ("1.10: a", ['put it in quotes: "1.10"; the rest of the document is checked when this is fixed']),
        (f"alt_labels: [{'1' * 200}]", ["put it in quotes"]),
    ],
)
def test_a_number_in_any_place_keeps_its_digits(tmp_path, field, cures):
    """In lists, ids, dates and keys, too, no suggestion has a number that is not in the file."""
    text = _SKILL_IN_YAML.replace("{}", "Zz") + f"{field}\n"

    assert cures == [cure for code, cure in _problems(tmp_path / "a.yaml", text) if code in ("MLC103", "MLC009")]


@pytest.mark.parametrize(
    ("place", "problem"),
    [
        (
            "3",
            ("MLC207", 'write a free level (6, 7, 8, 9, 10, 11, 12, 13, …), or "alongside" if it runs along'),
        ),
        ("7", ("MLC103", "write 7, without quotes")),
    ],
)
def test_a_rung_in_quotes_is_one_problem(place, problem):
    """It is told as taken where it is, and otherwise as what needs no quotes."""
    ((code, cure),) = [(one.code, one.suggestion) for one in mlc.validate({**STAGE, "place": place}).problems]

    assert problem == (code, cure[: len(problem[1])])


def test_a_word_for_null_is_one_problem(tmp_path):
    """What belongs in the place of None is told where JSON has no such word."""
    text = json.dumps({**STAGE, "place": 0, "title": 0}).replace(": 0", ": None")

    assert [("MLC004", 'write it like "Entry level"'), ("MLC004", "write the number of a level, such as 2, o")] == [
        (code, cure[:41]) for code, cure in _problems(tmp_path / "a.json", text)
    ]


@pytest.mark.parametrize("mark", ["&", "!"])
def test_a_text_that_yaml_takes_for_a_mark_is_one_problem(tmp_path, mark):
    """It is told as what YAML has the character for, and not as a missing text as well."""
    path = tmp_path / "a.yaml"

    assert ["MLC009"] == [code for code, _ in _problems(path, _SKILL_IN_YAML.replace("{}", f"{mark}Zz"))]


@pytest.mark.parametrize("word", ["True", "False"])
def test_a_word_for_a_boolean_is_one_problem(tmp_path, word):
    """In place of a text, it is told once, with its quotes."""
    text = json.dumps({**SKILL, "name": 0}).replace(": 0", f": {word}")

    assert [("MLC004", f'put it in quotes: "{word}"')] == _problems(tmp_path / "a.json", text)


@each_row(
    ("value", "cure"),
    [
        (
            {**STAGE, "skills": [{"skill": "python"}]},
            'add "level": one of "essential" or "helpful": essential if the',
        ),
        (
            {**STAGE, "skills": [{"skill": "python", "level": "must"}]},
            'use "essential" or "helpful": essential if the stage requires',
        ),
        (
            {**SKILL, "sources": [{"title": "A", "authority": "official"}]},
            'use "primary" or "secondary": primary if the source describes itself',
        ),
        (
            {key: item for key, item in STAGE.items() if key != "place"},
            'add "place", such as 2: the ',
        ),
        (
            {key: item for key, item in SKILL.items() if key != "category"},
            'add "category", such as "framework"',
        ),
    ],
)
def test_what_may_be_written_is_told_with_what_it_means(value, cure):
    """The allowed values are listed, and explained in the words of the schema."""
    assert any(cure in one for one in _cures(value))


@pytest.mark.parametrize(
    ("value", "message", "end"),
    [
        (
            {**CREDENTIAL, "replaced_by": ["Azure Data"]},
            'there is no credential "Azure Data"; an id consists of',
            ", or leave replaced_by out",
        ),
        ({**STAGE, "roles": ["author", "zzzz"]}, 'there is no role "zzzz"', " lists them), or remove this item"),
        (
            {**STAGE, "roles": ["zzzz"]},
            'there is no role "zzzz"',
            "(`mlcareer-content list role` lists them), or leave roles out",
        ),
    ],
)
def test_what_does_not_exist_may_be_left_out(value, message, end):
    """The message says what there is not, and the cure has a way for whoever meant something else."""
    (problem,) = mlc.validate(value).problems

    assert problem.message.startswith(message)
    assert problem.suggestion.endswith(end)


LEVELS = {"python": "essential", "calculus": "helpful"}


@each_row(
    ("field", "value", "told"),
    [
        (
            "skills",
            LEVELS,
            ['write [{"skill": "python", "level": "essential"}, {"skill": "calculus", "level": "helpful"}]'],
        ),
        (
            "skills",
            {"pyhton": "esential"},
            [
                'make it a list: write [{"skill": "pyhton", "level": "esential"}]',
                'did you mean "essential"?',
                'did you mean "python"?',
            ],
        ),
        (
            "leads_to",
            {"entry-level": ["A degree."]},
            ['make it a list: write [{"stage": "entry-level", "requirements": ["A degree."]}]'],
        ),
        ("skills", {"skil": "python", "level": "helpful"}, ['[{"skil": "python"', 'did you mean "skill"?']),
        ("skills", {}, ['write it like [{"skill": "python", "level": "essential"}]']),
        ("skills", {"python": 1}, ['write it like [{"skill": "python", "level": "essential"}]']),
        ("sources", {"Zz": "A", "Yy": "B"}, ['write it like [{"title": "The book\u2019s own page"']),
    ],
)
def test_an_object_is_taken_for_the_items_that_it_may_stand_for(tmp_path, field, value, told):
    """Ids with what is said of each are items, and so is what has a field of one; nothing else is looked into."""
    path = tmp_path / "a.json"
    path.write_text(json.dumps((SKILL if field == "sources" else STAGE) | {field: value}), "utf-8")
    cures = [problem.suggestion for problem in mlc.validate(path).problems]

    assert [True] * len(told) == [part in cure for part, cure in zip(told, cures, strict=True)], cures


def test_what_an_object_says_of_an_id_has_its_line(tmp_path):
    """What is wrong with an item is told where the key is written."""
    text = "kind: stage\nid: novice\ntitle: Novice\nplace: alongside\nsummary: [The first.]\n"
    path = tmp_path / "a.yaml"
    path.write_text(f"{text}skills:\n  pyhton: helpful\n  calculus: helpfull\n", "utf-8")
    lines = path.read_text("utf-8").splitlines()
    first, *problems = mlc.validate(path).problems

    assert first.suggestion == (
        "make it a list: write the lines “skills:”, “  - skill: pyhton”, “    level: helpful”, "
        "“  - skill: calculus” and “    level: helpfull”"
    )
    assert [("MLC202", "  pyhton: helpful"), ("MLC104", "  calculus: helpfull")] == [
        (problem.code, lines[problem.line - 1]) for problem in problems
    ]


@pytest.mark.parametrize(
    ("fields", "cure"),
    [
        ("skills: [python]", "write lines like “- skill: python” and “  level: essential”; level is "),
        (
            "leads_to: yes",
            "write lines like “leads_to:”, “  - stage: mid-career”, “    requirements:” and “      - ",
        ),
        ("roles: {a: b}", "write lines like “roles:” and “  - machine-learning-engineer”; put a text that contains"),
        (
            "leads_to: [{stage: entry-level}]",
            """add lines like “requirements:” and “  - "A few finished projects."”""",
        ),
    ],
)
def test_an_example_is_shown_as_yaml_has_it(tmp_path, fields, cure):
    """What to write is told in lines of the language of the file."""
    text = "kind: stage\nid: novice\ntitle: Novice\nplace: alongside\nsummary: [The first.]\n"
    ((_, told),) = _problems(tmp_path / "a.yaml", f"{text}{fields}\n")

    assert cure == told[: len(cure)]


def test_dates_in_the_wrong_order_are_both_given():
    """Whoever exchanged them sees both."""
    (cure,) = _cures({**CREDENTIAL, "available_from": "2021-01-31", "last_available_on": "2016-11-01"})

    assert "swap 2021-01-31 and 2016-11-01, or correct one of them" == cure


def test_a_day_that_there_is_not_is_one_problem():
    """The last day of the month is not proposed for a check where that has not come yet."""
    problems = [mlc.validate({**CREDENTIAL, "checked_on": f"2026-{day}"}, as_of=AS_OF).problems for day in DAYS]

    assert [
        ["use the date on which it was checked, 2026-11-26 at the latest"],
        ["that month has 30 days"],
    ] == [[problem.suggestion for problem in found] for found in problems]


@pytest.mark.parametrize(
    ("block", "cure"),
    [
        ("# Zz", "remove it if it repeats the name, or write it as a paragraph; "),
        ("A.<br>B.", "put the text after it into its own paragraph: "),
        ("<!-- A --> B.", "remove it; prose has no comments"),
        ("A.\n---", "remove the line of - or = below it"),
        ("    A.", "remove the spaces before it; "),
        ("> A.", "write it as a paragraph, without the > before it; "),
        ("- a\n- b\tc", "remove that character"),
    ],
)
def test_what_prose_does_not_have_is_told_with_what_to_do(block, cure):
    """A heading, a line break, a block quote and a tab are each answered with what becomes of them."""
    (told,) = _cures({**SKILL, "description": [block]})

    assert told.startswith(cure)


@pytest.mark.parametrize("label", ["“a” and “b”", "the “other” one", "“", "A"])
def test_quotation_marks_within_a_name_may_stay(tmp_path, label):
    """Only a pair of them around the whole of it is told."""
    text = f"kind: role\nid: zz\ntitle: Zz\nalt_labels: [{label}]\ndescription: [A.]\n"

    assert [] == _problems(tmp_path / "a.yaml", text)


def test_a_number_needs_no_quotes_where_a_word_does():
    """Where no rung is left, the word alone is proposed; where one is, the number, without quotes."""
    below = {**STAGE, "place": "2", "leads_to": [{"stage": "entry-level", "requirements": ["A degree."]}]}

    assert [
        f"{ALONGSIDE}; no free level (6, 7, 8, 9, 10, 11, 12, 13, …) is between the stages before and after this one"
    ] == _cures(below)
    assert _cures({**STAGE, "place": "2"})[0].endswith("; write the number without quotes")


@pytest.mark.parametrize(("year", "limit"), [(99, "the minimum is 1000"), (20240, "the maximum is 9999")])
def test_a_limit_of_a_number_is_shown_as_json_has_it(year, limit):
    """Whoever types the number that a message shows types no separator of thousands."""
    resource = {"kind": "resource", "id": "zz", "title": "Zz", "category": "book", "description": ["A."]}

    assert [limit] == _cures({**resource, "year": year})


def test_a_second_article_is_answered_with_what_a_whole_guide_needs():
    """Whoever checks it alone would only learn that there is no guide."""
    article = {"kind": "article", "id": "zz", "title": "Zz", "language": "en", "date_published": "2026-11-01"}
    sections = [{"id": "a", "heading": "A", "body": ["A."]}]

    assert [True] == ["--no-base" in cure for cure in _cures({**article, "lead": ["A."], "sections": sections})]


def test_a_collection_is_known_by_its_entries():
    """The kind that was meant is told, and the entries are checked as of that kind."""
    entries = [{"id": "zz", "question": "A?", "anwser": ["B."]}]

    assert ['did you mean "faq"?', 'did you mean "answer"?'] == _cures({"kind": "questions", "entries": entries})


def test_a_text_that_yaml_takes_for_a_comment_is_explained(tmp_path):
    """Behind a colon, # leaves nothing of the text."""
    ((_, cure),) = _problems(tmp_path / "a.yaml", "kind: question\nid: zz\nquestion: # A?\nanswer: [B.]\n")

    assert cure.endswith("; in YAML, a text that begins with # needs quotes")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("https://example.org/a", '“- title: README of the course repository” and “  url: "https://example.org/a"”'),
        ("<https://example.org/a>", '“- title: README of the course repository” and “  url: "https://example.org/a"”'),
        ("example.org/a", '“- title: README of the course repository” and “  url: "https://example.org/a"”'),
        ("'[A page](https://example.org/a)'", '“- title: A page” and “  url: "https://example.org/a"”'),
        ("A page: https://example.org/a", '“- title: A page” and “  url: "https://example.org/a"”'),
        ("A page", "“- title: A page”"),
        ("Node.js", '“- title: "Node.js"”'),
    ],
)
def test_a_source_that_was_written_as_a_text_becomes_an_object(tmp_path, written, told):
    """The suggestion has the address and the title that were written, each in its field."""
    text = f"kind: skill\nid: zz\nname: Zz\ncategory: language\ndescription: [A text.]\nsources:\n  - {written}\n"
    ((_, suggestion),) = _problems(tmp_path / "a.yaml", text)

    assert told == suggestion.partition("lines ")[2].removeprefix("like ")


@pytest.mark.parametrize("address", ["jane@example.org", "mailto:jane@example.org"])
def test_an_e_mail_address_is_named_as_such(tmp_path, address):
    """An e-mail address is not told to begin with https://, but that a web address is needed."""
    text = f"kind: skill\nid: zz\nname: Zz\ncategory: language\ndescription: [A text.]\nurl: {address}\n"
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    (found,) = mlc.validate(tmp_path / "a.yaml").problems

    assert f'"{address}" is an e-mail address' == str(found.message)
    assert str(found.suggestion).startswith("use a web address, such as https://")
