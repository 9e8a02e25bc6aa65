"""Check entries against one another: duplicate ids, second guides, former ids, retired credentials, references."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import chain, islice
from shlex import quote
from typing import Any, NamedTuple

from .._commonmark import is_web_address
from .._convert import standard_categories
from .._entries import KINDS
from .._fields import declared_by, kinds_in_chains
from .._limits import MAX_LABELS_KEPT, MAX_PROBLEMS
from .._read import RawDocument
from .._sentence import sentence
from ..exceptions import near
from ..guide import Guide
from ..problems import Problem
from ._autocorrect import Corrected
from ._broken_references import BrokenReferences, Names
from ._entry_summary import EntrySummary, Usage
from ._ladder_and_cycles import Ladder, cycle_problems
from ._problem_positions import placed, problem
from ._suggestions import one_of
from ._tally import Tally

_THE_BASE = "the packaged guide"
_STANDARD = ("", "")  # the owner of a category that every guide has, which a guide may declare with another label
_LEAVE_IT_OUT = "remove it, or check a whole guide of your own without the packaged one (--no-base)"


class _Kept(NamedTuple):
    """What is left to check of a document when all documents are known."""

    number: int  # the index of the document
    source: RawDocument  # its source, from which it is read again if it has a problem
    usages: list[Usage]  # its references to entries that were not known yet
    summaries: list[EntrySummary]  # its stages, and its entries that refer to others of their kind


class Register:
    """The names of all entries, and the references to entries that are not known yet.

    Documents are added one after the other. Only names are kept of each, and the
    means to read it again if something can be decided only when all are known.

    Args:
        base: The guide that the documents extend, if any.
        as_of: The date by which a credential counts as retired.
        read: Gives the document of a source; called only if it has a problem.
        guide_name: The name by which `base` is installed; none if it is the packaged guide.
    """

    def __init__(
        self,
        base: Guide | None,
        as_of: date | None,
        read: Callable[[RawDocument], Corrected],
        guide_name: str | None = None,
    ) -> None:
        self._base = base
        self._as_of = as_of
        self._read = read
        self._guide_name = guide_name
        self._owners: dict[str, tuple[str, str]] = {}  # by each ref, the file and the label of its entry
        self._renamed: dict[str, str] = {}  # the ref of today, by each former one
        # The refs of each packaged entry in a collection, by its ref of today; none once it is replaced.
        self._packaged = {entry.ref: entry.refs for entry in base or () if entry.collection}
        self._last_days: dict[str, object] = {}
        self._firsts: dict[str, str] = dict.fromkeys(("guide", "article"), _THE_BASE) if base else {}
        self._labels: dict[str, str] = {}
        self._kept: list[_Kept] = []
        self._documents = 0
        self._is_complete = True  # unless a document has an unknown kind, so that its entries are unknown
        for one in declared_by(base) if base else standard_categories().values():
            self._owners[one.ref] = (_THE_BASE, one.label) if base else _STANDARD
            self._add_labels(one.ref, [one.label])
        for entry in base or ():
            self._owners |= dict.fromkeys(entry.refs, (_THE_BASE, entry.label))
            self._renamed |= {name: entry.ref for name in entry.refs if name != entry.ref}
            self._add_labels(entry.ref, (entry.label, *getattr(entry, "alt_labels", ())))
        for credential in base.credentials if base else ():
            self._last_days[credential.ref] = credential.last_available_on

    def add(self, source: RawDocument, kind: str, summaries: Sequence[EntrySummary], tally: Tally) -> None:
        """Add the entries of the next document, and the problems that are certain already to a tally."""
        self._is_complete = self._is_complete and kind in KINDS
        problems: list[Problem] = []
        unresolved: list[Usage] = []
        for summary in summaries:
            problems += self._add_names(source, summary)
        if kind in ("guide", "article"):
            problems += self._seconds(source, kind, summaries)
        for summary in summaries:
            for usage in summary.usages:
                if usage.target in self._owners and usage.may_use(usage.target):
                    problems += self._resolved(usage)
                elif usage.link is None or not is_web_address(usage.target):
                    unresolved.append(usage)
        related = [one for one in summaries if one.kind == "stage" or one.is_in_chain]
        if unresolved or related:
            self._kept.append(_Kept(self._documents, source, unresolved, related))
        self._tell(tally, self._documents, source, problems)
        self._documents += 1

    def _tell(self, tally: Tally, number: int, source: RawDocument, problems: Iterable[Problem]) -> None:
        if not source.is_reported:
            return
        problems = list(islice(problems, MAX_PROBLEMS + 1))  # `placed` keeps no more
        codes = [one.code for one in problems]
        if tally.room.fits(codes):
            tally.add(number, placed(partial(self._read, source), problems))
        else:
            tally.count(codes)

    def finish(self, tally: Tally) -> None:
        """Add the problems that are certain now that all documents are known to a tally."""
        for kind in ("guide", "article"):
            if kind not in self._firsts and self._is_complete:
                suggestion = "add a document of the kind {kind!r}, or check with the packaged guide"
                tally.add(-1, [problem("MLC208", "missing {kind}", suggestion, "", kind=kind)])
        refs = {name: self._renamed.get(name, name) for name in self._owners}
        names = Names(refs, self._labels)
        ladder = Ladder(self._of_kinds({"stage"}), names, self._base)
        options = f" --guide {quote(self._guide_name)}" if self._guide_name else ""
        broken = BrokenReferences(
            names, ladder.goes_up, list_options=options if self._base else None, is_complete=self._is_complete
        )
        unknown = (usage for one in self._kept for usage in one.usages if usage.target not in self._owners)
        in_chains = (usage for usage in unknown if usage.link is None and _kind(usage.by) in kinds_in_chains())
        probable = {usage.target: ref for usage in in_chains if (ref := broken.probable(usage))}
        chains = self._of_kinds(kinds_in_chains())
        found: defaultdict[int, list[Problem]] = defaultdict(list)
        for number, one in (*ladder.problems(), *cycle_problems(chains, refs | probable, self._kept_chains())):
            found[number].append(one)
        for number, source, usages, _ in (one for one in self._kept if one.source.is_reported):
            self._tell(tally, number, source, chain(self._unresolved(usages, broken, tally), found[number]))

    def _kept_chains(self) -> dict[str, list[str]]:
        """The packaged entries that were not replaced, each with those of its kind that it refers to."""
        kept = [entry for entry in self._base or () if self._packaged.get(entry.ref)]
        return {entry.ref: [one.ref for one in entry.references if one.kind == entry.kind] for entry in kept}

    def _unresolved(self, usages: Iterable[Usage], broken: BrokenReferences, tally: Tally) -> Iterator[Problem]:
        for usage in usages:
            code = "MLC203" if usage.link else "MLC202"
            if usage.target in self._owners and usage.may_use(usage.target):
                yield from self._resolved(usage)
            elif tally.room.fits([code]):
                yield from broken.problems(usage)
                yield from self._retired(usage, broken.probable(usage))
            else:
                tally.count([code])

    def _of_kinds(self, kinds: Container[str]) -> list[tuple[int, EntrySummary]]:
        return [(one.number, summary) for one in self._kept for summary in one.summaries if summary.kind in kinds]

    def _seconds(self, source: RawDocument, kind: str, summaries: Sequence[EntrySummary]) -> Iterator[Problem]:
        """The problems of a second guide or article."""
        places = [("guide", "MLC205", "")] if kind == "guide" else []
        places += [("article", "MLC206", summary.pointer) for summary in summaries if summary.kind == "article"]
        suggestion = _LEAVE_IT_OUT if self._base else "remove one of the two"
        for what, code, pointer in places:
            if what in self._firsts:
                message = "second {what}: the first is in {file}"
                yield problem(code, message, suggestion, pointer, what=what, file=self._firsts[what])
            self._firsts.setdefault(what, source.file)

    def _add_names(self, source: RawDocument, summary: EntrySummary) -> Iterator[Problem]:
        label = summary.labels[0] if summary.labels else ""
        former: Sequence[str] = ()
        if summary.replaces and self._packaged.get(summary.ref):
            former = self._packaged[summary.ref][1:]
            self._forget(summary.ref)
        elif summary.replaces and summary.ref not in self._packaged:
            yield self._nothing_to_replace(summary)
            if summary.ref in self._renamed:
                return
        for pointer, ref in summary.names:
            if self._owners.get(ref, _STANDARD) is _STANDARD:
                place = source.file if source.line == 1 else f"{source.file}, line {source.line}"
                self._owners[ref] = place, label
                if ref != summary.ref:
                    self._renamed[ref] = summary.ref
                continue
            place, title = self._owners[ref]
            owner = "{kind} {title!r}" if title else "{kind}"
            message = f"duplicate id {{id!r}}: already used by the {owner} in {{place}}"
            suggestion = "use another id, or remove the entry if it is the same thing"
            if self._packaged.get(ref) and ref == summary.ref:
                suggestion = "use another id, or add replaces: true to replace that entry"
            values: dict[str, Any] = {"id": ref.partition(":")[2], "kind": summary.kind, "title": title, "place": place}
            yield problem("MLC201", message, suggestion, pointer, ref=summary.ref, **values)
        for ref in former:
            self._owners.setdefault(ref, (source.file, label))
            self._renamed.setdefault(ref, summary.ref)
        self._add_labels(summary.ref, summary.labels)
        if summary.kind == "credential":
            self._last_days.setdefault(summary.ref, summary.last_available_on)

    def _forget(self, ref: str) -> None:
        """Forget a packaged entry, which is replaced."""
        for name in self._packaged[ref]:
            del self._owners[name]
            self._renamed.pop(name, None)
        self._last_days.pop(ref, None)
        self._packaged[ref] = ()

    def _nothing_to_replace(self, summary: EntrySummary) -> Problem:
        kind, _, id = summary.ref.partition(":")
        if today := self._renamed.get(summary.ref):
            matches: Sequence[str] = (today.partition(":")[2],)
        else:
            matches = near(id, [ref.partition(":")[2] for ref in self._packaged if _kind(ref) == kind])
        suggestion = one_of(matches) if matches else sentence("remove replaces to add a new {kind}", kind=kind)
        message = "there is no packaged {kind} {id!r} to replace"
        return problem("MLC202", message, suggestion, f"{summary.pointer}/id", ref=summary.ref, kind=kind, id=id)

    def _add_labels(self, ref: str, labels: Iterable[str]) -> None:
        kind = _kind(ref)
        for label in labels if len(self._labels) < MAX_LABELS_KEPT else ():
            self._labels.setdefault(f"{kind}:{label.casefold()}", ref)

    def _resolved(self, usage: Usage) -> Iterator[Problem]:
        """The problems of a usage whose target exists."""
        if usage.target in self._renamed:
            target = self._renamed[usage.target]
            old, new = (name.partition(":")[2] if usage.link is None else name for name in (usage.target, target))
            yield usage.problem("MLC311", "{old!r} is a former id", "write {new!r}", old=old, new=new)
            yield from usage.duplicate(lambda one: self._renamed.get(one.target, one.target))
            yield from self._retired(usage, target)
        elif usage.target in self._last_days:
            yield from self._retired(usage, usage.target)

    def _retired(self, usage: Usage, target: str | None) -> Iterator[Problem]:
        """The problem of a mention of a retired credential whose text does not name the year it ended."""
        last_day = _as_date(self._last_days.get(target or ""))
        is_retired = last_day is not None and self._as_of is not None and last_day < self._as_of
        if usage.link and last_day and is_retired and str(last_day.year) not in usage.link.years:
            message = "{credential!r} was available until {last_day}, which the text does not say"
            suggestion = "name the year {last_day.year} in the text"
            yield usage.problem("MLC309", message, suggestion, credential=target, last_day=last_day)


def _kind(ref: str) -> str:
    return ref.partition(":")[0]


def _as_date(day: object) -> date | None:
    if isinstance(day, str):
        try:
            return date.fromisoformat(day)
        except ValueError:
            return None
    return day if isinstance(day, date) else None
