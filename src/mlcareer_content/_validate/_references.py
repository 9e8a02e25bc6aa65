"""What is wrong between entries: ids borne twice, references that lead nowhere, circles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain
from typing import NamedTuple

from .._commonmark import is_web_address
from .._entries import KINDS
from .._read import Source
from ..guide import Guide
from ..problems import Problem
from ._findings import Finding, placed
from ._meant import Meant
from ._nearest import Nearest
from ._nowhere import Nowhere
from ._order import Ladder, circles
from ._outline import Outline
from ._uses import Use, uses
from ._wording import shown

_MOST_LABELS = 20_000
_THE_BASE = "the packaged guide"
_LEAVE_IT_OUT = "leave it out; a whole guide, with all its files, is checked without the packaged one (--no-base)"
_REMOVE_ONE = "remove one of the two"


class _Kept(NamedTuple):
    """A document that something is left to decide about when all are known.

    Attributes:
        number: Its place among the documents.
        read: Gives the document.
        uses: What it uses and was not met yet.
        outlines: Its stages and credentials.
    """

    number: int
    read: Callable[[], Meant]
    uses: list[Use]
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
        self._bearers = {name: (_THE_BASE, "") for entry in base or () for name in entry.refs}
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
        self._is_incomplete = False  # whether there is a document of which it is not known what it holds

    def enter(self, source: Source, kind: str, outlines: list[Outline], read: Callable[[], Meant]) -> list[Problem]:
        """Enter the entries of the next document; what is wrong with them so far.

        Args:
            source: Where the document comes from.
            kind: What it says it is.
            outlines: Its entries.
            read: Gives the document itself, which is asked for only where a place has to be told.
        """
        self._is_incomplete = self._is_incomplete or kind not in KINDS
        findings: list[Finding] = []
        open_uses: list[Use] = []
        for outline in outlines:
            findings += self._enter_names(source, outline)
        if kind in ("guide", "article"):
            findings += self._seconds(source, kind, outlines)
        for outline in outlines:
            for use in uses(outline):
                if use.target in self._bearers:
                    findings += self._decided(use)
                elif use.link is None or not is_web_address(use.target):
                    open_uses.append(use)
        related = [outline for outline in outlines if outline.kind in ("stage", "credential")]
        if open_uses or related:
            self._kept.append(_Kept(self._documents, read, open_uses, related))
        self._documents += 1
        return placed(read, findings)

    def finish(self) -> Iterator[tuple[int, Problem]]:
        """What is wrong now that all is known, each behind the number of its document."""
        for kind in ("guide", "article"):
            if kind not in self._firsts and not self._is_incomplete:
                cure = f"add a document of the kind {shown(kind)}, or check it on top of the packaged guide"
                yield -1, Problem(code="MLC208", message=f"there is no {kind}", suggestion=cure)
        names = {name: self._renamed.get(name, name) for name in self._bearers}
        nearest = Nearest({**self._labels, **names})
        ladder = Ladder(self._of_kind("stage"), names, nearest, self._base)
        nowhere = Nowhere(names, nearest, ladder, is_on_guide=self._base is not None)
        meant = {use.target: ref for use in self._successors() if (ref := nowhere.meant(use))}
        found: defaultdict[int, list[Finding]] = defaultdict(list)
        for number, finding in (*ladder.findings(), *circles(self._of_kind("credential"), names | meant)):
            found[number].append(finding)
        for number, read, open_uses, _ in self._kept:
            for problem in placed(read, chain(self._findings(open_uses, nowhere), found[number])):
                yield number, problem

    def _findings(self, open_uses: Iterable[Use], nowhere: Nowhere) -> Iterator[Finding]:
        for use in open_uses:
            if use.target in self._bearers:
                yield from self._decided(use)
            else:
                yield from map(self._with_reserve, nowhere.findings(use))
                yield from self._retired(use, nowhere.meant(use))

    def _with_reserve(self, finding: Finding) -> Finding:
        """What is wrong with a ref, which may be nothing if what it leads to cannot be read yet."""
        if not self._is_incomplete or finding.code not in ("MLC105", "MLC202", "MLC203"):
            return finding
        reserve = "leave it if it names what stands in a document that cannot be read yet"
        return finding._replace(suggestion=f"{finding.suggestion}; {reserve}")

    def _successors(self) -> Iterator[Use]:
        """The uses of what was not met by credentials that were replaced by it."""
        for one in self._kept:
            for use in one.uses:
                if use.link is None and use.by.startswith("credential") and use.target not in self._bearers:
                    yield use

    def _of_kind(self, kind: str) -> list[tuple[int, Outline]]:
        return [(one.number, outline) for one in self._kept for outline in one.outlines if outline.kind == kind]

    def _seconds(self, source: Source, kind: str, outlines: list[Outline]) -> Iterator[Finding]:
        places = [("guide", "MLC205", "")] if kind == "guide" else []
        places += [("article", "MLC206", outline.pointer) for outline in outlines if outline.kind == "article"]
        remedy = _LEAVE_IT_OUT if self._base else _REMOVE_ONE
        for what, code, pointer in places:
            if what in self._firsts:
                message = f"this is a second {what}; the first is in {self._firsts[what]}"
                yield Finding(code, message, remedy, pointer)
            self._firsts.setdefault(what, source.file)

    def _enter_names(self, source: Source, outline: Outline) -> Iterator[Finding]:
        label = outline.labels[0] if outline.labels else ""
        for pointer, ref in outline.names:
            if ref in self._bearers:
                id = shown(ref.partition(":")[2])
                place, title = self._bearers[ref]
                title = title or self._title_in_base(ref)
                bearer = f"{outline.kind} {shown(title)}" if title else outline.kind
                message = f"the id {id} is borne already, by the {bearer} in {place}"
                cure = "choose another id, or leave the entry out if it is the same thing"
                yield Finding("MLC201", message, cure, pointer, ref=outline.ref)
            else:
                place = source.file if source.line == 1 else f"{source.file}, line {source.line}"
                self._bearers[ref] = place, label
                if ref != outline.ref:
                    self._renamed[ref] = outline.ref
        self._enter_labels(outline.ref, outline.labels)
        if outline.kind == "credential":
            self._last_days.setdefault(outline.ref, outline.last_available_on)

    def _title_in_base(self, ref: str) -> str:
        return next((entry.label for entry in self._base or () if ref in entry.refs), "")

    def _enter_labels(self, ref: str, labels: Iterable[str]) -> None:
        kind = ref.partition(":")[0]
        for label in labels if len(self._labels) < _MOST_LABELS else ():
            self._labels.setdefault(f"{kind}:{label.casefold()}", ref)

    def _decided(self, use: Use) -> Iterator[Finding]:
        """What is wrong with the use of something that there is."""
        if use.target in self._renamed:
            target = self._renamed[use.target]
            old, new = (name.partition(":")[2] if use.link is None else name for name in (use.target, target))
            yield use.finding("MLC311", f"{shown(old)} is a former id", f"write {shown(new)}")
            yield from use.repetition(lambda use: self._renamed.get(use.target, use.target))
            yield from self._retired(use, target)
        elif use.target in self._last_days:
            yield from self._retired(use, use.target)

    def _retired(self, use: Use, target: str | None) -> Iterator[Finding]:
        """What is wrong with a link to a credential that cannot be had any more."""
        last_day = _as_date(self._last_days.get(target or ""))
        is_retired = last_day is not None and self._as_of is not None and last_day < self._as_of
        if use.link and last_day and is_retired and str(last_day.year) not in use.link.years:
            message = f"{shown(target)} could be had until {last_day} only, and the text does not say so"
            yield use.finding("MLC309", message, f"name the year {last_day.year} in the text")


def _as_date(day: object) -> date | None:
    if isinstance(day, str):
        try:
            return date.fromisoformat(day)
        except ValueError:
            return None
    return day if isinstance(day, date) else None
