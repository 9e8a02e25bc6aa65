"""Nodes: a document as a sequence of keys, scalars and brackets with offsets, and the value that they make.

JSON, YAML, Markdown and values in memory give the same nodes, so that one piece
of code finds values, duplicate keys and positions in all of them. Offsets count
code points from the beginning of the text; an end is exclusive.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

from .._limits import MAX_CHARACTERS_COUNTED, MAX_DEPTH, MAX_KEY_LENGTH, MAX_SYNTAX_PROBLEMS
from .._sentence import Text, sentence
from ..problems import Problem

_MAX_VALUE_SHOWN = 60


class Node(NamedTuple):
    """A part of a document."""

    # The opening or closing bracket of an object or a list, a key, or any other value
    type: Literal["{", "}", "[", "]", "key", "scalar"]
    start: int  # the offset of its first character
    end: int  # the offset after its last
    value: Any = None  # the key, or the value


class Edit(NamedTuple):
    """A part of a text, and what to write there."""

    start: int
    end: int
    text: str

    def applied(self, text: str) -> str:
        """A text with this edit."""
        return text[: self.start] + self.text + text[self.end :]

    def as_written(self, offset: int) -> int:
        """The offset in the text as written, for one in the text with this edit."""
        end = self.start + len(self.text)
        return offset - end + self.end if offset >= end else min(offset, self.end)


class UnreadableError(Exception):
    """A text cannot be parsed to a value."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__(sorted(problems, key=start_of))

    @property
    def problems(self) -> list[Problem]:
        """Everything that is wrong with the text, in the order of the offsets."""
        problems: list[Problem] = self.args[0]
        return problems


def problem_at(  # noqa: PLR0913 - a problem, and where it is
    code: str,
    message: Text,
    suggestion: Text | None = None,
    start: int = 0,
    end: int = 0,
    *,
    is_recoverable: bool = False,
) -> Problem:
    """A problem of a part of a text, given by its offsets."""
    return Problem(code=code, message=message, suggestion=suggestion, span=(start, end), is_recoverable=is_recoverable)


def start_of(problem: Problem) -> int:
    """The offset at which a problem begins."""
    return problem.span[0] if problem.span else 0


def step(name: object) -> str:
    """A key or an index as a JSON Pointer has it (RFC 6901)."""
    return str(name)[:MAX_KEY_LENGTH].replace("~", "~0").replace("/", "~1")


class _Open:
    """An object or a list that is not closed yet, with its value so far."""

    __slots__ = ("first", "key", "value")

    def __init__(self, type: str) -> None:
        self.value: Any = {} if type == "{" else []
        self.key: Any = None
        self.first: dict[object, tuple[Node, Node]] = {}


def build(nodes: Iterable[Node], text: str) -> tuple[Any, list[Problem]]:
    """The value that some nodes make, with its duplicate keys and the first bracket that is nested too deeply.

    The last value of a duplicate key is kept. Nothing is read after a bracket that is nested too deeply.
    """
    found: list[Problem] = []
    root = _Open("[")
    open_ = [root]
    for node in nodes:
        top = open_[-1]
        if node.type == "key":
            top.key = node
            continue
        if node.type in ("}", "]"):
            open_.pop()
            continue
        if node.type == "scalar":
            item = node.value
        else:
            open_.append(_Open(node.type))
            item = open_[-1].value
        if isinstance(top.value, list):
            top.value.append(item)
        else:
            top.value[str(top.key.value)[:MAX_KEY_LENGTH]] = item
            first = top.first.setdefault(top.key.value, (top.key, node))
            if first[0] is not top.key and len(found) < MAX_SYNTAX_PROBLEMS:
                found.append(_duplicate_key(top.key, *first, text))
        if len(open_) > MAX_DEPTH + 1:
            message = sentence("nesting is deeper than {limit} levels", limit=MAX_DEPTH)
            found.append(problem_at("MLC007", message, "use fewer levels", node.start, node.end))
            break
    return (root.value[0] if root.value else None), found


def value_of(nodes: Iterable[Node], text: str, problems: list[Problem]) -> Any:
    """The value that some nodes make; its structural problems are added to those that are known.

    Raises:
        UnreadableError: One of the problems prevents reading.
    """
    value, structural = build(nodes, text)
    problems += structural
    if not all(one.is_recoverable for one in problems):
        raise UnreadableError(problems)
    return value


def _duplicate_key(key: Node, first: Node, value: Node, text: str) -> Problem:
    """The problem of a key that was used before, with the first of these keys and its value."""
    name = str(key.value)[:100]
    # Counting lines for each of thousands of duplicate keys in a long text would take quadratic time.
    line = _line(text, first.start) if len(text) <= MAX_CHARACTERS_COUNTED else 0
    if key.start == key.end:  # the body of a Markdown file, whose key is not written
        message = sentence("duplicate field {field!r}: in the front matter and as the text below it", field=name)
        place = f", line {line}" if line else ""
        suggestion = sentence(f"remove {{field!r}} from the front matter{place}", field=name)
    else:
        message = sentence("duplicate key {key!r}", key=name)
        written = text[value.start : value.end].strip() if value.type == "scalar" else ""
        place = "earlier in this line" if line and line == _line(text, key.start) else f"in line {line}"
        is_short = 0 < len(written) <= _MAX_VALUE_SHOWN and written.isprintable()
        where = f"; the first is {place}" + (", with the value {written}" if is_short else "") if line else ""
        move = "" if value.type == "scalar" else ", or move its contents into the other"
        suggestion = sentence(f"remove one of the two{move}{where}", written=written)
    return problem_at("MLC005", message, suggestion, key.start, key.end, is_recoverable=True)


def _line(text: str, at: int) -> int:
    return 1 + text.count("\n", 0, at) + text.count("\r", 0, at) - text.count("\r\n", 0, at)
