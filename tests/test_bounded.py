"""A report has a limit: the rest is counted, and a corpus in which all is wrong is no burden."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext

import pytest
from click.testing import CliRunner

import mlcareer_content as mlc
from mlcareer_content._cli._main import mlcareer_content
from mlcareer_content.problems import Omitted

from .tables import each_row

WRONG = {
    "unknown fields": ({"more": 1, "again": 2}, {"MLC102": 2}),
    "a misspelt field": ({"question": None, "qestion": "Why?"}, {"MLC102": 1, "MLC103": 1}),
    "missing fields": ({"question": ..., "answer": ...}, {"MLC101": 2}),
    "a wrong type": ({"question": 7}, {"MLC103": 1}),
    "an unknown kind": ({"kind": "inquiry"}, {"MLC108": 1}),
    "no kind": ({"kind": ...}, {"MLC107": 1}),
    "a control character": ({"question": "Why\a?"}, {"MLC105": 1}),
    "an empty list": ({"answer": []}, {"MLC106": 1}),
    "a list with duplicates": ({"stages": ["mid-career", "mid-career"]}, {"MLC110": 1}),
    "raw HTML": ({"answer": ["It <b>is</b>."]}, {"MLC302": 1}),
    "a broken link": ({"answer": ["See [it](skill:juggling)."]}, {"MLC203": 1}),
    "a broken reference": ({"stages": ["retirement"]}, {"MLC202": 1}),
}


def _lines(changes, count):
    for number in range(count):
        question = {"kind": "question", "id": f"q-{number}", "question": "Why?", "answer": ["So."], **changes}
        yield json.dumps({name: value for name, value in question.items() if value is not ...})


def _file(folder, lines):
    path = folder / "a.jsonl"
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


@pytest.mark.parametrize("engine", ["jsonschema-rs", "jsonschema"])
@each_row("wrong", WRONG.values())
def test_what_is_not_listed_is_counted(tmp_path, monkeypatch, wrong, engine):
    """Of a hundred wrong lines the first problems are listed; the others are counted by code."""
    if engine == "jsonschema":
        monkeypatch.setattr("mlcareer_content._schemas._fast_validator", lambda _: None)
    changes, codes = wrong
    path = _file(tmp_path, _lines(changes, 100))
    whole = mlc.validate(path, limits=mlc.Limits(problems=10_000))
    report = mlc.validate(path, limits=mlc.Limits(problems=10))

    assert (whole.omitted, report.ok, len(report.problems)) == ((), False, 10)
    assert report.problems == whole.problems[:10]
    listed = {code: sum(one.code == code for one in report.problems) for code in codes}
    assert report.omitted == tuple(
        Omitted(code, "error", 100 * count - listed[code]) for code, count in sorted(codes.items())
    )


@each_row(
    "lines",
    [[f"{line[:-1]},}}" for line in _lines({}, 50)], ["["] * 50, [""] * 50, ["7"] * 50, [*_lines({"id": "same"}, 51)]],
)
def test_every_kind_of_problem_has_the_limit(tmp_path, lines):
    """Syntax errors, empty lines, values that are no document and duplicate ids are counted as well."""
    report = mlc.validate(_file(tmp_path, lines), limits=mlc.Limits(problems=10))

    assert (len(report.problems), report.count("error")) == (10, 50)


def test_errors_come_before_warnings(tmp_path):
    """The last line has the only error: it is listed, in its place, and warnings are left out for it."""
    lines = [*_lines({"answer": ["See [[it]]."]}, 100), *_lines({"id": "q-100", "question": 7}, 1)]
    report = mlc.validate(_file(tmp_path, lines), limits=mlc.Limits(problems=10))

    assert [(one.line, one.code) for one in report.problems] == [
        *((number, "MLC317") for number in range(1, 10)),
        (101, "MLC103"),
    ]
    assert report.omitted == (Omitted("MLC317", "warning", 91),)


def test_strict_counts_warnings_as_errors(tmp_path):
    """With `strict`, what is omitted is an error too."""
    path = _file(tmp_path, _lines({"answer": ["See [[it]]."]}, 100))
    reports = [mlc.validate(path, strict=strict, limits=mlc.Limits(problems=10)) for strict in (False, True)]

    assert [(one.ok, one.count("error"), one.count("warning")) for one in reports] == [(True, 0, 100), (False, 100, 0)]


@each_row("changes", [changes for changes, _ in WRONG.values()])
def test_an_executor_gives_the_same_report(tmp_path, changes):
    """What is listed and what is counted does not depend on where the documents are checked."""
    path = _file(tmp_path, [*_lines({"answer": ["See [[it]]."], "id": "w"}, 30), *_lines(changes, 1_100)])
    limits = mlc.Limits(problems=20)
    with ThreadPoolExecutor(2) as executor:
        assert mlc.validate(path, limits=limits, executor=executor) == mlc.validate(path, limits=limits)


class Endless:
    """A file of JSON Lines without an end.

    Args:
        line: The line that it repeats, with a place for the number.
    """

    def __init__(self, line):
        self._line = line
        self.read = 0

    def __str__(self):
        return "a.jsonl"

    def is_dir(self):
        """It is a file."""
        return False

    def iterdir(self):
        """A file contains none."""
        return iter(())

    def open(self, _mode):
        """It is its own stream."""
        return nullcontext(self)

    def readline(self, _limit):
        """The next line."""
        self.read += 1
        return self._line.replace("0", str(self.read)).encode()


@each_row("line", ["\n", "{}\n", "[\n", '{"kind": "skill"}\n', f"{next(_lines({'id': 'same'}, 1))}\n", '{"0": 0}\n'])
@pytest.mark.parametrize("workers", [0, 2])
def test_an_endless_stream_of_errors_is_not_read_on(monkeypatch, line, workers):
    """When enough errors are counted, the check stops, and the last problem says so; nothing else is uncertain."""
    monkeypatch.setattr("mlcareer_content._validate._tally.MAX_ERRORS_COUNTED", 3_000)
    file = Endless(line)
    with ThreadPoolExecutor(workers) if workers else nullcontext() as executor:
        report = mlc.validate(file, executor=executor, limits=mlc.Limits(problems=10))

    assert (len(report.problems), report.problems[-1].code) == (10, "MLC111")
    assert report.problems[-1].line < 4_000
    assert 3_000 <= report.count("error") < 4_000
    assert file.read < 30_000


def test_a_report_without_room_says_nothing(monkeypatch):
    """If no problem may be listed, neither is that one."""
    monkeypatch.setattr("mlcareer_content._validate._tally.MAX_ERRORS_COUNTED", 100)
    report = mlc.validate(Endless("{}\n"), limits=mlc.Limits(problems=0))

    assert (report.problems, report.omitted) == ((), (Omitted("MLC107", "error", 101),))


def test_warnings_do_not_stop_the_check(tmp_path, monkeypatch):
    """Warnings are counted to the end, as they do not make content invalid; with `strict` they are errors."""
    monkeypatch.setattr("mlcareer_content._validate._tally.MAX_ERRORS_COUNTED", 20)
    path = _file(tmp_path, _lines({"answer": ["See [[it]]."]}, 50))
    limits = mlc.Limits(problems=5)

    assert mlc.validate(path, limits=limits).count("warning") == 50
    assert mlc.validate(path, limits=limits, strict=True).problems[-1].code == "MLC111"


def test_a_repeated_line_is_checked_once(tmp_path, monkeypatch):
    """Of the same wrong line many times only those are parsed whose problems are listed, and one more."""
    lines = [*["[", "{}"] * 10, *["{}"] * 1_000]
    decoded = []
    monkeypatch.setattr("mlcareer_content._read._json.parse", lambda *args, **_: decoded.append(args) or ({}, [], "{}"))
    report = mlc.validate(_file(tmp_path, lines), limits=mlc.Limits(problems=20))

    assert (report.count("error"), len(decoded)) == (len(lines), 21)


def test_formats_say_what_is_omitted():
    """Each format but that of GitLab, which has no place for it, has the number of the others by code."""
    report = mlc.Report((), (Omitted("MLC102", "error", 1_900), Omitted("MLC317", "warning", 1)))
    sentence = "1,901 more problems: 1,900 MLC102, 1 MLC317"

    assert report.format().splitlines() == [sentence, "", "1,900 errors and 1 warning"]
    assert report.format("github") == f"::notice::{sentence}\n"
    assert json.loads(report.format("sarif"))["runs"][0]["properties"] == {"omitted": sentence}
    assert json.loads(report.format("json"))["omitted"][0] == {"code": "MLC102", "severity": "error", "count": 1_900}
    assert report.format("gitlab") == "[]\n"


def test_the_command_line_has_the_limit(tmp_path):
    """`--max-problems` sets the limit; what is omitted counts for the exit code."""
    path = _file(tmp_path, _lines({"question": 7}, 30))
    done = CliRunner().invoke(mlcareer_content, ["validate", "--max-problems", "1", str(path)])

    assert done.exit_code == 1
    assert done.output.endswith("\n29 more problems: 29 MLC103\n\n30 errors\n")


def test_a_file_of_json_lines_has_a_limit(tmp_path):
    """A file is refused before it is read; a stream, when the limit is reached."""
    path = _file(tmp_path, _lines({}, 10))
    limits = mlc.Limits(jsonl=path.stat().st_size - 1)
    done = CliRunner().invoke(
        mlcareer_content,
        ["validate", "--max-jsonl", str(limits.jsonl), "--stdin-filename", "a.jsonl", "-"],
        input=path.read_bytes(),
    )

    assert [(one.code, one.line) for one in mlc.validate(path, limits=limits).problems] == [("MLC002", 1)]
    assert (done.exit_code, "a.jsonl:10:1: error MLC002" in done.output) == (2, True)
    assert mlc.validate(path, limits=mlc.Limits(jsonl=limits.jsonl + 1)).ok
