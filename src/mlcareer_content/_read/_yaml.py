"""YAML, as the 1.2 core schema has it, without what makes it a language of its own.

Read from the parser's events: composing what is nested 30,000 deep crashes
libyaml, aliases explode, and PyYAML itself takes `no` for false, 1.10 for 1.1
and the last of two equal keys. Here anchors, aliases, tags, merge keys, keys
that are no strings, repeated keys and second documents are faults.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import Any

from ._faults import MOST_FAULTS, Fault, UnreadableError
from ._nodes import MAX_DEPTH, Node, build
from ._nodes import faults as structural_faults

_NULL = re.compile("null|Null|NULL|~|")
_BOOLEAN = re.compile("(true|True|TRUE)|false|False|FALSE")
_INTEGER = re.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?(\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN")
_MAY_BE_NO_STRING = frozenset("~-+.0123456789tTfFnN")
_HALF = re.compile("[\ud800-\udfff]")
_MOST_DIGITS = 308
_MOST_CHARACTERS = 500_000  # that are read again, since what is mended may be followed by more that is wrong


def read(text: str) -> tuple[object, list[Fault]]:
    """The value of a YAML text, and what is wrong with it in spite of that.

    Raises:
        UnreadableError: The text is not YAML, or makes use of what is refused.
    """
    found: list[Fault] = []
    parts = nodes_as_meant(text, found)
    found += islice(structural_faults(parts, text), MOST_FAULTS)
    if not all(fault.is_passed_over for fault in found):
        raise UnreadableError(sorted(found, key=lambda fault: fault.start))
    if not parts:
        raise UnreadableError([Fault("MLC004", "the file holds no document", "write one into it")])
    return build(parts), found


def nodes_as_meant(text: str, found: list[Fault], offset: int = 0) -> list[Node]:
    """The parts of a YAML text, in which slips are mended if it is known what was meant.

    Args:
        text: The text.
        found: Where faults are added that do not end the reading.
        offset: What is added to every offset.

    Raises:
        UnreadableError: The text is not YAML, or PyYAML is not installed.
    """
    told: list[Fault] = []
    try:
        parts = list(nodes(text, told, offset))
    except UnreadableError as error:
        parts, told = _as_meant(text, error, offset)
    found += told
    return parts


def _as_meant(text: str, error: UnreadableError, offset: int) -> tuple[list[Node], list[Fault]]:
    """The parts of a text that was mended, and everything that is wrong with it.

    Raises:
        UnreadableError: Of something, nobody knows what was meant.
    """
    from ._yaml_draft import Draft  # which only a text that is wrong needs
    from ._yaml_mends import mended

    draft = Draft(text, offset)
    left, mends = error, list[Fault]()
    for _ in range(_MOST_CHARACTERS // (len(text) + 1)):
        found = mended(draft, left.__cause__)
        if found is None:
            break
        mends += found
        told: list[Fault] = []
        try:
            parts = [draft.as_written(part) for part in nodes(draft.text, told)]
        except UnreadableError as another:
            left = another
        else:
            if parts and parts[0].type == "{":
                return parts, [*mends, *map(draft.as_written, told)]
            raise error
    if left is error:
        raise error
    raise UnreadableError([*mends, *map(draft.as_written, filter(draft.is_new, left.faults))])


def nodes(text: str, found: list[Fault] | None = None, offset: int = 0) -> Iterator[Node]:
    """The parts of a YAML text.

    Args:
        text: The text.
        found: Where faults are added that do not end the reading.
        offset: What is added to every offset.

    Raises:
        UnreadableError: The text is not YAML, or PyYAML is not installed.
    """
    yaml = _yaml()
    told: list[Fault] = [] if found is None else found
    reader = _Reader(yaml, told, offset)
    try:
        for event in _events(yaml, text):
            node = reader.node(event)
            if node:
                yield node
            if reader.is_done:
                return
    except yaml.MarkedYAMLError as error:
        from ._yaml_errors import explained

        told += explained(error, text, offset)
        raise UnreadableError(sorted(told, key=lambda fault: fault.start)) from error
    except yaml.reader.ReaderError as error:
        at = offset + _character_offset(text, error)
        told.append(Fault("MLC004", "YAML allows no control characters", "remove it", at, at + 1))
        raise UnreadableError(told) from error
    except (ValueError, OverflowError) as error:  # an escape in quotes or in a tag that stands for no character
        told.append(
            Fault("MLC004", "there is no such character behind this", "remove its escape", reader.at, reader.at)
        )
        raise UnreadableError(told) from error


def _events(yaml: Any, text: str) -> Iterator[Any]:
    """The events of PyYAML, also those before the place where libyaml (from 0.2.6 on) finds the nesting too deep."""
    parse = partial(yaml.parse, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    number = 0
    try:
        for number, event in enumerate(parse(text), 1):  # noqa: B007 - it is needed behind the loop
            yield event
    except yaml.MarkedYAMLError as error:
        if "maximum nesting" not in str(error.problem):
            raise
        yield from islice(parse(text[: error.problem_mark.index]), number, None)


class _Reader:
    """From the events of PyYAML to nodes, one at a time."""

    def __init__(self, yaml: Any, found: list[Fault], offset: int) -> None:
        self._readers: dict[type, Callable[[Any], Node | None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: partial(self._opening, type="{"),
            yaml.SequenceStartEvent: partial(self._opening, type="["),
            yaml.MappingEndEvent: partial(self._closing, type="}"),
            yaml.SequenceEndEvent: partial(self._closing, type="]"),
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        self._found = found
        self._offset = offset
        self._open: list[str] = []  # "key" and "value" by turns in an object, "item" in a list
        self._documents = 0
        self.is_done = False
        self.at = offset

    def node(self, event: Any) -> Node | None:
        """What an event adds to the document, if anything."""
        self.at = self._offset + event.end_mark.index
        read = self._readers.get(type(event))
        return read(event) if read else None

    def _alias(self, event: Any) -> Node | None:
        self._fault("an alias (*) stands for another part of the file", "write that part out", event)
        return self._as_value(event, None)

    def _document(self, event: Any) -> None:
        self._documents += 1
        if event.tags:
            self._fault("a %TAG directive is not read", "remove it", event, is_passed_over=True)
        if self._documents > 1:
            self._fault("a second document begins here", "put it into a file of its own", event)
            self.is_done = True

    def _scalar(self, event: Any) -> Node | None:
        self._refuse_marks(event)
        text = event.value
        value: object = text
        if event.style == '"' and not text.isascii() and _HALF.search(text):
            self._fault("an escape is half of a character", "write both halves, or the character", event, "MLC003")
        if (event.implicit[0] or event.tag) and not event.style and (not text or text[0] in _MAY_BE_NO_STRING):
            value = self._plain(event)
        if self._open and self._open[-1] == "key":
            return self._key(event, value)
        return self._as_value(event, value)

    def _plain(self, event: Any) -> object:
        """The value of a text without quotes, by the YAML 1.2 core schema."""
        text = event.value
        if _NULL.fullmatch(text):
            return None
        if found := _BOOLEAN.fullmatch(text):
            return bool(found[1])
        if _NOT_FINITE.fullmatch(text):
            self._fault(f"{text} is not a number that JSON has", "write a number, or quotes around it", event, "MLC006")
            return None
        if not _INTEGER.fullmatch(text) and not _FLOAT.fullmatch(text):
            return text
        try:
            return _number(text)
        except OverflowError:
            message = "the number is larger than a double can hold"
            self._fault(message, "write a smaller number, or quotes around it", event, "MLC006")
            return None

    def _key(self, event: Any, value: object) -> Node:
        if event.value == "<<" and not event.style:
            self._fault("a merge key (<<) is not read", "write the fields out", event)
        elif not isinstance(value, str):
            self._fault(f"the key {event.value[:100]} is not a string", "put it in quotes", event)
        self._open[-1] = "value"
        return Node("key", *self._span(event), event.value)

    def _opening(self, event: Any, type: Any) -> Node:
        self._refuse_marks(event)
        if self._open and self._open[-1] == "key":
            self._fault("an object or a list cannot be a key", "write a string", event)
            self.is_done = True
        self._next()
        self._open.append("key" if type == "{" else "item")
        self.is_done = self.is_done or len(self._open) > MAX_DEPTH
        return Node(type, *self._span(event))

    def _closing(self, event: Any, type: Any) -> Node:
        self._open.pop()
        # A block ends where the next thing begins: it is taken to end with its last character.
        start, end = self._span(event)
        return Node(type, start, max(start, end))

    def _as_value(self, event: Any, value: object) -> Node | None:
        if self._open and self._open[-1] == "key":
            self.is_done = True
            return None
        self._next()
        return Node("scalar", *self._span(event), value)

    def _next(self) -> None:
        if self._open and self._open[-1] == "value":
            self._open[-1] = "key"

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            cure = f"remove &{event.anchor[:100]}, or put the text in quotes"
            self._fault("an anchor (&) is not read", cure, event, is_passed_over=True)
        if event.tag is not None:
            cure = "remove the word that begins with !, or put the text in quotes"
            self._fault("a tag (!) is not read", cure, event, is_passed_over=True)

    def _fault(
        self, message: str, cure: str, event: Any, code: str = "MLC009", *, is_passed_over: bool = False
    ) -> None:
        self._found.append(Fault(code, message, cure, *self._span(event), is_passed_over))

    def _span(self, event: Any) -> tuple[int, int]:
        return self._offset + event.start_mark.index, self._offset + event.end_mark.index


def _number(text: str) -> int | float:
    """The number that a text writes.

    Raises:
        OverflowError: A double cannot hold it.
    """
    if _INTEGER.fullmatch(text) and len(text) <= _MOST_DIGITS:
        number = int(text, 0 if text[:2] in ("0o", "0x") else 10)
        float(number)
        return number
    if text[:2] in ("0o", "0x") or math.isinf(float(text)):
        raise OverflowError
    return float(text)


def _yaml() -> Any:
    try:
        import yaml
    except ImportError as error:
        cure = 'install it: python -m pip install "mlcareer-content[yaml]"'
        raise UnreadableError([Fault("MLC010", "to read YAML takes PyYAML, which is not installed", cure)]) from error
    return yaml


def _character_offset(text: str, error: Any) -> int:
    """Where a character stands that YAML refuses: the C parser counts bytes, the other characters."""
    if error.encoding != "unicode":
        return len(text.encode()[: error.position].decode(errors="ignore"))
    return int(error.position)
