"""A suggestion is valid: following it leaves one problem less, and no new one."""

import copy
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mlcareer_content as mlc

from .strategies import DEFINITIONS
from .tables import each_row

QUOTED = r'"(?:[^"\\]|\\.)*"'
SUGGESTION = re.compile(
    rf"(?:write|did you mean|put it in quotes:) ({QUOTED}|[0-9]+|true|false)(?:\?|, without quotes|$| or )"
)
PROSE = ["Some words."]
SOURCE = {"title": "A page", "url": "https://example.org/", "years": "2023-24", "authority": "primary"}
ENTRY = {"id": "zz-a", "former_ids": ["zz-b"]}
DAYS = {"available_from": "2020-01-31", "last_available_on": "2024-02-29", "checked_on": "2026-01-01"}
LINKS = {"url": "https://example.org/", "same_as": ["https://example.org/a"], "close_match": ["https://example.org/b"]}
NAMED = {"name": "Zz", "alt_labels": ["Zzz"], "description": PROSE}
ALONGSIDE, FREE = 'write "alongside" if it runs along the whole ladder', "6, 7, 8, 9, 10, 11, 12, 13, …"
EXAMPLE = ["A framework for building and training neural networks."]
DOCUMENTS = [
    {"kind": "question", **ENTRY, "question": "A?", "answer": PROSE, "stages": ["mid-career"]},
    {"kind": "skill", **ENTRY, **NAMED, **LINKS, "category": "language"},
    {
        "kind": "credential",
        **ENTRY,
        **NAMED,
        **DAYS,
        "url": "https://example.org/",
        "category": "degree",
        "sources": [SOURCE],
    },
    {
        "kind": "resource",
        **ENTRY,
        "title": "Zz",
        "category": "book",
        "year": 2020,
        "isbn13": "9780262035613",
        "url": "https://example.org/",
        "free": True,
        "description": PROSE,
    },
    {
        "kind": "stage",
        **ENTRY,
        "title": "Zz",
        "place": "alongside",
        "summary": PROSE,
        "skills": [{"skill": "python", "level": "helpful"}],
        "roles": ["author"],
        "leads_to": [{"stage": "mid-career", "requirements": PROSE}],
    },
]


def _places(value, path=()):
    """The paths of everything in a document that may be changed."""
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        if (*path, key) != ("kind",):
            yield (*path, key)
            if isinstance(item, dict | list):
                yield from _places(item, (*path, key))


PLACES = [(document, path) for document in DOCUMENTS for path in _places(document)]

_digits = st.text("0123456789", min_size=8, max_size=14)
_isbns = st.builds(
    "{}{}{}".format, st.sampled_from(["978-", "979 ", "978", "0-", ""]), _digits, st.sampled_from(["", "X", "-1"])
)
_days = st.builds(
    "{}{}{}{}{}".format,
    st.integers(0, 2030),
    st.sampled_from("-./ "),
    st.integers(0, 33),
    st.sampled_from("-./ "),
    st.integers(0, 33),
)
_backwards = st.builds(
    "{}.{}.{}".format, st.integers(0, 33), st.integers(0, 14), st.sampled_from(["0000", "2023", "2024"])
)
_hosts = [
    "example.org",
    "meetup example.org",
    "www.example.org/ä",
    "//example.org",
    "exämple.org",
    "localhost",
    "a_b.org",
    "",
]
_urls = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "http://", "htps://", "HTTPS://", "https:/", "http//", "ftp://", " https://", "mailto:"]),
    st.sampled_from(_hosts),
    st.sampled_from(["", " ", "/a b", "/%zz", "\n", "/<b>", "/{a}", "?q=é", "/" + "a" * 300]),
)
_languages = st.sampled_from(["en_gb", "EN", "EN_GB", "English", "e_n", "en-", "de_DE_x", "_"])
_years = st.sampled_from(["2023/24", "2023 \u2013 2024", "2023/2", "23/24", "2023-2024-2025", "2023 / 24 "])
_ids = st.one_of(
    st.sampled_from(
        ["Mid Career", "mid carreer", "stage:mid-career", "Python", "NLP", "Zz B", "--", "ä ö", "ü" * 90, "a" * 100]
    ),
    st.text(max_size=12),
)
_choices = st.sampled_from(
    ["helpfull", "Essential", "books", "languages", "Degree", "primry", "along side", "Alongside"]
)
_numbers = st.one_of(st.integers(-5, 3000), st.floats(allow_nan=False, allow_infinity=False))
_quoted = st.one_of(
    st.integers(-5, 30_000).map(str), st.sampled_from(["٢٠٢٣", "007", " 3 ", "yes", "TRUE", "off", "2.5"])
)
_others = st.one_of(st.none(), st.booleans(), st.sampled_from([[], {}, ["A"], [1], {"a": 1}]))
wrong_values = st.one_of(
    _isbns, _days, _backwards, _urls, _languages, _years, _ids, _choices, _numbers, _quoted, _others
)


