"""What stands in an order: stages on the ladder, and credentials that replace one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeGuard

from ..guide import Guide
from ._findings import Finding
from ._nearest import Nearest
from ._outline import Outline
from ._wording import ALONGSIDE, MOST_NAMED, any_of, did_you_mean, shown, wrong_place

_LONGEST_CHAIN = 20
_HIGHEST_RUNG = 20
_MOST_DIGITS = 20
_MOST_STAGES = 100
_ON_A_RUNG = "on a rung that is free ({}), a step from it or to it would not go up"

#: An entry, behind the number of its document.
Numbered = tuple[int, Outline]


class Ladder:
    """The stages, each in its place.

    Args:
        stages: The stages of the documents.
        names: What a ref leads to.
        nearest: What another ref may have been meant to lead to.
        base: The guide that they come on top of, if any.
    """

    def __init__(
        self, stages: Sequence[Numbered], names: Mapping[str, str], nearest: Nearest, base: Guide | None
    ) -> None:
        self._stages = stages
        self._names = names
        self._places: dict[str, object] = {stage.ref: stage.place for stage in base.stages} if base else {}
        self._rungs = {place: ref for ref, place in self._places.items() if _is_rung(place)}
        self._places |= {outline.ref: _as_place(outline.place) for _, outline in stages}
        self._steps = [
            (outline.ref, stage, target, pointer, number)
            for number, outline in stages
            for pointer, target in outline.references
            if (stage := names.get(target) or nearest.only(target)) in self._places
        ]

        self._above: defaultdict[str, list[str]] = defaultdict(list)
        self._below: defaultdict[str, list[str]] = defaultdict(list)
        for ref, stage, *_ in self._steps:
            self._above[ref].append(stage)
            self._below[stage].append(ref)

    def goes_up(self, ref: str, target: str) -> bool:
        """Whether one stage may lead to another."""
        return ref != target and _is_later(self._places.get(target), self._places.get(ref))

    def findings(self) -> Iterator[tuple[int, Finding]]:
        """What is wrong with the places of the stages, each behind the number of its document."""
        taken = set(filter(_is_rung, self._places.values()))
        free = [rung for rung in range(1, _HIGHEST_RUNG + 1) if rung not in taken]
        for number, outline in self._stages:
            told = self._fault_of_place(outline)
            if told:
                code, message, cure = told
                cure = cure or self._free_rungs(outline.ref, free)
                if code == "MLC207" and isinstance(outline.place, str) and cure.startswith("write a rung"):
                    cure += "; a number stands without quotes"
                yield number, Finding(code, message, cure, f"{outline.pointer}/place", ref=outline.ref)
        for ref, stage, target, pointer, number in self._steps:
            if target in self._names and not self.goes_up(ref, stage):
                message = f"{shown(target)} is no later stage than this one"
                cure = f"name a stage on a higher rung{self._all_above(ref)}, or remove this step"
                yield number, Finding("MLC209", message, cure, pointer, ref=ref)

    def _fault_of_place(self, outline: Outline) -> tuple[str, str, str | None] | None:
        """The code, what is wrong, and what to do if it is not to write a rung that is free."""
        place = self._places[outline.ref]
        if _is_rung(place):
            if self._rungs.setdefault(place, outline.ref) != outline.ref:
                return "MLC207", f"rung {place} of the ladder is taken by {shown(self._rungs[place])}", None
            if isinstance(outline.place, str):
                return "MLC103", wrong_place(outline.place), f"write {place}, without quotes"
        elif place is not None and not did_you_mean(place, ["alongside"]):
            return "MLC103", wrong_place(place), None
        return None

    def _free_rungs(self, ref: str, free: list[int]) -> str:
        """What to do about a place that is none, or is taken; the rung that is named first is taken from there on."""
        above = [self._places[stage] for stage in self._above[ref]]
        below = [self._places[stage] for stage in self._below[ref]]
        fitting = [
            rung
            for rung in free
            if all(_is_later(place, rung) for place in above) and all(_is_later(rung, place) for place in below)
        ]
        self._places[ref] = fitting[0] if fitting else "alongside"
        if not fitting:
            steps = f"; {_ON_A_RUNG.format(_named(free))}" if free else ""
            return f"write {ALONGSIDE}{steps}"
        free.remove(fitting[0])
        return f"write a rung that is free ({_named(fitting)})" + ("" if below else f", or {ALONGSIDE}")

    def _all_above(self, ref: str) -> str:
        stages = self._places if len(self._places) <= _MOST_STAGES else ()
        ids = [stage.partition(":")[2] for stage in stages if self.goes_up(ref, stage)]
        return f": {any_of(ids, 'or')}" if 0 < len(ids) <= MOST_NAMED else ""


def _named(rungs: Sequence[int]) -> str:
    return ", ".join([*map(str, rungs[:MOST_NAMED]), *(["…"] if len(rungs) > MOST_NAMED else [])])


def _is_later(place: object, than: object) -> bool:
    if _is_rung(place) and _is_rung(than):
        return place > than
    return place != "alongside"


def _as_place(place: object) -> object:
    """A place; a number in quotes is told by the schema, and is a number nevertheless."""
    number = place.strip() if isinstance(place, str) else ""
    return int(number) if number.isdecimal() and len(number) < _MOST_DIGITS else place


def _is_rung(place: object) -> TypeGuard[float]:
    return (
        isinstance(place, int | float)
        and not isinstance(place, bool)
        and 1 <= place <= _HIGHEST_RUNG
        and place == int(place)
    )


def circles(found: Iterable[Numbered], names: Mapping[str, str]) -> Iterator[tuple[int, Finding]]:
    """What is wrong with credentials that replace one another in a circle, or in a chain without end.

    Args:
        found: The credentials of the documents.
        names: What a ref leads to, or was meant to.
    """
    credentials: dict[str, Numbered] = {}
    for number, outline in found:
        credentials.setdefault(outline.ref, (number, outline))
    successors = {
        ref: {names[target]: pointer for pointer, target in outline.references if names.get(target) in credentials}
        for ref, (_, outline) in credentials.items()
    }
    order, closing = _depth_first(successors)
    for earlier, later in closing:
        message = f"{shown(earlier)} is replaced, in the end, by itself"
        number, _ = credentials[earlier]
        cure = "remove one of the steps of the circle, and the field if nothing else is in it"
        yield number, Finding("MLC204", message, cure, successors[earlier].pop(later), ref=earlier)
    length: defaultdict[str, int] = defaultdict(int)
    for ref in order:
        length[ref] = 1 + max((length[target] for target in successors[ref]), default=0)
        if length[ref] == _LONGEST_CHAIN + 1:
            number, outline = credentials[ref]
            message = f"more than {_LONGEST_CHAIN} credentials follow one another here"
            yield number, Finding("MLC210", message, "name the latest credential alone", outline.pointer, ref=ref)


def _depth_first(successors: Mapping[str, Iterable[str]]) -> tuple[list[str], list[tuple[str, str]]]:
    """The nodes of a graph, each behind its successors, and the edges that close a circle."""
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
                path.append((following, iter(successors[following])))
            elif not is_done[following]:
                closing.append((node, following))
    return order, closing
