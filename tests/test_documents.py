"""Files to documents: strict, and safe from what is hostile."""

import errno
import os
import zipfile
from pathlib import Path

import pytest

from mlcareer_content import _documents
from mlcareer_content._documents import MAX_BYTES, MAX_DEPTH, Document, UnreadableError, parse, read


class Unreadable:
    """A file in a place where nobody may read; stands for one whose mode root would not feel."""

    name = "secret.json"

    def __init__(self, error=None):
        self.error = error or PermissionError(errno.EACCES, "Permission denied")

    def __str__(self):
        return "vault/secret.json"

    def is_dir(self):
        """It is a file."""
        return False

    def iterdir(self):
        """A file holds nothing."""
        raise NotADirectoryError(errno.ENOTDIR, "Not a directory")

    def open(self, *_args, **_kwargs):
        """Nobody may."""
        raise self.error

    def read_bytes(self):
        """Nobody may."""
        raise self.error


class Locked(Unreadable):
    """A folder whose content nobody may list."""

    name = "vault"

    def __str__(self):
        return "vault"

    def is_dir(self):
        """It is a folder."""
        return True

    def iterdir(self):
        """Nobody may."""
        raise self.error


def _code(data):
    with pytest.raises(UnreadableError) as caught:
        parse(data)
    return caught.value.args[0]


def _problems(*locations):
    documents, problems = read(locations)
    assert documents == []
    return [(problem.file, problem.code) for problem in problems]


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b"{}", {}),
        (b' [1, -2.5, 1e3, true, false, null, "a"]\r\n', [1, -2.5, 1000.0, True, False, None, "a"]),
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
        ('"café 😀"'.encode(), "café 😀"),
        (b'"caf\\u00e9 \\ud83d\\ude00"', "café 😀"),
        (b'"\\\\ud800"', "\\ud800"),
        (b'{"a": {"a": 1}}', {"a": {"a": 1}}),
        (b"1" * 4300, int("1" * 4300)),
        (b"-0", 0),
        (b"1e-999", 0.0),
    ],
)
def test_json_is_parsed(data, value):
    """What RFC 8259 allows is read as what it says."""
    assert value == parse(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff", "MLC003"),
        (b"\xed\xa0\x80", "MLC003"),
        (b'"\xc3"', "MLC003"),
        ('{"a": 1}'.encode("utf-16"), "MLC003"),
        ('{"a": 1}'.encode("utf-32"), "MLC003"),
        (b'"\\ud800"', "MLC003"),
        (b'"\\uDC00\\uD800"', "MLC003"),
        (b'{"\\ud800": 1}', "MLC003"),
        (b'[{"a": ["\\udfff"]}]', "MLC003"),
        (b"", "MLC004"),
        (b" \n", "MLC004"),
        (b"\xef\xbb\xbf", "MLC004"),
        (b"\xef\xbb\xbf\xef\xbb\xbf{}", "MLC004"),
        (b"{", "MLC004"),
        (b"{} {}", "MLC004"),
        (b"{'a': 1}", "MLC004"),
        (b'{"a": 1,}', "MLC004"),
        (b"// a comment\n{}", "MLC004"),
        (b'"a\nb"', "MLC004"),
        (b'"\x00"', "MLC004"),
        (b"01", "MLC004"),
        (b"kind: question", "MLC004"),
        (b'{"a": 1, "a": 1}', "MLC005"),
        (b'[{"b": {"a": 1, "a": 2}}]', "MLC005"),
        (b'{"a": 1, "\\u0061": 2}', "MLC005"),
        (b"NaN", "MLC006"),
        (b"[Infinity]", "MLC006"),
        (b'{"a": -Infinity}', "MLC006"),
        (b"1e999", "MLC006"),
        (b"-1e999", "MLC006"),
        (b"1.0e400", "MLC006"),
        (b"1" * 4301, "MLC006"),
        (b"-" + b"1" * 100_000, "MLC006"),
        (b"[" * 100_000, "MLC007"),
        (b'{"a":' * 100_000, "MLC007"),
    ],
    ids=lambda value: repr(value[:24]) if isinstance(value, bytes) else value,
)
def test_what_is_not_json_is_refused(data, code):
    """What Python's parser lets through or fails at is a problem with a code like any other."""
    assert code == _code(data)


@pytest.mark.parametrize("escape", [b'"a"', b'"\\u0041"'], ids=["plain", "escaped"])
def test_no_depth_escapes(tmp_path, escape):
    """Whatever the depth, a document is read or refused; no RecursionError gets out."""
    path = tmp_path / "deep.json"
    codes = set()
    for depth in (MAX_DEPTH + 1, *range(800, 1010), 20_000):
        path.write_bytes(b"[" * depth + escape + b"]" * depth)
        codes |= set(_problems(path))

    assert {(str(path), "MLC007")} == codes


