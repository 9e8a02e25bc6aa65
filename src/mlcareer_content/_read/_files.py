"""Find the files that some locations name: paths, folders, Traversables and values.

Only names are looked at here; `_sources` opens the files.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any, Literal, NamedTuple, Protocol


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


class File(NamedTuple):
    """A file to read."""

    name: str  # the file as it was named, or its path below the folder that was
    # The path, the Traversable or the value; an error where looking for it failed, nothing in an empty folder
    item: object


def find(locations: Iterable[Location | Mapping[str, object]]) -> list[File]:
    """The files in some locations, each once, sorted within each location.

    In folders, hidden files, README.md, schemas and links to other folders are left out.

    Raises:
        TypeError: A location is neither a path, a Traversable nor a value.
    """
    files: dict[object, File] = {}
    for root in [_checked(location) for location in locations]:
        for file in _below(root):
            if not isinstance(file.item, Mapping):
                files.setdefault(file.name if isinstance(file.item, str) else id(file), file)
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


def _below(root: Any) -> Iterator[File]:
    """The files in a folder; the location itself, if it is a file or a value, or a folder without files."""
    if isinstance(root, Mapping):
        yield File(_VALUE, root)
        return
    files = _walk(root)
    yield next(files, File(_name(root), None))
    yield from files


def _name(root: Any) -> str:
    try:
        return str(root)
    except TypeError:  # a path in a zip that is in no file
        return f"<{type(root).__name__}>"


def _walk(root: Any) -> Iterator[File]:
    waiting: list[tuple[str, Any, bool | None]] = [(_name(root), root, None)]
    while waiting:
        name, item, is_folder = waiting.pop()
        try:
            if is_folder is None:
                is_folder = os.path.isdir(item) if isinstance(item, str) else item.is_dir()  # noqa: PTH112
            if is_folder:
                waiting += sorted(_children(name, item), key=itemgetter(0), reverse=True)
            else:
                yield File(name, item)
        except reading_errors() as error:
            yield File(name, error)


def _children(folder: str, item: Any) -> Iterator[tuple[str, Any, bool]]:
    """The folders and documents in a folder: the name, the path or the Traversable, and whether it is a folder."""
    prefix = "" if folder == "." else f"{folder.rstrip('/')}/"
    if not isinstance(item, str):
        for child in item.iterdir():
            if not child.name.startswith(".") and ((is_folder := child.is_dir()) or _is_document(child.name)):
                yield prefix + child.name, child, is_folder
        return
    with os.scandir(item) as entries:
        for entry in entries:
            is_folder = entry.is_dir(follow_symlinks=False)
            is_linked_folder = entry.is_symlink() and os.path.isdir(entry.path)  # noqa: PTH112
            if not entry.name.startswith(".") and (is_folder or (_is_document(entry.name) and not is_linked_folder)):
                yield prefix + entry.name, prefix + entry.name, is_folder


def _is_document(name: str) -> bool:
    lower = name.lower()
    is_about_the_folder = lower == "readme.md" or lower.endswith(".schema.json")
    return extension(lower) in FORMATS_BY_EXTENSION and not is_about_the_folder
