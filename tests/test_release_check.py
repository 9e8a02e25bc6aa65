"""The release check: it rejects a changed wheel, and a version, tag and changelog that do not agree."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

import mlcareer_content as mlc
from release.distributions import Release, check_given, check_record
from release.programs import CheckError, run
from release.version import changelog, check_version, read_version

from .places import ROOT, needs_source

FAQ = "mlcareer_content/data/faq.json"


def _failures(check, *arguments, **options):
    """What a check finds; nothing if it passes."""
    try:
        check(*arguments, **options)
    except CheckError as error:
        return error.failures
    return ()


def _change(wheel, folder, changes):
    """Copy a wheel to a folder with other, new or without some members."""
    copy = folder / wheel.name
    with ZipFile(wheel) as old, ZipFile(copy, "w") as new:
        members = {name: old.read(name) for name in old.namelist()} | changes
        for name, data in members.items():
            if data is not None:
                new.writestr(name, data)
    return copy


@pytest.fixture
def release(wheel, sdist, tmp_path):
    """The distributions under test as a release."""
    return Release(ROOT, mlc.__version__, wheel, sdist, tmp_path)


@pytest.fixture
def given(tmp_path):
    """An empty folder for distributions."""
    folder = tmp_path / "dist"
    folder.mkdir()
    return folder


# The distributions


def test_unchanged_wheel_passes(wheel):
    """The members of a wheel as it was built are those of its RECORD."""

    assert () == _failures(check_record, wheel)


@pytest.mark.parametrize("name", [FAQ, "mlcareer_content/__init__.py", "mlcareer_content/new.py"])
def test_changed_wheel_is_rejected(wheel, given, name):
    """A member that was changed or added after the build is named."""

    (failure,) = _failures(check_record, _change(wheel, given, {name: b"changed"}))

    assert name in failure


def test_wheel_in_dist_is_compared_by_member(release, wheel, sdist, given):
    """A wheel that is not the one of the tree is rejected, and the members that differ are named."""

    shutil.copy(sdist, given)
    copy = _change(wheel, given, {FAQ: b"{}", "mlcareer_content/py.typed": None})

    assert (f"{copy} differs from the {wheel.name} of the tree in {FAQ}, mlcareer_content/py.typed",) == _failures(
        check_given, release, given
    )


def test_packing_is_compared_too(release, wheel, sdist, given):
    """A wheel with the same members but other bytes is rejected."""

    shutil.copy(sdist, given)
    copy = _change(wheel, given, {})

    assert (f"{copy} differs from the {wheel.name} of the tree in how it is packed",) == _failures(
        check_given, release, given
    )


def test_other_files_in_dist_are_rejected(release, given):
    """A file of another version and a missing distribution are failures."""

    other = given / "mlcareer_content-0.0.1-py3-none-any.whl"
    other.touch()

    assert (
        f"{other} is not a distribution of {mlc.__version__}",
        *(f"no {path.name} in {given}" for path in (release.wheel, release.sdist)),
    ) == _failures(check_given, release, given)


def test_dist_may_be_empty(release, given):
    """An empty folder passes."""

    assert () == _failures(check_given, release, given)


# The version


def _tree(folder, text):
    (folder / "CHANGELOG.md").write_text(f"# Changelog\n\n{text}", "utf-8")
    return folder


def test_version_is_in_one_place():
    """The build reads the version from `__init__`, and the citation has none."""

    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    citation = (ROOT / "CITATION.cff").read_text("utf-8").splitlines()

    assert "version" in pyproject["project"]["dynamic"]
    assert {"path": "src/mlcareer_content/__init__.py"} == pyproject["tool"]["hatch"]["version"]
    assert [] == [line for line in citation if line.startswith(("version", "date-released"))]


@needs_source
def test_version_of_this_tree():
    """The version of the tree is that of the package, and its changelog agrees."""

    assert mlc.__version__ == read_version(ROOT)
    assert () == _failures(check_version, ROOT, mlc.__version__, None)


def test_tag_and_changelog_that_agree(tmp_path):
    """A tag is a v and the version; the newest section has the version, a date and a text."""

    tree = _tree(tmp_path, "## [1.2.0] - 2026-11-25\n\n- It.\n")

    assert "1.2.0, tag v1.2.0" == check_version(tree, "1.2.0", "v1.2.0")


@pytest.mark.parametrize(
    ("text", "tag", "failure"),
    [
        ("## [1.2.0] - 2026-11-25\n\n- It.\n", "v1.3.0", 'the tag is "v1.3.0"; __version__ needs "v1.2.0"'),
        ("## [Unreleased]\n\n- It.\n", "v1.2.0", "the newest section of CHANGELOG.md is Unreleased, not 1.2.0"),
        ("## [1.1.0] - 2026-11-01\n\n- It.\n", None, "the newest section of CHANGELOG.md is 1.1.0, not 1.2.0"),
        ("## [1.2.0]\n\n- It.\n", "v1.2.0", "the section 1.2.0 of CHANGELOG.md has no date"),
        ("## [1.2.0] - 2026-11-25\n", "v1.2.0", "the section 1.2.0 of CHANGELOG.md has no text"),
        ("", "v1.2.0", "CHANGELOG.md has no section"),
    ],
)
def test_disagreement_is_rejected(tmp_path, text, tag, failure):
    """A tag or a changelog of another version, or a section without date or text, is a failure."""

    assert (failure,) == _failures(check_version, _tree(tmp_path, text), "1.2.0", tag)


def test_changelog_may_be_unreleased_before_the_tag(tmp_path):
    """Without a tag, the newest section may be "Unreleased"."""

    assert () == _failures(check_version, _tree(tmp_path, "## [Unreleased]\n"), "1.2.0", None)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_uncommitted_changes_are_rejected(tmp_path):
    """A tagged tree has no uncommitted changes."""

    tree = _tree(tmp_path, "## [1.2.0] - 2026-11-25\n\n- It.\n")
    subprocess.run(["git", "init", "--quiet", tree], check=True)

    assert ("1 uncommitted changes, the first: ?? CHANGELOG.md",) == _failures(check_version, tree, "1.2.0", "v1.2.0")


def test_sections_of_the_changelog(tmp_path):
    """A section has a version, perhaps a date, and its text without link definitions."""

    text = (
        "## [Unreleased]\n\n### Added\n\n- New.\n\n## [1.1.0] - 2026-11-01\n\n- Old.\n\n[1.1.0]: https://example.org/\n"
    )

    assert [("Unreleased", "", "### Added\n\n- New."), ("1.1.0", "2026-11-01", "- Old.")] == changelog(
        _tree(tmp_path, text)
    )


# The programs


def test_failing_program_is_shown_with_its_output():
    """The message of a failure has the exit code, the command and the last lines of the output."""

    command = [sys.executable, "-c", "print('line'); raise SystemExit(3)"]

    assert (f"exit code 3 from: {' '.join(command)}\n    line",) == _failures(run, *command)


def test_programs_do_not_inherit_python_settings(monkeypatch):
    """A program that a check runs sees no setting of Python's but those that the check gives."""

    monkeypatch.setenv("PYTHONPATH", str(Path.cwd()))
    monkeypatch.setenv("MLCAREER_DIST", os.devnull)
    printed = run(
        *(sys.executable, "-c", "import os; print(*(n for n in os.environ if n[:6] in ('PYTHON', 'MLCARE')))"),
        variables={"PYTHONHASHSEED": "7"},
    )

    assert {"PYTHONUTF8", "PYTHONHASHSEED"} == set(printed.split())
