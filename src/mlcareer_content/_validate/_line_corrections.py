"""Find the one line that is wrong, if changing it makes several problems of a document disappear.

A parser reports a wrong line where the text stops making sense, once for every
line below. So lines near the problems are written as they were probably meant,
and the document is checked again with each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from .._entries import KINDS
from .._fields import is_list_by_name
from .._limits import MAX_CHARACTERS_CORRECTED, MAX_LINE_LENGTH_CORRECTED, MAX_LINES_CORRECTED, MAX_PROBLEMS
from .._read import Document, Edit
from .._schemas import definition
from .._sentence import Text, sentence
from ..problems import Problem

# What is wrong with the text, and not with a value: syntax, a duplicate key, other parts of YAML, front matter.
_READING = ("MLC004", "MLC005", "MLC009", "MLC011")
# Fields and values that are not where they belong.
_STRUCTURE = ("MLC102", "MLC103")
_FEW = 2
_LINES_NEAR = 3  # with a problem, near which the wrong line is looked for
_LONGEST_SHOWN = 200
_RETURN = re.compile(r"\r(?!\n)")  # which ends a line in YAML, but not in most editors
_LINE = re.compile(r"(?P<indent> *)(?P<dashes>(?:- +)*)(?:(?P<key>[a-z_]+[0-9]*):(?=\s|\Z))?(?P<text>.*)", re.DOTALL)
_WRONG_DASH = re.compile(r"( *)(?:--+ *|- {2,}|[_~=*+>] +|-(?=[a-z_]+[0-9]*:(?:\s|\Z)))")
_LETTER_AFTER_DASH = re.compile(r"( *)-[^\s-](?=[a-z_]+[0-9]*:(?:\s|\Z))")
_WRONG_COLON = re.compile(r"( *(?:- +)*)([a-z_]+):([a-z])(?=\s)")
_NO_COLON = re.compile(r"( *(?:- +)*)([A-Za-z_]+[0-9]*)[;,.=]?(?:\s+(?=[^\s:])|\s*\Z)")
_SPACE_BEFORE_COLON = re.compile(r"( *(?:- +)*[a-z_]+[0-9]*) +:(?=\S)")
_ITEM_AFTER_KEY = re.compile(r"( *)(?:- +)*[a-z_]+[0-9]*:(?= *- )")
_FIELD_IN_TEXT = re.compile(r"(?:- +)?(?P<name>[a-z_]+[0-9]*):(?=\s|\Z)")
_UNCLOSED_KEY = re.compile(r'(\s*"[a-z_]+[0-9]*)(?=:)')
# An odd number of quotation marks, and the brackets and the comma after the last text.
_UNCLOSED_STRING = re.compile(r'((?:[^"\\]*"[^"\\]*")*[^"\\]*"[^"\\]*?[^]},\s"\\])([]},\s]*)')
_FENCE = re.compile(r".*\S[ \t]*(?=---\s*\Z)")


class LineCorrection(NamedTuple):
    """A problem that stands for several, and the edit that makes them disappear."""

    problem: Problem
    edit: Edit


class _Candidate(NamedTuple):
    """Some lines as they were probably meant."""

    message: Text
    lines: list[str]  # the new lines
    first: int  # the index of the first old one
    replaced: int  # how many old lines
    suggestion: Text | None = None  # if it is not to write the new line


def line_correction(
    document: Document, problems: Sequence[Problem], count: Callable[[Edit], int | None]
) -> LineCorrection | None:
    """The correction of one line that leaves the fewest problems, if it explains more than one.

    Args:
        document: The document.
        problems: Its problems.
        count: The number of problems that are left after an edit; none if the text is invalid.
    """
    if _RETURN.search(document.text):
        return None
    lines = _Lines(document)
    most = min(MAX_LINES_CORRECTED, MAX_CHARACTERS_CORRECTED // (len(document.text) + 1))
    best, fewest = None, max(len(problems) - 1, 1)
    for candidate in islice(lines.candidates(problems), most):
        edit = lines.edit(candidate)
        left = count(edit)
        if left is not None and left < fewest:
            best, fewest = (candidate, edit), left
            if not left:
                break
    return LineCorrection(lines.problem(*best), best[1]) if best else None


def may_have_one_cause(problems: Sequence[Problem]) -> bool:
    """Whether some problems may have one cause, or one of them ends reading."""
    if len(problems) > MAX_PROBLEMS:
        return False
    if len(problems) < _FEW:
        return any(one.code in _READING and not one.is_recoverable for one in problems)
    is_syntax = any(one.code in _READING for one in problems)
    is_one_place = len({(one.line, one.column) for one in problems}) == 1
    structure = sum(one.code in _STRUCTURE for one in problems)
    return is_syntax or is_one_place or structure >= _FEW or (structure > 0 and len(problems) > _FEW)


class _Lines:
    """The lines of a document, and how those near a problem were probably meant."""

    def __init__(self, document: Document) -> None:
        self._lines = document.text.split("\n")
        self._first_line = document.source.line
        self._kind = str(document.kind)
        self._is_json = document.source.format == "json"

    def edit(self, candidate: _Candidate) -> Edit:
        """The edit of the document for a candidate: what the old and the new lines do not share."""
        start = sum(len(line) + 1 for line in self._lines[: candidate.first])
        old = "\n".join(self._lines[candidate.first : candidate.first + candidate.replaced])
        new = "\n".join(candidate.lines)
        if candidate.replaced and not candidate.lines:
            return Edit(start, start + len(old) + 1, "")
        if not candidate.replaced:
            return Edit(start, start, f"{new}\n")
        same = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
        return Edit(start + same, start + len(old), new[same:])

    def problem(self, candidate: _Candidate, edit: Edit) -> Problem:
        """The problem of the lines that a candidate corrects."""
        suggestion = candidate.suggestion or sentence("write the line as {line}", line=_shown(candidate.lines[0]))
        span = edit.start, edit.start + 1
        return Problem(code="MLC004", message=candidate.message, suggestion=suggestion, span=span)

    def candidates(self, problems: Sequence[Problem]) -> Iterator[_Candidate]:
        """The lines near some problems as they were probably meant, each of them once, the likeliest first."""
        # A missing field is reported at its object, which may begin far above the wrong line.
        places = sorted((one.code == "MLC101", one.line - self._first_line) for one in problems if one.line)
        near: dict[int, None] = {}
        for number in list(dict.fromkeys(number for _, number in places))[:_LINES_NEAR]:
            near |= dict.fromkeys(each for each in (number, *self._above(number)) if self._is_short(each))
        for number in near:
            yield from self._of_json(number) if self._is_json else self._of_yaml(number)
        for number in near:
            yield from self._in_order(number)

    def _is_short(self, number: int) -> bool:
        """Whether a line is of a length that people write and patterns match fast."""
        return len(self._lines[number]) <= MAX_LINE_LENGTH_CORRECTED

    def _above(self, number: int) -> list[int]:
        """The index of the line above, if there is one that is not empty."""
        return [each for each in range(number - 1, -1, -1) if self._lines[each].strip()][:1]

    def _below(self, number: int) -> list[int]:
        return list(islice((each for each in range(number + 1, len(self._lines)) if self._lines[each].strip()), 1))

    def _of_json(self, number: int) -> Iterator[_Candidate]:
        if string := _UNCLOSED_STRING.fullmatch(self._lines[number]):
            yield _Candidate("unclosed string", [f'{string[1]}"{string[2]}'], number, 1)
        if key := _UNCLOSED_KEY.match(self._lines[number]):
            new = f'{key[1]}"{self._lines[number][key.end() :]}'
            yield _Candidate("unclosed key", [new], number, 1)

    def _in_order(self, number: int) -> Iterator[_Candidate]:
        """A line without its double, and some lines in another order."""
        for each in self._below(number):
            if self._lines[each] == self._lines[number]:
                yield _Candidate("duplicate line", [], each, 1, "remove it")
        for each in (*self._above(number), number, *self._below(number)):
            below = self._below(each)
            new = self._lines[each : each + 2][::-1]
            is_syntax = self._is_json or all(_matched(line)["key"] or _matched(line)["dashes"] for line in new)
            # A field that leaves the front matter becomes prose, of which little is checked.
            is_opening_fence = each == 0 and new[0].startswith("---")
            if below == [each + 1] and self._lines[each].strip() and (is_syntax or is_opening_fence):
                suggestion = sentence("write it below the next line: {line}", line=_shown(new[0]))
                yield _Candidate("two lines in the wrong order", new, each, 2, suggestion)

    def _of_yaml(self, number: int) -> Iterator[_Candidate]:
        line = self._lines[number]
        for pattern, replacement, message in _REPLACEMENTS:
            new = pattern.sub(replacement, line, count=1) if pattern.match(line) else line
            found = _matched(new)
            if new != line and (found["key"] in _names() if found["key"] else found["dashes"]):
                yield _Candidate(message, [new], number, 1)
        yield from self._with_dash(number)
        yield from self._indented(number)
        yield from self._split(number)
        yield from self._with_line_above(number)
        yield from self._below_key(number)

    def _with_dash(self, number: int) -> Iterator[_Candidate]:
        """A field as the first of a list item."""
        line = self._lines[number]
        found = _matched(line)
        if found["dashes"] or not found["key"]:
            return
        columns = [self._column(each) for each in self._below(number)] + [found.end("indent") + 1]
        for column in dict.fromkeys(columns):
            if column >= len("- "):
                new = f"{' ' * (column - 2)}- {line.lstrip(' ')}"
                yield _Candidate("missing dash of a list item", [new], number, 1)

    def _indented(self, number: int) -> Iterator[_Candidate]:
        """A line in the columns of the lines around it."""
        line = self._lines[number]
        found = _matched(line)
        own, width = found.end("indent"), len(found["dashes"])
        if not (width or found["key"]):
            return
        columns: dict[int, None] = {}
        for each in (*self._below(number), *self._above(number)):
            column, indent = self._column(each), _matched(self._lines[each]).end("indent")
            columns |= dict.fromkeys((column - width, indent, column, column + 2))
        columns |= dict.fromkeys(self._columns_around(number))
        # A line that is indented more than a text above it would become a part of that text.
        most = min(map(self._most_column, self._above(number)), default=0)
        for column in columns:
            if column != own and 0 <= column <= most:
                new = " " * column + line.lstrip(" ")
                yield _Candidate("wrong indentation", [new], number, 1)

    def _split(self, number: int) -> Iterator[_Candidate]:
        """Two lines of one, the second of which begins with a field, or ends the front matter."""
        line = self._lines[number]
        if fence := _FENCE.match(line):
            yield self._two_lines(number, line[: fence.end()], "---", sentence("--- is not on a line of its own"))
        columns = [self._column(each) for each in self._below(number)] + self._columns_around(number)
        if key := _ITEM_AFTER_KEY.match(line):
            for column in dict.fromkeys(self._indent(each) for each in (*self._below(number), number)):
                below = " " * column + line[key.end() :].lstrip(" ")
                yield self._two_lines(number, key[0], below, sentence("a list item begins on its own line"))
        for at in range(_matched(line).end("dashes") + 1, len(line)):
            second = _FIELD_IN_TEXT.match(line, at)
            if not second or second["name"] not in _names():
                continue
            width = second.start("name") - at
            for column in dict.fromkeys(column - width for column in columns if column >= width):
                below = " " * column + line[at:]
                yield self._two_lines(number, line[:at], below, sentence("two fields in one line"))

    def _two_lines(self, number: int, first: str, second: str, message: Text) -> _Candidate:
        suggestion = sentence("begin a new line here, and write it as {line}", line=_shown(second))
        return _Candidate(message, [first.rstrip(), second], number, 1, suggestion)

    def _with_line_above(self, number: int) -> Iterator[_Candidate]:
        """A line and the one above as one."""
        line = self._lines[number]
        for above in filter(self._is_short, self._above(number)):
            for between in ("", " "):
                new = self._lines[above].rstrip() + between + line.lstrip(" ")
                if (key := _matched(new)["key"]) and key != _matched(self._lines[above])["key"]:
                    suggestion = sentence("write one line: {line}", line=_shown(new))
                    yield _Candidate("line break inside a field", [new], above, number - above + 1, suggestion)

    def _below_key(self, number: int) -> Iterator[_Candidate]:
        """A list item below the name of a field of the document whose items have such a field."""
        found = _matched(self._lines[number])
        is_field = self._kind in KINDS and found["dashes"] and found["key"]
        for name, field in definition(self._kind)["properties"].items() if is_field else ():
            if found["key"] in field.get("items", {}).get("properties", ()):
                new = f"{name}:"
                suggestion = sentence("write the name of its field in a line above it: {line}", line=_shown(new))
                yield _Candidate("this list item belongs to another list", [new], number, 0, suggestion)

    def _columns_around(self, number: int) -> list[int]:
        """The columns in which a line, and the lines that contain it, begin."""
        columns = []
        outer = _LONGEST_SHOWN
        for each in islice(range(number, -1, -1), MAX_LINES_CORRECTED):
            if self._lines[each].strip() and self._indent(each) < outer:
                outer = self._indent(each)
                columns += [self._column(each), outer]
        return columns

    def _most_column(self, number: int) -> int:
        """The column in which a line below may begin at most."""
        found = _matched(self._lines[number])
        if not found["text"].strip():
            return _LONGEST_SHOWN
        return found.end("dashes") if found["key"] else found.end("indent")

    def _indent(self, number: int) -> int:
        return _matched(self._lines[number]).end("indent")

    def _column(self, number: int) -> int:
        """The column of the key or the text of a line, after its dashes."""
        return _matched(self._lines[number]).end("dashes")


@cache
def _names() -> frozenset[str]:
    """The names of all fields."""
    return frozenset([*is_list_by_name(), *definition("guide")["properties"]])


def _matched(line: str) -> re.Match[str]:
    return next(_LINE.finditer(line))  # the pattern matches every line


def _shown(line: str) -> str:
    """A line in quotation marks, so that its indentation is seen; cut if it is long."""
    line = line.rstrip()
    return f"“{line[:_LONGEST_SHOWN]}{'…' if len(line) > _LONGEST_SHOWN else ''}”"


_REPLACEMENTS = (
    (_WRONG_DASH, r"\1- ", "each list item begins with one dash and a space"),
    (_LETTER_AFTER_DASH, r"\1- ", "each list item begins with one dash and a space"),
    (_WRONG_COLON, r"\1\2\3:", "this colon is inside the name of a field"),
    (_NO_COLON, lambda found: f"{found[1]}{found[2].lower()}: ", "missing colon after a key"),
    (_SPACE_BEFORE_COLON, r"\1: ", "missing space after this colon"),
)
