"""The pages of the rules: they are complete, and their examples do what they claim."""

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

import mlcareer_content as mlc
from mlcareer_content import Limits
from mlcareer_content._cli._main import mlcareer_content
from mlcareer_content._cli._validate import command as validate
from mlcareer_content._limits import MAX_DEPTH, MAX_PARAGRAPH_LENGTH, MAX_PARTS, MAX_PROBLEMS
from mlcareer_content._rules import all_rules, codes, rule
from problem_pages import pages, write_files

PACKAGE = Path(mlc.__file__).parent
CODE = re.compile(r"MLC\d{3}")
CATEGORIES = {"0": "reading", "1": "schema", "2": "reference", "3": "editorial"}

# That there are too many problems is never reported alone.
REPORTED_TOO = {"MLC111": {("MLC103", "error")}}


def _found(example, folder, monkeypatch):
    """The codes and severities of all problems that the command of an example reports."""
    write_files(example, folder)
    with monkeypatch.context() as patch:
        patch.chdir(folder)
        if example.missing:
            patch.setitem(sys.modules, example.missing, None)
        command = ["validate", "--format", "json", *example.arguments]
        printed = CliRunner().invoke(mlcareer_content, command, catch_exceptions=False)
    return {(problem["code"], problem["severity"]) for problem in json.loads(printed.stdout)["problems"]}


# The pages


def test_severities():
    """What may stay is about good writing alone: a warning is editorial."""
    assert {each.category for each in all_rules() if each.severity == "warning"} == {"editorial"}


def test_categories():
    """The first digit of a code gives the category; a duplicate key belongs to the schema, as its document is read."""
    expected = {code: CATEGORIES[code[3]] for code in codes()} | {"MLC005": "schema"}

    assert expected == {each.code: each.category for each in all_rules()}


def test_front_matter_is_yaml():
    """Programs that read YAML read the same front matter."""
    for each in all_rules():
        page = (PACKAGE / "rules" / f"{each.code}.md").read_text("utf-8")
        read = yaml.safe_load(page.split("---\n")[1])

        assert {name: getattr(each, name) for name in ("code", "title", "severity", "category")} == read


def test_titles_are_short():
    """A title is one line in sentence case, without markup and full stop, and no two are alike."""
    titles = [each.title for each in all_rules()]

    assert [title for title in titles if not re.fullmatch(r"[A-Z][^`*_\n]{10,58}[^.!?\s]", title)] == []
    assert len(set(titles)) == len(titles)


def test_explanations_are_short_paragraphs():
    """An explanation is one to three paragraphs of whole sentences."""
    paragraphs = [(each.code, text) for each in all_rules() for text in each.explanation.split("\n\n")]
    odd = [code for code, text in paragraphs if not re.fullmatch(r"[A-Z`][^\n]{40,750}[.?]", text)]

    assert odd == []
    assert [each.code for each in all_rules() if each.explanation.count("\n\n") > 2] == []


def test_explanations_read_the_same_in_a_terminal():
    """Nothing outside backticks is markup, and backticks are in pairs."""
    outside = {each.code: "".join(each.explanation.split("`")[::2]) for each in all_rules()}

    assert [code for code, text in outside.items() if re.search(r"[][<>*_#&\\]", text)] == []
    assert [each.code for each in all_rules() if each.explanation.count("`") % 2] == []


def test_explanations_name_what_exists():
    """Codes and options of `validate` that an explanation names exist."""
    texts = "\n".join(each.explanation for each in all_rules())
    options = {option for parameter in validate.params for option in parameter.opts}

    assert set(CODE.findall(texts)) - set(codes()) == set()
    assert set(re.findall(r"--[a-z][a-z-]+", texts)) - options == set()


@pytest.mark.parametrize(
    ("code", "figures"),
    [
        ("MLC002", {f"{Limits().json >> 20} MiB", f"{Limits().yaml >> 10} KiB", f"{Limits().line >> 20} MiB"}),
        ("MLC002", {f"{MAX_PARTS:,} commas"}),
        ("MLC007", {f"nested {MAX_DEPTH} deep"}),
        ("MLC111", {f"at most {MAX_PROBLEMS:,} problems"}),
        ("MLC304", {f"more than {MAX_PARAGRAPH_LENGTH:,} characters"}),
    ],
)
def test_explanations_give_the_limits_of_the_checks(code, figures):
    """A limit that an explanation names is the one that is checked."""
    assert {figure for figure in figures if figure not in rule(code).explanation} == set()


# The examples


def test_wrong_examples(tmp_path, monkeypatch):
    """The command of a wrong example reports its rule and no other."""
    found = {each.code: _found(each.wrong, tmp_path / each.code, monkeypatch) for each in all_rules()}
    expected = {each.code: {(each.code, each.severity)} | REPORTED_TOO.get(each.code, set()) for each in all_rules()}

    assert {code: (expected[code], found[code]) for code in codes() if expected[code] != found[code]} == {}


