"""The documents of an edition put together as one guide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .._entries import ENVELOPE, KINDS, RawEntry, Value, header, take_apart
from .._limits import MAX_ID_LENGTH
from .._text_safety import on_one_line
from ..exceptions import ContentError
from ..model import COLLECTION_CLASSES

_CURE = "mlcareer-content validate tells more"
_LISTS = {
    "guide": tuple(COLLECTION_CLASSES),
    "article": ("sections",),
    **dict.fromkeys(COLLECTION_CLASSES, ("entries",)),
}
_COLLECTIONS = {entry_class.kind: name for name, entry_class in COLLECTION_CLASSES.items()}


def assembled(name: str, documents: Iterable[tuple[str, Any]]) -> Value:
    """The guide that some documents are together, with every entry of theirs.

    Args:
        name: What the place is called where they were found.
        documents: The value of each, behind the name of its file.

    Raises:
        ContentError: They are no guide, or an entry has no id, or the id of another.
    """
    documents = list(documents)
    for file, value in documents:
        _require_entries(file, value)
    headers = [value for _, value in documents if value["kind"] == "guide"]
    if len(headers) != 1:
        raise _error(name, f"holds {len(headers) or 'no'} guide{'s' * (len(headers) > 1)}; name a place that holds one")
    guide: Value = {"kind": "guide", **header(headers[0])}
    known: set[str] = set()
    for file, value in documents:
        for raw in take_apart(file, value):
            _require_new_id(raw, known)
            _put_into(guide, raw)
    return guide


def _put_into(guide: Value, raw: RawEntry) -> None:
    value = {name: item for name, item in raw.value.items() if name not in ENVELOPE}
    if raw.kind == "article":
        if "article" in guide:
            raise _error(raw.file, f"holds a second article, {raw.ref}; a guide has one")
        guide["article"] = value
    elif raw.kind != "section":
        guide.setdefault(_COLLECTIONS[raw.kind], []).append(value)


def _require_new_id(raw: RawEntry, known: set[str]) -> None:
    id = raw.value.get("id")
    if not isinstance(id, str) or not 0 < len(id) <= MAX_ID_LENGTH:
        raise _error(raw.file, f"holds an entry without an id, at {raw.pointer or '/'}; {_CURE}")
    if raw.ref in known:
        raise _error(raw.file, f"holds {raw.ref}, which there is already; {_CURE}")
    known.add(raw.ref)


def _require_entries(file: str, value: Any) -> None:
    """Refuse what would be passed over when a document is taken apart."""
    kind = value.get("kind") if isinstance(value, dict) else None
    if kind not in KINDS:
        raise _error(file, f"holds no document of a kind that this version of mlcareer-content knows; {_CURE}")
    for name in _LISTS.get(kind, ()):
        if not _is_list_of_objects(value.get(name, [])):
            raise _error(file, f"holds something else than a list of objects at /{name}; {_CURE}")
    if kind == "guide" and "article" in value:
        article = value["article"]
        if not isinstance(article, dict) or not _is_list_of_objects(article.get("sections", [])):
            raise _error(file, f"holds no article at /article; {_CURE}")


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _error(place: str, what: str) -> ContentError:
    return ContentError(on_one_line(f"{place} {what}"))
