"""Compare the fields of one entry."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from .._entries import ENVELOPE, RawEntry
from .._fields import all_fields, references
from ._changes import Change, FieldChanged, Referenced, Reordered, Retired, Reworded
from ._text_diff import moved

# Ids and former ids are compared as refs, sections as entries.
_COMPARED_ELSEWHERE = {*ENVELOPE, "id", "former_ids", "sections"}
Present = Callable[[str], str]


def entry_changes(old: RawEntry, new: RawEntry, present: Present) -> Iterator[Change]:
    """The changes of an entry, except of its id.

    Args:
        old: The entry in the old guide.
        new: The same entry in the new guide.
        present: Gives the new ref for a ref of the old guide.
    """
    references_before, references_after = _references(old, present), _references(new, str)
    referenced = list(_reference_changes(new.ref, references_before, references_after))
    before, after = _common(dict(_other_fields(old, present)), dict(_other_fields(new, str)))
    retired = _retired(new, before, after, referenced)
    if retired:
        yield retired
        referenced = [change for change in referenced if change.field != "replaced_by" or change.removed]
    yield from referenced
    for name in dict.fromkeys((*before, *after)):
        is_reported = retired and name == "last_available_on" and name not in before
        if before.get(name) != after.get(name) and not is_reported:
            yield _field_change(new, name, before.get(name), after.get(name))
    yield from _reordered(new.ref, references_before, references_after)


def json_of(value: object) -> str | None:
    """A value as JSON; none for an absent one."""
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _references(raw: RawEntry, present: Present) -> dict[str, list[str]]:
    """The refs of other entries in each field, by their present names."""
    found: dict[str, dict[str, None]] = {}
    for pointer, ref in raw.references:
        name = pointer[len(raw.pointer) + 1 :].partition("/")[0]
        found.setdefault(name, {})[present(ref)] = None
    return {name: list(refs) for name, refs in found.items()}


def _reference_changes(ref: str, before: dict[str, list[str]], after: dict[str, list[str]]) -> Iterator[Referenced]:
    for name in dict.fromkeys((*before, *after)):
        earlier, later = dict.fromkeys(before.get(name, ())), dict.fromkeys(after.get(name, ()))
        added = tuple(other for other in later if other not in earlier)
        removed = tuple(other for other in earlier if other not in later)
        if added or removed:
            yield Referenced(ref, name, added, removed)


def _reordered(ref: str, before: dict[str, list[str]], after: dict[str, list[str]]) -> Iterator[Reordered]:
    for name in (name for name in after if name in before):
        common = set(before[name]).intersection(after[name])
        earlier = [other for other in before[name] if other in common]
        later = [other for other in after[name] if other in common]
        if earlier != later:
            yield Reordered(ref, name, moved(earlier, later))


def _retired(
    raw: RawEntry, before: dict[str, Any], after: dict[str, Any], referenced: list[Referenced]
) -> Retired | None:
    day = after.get("last_available_on") if "last_available_on" not in before else None
    replaced_by = tuple(ref for change in referenced if change.field == "replaced_by" for ref in change.added)
    if raw.kind != "credential" or not (day or replaced_by):
        return None
    return Retired(raw.ref, str(day) if day else None, replaced_by)


def _field_change(raw: RawEntry, name: str, before: object, after: object) -> Change:
    if _is_text(raw.kind, name):
        texts = _text(before), _text(after)
        if None not in texts and texts[0] != texts[1]:
            return Reworded(raw.ref, name, str(texts[0]), str(texts[1]))
    return FieldChanged(raw.ref, name, json_of(before), json_of(after))


def _is_text(kind: str, name: str) -> bool:
    """Whether a field, or a field of an item such as ``skills/python/level``, is text that would be translated."""
    steps = name.split("/")
    translated = (field.path for field in all_fields(kind) if field.is_translated)
    return any(steps[0] == path[0] and steps[-1] in path for path in translated)


def _text(value: object) -> str | None:
    """The text of a field; none if its value has the wrong shape."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "\n\n".join(value)
    return None


def _other_fields(raw: RawEntry, present: Present) -> Iterator[tuple[str, Any]]:
    """Pairs of a name and a value for all that is not a reference.

    Fields of an item that refers to an entry are named by its present id, as in ``skills/python/level``.
    """
    reference_paths = {path[0]: (path, kind) for path, kind in references(raw.kind).items()}
    for name, value in raw.value.items():
        if name in _COMPARED_ELSEWHERE:
            continue
        if name not in reference_paths:
            yield name, value
            continue
        path, kind = reference_paths[name]
        if len(path) == 3 and isinstance(value, list):  # noqa: PLR2004 - a list of objects, each with a reference
            for item in (item for item in value if isinstance(item, dict)):
                id = present(f"{kind}:{item.get(path[-1])}").partition(":")[2]
                yield from ((f"{name}/{id}/{key}", inner) for key, inner in item.items() if key != path[-1])


def _common(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two sets of fields, without those of items that only one of them has: these are changes of references."""
    items = [{name.rpartition("/")[0] for name in names} for names in (before, after)]
    common = {"", *(items[0] & items[1])}
    kept = ({name: names[name] for name in names if name.rpartition("/")[0] in common} for names in (before, after))
    return next(kept), next(kept)
