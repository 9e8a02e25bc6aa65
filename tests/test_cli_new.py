"""`mlcareer-content new`: what it writes, where, and that it never writes over anything."""

import json
import os
import re
import shlex
import sys
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

import mlcareer_content as mlc
from mlcareer_content import _package_data
from mlcareer_content._entries import KINDS
from mlcareer_content._skeletons import skeleton

from .commands import ENCODINGS, HOSTILE, NOT_SHOWN, process, run
from .places import ROOT, needs_source
from .tables import each_row

KINDS_OF_DOCUMENTS = [kind for kind in KINDS if kind != "section"]
ENDINGS = {
    "x.json": "json",
    "x.yaml": "yaml",
    "x.yml": "yaml",
    "x.md": "markdown",
    "x.markdown": "markdown",
    "x.YAML": "yaml",
}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """The folder that is worked in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@each_row("kind", KINDS_OF_DOCUMENTS)
@each_row("format_", ["json", "yaml", "markdown"])
def test_skeleton_is_printed(folder, kind, format_):
    """Without a file the skeleton of the kind is printed, and nothing is written."""

    result = run("new", kind, "--format", format_, "--schema", "x.schema.json")

    assert (0, skeleton(kind, format_, "x.schema.json"), "") == (result.exit_code, result.stdout, result.stderr)
    assert {} == _content(folder)


def test_yaml_is_printed_unless_told():
    """Without a file and a format it is YAML."""

    assert run("new", "skill", "--format", "yaml").stdout == run("new", "skill").stdout


@pytest.mark.parametrize(("name", "format_"), ENDINGS.items())
def test_ending_tells_the_format(folder, name, format_):
    """With a file it is written there, in the format of its ending; standard output stays empty."""

    result = run("new", "question", name)

    assert (0, "") == (result.exit_code, result.stdout)
    assert {name: run("new", "question", "--format", format_).stdout_bytes} == _content(folder)


def test_format_outweighs_the_ending(folder):
    """`--format` says what to write, whatever the file is called."""

    result = run("new", "question", "x.txt", "--format", "json")

    assert (0, "question") == (result.exit_code, json.loads((folder / "x.txt").read_bytes())["kind"])


@each_row("kind", KINDS_OF_DOCUMENTS)
@each_row("ending", ["json", "yaml", "md"])
def test_schema_is_that_of_the_kind(folder, kind, ending):
    """The schema that the file points to is there, and is that of its kind."""

    name = f"{kind}.{ending}"
    run("new", kind, name)
    (place,) = re.findall(r'\$schema(?:=|": ")([^"\s]+)', (folder / name).read_text("utf-8"))
    schema = Path(url2pathname(urlsplit(place).path)).read_bytes()

    assert ("file", mlc.schema(kind)) == (urlsplit(place).scheme, json.loads(schema))


def test_schema_is_a_name_where_it_is_no_file(monkeypatch):
    """From a zip the file points to the name of the schema instead."""

    monkeypatch.setattr(_package_data, "uri", lambda _: None)

    assert run("new", "skill").stdout.startswith(f"# yaml-language-server: $schema={mlc.schema('skill')['$id']}\n")


@each_row(("kind", "option"), [("question", ""), ("guide", "--no-base "), ("article", "--no-base ")])
def test_next_step_is_told(kind, option):
    """On standard error stands what to do next; a guide of one's own does not extend the packaged one."""

    assert (
        f"created {kind}.yaml; fill it in, then run: mlcareer-content validate {option}{kind}.yaml\n"
        == run("new", kind, f"{kind}.yaml").stderr
    )


@pytest.mark.parametrize("name", ["x.yaml", "a question.yaml", "what's $HOME.yaml", "-x.yaml"])
def test_next_step_can_be_taken(name):
    """What is told to be run next can be copied as it stands, whatever the file is called."""

    told = run("new", "question", "--", name).stderr
    program, *arguments = shlex.split(told.partition("run: ")[2])
    result = run(*arguments)

    assert ("mlcareer-content", 1, True) == (program, result.exit_code, result.stdout.partition(":")[0].endswith(name))


