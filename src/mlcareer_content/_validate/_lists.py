"""Suggest lists for values that should be lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from .._entries import ID
from .._limits import MAX_NAME_LENGTH_COMPARED
from .._schemas import fits
from .._sentence import Sentence, sentence
from .._text_safety import quoted
from ._field_formats import id_from

_MAX_LINE = 80
_MAX_COPIED = 200
_FEW_PAIRS = 3
_TWO = 2
_PLAIN = re.compile("[A-Za-z][A-Za-z0-9-]*(?: [A-Za-z0-9-]+)*")
_NOT_STRINGS = ("true", "false", "null", "yes", "no", "on", "off")


def items_of(value: object, schema: Any) -> list[Any]:
    """The items of the list that a value should be: comma-separated ids or names, otherwise the value itself.

    Args:
        value: The value that should be a list.
        schema: The schema of the list.
    """
    if not isinstance(value, str) or schema["items"].get("title") not in ("Id", "Name"):
        return [value]
    parts = [part.strip() for part in value.split(",") if part.strip()] or [value]
    if schema["items"]["title"] == "Id":
        return [_as_id(part) for part in parts]
    is_one_person = schema["title"] == "Authors" and not all(" " in part for part in parts)  # “Géron, Aurélien”
    return [value] if is_one_person or value.endswith("\n") else parts


def _as_id(text: str) -> str:
    return text if len(text) > MAX_NAME_LENGTH_COMPARED or ID.fullmatch(text) else id_from(text) or text


def pairs_of(value: dict[str, Any], schema: Any) -> list[dict[str, Any]]:
    """The items of a list that was written as one object, with a key and a value for the two fields of each item.

    Args:
        value: The object.
        schema: The schema of the list.
    """
    item = schema["items"]
    if len(item.get("required", ())) != _TWO:
        return []
    first, second = item["required"]
    wanted = item["properties"][second]
    is_right = all(("enum" in wanted and isinstance(one, str)) or fits(one, wanted) for one in value.values())
    return [{first: key, second: one} for key, one in value.items()] if is_right else []


def suggest_list(field: str, items: Sequence[object], format: str, *, are_pairs: bool = False) -> Sentence:
    """The suggestion for a value that should be a list.

    Args:
        field: The name of the field.
        items: The items of the list.
        format: The format of the document.
        are_pairs: Whether the items were written as keys and values of one object.
    """
    is_folded = isinstance(items[0], str) and items[0].endswith("\n")
    items = [one[: _MAX_LINE + 1] if isinstance(one, str) else one for one in items]
    if are_pairs:
        return _suggest_pairs(field, items, format)
    if format in ("yaml", "markdown"):
        return _suggest_yaml(field, items, is_folded=is_folded)
    written = quoted(list(items), _MAX_LINE)
    if len(written) < _MAX_LINE or written[-1] != "…":
        return sentence("make it a list: write {written}", written=written)
    return sentence("put [ ] around it: {written}]", written=written)


def _suggest_yaml(field: str, items: Sequence[object], *, is_folded: bool) -> Sentence:
    item = items[0]
    if isinstance(item, dict):
        return sentence(
            "make it a list with one item: “- ” before its first field, {spaces} before the others", spaces=_SPACES
        )
    written = f"{field}: [{', '.join(_scalar(str(one)) for one in items)}]"
    if len(written) <= _MAX_LINE and not is_folded:
        return sentence("make it a list: write {written}", written=written)
    if is_folded:
        template = "make it a list: write “{field}:”, “  - >” on the next line, and {spaces} before the text below"
        return sentence(template, field=field, spaces=_SPACES)
    return sentence("make it a list: write “{field}:”, and the text on the next line after “  - ”", field=field)


def _suggest_pairs(field: str, items: Sequence[object], format: str) -> Sentence:
    if format not in ("yaml", "markdown"):
        written = quoted(list(items), _MAX_COPIED)
        return sentence("make it a list: write {written}", written=written)
    more = ", and so on" if len(items) > _FEW_PAIRS else ""
    lines = as_yaml_lines({field: list(items[:_FEW_PAIRS])})
    return sentence("make it a list: write the lines {lines}{more}", lines=lines, more=more)


def as_yaml_lines(value: object) -> str:
    """A value as lines of YAML, each in quotation marks."""
    *others, last = (f"“{line}”" for line in _lines(value))
    return f"{', '.join(others)} and {last}" if others else last


def _lines(value: object) -> list[str]:
    if isinstance(value, dict):
        return [line for name, item in value.items() for line in _beneath(name, item)]
    if isinstance(value, list):
        return [f"{'  ' if number else '- '}{line}" for item in value for number, line in enumerate(_lines(item))]
    return [_scalar(value, _MAX_COPIED) if isinstance(value, str) else quoted(value, _MAX_COPIED)]


def _beneath(name: str, item: object) -> list[str]:
    lines = _lines(item)
    return [f"{name}:", *(f"  {line}" for line in lines)] if isinstance(item, dict | list) else [f"{name}: {lines[0]}"]


def _scalar(text: str, longest: int = _MAX_LINE) -> str:
    """A text as a scalar in a YAML list in brackets."""
    is_plain = _PLAIN.fullmatch(text) and text.lower() not in _NOT_STRINGS
    return text if is_plain else quoted(text, longest)


_SPACES = "two more spaces"
