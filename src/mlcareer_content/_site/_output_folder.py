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
from ._manifest import IGNORED, MANIFEST_NAME, Differences, checksums, differences, folders_of, manifest, read_manifest

_PREFIX = ".mlcareer-content-"  # of the temporary folders
NEW = ".new"  # a folder that is being written or deleted
_UNFINISHED = f"{_PREFIX}unfinished"  # the file that is being written in such a folder
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
        with parents_of(target), locked(target.parent) as is_locked:
            _recover(target, delete=is_locked)
            found = _check_contents(target, target, force=force)
            if found != Differences() or read_manifest(target) != manifest(files):
                _write(files, target, force=force)
    except OSError as error:
        shown, reason = on_one_line(os.fspath(folder)), error.strerror or error
        raise ContentError(f"cannot export to {shown}: {reason}; what was there has not changed") from error


def _write(files: Mapping[str, bytes], target: Path, *, force: bool) -> None:
    """Write files into a temporary folder, and replace the target with it."""
    new = target.with_name(f"{temporary_prefix(target)}{secrets.token_hex(4)}{NEW}")
    try:
        # The manifest is the first file, so that an unfinished folder can be recognised as one of ours.
        for name, data in {MANIFEST_NAME: manifest(files), **files}.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            with (unfinished := new / _UNFINISHED).open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(new / name)  # so that a file with its own name is always complete
        for folder in {new, *((new / name).parent for name in files)}:
            sync(folder)
        _replace(target, new, force=force)
    finally:
        _delete(new, force=force)  # which is now the old folder, or unfinished
    sync(target.parent)


def _replace(target: Path, new: Path, *, force: bool) -> None:
    """Let two folders change places; if that fails, the target is where it was.

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
    """How a folder, called `target` in messages, differs from its manifest.

    Raises:
        ContentError: It must not be replaced.
    """
    shown = on_one_line(str(target))
    if not folder.exists():
        return Differences()
    if not folder.is_dir():
        raise ContentError(f"{shown} is a file; name a folder")
    for name in ("", *sorted(folders_of(checksums(folder)))):
        if (folder / name).is_dir() and not os.access(folder / name, os.W_OK):
            read_only = on_one_line(str(target / name))
            raise ContentError(f"{read_only} is read-only; make it writable, or name another folder")
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


def temporary_prefix(target: Path) -> str:
    """What the names of the temporary folders of a target begin with: a digest, as its own name may be too long."""
    return f"{_PREFIX}{sha256(os.fsencode(target.name)).hexdigest()[:8]}-"


def _recover(target: Path, *, delete: bool) -> None:
    """Move back the folder that a killed export set aside, and delete its temporary folders.

    Without a lock, nothing is deleted, as another export may be using the temporary folders.
    """
    for folder in filter(_is_own_folder, list(target.parent.glob(f"{temporary_prefix(target)}*"))):
        if folder.suffix == _OLD and not target.exists():
            folder.rename(target)
        elif delete:
            with contextlib.suppress(OSError):
                _delete(folder.rename(folder.with_suffix(NEW)))


def _is_own_folder(path: Path) -> bool:
    """Whether it is a folder of this user; one of another user may be a trap."""
    status = path.lstat()
    return stat.S_ISDIR(status.st_mode) and (sys.platform == "win32" or status.st_uid == os.geteuid())


def _delete(folder: Path, *, force: bool = False) -> None:
    """Delete a temporary folder; it stays if it contains files that no export wrote, or that were changed since."""
    with contextlib.suppress(OSError):
        (folder / _UNFINISHED).unlink(missing_ok=True)
        found, listed = differences(folder), checksums(folder)
        if found.foreign or (found.changed and not force):
            return
        within = sorted(folders_of(listed), reverse=True)
        for name in (*listed, *(f"{subfolder}/{ignored}" for subfolder in (".", *within) for ignored in IGNORED)):
            (folder / name).unlink(missing_ok=True)
        for name in within:
            with contextlib.suppress(FileNotFoundError):
                (folder / name).rmdir()
        # The manifest goes last: if this is interrupted, the rest can still be recognised.
        (folder / MANIFEST_NAME).unlink(missing_ok=True)
        folder.rmdir()


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[bool]:
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
    shown = on_one_line(str(folder))
    raise ContentError(f"{shown} is locked, probably by another export; try again when that has ended")


@contextlib.contextmanager
def parents_of(target: Path) -> Iterator[None]:
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


def sync(folder: Path) -> None:
    """Make the system write the names in a folder to the disk."""
    if os.name != "nt":  # where folders cannot be opened
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
