"""Files, folders, archives and values: what is found, how much is read, and what is refused unread."""

import errno
import io
import os
import tracemalloc
import zipfile
from functools import partial
from pathlib import Path

import pytest

import mlcareer_content as mlc
from mlcareer_content import Limits

from .tables import each_row

LIMITS = Limits()
SMALL = Limits(json=100, yaml=50, line=20)

# The one problem of the documents {} and [], which shows that they were read.
READ = "MLC107"
READ_LIST = "MLC103"

FORMATS = {
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".md": "markdown",
    ".markdown": "markdown",
}


class Unreadable:
    """A file in a place where nobody may read; stands for one whose mode root would not feel."""

    name = "secret.json"

    def __init__(self, error=None):
        self.error = error or PermissionError(errno.EACCES, "Permission denied")

    def __str__(self):
        return f"vault/{self.name}"

    def is_dir(self):
        """It is a file."""
        return False

    def iterdir(self):
        """A file holds nothing."""
        raise NotADirectoryError(errno.ENOTDIR, "Not a directory")

    def open(self, *_):
        """Nobody may."""
        raise self.error


class Locked(Unreadable):
    """A folder whose content nobody may list."""

    name = "locked"

    def is_dir(self):
        """It is a folder."""
        return True

    def iterdir(self):
        """Nobody may."""
        raise self.error


class Written(Unreadable):
    """A file of which the content is given, in as many pieces as whoever serves it likes."""

    def __init__(self, name, *pieces):
        super().__init__()
        self.name = name
        self.pieces = pieces

    def open(self, *_):
        """The content, until it ends or fails."""
        return io.BufferedReader(Pieces(self.pieces))


class Pieces(io.RawIOBase):
    """A stream that gives what it has piece by piece, and fails where there is an error among them."""

    def __init__(self, pieces):
        self.pieces = list(pieces)

    def readable(self):
        """It is."""
        return True

    def readinto(self, buffer):
        """The next piece."""
        piece = self.pieces.pop(0) if self.pieces else b""
        if isinstance(piece, Exception):
            raise piece
        if len(piece) > len(buffer):
            self.pieces.insert(0, piece[len(buffer) :])
        taken = piece[: len(buffer)]
        buffer[: len(taken)] = taken
        return len(taken)


class Folder(Locked):
    """A folder of which the content is given."""

    name = "vault"

    def __init__(self, *children):
        super().__init__()
        self.children = children

    def __str__(self):
        return self.name

    def iterdir(self):
        """What it holds."""
        return iter(self.children)


def _problems(*locations, limits=LIMITS):
    return mlc.validate(*locations, limits=limits).problems


def _reported(*locations, limits=LIMITS):
    """The file and the code of every problem; what is read has one problem, such as `READ`."""
    return [(problem.file, problem.code) for problem in _problems(*locations, limits=limits)]


def _names(*locations):
    return [file for file, _ in _reported(*locations)]


def _codes(*locations, limits=LIMITS):
    return [code for _, code in _reported(*locations, limits=limits)]


def _lines(data, limits=LIMITS):
    """The line and the code of every problem of some JSON Lines."""
    item = data if isinstance(data, Written) else Written("a.jsonl", data)
    return [(problem.line, problem.code) for problem in _problems(item, limits=limits)]


def _tree(folder):
    names = ["b.json", "a.json", "my-readme.md", "sub/c.yaml", "sub/deeper/d.md", "sub-e.jsonl"]
    left_out = [
        ".hidden.json",
        ".git/e.json",
        "note.txt",
        "README.md",
        "sub/Readme.MD",
        "faq.schema.json",
        "json",
        "a.json~",
    ]
    for name in names + left_out:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}", "utf-8")


FOUND = ["a.json", "b.json", "my-readme.md", "sub/c.yaml", "sub/deeper/d.md", "sub-e.jsonl"]


# What is found


