"""The changes between two snapshots: a frozen value for each."""

from __future__ import annotations

from typing import ClassVar, Literal

from attrs import frozen

Bump = Literal["none", "patch", "minor", "major"]
Effect = Literal["narrowed", "additive", "annotation"]

_EFFECT_BUMPS: dict[Effect, Bump] = {"narrowed": "major", "additive": "minor", "annotation": "patch"}


@frozen
class Change:
    """A change of the content.

    Attributes:
        bump: The part of the version number that it raises.
        breaks: Whether the policy forbids it.
        ref: The entry that changed, by its present ref; the guide itself is ``guide:id``.
    """

    bump: ClassVar[Bump] = "patch"
    breaks: ClassVar[bool] = False

    ref: str


@frozen
class Removed(Change):
    """A ref of an entry no longer leads to any entry.

    Attributes:
        label: The label of the entry.
        moved_to: The new entry of another kind with the same id, if there is one.
    """

    bump = "major"
    breaks = True

    label: str
    moved_to: str | None = None


@frozen
class Reassigned(Change):
    """A ref of an entry leads to another entry than before.

    Attributes:
        before: The old ref of the entry that it led to.
        before_label: The label of that entry.
        after: The ref of the entry that it leads to.
        after_label: The label of this entry.
    """

    bump = "major"
    breaks = True

    before: str
    before_label: str
    after: str
    after_label: str


@frozen
class Added(Change):
    """An entry is new.

    Attributes:
        label: Its label.
    """

    bump = "minor"

    label: str


@frozen
class Renamed(Change):
    """An entry has another id, or was merged into another entry; its old ref still leads to it.

    Attributes:
        former: Its old ref.
    """

    bump = "minor"

    former: str


@frozen
class Retired(Change):
    """A credential has a last day, or was replaced.

    Attributes:
        last_available_on: The last day on which it is available, if that is new.
        replaced_by: The refs of the credentials that replace it, if they are new.
    """

    last_available_on: str | None
    replaced_by: tuple[str, ...]


@frozen
class Reworded(Change):
    """A text changed.

    Attributes:
        field: Its field.
        before: The old text, with an empty line between two blocks; empty if there was none.
        after: The new text.
    """

    field: str
    before: str
    after: str


@frozen
class Referenced(Change):
    """An entry refers to other entries than before.

    Attributes:
        field: The field with the references.
        added: The refs that were added.
        removed: The refs that were removed.
    """

    field: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


@frozen
class FieldChanged(Change):
    """Any other field has another value.

    Attributes:
        field: The field.
        before: The old value as JSON; none if the field was absent.
        after: The new value as JSON; none if the field is absent.
    """

    field: str
    before: str | None
    after: str | None


@frozen
class Reordered(Change):
    """The same entries are in another order.

    Attributes:
        field: The collection, or the field that refers to them.
        moved: The refs of the entries that were moved: as few as possible.
    """

    field: str
    moved: tuple[str, ...]


@frozen
class SchemaChange:
    """A schema accepts other values, or describes them differently.

    Attributes:
        kind: The kind whose schema it is.
        pointer: The JSON Pointer of the change in the schema.
        effect: ``"narrowed"`` if something that was valid may be rejected; ``"additive"`` if only more is accepted;
            ``"annotation"`` if the same is accepted.
        detail: What changed there, in a few words.
        announced: Whether the ``$id`` of the schema has a higher version than before, which permits narrowing.
        is_whole: Whether a whole property or schema was added or removed.
    """

    kind: str
    pointer: str
    effect: Effect
    detail: str
    announced: bool = False
    is_whole: bool = False

    @property
    def bump(self) -> Bump:
        """The part of the version number that it raises."""
        return _EFFECT_BUMPS[self.effect]

    @property
    def breaks(self) -> bool:
        """Whether the policy forbids it."""
        return self.effect == "narrowed" and not self.announced
