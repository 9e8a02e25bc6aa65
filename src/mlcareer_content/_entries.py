"""The entries of a document as data, before they are converted to the model.

Values of the wrong type are skipped everywhere, as the schema reports them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, TypeGuard

from attrs import frozen

from . import _fields
from ._fields import Path
from ._limits import MAX_ID_LENGTH
from .exceptions import not_found, require_string
from .model import COLLECTION_CLASSES, DECLARED_CLASSES, ENTRY_CLASSES

Value = dict[str, Any]

KINDS = ("guide", *ENTRY_CLASSES, *COLLECTION_CLASSES)

#: The kinds of documents; sections are always inside an article.
DOCUMENT_KINDS = tuple(kind for kind in KINDS if kind not in _fields.contained_kinds())

#: The kind of entries that a name stands for: its own, or that of its collection.
ENTRY_KINDS = {kind: kind for kind in ENTRY_CLASSES} | {name: cls.kind for name, cls in COLLECTION_CLASSES.items()}

#: The documents that a whole guide consists of.
MEMBERS = ("guide", "article", *COLLECTION_CLASSES)

#: The keys of a document that say what it is, and are not fields of the model.
ENVELOPE = ("$schema", "kind", "replaces")

#: The form of an id, as in the schema, and its pattern, which does not remember each hyphen to go back to it.
ID_FORM = "[a-z0-9]+(-[a-z0-9]+)*"
ID = re.compile(f"{ID_FORM}+")

_LAST_ITEM = re.compile(r"/[0-9]+(/[^/]*[^/0-9][^/]*)?$")


def known_kind(kind: str, kinds: Collection[str] = KINDS) -> str:
    """The kind, which must be one of some kinds.

    Raises:
        NotFoundError: It is none of them.
        TypeError: It is not a string.
    """
    require_string("kind", kind)
    if kind not in kinds:
        raise not_found("kind", kind, kinds)
    return kind


def entry_kind(name: str) -> str:
    """The kind of entries that a name stands for, such as ``question`` for ``question`` and ``faq``.

    Raises:
        NotFoundError: It is the name of neither a kind nor a collection.
        TypeError: It is not a string.
    """
    return ENTRY_KINDS[known_kind(name, ENTRY_KINDS)]


def list_of(pointer: str) -> str:
    """The JSON Pointer of the list that contains a reference."""
    return _LAST_ITEM.sub("", pointer)


@frozen
class RawEntry:
    """An entry as data."""

    kind: str  # its kind
    value: Value  # its object, which may be invalid in any way
    file: str  # the file that contains it
    pointer: str  # its JSON Pointer in that file

    @property
    def ref(self) -> str:
        """Its ref; without an id, only its kind."""
        id = self.value.get("id")
        return f"{self.kind}:{id}" if _is_short(id) else self.kind

    @property
    def replaces(self) -> bool:
        """Whether it replaces the entry of the packaged guide with the same id."""
        return self.value.get("replaces") is True

    @property
    def names(self) -> Iterator[tuple[str, str]]:
        """Pairs of a JSON Pointer and a ref that leads to it: its own, then the former ones."""
        if _is_short(id := self.value.get("id")):
            yield f"{self.pointer}/id", f"{self.kind}:{id}"
        if "former_ids" in self.value:
            yield from self._refs_at(("former_ids", "*"), self.kind)

    @property
    def labels(self) -> Iterator[str]:
        """Its label and its other names, if fields refer to its kind."""
        if self.kind in _fields.referred_kinds():
            for path in _fields.name_fields(self.kind):
                yield from (label for _, label in _find(self.value, path) if _is_short(label))

    @property
    def references(self) -> Iterator[tuple[str, str]]:
        """Pairs of a JSON Pointer and the ref that a field names."""
        for path, kind in _fields.references(self.kind).items():
            if path[0] in self.value:
                yield from self._refs_at(path, kind)

    def values_at(self, path: Path) -> Iterator[tuple[str, object]]:
        """Pairs of a JSON Pointer and a value at a path."""
        if path[0] in self.value:
            for pointer, value in _find(self.value, path):
                yield self.pointer + pointer, value

    def _refs_at(self, path: Path, kind: str) -> Iterator[tuple[str, str]]:
        for pointer, id in _find(self.value, path):
            if _is_short(id):
                yield self.pointer + pointer, f"{kind}:{id}"

    @property
    def prose(self) -> Iterator[tuple[str, list[Any] | str]]:
        """Pairs of a JSON Pointer and a list of blocks, or a string in place of the list."""
        for path in self._paths("prose"):
            for pointer, blocks in _find(self.value, path):
                if isinstance(blocks, list | str):
                    yield self.pointer + pointer, blocks

    def strings(self, format: _fields.ValueFormat) -> Iterator[tuple[str, str]]:
        """Pairs of a JSON Pointer and a string, for all fields of a format."""
        for path in self._paths(format):
            for pointer, text in _find(self.value, path):
                if isinstance(text, str):
                    yield self.pointer + pointer, text

    def _paths(self, format: _fields.ValueFormat) -> list[Path]:
        """The paths of a format whose fields it has, which are few of all paths."""
        return [path for path in _fields.paths(self.kind, format) if path[0] in self.value]

    @property
    def contained(self) -> Iterator[tuple[str, RawEntry]]:
        """Pairs of a field and an entry inside it, such as the sections of an article."""
        for name, kind in _fields.contained(self.kind).items():
            for pointer, item in _find(self.value, (name, "*")):
                if isinstance(item, dict):
                    yield name, RawEntry(kind, item, self.file, self.pointer + pointer)

    def resolved(self, entry: Callable[[str], object]) -> Value:
        """Its object, with each id of another entry replaced by what `entry` returns for the ref."""
        value = dict(self.value)
        for path, kind in _fields.references(self.kind).items():
            if path[0] in value:
                value[path[0]] = _replaced(value[path[0]], path[1:], kind, entry)
        return value


def take_apart(file: str, value: Any) -> Iterator[RawEntry]:
    """The entries of a document, which is a guide, a collection or an entry."""
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


def declared(file: str, value: Any) -> Iterator[RawEntry]:
    """What a guide declares for its entries, such as the groups of its questions."""
    if isinstance(value, dict) and value.get("kind") == "guide":
        for field, declared_class in DECLARED_CLASSES.items():
            for pointer, item in _find(value, (field, "*")):
                if isinstance(item, dict):
                    yield RawEntry(declared_class.kind, item, file, pointer)


def header(value: Value) -> Value:
    """The fields of a guide except its entries."""
    return {key: item for key, item in value.items() if key not in (*ENVELOPE, "article", *COLLECTION_CLASSES)}


def _collected(file: str, kind: str, value: Value, key: str) -> Iterator[RawEntry]:
    for pointer, item in _find(value, (key, "*")):
        yield from _entry(file, kind, item, pointer)


def _entry(file: str, kind: str, value: object, pointer: str) -> Iterator[RawEntry]:
    if isinstance(value, dict):
        raw = RawEntry(kind, value, file, pointer)
        yield raw
        if _fields.contained(kind):
            yield from (inner for _, inner in raw.contained)


def _is_short(id: object) -> TypeGuard[str]:
    """Whether a value is a string short enough for an id; the schema reports all others."""
    return isinstance(id, str) and 0 < len(id) <= MAX_ID_LENGTH


def _items(pointer: str, value: object) -> list[tuple[str, object]]:
    """Pairs of a JSON Pointer and an item of a list; a string in place of the list counts as its one item."""
    if isinstance(value, list):
        return [(f"{pointer}/{number}", item) for number, item in enumerate(value)]
    return [(pointer, value)] if isinstance(value, str) else []


def _find(value: object, path: Path) -> Iterable[tuple[str, object]]:
    """Pairs of a JSON Pointer and a value at a path."""
    found = [("", value)]
    for step in path:
        if step == "*":
            found = [placed for pointer, items in found for placed in _items(pointer, items)]
        else:
            found = [
                (f"{pointer}/{step}", item[step]) for pointer, item in found if isinstance(item, dict) and step in item
            ]
    return found


def _replaced(value: Any, path: Path, kind: str, entry: Callable[[str], object]) -> Any:
    """A copy of a value with the ids at a path replaced by entries of a kind."""
    if not path:
        return entry(f"{kind}:{value}")
    step, rest = path[0], path[1:]
    if step == "*":
        return [_replaced(item, rest, kind, entry) for item in value]
    return {**value, step: _replaced(value[step], rest, kind, entry)}
