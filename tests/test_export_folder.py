"""The folder of an export: put in place as one, and nobody else's files are ever touched."""

import os
import random
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mlcareer_content import ContentError
from mlcareer_content._export import _exchange, _folder, _locks, put_in_place
from mlcareer_content._export._manifest import NAME, Differences, differences, manifest

from .folders import content, names

OLD = {"index.html": b"old", "stages/one.html": b"1", "stages/deep/two.html": b"2"}
NEW = {"index.html": b"new", "glossary.html": b"g"}
WHOLE = Differences((), (), ())


@pytest.fixture
def folder(tmp_path):
    """Where to export to; it is not there yet."""
    return tmp_path / "site"


@pytest.fixture
def exported(folder):
    """An earlier export."""
    put_in_place(OLD, folder)
    return folder


def _beside(folder):
    return [name for name in names(folder.parent) if name != folder.name]


def _refusal(folder, files=None, **options):
    """What is said where an export is refused, which leaves nothing behind and everything as it was."""
    parent = Path(os.path.realpath(folder)).parent
    before = {path: path.lstat().st_ino for path in parent.rglob("*")}
    with pytest.raises(ContentError) as caught:
        put_in_place(NEW if files is None else files, folder, **options)

    assert before == {path: path.lstat().st_ino for path in parent.rglob("*")}
    assert "\n" not in str(caught.value)
    return str(caught.value).replace(str(parent), "")


# What is put in place


def test_folder_is_made(folder):
    """A folder that is not there is made, with its files and their manifest, and nothing else beside it."""

    put_in_place(NEW, folder)

    assert (NEW, WHOLE, []) == (content(folder), differences(folder), _beside(folder))
    assert manifest(NEW) == (folder / NAME).read_bytes()


def test_manifest_can_be_checked_by_others(exported):
    """The manifest is what `sha256sum` reads."""

    command = shutil.which("sha256sum") or pytest.skip("there is no sha256sum")
    done = subprocess.run([command, "--check", "--strict", NAME], cwd=exported, capture_output=True, check=True)

    assert b"index.html: OK\nstages/deep/two.html: OK\nstages/one.html: OK\n" == done.stdout


def test_folders_above_are_made(tmp_path):
    """Folders above are made too; if nothing comes of it, they are taken away again."""

    put_in_place(NEW, tmp_path / "a" / "b")

    assert NEW == content(tmp_path / "a" / "b")
    with pytest.raises(ContentError, match="nothing can be exported"):
        put_in_place({"x" * 300: b""}, tmp_path / "c" / "d" / "e")
    assert ["a"] == names(tmp_path)


def test_empty_folder_is_taken(folder):
    """An empty folder is as good as none; its mode stays."""

    folder.mkdir(mode=0o750)
    put_in_place(NEW, folder)

    assert (NEW, 0o750) == (content(folder), folder.stat().st_mode & 0o777)


def test_earlier_export_is_replaced(exported):
    """Of an earlier export nothing stays."""

    put_in_place(NEW, exported)

    assert (NEW, WHOLE, []) == (content(exported), differences(exported), _beside(exported))


def test_same_export_is_left_alone(exported):
    """What is already present is not written again, so that its files keep their dates."""

    before = {path: path.stat() for path in exported.rglob("*")}
    put_in_place(OLD, exported)

    assert before == {path: path.stat() for path in exported.rglob("*")}


def test_what_is_missing_is_put_back(exported):
    """An export that lacks files or folders is replaced."""

    (exported / "stages" / "deep" / "two.html").unlink()
    (exported / "stages" / "deep").rmdir()
    put_in_place(OLD, exported)

    assert OLD == content(exported)


def test_link_is_followed(exported):
    """Of a link, what it leads to is replaced."""

    link = exported.with_name("current")
    link.symlink_to("site")
    put_in_place(NEW, link)

    assert (True, NEW) == (link.is_symlink(), content(exported))


def test_link_to_nothing_is_followed(tmp_path):
    """Of a link that leads nowhere, what it leads to is made."""

    (tmp_path / "current").symlink_to("site")
    put_in_place(NEW, tmp_path / "current")

    assert NEW == content(tmp_path / "site")


