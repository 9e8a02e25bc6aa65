"""The command line: what each command prints, where, and with which exit code."""

import json
import os
import re
import subprocess
import sys
import sysconfig
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import CliRunner

import mlcareer_content as mlc
from mlcareer_content._cli._main import mlcareer_content
from mlcareer_content._entries import KINDS
from mlcareer_content._render import RENDERERS
from mlcareer_content.model import COLLECTION_CLASSES, ENTRY_CLASSES

ESCAPE = "\x1b[31m"
HIDDEN = "\u202e\u2066\u200f\u061c\u2028\u009b31m\ufeff\u0085"
NOT_SHOWN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")

QUESTION = {
    "kind": "question",
    "id": "working-hours",
    "question": "Are the hours long?",
    "answer": ["Ask about zyzzyva before you sign."],
    "stages": ["entry-level"],
}
GUIDE = {"kind": "guide", "id": "potter", "title": "Potter", "language": "en", "version": "1", "license": "CC0-1.0"}
ARTICLE = {
    "kind": "article",
    "id": "pots",
    "title": "A career in clay",
    "language": "en",
    "date_published": "2026-01-01",
    "lead": ["You make pots."],
    "sections": [{"id": "wheel", "heading": "The wheel", "body": ["It turns."]}],
}


def _raw(result):
    """What a terminal would obey of all that a command printed, the marks of a search aside."""
    return NOT_SHOWN.findall(re.sub(r"\x1b\[[01]m", "", result.output))


def _run(*arguments, **options):
    """A command's result; it always ends by itself, never by an error that nobody caught."""
    result = CliRunner().invoke(mlcareer_content, list(map(str, arguments)), **options)
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    return result


def _process(*arguments, stdout=subprocess.PIPE, **variables):
    """A finished process of the command."""
    return subprocess.run(
        [sys.executable, "-m", "mlcareer_content", *map(str, arguments)],
        env={**os.environ, **variables},
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
    )


@pytest.fixture
def file(tmp_path):
    """A function that writes a document to a file of its own, and gives its path."""

    def write(document, name="document.json"):
        path = tmp_path / name
        path.write_text(document if isinstance(document, str) else json.dumps(document), "utf-8")
        return path

    return write


def test_show_prints_the_whole_guide(guide):
    """`show` is the guide as text, with its credit line, on standard output alone."""

    result = _run("show")

    assert (0, mlc.render(guide, "text"), "") == (result.exit_code, result.stdout, result.stderr)
    assert "named with each entry. Text under the licence CC-BY-4.0." in " ".join(result.stdout.split()[-20:])


def test_show_says_everything(guide):
    """No entry is left out of the whole guide."""

    shown = " ".join(_run("show", "--width", "1000").stdout.split())

    assert [] == [entry.ref for entry in guide if " ".join(entry.label.split()) not in shown]
    assert [] == [
        entry.ref for entry in guide for prose in entry.prose for line in prose.text.split("\n") if line not in shown
    ]


@pytest.mark.parametrize("kind", ENTRY_CLASSES)
def test_show_prints_an_entry(guide, kind):
    """`show REF` is that entry as text, whatever its kind."""

    entry = next(entry for entry in guide if entry.kind == kind)
    result = _run("show", entry.ref)

    assert (0, mlc.render(entry, "text"), "") == (result.exit_code, result.stdout, result.stderr)


@pytest.mark.parametrize("name", COLLECTION_CLASSES)
@pytest.mark.parametrize("is_kind", [False, True])
def test_show_prints_a_collection(guide, name, is_kind):
    """`show faq` and `show question`, or the names of another collection and its kind, are that collection as text."""

    result = _run("show", COLLECTION_CLASSES[name].kind if is_kind else name)

    assert (0, mlc.render(getattr(guide, name), "text"), "") == (result.exit_code, result.stdout, result.stderr)


@pytest.mark.parametrize("kind", ["article", "section"])
def test_show_prints_the_article(guide, kind):
    """`show article` and `show section` are the article with its sections, as they are in no collection."""

    assert mlc.render(guide.article, "text") == _run("show", kind).stdout


