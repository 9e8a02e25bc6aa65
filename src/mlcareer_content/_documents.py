"""Files to documents: bytes of JSON to a value, strictly.

`json` alone accepts what other parsers do not (NaN, duplicate keys, lone
surrogates) and fails in ways of its own (RecursionError, numbers of more than
4,300 digits): here all of that is a problem like any other.
"""

from __future__ import annotations

import json
import math
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, Protocol

from attrs import frozen

from .exceptions import ContentError
from .problems import Problem


class Traversable(Protocol):
    """What is read of a Traversable, be it the standard library's, importlib-resources', or a path in a zip."""

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

MAX_BYTES = 10 * 1024 * 1024
MAX_DEPTH = 64


@frozen
class Document:
    """One document as it was read.

    Attributes:
        file: The file as it was named.
        value: What the JSON says: dicts, lists, strings, numbers, booleans, `None`.
    """

    file: str
    value: Any

    @property
    def kind(self) -> object:
        """What the document says it is; nothing where it does not."""
        return self.value.get("kind") if isinstance(self.value, dict) else None


class UnreadableError(ContentError):
    """A file that gives no document.

    Args:
        code: The code of the problem.
        message: What is wrong.
        suggestion: What to do about it.
    """

    def __init__(self, code: str, message: str, suggestion: str | None = None) -> None:
        super().__init__(code, message, suggestion)

    def __str__(self) -> str:
        return "; ".join(filter(None, self.args[1:]))


def read(locations: Iterable[Location]) -> tuple[list[Document], list[Problem]]:
    """Read files and folders, whole.

    A folder gives every ``.json`` file below it, in sorted order; hidden
    files and links to other folders are left out.

    Returns:
        The documents that could be read, and a problem for everything that could not.

    Raises:
        TypeError: A location is neither a path nor a Traversable.
    """
    documents: list[Document] = []
    problems: list[Problem] = []
    for root in [_traversable(location) for location in locations]:
        for name, found in _readable_files(root):
            try:
                documents.append(Document(name, _read_one(found)))
            except UnreadableError as error:
                code, message, suggestion = error.args
                problems.append(Problem(code=code, message=message, suggestion=suggestion, file=name))
    return documents, problems


def parse(data: bytes) -> object:
    """The value of a JSON text.

    Raises:
        UnreadableError: The bytes are not UTF-8, or not JSON as RFC 8259 and I-JSON (RFC 7493) have it.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError("MLC003", f"byte {error.start + 1} is not UTF-8", "save the file as UTF-8") from error
    if not text.strip():
        raise UnreadableError("MLC004", "the file is empty")
    try:
        value: object = json.loads(
            text, object_pairs_hook=_unique_keys, parse_constant=_no_constant, parse_float=_finite
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise UnreadableError("MLC004", f"this is not JSON: {error.msg} ({where})") from error
    except RecursionError as error:
        raise _too_deep() from error
    except ValueError as error:  # int() refuses more than 4,300 digits
        raise UnreadableError("MLC006", "a number has more digits than a double can hold") from error
    if _depth(value) > MAX_DEPTH:
        raise _too_deep()
    if "\\u" in text:
        _refuse_lone_surrogates(value)
    return value


def _traversable(location: Location) -> Traversable:
    if isinstance(location, str | os.PathLike):
        if not os.fspath(location):
            raise TypeError("a source is a path; the empty string names none")
        return Path(location)
    if hasattr(location, "iterdir") and hasattr(location, "open"):
        return location
    raise TypeError(f"a source is a path (str or os.PathLike) or a Traversable, not {type(location).__name__}")


def _readable_files(root: Traversable) -> Iterator[tuple[str, Traversable | Exception | None]]:
    """The files at or below a place, each with its name; an error, or nothing, where there are none."""
    try:
        found = list(_walk(root))
    except _reading_errors() as error:
        yield str(root), error
        return
    if not found:
        yield str(root), None
    yield from found


def _walk(root: Traversable) -> Iterator[tuple[str, Traversable]]:
    waiting = [(str(root), root)]
    while waiting:
        name, item = waiting.pop()
        if not item.is_dir():
            yield name, item
            continue
        children = sorted(item.iterdir(), key=lambda child: child.name, reverse=True)
        waiting += [(f"{name.rstrip('/')}/{child.name}", child) for child in children if _is_content(child)]


def _is_content(item: Traversable) -> bool:
    if item.name.startswith("."):
        return False
    if item.is_dir():
        return not (isinstance(item, Path) and item.is_symlink())
    return item.name.endswith(".json")


def _read_one(found: Traversable | Exception | None) -> object:
    if found is None:
        raise UnreadableError("MLC008", "the folder holds no .json file", "name a file, or a folder that holds one")
    if isinstance(found, Exception):
        raise _cannot_read(found) from found
    try:
        # Asked before the read: a FIFO would block it.
        if isinstance(found, Path) and not stat.S_ISREG(found.stat().st_mode):
            raise UnreadableError("MLC001", "this is not a regular file")
        with found.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except _reading_errors() as error:
        raise _cannot_read(error) from error
    if len(data) > MAX_BYTES:
        size = f"it has more than {MAX_BYTES:,} bytes"
        raise UnreadableError("MLC002", f"the file is too large: {size}", "split it into several files")
    return parse(data)


def _reading_errors() -> tuple[type[Exception], ...]:
    """What reading can raise: a name that no file can have, a zip that is damaged or locked."""
    import zipfile
    import zlib

    return OSError, ValueError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error


def _cannot_read(error: Exception) -> UnreadableError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return UnreadableError("MLC001", f"the file cannot be read: {reason[:1].lower()}{reason[1:]}")


def _too_deep() -> UnreadableError:
    return UnreadableError("MLC007", f"brackets are nested more than {MAX_DEPTH} deep")


def _unique_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise UnreadableError("MLC005", f"the key {twice[:100]!r} stands twice in one object", "remove one of the two")
    return value


def _no_constant(name: str) -> object:
    raise UnreadableError("MLC006", f"{name} is not a JSON number")


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise UnreadableError("MLC006", f"the number {digits[:100]} is larger than a double can hold")
    return number


def _refuse_lone_surrogates(value: object) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        escape = f"\\u{ord(error.object[error.start]):04x}"
        raise UnreadableError("MLC003", f"the escape {escape} is half of a character", "write both halves") from error


def _depth(value: object) -> int:
    depth = 0
    level = [value]
    while level:
        depth += 1
        level = [
            child
            for item in level
            if isinstance(item, dict | list)
            for child in (item.values() if isinstance(item, dict) else item)
        ]
    return depth - 1
