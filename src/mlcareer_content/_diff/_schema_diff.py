"""Compare two sets of JSON Schemas: what rejects something that was valid, and what only accepts more.

Schemas are compared keyword by keyword, for the keywords that the schemas of
this package use. A change of any other keyword counts as narrowed, so that a
schema may be called narrower than it is, but never wider.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, get_args

from attrs import evolve

from .._entries import ID
from .._limits import MAX_ID_LENGTH, MAX_SCHEMA_PAIRS
from .._read import step
from .._schemas import schema
from .._text_safety import shortened
from ..exceptions import ContentError
from ._changes import Effect, SchemaChange

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ANNOTATIONS = ("title", "description", "examples", "default", "deprecated", "readOnly", "writeOnly", "$comment")
_MAX_VALUE_LENGTH = 80
_VERSIONED_ID = re.compile(r"(.*:v)([0-9]{1,9})(:[^:]*)")
#: Keywords that mean something else if another part of the schema changes, although their own value is the same.
_DEPENDS_ON_OTHERS = re.compile(r'"(\$|unevaluated)')


def schema_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[SchemaChange, ...]:
    """The changes between two sets of schemas, which are named by their kinds.

    Schemas contain copies of the definitions that they share: a change that is
    the same in every copy is reported once.

    Raises:
        ContentError: One of them is not a JSON Schema, or too large to be compared.
    """
    found: dict[tuple[object, ...], SchemaChange] = {}
    for kind in sorted(old.keys() | new.keys(), key=lambda kind: (kind != "guide", kind)):
        for change in _changes_of_kind(kind, old.get(kind), new.get(kind)):
            is_copy = change.pointer.startswith("/$defs/")
            found.setdefault((change.pointer, change.effect, change.detail, is_copy or kind), change)
    return tuple(found.values())


def _changes_of_kind(kind: str, old: Any, new: Any) -> list[SchemaChange]:
    if old is None or new is None:
        effect: Effect = "narrowed" if new is None else "additive"
        return [SchemaChange(kind, "", effect, f"the schema is {'gone' if new is None else 'new'}", is_whole=True)]
    if old == new:
        return []
    try:
        _require_schema(old)
        _require_schema(new)
        if any(not isinstance(schema, dict) or schema.get("$schema") != _DIALECT for schema in (old, new)):
            return [SchemaChange(kind, "/$schema", "narrowed", "only schemas of the draft 2020-12 can be compared")]
        found = list(dict.fromkeys(_Comparison(kind, old, new).changes()))
    except RecursionError as error:
        raise ContentError(f"the schema of {kind} cannot be compared: it is nested too deeply") from error
    except ContentError as error:
        raise ContentError(f"the schema of {kind} cannot be compared: {error}") from error
    # At a place where something is narrowed, it does not matter what else is accepted.
    narrowed = {change.pointer for change in found if change.effect == "narrowed"}
    found = [change for change in found if change.effect == "narrowed" or change.pointer not in narrowed]
    found.sort(key=lambda change: get_args(Effect).index(change.effect))
    return found or [SchemaChange(kind, "", "annotation", "written differently, with the same meaning")]


def _require_schema(schema: Any) -> None:
    from jsonschema import Draft202012Validator, SchemaError

    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        place = "".join(f"/{step(str(name))}" for name in error.absolute_path)
        raise ContentError(f"it is not a JSON Schema at {place or 'its root'}") from error


class _Comparison:
    """A comparison of the old and the new schema of a kind."""

    def __init__(self, kind: str, old: dict[str, Any], new: dict[str, Any]) -> None:
        self._kind = kind
        self._old = old
        self._new = new
        self._is_next_version = _is_next_version(old.get("$id"), new.get("$id"))
        self._shared = ["#"]  # it grows while its parts are compared
        self._pairs = 0
        self._followed: set[tuple[object, object]] = set()

    def changes(self) -> Iterator[SchemaChange]:
        """The changes between the two schemas; a definition that both refer to is compared once."""
        before, after = self._old.get("$id"), self._new.get("$id")
        if before != after:
            effect: Effect = "annotation" if self._is_next_version else "narrowed"
            yield SchemaChange(self._kind, "/$id", effect, f"{before} became {after}")
        for reference in self._shared:
            before, after = _target(reference, self._old), _target(reference, self._new)
            yield from self._compared(before, after, reference.removeprefix("#"))

    def _change(self, pointer: str, effect: Effect, detail: str, *, is_whole: bool = False) -> SchemaChange:
        announced = self._is_next_version and effect == "narrowed"
        return SchemaChange(self._kind, pointer, effect, detail, announced=announced, is_whole=is_whole)

    def _compared(self, old: Any, new: Any, pointer: str) -> Iterator[SchemaChange]:
        """The changes from one part to another; the new one accepts all that the old one does if none narrows."""
        self._pairs += 1
        # If many references changed, every old definition could be compared with every new one.
        if self._pairs > MAX_SCHEMA_PAIRS:
            raise ContentError("it is too large to be compared")
        if old is False or new is False:
            if old is not new:
                effect: Effect = "additive" if old is False else "narrowed"
                yield self._change(pointer, effect, f"{_json(old)} became {_json(new)}")
            return
        if old is not True and new is not True:
            for name in _ANNOTATIONS:
                if old.get(name) != new.get(name):
                    yield self._change(f"{pointer}/{name}", "annotation", f"{name} changed")
        before, after = ({} if part is True else part for part in (old, new))
        yield from self._references(before, after, pointer)

    def _references(self, old: dict[str, Any], new: dict[str, Any], pointer: str) -> Iterator[SchemaChange]:
        references = old.get("$ref"), new.get("$ref")
        place = f"{pointer}/$ref"
        if references[0] == references[1]:
            reference = new.get("$ref", "#")
            if None in (_target(reference, self._old), _target(reference, self._new)):
                yield self._change(place, "narrowed", f"$ref {_json(reference)} is not a part of both schemas")
            elif reference not in self._shared:
                self._shared.append(reference)
            yield from self._keywords(old, new, pointer)
            return
        before, after = _resolved(old, self._old), _resolved(new, self._new)
        # No schema of this package is recursive; one that is counts as narrowed.
        if before is None or after is None or references in self._followed:
            yield self._change(place, "narrowed", _became("$ref", old, new))
            return
        self._followed.add(references)
        for change in self._keywords(before, after, pointer):
            # The definitions are compared by themselves: what changed here is the reference to one of them.
            if change.effect != "annotation":
                yield evolve(change, pointer=place if "$ref" in new else change.pointer)
        self._followed.remove(references)

    def _keywords(self, old: dict[str, Any], new: dict[str, Any], pointer: str) -> Iterator[SchemaChange]:
        if "enum" in old and _accepts_ids(new, old["enum"]):
            yield self._change(f"{pointer}/enum", "additive", "any id is allowed now")
            return
        for name in dict.fromkeys((*new, *old)):
            place = f"{pointer}/{step(name)}"
            if name == "enum" and name in old and name in new:
                yield from self._values(old[name], new[name], place)
            elif name == "required":
                yield from self._required(old, new, place)
            elif name == "properties":
                yield from self._properties(old, new, place)
            elif name == "anyOf" and name in old and name in new:
                yield from self._branches(old[name], new[name], place)
            elif name in ("items", "additionalProperties"):
                yield from self._compared(old.get(name, True), new.get(name, True), place)
            elif name not in (*_ANNOTATIONS, "$ref", "$defs") and (pointer or name not in ("$schema", "$id")):
                yield from self._value(name, old, new, place)

    def _values(self, old: list[Any], new: list[Any], pointer: str) -> Iterator[SchemaChange]:
        before, after = dict.fromkeys(map(_key, old)), dict.fromkeys(map(_key, new))
        if gone := [value for value in before if value not in after]:
            yield self._change(pointer, "narrowed", f"no longer allowed: {_listed(gone)}")
        elif added := [value for value in after if value not in before]:
            yield self._change(pointer, "additive", f"allowed now: {_listed(added)}")

    def _required(self, old: dict[str, Any], new: dict[str, Any], pointer: str) -> Iterator[SchemaChange]:
        before, after = old.get("required", ()), new.get("required", ())
        for name in dict.fromkeys((*after, *before)):
            if name not in before:
                yield self._change(pointer, "narrowed", f"{name} is required now")
            elif name not in after:
                yield self._change(pointer, "additive", f"{name} is optional now")

    def _properties(self, old: dict[str, Any], new: dict[str, Any], pointer: str) -> Iterator[SchemaChange]:
        before, after = old.get("properties", {}), new.get("properties", {})
        # An old property that matches a pattern may have had any value that the pattern allows.
        other_old = True if "patternProperties" in old else old.get("additionalProperties", True)
        other_new = new.get("additionalProperties", True)
        for name in dict.fromkeys((*after, *before)):
            place = f"{pointer}/{step(name)}"
            if name not in after and other_new is False:
                yield self._change(place, "narrowed", "the property is gone", is_whole=True)
            elif name not in before and other_old is False:
                yield self._change(place, "additive", "the property is new", is_whole=True)
            else:
                yield from self._compared(before.get(name, other_old), after.get(name, other_new), place)

    def _branches(self, old: list[Any], new: list[Any], pointer: str) -> Iterator[SchemaChange]:
        for number, (before, after) in enumerate(zip(old, new, strict=False)):
            yield from self._compared(before, after, f"{pointer}/{number}")
        yield from (self._change(pointer, "narrowed", f"anyOf {_json(part)} is gone") for part in old[len(new) :])
        yield from (self._change(pointer, "additive", f"anyOf {_json(part)} is new") for part in new[len(old) :])

    def _value(self, name: str, old: dict[str, Any], new: dict[str, Any], pointer: str) -> Iterator[SchemaChange]:
        is_same = name in old and name in new and _key(old[name]) == _key(new[name])
        if is_same and not _DEPENDS_ON_OTHERS.search(_key({name: new[name]})):
            return
        is_as_wide = name in _IS_AS_WIDE and (
            name not in new or (name in old and _IS_AS_WIDE[name](old[name], new[name]))
        )
        yield self._change(pointer, "additive" if is_as_wide else "narrowed", _became(name, old, new))


def _types(value: str | list[str]) -> set[str]:
    """The names of a `type`; a number may be an integer."""
    types = {value} if isinstance(value, str) else set(value)
    return types | {"integer"} if "number" in types else types


#: Keywords that restrict a value by themselves, each with whether a new restriction is no stricter than the old one.
_IS_AS_WIDE: dict[str, Callable[[Any, Any], bool]] = {
    "type": lambda old, new: _types(old) <= _types(new),
    **dict.fromkeys(("anyOf", "const", "enum", "not", "pattern"), lambda _old, _new: False),
    "uniqueItems": lambda old, new: bool(old or not new),
    **dict.fromkeys(("minimum", "minLength", "minItems"), lambda old, new: bool(new <= old)),
    **dict.fromkeys(("maximum", "maxLength", "maxItems"), lambda old, new: bool(new >= old)),
}


def _accepts_ids(part: dict[str, Any], values: list[Any]) -> bool:
    """Whether a part accepts ids, and some values are among them.

    No other pattern is tried: one from a file of somebody else can take hours.
    """
    left_out = ("maxLength", *_ANNOTATIONS)
    parts = (part, schema("guide")["$defs"]["id"])
    found, of_ids = ({name: value for name, value in one.items() if name not in left_out} for one in parts)
    length = part.get("maxLength", MAX_ID_LENGTH)
    is_id = (isinstance(value, str) and len(value) <= length and ID.fullmatch(value) for value in values)
    return found == of_ids and all(is_id)


def _is_next_version(before: object, after: object) -> bool:
    old, new = _VERSIONED_ID.fullmatch(str(before)), _VERSIONED_ID.fullmatch(str(after))
    return bool(old and new and (old[1], old[3]) == (new[1], new[3]) and int(new[2]) > int(old[2]))


def _resolved(part: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any] | None:
    """A part, or the one that it refers to; none if the two would have to be merged."""
    if "$ref" not in part:
        return part
    found = _target(part["$ref"], schema)
    has_more = part.keys() - {*_ANNOTATIONS, "$ref"}
    return None if has_more or not isinstance(found, dict) or "$ref" in found else found


def _target(reference: str, schema: dict[str, Any]) -> Any:
    """The part of a schema that a `$ref` leads to; none if there is no such part."""
    found: Any = schema if f"{reference}/".startswith("#/") else None
    for name in reference.split("/")[1:]:
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _became(name: str, old: dict[str, Any], new: dict[str, Any]) -> str:
    if name not in old:
        return f"{name} {_json(new[name])} is new"
    if name not in new:
        return f"{name} {_json(old[name])} is gone"
    return f"{name} {_json(old[name])} became {_json(new[name])}"


def _json(value: Any) -> str:
    return shortened(json.dumps(value, ensure_ascii=False), _MAX_VALUE_LENGTH)


def _listed(values: Iterable[str]) -> str:
    return ", ".join(shortened(value, _MAX_VALUE_LENGTH) for value in values)


def _key(value: Any) -> str:
    """A value as JSON, to compare values as JSON does: in Python, `True` equals 1."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
