"""What changes mean for the version number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import get_args

from ._changes import Bump, Change, SchemaChange

_ORDER: tuple[Bump, ...] = get_args(Bump)
_VERSION = re.compile(r"([0-9]{1,9})\.([0-9]{1,9})\.([0-9]{1,9})")


def highest_bump(changes: Iterable[Change | SchemaChange]) -> Bump:
    """The part of the version number that all changes together raise."""
    return max((change.bump for change in changes), key=_ORDER.index, default="none")


def next_version(version: str, bump: Bump) -> str | None:
    """The version that follows another.

    Before 1.0.0, what would raise the first number raises the second instead: 1.0.0 is a decision, not a consequence.

    Args:
        version: The last version, as three numbers; of any other nothing is said.
        bump: What changed since.
    """
    numbers = version_numbers(version)
    if not numbers:
        return None
    major, minor, patch = numbers
    if bump == "major" and major:
        return f"{major + 1}.0.0"
    if bump in ("major", "minor"):
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + (bump == 'patch')}"


def version_numbers(version: str | None) -> tuple[int, int, int] | None:
    """The three numbers of a version; nothing where it has any other form."""
    found = _VERSION.fullmatch(version or "")
    return (int(found[1]), int(found[2]), int(found[3])) if found else None
