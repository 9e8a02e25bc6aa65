"""Read Markdown with YAML front matter: the fields, and the prose below them.

The front matter is split off here rather than by a library, because front
matter that is indented, unclosed or not at the beginning is usually read as
prose, which loses the fields silently. Here it is a problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from .. import _commonmark
from .._fields import prose_field
from .._limits import MAX_BODY_LINES, MAX_FENCES_TRIED
from .._sentence import sentence
from ..problems import Problem
from . import _yaml
from ._nodes import Node, UnreadableError, build, problem_at, value_of

_NOT_LINE_BREAK = re.compile(r"[^\r\n]")
_FENCE = re.compile(r"---[ \t]*(\r\n|[\r\n]|\Z)")
_CLOSING_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_FIELDS_ALONE = re.compile(r"kind:[^\n]*\n(?:[^\n]+\n)*?---[ \t]*(?:\n|\Z)")
_LATE_FENCE = re.compile(r"^(?:[^\S\n]|[\ufeff\u200b])*(---)[ \t]*\n[a-z_$]+:\s", re.MULTILINE)
_LINE = re.compile(r"^.*", re.MULTILINE)
# What people and word processors write for ---: marks of other formats, dashes, and --- with something in its line.
_WRONG_FENCE = re.compile(
    r"(?P<indent>[ \t]+)---|---[ \t]*(?P<text>[^-\s].*)"
    r"|--|-{4,}|[*]{3,}|={3,}|_{3,}|[+]{3,}|[.]{3}|-*[\u2010-\u2015][\u2010-\u2015-]*"
)
# A line that is not blank, or the marker of a list inside another on the same line.
_BODY_LINE = re.compile(r"^[^\S\r\n]*+\S|(?<=\s)(?:[-+*>]|[0-9]{1,9}[.)])(?=\s)|(?<=\r)[^\S\r\n]*+\S", re.MULTILINE)
_SECOND_DOCUMENT = re.compile(r"(?<![^\r\n])---[ \t]*+[\r\n](?:\s|#[^\r\n]*+[\r\n])*+kind:[ \t]")
_FIELD = re.compile(r"\s*[a-z_$]+:\s")
_SENTENCE_WITH_COLON = re.compile(r"[^\s:]+(?: [^\s:]+){2,}:")
_FIELD_OR_INDENTED = re.compile(
    r"[ \t?&!%{}\]]|\[(?![^\]]*\]\()|(?:[\w$-]+|\"[^\"]*\"|'[^']*')[ \t]*:(?:[ \t]|$)|[\"'][^\"']*$"
)


class _Parts(NamedTuple):
    """The front matter of a file, from its offset to its end, and the offset of the body."""

    start: int
    end: int
    body_start: int
    late: slice = slice(0, 0)  # a line --- in the body that belongs before it, and so is not part of the prose


class _WrongEnd(NamedTuple):
    """A line that ends the front matter, although it is not ---."""

    parts: _Parts
    problem: Problem
    is_fence: bool  # whether it was probably meant to be ---; otherwise it is prose


def parse(text: str, kind: str | None = None, *, recover: bool = True) -> tuple[object, list[Problem]]:
    """The value of a Markdown text, and its problems.

    Args:
        text: The text.
        kind: The kind of a document that does not say its kind.
        recover: Whether syntax errors of the front matter are corrected where the correction is certain.

    Raises:
        UnreadableError: The front matter is missing, unclear or not YAML.
    """
    parts, problems = nodes(text, kind, recover=recover)
    return value_of(parts, text, problems), problems


def nodes(text: str, kind: str | None = None, *, recover: bool = True) -> tuple[list[Node], list[Problem]]:
    """The nodes of a Markdown text, with the prose as one more field, and its problems.

    Raises:
        UnreadableError: The front matter is missing, unclear or not YAML.
    """
    fence_problems: list[Problem] = []
    parts = _split(text, fence_problems)
    # What is not front matter is blank, so that offsets are those of the file.
    front_matter = _NOT_LINE_BREAK.sub(" ", text[: parts.start]) + text[parts.start : parts.end]
    try:
        fields, problems = _yaml.nodes(front_matter, recover=recover)
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
        end = len(text)
        if second := _SECOND_DOCUMENT.search(text, parts.body_start):
            end = second.start()
            suggestion = "put what follows into a file of its own"
            message = "second document in one file"
            problems.append(problem_at("MLC009", message, suggestion, end, end + 3, is_recoverable=True))
        prose = text[: parts.late.start] + " " * len(text[parts.late]) + text[parts.late.stop : end]
        fields[-1:-1] = _prose(prose, parts.body_start, str(value.get("kind") or kind or ""))
    return fields, fence_problems + problems


def _prose(text: str, offset: int, kind: str) -> Iterator[Node]:
    """The nodes of the body, which begins at an offset."""
    if sum(1 for _ in islice(_BODY_LINE.finditer(text, offset), MAX_BODY_LINES + 1)) > MAX_BODY_LINES:
        message = sentence("the text has more than {limit:,} lines or items of lists", limit=MAX_BODY_LINES)
        raise UnreadableError([problem_at("MLC002", message, "split it into several files", offset, offset)])
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
    """The front matter and the body of a file; adds what is wrong with the fences to the problems.

    A line --- may be a thematic break of the prose. It ends the front matter only if no line before it does.
    """
    lines = _with_line_feeds(text)
    beginning = _beginning(text, lines, found)
    closing = _CLOSING_FENCE.search(lines, beginning)
    closed = _Parts(beginning, closing.start(), closing.end()) if closing else None
    before = lines[: closed.end] if closed else lines
    late = closing.span() if closing and not _SECOND_DOCUMENT.match(text, closing.start()) else (0, 0)
    ends = list(islice(_wrong_ends(before, beginning, slice(*late), is_closed=bool(closed)), MAX_FENCES_TRIED))
    is_readable = ends and closed and _is_readable(text, closed)
    for end in ends:
        if not closed or (not (end.is_fence and is_readable) and _is_readable(text, end.parts)):
            found.append(end.problem)
            return end.parts
    if closed:
        return closed
    message, suggestion = "the front matter is not closed", "add a line --- after the fields"
    raise UnreadableError([*found, problem_at("MLC011", message, suggestion, 0, beginning)])


def _wrong_ends(lines: str, beginning: int, late: slice, *, is_closed: bool) -> Iterator[_WrongEnd]:
    """The lines before the line --- that may be the first after the front matter.

    Args:
        lines: The text before that line.
        beginning: The offset of the front matter.
        late: That line, unless it begins a second document.
        is_closed: Whether there is such a line.
    """
    last = comment = None
    is_after_blank = False
    for line in _LINE.finditer(lines, beginning):
        content = line[0].rstrip()
        if not content or content[0] == "#":  # a comment of YAML, or a heading of the prose
            comment = comment or (line if content and is_after_blank else None)
            is_after_blank = is_after_blank or not content
            continue
        if fence := _WRONG_FENCE.fullmatch(content):
            parts = _Parts(beginning, line.start(), line.end() - len(fence["text"] or ""))
            yield _WrongEnd(parts, _wrong_fence(fence, line.start(), is_opening=False), is_fence=True)
        elif last and _is_prose(content, last[0], is_separate=is_after_blank or not is_closed):
            first = comment or line
            start, end = first.start(), first.start() + len(first[0].rstrip())
            template = "write --- after line {number}" + (" instead of in line {late}" if late.stop else "")
            number = 1 + lines.count("\n", 0, last.end())
            suggestion = sentence(template, number=number, late=1 + lines.count("\n"))
            message = "the front matter is not closed"
            problem = problem_at("MLC011", message, suggestion, start, end, is_recoverable=True)
            yield _WrongEnd(_Parts(beginning, start, start, late), problem, is_fence=False)
        last, comment, is_after_blank = line, None, False


def _is_prose(line: str, last: str, *, is_separate: bool) -> bool:
    """Whether a line is not part of the front matter.

    Args:
        line: The line.
        last: The last line before it, which is part of the front matter.
        is_separate: Whether it does not need to look like a sentence with a colon.
    """
    if line.startswith("- "):
        return is_separate and not last.startswith((" ", "-")) and not last.rstrip().endswith(":")
    return not _FIELD_OR_INDENTED.match(line) and (is_separate or bool(_SENTENCE_WITH_COLON.match(line)))


def _is_readable(text: str, parts: _Parts) -> bool:
    try:
        _, problems = _yaml.nodes(text[parts.start : parts.end])
    except UnreadableError:
        return False
    return all(problem.is_recoverable for problem in problems)


def _wrong_fence(fence: re.Match[str], start: int, *, is_opening: bool) -> Problem:
    """The problem of a line in place of ---."""
    text = fence["text"] or ""
    is_field = is_opening and bool(_FIELD.match(text))
    message = sentence(
        "{line!r} does not {what} the front matter", line=fence[0], what="begin" if is_opening else "end"
    )
    suggestion = "write --- instead"
    if fence["indent"]:
        message, suggestion = sentence("white space before ---"), "remove it"
    elif text:
        message = sentence("text after ---")
        suggestion = "move it to the next line" if is_field or not is_opening else "remove it"
    end = start + len(fence[0])
    return problem_at("MLC011", message, suggestion, start, end, is_recoverable=not is_field)


def _beginning(text: str, lines: str, found: list[Problem]) -> int:
    """The offset of the front matter; adds what is wrong with the opening fence to the problems."""
    if opening := _FENCE.match(text):
        return opening.end()
    if not text.strip():
        raise UnreadableError([problem_at("MLC004", "the file is empty", "write a document into it")])
    first, _, below = lines.partition("\n")
    fence = _WRONG_FENCE.fullmatch(first.rstrip())
    if fence and not fence["indent"] and (_FIELD.match(below) or _FIELD.match(fence["text"] or "")):
        found.append(_wrong_fence(fence, 0, is_opening=True))
        return len(first)
    if _FIELDS_ALONE.match(lines):
        message = "the front matter has no opening line"
        found.append(problem_at("MLC011", message, "add a line --- before the fields", 0, 1, is_recoverable=True))
        return 0
    if opening := _LATE_FENCE.search(lines):
        message = "the front matter does not begin in the first line, at its first character"
        if any(character.isprintable() and character != " " for character in lines[: opening.start(1)]):
            suggestion = "move the text before --- below the front matter"
            raise UnreadableError([problem_at("MLC011", message, suggestion, 0, 1)])
        suggestion = "remove the white space before ---"
        found.append(problem_at("MLC011", message, suggestion, *opening.span(1), is_recoverable=True))
        return opening.end(1)
    suggestion = "begin the file with a line ---, the fields as YAML, and another line ---"
    raise UnreadableError([problem_at("MLC011", "missing front matter", suggestion, 0, 1)])


def _with_line_feeds(text: str) -> str:
    """The text, of the same length, with a line feed for every other line break."""
    return text.replace("\r\n", " \n").replace("\r", "\n")
