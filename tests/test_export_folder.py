"""The folder of an export: put in place as one, and nobody else's files are ever touched."""

import json
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
from mlcareer_content._limits import MAX_MANIFEST_BYTES
from mlcareer_content._site import _output_folder, write_folder
from mlcareer_content._site._manifest import MANIFEST_NAME, Differences, differences, manifest

from .folders import content, names

OLD = {"index.html": b"old", "stages/one.html": b"1", "entries/skill/two.json": b"2"}
NEW = {"index.html": b"new", "glossary.html": b"g"}
WHOLE = Differences()


@pytest.fixture
def folder(tmp_path):
    """Where to export to; it is not there yet."""
    return tmp_path / "site"


@pytest.fixture
def exported(folder):
    """An earlier export."""
    write_folder(OLD, folder)
    return folder


def _beside(folder):
    return [name for name in names(folder.parent) if name != folder.name]


def _states(folder):
    """What a write would change of each file, not when it was read."""
    return {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.rglob("*")}


def _refusal(folder, files=None, **options):
    """What is said where an export is refused, which leaves nothing behind and everything as it was."""
    parent = Path(os.path.realpath(folder)).parent
    before = {path: path.lstat().st_ino for path in parent.rglob("*")}
    with pytest.raises(ContentError) as caught:
        write_folder(NEW if files is None else files, folder, **options)

    assert before == {path: path.lstat().st_ino for path in parent.rglob("*")}
    assert "\n" not in str(caught.value)
    return str(caught.value).replace(str(parent), "")


def _failing(*_arguments):
    raise OSError(28, "No space left on device")


