"""Check the places of stages on the career ladder, and that stages lead only to later ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeGuard

from .._limits import HIGHEST_PLACE
from .._sentence import Sentence, joined, sentence
from ..guide import Guide
from ..problems import Problem
from ._entry_summary import EntrySummary
from ._near_matches import NearMatches
from ._placement import problem
from ._schema import ALONGSIDE, invalid_place
from ._suggestions import MAX_NAMES_LISTED, did_you_mean

_MAX_DIGITS = 20
_MAX_STAGES_LISTED = 100

#: The number of a document, and an entry of it.
Numbered = tuple[int, EntrySummary]


class Ladder:
    """The stages in their order.

    Args:
        stages: The stages of the documents.
        names: The ref that each name leads to.
        near_matches: The near matches of other refs.
        base: The guide that the documents extend, if any.
    """

    def __init__(
        self, stages: Sequence[Numbered], names: Mapping[str, str], near_matches: NearMatches, base: Guide | None
    ) -> None:
        self._stages = stages
        self._names = names
        self._places: dict[str, object] = {stage.ref: stage.place for stage in base.stages} if base else {}
        self._levels = {place: ref for ref, place in self._places.items() if _is_level(place)}
        self._places |= {summary.ref: _as_place(summary.place) for _, summary in stages}
        self._transitions = [
            (summary.ref, stage, target, pointer, number)
            for number, summary in stages
            for pointer, target in summary.references
            if (stage := names.get(target) or near_matches.only(target)) in self._places
        ]
        self._above: defaultdict[str, list[str]] = defaultdict(list)
        self._below: defaultdict[str, list[str]] = defaultdict(list)
        for ref, stage, *_ in self._transitions:
            self._above[ref].append(stage)
            self._below[stage].append(ref)

    def goes_up(self, ref: str, target: str) -> bool:
        """Whether one stage may lead to another."""
        return ref != target and _is_later(self._places.get(target), self._places.get(ref))

    def problems(self) -> Iterator[tuple[int, Problem]]:
        """Pairs of a document's number and a problem of the place or a transition of one of its stages."""
        taken = set(filter(_is_level, self._places.values()))
        free = [level for level in range(1, HIGHEST_PLACE + 1) if level not in taken]
        for number, summary in self._stages:
            found = self._place_problem(summary)
            if found:
                code, message, suggestion = found
                quotes = None
                if suggestion is None:
                    suggestion, is_free = self._suggest_place(summary.ref, free)
                    if code == "MLC207" and isinstance(summary.place, str) and is_free:
                        quotes = sentence("write the number without quotes")
                pointer = f"{summary.pointer}/place"
                yield number, problem(code, message, joined([suggestion, quotes]), pointer, ref=summary.ref)
        for ref, stage, target, pointer, number in self._transitions:
            if target in self._names and not self.goes_up(ref, stage):
                message = sentence("{target!r} is not a later stage than this one", target=target)
                suggestion = sentence(
                    "use a stage on a higher level{ids}, or remove this transition", ids=self._later(ref)
                )
                yield number, problem("MLC209", message, suggestion, pointer, ref=ref)

    def _place_problem(self, summary: EntrySummary) -> tuple[str, Sentence, Sentence | None] | None:
        """The code, the message and the suggestion, if that is not to use a free level."""
        place = self._places[summary.ref]
        if _is_level(place):
            if self._levels.setdefault(place, summary.ref) != summary.ref:
                message = sentence(
                    "level {place} of the ladder is taken by {ref!r}", place=place, ref=self._levels[place]
                )
                return "MLC207", message, None
            if isinstance(summary.place, str):
                return "MLC103", invalid_place(summary.place), sentence("write {place}, without quotes", place=place)
        elif place is not None and not did_you_mean(place, ["alongside"]):
            return "MLC103", invalid_place(place), None
        return None

    def _suggest_place(self, ref: str, free: list[int]) -> tuple[Sentence, bool]:
        """The suggestion for an invalid or taken place, and whether a free level fits; the first one is then taken."""
        above = [self._places[stage] for stage in self._above[ref]]
        below = [self._places[stage] for stage in self._below[ref]]
        fitting = [
            level
            for level in free
            if all(_is_later(place, level) for place in above) and all(_is_later(level, place) for place in below)
        ]
        self._places[ref] = fitting[0] if fitting else "alongside"
        if not fitting:
            template = "no free level ({levels}) keeps every transition upward"
            reason = sentence(template, levels=_listed(free)) if free else None
            suggestion = sentence("write {alongside}", alongside=ALONGSIDE)
            return joined([suggestion, reason]) or suggestion, False
        free.remove(fitting[0])
        alongside = "" if below else f", or {ALONGSIDE}"
        template = "write a free level ({levels}){alongside}"
        return sentence(template, levels=_listed(fitting), alongside=alongside), True

    def _later(self, ref: str) -> Sentence:
        """The ids of the stages after one, if they are few."""
        stages = self._places if len(self._places) <= _MAX_STAGES_LISTED else ()
        ids = [stage.partition(":")[2] for stage in stages if self.goes_up(ref, stage)]
        return sentence(": {ids!o}", ids=ids) if 0 < len(ids) <= MAX_NAMES_LISTED else sentence("")


def _listed(levels: Sequence[int]) -> str:
    return ", ".join([*map(str, levels[:MAX_NAMES_LISTED]), *(["…"] if len(levels) > MAX_NAMES_LISTED else [])])


def _is_later(place: object, than: object) -> bool:
    if _is_level(place) and _is_level(than):
        return place > than
    return place != "alongside"


def _as_place(place: object) -> object:
    """A place; a number in quotes, which the schema reports, counts as that number."""
    number = place.strip() if isinstance(place, str) else ""
    return int(number) if number.isdecimal() and len(number) < _MAX_DIGITS else place


def _is_level(place: object) -> TypeGuard[float]:
    return (
        isinstance(place, int | float)
        and not isinstance(place, bool)
        and 1 <= place <= HIGHEST_PLACE
        and place == int(place)
    )