def test_right_examples(tmp_path, monkeypatch):
    """The command of a right example reports nothing, not even a warning."""
    found = {each.code: _found(each.right, tmp_path / each.code, monkeypatch) for each in all_rules()}

    assert {code: problems for code, problems in found.items() if problems} == {}


def test_commands_name_the_files():
    """Every file of a right example is one that its command checks."""
    missing = [
        (each.code, name)
        for each in all_rules()
        for name in each.right.files
        if not {name, name.partition("/")[0], "."} & set(each.right.arguments)
    ]

    assert missing == []


def test_examples_add_to_the_packaged_guide(guide):
    """The entries of right examples have ids that the packaged guide does not have."""
    texts = [text for each in all_rules() for text in each.right.files.values()]
    ids = {id for text in texts for id in re.findall(r'^ *(?:- )?"?id"?: "?([a-z0-9-]+)', text, re.MULTILINE)}

    assert (True, set()) == (len(ids) > 15, ids & {entry.id for entry in guide})


def test_examples_come_in_every_format():
    """Each format that can be checked has a few examples."""
    names = [name for each in all_rules() for name in each.wrong.files]
    few = [end for end in (".json", ".yaml", ".md", ".jsonl") if sum(name.endswith(end) for name in names) < 4]

    assert few == []


# Reading a page


def _run(script, path):
    command = [sys.executable, "-c", textwrap.dedent(script)]
    environment = {**os.environ, "PYTHONPATH": str(path)}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env=environment)
    return done.stdout.strip()


def _report_of(page, tmp_path):
    """What `explain MLC108` raises when the package has this page."""
    shutil.copytree(PACKAGE, tmp_path / "mlcareer_content", ignore=shutil.ignore_patterns("__pycache__", "*.json"))
    (tmp_path / "mlcareer_content" / "rules" / "MLC108.md").write_text(page, "utf-8")
    script = """
        from mlcareer_content import ContentError
        from mlcareer_content._rules import rule
        try:
            rule("MLC108")
        except ContentError as error:
            print(error)
    """
    return _run(script, tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("category: schema\n", "", "the page of a rule is front matter"),
        ("MLC108\n", "MLC109\n", "the page of a rule is front matter"),
        ("## Right\n", "## Correct\n", "the page of a rule is front matter"),
        ("severity: error", "severity: fatal", "fatal is not one of error, warning"),
        ("category: schema", "category: style", "style is not one of reading, schema, reference, editorial"),
        ("## Wrong\n\n", "## Wrong\n\nLook at this:\n\n", "an example is one or more files"),
        ("$ mlcareer-content validate", "$ mlcareer-content check", "an example is one or more files"),
    ],
)
def test_damaged_page(old, new, reason, tmp_path):
    """A page that is not in the form of a rule is an error that says what is expected."""
    page = (PACKAGE / "rules" / "MLC108.md").read_text("utf-8")

    assert old in page
    assert _report_of(page.replace(old, new), tmp_path).startswith(
        f"the packaged file rules/MLC108.md is damaged: {reason}"
    )


def test_pages_are_read_from_a_zip(tmp_path):
    """A package that is imported from a zip has the same rules."""
    shutil.copytree(PACKAGE, tmp_path / "src" / "mlcareer_content", ignore=shutil.ignore_patterns("__pycache__"))
    archive = shutil.make_archive(str(tmp_path / "package"), "zip", tmp_path / "src")
    script = "from mlcareer_content._rules import all_rules; print(*(each.code for each in all_rules()))"

    assert " ".join(codes()) == _run(script, archive)


def test_only_pages_of_reported_codes_are_read():
    """Validation reads the pages of the problems that it reports, and no others."""
    rule.cache_clear()
    mlc.validate({"kind": "nonsense"})

    assert rule.cache_info().currsize == 1


# The documentation


def test_documentation_has_a_page_for_every_rule():
    """The index links to every rule, and each page shows what the commands of its examples print."""
    written = dict(pages())
    index = written.pop("index.md")
    linked = set(re.findall(r"^\| \[(MLC\d{3})\]\(\1\.md\) \|", index, re.MULTILINE))

    assert {f"{code}.md" for code in codes()} == written.keys()
    assert linked == set(codes())
    assert [name for name, text in written.items() if f" {name[:6]}: " not in text.partition("## Right")[0]] == []
    assert [name for name, text in written.items() if not re.search(r"\d files?: no problems\n```\n\Z", text)] == []


def test_sarif_describes_the_rules():
    """SARIF has the title and the explanation of each rule with a problem."""
    report = mlc.validate({"kind": "nonsense"})
    (described,) = json.loads(report.format("sarif"))["runs"][0]["tool"]["driver"]["rules"]

    assert (rule("MLC108").title, rule("MLC108").explanation) == (
        described["shortDescription"]["text"],
        described["fullDescription"]["text"],
    )