def test_the_deepest_document_is_read(tmp_path):
    """The limit itself is allowed."""
    path = tmp_path / "deep.json"
    path.write_bytes(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)

    assert (read([path])[1], len(read([path])[0])) == ([], 1)


def test_a_syntax_error_says_where():
    """The message names line and column."""
    with pytest.raises(UnreadableError, match=r"line 2, column 8"):
        parse(b'{\n  "a": x}')


def test_a_key_that_stands_twice_is_named():
    """The message names the key."""
    with pytest.raises(UnreadableError, match=r"the key 'id' stands twice"):
        parse(b'{"id": 1, "b": 2, "id": 3}')


def test_a_file_is_a_document_under_its_own_name(tmp_path):
    """A file is read, and called as it was named."""
    path = tmp_path / "faq.json"
    path.write_text('{"kind": "faq"}', "utf-8")

    assert ([Document(str(path), {"kind": "faq"})], []) == read([str(path)])


def test_a_named_file_need_not_end_in_json(tmp_path):
    """A file that is named is read whatever it is called."""
    path = tmp_path / ".faq"
    path.write_text("{}", "utf-8")

    assert ([Document(str(path), {})], []) == read([path])


def _tree(folder):
    for name in ("b.json", "a.json", "sub/c.json", "sub/deeper/d.json", ".hidden.json", ".git/e.json", "note.txt"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}", "utf-8")


FOUND = ["a.json", "b.json", "sub/c.json", "sub/deeper/d.json"]


def test_a_folder_is_read_in_sorted_order(tmp_path):
    """A folder gives its .json files and those below, sorted; hidden files and others are left out."""
    _tree(tmp_path)
    documents, problems = read([tmp_path])

    assert ([f"{tmp_path}/{name}" for name in FOUND], []) == ([document.file for document in documents], problems)


def test_a_folder_in_a_zip_is_read_alike(tmp_path):
    """A folder of a zip gives what the folder would give."""
    _tree(tmp_path / "tree")
    with zipfile.ZipFile(tmp_path / "tree.zip", "w") as archive:
        for path in (tmp_path / "tree").rglob("*"):
            archive.write(path, path.relative_to(tmp_path))
    root = zipfile.Path(tmp_path / "tree.zip", "tree/")
    documents, problems = read([root])

    assert ([f"{str(root).rstrip('/')}/{name}" for name in FOUND], []) == ([it.file for it in documents], problems)


def test_a_path_like_object_is_a_path(tmp_path):
    """Anything with `__fspath__` names a file."""

    class Somewhere:
        def __fspath__(self):
            return str(tmp_path / "a.json")

    (tmp_path / "a.json").write_text("[]", "utf-8")

    assert ([Document(str(tmp_path / "a.json"), [])], []) == read([Somewhere()])


@pytest.mark.parametrize("location", [None, 7, b"faq.json", ["faq.json"], {"kind": "faq"}, object()], ids=repr)
def test_what_is_no_location_is_refused(location):
    """A source of another type is a TypeError that says what is expected."""
    with pytest.raises(TypeError, match=r"a path \(str or os.PathLike\) or a Traversable") as caught:
        read([location])

    assert type(location).__name__ in str(caught.value)


def test_wrong_types_are_refused_before_anything_is_read(tmp_path):
    """One wrong argument among good ones is still a TypeError."""
    with pytest.raises(TypeError) as caught:
        read([tmp_path / "missing.json", 7])

    assert "int" in str(caught.value)


def test_a_missing_file_is_a_problem(tmp_path):
    """What is not there cannot be read."""
    assert [(str(tmp_path / "missing.json"), "MLC001")] == _problems(tmp_path / "missing.json")


@pytest.mark.parametrize(
    "name", ["a\0b.json", "a" * 5000, "a\n.json", "\udcff.json"], ids=["null", "long", "line", "byte"]
)
def test_an_impossible_name_is_a_problem(name):
    """A name that no file can have is a file that cannot be read."""
    assert [(name, "MLC001")] == _problems(name)


def test_an_empty_folder_is_a_problem(tmp_path):
    """A folder without a .json file is a mistake, not nothing."""
    (tmp_path / "note.txt").touch()

    assert [(str(tmp_path), "MLC008")] == _problems(tmp_path)


def test_a_fifo_is_refused_without_waiting(tmp_path):
    """A FIFO would block for ever; it is refused, named or found."""
    os.mkfifo(tmp_path / "pipe.json")
    name = str(tmp_path / "pipe.json")

    assert [(name, "MLC001"), (name, "MLC001")] == _problems(name, tmp_path)


def test_a_device_is_refused():
    """A device has no end, or no beginning."""
    assert [(os.devnull, "MLC001")] == _problems(os.devnull)