def test_file_managers_may_have_looked(exported):
    """What they leave in every folder they show is no obstacle."""

    (exported / "stages" / ".DS_Store").write_bytes(b"x")
    (exported / "Thumbs.db").write_bytes(b"x")
    put_in_place(NEW, exported)

    assert (NEW, []) == (content(exported), _beside(exported))


@pytest.mark.parametrize(
    ("umask", "modes"), [(0o022, {0o755, 0o644}), (0o077, {0o700, 0o600}), (0o002, {0o775, 0o664})]
)
def test_modes_follow_the_umask(folder, umask, modes):
    """Files and folders can be read by whom the umask says."""

    before = os.umask(umask)
    try:
        put_in_place(OLD, folder)
    finally:
        os.umask(before)

    assert modes == {path.stat().st_mode & 0o777 for path in [folder, *folder.rglob("*")]}


# What is refused


def test_other_files_are_refused(folder):
    """A folder that is no export is refused, whatever is in it."""

    folder.mkdir()
    (folder / "thesis.tex").write_text("", "utf-8")
    (folder / "b.tex").write_text("", "utf-8")

    assert (
        "/site holds files, but no export: b.tex and 1 more; move that elsewhere, or name another folder"
        == _refusal(folder)
    )
    assert "thesis.tex" in names(folder)


@pytest.mark.parametrize("name", ["CNAME", "stages/notes.txt", ".git/HEAD", "empty/"])
def test_files_of_others_in_an_export_are_refused(exported, name):
    """An export into which somebody put something is refused, with force as well; what is in the way is named."""

    path = exported / name
    path.parent.mkdir(exist_ok=True)
    path.mkdir() if name.endswith("/") else path.write_bytes(b"mine")
    top = name.split("/", maxsplit=1)[0] if not name.startswith("stages") else name
    sentence = f"/site holds what no export wrote: {top}; move that elsewhere, or name another folder"

    assert [sentence, sentence] == [_refusal(exported), _refusal(exported, force=True)]


def test_links_in_an_export_are_refused(exported, tmp_path):
    """A link in the place of a file or of a folder of ours is somebody else's, and is not followed."""

    elsewhere = tmp_path / "elsewhere"
    (exported / "stages").rename(elsewhere)
    (exported / "stages").symlink_to(elsewhere)
    (exported / "index.html").rename(tmp_path / "index.html")
    (exported / "index.html").symlink_to(tmp_path / "index.html")

    assert "index.html and 1 more" in _refusal(exported, force=True)


def test_changed_files_are_refused_without_force(exported):
    """A file of ours that somebody edited is named; with force it is replaced."""

    (exported / "index.html").write_bytes(b"mine")

    assert (
        "/site holds what was changed since it was exported: index.html; keep a copy if you need it, "
        "then replace it with --force"
    ) == _refusal(exported)
    put_in_place(NEW, exported, force=True)
    assert NEW == content(exported)


@pytest.mark.parametrize("line", ["../../outside", "/etc/passwd", "stages/../../outside"])
def test_manifest_names_nothing_outside(exported, tmp_path, line):
    """A manifest that somebody wrote by hand makes nothing ours that lies elsewhere."""

    (tmp_path / "outside").write_bytes(b"mine")
    with (exported / NAME).open("a", encoding="utf-8") as file:
        file.write(f"{'0' * 64}  {line}\n")
    put_in_place(NEW, exported)

    assert (NEW, b"mine") == (content(exported), (tmp_path / "outside").read_bytes())


def test_file_is_refused(folder):
    """A file is no folder, and a pipe is none either."""

    folder.write_bytes(b"mine")

    assert "/site is a file; name a folder" == _refusal(folder)
    folder.unlink()
    os.mkfifo(folder)
    assert "/site is a file; name a folder" == _refusal(folder)


def test_file_above_is_refused(tmp_path):
    """Nothing can be made within a file."""

    (tmp_path / "file").write_bytes(b"mine")

    with pytest.raises(ContentError, match="/file is a file, and can hold no folder; name another folder"):
        put_in_place(NEW, tmp_path / "file" / "a" / "site")


