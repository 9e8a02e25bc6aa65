"""Markdown with YAML front matter: the fields, and the prose below them.

The front matter is split off here and nowhere else, because what is not clear
has to be told: a front matter that is indented, that stands behind something,
or that has no end would otherwise be read as prose, and its fields be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from .. import _commonmark
from . import _yaml
from ._faults import Fault, UnreadableError
from ._nodes import Node, build
from ._nodes import faults as structural_faults

#: The field that the text below the front matter is, for each kind; for all others it is the description.
PROSE_FIELDS = {"article": "lead", "question": "answer", "section": "body", "stage": "summary"}

_FENCE = re.compile(r"---[ \t]*(\r\n|[\r\n]|\Z)")
_CLOSING_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_MEANT_FENCE = re.compile(r"(?>\r\n|[\r\n])(?:--+|\.\.\.|\+\+\+)?[ \t]*(?=[\r\n])")
_FIELDS_ALONE = re.compile(r"kind:[^\n]*\n(?:[^\n]+\n)*?---[ \t]*(?:\n|\Z)")
_LATE_FENCE = re.compile(r"\s+(---)[ \t]*(\r\n|[\r\n]|\Z)")


class _Parts(NamedTuple):
    """A file in two parts, each with the offset where it begins."""

    front_matter: str
    front_matter_start: int
    body: str
    body_start: int


def read(text: str, kind: str | None = None) -> tuple[object, list[Fault]]:
    """The value of a Markdown text, and what is wrong with it in spite of that.

    Args:
        text: The text.
        kind: What a document is that does not say its kind.

    Raises:
        UnreadableError: The front matter is missing, not clear, or not YAML.
    """
    found: list[Fault] = []
    parts = list(nodes(text, kind, found))
    found += structural_faults(parts, text)
    if not all(fault.is_passed_over for fault in found):
        raise UnreadableError(sorted(found, key=lambda fault: fault.start))
    return build(parts), found


def nodes(text: str, kind: str | None = None, found: list[Fault] | None = None) -> Iterator[Node]:
    """The parts of a Markdown text: those of its front matter, and the prose as one more field.

    Raises:
        UnreadableError: The front matter is missing, not clear, or not YAML.
    """
    told: list[Fault] = [] if found is None else found
    parts = _split(text, told)
    fields = _fields(parts, told)
    if fields[-1].type != "}":  # the reading was broken off, and why is among the faults
        yield from fields
        return
    yield from fields[:-1]
    yield from _prose(parts, _kind(fields) or kind or "")
    yield fields[-1]


def _fields(parts: _Parts, told: list[Fault]) -> list[Node]:
    """The parts of the front matter; if it cannot be read and a line around it is wrong, that alone is told."""
    of_fences = [*told]
    try:
        fields = _yaml.nodes_as_meant(parts.front_matter, told, parts.front_matter_start)
    except UnreadableError as error:
        raise UnreadableError(of_fences or error.faults) from error
    end = parts.front_matter_start + len(parts.front_matter)
    if not fields:
        return [Node("{", parts.front_matter_start, end), Node("}", end, end)]
    if fields[0].type != "{":
        where = fields[0].start, fields[0].end
        no_fields = Fault("MLC011", "the front matter holds no fields", "write them as key: value", *where)
        raise UnreadableError(of_fences or [no_fields])
    return fields


def _prose(parts: _Parts, kind: str) -> Iterator[Node]:
    blocks = list(_commonmark.blocks(parts.body))
    if not blocks:
        return
    start, end = parts.body_start + blocks[0].start, parts.body_start + blocks[-1].end
    yield Node("key", start, start, PROSE_FIELDS.get(kind, "description"))
    yield Node("[", start, start)
    for block in blocks:
        yield Node("scalar", parts.body_start + block.start, parts.body_start + block.end, block.text)
    yield Node("]", end, end)


def _kind(fields: list[Node]) -> str:
    depth = 0
    for node, following in pairwise(fields):
        depth += (node.type in ("{", "[")) - (node.type in ("}", "]"))
        if depth == 1 and node.type == "key" and node.value == "kind":
            return str(following.value)
    return ""


def _split(text: str, found: list[Fault]) -> _Parts:
    """The parts of a file; what is wrong with the lines around its front matter is added to some faults."""
    beginning = _beginning(text, found)
    closing = _CLOSING_FENCE.search(_with_line_feeds(text), beginning)
    if closing:
        return _Parts(text[beginning : closing.start()], beginning, text[closing.end() :], closing.end())
    cure = "put a line --- behind the fields"
    meant = _MEANT_FENCE.search(text, beginning - 1)
    found.append(Fault("MLC011", "the front matter has no end", cure, 0, beginning, is_passed_over=bool(meant)))
    if not meant:
        raise UnreadableError(found)
    return _Parts(text[beginning : meant.start()], beginning, text[meant.end() :], meant.end())


def _beginning(text: str, found: list[Fault]) -> int:
    """Where the front matter begins; what is wrong with the line before it is added to some faults."""
    if opening := _FENCE.match(text):
        return opening.end()
    if opening := _LATE_FENCE.match(text):
        message = "the front matter does not begin in the first line, at its first character"
        found.append(Fault("MLC011", message, "remove what stands before ---", *opening.span(1), is_passed_over=True))
        return opening.end()
    if not _FIELDS_ALONE.match(_with_line_feeds(text)):
        raise UnreadableError([_no_front_matter(text)])
    message = "the front matter has no beginning"
    found.append(Fault("MLC011", message, "put a line --- before the fields", 0, 1, is_passed_over=True))
    return 0


def _with_line_feeds(text: str) -> str:
    """The text, of the same length, with a line feed for every other line break."""
    return text.replace("\r\n", " \n").replace("\r", "\n")


def _no_front_matter(text: str) -> Fault:
    if not text.strip():
        return Fault("MLC004", "the file is empty", "write a document into it")
    cure = "begin the file with a line ---, the fields as YAML, and another line ---"
    return Fault("MLC011", "there is no front matter", cure, 0, 1)