def _with(value, path, item):
    copied = copy.deepcopy(value)
    inner = copied
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = item
    return copied


def _path(pointer, value):
    """The keys and the numbers that a pointer leads by."""
    path = []
    for step in pointer.split("/")[1:]:
        key = int(step) if isinstance(value, list) else step.replace("~1", "/").replace("~0", "~")
        path.append(key)
        value = value[key]
    return tuple(path)


def _problems_and_suggestions(value):
    """The problems, as code and position, and the suggested values with their positions."""
    problems = mlc.validate(value).problems
    suggestions = {}
    for problem in problems:
        found = SUGGESTION.match(problem.suggestion or "")
        if found and problem.code not in {"MLC102", "MLC203", "MLC312"}:
            suggestions[problem.code, problem.pointer] = json.loads(found[1])
    return [(problem.code, problem.pointer) for problem in problems], suggestions


@settings(deadline=None)
@given(place=st.sampled_from(PLACES), item=wrong_values)
def test_suggested_value_is_valid(place, item):
    """The value that a suggestion proposes has no problem itself."""
    document, path = place
    value = _with(document, path, item)
    before, suggestions = _problems_and_suggestions(value)
    for (code, pointer), suggestion in suggestions.items():
        after, _ = _problems_and_suggestions(_with(value, _path(pointer, value), suggestion))
        after = [one for one in after if one[0] != "MLC209"]  # the entry is the nearest, but may not be allowed there

        assert set(after) - {one for one in before if one != (code, pointer)} == set(), (value, pointer, suggestion)


