"""Join the documents of a snapshot to one guide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .._entries import ENVELOPE, KINDS, RawEntry, Value, header, take_apart
from .._limits import MAX_ID_LENGTH
from .._text_safety import on_one_line
from ..exceptions import ContentError
from ..model import COLLECTION_CLASSES

_HELP = "run `mlcareer-content validate` for details"
_LISTS = {
    "guide": tuple(COLLECTION_CLASSES),
    "article": ("sections",),
    **dict.fromkeys(COLLECTION_CLASSES, ("entries",)),
}
_COLLECTIONS = {entry_class.kind: name for name, entry_class in COLLECTION_CLASSES.items()}


def joined_guide(name: str, documents: Iterable[tuple[str, Any]]) -> Value:
    """The guide that consists of some documents, with all their entries.

    Args:
        name: The name of the place where they are.
        documents: Pairs of the name of a file and its value.

    Raises:
        ContentError: They are not one guide, or an entry has no id or a duplicate one.
    """
    documents = list(documents)
    for file, value in documents:
        _require_entries(file, value)
    headers = [value for _, value in documents if value["kind"] == "guide"]
    if len(headers) != 1:
        raise snapshot_error(name, f"{'several guides' if headers else 'no guide'} found; name a place with one guide")
    guide: Value = {"kind": "guide", **header(headers[0])}
    known: set[str] = set()
    for file, value in documents:
        for raw in take_apart(file, value):
            _require_new_id(raw, known)
            _add(guide, raw)
    return guide


def snapshot_error(place: str, message: str) -> ContentError:
    """The error of a place or a file that cannot be read as part of a snapshot."""
    return ContentError(on_one_line(f"{place}: {message}"))


def _add(guide: Value, raw: RawEntry) -> None:
    value = {name: item for name, item in raw.value.items() if name not in ENVELOPE}
    if raw.kind == "article":
        if "article" in guide:
            raise snapshot_error(raw.file, f"second article, {raw.ref}; a guide has one")
        guide["article"] = value
    elif raw.kind != "section":  # sections are inside their article
        guide.setdefault(_COLLECTIONS[raw.kind], []).append(value)


def _require_new_id(raw: RawEntry, known: set[str]) -> None:
    id = raw.value.get("id")
    if not isinstance(id, str) or not 0 < len(id) <= MAX_ID_LENGTH:
        raise snapshot_error(raw.file, f"entry without an id at {raw.pointer or '/'}; {_HELP}")
    if raw.ref in known:
        raise snapshot_error(raw.file, f"duplicate id: {raw.ref}; {_HELP}")
    known.add(raw.ref)


def _require_entries(file: str, value: Any) -> None:
    """Refuse values that `take_apart` would skip."""
    kind = value.get("kind") if isinstance(value, dict) else None
    if kind not in KINDS:
        raise snapshot_error(file, f"not a document of a known kind; {_HELP}")
    for name in _LISTS.get(kind, ()):
        if not _is_list_of_objects(value.get(name, [])):
            raise snapshot_error(file, f"not a list of objects at /{name}; {_HELP}")
    if kind == "guide" and "article" in value:
        article = value["article"]
        if not isinstance(article, dict) or not _is_list_of_objects(article.get("sections", [])):
            raise snapshot_error(file, f"not an article at /article; {_HELP}")


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)
