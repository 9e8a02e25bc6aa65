"""Nothing that a command prints is a command to a CI service, whatever the content, the files or the arguments say."""

import json
import re

import html5lib
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import mlcareer_content as mlc

from .commands import in_terminal, process, run
from .tables import each_row

#: What GitHub, Azure Pipelines and TeamCity execute.
HOSTILE = [
    "::stop-commands::token",
    "\u00a0 ::error::x",
    "a ##[group]x",
    "###[add-mask]x",
    "##vso[task.complete result=Failed]x",
    "##teamcity[buildStop]",
]
PATH = ["path", "--to", f"s{len(HOSTILE)}"]
FORMATS = ["text", "markdown", "html", "json", "jsonld", "svg"]
REPORTS = ["text", "json", "gitlab", "sarif"]


def _obeyed(printed):
    """The lines that a runner obeys: those that begin with two colons after white space, or hold a marker."""
    return [line for line in re.split(r"[\r\n]", printed) if line.lstrip()[:2] == "::" or re.search(r"##\w*\[", line)]


def _prose(text):
    """A text at the beginning of a block, on another line, in emphasis, in code, in a link, and in a list."""
    return [f"{text}\n{text} and *{text}* and\n`{text}` [{text}](https://example.org)", f"- {text}\n- a\n  {text}"]


def _guide(texts):
    """A guide with texts in every place that takes one."""
    first = texts[0]
    numbered = list(enumerate(texts, 1))
    sections = [{"id": f"s{number}", "heading": text, "body": _prose(text)} for number, text in numbered]
    article = {"id": "pots", "title": first, "language": "en", "date_published": "2026-01-01", "lead": _prose(first)}
    skill = {"category": "field", "alt_labels": texts}
    stage = {"responsibilities": texts}
    return {
        "kind": "guide",
        "id": "potter",
        "title": first,
        "language": "en",
        "version": "1",
        "license": "CC0-1.0",
        "share_prompt": first,
        "article": {**article, "sections": sections},
        "faq": [{"id": f"q{number}", "question": text, "answer": _prose(text)} for number, text in numbered],
        "stages": [
            {
                **stage,
                "id": f"s{number}",
                "title": text,
                "place": number,
                "summary": _prose(text),
                "skills": [{"skill": f"s{number}", "level": "essential"}],
            }
            for number, text in numbered
        ],
        "skills": [
            {**skill, "id": f"s{number}", "name": f"{text} zyzzyva", "description": _prose(text)}
            for number, text in numbered
        ],
    }


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder of a test, which is the current one, with a guide."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "guide.json").write_text(json.dumps(_guide(HOSTILE)), "utf-8")
    return tmp_path


def _printed(result):
    return result.stdout + result.stderr


@each_row(
    "arguments", [*(["show", "--format", each] for each in FORMATS), ["list"], ["search", "zyzzyva", "vso"], PATH]
)
@pytest.mark.usefixtures("folder")
def test_content_is_no_command(arguments):
    """Titles, names and prose of contributed content are no command in any format, and nothing is refused."""
    result = run(*arguments, "--no-base", "--add", "guide.json")

    assert (0, []) == (result.exit_code, _obeyed(_printed(result)))
    assert ["stop-commands", "buildStop"] == [text for text in ("stop-commands", "buildStop") if text in result.stdout]


@pytest.mark.usefixtures("folder")
def test_styles_do_not_hide_a_command():
    """What is no command in a terminal is none without its styles, which may mark a part of it."""
    shown = run("search", "vso", "group", "zyzzyva", "--no-base", "--add", "guide.json", color=True).stdout

    assert "\x1b[1mvso\x1b[0m[" in shown
    assert [] == _obeyed(re.sub(r"\x1b\[[0-9;]*m", "", shown))


@each_row("format", ["text", "json", "markdown"])
def test_a_comparison_is_no_command(folder, format):
    """What changed between two guides is no command in any format, and neither are their names."""
    names = ["::old##[x].json", "::new##[x].json"]
    for name, texts in zip(names, (["It turns"], HOSTILE), strict=True):
        (folder / name).write_text(json.dumps(_guide(texts)), "utf-8")
    result = run("diff", *names, "--format", format)

    assert "buildStop" in result.stdout
    assert [] == _obeyed(_printed(result))


@each_row("name", ["::stop-commands::token.json", "a##[group]x.json", "##vso[x].json", "::.json"])
@each_row("text", ["{", '{"##[x]": 1}', '{"kind": "skill", "id": "##vso[x]"}'])
@each_row("format", REPORTS)
def test_a_report_is_no_command(folder, name, text, format):
    """The names of files, and what they hold, are no command in a report; `Report.format` and `str` are the same."""
    (folder / name).write_text(text, "utf-8")
    report = mlc.validate(name)

    assert [] == _obeyed(_printed(run("validate", ".", "--format", format)))
    assert [] == _obeyed(_printed(run("show", "--add", name)))
    assert [] == _obeyed(report.format(format) + "".join(f"\n{problem}" for problem in report.problems))
    assert name in json.loads(report.format("json"))["problems"][0]["file"]


