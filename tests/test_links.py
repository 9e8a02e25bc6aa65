"""Links out of a folder: whoever writes one reads nothing of the file that it leads to."""

import json
import threading
from importlib.readers import MultiplexedPath
from pathlib import Path

import pytest
from click.testing import CliRunner

import mlcareer_content as mlc
from mlcareer_content._cli._main import mlcareer_content

SECRET = "root:x:0:0"
QUESTION = {"kind": "question", "id": "on-trams", "question": "Why trams?", "answer": ["They are quiet."]}

# The links in the folder `content`, by name; `secret`, `secrets` and a copy of a question are beside it.
LINKS = {
    "to a file": {"a.json": "../secret"},
    "to a file of another format": {"a.yaml": "../secret"},
    "to a file, of JSON Lines": {"a.jsonl": "../secret"},
    "to a file, of Markdown": {"a.md": "../secret"},
    "absolute": {"a.json": "{above}/secret"},
    "through another link": {"a.json": ".b", ".b": "../secret"},
    "through a link to a folder": {"a.json": ".more/passwd.json", ".more": "../secrets"},
    "through the parent of a linked folder": {"a.json": ".more/../secret", ".more": "../secrets"},
    "down and up": {"a.json": "sub/../../secret"},
    "in a folder below": {"sub/a.json": "../../secret"},
    "to a file of the right form": {"a.json": "../right.json"},
    "to nothing": {"a.json": "../nothing"},
    "to nothing, where a folder may have been": {"more": "../nothing"},
    "to a file, under the name of no document": {"LICENSE": "../secret"},
    "to a folder": {"more": "../secrets"},
    "to a folder, through another link": {"more": ".b", ".b": "../secrets"},
    "to a folder with a name that begins alike": {"a.json": "../content-2/right.json"},
}
COMMANDS = {
    "validate": ("validate", "{folder}"),
    "validate in two processes": ("validate", "--jobs", "2", "{folder}"),
    "validate, for programs": ("validate", "--format", "json", "{folder}"),
    "show": ("show", "--add", "{folder}"),
    "list": ("list", "--add", "{folder}"),
    "search": ("search", "--add", "{folder}", "trams"),
    "path": ("path", "--to", "mid-career", "--add", "{folder}"),
    "a resume of path": ("path", "--to", "mid-career", "--resume", "{folder}"),
    "export": ("export", "--add", "{folder}", "{above}/site"),
    "convert": ("convert", "{folder}"),
    "diff": ("diff", "installed", "{folder}"),
}


@pytest.fixture(name="above")
def _above(tmp_path):
    (tmp_path / "secret").write_text(f"{SECRET}:root:/root:/bin/bash\n", "utf-8")
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "passwd.json").write_text(f"{SECRET}\n", "utf-8")
    for folder in ("content", "content-2"):
        (tmp_path / folder / "sub").mkdir(parents=True)
    for name in ("right.json", "content-2/right.json"):
        (tmp_path / name).write_text(json.dumps(QUESTION), "utf-8")
    return tmp_path


def _link(above, links):
    for name, target in links.items():
        (above / "content" / name).symlink_to(target.format(above=above))
    return above / "content"


@pytest.mark.parametrize("links", LINKS.values(), ids=LINKS)
def test_a_link_out_of_the_folder_is_reported(above, links):
    """The link is the one problem, under its own name, and `load` raises it."""
    folder = _link(above, links)
    found = [(Path(one.file).relative_to(folder).as_posix(), one.code) for one in mlc.validate(folder).problems]

    assert found == [(next(iter(links)), "MLC012")]
    with pytest.raises(mlc.InvalidContentError, match="MLC012"):
        mlc.load(folder)


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_no_command_opens_it(above, command):
    """No command prints anything of the file, and each fails."""
    folder = _link(above, {"a.json": "../secret", "b.jsonl": "../secret", "more": "../secrets"})
    done = CliRunner().invoke(mlcareer_content, [part.format(folder=folder, above=above) for part in command])

    assert (done.exit_code, "Traceback" in done.output) == (2, False)
    assert SECRET not in done.output + done.stderr


@pytest.mark.parametrize("name", ["data/guide.json", "data", "schemas", "."])
def test_diff_opens_no_link_in_a_package(above, name):
    """What looks like the installed package is read like a folder of documents, and no folder outside is listed."""
    package = above / "content" / "mlcareer_content"
    (above / "secrets" / "data").mkdir()
    for guide in (above / "secrets" / "data" / "guide.json", above / "secrets" / "guide.json"):
        guide.write_text(SECRET, "utf-8")
    if name == "schemas":
        (package / "data").mkdir(parents=True)
        (package / "data" / "guide.json").write_text("{}", "utf-8")
    (package / name).parent.mkdir(parents=True, exist_ok=True)
    (package / name).symlink_to(above / "secrets")
    done = CliRunner().invoke(mlcareer_content, ["diff", "installed", str(above / "content")])

    assert (done.exit_code, SECRET in done.output, "passwd" in done.output) == (2, False, False)
    assert "leads out of the folder" in done.stderr


def test_links_in_a_namespace_package(above):
    """In a package that is spread over several folders, each link is reported under its own name, also a merged one."""
    (above / "content" / "more").symlink_to("../secrets")
    (above / "content-2" / "sub" / "right.json").write_text(json.dumps(QUESTION), "utf-8")
    (above / "content" / "sub").rmdir()
    (above / "content" / "sub").symlink_to("../secrets")
    spread = MultiplexedPath(above / "content", above / "content-2")
    found = [(Path(one.file).name, one.code) for one in mlc.validate(spread).problems]

    assert found == [("more", "MLC012"), ("sub", "MLC012")]


def test_links_within_the_folder_are_followed(above):
    """A link to a file below the folder is read under its own name, also when the folder itself is a link."""
    (above / "content" / "sub" / "target").write_text(json.dumps(QUESTION), "utf-8")
    _link(above, {"a.json": "sub/target", "more": "sub"})
    (above / "named").symlink_to("content")

    assert mlc.validate(above / "named").problems == ()
    assert mlc.load(above / "named").faq.ids[-1] == "on-trams"


def test_a_link_that_is_named_is_followed(above):
    """What somebody names is read, wherever it leads."""
    (above / "content" / "a.json").symlink_to("../right.json")

    assert mlc.validate(above / "content" / "a.json").problems == ()


def test_files_that_become_links_are_not_opened(above):
    """While files and folders are exchanged for links, nothing of what they lead to is ever quoted or named."""
    folder, deep = above / "content", above / "content" / "deep"
    (above / "other").mkdir()
    for name in ("b.json", "passwd.json"):
        (above / "other" / name).write_text(SECRET, "utf-8")
    deep.mkdir()
    done = threading.Event()

    def exchange():
        while not done.is_set():
            for make in (lambda path: path.write_text("{}", "utf-8"), lambda path: path.symlink_to("../secret")):
                make(folder / "new")
                (folder / "new").replace(folder / "a.json")
            (deep / "b.json").write_text("{}", "utf-8")
            deep.rename(folder / ".kept")
            deep.symlink_to(above / "other")
            deep.unlink()
            (folder / ".kept").rename(deep)

    thread = threading.Thread(target=exchange)
    thread.start()
    try:
        texts = "".join(mlc.validate(folder).format() for _ in range(300))
    finally:
        done.set()
        thread.join()

    assert (SECRET in texts, "passwd" in texts) == (False, False)
