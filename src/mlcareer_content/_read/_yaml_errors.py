"""Explain the syntax errors of a YAML parser in plain words, and correct those whose correction is certain.

A correction is certain only where the line itself shows what is right: a tab in
its indentation, a missing space after a colon, a text that needs quotes. At any
other error, reading stops.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from attrs import evolve

from .._fields import is_list_by_name
from .._limits import MAX_CORRECTED_LINES, MAX_SYNTAX_PROBLEMS
from .._sentence import Sentence, Text, sentence
from ..problems import Problem
from ._nodes import Node, problem_at, start_of
from ._yaml_characters import Lookalike, LookalikeError, line_break, list_marks, white_space

_TAB = "tab in indentation", "indent with spaces"
_COLON = (
    "unexpected colon",
    "put a text with a colon in quotes; begin each field on its own line, with a space after its colon",
)
_AFTER_CLOSING = "unexpected text after the closing quotation mark or bracket", "put quotes around the whole text"
_UNCLOSED = "unclosed quotation mark or bracket", "close it, or put the whole text in quotes"
_ANCHOR = "anchors and aliases are not supported", "put the text in quotes"
_ESCAPE = "invalid escape", "write \\\\ for a backslash"
_WRONG_COLUMN = "wrong indentation of a key", "begin all keys of an object in the same column"
# Patterns of the line above and the line itself, with \0 where the parser stopped.
_BY_CONTEXT = (
    (re.compile(r"\A(#[^\n]*)?\n\0\.\.\."), ("a line ... before the document", "remove it")),
    (re.compile(r"\A\.\.\.[ \t]*\n\0"), ("text after the end of the document", "remove the line ... above it")),
    (re.compile(r"\n\0(---|\.\.\.)"), ("a line --- or ... inside quotes", "close the quotes, or indent the line")),
    (re.compile(r"\n(\0%|%[A-Z]+\0)"), ("unsupported directive (%)", "remove it")),
    (re.compile(r"\n[ \t]*(- +)*\0:"), ("missing key before this colon", "write the name of a field before it")),
    (
        re.compile(r"[|>][-+0-9]*[ \t]+\0"),
        ("a text after | or > must begin on the next line", "move it to the next line"),
    ),
    (re.compile(r"[&*]\0"), _ANCHOR),
    (re.compile(r"\\[xuU][0-9A-Fa-f]*\0"), _ESCAPE),
    (re.compile(r"\n +(?:- +)*[\w-]+\0:"), _WRONG_COLUMN),
    (re.compile(r"\A +[\w$-]+:[^\n]*\n\0[\w$-]+|\n +\0[\w$-]+:([ \t\r]|\Z)"), _WRONG_COLUMN),
)
# The parser stops in a line without a colon, at its end or in the next line.
_NO_COLON = re.compile(r"[ \t]*+(?P<text>(?![\"'\[{&*!|>%@`?-])[^:#\n]*\w[^:#\n]*)$", re.MULTILINE)
_FOREIGN_COMMENT = re.compile("//|<!--|/[*]|;")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*\n\Z")
_NOT_INDENTED = "the text after | or > is not indented", "indent it with two spaces"
_MISSING_COLON = (
    "missing colon after a key",
    "write it as key: value, indent it if it belongs to the text in the line above, or remove it",
)
_IN_BRACKETS = (
    "missing comma in brackets",
    "write a comma between the items; put a text with a comma, a colon or a bracket in quotes",
)
_BY_CHARACTER = {
    "\t": _TAB,
    ":": _COLON,
    "\\": _ESCAPE,
    "-": ("unexpected list item", "begin each item on its own line, indented like the other items"),
    "!": ("tags (!) are not supported", "remove it"),
    **dict.fromkeys("&*", _ANCHOR),
    **dict.fromkeys("@`%", ("a value cannot begin with this character", "put the text in quotes")),
}
_OTHERWISE = "write key: value; check the indentation, the quotes and the brackets, here and in the line above"

_QUOTES = ('"', "'")
_CLOSING = {"[": "]", "{": "}"}
_QUOTED = re.compile(r"""'(?:[^']|'')*+'|"(?:[^"\\]|\\.)*+["]""", re.DOTALL)
_MAX_LINE_SHOWN = 200
_INDENT = re.compile(" *")
_COMMENT_AFTER_TEXT = re.compile(r"[^\s#,:\[{'\"|>-][ \t]+(#[^\r\n]*)")
_NOT_TEXT = "{comment!r} is a comment, not part of the text"
_QUOTE_OR_MOVE = "put the text in quotes, or the comment on a line of its own"
_LINE = re.compile(
    r"(?P<indent>[ \t]*+)(?P<dashes>(?:- ++)*+)(?:(?P<key>[\w$-]++) *+:(?: ++|(?=\s*+\Z)))?(?P<text>.*)", re.DOTALL
)
_FIELD = re.compile("[a-z_]+[0-9]*")
_NO_SPACE = re.compile(r" *(?:- +)*[a-z_]+[0-9]*:(?=[^\s/:])")
_NAME_WITHOUT_COLON = re.compile(
    r" *(?:- +)*([a-z_]+[0-9]*)(?:(?P<end>[ \t]*[=\uff1a;]?[ \t\r]*\Z)|(?:[ \t]*[=\uff1a][ \t]*|[ \t]+)(?=[^\s:]))"
)
_EMPHASIZED_NAME = re.compile(r" *(?P<key>([*]{1,2}|`)(?P<name>[a-z_]+[0-9]*)(?:\2[ \t]*:|:\2))(?=\s)")
# Of two fields in one line, the value of the first is an id or a number, or a sentence that ends.
_SECOND_FIELD = re.compile(r"(?:[a-z0-9-]+|.*[.?!])(?P<space> +)(?P<name>[a-z_]+[0-9]*)")
_ONLY_A_COMMA = re.compile(r"[,;]\s*$", re.MULTILINE)
# Quotation marks of other keyboards, which enclose a text in place of straight ones.
_CURLY = re.compile("[\u201c-\u201e\xab]\\s*([^\u201c-\u201e\xab\xbb]+?)\\s*[\u201c\u201d\xbb]")
_LINK_OR_EMPHASIS = re.compile(r"\[[^][]*\]\(|\*+[^*\s][^*]*\*|[@`%]")
_QUOTED_AND_MORE = re.compile(r"""'[^']*'[^\s,:#].*|"[^"\\]*"[^\S\n]*[^\s,:#].*|'[^']*'\s+[^\s,:#].*""")
# A block scalar may contain lines that look wrong.
_BLOCK_SCALAR = re.compile(r"[|>][-+0-9]*[ \t]*(#.*)?$", re.MULTILINE)
_WRONG_LINE = re.compile(
    r"^ *(?:(?P<tab>\t)[\t ]*[^\s#]|(?:- +)*[A-Za-z_$][\w$-]*: +[^\s\"'\[{|>#&!*][^#\r\n]*?(?P<colon>:) )",
    re.MULTILINE,
)


