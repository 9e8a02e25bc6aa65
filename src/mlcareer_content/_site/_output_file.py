"""Replace the file of an earlier export as a whole, and never another file.

An exported file ends with a signature: fixed bytes, and the SHA-256 of all
that is before the digits of the checksum.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from hashlib import sha256
from pathlib import Path

from .._text_safety import on_one_line
from ..exceptions import ContentError
from ._output_folder import NEW, locked, parents_of, sync, temporary_prefix

SIGNATURE = b"mlcareer-content sha256:"
DIGITS = 64  # of a checksum


def checksum(data: bytes) -> bytes:
    """The last bytes of an exported file, for those before them."""
    return sha256(data).hexdigest().encode()


def write_file(data: bytes, path: str | os.PathLike[str], *, force: bool = False) -> None:
    """Write a file, in place of an earlier export.

    Args:
        data: The content, which ends with a signature.
        path: The file. If it is a link, its target is replaced.
        force: Whether to replace an exported file that was changed since.

    Raises:
        ContentError: The file cannot be written, or no export wrote the one that is there; nothing was changed.
    """
    try:
        target = Path(os.path.realpath(path))
        if os.path.lexists(target) and not target.is_file():
            raise ContentError(f"{on_one_line(str(target))} is not a file; name a file, such as guide.epub")
        with parents_of(target), locked(target.parent) as is_locked:
            if is_locked:
                _delete_unfinished(target)
            if _earlier(target, force=force) != data:
                _write(data, target)
    except OSError as error:
        shown, reason = on_one_line(os.fspath(path)), error.strerror or error
        raise ContentError(f"cannot export to {shown}: {reason}; what was there has not changed") from error


def _earlier(target: Path, *, force: bool) -> bytes | None:
    """The content of an earlier export; none if nothing is there.

    Raises:
        ContentError: What is there must not be replaced.
    """
    shown = on_one_line(str(target))
    if not target.exists():
        return None
    if not os.access(target, os.W_OK):
        raise ContentError(f"{shown} is read-only; make it writable, or name another file")
    with target.open("rb") as file:
        # The end first, as a file that no export wrote may be of any size.
        file.seek(max(0, target.stat().st_size - len(SIGNATURE) - DIGITS))
        if not file.read().startswith(SIGNATURE):
            raise ContentError(f"{shown} is a file that no export wrote; move it, or name another file")
        file.seek(0)
        data = file.read()
    if checksum(data[:-DIGITS]) != data[-DIGITS:] and not force:
        raise ContentError(
            f"{shown} was changed since it was exported; keep a copy if you need it, then replace it with --force"
        )
    return data


def _write(data: bytes, target: Path) -> None:
    """Write a temporary file next to the target, and replace the target with it."""
    new = target.with_name(f"{temporary_prefix(target)}{secrets.token_hex(4)}{NEW}")
    try:
        with new.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            new.chmod(stat.S_IMODE(target.stat().st_mode))
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)
    sync(target.parent)


def _delete_unfinished(target: Path) -> None:
    """Delete the temporary files of exports that were killed."""
    for left in target.parent.glob(f"{temporary_prefix(target)}*{NEW}"):
        if stat.S_ISREG(left.lstat().st_mode):
            with contextlib.suppress(OSError):
                left.unlink()
