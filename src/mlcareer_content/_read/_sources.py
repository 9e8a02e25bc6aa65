"""Find and read the files, folders, streams and values that documents come from.

The size of a file is checked before reading, and at most one byte more than
the limit is read. A file that is not regular (a FIFO, a device) is refused.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any, BinaryIO, Literal, NamedTuple, Protocol

from .._limits import Limits
from .._sentence import sentence
from ..problems import Problem
from ._nodes import UnreadableError, problem_at


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
FileFormat = Literal["json", "yaml", "markdown", "value"]

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
_EMPTY_LINE = problem_at("MLC004", "the line is empty", "remove it")
# A FIFO would keep a plain open waiting, and a terminal become the one that Ctrl-C comes from.
_OPEN_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_BINARY", "O_CLOEXEC"))


class RawDocument(NamedTuple):
    """The bytes of one document, or the problem that prevented reading them."""

    file: str  # the file as it was named
    format: FileFormat  # what it is written in
    data: Any  # the bytes; a value if that was given; a problem if nothing could be read
    line: int = 1  # the line of the file in which it begins, counted from 1


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


def read_files(files: Iterable[File], limits: Limits) -> Iterator[RawDocument]:
    """The documents of some files, in order."""
    for file in files:
        line = 1
        try:
            for source in _documents(file, limits):
                line = source.line + 1
                yield source
        except UnreadableError as error:
            yield RawDocument(file.name, _format(file.name), error.problems[0])
        except reading_errors() as error:
            yield RawDocument(file.name, _format(file.name), _unread(error), line)


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


def _ending(name: str) -> str:
    stem, _, ending = name.rpartition(".")
    return f".{ending.lower()}" if stem and not stem.endswith(("/", os.sep)) else ""


def _format(name: str) -> FileFormat:
    found = FORMATS_BY_EXTENSION.get(_ending(name), "json")
    return "json" if found == "jsonl" else found


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
    return _ending(lower) in FORMATS_BY_EXTENSION and not is_about_the_folder


def _documents(file: File, limits: Limits) -> Iterator[RawDocument]:
    if isinstance(file.item, Mapping):
        yield RawDocument(file.name, "value", file.item)
    elif FORMATS_BY_EXTENSION.get(_ending(file.name)) == "jsonl":
        yield from _lines(file, limits.line)
    else:
        format = _format(file.name)
        limit = limits.of(format)
        if isinstance(file.item, str):
            data = _read_path(file.item, limit)
        else:
            with _opened(file.item) as stream:
                data = stream.read(limit + 1)
        if len(data) > limit:
            raise UnreadableError([_too_large("file", limit)])
        yield RawDocument(file.name, format, data)


def _read_path(path: str, limit: int) -> bytes:
    descriptor, size = _open_regular(path)
    try:
        if size > limit:
            raise UnreadableError([_too_large("file", limit, size)])
        data = os.read(descriptor, size + 1)
        while len(data) != size and len(data) <= limit:  # it grows, or does not report its size
            more = os.read(descriptor, limit + 1 - len(data))
            if not more:
                break
            data += more
    finally:
        os.close(descriptor)
    return data


def _lines(file: File, limit: int) -> Iterator[RawDocument]:
    number = 0
    with _opened(file.item) as stream:
        for number, line in enumerate(iter(lambda: stream.readline(limit + 1), b""), 1):
            if len(line) <= limit:
                yield RawDocument(file.name, "json", line if line.strip() else _EMPTY_LINE, number)
                continue
            yield RawDocument(file.name, "json", _too_large("line", limit), number)
            while line and not line.endswith(b"\n"):
                line = stream.readline(limit + 1)  # noqa: PLW2901 - the rest of it
    if not number:
        yield RawDocument(file.name, "json", b"")


def _opened(item: Any) -> BinaryIO:
    if item is None:
        endings = ", ".join(FORMATS_BY_EXTENSION)
        suggestion = f"name a file, or a folder with one ({endings})"
        raise UnreadableError([problem_at("MLC008", "no documents in this folder", suggestion)])
    if isinstance(item, Exception):
        raise item
    if not isinstance(item, str):
        opened: BinaryIO = item.open("rb")
        return opened
    descriptor, _ = _open_regular(item)
    return os.fdopen(descriptor, "rb")


def _open_regular(path: str) -> tuple[int, int]:
    """A descriptor of a regular file, and its size."""
    descriptor = os.open(path, _OPEN_FLAGS)
    found = os.fstat(descriptor)
    if stat.S_ISREG(found.st_mode):
        return descriptor, found.st_size
    os.close(descriptor)
    raise UnreadableError([problem_at("MLC001", "not a regular file", "copy it to a file, or use standard input")])


def reading_errors() -> tuple[type[Exception], ...]:
    """The exceptions of reading a file, also from a zip that is damaged or encrypted."""
    import lzma
    import zipfile
    import zlib

    return OSError, ValueError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error, lzma.LZMAError


def _unread(error: Exception) -> Problem:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    message = sentence("cannot read the file: {reason}", reason=f"{reason[:1].lower()}{reason[1:]}")
    return problem_at("MLC001", message, "check its name and permissions")


def _too_large(what: str, limit: int, size: int | None = None) -> Problem:
    amount = "{size:,} bytes; the limit is {limit:,}" if size else "more than {limit:,} bytes"
    message = sentence(f"the {{what}} has {amount}", what=what, size=size, limit=limit)
    return problem_at("MLC002", message, "split it, or raise the limit (--max-json, --max-yaml, --max-line)")
