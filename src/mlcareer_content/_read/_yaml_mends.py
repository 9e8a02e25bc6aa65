"""YAML in which a slip is replaced by what was probably meant, so that the rest of the document can be read.

Only where a line shows by itself what was meant; whatever could be two things
is left as it is, and nothing behind it is told before it is mended.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from ._faults import Fault
from ._yaml_draft import Draft, Line

_NO_SPACE = re.compile(r" *(?:- +)*[a-z_]+[0-9]*:(?=[^\s/:])")
_FIELD = re.compile("[a-z_]+[0-9]*")
_LINK_OR_EMPHASIS = re.compile(r"\[[^][]*\]\(|\*+[^*\s][^*]*\*|[@`%]")
_QUOTED_AND_MORE = re.compile(r"""'[^']*'[^\s,:#].*|"[^"\\]*"[^\S\n]*[^\s,:#].*|'[^']*'\s+[^\s,:#].*""")
_COLON = re.compile(":( |$)")
_TEXTS = re.compile(r"[|>][-+0-9]*[ \t]*(#.*)?$", re.MULTILINE)
_LONGEST = 200  # what is to be written has to be there in full
_SHORT_TEXT = 60
_MOST_LINES = 100

TAB, SPACES = "a tab indents this line", "indent with spaces"
NOT_CLOSED = "this quotation mark or bracket is not closed"
COLON = "a colon is not understood here"
LEFT_OPEN = ("found unexpected end of stream", "did not find expected ',' or")
_QUOTES = ('"', "'")


def opening_of(error: Any, text: str) -> int | None:
    """Where the quotation mark or bracket stands that is not closed, if that is what is wrong."""
    mark = error.problem_mark or error.context_mark
    if (opening := _opening_above(text, mark.index if mark else 0)) is not None:
        return opening
    if error.context_mark and any(sign in str(error.problem) for sign in LEFT_OPEN):
        at: int = error.context_mark.index
        return at
    return None


def _opening_above(text: str, at: int) -> int | None:
    """Where a text in quotes begins that ends before a place, if that is in a line further up."""
    mark = text[at - 1 : at]
    opening = text.rfind(mark, 0, at - 1) if mark in _QUOTES else -1
    return opening if opening >= 0 and "\n" in text[opening:at] else None


class _Slip(NamedTuple):
    """Where a parser gave up.

    Attributes:
        at: The offset.
        opening: The offset of the quotation mark or bracket that is not closed, if that is what is wrong.
        problem: What the parser says.
    """

    at: int
    opening: int | None
    problem: str


def mended(draft: Draft, error: Any) -> list[Fault] | None:
    """Mend the slip at which a parser gave up; what is new of it to tell, and nothing where it is not known how.

    Args:
        draft: The text.
        error: What the parser says.
    """
    mark = getattr(error, "problem_mark", None)
    if not mark or mark.index < draft.at:
        return None
    draft.at = min(mark.index, len(draft.text) - 1)
    if draft.is_stuck(draft.at):
        return None
    slip = _Slip(draft.at, opening_of(error, draft.text), str(error.problem))
    found = next((found for mend in _MENDS if (found := mend(draft, slip))), None)
    return draft.tell(found) if found else None


def _tabs(draft: Draft, slip: _Slip) -> list[Fault]:
    """Spaces for tabs that indent: in this line and, where no block of text may hold them, in those below."""
    found: list[Fault] = []
    line: Line | None = draft.line(slip.at)
    is_alone = bool(_TEXTS.search(draft.text))
    while line and (found or "\t" in line.found["indent"]) and len(found) < _MOST_LINES:
        if (at := line.found["indent"].find("\t")) >= 0:
            found.append(draft.fault(TAB, SPACES, line.start + at))
            draft.indent(line, line.indent)
        line = None if is_alone else draft.below(line)
    return found


def _open_quote(draft: Draft, slip: _Slip) -> list[Fault]:
    """A closing quotation mark at the end of the line, where the next one begins something else."""
    if slip.opening is None:
        return []
    line = draft.line(slip.opening)
    mark, text = draft.text[slip.opening], line.text
    below = draft.below(line)
    is_end = below is None or (below.indent <= line.column and (below.found["key"] or below.found["dashes"]))
    is_end = is_end and bool(line.found["key"] or line.found["dashes"])
    if slip.opening != line.text_start or mark not in "\"'" or mark in text[1:] or not is_end:
        return []
    _put(draft, line, line.text_start + len(text), _quoted(text[1:].strip()))
    return [draft.fault(NOT_CLOSED, f"close it: {_shown(draft, line)}", slip.opening)]


def _missing_space(draft: Draft, slip: _Slip) -> list[Fault]:
    """A space behind the colon of a key, in this line or in the last one above."""
    line = draft.line(slip.at)
    lines = [line, draft.above(line)] if "mapping" in slip.problem or "find expected ':'" in slip.problem else []
    for one in lines:
        found = _NO_SPACE.match(draft.text, one.start, one.end) if one else None
        if one and found and not one.found["key"]:
            draft.replace(found.end(), found.end(), " ")
            cure = f"write: {_shown(draft, one)}"
            return [draft.fault("a space is missing behind this colon", cure, found.end() - 1)]
    return []


def _deep_key(draft: Draft, slip: _Slip) -> list[Fault]:
    """A key that is indented further than the key above, which has a short text."""
    line = draft.line(slip.at)
    above = draft.above(line)
    if "mapping values" not in slip.problem or not above or not above.found["key"] or _COLON.search(line.text):
        return []
    is_key = _FIELD.fullmatch(line.found["key"] or "") and not line.found["dashes"]
    is_text = above.text and len(above.text) <= _SHORT_TEXT and above.text[0] not in "|>\"'"
    return _aligned_key(draft, line, above.column) if is_key and is_text and line.indent > above.column else []


def _shallow_key(draft: Draft, slip: _Slip) -> list[Fault]:
    """A key that stands between the dash of its item and the key behind the dash."""
    line = draft.line(slip.at)
    above = draft.above(line)
    if not above or not line.found["key"] or line.found["dashes"] or not above.found["key"]:
        return []
    is_between = above.found["dashes"] and above.column - 2 < line.indent < above.column
    return _aligned_key(draft, line, above.column) if is_between else []


def _first_key(draft: Draft, slip: _Slip) -> list[Fault]:
    """The first key of all, which alone is indented."""
    line = draft.line(slip.at)
    above = draft.above(line)
    is_first = above is not None and draft.above(above) is None and "document start" in slip.problem
    if not above or not is_first or not line.found["key"] or not above.found["key"] or above.found["dashes"]:
        return []
    return _aligned_key(draft, above, line.indent)


def _aligned_key(draft: Draft, line: Line, column: int) -> list[Fault]:
    start = line.start + line.indent
    fault = draft.fault("this key is not indented like the others", "begin them in the same column", start)
    draft.indent(line, column)
    return [fault]


def _dash(draft: Draft, slip: _Slip) -> list[Fault]:
    """An item of a list that is not indented like the last one above."""
    line = draft.line(slip.at)
    above = draft.above(line) if line.found["dashes"] else None
    while above and not above.found["dashes"] and above.indent > 0:
        above = draft.above(above)
    if not above or not above.found["dashes"] or above.indent == line.indent or slip.at > line.start + line.indent:
        return []
    start, width = line.start + line.indent, above.indent - line.indent
    message = "this item is not indented like the one above"
    fault = draft.fault(message, "begin the dashes of a list in the same column", start)
    for _ in range(_MOST_LINES):
        draft.indent(line, line.indent + width)
        inner = draft.below(draft.line(line.start))
        if not inner or inner.indent <= start - line.start:
            break
        line = inner
    return [fault]


def _unquoted(draft: Draft, slip: _Slip) -> list[Fault]:
    """Quotes around a text that is none without them."""
    line = draft.line(slip.at)
    end = _end_of_text(draft, line)
    text = draft.text[line.text_start : end].rstrip() if end else ""
    told = _needs_quotes(text, slip, line) if line.found["key"] or line.found["dashes"] else None
    if not told:
        return []
    message, text = told
    at = slip.at if message == COLON else line.text_start
    fault = draft.fault(message, "", at)
    _put(draft, line, line.text_start + len(draft.text[line.text_start : end].rstrip()), _quoted(text))
    return [fault._replace(suggestion=f"write: {_shown(draft, line)}")]


def _needs_quotes(text: str, slip: _Slip, line: Line) -> tuple[str, str] | None:
    """What is wrong with a text that lacks quotes, and the text that was meant, if it is sure."""
    if _LINK_OR_EMPHASIS.match(text):
        return "a text that begins in this way needs quotes", text
    if _QUOTED_AND_MORE.fullmatch(text) and "\n" not in text:
        is_inside = text[-1] == text[0] and len(text) > 1
        message = "there is something behind the closing quotation mark or bracket"
        return message, text[1:-1] if is_inside else text
    if "mapping values" not in slip.problem or text[:1] in "\"'[{|>&!#*?" or slip.at < line.text_start:
        return None
    before = re.split(r"\s", text[: slip.at - line.text_start])[-1]
    is_field = _FIELD.fullmatch(before) and " " not in text[: slip.at - line.text_start]
    return None if is_field else (COLON, text)


def _end_of_text(draft: Draft, line: Line) -> int | None:
    """Where the text ends that a line begins; nothing where the lines below may be something else."""
    last = line
    while (below := draft.below(last)) and below.indent > line.column:
        if below.found["dashes"] or (below.found["key"] and _FIELD.fullmatch(below.found["key"])):
            return None
        last = below
    return line.text_start + len(line.text) if last == line else last.end


def _put(draft: Draft, line: Line, end: int, text: str) -> None:
    """Put a text in quotes in the place of the text of a line; what is the same in both keeps its place."""
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
    """A text in quotes of YAML."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _shown(draft: Draft, line: Line) -> str:
    """A line as it was mended, cut if it is long."""
    end = draft.text.find("\n", line.start)
    written = draft.text[line.start : end if end >= 0 else len(draft.text)].strip()
    last = written[-1:] if written[-1:] in "\"'" else ""
    return written if len(written) <= _LONGEST else f"{written[:_LONGEST]}…{last}"


_MENDS: tuple[Callable[[Draft, _Slip], list[Fault]], ...] = (
    _tabs,
    _open_quote,
    _missing_space,
    _deep_key,
    _shallow_key,
    _first_key,
    _dash,
    _unquoted,
)
