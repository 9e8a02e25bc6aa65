"""Editions: the guide and its schemas, wherever they are; what is hostile or damaged is an error with a sentence."""

import gzip
import io
import json
import os
import stat
import tarfile
import tempfile
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

import mlcareer_content as mlc
from mlcareer_content._diff import compare
from mlcareer_content._editions import read

from .places import EDITION, PACKAGE, ROOT, SOURCE, needs_source

VALID = Path(__file__).parent / "documents" / "valid"
DATA = PACKAGE / "data"
INSIDE = "mlcareer_content/data/guide.json"
GUIDE = b'{"kind": "guide", "id": "g", "title": "G", "language": "en", "version": "1", "license": "CC0-1.0"}'


def _said(path):
    """What is said of a place that holds no edition."""
    with pytest.raises(mlc.ContentError) as error:
        read(str(path))
    assert not isinstance(error.value, mlc.InvalidContentError | mlc.NotFoundError)
    return str(error.value)


def _zip(path, members, **options):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def _tar(path, members):
    with tarfile.open(path, "w:gz") as archive:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


@pytest.fixture
def members():
    """What a wheel holds of the tree, less its code and its checksums."""
    found = {f"mlcareer_content/data/{path.name}": path.read_bytes() for path in DATA.iterdir()}
    found |= {f"mlcareer_content/schemas/{path.name}": path.read_bytes() for path in (ROOT / "schemas").iterdir()}
    return {**found, "mlcareer_content/__init__.py": (DATA.parent / "__init__.py").read_bytes()}


def _is_tree(edition, *, schemas=True, version=mlc.__version__):
    """Whether an edition is that of the working tree."""
    difference = compare(read(str(EDITION)), edition)
    assert (difference.schemas is not None) == schemas
    return (difference.changes, edition.version) == ((), version)


@needs_source
def test_checkout_and_data_are_read():
    """A checkout has everything; its package lacks the schemas, and its data folder the version."""

    assert _is_tree(read(str(EDITION)))
    assert _is_tree(read(str(SOURCE)), schemas=False)
    assert _is_tree(read(str(SOURCE / "data")), schemas=False, version=None)


def test_installed_is_what_the_package_loads():
    """The word `installed` is the packaged guide with its schemas."""

    edition = read("installed")

    assert {**mlc.to_dict(mlc.load()), "kind": "guide"} == {"kind": "guide", **edition.guide}
    assert (mlc.schema("faq"), mlc.__version__) == (edition.schemas["faq"], edition.version)


def test_distributions_are_read(wheel, sdist):
    """The wheel and the sdist hold what the tree holds."""

    assert _is_tree(read(str(wheel)))
    assert _is_tree(read(str(sdist)))


def test_installed_side_by_side(tmp_path, wheel):
    """A folder that `pip install --target` filled, or the environment above it, is read as the wheel is."""

    target = tmp_path / "environment" / "lib" / "python3.11" / "site-packages"
    zipfile.ZipFile(wheel).extractall(target)

    assert _is_tree(read(str(target)))
    assert _is_tree(read(str(tmp_path / "environment")))


def test_wheel_that_was_edited_is_refused(tmp_path, wheel):
    """A wheel whose data was changed after it was built is told from the one that was built."""

    with zipfile.ZipFile(wheel) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    edited = {**members, "mlcareer_content/data/faq.json": members["mlcareer_content/data/faq.json"] + b" "}
    lacking = {name: data for name, data in members.items() if name != "mlcareer_content/schemas/faq.schema.json"}
    added = {**members, "mlcareer_content/data/more.json": b'{"kind": "faq", "entries": []}'}

    for name, changed in {"data/faq.json": edited, "schemas/faq.schema.json": lacking, "data/more.json": added}.items():
        said = _said(_zip(tmp_path / "edited.whl", changed))
        assert f"edited.whl was changed after it was built, in {name}; build it again, or reinstall it" in said