@each_row(
    ("field", "written", "suggestion"),
    [
        (
            "url",
            "meetup example.org",
            "use a web address, such as https://www.deeplearningbook.org/: the URL of its own web page",
        ),
        ("url", "www.example.org/a", 'write "https://www.example.org/a"'),
        ("url", "htps://example.org", 'write "https://example.org"'),
        ("url", "HTTP:example.org", 'write "http://example.org"'),
        (
            "url",
            " https://example.org/ä b ",
            'copy it from the browser; if the address contains a space, write "https://example.org/%C3%A4%20b"',
        ),
        (
            "url",
            "example.org/my book",
            'copy it from the browser; if the address contains a space, write "https://example.org/my%20book"',
        ),
        ("url", "https://www. example.org/", "copy it from the browser"),
        ("checked_on", "2025-13-01", 'correct the month; if month and day were swapped, write "2025-01-13"'),
        ("checked_on", "2025-13-31", "use an existing date, such as 2026-11-22"),
        ("authors", "A. N. Other", 'make it a list: write ["A. N. Other"]'),
        ("url", "ftp://example.org", "use one that begins with https://"),
        ("isbn13", "978-0-262-03561-3", 'write "9780262035613"'),
        ("isbn13", "978-0-262-03561-2", "write only its digits"),
        ("isbn13", "0-262-03561-8", 'write "9780262035613"'),
        ("checked_on", "31.12.2025", 'write "2025-12-31"'),
        ("checked_on", "31.02.2025", "use an existing date, such as 2026-11-22"),
        ("checked_on", "2025/1/2", 'write "2025-01-02"'),
        ("year", "2020", "write 2020, without quotes"),
        ("year", "ca. 2020 AD", "write 2020, without quotes"),
        ("year", "20200", "write it like 2016"),
        ("checked_on", "22 November 2025", 'write "2025-11-22"'),
        ("checked_on", "Nov 22, 2025", 'write "2025-11-22"'),
        ("checked_on", "Saturday, 22nd of Nov. 2025", 'write "2025-11-22"'),
        ("checked_on", "22-sept-2025", 'write "2025-09-22"'),
        ("checked_on", "2025 March 1st", 'write "2025-03-01"'),
        ("checked_on", "11/22/2025", 'write "2025-11-22"'),
        ("checked_on", "11/10/2025", 'write "2025-10-11" or "2025-11-10"'),
        ("checked_on", "10/10/2025", 'write "2025-10-10"'),
        ("checked_on", "30 February 2025", "use an existing date, such as 2026-11-22"),
        ("checked_on", "22 Brumaire 2025", 'write it like "2026-11-22", or leave the field out'),
        ("checked_on", "ongoing", 'write it like "2026-11-22", or leave the field out'),
        ("checked_on", "", 'write it like "2026-11-22", or leave the field out'),
        ("checked_on", "2025年1月\uff12日", 'write "2025-01-02"'),
        ("url", "", 'write it like "https://www.deeplearningbook.org/", or leave the field out'),
        ("url", "[The page](https://example.org/a)", 'write "https://example.org/a"'),
        ("url", "<https://example.org/a>", 'write "https://example.org/a"'),
        ("url", "https://example.org/a; https://example.org/b", "keep one of them"),
        ("title", {"Note": "it depends"}, 'write "it depends"'),
        ("id", "resource:zz-c", 'write "zz-c"'),
        ("authors", "Géron, A.; Ng, B.", 'make it a list: write ["Géron, A.", "Ng, B."]'),
        ("description", "One.\n\nTwo.", 'make it a list: write ["One.", "Two."]'),
        ("description", "One, and more.\n\n" * 9, "make it a list, with each item in quotes of its own"),
        ("isbn13", "ISBN-13: 978-0-262-03561-3", 'write "9780262035613"'),
        ("free", "yes", "write true, without quotes"),
        ("free", "No, 30 €", "write false, without quotes"),
        ("free", "N", "write false, without quotes"),
        ("free", 1, "write true"),
        ("free", "partly", "write true or false"),
        ("title", ["Zz"], "write it as a text, without [ ] around it or “- ” before it"),
        ("title", 1984, 'put it in quotes: "1984"'),
        (
            "url",
            5,
            "use a web address, such as https://www.deeplearningbook.org/: the URL of its own web page",
        ),
        ("url", None, 'write it like "https://www.deeplearningbook.org/", or leave the field out'),
    ],
)
def test_suggestion_for_an_invalid_value(field, written, suggestion):
    """The likely value is suggested where it is known, and otherwise how to find it."""
    problems = mlc.validate({**DOCUMENTS[3], field: written}).problems
    of_field = [problem for problem in problems if problem.pointer == f"/{field}" and problem.code != "MLC308"]

    assert [suggestion] == [problem.suggestion for problem in of_field]


@pytest.mark.parametrize(
    ("language", "suggestion"),
    [
        ("English", 'write "en"'),
        ("british english", 'write "en-GB"'),
        ("Deutsch", 'write "de"'),
        ("EN_us", 'write "en-us"'),
        ("Klingon", 'write it like "en-GB"'),
    ],
)
def test_a_language_is_known_by_its_name(language, suggestion):
    """The suggestion for the name of a language is its tag."""
    value = {"kind": "article", "id": "a", "title": "A", "language": language, "date_published": "2026-11-01"}
    problems = mlc.validate({**value, "lead": PROSE, "sections": [{"id": "b", "heading": "B", "body": PROSE}]}).problems

    assert suggestion == next(problem.suggestion for problem in problems if problem.code == "MLC105")


def test_the_documents_are_right_and_have_every_form():
    """The documents have a value of every defined form, and no problems before they are changed."""
    fields = {name for document in DOCUMENTS for name in document}

    assert ((), True) == (
        mlc.validate(*DOCUMENTS[:1]).problems,
        {"url", "isbn13", "checked_on", "year", "free"} <= fields,
    )
    assert [] == [problem for document in DOCUMENTS for problem in mlc.validate(document).problems]
    assert {"date", "id", "language", "url"} <= DEFINITIONS.keys()


def test_id_that_will_be_a_duplicate_is_reported_with_its_form():
    """An id in the wrong form whose right form is already used is reported at once."""
    value = {**DOCUMENTS[1], "id": "Python"}

    assert ["MLC105", "MLC201"] == sorted(problem.code for problem in mlc.validate(value).problems)


