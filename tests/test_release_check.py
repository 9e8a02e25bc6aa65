"""The release check itself: it notices a wheel that was edited, and tests the wheel and nothing else."""

import base64
import csv
import hashlib
import io
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zlib
from zipfile import ZipFile

import pytest

import mlcareer_content as mlc
from release.builds import check_given
from release.changelog import sections
from release.checks import CheckError, Release, run
from release.distributions import check_record, differing, members
from release.environments import Environment
from release.installing import group, run_tests
from release.versions import check_version, version_of

from .places import ROOT, needs_source

FAQ = "mlcareer_content/data/faq.json"
CHECKSUMS = "mlcareer_content/checksums.json"
RECORD = f"mlcareer_content-{mlc.__version__}.dist-info/RECORD"


def _failures(check, *arguments):
    """What a check finds; nothing if it passes."""
    try:
        check(*arguments)
    except CheckError as error:
        return error.failures
    return ()


def _edited(wheel, folder, changes):
    """A copy of a wheel in which some members are others, or new, or gone."""
    files = members(wheel) | changes
    copy = folder / wheel.name
    with ZipFile(copy, "w") as archive:
        for name, data in files.items():
            if data is not None:
                archive.writestr(name, data)
    return copy


def _record(files, changes):
    """A RECORD that was brought in line with a change."""
    rows = [row for row in csv.reader(files[RECORD].decode().splitlines()) if row[0] not in changes]
    for name, data in changes.items():
        hash_ = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        rows.append([name, f"sha256={hash_}", str(len(data))])
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


@pytest.fixture
def release(wheel, sdist, tmp_path):
    """What the tests are run with, as a release."""
    return Release(ROOT, mlc.__version__, wheel, sdist, tmp_path)


# The wheel


def test_wheel_as_it_was_built_passes(wheel):
    """Every member of an untouched wheel is the one that its RECORD lists."""

    assert check_record(wheel).startswith(f"{len(members(wheel))} members")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        (FAQ, b"{}", f"{FAQ} is not the file that the RECORD lists"),
        (FAQ, None, f"{FAQ} is in the RECORD and not in the wheel"),
        ("mlcareer_content/more.py", b"", "mlcareer_content/more.py is in the wheel and not in its RECORD"),
        ("mlcareer_content/__init__.py", b"raise SystemExit\n", "__init__.py is not the file that the RECORD lists"),
        (RECORD, None, "has no RECORD"),
        (CHECKSUMS, b"{", "has no RECORD, or no list of checksums"),
    ],
)
def test_wheel_that_was_edited_is_caught(wheel, tmp_path, name, data, said):
    """A member that was changed, removed or added after the build is named, with what to do."""

    failures = _failures(check_record, _edited(wheel, tmp_path, {name: data}))

    assert (True, True) == (said in failures[0], failures[0].endswith("build it anew."))


def test_wheel_that_was_edited_with_its_record_is_caught(wheel, tmp_path):
    """The package's own checksums tell of a data file whose line in the RECORD was changed too."""

    record = _record(members(wheel), {FAQ: b"{}"})
    copy = _edited(wheel, tmp_path, {FAQ: b"{}", RECORD: record})

    assert ("data/faq.json is not the file that checksums.json lists",) == tuple(
        failure.partition(":")[0] for failure in _failures(check_record, copy)
    )


def test_wheel_that_was_edited_with_all_its_lists_is_caught(release, wheel, sdist, tmp_path):
    """What the tree gives tells of a wheel in which every list was changed too, and names the members."""

    dist = tmp_path / "dist"
    dist.mkdir()
    shutil.copy(sdist, dist)
    files = members(wheel)
    old, new = (f"{zlib.crc32(data):08x}".encode() for data in (files[FAQ], b"{}"))
    changed = {FAQ: b"{}", CHECKSUMS: files[CHECKSUMS].replace(old, new)}
    copy = _edited(wheel, dist, changed | {RECORD: _record(files, changed)})
    (failure,) = _failures(check_given, release, dist)

    assert () == _failures(check_record, copy)
    assert failure.endswith(f"is not the one that the tree gives: it differs in {RECORD}, {CHECKSUMS}, {FAQ}.")