def test_a_file_has_the_name_that_it_was_given(tmp_path, monkeypatch):
    """A file is called as it was named, be it relative or absolute; two names of one file are one."""
    (tmp_path / "a.json").write_text("[]", "utf-8")
    monkeypatch.chdir(tmp_path)
    names = ["a.json", "./a.json", f"{tmp_path}/a.json", f"../{tmp_path.name}/a.json"]

    assert [(name, READ_LIST) for name in names] == [one for name in names for one in _reported(name)]
    assert [(names[0], READ_LIST)] == _reported(*names)


def test_a_named_file_may_be_called_anything(tmp_path):
    """A file that is named is read, hidden or not, whatever it ends in, and as JSON where that says nothing."""
    names = [".faq", ".faq.yaml", "faq", "faq.txt", "README.md", "faq.schema.json"]
    for name in names:
        (tmp_path / name).write_text("{}", "utf-8")

    assert [str(tmp_path / name) for name in names] == _names(*(tmp_path / name for name in names))


@each_row(
    ("name", "format"),
    [
        *((f"a{ending}", format) for ending, format in FORMATS.items()),
        ("A.JSON", "json"),
        ("a.YmL", "yaml"),
        ("a.b.Md", "markdown"),
        ("a", "json"),
        ("a.txt", "json"),
        (".yaml", "json"),
        ("yaml", "json"),
    ],
)
def test_the_ending_says_what_a_file_is_written_in(tmp_path, name, format):
    """Endings count whatever their case; a file without one of them is JSON."""
    path = tmp_path / name
    path.write_text("kind: thing\n", "utf-8")

    assert [{"json": "MLC004", "yaml": "MLC108", "markdown": "MLC011"}[format]] == _codes(path)


def test_a_folder_is_read_in_sorted_order(tmp_path):
    """A folder gives its documents and those below, sorted; hidden ones, README.md and schemas are left out."""
    _tree(tmp_path)

    assert [f"{tmp_path}/{name}" for name in FOUND] == _names(tmp_path)


@pytest.mark.parametrize(("named", "beginning"), [(".", ""), ("./", "./"), ("sub/..", "sub/../"), ("../{}/", "../{}/")])
def test_a_relative_folder_gives_relative_names(tmp_path, monkeypatch, named, beginning):
    """Files are called by the folder as it was named, with one slash; of the current folder only by their path."""
    _tree(tmp_path)
    monkeypatch.chdir(tmp_path)

    assert [beginning.format(tmp_path.name) + name for name in FOUND] == _names(named.format(tmp_path.name))


