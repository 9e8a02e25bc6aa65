"""Read Markdown with YAML front matter: the fields, and the prose below them.

The front matter is split off here rather than by a library, because front
matter that is indented, unclosed or not at the beginning is usually read as
prose, which loses the fields silently. Here it is a problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from .. import _commonmark
from .._fields import prose_field
from ..problems import Problem
from . import _yaml
from ._nodes import Node, UnreadableError, build, problem, require_readable

_FENCE = re.compile(r"---[ \t]*(\r\n|[\r\n]|\Z)")
_CLOSING_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_LIKELY_FENCE = re.compile(r"(?>\r\n|[\r\n])(?:--+|\.\.\.|\+\+\+)?[ \t]*(?=[\r\n])")
_FIELDS_ALONE = re.compile(r"kind:[^\n]*\n(?:[^\n]+\n)*?---[ \t]*(?:\n|\Z)")
_LATE_FENCE = re.compile(r"\s+(---)[ \t]*(\r\n|[\r\n]|\Z)")


class _Parts(NamedTuple):
    """The front matter and the body of a file, each with its offset."""

    front_matter: str
    front_matter_start: int
    body: str
    body_start: int


def read(text: str, kind: str | None = None) -> tuple[object, list[Problem]]:
    """The value of a Markdown text, and its problems.

    Args:
        text: The text.
        kind: The kind of a document that does not say its kind.

    Raises:
        UnreadableError: The front matter is missing, unclear or not YAML.
    """
    found: list[Problem] = []
    value, structural = build(nodes(text, kind, found), text)
    found += structural
    require_readable(found)
    return value, found


def nodes(text: str, kind: str | None = None, found: list[Problem] | None = None) -> Iterator[Node]:
    """The nodes of a Markdown text: those of its front matter, and the prose as one more field.

    Raises:
        UnreadableError: The front matter is missing, unclear or not YAML.
    """
    problems: list[Problem] = [] if found is None else found
    parts = _split(text, problems)
    fields = _fields(parts, problems)
    if fields[-1].type != "}":  # reading stopped, and one of the problems says why
        yield from fields
        return
    yield from fields[:-1]
    yield from _prose(parts, _kind(fields) or kind or "")
    yield fields[-1]


def _fields(parts: _Parts, problems: list[Problem]) -> list[Node]:
    """The nodes of the front matter."""
    # A wrong fence makes what is between the fences wrong too, so it is reported alone.
    fence_problems = [*problems]
    try:
        fields = _yaml.corrected_nodes(parts.front_matter, problems, parts.front_matter_start)
    except UnreadableError as error:
        raise UnreadableError(fence_problems or error.problems) from error
    end = parts.front_matter_start + len(parts.front_matter)
    if not fields:
        return [Node("{", parts.front_matter_start, end), Node("}", end, end)]
    if fields[0].type != "{":
        where = fields[0].start, fields[0].end
        no_fields = problem("MLC011", "the front matter has no fields", "write them as key: value", *where)
        raise UnreadableError(fence_problems or [no_fields])
    return fields


def _prose(parts: _Parts, kind: str) -> Iterator[Node]:
    blocks = list(_commonmark.blocks(parts.body))
    if not blocks:
        return
    start, end = parts.body_start + blocks[0].start, parts.body_start + blocks[-1].end
    yield Node("key", start, start, prose_field(kind))
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


def _split(text: str, found: list[Problem]) -> _Parts:
    """The front matter and the body of a file; adds what is wrong with the fences to the problems."""
    beginning = _beginning(text, found)
    closing = _CLOSING_FENCE.search(_with_line_feeds(text), beginning)
    if closing:
        return _Parts(text[beginning : closing.start()], beginning, text[closing.end() :], closing.end())
    suggestion = "add a line --- after the fields"
    likely = _LIKELY_FENCE.search(text, beginning - 1)
    message = "the front matter is not closed"
    found.append(problem("MLC011", message, suggestion, 0, beginning, is_recoverable=bool(likely)))
    if not likely:
        raise UnreadableError(found)
    return _Parts(text[beginning : likely.start()], beginning, text[likely.end() :], likely.end())


def _beginning(text: str, found: list[Problem]) -> int:
    """The offset of the front matter; adds what is wrong with the opening fence to the problems."""
    if opening := _FENCE.match(text):
        return opening.end()
    if opening := _LATE_FENCE.match(text):
        message = "the front matter does not begin in the first line, at its first character"
        found.append(problem("MLC011", message, "remove the text before ---", *opening.span(1), is_recoverable=True))
        return opening.end()
    if not _FIELDS_ALONE.match(_with_line_feeds(text)):
        raise UnreadableError([_no_front_matter(text)])
    message = "the front matter has no opening line"
    found.append(problem("MLC011", message, "add a line --- before the fields", 0, 1, is_recoverable=True))
    return 0


def _with_line_feeds(text: str) -> str:
    """The text, of the same length, with a line feed for every other line break."""
    return text.replace("\r\n", " \n").replace("\r", "\n")


def _no_front_matter(text: str) -> Problem:
    if not text.strip():
        return problem("MLC004", "the file is empty", "write a document into it")
    suggestion = "begin the file with a line ---, the fields as YAML, and another line ---"
    return problem("MLC011", "missing front matter", suggestion, 0, 1)