def test_other_archives_are_read(tmp_path, members):
    """A zip of a checkout below a folder of its own, or of a folder of data, is read too."""

    repository = {
        f"main/src/{name}".replace("src/mlcareer_content/schemas", "schemas"): members[name] for name in members
    }
    data = {f"data/{path.name}": path.read_bytes() for path in DATA.iterdir()}

    assert _is_tree(read(str(_zip(tmp_path / "checkout.zip", repository))))
    assert _is_tree(read(str(_tar(tmp_path / "checkout.tar.gz", repository))))
    assert _is_tree(read(str(_zip(tmp_path / "data.zip", data))), schemas=False, version=None)


@pytest.mark.parametrize("name", ["whole-guide.json", "guide-in-a-folder"])
def test_contributed_guides_are_read(name):
    """A guide in one file, and one in a folder of any shape, are read as `load` reads them."""

    expected = mlc.to_dict(mlc.load(VALID / name, base=False))

    assert () == compare(read(str(VALID / name)), read(str(VALID / name))).changes
    assert expected["id"] == read(str(VALID / name)).guide["id"]
    assert [stage["id"] for stage in expected["stages"]] == [
        stage["id"] for stage in read(str(VALID / name)).guide["stages"]
    ]


BROKEN = {
    "broken JSON": (b"{", "error MLC"),
    "not UTF-8": (b'{"kind": "\xff"}', "MLC003"),
    "a key twice": (b'{"kind": "guide", "kind": "guide"}', "MLC005"),
    "too deep": (b"[" * 5_000, "MLC"),
    "a list": (b"[]", "holds no document of a kind"),
    "another kind": (b'{"kind": "tools", "entries": []}', "holds no document of a kind"),
    "no guide": (b'{"kind": "faq", "entries": []}', "holds no guide; name a place that holds one"),
    "an entry without id": (b'{"kind": "guide", "faq": [{}]}', "holds an entry without an id, at /faq/0"),
    "an id that is none": (b'{"kind": "guide", "faq": [{"id": {}}]}', "holds an entry without an id, at /faq/0"),
    "an id twice": (b'{"kind": "guide", "faq": [{"id": "a"}, {"id": "a"}]}', "question:a, which there is already"),
    "an entry that is none": (b'{"kind": "guide", "faq": [1]}', "something else than a list of objects at /faq"),
    "a list that is none": (b'{"kind": "guide", "faq": {"id": "a"}}', "something else than a list of objects at /faq"),
    "an article that is none": (b'{"kind": "guide", "article": []}', "holds no article at /article"),
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
    ("name", "data", "expected"),
    [
        ("x.whl", b"", "is no archive, or is damaged"),
        ("x.whl", b"PK\x03\x04 and nothing more", "cannot be read as an archive: file is not a zip file"),
        ("x.tar.gz", b"\x1f\x8b and nothing more", "cannot be read as an archive"),
        ("x.tar.gz", gzip.compress(b"no tar" * 1000, mtime=0), "cannot be read as an archive"),
        ("x.tar.gz", gzip.compress(bytes(2_000), mtime=0)[:-10], "cannot be read as an archive"),
        ("x.json", b"PK\x05\x06" + bytes(18), "holds no guide: there is no mlcareer_content/data/guide.json in it"),
    ],
)
def test_damaged_archives_are_told(tmp_path, name, data, expected):
    """What should be an archive and is none, or is damaged, says so."""

    (tmp_path / name).write_bytes(data)

    assert expected in _said(tmp_path / name)


def test_wheel_without_data_is_told(tmp_path, members):
    """A wheel that holds no guide says what was looked for."""

    code = {name: data for name, data in members.items() if name.endswith(".py")}

    assert f"holds no guide: there is no {INSIDE} in it" in _said(_zip(tmp_path / "x.whl", code))


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
    _tar(tmp_path / "x.tar.gz", {f"x/{INSIDE}": bomb})
    many = {INSIDE: GUIDE} | {f"mlcareer_content/data/{n}.json": b" " * 9_000_000 for n in range(40)}
    del bomb

    for name, limit in (("x.whl", "more than 10,485,760 bytes"), ("x.tar.gz", "it holds more than 67,108,864 bytes")):
        said, is_quick, is_small = _measured(tmp_path / name)

        assert (limit in said, is_quick, is_small) == (True, True, True), said
    assert "is beyond the 5,000 files" in _measured(_zip(tmp_path / "y.whl", many))[0]


