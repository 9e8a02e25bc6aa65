"""A document as the sequence of its parts, whatever it is written in.

JSON, YAML and Markdown give the same parts, so that values, repeated keys and
places are found in one way for all of them. Offsets count code points from
the beginning of the text; an end is exclusive.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from typing import Literal, NamedTuple

from ._faults import Fault

MAX_DEPTH = 64

#: More parts than this are refused: they would fill the memory.
MAX_PARTS = 500_000

#: Of a longer key, which is nobody's, only the beginning is told; to keep all of it would fill the memory.
LONGEST_KEY = 1_000

_LONGEST_SHOWN = 60
_LONGEST_COUNTED = 100_000  # lines of more are not counted again for every fault


class Node(NamedTuple):
    """One part of a document.

    Attributes:
        type: What it is: the opening or the closing of an object or a list, a key, or any other value.
        start: The offset of its first character.
        end: The offset behind its last.
        value: The key, or the value.
    """

    type: Literal["{", "}", "[", "]", "key", "scalar"]
    start: int
    end: int
    value: object = None


_END = Node("scalar", 0, 0)


class Place(NamedTuple):
    """Where a value stands, and its key.

    Attributes:
        start: The offset of the value's first character.
        end: The offset behind its last.
        key: The node of the key that it stands behind; none for the items of a list.
    """

    start: int
    end: int
    key: Node | None


class _Open:
    """An object or a list whose end has not come yet."""

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
    return str(name)[:LONGEST_KEY].replace("~", "~0").replace("/", "~1")


def build(nodes: Iterable[Node]) -> object:
    """The value that the parts make; of a key that is repeated, the last."""
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
    """The places of some values, and of everything that they stand in.

    Args:
        nodes: The parts of the document.
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
    """The pointer of the value that comes next, if it is needed."""
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


def faults(nodes: Iterable[Node], text: str) -> Iterator[Fault]:
    """Keys that stand twice in one object, and the first bracket that is nested too deeply.

    Args:
        nodes: The parts of the document.
        text: The text of it.
    """
    open_: list[_Open] = []
    for node, following in pairwise(chain(nodes, (_END,))):
        if node.type in ("{", "["):
            open_.append(_Open(node))
            if len(open_) > MAX_DEPTH:
                yield Fault("MLC007", f"brackets are nested more than {MAX_DEPTH} deep", None, node.start, node.end)
                return
        elif node.type in ("}", "]"):
            open_.pop()
        elif node.type == "key":
            first = open_[-1].keys.setdefault(node.value, (node, following))
            if first[0] is not node:
                yield _repeated(node, *first, text)


def _repeated(key: Node, first: Node, value: Node, text: str) -> Fault:
    """A key that stands twice; one that is not written is the field that the text of a Markdown file is."""
    name = json.dumps(str(key.value)[:100], ensure_ascii=False)
    line = _line(text, first.start) if len(text) <= _LONGEST_COUNTED else 0
    if key.start == key.end:
        message = "the front matter gives the text of the document already, and here it stands again"
        cure = f"remove {name} from the front matter" + (f", line {line}" if line else "")
    else:
        message = f"the key {name} stands twice in one object"
        cure = "remove one of the two"
        if line:
            where = "earlier in this line" if line == _line(text, key.start) else f"first in line {line}"
            cure += f"; it stands {where}{_holding(text, value)}"
    return Fault("MLC005", message, cure, key.start, key.end, is_passed_over=True)


def _line(text: str, at: int) -> int:
    return 1 + text.count("\n", 0, at) + text.count("\r", 0, at) - text.count("\r\n", 0, at)


def _holding(text: str, value: Node) -> str:
    written = text[value.start : value.end].strip() if value.type == "scalar" else ""
    is_short = 0 < len(written) <= _LONGEST_SHOWN and written.isprintable()
    return f", and holds {written}" if is_short else ""
