"""Check documents: each by itself, here or on an executor, then all of them together.

Checking a document by itself needs nothing but its bytes, so an executor can do
it on another machine. References are checked afterwards, in the order of the
documents. Documents are checked one after the other and not kept.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from itertools import chain
from typing import NamedTuple

from attrs import evolve

from .. import _read
from .._entries import RawEntry, take_apart
from .._limits import MAX_BATCH_BYTES, MAX_BATCH_DOCUMENTS, MAX_BATCHES
from .._read import RawDocument
from ..guide import Guide
from ..problems import Problem, Report
from ._autocorrect import Corrected, correct
from ._entry_checks import ProseChecker, field_problems, quote_problems
from ._entry_summary import EntrySummary, ProseLink, summary
from ._misleading_text import comment_problems, hidden_text_problems
from ._problem_positions import placed, text_problems, without_consequences
from ._references import Register
from ._schema import schema_problems
from ._unrendered_markup import markup_problems

TYPE_CHECKING = False
if TYPE_CHECKING:
    from concurrent.futures import Executor, Future


class _Checked(NamedTuple):
    """A document that was checked by itself."""

    kind: str  # its kind, corrected if it was misspelt
    problems: list[Problem]  # its problems
    summaries: list[EntrySummary]  # its entries, for checking references


def report(  # noqa: PLR0913 - what `validate` takes
    sources: Iterable[RawDocument],
    base: Guide | None,
    *,
    kind: str | None = None,
    as_of: date | None = None,
    strict: bool = False,
    executor: Executor | None = None,
) -> Report:
    """The report on some documents, in their order and by line; `validate` has the same arguments."""
    check = partial(_check, kind=kind, as_of=as_of)
    # Reading some documents before they are checked is a fifth faster than taking turns.
    batches = _batches(sources)
    checked: Iterable[tuple[RawDocument, _Checked]] = ((one, check(one)) for batch in batches for one in batch)
    if executor:
        checked = _check_elsewhere(batches, check, executor)
    register = Register(base, as_of, lambda source: correct(_read.document(source, kind)))
    found: list[tuple[int, Problem]] = []
    for number, (source, (its_kind, problems, summaries)) in enumerate(checked):
        found += [(number, problem) for problem in problems + register.add(source, its_kind, summaries)]
    found += register.finish()
    found.sort(key=lambda numbered: (numbered[0], numbered[1].line or 0, numbered[1].column or 0))
    return Report(tuple(evolve(one, severity="error") if strict else one for _, one in found))


def _check_elsewhere(
    batches: Iterable[list[RawDocument]], check: Callable[[RawDocument], _Checked], executor: Executor
) -> Iterator[tuple[RawDocument, _Checked]]:
    """The documents in their order; no more batches are under way than fit into a little memory."""
    under_way: deque[tuple[list[RawDocument], Future[list[_Checked]]]] = deque()
    try:
        for batch in batches:
            under_way.append((batch, _submitted(batch, check, executor)))
            if len(under_way) == MAX_BATCHES:
                yield from _done(*under_way.popleft())
        while under_way:
            yield from _done(*under_way.popleft())
    finally:
        for _, future in under_way:
            future.cancel()


def _done(batch: list[RawDocument], future: Future[list[_Checked]]) -> Iterator[tuple[RawDocument, _Checked]]:
    return zip(batch, future.result(), strict=True)


def _batches(sources: Iterable[RawDocument]) -> Iterator[list[RawDocument]]:
    batch: list[RawDocument] = []
    size = 0
    for source in sources:
        batch.append(source)
        size += len(source.data) if isinstance(source.data, bytes) else 0
        if size >= MAX_BATCH_BYTES or len(batch) == MAX_BATCH_DOCUMENTS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _submitted(
    batch: list[RawDocument], check: Callable[[RawDocument], _Checked], executor: Executor
) -> Future[list[_Checked]]:
    if all(isinstance(source.data, bytes) for source in batch):
        return executor.submit(_check_batch, batch, check)
    from concurrent.futures import Future

    done: Future[list[_Checked]] = Future()
    done.set_result(_check_batch(batch, check))  # a value that somebody gave need not survive pickling
    return done


def _check_batch(batch: list[RawDocument], check: Callable[[RawDocument], _Checked]) -> list[_Checked]:
    return [check(source) for source in batch]


def _check(source: RawDocument, kind: str | None, as_of: date | None) -> _Checked:
    """Check a document by itself."""
    document = _read.document(source, kind)
    problems = text_problems(document) if document.problems else []
    if not document.is_readable:
        return _Checked(str(document.kind), problems, [])
    corrected = correct(document)
    raw_entries = list(take_apart(document.file, corrected.value))
    links: list[list[ProseLink]] = [[] for _ in raw_entries]
    problems += placed(lambda: corrected, _with_refs(_problems(corrected, raw_entries, links, as_of), raw_entries))
    if document.problems:
        problems = without_consequences(problems)
    summaries = [summary(raw, its_links) for raw, its_links in zip(raw_entries, links, strict=True)]
    return _Checked(str(corrected.kind), problems, summaries)


def _problems(
    corrected: Corrected, raw_entries: list[RawEntry], links: list[list[ProseLink]], as_of: date | None
) -> Iterator[Problem]:
    if not corrected.is_valid:
        yield from chain(corrected.problems, schema_problems(corrected))
    yield from hidden_text_problems(corrected.document, corrected.value)
    yield from comment_problems(corrected.document, raw_entries)
    prose = ProseChecker()
    is_yaml = corrected.document.source.format in ("yaml", "markdown")
    for raw, its_links in zip(raw_entries, links, strict=True):
        if is_yaml:
            yield from quote_problems(raw)
        yield from field_problems(raw, as_of)
        yield from prose.problems(raw, its_links)
        yield from markup_problems(raw)


def _with_refs(problems: Iterable[Problem], raw_entries: list[RawEntry]) -> Iterator[Problem]:
    """Some problems, each with the ref of the entry that contains its value."""
    refs: dict[str, str] = {}
    for problem in problems:
        refs = refs or {raw.pointer: raw.ref for raw in raw_entries}
        pointer = problem.pointer
        while pointer and pointer not in refs:
            pointer = pointer.rpartition("/")[0]
        yield evolve(problem, ref=refs.get(pointer))
