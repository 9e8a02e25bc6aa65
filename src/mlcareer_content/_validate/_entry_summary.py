"""What is kept of an entry after its document is checked: its names, and its references to others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from .._entries import ID, RawEntry, list_of
from .._limits import MAX_NEIGHBOURS_COMPARED
from .._sentence import Text
from ..model import ENTRY_CLASSES
from ..problems import Part, Problem, TextPart
from ._ids import id_from, invalid_part
from ._problem_positions import problem


class ProseLink(NamedTuple):
    """A link in prose."""

    pointer: str  # the block that contains it
    target: str  # its target
    part: TextPart  # the part of the block that is the target
    years: tuple[str, ...]  # the years that the whole text names; for a mention of a credential only


class EntrySummary(NamedTuple):
    """An entry, as far as other documents are concerned."""

    kind: str  # its kind
    ref: str  # its ref
    pointer: str  # its JSON Pointer in the document
    names: list[tuple[str, str]]  # pairs of a JSON Pointer and a ref that leads to it
    labels: list[str]  # what people call it
    references: list[tuple[str, str]]  # pairs of a JSON Pointer and the ref that a field names
    links: list[ProseLink]  # the links in its prose
    place: object  # a stage's place on the ladder, as in the data
    last_available_on: object  # the last day of a credential, as in the data
    replaces: bool = False  # whether it replaces the entry of the packaged guide with the same id

    @property
    def is_in_chain(self) -> bool:
        """Whether a field of it names another entry of its kind."""
        return any(target.startswith(f"{self.kind}:") for _, target in self.references)

    @property
    def usages(self) -> Iterator[Usage]:
        """The places where it uses the ref of another entry."""
        for pointer, target in self.references:
            yield Usage(self.ref, pointer, target, None, self.references)
        for link in self.links:
            yield Usage(self.ref, link.pointer, link.target, link)


class Usage(NamedTuple):
    """The use of a ref, by a field or by a link in prose."""

    by: str  # the ref of the entry that uses it
    pointer: str  # the JSON Pointer of the field's value, or of the block that contains the link
    target: str  # the ref that is used
    link: ProseLink | None  # the link; none for a field
    in_entry: Sequence[tuple[str, str]] = ()  # all references of the same entry, as in `EntrySummary.references`

    @property
    def is_transition(self) -> bool:
        """Whether it is a transition from one stage to another."""
        return self.link is None and self.by.startswith("stage:") and self.target.startswith("stage:")

    def may_use(self, ref: str) -> bool:
        """Whether a ref is of a kind that it may lead to: only an entry can be linked to."""
        return self.link is None or ref.partition(":")[0] in ENTRY_CLASSES

    @property
    def in_list(self) -> list[Usage]:
        """The usages in the same list, itself among them."""
        own = list_of(self.pointer)
        near = self.in_entry[:MAX_NEIGHBOURS_COMPARED]
        return [self._replace(pointer=pointer, target=ref) for pointer, ref in near if list_of(pointer) == own]

    def problem(self, code: str, message: Text, suggestion: Text | None, **values: Any) -> Problem:
        """A problem of it, at its position."""
        part: Part = self.link.part if self.link else invalid_part(self.target.partition(":")[2])
        return problem(code, message, suggestion, self.pointer, part=part, ref=self.by, **values)

    def duplicate(self, resolve: Callable[[Usage], str | None]) -> Iterator[Problem]:
        """The problem that an earlier item of the same list leads, or probably should lead, to the same ref."""
        ref = resolve(self)
        if not ref or self.link or self.is_transition or len(self.in_entry) > MAX_NEIGHBOURS_COMPARED:
            return
        in_list = self.in_list
        before = in_list[: in_list.index(self)]
        if any(one.target == ref for one in in_list if one != self) or any(resolve(one) == ref for one in before):
            kind, _, id = ref.partition(":")
            message = "duplicate {kind} {id!r} in this list"
            yield self.problem("MLC110", message, "remove one of the two", kind=kind, id=id)


def summary(raw: RawEntry, links: list[ProseLink], language: object) -> EntrySummary:
    """The summary of an entry with some links in its prose, in a document of a language, if that is known."""
    place = raw.value.get("place") if raw.kind == "stage" else None
    last_day = raw.value.get("last_available_on") if raw.kind == "credential" else None
    ref = raw.ref
    corrected = _corrected(ref, language)
    names = [(pointer, corrected if name == ref else _corrected(name, language)) for pointer, name in raw.names]
    return EntrySummary(
        kind=raw.kind,
        ref=corrected,
        pointer=raw.pointer,
        names=names,
        labels=list(raw.labels),
        references=list(raw.references),
        links=links,
        place=place,
        last_available_on=last_day,
        replaces=raw.replaces,
    )


def _corrected(ref: str, language: object) -> str:
    """A ref with a valid id: other entries refer to what an invalid id will be when it is fixed."""
    kind, _, id = ref.partition(":")
    return ref if not id or ID.fullmatch(id) else f"{kind}:{id_from(id, language) or id}"
