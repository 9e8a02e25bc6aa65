"""Correct a document's kind and field names before it is checked.

The value of a misspelt field is checked as if the field were spelt right, so
that one run reports everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, islice
from typing import Any, NamedTuple

from .. import _read
from .._entries import KINDS
from .._fields import prose_field
from .._limits import MAX_FIELDS_LOOKED_AT, MAX_NAME_LENGTH_COMPARED, MAX_NAMES_COMPARED
from .._read import Document, Source, step
from .._schemas import definition, failures, fits
from .._sentence import Sentence, sentence
from ..exceptions import containing, near
from ..model import COLLECTION_CLASSES, ENTRY_CLASSES
from ..problems import Problem
from ._lists import items_of, pairs_of, suggest_list
from ._placement import problem
from ._suggestions import described, one_of

_FEW_FIELDS = 2
_KINDS_OF_DOCUMENTS = frozenset(KINDS) - {"section"}
_ENVELOPE = {"properties": {"kind": {"enum": KINDS}}, "required": ["kind"]}
_NUMBERS = {False: "needs a list of entries in “entries”", True: "is of one entry, but this is a list of entries"}
# Fields that people call by the name of a similar field in another kind or format.
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


class Corrected(NamedTuple):
    """A document with its kind and field names corrected.

    Attributes:
        document: The document as it was read.
        value: The corrected value.
        keys: The JSON Pointers of corrected keys, each with the key as written; none for an item of a list that
            was not written as a list.
        problems: The problems of what was corrected.
        is_valid: Whether the value is known to match its schema.
    """

    document: Document
    value: Any
    keys: dict[str, str | None]
    problems: list[Problem]
    is_valid: bool = False

    @property
    def kind(self) -> object:
        """The corrected kind; none where it is not known."""
        return self.value.get("kind") if isinstance(self.value, dict) else None

    def written(self, pointer: str) -> str:
        """The JSON Pointer as written, for one in the corrected value."""
        if not self.keys:
            return pointer
        first, *steps = pointer.split("/")
        places = accumulate(steps, lambda place, name: f"{place}/{name}", initial=first)
        next(places)
        written = (self.keys.get(place, name) for place, name in zip(places, steps, strict=True))
        return "".join(f"/{name}" for name in written if name is not None)


def read_corrected(source: Source, kind: str | None) -> Corrected:
    """The corrected document of a source.

    Args:
        source: The source.
        kind: The kind of a document that does not say its kind.
    """
    return correct(_read.document(source, kind))


def correct(document: Document) -> Corrected:
    """A readable document with its kind and field names corrected."""
    kind = document.kind
    if isinstance(kind, str) and kind in _KINDS_OF_DOCUMENTS and failures(kind, document.value) == ():
        return Corrected(document, document.value, {}, [], is_valid=True)
    renaming = _Renaming(document.source.format)
    if isinstance(document.value, list):
        value, problems = _from_list(document.value, renaming)
    elif isinstance(document.value, dict):
        value, problems = _with_kind(document, renaming)
    else:
        message = sentence("a document must be an object, not {value!r}", value=document.value)
        found = problem("MLC103", message, 'write fields, beginning with "kind"', "")
        return Corrected(document, document.value, {}, [found])
    if value.get("kind") in KINDS:
        value = renaming.renamed(value, definition(value["kind"]), "")
    return Corrected(document, value, renaming.keys, [*problems, *renaming.problems])


def _from_list(items: list[Any], renaming: _Renaming) -> tuple[dict[str, Any], list[Problem]]:
    """A list as the collection of its items, if their kind is clear."""
    kinds = _by_entries(items)
    template = 'write two fields: "kind", {kind}, and "entries" with this list as its value'
    suggestion = sentence(template, kind=_kind_or_example(kinds, "faq"))
    message = sentence("a document must be an object, not {value!r}", value=items)
    found = problem("MLC103", message, suggestion, "")
    if not kinds:
        return {}, [found]
    renaming.keys["/entries"] = None
    return {"kind": kinds[0], "entries": items}, [found]


def _by_entries(items: object) -> tuple[str, ...]:
    """The collection of some items, by the fields of the first."""
    first = items[0] if isinstance(items, list) and items and isinstance(items[0], dict) else {}
    kind = _by_fields(first)
    return tuple(name for name, collection in COLLECTION_CLASSES.items() if (collection.kind,) == kind)


def _kind_or_example(kinds: Sequence[str], example: str) -> Sentence:
    return sentence("here probably {kind!r}", kind=kinds[0]) if kinds else sentence("such as {kind!r}", kind=example)


def _with_kind(document: Document, renaming: _Renaming) -> tuple[dict[str, Any], list[Problem]]:
    """The fields of a document, with its kind as far as it is clear, and the problems of the kind."""
    value = renaming.renamed(document.value, _ENVELOPE, "")
    written = value.get("kind")
    kinds = [kind for kind in KINDS if (kind in COLLECTION_CLASSES) == ("entries" in value)]
    if written in kinds or (written in KINDS and not _is_entry_instead_of_collection(written, value)):
        return _with_its_prose(document, value, renaming), []
    by_fields = _by_entries(value["entries"]) if "entries" in value else _by_fields(value)
    matches = near(written, kinds) if isinstance(written, str) else ()
    matches = by_fields if by_fields and by_fields[0] in matches else matches or by_fields
    found = _kind_problem(value, matches)
    if not matches:
        return value, [found]
    return _with_its_prose(document, {**value, "kind": matches[0]}, renaming), [found]


def _kind_problem(value: dict[str, Any], matches: Sequence[str]) -> Problem:
    """The problem of a kind that is missing, unknown or of another number of entries."""
    written = value.get("kind")
    all_kinds = sentence("the kinds are {kinds}", kinds=", ".join(KINDS))
    if "kind" not in value:
        which = _kind_or_example(matches, "question")
        suggestion = sentence("add a field kind, {which}; {all_kinds}", which=which, all_kinds=all_kinds)
        return problem("MLC107", "missing kind", suggestion, "")
    message = sentence("unknown kind {kind!r}", kind=written)
    if written in KINDS:
        message = sentence(f"the kind {{kind!r}} {_NUMBERS['entries' in value]}", kind=written)
    return problem("MLC108", message, one_of(matches) if matches else all_kinds, "/kind")


def _is_entry_instead_of_collection(kind: str, value: dict[str, Any]) -> bool:
    """Whether the kind is a collection's but the value is one entry, or the other way round."""
    if kind in COLLECTION_CLASSES:
        return _by_fields(value) == (COLLECTION_CLASSES[kind].kind,)
    return kind in ENTRY_CLASSES and isinstance(value.get("entries"), list)


