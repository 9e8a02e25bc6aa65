"""The build hook of the wheel: it adds the checksums of all that the wheel ships as data.

A wheel is what was tested; the list lets the package notice a file that was
cut short or changed since. A checkout has no list, since its files are there
to be edited, and an editable install is a checkout.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from zlib import crc32

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_PACKAGE = "src/mlcareer_content"
_SHIPPED = {
    "data": f"{_PACKAGE}/data",
    "rules": f"{_PACKAGE}/rules",
    "schemas": "schemas",
    "styles": f"{_PACKAGE}/styles",
    "templates": f"{_PACKAGE}/templates",
    "thesaurus": f"{_PACKAGE}/thesaurus",
}


class ChecksumsHook(BuildHookInterface[Any]):
    """Write `checksums.json` and have the wheel include it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before the wheel is put together; `version` is "standard" or "editable"."""
        if version == "editable":
            return
        root = Path(self.root)
        checksums = {
            f"{name}/{path.name}": f"{crc32(path.read_bytes()):08x}"
            for name, folder in _SHIPPED.items()
            for path in sorted((root / folder).iterdir())
        }
        written = Path(self.directory) / "checksums.json"
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_text(json.dumps(checksums, indent=2) + "\n", "utf-8")
        build_data["force_include"][str(written)] = "mlcareer_content/checksums.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Called when the wheel is there: the list is inside it, and of no use beside it."""
        (Path(self.directory) / "checksums.json").unlink(missing_ok=True)
