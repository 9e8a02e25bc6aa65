"""The manifest of an export: the list of its files with their checksums, in the form that `sha256sum --check` reads.

It decides what may be replaced or deleted: a file that is not on the list was
not written by an export.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from attrs import frozen

MANIFEST_NAME = "mlcareer-content.sha256"

_LINE = re.compile(r"([0-9a-f]{64})  ([a-z0-9][a-z0-9./-]*)\n")
_IGNORED = {".DS_Store", "Thumbs.db"}  # file managers leave these in every folder that they show


@frozen
class Differences:
    """How a folder differs from its manifest, as paths within the folder.

    Attributes:
        foreign: What is not on the list; everything, if there is no manifest.
        changed: Files whose content is not what was listed.
        missing: Files that are listed and do not exist.
    """

    foreign: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def manifest(files: Mapping[str, bytes]) -> bytes:
    """The manifest of some files, sorted by name."""
    return "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())).encode()


def differences(folder: Path) -> Differences:
    """How a folder differs from its manifest.

    Raises:
        OSError: Something in it cannot be read.
    """
    listed = _listed(folder)
    found = dict(_contents(folder, _subfolders(listed)))
    return Differences(
        foreign=tuple(sorted(name for name, is_file in found.items() if not is_file or name not in listed)),
        changed=tuple(
            sorted(name for name in found.keys() & listed.keys() if _checksum(folder / name) != listed[name])
        ),
        missing=tuple(sorted(listed.keys() - found.keys())),
    )


def delete_listed(folder: Path) -> None:
    """Delete the files on the manifest of a folder, and the folder if nothing else is in it.

    Raises:
        OSError: Something else is in it, or cannot be deleted.
    """
    listed = _listed(folder)
    subfolders = sorted(_subfolders(listed), reverse=True)
    for name in (*listed, *(f"{within}/{name}" for within in (".", *subfolders) for name in _IGNORED)):
        with contextlib.suppress(OSError):  # such as a name that is too long, on which the export failed
            (folder / name).unlink()
    for name in subfolders:
        with contextlib.suppress(FileNotFoundError):
            (folder / name).rmdir()
    # The manifest goes last: if this is interrupted, the rest can still be recognised.
    (folder / MANIFEST_NAME).unlink(missing_ok=True)
    folder.rmdir()


def _listed(folder: Path) -> dict[str, str]:
    """The checksums in the manifest of a folder, by name; empty if it has no manifest."""
    path = folder / MANIFEST_NAME
    if path.is_symlink() or not path.is_file():
        return {}
    lines = path.read_bytes().decode("ascii", "replace").splitlines(keepends=True)
    matches = [_LINE.fullmatch(line) for line in lines]
    return {match[2]: match[1] for match in matches if match and ".." not in match[2]}


def _subfolders(listed: Mapping[str, str]) -> set[str]:
    """The folders that contain the listed files."""
    return {parent.as_posix() for name in listed for parent in Path(name).parents} - {"."}


def _contents(folder: Path, subfolders: set[str], within: str = "") -> Iterator[tuple[str, bool]]:
    """The name of everything in a folder but its manifest, and whether it is a file. Unknown folders are not opened."""
    with os.scandir(folder / within) as entries:
        for entry in entries:
            name, is_file = f"{within}{entry.name}", entry.is_file(follow_symlinks=False)
            if entry.is_dir(follow_symlinks=False) and name in subfolders:
                yield from _contents(folder, subfolders, f"{name}/")
            elif name != MANIFEST_NAME and not (is_file and entry.name in _IGNORED):
                yield name, is_file


def _checksum(path: Path) -> str:
    """The checksum of a file; empty if it is a link or something else."""
    return sha256(path.read_bytes()).hexdigest() if path.is_file() and not path.is_symlink() else ""
