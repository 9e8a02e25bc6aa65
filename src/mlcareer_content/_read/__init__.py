"""Read documents: bytes of JSON, YAML or Markdown to a value, and a JSON Pointer to a line and a column."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from .._sentence import sentence
from ..problems import Problem
from . import _json, _markdown, _python_values, _yaml
from ._confined import path_below
from ._damaged import damage, not_text
from ._files import FORMATS_BY_EXTENSION, File, Location, find, reading_errors
from ._nodes import Edit, Node, UnreadableError, problem_at, step
from ._positions import Positions
from ._sources import RawDocument, read_files

__all__ = [
    "FORMATS_BY_EXTENSION",
    "Document",
    "Edit",
    "File",
    "Location",
    "Positions",
    "RawDocument",
    "UnreadableError",
    "document",
    "find",
    "path_below",
    "positions",
    "read_files",
    "reading_errors",
    "step",
]


class Document(NamedTuple):
    """A document as it was read."""

    source: RawDocument  # where it comes from
    text: str  # the text; empty if a value was given
    corrected: str  # the text with the edit of the source, and its JSON syntax errors corrected at the same length
    value: Any  # its value: dicts, lists, strings, numbers, booleans, `None`
    problems: list[Problem]  # what is wrong with the text
    is_readable: bool = True  # whether it has a value in spite of them

    @property
    def file(self) -> str:
        """The name of the file as it was given."""
        return self.source.file

    @property
    def kind(self) -> object:
        """The kind that the document says it has; none if it says none."""
        return self.value.get("kind") if isinstance(self.value, dict) else None


def document(source: RawDocument, kind: str | None = None, *, recover: bool = True) -> Document:
    """The document of a source; what is wrong with the text is among its problems.

    Args:
        source: The source.
        kind: The kind of a document that does not say its kind.
        recover: Whether syntax errors are corrected to report all of them, or only the first is reported.
    """
    text, undecodable = _decoded(source)
    damaged = [undecodable] if undecodable else damage(text, source.format)
    if damaged:
        return Document(source, text, text, None, damaged, is_readable=False)
    try:
        edited = source.edit.applied(text) if source.edit else text
        value, problems, corrected = _parse(source, edited, kind, recover=recover)
    except UnreadableError as error:
        return Document(source, text, text, None, error.problems, is_readable=False)
    if kind and isinstance(value, dict) and "kind" not in value:
        value = {"kind": kind, **value}
    return Document(source, text, corrected, value, problems)


def positions(document: Document, pointers: Collection[str] = ()) -> Positions:
    """The positions of some values of a document.

    Args:
        document: The document.
        pointers: JSON Pointers of the values.
    """
    nodes: Iterator[Node] = _nodes_of(document) if pointers else iter(())
    if edit := document.source.edit:
        nodes = (one._replace(start=edit.as_written(one.start), end=edit.as_written(one.end)) for one in nodes)
    return Positions(document.text, nodes, pointers, document.source.line)


def _nodes_of(document: Document) -> Iterator[Node]:
    match document.source.format:
        case "json":
            return _json.nodes(document.corrected)
        case "yaml":
            return iter(_yaml.nodes(document.corrected)[0])
        case "markdown":
            return iter(_markdown.nodes(document.corrected, str(document.kind))[0])
    return iter(())


def _parse(source: RawDocument, text: str, kind: str | None, *, recover: bool) -> tuple[object, list[Problem], str]:
    match source.format:
        case "json":
            return _json.parse(text, recover=recover)
        case "yaml":
            return *_yaml.parse(text, recover=recover), text
        case "markdown":
            return *_markdown.parse(text, kind, recover=recover), text
    return _python_values.copy(source.data), [], text


def _decoded(source: RawDocument) -> tuple[str, Problem | None]:
    """The text of a source; if it has none, with replacement characters, and the problem that prevents reading it."""
    data = source.data
    if isinstance(data, Problem) or source.format == "value":
        return "", data if isinstance(data, Problem) else None
    if problem := not_text(data):
        return data.decode(errors="replace"), problem
    # Only the beginning of a file may have a byte-order mark, not that of any line.
    encoding = "utf-8-sig" if source.line == 1 and data.startswith(BOM_UTF8) else "utf-8"
    try:
        return data.decode(encoding), None
    except UnicodeDecodeError as error:
        at = len(error.object[: error.start].decode())
        message = sentence("the byte 0x{byte:02x} is not UTF-8", byte=error.object[error.start])
        found = problem_at("MLC003", message, "save the file as UTF-8", at, at + 1)
    return data.decode(encoding, "replace"), found
