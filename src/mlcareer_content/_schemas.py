"""Load the JSON Schemas, list what a document fails of its schema, and write a document in the order of the schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from itertools import chain
from typing import Any

from . import _package_data
from ._entries import ENVELOPE, KINDS, known_kind
from ._text_safety import json_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

_REPORT = "report"
_ANNOTATIONS = {"title", "description", "examples", "$schema", "$id"}


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a kind of document.

    Args:
        kind: An entry (``question``), a collection (``faq``), whose documents differ, ``guide``, or ``report`` for
            what `validate` found.

    Returns:
        A fresh, self-contained schema, in which nothing points outside.

    Raises:
        NotFoundError: There is no such kind.
        TypeError: `kind` is not a string.

    .. versionadded:: 0.1.0
    """
    known_kind(kind, (*KINDS, _REPORT))
    parsed: dict[str, Any] = _package_data.read_json(f"schemas/{kind}.schema.json")
    return parsed


def failures(kind: str, value: Any) -> Iterable[ValidationError]:
    """The errors of a document against the schema of its kind; an empty tuple if there are none.

    With jsonschema-rs (the extra ``fast``), only invalid documents are checked
    again by jsonschema, whose errors have positions.
    """
    accepts = _verdict(kind)
    if accepts:
        return () if accepts(value) else validator(kind).iter_errors(value)
    failed = validator(kind).iter_errors(value)
    first = next(failed, None)
    return () if first is None else chain((first,), failed)


def failed_keywords(kind: str, value: Any) -> Iterator[str]:
    """The keyword that each value in a document fails first, and one for each missing and unknown field."""
    seen = set()
    for path, keyword, unknown in _failed(kind, value):
        if keyword == "additionalProperties":
            yield from (keyword for _ in unknown)
        elif keyword == "required" or path not in seen:
            seen.add(path)
            yield keyword


def _failed(kind: str, value: Any) -> Iterator[tuple[tuple[str | int, ...], str, Collection[str]]]:
    """The path of each value that fails a keyword, the keyword, and the unknown fields of the value."""
    fast = _fast_validator(kind)
    if fast:
        for error in fast.iter_errors(value):
            yield tuple(error.instance_path), error.schema_path[-1], getattr(error.kind, "unexpected", ())
        return
    errors: Iterable[Any] = validator(kind).iter_errors(value)
    for error in errors:
        is_closed = error.validator == "additionalProperties"
        unknown = error.instance.keys() - error.schema["properties"] if is_closed else ()
        yield tuple(error.absolute_path), error.validator, unknown


@cache
def _verdict(kind: str) -> Callable[[object], bool] | None:
    fast = _fast_validator(kind)
    return fast.is_valid if fast else None


@cache
def _fast_validator(kind: str) -> Any:
    try:
        import jsonschema_rs
    except ImportError:
        return None
    # The mask keeps the messages, which are not used, from repeating whole documents.
    return jsonschema_rs.Draft202012Validator(schema(kind), mask="")


