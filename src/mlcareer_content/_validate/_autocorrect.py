"""Correct a document's kind, field names and lists before it is checked.

The value of a misspelt field is checked as if the field were spelt right, so
that one run reports everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate, islice
from typing import Any, NamedTuple

from .._entries import DOCUMENT_KINDS, ID, KINDS
from .._fields import field_format, is_list_by_name, prose_field
from .._limits import MAX_FIELDS_LOOKED_AT, MAX_NAME_LENGTH_COMPARED, MAX_NAMES_COMPARED
from .._package_data import usual_words
from .._read import Document, step
from .._schemas import definition, failures, fits
from .._sentence import Sentence, sentence
from ..exceptions import containing, near
from ..model import COLLECTION_CLASSES, ENTRY_CLASSES
from ..problems import Problem
from ._ids import SEPARATOR, id_from
from ._problem_positions import problem
from ._suggestions import as_yaml_lines, described, one_of, suggest_list

# What people write between the items of a list, by the title of the item in the schema.
_SEPARATORS = {"Block": r"\n\s*\n", "Id": SEPARATOR, "Name": "[,\u3001\uff0c]"}
_FEW_FIELDS = 2
_FIELDS_OF_A_PAIR = 2
_NO_OBJECT = "a document must be an object, not {value!r}"
_ENVELOPE = {"properties": {"kind": {"enum": KINDS}}, "required": ["kind"]}


class Corrected(NamedTuple):
    """A document with its kind, field names and lists corrected."""

    document: Document  # the document as it was read
    value: Any  # the corrected value
    # The JSON Pointers of corrected keys, each with the key as written; none for an item of a list that was not written
    # as a list
    keys: dict[str, str | None]
    problems: list[Problem]  # the problems of what was corrected
    is_valid: bool = False  # whether the value is known to match its schema

    @property
    def kind(self) -> object:
        """The corrected kind; none where it is not known."""
        return self.value.get("kind") if isinstance(self.value, dict) else None

    @property
    def language(self) -> object:
        """The language of an article or a guide; none of other documents, which do not name theirs."""
        return language_of(self.value)

    def written(self, pointer: str) -> str:
        """The JSON Pointer as written, for one in the corrected value."""
        if not self.keys:
            return pointer
        first, *steps = pointer.split("/")
        places = accumulate(steps, lambda place, name: f"{place}/{name}", initial=first)
        next(places)
        written = (self.keys.get(place, name) for place, name in zip(places, steps, strict=True))
        return "".join(f"/{name}" for name in written if name is not None)


def correct(document: Document) -> Corrected:
    """A readable document with its kind, field names and lists corrected."""
    if matches_schema(document):
        return Corrected(document, document.value, {}, [], is_valid=True)
    corrector = _Corrector(document)
    return Corrected(document, corrector.whole(), corrector.keys, corrector.problems)


def matches_schema(document: Document) -> bool:
    """Whether a document matches the schema of its kind."""
    kind = document.kind
    return isinstance(kind, str) and kind in DOCUMENT_KINDS and failures(kind, document.value) == ()


class _Corrector:
    """Corrects one document; its keys and problems are those of `Corrected`."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.keys: dict[str, str | None] = {}
        self.problems: list[Problem] = []
        self._comparisons_left = MAX_NAMES_COMPARED

    def whole(self) -> Any:
        """The corrected value of the document."""
        value = self._document.value
        if isinstance(value, list):
            value = self._as_collection(value)
        elif isinstance(value, dict) and (wrapper := _wrapper(value)):
            return self._unwrapped(value[wrapper], wrapper)
        elif isinstance(value, dict):
            value = self._with_kind(self._corrected(value, _ENVELOPE, ""))
        else:
            suggestion = 'write fields, beginning with "kind"'
            self.problems.append(problem("MLC103", _NO_OBJECT, suggestion, "", value=value))
            return value
        kind = value.get("kind")
        return self._corrected(value, definition(kind), "") if kind in KINDS else value

    def _as_collection(self, items: list[Any]) -> dict[str, Any]:
        """The collection of some items; empty if their kind is not clear."""
        kinds = _kinds_of_collection(items)
        suggestion = 'write two fields: "kind", {kind}, and "entries" with this list as its value'
        values: dict[str, Any] = {"kind": _kind_or_example(kinds, "faq"), "value": items}
        self.problems.append(problem("MLC103", _NO_OBJECT, suggestion, "", **values))
        self.keys["/entries"] = None
        return {"kind": kinds[0], "entries": items} if kinds else {}

    def _unwrapped(self, inner: Any, wrapper: str) -> Any:
        """The document that is the value of its only field."""
        kind, is_list = _kind_of(inner), isinstance(inner, list)
        what = 'rename it to "entries"' if is_list else "write the fields in it alone"
        message = "missing kind: the document is inside the field {field!r}"
        suggestion = f"{what}, and add a field kind, here probably {{kind!r}}"
        self.problems.append(problem("MLC107", message, suggestion, "", field=wrapper, kind=kind))
        value = {"kind": kind, "entries": inner} if is_list else {**inner, "kind": kind}
        value = self._corrected(value, definition(kind), "")
        # Below the field, the names of fields may be misspelt too.
        for place in ["/entries"] if is_list else [f"/{step(name)}" for name in value]:
            self.keys[place] = step(wrapper) if is_list else f"{step(wrapper)}/{self.keys.get(place, place[1:])}"
        return value

    def _with_kind(self, value: dict[str, Any]) -> dict[str, Any]:
        """The fields of a document, with its kind as far as it is clear."""
        kind = value.get("kind")
        kinds = [name for name in KINDS if (name in COLLECTION_CLASSES) == ("entries" in value)]
        if kind not in kinds and (kind not in KINDS or _has_other_number_of_entries(kind, value)):
            is_collection = "entries" in value
            by_fields = _kinds_of_collection(value["entries"]) if is_collection else _kinds_by_fields(value, self._body)
            matches = near(kind, kinds) if isinstance(kind, str) else ()
            matches = by_fields if by_fields and by_fields[0] in matches else matches or by_fields
            self.problems.insert(0, _kind_problem(value, matches))
            if not matches:
                return value
            kind = matches[0]
        # The body of a Markdown file becomes the prose field of the corrected kind.
        read_as, right = self._body, prose_field(str(kind))
        value = {**value, "kind": kind}
        if read_as not in value or right in value:
            return value
        self.keys[f"/{right}"] = read_as
        return {right if key == read_as else key: item for key, item in value.items()}

    @property
    def _body(self) -> str | None:
        """The field that the body of a Markdown file was read as."""
        return prose_field(str(self._document.kind)) if self._document.source.format == "markdown" else None

    def _corrected(self, value: Any, schema: Any, pointer: str) -> Any:
        """A value with its field names and lists corrected."""
        if self._is_lone_item(value, schema):
            value = self._as_list(_split(value, schema, language_of(self._document.value)), value, pointer)
        elif isinstance(value, dict) and "items" in schema and len(value) <= self._comparisons_left:
            value = self._as_pairs(value, schema, pointer)
        if isinstance(value, list) and "items" in schema:
            items = ((self._without_pair(item, schema["items"], f"{pointer}/{n}"), n) for n, item in enumerate(value))
            return [self._corrected(item, schema["items"], f"{pointer}/{number}") for item, number in items]
        if not isinstance(value, dict) or "properties" not in schema:
            return value
        names = self._right_names(value, schema)
        found = {}
        for key, item in value.items():
            name, suggestion = names.get(key, (key, None))
            place = f"{pointer}/{step(name)}"
            if suggestion:
                self.keys[place] = step(key)
                one = problem("MLC102", "unknown field {field!r}", suggestion, place, part="key", field=key)
                self.problems.append(one)
            found[name] = self._corrected(item, schema["properties"].get(name, {}), place)
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
        return any(near(key, names) or _synonyms(key, names) for key in keys)

    def _as_list(self, items: list[Any], value: object, pointer: str, *, are_pairs: bool = False) -> list[Any]:
        field, is_yaml = pointer.rpartition("/")[2], self._document.source.format in ("yaml", "markdown")
        message, suggestion = (
            "{field} must be a list, not {value}",
            suggest_list(field, items, is_yaml=is_yaml, are_pairs=are_pairs),
        )
        self.problems.append(problem("MLC103", message, suggestion, pointer, field=field, value=described(value)))
        self.keys |= dict.fromkeys(f"{pointer}/{number}" for number in range(len(items)))
        return items

    def _as_pairs(self, value: dict[str, Any], schema: Any, pointer: str) -> Any:
        """The list that was written as one object, with a key and a value for the two fields of each item."""
        self._comparisons_left -= len(value)
        item = schema["items"]
        if not value or len(item.get("required", ())) != _FIELDS_OF_A_PAIR:
            return value
        first, second = item["required"]
        wanted = item["properties"][second]
        if not all(("enum" in wanted and isinstance(one, str)) or fits(one, wanted) for one in value.values()):
            return value
        items = [{first: key, second: one} for key, one in value.items()]
        self._as_list(items, value, pointer, are_pairs=True)
        for number, key in enumerate(value):
            self.keys[f"{pointer}/{number}"] = step(key)
            self.keys |= dict.fromkeys((f"{pointer}/{number}/{first}", f"{pointer}/{number}/{second}"))
        return items

    def _without_pair(self, item: Any, schema: Any, pointer: str) -> Any:
        """The object of two fields that was written as one field, whose name and value are those of the two."""
        names = list(schema.get("required", ()))
        if len(names) == 1:  # the title of a page, and its address
            names += [name for name in schema["properties"] if field_format(name) == "url"]
        is_one = isinstance(item, dict) and len(item) == 1 and self._comparisons_left > 0
        if not is_one or len(names) != _FIELDS_OF_A_PAIR:
            return item
        self._comparisons_left -= 1
        ((key, value),) = item.items()
        first, second = (schema["properties"][name] for name in names)
        if isinstance(value, str) and fits([value], second):
            value = [value]
            self.keys[f"{pointer}/{names[1]}/0"] = None
        is_choice = isinstance(value, str) and near(value, second.get("enum", ()))
        is_name = near(key, schema["properties"]) or _synonyms(key, schema["properties"])
        if is_name or not fits(key, first) or not (is_choice or fits(value, second)):
            return item
        whole = dict(zip(names, (key, value), strict=True))
        message, field = "the names of the fields {names!a} are missing in an item of {field}", pointer.split("/")[-2]
        suggestion = self._suggest_object(whole)
        self.problems.append(problem("MLC103", message, suggestion, pointer, names=names, field=field))
        self.keys |= {f"{pointer}/{name}": step(key) for name in names}
        return whole

    def _suggest_object(self, value: dict[str, Any]) -> Sentence:
        if self._document.source.format in ("yaml", "markdown"):
            return sentence("write the lines {lines}", lines=as_yaml_lines([value]))
        return sentence("write {value!c}", value=value)

    def _right_names(self, value: dict[str, Any], schema: Any) -> dict[str, tuple[str, Sentence]]:
        """The probable names of unknown fields, each with the suggestion."""
        names = schema["properties"]
        unknown = [key for key in value if key not in names]
        missing = [name for name in schema.get("required", ()) if name not in value]
        absent = [name for name in names if name not in value]
        found = {}
        for key in unknown[: self._comparisons_left]:
            self._comparisons_left -= 1
            matches: Sequence[str] = near(key, missing) or near(key, absent) or _synonyms(key, absent)
            if not matches and len(parts := containing(key, absent)) == 1:
                matches = parts
            if matches:
                name = matches[0]
                found[key] = name, one_of([name])
                missing, absent = ([one for one in rest if one != name] for rest in (missing, absent))
        left = [key for key in unknown if key not in found]
        if schema is _ENVELOPE:  # all other fields of the document are unknown here
            left = [key for key in left[:MAX_FIELDS_LOOKED_AT] if _may_be_kind(key, value[key])]
        if len(left) == len(missing) == 1 and (schema is _ENVELOPE or _is_for(value[left[0]], names[missing[0]])):
            found[left[0]] = missing[0], sentence("rename it to {name!r}", name=missing[0])
        return found