def explained(error: Any, text: str) -> Iterator[Problem]:
    """The problem at which a parser stopped with an error, and those in later lines that are wrong in any context."""
    mark = error.problem_mark or error.context_mark
    index = mark.index if mark else 0
    opening = _unclosed_opening(text, error)
    if comment := _cutting_comment(text, error, index):
        yield problem_at("MLC004", sentence(_NOT_TEXT, comment=comment[1]), _QUOTE_OR_MOVE, *comment.span(1))
        return
    start, message, suggestion = _explanation(str(error.problem), text, index)
    if opening is not None:
        start, message, suggestion = opening, *_UNCLOSED
    elif error.context_mark and text[error.context_mark.index : error.context_mark.index + 1] in _CLOSING:
        start, message, suggestion = index, *_IN_BRACKETS
    at = min(start, max(len(text) - 1, 0))
    yield problem_at("MLC004", message, suggestion, at, at + 1)
    if opening is None and not _BLOCK_SCALAR.search(text):
        yield from islice(_later_problems(text, at), MAX_SYNTAX_PROBLEMS)


def _cutting_comment(text: str, error: Any, at: int) -> re.Match[str] | None:
    """A comment that ends a list in brackets or a text, which goes on where the parser stopped."""
    start = error.context_mark.index if error.context_mark else len(text)
    if text[start : start + 1] in _CLOSING:
        return _COMMENT_AFTER_TEXT.search(text, start, at)
    line = text.rfind("\n", 0, at) + 1
    above = _line_above(text, line)
    indents = (len(_INDENT.match(text, each)[0]) for each in (above, line))  # type: ignore[index]
    is_indented = next(indents) < next(indents)
    return _COMMENT_AFTER_TEXT.search(text, above, line) if is_indented else None


def _unclosed_opening(text: str, error: Any) -> int | None:
    """The offset of the quotation mark or bracket that is not closed, if that is the error."""
    mark = error.problem_mark or error.context_mark
    at = mark.index if mark else 0
    sign = text[at - 1 : at]
    opening = text.rfind(sign, 0, at - 1) if sign in _QUOTES else -1
    if opening >= 0 and "\n" in text[opening:at]:  # a quoted text that ends here began in an earlier line
        return opening
    start = error.context_mark.index if error.context_mark else len(text)  # of what the parser could not read
    sign = text[start : start + 1]
    closing = _CLOSING.get(sign)
    is_quote_open = sign in _QUOTES and not _QUOTED.match(text, start)
    is_bracket_open = closing and text.count(sign, start) > text.count(closing, start)
    return start if is_quote_open or is_bracket_open else None