@cache
def validator(kind: str) -> Validator:
    """The validator of a kind; it never looks for a schema elsewhere."""
    from jsonschema import Draft202012Validator, ValidationError, validators
    from referencing import Registry

    unique = Draft202012Validator.VALIDATORS["uniqueItems"]
    every_item = Draft202012Validator.VALIDATORS["items"]

    def unique_strings(inner: Validator, wanted: Any, items: Any, schema: Any) -> Iterator[ValidationError]:
        # Comparing objects takes the square of their number, and only strings have to be unique: objects are invalid.
        if _is_within_bounds(items, schema) and all(isinstance(item, str) for item in items):
            yield from unique(inner, wanted, items, schema) or ()

    def items_within_bounds(inner: Validator, wanted: Any, items: Any, schema: Any) -> Iterator[ValidationError]:
        # A list that is too long is reported once, and not item by item.
        if _is_within_bounds(items, schema):
            yield from every_item(inner, wanted, items, schema) or ()

    def briefly(holds: Callable[[Validator, Any, Any, Any], object]) -> Callable[..., Iterator[ValidationError]]:
        # jsonschema's own messages repeat the whole value, of perhaps millions of characters, and are not used.
        def keyword(inner: Validator, wanted: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
            if not holds(inner, wanted, value, schema):
                yield ValidationError("")

        return keyword

    keywords = {name: briefly(holds) for name, holds in _HOLDS.items()}
    keywords |= {"uniqueItems": unique_strings, "items": items_within_bounds}
    strict: Any = validators.extend(Draft202012Validator, keywords)  # type: ignore[no-untyped-call]
    found: Validator = strict(_inlined(kind), registry=Registry())
    return found


def fits(value: Any, schema: Any) -> bool:
    """Whether a value satisfies a part of a schema, such as `definition` gives."""
    return _is_valid(validator("guide"), schema, value)


def _is_valid(validator: Validator, schema: Any, value: Any) -> bool:
    return validator.evolve(schema=schema).is_valid(value)


def matches_pattern(pattern: str, text: str) -> bool:
    """Whether a text matches a pattern of a schema."""
    # Python keeps the position of each repetition of a group, to go back to it, which none of our patterns needs.
    return bool(re.search(pattern.replace(")*$", ")*+$"), text))


def _is_within_bounds(items: object, schema: Any) -> bool:
    return isinstance(items, list) and len(items) <= schema["maxItems"]


_HOLDS: dict[str, Callable[[Validator, Any, Any, Any], object]] = {
    "additionalProperties": lambda _, wanted, value, schema: (
        wanted or not isinstance(value, dict) or value.keys() <= schema["properties"].keys()
    ),
    "anyOf": lambda part, wanted, value, _: any(_is_valid(part, schema, value) for schema in wanted),
    "const": lambda _, wanted, value, __: isinstance(value, str) and value == wanted,
    "enum": lambda _, wanted, value, __: isinstance(value, str) and value in wanted,
    "maxItems": lambda _, wanted, value, __: not isinstance(value, list) or len(value) <= wanted,
    "maxLength": lambda _, wanted, value, __: not isinstance(value, str) or len(value) <= wanted,
    "not": lambda part, wanted, value, _: not _is_valid(part, wanted, value),
    "pattern": lambda _, wanted, value, __: not isinstance(value, str) or matches_pattern(wanted, value),
    "type": lambda part, wanted, value, _: part.is_type(value, wanted),
}


def definition(kind: str) -> dict[str, Any]:
    """The definition of a kind, without `$ref`; not to be changed."""
    found: dict[str, Any] = _inlined(kind)["allOf"][0]
    return found


@cache
def _inlined(kind: str) -> Any:
    """The schema of a kind with every `$ref` replaced by its target, as following one takes long each time."""
    whole = schema(kind)

    @cache
    def target(pointer: str) -> Any:
        part: Any = whole
        for name in pointer.split("/")[1:]:
            part = part[name]
        return inlined(part)

    def inlined(part: Any) -> Any:
        if isinstance(part, list):
            return [inlined(item) for item in part]
        if not isinstance(part, dict):
            return part
        own = {key: inlined(item) for key, item in part.items() if key not in ("$ref", "$defs")}
        if "$ref" not in part:
            return own
        there = target(part["$ref"])
        both = own.keys() & there.keys() - _ANNOTATIONS
        return {"allOf": [there], **own} if both else {**there, **own}

    return inlined(whole)


def canonical_json(value: Any) -> str:
    """A document as JSON with its fields in the order of the schema; unknown fields come last.

    Args:
        value: The document, valid or invalid.
    """
    kind = value.get("kind") if isinstance(value, dict) else None
    return json_text(_ordered(value, definition(kind)) if kind in KINDS else value)


def _ordered(value: Any, schema: dict[str, Any]) -> Any:
    if isinstance(value, list):
        return [_ordered(item, schema.get("items", {})) for item in value]
    if not isinstance(value, dict):
        return value
    fields = schema.get("properties", {})
    names = dict.fromkeys((*ENVELOPE, *fields, *value))
    return {name: _ordered(value[name], fields.get(name, {})) for name in names if name in value}