def _by_fields(value: dict[str, Any]) -> tuple[str, ...]:
    """The kind that most of the fields belong to, if it is only one and has more than one of them."""
    counts = {}
    keys = [key[:MAX_NAME_LENGTH_COMPARED] for key in islice(value, MAX_FIELDS_LOOKED_AT)]
    for kind in (*ENTRY_CLASSES, "guide"):
        schema = definition(kind)
        required = [name for name in schema["required"] if name in value or near(name, keys)]
        missing = len(schema["required"]) - len(required) if len(required) > _FEW_FIELDS else 0
        counts[kind] = len(required), -missing, len(value.keys() & schema["properties"].keys())
    most = max(counts.values())
    best = [kind for kind, count in counts.items() if count == most]
    return tuple(best) if len(best) == 1 and most[0] > 1 else ()


def _with_its_prose(document: Document, value: dict[str, Any], renaming: _Renaming) -> dict[str, Any]:
    """The fields of a document, with the body of a Markdown file in the prose field of the corrected kind."""
    written, right = prose_field(str(document.kind)), prose_field(value["kind"])
    if document.source.format != "markdown" or written not in value or right in value:
        return value
    renaming.keys[f"/{right}"] = written
    return {right if key == written else key: item for key, item in value.items()}


class _Renaming:
    """Renames misspelt fields.

    Args:
        format: The format of the document.

    Attributes:
        keys: The JSON Pointers of corrected keys, each with the key as written.
        problems: The problems of these keys.
    """

    def __init__(self, format: str) -> None:
        self._format = format
        self.keys: dict[str, str | None] = {}
        self.problems: list[Problem] = []
        self._comparisons_left = MAX_NAMES_COMPARED

    def renamed(self, value: Any, schema: Any, pointer: str) -> Any:
        """A value with its keys corrected.

        Args:
            value: The value.
            schema: Its schema.
            pointer: Its JSON Pointer.
        """
        if self._is_lone_item(value, schema):
            value = self._as_list(items_of(value, schema), value, pointer)
        elif isinstance(value, dict) and "items" in schema and len(value) <= self._comparisons_left:
            value = self._as_pairs(value, schema, pointer)
        if isinstance(value, list) and "items" in schema:
            return [self.renamed(item, schema["items"], f"{pointer}/{number}") for number, item in enumerate(value)]
        if not isinstance(value, dict) or "properties" not in schema:
            return value
        names = self._right_names(value, schema)
        found = {}
        for key, item in value.items():
            name, suggestion = names.get(key, (key, None))
            place = f"{pointer}/{step(name)}"
            if suggestion:
                self.keys[place] = step(key)
                message = sentence("unknown field {field!r}", field=key)
                self.problems.append(problem("MLC102", message, suggestion, place, "key"))
            found[name] = self.renamed(item, schema["properties"].get(name, {}), place)
        return found

    def _is_lone_item(self, value: object, schema: Any) -> bool:
        """Whether a value is one item instead of a list of items."""
        item = schema.get("items", {})
        if not isinstance(value, dict) or item.get("type") != "object":
            return item.get("type") == "string" and isinstance(value, str)
        names = item["properties"]
        if not value.keys().isdisjoint(names):
            return True
        keys = list(islice(value, min(MAX_FIELDS_LOOKED_AT, self._comparisons_left)))
        self._comparisons_left -= len(keys)
        return any(near(key, names) or _synonyms(key, list(names)) for key in keys)

    def _as_list(self, items: list[Any], value: object, pointer: str, *, are_pairs: bool = False) -> list[Any]:
        field = pointer.rpartition("/")[2]
        suggestion = suggest_list(field, items, self._format, are_pairs=are_pairs)
        message = sentence("{field} must be a list, not {value}", field=field, value=described(value))
        self.problems.append(problem("MLC103", message, suggestion, pointer))
        self.keys |= dict.fromkeys(f"{pointer}/{number}" for number in range(len(items)))
        return items

    def _as_pairs(self, value: dict[str, Any], schema: Any, pointer: str) -> Any:
        """The items whose two fields are a key and its value, if the value is written like that."""
        self._comparisons_left -= len(value)
        pairs = pairs_of(value, schema)
        if not pairs:
            return value
        self._as_list(pairs, value, pointer, are_pairs=True)
        for number, (key, pair) in enumerate(zip(value, pairs, strict=True)):
            self.keys[f"{pointer}/{number}"] = step(key)
            self.keys |= dict.fromkeys(f"{pointer}/{number}/{name}" for name in pair)
        return pairs

    def _right_names(self, value: dict[str, Any], schema: Any) -> dict[str, tuple[str, Sentence]]:
        """The probable names of unknown fields, each with the suggestion."""
        names = schema["properties"]
        unknown = [key for key in value if key not in names]
        missing = [name for name in schema.get("required", ()) if name not in value]
        absent = [name for name in names if name not in value]
        found = {}
        for key in unknown[: self._comparisons_left]:
            self._comparisons_left -= 1
            name = _first(
                near(key, missing) or near(key, absent) or _synonyms(key, absent) or _alone(containing(key, absent))
            )
            if name:
                found[key] = name, one_of([name])
                missing, absent = ([one for one in rest if one != name] for rest in (missing, absent))
        left = [key for key in unknown if key not in found]
        if len(left) == len(missing) == 1 and _is_for(value[left[0]], names[missing[0]]):
            found[left[0]] = missing[0], sentence("rename it to {name!r}", name=missing[0])
        return found


def _first(names: Iterable[str]) -> str | None:
    return next(iter(names), None)


def _alone(names: Sequence[str]) -> Sequence[str]:
    return names if len(names) == 1 else ()


def _synonyms(key: str, names: list[str]) -> list[str]:
    folded = key[:MAX_NAME_LENGTH_COMPARED].casefold()
    return [name for words in _SYNONYMS if folded in words for name in names if name in words]


def _is_for(value: object, schema: Any) -> bool:
    """Whether a value was probably written for a field: it is valid there, or is a list of objects or a sentence."""
    if isinstance(value, list) and schema.get("items", {}).get("type") == "object":
        return all(isinstance(item, dict) for item in value)
    return fits(value, schema) or (isinstance(value, str) and " " in value and fits([value], schema))