@pytest.mark.parametrize("size", [MAX_BYTES + 1, 11 * 1024**2, 32 * 1024**3])
def test_a_large_file_is_refused(tmp_path, size):
    """A file over the limit is refused, and never read whole."""
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(size)

    assert [(str(path), "MLC002")] == _problems(path)


def test_a_file_of_just_the_limit_is_read(tmp_path):
    """The limit itself is allowed."""
    path = tmp_path / "large.json"
    path.write_bytes(b"{}" + b" " * (MAX_BYTES - 2))

    assert ([Document(str(path), {})], []) == read([path])


def test_a_large_file_in_a_zip_is_refused(tmp_path):
    """A small zip may hold a large file; the limit is the same there."""
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("large.json", b"{}" + b" " * MAX_BYTES)
    root = zipfile.Path(tmp_path / "bomb.zip")

    assert [(f"{str(root).rstrip('/')}/large.json", "MLC002")] == _problems(root)


def test_loops_of_folders_end(tmp_path):
    """A link to a folder is not followed, so a loop ends."""
    _tree(tmp_path)
    (tmp_path / "sub" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "sub" / "loop.json").symlink_to(tmp_path, target_is_directory=True)
    documents, problems = read([tmp_path])

    assert ([f"{tmp_path}/{name}" for name in FOUND], []) == ([document.file for document in documents], problems)


def test_a_link_to_itself_is_a_problem(tmp_path):
    """A file that is only a loop of links cannot be read."""
    (tmp_path / "loop.json").symlink_to("loop.json")
    name = f"{tmp_path}/loop.json"

    assert [(name, "MLC001"), (name, "MLC001")] == _problems(tmp_path, name)


def test_a_dangling_link_is_a_problem(tmp_path):
    """A link that leads nowhere is reported, not passed over."""
    (tmp_path / "gone.json").symlink_to("nowhere.json")

    assert [(f"{tmp_path}/gone.json", "MLC001")] == _problems(tmp_path)


def test_a_link_to_a_file_is_read(tmp_path):
    """A link to a file counts as the file."""
    (tmp_path / "target").write_text("{}", "utf-8")
    (tmp_path / "link.json").symlink_to("target")

    assert ([Document(f"{tmp_path}/link.json", {})], []) == read([tmp_path])


def test_a_named_link_to_a_folder_is_followed(tmp_path):
    """A link that is named is meant."""
    _tree(tmp_path / "tree")
    (tmp_path / "link").symlink_to("tree", target_is_directory=True)
    documents, problems = read([tmp_path / "link"])

    assert (len(FOUND), []) == (len(documents), problems)


@pytest.mark.parametrize(("place", "name"), [(Unreadable, "vault/secret.json"), (Locked, "vault")])
def test_what_nobody_may_read_is_a_problem(place, name):
    """A lack of permission is reported with the file or folder it is about."""
    documents, (problem,) = read([place()])

    assert ([], name, "MLC001", "the file cannot be read: permission denied") == (
        documents,
        problem.file,
        problem.code,
        problem.message,
    )


def test_an_error_while_reading_is_a_problem():
    """A failing disk is a problem too, in whatever words it has."""
    _, (problem,) = read([Unreadable(OSError("the disk is on fire"))])

    assert (problem.code, problem.message) == ("MLC001", "the file cannot be read: the disk is on fire")


def test_a_broken_zip_is_a_problem(tmp_path):
    """A file whose bytes inside a zip are damaged cannot be read."""
    path = tmp_path / "broken.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.json", b'{"kind": "faq"}')
    path.write_bytes(path.read_bytes().replace(b'{"kind": "faq"}', b'{"kind": "xxx"}'))
    root = zipfile.Path(path)

    assert [(f"{str(root).rstrip('/')}/a.json", "MLC001")] == _problems(root)


def test_all_that_cannot_be_read_is_reported(tmp_path):
    """Reading goes on after a problem, and what can be read is given beside it."""
    (tmp_path / "a.json").write_text("{", "utf-8")
    (tmp_path / "b.json").write_text("{}", "utf-8")
    (tmp_path / "c.json").write_bytes(b"\xff")
    documents, problems = read([tmp_path, tmp_path / "d.json"])

    assert (
        [Path(document.file).name for document in documents],
        [problem.code for problem in problems],
    ) == (["b.json"], ["MLC004", "MLC003", "MLC001"])


def test_the_kind_of_a_document_is_what_it_says():
    """A document that is no object, or does not say, is of no kind."""
    assert tuple(Document("a", value).kind for value in ({"kind": "faq"}, {}, ["kind"])) == ("faq", None, None)


def test_an_unreadable_file_explains_itself():
    """The error says what is wrong, then what to do."""
    error = UnreadableError("MLC003", "byte 1 is not UTF-8", "save the file as UTF-8")

    assert (
        str(error),
        str(_documents.UnreadableError("MLC004", "it is empty")),
    ) == ("byte 1 is not UTF-8; save the file as UTF-8", "it is empty")
