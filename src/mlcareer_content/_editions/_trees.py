"""Folders and archives as trees of files; nothing is unpacked, and of an archive only what is asked for is read."""

from __future__ import annotations

import io
import os
import stat
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from attrs import frozen

from .._read import File, reading_errors
from .._text_safety import on_one_line
from ..exceptions import ContentError

_MOST_MEMBERS = 20_000
_MOST_UNPACKED = 64 * 1024 * 1024
_CURE = "download it again, or name another"


class Tree(Protocol):
    """Files below one place."""

    @property
    def name(self) -> str:
        """What the place was called by whoever asked for it."""

    def roots(self) -> Iterator[str]:
        """The folders that may be the package, the likeliest first; each ends in a slash, or is the whole tree."""

    def names(self, folder: str) -> list[str]:
        """The names of the files right inside a folder, in order."""

    def file(self, path: str) -> File | None:
        """A file; nothing where there is none."""


@frozen
class Folder:
    """A folder on this machine.

    Attributes:
        name: Its path, as it was given.
    """

    name: str

    def roots(self) -> Iterator[str]:
        """Those of a checkout, of a folder that packages are installed into, of the package, of an environment."""
        yield from ("src/mlcareer_content/", "mlcareer_content/", "")
        for pattern in ("lib/python*/site-packages/mlcareer_content", "Lib/site-packages/mlcareer_content"):
            for found in sorted(Path(self.name).glob(pattern)):
                yield f"{found.relative_to(self.name).as_posix()}/"

    def names(self, folder: str) -> list[str]:
        """The names of the files right inside a folder, in order."""
        place = os.path.join(self.name, folder)  # noqa: PTH118 - a name need not be text that a path can hold
        return sorted(os.listdir(place)) if os.path.isdir(place) else []  # noqa: PTH112, PTH208

    def file(self, path: str) -> File | None:
        """A file; nothing where there is none."""
        place = os.path.join(self.name, path)  # noqa: PTH118
        return File(place, place) if os.path.lexists(place) else None


@frozen
class _Member:
    """A file in an archive, as far as a file is asked of it.

    Attributes:
        name: Its name there.
        opened: What opens it.
    """

    name: str
    opened: Callable[[], BinaryIO]

    def open(self, mode: str = "rb") -> BinaryIO:  # noqa: ARG002
        """Its bytes."""
        return self.opened()


class Archive:
    """A zip or a compressed tar.

    Args:
        name: Its path, as it was given.
        members: What opens each of its files, by name.
    """

    def __init__(self, name: str, members: dict[str, Callable[[], BinaryIO]]) -> None:
        self.name = name
        self._members = members
        self._folders: dict[str, list[str]] = {}
        for member in members:
            folder, _, base = member.rpartition("/")
            self._folders.setdefault(f"{folder}/" if folder else "", []).append(base)

    def roots(self) -> Iterator[str]:
        """The folders that hold a guide as the package has it, the shallowest first."""
        ending = "mlcareer_content/data/guide.json"
        found = [name for name in self._members if f"/{name}".endswith(f"/{ending}")]
        yield from (name.removesuffix("data/guide.json") for name in sorted(found, key=lambda name: name.count("/")))

    def names(self, folder: str) -> list[str]:
        """The names of the files right inside a folder, in order."""
        return sorted(self._folders.get(folder, []))

    def file(self, path: str) -> File | None:
        """A file; nothing where there is none."""
        if path not in self._members:
            return None
        return File(f"{self.name}/{path}", _Member(path, self._members[path]))

    def guide_folder(self) -> str | None:
        """The shallowest folder with a `guide.json`, where the archive is no package."""
        found = [folder for folder, names in self._folders.items() if "guide.json" in names]
        return min(found, key=lambda folder: (folder.count("/"), folder), default=None)


def is_archive(data: bytes) -> bool:
    """Whether some bytes begin as a zip or a compressed tar does."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b"))


def archive(name: str, data: bytes) -> Archive:
    """The files of an archive.

    Raises:
        ContentError: It is damaged, or holds more than any release would.
    """
    with _damage_told(name):
        return Archive(name, _zip_members(data) if data.startswith(b"PK") else _tar_members(data))


@contextmanager
def _damage_told(name: str) -> Iterator[None]:
    from tarfile import TarError

    damage: tuple[type[Exception], ...] = (*reading_errors(), TarError, struct.error)
    try:
        yield
    except damage as error:
        reason = str(error) or type(error).__name__
        raise ContentError(
            on_one_line(f"{name} cannot be read as an archive: {reason[:1].lower()}{reason[1:]}; {_CURE}")
        ) from error


def _zip_members(data: bytes) -> dict[str, Callable[[], BinaryIO]]:
    from zipfile import ZipFile

    opened = ZipFile(io.BytesIO(data))
    infos = [info for info in opened.infolist() if not info.is_dir()]
    if len(infos) > _MOST_MEMBERS:
        raise ValueError(f"it holds more than {_MOST_MEMBERS:,} files")
    members: dict[str, Callable[[], BinaryIO]] = {}
    for info in infos:
        twice = info.filename in members
        members[info.filename] = partial(_refused, "stands twice in it") if twice else partial(_unzipped, opened, info)
    return members


def _refused(reason: str) -> BinaryIO:
    raise ValueError(f"it {reason}")


def _unzipped(opened: Any, info: Any) -> BinaryIO:
    """A member, which is unpacked as it is read, so that its reader says how much."""
    from zipfile import ZIP_DEFLATED, ZIP_STORED

    mode = stat.S_IFMT(info.external_attr >> 16)
    if mode not in (0, stat.S_IFREG):
        return _refused("is a link, or something else that is no file")
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return _refused("is compressed in a way that no wheel is")
    member: BinaryIO = opened.open(info)
    return member


def _tar_members(data: bytes) -> dict[str, Callable[[], BinaryIO]]:
    import gzip
    import tarfile

    members: dict[str, Callable[[], BinaryIO]] = {}
    stream: Any = gzip.GzipFile(fileobj=io.BytesIO(data))
    unpacked: Any = _Bounded(stream)
    with tarfile.open(fileobj=unpacked, mode="r|", errors="surrogateescape") as opened:
        for number, member in enumerate(opened):
            if number == _MOST_MEMBERS:
                raise ValueError(f"it holds more than {_MOST_MEMBERS:,} files")
            if not member.name.endswith((".json", ".py")) or member.isdir():
                continue
            if not member.isreg() or member.issparse():
                members[member.name] = partial(_refused, "is a link, or something else that is no file")
            elif content := opened.extractfile(member):
                twice = member.name in members
                read = partial(io.BytesIO, content.read())
                members[member.name] = partial(_refused, "stands twice in it") if twice else read
    return members


class _Bounded:
    """A stream that ends with an error when it is longer than any release.

    Args:
        stream: The stream.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._left = _MOST_UNPACKED

    def read(self, size: int) -> bytes:
        data = self._stream.read(min(size, self._left + 1))
        self._left -= len(data)
        if self._left < 0:
            raise ValueError(f"it holds more than {_MOST_UNPACKED:,} bytes")
        return data
