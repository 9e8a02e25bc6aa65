"""Nodes: a document as a sequence of keys, scalars and brackets with offsets.

JSON, YAML and Markdown give the same nodes, so that one piece of code finds
values, duplicate keys and positions in all of them. Offsets count code points
from the beginning of the text; an end is exclusive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from typing import Literal, NamedTuple

from .._limits import MAX_CHARACTERS_COUNTED, MAX_DEPTH, MAX_KEY_LENGTH
from .._sentence import Sentence, joined, sentence
from ..problems import Problem
from ._syntax import problem

_MAX_VALUE_SHOWN = 60


class Node(NamedTuple):
    """A part of a document.

    Attributes:
        type: The opening or closing bracket of an object or a list, a key, or any other value.
        start: The offset of its first character.
        end: The offset after its last.
        value: The key, or the value.
    """

    type: Literal["{", "}", "[", "]", "key", "scalar"]
    start: int
    end: int
    value: object = None


_END = Node("scalar", 0, 0)


class Place(NamedTuple):
    """The offsets of a value, and its key.

    Attributes:
        start: The offset of the value's first character.
        end: The offset after its last.
        key: The node of its key; none for the items of a list.
    """

    start: int
    end: int
    key: Node | None


class _Open:
    """An object or a list that is not closed yet."""

    __slots__ = ("count", "key", "keys", "node", "own_key", "pointer", "value")

    def __init__(self, node: Node, own_key: Node | None = None, pointer: str | None = None) -> None:
        self.node = node
        self.own_key = own_key
        self.pointer = pointer
        self.key: Node | None = None
        self.keys: dict[object, tuple[Node, Node]] = {}
        self.count = 0
        self.value: dict[str, object] | list[object] = {} if node.type == "{" else []


def step(name: object) -> str:
    """A key or an index as a JSON Pointer has it (RFC 6901)."""
    return str(name)[:MAX_KEY_LENGTH].replace("~", "~0").replace("/", "~1")


def build(nodes: Iterable[Node]) -> object:
    """The value that some nodes make; the last one for a duplicate key."""
    root: list[object] = []
    open_: list[_Open] = []
    for node in nodes:
        if node.type == "key":
            open_[-1].key = node
            continue
        if node.type in "}]":
            open_.pop()
            continue
        item = node.value
        if node.type in "{[":
            inner = _Open(node)
            item = inner.value
        _put(open_[-1] if open_ else None, root, item)
        if node.type in "{[":
            open_.append(inner)
    return root[0] if root else None


def _put(into: _Open | None, root: list[object], item: object) -> None:
    if into is None:
        root.append(item)
    elif isinstance(into.value, list):
        into.value.append(item)
    else:
        into.value[str(into.key.value if into.key else "")] = item


def locate(nodes: Iterable[Node], pointers: Iterable[str]) -> dict[str, Place]:
    """The offsets of some values and of their parents, by JSON Pointer.

    Args:
        nodes: The nodes of the document.
        pointers: JSON Pointers; those that lead nowhere are left out.
    """
    needed = {"", *(prefix for pointer in pointers for prefix in _prefixes(pointer))}
    found: dict[str, Place] = {}
    open_: list[_Open] = []
    for node in nodes:
        top = open_[-1] if open_ else None
        if node.type == "key":
            if top:
                top.key = node
        elif node.type in "}]":
            closed = open_.pop()
            if closed.pointer is not None:
                found[closed.pointer] = Place(closed.node.start, node.end, closed.own_key)
        else:
            key = top.key if top else None
            pointer = _next_pointer(top, needed)
            if node.type in "{[":
                open_.append(_Open(node, key, pointer))
            elif pointer is not None:
                found[pointer] = Place(node.start, node.end, key)
    return found


def _prefixes(pointer: str) -> Iterator[str]:
    while pointer:
        yield pointer
        pointer, _, _ = pointer.rpartition("/")


def _next_pointer(top: _Open | None, needed: set[str]) -> str | None:
    """The pointer of the next value, if it is needed."""
    if top is None:
        return ""
    if top.pointer is None:
        return None
    if top.node.type == "[":
        pointer = f"{top.pointer}/{top.count}"
        top.count += 1
    else:
        pointer = f"{top.pointer}/{step(top.key.value if top.key else '')}"
    return pointer if pointer in needed else None


def structural_problems(nodes: Iterable[Node], text: str) -> Iterator[Problem]:
    """The duplicate keys of a document, and the first bracket that is nested too deeply.

    Args:
        nodes: The nodes of the document.
        text: Its text.
    """
    open_: list[_Open] = []
    for node, following in pairwise(chain(nodes, (_END,))):
        if node.type in ("{", "["):
            open_.append(_Open(node))
            if len(open_) > MAX_DEPTH:
                message = sentence("nesting is deeper than {limit} levels", limit=MAX_DEPTH)
                yield problem("MLC007", message, "use fewer levels", node.start, node.end)
                return
        elif node.type in ("}", "]"):
            open_.pop()
        elif node.type == "key":
            first = open_[-1].keys.setdefault(node.value, (node, following))
            if first[0] is not node:
                yield _duplicate_key(node, *first, text)


def _duplicate_key(key: Node, first: Node, value: Node, text: str) -> Problem:
    name = str(key.value)[:100]
    # Counting lines for each of thousands of duplicate keys in a long text would take quadratic time.
    line = _line(text, first.start) if len(text) <= MAX_CHARACTERS_COUNTED else 0
    if key.start == key.end:  # the body of a Markdown file, whose key is not written
        message = sentence("duplicate field {field!r}: in the front matter and as the text below it", field=name)
        suggestion = sentence("remove {field!r} from the front matter", field=name)
        suggestion = joined([suggestion, sentence("line {line}", line=line) if line else None], ", ") or suggestion
    else:
        message = sentence("duplicate key {key!r}", key=name)
        where = _where_first(text, key, line, value) if line else None
        suggestion = joined([sentence("remove one of the two"), where]) or message
    return problem("MLC005", message, suggestion, key.start, key.end, is_recoverable=True)


def _where_first(text: str, key: Node, line: int, value: Node) -> Sentence:
    where = "earlier in this line" if line == _line(text, key.start) else f"in line {line}"
    written = text[value.start : value.end].strip() if value.type == "scalar" else ""
    if 0 < len(written) <= _MAX_VALUE_SHOWN and written.isprintable():
        return sentence("the first is {where}, with the value {written}", where=where, written=written)
    return sentence("the first is {where}", where=where)


def _line(text: str, at: int) -> int:
    return 1 + text.count("\n", 0, at) + text.count("\r", 0, at) - text.count("\r\n", 0, at)
