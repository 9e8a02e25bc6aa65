"""What `to_dict` adds to plain data if it is asked for what can be computed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import fields_dict

from ..model import Entry, Prose


def with_computed(item: Any, plain: Any) -> Any:
    """The plain data of an item with the ref and the label of each entry, and the text and the HTML of each prose.

    Args:
        item: A guide, a collection, an entry, or a part of one.
        plain: Its plain data.
    """
    if isinstance(plain, list):
        return [with_computed(*pair) for pair in zip(item, plain, strict=True)]
    return dict(_members(item, plain)) if isinstance(plain, dict) else plain


def _members(item: Any, plain: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    own = fields_dict(type(item))
    for name, value in plain.items():
        if name == "id" and isinstance(item, Entry):
            yield "ref", item.ref
            yield "label", item.label
        part = getattr(item, name) if name in own else None
        if isinstance(part, Prose):
            yield from ((name, value), (f"{name}_text", part.text), (f"{name}_html", str(part.html)))
        else:
            # What data has under another name than the model, such as the skills of a stage, has no prose.
            yield name, value if part is None else with_computed(part, value)
