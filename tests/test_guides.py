"""Guides in other packages: how they are found, loaded, checked and compared, from Python and on the command line."""

import json
import re
import shlex
import subprocess
import sys
import zipfile
from importlib import invalidate_caches

import pytest

import mlcareer_content as mlc

from .commands import HOSTILE, NOT_SHOWN, run
from .folders import content
from .installed import installed_files, pack, write
from .tables import each_row

NAME, MODULE = "potter-guide", "potter_guide"
SKILL = {"kind": "skill", "id": "glazing", "name": "Glazing", "category": "practice", "description": ["Colour."]}
FORMATS = ["html", "markdown", "text", "json", "jsonld", "svg", "css"]


@pytest.fixture(autouse=True)
def site(tmp_path, monkeypatch):
    """The folder into which packages are installed; the folder that is worked in is another."""
    modules = set(sys.modules)
    folder = tmp_path / "site-packages"
    folder.mkdir()
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.syspath_prepend(folder)
    yield folder
    for name in set(sys.modules) - modules:
        del sys.modules[name]


def _install(site, package=NAME, **options):
    write(site, installed_files(package, **options))
    invalidate_caches()
    return site / package.replace("-", "_") / "content"


# Found


def test_guides_are_found_by_name(site):
    """An installed guide is found under the name of its entry point, with the package that has it."""

    folder = _install(site)
    _install(site, "baker-guide", name="baker", version="1.2")
    found = mlc.guides()

    assert [("baker", ("baker-guide 1.2",)), (NAME, ("potter-guide 0.1.0",))] == [
        (name, guide.packages) for name, guide in found.items()
    ]
    assert mlc.load(folder, base=False) == found[NAME].load()
    assert found == mlc.guides()
    assert "_entry_point" not in repr(found)


def test_nothing_is_imported_before_it_is_loaded(site):
    """Finding a guide neither imports its package nor reads it."""

    _install(site)
    mlc.guides()

    assert MODULE not in sys.modules


def test_content_can_be_extended(site):
    """The folder of an installed guide is a source like any other."""

    _install(site)
    guide = mlc.load(mlc.guides()[NAME].content(), SKILL, base=False)

    assert (NAME, ("first-skill", "second-skill", "glazing")) == (guide.id, guide.skills.ids)


@pytest.mark.parametrize(
    "code", ["import mlcareer_content as m; m.load()", "import mlcareer_content as m; m.validate({'kind': 'question'})"]
)
def test_loading_looks_for_no_package(code):
    """Neither the import nor `load` nor `validate` looks for installed packages."""

    code += "; import sys; print('importlib.metadata' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)

    assert "False\n" == done.stdout


def test_unknown_name_is_not_found(site):
    """A name that no package has brings near matches, or says how to list the names."""

    _install(site)
    with pytest.raises(mlc.NotFoundError, match="there is no installed guide 'poter-guide'; did you mean"):
        mlc.guides()["poter-guide"]
    with pytest.raises(mlc.NotFoundError, match="'x'; `mlcareer-content guides` lists them"):
        mlc.guides()["x"]
    with pytest.raises(TypeError, match="name must be a string, not int"):
        mlc.guides()[1]

    assert ("x" in mlc.guides(), mlc.guides().get("x")) == (False, None)


BROKEN = {
    "no such module": ("nowhere_guide", "ModuleNotFoundError: No module named 'nowhere_guide'; reinstall it"),
    "no such attribute": (f"{MODULE}:content", "AttributeError: "),
    "no module": ("json:dumps", "reinstall it"),
    "no folder": ("json", "has no folder content in json; reinstall it"),
    "no name of a module": ("a b c", "reinstall it"),
    "a module that raises": ("raising", "ZeroDivisionError: division by zero; reinstall it"),
}


