"""The list of its own files that an export carries, and what in a folder is not as the list has it.

It has the form that `sha256sum --check` reads, and is the proof that a folder
may be replaced: what is not on the list is somebody else's.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from attrs import frozen

NAME = "mlcareer-content.sha256"

_LINE = re.compile(r"([0-9a-f]{64})  ([a-z0-9][a-z0-9./-]*)\n")
_LITTER = {".DS_Store", "Thumbs.db"}  # which file managers leave wherever somebody has looked


@frozen
class Differences:
    """What in a folder is not as its manifest has it; each name is a path within the folder.

    Attributes:
        foreign: What is not on the list; everything where there is none.
        changed: The files whose content is not the one that was listed.
        missing: The files that are listed and not there.
    """

    foreign: tuple[str, ...]
    changed: tuple[str, ...]
    missing: tuple[str, ...]


def manifest(files: Mapping[str, bytes]) -> bytes:
    """The manifest of some files, sorted by name."""
    return "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())).encode()


def differences(folder: Path) -> Differences:
    """What in a folder is not as its manifest has it.

    Raises:
        OSError: Something in it cannot be read.
    """
    listed = _listed(folder)
    found = dict(_walk(folder, folders=_folders(listed)))
    return Differences(
        foreign=tuple(sorted(name for name, is_file in found.items() if not is_file or name not in listed)),
        changed=tuple(sorted(name for name in found.keys() & listed.keys() if _sum(folder / name) != listed[name])),
        missing=tuple(sorted(listed.keys() - found.keys())),
    )


def remove(folder: Path) -> None:
    """Delete the files that a manifest lists, and the folder, if nothing else is in it.

    The manifest goes last, so that what is left when this is cut short can be told from other people's folders.
    """
    listed = _listed(folder)
    for name in listed:
        with contextlib.suppress(OSError):
            (folder / name).unlink()
    for within in (folder, *(folder / name for name in _folders(listed))):
        for litter in _LITTER:
            (within / litter).unlink(missing_ok=True)
    for name in sorted(_folders(listed), reverse=True):
        with contextlib.suppress(FileNotFoundError):
            (folder / name).rmdir()
    (folder / NAME).unlink(missing_ok=True)
    folder.rmdir()


def _listed(folder: Path) -> dict[str, str]:
    """The checksums of a manifest, by name; none where there is no manifest that is ours."""
    path = folder / NAME
    try:
        if path.is_symlink() or not path.is_file():
            return {}
        lines = path.read_bytes().decode("ascii", "replace").splitlines(keepends=True)
    except FileNotFoundError:
        return {}
    found = [_LINE.fullmatch(line) for line in lines]
    return {match[2]: match[1] for match in found if match and ".." not in match[2]}


def _folders(listed: Mapping[str, str]) -> set[str]:
    """The folders that the listed files need."""
    parents = (Path(name).parents for name in listed)
    return {parent.as_posix() for some in parents for parent in some} - {"."}


def _walk(folder: Path, within: str = "", *, folders: set[str]) -> Iterator[tuple[str, bool]]:
    """What a folder holds beside its manifest, with whether it is a file; a folder that is not known is not entered."""
    with os.scandir(folder / within) as entries:
        for entry in entries:
            name = f"{within}{entry.name}"
            if entry.is_dir(follow_symlinks=False) and name in folders:
                yield from _walk(folder, f"{name}/", folders=folders)
            elif name != NAME and not (entry.name in _LITTER and entry.is_file(follow_symlinks=False)):
                yield name, entry.is_file(follow_symlinks=False)


def _sum(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() and not path.is_symlink() else ""
