"""Documents to be filled in: every field with what it is for, and the optional ones as comments."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Literal

from ._entries import ENVELOPE
from ._fields import prose_field
from ._schemas import canonical_json, definition

Format = Literal["json", "yaml", "markdown"]

_WIDTH = 100
_NOT_FILLED_IN = (*ENVELOPE, "former_ids")  # what is new has had no other id


def skeleton(kind: str, format: Format, schema: str) -> str:
    """A document of a kind, which is valid as soon as its empty values are filled in.

    Args:
        kind: The kind.
        format: What it is written in.
        schema: Where the schema is, for the editor.
    """
    fields = definition(kind)
    if format == "json":
        return canonical_json({"$schema": schema, "kind": kind, **_required(fields)})
    prose = prose_field(kind) if format == "markdown" else None
    lines = [f"# yaml-language-server: $schema={schema}", *_comment(fields["description"]), f"kind: {kind}"]
    lines += _lines(fields, leave_out=(*_NOT_FILLED_IN, prose))
    if format == "yaml":
        return "\n".join(lines) + "\n"
    if prose in fields["properties"]:
        lines += ["", *_comment(f"Below the line --- stands the {prose}, in paragraphs and lists of Markdown.")]
    return "\n".join(["---", *lines, "---", "", ""])


def _required(schema: dict[str, Any]) -> dict[str, Any]:
    return {name: _empty(schema["properties"][name]) for name in schema["required"] if name not in ENVELOPE}


def _empty(schema: dict[str, Any]) -> Any:
    """What stands for a value that has to be filled in; it is not valid."""
    match schema.get("type"):
        case "array":
            return [_empty(schema["items"])]
        case "object":
            return _required(schema)
        case "string" | None if "anyOf" not in schema:
            return ""
    return None


def _lines(schema: dict[str, Any], leave_out: tuple[str | None, ...] = _NOT_FILLED_IN) -> Iterator[str]:
    for name, field in schema["properties"].items():
        if name in leave_out:
            continue
        yield ""
        yield from _comment(_purpose(field))
        if name in schema["required"]:
            yield from _field(name, field)
        else:
            yield from (f"# {line}" for line in _yaml({name: field["examples"][0]}))


def _purpose(schema: dict[str, Any]) -> str:
    choices = f". One of: {', '.join(schema['enum'])}" if "enum" in schema else ""
    example = schema["examples"][0]
    like = f". For example: {example}" if isinstance(example, str | int) and not choices else ""
    return f"{schema['description']}{choices}{like}"


def _field(name: str, schema: dict[str, Any]) -> Iterator[str]:
    """A field to be filled in; a list of objects with one of them in it, described like the whole."""
    if schema.get("type") != "array" or schema["items"].get("type") != "object":
        yield from _yaml({name: _empty(schema)})
        return
    yield f"{name}:"
    inner = [line for line in _lines(schema["items"]) if line]
    at = next(number for number, line in enumerate(inner) if not line.startswith("#"))
    yield from (f"    {line}" for line in inner[:at])
    yield f"  - {inner[at]}"
    yield from (f"    {line}" for line in inner[at + 1 :])


def _yaml(value: Any) -> list[str]:
    """A value as YAML, whose strings and empty things are written as JSON has them."""
    if isinstance(value, dict):
        return [line for name, item in value.items() for line in _beneath(f"{name}:", item)]
    if isinstance(value, list):
        return [line for item in value for line in _item(item)]
    return ["" if value is None else json.dumps(value, ensure_ascii=False)]


def _beneath(name: str, value: Any) -> list[str]:
    lines = _yaml(value)
    if isinstance(value, dict | list):
        return [name, *(f"  {line}" for line in lines)]
    return [f"{name} {lines[0]}".rstrip()]


def _item(value: Any) -> list[str]:
    first, *others = _yaml(value)
    return [f"- {first}", *(f"  {line}" for line in others)]


def _comment(text: str) -> list[str]:
    from textwrap import wrap

    return wrap(text, _WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)