@pytest.mark.parametrize(("value", "expected"), BROKEN.values(), ids=BROKEN)
def test_broken_entry_points_are_errors(site, value, expected):
    """An entry point that leads to no guide is one sentence that names the guide and the package; exit code 2."""

    (site / "raising.py").write_text("1 / 0", "utf-8")
    _install(site, entry_points=f"[mlcareer_content.guides]\n{NAME} = {value}\n")
    result = run("list", "--guide", NAME)

    with pytest.raises(mlc.ContentError) as caught:
        mlc.guides()[NAME].load()
    assert mlc.ContentError is caught.type
    assert ["potter-guide' of potter-guide 0.1.0", expected] == [
        part for part in ("potter-guide' of potter-guide 0.1.0", expected) if part in str(caught.value)
    ]
    assert (2, "", f"mlcareer-content: {caught.value}\n") == (result.exit_code, result.stdout, result.stderr)


def test_invalid_guide_is_told(site):
    """Python gets the whole report; the command line says in one sentence how to list it, and the exit code is 1."""

    _install(site, faq={"entries": [{"id": "a", "question": "What?"}, {"id": "b", "question": "Who?"}]})
    with pytest.raises(mlc.InvalidContentError, match="missing required field") as caught:
        mlc.guides()[NAME].load()
    result = run("show", "--guide", NAME)
    listed = run("validate", "--guide", NAME)

    assert len(caught.value.report.errors) == 2
    assert (1, "") == (result.exit_code, result.stdout)
    assert (
        "mlcareer-content: the installed guide has 2 errors; to list them: "
        "mlcareer-content validate --guide potter-guide\n"
    ) == result.stderr
    assert (1, 2) == (listed.exit_code, listed.stdout.count("missing required field"))


def test_two_packages_with_one_name_are_told(site):
    """A name that two packages have is listed with both; it leads to neither, in whatever order they are found."""

    for package in ("potter-guide", "baker-guide"):
        _install(site, package, name="guide")
    result = run("list", "--guide", "guide")
    both = "baker-guide 0.1.0 and potter-guide 0.1.0"
    said = f"mlcareer-content: several packages have a guide 'guide': {both}; uninstall all but one of them\n"

    assert f"guide  {both}, so it cannot be loaded\n" == run("guides").stdout
    assert (2, said) == (result.exit_code, result.stderr)


def test_package_in_a_zip(tmp_path, monkeypatch):
    """A wheel on `sys.path`, which is a zip, has its guide too."""

    wheel = pack(tmp_path / "x.whl", installed_files(NAME))
    monkeypatch.syspath_prepend(wheel)

    assert NAME == mlc.guides()[NAME].load().id
    assert (0, "6 files: no problems\n") == (run("validate", "--guide", NAME).exit_code, run("validate", wheel).stdout)


# On the command line


def test_guides_are_listed(site):
    """`guides` prints a line for each guide, or JSON; without one it says so, and the exit code is 1."""

    empty = run("guides")
    _install(site)

    assert (1, "") == (empty.exit_code, empty.stdout)
    assert "no guide is installed; `mlcareer-content new package DIR`" in empty.stderr
    assert "potter-guide  potter-guide 0.1.0\n" == run("guides").stdout
    assert [{"name": NAME, "packages": ["potter-guide 0.1.0"]}] == json.loads(run("guides", "--format", "json").stdout)


def test_names_are_not_shown_raw(site):
    """A hostile name of a guide is not printed raw."""

    name = HOSTILE.replace("\u2028", "").replace("\x85", "")
    _install(site, name=name)
    shown = [run("guides"), run("guides", "--format", "json"), run("list", "--guide", name + "x")]

    assert [] == [found for result in shown for found in NOT_SHOWN.findall(result.output)]


@each_row(
    "arguments",
    [
        ["list"],
        ["list", "skill", "--format", "json"],
        ["show", "faq"],
        ["search", "begin"],
        ["path", "--to", "second-stage"],
        *(["show", "--format", format] for format in FORMATS),
    ],
)
def test_guide_replaces_the_packaged_one(site, arguments):
    """With `--guide` a command reads the installed guide, and nothing in its output is of the packaged one."""

    folder = _install(site)
    result = run(*arguments, "--guide", NAME)

    assert (0, "") == (result.exit_code, result.stderr)
    assert run(*arguments, "--no-base", "--add", folder).stdout == result.stdout
    assert "machine learning" not in result.stdout.lower()


