"""Reports as text, as JSON, as GitHub annotations, for GitLab and as SARIF.

`sarif-schema-2.1.0.json` is the schema of SARIF 2.1.0 (OASIS Standard, in the
edition 2.1.0-rtm.5) as the npm package @microsoft/jest-sarif 1.0.0-beta.0
ships it in lib/schemas/sarif-2.1.0-rtm.5.json, unchanged. The package is under
the MIT licence, copyright Microsoft Corporation; the standard is copyright
OASIS Open, which allows copies with this notice.
"""

import json
import os
import re
import unicodedata
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote_to_bytes

import jsonschema_rs
import pytest
from attrs import evolve
from jsonschema import Draft4Validator

import mlcareer_content as mlc
from mlcareer_content._report import REPORTERS
from mlcareer_content._rules import rule
from mlcareer_content.problems import Excerpt

from .tables import each_row

TESTS = Path(__file__).parent
INVALID = TESTS / "documents" / "invalid"
SARIF = Draft4Validator(json.loads((TESTS / "sarif-schema-2.1.0.json").read_text("utf-8")))
ERROR = mlc.Problem(
    code="MLC102",
    message='there is no field "anwser" here',
    suggestion='did you mean "answer"?',
    file="faq.yaml",
    line=7,
    column=5,
    end_line=7,
    end_column=11,
    pointer="/entries/0/anwser",
    ref="question:lonely",
    excerpt=Excerpt("    anwser:", 4, 10),
)
WARNING = mlc.Problem(
    code="MLC304", message="the paragraph is long", severity="warning", file="a.md", pointer="/answer/0"
)
HOMELESS = mlc.Problem(code="MLC208", message="there is no guide")

# Control characters for terminals, browsers and logs, and characters that some programs read as line breaks.
CONTROL_CHARACTERS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
HOSTILE = {
    "escape sequence": "\x1b[31mred\x1b[0m",
    "backspaces": "safe\x08\x08\x08\x08",
    "right to left": "a\u202enosj.b",
    "line feed": "a\nb.json:1:1: error MLC000: b",
    "return": "a\r::error::b",
    "other line breaks": "a\u2028b\u2029c\x85d\x0be\x0c",
    "percent": "100%0A%25,a:b::c",
    "bytes": b"caf\xe9\xff".decode("utf-8", "surrogateescape"),
    "half of a surrogate pair": "a\ud800b",
    "quotes and brackets": "a\"'<b>&]]>\\u0041",
    "spaces": "a b\tc\u00a0d",
    "beyond the BMP": "\U0001f514",
}
each_hostile = each_row("hostile", HOSTILE.values())


def _checked(folder, name, text):
    path = folder / name
    path.write_text(text, "utf-8")
    return mlc.validate(path)


@pytest.fixture(name="reports", scope="module")
def _reports():
    found = {}
    for path in sorted(INVALID.iterdir()):
        if not path.name.endswith(".problems.json"):
            found[path.name] = mlc.validate(path)
    return found


# Text


def test_problems_are_grouped_by_file():
    """The problems of a file are grouped, with an empty line between two files and the count at the end."""
    text = mlc.Report((HOMELESS, ERROR, ERROR, WARNING)).format()

    assert text.splitlines() == [
        "content: error MLC208: there is no guide",
        "",
        'faq.yaml:7:5: error MLC102: there is no field "anwser" here',
        "    7 |     anwser:",
        "      |     ^^^^^^",
        '    help: did you mean "answer"?',
        'faq.yaml:7:5: error MLC102: there is no field "anwser" here',
        "    7 |     anwser:",
        "      |     ^^^^^^",
        '    help: did you mean "answer"?',
        "",
        "a.md#/answer/0: warning MLC304: the paragraph is long",
        "",
        "3 errors and 1 warning in 2 files",
    ]


@pytest.mark.parametrize(
    ("problems", "line"),
    [
        ((), "no problems"),
        ((ERROR,), "1 error in 1 file"),
        ((WARNING,), "1 warning in 1 file"),
        ((ERROR, ERROR), "2 errors in 1 file"),
        ((ERROR, WARNING, WARNING), "1 error and 2 warnings in 2 files"),
        ((HOMELESS,), "1 error"),
        ((HOMELESS, ERROR), "2 errors in 1 file"),
        ((ERROR,) * 10 + (WARNING,) * 1234, "10 errors and 1,234 warnings in 2 files"),
    ],
)
def test_the_last_line_counts(problems, line):
    """The last line says how many problems there are, in how many files."""
    assert line == mlc.Report(problems).format().splitlines()[-1]


