"""Suggestions that several checks make: near matches, and how to write a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from .._sentence import Sentence, sentence
from .._skeletons import yaml_lines
from .._text_safety import quoted
from ..exceptions import containing, near

#: Of more names than this, not all are listed.
MAX_NAMES_LISTED = 8
#: More of what a guide declares, which no command lists.
MAX_DECLARED_LISTED = 20

_MAX_LINE = 80
_MAX_COPIED = 200
_MAX_PAIRS = 3
_PLAIN = re.compile("[A-Za-z][A-Za-z0-9-]*(?: [A-Za-z0-9-]+)*")
_NOT_STRINGS = ("true", "false", "null", "yes", "no", "on", "off")
_TYPE_NAMES = {bool: "", int: "the number ", float: "the number ", str: "the string "}


def did_you_mean(name: object, allowed: Iterable[str]) -> Sentence | None:
    """The question for the near matches of a name, or for names that contain it or are contained in it."""
    allowed = tuple(allowed)
    matches = near(name, allowed) or containing(name, allowed) if isinstance(name, str) else ()
    return one_of(matches) if matches else None


def one_of(names: Sequence[object]) -> Sentence:
    """The question for some near matches."""
    return sentence("did you mean {matches!o}?", matches=names)


def explained(schema: Any) -> str:
    """A colon and the description of a choice, if it explains each of the allowed values; otherwise nothing."""
    description = lower_first(schema["description"])
    choices = schema.get("enum") or [choice["const"] for choice in schema["anyOf"] if "const" in choice]
    return f": {description}" if all(choice in description for choice in choices) else ""


def lower_first(text: str) -> str:
    """A text for use after a colon."""
    return text[:1].lower() + text[1:]


def described(value: object, written: str = "") -> Sentence:
    """A value with its type, such as “the number 3”; as the file has it, if that is given."""
    if isinstance(value, list | dict):
        return sentence("a list" if isinstance(value, list) else "an object")
    if written and len(written) <= _MAX_LINE:
        return sentence(_TYPE_NAMES.get(type(value), "") + "{written}", written=written)
    return sentence(_TYPE_NAMES.get(type(value), "") + "{value!r}", value=value)


def suggest_list(field: str, items: Sequence[object], *, is_yaml: bool, are_pairs: bool = False) -> Sentence:
    """The suggestion for a value that should be a list, of items or of pairs that were written as one object."""
    first, is_several = items[0], len(items) > 1 or "\n" in str(items[0]).rstrip()
    items = [one[: _MAX_LINE + 1] if isinstance(one, str) else one for one in items]
    template = "write {written}"
    if is_yaml and are_pairs:
        written = as_yaml_lines({field: items[:_MAX_PAIRS]})
        template = "write the lines {written}" + (", and so on" if len(items) > _MAX_PAIRS else "")
    elif is_yaml and isinstance(first, dict):
        return sentence("make it a list with one item: “- ” before its first field, two more spaces before the others")
    elif is_yaml:
        written = f"{field}: [{', '.join(_scalar(str(one)) for one in items)}]"
        if isinstance(first, str) and first.endswith("\n"):  # a block scalar, which brackets cannot contain
            template = (
                "write “{field}:”, “  - ” and the | or > on the next line, and two more spaces before the text below"
            )
        elif len(written) > _MAX_LINE or is_several != (len(items) > 1):
            what = "each item on a line of its own" if is_several else "the text on the next line"
            template = f"write “{{field}}:”, and {what} after “  - ”"
    else:
        written = quoted(items, _MAX_COPIED if are_pairs else _MAX_LINE)
        if not are_pairs and len(written) == _MAX_LINE and written[-1] == "…":
            if is_several:
                return sentence("make it a list, with each item in quotes of its own")
            return sentence("put [ ] around it: {written}]", written=written)
    return sentence("make it a list: " + template, written=written, field=field)


def as_yaml_lines(value: object) -> str:
    """A value as lines of YAML, each in quotation marks."""
    *others, last = (f"“{line}”" for line in yaml_lines(value, _copied))
    return f"{', '.join(others)} and {last}" if others else last


def _copied(value: object) -> str:
    return _scalar(value, _MAX_COPIED) if isinstance(value, str) else quoted(value, _MAX_COPIED)


def _scalar(text: str, longest: int = _MAX_LINE) -> str:
    """A text as a scalar of YAML, in quotes if it needs them."""
    is_plain = _PLAIN.fullmatch(text) and text.lower() not in _NOT_STRINGS
    return text if is_plain else quoted(text, longest)
