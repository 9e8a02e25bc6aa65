"""Write a document in its canonical form: JSON with the fields in the order of the schema."""

from __future__ import annotations

from typing import Any

from ._entries import ENVELOPE, KINDS
from ._schemas import definition
from ._text_safety import json_text


def canonical_json(value: Any) -> str:
    """The canonical JSON of a document; the same document always gives the same text.

    Nothing is lost: unknown fields come after the others.

    Args:
        value: The document, valid or not.
    """
    kind = value.get("kind") if isinstance(value, dict) else None
    return json_text(_ordered(value, definition(kind)) if kind in KINDS else value)


def _ordered(value: Any, schema: dict[str, Any]) -> Any:
    if isinstance(value, list):
        return [_ordered(item, schema.get("items", {})) for item in value]
    if not isinstance(value, dict):
        return value
    fields = schema.get("properties", {})
    names = dict.fromkeys((*ENVELOPE, *fields, *value))
    return {name: _ordered(value[name], fields.get(name, {})) for name in names if name in value}