def _later_problems(text: str, at: int) -> Iterator[Problem]:
    line_end = text.find("\n", at)
    for line in _WRONG_LINE.finditer(text, line_end + 1 if line_end >= 0 else len(text)):
        message, suggestion = _TAB if line["tab"] else _COLON
        start = line.start("tab" if line["tab"] else "colon")
        yield problem_at("MLC004", message, suggestion, start, start + 1)


def _explanation(words: str, text: str, at: int) -> tuple[int, Text, str]:
    """The offset of what is wrong, what it is, and what to do about it."""
    line = text.rfind("\n", 0, at) + 1
    above = _line_above(text, line)
    context = f"{text[above:line] or chr(10)}{text[line:at]}\0{text[at:].partition(chr(10))[0]}"
    if known := next((explained for pattern, explained in _BY_CONTEXT if pattern.search(context)), None):
        return at, *known
    if found := _NO_COLON.match(text, line) or _NO_COLON.match(text, above):
        while another := found.start() and _NO_COLON.match(text, _line_above(text, found.start())):
            found = another
        if _FOREIGN_COMMENT.match(found["text"]):
            return found.start("text"), "this is not a comment in YAML", "begin a comment with #"
        is_block = _BLOCK_HEADER.search(text, 0, found.start())
        return found.start("text"), *(_NOT_INDENTED if is_block else _MISSING_COLON)
    if text[at : at + 1] in _BY_CHARACTER:
        return at, *_BY_CHARACTER[text[at]]
    if text[:at].rstrip(" ")[-1:] in ("'", '"', "]", "}"):
        return at, *_AFTER_CLOSING
    return at, sentence("invalid YAML: {words}", words=words), _OTHERWISE


def _line_above(text: str, line: int) -> int:
    """The offset of the line before the one at an offset; 0 for the first."""
    return text.rfind("\n", 0, max(line - 1, 0)) + 1


class _Line(NamedTuple):
    """A line of a text: its offsets without the line break, and its indentation, dashes, key and text."""

    start: int
    end: int
    found: re.Match[str]

    @property
    def column(self) -> int:
        """The column of its key, or of its last dash if it has no key."""
        indent = self.found.end("indent")
        return self.found.start("key") if self.found["key"] else max(indent, self.found.end("dashes") - 2)

    @property
    def text(self) -> str:
        """The text after its dashes and its key, without a comment."""
        return self.found["text"].partition(" #")[0].rstrip()

    @property
    def text_start(self) -> int:
        """The offset of that text."""
        return self.start + self.found.start("text")


