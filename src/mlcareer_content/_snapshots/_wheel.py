"""The files in a wheel; nothing is unpacked to disk, and only what is asked for is read."""

from __future__ import annotations

import io
import stat
import struct
from typing import Any, BinaryIO

from attrs import frozen

from .._limits import MAX_WHEEL_MEMBERS
from .._read import File, reading_errors
from ..exceptions import ContentError
from ._guide import snapshot_error

_PACKAGE = "mlcareer_content/"


@frozen
class _Member:
    """A file in a wheel, with the methods that reading it needs.

    Attributes:
        name: Its path in the wheel.
        archive: The open wheel.
        info: What the wheel lists of it.
    """

    name: str
    archive: Any
    info: Any

    def open(self, mode: str = "rb") -> BinaryIO:  # noqa: ARG002
        """Its bytes, decompressed as they are read, so that the reader's limit applies to them."""
        member: BinaryIO = self.archive.open(self.info)
        return member


def wheel_files(place: str, data: bytes) -> dict[str, File]:
    """The files of the package in a wheel, by their paths below the package.

    Args:
        place: The path of the wheel, as it was given.
        data: The bytes of the wheel.

    Raises:
        ContentError: It is damaged, or not as a wheel is built.
    """
    from zipfile import ZipFile

    damage: tuple[type[Exception], ...] = (*reading_errors(), struct.error)
    try:
        archive = ZipFile(io.BytesIO(data))
    except damage as error:
        reason = str(error) or type(error).__name__
        message = f"cannot read it as a wheel: {reason[:1].lower()}{reason[1:]}; download it again"
        raise snapshot_error(place, message) from error
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MAX_WHEEL_MEMBERS:
        raise snapshot_error(place, f"it has more than {MAX_WHEEL_MEMBERS:,} files")
    files: dict[str, File] = {}
    for info in infos:
        path = info.filename.removeprefix(_PACKAGE)
        if path != info.filename:
            _require_plain_file(place, info, is_duplicate=path in files)
            files[path] = File(f"{place}/{info.filename}", _Member(info.filename, archive, info))
    return files


def _require_plain_file(place: str, info: Any, *, is_duplicate: bool) -> None:
    from zipfile import ZIP_DEFLATED, ZIP_STORED

    if is_duplicate:
        raise _refused(place, info, "duplicate file")
    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
        raise _refused(place, info, "not a regular file")
    # The decompressors of other methods may need any amount of memory.
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise _refused(place, info, "unsupported compression method")


def _refused(place: str, info: Any, reason: str) -> ContentError:
    return snapshot_error(f"{place}/{info.filename}", f"{reason}; build the wheel again")
