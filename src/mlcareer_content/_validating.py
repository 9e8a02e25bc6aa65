"""The function `validate`: read documents, check each by itself, then all of them together.

Documents are checked one after the other and not kept. With an executor, they
are checked in batches; it is given bytes, not file names, so that it can run on
another machine.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import evolve

from . import _read
from ._entries import KINDS
from ._limits import DEFAULT_LIMITS, MAX_BATCH_BYTES, MAX_BATCH_DOCUMENTS, MAX_BATCHES, Limits
from ._load import load
from ._read import Location, Source
from ._validate import Checked, Settings, check_alone, check_together
from .exceptions import not_found
from .problems import Report

TYPE_CHECKING = False
if TYPE_CHECKING:
    from concurrent.futures import Executor, Future


def validate(  # noqa: PLR0913 - each says another thing about how to check
    *sources: Location | Mapping[str, object],
    base: bool = True,
    kind: str | None = None,
    as_of: date | None = None,
    strict: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    executor: Executor | None = None,
) -> Report:
    """Check content, and report everything that is wrong with it.

    Args:
        sources: Files of JSON, YAML, Markdown or JSON Lines; folders of them;
            or values that were parsed already.
        base: Whether the content comes on top of the packaged guide. Without
            it, the sources have to be a whole guide.
        kind: What a document is that does not say its kind.
        as_of: The day by which it is judged whether a fact was checked long
            ago, or a credential is retired. Without it nothing is said of that.
        strict: Whether warnings are errors.
        limits: How much of a file is read.
        executor: Where the documents are checked, batch by batch, instead of
            here; the report is the same.

    Returns:
        A report. Content that is wrong, or cannot be read, is among its
        problems, and raises nothing.

    Raises:
        TypeError: A source is neither a path, a Traversable nor a dict, or there is nothing to check.
        NotFoundError: There is no such kind.

    .. versionadded:: 0.1.0
    """
    if not sources:
        raise TypeError("validate takes at least one file, folder or value")
    if kind is not None and kind not in KINDS:
        raise not_found("kind", kind, KINDS)
    settings = Settings(kind=kind, as_of=as_of)
    files = _read.find(sources)
    return report(_read.read(files, limits), settings, base=base, strict=strict, executor=executor)


def report(
    sources: Iterable[Source], settings: Settings, *, base: bool, strict: bool, executor: Executor | None
) -> Report:
    """The report on some documents, which are read as they are needed.

    Args:
        sources: The documents.
        settings: How they are checked.
        base: Whether they come on top of the packaged guide.
        strict: Whether warnings are errors.
        executor: Where they are checked.
    """
    batches = _batches(sources)
    checked = _checked_elsewhere(batches, settings, executor) if executor else _checked_here(batches, settings)
    problems = check_together(checked, settings, load() if base else None)
    if strict:
        problems = [evolve(problem, severity="error") for problem in problems]
    return Report(tuple(problems))


def _batches(sources: Iterable[Source]) -> Iterator[list[Source]]:
    batch: list[Source] = []
    size = 0
    for source in sources:
        batch.append(source)
        size += len(source.data) if isinstance(source.data, bytes) else 0
        if size >= MAX_BATCH_BYTES or len(batch) == MAX_BATCH_DOCUMENTS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _checked_here(batches: Iterable[list[Source]], settings: Settings) -> Iterator[tuple[Source, Checked]]:
    for batch in batches:
        yield from zip(batch, check_alone(batch, settings), strict=True)


def _checked_elsewhere(
    batches: Iterable[list[Source]], settings: Settings, executor: Executor
) -> Iterator[tuple[Source, Checked]]:
    """The same, in the same order; no more batches are under way than fit into a little memory."""
    under_way: deque[tuple[list[Source], Future[list[Checked]]]] = deque()
    try:
        for batch in batches:
            under_way.append((batch, _submitted(batch, settings, executor)))
            if len(under_way) == MAX_BATCHES:
                yield from _done(*under_way.popleft())
        while under_way:
            yield from _done(*under_way.popleft())
    finally:
        for _, future in under_way:
            future.cancel()


def _submitted(batch: list[Source], settings: Settings, executor: Executor) -> Future[list[Checked]]:
    if all(isinstance(source.data, bytes) for source in batch):
        return executor.submit(check_alone, batch, settings)
    from concurrent.futures import Future

    done: Future[list[Checked]] = Future()
    done.set_result(check_alone(batch, settings))  # a value that somebody gave need not survive pickling
    return done


def _done(batch: list[Source], future: Future[list[Checked]]) -> Iterator[tuple[Source, Checked]]:
    yield from zip(batch, future.result(), strict=True)