def _fail(folder):
    """Export, and fail when all files are written."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_output_folder, "sync", _failing)
        with pytest.raises(ContentError, match="cannot export to"):
            write_folder({"llms.txt": b"failed"}, folder)


# What is put in place


def test_folder_is_made(folder):
    """A folder that is not there is made, with its files and their manifest, and nothing else beside it."""

    write_folder(NEW, folder)

    assert (NEW, WHOLE, []) == (content(folder), differences(folder), _beside(folder))
    assert manifest(NEW) == (folder / MANIFEST_NAME).read_bytes()


def test_manifest_can_be_checked_by_others(exported):
    """The manifest is what `sha256sum` reads."""

    command = shutil.which("sha256sum") or pytest.skip("there is no sha256sum")
    done = subprocess.run([command, "-c", "--strict", MANIFEST_NAME], cwd=exported, capture_output=True, check=True)

    assert b"entries/skill/two.json: OK\nindex.html: OK\nstages/one.html: OK\n" == done.stdout


def test_folders_above_are_made(tmp_path):
    """Folders above are made too; if nothing comes of it, they are taken away again."""

    write_folder(NEW, tmp_path / "a" / "b")

    assert NEW == content(tmp_path / "a" / "b")
    _fail(tmp_path / "c" / "d" / "e")
    assert ["a"] == names(tmp_path)


def test_empty_folder_is_taken(folder):
    """An empty folder is as good as none; its mode stays."""

    folder.mkdir(mode=0o750)
    write_folder(NEW, folder)

    assert (NEW, 0o750) == (content(folder), folder.stat().st_mode & 0o777)


def test_earlier_export_is_replaced(exported):
    """Of an earlier export nothing stays."""

    write_folder(NEW, exported)

    assert (NEW, WHOLE, []) == (content(exported), differences(exported), _beside(exported))


def test_same_export_is_left_alone(exported):
    """What is already present is not written again, so that its files keep their dates."""

    before = _states(exported)
    write_folder(OLD, exported)

    assert before == _states(exported)


def test_what_is_missing_is_put_back(exported):
    """An export that lacks files or folders is replaced."""

    (exported / "entries" / "skill" / "two.json").unlink()
    (exported / "entries" / "skill").rmdir()
    write_folder(OLD, exported)

    assert OLD == content(exported)


def test_link_is_followed(exported):
    """Of a link, what it leads to is replaced."""

    link = exported.with_name("current")
    link.symlink_to("site")
    write_folder(NEW, link)

    assert (True, NEW) == (link.is_symlink(), content(exported))


def test_link_to_nothing_is_followed(tmp_path):
    """Of a link that leads nowhere, what it leads to is made."""

    (tmp_path / "current").symlink_to("site")
    write_folder(NEW, tmp_path / "current")

    assert NEW == content(tmp_path / "site")


def test_file_managers_may_have_looked(exported):
    """What they leave in every folder they show is no obstacle."""

    (exported / "stages" / ".DS_Store").write_bytes(b"x")
    (exported / "Thumbs.db").write_bytes(b"x")
    write_folder(NEW, exported)

    assert (NEW, []) == (content(exported), _beside(exported))


@pytest.mark.parametrize(
    ("umask", "modes"), [(0o022, {0o755, 0o644}), (0o077, {0o700, 0o600}), (0o002, {0o775, 0o664})]
)
def test_modes_follow_the_umask(folder, umask, modes):
    """Files and folders can be read by whom the umask says."""

    before = os.umask(umask)
    try:
        write_folder(OLD, folder)
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
        "/site contains files, but is not an export: b.tex and 1 more; move them, or name another folder"
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
    sentence = f"/site contains files that no export wrote: {top}; move them, or name another folder"

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
        "/site contains files that were changed since they were exported: index.html; "
        "keep a copy if you need them, then replace them with --force"
    ) == _refusal(exported)
    write_folder(NEW, exported, force=True)
    assert NEW == content(exported)


_NOT_AN_EXPORT = re.compile(
    r"/site contains files(, but is not an export:| that no export wrote:) mlcareer-content\.sha256( and \d more)?; "
    "move them, or name another folder"
)


@pytest.mark.parametrize(
    "path",
    [
        *("thesis.txt", "package.json", "INDEX.html", "index.htm", "stages.html", "entries", ".mlcareer-content-x"),
        *(".git/config", "stages/.html", "stages/.one.html", "stages/a.b.html", "stages/a--b.html", "stages/b-.html"),
        *("stages/one.json", f"stages/{'a' * 81}.html", "stages/deep/two.html", "stages/con.html", "pages/one.html"),
        *("entries/one.json", "entries/pet/cat.json", "entries/skill/a.html", "entries/skill/a/b.json", "é.html"),
        *("../outside.html", "stages/../../outside", "stages/../index.html", "./glossary.html", "stages//two.html"),
    ],
)
def test_manifest_lists_only_paths_of_a_site(exported, path):
    """A manifest that lists what no export writes, even with its checksum, makes nothing ours."""

    (exported / path).parent.mkdir(parents=True, exist_ok=True)
    if not (exported / path).is_dir():
        (exported / path).write_bytes(b"mine")
    (exported / MANIFEST_NAME).write_bytes(manifest({**OLD, path: b"mine"}))

    assert [True, True] == [bool(_NOT_AN_EXPORT.fullmatch(_refusal(exported, force=force))) for force in (False, True)]


@pytest.mark.parametrize(
    "forge",
    [
        lambda data: data[:0],
        lambda data: data[:-1],
        lambda data: data + b"\n",
        lambda data: data + data,
        lambda data: data.splitlines(keepends=True)[0] + data,
        lambda data: b"".join(reversed(data.splitlines(keepends=True))),
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: data.replace(b"  ", b" *"),
        lambda data: data[:64].upper() + data[64:],
        lambda data: b"# a comment\n" + data,
        lambda data: data + b"\xff\xfe\n",
        lambda data: data + b"%064d  stages/two.html\n" % 0 * (MAX_MANIFEST_BYTES // 80),
        lambda data: json.dumps(data.decode()).encode(),
    ],
)
def test_manifest_of_another_form_is_refused(exported, forge):
    """A manifest that differs from the one that an export writes, if only in the order, makes nothing ours."""

    path = exported / MANIFEST_NAME
    path.write_bytes(forge(path.read_bytes()))

    assert _NOT_AN_EXPORT.fullmatch(_refusal(exported))


@pytest.mark.parametrize("kind", ["text", "folder", "pipe", "link"])
def test_anything_in_the_place_of_the_manifest_is_kept(folder, kind):
    """Whatever has the name of the manifest and is none makes the folder somebody else's."""

    folder.mkdir()
    path = folder / MANIFEST_NAME
    match kind:
        case "text":
            path.write_text("my notes", "utf-8")
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "link":
            path.with_name("index.html").write_bytes(b"mine")
            path.with_name("list").write_bytes(manifest({"index.html": b"mine"}))
            path.symlink_to("list")

    assert _NOT_AN_EXPORT.fullmatch(_refusal(folder))


def test_read_only_folders_in_an_export_are_refused(exported, monkeypatch):
    """A folder whose files cannot be deleted is named before anything is written."""

    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path).name != "skill")

    assert "/site/entries/skill is read-only; make it writable, or name another folder" == _refusal(exported)


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

    with pytest.raises(ContentError, match="/file is a file and cannot contain a folder; name another folder"):
        write_folder(NEW, tmp_path / "file" / "a" / "site")


