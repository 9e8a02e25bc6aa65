"""Read the part of YAML that JSON has too, by the 1.2 core schema.

It is read from the parser's events: composing 30,000 nested brackets crashes
libyaml, aliases expand without bound, and PyYAML itself reads `no` as false,
1.10 as 1.1 and keeps the last of two equal keys. Anchors, aliases, tags, merge
keys, keys that are not strings, duplicate keys and second documents are problems.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any

from .._limits import MAX_DEPTH, MAX_DIGITS, MAX_SYNTAX_PROBLEMS, MAX_TRIES_PER_LINE, MAX_YAML_CHARACTERS_READ_AGAIN
from .._sentence import Text, sentence
from .._text_safety import SURROGATE
from ..problems import Problem
from ._nodes import Node, UnreadableError, problem_at, value_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._yaml_characters import Lookalike

_CONSTANTS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?(\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN")
# A comment needs a space before it. libyaml accepts one without it, and so drops a part of "C"# and [a,#b].
_MAY_BE_GLUED = re.compile("[\"'\\]},]#")
_GLUED_COMMENT = re.compile("(?:[ \\t]*,)?(#)")
_FIRST_OF_NON_STRINGS = frozenset("~-+.0123456789tTfFnN")
_MAX_LIBYAML_DEPTH = 10_000
_LONGEST_SHOWN = 30


def parse(text: str, *, recover: bool = True) -> tuple[object, list[Problem]]:
    """The value of a YAML text, and its problems.

    Args:
        text: The text.
        recover: Whether syntax errors are corrected where the correction is certain.

    Raises:
        UnreadableError: The text is not YAML, or uses a part of YAML that is not read.
    """
    parts, problems = nodes(text, recover=recover)
    value = value_of(parts, text, problems)
    if not parts:
        raise UnreadableError([problem_at("MLC004", "no document in this file", "write a document into it")])
    return value, problems


def nodes(text: str, *, recover: bool = True) -> tuple[list[Node], list[Problem]]:
    """The nodes of a YAML text, whose syntax errors are corrected where the correction is certain, and its problems.

    Args:
        text: The text.
        recover: Whether they are corrected.

    Raises:
        UnreadableError: The text is not YAML, or PyYAML is not installed.
    """
    try:
        return _parsed(text)
    except UnreadableError as error:
        if not recover:
            raise
        return _corrected(text, error)


def _corrected(text: str, error: UnreadableError) -> tuple[list[Node], list[Problem]]:
    """The nodes of a text after correction, and everything that is wrong with it.

    Raises:
        UnreadableError: A correction is not certain.
    """
    from ._yaml_errors import Draft  # which only invalid YAML needs

    draft, left = Draft(text), error
    most = MAX_TRIES_PER_LINE * (text.count("\n") + 1)
    for _ in range(min(most, MAX_YAML_CHARACTERS_READ_AGAIN // (len(text) + 1))):
        if not draft.correct(left.__cause__):
            break
        try:
            parts, problems = _parsed(draft.text)
        except UnreadableError as another:
            left = another
            continue
        if not parts or parts[0].type != "{":
            raise error
        draft.report(problems)
        return [draft.as_written(part) for part in parts], draft.problems
    if left is error:
        raise error
    draft.report(left.problems)
    raise UnreadableError(draft.problems)


def _parsed(text: str) -> tuple[list[Node], list[Problem]]:
    """The nodes of a text, and the problems that do not end reading.

    Raises:
        UnreadableError: The text is not YAML, or PyYAML is not installed.
    """
    yaml = _yaml()
    reader = _Reader(yaml, text)
    problems = reader.problems
    nodes = []
    try:
        for event in _events(yaml, text):
            if node := reader.node(event):
                nodes.append(node)
            if reader.is_done:
                break
    except yaml.MarkedYAMLError as error:
        from ._yaml_errors import explained

        raise UnreadableError([*problems, *explained(error, text)]) from error
    except yaml.reader.ReaderError as error:
        is_number_of_bytes = error.encoding != "unicode"  # the parser in C counts bytes, the other characters
        at = len(text.encode()[: error.position].decode(errors="ignore")) if is_number_of_bytes else error.position
        from .._hidden_text import described

        message = described(text[at])
        raise UnreadableError([*problems, problem_at("MLC004", message, "remove it", at, at + 1)]) from error
    except (ValueError, OverflowError) as error:  # an escape in quotes or in a tag that stands for no character
        message = "the escape after this is not a Unicode character"
        raise UnreadableError([*problems, problem_at("MLC004", message, "remove it", reader.at, reader.at)]) from error
    if reader.lookalikes:
        from ._yaml_characters import LookalikeError

        one = reader.lookalikes[0]
        first = problem_at("MLC004", one.message, one.suggestion, one.start, one.end)
        raise UnreadableError([*problems, first]) from LookalikeError(*reader.lookalikes)
    return nodes, problems


def _events(yaml: Any, text: str) -> Iterator[Any]:
    """The events of PyYAML."""
    parse = partial(yaml.parse, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    number = 0
    try:
        for number, event in enumerate(parse(text), 1):  # noqa: B007 - needed after the loop
            yield event
    except yaml.MarkedYAMLError as error:
        # libyaml 0.2.6 and later stops at 10,000 levels without the events before; they are needed for the position.
        if sum(map(text.count, "[{-?")) >= _MAX_LIBYAML_DEPTH:
            yield from islice(parse(text[: error.problem_mark.index]), number, None)
        raise


class _Reader:
    """Turns the events of PyYAML into nodes, one at a time."""

    def __init__(self, yaml: Any, text: str) -> None:
        self._readers: dict[type, Callable[[Any], Node | None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: partial(self._opening, type="{"),
            yaml.SequenceStartEvent: partial(self._opening, type="["),
            yaml.MappingEndEvent: partial(self._closing, type="}"),
            yaml.SequenceEndEvent: partial(self._closing, type="]"),
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        self._text = text
        self._key: Any = None  # the event of the last key
        self.lookalikes: list[Lookalike] = []
        self._open: list[str] = []  # what comes next: "key" or "value" in an object, "item" in a list
        self._may_be_glued = bool(_MAY_BE_GLUED.search(text))
        self._documents = 0
        self._second: Any = None  # the beginning of another document, until its first value is known
        self.problems: list[Problem] = []
        self.is_done = False
        self.at = 0

    def node(self, event: Any) -> Node | None:
        """The node of an event, if it has one."""
        self.at = event.end_mark.index
        if self._may_be_glued and (comment := _GLUED_COMMENT.match(self._text, self.at)):
            suggestion = "write a space before it, or put the whole text in quotes"
            where = comment.span(1)
            self._add_at(where, "MLC004", "missing space before this comment", suggestion, is_recoverable=True)
        read = self._readers.get(type(event))
        if second := self._second:
            self._second = None
            # A last line --- begins a document too, whose value is not written.
            if read != self._scalar or event.start_mark.index < event.end_mark.index:
                self._add(
                    "second document in one file",
                    "remove this line, or put what follows into a file of its own",
                    second,
                )
                self.is_done = True
            return None
        return read(event) if read else None

    def _alias(self, event: Any) -> Node:
        self._add("aliases (*) are not supported", "write the value out", event)
        return self._key_or_value(event, event.anchor, None)

    def _document(self, event: Any) -> None:
        self._documents += 1
        if event.tags:
            self._add("%TAG directives are not supported", "remove it", event, is_recoverable=True)
        if self._documents > 1:
            self._second = event

    def _scalar(self, event: Any) -> Node:
        self._refuse_marks(event)
        text = event.value
        value: object = text
        if event.style == '"' and not text.isascii() and SURROGATE.search(text):
            self._add("an escape is an unpaired surrogate", "write both halves, or the character", event, "MLC003")
        if (event.implicit[0] or event.tag) and not event.style and (not text or text[0] in _FIRST_OF_NON_STRINGS):
            value = self._plain(event)
        if not text and not event.style and (event.anchor or event.tag):
            value = self._text[slice(*_span(event))]  # a text that begins with & or !, as in &more
        if text and not event.style:
            self.lookalikes += self._lookalikes(event)
        if self._open and self._open[-1] == "key":
            if text == "<<" and not event.style:
                self._add("merge keys (<<) are not supported", "write the fields out", event)
            elif self._text[event.start_mark.index - 1 : event.start_mark.index] == "?":
                self._add("a text in brackets cannot begin with ?", "put it in quotes", event)
            elif value is None and not text:
                self._add("missing key before this colon", "write the name of a field before it", event)
            elif not isinstance(value, str):
                message = sentence("the key {key} is not a string", key=text[:100])
                self._add(message, sentence("put it in quotes: {key!c}", key=text), event)
        return self._key_or_value(event, text, value)

    def _lookalikes(self, event: Any) -> Iterable[Lookalike]:
        """What makes an unquoted text another key than it looks like, or one string instead of several items."""
        is_key, is_value = (self._open[-1:] == [each] for each in ("key", "value"))
        if is_key and not event.value.isascii():
            from ._yaml_characters import white_space_around

            return white_space_around(self._text, *_span(event))
        if is_value and self._key.end_mark.line < event.start_mark.line:
            from ._yaml_characters import in_list

            return in_list(self._text, self._key.start_mark.index, event.end_mark.index)
        if self._open[-1:] == ["item"] and event.start_mark.line < event.end_mark.line:
            from ._yaml_characters import deeper_items

            return deeper_items(self._text, *_span(event))
        return ()

    def _plain(self, event: Any) -> object:
        """The value of an unquoted text, by the YAML 1.2 core schema."""
        text = event.value
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if _INTEGER.fullmatch(text) or _FLOAT.fullmatch(text) or _NOT_FINITE.fullmatch(text):
            number = _finite_number(text)
            if number is None:
                message = sentence("{number} is not a finite number", number=text[:_LONGEST_SHOWN])
                self._add(message, "use a number that a double can hold, or put it in quotes", event, "MLC006")
            return number
        return text

    def _key_or_value(self, event: Any, key: str, value: object) -> Node:
        if self._open and self._open[-1] == "key":
            self._open[-1] = "value"
            self._key = event
            return Node("key", *_span(event), key)
        self._next()
        return Node("scalar", *_span(event), value)

    def _opening(self, event: Any, type: Any) -> Node | None:
        self._refuse_marks(event)
        if self._open and self._open[-1] == "key":
            self._add("a key cannot be an object or a list", "use a string", event)
            self.is_done = True
            return None
        self._next()
        self._open.append("key" if type == "{" else "item")
        self.is_done = self.is_done or len(self._open) > MAX_DEPTH
        return Node(type, *_span(event))

    def _closing(self, event: Any, type: Any) -> Node:
        self._open.pop()
        # PyYAML ends a block where the next node begins, which may be lines below.
        start, end = _span(event)
        return Node(type, start, max(start, end))

    def _next(self) -> None:
        if self._open and self._open[-1] == "value":
            self._open[-1] = "key"

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            suggestion = sentence("remove &{anchor}, or put the text in quotes", anchor=event.anchor[:100])
            self._add("anchors (&) are not supported", suggestion, event, is_recoverable=True)
        if event.tag is not None:
            suggestion = sentence("remove the word that begins with !, or put the text in quotes")
            self._add("tags (!) are not supported", suggestion, event, is_recoverable=True)

    def _add(
        self, message: Text, suggestion: Text, event: Any, code: str = "MLC009", *, is_recoverable: bool = False
    ) -> None:
        self._add_at(_span(event), code, message, suggestion, is_recoverable=is_recoverable)

    def _add_at(
        self, where: tuple[int, int], code: str, message: Text, suggestion: Text, *, is_recoverable: bool
    ) -> None:
        is_enough = len(self.problems) >= MAX_SYNTAX_PROBLEMS
        if is_enough and is_recoverable:
            return
        self.problems.append(problem_at(code, message, suggestion, *where, is_recoverable=is_recoverable))
        self.is_done = self.is_done or is_enough  # the document is not read anyway


def _span(event: Any) -> tuple[int, int]:
    return event.start_mark.index, event.end_mark.index


def _finite_number(text: str) -> int | float | None:
    """The number that a text stands for; none if a double cannot hold it."""
    is_based = text[:2] in ("0o", "0x")
    try:
        if _INTEGER.fullmatch(text) and len(text) <= MAX_DIGITS:
            whole = int(text, 0 if is_based else 10)
            return whole if math.isfinite(whole) else None
        number = math.inf if is_based or _NOT_FINITE.fullmatch(text) else float(text)
    except OverflowError:  # of an integer that no double holds
        return None
    return number if math.isfinite(number) else None


def _yaml() -> Any:
    try:
        import yaml
    except ImportError as error:
        suggestion = 'install it: python -m pip install "mlcareer-content[yaml]"'
        message = "reading YAML requires PyYAML, which is not installed"
        raise UnreadableError([problem_at("MLC010", message, suggestion)]) from error
    return yaml
