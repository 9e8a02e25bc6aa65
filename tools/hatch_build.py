"""The build hook of the wheel: add the SHA-256 checksums of all data files.

With the checksums, the package notices a file that was truncated or changed
after the build. A checkout and an editable install have no checksums, because
their files are edited.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_PACKAGE = "src/mlcareer_content"
_SHIPPED = {
    "data": f"{_PACKAGE}/data",
    "rules": f"{_PACKAGE}/rules",
    "schemas": "schemas",
    "skeletons": f"{_PACKAGE}/skeletons",
    "styles": f"{_PACKAGE}/styles",
    "templates": f"{_PACKAGE}/templates",
    "thesaurus": f"{_PACKAGE}/thesaurus",
}


class ChecksumsHook(BuildHookInterface[Any]):
    """Write `checksums.json` and add it to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the checksums before the wheel is built; `version` is "standard" or "editable"."""
        if version == "editable":
            return
        root = Path(self.root)
        checksums = {
            f"{name}/{path.name}": sha256(path.read_bytes()).hexdigest()
            for name, folder in _SHIPPED.items()
            for path in sorted((root / folder).iterdir())
        }
        written = Path(self.directory) / "checksums.json"
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_text(json.dumps(checksums, indent=2) + "\n", "utf-8")
        build_data["force_include"][str(written)] = "mlcareer_content/checksums.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Delete the checksums after the wheel is built."""
        (Path(self.directory) / "checksums.json").unlink(missing_ok=True)
