"""The uses of a ref: by a field that names another entry, or by a link in prose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ._findings import Finding, link_stretch
from ._outline import Link, Outline
from ._wording import shown

_LONGEST_LIST = 300


class Use(NamedTuple):
    """A ref that is used.

    Attributes:
        by: The ref of the entry that uses it.
        pointer: Its place.
        target: The ref.
        link: The link; none for a field.
        beside: The refs that the fields of the same entry name, this one among them, each behind its place.
    """

    by: str
    pointer: str
    target: str
    link: Link | None
    beside: Sequence[tuple[str, str]] = ()

    @property
    def is_step(self) -> bool:
        """Whether it says what a stage leads to."""
        return self.link is None and "/leads_to/" in self.pointer

    @property
    def field(self) -> str:
        """The field whose list it stands in."""
        return _list(self.pointer).rpartition("/")[2]

    @property
    def is_alone(self) -> bool:
        """Whether no other item stands in its list."""
        return sum(_list(pointer) == _list(self.pointer) for pointer, _ in self.beside[:_LONGEST_LIST]) == 1

    def finding(self, code: str, message: str, cure: str) -> Finding:
        """A problem of it, in its place."""
        if self.link is None:
            return Finding(code, message, cure, self.pointer, ref=self.by)
        stretch = link_stretch(self.target, self.link.number, self.link.total)
        return Finding(code, message, cure, self.pointer, stretch, self.by)

    def repetition(self, means: Callable[[Use], str | None]) -> Iterator[Finding]:
        """What is wrong if another item of the same list, before it or in its right form, means the same.

        Args:
            means: Gives the ref that was meant by a use, if that is known.
        """
        meant = means(self)
        if not meant or self.link or self.is_step or len(self.beside) > _LONGEST_LIST:
            return
        in_list = [use for use in self._beside() if _list(use.pointer) == _list(self.pointer)]
        before = in_list[: in_list.index(self)]
        if any(use.target == meant for use in in_list if use != self) or any(means(use) == meant for use in before):
            kind, _, id = meant.partition(":")
            yield self.finding("MLC110", f"the {kind} {shown(id)} stands here twice", "remove one of the two")

    def _beside(self) -> Iterator[Use]:
        return (self._replace(pointer=pointer, target=target) for pointer, target in self.beside)


def _list(pointer: str) -> str:
    """The place of the list that a ref stands in."""
    return pointer.removesuffix("/skill").removesuffix("/stage").rpartition("/")[0]


def uses(outline: Outline) -> Iterator[Use]:
    """The uses by an entry."""
    for pointer, target in outline.references:
        yield Use(outline.ref, pointer, target, None, outline.references)
    for link in outline.links:
        yield Use(outline.ref, link.pointer, link.target, link)