def test_archives_of_too_many_files_are_refused(tmp_path):
    """More files than any release has are not looked through."""

    names = {f"x{number}": b"" for number in range(20_001)}

    assert "it holds more than 20,000 files" in _said(_zip(tmp_path / "x.whl", names))
    assert "it holds more than 20,000 files" in _said(_tar(tmp_path / "x.tar.gz", names))


def test_links_in_archives_are_not_followed(tmp_path):
    """A link is refused, wherever it leads; nothing outside the archive is read."""

    link = zipfile.ZipInfo(INSIDE)
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "x.whl", "w") as archive:
        archive.writestr(link, str(DATA / "guide.json"))
    member = tarfile.TarInfo(f"x/{INSIDE}")
    member.type, member.linkname = tarfile.SYMTYPE, str(DATA / "guide.json")
    with tarfile.open(tmp_path / "x.tar.gz", "w:gz") as archive:
        archive.addfile(member)

    assert "is a link, or something else that is no file" in _said(tmp_path / "x.whl")
    assert "is a link, or something else that is no file" in _said(tmp_path / "x.tar.gz")


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_members_that_stand_twice_are_refused(tmp_path):
    """Which of two files is meant is not guessed."""

    with zipfile.ZipFile(tmp_path / "x.whl", "w") as archive:
        archive.writestr(INSIDE, GUIDE)
        archive.writestr(INSIDE, GUIDE)

    assert "stands twice in it" in _said(tmp_path / "x.whl")


def test_other_compressions_are_refused(tmp_path):
    """What no wheel is compressed with is not unpacked, for its size could not be bounded."""

    with zipfile.ZipFile(tmp_path / "x.whl", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr(INSIDE, GUIDE)

    assert "is compressed in a way that no wheel is" in _said(tmp_path / "x.whl")


def test_names_that_are_no_text_are_shown(tmp_path):
    """A name whose bytes are not UTF-8, or that a terminal would obey, is printed with escapes."""

    for name in (b"\xff.json", b"\x1b[31m.whl"):
        path = tmp_path / os.fsdecode(name)
        path.write_bytes(b"")

        assert "\\u" in _said(path)
    assert "cannot read" in _said("a\0b")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="there are no rights of users here")
def test_folder_that_may_not_be_read_is_told():
    """A folder without the right to list it is an error with its name."""

    user = os.geteuid()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "data").mkdir()
        Path(folder, "data", "guide.json").write_bytes(GUIDE)
        Path(folder, "data").chmod(0o311)
        Path(folder).chmod(0o755)
        os.seteuid(user or 65534)  # root may read everything
        try:
            said = _said(folder)
        finally:
            os.seteuid(user)

    assert "cannot be read: Permission denied" in said


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

    name = "mlcareer_content/schemas/faq.schema.json"
    broken = {**members, name: b"{"}
    odd = {**members, name: b'{"properties": 1}'}

    assert name in _said(_zip(tmp_path / "x.whl", broken))
    with pytest.raises(mlc.ContentError, match="the schema of faq cannot be compared"):
        compare(read(str(EDITION)), read(str(_zip(tmp_path / "y.whl", odd))))


def test_nothing_is_written(tmp_path, monkeypatch, wheel, sdist):
    """Reading archives leaves no file behind, not even for a while."""

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    read(str(wheel))
    read(str(sdist))

    assert [] == list(tmp_path.iterdir())


def test_edition_is_json():
    """What is read is plain data."""

    assert json.loads(json.dumps(read(str(EDITION)).guide)) == read(str(EDITION)).guide
