"""Check documents: each by itself, here or on an executor, then all of them together.

Checking a document by itself needs nothing but its bytes, so an executor can do
it on another machine. References are checked afterwards, in the order of the
documents. Documents are checked one after the other and not kept.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date
from functools import lru_cache, partial
from itertools import chain
from typing import Any, NamedTuple

from attrs import evolve

from .. import _read
from .._entries import declared, take_apart
from .._limits import (
    DEFAULT_LIMITS,
    MAX_BATCH_BYTES,
    MAX_BATCH_DOCUMENTS,
    MAX_BATCHES,
    MAX_CHARACTERS_CORRECTED,
    MAX_DOCUMENTS_CORRECTED,
    MAX_ERRORS_COUNTED,
    MAX_LENGTH_REPEATED,
)
from .._read import Document, Edit, RawDocument
from .._sentence import sentence
from ..guide import Guide
from ..problems import Problem, Report
from ._autocorrect import correct, language_of
from ._entry_checks import ProseChecker, field_problems, quote_problems
from ._entry_summary import EntrySummary, ProseLink, summary
from ._line_corrections import line_correction, may_have_one_cause
from ._misleading_text import comment_problems, hidden_text_problems
from ._problem_positions import placed, text_problems, without_consequences
from ._references import Register
from ._schema import schema_codes, schema_problems
from ._tally import Room, Tally
from ._unrendered_markup import markup_problems

TYPE_CHECKING = False
if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    _CheckBatch = Callable[[list[RawDocument], Room], "list[_Checked]"]


class _Found(NamedTuple):
    """What checking one document by itself finds."""

    kind: str  # its kind
    codes: Sequence[str] = ()  # the codes of its problems, if they are only counted
    problems: Sequence[Problem] = ()  # its problems, if they are listed
    summaries: Sequence[EntrySummary] = ()  # its entries, for checking references
    edit: Edit | None = None  # the correction of one line with which they were found


class _Checked(NamedTuple):
    """A document that was checked elsewhere, where it is not known how much room the documents before it leave."""

    listed: _Found | None  # none if there was no room even there
    counted: _Found


def report(  # noqa: PLR0913 - what `validate` takes
    sources: Iterable[RawDocument],
    base: Guide | None,
    *,
    kind: str | None = None,
    as_of: date | None = None,
    strict: bool = False,
    limit: int = DEFAULT_LIMITS.problems,
    executor: Executor | None = None,
    guide_name: str | None = None,
) -> Report:
    """The report on some documents, in their order and by line; `validate` has the same arguments.

    Suggestions name `base` by `guide_name`, if it is not the packaged guide.
    """
    tally = Tally(limit, is_strict=strict)
    # Reading some documents before they are checked is a fifth faster than taking turns.
    batches = _batches(sources)
    if executor:
        checked = _checked_elsewhere(batches, partial(_check_batch, kind=kind, as_of=as_of), executor, tally)
    else:
        checked = ((source, _check(source, tally.room, kind, as_of)) for batch in batches for source in batch)
    register = Register(base, as_of, lambda source: correct(_read.document(source, kind)), guide_name)
    with closing(checked):
        for number, (source, found) in enumerate(_with_lines_corrected(checked, kind, as_of)):
            if source.is_reported:
                tally.count(found.codes)
                tally.add(number, found.problems)
            register.add(source._replace(edit=found.edit), found.kind, found.summaries, tally)
            if tally.is_over:
                tally.add_last(number, _too_many_errors(source))
                return tally.report()
    register.finish(tally)
    return tally.report()


def _too_many_errors(source: RawDocument) -> Problem:
    """The problem that nothing is checked after a document."""
    message = sentence("more than {limit:,} errors: nothing after this document is checked", limit=MAX_ERRORS_COUNTED)
    problem = Problem(code="MLC111", message=message, suggestion="fix the errors above, then check it again")
    (found,) = text_problems(_read.document(source._replace(data=problem)))
    return found


def _checked_elsewhere(
    batches: Iterable[list[RawDocument]], check: _CheckBatch, executor: Executor, tally: Tally
) -> Generator[tuple[RawDocument, _Found]]:
    """The documents in their order; no more batches are under way than fit into a little memory."""
    under_way: deque[tuple[list[RawDocument], Future[list[_Checked]]]] = deque()
    try:
        for batch in batches:
            under_way.append((batch, _submitted(batch, check, executor, tally.room)))
            if len(under_way) == MAX_BATCHES:
                yield from _done(*under_way.popleft(), tally)
        while under_way:
            yield from _done(*under_way.popleft(), tally)
    finally:
        for _, future in under_way:
            future.cancel()


def _done(
    batch: list[RawDocument], future: Future[list[_Checked]], tally: Tally
) -> Iterator[tuple[RawDocument, _Found]]:
    for source, (listed, counted) in zip(batch, future.result(), strict=True):
        has_room = tally.room.is_open or tally.room.fits(counted.codes)
        yield source, listed if listed and has_room else counted


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


def _submitted(batch: list[RawDocument], check: _CheckBatch, executor: Executor, room: Room) -> Future[list[_Checked]]:
    if all(isinstance(source.data, bytes) for source in batch):
        return executor.submit(check, batch, room)
    from concurrent.futures import Future

    done: Future[list[_Checked]] = Future()
    done.set_result(check(batch, room))  # a value that somebody gave need not survive pickling
    return done


def _check_batch(batch: list[RawDocument], room: Room, kind: str | None, as_of: date | None) -> list[_Checked]:
    checked = []
    for source in batch:
        found = _check(source, room, kind, as_of)
        room = room.without(found.problems)
        counted = _counted_source(source, kind, as_of) if found.problems else found
        checked.append(_Checked(None if found.codes else found, counted))
    return checked


def _check(source: RawDocument, room: Room, kind: str | None, as_of: date | None) -> _Found:
    """Check a document by itself: its problems are listed if there is room, and otherwise counted."""
    if not room.is_open:
        counted = _counted_source(source, kind, as_of)
        if not room.fits(counted.codes):
            return counted
    return _listed(_read.document(source, kind), as_of)


def _with_lines_corrected(
    checked: Iterable[tuple[RawDocument, _Found]], kind: str | None, as_of: date | None
) -> Iterator[tuple[RawDocument, _Found]]:
    """The documents, the first of them that may have one wrong line with what is found once that line is corrected."""
    left = MAX_DOCUMENTS_CORRECTED
    for source, found in checked:
        is_corrected = left > 0 and _may_be_corrected(source, found)
        left -= is_corrected
        yield source, _line_corrected(source, found, kind, as_of) if is_corrected else found


def _may_be_corrected(source: RawDocument, found: _Found) -> bool:
    """Whether to look for a line of a document that explains several problems."""
    is_short = isinstance(source.data, bytes) and len(source.data) <= MAX_CHARACTERS_CORRECTED
    return is_short and source.is_reported and may_have_one_cause(found.problems)


def _line_corrected(source: RawDocument, found: _Found, kind: str | None, as_of: date | None) -> _Found:
    """What checking finds with one line corrected, if several problems have one cause in that line."""

    def count(edit: Edit) -> int | None:
        document = _read.document(source._replace(edit=edit), kind, recover=False)
        return None if document.problems else len(_counted(document, as_of).codes)

    document = _read.document(source, kind, recover=False)
    correction = line_correction(document, found.problems, count)
    if not correction:
        return found
    first = text_problems(document._replace(problems=[correction.problem], is_readable=True))
    rest = _listed(_read.document(source._replace(edit=correction.edit), kind), as_of)
    known = {(one.code, one.message) for one in found.problems}
    new = [one for one in rest.problems if (one.code, one.message) not in known and one.code != "MLC101"]
    if new or len(rest.problems) >= max(len(found.problems) - 1, 1):
        return found
    return rest._replace(problems=[*first, *rest.problems], edit=correction.edit)


def _counted_source(source: RawDocument, kind: str | None, as_of: date | None) -> _Found:
    is_short = isinstance(source.data, bytes) and len(source.data) <= MAX_LENGTH_REPEATED
    if is_short and source.format == "json" and source.line > 1:
        return _counted_line(source.data, kind, as_of)
    return _counted(_read.document(source, kind, recover=False), as_of)


@lru_cache(maxsize=1)
def _counted_line(data: bytes, kind: str | None, as_of: date | None) -> _Found:
    # A program that repeats one line without an end is refused in a tenth of the time.
    return _counted(_read.document(RawDocument("", "json", data, line=2), kind, recover=False), as_of)


def _counted(document: Document, as_of: date | None) -> _Found:
    """The codes of the problems of a document, with nothing corrected."""
    codes = [problem.code for problem in document.problems]
    if not document.is_readable:
        return _Found(str(document.kind), codes)
    codes += schema_codes(document)
    entries = _Entries(document, document.value)
    codes += [problem.code for problem in entries.problems(as_of)]
    return _Found(str(document.kind), codes, summaries=entries.summaries)


def _listed(document: Document, as_of: date | None) -> _Found:
    """The problems of a document, with its misspelt names corrected, so that what they name is checked too."""
    found = text_problems(document) if document.problems else []
    if not document.is_readable:
        return _Found(str(document.kind), problems=found)
    corrected = correct(document)
    entries = _Entries(document, corrected.value)
    schema = () if corrected.is_valid else chain(corrected.problems, schema_problems(corrected))
    found += placed(lambda: corrected, entries.with_refs(chain(schema, entries.problems(as_of))))
    if document.problems:
        found = without_consequences(found)
    return _Found(str(corrected.kind), problems=found, summaries=entries.summaries)


class _Entries:
    """The entries of a document, checked one by one.

    Args:
        document: The document.
        value: Its value, as it is written or corrected.
    """

    def __init__(self, document: Document, value: Any) -> None:
        self._document = document
        self._value = value
        self._raw = list(take_apart(document.file, value))
        self._links: list[list[ProseLink]] = [[] for _ in self._raw]

    @property
    def summaries(self) -> list[EntrySummary]:
        """The summaries of the entries, whose links are known when their problems are."""
        language = language_of(self._value)
        entries = [summary(raw, links, language) for raw, links in zip(self._raw, self._links, strict=True)]
        return entries + [summary(raw, [], language) for raw in declared(self._document.file, self._value)]

    def problems(self, as_of: date | None) -> Iterator[Problem]:
        """The problems that are not of the schema."""
        yield from hidden_text_problems(self._document, self._value)
        yield from comment_problems(self._document, self._raw)
        prose = ProseChecker()
        is_yaml = self._document.source.format in ("yaml", "markdown")
        for raw, links in zip(self._raw, self._links, strict=True):
            if is_yaml:
                yield from quote_problems(raw)
            yield from field_problems(raw, as_of)
            yield from prose.problems(raw, links)
            yield from markup_problems(raw)

    def with_refs(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Some problems, each with the ref of the entry that contains its value."""
        refs: dict[str, str] = {}
        for problem in problems:
            refs = refs or {raw.pointer: raw.ref for raw in self._raw}
            pointer = problem.pointer
            while pointer and pointer not in refs:
                pointer = pointer.rpartition("/")[0]
            yield evolve(problem, ref=refs.get(pointer))
