"""Compare two sets of JSON Schemas: what rejects something that was valid, and what only accepts more.

Schemas are compared keyword by keyword, for the keywords that the schemas of
this package use. A change of any other keyword counts as narrowed, so that a
schema may be called narrower than it is, but never wider.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, ClassVar, NamedTuple

from .._limits import MAX_SCHEMA_PAIRS
from .._read import step
from ..exceptions import ContentError
from ._changes import Effect, SchemaChange

Schema = dict[str, Any] | bool

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ANNOTATIONS = ("title", "description", "examples", "default", "deprecated", "readOnly", "writeOnly", "$comment")
_ANYTHING: dict[str, Any] = {}
_MAX_VALUE_LENGTH = 80
_VERSIONED_ID = re.compile(r"(.*:v)([0-9]{1,9})(:[^:]*)")


class _Finding(NamedTuple):
    """A difference between two parts of a schema; `SchemaChange` explains the attributes."""

    pointer: str
    effect: Effect
    detail: str
    is_whole: bool = False


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
    if new is None:
        return [SchemaChange(kind, "", "narrowed", "the schema is gone", is_whole=True)]
    if old is None:
        return [SchemaChange(kind, "", "additive", "the schema is new", is_whole=True)]
    if old == new:
        return []
    try:
        _require_schema(old)
        _require_schema(new)
        findings = [*_findings(old, new), *_annotation_changes(old, new)]
    except RecursionError as error:
        raise ContentError(f"the schema of {kind} cannot be compared: it is nested too deeply") from error
    except ContentError as error:
        raise ContentError(f"the schema of {kind} cannot be compared: {error}") from error
    if not findings:
        return [SchemaChange(kind, "", "annotation", "written differently, with the same meaning")]
    announced = any(finding.pointer == "/$id" and finding.effect == "annotation" for finding in findings)
    return [
        SchemaChange(kind, *finding[:3], announced=announced and finding.effect == "narrowed", is_whole=finding[3])
        for finding in findings
    ]


def _require_schema(schema: Any) -> None:
    from jsonschema import Draft202012Validator, SchemaError

    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        place = "".join(f"/{step(str(name))}" for name in error.absolute_path)
        raise ContentError(f"it is not a JSON Schema at {place or 'its root'}") from error


def _findings(old: Any, new: Any) -> list[_Finding]:
    """The changes of what two whole schemas accept, those that only accept more last."""
    if any(not isinstance(schema, dict) or schema.get("$schema") != _DIALECT for schema in (old, new)):
        return [_Finding("/$schema", "narrowed", "only schemas of the draft 2020-12 can be compared")]
    found = [*_id_change(old, new), *_Comparison(old, new).compare(old, new, "")]
    return sorted(found, key=lambda finding: finding.effect == "additive")


def _id_change(old: Any, new: Any) -> Iterator[_Finding]:
    before, after = old.get("$id"), new.get("$id")
    if before != after:
        effect: Effect = "annotation" if _is_next_version(before, after) else "narrowed"
        yield _Finding("/$id", effect, f"{before} became {after}")


def _is_next_version(before: object, after: object) -> bool:
    old, new = _VERSIONED_ID.fullmatch(str(before)), _VERSIONED_ID.fullmatch(str(after))
    return bool(old and new and (old[1], old[3]) == (new[1], new[3]) and int(new[2]) > int(old[2]))


class _Comparison:
    """A comparison of two schemas.

    Args:
        old: The whole schema in which references of old parts are resolved.
        new: The whole schema in which references of new parts are resolved.
    """

    def __init__(self, old: dict[str, Any], new: dict[str, Any]) -> None:
        self._old = dict(_parts(old, "#"))
        self._new = dict(_parts(new, "#"))
        self._known: dict[tuple[int, int], list[_Finding]] = {}

    def compare(self, old: Schema, new: Schema, pointer: str) -> list[_Finding]:
        """The changes from one part to another; the new one accepts all that the old one does if none narrows.

        Args:
            old: A part of the old schema.
            new: A part of the new schema.
            pointer: The JSON Pointer of the part.
        """
        if old is False or new is False:
            detail = f"{_json(old)} became {_json(new)}"
            return [] if old is new else [_Finding(pointer, "additive" if old is False else "narrowed", detail)]
        before, after = (_ANYTHING if part is True else part for part in (old, new))
        key = id(before), id(after)
        if key not in self._known:
            # References to other definitions than before could pair every part with every other.
            if len(self._known) >= MAX_SCHEMA_PAIRS:
                raise ContentError("it is too large to be compared")
            # Found again inside itself, a part counts as narrowed: no schema of this package is recursive.
            self._known[key] = [_Finding(pointer, "narrowed", "it refers to itself")]
            self._known[key] = _without_contradictions(self._part_changes(before, after, pointer))
        return self._known[key]

    def _part_changes(self, old: dict[str, Any], new: dict[str, Any], pointer: str) -> Iterator[_Finding]:
        if old.get("$ref") == new.get("$ref"):
            if "$ref" in new:
                yield from self._target_changes(new["$ref"], pointer)
            yield from self._keyword_changes(old, new, pointer)
            return
        before, after = _resolved(old, self._old), _resolved(new, self._new)
        if before is None or after is None:
            yield _Finding(f"{pointer}/$ref", "narrowed", _became("$ref", old, new))
            return
        for finding in self._keyword_changes(before, after, pointer):
            # The definitions are as they were: what changed is the reference to one of them.
            yield finding._replace(pointer=f"{pointer}/$ref") if "$ref" in new else finding

    def _target_changes(self, reference: str, pointer: str) -> Iterable[_Finding]:
        if reference not in self._old or reference not in self._new:
            return [_Finding(f"{pointer}/$ref", "narrowed", f"$ref {_json(reference)} is not a part of both schemas")]
        return self.compare(self._old[reference], self._new[reference], reference.removeprefix("#"))

    def _keyword_changes(self, old: dict[str, Any], new: dict[str, Any], pointer: str) -> Iterator[_Finding]:
        for name in dict.fromkeys((*new, *old)):
            place = f"{pointer}/{step(name)}"
            if name in self._COMPARED:
                yield from self._COMPARED[name](self, old, new, place)
            elif name in ("items", "additionalProperties"):
                yield from self.compare(old.get(name, True), new.get(name, True), place)
            elif name not in (*_ANNOTATIONS, "$ref", "$defs") and (pointer or name not in ("$schema", "$id")):
                yield from _value_change(name, old, new, place)

    # Each of the next methods yields the changes of one keyword.

    def _values(self, old: dict[str, Any], new: dict[str, Any], pointer: str) -> Iterator[_Finding]:
        before, after = _allowed_values(old), _allowed_values(new)
        if before == after:  # in whatever order
            return
        gone = [value for value in before or () if value not in (after or ())]
        added = [value for value in after or () if value not in (before or ())]
        is_as_wide = after is None or (before is not None and not gone)
        # "const" may become "enum", or the other way round: that is one change of one set of values.
        parts = (old, new) if is_as_wide else (new, old)
        name = next(name for part in parts for name in ("const", "enum") if name in part)
        if "enum" in old and "enum" in new:
            listed = ", ".join(map(_shortened, gone or added))
            detail = f"no longer allowed: {listed}" if gone else f"allowed now: {listed}"
        else:
            detail = _became(name, old, new)
        yield _Finding(f"{pointer.rpartition('/')[0]}/{name}", "additive" if is_as_wide else "narrowed", detail)

    def _required(self, old: dict[str, Any], new: dict[str, Any], pointer: str) -> Iterator[_Finding]:
        before, after = (dict.fromkeys(part.get("required", ())) for part in (old, new))
        yield from (_Finding(pointer, "narrowed", f"{name} is required now") for name in after if name not in before)
        yield from (_Finding(pointer, "additive", f"{name} is optional now") for name in before if name not in after)

    def _properties(self, old: dict[str, Any], new: dict[str, Any], pointer: str) -> Iterator[_Finding]:
        before, after = old.get("properties", {}), new.get("properties", {})
        # An old property that matches a pattern may have had any value that the pattern allows.
        other_old = True if "patternProperties" in old else old.get("additionalProperties", True)
        other_new = new.get("additionalProperties", True)
        for name in dict.fromkeys((*after, *before)):
            place = f"{pointer}/{step(name)}"
            if name not in after and other_new is False:
                yield _Finding(place, "narrowed", "the property is gone", is_whole=True)
            elif name not in before and other_old is False:
                yield _Finding(place, "additive", "the property is new", is_whole=True)
            else:
                yield from self.compare(before.get(name, other_old), after.get(name, other_new), place)

    def _any_of(self, old: dict[str, Any], new: dict[str, Any], pointer: str) -> Iterator[_Finding]:
        if "anyOf" not in old or "anyOf" not in new:
            yield _Finding(pointer, "additive" if "anyOf" in old else "narrowed", _became("anyOf", old, new))
            return
        before, after = old["anyOf"], new["anyOf"]
        for number, (branch, other) in enumerate(zip(before, after, strict=False)):
            yield from self.compare(branch, other, f"{pointer}/{number}")
        gone, extra = before[len(after) :], after[len(before) :]
        yield from (_Finding(pointer, "narrowed", f"anyOf {_json(branch)} is gone") for branch in gone)
        yield from (_Finding(pointer, "additive", f"anyOf {_json(branch)} is new") for branch in extra)

    _COMPARED: ClassVar[dict[str, Callable[..., Iterator[_Finding]]]] = {
        "const": _values,
        "enum": _values,
        "required": _required,
        "properties": _properties,
        "anyOf": _any_of,
    }


def _types(value: str | list[str]) -> set[str]:
    """The names of a `type`; a number may be an integer."""
    types = {value} if isinstance(value, str) else set(value)
    return types | {"integer"} if "number" in types else types


#: Keywords that restrict a value by themselves, each with whether a new restriction is no stricter than the old one.
_IS_AS_WIDE: dict[str, Callable[[Any, Any], bool]] = {
    "type": lambda old, new: _types(old) <= _types(new),
    **dict.fromkeys(("pattern", "not"), lambda _old, _new: False),
    "uniqueItems": lambda old, new: bool(old or not new),
    **dict.fromkeys(("minimum", "minLength", "minItems"), lambda old, new: bool(new <= old)),
    **dict.fromkeys(("maximum", "maxLength", "maxItems"), lambda old, new: bool(new >= old)),
}


def _value_change(name: str, old: dict[str, Any], new: dict[str, Any], pointer: str) -> Iterator[_Finding]:
    is_same = name in old and name in new and _key(old[name]) == _key(new[name])
    if is_same and _stands_alone(name, new[name]):
        return
    is_as_wide = name in _IS_AS_WIDE and (name not in new or (name in old and _IS_AS_WIDE[name](old[name], new[name])))
    yield _Finding(pointer, "additive" if is_as_wide else "narrowed", _became(name, old, new))


def _stands_alone(name: str, value: Any) -> bool:
    """Whether a keyword means the same wherever it has this value."""
    depends_on_others = name.startswith(("$", "unevaluated"))
    return not depends_on_others and not re.search(r'"\$(ref|dynamicRef)"', json.dumps(value))


def _without_contradictions(findings: Iterable[_Finding]) -> list[_Finding]:
    """Findings, each once; at a place where something is narrowed, only what narrows it."""
    found = list(dict.fromkeys(findings))
    narrowed = {finding.pointer for finding in found if finding.effect == "narrowed"}
    return [finding for finding in found if finding.effect == "narrowed" or finding.pointer not in narrowed]


def _resolved(part: dict[str, Any], parts: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
    """A part, or the one that it refers to; none if the two would have to be merged."""
    seen: set[str] = set()
    while "$ref" in part:
        reference = part["$ref"]
        has_more = part.keys() - {*_ANNOTATIONS, "$ref"}
        if reference not in parts or reference in seen or has_more:
            return None
        seen.add(reference)
        part = parts[reference]
    return part


def _allowed_values(part: dict[str, Any]) -> dict[str, None] | None:
    """The values that a part lists, as JSON, in their order; none if it lists none."""
    if "enum" not in part and "const" not in part:
        return None
    values = list(map(_key, part["enum"] if "enum" in part else [part["const"]]))
    return dict.fromkeys(value for value in values if "const" not in part or value == _key(part["const"]))


def _annotation_changes(old: Schema, new: Schema) -> Iterator[_Finding]:
    before = dict(_parts(old, ""))
    for pointer, part in _parts(new, ""):
        earlier = before.get(pointer, part)
        for name in _ANNOTATIONS:
            if earlier.get(name) != part.get(name):
                yield _Finding(f"{pointer}/{step(name)}", "annotation", f"another {name}")


def _parts(part: Any, pointer: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Pairs of a JSON Pointer and a part of a schema that is an object."""
    if not isinstance(part, dict):
        return
    yield pointer, part
    for name, value in part.items():
        if name in ("properties", "$defs"):
            for key, inner in value.items():
                yield from _parts(inner, f"{pointer}/{step(name)}/{step(key)}")
        elif name in ("items", "not", "additionalProperties"):
            yield from _parts(value, f"{pointer}/{name}")
        elif name == "anyOf":
            for number, inner in enumerate(value):
                yield from _parts(inner, f"{pointer}/{name}/{number}")


def _became(name: str, old: dict[str, Any], new: dict[str, Any]) -> str:
    if name not in old:
        return f"{name} {_json(new[name])} is new"
    if name not in new:
        return f"{name} {_json(old[name])} is gone"
    return f"{name} {_json(old[name])} became {_json(new[name])}"


def _json(value: Any) -> str:
    return _shortened(json.dumps(value, ensure_ascii=False))


def _shortened(text: str) -> str:
    return text if len(text) <= _MAX_VALUE_LENGTH else f"{text[:_MAX_VALUE_LENGTH]}…"


def _key(value: Any) -> str:
    """A value as JSON, to compare values as JSON does: in Python, `True` equals 1."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
