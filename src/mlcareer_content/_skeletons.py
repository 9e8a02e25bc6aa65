"""Documents to fill in: every field with its description, the optional ones as comments."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import attrs

from ._entries import ENVELOPE
from ._fields import prose_field
from ._schemas import canonical_json, definition
from .guide import Guide

_WIDTH = 100
_NOT_FILLED_IN = (*ENVELOPE, "former_ids")  # what is new has had no other id


def skeleton(kind: str, format: str, schema: str) -> str:
    """A document in JSON, YAML or Markdown, valid when its empty values are filled in; editors look for its schema."""
    fields = _whole_guide() if kind == "guide" else definition(kind)
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


def _whole_guide() -> dict[str, Any]:
    """The schema of a guide in one file: it requires the article too, which in a folder has a file of its own."""
    schema = definition("guide")
    properties = dict(schema["properties"])
    required = [one.name for one in attrs.fields(Guide) if one.default is attrs.NOTHING]
    for name in set(required).difference(schema["required"]):
        description = f"{properties[name]['description']}. Remove it here if it has a file of its own"
        properties[name] = {**properties[name], "description": description}
    return {**schema, "properties": properties, "required": required}


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
            yield from (f"# {line}" for line in yaml_lines({name: field["examples"][0]}, _scalar))


def _purpose(schema: dict[str, Any]) -> str:
    choices = f". One of: {', '.join(schema['enum'])}" if "enum" in schema else ""
    example = schema["examples"][0]
    shown = json.dumps(example) if isinstance(example, bool) else example
    like = f". For example: {shown}" if isinstance(example, str | int) and not choices else ""
    return f"{schema['description']}{choices}{like}"


def _field(name: str, schema: dict[str, Any]) -> Iterator[str]:
    """A field to fill in; an object, and the one object in a list of objects, has fields with comments too."""
    item = schema.get("items", schema)
    if item.get("type") != "object":
        yield from yaml_lines({name: _empty(schema)}, _scalar)
        return
    yield f"{name}:"
    inner = [line for line in _lines(item) if line]
    if item is not schema:
        at = next(number for number, line in enumerate(inner) if not line.startswith("#"))
        inner = [f"{'- ' if number == at else '  '}{line}" for number, line in enumerate(inner)]
    yield from (f"  {line}" for line in inner)


def yaml_lines(value: Any, scalar: Callable[[Any], str]) -> list[str]:
    """The lines of a value as YAML; `scalar` writes what is neither an object nor a list."""
    if isinstance(value, list):
        return [
            f"{'  ' if number else '- '}{line}"
            for item in value
            for number, line in enumerate(yaml_lines(item, scalar))
        ]
    if not isinstance(value, dict):
        return [scalar(value)]
    lines: list[str] = []
    for name, item in value.items():
        inner = yaml_lines(item, scalar)
        is_nested = isinstance(item, dict | list)
        lines += [f"{name}:", *(f"  {line}" for line in inner)] if is_nested else [f"{name}: {inner[0]}".rstrip()]
    return lines


def _scalar(value: Any) -> str:
    """A value as JSON, which YAML has too; nothing where it is to be filled in."""
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _comment(text: str) -> list[str]:
    from textwrap import wrap

    return wrap(text, _WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)
