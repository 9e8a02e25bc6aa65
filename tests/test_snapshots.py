"""Snapshots of a guide and its schemas, from every place; what is hostile or damaged is an error."""

import errno
import json
import os
import stat
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

import mlcareer_content as mlc
from mlcareer_content._diff import compare
from mlcareer_content._snapshots import read_snapshot

from .places import PACKAGE, ROOT, SOURCE, TREE, needs_source

VALID = Path(__file__).parent / "documents" / "valid"
DATA = PACKAGE / "data"
INSIDE = "mlcareer_content/data/guide.json"
GUIDE = b'{"kind": "guide", "id": "g", "title": "G", "language": "en", "version": "1", "license": "CC0-1.0"}'


def _said(path):
    """The error for a place that has no snapshot."""
    with pytest.raises(mlc.ContentError) as error:
        read_snapshot(str(path))
    assert not isinstance(error.value, mlc.InvalidContentError | mlc.NotFoundError)
    return str(error.value)


def _zip(path, members, **options):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


@pytest.fixture
def members():
    """What a wheel holds of the tree, less its code and its checksums."""
    found = {f"mlcareer_content/data/{path.name}": path.read_bytes() for path in DATA.iterdir()}
    found |= {f"mlcareer_content/schemas/{path.name}": path.read_bytes() for path in (ROOT / "schemas").iterdir()}
    return {**found, "mlcareer_content/__init__.py": (DATA.parent / "__init__.py").read_bytes()}


def _is_tree(snapshot, *, schemas=True, version=mlc.__version__):
    """Whether a snapshot is that of the working tree."""
    difference = compare(read_snapshot(str(TREE)), snapshot)
    assert (difference.schemas is not None) == schemas
    return (difference.changes, snapshot.version) == ((), version)


@needs_source
def test_checkout_and_data_are_read():
    """A checkout has everything; its package lacks the schemas, and its data folder the version."""

    assert _is_tree(read_snapshot(str(TREE)))
    assert _is_tree(read_snapshot(str(SOURCE)), schemas=False)
    assert _is_tree(read_snapshot(str(SOURCE / "data")), schemas=False, version=None)


def test_installed_is_what_the_package_loads():
    """The word `installed` is the packaged guide with its schemas."""

    snapshot = read_snapshot("installed")

    assert {**mlc.to_dict(mlc.load()), "kind": "guide"} == {"kind": "guide", **snapshot.guide}
    assert (mlc.schema("guide"), mlc.__version__) == (snapshot.schemas["guide"], snapshot.version)


def test_wheel_is_read(wheel):
    """The wheel contains the guide and the schemas of the tree."""

    assert _is_tree(read_snapshot(str(wheel)))


def test_installed_side_by_side(tmp_path, wheel):
    """A folder that `pip install --target` filled, or the environment above it, is read as the wheel is."""

    target = tmp_path / "environment" / "lib" / "python3.11" / "site-packages"
    zipfile.ZipFile(wheel).extractall(target)

    assert _is_tree(read_snapshot(str(target)))
    assert _is_tree(read_snapshot(str(tmp_path / "environment")))


def test_wheel_that_was_edited_is_refused(tmp_path, wheel):
    """A wheel whose data was changed after it was built is told from the one that was built."""

    with zipfile.ZipFile(wheel) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    edited = {**members, "mlcareer_content/data/faq.json": members["mlcareer_content/data/faq.json"] + b" "}
    lacking = {name: data for name, data in members.items() if name != "mlcareer_content/schemas/faq.schema.json"}
    added = {**members, "mlcareer_content/data/more.json": b'{"kind": "faq", "entries": []}'}

    for name, changed in {"data/faq.json": edited, "schemas/faq.schema.json": lacking, "data/more.json": added}.items():
        said = _said(_zip(tmp_path / "edited.whl", changed))
        assert f"edited.whl: changed after it was built: {name}; build it again, or reinstall it" in said


@pytest.mark.parametrize("name", ["x.tar.gz", "x.tgz", "x.tar", "x.zip", "x.tar.bz2", "x.tar.xz"])
def test_other_archives_are_refused(tmp_path, name):
    """An sdist, or another archive than a wheel, is an error that names what is accepted."""

    (tmp_path / name).write_bytes(b"\x1f\x8b")

    said = _said(tmp_path / name)
    assert f"{name}: archives other than wheels are not read; name a wheel, a folder, a lock file or a guide" in said


