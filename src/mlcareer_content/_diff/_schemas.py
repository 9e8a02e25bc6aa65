"""What changed between two sets of schemas: what rejects something that was valid, what only accepts more."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve

from .._read import step
from ..exceptions import ContentError
from ._changes import Effect, SchemaChange
from ._containment import Gap, gaps
from ._places import ANNOTATIONS, DIALECT, Places

_LONGEST = 80
# What is said of a property, of what is required, and of values.
_WORDS: dict[Effect, tuple[str, str, str]] = {
    "narrowed": ("the property is gone", "is required now", "no longer allowed"),
    "additive": ("the property is new", "may be left out now", "allowed now"),
}
_VERSION = re.compile(r"^(.*:v)([0-9]{1,9})(:[^:]*)$")


def schema_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[SchemaChange, ...]:
    """Everything that changed between two sets of schemas, which are named by their kinds.

    A schema holds copies of what it needs of the others: what changed in each
    copy alike is told once.

    Raises:
        ContentError: One of them is no schema, or too large to be compared.
    """
    found: dict[tuple[object, ...], SchemaChange] = {}
    for kind in sorted(old.keys() | new.keys(), key=lambda kind: (kind != "guide", kind)):
        for change in _changes(kind, old.get(kind), new.get(kind)):
            is_copy = change.pointer.startswith("/$defs/")
            found.setdefault((change.pointer, change.effect, change.detail, is_copy or kind), change)
    return tuple(found.values())


def _changes(kind: str, old: Any, new: Any) -> Iterator[SchemaChange]:
    if new is None:
        yield SchemaChange(kind, "", "narrowed", "the schema is gone")
    elif old is None:
        yield SchemaChange(kind, "", "additive", "the schema is new")
    elif old != new:
        try:
            before, after = Places(old), Places(new)
            found = [*_meaning(kind, before, after), *_annotations(kind, before, after)]
        except ContentError as error:
            raise ContentError(f"the schema of {kind} cannot be compared: {error}") from error
        yield from found or [SchemaChange(kind, "", "annotation", "it is put differently, and means the same")]


def _meaning(kind: str, old: Places, new: Places) -> Iterator[SchemaChange]:
    """What is accepted otherwise; where that cannot be told, it counts as narrowed."""
    if any(not isinstance(schema.root, dict) or schema.root.get("$schema") != DIALECT for schema in (old, new)):
        yield SchemaChange(kind, "/$schema", "narrowed", "only schemas of the draft 2020-12 can be compared")
        return
    before, after = str(old.root.get("$id")), str(new.root.get("$id"))
    announced = _is_raised(before, after)
    if before != after:
        effect: Effect = "annotation" if announced else "narrowed"
        yield SchemaChange(kind, "/$id", effect, f"{before} became {after}")
    narrowed = [SchemaChange(kind, gap.pointer, "narrowed", _said(gap, "narrowed")) for gap in gaps(old, new)]
    yield from (evolve(change, announced=announced) for change in narrowed)
    places = {change.pointer for change in narrowed}
    for gap in gaps(new, old):
        if gap.pointer not in places:
            yield SchemaChange(kind, gap.pointer, "additive", _said(gap, "additive"))


def _is_raised(before: str, after: str) -> bool:
    old, new = _VERSION.match(before), _VERSION.match(after)
    return bool(old and new and (old[1], old[3]) == (new[1], new[3]) and int(new[2]) > int(old[2]))


def _said(gap: Gap, effect: Effect) -> str:
    """What narrowed, or widened, in a few words; what widened is a gap on the way back."""
    property, required, values = _WORDS[effect]
    if gap.keyword == "property":
        return property
    if gap.keyword == "required":
        return f"{gap.after} {required}"
    if gap.keyword == "enum" and isinstance(gap.before, list):
        only_before = [value for value in gap.before if value not in gap.after]
        if only_before:
            return f"{values}: {', '.join(map(_json, only_before))}"
    sides = (gap.before, gap.after) if effect == "narrowed" else (gap.after, gap.before)
    return _became(gap.keyword, *sides)


def _became(keyword: str, before: Any, after: Any) -> str:
    if before is None:
        return f"{keyword} {_json(after)} is new"
    if after is None:
        return f"{keyword} {_json(before)} is gone"
    return f"{keyword} {_json(before)} became {_json(after)}"


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _annotations(kind: str, old: Places, new: Places) -> Iterator[SchemaChange]:
    before = dict(old.items())
    for pointer, part in new.items():
        earlier = before.get(pointer, part)
        for name in ANNOTATIONS:
            if earlier.get(name) != part.get(name):
                yield SchemaChange(kind, f"{pointer}/{step(name)}", "annotation", f"another {name}")