def _kind_or_example(kinds: Sequence[str], example: str) -> Sentence:
    return sentence("here probably {kind!r}", kind=kinds[0]) if kinds else sentence("such as {kind!r}", kind=example)


def _kind_problem(value: dict[str, Any], matches: Sequence[str]) -> Problem:
    """The problem of a kind that is missing, unknown or of another number of entries."""
    written = value.get("kind")
    all_kinds = "the kinds are {kinds}"
    which = _kind_or_example(matches, "question")
    values: dict[str, Any] = {"kind": written, "kinds": ", ".join(KINDS), "which": which}
    if "kind" not in value:
        return problem("MLC107", "missing kind", f"add a field kind, {{which}}; {all_kinds}", "", **values)
    message = "unknown kind {kind!r}"
    if written in KINDS and "entries" in value:
        message = "the kind {kind!r} is for one entry, but the document has a list of entries"
    elif written in KINDS:
        message = "the kind {kind!r} needs a list of entries in “entries”"
    return problem("MLC108", message, one_of(matches) if matches else all_kinds, "/kind", **values)


def _may_be_kind(key: str, value: object) -> bool:
    """Whether an unknown field, such as "type", was probably written for the kind: its value is one."""
    return key not in is_list_by_name() and isinstance(value, str) and value.strip().casefold() in KINDS