@pytest.mark.parametrize("ref", [None, "faq", "credential:aws-certified-machine-learning-specialty"])
def test_show_json_is_the_canonical_document(guide, ref):
    """`--format json` is what `to_dict` gives, and what `render` writes."""

    item = guide if ref is None else guide.faq if ref == "faq" else guide[ref]
    result = _run("show", *filter(None, [ref]), "--format", "json")

    assert (0, mlc.to_dict(item)) == (result.exit_code, json.loads(result.stdout))
    assert mlc.render(item, "json") == result.stdout


@pytest.mark.parametrize("format", RENDERERS)
def test_show_has_every_format(guide, format):
    """`--format` takes whatever `render` does, and what it prints ends in one line break."""

    result = _run("show", "stages", "--format", format)

    assert (0, mlc.render(guide.stages, format).rstrip("\n") + "\n") == (result.exit_code, result.stdout)


def test_show_says_what_a_format_cannot_show():
    """A picture is of stages; anything else is wrong usage."""

    result = _run("show", "skill:python", "--format", "svg")

    assert (2, "") == (result.exit_code, result.stdout)
    assert "svg shows a guide or its stages, not skill:python" in result.stderr


def test_show_as_of_tells_the_status():
    """With `--as-of` a credential's status is told for that day; without it, only its dates are."""

    ref = "credential:aws-certified-machine-learning-specialty"

    assert "Status on 2026-04-01: retired" in _run("show", ref, "--as-of", "2026-04-01").stdout
    assert "Status on 2026-03-31: available" in _run("show", ref, "--as-of", "2026-03-31").stdout
    assert "Status" not in _run("show", ref).stdout
    assert "Last available on: 2026-03-31" in _run("show", ref).stdout


@pytest.mark.parametrize("width", [20, 40, 72, 200])
def test_show_keeps_to_the_width(guide, width):
    """No line is longer than `--width`, unless one word alone is."""

    result = _run("show", "--width", width)
    long = [line for line in result.stdout.splitlines() if len(line) > width and len(line.split()) > 2]

    assert (0, []) == (result.exit_code, long)
    assert mlc.render(guide, "text", width=width) == result.stdout


def test_show_pages_only_if_asked(guide, monkeypatch):
    """The pager runs with `--pager`, and not without it."""

    paged = []
    monkeypatch.setattr("click.echo_via_pager", paged.append)
    plain = _run("show", "skill:python").stdout
    _run("show", "skill:python", "--pager")

    assert (plain, [plain]) == (mlc.render(guide["skill:python"], "text"), paged)


def test_list_prints_a_line_for_every_entry(guide):
    """`list` is a line for every entry, in the order of the guide: its ref, then its name."""

    result = _run("list")
    rows = [tuple(line.split(maxsplit=1)) for line in result.stdout.splitlines()]

    assert (0, [(entry.ref, entry.label) for entry in guide], "") == (result.exit_code, rows, result.stderr)


@pytest.mark.parametrize(("name", "kind"), [*((kind, kind) for kind in ENTRY_CLASSES), ("faq", "question")])
def test_list_keeps_to_a_kind(guide, name, kind):
    """`list KIND` takes the name of an entry's kind or of its collection."""

    result = _run("list", name, "--format", "json")
    expected = [{"ref": entry.ref, "label": entry.label} for entry in guide if entry.kind == kind]

    assert (0, expected) == (result.exit_code, json.loads(result.stdout))


def test_list_json_has_every_entry(guide):
    """`list --format json` is a list of refs and labels."""

    rows = json.loads(_run("list", "--format", "json").stdout)

    assert [{"ref": entry.ref, "label": entry.label} for entry in guide] == rows


def test_list_stale_shows_what_to_check_and_where(file):
    """`list --stale` has what was last checked more than a year before a day, or never, with its addresses."""
    sources = [{"title": "Wheels", "url": "https://example.com/wheels"}, {"title": "A letter"}]
    skill = {"kind": "skill", "category": "practice", "description": ["It turns."], "sources": sources}
    old = {**skill, "id": "old", "name": "Old", "checked_on": "2025-11-28", "url": "https://example.com/old"}
    new = {**skill, "id": "new", "name": "New", "checked_on": "2025-11-29"}
    never = {**skill, "id": "never", "name": "Never"}
    added = [part for entry in (old, new, never) for part in ("--add", file(entry, f"{entry['id']}.json"))]

    text = _run("list", "skill", "--stale", "2026-11-29", *added).stdout
    rows = json.loads(_run("list", "skill", "--stale", "2026-11-29", "--format", "json", *added).stdout)

    assert text == (
        "skill:old    Old\n    last checked on 2025-11-28\n    https://example.com/old\n    https://example.com/wheels\n"
        "skill:never  Never\n    never checked\n    https://example.com/wheels\n"
    )
    assert [("skill:old", "2025-11-28", 2), ("skill:never", None, 1)] == [
        (row["ref"], row["checked_on"], len(row["addresses"])) for row in rows
    ]


