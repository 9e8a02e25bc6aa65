"""The table of rules: it is complete, and every example is what it is said to be."""

import json
import re
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import mlcareer_content as mlc
from mlcareer_content import Limits
from mlcareer_content._cli._main import mlcareer_content
from mlcareer_content._cli._validate import validate
from mlcareer_content._limits import MAX_DEPTH, MAX_PARAGRAPH_LENGTH, MAX_PARTS, MAX_PROBLEMS
from mlcareer_content._report import FORMATS
from mlcareer_content._rules import RULES, Example, severity, shortened
from mlcareer_content._rules._editorial import EDITORIAL_RULES
from mlcareer_content._rules._reading import READING_RULES
from mlcareer_content._rules._references import REFERENCE_RULES
from mlcareer_content._rules._schema import SCHEMA_RULES

from .commands import tool

ROOT = Path(__file__).parent.parent
SOURCE = Path(mlc.__file__).parent
CODE = re.compile(r"MLC\d{3}")

# The rule that there are more problems than are told is never broken alone.
BROKEN_AS_WELL = {"MLC111": {("MLC104", "error")}}


def _found(example, folder, monkeypatch):
    """The codes and severities of all that the command of an example finds in its files."""
    for name, text in example.files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode(example.encoding))
    monkeypatch.chdir(folder)
    if example.missing:
        monkeypatch.setitem(sys.modules, example.missing, None)
    command = ["validate", "--format", "json", *example.arguments]
    printed = CliRunner().invoke(mlcareer_content, command, catch_exceptions=False)
    return {(problem["code"], problem["severity"]) for problem in json.loads(printed.stdout)["problems"]}


def _paragraphs():
    return [(code, paragraph) for code, rule in RULES.items() for paragraph in rule.explanation.split("\n\n")]


# The table


def test_every_code_of_the_source_is_in_the_table():
    """No check uses a code that the table does not have, and the table has none that no check uses."""
    modules = [path for path in SOURCE.rglob("*.py") if path.parent.name != "_rules"]
    used = {code for path in modules for code in CODE.findall(path.read_text("utf-8"))}

    assert used == RULES.keys()


def test_every_code_is_given_once():
    """No two rules have the same code, and the table is in the order of the codes."""
    codes = [rule.code for rule in (*READING_RULES, *SCHEMA_RULES, *REFERENCE_RULES, *EDITORIAL_RULES)]

    assert codes == sorted(set(codes)) == list(RULES)


@pytest.mark.parametrize(
    ("digit", "rules"), [(0, READING_RULES), (1, SCHEMA_RULES), (2, REFERENCE_RULES), (3, EDITORIAL_RULES)]
)
def test_the_first_digit_tells_where_a_rule_belongs(digit, rules):
    """Codes begin with 0 for reading, 1 for the schema, 2 for references, 3 for the editor's desk."""
    assert {f"MLC{digit}"} == {rule.code[:4] for rule in rules}


def test_severities_are_those_of_the_table():
    """Only what may stay is a warning."""
    warnings = {code for code in RULES if severity(code) == "warning"}

    assert warnings == {"MLC304", "MLC309", "MLC310", "MLC311", "MLC313", "MLC314"}


def test_titles_are_short_sentences():
    """A title is one line in sentence case, without markup and without a full stop, and no two are alike."""
    titles = [rule.title for rule in RULES.values()]

    assert [title for title in titles if not re.fullmatch(r"[A-Z][^`*_\n]{10,58}[^.!?\s]", title)] == []
    assert len(set(titles)) == len(titles)


def test_explanations_are_short_paragraphs():
    """An explanation is one to three paragraphs of whole sentences, each a line of its own."""
    odd = [code for code, text in _paragraphs() if not re.fullmatch(r"[A-Z`][^\n]{40,750}[.?]", text) or "  " in text]

    assert odd == []
    assert [code for code, rule in RULES.items() if not 1 <= rule.explanation.count("\n\n") + 1 <= 3] == []


def test_explanations_read_the_same_in_markdown():
    """Outside backticks nothing in an explanation is markup, and every backtick has its partner."""
    outside = {code: "".join(rule.explanation.split("`")[::2]) for code, rule in RULES.items()}

    assert [code for code, text in outside.items() if re.search(r"[][<>*_#&\\]", text)] == []
    assert [code for code, rule in RULES.items() if rule.explanation.count("`") % 2] == []


def test_explanations_name_what_there_is():
    """Codes, options of `validate` and endings of files that an explanation names exist."""
    texts = "\n".join(rule.explanation for rule in RULES.values())
    options = {option for parameter in validate.params for option in parameter.opts}

    assert (set(), set()) == (
        set(CODE.findall(texts)) - RULES.keys(),
        set(re.findall(r"--[a-z][a-z-]+", texts)) - options,
    )


