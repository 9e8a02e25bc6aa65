"""A document as it was probably meant: with the kind and the keys that are nearly what is written.

What stands behind a misspelt key is checked as of the key that was meant, so
that nothing about it is left to be told when the key is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, islice
from typing import Any, NamedTuple

from .. import _read
from .._entries import KINDS
from .._read import PROSE_FIELDS, Document, Source, step
from .._schemas import definition, failures, fits
from .._suggest import near, within
from ..model import COLLECTION_CLASSES, ENTRY_CLASSES
from ._findings import Finding
from ._lists import items_of, pairs_of, written_as_list
from ._wording import article, either, shown

_MOST_COMPARED = 1_000
_LONGEST_NAME = 100
_MOST_FIELDS = 50
_FEW_FIELDS = 2
_KINDS_OF_DOCUMENTS = frozenset(KINDS) - {"section"}
_ENVELOPE = {"properties": {"kind": {"enum": KINDS}}, "required": ["kind"]}
_NUMBERS = {False: "several entries, behind “entries”", True: "one entry, and here are several"}
# What is called otherwise in another kind of entry, or elsewhere.
_SYNONYMS = (
    {"heading", "headline", "label", "name", "question", "title"},
    {"answer", "body", "content", "description", "lead", "summary", "text"},
    {"alias", "aliases", "alt_labels", "synonyms"},
    {"category", "type"},
    {"answers", "faq", "faqs", "questions"},
    {"author", "authors", "by", "writer", "writers"},
    {"issuer", "organisation", "organization", "provider", "publisher", "vendor"},
    {"place", "position", "rung"},
    {"href", "homepage", "link", "uri", "url", "website"},
)


class Meant(NamedTuple):
    """A document as it was meant.

    Attributes:
        document: The document, as it is written.
        value: Its value, as it was meant.
        keys: The keys that were meant, as JSON Pointers, each with the key that is written; nothing for an item
            of a list where no list is written.
        findings: What has to be said of that.
        is_valid: Whether it is known to be what the schema of a document asks for.
    """

    document: Document
    value: Any
    keys: dict[str, str | None]
    findings: list[Finding]
    is_valid: bool = False

    @property
    def kind(self) -> object:
        """What the document was meant to be; nothing where that is not known."""
        return self.value.get("kind") if isinstance(self.value, dict) else None

    def written(self, pointer: str) -> str:
        """Where in the file that stands which was meant to stand at a place."""
        if not self.keys:
            return pointer
        first, *steps = pointer.split("/")
        places = accumulate(steps, lambda place, name: f"{place}/{name}", initial=first)
        next(places)
        written = (self.keys.get(place, name) for place, name in zip(places, steps, strict=True))
        return "".join(f"/{name}" for name in written if name is not None)


def read_as_meant(source: Source, kind: str | None) -> Meant:
    """The document that a source holds, as it was meant.

    Args:
        source: The source.
        kind: What a document is that does not say its kind.
    """
    return as_meant(_read.document(source, kind))


def as_meant(document: Document) -> Meant:
    """A document that could be read, as it was meant."""
    kind = document.kind
    if isinstance(kind, str) and kind in _KINDS_OF_DOCUMENTS and failures(kind, document.value) == ():
        return Meant(document, document.value, {}, [], is_valid=True)
    renaming = _Renaming(document.source.format)
    if isinstance(document.value, list):
        value, findings = _of_list(document.value, renaming)
    elif isinstance(document.value, dict):
        value, findings = _of_meant_kind(document, renaming)
    else:
        message = f"a document is an object, not {shown(document.value)}"
        finding = Finding("MLC103", message, 'write fields, of which the first is "kind"', "")
        return Meant(document, document.value, {}, [finding])
    if value.get("kind") in KINDS:
        value = renaming.renamed(value, definition(value["kind"]), "")
    return Meant(document, value, renaming.keys, [*findings, *renaming.findings])


def _of_list(items: list[Any], renaming: _Renaming) -> tuple[dict[str, Any], list[Finding]]:
    """A list as the collection that was meant, if it is known what its items are."""
    kinds = _by_entries(items)
    cure = f'write two fields: "kind", {_kind_or_example(kinds, "faq")}, and "entries", with this list behind it'
    finding = Finding("MLC103", f"a document is an object, not {shown(items)}", cure, "")
    if not kinds:
        return {}, [finding]
    renaming.keys["/entries"] = None
    return {"kind": kinds[0], "entries": items}, [finding]


def _by_entries(items: object) -> tuple[str, ...]:
    """The collection whose entries some items are, by the fields of the first."""
    first = items[0] if isinstance(items, list) and items and isinstance(items[0], dict) else {}
    kind = _by_fields(first)
    return tuple(name for name, collection in COLLECTION_CLASSES.items() if (collection.kind,) == kind)


def _kind_or_example(kinds: Sequence[str], example: str) -> str:
    return f"here probably {shown(kinds[0])}" if kinds else f"such as {shown(example)}"


def _of_meant_kind(document: Document, renaming: _Renaming) -> tuple[dict[str, Any], list[Finding]]:
    """The fields of a document, the kind among them so far as it is known; and what to say of the kind."""
    value = renaming.renamed(document.value, _ENVELOPE, "")
    written = value.get("kind")
    kinds = [kind for kind in KINDS if (kind in COLLECTION_CLASSES) == ("entries" in value)]
    if written in kinds or (written in KINDS and not _is_of_other_number(written, value)):
        return _with_its_prose(document, value, renaming), []
    by_fields = _by_entries(value["entries"]) if "entries" in value else _by_fields(value)
    meant = near(written, kinds) if isinstance(written, str) else ()
    meant = by_fields if by_fields and by_fields[0] in meant else meant or by_fields
    all_kinds = f"the kinds are {', '.join(KINDS)}"
    if "kind" in value:
        cure = f"did you mean {either(meant)}?" if meant else all_kinds
        message = f"there is no kind {shown(written)}"
        if written in KINDS:
            message = f"the kind {shown(written)} is that of {_NUMBERS['entries' in value]}"
        finding = Finding("MLC108", message, cure, "/kind")
    else:
        cure = f"add a field kind, {_kind_or_example(meant, 'question')}; {all_kinds}"
        finding = Finding("MLC107", "the document does not say its kind", cure, "")
    if not meant:
        return value, [finding]
    return _with_its_prose(document, {**value, "kind": meant[0]}, renaming), [finding]


def _is_of_other_number(kind: str, value: dict[str, Any]) -> bool:
    """Whether one entry is called by the name of a collection, or a collection by that of one entry."""
    if kind in COLLECTION_CLASSES:
        return _by_fields(value) == (COLLECTION_CLASSES[kind].kind,)
    return kind in ENTRY_CLASSES and isinstance(value.get("entries"), list)


def _by_fields(value: dict[str, Any]) -> tuple[str, ...]:
    """The kind of entry that most of the fields belong to, if that is one alone, and more than one field."""
    counts = {}
    keys = [key[:_LONGEST_NAME] for key in islice(value, _MOST_FIELDS)]
    for kind in (*ENTRY_CLASSES, "guide"):
        schema = definition(kind)
        required = [name for name in schema["required"] if name in value or near(name, keys)]
        missing = len(schema["required"]) - len(required) if len(required) > _FEW_FIELDS else 0
        counts[kind] = len(required), -missing, len(value.keys() & schema["properties"].keys())
    most = max(counts.values())
    best = [kind for kind, count in counts.items() if count == most]
    return tuple(best) if len(best) == 1 and most[0] > 1 else ()


def _with_its_prose(document: Document, value: dict[str, Any], renaming: _Renaming) -> dict[str, Any]:
    """The fields of a document; the text of a Markdown file as the field that it is of the kind that was meant."""
    written = PROSE_FIELDS.get(str(document.kind), "description")
    meant = PROSE_FIELDS.get(value["kind"], "description")
    if document.source.format != "markdown" or written not in value or meant in value:
        return value
    renaming.keys[f"/{meant}"] = written
    return {meant if key == written else key: item for key, item in value.items()}


class _Renaming:
    """Gives misspelt keys the names that were meant.

    Args:
        format: What the document is written in.

    Attributes:
        keys: The keys that were meant, as JSON Pointers, each with the key that is written.
        findings: What to say of these.
    """

    def __init__(self, format: str) -> None:
        self._format = format
        self.keys: dict[str, str | None] = {}
        self.findings: list[Finding] = []
        self._comparisons_left = _MOST_COMPARED

    def renamed(self, value: Any, schema: Any, pointer: str) -> Any:
        """A value with the keys that were meant.

        Args:
            value: The value.
            schema: What the schema says of it.
            pointer: Its place, as a JSON Pointer.
        """
        if self._is_lone_item(value, schema):
            value = self._as_list(items_of(value, schema), value, pointer)
        elif isinstance(value, dict) and "items" in schema and len(value) <= self._comparisons_left:
            value = self._as_pairs(value, schema, pointer)
        if isinstance(value, list) and "items" in schema:
            return [self.renamed(item, schema["items"], f"{pointer}/{number}") for number, item in enumerate(value)]
        if not isinstance(value, dict) or "properties" not in schema:
            return value
        meant = self._meant_names(value, schema)
        found = {}
        for key, item in value.items():
            name, cure = meant.get(key, (key, None))
            place = f"{pointer}/{step(name)}"
            if cure:
                self.keys[place] = step(key)
                self.findings.append(Finding("MLC102", f"there is no field {shown(key)} here", cure, place, "key"))
            found[name] = self.renamed(item, schema["properties"].get(name, {}), place)
        return found

    def _is_lone_item(self, value: object, schema: Any) -> bool:
        """Whether a value is an item of the list that should be there, and not the list."""
        item = schema.get("items", {})
        if not isinstance(value, dict) or item.get("type") != "object":
            return item.get("type") == "string" and isinstance(value, str)
        names = item["properties"]
        if not value.keys().isdisjoint(names):
            return True
        keys = list(islice(value, min(_MOST_FIELDS, self._comparisons_left)))
        self._comparisons_left -= len(keys)
        return any(near(key, names) or _synonyms(key, list(names)) for key in keys)

    def _as_list(self, items: list[Any], value: object, pointer: str, *, are_pairs: bool = False) -> list[Any]:
        field = pointer.rpartition("/")[2]
        cure = written_as_list(field, items, self._format, are_pairs=are_pairs)
        message = f"{field} is a list, not {article(value)}"
        self.findings.append(Finding("MLC103", message, cure, pointer))
        self.keys |= dict.fromkeys(f"{pointer}/{number}" for number in range(len(items)))
        return items

    def _as_pairs(self, value: dict[str, Any], schema: Any, pointer: str) -> Any:
        """The items that each key and its value stand for, if they do."""
        self._comparisons_left -= len(value)
        pairs = pairs_of(value, schema)
        if not pairs:
            return value
        self._as_list(pairs, value, pointer, are_pairs=True)
        for number, (key, pair) in enumerate(zip(value, pairs, strict=True)):
            self.keys[f"{pointer}/{number}"] = step(key)
            self.keys |= dict.fromkeys(f"{pointer}/{number}/{name}" for name in pair)
        return pairs

    def _meant_names(self, value: dict[str, Any], schema: Any) -> dict[str, tuple[str, str]]:
        """The names that were meant by keys that there are not, each with what to say of it."""
        names = schema["properties"]
        unknown = [key for key in value if key not in names]
        missing = [name for name in schema.get("required", ()) if name not in value]
        absent = [name for name in names if name not in value]
        found = {}
        for key in unknown[: self._comparisons_left]:
            self._comparisons_left -= 1
            name = _first(
                near(key, missing) or near(key, absent) or _synonyms(key, absent) or _alone(within(key, absent))
            )
            if name:
                found[key] = name, f"did you mean {shown(name)}?"
                missing, absent = ([one for one in rest if one != name] for rest in (missing, absent))
        left = [key for key in unknown if key not in found]
        if len(left) == len(missing) == 1 and _is_for(value[left[0]], names[missing[0]]):
            found[left[0]] = missing[0], f"rename it {shown(missing[0])}"
        return found


def _first(names: Iterable[str]) -> str | None:
    return next(iter(names), None)


def _alone(names: Sequence[str]) -> Sequence[str]:
    return names if len(names) == 1 else ()


def _synonyms(key: str, names: list[str]) -> list[str]:
    folded = key[:_LONGEST_NAME].casefold()
    return [name for words in _SYNONYMS if folded in words for name in names if name in words]


def _is_for(value: object, schema: Any) -> bool:
    """Whether a value was probably written for a field: it may stand there, or is a list of objects or a sentence."""
    if isinstance(value, list) and schema.get("items", {}).get("type") == "object":
        return all(isinstance(item, dict) for item in value)
    return fits(value, schema) or (isinstance(value, str) and " " in value and fits([value], schema))
