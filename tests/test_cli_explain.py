"""`mlcareer-content explain`: what is behind a code."""

import textwrap

import pytest
from click.testing import CliRunner

from mlcareer_content._cli import _explain
from mlcareer_content._cli._main import mlcareer_content
from mlcareer_content._rules import RULES


def _run(*arguments):
    """A command's result; it always ends by itself, never by an error that nobody caught."""
    result = CliRunner().invoke(mlcareer_content, ["explain", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    return result


def test_a_code_is_explained():
    """A code comes with title, severity, explanation, a wrong example, the command that checks it, and a right one."""
    expected = """\
MLC202: A reference leads to no entry
Severity: error

Some fields hold ids of other entries: the stages of a question or a section,
the skills, roles, credentials and resources of a stage and the stages that it
leads to, and what a credential was replaced by. In Python those entries
themselves stand in their place, which takes that each id leads to one: in the
files that are checked together, or in the packaged guide.

Correct the id; the message names those that are nearly the same. If the entry
is still to be written, check the file that holds it together with this one. The
order of the files does not matter.

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


@pytest.mark.parametrize("code", RULES)
def test_every_code_is_explained(code):
    """Whatever the code, all of its explanation is there, and every file and both commands are named."""
    rule = RULES[code]
    printed = _run(code).stdout
    joined = " ".join(printed.split())
    needed = [
        f"{code}: {rule.title} Severity: {rule.severity}",
        " ".join(rule.explanation.split()),
        *(f"Wrong, in {name}{rule.wrong.circumstances}:" for name in rule.wrong.files),
        *(f"Right, in {name}{rule.right.circumstances}:" for name in rule.right.files),
        f"Checked by: {rule.wrong.command} Right, in",
    ]

    assert [text for text in needed if text not in joined] == []
    assert printed.endswith(f"Checked by:\n\n    {rule.right.command}\n")


@pytest.mark.parametrize("code", ["mlc101", "MLC101", "Mlc101"])
def test_a_code_may_be_in_lower_case(code):
    """Upper and lower case are the same."""
    assert _run(code).stdout.splitlines()[0] == "MLC101: A field is missing"


def test_an_example_is_indented_as_it_stands():
    """The text of a file can be copied: it is not wrapped, only moved to the right."""
    rule = RULES["MLC203"]

    assert textwrap.indent(rule.wrong.files["gpu.md"], "    ") in _run("MLC203").stdout


def test_a_long_example_is_cut():
    """Of an example of a thousand lines the beginning and the end are printed."""
    printed = _run("MLC111").stdout

    assert (True, True, False) == ("term-1," in printed, "term-1001," in printed, "term-500," in printed)


def test_the_explanation_is_wrapped_to_the_terminal(monkeypatch):
    """No line of an explanation is longer than the terminal is wide, and words stay whole."""
    monkeypatch.setattr(_explain, "terminal_width", lambda: 40)
    printed = _run("MLC307").stdout
    explanation = printed[: printed.index("Wrong, in")]

    assert max(map(len, explanation.splitlines())) <= 40
    assert " ".join(RULES["MLC307"].explanation.split()) in " ".join(explanation.split())


def test_without_a_code_all_are_listed():
    """`explain` alone lists every code with its title, one a line."""
    result = _run()

    assert (0, [f"{code}  {rule.title}" for code, rule in RULES.items()], "") == (
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
        ("E501", "there is no code 'E501'; mlcareer-content explain lists all there are"),
        ("", "there is no code ''; mlcareer-content explain lists all there are"),
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
    """`--help` tells what the command does, and the group lists it."""
    listed = CliRunner().invoke(mlcareer_content, ["--help"]).stdout
    usage = _run("--help").stdout.splitlines()[0].split()

    assert (["mlcareer-content", "explain", "[OPTIONS]", "[CODE]"], True) == (usage[1:], "  explain " in listed)
