"""Join the documents of a snapshot to one guide, and keep a whole snapshot in one document: the lock file.

The lock file has the guide and the schemas of the last release in full. A digest would show that a text changed, not
how, and not whether a schema accepts less or more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from .._diff import Snapshot
from .._entries import ENVELOPE, KINDS, RawEntry, Value, header, take_apart
from .._limits import MAX_ID_LENGTH
from .._schemas import canonical_json
from .._text_safety import json_text, on_one_line
from ..exceptions import ContentError
from ..model import COLLECTION_CLASSES

LOCK_KIND = "lock"
#: The schemas of a snapshot; those of the other kinds are extracted from the first.
SCHEMAS = ("guide", "report")
_HELP = "run `mlcareer-content validate` for details"
_LISTS = {
    "guide": tuple(COLLECTION_CLASSES),
    "article": ("sections",),
    **dict.fromkeys(COLLECTION_CLASSES, ("entries",)),
}
_COLLECTIONS = {entry_class.kind: name for name, entry_class in COLLECTION_CLASSES.items()}


def snapshot_error(place: str, message: str) -> ContentError:
    """The error of a place or a file that cannot be read as part of a snapshot."""
    return ContentError(on_one_line(f"{place}: {message}"))


def joined_guide(place: str, documents: Iterable[tuple[str, Any]]) -> Value:
    """The guide that consists of some documents, each with the name of its file, with all their entries.

    Raises:
        ContentError: They are not one guide, or an entry has no id or a duplicate one.
    """
    documents = list(documents)
    for file, value in documents:
        _require_entries(file, value)
    headers = [value for _, value in documents if value["kind"] == "guide"]
    if len(headers) != 1:
        raise snapshot_error(place, f"{'several guides' if headers else 'no guide'} found; name a place with one guide")
    guide: Value = {"kind": "guide", **header(headers[0])}
    known: set[str] = set()
    for raw in (raw for file, value in documents for raw in take_apart(file, value)):
        id = raw.value.get("id")
        if not isinstance(id, str) or not 0 < len(id) <= MAX_ID_LENGTH:
            raise snapshot_error(raw.file, f"entry without an id at {raw.pointer or '/'}; {_HELP}")
        if raw.ref in known:
            raise snapshot_error(raw.file, f"duplicate id: {raw.ref}; {_HELP}")
        known.add(raw.ref)
        _add(guide, raw)
    return guide


def _add(guide: Value, raw: RawEntry) -> None:
    value = {name: item for name, item in raw.value.items() if name not in ENVELOPE}
    if raw.kind == "article":
        if "article" in guide:
            raise snapshot_error(raw.file, f"second article, {raw.ref}; a guide has one")
        guide["article"] = value
    elif raw.kind != "section":  # sections are inside their article
        guide.setdefault(_COLLECTIONS[raw.kind], []).append(value)


def _require_entries(file: str, value: Any) -> None:
    """Refuse values that `take_apart` would skip."""
    kind = value.get("kind") if isinstance(value, dict) else None
    if kind not in KINDS:
        raise snapshot_error(file, f"not a document of a known kind; {_HELP}")
    for name in _LISTS.get(kind, ()):
        items = value.get(name, [])
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise snapshot_error(file, f"not a list of objects at /{name}; {_HELP}")
    if kind == "guide" and "article" in value:
        if not isinstance(value["article"], dict):
            raise snapshot_error(file, f"not an article at /article; {_HELP}")
        _require_entries(file, {**value["article"], "kind": "article"})


def lock_text(snapshot: Snapshot) -> str:
    """A snapshot, with its schemas and its version, as a lock file; the same one always gives the same text."""
    guide = json.loads(canonical_json(snapshot.guide))
    return json_text({"kind": LOCK_KIND, "version": snapshot.version, "guide": guide, "schemas": snapshot.schemas})


def locked_snapshot(file: str, value: dict[str, Any]) -> Snapshot:
    """The snapshot that a lock file contains, from the name and the value of the file.

    Raises:
        ContentError: It was not written by `lock_text`.
    """
    guide, version, schemas = value.get("guide"), value.get("version"), value.get("schemas", {})
    are_schemas = isinstance(schemas, dict) and all(isinstance(schemas.get(kind), dict) for kind in SCHEMAS)
    if not isinstance(guide, dict) or not isinstance(version, str) or not are_schemas:
        raise snapshot_error(file, "invalid lock file; restore that of the last release, or run `nox -s lock`")
    return Snapshot(file, joined_guide(file, [(file, guide)]), {kind: schemas[kind] for kind in SCHEMAS}, version)
