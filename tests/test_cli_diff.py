"""`mlcareer-content diff`: what changed, what it means for the version number, and how it ends."""

import json
import os
import shutil
from xml.etree import ElementTree as ET

import pytest

from .commands import HOSTILE, NOT_SHOWN, in_terminal, process, run
from .places import PACKAGE, TREE

DATA = PACKAGE / "data"


@pytest.fixture
def data(tmp_path):
    """A copy of the packaged data, and what changes a file of it."""
    shutil.copytree(DATA, tmp_path / "data")

    def edit(name, change):
        path = tmp_path / "data" / f"{name}.json"
        value = json.loads(path.read_text("utf-8"))
        change(value)
        path.write_text(json.dumps(value), "utf-8")
        return tmp_path / "data"

    return edit


def _reword(value):
    value["entries"][0]["question"] = "Do I need a degree to become an engineer?"


@pytest.mark.parametrize("format", ["text", "json", "markdown"])
def test_same_thing_twice(format):
    """A guide does not differ from itself, in any format."""

    result = run("diff", "installed", "installed", "--format", format)

    assert (0, "") == (result.exit_code, result.stderr)


def test_nothing_changed_is_said():
    """The last line says so."""

    assert "Nothing changed" == run("diff", TREE, "installed").stdout.splitlines()[-1]


def test_reworded_text_is_shown_word_by_word(data):
    """What breaks nothing ends with 0; the text shows the words, and the next version."""

    result = run("diff", TREE, data("faq", _reword))

    assert 0 == result.exit_code
    assert "Do I need a [-specific -]degree" in result.stdout or "[-" in result.stdout
    assert "This is a patch change: the version after 0.1.0 is 0.1.1" in result.stdout


def test_removed_entry_ends_with_1(data):
    """What breaks the policy is told first, with its cure, and ends with 1; the way back ends with 0."""

    changed = data("skills", lambda value: value["entries"].pop(1))
    result = run("diff", TREE, changed)

    assert (1, "") == (result.exit_code, result.stderr)
    assert "Breaks the policy\n  skill:python is gone (Python)\n      help: put it back" in result.stdout
    assert "the version after 0.1.0 is 0.2.0, as a major change raises the second number before 1.0.0" in result.stdout
    assert 0 == run("diff", changed, TREE).exit_code


def test_version_that_is_too_low_is_told(tmp_path, data):
    """A later snapshot whose own version is lower than what changed asks for is told so."""

    package = tmp_path / "site-packages" / "mlcareer_content"
    shutil.copytree(
        data("skills", lambda value: value["entries"].append({**value["entries"][0], "id": "x"})), package / "data"
    )
    (package / "__init__.py").write_text('__version__ = "0.1.1"\n', "utf-8")

    assert "site-packages has the version 0.1.1, which is too low" in run("diff", TREE, package.parent).stdout


def test_markdown_is_the_section(data):
    """The section has the next version and the day, if one is given."""

    changed = data("faq", _reword)
    expected = "\n\n### Changed\n\n- The text of `question:education-needed` (`question`).\n"

    assert f"## [Unreleased]{expected}" == run("diff", TREE, changed, "--format", "markdown").stdout
    assert (
        f"## [0.1.1] - 2026-12-01{expected}"
        == run("diff", TREE, changed, "--format", "markdown", "--date", "2026-12-01").stdout
    )


def test_atom_is_a_feed(data):
    """The feed is XML, with links below the address of the site."""

    arguments = ("--format", "atom", "--date", "2026-12-01", "--base-url", "https://example.org/guide")
    result = run("diff", TREE, data("faq", _reword), *arguments)
    links = [link.get("href") for link in ET.fromstring(result.stdout_bytes).iter("{http://www.w3.org/2005/Atom}link")]

    assert (0, "") == (result.exit_code, result.stderr)
    assert [f"https://example.org/guide/{path}" for path in ("", "questions/education-needed.html")] == links


def test_json_is_for_programs(data):
    """The JSON says the same."""

    found = json.loads(run("diff", TREE, data("faq", _reword), "--format", "json").stdout)

    assert ("difference", "patch", "0.1.1", True) == tuple(
        found[name] for name in ("kind", "bump", "next_version", "ok")
    )
    assert [("reworded", "question:education-needed")] == [
        (change["change"], change["ref"]) for change in found["content"]
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ["installed"],
        ["", "installed"],
        ["installed", "installed", "--format", "markdown", "--date", "x"],
        ["installed", "installed", "--date", "2026-12-01"],
        ["installed", "installed", "--format", "atom"],
        ["installed", "installed", "--format", "atom", "--date", "2026-12-01", "--base-url", "x"],
        ["installed", "installed", "--base-url", "https://example.org/"],
    ],
)
def test_wrong_usage_ends_with_2(arguments):
    """What is no usage ends with 2."""

    assert 2 == run("diff", *arguments).exit_code


@pytest.mark.parametrize("data", [b"{", b"[]", b'{"kind": "guide", "kind": "guide"}', b"PK\x03\x04", b""])
def test_unreadable_side_ends_with_2(tmp_path, data):
    """A side that cannot be read ends with 2, whichever it is, with a sentence alone."""

    (tmp_path / "x.json").write_bytes(data)
    for sides in ((tmp_path / "x.json", "installed"), ("installed", tmp_path / "x.json")):
        result = run("diff", *sides)

        assert (2, "") == (result.exit_code, result.stdout)
        assert result.stderr.startswith("mlcareer-content: ")


def test_hostile_names_and_texts_are_escaped(tmp_path, data):
    """Nothing that is printed is obeyed by a terminal."""

    changed = data("faq", lambda value: value["entries"][0].update(question=HOSTILE, id=HOSTILE))
    place = tmp_path / HOSTILE
    changed.rename(place)

    assert [] == NOT_SHOWN.findall(run("diff", TREE, place).output)
    assert 2 == process("diff", os.fsdecode(b"\xff"), "installed").returncode


def test_colours_are_for_terminals(data):
    """What is removed is red and what is added green, in a terminal."""

    shown = in_terminal("stdout", "diff", str(TREE), str(data("faq", _reword)))

    assert "\x1b[32m{+" in shown
    assert "\x1b" not in run("diff", TREE, data("faq", _reword)).stdout