def _has_other_number_of_entries(kind: str, value: dict[str, Any]) -> bool:
    """Whether the kind is a collection's but the value is one entry, or the other way round."""
    if kind in COLLECTION_CLASSES:
        return _kinds_by_fields(value) == (COLLECTION_CLASSES[kind].kind,)
    return kind in ENTRY_CLASSES and isinstance(value.get("entries"), list)


def _kinds_of_collection(items: object) -> tuple[str, ...]:
    """The collection of some items, by the fields of the first."""
    first = items[0] if isinstance(items, list) and items and isinstance(items[0], dict) else {}
    kind = _kinds_by_fields(first)
    return tuple(name for name, collection in COLLECTION_CLASSES.items() if (collection.kind,) == kind)


def _kind_of(value: Any) -> str:
    """The kind of an entry or of the collection of some items; empty if it is not clear."""
    if isinstance(value, dict) and value.get("kind") in KINDS:
        return str(value["kind"])
    kinds = _kinds_by_fields(value) if isinstance(value, dict) else _kinds_of_collection(value)
    return kinds[0] if kinds else ""


def _wrapper(value: dict[str, Any]) -> str | None:
    """The only field of a document, if its value is a document."""
    names = [name for name in islice(value, _FEW_FIELDS + 1) if name != "$schema"]
    return names[0] if len(names) == 1 and "entries" not in names and _kind_of(value[names[0]]) else None