def test_a_folder_that_ends_like_a_file_is_a_folder(tmp_path):
    """A folder may be called a.json, and one that is named may be hidden."""
    for name in (".here/a.json/b.json", ".here/a.md/c.yaml"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("{}", "utf-8")

    assert [f"{tmp_path}/.here/a.json/b.json", f"{tmp_path}/.here/a.md/c.yaml"] == _names(tmp_path / ".here")


def test_files_keep_the_order_in_which_they_were_named(tmp_path):
    """Only what is found in a folder is sorted."""
    _tree(tmp_path)
    named = [tmp_path / "sub", tmp_path / "b.json", tmp_path / "a.json"]

    assert [f"{tmp_path}/{name}" for name in (*FOUND[3:5], "b.json", "a.json")] == _names(*named)


def test_a_file_that_is_named_twice_is_read_once(tmp_path):
    """A file that is named, and found in a folder as well, is one document."""
    _tree(tmp_path)

    assert [f"{tmp_path}/{name}" for name in ("b.json", "a.json", *FOUND[2:])] == _names(
        tmp_path / "b.json", tmp_path, str(tmp_path / "a.json"), f"{tmp_path}/"
    )


def test_a_path_like_object_is_a_path(tmp_path):
    """Anything with `__fspath__` names a file."""

    class Somewhere:
        def __fspath__(self):
            return str(tmp_path / "a.json")

    (tmp_path / "a.json").write_text("[]", "utf-8")

    assert [(str(tmp_path / "a.json"), READ_LIST)] == _reported(Somewhere())


@each_row("location", [None, 7, b"faq.json", ["faq.json"], {"faq.json"}, object()])
def test_what_is_no_location_is_refused(location):
    """A source of another type is a TypeError that says what is expected, and what it was."""
    with pytest.raises(TypeError, match=r"a path .* or a dict, not") as caught:
        mlc.validate(location)

    assert type(location).__name__ in str(caught.value)


class Bytes:
    """A path in bytes."""

    def __fspath__(self):
        return b"faq.json"


@pytest.mark.parametrize("location", ["", Bytes()], ids=["empty", "bytes"])
def test_a_path_that_names_nothing_is_refused(location):
    """An empty path, or one in bytes, is a slip of whoever calls."""
    with pytest.raises(TypeError, match="path"):
        mlc.validate(location)


def test_wrong_types_are_refused_before_anything_is_read(tmp_path):
    """One wrong argument among good ones is still a TypeError."""
    with pytest.raises(TypeError, match="int"):
        mlc.validate(tmp_path / "missing.json", Unreadable(), 7)


def test_a_value_that_is_given_twice_is_read_once():
    """The same object is one document; another that is equal to it is another."""
    value = {"kind": "faq"}

    assert ["<value>", "<value 2>"] == _names(value, {"kind": "faq"}, value)


# Links


def test_loops_of_folders_end(tmp_path):
    """A link to a folder is not followed, so a loop ends."""
    _tree(tmp_path)
    (tmp_path / "sub" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "sub" / "loop.json").symlink_to(tmp_path, target_is_directory=True)

    assert [f"{tmp_path}/{name}" for name in FOUND] == _names(tmp_path)


def test_a_link_to_itself_is_a_problem(tmp_path):
    """A file that is only a loop of links cannot be read, named or found; what is beside it can."""
    (tmp_path / "loop.json").symlink_to("loop.json")
    (tmp_path / "other.json").write_text("{}", "utf-8")
    loop = f"{tmp_path}/loop.json"

    assert [(loop, "MLC001")] == _reported(loop)
    assert [(loop, "MLC001"), (f"{tmp_path}/other.json", READ)] == _reported(tmp_path)


def test_a_dangling_link_is_a_problem(tmp_path):
    """A link that leads nowhere is reported, not passed over."""
    (tmp_path / "gone.json").symlink_to("nowhere.json")

    assert [(f"{tmp_path}/gone.json", "MLC001")] == _reported(tmp_path)


def test_a_link_to_a_file_is_read(tmp_path):
    """A link to a file counts as the file, under its own name."""
    (tmp_path / "target").write_text("{}", "utf-8")
    (tmp_path / "link.json").symlink_to("target")

    assert [(f"{tmp_path}/link.json", READ)] == _reported(tmp_path)


def test_a_named_link_to_a_folder_is_followed(tmp_path):
    """A link that is named is meant."""
    _tree(tmp_path / "tree")
    (tmp_path / "link").symlink_to("tree", target_is_directory=True)

    assert [f"{tmp_path}/link/{name}" for name in FOUND] == _names(tmp_path / "link")


# Archives


def _archive(path, content, **keywords):
    with zipfile.ZipFile(path, "w", **keywords) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return path


def test_a_folder_in_a_zip_is_read_alike(tmp_path):
    """A folder of a zip gives what the folder would give, in the same order."""
    _tree(tmp_path / "tree")
    content = {str(path.relative_to(tmp_path)): b"{}" for path in (tmp_path / "tree").rglob("*") if path.is_file()}
    root = zipfile.Path(_archive(tmp_path / "tree.zip", content), "tree/")

    assert [f"{tmp_path}/tree.zip/tree/{name}" for name in FOUND] == _names(root)
    assert _codes(tmp_path / "tree") == _codes(root)


def test_a_zip_that_is_in_no_file_is_read(tmp_path):
    """An archive that was uploaded, and never had a name, is read like any other."""
    data = io.BytesIO(_archive(tmp_path / "a.zip", {"a.json": b"{}", "sub/b.json": b"[]"}).read_bytes())

    assert [READ, READ_LIST] == _codes(zipfile.Path(zipfile.ZipFile(data)))


def test_odd_names_in_a_zip_do_no_harm(tmp_path):
    """A member that is called like a folder, or leads out of the archive, is read or left out."""
    content = dict.fromkeys(
        ("./a.json", "../b.json", "c.json/", "d.json/e.json", "d.json", "f\\g.json", "..", "h//i.json"), b"{}"
    )
    told = _reported(zipfile.Path(_archive(tmp_path / "a.zip", content)))

    assert {(f"{tmp_path}/a.zip/d.json/e.json", READ)} <= set(told)
    assert {READ} == {data for _, data in told}


def test_a_large_file_in_a_zip_is_refused(tmp_path):
    """A small zip may hold a large file; the limit is the same there."""
    content = {"large.json": b"{}" + b" " * LIMITS.json, "large.md": b" " * (LIMITS.yaml + 1)}
    root = zipfile.Path(_archive(tmp_path / "bomb.zip", content, compression=zipfile.ZIP_DEFLATED))

    assert [(file, "MLC002") for file in [f"{tmp_path}/bomb.zip/{name}" for name in content]] == _reported(root)


@pytest.mark.parametrize(
    "compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA], ids=str
)
def test_a_damaged_zip_is_a_problem(tmp_path, compression):
    """A file whose bytes inside a zip are damaged cannot be read, however they are packed."""
    content = {"a.json": bytes(number * number % 251 for number in range(2_000))}
    path = _archive(tmp_path / "a.zip", content, compression=compression)
    data = bytearray(path.read_bytes())
    data[50:60] = bytes(255 - byte for byte in data[50:60])
    path.write_bytes(data)

    assert [(f"{path}/a.json", "MLC001")] == _reported(zipfile.Path(path))


def test_a_locked_zip_is_a_problem(tmp_path):
    """A file that takes a password cannot be read."""
    path = _archive(tmp_path / "a.zip", {"a.json": b"{}"})
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)

    assert [(f"{path}/a.json", "MLC001")] == _reported(zipfile.Path(path))