def _columns(text):
    """The number of terminal columns that a text takes."""
    return sum(
        0
        if unicodedata.category(character) in {"Mn", "Me", "Cf"}
        else 2
        if unicodedata.east_asian_width(character) in {"W", "F"}
        else 1
        for character in text
    )


@pytest.mark.parametrize(
    "before",
    [
        "ascii",
        "\u4f60\u597d",  # Chinese: two columns each
        "\uff21\uff22",  # full-width letters
        "\U0001f514\U0001f680",  # pictures
        "cafe\u0301 a\u0323\u0302",  # marks on letters
        "\u0e01\u0e31\u0e19",  # a Thai vowel above its letter
        "\u0915\u0902",  # a Devanagari mark above its letter
        "\U0001f469\u200d\U0001f4bb",  # two pictures joined
        "\u2764\ufe0f",  # a heart, to be shown in colour
        "caf\u00e9 \u00df",
        "\u00a0\u202f",
        "a##[group]",  # which is escaped
    ],
    ids=[
        "ascii",
        "cjk",
        "full width",
        "emoji",
        "combining",
        "thai",
        "devanagari",
        "joined",
        "variation",
        "latin",
        "spaces",
        "command",
    ],
)
@pytest.mark.parametrize("name", ["a.md", "a.yaml", "a.json"])
def test_the_marker_is_below_the_problem(tmp_path, name, before):
    """The carets begin in the terminal column in which the wrong target begins, and are as wide."""
    prose = f"See {before} [\u597d](here.html)."
    texts = {
        "a.md": f"---\nkind: question\nid: a\nquestion: A?\n---\n{prose}\n",
        "a.yaml": f"kind: question\nid: a\nquestion: A?\nanswer:\n  - {prose}\n",
        "a.json": json.dumps(
            {"kind": "question", "id": "a", "question": "A?", "answer": [prose]}, ensure_ascii=False, indent=1
        ),
    }
    lines = _checked(tmp_path, name, texts[name]).format().splitlines()
    shown, marks = next((line, below) for line, below in pairwise(lines) if set(below) == set("| ^"))

    assert (_columns(shown[: shown.index("here")]), len("here.html")) == (marks.index("^"), marks.count("^"))


def test_a_tab_is_one_column(tmp_path):
    """A tab is shown as a space, so that the marker below is in the right column on every terminal."""
    text = '{\n\t"kind":\t"question",\n\t"id":\t"a",\t"question": "A?",\t"anwser": 1, "answer":\t["B."]\n}'
    lines = _checked(tmp_path, "a.json", text).format().splitlines()

    assert lines[1] == '    3 |  "id": "a", "question": "A?", "anwser": 1, "answer": ["B."]'
    assert (lines[1].index('"anwser"'), len('"anwser"')) == (lines[2].index("^"), lines[2].count("^"))


@pytest.mark.parametrize(("left", "right"), [(0, 500), (500, 0), (500, 500), (36, 75), (37, 75), (36, 76)])
def test_a_long_line_is_shortened(tmp_path, left, right):
    """Of a long line, the text around the problem is shown, with an ellipsis at each cut and the marker below."""
    text = f"---\nkind: question\nid: a\nquestion: A?\n---\n{'x' * left}[x](here){'y' * right}\n"
    lines = _checked(tmp_path, "a.md", text).format().splitlines()
    (number,) = [number for number, line in enumerate(lines) if "[x](here)" in line]
    shown, marks = lines[number : number + 2]

    assert (len(shown) <= 135, shown.index("here"), "^^^^") == (True, marks.index("^"), marks.strip("| "))
    assert (left + len("[x](") > 40, len("here)") + right > 80) == (shown[8] == "…", shown.endswith("…"))


def test_a_problem_of_many_lines_is_marked_in_its_first(tmp_path):
    """A problem that spans several lines is marked to the end of the first."""
    lines = _checked(tmp_path, "a.yaml", "# A comment.\nkind: question\nid: a\nanswer: [B.]\n").format().splitlines()

    assert lines[1:3] == ["    2 | kind: question", "      | ^^^^^^^^^^^^^^"]


