"""What changed in the fields of one entry."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from .._entries import ENVELOPE, RawEntry
from .._fields import all_fields, references
from ._changes import Change, FieldChanged, Referenced, Reordered, Retired, Reworded
from ._matching import Matching
from ._words import moved

_APART = {*ENVELOPE, "id", "former_ids", "sections"}


def json_of(value: object) -> str | None:
    """A value as JSON; nothing for what is absent."""
    return None if value is None else json.dumps(value, ensure_ascii=False)


def field_changes(old: RawEntry, new: RawEntry, matching: Matching) -> Iterator[Change]:
    """What changed in an entry, whatever became of its id."""
    referred = list(_reference_changes(old, new, matching))
    before, after = _common(dict(_fields(old, matching)), dict(_fields(new, None)))
    retired = _retired(new.ref, before, after, referred)
    if retired:
        yield retired
        referred = [change for change in referred if change.field != "replaced_by" or change.removed]
    yield from referred
    for name in dict.fromkeys((*before, *after)):
        told = retired and name == "last_available_on" and name not in before
        if before.get(name) != after.get(name) and not told:
            yield _field_change(new, name, before.get(name), after.get(name))
    yield from _reordered(old, new, matching)


def _retired(ref: str, before: dict[str, Any], after: dict[str, Any], referred: list[Referenced]) -> Retired | None:
    day = after.get("last_available_on") if "last_available_on" not in before else None
    replaced_by = tuple(name for change in referred if change.field == "replaced_by" for name in change.added)
    is_credential = ref.startswith("credential:")
    return Retired(ref, str(day) if day else None, replaced_by) if is_credential and (day or replaced_by) else None


def _field_change(raw: RawEntry, name: str, before: object, after: object) -> Change:
    if _is_text(raw.kind, name):
        texts = _text(before), _text(after)
        if None not in texts and texts[0] != texts[1]:
            return Reworded(raw.ref, name, str(texts[0]), str(texts[1]))
    return FieldChanged(raw.ref, name, json_of(before), json_of(after))


def _is_text(kind: str, name: str) -> bool:
    steps = name.split("/")
    translated = (field.path for field in all_fields(kind) if field.is_translated)
    return any(steps[0] == path[0] and steps[-1] in path for path in translated)


def _text(value: object) -> str | None:
    """The text that a field holds; nothing where its value has the wrong shape."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "\n\n".join(value)
    return None


def _fields(raw: RawEntry, matching: Matching | None) -> Iterator[tuple[str, Any]]:
    """What an entry says beside what it refers to; where it says something of an entry, under that one's present id."""
    keys = {path[0]: (path, kind) for path, kind in references(raw.kind).items()}
    for name, value in raw.value.items():
        if name in _APART:
            continue
        if name not in keys:
            yield name, value
        elif len(keys[name][0]) == 3 and isinstance(value, list):  # noqa: PLR2004 - a list of objects, each with an id
            yield from _fields_of_items(name, value, keys[name][0][-1], keys[name][1], matching)


def _common(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two sets of fields, without what is said of an entry that only one of them refers to."""
    items = [{name.rpartition("/")[0] for name in names} for names in (before, after)]
    common = {"", *(items[0] & items[1])}
    kept = ({name: names[name] for name in names if name.rpartition("/")[0] in common} for names in (before, after))
    return next(kept), next(kept)


def _fields_of_items(
    name: str, items: list[Any], key: str, kind: str, matching: Matching | None
) -> Iterator[tuple[str, Any]]:
    for item in items:
        if isinstance(item, dict):
            id = _present(f"{kind}:{item.get(key)}", matching).partition(":")[2]
            yield from ((f"{name}/{id}/{field}", value) for field, value in item.items() if field != key)


def _present(ref: str, matching: Matching | None) -> str:
    """What a ref of the old guide is called in the new one."""
    if matching is None:
        return ref
    return matching.now(matching.old.leads_to(ref) or ref) or ref


def _references(raw: RawEntry, matching: Matching | None) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {}
    for pointer, ref in raw.references:
        field = pointer[len(raw.pointer) + 1 :].partition("/")[0]
        found.setdefault(field, {})[_present(ref, matching)] = None
    return {field: list(refs) for field, refs in found.items()}


def _reference_changes(old: RawEntry, new: RawEntry, matching: Matching) -> Iterator[Referenced]:
    before, after = _references(old, matching), _references(new, None)
    for field in dict.fromkeys((*before, *after)):
        earlier, later = before.get(field, []), after.get(field, [])
        added, removed = _without(later, earlier), _without(earlier, later)
        if added or removed:
            yield Referenced(new.ref, field, added, removed)


def _without(refs: list[str], others: list[str]) -> tuple[str, ...]:
    known = set(others)
    return tuple(ref for ref in refs if ref not in known)


def _reordered(old: RawEntry, new: RawEntry, matching: Matching) -> Iterator[Change]:
    before, after = _references(old, matching), _references(new, None)
    for field in (field for field in after if field in before):
        common = set(before[field]).intersection(after[field])
        earlier = [ref for ref in before[field] if ref in common]
        later = [ref for ref in after[field] if ref in common]
        if earlier != later:
            yield Reordered(new.ref, field, moved(earlier, later))
