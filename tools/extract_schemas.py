"""Extract a self-contained schema for every kind from the one that is edited by hand.

python tools/extract_schemas.py          writes schemas/*.schema.json
python tools/extract_schemas.py --check  fails if one of them is not up to date
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from _generated import write_or_compare

SCHEMAS = Path(__file__).parent.parent / "schemas"
SOURCE = SCHEMAS / "guide.schema.json"
BY_HAND = {SOURCE, SCHEMAS / "report.schema.json"}


def extracted(source: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the file name and the text of each extracted schema."""
    for kind, definition in source["$defs"].items():
        if "kind" not in definition.get("properties", {}) or kind == "guide":
            continue
        needed = _reachable(kind, source["$defs"])
        schema = {
            "$schema": source["$schema"],
            "$id": re.sub(r"[^:]+$", kind, source["$id"]),
            "title": definition["title"],
            "description": definition["description"],
            "examples": [{"kind": kind, **example} for example in definition["examples"]],
            "$ref": f"#/$defs/{kind}",
            "type": "object",
            "properties": {"kind": True},
            "required": ["kind"],
            "$defs": {name: part for name, part in source["$defs"].items() if name in needed},
        }
        yield f"{kind}.schema.json", json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _reachable(kind: str, definitions: dict[str, Any]) -> set[str]:
    """Return the names of the definitions that a kind refers to, directly or through others."""
    found: set[str] = set()
    waiting = {kind}
    while waiting:
        found |= waiting
        text = json.dumps([definitions[name] for name in waiting])
        waiting = set(re.findall(r'"#/\$defs/([^"/]+)', text)) - found
    return found


def main() -> int:
    """Write the schemas, or compare them; return the exit code."""
    extracted_files = (path for path in SCHEMAS.glob("*.schema.json") if path not in BY_HAND)
    return write_or_compare(dict(extracted(json.loads(SOURCE.read_text("utf-8")))), extracted_files, SCHEMAS)


if __name__ == "__main__":
    sys.exit(main())
