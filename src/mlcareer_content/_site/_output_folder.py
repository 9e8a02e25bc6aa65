"""Replace the folder of an earlier export as a whole, never file by file.

The files are written into a temporary folder next to it. Two renames follow:
the old folder is set aside, and the new one takes its place. If an export is
killed between the two, the next one moves the old folder back first.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import sys
import time
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from .._text_safety import on_one_line
from ..exceptions import ContentError
from ._manifest import MANIFEST_NAME, Differences, delete_export, differences, has_manifest_of, manifest

_PREFIX = ".mlcareer-content-"  # of the temporary folders
_NEW = ".new"  # a folder that is being written or deleted
_OLD = ".old"  # a folder that was set aside; always complete, so that it may be moved back
_PATIENCE = 60.0  # seconds to wait for other exports; one takes a few tenths of a second
_PAUSE = 0.02


def write_folder(files: Mapping[str, bytes], folder: str | os.PathLike[str], *, force: bool = False) -> None:
    """Write files into a folder, in place of an earlier export.

    Args:
        files: The content of each file, by its path within the folder.
        folder: The folder. It is created if it does not exist; if it is a link, its target is replaced.
        force: Whether to replace exported files that were changed since.

    Raises:
        ContentError: The folder cannot be replaced, or contains files that no export wrote; nothing was changed.
    """
    try:
        target = Path(os.path.realpath(folder))
        _check_location(target)
        with _parents_of(target), _locked(target.parent) as is_locked:
            _recover(target, delete=is_locked)
            is_whole = _check_contents(target, target, force=force) == Differences()
            if not (is_whole and has_manifest_of(files, target)):
                _write(files, target, force=force)
    except OSError as error:
        shown, reason = on_one_line(os.fspath(folder)), error.strerror or error
        raise ContentError(f"cannot export to {shown}: {reason}; what was there has not changed") from error


def _write(files: Mapping[str, bytes], target: Path, *, force: bool) -> None:
    """Write files into a temporary folder, and replace the target with it."""
    new = target.with_name(f"{_temporary_prefix(target)}{secrets.token_hex(4)}{_NEW}")
    try:
        # The manifest is the first file, so that an unfinished folder can be recognised as one of ours.
        for name, data in {MANIFEST_NAME: manifest(files), **files}.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            with (new / name).open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for folder in {new, *((new / name).parent for name in files)}:
            _sync(folder)
        _replace(target, new, force=force)
    finally:
        with contextlib.suppress(OSError):
            delete_export(new)  # which is now the old folder, or unfinished
    _sync(target.parent)


def _replace(target: Path, new: Path, *, force: bool) -> None:
    """Exchange two folders; if that fails, the target stays where it was.

    Raises:
        ContentError: The target must not be replaced.
    """
    old = new.with_suffix(_OLD)
    try:
        if target.exists():
            new.chmod(stat.S_IMODE(target.stat().st_mode))
            target.rename(old)
            _check_contents(old, target, force=force)  # once more: a file may have been added in the meantime
        new.rename(target)
    except BaseException:
        if old.exists() and not target.exists():
            old.rename(target)
        raise
    if old.exists():
        old.rename(new)


# What may be replaced


def _check_location(target: Path) -> None:
    """Raise ContentError for a folder that must not be replaced, whatever it contains."""
    shown = on_one_line(str(target))
    here, home = Path(os.path.realpath(".")), Path(os.path.realpath(os.path.expanduser("~")))  # noqa: PTH111 - which raises without a home
    for place, name in ((here, "the current folder"), (home, "your home folder")):
        if target in (place, *place.parents):
            above = "" if target == place else "above "
            raise ContentError(f"{shown} is {above}{name} and would be replaced; name a folder inside it")
    if target.is_mount():
        raise ContentError(f"{shown} is a mount point, which cannot be replaced; name a folder inside it")
    if target.name.startswith(_PREFIX):
        raise ContentError(f"{shown} has a name that is reserved for temporary folders; name another folder")


def _check_contents(folder: Path, target: Path, *, force: bool) -> Differences:
    """How a folder differs from its manifest; in messages it has the name of the target.

    Raises:
        ContentError: It must not be replaced.
    """
    shown = on_one_line(str(target))
    if not folder.exists():
        return Differences()
    if not folder.is_dir():
        raise ContentError(f"{shown} is a file; name a folder")
    if not os.access(folder, os.W_OK):
        raise ContentError(f"{shown} is read-only; make it writable, or name another folder")
    found = differences(folder)
    if found.foreign:
        names = "files that no export wrote" if (folder / MANIFEST_NAME).is_file() else "files, but is not an export"
        raise ContentError(f"{shown} contains {names}: {_first(found.foreign)}; move them, or name another folder")
    if found.changed and not force:
        raise ContentError(
            f"{shown} contains files that were changed since they were exported: {_first(found.changed)}; "
            "keep a copy if you need them, then replace them with --force"
        )
    return found


def _first(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"{on_one_line(names[0])}{more}"


# The temporary folders next to it


def _temporary_prefix(target: Path) -> str:
    """The start of the names of temporary folders: a digest, as the name of the target may be too long already."""
    return f"{_PREFIX}{sha256(os.fsencode(target.name)).hexdigest()[:8]}-"


def _recover(target: Path, *, delete: bool) -> None:
    """Move back the folder that a killed export set aside, and delete its temporary folders.

    Without a lock, nothing is deleted, as another export may be using the temporary folders.
    """
    for folder in filter(_is_own_folder, list(target.parent.glob(f"{_temporary_prefix(target)}*"))):
        if folder.suffix == _OLD and not target.exists():
            folder.rename(target)
        elif delete:
            with contextlib.suppress(OSError):  # renamed first, as what is partly deleted must not be moved back
                delete_export(folder.rename(folder.with_suffix(_NEW)))


def _is_own_folder(path: Path) -> bool:
    """Whether it is a folder of this user; one of another user may be a trap."""
    status = path.lstat()
    return stat.S_ISDIR(status.st_mode) and (sys.platform == "win32" or status.st_uid == os.geteuid())


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    """Hold the lock of a folder, which the system releases however the process ends.

    It yields whether the lock is held: Windows and some network file systems have no such locks.
    """
    if sys.platform == "win32":
        yield False
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield _acquired(descriptor, folder)
    finally:
        os.close(descriptor)


def _acquired(descriptor: int, folder: Path) -> bool:
    """Whether a folder could be locked; raises ContentError if another process has its lock for a minute."""
    import fcntl  # which Windows does not have

    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_PAUSE)
        except OSError:
            return False
        else:
            return True
    message = "is locked, probably by another export; try again when that has ended"
    raise ContentError(f"{on_one_line(str(folder))} {message}")


@contextlib.contextmanager
def _parents_of(target: Path) -> Iterator[None]:
    """Create the folders above a folder; after an error, delete those that were created."""
    missing = [parent for parent in target.parents if not parent.exists()]
    above = target.parents[len(missing)]
    if not above.is_dir():
        raise ContentError(f"{on_one_line(str(above))} is a file and cannot contain a folder; name another folder")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            for parent in missing:
                parent.rmdir()
        raise


def _sync(folder: Path) -> None:
    """Make the system write the names in a folder to the disk."""
    if os.name != "nt":  # where folders cannot be opened
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
