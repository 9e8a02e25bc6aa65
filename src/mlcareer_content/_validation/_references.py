"""What is wrong between entries: ids borne twice, references that lead nowhere, circles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import TypeGuard

from .._commonmark import is_web_address
from .._documents import Document
from .._entries import RawEntry
from .._suggestions import near
from ..guide import Guide
from ..model import ENTRY_CLASSES
from ..problems import Problem
from ._wording import either, shown

_LONGEST_CHAIN = 20
_MOST_COMPARISONS = 20_000
_THE_BASE = "the packaged guide"


def reference_problems(
    documents: Iterable[Document], raw_entries: list[RawEntry], base: Guide | None
) -> Iterator[Problem]:
    """The problems of all documents and the base together.

    Args:
        documents: The documents.
        raw_entries: The entries that they hold.
        base: The guide they come on top of, if any.
    """
    yield from _only_one_guide(documents, raw_entries, base)
    bearers = {ref: _THE_BASE for entry in base or () for ref in entry.refs}
    for raw in raw_entries:
        yield from _borne_already(raw, bearers)
    meant = _Meant(bearers)
    for raw in raw_entries:
        yield from _lead_nowhere(raw, bearers, meant)
        yield from _skills_named_twice(raw)
    names = {name: entry.ref for entry in base or () for name in entry.refs}
    names |= {name: raw.ref for raw in raw_entries for _, name in raw.names}
    yield from _ladder_problems([raw for raw in raw_entries if raw.kind == "stage"], names, base)
    yield from _circles({raw.ref: raw for raw in raw_entries if raw.kind == "credential"}, names)


def _only_one_guide(
    documents: Iterable[Document], raw_entries: list[RawEntry], base: Guide | None
) -> Iterator[Problem]:
    guides = [(document.file, "") for document in documents if document.kind == "guide"]
    articles = [(raw.file, raw.pointer) for raw in raw_entries if raw.kind == "article"]
    for kind, code, places in (("guide", "MLC205", guides), ("article", "MLC206", articles)):
        if not base and not places:
            cure = f"add a document of the kind {shown(kind)}, or load it on top of the packaged guide"
            yield Problem(code="MLC208", message=f"there is no {kind}", suggestion=cure)
        for file, pointer in places if base else places[1:]:
            first = _THE_BASE if base else places[0][0]
            message = f"this is a second {kind}; the first is in {first}"
            cure = "remove one of the two" if not base else "leave it out, or load the files without the packaged guide"
            yield Problem(code=code, message=message, suggestion=cure, file=file, pointer=pointer)


def _borne_already(raw: RawEntry, bearers: dict[str, str]) -> Iterator[Problem]:
    """Problems of the ids of an entry, which are then among those that are borne."""
    for pointer, ref in raw.names:
        if ref in bearers:
            message = f"the id {shown(ref.partition(':')[2])} belongs to a {raw.kind} in {bearers[ref]}"
            yield _problem("MLC201", message, "choose another id; an id is never used twice", raw, pointer)
        bearers.setdefault(ref, f"{raw.file}#{raw.pointer}")


class _Meant:
    """The refs that a wrong one may have been meant to be.

    To find them takes a comparison with every ref there is, so that a file
    with thousands of wrong ones gets suggestions for the first of them only.
    """

    def __init__(self, refs: Iterable[str]) -> None:
        self._ids: defaultdict[str, list[str]] = defaultdict(list)
        for kind, _, id in (ref.partition(":") for ref in refs):
            self._ids[kind].append(id)
        self._found: dict[str, list[str]] = {}
        self._comparisons_left = _MOST_COMPARISONS

    def refs_near(self, ref: str) -> list[str]:
        if ref not in self._found:
            self._found[ref] = self._look_for(ref)
        return self._found[ref]

    def _look_for(self, ref: str) -> list[str]:
        kind, _, id = ref.partition(":")
        kinds = [kind] if kind in self._ids else near(kind, self._ids)
        found: list[str] = []
        for meant in kinds:
            self._comparisons_left -= len(self._ids[meant])
            if self._comparisons_left > 0:
                found += (f"{meant}:{one}" for one in near(id, self._ids[meant]))
        return found


def _lead_nowhere(raw: RawEntry, bearers: Mapping[str, str], meant: _Meant) -> Iterator[Problem]:
    for pointer, ref in raw.references:
        if ref not in bearers:
            kind, _, id = ref.partition(":")
            ids = [found.partition(":")[2] for found in meant.refs_near(ref)]
            cure = f"did you mean {either(ids)}?" if ids else f"add the {kind}, or name one that exists"
            yield _problem("MLC202", f"there is no {kind} {shown(id)}", cure, raw, pointer)
    for pointer, target in raw.links:
        if target not in bearers and not is_web_address(target):
            message = f"the link to {shown(target)} leads to no entry"
            if target.partition(":")[0] not in ENTRY_CLASSES:
                message += ", and is no web address"
            refs = meant.refs_near(target)
            cure = f"did you mean {either(refs)}?" if refs else "name an entry as kind:id, or begin with https://"
            yield _problem("MLC203", message, cure, raw, pointer)


def _skills_named_twice(raw: RawEntry) -> Iterator[Problem]:
    seen = set()
    for pointer, ref in raw.references:
        if ref.startswith("skill:") and ref in seen:
            message = f"the skill {shown(ref.partition(':')[2])} stands here twice"
            yield _problem("MLC110", message, "remove one of the two", raw, pointer)
        seen.add(ref)


def _ladder_problems(stages: list[RawEntry], names: dict[str, str], base: Guide | None) -> Iterator[Problem]:
    places: dict[str, object] = {stage.ref: stage.place for stage in base.stages} if base else {}
    rungs: dict[object, str] = {place: ref for ref, place in places.items()}
    for raw in stages:
        place = places[raw.ref] = raw.value.get("place")
        if not _is_rung(place):
            continue
        if place in rungs:
            message = f"rung {place} of the ladder is taken by {shown(rungs[place])}"
            yield _problem("MLC207", message, 'choose a free rung, or "alongside"', raw, raw.pointer + "/place")
        rungs.setdefault(place, raw.ref)
    for raw in stages:
        for pointer, ref in raw.references:
            target = names.get(ref)
            if target in places and not _is_later(places[target], places[raw.ref]):
                message = f"{shown(ref)} is no later stage than this one"
                yield _problem("MLC209", message, "name a stage on a higher rung", raw, pointer)


def _is_later(place: object, than: object) -> bool:
    if _is_rung(place) and _is_rung(than):
        return place > than
    return place != "alongside"


def _is_rung(place: object) -> TypeGuard[float]:
    return isinstance(place, int | float) and not isinstance(place, bool)


def _circles(credentials: dict[str, RawEntry], names: dict[str, str]) -> Iterator[Problem]:
    """Problems of credentials that replace one another in a circle, or in a chain without end."""
    successors = {
        ref: {names[target]: pointer for pointer, target in raw.references if names.get(target) in credentials}
        for ref, raw in credentials.items()
    }
    while True:
        try:
            order = list(TopologicalSorter(successors).static_order())
            break
        except CycleError as error:
            later, earlier = error.args[1][:2]
            message = f"{shown(earlier)} is replaced, in the end, by itself"
            pointer = successors[earlier].pop(later)
            yield _problem("MLC204", message, "remove one of the steps of the circle", credentials[earlier], pointer)
    length: defaultdict[str, int] = defaultdict(int)
    for ref in order:
        length[ref] = 1 + max((length[target] for target in successors[ref]), default=0)
        if length[ref] == _LONGEST_CHAIN + 1:
            message = f"the credential is replaced more than {_LONGEST_CHAIN} times over"
            yield _problem(
                "MLC210", message, "name the latest credential alone", credentials[ref], credentials[ref].pointer
            )


def _problem(code: str, message: str, suggestion: str, raw: RawEntry, pointer: str) -> Problem:
    return Problem(code=code, message=message, suggestion=suggestion, file=raw.file, pointer=pointer, ref=raw.ref)
