"""`mlcareer-content explain`: the page of a rule in the terminal."""

import textwrap

import pytest
from click.testing import CliRunner

from mlcareer_content._cli import _explain
from mlcareer_content._cli._main import mlcareer_content
from mlcareer_content._rules import all_rules, rule


def _run(*arguments):
    """A command's result; it always ends by itself, never by an error that nobody caught."""
    result = CliRunner().invoke(mlcareer_content, ["explain", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    return result


def test_a_code_is_explained():
    """A code comes with title, severity, explanation, a wrong example, the command that checks it, and a right one."""
    expected = """\
MLC202: Reference to an entry that does not exist
Severity: error

Some fields contain ids of other entries: the stages of a question or a section,
the skills, roles, credentials, resources and next stages of a stage, and the
credentials that replaced a credential. Each id must exist in the files that are
checked together or in the packaged guide, because in Python these fields
contain the entries themselves. The same holds of what a guide declares: the
group of a question, and the category of a skill, a credential or a resource.

Correct the id. The message suggests similar ones. If the entry is in another
file, check both files together, in any order. An entry with `replaces: true`
must have the id of an entry of the packaged guide. If a category of your own
guide is missing, declare it in the `skill_categories`, `credential_categories`
or `resource_categories` of the guide.

Wrong, in hours.json:

    {
      "kind": "question",
      "id": "working-hours",
      "question": "Are the hours long?",
      "answer": ["Mostly not; ask before you sign."],
      "stages": ["midcareer"]
    }

Checked by:

    mlcareer-content validate hours.json

Right, in hours.json:

    {
      "kind": "question",
      "id": "working-hours",
      "question": "Are the hours long?",
      "answer": ["Mostly not; ask before you sign."],
      "stages": ["mid-career"]
    }

Checked by:

    mlcareer-content validate hours.json
"""
    result = _run("MLC202")

    assert (0, expected, "") == (result.exit_code, result.stdout, result.stderr)


def test_every_code_is_explained():
    """The whole explanation of every code is there, with every file and both commands."""
    missing = []
    for each in all_rules():
        printed = " ".join(_run(each.code).stdout.split())
        needed = [
            f"{each.code}: {each.title} Severity: {each.severity}",
            each.explanation,
            *(f"Wrong, in {name}{note}:" for name, note in each.wrong.notes.items()),
            *(f"Right, in {name}{note}:" for name, note in each.right.notes.items()),
            f"Checked by: {each.wrong.command} Right, in",
            f"Checked by: {each.right.command}",
        ]
        missing += [(each.code, text) for text in needed if " ".join(text.split()) not in printed]

    assert missing == []


def test_circumstances_are_shown():
    """An encoding other than UTF-8, or a missing module, is named after the name of the file."""
    assert "Wrong, in resume.md, saved as Latin-1:\n" in _run("MLC003").stdout
    assert "Wrong, in julia.yaml, without PyYAML installed:\n" in _run("MLC010").stdout


@pytest.mark.parametrize("code", ["mlc101", "MLC101", "Mlc101"])
def test_a_code_may_be_in_lower_case(code):
    """Upper and lower case are the same."""
    assert _run(code).stdout.splitlines()[0] == "MLC101: Missing required field"


def test_an_example_can_be_copied():
    """The text of a file is only indented, not wrapped."""
    text = rule("MLC203").wrong.files["gpu.md"]

    assert textwrap.indent(text, "    ") in _run("MLC203").stdout


def test_the_explanation_is_wrapped_to_the_terminal(monkeypatch):
    """No line of an explanation is longer than the terminal is wide, and words stay whole."""
    monkeypatch.setattr(_explain, "terminal_width", lambda: 40)
    printed = _run("MLC307").stdout
    explanation = printed[: printed.index("Wrong, in")]

    assert max(map(len, explanation.splitlines())) <= 40
    assert " ".join(rule("MLC307").explanation.split()) in " ".join(explanation.split())


def test_without_a_code_all_are_listed():
    """`explain` alone lists every code with its title, one a line."""
    result = _run()

    assert (0, [f"{each.code}  {each.title}" for each in all_rules()], "") == (
        result.exit_code,
        result.stdout.splitlines(),
        result.stderr,
    )


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("MLC20", "there is no code 'MLC20'; did you mean 'MLC210' or 'MLC209' or 'MLC208'?"),
        ("MCL101", "there is no code 'MCL101'; did you mean 'MLC101'"),
        ("mlc 303", "there is no code 'mlc 303'; did you mean 'MLC303'"),
        ("E501", "there is no code 'E501'; mlcareer-content explain lists all codes"),
        ("", "there is no code ''; mlcareer-content explain lists all codes"),
    ],
)
def test_an_unknown_code_brings_near_matches(code, message):
    """A code that there is not is told on one line, with what was probably meant or where to look, and ends with 1."""
    result = _run(code)

    assert (1, "", 1) == (result.exit_code, result.stdout, len(result.stderr.splitlines()))
    assert result.stderr.startswith(f"mlcareer-content: {message}")


def test_an_unknown_code_is_made_printable():
    """What a terminal would obey comes back escaped."""
    assert "\x1b" not in _run("\x1b[31mMLC101").stderr


def test_the_help_names_the_command():
    """`--help` says what the command does, and the group lists it."""
    listed = CliRunner().invoke(mlcareer_content, ["--help"]).stdout
    usage = _run("--help").stdout.splitlines()[0].split()

    assert (["mlcareer-content", "explain", "[OPTIONS]", "[CODE]"], True) == (usage[1:], "  explain " in listed)
