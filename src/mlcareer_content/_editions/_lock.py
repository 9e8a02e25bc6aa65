"""The lock file: the guide and the schemas of the last release, kept in the repository.

It holds them whole. A digest would tell that a text changed, not how; and of a
schema it would not tell whether it accepts less or more.
"""

from __future__ import annotations

import json
import re
from typing import Any

from .._diff import Edition
from .._schemas import canonical_json
from .._text_safety import json_text, on_one_line
from ..exceptions import ContentError
from ._assembly import assembled

KIND = "lock"
_DEFINITIONS = "$defs"
_REFERENCE = re.compile(r'"#/\$defs/([^"/]+)')


def lock_text(edition: Edition) -> str:
    """An edition as a lock file; of the same edition it is always the same.

    Args:
        edition: An edition with its schemas and its version.
    """
    schemas = edition.schemas or {}
    shared = schemas["guide"][_DEFINITIONS]
    value = {
        "kind": KIND,
        "version": edition.version,
        "guide": json.loads(canonical_json(edition.guide)),
        "schemas": {kind: _without(schemas[kind], shared if kind != "guide" else {}) for kind in sorted(schemas)},
    }
    return json_text(value)


def _without(schema: dict[str, Any], shared: dict[str, Any]) -> dict[str, Any]:
    """A schema without its definitions, if all of them stand in that of a guide as well."""
    own = schema.get(_DEFINITIONS, {})
    is_copy = bool(own) and all(shared.get(name) == part for name, part in own.items())
    return {name: part for name, part in schema.items() if name != _DEFINITIONS or not is_copy}


def locked(name: str, value: dict[str, Any]) -> Edition:
    """The edition that a lock file holds.

    Raises:
        ContentError: It is not what `nox -s lock` writes.
    """
    guide, schemas, version = value.get("guide"), value.get("schemas", {}), value.get("version")
    if not isinstance(guide, dict) or not isinstance(version, str) or not _are_schemas(schemas):
        cure = "restore it from the last release; nox -s lock writes it"
        raise ContentError(on_one_line(f"{name} is no lock file of this version: {cure}"))
    shared = schemas["guide"].get(_DEFINITIONS, {})
    whole = {kind: {**schema, **_definitions(schema, shared)} for kind, schema in schemas.items()}
    return Edition(name, assembled(name, [(name, guide)]), whole, version)


def _definitions(schema: dict[str, Any], shared: dict[str, Any]) -> dict[str, Any]:
    """The definitions that a schema was locked without: those that it needs, in their order."""
    if _DEFINITIONS in schema:
        return {}
    needed: set[str] = set()
    waiting = _REFERENCE.findall(json.dumps(schema))
    while waiting:
        name = waiting.pop()
        if name in shared and name not in needed:
            needed.add(name)
            waiting += _REFERENCE.findall(json.dumps(shared[name]))
    return {_DEFINITIONS: {name: part for name, part in shared.items() if name in needed}}


def _are_schemas(value: Any) -> bool:
    return isinstance(value, dict) and "guide" in value and all(isinstance(schema, dict) for schema in value.values())
