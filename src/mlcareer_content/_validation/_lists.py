"""How a list is written that holds what stands where the list should be."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ._wording import shown

_LONGEST = 80
_PLAIN = re.compile("[A-Za-z][A-Za-z0-9-]*(?: [A-Za-z0-9-]+)*")
_NO_TEXTS = ("true", "false", "null", "yes", "no", "on", "off")


def written_as_list(field: str, items: Sequence[object], format: str) -> str:
    """What to do about a value that should be a list.

    Args:
        field: The name of the field.
        items: What the list is to hold.
        format: What the document is written in.
    """
    is_folded = isinstance(items[0], str) and items[0].endswith("\n")
    items = [one[: _LONGEST + 1] if isinstance(one, str) else one for one in items]
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


def _scalar(text: str) -> str:
    """A text as YAML has it in brackets."""
    is_plain = _PLAIN.fullmatch(text) and text.lower() not in _NO_TEXTS
    return text if is_plain else shown(text, _LONGEST)


_SPACES = "two more spaces"
