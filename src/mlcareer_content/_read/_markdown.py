"""Read Markdown with YAML front matter: the fields, and the prose below them.

The front matter is split off here rather than by a library, because front
matter that is indented, unclosed or not at the beginning is usually read as
prose, which loses the fields silently. Here it is a problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .. import _commonmark
from .._fields import prose_field
from ..problems import Problem
from . import _yaml
from ._nodes import Node, UnreadableError, build, problem_at, value_of

_NOT_LINE_BREAK = re.compile(r"[^\r\n]")
_FENCE = re.compile(r"---[ \t]*(\r\n|[\r\n]|\Z)")
_CLOSING_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_LIKELY_FENCE = re.compile(r"(?>\r\n|[\r\n])(?:--+|\.\.\.|\+\+\+)?[ \t]*(?=[\r\n])")
_FIELDS_ALONE = re.compile(r"kind:[^\n]*\n(?:[^\n]+\n)*?---[ \t]*(?:\n|\Z)")
_LATE_FENCE = re.compile(r"\s+(---)[ \t]*(\r\n|[\r\n]|\Z)")


class _Parts(NamedTuple):
    """The front matter of a file, from its offset to its end, and the offset of the body."""

    start: int
    end: int
    body_start: int


def parse(text: str, kind: str | None = None) -> tuple[object, list[Problem]]:
    """The value of a Markdown text, and its problems.

    Args:
        text: The text.
        kind: The kind of a document that does not say its kind.

    Raises:
        UnreadableError: The front matter is missing, unclear or not YAML.
    """
    parts, problems = nodes(text, kind)
    return value_of(parts, text, problems), problems


def nodes(text: str, kind: str | None = None) -> tuple[list[Node], list[Problem]]:
    """The nodes of a Markdown text, with the prose as one more field, and its problems.

    Raises:
        UnreadableError: The front matter is missing, unclear or not YAML.
    """
    fence_problems: list[Problem] = []
    parts = _split(text, fence_problems)
    # What is not front matter is blank, so that offsets are those of the file.
    front_matter = _NOT_LINE_BREAK.sub(" ", text[: parts.start]) + text[parts.start : parts.end]
    try:
        fields, problems = _yaml.nodes(front_matter)
    except UnreadableError as error:
        # A wrong fence makes what is between the fences wrong too, so it is reported alone.
        raise UnreadableError(fence_problems or error.problems) from error
    if not fields:
        fields = [Node("{", parts.start, parts.end), Node("}", parts.end, parts.end)]
    if fields[0].type != "{":
        no_fields = problem_at("MLC011", "the front matter has no fields", "write them as key: value", *fields[0][1:3])
        raise UnreadableError(fence_problems or [no_fields])
    if fields[-1].type == "}":  # otherwise reading stopped, and one of the problems says why
        value, _ = build(fields, text)
        fields[-1:-1] = _prose(text, parts.body_start, str(value.get("kind") or kind or ""))
    return fields, fence_problems + problems


def _prose(text: str, offset: int, kind: str) -> Iterator[Node]:
    """The nodes of the body, which begins at an offset."""
    blocks = list(_commonmark.blocks(text[offset:]))
    if not blocks:
        return
    start, end = offset + blocks[0].start, offset + blocks[-1].end
    yield Node("key", start, start, prose_field(kind))
    yield Node("[", start, start)
    for block in blocks:
        yield Node("scalar", offset + block.start, offset + block.end, block.text)
    yield Node("]", end, end)


def _split(text: str, found: list[Problem]) -> _Parts:
    """The front matter and the body of a file; adds what is wrong with the fences to the problems."""
    beginning = _beginning(text, found)
    closing = _CLOSING_FENCE.search(_with_line_feeds(text), beginning)
    if closing:
        return _Parts(beginning, closing.start(), closing.end())
    suggestion = "add a line --- after the fields"
    likely = _LIKELY_FENCE.search(text, beginning - 1)
    message = "the front matter is not closed"
    found.append(problem_at("MLC011", message, suggestion, 0, beginning, is_recoverable=bool(likely)))
    if not likely:
        raise UnreadableError(found)
    return _Parts(beginning, likely.start(), likely.end())


def _beginning(text: str, found: list[Problem]) -> int:
    """The offset of the front matter; adds what is wrong with the opening fence to the problems."""
    if opening := _FENCE.match(text):
        return opening.end()
    if opening := _LATE_FENCE.match(text):
        message = "the front matter does not begin in the first line, at its first character"
        found.append(problem_at("MLC011", message, "remove the text before ---", *opening.span(1), is_recoverable=True))
        return opening.end()
    if not text.strip():
        raise UnreadableError([problem_at("MLC004", "the file is empty", "write a document into it")])
    if not _FIELDS_ALONE.match(_with_line_feeds(text)):
        suggestion = "begin the file with a line ---, the fields as YAML, and another line ---"
        raise UnreadableError([problem_at("MLC011", "missing front matter", suggestion, 0, 1)])
    message = "the front matter has no opening line"
    found.append(problem_at("MLC011", message, "add a line --- before the fields", 0, 1, is_recoverable=True))
    return 0


def _with_line_feeds(text: str) -> str:
    """The text, of the same length, with a line feed for every other line break."""
    return text.replace("\r\n", " \n").replace("\r", "\n")