def test_an_empty_range_has_a_marker(tmp_path):
    """A problem of no width is marked with one caret."""
    lines = _checked(tmp_path, "a.yaml", "kind: question\nid: a\nquestion:\nanswer: [B.]\n").format().splitlines()

    assert lines[1:3] == ["    3 | question:", "      |          ^"]


def test_an_empty_file_has_no_line_to_show(tmp_path):
    """An empty file has a position, but no line to show."""
    lines = _checked(tmp_path, "a.json", "").format().splitlines()

    assert lines[:2] == [
        f"{tmp_path}/a.json:1:1: error MLC004: the file is empty",
        "    help: write a document into it",
    ]


# JSON


def test_every_report_meets_its_schema(reports):
    """A report as JSON follows the schema `report`, for every example document."""
    schema = mlc.schema("report")
    found = [json.loads(report.format("json")) for report in [*reports.values(), mlc.Report(), mlc.Report((HOMELESS,))]]

    assert [] == [report for report in found if not jsonschema_rs.is_valid(schema, report)]


def test_the_schema_of_reports_refuses_other_documents(reports):
    """The schema notices an unknown field, a missing one and a wrong type."""
    schema = mlc.schema("report")
    report = json.loads(reports["field-unknown.json"].format("json"))
    wrong = [{**report, "more": 1}, {**report, "ok": "no"}, {**report, "problems": [{}]}, {**report, "version": 2}]
    wrong += [{key: value for key, value in report.items() if key != name} for name in report if name != "omitted"]

    assert [] == [value for value in wrong if jsonschema_rs.is_valid(schema, value)]


def test_a_report_for_programs_counts(reports):
    """The counts of a report are those of its problems."""
    for report in reports.values():
        found = json.loads(report.format("json"))

        assert (len(report.errors), len(report.warnings), report.ok) == (
            found["errors"],
            found["warnings"],
            found["ok"],
        )


# GitHub


def test_a_problem_is_a_workflow_command():
    """A problem is one workflow command with its position, its code, its message and its suggestion."""
    assert mlc.Report((ERROR, WARNING, HOMELESS)).format("github") == (
        "::error file=faq.yaml,line=7,col=5,endLine=7,endColumn=11,title=MLC102"
        '::there is no field "anwser" here; did you mean "answer"?\n'
        "::warning file=a.md,title=MLC304::the paragraph is long\n"
        "::error title=MLC208::there is no guide\n"
    )


def test_special_characters_are_encoded_for_github():
    """A per cent sign and a line break are encoded everywhere, a colon and a comma in the properties."""
    problem = mlc.Problem(code="MLC004", message="a%b,c:d\r\ne", file="a%b,c:d\r\ne")

    assert (
        mlc.Report((problem,)).format("github") == "::error file=a%25b%2Cc%3Ad%0D%0Ae,title=MLC004::a%25b,c:d%0D%0Ae\n"
    )


def test_no_problem_is_no_annotation():
    """Without problems, the output for GitHub is empty."""
    assert mlc.Report().format("github") == ""


def _unencoded(text):
    """An encoded text, decoded in the order in which GitHub's runner does it."""
    for code, character in {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}.items():
        text = text.replace(code, character)
    return text


def test_github_reads_the_same_problems(reports):
    """A runner that parses the commands finds every problem with its position."""
    for report in reports.values():
        found = []
        for line in report.format("github").splitlines():
            severity, properties = re.fullmatch(r"::(error|warning) ([^:]*)::.+", line).groups()
            named = dict(item.split("=", 1) for item in properties.split(","))
            place = tuple(
                int(named[name]) if name in named else None for name in ("line", "col", "endLine", "endColumn")
            )
            found.append((severity, _unencoded(named["file"]) if "file" in named else None, named["title"], *place))

        assert found == [
            (it.severity, it.file, it.code, it.line, it.column, it.end_line, it.end_column) for it in report.problems
        ]


# GitLab


