"""A YAML text that is being mended line by line, and where each of its characters was written."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import NamedTuple, TypeVar

from ._faults import Fault
from ._nodes import Node

_LINE = re.compile(
    r"(?P<indent>[ \t]*+)(?P<dashes>(?:- ++)*+)(?:(?P<key>[\w$-]++):(?: ++|(?=\s*+\Z)))?(?P<text>.*)", re.DOTALL
)

_MOST_TRIES = 3

Part = TypeVar("Part", Node, Fault)


class Line(NamedTuple):
    """A line of a text.

    Attributes:
        start: The offset of its first character.
        end: The offset behind its last, without the line break.
        found: Its indentation, its dashes, its key and its text.
    """

    start: int
    end: int
    found: re.Match[str]

    @property
    def indent(self) -> int:
        """How many spaces it begins with."""
        return len(self.found["indent"])

    @property
    def column(self) -> int:
        """Where its key begins, or the last of its dashes if it has none."""
        return self.found.start("key") if self.found["key"] else max(self.indent, self.found.end("dashes") - 2)

    @property
    def text(self) -> str:
        """What stands behind its key and its dashes, without a comment."""
        return self.found["text"].partition(" #")[0].rstrip()

    @property
    def text_start(self) -> int:
        """The offset of that text."""
        return self.start + self.found.start("text")


class Draft:
    """A text that is mended, and where each of its characters comes from.

    Args:
        text: The text.
        offset: Where it begins in the file.

    Attributes:
        text: The text so far.
        at: Where the parser gave up last.
    """

    def __init__(self, text: str, offset: int) -> None:
        self.text = text
        self.at = 0
        self._origin = list(range(offset, offset + len(text) + 1))
        self._lines = [found.start() + offset for found in re.finditer("\n", text)]
        self._told: set[int] = set()
        self._tries = Counter[int]()

    def replace(self, start: int, end: int, text: str) -> None:
        """Put a text in the place of another."""
        self.text = self.text[:start] + text + self.text[end:]
        self._origin[start:end] = [self._origin[start]] * len(text)

    def line(self, at: int) -> Line:
        """The line that an offset is in."""
        start = self.text.rfind("\n", 0, at) + 1
        end = self.text.find("\n", at)
        end = len(self.text) if end < 0 else end
        return Line(start, end, next(_LINE.finditer(self.text[start:end])))  # it fits every line

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
        """Give a line another indentation."""
        self.replace(line.start, line.start + line.indent, " " * width)

    def fault(self, message: str, cure: str, start: int) -> Fault:
        """A fault of the character at an offset of the text as it is now."""
        at = self._origin[start]
        return Fault("MLC004", message, cure, at, at + 1, is_passed_over=True)

    def as_written(self, part: Part) -> Part:
        """A node or a fault of the text as it is now, with its place in the file."""
        return part._replace(start=self._origin[part.start], end=self._origin[part.end])

    def tell(self, faults: list[Fault]) -> list[Fault]:
        """Those of some faults that are in no line of which another was told before."""
        new = [fault for fault in faults if self._line_number(fault.start) not in self._told]
        self._told.update(self._line_number(fault.start) for fault in faults)
        return new

    def is_stuck(self, at: int) -> bool:
        """Whether what was done about the line of an offset before did not help."""
        number = self._line_number(self._origin[at])
        self._tries[number] += 1
        return self._tries[number] > _MOST_TRIES

    def is_new(self, fault: Fault) -> bool:
        """Whether a fault of the text as it is now is more than a consequence of what was told."""
        at = self._origin[min(fault.start, len(self.text))]
        return fault.code != "MLC004" or self._line_number(at) not in self._told

    def _line_number(self, at: int) -> int:
        return bisect_left(self._lines, at)