@pytest.mark.parametrize("name", ["there.yaml", "there.txt", "link.yaml", "nowhere.yaml", "folder.yaml"])
def test_nothing_is_written_over(folder, name):
    """What is there already, be it a file, a link or a folder, stays as it is; that is told, with the name."""

    for there in ("there.yaml", "there.txt"):
        (folder / there).write_bytes(b"precious")
    (folder / "link.yaml").symlink_to("there.yaml")
    (folder / "nowhere.yaml").symlink_to("new.yaml")
    (folder / "folder.yaml").mkdir()
    result = run("new", "question", name, "--format", "yaml")

    assert (2, "") == (result.exit_code, result.stdout)
    assert f"{name} exists already" in result.stderr
    assert {b"precious"} == {path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert not (folder / "new.yaml").exists()


def test_missing_folder_is_told(folder):
    """A file in a folder that is not there cannot be written: the message says which file."""

    result = run("new", "question", "nowhere/x.yaml")

    assert (2, "", {}) == (result.exit_code, result.stdout, _content(folder))
    assert "nowhere/x.yaml" in result.stderr.replace("\\", "/")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "KIND"),
        (["questoin"], "question"),
        (["nothing-like-it"], "the kinds are"),
        (["section"], "the kinds are"),
        (["report"], "there is no kind"),
        (["question", "x.txt"], ".yaml"),
        (["question", "x"], ".yaml"),
        (["question", "x.jsonl"], ".yaml"),
        (["question", ""], ".yaml"),
        (["question", "x.yaml", "y.yaml"], "y.yaml"),
        (["question", "--format", "xml"], "--format"),
        (["question", "--format", "jsonl"], "--format"),
        (["question", "--what"], "--what"),
        (["question", "--schema", "x\nkind: role"], "x\\nkind: role"),
        (["question", "x.yaml", "--schema", "x\r#"], "without line breaks"),
        (["question", "x.json", "--schema", "x\u2028y"], "without line breaks"),
        (["question", "--schema", "\x85"], "without line breaks"),
        (["question", "--schema", "\x1b[31m"], "control characters"),
    ],
)
def test_wrong_usage_is_exit_code_2(folder, arguments, told):
    """A command that was called wrongly says what is wrong, and writes nothing; the exit code is 2."""

    result = run("new", *arguments)

    assert (2, "", {}) == (result.exit_code, result.stdout, _content(folder))
    assert told in result.stderr


@pytest.mark.parametrize("variables", ENCODINGS)
def test_any_encoding_will_do(folder, variables):
    """A skeleton is UTF-8, on paper and on the screen, whatever the terminal lacks."""

    printed = process("new", "credential", **variables)
    written = process("new", "credential", "ü.yaml", **variables)
    expected = run("new", "credential").stdout_bytes

    assert (0, b"", expected) == (printed.returncode, printed.stderr, printed.stdout)
    assert (0, {"ü.yaml": expected}) == (written.returncode, _content(folder))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no file has such a name")
@pytest.mark.parametrize(
    "name", [f"x{HOSTILE}.yaml", "x\n::error::y.yaml", b"x\xff.yaml"], ids=["hidden", "line", "bytes"]
)
def test_names_of_files_are_not_shown_raw(name):
    """A hostile name is not printed raw: not of a file that is begun, that is there, or that cannot be written."""

    name = os.fsdecode(name)
    results = [run("new", "question", *arguments, color=True) for arguments in ([name], [name], [f"nowhere/{name}"])]
    results.append(run("new", "question", f"{name}.txt", color=True))

    assert [0, 2, 2, 2] == [result.exit_code for result in results]
    assert [] == [found for result in results for found in NOT_SHOWN.findall(result.output)]
    assert [] == [result.stderr for result in results if re.search("(?m)^::error", result.stderr)]


@pytest.mark.parametrize(
    "arguments",
    [[f"x{HOSTILE}"], ["question", "x.yaml", f"x{HOSTILE}"], [f"--x{HOSTILE}"], ["question", "--schema", HOSTILE]],
)
def test_arguments_are_not_shown_raw(arguments):
    """What was typed is not printed raw in a message."""

    result = run("new", *arguments, color=True)

    assert (2, []) == (result.exit_code, NOT_SHOWN.findall(result.output))


def test_closed_pipe_ends_quietly():
    """Where nobody reads on, the command ends without a word."""

    reading, writing = os.pipe()
    os.close(reading)
    done = process("new", "guide", stdout=writing)
    os.close(writing)

    assert b"" == done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_full_disk_is_told_without_a_traceback():
    """Where the skeleton cannot be printed, one sentence says so, and the exit code is 2."""

    with Path("/dev/full").open("wb") as full:
        done = process("new", "question", stdout=full)

    assert (2, 1) == (done.returncode, done.stderr.count(b"\n"))
    assert done.stderr.startswith(b"mlcareer-content: the output cannot be written")


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_is_told(option):
    """The command explains itself."""

    assert (0, True) == (run("new", option).exit_code, "Create a document" in run("new", option).stdout)


