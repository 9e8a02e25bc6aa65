"""Documents taken apart: the entries as the data has them, before they are objects.

Tables say where the data of a kind holds ids, prose and dates: the checks
follow them, and the structure resolves by them. Nothing here trusts the
data: what has the wrong shape is passed over, for the schema has reported it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeGuard

from attrs import frozen

from .model import COLLECTION_CLASSES, ENTRY_CLASSES

Value = dict[str, Any]
Steps = tuple[str, ...]

KINDS = ("guide", *ENTRY_CLASSES, *COLLECTION_CLASSES)

#: The keys of a document that say what it is, and belong to no field of the model.
ENVELOPE = ("$schema", "kind")

#: How much a skill can matter at a stage in the data, and the field of the model that holds such skills.
SKILL_LEVELS = {"essential": "essential_skills", "helpful": "helpful_skills"}

# ``*`` stands for every item of a list.
REFERENCES: dict[str, dict[Steps, str]] = {
    "section": {("stage",): "stage"},
    "question": {("stages", "*"): "stage"},
    "stage": {
        ("skills", "*", "skill"): "skill",
        ("roles", "*"): "role",
        ("credentials", "*"): "credential",
        ("resources", "*"): "resource",
        ("leads_to", "*", "stage"): "stage",
    },
    "credential": {("replaced_by", "*"): "credential"},
}
_REFERRED = {kind for kinds in REFERENCES.values() for kind in kinds.values()}
_LABELS: tuple[Steps, ...] = (("name",), ("title",), ("alt_labels", "*"))
LONGEST_ID = 200
PROSE: dict[str, tuple[Steps, ...]] = {
    "article": (("lead",),),
    "section": (("body",),),
    "question": (("answer",),),
    "stage": (("summary",), ("leads_to", "*", "requirements")),
    "skill": (("description",),),
    "role": (("description",),),
    "credential": (("description",),),
    "resource": (("description",),),
}
_URLS: tuple[Steps, ...] = (
    ("url",),
    ("same_as", "*"),
    ("close_match", "*"),
    ("source", "url"),
    ("sources", "*", "url"),
)
_DATES = {"date_published", "date_modified", "available_from", "last_available_on", "checked_on"}

#: The fields whose values can be wrong although they are in the form of their field.
FIELDS_WITH_RULES = {*_DATES, *(path[0] for path in _URLS), "isbn13", "skills"}


@frozen
class RawEntry:
    """An entry as the data has it.

    Attributes:
        kind: Its kind.
        value: Its object, which may be wrong in every way.
        file: The file it stands in.
        pointer: Its place there, as a JSON Pointer.
    """

    kind: str
    value: Value
    file: str
    pointer: str

    @property
    def ref(self) -> str:
        """The ref that it bears; without an id it is the bare kind."""
        id = self.value.get("id")
        return f"{self.kind}:{id}" if _is_short(id) else self.kind

    @property
    def names(self) -> Iterator[tuple[str, str]]:
        """The refs that lead to it, its own and its former ones, each behind its place."""
        id = self.value.get("id")
        if _is_short(id):
            yield f"{self.pointer}/id", f"{self.kind}:{id}"
        if "former_ids" in self.value:
            yield from self._refs_at(("former_ids", "*"), self.kind)

    @property
    def labels(self) -> Iterator[str]:
        """What people call it, if it is of a kind that fields of others name."""
        if self.kind in _REFERRED:
            for path in _LABELS:
                yield from (label for _, label in _find(self.value, path) if _is_short(label))

    @property
    def references(self) -> Iterator[tuple[str, str]]:
        """The refs that its fields name, each behind its place."""
        for path, kind in REFERENCES.get(self.kind, {}).items():
            if path[0] in self.value:
                yield from self._refs_at(path, kind)

    def _refs_at(self, path: Steps, kind: str) -> Iterator[tuple[str, str]]:
        for pointer, id in _find(self.value, path):
            if _is_short(id):
                yield self.pointer + pointer, f"{kind}:{id}"

    @property
    def prose(self) -> Iterator[tuple[str, list[Any] | str]]:
        """The blocks of each of its texts, behind its place; a text where there should be a list of them."""
        for path in PROSE[self.kind]:
            if path[0] in self.value:
                for pointer, blocks in _find(self.value, path):
                    if isinstance(blocks, list | str):
                        yield self.pointer + pointer, blocks

    @property
    def dates(self) -> Iterator[tuple[str, str]]:
        """Its dates, each behind its place."""
        for name in _DATES & self.value.keys():
            if isinstance(day := self.value[name], str):
                yield f"{self.pointer}/{name}", day

    @property
    def urls(self) -> Iterator[tuple[str, str]]:
        """Its web addresses, each behind its place."""
        for path in _URLS:
            if path[0] in self.value:
                for pointer, url in _find(self.value, path):
                    if isinstance(url, str):
                        yield self.pointer + pointer, url

    @property
    def sections(self) -> Iterator[RawEntry]:
        """The sections inside it, if it is an article."""
        for pointer, item in _find(self.value, ("sections", "*")):
            yield from _entry(self.file, "section", item, self.pointer + pointer)

    def resolved(self, entry: Callable[[str], object]) -> Value:
        """Its object, with what `entry` gives for a ref in the place of every id that names one."""
        value = dict(self.value)
        for path, kind in REFERENCES.get(self.kind, {}).items():
            if path[0] in value:
                value[path[0]] = _replaced(value[path[0]], path[1:], kind, entry)
        return value


def take_apart(file: str, value: Any) -> Iterator[RawEntry]:
    """The entries of a document: of a guide, a collection, an article, or the one that it is.

    Args:
        file: The name of the document's file.
        value: The document.
    """
    kind = value.get("kind") if isinstance(value, dict) else None
    if not isinstance(kind, str):
        return
    if kind in COLLECTION_CLASSES:
        yield from _collected(file, COLLECTION_CLASSES[kind].kind, value, "entries")
    elif kind in ENTRY_CLASSES:
        yield from _entry(file, kind, value, "")
    elif kind == "guide":
        yield from _entry(file, "article", value.get("article"), "/article")
        for name, entry_class in COLLECTION_CLASSES.items():
            yield from _collected(file, entry_class.kind, value, name)


def header(value: Value) -> Value:
    """What a guide says of itself: all but its entries."""
    return {key: item for key, item in value.items() if key not in (*ENVELOPE, "article", *COLLECTION_CLASSES)}


def _collected(file: str, kind: str, value: Value, key: str) -> Iterator[RawEntry]:
    for pointer, item in _find(value, (key, "*")):
        yield from _entry(file, kind, item, pointer)


def _entry(file: str, kind: str, value: object, pointer: str) -> Iterator[RawEntry]:
    if isinstance(value, dict):
        raw = RawEntry(kind, value, file, pointer)
        yield raw
        if kind == "article":
            yield from raw.sections


def _is_short(id: object) -> TypeGuard[str]:
    """Whether a value may be an id; the schema reports all others."""
    return isinstance(id, str) and 0 < len(id) <= LONGEST_ID


def _items(pointer: str, value: object) -> list[tuple[str, object]]:
    """The items of a list, each behind its place; a text where there should be a list is read as its one item."""
    if isinstance(value, list):
        return [(f"{pointer}/{number}", item) for number, item in enumerate(value)]
    return [(pointer, value)] if isinstance(value, str) else []


def _find(value: object, path: Steps) -> Iterable[tuple[str, object]]:
    """Everything at a path, each behind its pointer."""
    found = [("", value)]
    for step in path:
        if step == "*":
            found = [placed for pointer, items in found for placed in _items(pointer, items)]
        else:
            found = [
                (f"{pointer}/{step}", item[step]) for pointer, item in found if isinstance(item, dict) and step in item
            ]
    return found


def _replaced(value: Any, path: Steps, kind: str, entry: Callable[[str], object]) -> Any:
    """A copy of a value with entries in the place of the ids of a kind that stand at a path."""
    if not path:
        return entry(f"{kind}:{value}")
    step, rest = path[0], path[1:]
    if step == "*":
        return [_replaced(item, rest, kind, entry) for item in value]
    return {**value, step: _replaced(value[step], rest, kind, entry)}