def test_folder_one_is_in_is_refused(tmp_path, monkeypatch):
    """Neither the working folder nor one above it can be replaced, even if it is empty."""

    monkeypatch.chdir(tmp_path)

    assert f"{tmp_path} is the folder you are in, and would be replaced; name a folder inside it" in _said(".")
    assert f"{tmp_path.parent} is above the folder you are in" in _said("..")
    assert "/ is above the folder you are in" in _said("/")


def test_home_is_refused(tmp_path, monkeypatch):
    """Nor can somebody's home."""

    (tmp_path / "me").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "me"))

    assert "me is your home folder" in _said(tmp_path / "me")
    assert "is above your home folder" in _said(tmp_path)


def _said(folder):
    with pytest.raises(ContentError) as caught:
        put_in_place(NEW, folder)
    return str(caught.value)


def test_names_of_leftovers_are_refused(tmp_path):
    """A folder that looks like a leftover would be taken for one."""

    assert "name another folder" in _refusal(tmp_path / ".mlcareer-content-0123456789abcdef")


def test_circle_of_links_is_refused(tmp_path):
    """A link that leads to itself is no folder."""

    (tmp_path / "one").symlink_to("other")
    (tmp_path / "other").symlink_to("one")

    assert "nothing can be exported to" in _refusal(tmp_path / "one")


def test_words_of_a_path_stay_on_their_line(tmp_path):
    """Whatever a folder is called, what is said of it is one line."""

    (tmp_path / "a\n\x1b[31mb").write_bytes(b"")

    assert r"a\n\u001b[31mb is a file" in _refusal(tmp_path / "a\n\x1b[31mb")


# What goes wrong on the way


def test_failure_leaves_the_old_one(exported, monkeypatch):
    """Where the disk fails, the old export stays, and nothing stays beside it."""

    def fails(_path):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(_folder, "_sync", fails)

    assert "No space left on device; what was there is as it was" in _refusal(exported)
    assert (OLD, WHOLE) == (content(exported), differences(exported))


def test_interruption_leaves_the_old_one(exported, monkeypatch):
    """So does an interruption."""

    def interrupts(_path):
        raise KeyboardInterrupt

    monkeypatch.setattr(_folder, "_sync", interrupts)
    with pytest.raises(KeyboardInterrupt):
        put_in_place(NEW, exported)

    assert (OLD, []) == (content(exported), _beside(exported))


def test_late_file_of_others_is_kept(exported, monkeypatch):
    """What somebody puts there in the very moment of the exchange is found, and the exchange undone."""

    def exchanges(one, other):
        if not (one / "late.txt").exists():
            (other / "late.txt").write_bytes(b"mine")
        _exchange.exchange(one, other)

    monkeypatch.setattr(_folder, "exchange", exchanges)
    with pytest.raises(ContentError, match=r"/site holds what no export wrote: late\.txt"):
        put_in_place(NEW, exported)

    assert ({**OLD, "late.txt": b"mine"}, []) == (content(exported), _beside(exported))


def test_without_an_exchange_in_one_step(exported, monkeypatch):
    """Where the system has none, two renames do."""

    monkeypatch.setattr(_exchange, "_exchanged", lambda _one, _other: False)
    put_in_place(NEW, exported)

    assert (NEW, []) == (content(exported), _beside(exported))


def test_renames_in_turn_leave_nothing_aside(tmp_path, monkeypatch):
    """Two folders have changed places, and there is no third."""

    for name in ("one", "other"):
        tmp_path.joinpath(name).mkdir()
        tmp_path.joinpath(name, "file").write_text(name, "utf-8")
    monkeypatch.setattr(_exchange, "_exchanged", lambda _one, _other: False)
    _exchange.exchange(tmp_path / "one", tmp_path / "other")

    assert {"one/file": b"other", "other/file": b"one"} == content(tmp_path)


def test_renames_in_turn_are_undone(exported, monkeypatch):
    """If the second of them fails, the first is undone."""

    rename = Path.rename

    def fails(self, target):
        if target == exported and "aside" not in self.name:
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(_exchange, "_exchanged", lambda _one, _other: False)
    monkeypatch.setattr(Path, "rename", fails)

    assert "Input/output error" in _refusal(exported)
    assert OLD == content(exported)


