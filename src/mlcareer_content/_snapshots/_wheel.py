"""Read the guide in a wheel, in memory: nothing is unpacked to disk, and only its documents are decompressed."""

from __future__ import annotations

import io
import stat
import struct
from configparser import ConfigParser
from configparser import Error as ConfigError
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from .. import _read
from .._guides import FOLDER, GROUP
from .._limits import MAX_SNAPSHOT_BYTES, MAX_WHEEL_BYTES, MAX_WHEEL_MEMBERS, Limits
from .._read import File
from ..problems import Problem
from ._documents import snapshot_error

if TYPE_CHECKING:
    from zipfile import ZipFile

#: Where the package of this project is in its wheel.
PACKAGE = "mlcareer_content/"
_GUIDE = f"{PACKAGE}data/guide.json"
_ENTRY_POINTS = ".dist-info/entry_points.txt"


class _Member(NamedTuple):
    """A file in a wheel, which is decompressed as it is read, so that the limits of reading apply to it."""

    archive: Any
    info: Any

    def open(self, mode: str) -> BinaryIO:  # noqa: ARG002
        """Its bytes."""
        member: BinaryIO = self.archive.open(self.info)
        return member


class Wheel(NamedTuple):
    """A wheel with a guide."""

    place: str
    archive: ZipFile
    folder: str  # the folder with the documents of the guide
    version: str | None  # of the package, unless it is that of this project, whose module has it

    @property
    def is_own(self) -> bool:
        """Whether it is a wheel of this project, which has schemas and checksums too."""
        return self.folder.startswith(PACKAGE)

    def documents(self) -> list[File]:
        """The documents of the guide."""
        from zipfile import Path

        files_below(self.place, self.archive, self.folder)
        size = sum(info.file_size for info in self.archive.infolist() if info.filename.startswith(self.folder))
        if size > MAX_SNAPSHOT_BYTES:
            raise snapshot_error(self.place, f"the guide is larger than the limit of {MAX_SNAPSHOT_BYTES:,} bytes")
        return _read.find([Path(self.archive, self.folder)])


def opened(place: str) -> Wheel:
    """The wheel at a place.

    Raises:
        ContentError: It cannot be read, or has no guide or several.
    """
    archive = _archive(place, _data(File(place, place), MAX_WHEEL_BYTES))
    names = archive.namelist()
    if _GUIDE in names:
        return Wheel(place, archive, f"{PACKAGE}data/", None)
    folders = {
        f"{module.replace('.', '/')}/{FOLDER}/": name.removesuffix(_ENTRY_POINTS).rpartition("-")[2]
        for name in names
        if name.endswith(_ENTRY_POINTS) and name.count("/") == 1
        for module in _modules(place, archive, name)
    }
    if len(folders) != 1:
        missing = f"no guide found: {_GUIDE} is missing, and an entry point in the group {GROUP} too"
        raise snapshot_error(place, "several guides found; name a wheel with one" if folders else missing)
    ((folder, version),) = folders.items()
    if not any(name.startswith(folder) for name in names):
        raise snapshot_error(place, f"no guide found: {folder} is missing; build the wheel again")
    return Wheel(place, archive, folder, version)


def _archive(place: str, data: bytes) -> ZipFile:
    from zipfile import ZipFile

    damage: tuple[type[Exception], ...] = (*_read.reading_errors(), struct.error)
    try:
        archive = ZipFile(io.BytesIO(data))
    except damage as error:
        reason = str(error) or type(error).__name__
        message = f"cannot read it as a wheel: {reason[:1].lower()}{reason[1:]}; download it again"
        raise snapshot_error(place, message) from error
    archive.filename = place  # by which its files are named
    if sum(not info.is_dir() for info in archive.infolist()) > MAX_WHEEL_MEMBERS:
        raise snapshot_error(place, f"it has more than {MAX_WHEEL_MEMBERS:,} files")
    return archive


def _modules(place: str, archive: ZipFile, name: str) -> list[str]:
    """The modules that the entry points of a wheel name as those of its guides."""
    (file,) = files_below(place, archive, name).values()
    parser = ConfigParser(delimiters="=", interpolation=None, strict=False)
    try:
        parser.read_string(_data(file, Limits().json).decode())
    except (ConfigError, UnicodeDecodeError) as error:
        raise snapshot_error(f"{place}/{name}", "invalid entry points; build the wheel again") from error
    values = parser[GROUP].values() if parser.has_section(GROUP) else ()
    return [value.partition("[")[0].strip() for value in values]


def _data(file: File, limit: int) -> bytes:
    (source,) = _read.read_files([file], Limits(json=limit))
    if isinstance(source.data, Problem):
        raise snapshot_error(source.file, source.data.message)
    data: bytes = source.data
    return data


def files_below(place: str, archive: ZipFile, prefix: str) -> dict[str, File]:
    """The files of a wheel whose names begin with a prefix, by the rest of their names.

    Raises:
        ContentError: One of them cannot be read safely.
    """
    files: dict[str, File] = {}
    for info in archive.infolist():
        if info.is_dir() or not info.filename.startswith(prefix):
            continue
        file = File(f"{place}/{info.filename}", _Member(archive, info))
        name = info.filename.removeprefix(prefix)
        refused = "duplicate file" if name in files else _unsafe(info)
        if refused:
            raise snapshot_error(file.name, f"{refused}; build the wheel again")
        files[name] = file
    return files


def _unsafe(info: Any) -> str | None:
    """Why a file of a wheel is not read."""
    from zipfile import ZIP_DEFLATED, ZIP_STORED

    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
        return "not a regular file"
    # The decompressors of other methods may need any amount of memory.
    return None if info.compress_type in (ZIP_STORED, ZIP_DEFLATED) else "unsupported compression method"
