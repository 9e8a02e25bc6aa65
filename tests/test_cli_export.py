"""`mlcareer-content export`: what it prints, what it refuses, and that the folder is whole whatever happens."""

import json
import re
import signal
import subprocess
import time
from datetime import date
from pathlib import Path

import pytest

import mlcareer_content as mlc
from mlcareer_content._cli import _export
from mlcareer_content._site import site_files, write_folder
from mlcareer_content._site._manifest import MANIFEST_NAME, Differences, differences, manifest

from .commands import COMMAND, HOSTILE, NOT_SHOWN, process, run
from .folders import content, names

WHOLE = Differences()


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """The folder that is worked in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_site_is_written(folder, guide):
    """The site of the packaged guide is put into the folder; one line says so, and how to look at it."""

    result = run("export", "site")
    line = f"Exported {len(site_files(guide))} files to site; to look at them: python -m http.server -d site\n"

    assert (0, line, "") == (result.exit_code, result.stdout, result.stderr)
    assert site_files(guide) == content(folder / "site")


def test_options_reach_the_site(folder, guide):
    """The day and the address are those of the pages; a slash at the end makes no difference."""

    run("export", "one", "--as-of", "2026-11-25", "--base-url", "https://example.org/guide")
    run("export", "two", "--as-of", "2026-11-25", "--base-url", "https://example.org/guide/")
    expected = site_files(guide, as_of=date(2026, 11, 25), base_url="https://example.org/guide/")

    assert [expected, expected] == [content(folder / "one"), content(folder / "two")]


def test_content_of_ones_own(folder):
    """Content is added to the packaged guide, or exported instead of it."""

    (folder / "guide.json").write_text(mlc.render(mlc.load(), "json").replace("Machine Learning", "Data"), "utf-8")
    skill = {**mlc.to_dict(mlc.load()["skill:python"]), "id": "julia", "name": "Julia"}
    (folder / "skill.json").write_text(json.dumps(skill), "utf-8")

    assert 0 == run("export", "added", "--add", "skill.json").exit_code
    assert 0 == run("export", "own", "--no-base", "--add", "guide.json").exit_code
    assert (folder / "added" / "entries" / "skill" / "julia.json").is_file()
    assert "<title>Data Engineer: A Career Guide</title>" in (folder / "own" / "index.html").read_text("utf-8")
    assert 2 == run("export", "none", "--no-base").exit_code


def test_bad_content_is_not_exported(folder):
    """Content with problems gives the report, and no folder."""

    (folder / "bad.json").write_text('{"kind": "skill", "id": "x"}', "utf-8")
    result = run("export", "site", "--add", "bad.json")

    assert (1, ["bad.json"]) == (result.exit_code, names(folder))
    assert "MLC101" in result.stderr


@pytest.mark.parametrize(
    "address",
    [
        "example.org",
        "ftp://example.org/",
        "https://",
        "https:///x",
        "https://example.org/?a",
        "https://example.org/#a",
        "https://exa mple.org/",
        "https://example.org:port/",
        "https://[::1/",
        "https://somebody:secret@example.org/",
        "javascript:alert(1)",
        'https://example.org/"onload=',
        f"https://example.org/{HOSTILE}",
    ],
)
def test_address_has_to_be_one(folder, address):
    """What is no address of a site is refused on a line that can be shown."""

    result = run("export", "site", "--base-url", address)

    assert (2, []) == (result.exit_code, names(folder))
    assert "write one such as https://example.org/guide/" in " ".join(result.stderr.split())
    assert not NOT_SHOWN.search(result.stderr)


def test_force_replaces_what_was_changed(folder):
    """What was changed by hand is refused with 2 on one line, and replaced with force."""

    run("export", "site")
    (folder / "site" / "index.html").write_text("mine", "utf-8")
    result = run("export", "site")

    assert (2, "", 1) == (result.exit_code, result.stdout, len(result.stderr.splitlines()))
    assert re.match(
        r"mlcareer-content: \S+/site contains files that were changed .* index\.html; .* --force\n", result.stderr
    )
    assert 0 == run("export", "site", "--force").exit_code
    assert WHOLE == differences(folder / "site")


@pytest.mark.parametrize("name", [".", "..", "/", "/proc", "", "file", "file/site", "full"])
def test_folder_that_cannot_be_taken_is_refused(folder, name):
    """Each is a sentence and exit code 2; nothing is made."""

    (folder / "file").write_bytes(b"mine")
    (folder / "full").mkdir()
    (folder / "full" / "thesis.tex").write_bytes(b"mine")
    result = run("export", name)

    assert (2, "") == (result.exit_code, result.stdout)
    assert ["file", "full"] == names(folder)
    assert ["thesis.tex"] == names(folder / "full")


def test_folder_with_an_odd_name():
    """Whatever the folder is called, it is made, and the line about it can be shown and pasted."""

    result = run("export", "my site")

    assert result.stdout.endswith("files to 'my site'; to look at them: python -m http.server -d 'my site'\n")
    done = process("export", "--", f"-{HOSTILE}")
    assert 0 == done.returncode
    assert not NOT_SHOWN.search(done.stdout.decode())


def test_interruption_is_130(monkeypatch):
    """Ctrl-C ends with 130 and leaves nothing."""

    def interrupted(*_arguments, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(_export, "write_folder", interrupted)
    result = run("export", "site")

    assert (130, "mlcareer-content: interrupted\n") == (result.exit_code, result.stderr)


def test_sixteen_at_once_make_one_site(folder, guide):
    """Sixteen exports into one folder all succeed, and the site that is there is whole: that of one of them."""

    days = [date(2026, 11, day) for day in range(1, 17)]
    commands = [[*COMMAND, "export", "site", "--as-of", str(day)] for day in days]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for command in commands]
    said = [(*each.communicate(), each.returncode) for each in running]

    assert [(b"", 0)] * 16 == [(stderr, code) for _, stderr, code in said]
    assert (WHOLE, ["site"]) == (differences(folder / "site"), names(folder))
    assert (folder / "site" / MANIFEST_NAME).read_bytes() in {manifest(site_files(guide, as_of=day)) for day in days}


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("moment", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_signals_leave_a_whole_site(folder, moment):
    """However the command is stopped, the old site or the new one is there, and the next run deletes the rest."""

    write_folder(old := {"index.html": b"old"}, "site")
    for delay in range(0, 200, 25):
        with subprocess.Popen([*COMMAND, "export", "site"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
            time.sleep(delay / 1000)
            running.send_signal(getattr(signal, moment))
            _, said = running.communicate()

        # Between the two renames there is no folder; the next export moves the old one back.
        assert not (folder / "site").exists() or WHOLE == differences(folder / "site")
        # On a busy machine the signal may come while Python itself starts, which then ends with 1.
        is_before_the_command = b"Could not import runpy module" in said
        assert is_before_the_command or running.returncode in {0, 130, -getattr(signal, moment)}
        write_folder(old, "site")
    run("export", "site")
    assert ["site"] == names(folder)


def test_file_too_large_is_said(folder):
    """Where the system takes no more bytes, that is said on one line, and the old site stays."""

    resource = pytest.importorskip("resource")
    write_folder(old := {"index.html": b"old"}, "site")
    command = [*COMMAND, "export", "site"]
    done = subprocess.run(
        command,
        capture_output=True,
        check=False,
        encoding="utf-8",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )

    assert (2, "", 1) == (done.returncode, done.stdout, len(done.stderr.splitlines()))
    assert "cannot export to site: File too large; what was there has not changed" in done.stderr
    assert (old, ["site"]) == (content(folder / "site"), names(folder))


@pytest.fixture
def small_disk(folder):
    """A disk of a hundred kilobytes."""
    (disk := folder / "disk").mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", disk]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount")
    if done.returncode:
        pytest.skip("nothing can be mounted here")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_full_disk_is_said(small_disk):
    """On a disk that is full, that is said, nothing stays beside the old site, and the disk itself is no folder."""

    write_folder(old := {"index.html": b"old"}, small_disk / "site")
    result = run("export", small_disk / "site")

    assert (2, "", 1) == (result.exit_code, result.stdout, len(result.stderr.splitlines()))
    assert "No space left on device; what was there has not changed" in result.stderr
    assert (old, ["site"]) == (content(small_disk / "site"), names(small_disk))
    assert "is a mount point, which cannot be replaced" in run("export", small_disk).stderr


def test_disk_that_takes_nothing_is_said(small_disk):
    """On a disk that can only be read, neither a new folder nor a new site is possible, and that is said."""

    write_folder(old := {"index.html": b"old"}, small_disk / "site")
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    new, site = (run("export", small_disk / name) for name in ("new", "site"))

    assert [(2, "", 1)] * 2 == [(said.exit_code, said.stdout, len(said.stderr.splitlines())) for said in (new, site)]
    assert "disk/new: Read-only file system; what was there has not changed" in new.stderr
    assert "disk/site is read-only; make it writable, or name another folder" in site.stderr
    assert old == content(small_disk / "site")


def test_folder_above_without_the_right_to_write_is_said(folder, monkeypatch):
    """Where somebody may make no folder, that is said."""

    def refused(self, *_arguments, **_options):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "mkdir", refused)
    result = run("export", "a/site")

    assert (2, []) == (result.exit_code, names(folder))
    assert (
        "mlcareer-content: cannot export to a/site: Permission denied; what was there has not changed\n"
        == result.stderr
    )