def test_a_problem_is_an_issue_of_code_quality():
    """GitLab finds every field that it reads (docs.gitlab.com/ci/testing/code_quality), and a position for each."""
    issues = json.loads(mlc.Report((ERROR, WARNING, HOMELESS)).format("gitlab"))

    assert [{name: issue[name] for name in issue if name != "fingerprint"} for issue in issues] == [
        {
            "description": 'there is no field "anwser" here; did you mean "answer"?',
            "check_name": "MLC102",
            "severity": "major",
            "location": {"path": "faq.yaml", "lines": {"begin": 7}},
        },
        {
            "description": "the paragraph is long",
            "check_name": "MLC304",
            "severity": "minor",
            "location": {"path": "a.md", "lines": {"begin": 1}},
        },
        {
            "description": "there is no guide",
            "check_name": "MLC208",
            "severity": "major",
            "location": {"path": "content", "lines": {"begin": 1}},
        },
    ]


def test_an_issue_of_code_quality_is_recognised_when_it_moves():
    """Its fingerprint is the same in another line, and another one for each problem of a report."""
    moved = mlc.Report((evolve(ERROR, line=9), ERROR, WARNING)).format("gitlab")
    prints = [issue["fingerprint"] for issue in json.loads(moved)]

    assert json.loads(mlc.Report((ERROR,)).format("gitlab"))[0]["fingerprint"] == prints[0]
    assert len(set(prints)) == len(prints)


# SARIF


def _sarif(report):
    return json.loads(report.format("sarif"))


def test_sarif_meets_its_schema(reports):
    """A report as SARIF follows its schema, for every example document and for an empty report."""
    found = {
        name: [error.message for error in SARIF.iter_errors(_sarif(report))]
        for name, report in {**reports, "empty": mlc.Report(), "homeless": mlc.Report((HOMELESS,))}.items()
    }

    assert {} == {name: errors for name, errors in found.items() if errors}


def test_the_schema_of_sarif_refuses_other_documents():
    """The schema notices a missing field and a wrong number."""
    log = _sarif(mlc.Report((ERROR,)))
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    del log["runs"][0]["tool"]["driver"]["name"]

    assert {"minimum", "required"} == {error.validator for error in SARIF.iter_errors(log)}


def test_sarif_says_what_and_where():
    """A result has its rule, its severity, its message, its position in code points and its entry."""
    (run,) = _sarif(mlc.Report((WARNING, ERROR)))["runs"]
    _, result = run["results"]

    assert ("unicodeCodePoints", ["MLC102", "MLC304"]) == (
        run["columnKind"],
        [rule["id"] for rule in run["tool"]["driver"]["rules"]],
    )
    assert result == {
        "ruleId": "MLC102",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": 'there is no field "anwser" here. did you mean "answer"?'},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "faq.yaml", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 7, "startColumn": 5, "endLine": 7, "endColumn": 11},
                },
                "logicalLocations": [{"fullyQualifiedName": "question:lonely"}],
            }
        ],
    }


def test_sarif_describes_the_rules_of_its_results(reports):
    """The rules are those of the results, each once, with their titles; every result refers to its own."""
    for report in reports.values():
        (run,) = _sarif(report)["runs"]
        rules = run["tool"]["driver"]["rules"]

        assert [each["id"] for each in rules] == sorted({problem.code for problem in report.problems})
        assert [rule(each["id"]).title for each in rules] == [each["shortDescription"]["text"] for each in rules]
        assert [result["ruleId"] for result in run["results"]] == [
            rules[result["ruleIndex"]]["id"] for result in run["results"]
        ]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("a.json", "a.json"),
        ("./a.json", "a.json"),
        ("../a.json", "../a.json"),
        ("more/a.json", "more/a.json"),
        ("a b.json", "a%20b.json"),
        ("100%.json", "100%25.json"),
        ("a:b.json", "a%3Ab.json"),
        ("a?b#c.json", "a%3Fb%23c.json"),
        ("caf\u00e9.json", "caf%C3%A9.json"),
        (b"caf\xe9.json".decode("utf-8", "surrogateescape"), "caf%E9.json"),
        ("<value>", "%3Cvalue%3E"),
        ("/srv/a b.json", "file:///srv/a%20b.json"),
        ("//example.org/a.json", "file:///example.org/a.json"),
        (r"C:\work\a b.json", "file:///C:/work/a%20b.json"),
        ("C:/work/a.json", "file:///C:/work/a.json"),
        (r"\\server\share\a.json", "file://server/share/a.json"),
    ],
)
def test_sarif_names_files_by_uris(file, uri):
    """An absolute path is a file URI, any other a reference from the root: nothing is read as a scheme or a host."""
    (run,) = _sarif(mlc.Report((mlc.Problem(code="MLC004", message="x", file=file),)))["runs"]
    base = {} if uri.startswith("file:") else {"uriBaseId": "%SRCROOT%"}

    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri, **base}
    assert base.keys() == set() or base["uriBaseId"] in run["originalUriBaseIds"]


