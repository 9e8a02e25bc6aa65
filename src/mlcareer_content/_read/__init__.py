"""Documents: bytes of JSON, YAML or Markdown to a value, and from a JSON Pointer to a line and a column."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from . import _json, _markdown, _values, _yaml
from ._faults import Fault, UnreadableError
from ._markdown import PROSE_FIELDS
from ._nodes import MAX_DEPTH, Node, step
from ._positions import Positions
from ._sources import FORMATS, File, Limits, Location, Source, Traversable, find, read, reading_errors

__all__ = [
    "FORMATS",
    "MAX_DEPTH",
    "PROSE_FIELDS",
    "Document",
    "Fault",
    "File",
    "Limits",
    "Location",
    "Positions",
    "Source",
    "Traversable",
    "document",
    "find",
    "positions",
    "read",
    "reading_errors",
    "step",
]


class Document(NamedTuple):
    """One document as it was read.

    Attributes:
        source: Where it comes from.
        text: The text; nothing where a value was given.
        sound: The text without those of its faults that could be mended, of the same length.
        value: Its value: dicts, lists, strings, numbers, booleans, `None`.
        faults: What is wrong with the text.
        is_readable: Whether it has a value in spite of them.
    """

    source: Source
    text: str
    sound: str
    value: Any
    faults: list[Fault]
    is_readable: bool = True

    @property
    def file(self) -> str:
        """The file as it was named."""
        return self.source.file

    @property
    def kind(self) -> object:
        """What the document says it is; nothing where it does not."""
        return self.value.get("kind") if isinstance(self.value, dict) else None


def document(source: Source, kind: str | None = None) -> Document:
    """The document that a source holds; what is wrong with it is among its faults.

    Args:
        source: The source.
        kind: What a document is that does not say its kind.
    """
    if isinstance(source.data, Fault):
        return Document(source, "", "", None, [source.data], is_readable=False)
    text = ""
    try:
        if source.format != "value":
            text = _decoded(source)
        value, faults, sound = _read(source, text, kind)
    except _UndecodableError as error:
        return Document(source, error.text, error.text, None, [error.fault], is_readable=False)
    except UnreadableError as error:
        return Document(source, text, text, None, error.faults, is_readable=False)
    if kind and isinstance(value, dict) and "kind" not in value:
        value = {"kind": kind, **value}
    return Document(source, text, sound, value, faults)


def positions(document: Document, pointers: Collection[str] = ()) -> Positions:
    """Where some values of a document stand.

    Args:
        document: The document.
        pointers: The places of the values, as JSON Pointers.
    """
    return Positions(document.text, _nodes_of(document) if pointers else (), pointers, document.source.line)


def _nodes_of(document: Document) -> Iterator[Node]:
    match document.source.format:
        case "json":
            return _json.nodes(document.sound)
        case "yaml":
            return iter(_yaml.nodes_as_meant(document.text, []))
        case "markdown":
            return _markdown.nodes(document.text, str(document.kind))
    return iter(())


def _read(source: Source, text: str, kind: str | None) -> tuple[object, list[Fault], str]:
    match source.format:
        case "json":
            return _json.read(text)
        case "yaml":
            return *_yaml.read(text), text
        case "markdown":
            return *_markdown.read(text, kind), text
    return *_values.read(source.data), text


class _UndecodableError(Exception):
    """Bytes are no text.

    Args:
        text: The text, with replacement characters.
        fault: Where the first bad byte is.
    """

    def __init__(self, text: str, fault: Fault) -> None:
        super().__init__(text, fault)
        self.text = text
        self.fault = fault


def _decoded(source: Source) -> str:
    data: bytes = source.data
    # Only the beginning of a file may have a byte-order mark, not that of any line.
    encoding = "utf-8-sig" if source.line == 1 and data.startswith(BOM_UTF8) else "utf-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        at = len(error.object[: error.start].decode())
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            fault = Fault("MLC003", "the file is UTF-16", "save it as UTF-8", 0, 1)
        else:
            message = f"the byte 0x{error.object[error.start]:02x} is not UTF-8"
            fault = Fault("MLC003", message, "save the file as UTF-8", at, at + 1)
        raise _UndecodableError(text, fault) from error
