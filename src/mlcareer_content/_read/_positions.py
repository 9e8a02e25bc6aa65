"""Lines and columns of JSON Pointers, computed only for values that have a problem."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from .._text_safety import visible
from ..problems import Excerpt, TextPart
from ._nodes import Node, step

_LINE_BREAK = re.compile(r"\r\n?|\n")
_BEFORE, _AFTER = 40, 80


class _Place(NamedTuple):
    """The offsets of a value, and the node of its key; none for the items of a list."""

    start: int
    end: int
    key: Node | None


class Span(NamedTuple):
    """A part of a file: lines and columns from 1, in code points, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Positions:
    """The positions of some values of a document.

    Args:
        text: The text of the document.
        nodes: Its nodes.
        pointers: The JSON Pointers that will be asked for.
        first_line: The line of the file in which the text begins.
    """

    def __init__(self, text: str, nodes: Iterable[Node], pointers: Iterable[str], first_line: int) -> None:
        self._text = text
        self._has_returns = "\r" in text
        self._first_line = first_line
        self._places = _locate(nodes, pointers)
        self._text_parts: dict[tuple[str, str], list[tuple[int, int]]] = {}
        # Some offsets, each with its line and the start of that line, so that no line break is counted twice.
        self._known = [(0, 0, 0)]

    def offsets(self, pointer: str, part: str = "value") -> tuple[int, int]:
        """The offsets of a value or its key; those of its nearest parent for a value that is missing."""
        while pointer not in self._places and pointer:
            pointer, part = pointer.rpartition("/")[0], "value"
        place = self._places.get(pointer, _Place(0, len(self._text), None))
        if part == "key" and place.key:
            return place.key.start, place.key.end
        end = place.end
        while end > place.start and self._text[end - 1].isspace():
            end -= 1
        return place.start, end

    def text_offsets(self, pointer: str, part: TextPart) -> tuple[int, int]:
        """The offsets of a part of the text of a value; of the whole value, if the file writes it in another way."""
        pattern, number, total = part
        if (pointer, pattern) not in self._text_parts:
            found = re.compile(pattern).finditer(self._text, *self.offsets(pointer))
            self._text_parts[pointer, pattern] = [match.span(1) for match in islice(found, total + 1)]
        spans = self._text_parts[pointer, pattern]
        return spans[number] if len(spans) == total else self.offsets(pointer)

    def span(self, start: int, end: int) -> Span:
        """The lines and columns of some offsets."""
        return Span(*self._line_and_column(start), *self._line_and_column(end))

    def excerpt(self, start: int, end: int) -> Excerpt:
        """The line in which some offsets begin, cut to their surroundings."""
        _, first = self._line(start)
        line_break = _LINE_BREAK.search(self._text, start, start + _AFTER + 1)
        line_end = line_break.start() if line_break else len(self._text)
        left, right = max(first, start - _BEFORE), min(line_end, start + _AFTER)
        before = ("…" if left > first else "") + visible(self._text[left:start])
        marked = visible(self._text[start : max(start, min(end, right))])
        after = visible(self._text[start + len(marked) : right]) + ("…" if right < line_end else "")
        return Excerpt(before + marked + after, len(before), len(before) + max(len(marked), 1))

    def _line_and_column(self, offset: int) -> tuple[int, int]:
        line, start = self._line(offset)
        return self._first_line + line, offset - start + 1

    def _line(self, offset: int) -> tuple[int, int]:
        """The line of an offset, counted from 0, and the offset at which it begins."""
        text = self._text
        if text[offset - 1 : offset + 1] == "\r\n":
            offset -= 1  # an offset between the two belongs to the line that they end
        at = bisect_right(self._known, (offset, len(text), 0))
        known, line, start = self._known[at - 1]
        if known < offset:
            line += text.count("\n", known, offset)
            start = max(start, text.rfind("\n", known, offset) + 1)
            if self._has_returns:
                line += text.count("\r", known, offset) - text.count("\r\n", known, offset)
                start = max(start, text.rfind("\r", known, offset) + 1)
            self._known.insert(at, (offset, line, start))
        return line, start


class _Open:
    """An object or a list that is not closed yet; its pointer is none if no value in it is asked for."""

    __slots__ = ("count", "is_list", "key", "pointer")

    def __init__(self, pointer: str | None, *, is_list: bool) -> None:
        self.pointer = pointer
        self.is_list = is_list
        self.key: Node | None = None
        self.count = 0

    def next_pointer(self, needed: set[str]) -> str | None:
        """The pointer of the next value, if it is needed."""
        if self.pointer is None:
            return None
        name: object = self.count if self.is_list else self.key.value if self.key else ""
        self.count += 1
        pointer = f"{self.pointer}/{step(name)}"
        return pointer if pointer in needed else None


def _locate(nodes: Iterable[Node], pointers: Iterable[str]) -> dict[str, _Place]:
    """The offsets of some values and of their parents, by JSON Pointer; those that lead nowhere are left out."""
    needed = {"", *(prefix for pointer in pointers for prefix in _prefixes(pointer))}
    found: dict[str, _Place] = {}
    open_: list[_Open] = []
    for node in nodes:
        if node.type == "key":
            open_[-1].key = node
        elif node.type in ("}", "]"):
            pointer = open_.pop().pointer
            if pointer is not None:
                found[pointer] = found[pointer]._replace(end=node.end)
        else:
            pointer = open_[-1].next_pointer(needed) if open_ else ""
            if pointer is not None:
                found[pointer] = _Place(node.start, node.end, open_[-1].key if open_ else None)
            if node.type != "scalar":
                open_.append(_Open(pointer, is_list=node.type == "["))
    return found


def _prefixes(pointer: str) -> Iterator[str]:
    while pointer:
        yield pointer
        pointer = pointer.rpartition("/")[0]