def test_site_is_of_the_guide_alone(site, tmp_path):
    """Nothing in an exported site is of the packaged guide."""

    _install(site)
    run("export", "site", "--guide", NAME, "--base-url", "https://example.org/")
    files = content(tmp_path / "work" / "site")

    assert len(files) > 15
    assert [] == [name for name, data in files.items() if b"machine learning" in data.lower()]


def test_content_is_added_to_the_guide(site, tmp_path):
    """`--add` extends the installed guide."""

    _install(site)
    write(tmp_path / "work", {"skill.json": json.dumps(SKILL).encode(), "bad.json": b"{"})
    result = run("list", "skill", "--guide", NAME, "--add", "skill.json")
    bad = run("list", "skill", "--guide", NAME, "--add", "bad.json")

    assert ["skill:first-skill", "skill:second-skill", "skill:glazing"] == result.stdout.split()[::3]
    assert (2, True) == (bad.exit_code, "bad.json:1:" in bad.stderr)


@each_row("arguments", [["list"], ["validate"], ["validate", "x.json"]])
def test_guide_or_no_base(site, arguments):
    """`--guide` and `--no-base` contradict each other."""

    _install(site)
    result = run(*arguments, "--guide", NAME, "--no-base")

    assert (2, True) == (result.exit_code, "--guide and --no-base exclude each other" in result.stderr)


# Checked and compared


def test_content_is_checked_for_a_guide(site, tmp_path):
    """With `--guide`, files may refer to the entries of the installed guide, and to no others."""

    _install(site)
    question = {"kind": "question", "id": "q", "question": "What?", "answer": ["[A](skill:first-skill)."]}
    write(tmp_path / "work", {"q.json": json.dumps(question).encode()})

    assert "1 file: no problems\n" == run("validate", "--guide", NAME, "q.json").stdout
    assert "there is no entry" in run("validate", "q.json").stdout


def test_suggested_command_lists_the_entries_of_the_guide(site, tmp_path):
    """The command that a suggestion names lists the entries to which the content may refer."""

    ids = ("first-skill", "second-skill", *(f"skill-{number}" for number in range(9)))
    _install(site, skills={"entries": [{**SKILL, "id": id, "name": id} for id in ids]})
    question = {"kind": "question", "id": "q", "question": "What?", "answer": ["[A](skill:zzzz)."]}
    write(tmp_path / "work", {"q.json": json.dumps(question).encode()})
    (command,) = re.findall("`mlcareer-content ([^`]*)` lists them", run("validate", "--guide", NAME, "q.json").stdout)

    assert f"list skill --guide {NAME}" == command
    assert [f"skill:{id}" for id in ids] == run(*shlex.split(command)).stdout.split()[::2]


def test_validate_needs_something_to_check():
    """Without a path and a guide, the usual message says what is missing."""

    result = run("validate")

    assert (2, True) == (result.exit_code, "Missing argument 'PATH...'." in result.stderr)


def test_wheels_are_checked(tmp_path):
    """`validate` reports every problem of the guide in a wheel, with the names of the files in it."""

    bad = pack(tmp_path / "bad.whl", installed_files(NAME, faq={"entries": [{"id": "a", "question": "What?"}]}))
    result = run("validate", bad)

    assert 1 == result.exit_code
    assert result.stdout.startswith(f"{bad}/potter_guide/content/faq.json:1:")
    good = pack(tmp_path / "x.whl", installed_files(NAME))
    assert (0, "6 files: no problems\n") == _validated(good) == _validated(good, good)