def test_folder_of_distributions_holds_nothing_else(release, tmp_path):
    """A file that is no distribution of this version, and a distribution that is missing, are failures."""

    dist = tmp_path / "dist"
    dist.mkdir()
    (dist / "mlcareer_content-0.0.1-py3-none-any.whl").touch()
    failures = _failures(check_given, release, dist)

    assert (
        f"{dist / 'mlcareer_content-0.0.1-py3-none-any.whl'} is not a distribution of {mlc.__version__}." == failures[0]
    )
    assert [f"There is no {path.name} in {dist}." for path in (release.wheel, release.sdist)] == list(failures[1:])


def test_folder_may_be_empty(release, tmp_path):
    """There is nothing to compare in an empty folder."""

    dist = tmp_path / "dist"
    dist.mkdir()

    assert check_given(release, dist).startswith("nothing is in")


def test_same_members_packed_otherwise_do_not_differ(wheel, tmp_path):
    """Two wheels differ by their members."""

    assert [] == differing(wheel, _edited(wheel, tmp_path, {}))


# The tests


@pytest.fixture(scope="module")
def tested(wheel, tmp_path_factory):
    """A fresh environment with the wheel; what the tests need comes from the environment of this one."""
    environment = Environment(tmp_path_factory.mktemp("tested"))
    theirs = dict.fromkeys((sysconfig.get_path("purelib"), sysconfig.get_path("platlib")))
    (environment.site_packages / "zz_dependencies.pth").write_text("\n".join(theirs), "utf-8")
    environment.install("--no-deps", "--ignore-installed", wheel, failure="The wheel cannot be installed.")
    return environment


@needs_source
def test_source_is_out_of_reach_of_the_tests(tested, wheel, tmp_path):
    """A `raise` in src/ leaves the tests of a wheel green that was built before."""

    tree = tmp_path / "tree"
    shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(".*", "__pycache__"))
    (tree / "src" / "mlcareer_content" / "__init__.py").write_text("raise SystemExit\n", "utf-8")
    told = run_tests(tested, tree, wheel.parent, tmp_path / "copy", "tests/test_guide.py")

    assert (True, False) == (" passed" in told, (tmp_path / "copy" / "src").exists())


@needs_source
def test_wheel_is_what_is_tested(tested, wheel, tmp_path):
    """A `raise` in the installed wheel makes its tests fail."""

    guide = tested.site_packages / "mlcareer_content" / "guide.py"
    whole = guide.read_bytes()
    guide.write_bytes(whole + b"\nraise RuntimeError\n")
    try:
        failures = _failures(run_tests, tested, ROOT, wheel.parent, tmp_path / "copy", "tests/test_guide.py")
    finally:
        guide.write_bytes(whole)

    assert ["The tests fail with the installed wheel."] == [failure.splitlines()[0] for failure in failures]


@needs_source
def test_package_from_elsewhere_is_not_tested(tested, wheel, tmp_path):
    """Where the package is not the installed wheel, no test is run."""

    package = tested.site_packages / "mlcareer_content"
    elsewhere = tested.site_packages / "aa_elsewhere.pth"
    elsewhere.write_text(str(tmp_path / "elsewhere"), "utf-8")
    shutil.copytree(package, tmp_path / "elsewhere" / "mlcareer_content")
    package.rename(tmp_path / "away")
    try:
        failures = _failures(run_tests, tested, ROOT, wheel.parent, tmp_path / "copy")
    finally:
        (tmp_path / "away").rename(package)
        elsewhere.unlink()

    assert [True] == ["which is not the installed wheel" in failure for failure in failures]


# The version


def _tree(folder, *, version='"1.2.0"', changelog="## [1.2.0] - 2026-11-25\n\n- It.\n", citation=None):
    """A tree that has of a version what a release looks at."""
    package = folder / "src" / "mlcareer_content"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(f"__version__ = {version}\n", "utf-8")
    (folder / "CHANGELOG.md").write_text(f"# Changelog\n\n{changelog}", "utf-8")
    if citation:
        (folder / "CITATION.cff").write_text(citation, "utf-8")
    return folder