def _kinds_by_fields(value: dict[str, Any], body: str | None = None) -> tuple[str, ...]:
    """The kind that most of the fields belong to, if it is only one and has more than one of them.

    Args:
        value: The fields.
        body: The field that the body of a Markdown file was read as, which does not depend on its kind.
    """
    counts = {}
    value = {key: item for key, item in value.items() if key != body}
    keys = [key[:MAX_NAME_LENGTH_COMPARED] for key in islice(value, MAX_FIELDS_LOOKED_AT)]
    for kind in (*ENTRY_CLASSES, "guide"):
        schema = definition(kind)
        needed = [name for name in schema["required"] if not body or name != prose_field(kind)]
        required = [name for name in needed if name in value or near(name, keys)]
        missing = len(needed) - len(required) if len(required) > _FEW_FIELDS else 0
        counts[kind] = len(required), -missing, len(value.keys() & schema["properties"].keys())
    most = max(counts.values())
    best = [kind for kind, count in counts.items() if count == most]
    return tuple(best) if len(best) == 1 and most[0] > 1 else ()


def _synonyms(key: str, names: Iterable[str]) -> list[str]:
    """The names of fields that people call by the name of a similar field in another kind or format."""
    folded = key[:MAX_NAME_LENGTH_COMPARED].casefold()
    return [name for words in usual_words()["field_names"] if folded in words for name in names if name in words]


def language_of(document: object) -> object:
    """The language of an article or a guide; none of other documents, which do not name theirs."""
    return document.get("language") if isinstance(document, dict) else None


def _split(value: object, schema: Any, language: object) -> list[Any]:
    """The items of the list that a value should be: its paragraphs, ids or names; otherwise the value itself."""
    item = schema["items"].get("title")
    if not isinstance(value, str) or item not in _SEPARATORS:
        return [value]
    separator = ";|\uff1b" if item == "Name" and re.search("[;\uff1b]", value) else _SEPARATORS[item]
    parts = [part.strip() for part in re.split(separator, value) if part.strip()] or [value]
    if item == "Block":
        return parts if len(parts) > 1 else [value]
    if item == "Id":
        is_id = [len(part) > MAX_NAME_LENGTH_COMPARED or ID.fullmatch(part) for part in parts]
        return [part if right else id_from(part, language) or part for part, right in zip(parts, is_id, strict=True)]
    is_one_person = schema["title"] == "Authors" and not all(" " in part for part in parts)  # “Géron, Aurélien”
    return [value] if is_one_person or value.endswith("\n") else parts


def _is_for(value: object, schema: Any) -> bool:
    """Whether a value was probably written for a field: it is valid there, or is a list of objects or a sentence."""
    if isinstance(value, list) and schema.get("items", {}).get("type") == "object":
        return all(isinstance(item, dict) for item in value)
    return fits(value, schema) or (isinstance(value, str) and " " in value and fits([value], schema))
