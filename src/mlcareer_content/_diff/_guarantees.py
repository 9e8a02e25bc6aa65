"""What a JSON Schema guarantees of the values that it accepts."""

from __future__ import annotations

import json
from typing import Any

from attrs import frozen

_FRACTION = "a number that is not whole"
TYPES = {"null", "boolean", "integer", _FRACTION, "string", "array", "object"}
NUMBERS = frozenset({"integer", _FRACTION})
#: A schema that accepts nothing, as `false` does.
NOTHING: dict[str, Any] = {"enum": []}


@frozen
class Guarantees:
    """What an old schema guarantees of its values.

    Attributes:
        parts: The parts that all hold.
        types: The types they may be of.
        values: All of them as JSON, if they are listed.
    """

    parts: list[dict[str, Any]]
    types: set[str]
    values: set[str] | None

    def all(self, keyword: str) -> list[Any]:
        """What the parts say by a keyword."""
        return [part[keyword] for part in self.parts if keyword in part]


def guarantees(parts: list[dict[str, Any]]) -> Guarantees:
    """What some parts, which all hold, guarantee."""
    types, values = set(TYPES), None
    for part in parts:
        if "type" in part:
            types &= named_types(part["type"])
        for listed in (part[name] if name == "enum" else [part[name]] for name in ("const", "enum") if name in part):
            keys = set(map(key_of, listed))
            values = keys if values is None else values & keys
            types &= {_type_of(value) for value in listed}
    return Guarantees(parts, types, values)


def named_types(names: str | list[str]) -> set[str]:
    """The types that a `type` allows."""
    wanted = {names} if isinstance(names, str) else set(names)
    return wanted | NUMBERS if "number" in wanted else wanted


def _type_of(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int() | float():
            return "integer" if value == int(value) else _FRACTION
        case str():
            return "string"
    return "array" if isinstance(value, list) else "object"


def key_of(value: object) -> str:
    """What two values have in common that JSON Schema takes for the same."""
    return json.dumps(_as_numbers_are_compared(value), sort_keys=True)


def _as_numbers_are_compared(value: Any) -> Any:
    """A value in which 1.0 is 1, as JSON Schema has it."""
    if isinstance(value, dict):
        return {name: _as_numbers_are_compared(item) for name, item in value.items()}
    if isinstance(value, list):
        return list(map(_as_numbers_are_compared, value))
    return int(value) if isinstance(value, float) and value.is_integer() else value