# Hostile names and values


@each_row("format", REPORTERS)
@each_hostile
def test_no_control_character_is_printed(hostile, format):
    """Control characters in a file name, a message, a suggestion or a ref are escaped; the output is UTF-8."""
    problem = mlc.Problem(
        code="MLC004", message=f"it is {hostile}", suggestion=f"not {hostile}", file=hostile, ref=f"skill:{hostile}"
    )
    text = mlc.Report((problem,)).format(format)

    assert ([], text) == (CONTROL_CHARACTERS.findall(text), text.encode("utf-8").decode("utf-8"))


@each_row("format", ["text", "github"])
@each_hostile
def test_a_problem_stays_on_its_lines(hostile, format):
    """No name or value can add a line that looks like another problem."""
    harmless = mlc.Problem(code="MLC004", message="it is", suggestion="not", file="a.json")
    problem = mlc.Problem(code="MLC004", message=f"it is {hostile}", suggestion=f"not {hostile}", file=hostile)

    assert len(mlc.Report((harmless,)).format(format).splitlines()) == len(
        mlc.Report((problem,)).format(format).splitlines()
    )


@each_hostile
def test_a_problem_as_a_string_is_one_line(hostile):
    """`str` of a problem is one line, whatever the name of its file."""
    problem = mlc.Problem(code="MLC004", message=f"it is {hostile}", file=hostile)

    assert 1 == len(str(problem).splitlines())


@each_hostile
def test_json_keeps_every_name(hostile):
    """Values that were escaped are unchanged when the JSON is read back."""
    problem = mlc.Problem(code="MLC004", message=hostile, suggestion=hostile, file=hostile, ref=hostile)
    (found,) = json.loads(mlc.Report((problem,)).format("json"))["problems"]

    assert [hostile] * 4 == [found[name] for name in ("message", "suggestion", "file", "ref")]


@pytest.mark.parametrize("hostile", [value for value in HOSTILE.values() if "\ud800" not in value])
def test_sarif_keeps_the_bytes_of_a_name(hostile):
    """A URI reference contains the bytes of the name, percent-encoded."""
    (run,) = _sarif(mlc.Report((mlc.Problem(code="MLC004", message="x", file=hostile),)))["runs"]
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]

    assert (True, hostile.encode("utf-8", "surrogateescape")) == (
        bool(re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri)),
        unquote_to_bytes(uri),
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("format", REPORTERS)
@pytest.mark.parametrize(
    "name",
    [
        b"\x1b[31m.json",
        b"a\nb.json",
        b"a\r.yaml",
        b"100%,a:b.md",
        b"caf\xe9.json",
        b"\xff.jsonl",
        "\u202enosj.json".encode(),
    ],
)
def test_files_with_hostile_names_are_reported(tmp_path, name, format):
    """A file with any name that a file system allows is checked and reported like any other."""
    printed = []
    for path in (
        tmp_path / "hostile" / os.fsdecode(name),
        tmp_path / "plain" / f"a.{name.rpartition(b'.')[2].decode()}",
    ):
        path.parent.mkdir()
        path.write_bytes(b'{"kind": "\x1b"}')
        printed.append(mlc.validate(path.parent).format(format))

    assert (len(printed[1].splitlines()), []) == (len(printed[0].splitlines()), CONTROL_CHARACTERS.findall(printed[0]))
    assert "MLC" in printed[0]


@pytest.mark.parametrize("format", REPORTERS)
def test_an_impossible_name_is_reported(format):
    """A path with half of a surrogate pair cannot be opened, which is a problem like any other."""
    text = mlc.validate("a\ud800b.json").format(format)

    assert ("MLC001" in text, []) == (True, CONTROL_CHARACTERS.findall(text))
