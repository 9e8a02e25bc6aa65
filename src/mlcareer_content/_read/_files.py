"""Find the files that some locations name: paths, folders, Traversables and values.

Only names are looked at here; `_sources` opens the files.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from operator import itemgetter
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol

from ._confined import entries, path_below, prefix
from ._nodes import UnreadableError


class Traversable(Protocol):
    """The methods of a Traversable that are used, whichever library it comes from."""

    @property
    def name(self) -> str:
        """The last part of its path."""

    def is_dir(self) -> bool:
        """Whether it is a folder."""

    def iterdir(self) -> Iterator[Any]:
        """What the folder holds."""

    def open(self, mode: Literal["rb"], /) -> Any:
        """The file, to be read."""


Location = str | os.PathLike[str] | Traversable

FORMATS_BY_EXTENSION: dict[str, Literal["json", "yaml", "markdown", "jsonl"]] = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".md": "markdown",
    ".markdown": "markdown",
}

_VALUE = "<value>"
_NODE_MODULES = "node_modules"


class File(NamedTuple):
    """A file to read."""

    name: str  # the file as it was named, or its path below the folder that was
    # The path, the Traversable or the value; an error where looking for it failed, nothing in an empty folder
    item: object
    root: str | None = None  # the folder that it must not leave through a link, if it was not named itself


def find(locations: Iterable[Location | Mapping[str, object]], exclude: Iterable[str] = ()) -> list[File]:
    """The files in some locations, each once, sorted within each location.

    In folders, hidden files, node_modules, README.md, schemas and links to folders are left out, unless the link leads
    out.

    Args:
        locations: Paths, folders, Traversables and values.
        exclude: Patterns of what is left out of folders: of names, or of paths below the folder if they have a slash.

    Raises:
        TypeError: A location is neither a path, a Traversable nor a value.
    """
    files: dict[object, File] = {}
    patterns = [_NODE_MODULES, *(pattern.removeprefix("./").removeprefix("**/").rstrip("/") for pattern in exclude)]
    for root in [_checked(location) for location in locations]:
        for file in _below(root, patterns):
            if not isinstance(file.item, Mapping):
                path = file.item if isinstance(file.item, str) else None
                files.setdefault(os.path.abspath(path) if path else id(file), file)  # noqa: PTH100
            elif id(file.item) not in files:
                files[id(file.item)] = File(f"<value {len(files) + 1}>" if files else _VALUE, file.item)
    return list(files.values())


def reading_errors() -> tuple[type[Exception], ...]:
    """The exceptions of reading a file, also from a zip that is damaged or encrypted."""
    import lzma
    import zipfile
    import zlib

    return OSError, ValueError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error, lzma.LZMAError


def _checked(location: object) -> object:
    if isinstance(location, str | os.PathLike):
        path = os.fspath(location)
        if not path or not isinstance(path, str):
            raise TypeError("a source is a path; the empty string names none")
        return path
    if isinstance(location, Mapping) or (hasattr(location, "iterdir") and hasattr(location, "open")):
        return location
    raise TypeError(
        f"a source must be a path (str or os.PathLike), a Traversable or a dict, not {type(location).__name__}"
    )


def extension(name: str) -> str:
    stem, _, ending = name.rpartition(".")
    return f".{ending.lower()}" if stem and not stem.endswith(("/", os.sep)) else ""


def _below(root: Any, exclude: list[str]) -> Iterator[File]:
    """The files in a folder; the location itself, if it is a file or a value, or a folder without files."""
    if isinstance(root, Mapping):
        yield File(_VALUE, root)
        return
    files = _walk(root, exclude)
    yield next(files, File(_name(root), None))
    yield from files


def _name(root: Any) -> str:
    try:
        return str(root)
    except TypeError:  # a path in a zip that is in no file
        return f"<{type(root).__name__}>"


class _Found(NamedTuple):
    """A file or a folder, found by walking."""

    name: str  # as it is reported
    item: Any  # its path, or a Traversable
    root: str | None  # the folder that it must not leave
    is_folder: bool
    depth: int = 1  # how many folders above what it holds the location is, from 1


def _walk(root: Any, exclude: list[str]) -> Iterator[File]:
    name = _name(root)
    errors: tuple[type[Exception], ...] = (UnreadableError, *reading_errors())
    try:
        is_folder = os.path.isdir(root) if isinstance(root, str) else root.is_dir()  # noqa: PTH112
    except errors as error:
        yield File(name, error)
        return
    waiting = [_Found(name, root, root if is_folder and isinstance(root, str) else None, is_folder)]
    while waiting:
        found = waiting.pop()
        if not found.is_folder:
            yield File(found.name, found.item, found.root)
            continue
        try:
            children = sorted(_children(found), key=itemgetter(0), reverse=True)
            waiting += (child for child in children if not _is_excluded(child.name[len(prefix(name)) :], exclude))
        except errors as error:
            yield File(found.name, error)


def _children(folder: _Found) -> Iterator[_Found]:
    """The folders and documents in a folder, and the links that lead out of it, each as its error."""
    if isinstance(folder.item, str):
        root = folder.root or folder.item
        for entry in entries(folder.item, root):
            yield from _child(folder, entry, prefix(folder.item) + entry.name, root)
        return
    for child in folder.item.iterdir():
        if isinstance(child, os.PathLike):
            # A path of a package that is spread over several folders must not leave the one of them that it is in.
            path = Path(child)
            root = str(path.parents[folder.depth - 1])
            path_below(str(path.parent), root)
            yield from _child(folder, path, str(path), root)
        elif _is_wanted(child.name, is_folder=(is_folder := child.is_dir())):
            yield _Found(prefix(folder.name) + child.name, child, None, is_folder, folder.depth + 1)


def _child(folder: _Found, entry: os.DirEntry[str] | Path, path: str, root: str) -> Iterator[_Found]:
    """A file or a folder, if it is wanted; a link that leads out of the root as its error."""
    name, is_link = prefix(folder.name) + entry.name, entry.is_symlink()
    # The report must not depend on whether there is a file outside.
    if is_link and not _is_skipped(entry.name) and (error := _error_of_link(path, root)):
        yield _Found(name, error, None, is_folder=False)
    elif not (is_link and os.path.isdir(path)):  # noqa: PTH112
        is_folder = not is_link and entry.is_dir()
        if _is_wanted(entry.name, is_folder=is_folder):
            yield _Found(name, path, root, is_folder)


def _is_excluded(path: str, patterns: list[str]) -> bool:
    """Whether the name of a path matches a pattern, or the whole path if the pattern has a slash."""
    names = path.split(os.sep)  # noqa: PTH206 - paths are strings here
    for steps in (pattern.split("/") for pattern in patterns):
        matched = names if len(steps) > 1 else names[-1:]
        if len(steps) == len(matched) and all(map(fnmatchcase, matched, steps)):
            return True
    return False


def _error_of_link(path: str, root: str) -> UnreadableError | None:
    """The error of a link that leads out of a folder; none if it leads to what is found anyway."""
    try:
        path_below(path, root)
    except UnreadableError as error:
        return error
    return None


def _is_wanted(name: str, *, is_folder: bool) -> bool:
    return not _is_skipped(name) and (is_folder or extension(name) in FORMATS_BY_EXTENSION)


def _is_skipped(name: str) -> bool:
    lower = name.lower()
    return name.startswith(".") or lower == "readme.md" or lower.endswith(".schema.json")
