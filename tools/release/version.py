"""The version: `__version__`, the tag and the newest section of the changelog have to agree."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import NamedTuple

from .programs import CheckError, run_module

UNRELEASED = "Unreleased"

_HEADING = re.compile(r"^## \[(?P<version>[^\]\n]+)\](?: - (?P<date>\d{4}-\d{2}-\d{2}))?$", re.MULTILINE)
_LINK_DEFINITION = re.compile(r"^\[[^\]\n]+\]: .*$", re.MULTILINE)


class Section(NamedTuple):
    """A section of the changelog.

    Attributes:
        version: The version, or "Unreleased".
        date: The date of the release in ISO 8601, or an empty string.
        body: The text below the heading, without link definitions.
    """

    version: str
    date: str
    body: str


def changelog(tree: Path) -> list[Section]:
    """Return the sections of CHANGELOG.md, the newest first."""
    text = (tree / "CHANGELOG.md").read_text("utf-8")
    headings = list(_HEADING.finditer(text))
    ends = [*(heading.start() for heading in headings[1:]), len(text)]
    return [
        Section(heading["version"], heading["date"] or "", _LINK_DEFINITION.sub("", text[heading.end() : end]).strip())
        for heading, end in zip(headings, ends, strict=False)
    ]


def read_version(tree: Path) -> str:
    """Return the version that the build takes from the tree."""
    return run_module("hatchling", "version", cwd=tree).strip()


def check_version(tree: Path, version: str, tag: str | None) -> str:
    """Check that the tag and the changelog have the version, and that a tagged tree has no uncommitted changes.

    Args:
        tree: The checkout.
        version: The version of the tree.
        tag: The tag that HEAD will get; without it, the tags that it has.
    """
    tags = [tag] if tag else [name for name in _git(tree, "tag", "--points-at", "HEAD") if re.match(r"v\d", name)]
    failures = [f'the tag is "{name}"; __version__ needs "v{version}"' for name in tags if name != f"v{version}"]
    changed = _git(tree, "status", "--porcelain") if tags else []
    failures += [f"{len(changed)} uncommitted changes, the first: {changed[0]}"] if changed else []
    failures += _changelog_failures(changelog(tree), version, is_tagged=bool(tags))
    if failures:
        raise CheckError(*failures)
    return f"{version}, tag {tags[0]}" if tags else f"{version}, not tagged"


def _changelog_failures(sections: list[Section], version: str, *, is_tagged: bool) -> list[str]:
    if not sections:
        return ["CHANGELOG.md has no section"]
    newest = sections[0]
    if newest.version == UNRELEASED and not is_tagged:
        return []
    if newest.version != version:
        return [f"the newest section of CHANGELOG.md is {newest.version}, not {version}"]
    missing = [part for part, text in (("date", newest.date), ("text", newest.body)) if not text]
    return [f"the section {version} of CHANGELOG.md has no {part}" for part in missing]


def _git(tree: Path, *arguments: str) -> list[str]:
    """Return the lines that git prints; none in an unpacked sdist, which is no repository."""
    if not (tree / ".git").exists():
        return []
    command = ["git", "-C", str(tree), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.splitlines()