# A package with a guide


def _files(folder):
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def test_package_is_written(folder):
    """A package is complete: its guide is valid, its name is that of the folder, and nothing is left of the pattern."""

    result = run("new", "package", "potter-guide")
    files = _files(folder / "potter-guide")
    guide = mlc.load(folder / "potter-guide" / "src" / "potter_guide" / "content", base=False)
    whole = "".join(path.read_text("utf-8") for path in files.values())

    assert (0, "") == (result.exit_code, result.stdout)
    assert {"README.md", "LICENSE", "LICENSE-CONTENT", "pyproject.toml", "tests/test_guide.py"} < files.keys()
    assert ("potter-guide", 2) == (guide.id, len(guide.stages))
    assert f'dependencies = ["mlcareer-content>={mlc.__version__}"]' in whole
    assert [] == re.findall("(?i)acme|machine learning|MINIMUM", whole)


def test_package_has_no_problem():
    """What is told to be run next finds no problem, not even a warning."""

    told = run("new", "package", "potter-guide").stderr
    _, *arguments = shlex.split(told.partition("run: ")[2])

    assert told.startswith("created potter-guide; replace its texts, then run: mlcareer-content validate --no-base ")
    assert "6 files: no problems\n" == run(*arguments, "--strict").stdout


def test_package_in_this_folder(folder, monkeypatch):
    """A package can be written into a folder that is there, such as a repository, and has its name."""

    (folder / "potter-guide" / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder / "potter-guide")

    assert 0 == run("new", "package", ".").exit_code
    assert "potter-guide" == mlc.load("src/potter_guide/content", base=False).id


@needs_source
def test_workflow_of_a_package_is_pinned_as_ours(folder):
    """The workflow uses the actions of this repository, pinned to the same commits, and may only read."""

    ours = set(re.findall("uses: .+", (ROOT / ".github" / "workflows" / "tests.yml").read_text("utf-8")))
    run("new", "package", "potter-guide")
    workflow = (folder / "potter-guide" / ".github" / "workflows" / "tests.yml").read_text("utf-8")
    used = re.findall("uses: .+", workflow)

    assert (2, set(used)) == (len(used), ours & set(used))
    assert ["permissions: {}", "contents: read"] == re.findall("permissions: .+|contents: [a-z]+", workflow)


@pytest.mark.parametrize("name", ["README.md", "src/potter_guide/content/faq.json", "tests"])
def test_package_replaces_nothing(folder, name):
    """Where one of its files is there already, nothing is written; that is told, with the name."""

    path = folder / "potter-guide" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(b"precious")
    result = run("new", "package", "potter-guide")

    assert (2, True) == (result.exit_code, "exists already" in result.stderr)
    assert name in result.stderr.replace("\\", "/")
    assert [b"precious"] == [path.read_bytes() for path in _files(folder).values()]


@pytest.mark.parametrize(
    "name", ["Potter", "potter_guide", "9-lives", "-", "a--b", "json", "class", "tests", "mlcareer-content", "x" * 99]
)
def test_name_of_a_package_is_one(folder, name):
    """A folder that no package can be called after, or whose module there is already, is refused with an example."""

    result = run("new", "package", "--", name)

    assert (2, {}) == (result.exit_code, _content(folder))
    assert "lower-case words joined by hyphens" in " ".join(result.stderr.split())


@each_row("arguments", [[], ["p", "--format", "json"], ["p", "--schema", "x"]])
def test_package_takes_a_folder_alone(folder, arguments):
    """A package needs a folder, and has no format and no schema."""

    result = run("new", "package", *arguments)

    assert (2, {}) == (result.exit_code, _content(folder))
    assert "new package takes a folder" in result.stderr


def test_package_that_cannot_be_written_is_told(folder):
    """A folder in one that is not there, or that is a file, is one sentence with its name."""

    (folder / "file").write_bytes(b"")
    missing, file = run("new", "package", "nowhere/potter-guide"), run("new", "package", "file")

    assert [(2, 1), (2, True)] == [
        (missing.exit_code, missing.stderr.count("cannot be written")),
        (file.exit_code, "file exists already" in file.stderr),
    ]
