"""Report references and mentions that lead nowhere, with near matches by id and by label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .._entries import ID
from .._schemas import definition
from .._sentence import Sentence, joined, sentence
from ..exceptions import near
from ..model import ENTRY_CLASSES
from ..problems import Problem
from ._entry_summary import Usage
from ._field_formats import invalid_id
from ._ladder import Ladder
from ._near_matches import NearMatches
from ._suggestions import MAX_NAMES_LISTED, one_of
from ._written_values import url_problem

_MAX_IDS_COMPARED = 100


class BrokenReferences:
    """Reports refs that lead nowhere, with near matches.

    Args:
        names: The ref that each name leads to.
        near_matches: The near matches of other refs.
        ladder: The stages; a stage leads only to later ones.
        has_base: Whether the documents extend the packaged guide.
    """

    def __init__(self, names: Mapping[str, str], near_matches: NearMatches, ladder: Ladder, *, has_base: bool) -> None:
        self._names = names
        self._near_matches = near_matches
        self._ladder = ladder
        self._has_base = has_base

    def probable(self, usage: Usage) -> str | None:
        """The ref that is probably right, if there is exactly one."""
        found = self._candidates(usage)
        return found[0] if len(found) == 1 else None

    def problems(self, usage: Usage) -> Iterator[Problem]:
        """The problems of a usage whose ref leads nowhere."""
        yield self._link_problem(usage) if usage.link else self._field_problem(usage)
        yield from usage.duplicate(self._resolve)

    def _resolve(self, usage: Usage) -> str | None:
        return self._names.get(usage.target) or self.probable(usage)

    def _candidates(self, usage: Usage) -> list[str]:
        """The near matches that would be valid here."""
        return [ref for ref in self._near_matches.to(usage.target) if self._may_be(usage, ref)]

    def _may_be(self, usage: Usage, ref: str) -> bool:
        if usage.is_transition:
            return self._ladder.goes_up(usage.by, ref)
        return usage.link is not None or ref != usage.by

    def _field_problem(self, usage: Usage) -> Problem:
        kind, _, id = usage.target.partition(":")
        ids = [ref.partition(":")[2] for ref in self._candidates(usage)]
        suggestion = one_of(ids) if ids else self._suggest_other(kind, usage)
        message = sentence("there is no {kind} {id!r}", kind=kind, id=id)
        if ID.fullmatch(id):
            return usage.problem("MLC202", message, suggestion)
        form = sentence("an id consists of lower-case words joined by hyphens")
        return usage.problem("MLC105", invalid_id(id) if ids else joined([message, form]) or form, suggestion)

    def _link_problem(self, usage: Usage) -> Problem:
        message = sentence("broken link: there is no entry {target!r}", target=usage.target)
        no_address = sentence("invalid link target {target!r}: neither an entry nor a web address", target=usage.target)
        address = f"https://{usage.target}"
        if "." in usage.target and ":" not in usage.target and not url_problem(address):
            return usage.problem("MLC312", no_address, sentence("write {address!r}", address=address))
        if refs := self._candidates(usage):
            return usage.problem("MLC203", message, one_of(refs))
        kind, _, id = usage.target.partition(":")
        if kinds := near(kind, ENTRY_CLASSES) if id else ():
            form = None if kind in ENTRY_CLASSES else sentence("write it as {kind}:id", kind=kinds[0])
            return usage.problem("MLC203", message, joined([form, self._suggest_other(kinds[0], usage)]))
        return usage.problem("MLC312", no_address, "name an entry as kind:id, or begin with https://")

    def _suggest_other(self, kind: str, usage: Usage) -> Sentence:
        every = self._near_matches.of_kind(kind)
        ids = [id for id in every if self._may_be(usage, f"{kind}:{id}")] if len(every) <= _MAX_IDS_COMPARED else []
        names = sentence(": {ids!o}", ids=ids) if 0 < len(ids) <= MAX_NAMES_LISTED else sentence("")
        if len(ids) > MAX_NAMES_LISTED and self._has_base:
            names = sentence(" (`mlcareer-content list {kind}` lists them)", kind=kind)
        template = "add the {kind}, or use an existing one{names}{alternative}"
        return sentence(template, kind=kind, names=names, alternative=_alternative(usage))


def _alternative(usage: Usage) -> str:
    """What else can be done about a broken reference, if anything."""
    if usage.link:
        return ", or write the text without a link"
    if not usage.is_alone:
        return ", or remove this item"
    is_needed = usage.field in definition(usage.by.partition(":")[0])["required"]
    return "" if is_needed else f", or leave {usage.field} out"
