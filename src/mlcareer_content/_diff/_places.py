"""A JSON Schema by its places: where each part of it stands, what a `$ref` leads to, which parts say the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from .._read import step
from ..exceptions import ContentError

ANNOTATIONS = ("title", "description", "examples", "default", "deprecated", "readOnly", "writeOnly", "$comment")
DIALECT = "https://json-schema.org/draft/2020-12/schema"

_DEFINITIONS = ("$defs", "definitions")
_MAPS = (*_DEFINITIONS, "properties", "patternProperties", "dependentSchemas")
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_ALONE = (
    *("additionalProperties", "items", "contains", "not", "if", "then", "else", "propertyNames"),
    *("unevaluatedItems", "unevaluatedProperties", "contentSchema"),
)
_NUMBERS = (
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minContains", "maxContains"),
    *("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"),
)
#: What says nothing of a value by itself.
SILENT = {*ANNOTATIONS, *_DEFINITIONS, "$schema", "$id", "$anchor", "$dynamicAnchor"}

Schema = dict[str, Any] | bool


class Places:
    """The parts of a schema.

    Args:
        root: The schema.

    Raises:
        ContentError: It is no schema.
    """

    def __init__(self, root: Any) -> None:
        self.root = root
        self._pointers: dict[int, str] = {}
        self._parts: dict[str, Schema] = {}
        self._digests: dict[int, str | None] = {}
        for pointer, part in _walked(root):
            self._parts[pointer] = part
            if isinstance(part, dict):
                self._pointers[id(part)] = pointer

    def pointer(self, part: object) -> str | None:
        """Where a part stands; nothing for what is no part, or cannot be understood from here."""
        return self._pointers.get(id(part))

    def items(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every part that is an object, behind its place."""
        return ((pointer, part) for pointer, part in self._parts.items() if isinstance(part, dict))

    def target(self, reference: object) -> Schema | None:
        """What a `$ref` leads to; nothing where that is not in this schema, or is no part of it."""
        if not isinstance(reference, str) or not reference.startswith("#"):
            return None
        return self._parts.get(reference[1:])

    def digest(self, part: Schema) -> str | None:
        """What two parts have in common that accept the same for the same reason; nothing for what is unclear.

        Annotations are left out, and what a `$ref` leads to stands in its place.
        """
        if isinstance(part, bool):
            return str(part)
        if id(part) not in self._digests:
            self._digests[id(part)] = None  # for the part that is met again inside itself
            self._digests[id(part)] = self._digest({name: part[name] for name in part.keys() - SILENT}, part)
        return self._digests[id(part)]

    def digest_of(self, part: dict[str, Any], names: tuple[str, ...]) -> str | None:
        """The same of some keywords only."""
        return self._digest({name: part[name] for name in names if name in part}, part)

    def _digest(self, keywords: dict[str, Any], part: dict[str, Any]) -> str | None:
        if self.pointer(part) is None or "$dynamicRef" in keywords:
            return None
        try:
            said = {name: self._said(name, value) for name, value in keywords.items()}
        except _UnclearError:
            return None
        return sha256(json.dumps(said, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()

    def _said(self, name: str, value: Any) -> Any:
        if name == "$ref":
            return self._clear(self.target(value))
        if name in _MAPS:
            return {key: self._clear(part) for key, part in value.items()}
        if name in _LISTS:
            return [self._clear(part) for part in value]
        return self._clear(value) if name in _ALONE else value

    def _clear(self, part: Schema | None) -> str:
        digest = None if part is None else self.digest(part)
        if digest is None:
            raise _UnclearError
        return digest


class _UnclearError(Exception):
    """A part cannot be understood from here."""


def _walked(root: Any) -> Iterator[tuple[str, Schema]]:
    """Every part, behind its place; none below another `$id`, where a `$ref` would mean something else."""
    waiting: list[tuple[str, Any]] = [("", root)]
    while waiting:
        pointer, part = waiting.pop()
        if isinstance(part, bool):
            yield pointer, part
            continue
        _require(isinstance(part, dict), pointer)
        if pointer and "$id" in part:
            continue
        yield pointer, part
        for name, value in part.items():
            place = f"{pointer}/{step(name)}"
            _require(_is_well_formed(name, value), place)
            waiting += reversed(list(_inside(name, value, place)))


def _inside(name: str, value: Any, place: str) -> Iterator[tuple[str, Any]]:
    if name in _MAPS:
        yield from ((f"{place}/{step(key)}", part) for key, part in value.items())
    elif name in _LISTS:
        yield from ((f"{place}/{number}", part) for number, part in enumerate(value))
    elif name in _ALONE:
        yield place, value


def _is_well_formed(name: str, value: Any) -> bool:
    if name in _MAPS:
        return isinstance(value, dict)
    if name in (*_LISTS, "enum"):
        return isinstance(value, list)
    if name in _NUMBERS:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if name == "type" and isinstance(value, str):
        return True
    if name in ("required", "type"):
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    return True


def _require(well_formed: object, pointer: str) -> None:
    if not well_formed:
        raise ContentError(f"{pointer or 'the whole'} is not what JSON Schema has there")