def test_folder_one_is_in_is_refused(tmp_path, monkeypatch):
    """Neither the working folder nor one above it can be replaced, even if it is empty."""

    monkeypatch.chdir(tmp_path)

    assert f"{tmp_path} is the current folder and would be replaced; name a folder inside it" in _said(".")
    assert f"{tmp_path.parent} is above the current folder" in _said("..")
    assert "/ is above the current folder" in _said("/")


def test_home_is_refused(tmp_path, monkeypatch):
    """Nor can somebody's home."""

    (tmp_path / "me").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "me"))

    assert "me is your home folder" in _said(tmp_path / "me")
    assert "is above your home folder" in _said(tmp_path)


def _said(folder):
    with pytest.raises(ContentError) as caught:
        write_folder(NEW, folder)
    return str(caught.value)


def test_names_of_temporary_folders_are_refused(tmp_path):
    """An output folder with such a name might be deleted as a temporary folder."""

    assert "name another folder" in _refusal(tmp_path / ".mlcareer-content-0123456789abcdef")


def test_circle_of_links_is_refused(tmp_path):
    """A link that leads to itself is no folder."""

    (tmp_path / "one").symlink_to("other")
    (tmp_path / "other").symlink_to("one")

    assert "cannot export to" in _refusal(tmp_path / "one")


def test_words_of_a_path_stay_on_their_line(tmp_path):
    """Whatever a folder is called, what is said of it is one line."""

    (tmp_path / "a\n\x1b[31mb").write_bytes(b"")

    assert r"a\n\u001b[31mb is a file" in _refusal(tmp_path / "a\n\x1b[31mb")


# What goes wrong on the way


def test_full_disk_leaves_the_old_export(exported, monkeypatch):
    """If the disk is full, the old export stays, and nothing stays next to it."""

    monkeypatch.setattr(_output_folder, "sync", _failing)

    assert "No space left on device; what was there has not changed" in _refusal(exported)
    assert (OLD, WHOLE) == (content(exported), differences(exported))


def _fail_at_rename(monkeypatch, number, error):
    """Let a rename fail, counted from 1; those before and after it work."""
    rename, renames = Path.rename, []

    def counted(self, target):
        renames.append(self)
        if len(renames) == number:
            raise error
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", counted)


@pytest.mark.parametrize("number", [1, 2])
def test_failed_rename_leaves_the_old_export(exported, monkeypatch, number):
    """If the second rename fails, the first is undone."""

    _fail_at_rename(monkeypatch, number, OSError(5, "Input/output error"))

    assert "Input/output error" in _refusal(exported)
    assert OLD == content(exported)


