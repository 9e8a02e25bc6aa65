"""What is wrong between entries: ids borne twice, references that lead nowhere, circles."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import NamedTuple, TypeGuard

from .._commonmark import is_web_address
from .._documents import Source
from .._suggestions import near
from ..guide import Guide
from ..model import ENTRY_CLASSES
from ..problems import Problem
from ._findings import Finding, link_stretch, placed
from ._forms import no_id
from ._meant import Meant
from ._nearest import Nearest
from ._outline import Link, Outline
from ._possible import url_fault
from ._wording import any_of, either, shown

_LONGEST_CHAIN = 20
_HIGHEST_RUNG = 20
_MOST_LABELS = 20_000
_MOST_NAMED = 8
_THE_BASE = "the packaged guide"
_ID = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_REMOVE_ONE = "remove one of the two"


class _Use(NamedTuple):
    """A ref that is used, by a field or by a link."""

    pointer: str
    target: str
    link: Link | None


class _Kept(NamedTuple):
    """A document that something is left to decide about when all are known.

    Attributes:
        number: Its place among the documents.
        read: Gives the document.
        uses: What it uses and was not met yet, each behind the ref of its entry.
        outlines: Its stages and credentials.
    """

    number: int
    read: Callable[[], Meant]
    uses: list[tuple[str, _Use]]
    outlines: list[Outline]


class Register:
    """Everything that has a name, and everything that was used before it was met.

    Documents are entered one after the other. Of each, only the names are kept,
    and the document itself where something cannot be decided before all are known.

    Args:
        base: The guide that the documents come on top of, if any.
        as_of: The day by which it is judged whether a credential is retired.
    """

    def __init__(self, base: Guide | None, as_of: date | None) -> None:
        self._base = base
        self._as_of = as_of
        self._bearers = {name: _THE_BASE for entry in base or () for name in entry.refs}
        self._renamed = {name: entry.ref for entry in base or () for name in entry.refs if name != entry.ref}
        self._last_days: dict[str, object] = {}
        for credential in base.credentials if base else ():
            self._last_days[credential.ref] = credential.last_available_on
        self._firsts: dict[str, str] = dict.fromkeys(("guide", "article"), _THE_BASE) if base else {}
        self._labels: dict[str, str] = {}
        for entry in base or ():
            self._enter_labels(entry.ref, (entry.label, *getattr(entry, "alt_labels", ())))
        self._kept: list[_Kept] = []
        self._documents = 0

    def enter(self, source: Source, kind: str, outlines: list[Outline], read: Callable[[], Meant]) -> list[Problem]:
        """Enter the entries of the next document; what is wrong with them so far.

        Args:
            source: Where the document comes from.
            kind: What it says it is.
            outlines: Its entries.
            read: Gives the document itself, which is asked for only where a place has to be told.
        """
        findings: list[Finding] = []
        uses: list[tuple[str, _Use]] = []
        for outline in outlines:
            findings += self._enter_names(source, outline)
        if kind in ("guide", "article"):
            findings += self._seconds(source, kind, outlines)
        for outline in outlines:
            for use in _uses(outline):
                if use.target in self._bearers:
                    findings += self._decided(use, outline.ref)
                elif use.link is None or not is_web_address(use.target):
                    uses.append((outline.ref, use))
        related = [outline for outline in outlines if outline.kind in ("stage", "credential")]
        if uses or related:
            self._kept.append(_Kept(self._documents, read, uses, related))
        self._documents += 1
        return placed(read, findings)

    def finish(self) -> Iterator[tuple[int, Problem]]:
        """What is wrong now that all is known, each behind the number of its document."""
        for kind in ("guide", "article"):
            if kind not in self._firsts:
                cure = f"add a document of the kind {shown(kind)}, or check it on top of the packaged guide"
                yield -1, Problem(code="MLC208", message=f"there is no {kind}", suggestion=cure)
        names = {name: self._renamed.get(name, name) for name in self._bearers}
        found: defaultdict[int, list[Finding]] = defaultdict(list)
        for number, finding in (*_ladder_findings(self._kept, names, self._base), *_circles(self._kept, names)):
            found[number].append(finding)
        nearest = Nearest({**self._labels, **{ref: ref for ref in self._bearers}, **self._renamed})
        for number, read, uses, _ in self._kept:
            for problem in placed(read, chain(self._findings(uses, nearest), found[number])):
                yield number, problem

    def _findings(self, uses: Iterable[tuple[str, _Use]], nearest: Nearest) -> Iterator[Finding]:
        for ref, use in uses:
            if use.target in self._bearers:
                yield from self._decided(use, ref)
            else:
                yield _leads_nowhere(use, nearest, ref)

    def _seconds(self, source: Source, kind: str, outlines: list[Outline]) -> Iterator[Finding]:
        places = [("guide", "MLC205", "")] if kind == "guide" else []
        places += [("article", "MLC206", outline.pointer) for outline in outlines if outline.kind == "article"]
        remedy = "leave it out, or check the files without the packaged guide" if self._base else _REMOVE_ONE
        for what, code, pointer in places:
            if what in self._firsts:
                message = f"this is a second {what}; the first is in {self._firsts[what]}"
                yield Finding(code, message, remedy, pointer)
            self._firsts.setdefault(what, source.file)

    def _enter_names(self, source: Source, outline: Outline) -> Iterator[Finding]:
        for pointer, ref in outline.names:
            if ref in self._bearers:
                id = shown(ref.partition(":")[2])
                message = f"the id {id} is borne already, by the {outline.kind} in {self._bearers[ref]}"
                cure = "choose another id, or leave the entry out if it is the same thing"
                yield Finding("MLC201", message, cure, pointer, ref=outline.ref)
            else:
                self._bearers[ref] = source.file if source.line == 1 else f"{source.file}, line {source.line}"
                if ref != outline.ref:
                    self._renamed[ref] = outline.ref
        self._enter_labels(outline.ref, outline.labels)
        if outline.kind == "credential":
            self._last_days.setdefault(outline.ref, outline.last_available_on)

    def _enter_labels(self, ref: str, labels: Iterable[str]) -> None:
        kind = ref.partition(":")[0]
        for label in labels if len(self._labels) < _MOST_LABELS else ():
            self._labels.setdefault(f"{kind}:{label.casefold()}", ref)

    def _decided(self, use: _Use, ref: str) -> Iterator[Finding]:
        """What is wrong with the use of something that there is."""
        if use.target not in self._renamed and use.target not in self._last_days:
            return
        target = self._renamed.get(use.target, use.target)
        if target != use.target:
            old, new = (name.partition(":")[2] if use.link is None else name for name in (use.target, target))
            yield _finding("MLC311", f"{shown(old)} is a former id", f"write {shown(new)}", use, ref)
        last_day = _as_date(self._last_days.get(target))
        is_retired = last_day is not None and self._as_of is not None and last_day < self._as_of
        if use.link and last_day and is_retired and str(last_day.year) not in use.link.years:
            message = f"{shown(target)} could be had until {last_day} only, and the text does not say so"
            yield _finding("MLC309", message, f"name the year {last_day.year} in the text", use, ref)


def _uses(outline: Outline) -> Iterator[_Use]:
    for pointer, target in outline.references:
        yield _Use(pointer, target, None)
    for link in outline.links:
        yield _Use(link.pointer, link.target, link)


def _finding(code: str, message: str, cure: str, use: _Use, ref: str) -> Finding:
    if use.link is None:
        return Finding(code, message, cure, use.pointer, ref=ref)
    stretch = link_stretch(use.target, use.link.number, use.link.total)
    return Finding(code, message, cure, use.pointer, stretch, ref)


def _leads_nowhere(use: _Use, nearest: Nearest, ref: str) -> Finding:
    kind, _, id = use.target.partition(":")
    if use.link is None:
        ids = [found.partition(":")[2] for found in nearest.to(use.target)]
        cure = f"did you mean {either(ids)}?" if ids else _name_another(kind, nearest)
        if _ID.fullmatch(id):
            return _finding("MLC202", f"there is no {kind} {shown(id)}", cure, use, ref)
        return _finding("MLC105", no_id(id), cure, use, ref)
    message = f"the link to {shown(use.target)} leads to no entry"
    address = f"https://{use.target}"
    if "." in use.target and ":" not in use.target and not url_fault(address):
        return _finding("MLC312", f"{message}, and is no web address", f"write {shown(address)}", use, ref)
    if refs := nearest.to(use.target):
        return _finding("MLC203", message, f"did you mean {either(refs)}?", use, ref)
    if kinds := near(kind, ENTRY_CLASSES) if id else ():
        form = "" if kind in ENTRY_CLASSES else f"write it as {kinds[0]}:id; "
        return _finding("MLC203", message, form + _name_another(kinds[0], nearest), use, ref)
    cure = "name an entry as kind:id, or begin with https://"
    return _finding("MLC312", f"{message}, and is no web address", cure, use, ref)


def _name_another(kind: str, nearest: Nearest) -> str:
    ids = nearest.of_kind(kind)
    one = f": {any_of(ids, 'or')}" if 0 < len(ids) <= _MOST_NAMED else ""
    return f"add the {kind}, or name one that exists{one}"


def _as_date(day: object) -> date | None:
    if isinstance(day, str):
        try:
            return date.fromisoformat(day)
        except ValueError:
            return None
    return day if isinstance(day, date) else None


def _ladder_findings(kept: list[_Kept], names: dict[str, str], base: Guide | None) -> Iterator[tuple[int, Finding]]:
    places: dict[str, object] = {stage.ref: stage.place for stage in base.stages} if base else {}
    rungs: dict[object, str] = {place: ref for ref, place in places.items() if _is_rung(place)}
    stages = [(one.number, outline) for one in kept for outline in one.outlines if outline.kind == "stage"]
    for number, outline in stages:
        place = places[outline.ref] = _as_place(outline.place)
        if not _is_rung(place):
            continue
        if place in rungs:
            message = f"rung {place} of the ladder is taken by {shown(rungs[place])}"
            cure = _free_rungs({*rungs, *(_as_place(one.place) for _, one in stages)})
            yield number, Finding("MLC207", message, cure, f"{outline.pointer}/place", ref=outline.ref)
        rungs.setdefault(place, outline.ref)
    for number, outline in stages:
        for pointer, ref in outline.references:
            target = names.get(ref)
            if target in places and not _is_later(places[target], places[outline.ref]):
                message = f"{shown(ref)} is no later stage than this one"
                yield number, Finding("MLC209", message, "name a stage on a higher rung", pointer, ref=outline.ref)


def _free_rungs(taken: set[object]) -> str:
    free = [str(rung) for rung in range(1, _HIGHEST_RUNG + 1) if rung not in taken]
    shown_rungs = ", ".join([*free[:_MOST_NAMED], *(["…"] if len(free) > _MOST_NAMED else [])])
    return f'write a rung that is free ({shown_rungs}), or "alongside"' if free else 'write "alongside"'


def _is_later(place: object, than: object) -> bool:
    if _is_rung(place) and _is_rung(than):
        return place > than
    return place != "alongside"


def _as_place(place: object) -> object:
    """A place; a number in quotes is told by the schema, and is a number nevertheless."""
    number = place.strip() if isinstance(place, str) else ""
    return int(number) if number.isdecimal() and len(number) < _LONGEST_CHAIN else place


def _is_rung(place: object) -> TypeGuard[float]:
    return isinstance(place, int | float) and not isinstance(place, bool) and 1 <= place <= _HIGHEST_RUNG


def _circles(kept: list[_Kept], names: dict[str, str]) -> Iterator[tuple[int, Finding]]:
    """What is wrong with credentials that replace one another in a circle, or in a chain without end."""
    credentials: dict[str, tuple[int, Outline]] = {}
    for one in kept:
        for outline in one.outlines:
            if outline.kind == "credential":
                credentials.setdefault(outline.ref, (one.number, outline))
    successors = {
        ref: {names[target]: pointer for pointer, target in outline.references if names.get(target) in credentials}
        for ref, (_, outline) in credentials.items()
    }
    order, closing = _depth_first(successors)
    for earlier, later in closing:
        message = f"{shown(earlier)} is replaced, in the end, by itself"
        number, _ = credentials[earlier]
        cure = "remove one of the steps of the circle"
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
