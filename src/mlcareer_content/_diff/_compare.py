"""Compare two snapshots: which entries are the same, and how refs, fields, references and orders changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from .._entries import ENVELOPE, RawEntry, Value, header, take_apart
from .._fields import all_fields, name_fields, references
from ..model import COLLECTION_CLASSES, ENTRY_CLASSES
from . import _changes as changes
from ._changes import Change, Difference, Snapshot
from ._schema_diff import schema_changes
from ._text_diff import moved

# `_fields` describes the fields of entries; these belong to the guide itself.
_GUIDE_TEXTS = ("title", "share_prompt", "faq_heading")
# Ids and former ids are compared as refs, sections as entries.
_COMPARED_ELSEWHERE = {*ENVELOPE, "id", "former_ids", "sections"}

#: The refs in each field, each once and in order.
Refs = dict[str, dict[str, None]]
#: Gives the new ref for a ref of the old guide.
Present = Callable[[str], str]


def compare(old: Snapshot, new: Snapshot) -> Difference:
    """The difference between two snapshots.

    Raises:
        ContentError: A schema is not a JSON Schema, or too large to be compared.
    """
    schemas = None if old.schemas is None or new.schemas is None else schema_changes(old.schemas, new.schemas)
    return Difference(old, new, tuple(_content_changes(old.guide, new.guide)), schemas)


class _Entries:
    """The entries of a guide by their refs, and the refs of these entries by their former refs."""

    def __init__(self, guide: Value) -> None:
        self.own = {raw.ref: raw for raw in take_apart("", guide)}
        self.former: dict[str, str] = {}
        for raw in self.own.values():
            for ref in _former_refs(raw):
                self.former.setdefault(ref, raw.ref)

    def resolve(self, ref: str) -> str | None:
        """The present ref of the entry that a ref leads to; an id takes precedence over a former one."""
        return ref if ref in self.own else self.former.get(ref)


class _Matching:
    """The entries of two guides, and which of them are the same.

    `former_ids` take precedence over ids: so entries that swap their ids are
    not confused with entries that were rewritten.
    """

    def __init__(self, old: Value, new: Value) -> None:
        self.old = _Entries(old)
        self.new = _Entries(new)

    def new_ref(self, ref: str) -> str | None:
        """The ref that an entry of the old guide has in the new one."""
        return self.new.former.get(ref) or (ref if ref in self.new.own else None)

    def present(self, ref: str) -> str:
        """The new ref of what a ref of the old guide leads to; the same ref if it leads nowhere."""
        return self.new_ref(self.old.resolve(ref) or ref) or ref

    @cached_property
    def pairs(self) -> dict[str, str]:
        """The old ref of every entry in both guides, by its new ref, in the old order.

        Of merged entries, it is the one that kept its id.
        """
        found: dict[str, str] = {}
        for ref in self.old.own:
            new_ref = self.new_ref(ref)
            if new_ref and (new_ref == ref or new_ref not in found):
                found.pop(new_ref, None)
                found[new_ref] = ref
        return found


def _content_changes(old: Value, new: Value) -> Iterator[Change]:
    """The changes between two guides, which are documents whose entries have ids."""
    matching = _Matching(old, new)
    guide = f"guide:{new.get('id')}"
    yield from _header_changes(guide, header(old), header(new))
    yield from _lost_refs(matching)
    yield from (changes.Added(ref, label(raw)) for ref, raw in matching.new.own.items() if ref not in matching.pairs)
    for ref in matching.old.own:
        new_ref = matching.new_ref(ref)
        if new_ref and new_ref != ref:
            yield changes.Renamed(new_ref, ref)
    for new_ref, ref in matching.pairs.items():
        yield from _entry_changes(matching.old.own[ref], matching.new.own[new_ref], matching.present)
    yield from _more_former_ids(matching)
    collections = [(name, entry_class.kind) for name, entry_class in COLLECTION_CLASSES.items()]
    for name, kind in (*collections, ("sections", "section")):
        after = [ref for ref, raw in matching.new.own.items() if raw.kind == kind]
        yield from _reordered(guide, name, list(matching.pairs), after)


def label(raw: RawEntry) -> str:
    """The label of an entry; empty if it has none."""
    return str(raw.value.get(name_fields(raw.kind)[0][0], ""))


def _former_refs(raw: RawEntry) -> list[str]:
    return [ref for pointer, ref in raw.names if not pointer.endswith("/id")]


def _header_changes(guide: str, before: Value, after: Value) -> Iterator[Change]:
    old_id, new_id = before.pop("id", None), after.pop("id", None)
    if old_id != new_id:
        yield changes.Removed(f"guide:{old_id}", str(before.get("title", "")))
    yield from _field_changes(guide, before, after, _GUIDE_TEXTS.__contains__)


def _lost_refs(matching: _Matching) -> Iterator[Change]:
    """The refs of the old guide that lead to no entry, or to another one."""
    for ref in dict.fromkeys((*matching.old.own, *matching.old.former)):
        entry = matching.old.own[matching.old.resolve(ref) or ref]
        expected, found = matching.new_ref(entry.ref), matching.new.resolve(ref)
        if found is None and (expected or ref == entry.ref):
            yield changes.Removed(ref, label(entry), _moved_to(ref, matching))
        elif found is not None and found != expected:
            yield changes.Reassigned(ref, entry.ref, label(entry), found, label(matching.new.own[found]))


def _moved_to(ref: str, matching: _Matching) -> str | None:
    id = ref.partition(":")[2]
    refs = (f"{kind}:{id}" for kind in ENTRY_CLASSES)
    return next((other for other in refs if other in matching.new.own and other not in matching.pairs), None)


def _more_former_ids(matching: _Matching) -> Iterator[Change]:
    """Former ids that lead to no entry of the old guide."""
    known = {*matching.old.own, *matching.old.former}
    for new_ref, ref in matching.pairs.items():
        old, new = matching.old.own[ref], matching.new.own[new_ref]
        if not known.issuperset(_former_refs(new)):
            before, after = ({"former_ids": raw.value.get("former_ids")} for raw in (old, new))
            yield from _field_changes(new_ref, before, after)


def _reordered(ref: str, name: str, before: list[str], after: list[str]) -> Iterator[changes.Reordered]:
    found = moved(before, after)
    if found:
        yield changes.Reordered(ref, name, found)


def _entry_changes(old: RawEntry, new: RawEntry, present: Present) -> Iterator[Change]:
    """The changes of an entry, except of its id; `present` gives the new ref for a ref of the old guide."""
    refs_before, refs_after = _references(old, present), _references(new, str)
    referenced = list(_reference_changes(new.ref, refs_before, refs_after))
    kept = {name: refs_before[name].keys() & refs_after.get(name, {}).keys() for name in refs_before}
    before, after = dict(_other_fields(old, present, kept)), dict(_other_fields(new, str, kept))
    if new.kind == "credential":
        day = after.get("last_available_on") if "last_available_on" not in before else None
        replaced_by = tuple(ref for change in referenced if change.field == "replaced_by" for ref in change.added)
        if day or replaced_by:
            yield changes.Retired(new.ref, str(day) if day else None, replaced_by)
            if day:
                del after["last_available_on"]
            referenced = [change for change in referenced if change.field != "replaced_by" or change.removed]
    yield from referenced
    yield from _field_changes(new.ref, before, after, lambda name: _is_text(new.kind, name))
    for name in refs_after:
        yield from _reordered(new.ref, name, list(refs_before.get(name, ())), list(refs_after[name]))


def _references(raw: RawEntry, present: Present) -> Refs:
    """The refs of other entries in each field, by their present names."""
    found: Refs = {}
    for pointer, ref in raw.references:
        name = pointer[len(raw.pointer) + 1 :].partition("/")[0]
        found.setdefault(name, {})[present(ref)] = None
    return found


def _reference_changes(ref: str, before: Refs, after: Refs) -> Iterator[changes.Referenced]:
    for name in dict.fromkeys((*before, *after)):
        earlier, later = before.get(name, {}), after.get(name, {})
        added = tuple(other for other in later if other not in earlier)
        removed = tuple(other for other in earlier if other not in later)
        if added or removed:
            yield changes.Referenced(ref, name, added, removed)


def _other_fields(raw: RawEntry, present: Present, kept: dict[str, set[str]]) -> Iterator[tuple[str, Any]]:
    """Pairs of a name and a value for all that is not a reference.

    Fields of an item that refers to an entry are named by its present id, as in ``skills/python/level``; they are left
    out if only one side has the item, as this is a change of references.
    """
    paths = {path[0]: (path, kind) for path, kind in references(raw.kind).items()}
    for name, value in raw.value.items():
        if name in _COMPARED_ELSEWHERE:
            continue
        if name not in paths:
            yield name, value
            continue
        path, kind = paths[name]
        if len(path) == 3 and isinstance(value, list):  # noqa: PLR2004 - a list of objects, each with a reference
            for item in (item for item in value if isinstance(item, dict)):
                ref = present(f"{kind}:{item.get(path[-1])}")
                if ref in kept.get(name, ()):
                    fields = (key for key in item if key != path[-1])
                    yield from ((f"{name}/{ref.partition(':')[2]}/{key}", item[key]) for key in fields)


def _field_changes(
    ref: str, before: Value, after: Value, is_text: Callable[[str], bool] = lambda _: False
) -> Iterator[Change]:
    for name in dict.fromkeys((*before, *after)):
        earlier, later = before.get(name), after.get(name)
        if earlier == later:
            continue
        texts = (_text(earlier), _text(later)) if is_text(name) else (None, None)
        if texts[0] is not None and texts[1] is not None and texts[0] != texts[1]:
            yield changes.Reworded(ref, name, texts[0], texts[1])
        else:
            yield changes.FieldChanged(ref, name, _json(earlier), _json(later))


def _is_text(kind: str, name: str) -> bool:
    """Whether a field, or a field of an item such as ``skills/python/level``, is text that would be translated."""
    first, last = name.split("/", maxsplit=1)[0], name.rsplit("/", maxsplit=1)[-1]
    return any(field.path[0] == first and last in field.path for field in all_fields(kind) if field.is_translated)


def _text(value: object) -> str | None:
    """The text of a field; none if its value has the wrong shape."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "\n\n".join(value)
    return None


def _json(value: object) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)