def test_list_stale_says_that_there_is_nothing_to_check():
    """If everything was checked within a year, `list --stale` says so, and succeeds."""
    result = _run("list", "--stale", "2026-11-22")

    assert (0, "nothing was last checked more than a year before 2026-11-22\n") == (result.exit_code, result.stdout)


def test_search_prints_the_hits(guide):
    """`search` prints ref, name and snippet of each hit, the best first; the words need no quotes."""

    result = _run("search", "do", "I", "need", "a", "PhD", "--limit", "3")
    hits = guide.search("do I need a PhD", limit=3)
    heads = [block.split("\n")[0] for block in result.stdout.strip().split("\n\n")]
    snippets = [block.split("\n")[1].strip() for block in result.stdout.strip().split("\n\n")]

    assert (0, "") == (result.exit_code, result.stderr)
    assert [f"{hit.entry.ref}  {hit.entry.label}" for hit in hits] == heads
    assert [" ".join(hit.snippet.split()) for hit in hits] == snippets


def test_search_json_equals_the_api(guide):
    """`search --format json` has what the hits of the API have."""

    result = _run("search", "feature engineering", "--format", "json", "--kind", "skills", "--limit", "4")
    hits = guide.search("feature engineering", kind="skill", limit=4)
    expected = [
        {
            "ref": hit.entry.ref,
            "label": hit.entry.label,
            "score": pytest.approx(hit.score, abs=0.001),
            "snippet": hit.snippet,
            "ranges": list(map(list, hit.ranges)),
        }
        for hit in hits
    ]

    assert (0, expected) == (result.exit_code, json.loads(result.stdout))
    assert hits


def test_search_marks_the_words_in_colour():
    """In a terminal the matched words stand out; with NO_COLOR they do not."""

    marked = _run("search", "pytorch", color=True)
    plain = _run("search", "pytorch", color=True, env={"NO_COLOR": "1"})

    assert (True, False) == ("\x1b[1mPyTorch\x1b[0m" in marked.stdout, "\x1b" in plain.stdout)
    assert re.sub(r"\x1b\[[01]m", "", marked.stdout) == plain.stdout


def test_piped_output_has_no_colour():
    """Piped output has no escape sequence."""

    assert b"\x1b" not in _process("search", "pytorch").stdout


@pytest.mark.parametrize("kind", KINDS)
def test_schema_prints_the_schema(kind):
    """`schema KIND` is the JSON Schema of that kind."""

    result = _run("schema", kind)

    assert (0, mlc.schema(kind), "") == (result.exit_code, json.loads(result.stdout), result.stderr)


def test_schema_without_kind_is_that_of_a_guide():
    """`schema` alone is the schema that holds all others."""

    assert mlc.schema("guide") == json.loads(_run("schema").stdout)


def test_version_is_told():
    """`--version` prints the name and the version."""

    result = _run("--version")

    assert (0, ["mlcareer-content", mlc.__version__]) == (result.exit_code, result.stdout.split()[-2:])


@pytest.mark.parametrize("command", [[], ["show"], ["list"], ["search"], ["schema"]])
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_is_told(command, option):
    """Every command explains itself, and the whole explains its exit codes."""

    result = _run(*command, option)

    assert (0, "") == (result.exit_code, result.stderr)
    assert "Usage: " in result.stdout
    assert bool(command) or "Exit codes: 0 done; 1 nothing found" in " ".join(result.stdout.split())


