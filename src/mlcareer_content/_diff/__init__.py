"""What changed between two editions of a guide and its schemas, and what that means for the version number.

It works on documents, not on the model, so that an edition can be compared
whose schemas are not those of this version.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from attrs import field, frozen

from .._entries import Value
from ._changes import Bump, Change, SchemaChange
from ._content import content_changes
from ._policy import highest_bump, next_version, version_numbers
from ._schema_diff import schema_changes

__all__ = ["Difference", "Edition", "compare", "version_numbers"]


@frozen
class Edition:
    """A guide as it was published, or is about to be.

    Attributes:
        name: What it was called by whoever asked for it.
        guide: The whole guide, as a document; every entry has an id.
        schemas: The schemas that came with it, by kind; none where it came alone.
        version: The version of the package that it came with.
    """

    name: str
    guide: Value = field(repr=False)
    schemas: dict[str, Any] | None = field(default=None, repr=False)
    version: str | None = None


@frozen
class Difference:
    """What changed between two editions.

    Attributes:
        old: The earlier edition.
        new: The later edition.
        content: What changed in the guide.
        schemas: What changed in the schemas; nothing where one side has none.
    """

    old: Edition
    new: Edition
    content: tuple[Change, ...]
    schemas: tuple[SchemaChange, ...] | None

    @property
    def changes(self) -> tuple[Change | SchemaChange, ...]:
        """Everything that changed."""
        return self.content + (self.schemas or ())

    @property
    def broken(self) -> tuple[Change | SchemaChange, ...]:
        """What the policy forbids."""
        return tuple(change for change in self.changes if change.breaks)

    @cached_property
    def bump(self) -> Bump:
        """The part of the version number that it raises."""
        return highest_bump(self.changes)

    @property
    def next_version(self) -> str | None:
        """The version that follows that of the earlier edition, where that is known."""
        return next_version(self.old.version, self.bump) if self.old.version else None

    @property
    def is_version_too_low(self) -> bool:
        """Whether the later edition has a version already, and what changed asks for a higher one."""
        wanted, found = version_numbers(self.next_version), version_numbers(self.new.version)
        return bool(wanted and found and found < wanted)


def compare(old: Edition, new: Edition) -> Difference:
    """What changed from one edition to another.

    Raises:
        ContentError: What should be a schema is none, or is too large to be compared.
    """
    schemas = None if old.schemas is None or new.schemas is None else schema_changes(old.schemas, new.schemas)
    return Difference(old, new, content_changes(old.guide, new.guide), schemas)