@given(st.text(" \u00a0:#[]vx\n"), st.text(" :#[]vx"))
def test_no_name_or_message_is_a_command(name, message):
    """Whatever a file is called and a problem says, its report is no command."""
    problem = mlc.Problem(code="MLC004", message=message, suggestion=message, file=name, line=1, column=1)

    assert [] == _obeyed(f"{mlc.Report((problem,)).format()}\n{problem}")


@each_row(
    "arguments",
    [
        ["\n::error::x"],
        ["--\n::error::x"],
        ["##[x]"],
        ["list", "\n::error::x"],
        ["list", "##vso[x]"],
        ["show", "\n::error::x"],
        ["show", "##[x]"],
        ["show", "--add", "\n::error::x##[x]"],
        ["show", "\n::error::x", "--format", "svg"],
        ["show", "--as-of", "\n::error::x##[x]"],
        ["show", "--format", "\n::error::x##[x]"],
        ["search", "--limit", "\n::error::x##[x]", "x"],
        ["search", "\n::error::x##[x]"],
        ["path", "--to", "\n::error::x##[x]"],
        ["path", "--to", "mid-career", "--have", "\n::error::x##[x]"],
        ["path", "--to", "mid-career", "--resume", "\n::error::x##[x]"],
        ["schema", "\n::error::x##[x]"],
        ["explain", "\n::error::x##[x]"],
        ["validate", "x", "--jobs", "\n::error::x##[x]"],
        ["validate", "-", "--stdin-filename", "\n::error::x##[x]"],
        ["convert", "\n::error::x##[x]"],
        ["convert", "-", "--stdin-filename", "::error::x##[x].yaml"],
        ["diff", "\n::error::x", "##[x]"],
        ["export", "\n::error::x##[x]"],
        ["export", "a", "--base-url", "\n::error::x##[x]"],
        ["new", "skill", "--schema", "\n::error::x##[x]"],
        ["new", "skill", "--schema", "##[x]"],
        ["new", "skill", "--schema", "##[x]", "--format", "json"],
        ["new", "skill", "\n::error::x##[x].json"],
        ["new", "skill", "\n::error::x##[x]"],
        ["new", "package", "\n::error::x##[x]"],
        ["list", "--guide", "\n::error::x##[x]"],
        ["validate", "--guide", "\n::error::x##[x]"],
        ["validate", "\n::error::x##[x].whl"],
        ["diff", "installed", "installed", "--guide", "\n::error::x##[x]"],
    ],
)
@pytest.mark.usefixtures("folder")
def test_an_argument_is_no_command(arguments):
    """What was typed is quoted in messages and output, where it is no command and begins no line."""
    result = run(*arguments, input="{")

    assert _printed(result)
    assert [] == _obeyed(_printed(result))


def test_a_command_is_shown_with_a_backslash(folder):
    """One character is escaped where a command would begin, and nothing else."""
    (folder / "::a::##[b].json").write_text("{", "utf-8")
    text = run("validate", "::a::##[b].json").stdout

    assert text.startswith(r"\::a::#\#[b].json:1:1: error MLC004: ")


@each_row("number, text", enumerate(HOSTILE, 1))
@pytest.mark.usefixtures("folder")
def test_markup_and_json_mean_the_same(number, text):
    """HTML and Markdown show the text as it is, and JSON is the same value."""
    skill = mlc.load("guide.json", base=False)[f"skill:s{number}"]

    def shown(format):
        return run("show", skill.ref, "--format", format, "--no-base", "--add", "guide.json").stdout

    pages = [shown("html"), MarkdownIt().render(shown("markdown"))]
    texts = [" ".join("".join(html5lib.parseFragment(page).itertext()).split()) for page in pages]
    lines = [" ".join(line.removeprefix("- ").split()) for line in skill.description.text.split("\n")]

    assert [[], []] == [[line for line in lines if line not in page] for page in texts]
    assert mlc.to_dict(skill) == json.loads(shown("json"))
    assert text in json.dumps(json.loads(shown("jsonld")), ensure_ascii=False)


def test_a_converted_document_is_the_same(folder):
    """`convert` prints a document without commands, which has the same value."""
    guide = json.loads((folder / "guide.json").read_text("utf-8"))
    (folder / "guide.yaml").write_text(yaml.safe_dump(guide, allow_unicode=True), "utf-8")
    printed = run("convert", "guide.yaml").stdout

    assert ([], guide) == (_obeyed(printed), json.loads(printed))


def test_an_annotation_holds_no_other_command(folder):
    """A report for GitHub has one command for each problem, whose values cannot end it."""
    name = "::stop-commands::a,b.json"
    (folder / name).write_text('{"::error::\\n::error::": 1}', "utf-8")
    lines = run("validate", name, "--format", "github").stdout.splitlines()

    assert lines
    assert all(line.startswith("::error file=%3A%3Astop-commands%3A%3Aa%2Cb.json,line=1,") for line in lines)


def test_processes_and_terminals_are_no_different(folder):
    """A process writes the same to a pipe, and to a terminal with styles."""
    (folder / "::error::x.json").write_text("{", "utf-8")

    assert [] == _obeyed(process("validate", "::error::x.json").stdout.decode())
    assert r"\::error::x.json" in in_terminal("stdout", "validate", "::error::x.json")