@pytest.mark.parametrize("name", ["whole-guide.json", "guide-in-a-folder"])
def test_contributed_guides_are_read(name):
    """A guide in one file, and one in a folder of any shape, are read as `load` reads them."""

    expected = mlc.to_dict(mlc.load(VALID / name, base=False))

    assert () == compare(read_snapshot(str(VALID / name)), read_snapshot(str(VALID / name))).changes
    assert expected["id"] == read_snapshot(str(VALID / name)).guide["id"]
    assert [stage["id"] for stage in expected["stages"]] == [
        stage["id"] for stage in read_snapshot(str(VALID / name)).guide["stages"]
    ]


BROKEN = {
    "broken JSON": (b"{", "error MLC"),
    "not UTF-8": (b'{"kind": "\xff"}', "MLC003"),
    "a key twice": (b'{"kind": "guide", "kind": "guide"}', "MLC005"),
    "too deep": (b"[" * 5_000, "MLC"),
    "a list": (b"[]", "not a document of a known kind"),
    "another kind": (b'{"kind": "tools", "entries": []}', "not a document of a known kind"),
    "no guide": (b'{"kind": "faq", "entries": []}', "no guide found; name a place with one guide"),
    "an entry without id": (b'{"kind": "guide", "faq": [{}]}', "entry without an id at /faq/0"),
    "an id that is none": (b'{"kind": "guide", "faq": [{"id": {}}]}', "entry without an id at /faq/0"),
    "an id twice": (b'{"kind": "guide", "faq": [{"id": "a"}, {"id": "a"}]}', "duplicate id: question:a"),
    "an entry that is none": (b'{"kind": "guide", "faq": [1]}', "not a list of objects at /faq"),
    "a list that is none": (b'{"kind": "guide", "faq": {"id": "a"}}', "not a list of objects at /faq"),
    "an article that is none": (b'{"kind": "guide", "article": []}', "not an article at /article"),
}


@pytest.mark.parametrize(("data", "expected"), BROKEN.values(), ids=BROKEN)
def test_broken_files_are_told(tmp_path, data, expected):
    """What gives no guide says why, be it a file, in a folder or in a wheel."""

    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "guide.json", tmp_path / "folder" / "guide.json"):
        path.write_bytes(data)

    assert expected in _said(tmp_path / "guide.json")
    assert expected in _said(tmp_path / "folder")
    assert expected in _said(_zip(tmp_path / "x.whl", {INSIDE: data}))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "cannot read it as a wheel: file is not a zip file"),
        (b"PK\x03\x04 and nothing more", "cannot read it as a wheel: file is not a zip file"),
        (b"PK\x05\x06" + bytes(18), "no guide found: mlcareer_content/data/guide.json is missing"),
    ],
)
def test_damaged_wheels_are_errors(tmp_path, data, expected):
    """A wheel that is damaged or empty is an error that says so."""

    (tmp_path / "x.whl").write_bytes(data)

    assert expected in _said(tmp_path / "x.whl")


def test_wheel_without_data_is_an_error(tmp_path, members):
    """A wheel without a guide is an error that names the missing file."""

    code = {name: data for name, data in members.items() if name.endswith(".py")}

    assert f"no guide found: {INSIDE} is missing" in _said(_zip(tmp_path / "x.whl", code))


def test_damaged_member_is_told(tmp_path):
    """A member whose bytes are not those that were packed says so."""

    path = _zip(tmp_path / "x.whl", {INSIDE: GUIDE})
    data = bytearray(path.read_bytes())
    data[data.index(INSIDE.encode()) + len(INSIDE) + 8] ^= 0xFF
    path.write_bytes(data)

    assert f"x.whl/{INSIDE}: cannot read the file: bad CRC-32" in _said(path)