def test_add_puts_content_on_top(file):
    """`--add` puts files on top of the packaged guide, for every command that reads content."""

    path = file(QUESTION)
    shown = _run("show", "question:working-hours", "--add", path)
    listed = _run("list", "faq", "--add", path)
    found = _run("search", "zyzzyva", "--add", path)
    both = _run("list", "faq", "--add", path, "--add", file({**QUESTION, "id": "pay"}, "pay.json"))

    assert [0, 0, 0, 0] == [shown.exit_code, listed.exit_code, found.exit_code, both.exit_code]
    assert "Are the hours long?" in shown.stdout
    assert listed.stdout.splitlines()[-1].startswith("question:working-hours")
    assert found.stdout.startswith("question:working-hours")
    assert ["question:working-hours", "question:pay"] == [line.split()[0] for line in both.stdout.splitlines()[-2:]]


def test_no_base_leaves_the_packaged_guide_out(file, tmp_path):
    """With `--no-base` a folder is a guide of its own."""

    file(GUIDE, "guide.json")
    file(ARTICLE, "article.json")
    result = _run("list", "--no-base", "--add", tmp_path)

    assert (0, ["article:pots", "section:wheel"]) == (
        result.exit_code,
        [line.split()[0] for line in result.stdout.splitlines()],
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["show", "skill:pytroch"], "skill:pytorch"),
        (["show", "pytorch"], "skill:pytorch"),
        (["show", "skil:pytorch"], "skill"),
        (["show", "fqa"], "faq"),
        (["show", "skill:"], "kind:id"),
        (["show", ""], "kind:id"),
        (["search", "qqqqqq wwwwww"], "nothing found"),
        (["search", ""], "nothing found"),
        (["search", "--kind", "role", "zyzzyva"], "nothing found"),
    ],
)
def test_nothing_found_is_exit_code_1(arguments, told):
    """What is not there is told on standard error, with near matches, and the exit code is 1."""

    result = _run(*arguments)

    assert (1, "") == (result.exit_code, result.stdout)
    assert told in result.stderr


def test_empty_list_is_exit_code_1(file, tmp_path):
    """A kind of which the guide has nothing is told by name; as JSON it is an empty list, and 1 all the same."""

    file(GUIDE, "guide.json")
    file(ARTICLE, "article.json")
    result = _run("list", "skills", "--no-base", "--add", tmp_path)
    as_json = _run("list", "skills", "--no-base", "--add", tmp_path, "--format", "json")

    assert (1, "") == (result.exit_code, result.stdout)
    assert "the guide has no skill" in result.stderr
    assert (1, []) == (as_json.exit_code, json.loads(as_json.stdout))


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ({**QUESTION, "formr_ids": []}, "did you mean"),
        ({**QUESTION, "id": "education-needed"}, "education-needed"),
        ({**QUESTION, "stages": ["entry-levle"]}, "entry-level"),
        ({**QUESTION, "answer": ["See [it](skill:pytroch)."]}, "skill:pytorch"),
        ({"id": "x"}, "kind"),
        ([], "an object"),
        (GUIDE, "second guide"),
    ],
)
def test_bad_content_is_exit_code_1(file, document, told):
    """Content that breaks a rule is told with its file, and the exit code is 1."""

    path = file(document)
    result = _run("show", "--add", path)

    assert (1, "") == (result.exit_code, result.stdout)
    assert told in result.stderr
    assert str(path) in result.stderr


@pytest.mark.parametrize("command", [["show"], ["list"], ["search", "python"]])
def test_every_problem_is_told(file, command):
    """All problems of the content are told, not the first alone."""

    result = _run(*command, "--add", file({**QUESTION, "answr": 1, "id": "A B", "stages": ["nowhere"]}))

    assert 1 == result.exit_code
    assert ["MLC102", "MLC105", "MLC202"] == sorted(set(re.findall("MLC[0-9]{3}", result.stderr)))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["list", "skil"], "skill"),
        (["list", "nothing-like-it"], "the kinds are"),
        (["search", "--kind", "questoin", "x"], "question"),
        (["schema", "questoin"], "question"),
        (["schema", "../secrets"], "there is no kind"),
        (["search"], "QUERY"),
        (["search", "x", "--limit", "0"], "--limit"),
        (["search", "x", "--limit", "many"], "--limit"),
        (["show", "--width", "19"], "--width"),
        (["show", "--as-of", "tomorrow"], "'--as-of': tomorrow is not a day, such as 2026-11-25"),
        (["show", "--as-of", "2026-02-30"], "'--as-of': 2026-02-30 is not a day"),
        (["show", "--as-of", "2026-02-28T12:00"], "is not a day"),
        (["diff", "installed", "installed", "--date", "\x1b[2J"], "'--date': \\u001b[2J is not a day"),
        (["show", "--format", "xml"], "--format"),
        (["show", "--no-base"], "--add"),
        (["show", "one", "two"], "two"),
        (["shwo"], "shwo"),
        (["show", "--what"], "--what"),
        (["schema", "--format", "json", "--no-base"], "--"),
    ],
)
def test_wrong_usage_is_exit_code_2(arguments, told):
    """A command that was called wrongly says on standard error what is wrong, and the exit code is 2."""

    result = _run(*arguments)

    assert (2, "") == (result.exit_code, result.stdout)
    assert told in result.stderr


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("missing.json", None, "cannot read"),
        ("broken.json", "{", "unexpected end of file"),
        ("empty.json", "", "MLC004"),
        ("infinite.json", "[NaN]", "NaN"),
        ("deep.json", "[" * 100_000, "deep"),
    ],
)
def test_unreadable_content_is_exit_code_2(tmp_path, name, content, told):
    """A file that gives no document is told by its name, and the exit code is 2."""

    path = tmp_path / name
    if content is not None:
        path.write_text(content, "utf-8")
    result = _run("show", "--add", path)

    assert (2, "") == (result.exit_code, result.stdout)
    assert told in result.stderr
    assert name in result.stderr