# What cannot be read


def test_a_missing_file_is_a_problem(tmp_path):
    """What is not there cannot be read."""
    names = [str(tmp_path / "missing.json"), str(tmp_path / "missing" / "a.jsonl"), str(tmp_path / "missing")]

    assert [(name, "MLC001") for name in names] == _reported(*names)


@each_row("ending", [".json", ".jsonl", ".md", ""])
@each_row("name", ["a\0b", "a" * 5000, "a\n", "\udcff", "a/" * 3000])
def test_an_impossible_name_is_a_problem(name, ending):
    """A name that no file can have is a file that cannot be read."""
    assert [(name + ending, "MLC001")] == _reported(name + ending)


def test_a_name_that_is_not_utf_8_is_read(tmp_path):
    """A file is read, though its name is no text."""
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.json")).write_text("{}", "utf-8")

    assert [(f"{tmp_path}/\udcff.json", READ)] == _reported(tmp_path)


@each_row("name", ["note.txt", "README.md", ".hidden.json", "a.schema.json", "sub/note.txt"])
def test_a_folder_without_a_document_is_a_problem(tmp_path, name):
    """A folder in which nothing is to be checked is a mistake, and the endings are named."""
    folder = tmp_path / name.replace("/", "-")
    path = folder / name
    path.parent.mkdir(parents=True)
    path.touch()
    (problem,) = _problems(folder)

    assert (str(folder), "MLC008") == (problem.file, problem.code)
    assert [] == [ending for ending in FORMATS if ending not in problem.suggestion]


@pytest.mark.parametrize("name", ["vault", "vault.json", "vault.jsonl", "vault.md"])
def test_an_empty_folder_of_a_zip_is_a_problem(name):
    """An empty folder is a mistake in every place, whatever it is called."""
    folder = Folder()
    folder.name = name

    assert [(name, "MLC008")] == _reported(folder)


