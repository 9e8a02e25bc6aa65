"""Lists, where something else stands: what they are to hold, and how that is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from .._schemas import fits
from ._forms import ID_PATTERN, id_of
from ._wording import LONGEST_CURE, shown

_LONGEST = 80
_LONGEST_NAME = 100
_FEW_PAIRS = 3
_TWO = 2
_ID = {"pattern": ID_PATTERN}
_PLAIN = re.compile("[A-Za-z][A-Za-z0-9-]*(?: [A-Za-z0-9-]+)*")
_NO_TEXTS = ("true", "false", "null", "yes", "no", "on", "off")


def items_of(value: object, schema: Any) -> list[Any]:
    """What a list would hold: each of some ids or names between commas, and else the value itself.

    Args:
        value: What stands where the list should be.
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
    return text if len(text) > _LONGEST_NAME or fits(text, _ID) else id_of(text) or text


def pairs_of(value: dict[str, Any], schema: Any) -> list[dict[str, Any]]:
    """The items that were written as one object, each as a key and a value for its two fields; none if none were.

    Args:
        value: What stands where the list should be.
        schema: The schema of the list.
    """
    item = schema["items"]
    if len(item.get("required", ())) != _TWO:
        return []
    first, second = item["required"]
    wanted = item["properties"][second]
    is_right = all(("enum" in wanted and isinstance(one, str)) or fits(one, wanted) for one in value.values())
    return [{first: key, second: one} for key, one in value.items()] if is_right else []


def written_as_list(field: str, items: Sequence[object], format: str, *, are_pairs: bool = False) -> str:
    """What to do about a value that should be a list.

    Args:
        field: The name of the field.
        items: What the list is to hold.
        format: What the document is written in.
        are_pairs: Whether the items were written as keys and values of one object.
    """
    is_folded = isinstance(items[0], str) and items[0].endswith("\n")
    items = [one[: _LONGEST + 1] if isinstance(one, str) else one for one in items]
    if are_pairs:
        return _pairs_written(field, items, format)
    if format in ("yaml", "markdown"):
        return _in_blocks(field, items, is_folded=is_folded)
    written = shown(list(items), _LONGEST)
    return f"make it a list: write {written}" if written.endswith("]") else f"put [ ] around it: {written}]"


def _in_blocks(field: str, items: Sequence[object], *, is_folded: bool) -> str:
    item = items[0]
    if isinstance(item, dict):
        return f"make it a list of one item: “- ” before its first field, {_SPACES} before each of the others"
    written = f"{field}: [{', '.join(_scalar(str(one)) for one in items)}]"
    if len(written) <= _LONGEST and not is_folded:
        return f"make it a list: write {written}"
    if is_folded:
        return f"make it a list: write “{field}:”, on the next line “  - >”, and {_SPACES} before the text below"
    return f"make it a list: write “{field}:”, and the text on the next line behind “  - ”"


def _pairs_written(field: str, items: Sequence[object], format: str) -> str:
    if format not in ("yaml", "markdown"):
        written = shown(list(items), LONGEST_CURE)
        return f"make it a list: write {written}"
    more = ", and so on" if len(items) > _FEW_PAIRS else ""
    return f"make it a list: write the lines {in_lines({field: list(items[:_FEW_PAIRS])})}{more}"


def in_lines(value: object) -> str:
    """A value as lines of YAML, each in quotation marks."""
    *others, last = (f"“{line}”" for line in _lines(value))
    return f"{', '.join(others)} and {last}" if others else last


def _lines(value: object) -> list[str]:
    if isinstance(value, dict):
        return [line for name, item in value.items() for line in _beneath(name, item)]
    if isinstance(value, list):
        return [f"{'  ' if number else '- '}{line}" for item in value for number, line in enumerate(_lines(item))]
    return [_scalar(value, LONGEST_CURE) if isinstance(value, str) else shown(value)]


def _beneath(name: str, item: object) -> list[str]:
    lines = _lines(item)
    return [f"{name}:", *(f"  {line}" for line in lines)] if isinstance(item, dict | list) else [f"{name}: {lines[0]}"]


def _scalar(text: str, longest: int = _LONGEST) -> str:
    """A text as YAML has it in brackets."""
    is_plain = _PLAIN.fullmatch(text) and text.lower() not in _NO_TEXTS
    return text if is_plain else shown(text, longest)


_SPACES = "two more spaces"
