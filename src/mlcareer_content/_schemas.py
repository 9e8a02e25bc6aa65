"""The JSON Schemas, one a kind, and a validator for each."""

from __future__ import annotations

from functools import cache
from typing import Any

from . import _files
from ._entries import KINDS
from ._suggestions import not_found

TYPE_CHECKING = False
if TYPE_CHECKING:
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


@cache
def validator(kind: str) -> Validator:
    """The validator of a kind; it never looks for a schema elsewhere."""
    from jsonschema import Draft202012Validator
    from referencing import Registry

    return Draft202012Validator(schema(kind), registry=Registry())