def test_without_locks(exported, monkeypatch):
    """Where folders cannot be locked, what others may be writing is left alone."""

    left = exported.with_name(".mlcareer-content-0123456789abcdef")
    left.mkdir()
    monkeypatch.setattr(_locks, "_acquired", lambda *_: False)
    put_in_place(NEW, exported)

    assert (NEW, [left.name]) == (content(exported), _beside(exported))


def test_lock_is_not_waited_for_without_end(exported, monkeypatch):
    """A lock that nobody gives back is named."""

    monkeypatch.setattr(_locks, "_PATIENCE", 0.05)
    with _locks.locked(exported.parent):
        assert "another export is at work in ; try again when it has ended" == _refusal(exported)


# What the killed have left


def _left(folder, files):
    put_in_place(files, folder.with_name("other"))
    return folder.with_name("other").rename(folder)


@pytest.mark.parametrize("name", [".mlcareer-content-0123456789abcdef", ".mlcareer-content-0123456789abcdef-aside"])
@pytest.mark.parametrize("kept", [0, 1, 2, 4], ids=["empty", "manifest only", "half", "whole"])
def test_leftovers_are_cleared(exported, name, kept):
    """Folders that killed exports have left are removed by the next one, however far they had come."""

    left = _left(exported.with_name(name), NEW | OLD)
    for path in sorted(left.rglob("*.*"), key=lambda path: path.name != NAME)[kept:]:
        path.unlink()
    if not kept:
        shutil.rmtree(left / "stages")
    put_in_place(NEW, exported)

    assert [] == _beside(exported)


def test_leftovers_of_others_are_not_cleared(exported):
    """What only looks like it, or holds what is not ours, or is at work, stays."""

    names = [f".mlcareer-content-{letter * 16}" for letter in "abc"]
    busy, theirs, file = (exported.with_name(name) for name in names)
    _left(busy, OLD)
    with _locks.locked(busy):
        _left(theirs, OLD)
    (theirs / "thesis.tex").write_bytes(b"mine")
    file.write_bytes(b"mine")
    exported.with_name(".mlcareer-content-mine").mkdir()
    with _locks.locked(busy):
        put_in_place(NEW, exported)

    assert [*names, ".mlcareer-content-mine"] == _beside(exported)
    assert OLD == content(busy)


def test_leftovers_of_other_users_are_not_cleared(exported, monkeypatch):
    """What belongs to somebody else may be a trap."""

    left = _left(exported.with_name(".mlcareer-content-0123456789abcdef"), OLD)
    monkeypatch.setattr(os, "geteuid", lambda: left.stat().st_uid + 1)
    put_in_place(NEW, exported)

    assert [left.name] == _beside(exported)


SCRIPT = """
import sys
import time
from mlcareer_content._export import put_in_place

files = [{name: data * size for name in ["index.html", *(f"entries/skill/{n}.json" for n in range(20))]}
         for data, size in ((b"old", 4000), (b"new", 5000))]
for number in range(10**6):
    start = time.monotonic()
    put_in_place(files[number % 2], sys.argv[1])
    if number == 1:
        print(time.monotonic() - start, flush=True)
"""


def test_killed_at_any_moment_it_is_one_or_the_other(folder):
    """Sixty times killed while it exports without a pause, the folder is always a whole site, old or new."""

    seen = set()
    for number in range(60):
        with subprocess.Popen([sys.executable, "-c", SCRIPT, folder], stdout=subprocess.PIPE) as process:
            time_of_one = float(process.stdout.readline())
            time.sleep(random.Random(number).uniform(0, 3 * time_of_one))
            process.kill()

        assert WHOLE == differences(folder), number
        (version,) = {data[:3] for data in content(folder).values()}
        seen.add(version)
    put_in_place({"index.html": b"last"}, folder)

    assert ({b"old", b"new"}, []) == (seen, _beside(folder))


def test_threads_may_export_at_once(folder):
    """Threads of one process wait for one another as processes do."""

    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: put_in_place({"index.html": b"%d" % number}, folder), range(32)))

    assert (WHOLE, []) == (differences(folder), _beside(folder))
    assert re.fullmatch(rb"\d+", (folder / "index.html").read_bytes())