@pytest.mark.parametrize("name", ["pipe.json", "pipe.yaml", "pipe.jsonl"])
def test_a_fifo_is_refused_without_waiting(tmp_path, name):
    """A FIFO would block for ever; it is refused, named or found."""
    os.mkfifo(tmp_path / name)
    path = f"{tmp_path}/{name}"

    assert ([(path, "MLC001")], [(path, "MLC001")]) == (_reported(path), _reported(tmp_path))


@pytest.mark.parametrize("device", [os.devnull, "/dev/zero", "/dev/tty"])
@pytest.mark.parametrize("ending", ["", ".jsonl"])
def test_a_device_is_refused(tmp_path, device, ending):
    """A device has no end, or no beginning, and a link to one is none the better."""
    (tmp_path / f"device{ending}").symlink_to(device)
    path = f"{tmp_path}/device{ending}"

    assert [(path, "MLC001"), (device, "MLC001")] == _reported(path, device)


@each_row("name", ["secret.json", "secret.yaml", "secret.jsonl"])
def test_what_nobody_may_read_is_a_problem(name):
    """A missing permission is reported with its file, in the words of the system."""
    file = Unreadable()
    file.name = name
    (problem,) = _problems(file)

    assert (f"vault/{name}", "MLC001") == (problem.file, problem.code)
    assert "permission denied" in problem.message.casefold()


def test_what_nobody_may_list_is_a_problem():
    """A folder that cannot be listed is reported as such."""
    assert [("vault/locked", "MLC001")] == _reported(Locked())


def test_a_locked_folder_hides_nothing_else():
    """What stands beside a folder that cannot be listed is read, and the folder is the one that is told."""
    root = Folder(Written("z.json", b"[]"), Locked(), Written("a.json", b"{}"))

    assert [("vault/a.json", READ), ("vault/locked", "MLC001"), ("vault/z.json", READ_LIST)] == _reported(root)


def test_a_locked_folder_on_disk_hides_nothing_else(tmp_path, monkeypatch):
    """The same holds for folders on disk."""
    _tree(tmp_path)

    def locked(function, name, *arguments, **options):
        if str(name).endswith("sub"):
            raise PermissionError(errno.EACCES, "Permission denied", name)
        return function(name, *arguments, **options)

    for function in (os.open, os.scandir):  # Windows opens no folders
        monkeypatch.setattr(os, function.__name__, partial(locked, function))
    told = {"a.json": READ, "b.json": READ, "my-readme.md": "MLC011", "sub": "MLC001", "sub-e.jsonl": READ}

    assert [(f"{tmp_path}/{name}", data) for name, data in told.items()] == _reported(tmp_path)


@pytest.mark.parametrize(
    "error",
    [OSError("the disk is on fire"), OSError(errno.EIO, "the disk is on fire"), EOFError("the disk is on fire")],
)
def test_an_error_while_reading_is_a_problem(error):
    """A failing disk is a problem too, at once or later, in the words of the system."""
    problems = _problems(Unreadable(error), Written("a.json", b"{", error))

    assert ["MLC001"] * 2 == [problem.code for problem in problems]
    assert [] == [problem for problem in problems if "the disk is on fire" not in problem.message]


def test_reading_goes_on_after_a_problem(tmp_path):
    """All that cannot be read is reported, and what can be read is given in its place."""
    (tmp_path / "a.json").symlink_to("nowhere")
    (tmp_path / "b.json").write_text("{}", "utf-8")

    assert ["MLC001", READ, "MLC001", "MLC101", "MLC001"] == _codes(
        tmp_path, tmp_path / "c.json", {"kind": "faq"}, Locked()
    )


def test_no_file_stays_open(tmp_path):
    """Whatever is read or refused is closed."""
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "large.json").write_bytes(b" " * 101)
    (tmp_path / "lines.jsonl").write_text("{}\n" * 9, "utf-8")
    (tmp_path / "long.jsonl").write_text("1" * 99, "utf-8")
    (tmp_path / "right.json").write_text("{}", "utf-8")
    before = len(list(Path("/dev/fd").iterdir()))
    _problems(tmp_path, tmp_path / "pipe.json", limits=SMALL)

    assert before == len(list(Path("/dev/fd").iterdir()))


