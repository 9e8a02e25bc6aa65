"""The JSON Schemas, one a kind, and what a document breaks of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from . import _files
from ._entries import KINDS
from ._suggestions import not_found

TYPE_CHECKING = False
if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a kind of document.

    Args:
        kind: An entry (``question``), a collection (``faq``) or ``guide``.

    Returns:
        A fresh, self-contained schema: nothing in it points outside.

    Raises:
        NotFoundError: There is no such kind.
        TypeError: `kind` is not a string.

    .. versionadded:: 0.1.0
    """
    if not isinstance(kind, str):
        raise TypeError(f"schema takes the name of a kind as a string, not {type(kind).__name__}")
    if kind not in KINDS:
        raise not_found("kind", kind, KINDS)
    parsed: dict[str, Any] = _files.read_json(f"schemas/{kind}.schema.json")
    return parsed


def failures(kind: str, value: Any) -> Iterator[ValidationError]:
    """What a document breaks of the schema of its kind.

    With jsonschema-rs (the extra ``fast``), which only tells whether there is
    anything at all, jsonschema is asked about the others alone.
    """
    accepts = _verdict(kind)
    return iter(()) if accepts and accepts(value) else validator(kind).iter_errors(value)


@cache
def _verdict(kind: str) -> Callable[[object], bool] | None:
    try:
        import jsonschema_rs
    except ImportError:
        return None
    return jsonschema_rs.Draft202012Validator(schema(kind)).is_valid


@cache
def validator(kind: str) -> Validator:
    """The validator of a kind; it never looks for a schema elsewhere."""
    from jsonschema import Draft202012Validator, validators
    from referencing import Registry

    unique = Draft202012Validator.VALIDATORS["uniqueItems"]

    def unique_strings(inner: Validator, wanted: Any, items: Any, schema: Any) -> Iterator[ValidationError]:
        # Whether objects are unique takes the square of their number, and here only strings may be: the rest is wrong.
        if len(items) <= schema["maxItems"] and all(isinstance(item, str) for item in items):
            yield from unique(inner, wanted, items, schema) or ()

    strict: Any = validators.extend(Draft202012Validator, {"uniqueItems": unique_strings})  # type: ignore[no-untyped-call]
    found: Validator = strict(schema(kind), registry=Registry())
    return found
