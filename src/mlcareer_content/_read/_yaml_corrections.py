"""Correct YAML syntax errors, so that one run reports what is wrong after them too.

A correction is made only where the line itself shows what is right. Where it
could be two things, reading stops at the error.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from attrs import evolve

from .._limits import MAX_CORRECTED_LINES
from .._sentence import Sentence, sentence
from ..problems import Problem
from ._yaml_draft import Draft, Line

_NO_SPACE = re.compile(r" *(?:- +)*[a-z_]+[0-9]*:(?=[^\s/:])")
_FIELD = re.compile("[a-z_]+[0-9]*")
_LINK_OR_EMPHASIS = re.compile(r"\[[^][]*\]\(|\*+[^*\s][^*]*\*|[@`%]")
_QUOTED_AND_MORE = re.compile(r"""'[^']*'[^\s,:#].*|"[^"\\]*"[^\S\n]*[^\s,:#].*|'[^']*'\s+[^\s,:#].*""")
_COLON = re.compile(":( |$)")
_TEXTS = re.compile(r"[|>][-+0-9]*[ \t]*(#.*)?$", re.MULTILINE)
_MAX_LINE_SHOWN = 200
_MAX_SHORT_TEXT = 60

TAB, SPACES = "tab in indentation", "indent with spaces"
UNCLOSED = "unclosed quotation mark or bracket"
AFTER_CLOSING = "unexpected text after the closing quotation mark or bracket"
COLON = "unexpected colon"
LEFT_OPEN = ("found unexpected end of stream", "did not find expected ',' or")
_QUOTES = ('"', "'")


def opening_of(error: Any, text: str) -> int | None:
    """The offset of the quotation mark or bracket that is not closed, if that is the error."""
    mark = error.problem_mark or error.context_mark
    if (opening := _opening_above(text, mark.index if mark else 0)) is not None:
        return opening
    if error.context_mark and any(sign in str(error.problem) for sign in LEFT_OPEN):
        at: int = error.context_mark.index
        return at
    return None


def _opening_above(text: str, at: int) -> int | None:
    """The offset at which a quoted text begins that ends before an offset, if it begins in an earlier line."""
    mark = text[at - 1 : at]
    opening = text.rfind(mark, 0, at - 1) if mark in _QUOTES else -1
    return opening if opening >= 0 and "\n" in text[opening:at] else None


class _SyntaxError(NamedTuple):
    """An error of the parser.

    Attributes:
        at: The offset.
        opening: The offset of the quotation mark or bracket that is not closed, if that is the error.
        problem: The words of the parser.
    """

    at: int
    opening: int | None
    problem: str


def correct(draft: Draft, error: Any) -> list[Problem] | None:
    """Correct the error at which a parser stopped.

    Args:
        draft: The text, which is changed.
        error: The error of the parser.

    Returns:
        The problems that were not reported before; none where no correction is certain.
    """
    mark = getattr(error, "problem_mark", None)
    if not mark or mark.index < draft.at:
        return None
    draft.at = min(mark.index, len(draft.text) - 1)
    if draft.is_stuck(draft.at):
        return None
    syntax_error = _SyntaxError(draft.at, opening_of(error, draft.text), str(error.problem))
    found = next((found for correction in _CORRECTIONS if (found := correction(draft, syntax_error))), None)
    return draft.unreported(found) if found else None


def _tabs(draft: Draft, error: _SyntaxError) -> list[Problem]:
    """Replace tabs in the indentation of a line and, where no block scalar may contain them, of those below."""
    found: list[Problem] = []
    line: Line | None = draft.line(error.at)
    is_alone = bool(_TEXTS.search(draft.text))
    while line and (found or "\t" in line.found["indent"]) and len(found) < MAX_CORRECTED_LINES:
        if (at := line.found["indent"].find("\t")) >= 0:
            found.append(draft.problem(TAB, SPACES, line.start + at))
            draft.indent(line, line.indent)
        line = None if is_alone else draft.below(line)
    return found


def _open_quote(draft: Draft, error: _SyntaxError) -> list[Problem]:
    """Add a closing quotation mark at the end of the line, if the next line begins something else."""
    if error.opening is None:
        return []
    line = draft.line(error.opening)
    mark, text = draft.text[error.opening], line.text
    below = draft.below(line)
    is_end = below is None or (below.indent <= line.column and (below.found["key"] or below.found["dashes"]))
    is_end = is_end and bool(line.found["key"] or line.found["dashes"])
    if error.opening != line.text_start or mark not in "\"'" or mark in text[1:] or not is_end:
        return []
    _put(draft, line, line.text_start + len(text), _quoted(text[1:].strip()))
    return [draft.problem(UNCLOSED, sentence("close it: {line}", line=_shown(draft, line)), error.opening)]


def _missing_space(draft: Draft, error: _SyntaxError) -> list[Problem]:
    """Add a space after the colon of a key, in this line or in the one above."""
    line = draft.line(error.at)
    lines = [line, draft.above(line)] if "mapping" in error.problem or "find expected ':'" in error.problem else []
    for one in lines:
        found = _NO_SPACE.match(draft.text, one.start, one.end) if one else None
        if one and found and not one.found["key"]:
            draft.replace(found.end(), found.end(), " ")
            return [draft.problem("missing space after this colon", _write(draft, one), found.end() - 1)]
    return []


def _deep_key(draft: Draft, error: _SyntaxError) -> list[Problem]:
    """Align a key that is indented further than the key above, which has a short text."""
    line = draft.line(error.at)
    above = draft.above(line)
    if "mapping values" not in error.problem or not above or not above.found["key"] or _COLON.search(line.text):
        return []
    is_key = _FIELD.fullmatch(line.found["key"] or "") and not line.found["dashes"]
    is_text = above.text and len(above.text) <= _MAX_SHORT_TEXT and above.text[0] not in "|>\"'"
    return _aligned_key(draft, line, above.column) if is_key and is_text and line.indent > above.column else []


def _shallow_key(draft: Draft, error: _SyntaxError) -> list[Problem]:
    """Align a key whose column is between the dash of its item and the first key of the item."""
    line = draft.line(error.at)
    above = draft.above(line)
    if not above or not line.found["key"] or line.found["dashes"] or not above.found["key"]:
        return []
    is_between = above.found["dashes"] and above.column - 2 < line.indent < above.column
    return _aligned_key(draft, line, above.column) if is_between else []


def _first_key(draft: Draft, error: _SyntaxError) -> list[Problem]:
    """Align the first key of the document, if only that is indented."""
    line = draft.line(error.at)
    above = draft.above(line)
    is_first = above is not None and draft.above(above) is None and "document start" in error.problem
    if not above or not is_first or not line.found["key"] or not above.found["key"] or above.found["dashes"]:
        return []
    return _aligned_key(draft, above, line.indent)


def _aligned_key(draft: Draft, line: Line, column: int) -> list[Problem]:
    start = line.start + line.indent
    found = draft.problem("wrong indentation of a key", "begin all keys of an object in the same column", start)
    draft.indent(line, column)
    return [found]


def _dash(draft: Draft, error: _SyntaxError) -> list[Problem]:
    """Align an item of a list that is not indented like the item above."""
    line = draft.line(error.at)
    above = draft.above(line) if line.found["dashes"] else None
    while above and not above.found["dashes"] and above.indent > 0:
        above = draft.above(above)
    if not above or not above.found["dashes"] or above.indent == line.indent or error.at > line.start + line.indent:
        return []
    start, width = line.start + line.indent, above.indent - line.indent
    message = "wrong indentation of a list item"
    found = draft.problem(message, "begin the dashes of a list in the same column", start)
    for _ in range(MAX_CORRECTED_LINES):
        draft.indent(line, line.indent + width)
        inner = draft.below(draft.line(line.start))
        if not inner or inner.indent <= start - line.start:
            break
        line = inner
    return [found]


def _unquoted(draft: Draft, error: _SyntaxError) -> list[Problem]:
    """Quote a text that needs quotes."""
    line = draft.line(error.at)
    end = _end_of_text(draft, line)
    text = draft.text[line.text_start : end].rstrip() if end else ""
    needed = _needs_quotes(text, error, line) if line.found["key"] or line.found["dashes"] else None
    if not needed:
        return []
    message, text = needed
    at = error.at if message == COLON else line.text_start
    found = draft.problem(message, None, at)
    _put(draft, line, line.text_start + len(draft.text[line.text_start : end].rstrip()), _quoted(text))
    return [evolve(found, suggestion=_write(draft, line))]


def _needs_quotes(text: str, error: _SyntaxError, line: Line) -> tuple[str, str] | None:
    """What is wrong with a text that needs quotes, and the text to put into them, if that is certain."""
    if _LINK_OR_EMPHASIS.match(text):
        return "a text that begins like this needs quotes", text
    if _QUOTED_AND_MORE.fullmatch(text) and "\n" not in text:
        is_inside = text[-1] == text[0] and len(text) > 1
        return AFTER_CLOSING, text[1:-1] if is_inside else text
    if "mapping values" not in error.problem or text[:1] in "\"'[{|>&!#*?" or error.at < line.text_start:
        return None
    before = re.split(r"\s", text[: error.at - line.text_start])[-1]
    is_field = _FIELD.fullmatch(before) and " " not in text[: error.at - line.text_start]
    return None if is_field else (COLON, text)


def _end_of_text(draft: Draft, line: Line) -> int | None:
    """The end of the text that a line begins; none where the lines below may be something else."""
    last = line
    while (below := draft.below(last)) and below.indent > line.column:
        if below.found["dashes"] or (below.found["key"] and _FIELD.fullmatch(below.found["key"])):
            return None
        last = below
    return line.text_start + len(line.text) if last == line else last.end


def _put(draft: Draft, line: Line, end: int, text: str) -> None:
    """Replace the text of a line by a quoted text; characters that are in both keep their offsets."""
    start = line.text_start
    written = draft.text[start:end]
    if text[1:-1] == written:
        draft.replace(end, end, text[-1])
        draft.replace(start, start, text[0])
    elif text[1:-1] == written[1:] and text[0] == written[0]:
        draft.replace(end, end, text[-1])
    else:
        draft.replace(start, end, text)


def _quoted(text: str) -> str:
    """A text in YAML quotes."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _write(draft: Draft, line: Line) -> Sentence:
    return sentence("write: {line}", line=_shown(draft, line))


def _shown(draft: Draft, line: Line) -> str:
    """A line after correction, cut if it is long."""
    end = draft.text.find("\n", line.start)
    written = draft.text[line.start : end if end >= 0 else len(draft.text)].strip()
    last = written[-1:] if written[-1:] in "\"'" else ""
    return written if len(written) <= _MAX_LINE_SHOWN else f"{written[:_MAX_LINE_SHOWN]}…{last}"


_CORRECTIONS: tuple[Callable[[Draft, _SyntaxError], list[Problem]], ...] = (
    _tabs,
    _open_quote,
    _missing_space,
    _deep_key,
    _shallow_key,
    _first_key,
    _dash,
    _unquoted,
)
