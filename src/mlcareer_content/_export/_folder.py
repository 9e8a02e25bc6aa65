"""A folder that is put in place as one: whoever looks sees the old one or the new one, never a mixture.

The files are written into a folder beside, which then takes the place of the
old one in a single step. Whatever is not an earlier export is left as it is.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from .._text_safety import on_one_line
from ..exceptions import ContentError
from ._exchange import exchange
from ._locks import locked
from ._manifest import NAME, Differences, differences, manifest, remove

_BESIDE = ".mlcareer-content-"
_LEFT = re.compile(re.escape(_BESIDE) + "[0-9a-f]{16}(-aside)?")


def put_in_place(files: Mapping[str, bytes], folder: str | os.PathLike[str], *, force: bool = False) -> None:
    """Write files into a folder, in the place of an earlier export.

    Args:
        files: The content of each file, by its path within the folder.
        folder: Where to. Folders above it are made; of a link, what it leads to is replaced.
        force: Whether to replace files of an earlier export that were changed since.

    Raises:
        ContentError: The folder cannot be replaced, or holds what is not ours; it is as it was.
    """
    try:
        target = Path(os.path.realpath(folder))
        _require_replaceable(target)
        with _made(target.parent):
            _put(files, target, force=force)
    except OSError as error:
        where, why = on_one_line(os.fspath(folder)), error.strerror or error
        raise ContentError(f"nothing can be exported to {where}: {why}; what was there is as it was") from error


def _put(files: Mapping[str, bytes], target: Path, *, force: bool) -> None:
    with contextlib.ExitStack() as stack:
        with locked(target.parent) as held:
            stands = _stands(manifest(files), target, force=force)
            if held and target.exists():  # otherwise a folder set aside may be all that there is of it
                _clear(target.parent)
            if stands:
                return
            temporary = stack.enter_context(_beside(target))
        _write(files, temporary)
        with locked(target.parent) as held:
            _replace(target, temporary, force=force)
            if held:
                _clear(target.parent)


def _replace(target: Path, temporary: Path, *, force: bool) -> None:
    """Let the temporary folder take the place of the target, and the target that of the temporary folder."""
    _require_ours(target, target, force=force)
    if target.is_dir():
        temporary.chmod(target.stat().st_mode & 0o7777)
    if _is_empty(target):
        if os.name == "nt" and target.is_dir():
            target.rmdir()
        temporary.rename(target)
    else:
        exchange(temporary, target)
        try:  # once more, for somebody may have put something there in the meantime
            _require_ours(temporary, target, force=force)
        except BaseException:
            exchange(temporary, target)
            raise
    _sync(target.parent)


def _stands(listed: bytes, target: Path, *, force: bool) -> bool:
    """Whether a folder is just the export that is to be put there.

    Raises:
        ContentError: It holds what must not be replaced.
    """
    found = _require_ours(target, target, force=force)
    with contextlib.suppress(FileNotFoundError):
        return found == Differences((), (), ()) and (target / NAME).read_bytes() == listed
    return False


# What may be replaced


def _require_replaceable(target: Path) -> None:
    """Refuse what no folder can take the place of, whatever is in it."""
    where = on_one_line(str(target))
    here, home = Path(os.path.realpath(".")), Path(os.path.realpath(os.path.expanduser("~")))  # noqa: PTH111 - which raises without a home
    for place, name in ((here, "the folder you are in"), (home, "your home folder")):
        if target in (place, *place.parents):
            above = "" if target == place else "above "
            raise ContentError(f"{where} is {above}{name}, and would be replaced; name a folder inside it")
    if target.is_mount():
        raise ContentError(f"{where} is a mount point, which cannot be replaced; name a folder inside it")
    if _LEFT.fullmatch(target.name):
        raise ContentError(f"{where} has a name that exports give to what they remove; name another folder")


def _require_ours(folder: Path, target: Path, *, force: bool) -> Differences:
    """What is not as the manifest has it in a folder that may be replaced.

    Args:
        folder: Where it is now.
        target: What it is called.
        force: Whether files of ours may have been changed.

    Raises:
        ContentError: It may not be replaced.
    """
    where = on_one_line(str(target))
    if not folder.exists():
        return Differences((), (), ())
    if not folder.is_dir():
        raise ContentError(f"{where} is a file; name a folder")
    if not os.access(folder, os.W_OK):
        raise ContentError(f"{where} is read-only; make it writable, or name another folder")
    found = differences(folder)
    if found.foreign:
        kind = "what no export wrote" if (folder / NAME).is_file() else "files, but no export"
        raise ContentError(
            f"{where} holds {kind}: {_named(found.foreign)}; move that elsewhere, or name another folder"
        )
    if found.changed and not force:
        raise ContentError(
            f"{where} holds what was changed since it was exported: {_named(found.changed)}; "
            "keep a copy if you need it, then replace it with --force"
        )
    return found


def _named(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"{on_one_line(names[0])}{more}"


def _is_empty(target: Path) -> bool:
    return not target.exists() or next(target.iterdir(), None) is None


# The folder beside


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A new folder beside another, locked; what is in its place at the end is removed."""
    temporary = target.with_name(f"{_BESIDE}{secrets.token_hex(8)}")
    temporary.mkdir()
    try:
        with locked(temporary, wait=False):
            yield temporary
    finally:
        with contextlib.suppress(OSError):
            remove(temporary)


def _clear(parent: Path) -> None:
    """Remove what exports that were killed have left: folders of ours that nobody holds."""
    for folder in parent.iterdir():
        if _LEFT.fullmatch(folder.name) and _is_own_folder(folder):
            with contextlib.suppress(OSError), locked(folder, wait=False) as held:
                if held and not differences(folder).foreign:
                    remove(folder)


def _is_own_folder(folder: Path) -> bool:
    """Whether it is a folder of the same user; what others have put there may be a trap."""
    with contextlib.suppress(OSError):
        found = folder.lstat()
        return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()
    return False


@contextlib.contextmanager
def _made(folder: Path) -> Iterator[None]:
    """A folder that is there, with all above it; those that had to be made are removed if nothing comes of it."""
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    above = (folder, *folder.parents)[len(missing)]
    if not above.is_dir():
        raise ContentError(f"{on_one_line(str(above))} is a file, and can hold no folder; name another folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            for parent in missing:
                parent.rmdir()
        raise


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files, and see that they are on the disk; first of all their manifest, by which they are known as ours."""
    paths = []
    for name, data in ({NAME: manifest(files)} | dict(files)).items():
        paths.append(folder / name)
        paths[-1].parent.mkdir(parents=True, exist_ok=True)
        paths[-1].write_bytes(data)
    for path in (*paths, *{path.parent for path in paths}):
        _sync(path)


def _sync(path: Path) -> None:
    """Have the system write a file or a folder to the disk."""
    if os.name == "nt" and path.is_dir():
        return  # which cannot be opened there
    descriptor = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