def test_version_stands_in_one_place():
    """Nothing but the literal in `__init__` says the version: the build reads it, and the citation has none."""

    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    citation = (ROOT / "CITATION.cff").read_text("utf-8").splitlines()

    assert "version" in pyproject["project"]["dynamic"]
    assert {"path": "src/mlcareer_content/__init__.py"} == pyproject["tool"]["hatch"]["version"]
    assert [] == [line for line in citation if line.startswith(("version", "date-released"))]


@needs_source
def test_version_of_this_tree():
    """The version is read from the source without importing it, and what has to agree with it does."""

    assert mlc.__version__ == version_of(ROOT)
    assert () == _failures(check_version, ROOT, None)


def test_tag_changelog_and_citation_that_agree(tmp_path):
    """A tag is a v before the version; the newest section has the version, a date and a text."""

    tree = _tree(tmp_path, citation="cff-version: 1.2.0\nversion: '1.2.0'\n")

    assert "1.2.0, tag v1.2.0" == check_version(tree, "v1.2.0")


@pytest.mark.parametrize(
    ("given", "tag", "said"),
    [
        ({}, "v1.3.0", "The tag v1.3.0 is not v1.2.0"),
        ({"changelog": "## [Unreleased]\n\n- It.\n"}, "v1.2.0", "CHANGELOG.md is Unreleased, not 1.2.0"),
        ({"changelog": "## [1.1.0] - 2026-11-01\n\n- It.\n"}, None, "CHANGELOG.md is 1.1.0, not 1.2.0"),
        ({"changelog": "## [1.2.0]\n\n- It.\n"}, "v1.2.0", "has no date"),
        ({"changelog": "## [1.2.0] - 2026-11-25\n"}, "v1.2.0", "is empty"),
        ({"changelog": ""}, "v1.2.0", "has no section"),
        ({"citation": "version: 1.1.0\n"}, "v1.2.0", "CITATION.cff cites version 1.1.0, not 1.2.0"),
        ({"version": "_read()"}, None, "has to assign a literal to __version__"),
    ],
)
def test_what_does_not_agree_is_told(tmp_path, given, tag, said):
    """A tag, a changelog or a citation of another version is a failure that names both."""

    assert [True] == [said in failure for failure in _failures(check_version, _tree(tmp_path, **given), tag)]


def test_changelog_may_say_unreleased_before_the_tag(tmp_path):
    """Without a tag, the newest section may be what is not released yet."""

    assert () == _failures(check_version, _tree(tmp_path, changelog="## [Unreleased]\n"), None)


def test_tag_of_something_else_than_the_tree_is_told(tmp_path):
    """A tree that was changed since its commit is not what its tag is going to name."""

    if shutil.which("git") is None:
        pytest.skip("git is not on this machine")
    tree = _tree(tmp_path)
    subprocess.run(["git", "init", "--quiet", tree], check=True)

    assert [True] == ["is not what is tagged" in failure for failure in _failures(check_version, tree, "v1.2.0")]


def test_sections_of_the_changelog(tmp_path):
    """A section has a version, perhaps a date, and what stands below it without the definitions of links."""

    text = (
        "## [Unreleased]\n\n### Added\n\n- New.\n\n## [1.1.0] - 2026-11-01\n\n- Old.\n\n[1.1.0]: https://example.org/\n"
    )
    found = [(section.version, section.date, section.body) for section in sections(_tree(tmp_path, changelog=text))]

    assert [("Unreleased", None, "### Added\n\n- New."), ("1.1.0", "2026-11-01", "- Old.")] == found


def test_changelog_of_this_tree_has_sections():
    """The changelog has the form that a release reads."""

    assert sections(ROOT)[0].version in {"Unreleased", mlc.__version__}


# The rest


def test_failing_program_is_told_with_what_it_printed():
    """The sentence of a failure stands before the last lines that the program printed."""

    command = [sys.executable, "-c", "print('line'); raise SystemExit(3)"]

    assert ("It fails.\n    line",) == _failures(run, command, "It fails.")


def test_group_of_requirements_includes_others():
    """A group that includes others has their requirements."""

    assert set(group(ROOT, "dev")) == {*group(ROOT, "lint"), *group(ROOT, "test"), *group(ROOT, "types")}
