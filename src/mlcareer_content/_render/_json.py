"""The canonical document: what the schemas describe, in a fixed order of keys."""

from __future__ import annotations

from typing import Any

from attrs import fields

from .._collection import Collection
from .._convert import unstructure
from .._text_safety import json_text
from ..guide import Guide
from ..model import Entry
from ._options import Options, Renderable


def to_dict(item: Renderable) -> dict[str, Any]:
    """A guide, a collection or an entry as plain data: a document that says its kind.

    Returns:
        A fresh dict of dicts, lists, strings, numbers and booleans. References are ids.

    Raises:
        TypeError: `item` is none of the three.

    .. versionadded:: 0.1.0
    """
    match item:
        case Entry():
            return {"kind": item.kind, **unstructure(item)}
        case Collection():
            return {"kind": item.kind, "entries": [unstructure(entry) for entry in item]}
        case Guide():
            parts = {attribute.name: _part(getattr(item, attribute.name)) for attribute in fields(Guide)}
            return {"kind": "guide", **{name: part for name, part in parts.items() if part}}
    raise TypeError(f"to_dict takes a guide, a collection or an entry, not {type(item).__name__}")


def render_json(item: Renderable, _options: Options) -> str:
    """The document as JSON text with two spaces of indent."""
    return json_text(to_dict(item))


def _part(value: object) -> Any:
    if isinstance(value, Collection):
        return [unstructure(entry) for entry in value]
    return unstructure(value)
