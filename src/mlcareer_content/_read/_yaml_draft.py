"""A YAML text that is corrected line by line, with the original offset of each character."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import NamedTuple

from attrs import evolve

from .._limits import MAX_TRIES_PER_LINE
from .._sentence import Sentence
from ..problems import Problem
from ._nodes import Node
from ._syntax import problem, start_of

_LINE = re.compile(
    r"(?P<indent>[ \t]*+)(?P<dashes>(?:- ++)*+)(?:(?P<key>[\w$-]++):(?: ++|(?=\s*+\Z)))?(?P<text>.*)", re.DOTALL
)


class Line(NamedTuple):
    """A line of a text.

    Attributes:
        start: The offset of its first character.
        end: The offset after its last, without the line break.
        found: Its indentation, its dashes, its key and its text.
    """

    start: int
    end: int
    found: re.Match[str]

    @property
    def indent(self) -> int:
        """The number of spaces it begins with."""
        return len(self.found["indent"])

    @property
    def column(self) -> int:
        """The column of its key, or of its last dash if it has no key."""
        return self.found.start("key") if self.found["key"] else max(self.indent, self.found.end("dashes") - 2)

    @property
    def text(self) -> str:
        """The text after its dashes and its key, without a comment."""
        return self.found["text"].partition(" #")[0].rstrip()

    @property
    def text_start(self) -> int:
        """The offset of that text."""
        return self.start + self.found.start("text")


class Draft:
    """A text that is corrected, with the original offset of each character.

    Args:
        text: The text.
        offset: Its offset in the file.

    Attributes:
        text: The text so far.
        at: Where the parser failed last.
    """

    def __init__(self, text: str, offset: int) -> None:
        self.text = text
        self.at = 0
        self._origin = list(range(offset, offset + len(text) + 1))
        self._lines = [found.start() + offset for found in re.finditer("\n", text)]
        self._reported_lines: set[int] = set()
        self._tries = Counter[int]()

    def replace(self, start: int, end: int, text: str) -> None:
        """Replace a part of the text."""
        self.text = self.text[:start] + text + self.text[end:]
        self._origin[start:end] = [self._origin[start]] * len(text)

    def line(self, at: int) -> Line:
        """The line of an offset."""
        start = self.text.rfind("\n", 0, at) + 1
        end = self.text.find("\n", at)
        end = len(self.text) if end < 0 else end
        return Line(start, end, next(_LINE.finditer(self.text[start:end])))  # the pattern matches every line

    def above(self, line: Line) -> Line | None:
        """The next line above that is not empty."""
        while line.start:
            line = self.line(line.start - 1)
            if line.found[0].strip():
                return line
        return None

    def below(self, line: Line) -> Line | None:
        """The next line below that is not empty."""
        while line.end < len(self.text):
            line = self.line(line.end + 1)
            if line.found[0].strip():
                return line
        return None

    def indent(self, line: Line, width: int) -> None:
        """Change the indentation of a line."""
        self.replace(line.start, line.start + line.indent, " " * width)

    def problem(self, message: str, suggestion: Sentence | str | None, start: int) -> Problem:
        """A problem of the character at an offset of the current text."""
        at = self._origin[start]
        return problem("MLC004", message, suggestion, at, at + 1, is_recoverable=True)

    def as_written(self, node: Node) -> Node:
        """A node of the current text, with its offsets in the file."""
        return node._replace(start=self._origin[node.start], end=self._origin[node.end])

    def problem_as_written(self, one: Problem) -> Problem:
        """A problem of the current text, with its offsets in the file."""
        start, end = one.span or (0, 0)
        return evolve(one, span=(self._origin[start], self._origin[end]))

    def unreported(self, problems: list[Problem]) -> list[Problem]:
        """The problems in lines of which none was reported before; these lines count as reported from now on."""
        new = [one for one in problems if self._line_number(start_of(one)) not in self._reported_lines]
        self._reported_lines.update(self._line_number(start_of(one)) for one in problems)
        return new

    def is_stuck(self, at: int) -> bool:
        """Whether correcting the line of an offset did not help."""
        number = self._line_number(self._origin[at])
        self._tries[number] += 1
        return self._tries[number] > MAX_TRIES_PER_LINE

    def is_new(self, one: Problem) -> bool:
        """Whether a problem of the current text is more than a consequence of one that was reported."""
        at = self._origin[min(start_of(one), len(self.text))]
        return one.code != "MLC004" or self._line_number(at) not in self._reported_lines

    def _line_number(self, at: int) -> int:
        return bisect_left(self._lines, at)
