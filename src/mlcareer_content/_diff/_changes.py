"""What changed between two snapshots: a frozen value for each change, and one for the whole difference."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, ClassVar, Literal, get_args

from attrs import field, frozen

from .._entries import Value

Bump = Literal["none", "patch", "minor", "major"]
Effect = Literal["narrowed", "additive", "annotation"]

_EFFECT_BUMPS: dict[Effect, Bump] = {"narrowed": "major", "additive": "minor", "annotation": "patch"}
_VERSION = re.compile(r"([0-9]{1,9})\.([0-9]{1,9})\.([0-9]{1,9})")


@frozen
class Change:
    """A change of the content."""

    bump: ClassVar[Bump] = "patch"  # the part of the version number that it raises
    breaks: ClassVar[bool] = False  # whether the policy forbids it

    ref: str  # the entry that changed, by its present ref; the guide itself is ``guide:id``


@frozen
class Removed(Change):
    """A ref leads to no entry any more; `moved_to` is a new entry of another kind with the same id."""

    bump = "major"
    breaks = True

    label: str
    moved_to: str | None = None


@frozen
class Reassigned(Change):
    """A ref leads to another entry than before; both are named by their refs and labels."""

    bump = "major"
    breaks = True

    before: str
    before_label: str
    after: str
    after_label: str


@frozen
class Added(Change):
    """An entry is new."""

    bump = "minor"

    label: str


@frozen
class Renamed(Change):
    """An entry has another id, or was merged into another entry; its former ref still leads to it."""

    bump = "minor"

    former: str


@frozen
class Retired(Change):
    """A credential has a last day, or was replaced by others; each is given only if it is new."""

    last_available_on: str | None
    replaced_by: tuple[str, ...]


@frozen
class Reworded(Change):
    """The text of a field changed; an empty line separates two blocks, and no text is an empty one."""

    field: str
    before: str
    after: str


@frozen
class Referenced(Change):
    """A field refers to other entries than before."""

    field: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


@frozen
class FieldChanged(Change):
    """Any other field has another value; both are JSON, or none if the field is absent."""

    field: str
    before: str | None
    after: str | None


@frozen
class Reordered(Change):
    """A collection, or a field, has the same entries in another order; as few as possible were moved."""

    field: str
    moved: tuple[str, ...]


@frozen
class SchemaChange:
    """A schema accepts other values, or describes them differently."""

    kind: str  # the kind whose schema it is
    pointer: str  # the JSON Pointer of the change in the schema
    # ``"narrowed"`` if something that was valid may be rejected; ``"additive"`` if only more is accepted;
    # ``"annotation"`` if the same is accepted
    effect: Effect
    detail: str  # what changed there, in a few words
    # Whether the ``$id`` of the schema has a higher version than before, which permits narrowing
    announced: bool = False
    is_whole: bool = False  # whether a whole property or schema was added or removed

    @property
    def bump(self) -> Bump:
        """The part of the version number that it raises."""
        return _EFFECT_BUMPS[self.effect]

    @property
    def breaks(self) -> bool:
        """Whether the policy forbids it."""
        return self.effect == "narrowed" and not self.announced


@frozen
class Snapshot:
    """A guide at some time, with its schemas and its version."""

    name: str  # the place it was read from, as it was given
    guide: Value = field(repr=False)  # the whole guide, as a document; every entry has an id
    # The schemas that came with it, by kind; none if it came without
    schemas: dict[str, Any] | None = field(default=None, repr=False)
    version: str | None = None  # the version of the package that it came with


@frozen
class Difference:
    """What changed between two snapshots; `schemas` is none if one of them has no schemas."""

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
        return max((change.bump for change in self.changes), key=get_args(Bump).index, default="none")

    @property
    def next_version(self) -> str | None:
        """The version after that of the earlier snapshot, if that is known."""
        return next_version(self.old.version, self.bump)

    @property
    def is_version_too_low(self) -> bool:
        """Whether the later snapshot has a version, and the changes require a higher one."""
        wanted, found = version_numbers(self.next_version), version_numbers(self.new.version)
        return bool(wanted and found and found < wanted)


def next_version(version: str | None, bump: Bump) -> str | None:
    """The version that follows another; none if that is not three numbers.

    Before 1.0.0, what would raise the first number raises the second instead: 1.0.0 is a decision, not a consequence.
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
