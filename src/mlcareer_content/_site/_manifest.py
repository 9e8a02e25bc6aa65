"""The manifest of an export, which decides what the next one may replace or delete.

It lists the files of the export with their checksums, in the form that every
`sha256sum --check` reads, so it has no heading; another form would need another
name. A file that is not on the list was not written by an export. Neither was a
manifest that differs in one byte from the one that an export writes for its list.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import frozen

from .._limits import MAX_MANIFEST_BYTES
from ._addresses import is_site_path

MANIFEST_NAME = "mlcareer-content.sha256"
IGNORED = {".DS_Store", "Thumbs.db"}  # file managers leave these in every folder that they show

_LINE = re.compile(r"^([0-9a-f]{64})  (.+)\n", re.MULTILINE)


@frozen
class Differences:
    """How a folder differs from its manifest, as sorted paths within the folder."""

    foreign: tuple[str, ...] = ()  # not on the list; everything, if there is no manifest
    changed: tuple[str, ...] = ()  # files whose content is not what was listed
    missing: tuple[str, ...] = ()  # listed, but no longer there


def manifest(files: Mapping[str, bytes]) -> bytes:
    """The manifest of some files."""
    return _text({name: hashlib.sha256(data).hexdigest() for name, data in files.items()}).encode()


def differences(folder: Path) -> Differences:
    """How a folder differs from its manifest.

    Raises:
        OSError: Something in it cannot be read.
    """
    listed = checksums(folder)
    found = dict(_contents(folder, folders_of(listed)))
    if listed:
        found.pop(MANIFEST_NAME, None)
    foreign = {name for name, is_file in found.items() if not is_file or name not in listed}
    changed = {name for name in found.keys() - foreign if _checksum(folder / name) != listed[name]}
    # A manifest that no export wrote comes first: it is why the others are foreign.
    ordered = sorted(foreign, key=lambda name: (name != MANIFEST_NAME, name))
    return Differences(tuple(ordered), tuple(sorted(changed)), tuple(sorted(listed.keys() - found.keys())))


def checksums(folder: Path) -> dict[str, str]:
    """The checksums in the manifest of a folder, by path; none if no export can have written the manifest."""
    text = read_manifest(folder).decode("ascii", "replace")
    listed = {path: checksum for checksum, path in _LINE.findall(text)}
    # The comparison also finds duplicates, another order, and everything that is not a line of the form.
    return listed if text == _text(listed) and all(map(is_site_path, listed)) else {}


def read_manifest(folder: Path) -> bytes:
    """The manifest in a folder, up to its limit; empty if the folder has none."""
    path = folder / MANIFEST_NAME
    if not path.is_file() or path.is_symlink():
        return b""
    with path.open("rb") as file:
        return file.read(MAX_MANIFEST_BYTES)


def folders_of(listed: Mapping[str, str]) -> set[str]:
    """The folders that contain the listed files."""
    return {parent.as_posix() for name in listed for parent in Path(name).parents} - {"."}


def _text(listed: Mapping[str, str]) -> str:
    return "".join(f"{checksum}  {name}\n" for name, checksum in sorted(listed.items()))


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _contents(folder: Path, subfolders: set[str], within: str = "") -> Iterator[tuple[str, bool]]:
    """The name of everything in a folder, and whether it is a file. Unknown folders are not opened."""
    with os.scandir(folder / within) as entries:
        for entry in entries:
            name, is_file = f"{within}{entry.name}", entry.is_file(follow_symlinks=False)
            if entry.is_dir(follow_symlinks=False) and name in subfolders:
                yield from _contents(folder, subfolders, f"{name}/")
            elif not (is_file and entry.name in IGNORED):
                yield name, is_file