@pytest.mark.parametrize("number", [1, 2])
def test_interruption_leaves_the_old_export(exported, monkeypatch, number):
    """So does an interruption."""

    _fail_at_rename(monkeypatch, number, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        write_folder(NEW, exported)

    assert (OLD, []) == (content(exported), _beside(exported))


def test_interruption_after_the_last_rename(exported, monkeypatch):
    """An interruption that comes after the new folder is in place leaves that one; the next export deletes the old."""

    _fail_at_rename(monkeypatch, 3, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        write_folder(NEW, exported)

    assert NEW == content(exported)
    write_folder(NEW, exported)
    assert [] == _beside(exported)


def test_late_file_of_others_is_kept(exported, monkeypatch):
    """A file that somebody adds at the moment of the replacement is found, and the folder moved back."""

    rename = Path.rename

    def adds_a_file(self, target):
        if self == exported:
            (exported / "late.txt").write_bytes(b"mine")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", adds_a_file)
    with pytest.raises(ContentError, match=r"/site contains files that no export wrote: late\.txt"):
        write_folder(NEW, exported)

    assert ({**OLD, "late.txt": b"mine"}, []) == (content(exported), _beside(exported))


def test_locked_folder_is_waited_for_for_a_minute(exported, monkeypatch):
    """A lock that is never released is reported."""

    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr(_output_folder, "_PATIENCE", 0.05)
    descriptor = os.open(exported.parent, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    message = " is locked, probably by another export; try again when that has ended"

    assert message == _refusal(exported)
    os.close(descriptor)


# What killed exports leave

KILLED = """
import os
import sys
from pathlib import Path
from mlcareer_content._site import write_folder

rename, renames = Path.rename, []


def killed(self, target):
    renames.append(self)
    if len(renames) == int(sys.argv[2]):
        os._exit(9)
    return rename(self, target)


Path.rename = killed
write_folder({"index.html": b"killed"}, sys.argv[1])
"""


def _kill_at_rename(folder, number):
    """Export, and kill the process at a rename, counted from 1."""
    assert 9 == subprocess.run([sys.executable, "-c", KILLED, folder, str(number)], check=False).returncode
    return next(path for path in folder.parent.iterdir() if path.name != folder.name)


@pytest.mark.parametrize(("number", "found"), [(1, OLD), (2, None), (3, {"index.html": b"killed"})])
def test_next_export_recovers(exported, number, found):
    """Wherever an export is killed, the next one recovers, even if it fails itself."""

    _kill_at_rename(exported, number)

    assert found == (content(exported) if exported.exists() else None)
    _fail(exported)
    assert (found or OLD, WHOLE, []) == (content(exported), differences(exported), _beside(exported))
    write_folder(NEW, exported)
    assert (NEW, []) == (content(exported), _beside(exported))


@pytest.mark.parametrize("kept", [0, 1, 2], ids=["empty", "manifest only", "whole"])
def test_unfinished_folders_are_deleted(exported, kept):
    """Folders that killed exports leave are deleted by the next one, however far they had come."""

    left = _kill_at_rename(exported, 1)
    for path in sorted(left.iterdir(), key=lambda path: path.name != MANIFEST_NAME)[kept:]:
        path.unlink()
    (left / ".mlcareer-content-unfinished").write_bytes(b"half")
    write_folder(OLD, exported)

    assert [] == _beside(exported)


def test_folders_of_others_are_not_deleted(exported):
    """What only looks like a temporary folder, or contains files that no export wrote, stays."""

    theirs = _kill_at_rename(exported, 1)
    (theirs / "thesis.tex").write_bytes(b"mine")
    file = theirs.with_name(theirs.name.replace(".new", "0.new"))
    file.write_bytes(b"mine")
    theirs.with_name(".mlcareer-content-mine").mkdir()
    write_folder(NEW, exported)

    assert sorted([theirs.name, file.name, ".mlcareer-content-mine"]) == _beside(exported)
    assert {"index.html": b"killed", "thesis.tex": b"mine"} == content(theirs)


@pytest.mark.parametrize("name", ["index.html", MANIFEST_NAME])
def test_changed_files_in_temporary_folders_are_kept(exported, name):
    """What a killed export left stays whole if somebody changed a file in it."""

    left = _kill_at_rename(exported, 1)
    (left / name).write_bytes(b"mine")
    write_folder(NEW, exported)

    assert (b"mine", ["index.html", MANIFEST_NAME]) == ((left / name).read_bytes(), names(left))


def test_folders_of_other_users_are_not_deleted(exported, monkeypatch):
    """A folder of another user may be a trap."""

    left = _kill_at_rename(exported, 1)
    monkeypatch.setattr(os, "geteuid", lambda: left.stat().st_uid + 1)
    write_folder(NEW, exported)

    assert [left.name] == _beside(exported)


def test_without_locks_nothing_is_deleted(exported, monkeypatch):
    """Where folders cannot be locked, a temporary folder may be in use; one that was set aside is moved back."""

    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr(fcntl, "flock", _failing)
    left = _kill_at_rename(exported, 1)
    write_folder(NEW, exported)

    assert (NEW, [left.name]) == (content(exported), _beside(exported))
    exported.rename(left.with_suffix(".old"))
    _fail(exported)
    assert NEW == content(exported)


SCRIPT = """
import sys
import time
from mlcareer_content._site import write_folder

files = [{name: data * size for name in ["index.html", *(f"entries/skill/{n}.json" for n in range(20))]}
         for data, size in ((b"old", 4000), (b"new", 5000))]
for number in range(10**6):
    start = time.monotonic()
    write_folder(files[number % 2], sys.argv[1])
    if number == 1:
        print(time.monotonic() - start, flush=True)
"""


def test_killed_at_any_moment_it_is_one_or_the_other(folder):
    """Forty times killed while it exports without a pause, the folder is always a whole site, old or new."""

    seen = set()
    for number in range(40):
        with subprocess.Popen([sys.executable, "-c", SCRIPT, folder], stdout=subprocess.PIPE) as process:
            time_of_one = float(process.stdout.readline())
            time.sleep(random.Random(number).uniform(0, 3 * time_of_one))
            process.kill()
        if not folder.exists():  # killed between the two renames; an export that fails moves the old one back too
            _fail(folder)

        assert WHOLE == differences(folder), number
        (version,) = {data[:3] for data in content(folder).values()}
        seen.add(version)
    write_folder({"index.html": b"last"}, folder)

    assert ({b"old", b"new"}, []) == (seen, _beside(folder))


def test_threads_may_export_at_once(folder):
    """Threads of one process wait for one another as processes do."""

    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: write_folder({"index.html": b"%d" % number}, folder), range(32)))

    assert (WHOLE, []) == (differences(folder), _beside(folder))
    assert re.fullmatch(rb"\d+", (folder / "index.html").read_bytes())