def test_empty_folder_is_exit_code_2(tmp_path):
    """A folder without a file to read is unreadable."""

    result = _run("list", "--add", tmp_path)

    assert (2, "") == (result.exit_code, result.stdout)
    assert "no documents" in result.stderr


@pytest.mark.parametrize("arguments", [["show"], ["list"], ["search", "python"], ["schema"], ["--help"]])
def test_closed_pipe_ends_quietly(arguments):
    """Where nobody reads on, the command ends without a word."""

    reading, writing = os.pipe()
    os.close(reading)
    done = _process(*arguments, stdout=writing)
    os.close(writing)

    assert b"" == done.stderr


def test_full_disk_is_told_without_a_traceback():
    """Where the output cannot be written, one sentence says so, and the exit code is 2."""

    script = """
import errno, io, runpy, sys

class Full(io.RawIOBase):
    def writable(self):
        return True

    def write(self, data):
        raise OSError(errno.ENOSPC, "No space left on device")

sys.argv = ["mlcareer-content", "list"]
sys.stdout = io.TextIOWrapper(Full(), "utf-8", write_through=True)
runpy.run_module("mlcareer_content", run_name="__main__")
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, encoding="utf-8")

    assert "Traceback" not in done.stderr
    assert 2 == done.returncode


def test_closed_output_is_no_traceback():
    """A process that was started without standard output ends without a traceback."""

    script = "import runpy, sys; sys.stdout = None; sys.argv[1:] = ['list']; runpy.run_module('mlcareer_content', "
    script += "run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, encoding="utf-8")

    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "variables",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
)
def test_any_encoding_will_do(variables):
    """A terminal that lacks a character gets a question mark; nothing is lost besides, and nothing fails."""

    done = _process("show", "credential:bachelors-degree", **variables)
    shown = done.stdout.decode("utf-8")
    expected = mlc.render(mlc.load()["credential:bachelors-degree"], "text")

    assert (0, b"") == (done.returncode, done.stderr)
    assert re.fullmatch(re.escape(expected).replace("\u2019", "[\u2019?]"), shown)


def test_any_encoding_will_do_for_errors():
    """A message with characters that standard error lacks is told all the same."""

    done = _process("show", "skill:größe", PYTHONIOENCODING="ascii")

    assert (1, b"") == (done.returncode, done.stdout)
    assert done.stderr.startswith(b"mlcareer-content: there is no entry")


def test_arguments_that_are_no_text_are_safe():
    """Bytes that are no UTF-8 in an argument end in an answer, not in a traceback."""

    for arguments in (["show", b"skill:\xff"], ["search", b"\xff\xfe"], ["list", b"\xff"], ["show", "--add", b"\xff"]):
        command = [sys.executable, "-m", "mlcareer_content", *arguments]
        done = subprocess.run(command, capture_output=True, check=False)

        assert done.returncode in {1, 2}
        assert b"Traceback" not in done.stderr


def _hostile_question(text):
    return {**QUESTION, "id": "hostile", "question": f"Is this {text}hostile?", "answer": [f"Yes, {text} zyzzyva."]}


@pytest.mark.parametrize("arguments", [["show"], ["list"], ["search", "zyzzyva"]])
@pytest.mark.parametrize("format_", ["text", "json"])
def test_hidden_characters_never_reach_the_output(file, arguments, format_):
    """Content with hidden characters is refused, and the report does not print them raw, in either format."""

    path = file(_hostile_question(HIDDEN))
    result = _run(*arguments, "--add", path, "--format", format_, color=True)

    assert 1 == result.exit_code
    assert "MLC315" in result.output
    assert [] == _raw(result)


def test_json_keeps_hidden_characters_escaped():
    """As JSON, what is hidden comes as an escape, so that the value is still the one that the API gives."""

    skill = evolve(mlc.load().skills[0], name=f"a{HIDDEN}b")
    written = mlc.render(skill, "json")

    assert NOT_SHOWN.findall(written) == []
    assert mlc.to_dict(skill) == json.loads(written)


@pytest.mark.parametrize(
    "document",
    [
        _hostile_question(ESCAPE),
        {**QUESTION, f"key{ESCAPE}{HIDDEN}": 1},
        {**QUESTION, "id": f"{ESCAPE}{HIDDEN}"},
        {**QUESTION, "kind": f"{ESCAPE}{HIDDEN}"},
        {**QUESTION, "kind": {f"{ESCAPE}{HIDDEN}": 1}},
        {**QUESTION, "stages": [f"{ESCAPE}{HIDDEN}"]},
        {**QUESTION, "answer": [f"See [it](<skill:{ESCAPE}{HIDDEN}>)."]},
        {"kind": "faq", "entries": [{f"{ESCAPE}{HIDDEN}": {}}]},
        f'{{"{HIDDEN}": 1, "{HIDDEN}": 2}}',
        json.dumps({f"a{ESCAPE}{HIDDEN}": 1})[:-1] + "," + json.dumps({f"a{ESCAPE}{HIDDEN}": 1})[1:],
        f"{ESCAPE}{HIDDEN}",
    ],
)
def test_messages_show_nothing_raw(file, document):
    """Messages about hostile content show its characters as escapes, wherever they stand."""

    result = _run("show", "--add", file(document), color=True)

    assert result.exit_code in {1, 2}
    assert [] == _raw(result)


@pytest.mark.parametrize("arguments", [["show"], ["list"], ["search", "x"]])
def test_names_of_files_are_not_shown_raw(tmp_path, arguments):
    """A hostile name of a file is not printed raw, whether the file is there or not."""

    name = f"hostile{ESCAPE}\u202e\u009b31m.json"
    missing = _run(*arguments, "--add", tmp_path / f"missing-{name}", color=True)
    (tmp_path / name).write_text("[]", "utf-8")
    there = _run(*arguments, "--add", tmp_path / name, color=True)

    assert (2, 1) == (missing.exit_code, there.exit_code)
    assert [] == _raw(missing) + _raw(there)


@pytest.mark.parametrize("arguments", [["show"], ["list"], ["schema"], ["search", "--kind"]])
def test_arguments_are_not_shown_raw(arguments):
    """What was typed is not printed raw in a message."""

    result = _run(*arguments, f"x{ESCAPE}{HIDDEN}", *(["y"] if arguments[0] == "search" else []), color=True)

    assert result.exit_code in {1, 2}
    assert [] == _raw(result)


def test_module_and_script_are_the_same_command():
    """The installed script exists, and says what `python -m mlcareer_content` says."""

    folder = Path(sysconfig.get_path("scripts"))
    script = next(path for path in (folder / "mlcareer-content", folder / "mlcareer-content.exe") if path.exists())
    done = subprocess.run([script, "list", "stage"], capture_output=True, check=False)
    module = _process("list", "stage")

    assert (0, 0) == (done.returncode, module.returncode)
    assert module.stdout == done.stdout
    assert b"Usage: mlcareer-content" in _process("--help").stdout


def test_dates_are_dates():
    """The status of a credential is that of the API."""

    credential = mlc.load().credentials["tensorflow-developer-certificate"]
    result = _run("show", credential.ref, "--as-of", "2024-05-01")

    assert f"Status on 2024-05-01: {credential.status_on(date(2024, 5, 1))}" in result.stdout
