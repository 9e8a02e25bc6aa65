"""Documents to fill in: every field with its description, the optional ones as comments."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ._entries import ENVELOPE
from ._fields import prose_field
from ._schemas import canonical_json, definition

_WIDTH = 100
_NOT_FILLED_IN = (*ENVELOPE, "former_ids")  # what is new has had no other id


def skeleton(kind: str, format: str, schema: str) -> str:
    """A document in JSON, YAML or Markdown, valid when its empty values are filled in; editors look for its schema."""
    fields = definition(kind)
    if format == "json":
        return canonical_json({"$schema": schema, "kind": kind, **_required(fields)})
    prose = prose_field(kind) if format == "markdown" else None
    lines = [f"# yaml-language-server: $schema={schema}", *_comment(fields["description"]), f"kind: {kind}"]
    lines += _lines(fields, leave_out=(*_NOT_FILLED_IN, prose))
    if format == "yaml":
        return "\n".join(lines) + "\n"
    if prose in fields["properties"]:
        lines += ["", *_comment(f"Below the line --- write the {prose}, in paragraphs and lists of Markdown.")]
    return "\n".join(["---", *lines, "---", "", ""])


def _required(schema: dict[str, Any]) -> dict[str, Any]:
    return {name: _empty(schema["properties"][name]) for name in schema["required"] if name not in ENVELOPE}


def _empty(schema: dict[str, Any]) -> Any:
    """An empty, invalid value, to be filled in."""
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
    shown = json.dumps(example) if isinstance(example, bool) else example
    like = f". For example: {shown}" if isinstance(example, str | int) and not choices else ""
    return f"{schema['description']}{choices}{like}"


def _field(name: str, schema: dict[str, Any]) -> Iterator[str]:
    """A field to fill in; a list of objects contains one, whose fields have comments too."""
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
    """The lines of a value as YAML, with strings as in JSON."""
    lines: list[str] = []
    match value:
        case dict():
            for name, item in value.items():
                inner = _yaml(item)
                if isinstance(item, dict | list):
                    lines += [f"{name}:", *(f"  {line}" for line in inner)]
                else:
                    lines.append(f"{name}: {inner[0]}".rstrip())
        case list():
            for item in value:
                first, *others = _yaml(item)
                lines += [f"- {first}", *(f"  {line}" for line in others)]
        case _:
            lines.append("" if value is None else json.dumps(value, ensure_ascii=False))
    return lines


def _comment(text: str) -> list[str]:
    from textwrap import wrap

    return wrap(text, _WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)