def test_several_wheels_are_wrong_usage(tmp_path):
    """Each wheel has a guide, so several, such as two versions in a folder, are not checked as one."""

    wheels = [pack(tmp_path / f"{HOSTILE}{version}.whl", installed_files(NAME, version=version)) for version in "123"]
    result = run("validate", *wheels)

    assert (2, "", []) == (result.exit_code, result.stdout, NOT_SHOWN.findall(result.stderr))
    assert "Error: 3 wheels, each with a guide of its own, such as " in result.stderr
    assert "2.whl; name one" in result.stderr


def test_wheel_of_the_packaged_guide_is_checked(wheel):
    """The wheel of this package has a guide too."""

    assert (0, "8 files: no problems\n") == _validated(wheel)


def _validated(*paths):
    result = run("validate", *paths)
    return result.exit_code, result.stdout


def test_wheels_are_compared(site, tmp_path):
    """`diff` compares the guides of two wheels, and an installed one with a folder; a lost id is exit code 1."""

    folder = _install(site)
    old = pack(tmp_path / "old.whl", installed_files(NAME))
    new = pack(tmp_path / "new.whl", installed_files(NAME, version="0.2.0", faq={"entries": []}))
    gone = "question:how-to-begin is gone (How do I begin?)"
    compared = run("diff", old, new)

    assert (1, True) == (compared.exit_code, gone in compared.stdout)
    assert compared.stdout.startswith(f"--- {old} (0.1.0)\n+++ {new} (0.2.0)\n")
    assert gone in run("diff", "--guide", NAME, "installed", new).stdout
    assert (0, True) == (
        (same := run("diff", "--guide", NAME, "installed", folder)).exit_code,
        same.stdout.startswith("--- installed (0.1.0)\n") and "Nothing changed" in same.stdout,
    )
    assert (1, True) == ((unknown := run("diff", "--guide", "x", old, new)).exit_code, "'x'" in unknown.stderr)


FILES = installed_files(NAME)
ENTRY_POINTS = "potter_guide-0.1.0.dist-info/entry_points.txt"
UNREADABLE = {
    "none": ({"x.py": b""}, "no guide found: mlcareer_content/data/guide.json is missing, and an entry point"),
    "none of the group": ({**FILES, ENTRY_POINTS: b"[console_scripts]\na = b:c\n"}, "no guide found: "),
    "several": ({**FILES, ENTRY_POINTS: b"[mlcareer_content.guides]\na = b\nc = d\n"}, "several guides found"),
    "invalid entry points": ({**FILES, ENTRY_POINTS: b"\xff"}, f"{ENTRY_POINTS}: invalid entry points"),
    "no section": ({**FILES, ENTRY_POINTS: b"a = b"}, f"{ENTRY_POINTS}: invalid entry points"),
    "no folder": ({ENTRY_POINTS: FILES[ENTRY_POINTS]}, "no guide found: potter_guide/content/ is missing"),
    "too large": (
        {**FILES, **{f"potter_guide/content/{n}.json": bytes(9_000_000) for n in range(8)}},
        "the guide is larger than the limit of 67,108,864 bytes",
    ),
}


@each_row("command", ["validate", "diff"])
@pytest.mark.parametrize(("files", "expected"), UNREADABLE.values(), ids=UNREADABLE)
def test_wheels_without_a_guide_are_errors(tmp_path, command, files, expected):
    """A wheel that has no guide, or several, or too much, is one sentence that says so; exit code 2."""

    path = pack(tmp_path / "x.whl", files)
    result = run("validate", path) if command == "validate" else run("diff", path, path)

    assert (2, "", 1) == (result.exit_code, result.stdout, result.stderr.count("\n"))
    assert expected in result.stderr


def test_unsafe_files_in_wheels_are_refused(tmp_path):
    """A file that no wheel compresses in this way is refused."""

    pytest.importorskip("lzma")
    with zipfile.ZipFile(pack(tmp_path / "x.whl", installed_files(NAME)), "a", zipfile.ZIP_LZMA) as archive:
        archive.writestr("potter_guide/content/more.json", b"{}")
    result = run("validate", tmp_path / "x.whl")

    assert (2, True) == (result.exit_code, "more.json: unsupported compression method" in result.stderr)
