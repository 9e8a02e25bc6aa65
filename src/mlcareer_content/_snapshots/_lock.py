"""The lock file: the guide and the schemas of the last release, kept in the repository.

It contains them in full. A digest would show that a text changed, not how, and
not whether a schema accepts less or more.
"""

from __future__ import annotations

import json
import re
from typing import Any

from .._diff import Snapshot
from .._schemas import canonical_json
from .._text_safety import json_text
from ._guide import joined_guide, snapshot_error

LOCK_KIND = "lock"
_REFERENCE = re.compile(r'"#/\$defs/([^"/]+)')


def lock_text(snapshot: Snapshot) -> str:
    """A snapshot as a lock file; the same snapshot always gives the same text.

    Args:
        snapshot: A snapshot with its schemas and its version.
    """
    schemas = snapshot.schemas or {}
    shared = schemas["guide"]["$defs"]
    shortened = {
        kind: schema if kind == "guide" else _without_copies(schema, shared) for kind, schema in schemas.items()
    }
    value = {
        "kind": LOCK_KIND,
        "version": snapshot.version,
        "guide": json.loads(canonical_json(snapshot.guide)),
        "schemas": dict(sorted(shortened.items())),
    }
    return json_text(value)


def _without_copies(schema: dict[str, Any], shared: dict[str, Any]) -> dict[str, Any]:
    """A schema without its definitions, if the schema of a guide has the same ones."""
    own = schema.get("$defs", {})
    is_copy = bool(own) and all(shared.get(name) == part for name, part in own.items())
    return {name: part for name, part in schema.items() if name != "$defs" or not is_copy}


def locked_snapshot(name: str, value: dict[str, Any]) -> Snapshot:
    """The snapshot that a lock file contains.

    Args:
        name: The name of the file.
        value: Its value.

    Raises:
        ContentError: It was not written by `lock_text`.
    """
    guide, schemas, version = value.get("guide"), value.get("schemas", {}), value.get("version")
    if not isinstance(guide, dict) or not isinstance(version, str) or not _are_schemas(schemas):
        raise snapshot_error(name, "invalid lock file; restore that of the last release, or run `nox -s lock`")
    shared = schemas["guide"].get("$defs", {})
    complete = {kind: _with_definitions(schema, shared) for kind, schema in schemas.items()}
    return Snapshot(name, joined_guide(name, [(name, guide)]), complete, version)


def _with_definitions(schema: dict[str, Any], shared: dict[str, Any]) -> dict[str, Any]:
    """A schema with its own definitions, or else with the shared ones that it refers to, in their order."""
    if "$defs" in schema:
        return schema
    needed: set[str] = set()
    waiting = _REFERENCE.findall(json.dumps(schema))
    while waiting:
        name = waiting.pop()
        if name in shared and name not in needed:
            needed.add(name)
            waiting += _REFERENCE.findall(json.dumps(shared[name]))
    return {**schema, "$defs": {name: part for name, part in shared.items() if name in needed}}


def _are_schemas(value: Any) -> bool:
    return isinstance(value, dict) and "guide" in value and all(isinstance(schema, dict) for schema in value.values())