class Draft:
    """A text that is corrected line by line, with the offset in the file of each of its characters."""

    def __init__(self, text: str) -> None:
        self.text = text  # so far
        self.problems: list[Problem] = []  # what was reported, with offsets in the file
        self._written = text
        self._origin = list(range(len(text) + 1))
        self._reported_lines: set[int] = set()

    def correct(self, error: Any) -> bool:
        """Correct the error at which a parser stopped, and report it; false where no correction is certain."""
        if isinstance(error, LookalikeError):
            self._report(self._replaced(error.lookalikes))
            return True
        if not getattr(error, "problem_mark", None):
            return False
        at = min(error.problem_mark.index, len(self.text) - 1)
        found = self._replaced(self._lookalikes(at)) or self._indent_with_spaces(at)
        if not found and _unclosed_opening(self.text, error) is None:
            found = self._add_space(at) or self._add_colon(at, error.context_mark) or self._align(at) or self._split(at)
            found = found or self._remove_comma(at) or self._remove_emphasis(at)
        found = found or self._quote(at)
        self._report(found)
        return bool(found)

    def report(self, problems: Iterable[Problem]) -> None:
        """Report some problems of the current text."""
        for one in problems:
            start, end = one.span or (0, 0)
            self._report([evolve(one, span=(self._origin[start], self._origin[end]))])

    def _report(self, problems: Iterable[Problem]) -> None:
        """Report problems that are more than a consequence of an error in the same line."""
        for one in problems:
            line = self._line_number(start_of(one))
            if one.code != "MLC004" or line not in self._reported_lines:
                self.problems.append(one)
            if one.is_recoverable and one.code == "MLC004":
                self._reported_lines.add(line)

    def as_written(self, node: Node) -> Node:
        """A node of the current text, with its offsets in the file."""
        return node._replace(start=self._origin[node.start], end=self._origin[node.end])

    def _line_number(self, at: int) -> int:
        return self._written.count("\n", 0, at)

    def _line(self, at: int) -> _Line:
        start = self.text.rfind("\n", 0, at) + 1
        end = self.text.find("\n", at)
        end = len(self.text) if end < 0 else end
        return _Line(start, end, next(_LINE.finditer(self.text[start:end])))  # the pattern matches every line

    def _next_line(self, line: _Line) -> _Line | None:
        """The next line that is not empty."""
        while line.end < len(self.text):
            line = self._line(line.end + 1)
            if line.found[0].strip():
                return line
        return None

    def _replace(self, start: int, end: int, text: str) -> None:
        self.text = self.text[:start] + text + self.text[end:]
        self._origin[start:end] = [self._origin[start]] * len(text)

    def _problem(self, message: str, suggestion: Text | None, at: int) -> Problem:
        start = self._origin[at]
        return problem_at("MLC004", message, suggestion, start, start + 1, is_recoverable=True)

    def _lookalikes(self, at: int) -> list[Lookalike]:
        """What looks like spaces or dashes in a line, in the one above and, unless they may be text, in those below."""
        line = self._line(at)
        above = self._line(max(len(self.text[: line.start].rstrip(" \t\r\n")) - 1, 0))
        end = line.end if _BLOCK_SCALAR.search(self.text) else len(self.text)
        spaces = islice(white_space(self.text, above.start, end), MAX_CORRECTED_LINES)
        if found := list(spaces) or [*line_break(self.text, above.start, line.end)]:
            return found
        for _ in range(MAX_CORRECTED_LINES):
            if marks := list_marks(self.text, line.start):
                return [marks]
            if not line.start:
                break
            line = self._line(line.start - 1)
        return []

    def _replaced(self, lookalikes: list[Lookalike]) -> list[Problem]:
        """Replace what looks like other characters."""
        problems = []
        for message, suggestion, start, end, _ in lookalikes:
            where = self._origin[start], self._origin[end]
            problems.append(problem_at("MLC004", message, suggestion, *where, is_recoverable=True))
        for one in reversed(lookalikes):
            for replacement in reversed(one.replacements):
                self._replace(*replacement)
        return problems

    def _indent_with_spaces(self, at: int) -> list[Problem]:
        """Replace tabs in the indentation of a line and, where no block scalar may contain them, of those below."""
        found: list[Problem] = []
        line: _Line | None = self._line(at)
        is_alone = bool(_BLOCK_SCALAR.search(self.text))
        while line and (found or "\t" in line.found["indent"]) and len(found) < MAX_CORRECTED_LINES:
            indent = line.found["indent"]
            if "\t" in indent:
                found.append(self._problem(*_TAB, line.start + indent.index("\t")))
                self._replace(line.start, line.start + len(indent), " " * len(indent))
            line = None if is_alone else self._next_line(line)
        return found

    def _add_space(self, at: int) -> list[Problem]:
        """Add a space after the colon of a key, in this line or in the one above."""
        line = self._line(at)
        before = self.text[: line.start].rstrip()
        lines = [line, *([self._line(len(before) - 1)] if before else [])]
        for one in lines:
            found = _NO_SPACE.match(self.text, one.start, one.end)
            if found and not one.found["key"] and found.end() <= at:
                self._replace(found.end(), found.end(), " ")
                return [self._problem("missing space after this colon", self._shown(one.start), found.end() - 1)]
        return []

    def _add_colon(self, at: int, context: Any) -> list[Problem]:
        """Write a colon after the name of a field, in this line, in the one above or where the parser began."""
        line = self._line(at)
        above = self._line(max(len(self.text[: line.start].rstrip()) - 1, 0))
        for one in (line, above, *([self._line(context.index)] if context else [])):
            found = _NAME_WITHOUT_COLON.match(self.text, one.start, one.end)
            if found and found[1] in is_list_by_name() and (found["end"] is None or self._has_value_below(one)):
                start, end = found.end(1), found.end()
                self._replace(start, end, ": ")
                return [self._problem(_MISSING_COLON[0], self._shown(one.start), start)]
        return []

    def _has_value_below(self, line: _Line) -> bool:
        below = self._next_line(line)
        return bool(below and (below.found["dashes"] or below.column > line.column))

    def _align(self, at: int) -> list[Problem]:
        """Indent a field like the key above that it belongs to: a # was removed, but not the space after it."""
        line = above = self._line(at)
        if line.found["key"] not in is_list_by_name() or line.found["dashes"]:
            return []
        for _ in range(MAX_CORRECTED_LINES):
            above = self._line(max(above.start - 1, 0))
            # A field in the column of a dash belongs to that item, if the item has fields.
            if above.found["key"] and above.found.end("indent") <= line.column:
                break
            if not above.start:
                return []
        if above.column == line.column:
            return []
        template = "begin it in column {column}, like {key!r} in line {number}"
        number = 1 + self._line_number(self._origin[above.start])
        suggestion = sentence(template, column=above.column + 1, key=above.found["key"], number=number)
        found = [self._problem(_WRONG_COLUMN[0], suggestion, line.start + line.column)]
        self._replace(line.start, line.start + line.column, " " * above.column)
        return found

    def _split(self, at: int) -> list[Problem]:
        """Begin the second field of a line on a line of its own."""
        line = self._line(at)
        second = _SECOND_FIELD.fullmatch(self.text, line.text_start, max(at, line.text_start))
        if not line.found["key"] or not second or second["name"] not in is_list_by_name():
            return []
        suggestion = sentence(
            "begin {name!r} on the next line, below {key!r}", name=second["name"], key=line.found["key"]
        )
        found = [self._problem("two fields in one line", suggestion, second.start("name"))]
        self._replace(*second.span("space"), "\n" + " " * line.column)
        return found

    def _remove_comma(self, at: int) -> list[Problem]:
        """Remove a comma or a semicolon after the value of a field, which JSON needs."""
        if not _ONLY_A_COMMA.match(self.text, at):
            return []
        found = [self._problem("unexpected comma" if self.text[at] == "," else "unexpected semicolon", "remove it", at)]
        self._replace(at, at + 1, "")
        return found

    def _remove_emphasis(self, at: int) -> list[Problem]:
        """Remove the emphasis of the name of a field."""
        line = self._line(at)
        found = _EMPHASIZED_NAME.match(self.text, line.start, line.end)
        if not found or found["name"] not in is_list_by_name():
            return []
        self._replace(*found.span("key"), f"{found['name']}:")
        return [self._problem("the name of a field is emphasized", self._shown(line.start), found.start("key"))]

    def _quote(self, at: int) -> list[Problem]:
        """Put a text that needs quotes into quotes."""
        line = self._line(at)
        end = self._end_of_text(line) if line.found["key"] or line.found["dashes"] else None
        if end is None:
            return []
        start, text = line.text_start, self.text[line.text_start : end].rstrip()
        needed = _needs_quotes(text, at - start)
        if not needed:
            return []
        message, content = needed
        found = self._problem(message, None, at if message == _COLON[0] else start)
        self._replace(start, start + len(text), _quoted(content))
        return [evolve(found, suggestion=self._shown(line.start))]

    def _end_of_text(self, line: _Line) -> int | None:
        """The end of the text that a line begins; none where the lines below may be something else."""
        last = line
        while (below := self._next_line(last)) and below.found.end("indent") > line.column:
            if below.found["dashes"] or (below.found["key"] and _FIELD.fullmatch(below.found["key"])):
                return None
            last = below
        return line.text_start + len(line.text) if last == line else last.end

    def _shown(self, start: int) -> Sentence:
        """The suggestion to write a line as it was corrected; it is cut if it is long."""
        end = self.text.find("\n", start)
        line = self.text[start : end if end >= 0 else len(self.text)].strip()
        if len(line) > _MAX_LINE_SHOWN:
            line = f"{line[:_MAX_LINE_SHOWN]}…{line[-1] if line[-1] in _QUOTES else ''}"
        return sentence("write: {line}", line=line)


def _needs_quotes(text: str, at: int) -> tuple[str, str] | None:
    """What is wrong with a text at which the parser stopped, and the text to put into quotes, if that is certain."""
    if _LINK_OR_EMPHASIS.match(text):
        return "a text that begins like this needs quotes", text
    if _QUOTED_AND_MORE.fullmatch(text) and "\n" not in text:
        is_inside = text[-1] == text[0] and len(text) > 1
        # A spreadsheet doubles the quotation marks in a text.
        return _AFTER_CLOSING[0], text[1:-1].replace('""', '"') if is_inside else text
    if at < 0 or text[at : at + 1] != ":" or text[:1] in "\"'[{|>&!#*?":
        return None
    before = re.split(r"\s", text[:at])[-1]
    is_field = _FIELD.fullmatch(before) and " " not in text[:at]
    curly = _CURLY.fullmatch(text)
    return None if is_field else (_COLON[0], curly[1] if curly else text)


def _quoted(text: str) -> str:
    """A text in YAML quotes."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'
