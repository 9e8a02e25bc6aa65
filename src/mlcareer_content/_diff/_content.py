"""What changed between two guides: names, entries and order; fields are compared next door."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from .._entries import RawEntry, Value, header
from ..model import COLLECTION_CLASSES, ENTRY_CLASSES
from ._changes import Added, Change, FieldChanged, Reassigned, Removed, Renamed, Reordered, Reworded
from ._fields import field_changes, json_of
from ._matching import Entries, Matching, former_refs
from ._words import moved

_TEXTS = ("title", "share_prompt", "faq_heading")


def content_changes(old: Value, new: Value) -> tuple[Change, ...]:
    """Everything that changed between two guides, which are documents whose entries have ids."""
    matching = Matching(Entries(old), Entries(new))
    compared = (
        change
        for now, ref in matching.pairs.items()
        for change in field_changes(matching.old.own[ref], matching.new.own[now], matching)
    )
    return tuple(
        chain(
            _guide_changes(old, new),
            _lost_names(matching),
            _added(matching),
            _renamed(matching),
            compared,
            _more_names(matching),
            _reordered(f"guide:{new.get('id')}", matching),
        )
    )


def label(raw: RawEntry) -> str:
    """What a reader knows an entry by."""
    return str(raw.value.get(ENTRY_CLASSES[raw.kind]._label, ""))  # noqa: SLF001 - the model's own word for it


def _guide_changes(old: Value, new: Value) -> Iterator[Change]:
    before, after = header(old), header(new)
    if before.get("id") != after.get("id"):
        yield Removed(f"guide:{before.get('id')}", str(before.get("title", "")))
    for name in dict.fromkeys((*before, *after)):
        if name != "id" and before.get(name) != after.get(name):
            yield _guide_change(f"guide:{after.get('id')}", name, before.get(name), after.get(name))


def _guide_change(ref: str, name: str, before: object, after: object) -> Change:
    if name in _TEXTS:
        return Reworded(ref, name, str(before or ""), str(after or ""))
    return FieldChanged(ref, name, json_of(before), json_of(after))


def _lost_names(matching: Matching) -> Iterator[Change]:
    """What every name of the old guide that leads nowhere, or elsewhere, breaks."""
    for name in matching.old.names:
        entry = matching.old.own[matching.old.leads_to(name) or name]
        meant, found = matching.now(entry.ref), matching.new.leads_to(name)
        if found is None and (meant or name == entry.ref):
            yield Removed(name, label(entry), _moved_to(name, matching))
        elif found is not None and found != meant:
            yield Reassigned(name, entry.ref, label(entry), found, label(matching.new.own[found]))


def _moved_to(ref: str, matching: Matching) -> str | None:
    id = ref.partition(":")[2]
    refs = (f"{kind}:{id}" for kind in ENTRY_CLASSES)
    return next((other for other in refs if other in matching.new.own and other not in matching.pairs), None)


def _added(matching: Matching) -> Iterator[Change]:
    for ref, raw in matching.new.own.items():
        if ref not in matching.pairs:
            yield Added(ref, label(raw))


def _renamed(matching: Matching) -> Iterator[Change]:
    for ref in matching.old.own:
        now = matching.now(ref)
        if now and now != ref:
            yield Renamed(now, ref)


def _more_names(matching: Matching) -> Iterator[Change]:
    """Former ids that no entry of the old guide had."""
    known = set(matching.old.names)
    for now, ref in matching.pairs.items():
        new = matching.new.own[now]
        if not known.issuperset(former_refs(new)):
            before = matching.old.own[ref].value.get("former_ids")
            yield FieldChanged(now, "former_ids", json_of(before), json_of(new.value["former_ids"]))


def _reordered(guide: str, matching: Matching) -> Iterator[Change]:
    fields = {entry_class.kind: name for name, entry_class in COLLECTION_CLASSES.items()} | {"section": "sections"}
    places = {ref: place for place, ref in enumerate(matching.old.own)}
    for kind, field in fields.items():
        after = [ref for ref, raw in matching.new.own.items() if raw.kind == kind and ref in matching.pairs]
        before = sorted(after, key=lambda ref: places[matching.pairs[ref]])
        if before != after:
            yield Reordered(guide, field, moved(before, after))