# How much is read


@each_row(
    ("name", "limit"), [("a.json", 100), ("a", 100), ("a.yaml", 50), ("a.yml", 50), ("a.md", 50), ("a.markdown", 50)]
)
def test_a_file_has_a_limit(tmp_path, name, limit):
    """A file of just the limit is read, and one with a byte more is not; the message has the numbers."""
    path = tmp_path / name
    path.write_bytes(b"x" * limit)
    (read,) = _problems(path, limits=SMALL)
    path.write_bytes(b"x" * (limit + 1))
    (refused,) = _problems(path, limits=SMALL)

    assert ("MLC002", False) == (refused.code, read.code == "MLC002")
    assert [] == [number for number in (limit, limit + 1) if str(number) not in refused.message]


@pytest.mark.parametrize("item", [b"x" * 101, [b"x" * 60, b"x" * 60]], ids=["whole", "pieces"])
def test_a_stream_has_the_same_limit(item):
    """What does not say its size is read to the limit, and refused beyond it."""
    pieces = item if isinstance(item, list) else [item]

    assert ["MLC002", "MLC004"] == _codes(Written("a.json", *pieces), Written("b.json", *[b"x"] * 100), limits=SMALL)


@each_row("size", [10 * 1024**2 + 1, 1024**3, 32 * 1024**4])
@each_row("ending", ["json", "yaml"])
def test_a_large_file_is_refused_unread(tmp_path, size, ending):
    """A file over the limit is refused by its size, however large it is."""
    path = tmp_path / f"large.{ending}"
    with path.open("wb") as file:
        try:
            file.truncate(size)
        except OSError:
            file.truncate(1024**3)
    tracemalloc.start()
    told = _codes(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert ["MLC002"] == told
    assert peak < 250_000  # most of it for the refs of the packaged guide


def test_the_limits_are_those_that_are_documented():
    """Ten mebibytes of JSON, a quarter of one of YAML, and one for each line of JSON Lines."""
    assert Limits(json=10 * 1024**2, yaml=256 * 1024, line=1024**2) == Limits()


def _claiming(size, monkeypatch):
    """Every file says that it has this size."""
    look = os.fstat

    def fstat(descriptor):
        found = list(look(descriptor))
        found[6] = size
        return os.stat_result(found)

    monkeypatch.setattr(os, "fstat", fstat)


@each_row("claimed", [0, 1, 59, 60, 61, 100])
def test_a_file_that_changes_its_size_is_read_to_its_end(tmp_path, monkeypatch, claimed):
    """A file may grow or shrink after it was asked for its size, or, like those in /proc, never say it."""
    path = tmp_path / "a.json"
    path.write_bytes(b"{}" + b" " * 57 + b"x")
    _claiming(claimed, monkeypatch)

    assert ("MLC004", 60) in [(problem.code, problem.column) for problem in _problems(path, limits=SMALL)]


@pytest.mark.parametrize("claimed", [0, 1, 99, 100])
def test_a_file_that_grows_beyond_the_limit_is_refused(tmp_path, monkeypatch, claimed):
    """A file that is larger than it says is read no further than the limit."""
    path = tmp_path / "a.json"
    path.write_bytes(b"x" * 100_000)
    _claiming(claimed, monkeypatch)

    assert ["MLC002"] == _codes(path, limits=SMALL)


@pytest.mark.parametrize("most", [1, 7, 59])
def test_a_file_that_comes_in_pieces_is_read_whole(tmp_path, monkeypatch, most):
    """A system may give fewer bytes than it was asked for."""
    path = tmp_path / "a.json"
    path.write_bytes(b"{}" + b" " * 57 + b"x")
    give = os.read
    monkeypatch.setattr(os, "read", lambda descriptor, size: give(descriptor, min(size, most)))

    assert ("MLC004", 60) in [(problem.code, problem.column) for problem in _problems(path, limits=SMALL)]


@pytest.mark.skipif(not Path("/proc/version").exists(), reason="there is no /proc on this system")
def test_a_file_of_no_size_is_read():
    """The files in /proc have content, and say that they have none."""
    assert ["MLC004", "MLC002"] == _codes("/proc/version") + _codes("/proc/version", limits=Limits(json=10))


# JSON Lines


@each_row(
    ("data", "lines"),
    [
        (b'{"a": 1}\n{"a": 2}\n', [(1, READ), (2, READ)]),
        (b"{}\n[]", [(1, READ), (2, READ_LIST)]),
        (b"{}\r\n[]\r\n", [(1, READ), (2, READ_LIST)]),
        (b"{}\r\n", [(1, READ)]),
        (b"{\r}\n", [(1, READ)]),
        (b'{"\x7f\xe2\x80\xa8": 1}\n', [(1, READ)]),
        (b"\n{}\n\n \n[]\n\n", [(1, "MLC004"), (2, READ), (3, "MLC004"), (4, "MLC004"), (5, READ_LIST), (6, "MLC004")]),
        (b"", [(1, "MLC004")]),
        (b"\n", [(1, "MLC004")]),
        ("{}\n{}\n".encode("utf-16"), [(1, "MLC003")]),
    ],
)
def test_every_line_is_a_document(data, lines):
    """A file of JSON Lines has a document in each line, which ends with a line feed."""
    assert lines == _lines(data)


@each_row("ending", [".jsonl", ".ndjson", ".JSONL"])
def test_a_broken_line_is_reported_where_it_is(tmp_path, ending):
    """Each line is read by itself: one that is wrong, or blank, has its own problem, and no other is lost."""
    path = tmp_path / f"a{ending}"
    path.write_bytes(b'\xef\xbb\xbf{"a": 1}\r\n\r\n{"a": \r\n["\xff"]\n{"a": 2}')

    assert [(1, READ), (2, "MLC004"), (3, "MLC004"), (4, "MLC003"), (5, READ)] == [
        (problem.line, problem.code) for problem in _problems(path)
    ]


LONG = b'{"a": "' + b"x" * 1_000 + b'"}'


@each_row(
    ("data", "lines"),
    [
        (b"{}" + b" " * 18, [(1, READ)]),
        (b"{}" + b" " * 17 + b"\n[]\n", [(1, READ), (2, READ_LIST)]),
        (b"{}" + b" " * 18 + b"\n[]\n", [(1, "MLC002"), (2, READ_LIST)]),
        (b"{}" + b" " * 19 + b"\n[]\n", [(1, "MLC002"), (2, READ_LIST)]),
        (b"{}\n" + LONG + b"\n[]\n", [(1, READ), (2, "MLC002"), (3, READ_LIST)]),
        (b"{}\n" + LONG, [(1, READ), (2, "MLC002")]),
        (b"x" * 21, [(1, "MLC002")]),
        (LONG + b"\n" + LONG + b"\n", [(1, "MLC002"), (2, "MLC002")]),
        (b"{}\n" * 1000, [(number, READ) for number in range(1, 1001)]),
    ],
)
def test_a_line_has_a_limit(data, lines):
    """A line that is too long is reported and skipped; the lines after it are read, and the file has no limit."""
    assert lines == _lines(data, SMALL)


def test_an_endless_line_takes_no_memory(tmp_path):
    """A line of any length is skipped piece by piece."""
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.truncate(64 * 1024**2)
    tracemalloc.start()
    codes = _codes(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert ["MLC002"] == codes
    assert peak < 8 * 1024**2


def test_an_error_in_the_middle_is_reported_at_its_line():
    """What was read before a disk fails is checked, and the problem is at the line that could not be read."""
    file = Written("a.jsonl", b"{}\n", b"{}\n", OSError("the disk is on fire"))

    assert [(1, READ), (2, READ), (3, "MLC001")] == _lines(file)