def _measured(path):
    """What is said of a path, with the seconds and the bytes that it took."""
    tracemalloc.start()
    began = time.perf_counter()
    said = _said(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return said, time.perf_counter() - began < 20, peak < 200_000_000


def test_bombs_are_not_unpacked(tmp_path):
    """Gigabytes in a small archive are read up to the limit, and no further."""

    bomb = bytes(400_000_000)
    _zip(tmp_path / "x.whl", {INSIDE: bomb})
    many = {INSIDE: GUIDE} | {f"mlcareer_content/data/{n}.json": b" " * 9_000_000 for n in range(40)}
    del bomb

    said, is_quick, is_small = _measured(tmp_path / "x.whl")

    assert ("more than 10,485,760 bytes" in said, is_quick, is_small) == (True, True, True), said
    assert "the guide is larger than the limit of 5,000 files" in _measured(_zip(tmp_path / "y.whl", many))[0]


def test_wheels_of_too_many_files_are_refused(tmp_path):
    """More files than any release has are not looked through."""

    names = {f"x{number}": b"" for number in range(20_001)}

    assert "more than 20,000 files" in _said(_zip(tmp_path / "x.whl", names))


def test_links_in_wheels_are_not_followed(tmp_path):
    """A link is refused, wherever it leads; nothing outside the wheel is read."""

    link = zipfile.ZipInfo(INSIDE)
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "x.whl", "w") as archive:
        archive.writestr(link, str(DATA / "guide.json"))

    assert f"x.whl/{INSIDE}: not a regular file" in _said(tmp_path / "x.whl")


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_duplicate_files_in_wheels_are_refused(tmp_path):
    """Which of two files with the same name is read is not guessed."""

    with zipfile.ZipFile(tmp_path / "x.whl", "w") as archive:
        archive.writestr(INSIDE, GUIDE)
        archive.writestr(INSIDE, GUIDE)

    assert "duplicate file" in _said(tmp_path / "x.whl")


def test_other_compressions_are_refused(tmp_path):
    """What no wheel is compressed with is not unpacked, for its size could not be bounded."""

    with zipfile.ZipFile(tmp_path / "x.whl", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr(INSIDE, GUIDE)

    assert "unsupported compression method" in _said(tmp_path / "x.whl")


def test_names_that_are_no_text_are_shown(tmp_path):
    """A name whose bytes are not UTF-8, or that a terminal would obey, is printed with escapes."""

    for name in (b"\xff.json", b"\x1b[31m.whl"):
        path = tmp_path / os.fsdecode(name)
        path.write_bytes(b"")

        assert "\\u" in _said(path)
    assert "cannot read" in _said("a\0b")


def test_folder_that_may_not_be_listed_is_an_error(tmp_path, monkeypatch):
    """A folder without the permission to list it is an error with its name, whoever runs the tests."""

    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "guide.json").write_bytes(GUIDE)
    for name in ("listdir", "scandir"):
        monkeypatch.setattr(os, name, _refused_in(tmp_path / "data", getattr(os, name)))

    assert f"{tmp_path}: cannot read it: Permission denied" in _said(tmp_path)


def _refused_in(folder, function):
    """A function of folders that may not read one of them, as root may in truth."""

    def call(path="."):
        if os.fspath(path) == str(folder):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return function(path)

    return call


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no FIFOs here")
def test_what_is_no_file_is_refused(tmp_path):
    """A FIFO is not waited for; a link to nowhere and a missing file are told."""

    os.mkfifo(tmp_path / "fifo.whl")
    (tmp_path / "link.json").symlink_to(tmp_path / "nowhere")

    assert "not a regular file" in _said(tmp_path / "fifo.whl")
    assert "no such file" in _said(tmp_path / "link.json")
    assert "no such file" in _said(tmp_path / "nowhere")


def test_damaged_schema_is_told(tmp_path, members):
    """A schema that is no JSON, or no schema, is an error that names it."""

    name = "mlcareer_content/schemas/guide.schema.json"
    broken = {**members, name: b"{"}
    odd = {**members, name: b'{"properties": 1}'}

    assert name in _said(_zip(tmp_path / "x.whl", broken))
    with pytest.raises(mlc.ContentError, match="the schema of guide cannot be compared"):
        compare(read_snapshot(str(TREE)), read_snapshot(str(_zip(tmp_path / "y.whl", odd))))


def test_nothing_is_written(tmp_path, monkeypatch, wheel):
    """Reading a wheel writes no file."""

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    read_snapshot(str(wheel))

    assert [] == list(tmp_path.iterdir())


def test_snapshot_is_json():
    """What is read is plain data."""

    assert json.loads(json.dumps(read_snapshot(str(TREE)).guide)) == read_snapshot(str(TREE)).guide