def test_duplicate_id_is_reported_with_the_other_entry():
    """The report names the title of the other entry, unless it is a question."""
    values = {**DOCUMENTS[1], "id": "python", "name": "Snake"}, DOCUMENTS[1], DOCUMENTS[0], {**DOCUMENTS[0]}
    reported = [problem.message.partition("already used ")[2] for problem in mlc.validate(*values).problems]

    assert [
        'by the skill "Python" in the packaged guide',
        'by the skill "Snake" in <value>',
        "by the question in <value 3>",
        "by the question in <value 3>",
    ] == reported


def test_an_id_in_the_wrong_form_is_referred_to_by_the_right_one():
    """A reference to the corrected id is not reported as broken."""
    skill = {**DOCUMENTS[1], "id": "Zz New"}
    stage = {**DOCUMENTS[4], "skills": [{"skill": "zz-new", "level": "helpful"}]}

    assert ["MLC105"] == [problem.code for problem in mlc.validate(skill, {**stage, "former_ids": ["zz-c"]}).problems]


@each_row(
    ("value", "suggestions"),
    [
        (
            [{"id": "a", "question": "A?"}],
            ['write two fields: "kind", here probably "faq", and "entries" with this list as its value'],
        ),
        (
            {"kind": "faq", "questions": [{"id": "zz", "question": "A?", "anwser": ["B."]}]},
            [
                'rename it to "entries"',
                'did you mean "answer"?',
            ],
        ),
        (
            {**DOCUMENTS[1], "description": {"A language": "of signs"}},
            [
                f"write it like {json.dumps(EXAMPLE)}",
            ],
        ),
        (
            {**DOCUMENTS[0], "stages": "mid carreer, Entry level"},
            [
                'make it a list: write ["mid-carreer", "entry-level"]',
                'did you mean "mid-career"?',
            ],
        ),
        (
            {**DOCUMENTS[0], "stages": "senior-and-leadership"},
            ['make it a list: write ["senior-and-leadership"]'],
        ),
        (
            {"question": {"id": "zz", "question": "A?", "anwser": ["B."], "stages": ["mid-carreer"]}},
            [
                'write the fields in it alone, and add a field kind, here probably "question"',
                'did you mean "answer"?',
                'did you mean "mid-career"?',
            ],
        ),
        (
            {"questions": [{"id": "zz", "question": "A?", "anwser": ["B."]}]},
            [
                'rename it to "entries", and add a field kind, here probably "faq"',
                'did you mean "answer"?',
            ],
        ),
        ({**DOCUMENTS[1], "alt_labels": "甲、乙"}, ['make it a list: write ["甲", "乙"]']),
        (
            {**DOCUMENTS[0], "stages": ["education\u3001mid-career and entry-level"]},
            ['write each as an item of its own: "education", "mid-career" and "entry-level"'],
        ),
        (
            {key: item for key, item in DOCUMENTS[0].items() if key != "id"} | {"former_ids": "a, b c"},
            [
                'make it a list: write ["a", "b-c"]',
            ],
        ),
        (
            {**DOCUMENTS[4], "place": 21},
            [f"{ALONGSIDE}; no free level ({FREE}) is between the stages before and after this one"],
        ),
        (
            {**DOCUMENTS[4], "leads_to": "mid-career"},
            [
                'write it like [{"stage": "mid-career", "requirements": ["A few finished projects."]}]',
            ],
        ),
    ],
)
def test_what_is_written_in_the_wrong_shape_is_answered_with_the_right_one(tmp_path, value, suggestions):
    """A list as a document, another name for the entries, a text that a colon made an object: each has help."""
    path = tmp_path / "a.json"
    path.write_text(json.dumps(value), "utf-8")

    assert suggestions == [problem.suggestion for problem in mlc.validate(path).problems if problem.code != "MLC101"]


def test_dates_in_the_wrong_form_are_compared_all_the_same():
    """Dates in the wrong order are reported together with their wrong form."""
    value = {**DOCUMENTS[2], "available_from": "31.12.2024", "last_available_on": "2023/1/2"}

    assert ["MLC105", "MLC105", "MLC305"] == sorted(problem.code for problem in mlc.validate(value).problems)
