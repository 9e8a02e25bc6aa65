"""What can change between two editions of a guide: one frozen value a change."""

from __future__ import annotations

from typing import ClassVar, Literal

from attrs import frozen

Bump = Literal["none", "patch", "minor", "major"]
Effect = Literal["narrowed", "additive", "annotation"]


@frozen
class Change:
    """One change of the content.

    Attributes:
        bump: The part of the version number that it raises.
        breaks: Whether the policy forbids it.
        ref: The entry it is about, by its present ref; the guide itself is ``guide:id``.
    """

    bump: ClassVar[Bump] = "patch"
    breaks: ClassVar[bool] = False

    ref: str


@frozen
class Removed(Change):
    """A name that led to an entry leads nowhere.

    Attributes:
        label: What a reader knew the entry by.
        moved_to: The new entry of another kind that has the same id.
    """

    bump = "major"
    breaks = True

    label: str
    moved_to: str | None = None


@frozen
class Reassigned(Change):
    """A name that led to an entry leads to another one.

    Attributes:
        before: The old ref of the entry that it led to.
        before_label: What a reader knew that entry by.
        after: The ref of the entry that it leads to.
        after_label: What a reader knows this entry by.
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
        label: What a reader knows it by.
    """

    bump = "minor"

    label: str


@frozen
class Renamed(Change):
    """An entry has another id, or is now part of another entry; its old name still leads to it.

    Attributes:
        former: Its old ref.
    """

    bump = "minor"

    former: str


@frozen
class Retired(Change):
    """A credential cannot be had any more, or something took its place.

    Attributes:
        last_available_on: The last day on which it can be had, if that is new.
        replaced_by: The refs of the credentials that took its place, if they are new.
    """

    last_available_on: str | None
    replaced_by: tuple[str, ...]


@frozen
class Reworded(Change):
    """A text that a reader sees is another.

    Attributes:
        field: The field that holds it.
        before: The old text, an empty line between two blocks; empty where there was none.
        after: The new text.
    """

    field: str
    before: str
    after: str


@frozen
class Referenced(Change):
    """An entry names others than before.

    Attributes:
        field: The field that names them.
        added: The refs that are new in it.
        removed: The refs that are no longer in it.
    """

    field: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


@frozen
class FieldChanged(Change):
    """Any other field has another value.

    Attributes:
        field: The field.
        before: The old value as JSON; nothing where the field was absent.
        after: The new value as JSON; nothing where the field is absent.
    """

    field: str
    before: str | None
    after: str | None


@frozen
class Reordered(Change):
    """The same entries come in another order.

    Attributes:
        field: The collection, or the field that names them.
        moved: The refs of as few entries as had to be moved for that.
    """

    field: str
    moved: tuple[str, ...]


@frozen
class SchemaChange:
    """A schema accepts something else, or says it otherwise.

    Attributes:
        kind: The kind whose schema it is.
        pointer: The place in the schema, as a JSON Pointer.
        effect: ``"narrowed"`` where what was valid may be rejected; ``"additive"`` where only more is accepted;
            ``"annotation"`` where nothing is accepted or rejected that was not before.
        detail: What changed there, in a few words.
        announced: Whether the schema has a higher version of its own than before, which permits it to narrow.
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
        bumps: dict[Effect, Bump] = {"narrowed": "major", "additive": "minor", "annotation": "patch"}
        return bumps[self.effect]

    @property
    def breaks(self) -> bool:
        """Whether the policy forbids it."""
        return self.effect == "narrowed" and not self.announced
