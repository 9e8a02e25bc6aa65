"""Compare two snapshots, and derive the next version number from what changed."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, get_args

from attrs import field, frozen

from .._entries import Value
from ._changes import Bump, Change, SchemaChange
from ._content import content_changes
from ._schema_diff import schema_changes

_BUMPS: tuple[Bump, ...] = get_args(Bump)
_VERSION = re.compile(r"([0-9]{1,9})\.([0-9]{1,9})\.([0-9]{1,9})")


@frozen
class Snapshot:
    """A guide as it was published, or will be.

    Attributes:
        name: The place it was read from, as it was given.
        guide: The whole guide, as a document; every entry has an id.
        schemas: The schemas that came with it, by kind; none if it came without.
        version: The version of the package that it came with.
    """

    name: str
    guide: Value = field(repr=False)
    schemas: dict[str, Any] | None = field(default=None, repr=False)
    version: str | None = None


@frozen
class Difference:
    """What changed between two snapshots.

    Attributes:
        old: The earlier snapshot.
        new: The later snapshot.
        content: The changes of the guide.
        schemas: The changes of the schemas; none if one side has no schemas.
    """

    old: Snapshot
    new: Snapshot
    content: tuple[Change, ...]
    schemas: tuple[SchemaChange, ...] | None

    @property
    def changes(self) -> tuple[Change | SchemaChange, ...]:
        """All changes."""
        return self.content + (self.schemas or ())

    @property
    def broken(self) -> tuple[Change | SchemaChange, ...]:
        """The changes that the policy forbids."""
        return tuple(change for change in self.changes if change.breaks)

    @cached_property
    def bump(self) -> Bump:
        """The part of the version number that the changes raise."""
        return max((change.bump for change in self.changes), key=_BUMPS.index, default="none")

    @property
    def next_version(self) -> str | None:
        """The version after that of the earlier snapshot, if that is known."""
        return next_version(self.old.version, self.bump) if self.old.version else None

    @property
    def is_version_too_low(self) -> bool:
        """Whether the later snapshot has a version, and the changes require a higher one."""
        wanted, found = version_numbers(self.next_version), version_numbers(self.new.version)
        return bool(wanted and found and found < wanted)


def compare(old: Snapshot, new: Snapshot) -> Difference:
    """The difference between two snapshots.

    Raises:
        ContentError: A schema is not a JSON Schema, or too large to be compared.
    """
    schemas = None if old.schemas is None or new.schemas is None else schema_changes(old.schemas, new.schemas)
    return Difference(old, new, content_changes(old.guide, new.guide), schemas)


def next_version(version: str, bump: Bump) -> str | None:
    """The version that follows another.

    Before 1.0.0, what would raise the first number raises the second instead: 1.0.0 is a decision, not a consequence.

    Args:
        version: The last version, as three numbers; there is no answer for any other.
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
    """The three numbers of a version; none if it has any other form."""
    found = _VERSION.fullmatch(version or "")
    return (int(found[1]), int(found[2]), int(found[3])) if found else None