@pytest.mark.parametrize(
    ("code", "figure"),
    [
        ("MLC002", f"{Limits().json >> 20} MiB are read of a file of JSON"),
        ("MLC002", f"{Limits().yaml >> 10} KiB of YAML or Markdown"),
        ("MLC002", f"{Limits().line >> 20} MiB of one line of JSON Lines"),
        ("MLC002", f"{MAX_PARTS:,} commas and opening brackets"),
        ("MLC007", f"nested {MAX_DEPTH} deep"),
        ("MLC111", f"at most {MAX_PROBLEMS:,} problems"),
        ("MLC304", f"more than {MAX_PARAGRAPH_LENGTH:,} characters"),
    ],
)
def test_explanations_give_the_figures_of_the_checks(code, figure):
    """A limit that an explanation names is the one that is checked."""
    assert figure in RULES[code].explanation


# The examples


@pytest.mark.parametrize("code", RULES)
def test_the_wrong_example_breaks_its_rule(code, tmp_path, monkeypatch):
    """The command finds exactly the problem that the rule is about, with the severity of the table."""
    rule = RULES[code]
    found = _found(rule.wrong, tmp_path, monkeypatch)

    assert {(code, rule.severity)} | BROKEN_AS_WELL.get(code, set()) == found


@pytest.mark.parametrize("code", RULES)
def test_the_right_example_breaks_no_rule(code, tmp_path, monkeypatch):
    """The command finds nothing in what was mended, not even a warning."""
    assert _found(RULES[code].right, tmp_path, monkeypatch) == set()


def test_examples_bring_what_the_guide_does_not_have(guide):
    """The entries of the right examples have ids of their own, so that they may come on top of the packaged guide."""
    texts = [text for rule in RULES.values() for text in rule.right.files.values()]
    ids = {id for text in texts for id in re.findall(r'^ *(?:- )?"?id"?: "?([a-z0-9-]+)', text, re.MULTILINE)}

    assert (True, set()) == (len(ids) > 15, ids & {entry.id for entry in guide})


@pytest.mark.parametrize("ending", [".json", ".yaml", ".md", ".jsonl"])
def test_examples_come_in_every_format(ending):
    """Each format that can be checked has a few examples."""
    names = [name for rule in RULES.values() for name in rule.wrong.files]

    assert sum(name.endswith(ending) for name in names) >= 4


def test_an_example_is_typed_as_it_is_checked():
    """The command has the options first, then the paths that are named, or else the files."""
    files = {"a.json": "", "b.json": ""}

    assert [
        Example(files).command,
        Example(files, ("--no-base",)).command,
        Example(files, ("--as-of", "2026-11-22"), ("folder",)).command,
    ] == [
        "mlcareer-content validate a.json b.json",
        "mlcareer-content validate --no-base a.json b.json",
        "mlcareer-content validate --as-of 2026-11-22 folder",
    ]


def test_an_example_says_what_its_files_do_not_show():
    """An encoding other than UTF-8 and a missing module are told, and nothing else."""
    assert [
        Example({}).circumstances,
        Example({}, encoding="latin-1").circumstances,
        Example({}, missing="yaml").circumstances,
    ] == ["", ", saved as latin-1", ", where the module yaml is not installed"]


@pytest.mark.parametrize(("lines", "expected"), [(1, 1), (20, 20), (21, 11), (1_000, 11)])
def test_long_texts_are_shown_without_their_middle(lines, expected):
    """Up to twenty lines are shown whole; of more, the first eight and the last two."""
    text = "".join(f"{number}\n" for number in range(lines))
    shown = shortened(text).splitlines()

    assert (expected, "0", str(lines - 1)) == (len(shown), shown[0], shown[-1])


def test_sarif_tells_the_rules():
    """A report for other programs carries the title and the explanation of each rule that was broken."""
    report = mlc.validate({"kind": "nonsense"})
    (told,) = json.loads(FORMATS["sarif"](report.problems))["runs"][0]["tool"]["driver"]["rules"]
    rule = RULES["MLC108"]

    assert (rule.title, rule.explanation) == (told["shortDescription"]["text"], told["fullDescription"]["text"])


# The pages


def _check_pages(root):
    return tool(root / "tools" / "problem_pages.py", "--check")


def test_the_pages_are_not_out_of_date():
    """Every page of docs/problems is what the table and the checks give today; if not, `nox -s problems` mends it."""
    done = _check_pages(ROOT)

    assert (0, "nothing differs\n", "") == (done.returncode, done.stdout, done.stderr)


def test_a_page_that_was_edited_is_told(tmp_path):
    """A page that was changed, one that is missing and one too many fail the check, each by its name."""
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    pages = shutil.copytree(ROOT / "docs" / "problems", tmp_path / "docs" / "problems")
    (pages / "MLC001.md").write_text("# Another page\n", "utf-8")
    (pages / "MLC002.md").unlink()
    (pages / "MLC999.md").write_text("# No such rule\n", "utf-8")
    done = _check_pages(tmp_path)

    assert (1, "MLC001.md, MLC002.md, MLC999.md differs\n") == (done.returncode, done.stdout)


def test_every_rule_has_a_page():
    """There is a page for each code, and an index that leads to all of them."""
    folder = ROOT / "docs" / "problems"
    index = (folder / "index.md").read_text("utf-8")

    assert {path.stem for path in folder.glob("*.md")} == {*RULES, "index"}
    assert re.findall(r"^\| \[(MLC\d{3})\]\(\1\.md\) \|", index, re.MULTILINE) == list(RULES)
