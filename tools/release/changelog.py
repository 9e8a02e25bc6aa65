"""The sections of CHANGELOG.md."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

UNRELEASED = "Unreleased"

_HEADING = re.compile(r"^## \[(?P<version>[^\]\n]+)\](?: - (?P<date>\d{4}-\d{2}-\d{2}))?$", re.MULTILINE)
_DEFINITION = re.compile(r"^\[[^\]\n]+\]: .*$", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """What changed in one version.

    Attributes:
        version: The version, or "Unreleased".
        date: The day of its release, as ISO 8601 has it.
        body: What stands below its heading.
    """

    version: str
    date: str | None
    body: str


def sections(tree: Path) -> list[Section]:
    """The sections of the changelog of a tree, the newest first."""
    text = (tree / "CHANGELOG.md").read_text("utf-8")
    headings = list(_HEADING.finditer(text))
    ends = [*(heading.start() for heading in headings[1:]), len(text)][: len(headings)]
    return [
        Section(heading["version"], heading["date"], _DEFINITION.sub("", text[heading.end() : end]).strip())
        for heading, end in zip(headings, ends, strict=True)
    ]
