"""Refs that lead nowhere, and where they were probably meant to lead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .._schemas import definition
from .._suggest import near
from ..model import ENTRY_CLASSES
from ._findings import Finding
from ._forms import no_id
from ._nearest import Nearest
from ._order import Ladder
from ._possible import url_fault
from ._uses import Use
from ._wording import MOST_NAMED, any_of, either, shown

_MOST_COMPARED = 100
_ID = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


class Nowhere:
    """What to say of refs that lead nowhere.

    Args:
        names: What a ref leads to.
        nearest: What another ref may have been meant to lead to.
        ladder: The stages, of which only a later one may be led to.
        is_on_guide: Whether the documents come on top of the packaged guide.
    """

    def __init__(self, names: Mapping[str, str], nearest: Nearest, ladder: Ladder, *, is_on_guide: bool) -> None:
        self._names = names
        self._nearest = nearest
        self._ladder = ladder
        self._is_on_guide = is_on_guide

    def meant(self, use: Use) -> str | None:
        """The ref that was meant, if there is only one that it may be."""
        found = self._proposed(use)
        return found[0] if len(found) == 1 else None

    def findings(self, use: Use) -> Iterator[Finding]:
        """What is wrong with the use of a ref that leads nowhere."""
        yield self._link_finding(use) if use.link else self._field_finding(use)
        yield from use.repetition(self._means)

    def _means(self, use: Use) -> str | None:
        return self._names.get(use.target) or self.meant(use)

    def _proposed(self, use: Use) -> list[str]:
        """The refs that are nearly this one and would be right in its place."""
        return [ref for ref in self._nearest.to(use.target) if self._may_be(use, ref)]

    def _may_be(self, use: Use, ref: str) -> bool:
        if use.is_step:
            return self._ladder.goes_up(use.by, ref)
        return use.link is not None or ref != use.by

    def _field_finding(self, use: Use) -> Finding:
        kind, _, id = use.target.partition(":")
        ids = [ref.partition(":")[2] for ref in self._proposed(use)]
        cure = f"did you mean {either(ids)}?" if ids else self._name_another(kind, use)
        if _ID.fullmatch(id):
            return use.finding("MLC202", f"there is no {kind} {shown(id)}", cure)
        message = (
            no_id(id) if ids else f"there is no {kind} {shown(id)}, and an id is lower-case words joined by hyphens"
        )
        return use.finding("MLC105", message, cure)

    def _link_finding(self, use: Use) -> Finding:
        message = f"the link to {shown(use.target)} leads to no entry"
        address = f"https://{use.target}"
        if "." in use.target and ":" not in use.target and not url_fault(address):
            return use.finding("MLC312", f"{message}, and is no web address", f"write {shown(address)}")
        if refs := self._proposed(use):
            return use.finding("MLC203", message, f"did you mean {either(refs)}?")
        kind, _, id = use.target.partition(":")
        if kinds := near(kind, ENTRY_CLASSES) if id else ():
            form = "" if kind in ENTRY_CLASSES else f"write it as {kinds[0]}:id; "
            return use.finding("MLC203", message, form + self._name_another(kinds[0], use))
        cure = "name an entry as kind:id, or begin with https://"
        return use.finding("MLC312", f"{message}, and is no web address", cure)

    def _name_another(self, kind: str, use: Use) -> str:
        every = self._nearest.of_kind(kind)
        ids = [id for id in every if self._may_be(use, f"{kind}:{id}")] if len(every) <= _MOST_COMPARED else []
        one = f": {any_of(ids, 'or')}" if 0 < len(ids) <= MOST_NAMED else ""
        if len(ids) > MOST_NAMED and self._is_on_guide:
            one = f" (`mlcareer-content list {kind}` names them)"
        return f"add the {kind}, or name one that exists{one}{_way_out(use)}"


def _way_out(use: Use) -> str:
    """What else may be done about a use of what there is not, if anything."""
    if use.link:
        return ", or write the text without a link"
    if not use.is_alone:
        return ", or remove this item"
    is_needed = use.field in definition(use.by.partition(":")[0])["required"]
    return "" if is_needed else f", or leave {use.field} out"
