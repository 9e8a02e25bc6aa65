"""A difference for programs."""

from __future__ import annotations

import json
import re
from typing import Any

from attrs import asdict

from .._text_safety import json_text
from . import Difference, Edition
from ._changes import Change, FieldChanged, Reworded, SchemaChange
from ._words import word_changes

VERSION = 1


def as_json(difference: Difference) -> str:
    """All of a difference as a JSON document."""
    value = {
        "kind": "difference",
        "version": VERSION,
        "old": _side(difference.old),
        "new": _side(difference.new),
        "ok": not difference.broken,
        "bump": difference.bump,
        "next_version": difference.next_version,
        "content": list(map(_content, difference.content)),
        "schemas": None if difference.schemas is None else list(map(_schema, difference.schemas)),
    }
    return json_text(value)


def _side(edition: Edition) -> dict[str, Any]:
    return {"name": edition.name, "version": edition.version}


def _content(change: Change) -> dict[str, Any]:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(change).__name__).lower()
    value = {"change": words, "bump": change.bump, "breaks": change.breaks, **asdict(change)}
    if isinstance(change, FieldChanged):
        value |= {side: json.loads(value[side] or "null") for side in ("before", "after")}
    if isinstance(change, Reworded):
        value["words"] = [run._asdict() for run in word_changes(change.before, change.after)]
    return value


def _schema(change: SchemaChange) -> dict[str, Any]:
    value = asdict(change)
    del value["is_whole"]
    return {"bump": change.bump, "breaks": change.breaks, **value}
