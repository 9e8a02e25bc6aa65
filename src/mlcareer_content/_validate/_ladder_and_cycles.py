"""Check the order among entries: places on the career ladder, transitions to later stages, chains of references."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeGuard

from .._entries import list_of
from .._limits import HIGHEST_PLACE, MAX_CHAIN
from .._sentence import Sentence, joined, sentence
from ..guide import Guide
from ..model import ENTRY_CLASSES
from ..problems import Problem
from ._broken_references import Names
from ._entry_summary import EntrySummary
from ._problem_positions import problem
from ._schema import ALONGSIDE, INVALID_PLACE
from ._suggestions import MAX_NAMES_LISTED, did_you_mean

_MAX_DIGITS = 20
_MAX_STAGES_LISTED = 100

#: The number of a document, and an entry of it.
Numbered = tuple[int, EntrySummary]


class Ladder:
    """The stages of some documents, and of the guide that they extend, in their order."""

    def __init__(self, stages: Sequence[Numbered], names: Names, base: Guide | None) -> None:
        self._stages = stages
        self._names = names
        self._places: dict[str, object] = {stage.ref: stage.place for stage in base.stages} if base else {}
        own = {summary.ref for _, summary in stages}
        kept = [stage for stage in base.stages if stage.ref not in own] if base else []
        self._into = [(stage.ref, step.stage.ref) for stage in kept for step in stage.leads_to]
        self._levels = {stage.place: stage.ref for stage in kept if _is_level(stage.place)}
        self._places |= {summary.ref: _as_place(summary.place) for _, summary in stages}
        self._transitions = [
            (summary.ref, stage, target, pointer, number)
            for number, summary in stages
            for pointer, target in summary.references
            if (stage := names.probable(target)) in self._places
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
            if one := self._place_problem(summary, free) or self._order_problem(summary):
                yield number, one
        for ref, stage, target, pointer, number in self._transitions:
            if target in self._names.refs and not self.goes_up(ref, stage):
                message = "{target!r} is not a later stage than this one"
                suggestion = "use a stage on a higher level{later}, or remove this transition"
                later = self._later(ref)
                yield number, problem("MLC209", message, suggestion, pointer, ref=ref, target=target, later=later)

    def _order_problem(self, summary: EntrySummary) -> Problem | None:
        """The problem of a stage that replaces another one, and is no longer later than a stage that leads to it."""
        for earlier, later in self._into:
            if later == summary.ref and not self.goes_up(earlier, later):
                message, suggestion = "{earlier!r} leads to this stage, which is not later", "use a higher level"
                pointer = f"{summary.pointer}/place"
                return problem("MLC209", message, suggestion, pointer, ref=summary.ref, earlier=earlier)
        return None

    def _place_problem(self, summary: EntrySummary, free: list[int]) -> Problem | None:
        place, suggestion = self._places[summary.ref], None
        if not _is_level(place):
            if place is None or did_you_mean(place, ["alongside"]):
                return None  # the schema reports it
            code, message = "MLC103", sentence(INVALID_PLACE, value=place)
        elif self._levels.setdefault(place, summary.ref) != summary.ref:
            template = "level {place} of the ladder is taken by {ref!r}"
            code, message = "MLC207", sentence(template, place=place, ref=self._levels[place])
        elif isinstance(summary.place, str):
            code, message = "MLC103", sentence(INVALID_PLACE, value=summary.place)
            suggestion = sentence("write {place}, without quotes", place=place)
        else:
            return None
        if not suggestion:
            has_quotes = code == "MLC207" and isinstance(summary.place, str)
            suggestion = self._suggest_place(summary.ref, free, has_quotes=has_quotes)
        return problem(code, message, suggestion, f"{summary.pointer}/place", ref=summary.ref)

    def _suggest_place(self, ref: str, free: list[int], *, has_quotes: bool) -> Sentence | None:
        """Suggest a free level, and reserve it; if no level fits, suggest "alongside"."""
        above = [self._places[stage] for stage in self._above[ref]]
        below = [self._places[stage] for stage in self._below[ref]]
        fitting = [
            level
            for level in free
            if all(_is_later(place, level) for place in above) and all(_is_later(level, place) for place in below)
        ]
        self._places[ref] = fitting[0] if fitting else "alongside"
        if not fitting:
            template = "no free level ({levels}) is between the stages before and after this one"
            reason = sentence(template, levels=_listed(free)) if free else None
            return joined([sentence("write {alongside}", alongside=ALONGSIDE), reason])
        free.remove(fitting[0])
        template = "write a free level ({levels}){alongside}"
        suggestion = sentence(template, levels=_listed(fitting), alongside="" if below else f", or {ALONGSIDE}")
        return joined([suggestion, sentence("write the number without quotes") if has_quotes else None])

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
    is_number = isinstance(place, int | float) and not isinstance(place, bool)
    return is_number and place in range(1, HIGHEST_PLACE + 1)


def cycle_problems(
    found: Iterable[Numbered], names: Mapping[str, str], packaged: Mapping[str, Sequence[str]]
) -> Iterator[tuple[int, Problem]]:
    """Pairs of a document's number and a problem of entries of one kind that refer to one another.

    Args:
        found: The entries whose fields refer to others of their kind.
        names: The refs that exist by their names, and by those that are misspelt.
        packaged: What entries of the packaged guide refer to; they may lead back to an entry that replaces another.
    """
    entries: dict[str, Numbered] = {}
    for number, summary in found:
        entries.setdefault(summary.ref, (number, summary))
    successors = {
        ref: {
            reached: pointer
            for pointer, target in reversed(summary.references)
            if names.get(target, "").startswith(f"{summary.kind}:")
            for reached in _reached(names[target], packaged, entries)
        }
        for ref, (_, summary) in entries.items()
    }
    order, closing = _depth_first(successors)
    for earlier, later in closing:
        number, _ = entries[earlier]
        pointer = successors[earlier].pop(later)
        message = "cycle: the {field} of {entry!r} leads back to it"
        suggestion = "remove one reference of the cycle, and the field if it is then empty"
        field = list_of(pointer).rpartition("/")[2]
        yield number, problem("MLC204", message, suggestion, pointer, ref=earlier, entry=earlier, field=field)
    length: dict[str, int] = {}
    for ref in order:
        length[ref] = 1 + max((length[target] for target in successors.get(ref, ())), default=0)
        if length[ref] == MAX_CHAIN + 1:
            number, summary = entries[ref]
            message = "more than {limit} {entries} in a row, each of which refers to the next"
            suggestion = "shorten the chain: refer to an entry nearer to its end"
            values: dict[str, Any] = {"limit": MAX_CHAIN, "entries": ENTRY_CLASSES[summary.kind].collection}
            yield number, problem("MLC210", message, suggestion, summary.pointer, ref=ref, **values)


def _reached(ref: str, packaged: Mapping[str, Sequence[str]], entries: Container[str]) -> list[str]:
    """A ref, and the entries of the documents that it leads to through entries of the packaged guide."""
    found, waiting = dict.fromkeys([ref]), [ref]
    while waiting:
        new = [one for one in packaged.get(waiting.pop(), ()) if one not in found]
        found |= dict.fromkeys(new)
        waiting += new
    return [one for one in found if one == ref or one in entries]


def _depth_first(successors: Mapping[str, Iterable[str]]) -> tuple[list[str], list[tuple[str, str]]]:
    """The nodes of a graph, each after its successors, and the edges that close a cycle.

    Args:
        successors: The successors of each node; a node that is not a key has none.
    """
    order: list[str] = []
    closing: list[tuple[str, str]] = []
    is_done: dict[str, bool] = {}
    for root in successors:
        path = [(root, iter(successors[root]))] if root not in is_done else []
        is_done.setdefault(root, False)
        while path:
            node, rest = path[-1]
            following = next(rest, None)
            if following is None:
                is_done[node] = True
                order.append(node)
                path.pop()
            elif following not in is_done:
                is_done[following] = False
                path.append((following, iter(successors.get(following, ()))))
            elif not is_done[following]:
                closing.append((node, following))
    return order, closing
