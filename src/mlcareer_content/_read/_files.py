"""Find the files that some locations name: paths, folders, Traversables and values.

Only names are looked at here; `_sources` opens the files.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from operator import itemgetter
from typing import Any, Literal, NamedTuple, Protocol

from ._confined import path_below, prefix
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


def _walk(root: Any, exclude: list[str]) -> Iterator[File]:
    name = _name(root)
    try:
        is_folder = os.path.isdir(root) if isinstance(root, str) else root.is_dir()  # noqa: PTH112
    except reading_errors() as error:
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
        except reading_errors() as error:
            yield File(found.name, error)


def _children(folder: _Found) -> Iterator[_Found]:
    """The folders and documents in a folder, and the links to folders that lead out of it, each as its error."""
    if not isinstance(folder.item, str):
        for child in folder.item.iterdir():
            is_folder = child.is_dir()
            if _is_wanted(child.name, is_folder=is_folder):
                # A path of a package that is spread over several folders must not leave the folder that it is in.
                path = os.fspath(child) if isinstance(child, os.PathLike) else None
                root = os.path.dirname(path) if path else None  # noqa: PTH120
                yield _Found(prefix(folder.name) + child.name, path or child, root, is_folder)
        return
    root = folder.root or folder.item
    with os.scandir(folder.item) as entries:
        for entry in entries:
            is_folder = entry.is_dir(follow_symlinks=False)
            name, path = prefix(folder.name) + entry.name, prefix(folder.item) + entry.name
            if entry.is_symlink() and os.path.isdir(path):  # noqa: PTH112
                if not _is_hidden(entry.name) and (error := _error_of_link(path, root)):
                    yield _Found(name, error, None, is_folder=False)
            elif _is_wanted(entry.name, is_folder=is_folder):
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
    return not _is_hidden(name) and (is_folder or _is_document(name))


def _is_hidden(name: str) -> bool:
    return name.startswith(".")


def _is_document(name: str) -> bool:
    lower = name.lower()
    is_about_the_folder = lower == "readme.md" or lower.endswith(".schema.json")
    return extension(lower) in FORMATS_BY_EXTENSION and not is_about_the_folder
