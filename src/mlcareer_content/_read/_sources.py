"""Read the files, streams and values that documents come from.

The size of a file is checked before reading, and at most one byte more than
the limit is read. A file that is not regular (a FIFO, a device) is refused, and
so is a link that leads out of the folder that was named.
"""

from __future__ import annotations

import os
import stat
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, Literal, NamedTuple

from .._limits import Limits
from .._sentence import sentence
from ..problems import Problem
from ._confined import opened
from ._damaged import DamagedLines
from ._files import FORMATS_BY_EXTENSION, File, extension, reading_errors
from ._nodes import Edit, UnreadableError, problem_at

FileFormat = Literal["json", "yaml", "markdown", "value"]

_EMPTY_LINE = problem_at("MLC004", "the line is empty", "remove it")


class RawDocument(NamedTuple):
    """The bytes of one document, or the problem that prevented reading them."""

    file: str  # the file as it was named
    format: FileFormat  # what it is written in
    data: Any  # the bytes; a value if that was given; a problem if nothing could be read
    line: int = 1  # the line of the file in which it begins, counted from 1
    is_reported: bool = True  # whether its problems are reported; otherwise others may refer to it
    edit: Edit | None = None  # what is corrected before it is parsed


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


def _format(name: str) -> FileFormat:
    found = FORMATS_BY_EXTENSION.get(extension(name), "json")
    return "json" if found == "jsonl" else found


def _documents(file: File, limits: Limits) -> Iterator[RawDocument]:
    if isinstance(file.item, Mapping):
        yield RawDocument(file.name, "value", file.item)
    elif FORMATS_BY_EXTENSION.get(extension(file.name)) == "jsonl":
        yield from _lines(file, limits)
    else:
        format = _format(file.name)
        limit = limits.of(format)
        if isinstance(file.item, str):
            data = _read_path(file.item, file.root, limit)
        else:
            with _stream(file) as stream:
                data = stream.read(limit + 1)
        if len(data) > limit:
            raise UnreadableError([_too_large("file", limit)])
        yield RawDocument(file.name, format, data)


def _read_path(path: str, root: str | None, limit: int) -> bytes:
    descriptor, size = _open_regular(path, root)
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


def _lines(file: File, limits: Limits) -> Iterator[RawDocument]:
    number = read = 0
    damaged = DamagedLines()
    with _stream(file) as stream:
        if isinstance(file.item, str) and (size := os.fstat(stream.fileno()).st_size) > limits.jsonl:
            raise UnreadableError([_too_large("file", limits.jsonl, size)])
        for number, line in enumerate(iter(lambda: stream.readline(limits.line + 1), b""), 1):
            read += len(line)
            is_long = len(line) > limits.line
            if read > limits.jsonl:  # of a stream, whose size is not known before
                yield RawDocument(file.name, "json", _too_large("file", limits.jsonl), number)
                break
            if damaged.include(line):
                continue
            data = _too_large("line", limits.line) if is_long else line if line.strip() else _EMPTY_LINE
            yield RawDocument(file.name, "json", data, number)
            if number == 1 and line.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
                break  # a line feed of UTF-16 is no byte between two lines
            while is_long and line and not line.endswith(b"\n") and read <= limits.jsonl:
                line = stream.readline(limits.line + 1)  # noqa: PLW2901 - the rest of it
                read += len(line)
    if not number:
        yield RawDocument(file.name, "json", b"")


def _stream(file: File) -> BinaryIO:
    item: Any = file.item
    if item is None:
        endings = ", ".join(FORMATS_BY_EXTENSION)
        suggestion = f"name a file, or a folder with one ({endings})"
        raise UnreadableError([problem_at("MLC008", "no documents in this folder", suggestion)])
    if isinstance(item, Exception):
        raise item
    if not isinstance(item, str):
        stream: BinaryIO = item.open("rb")
        return stream
    descriptor, _ = _open_regular(item, file.root)
    return os.fdopen(descriptor, "rb")


def _open_regular(path: str, root: str | None) -> tuple[int, int]:
    """A descriptor of a regular file, and its size."""
    descriptor = opened(path, root)
    found = os.fstat(descriptor)
    if stat.S_ISREG(found.st_mode):
        return descriptor, found.st_size
    os.close(descriptor)
    raise UnreadableError([problem_at("MLC001", "not a regular file", "copy it to a file, or use standard input")])


def _unread(error: Exception) -> Problem:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    message = sentence("cannot read the file: {reason}", reason=f"{reason[:1].lower()}{reason[1:]}")
    return problem_at("MLC001", message, "check its name and permissions")


def _too_large(what: str, limit: int, size: int | None = None) -> Problem:
    amount = "{size:,} bytes; the limit is {limit:,}" if size else "more than {limit:,} bytes"
    message = sentence(f"the {{what}} has {amount}", what=what, size=size, limit=limit)
    return problem_at(
        "MLC002", message, "split it, or raise the limit (--max-json, --max-yaml, --max-jsonl, --max-line)"
    )
