"""Which files `validate` checks, and which it only refers to."""

import json

import pytest
from click.testing import CliRunner

from mlcareer_content._cli._main import mlcareer_content

from .tables import each_row

FILES = ["a.json", "drafts/b.json", "drafts/deep/c.json", "notes/d.json", "notes/e.md", "b.json"]
UNREAD = [".git/f.json", "node_modules/g.json", "notes/node_modules/h.json", ".venv/lib/i.json", ".hidden.json"]


def _run(*arguments):
    return CliRunner().invoke(mlcareer_content, ["validate", *map(str, arguments)])


def _question(id, answer="Quiet."):
    return json.dumps({"kind": "question", "id": id, "question": "Why trams?", "answer": [answer]})


@pytest.fixture(name="folder")
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in [*FILES, *UNREAD]:
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}", "utf-8")
    return tmp_path / "content"


def _read(output):
    return {problem["file"].removeprefix("content/") for problem in json.loads(output)["problems"]}


@pytest.mark.usefixtures("folder")
@each_row(
    ("patterns", "excluded"),
    [
        ([], set()),
        (["b.json"], {"b.json", "drafts/b.json"}),
        (["drafts"], {"drafts/b.json", "drafts/deep/c.json"}),
        (["drafts/"], {"drafts/b.json", "drafts/deep/c.json"}),
        (["./drafts/*"], {"drafts/b.json", "drafts/deep/c.json"}),
        (["drafts/*.json"], {"drafts/b.json"}),
        (["**/deep"], {"drafts/deep/c.json"}),
        (["*.md"], {"notes/e.md"}),
        (["notes/[de].*"], {"notes/d.json", "notes/e.md"}),
        (["Drafts", "nothing"], set()),
        (["content"], set()),
        (["a.json", "notes"], {"a.json", "notes/d.json", "notes/e.md"}),
    ],
)
def test_what_is_excluded_from_a_folder(patterns, excluded):
    """A pattern is for names, or for paths below the folder if it has a slash; some folders are never read."""
    options = [option for pattern in patterns for option in ("--exclude", pattern)]

    assert set(FILES) - excluded == _read(_run("--format", "json", *options, "content").stdout)


@pytest.mark.usefixtures("folder")
def test_files_that_are_named_are_never_excluded():
    """`--exclude` is about what is found in folders."""
    assert _read(_run("--format", "json", "--exclude", "*.json", "content/a.json").stdout) == {"a.json"}


@pytest.mark.usefixtures("folder")
def test_a_folder_of_which_all_is_excluded_has_no_documents():
    """It is reported like an empty folder, as nothing was checked."""
    done = _run("--exclude", "*", "content")

    assert (done.exit_code, "MLC008" in done.output) == (2, True)


def test_a_file_is_checked_once_whatever_its_name(folder):
    """Two ways to write a path are one file."""
    (folder / "a.json").write_text(_question("on-trams"), "utf-8")

    assert _run("content/a.json", folder / "a.json", "./content/../content/a.json").output == "1 file: no problems\n"


@pytest.fixture(name="one_of_a_set")
def _one_of_a_set(tmp_path, monkeypatch):
    """A file that refers to another, and a third with an error."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_text(_question("on-trams", "See [buses](question:on-buses)."), "utf-8")
    (tmp_path / "b.json").write_text(_question("on-buses", "See [trams](question:on-tram)."), "utf-8")
    (tmp_path / "c.json").write_text('{"kind": "question",', "utf-8")
    return tmp_path


@pytest.mark.usefixtures("one_of_a_set")
@each_row("options", [["--with", "."], ["--with", "b.json"], ["--with", ".", "--jobs", "2"]])
def test_content_to_refer_to_is_not_reported(options):
    """The file is checked with the others, whose own problems do not matter; it may be among them."""
    assert _run("a.json", *options).output == "1 file: no problems\n"


def test_content_to_refer_to_is_needed(one_of_a_set):
    """Without it, the reference is broken; with a file that has the same id, that is a duplicate."""
    (one_of_a_set / "d.json").write_text(_question("on-trams"), "utf-8")

    assert "a.json:1:90: error MLC203" in _run("a.json").output
    assert "d.json:1:28: error MLC201" in _run("d.json", "--with", "a.json").output


@pytest.mark.usefixtures("one_of_a_set")
def test_content_to_refer_to_must_exist():
    """A path that is misspelt would make every reference look broken."""
    done = _run("a.json", "--with", "nowhere")

    assert (done.exit_code, "'nowhere' does not exist" in done.output) == (2, True)
