"""Problems and reports: values, and how they are written."""

import copy
import json
import pickle

import attrs
import pytest

import mlcareer_content as mlc
from mlcareer_content.problems import Excerpt

ERROR = mlc.Problem(
    code="MLC102",
    message='there is no field "anwser" here',
    suggestion='did you mean "answer"?',
    file="my-faq.json",
    pointer="/entries/0/anwser",
    ref="question:lonely",
)
WARNING = mlc.Problem(code="MLC301", message="nothing refers to it", severity="warning")
PLACED = mlc.Problem(
    code="MLC102",
    message='there is no field "anwser" here',
    suggestion='did you mean "answer"?',
    file="my-faq.yaml",
    line=7,
    column=5,
    end_line=7,
    end_column=11,
    pointer="/entries/0/anwser",
    ref="question:lonely",
    excerpt=Excerpt("    anwser:", 4, 10),
)


def test_a_problem_says_where_what_and_what_to_do():
    """A problem reads: place, code, what is wrong, what to do."""
    line = 'my-faq.json#/entries/0/anwser: MLC102 there is no field "anwser" here; did you mean "answer"?'

    assert line == str(ERROR)


def test_a_problem_with_a_line_says_it_instead_of_the_pointer():
    """Where the line is known, the place is line and column."""
    line = 'my-faq.yaml:7:5: MLC102 there is no field "anwser" here; did you mean "answer"?'

    assert line == str(PLACED)


def test_a_problem_without_a_place_has_none():
    """What is not known of a problem is `None`."""
    fields = ("suggestion", "file", "line", "column", "end_line", "end_column", "ref", "excerpt")

    assert [None] * len(fields) == [
        getattr(mlc.Problem(code="MLC208", message="there is no guide"), field) for field in fields
    ]


def test_a_problem_of_a_whole_file_names_the_file_alone():
    """Without a pointer the file stands without a fragment."""
    problem = mlc.Problem(code="MLC004", message="this is not JSON", file="my-faq.json")

    assert str(problem) == "my-faq.json: MLC004 this is not JSON"


def test_a_problem_of_no_file_is_a_problem_of_the_content():
    """What no file can be blamed for is blamed on the content."""
    problems = (
        mlc.Problem(code="MLC208", message="there is no guide"),
        mlc.Problem(code="MLC101", message="it has no id", pointer="/faq/0"),
    )

    assert tuple(map(str, problems)) == ("content: MLC208 there is no guide", "content#/faq/0: MLC101 it has no id")


def test_a_problem_is_an_error_unless_it_says_otherwise():
    """The severity of a problem is error by default."""
    assert mlc.Problem(code="MLC101", message="it has no id").severity == "error"


def test_a_report_parts_errors_from_warnings():
    """Errors and warnings can be had by themselves, in order."""
    report = mlc.Report((WARNING, ERROR, WARNING))

    assert (report.errors, report.warnings) == ((ERROR,), (WARNING, WARNING))


@pytest.mark.parametrize(
    ("problems", "ok"), [((), True), ((WARNING,), True), ((ERROR,), False), ((WARNING, ERROR), False)]
)
def test_a_report_is_ok_without_errors(problems, ok):
    """Warnings alone leave a report ok."""
    assert ok is mlc.Report(problems).ok


def test_errors_can_be_raised():
    """A report with errors turns into an exception that carries it."""
    report = mlc.Report((ERROR,))
    with pytest.raises(mlc.InvalidContentError) as caught:
        report.raise_for_errors()

    assert report is caught.value.report


def test_a_report_without_errors_raises_nothing():
    """Warnings are no reason to stop."""
    assert None is mlc.Report((WARNING,)).raise_for_errors()


def test_an_empty_report_says_so():
    """A report without problems is not an empty text."""
    assert mlc.Report().format() == "no problems"


def test_a_report_for_people_has_a_line_for_each_problem():
    """The text lists the problems, then counts them."""
    text = mlc.Report((ERROR, WARNING)).format("text")

    assert [
        'my-faq.json#/entries/0/anwser: error MLC102: there is no field "anwser" here',
        '    help: did you mean "answer"?',
        "",
        "content: warning MLC301: nothing refers to it",
        "",
        "1 error and 1 warning in 1 file",
    ] == text.splitlines()


def test_a_report_of_one_problem_counts_in_the_singular():
    """One problem is no problems."""
    assert mlc.Report((ERROR,)).format("text").splitlines()[-1] == "1 error in 1 file"


def test_a_report_is_for_people_unless_it_says_otherwise():
    """Without a format, a report is the text."""
    report = mlc.Report((ERROR, WARNING))

    assert report.format("text") == report.format()


def test_a_report_for_programs_is_json():
    """The JSON holds every field of every problem but the excerpt, which is for showing."""
    names = ("code", "severity", "message", "suggestion", "file", "line", "column", "end_line", "end_column")
    names += ("pointer", "ref")
    problems = [{name: getattr(problem, name) for name in names} for problem in (ERROR, WARNING, PLACED)]
    found = json.loads(mlc.Report((ERROR, WARNING, PLACED)).format("json"))

    assert {
        "kind": "report",
        "omitted": [],
        "version": 1,
        "ok": False,
        "errors": 2,
        "warnings": 1,
        "problems": problems,
    } == found


def test_an_unknown_format_names_the_near_one():
    """A slip in the format brings the right one."""
    with pytest.raises(mlc.NotFoundError) as caught:
        mlc.Report().format("jsn")

    assert caught.value.near == ("json",)


@pytest.mark.parametrize("value", [ERROR, PLACED, mlc.Report((PLACED, WARNING))], ids=["problem", "placed", "report"])
@pytest.mark.parametrize(
    "again", [lambda value: pickle.loads(pickle.dumps(value)), copy.copy, copy.deepcopy], ids=["pickle", "copy", "deep"]
)
def test_problems_and_reports_are_values(value, again):
    """A copy is equal to what was copied, and hashes alike."""
    arrived = again(value)

    assert (value, hash(value)) == (arrived, hash(arrived))


@pytest.mark.parametrize(
    ("value", "field"),
    [(ERROR, "code"), (PLACED.excerpt, "line"), (mlc.Report(), "problems")],
    ids=["problem", "excerpt", "report"],
)
def test_problems_and_reports_are_frozen(value, field):
    """Nobody can change a problem after the fact."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError) as caught:
        setattr(value, field, None)

    assert attrs.exceptions.FrozenInstanceError is caught.type


def test_json_report_shows_nothing_that_a_terminal_obeys():
    """What a file name or a message brings along is escaped, and is the same when it is read back."""

    problem = mlc.Problem(code="MLC101", message="a\x9bb\u202e", file="\x1b.json")
    text = mlc.Report((problem,)).format("json")

    assert [] == [character for character in text if character in "\x9b\u202e\x1b"]
    assert (problem.message, problem.file) == tuple(
        json.loads(text)["problems"][0][name] for name in ("message", "file")
    )
