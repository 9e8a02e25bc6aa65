"""Check documents: each by itself, then all of them together.

Checking a document by itself needs nothing but its bytes, so an executor can
do it elsewhere. References are checked afterwards, in the order of the documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import NamedTuple

from attrs import evolve, frozen

from .. import _read
from .._entries import RawEntry, take_apart
from .._read import Document, Source
from ..guide import Guide
from ..problems import Problem
from ._autocorrect import Corrected, correct
from ._entry_summary import EntrySummary, Link, summary
from ._field_values import field_problems, quote_problems
from ._placement import placed, text_problems, without_consequences
from ._prose import Allowance, prose_problems
from ._references import Register
from ._schema import schema_problems


@frozen(kw_only=True)
class Settings:
    """How documents are checked by themselves.

    Attributes:
        kind: The kind of a document that does not say its kind.
        as_of: The date by which dates are judged; without it, those checks are skipped.
    """

    kind: str | None = None
    as_of: date | None = None


class Checked(NamedTuple):
    """A document that was checked by itself.

    Attributes:
        kind: Its kind, corrected if it was misspelt.
        problems: Its problems.
        summaries: Its entries, for checking references.
    """

    kind: str
    problems: list[Problem]
    summaries: list[EntrySummary]


def check_alone(sources: Iterable[Source], settings: Settings) -> list[Checked]:
    """Check some documents, each by itself."""
    return [_check(_read.document(source, settings.kind), settings) for source in sources]


def check_together(checked: Iterable[tuple[Source, Checked]], settings: Settings, base: Guide | None) -> list[Problem]:
    """The problems of some documents, in the order of the documents and of the lines of each.

    Args:
        checked: The documents, each with the result of checking it by itself.
        settings: The settings with which they were checked.
        base: The guide that they extend; none if they are a guide of their own.
    """
    register = Register(base, settings.as_of, lambda source: correct(_read.document(source, settings.kind)))
    found: list[tuple[int, Problem]] = []
    for number, (source, (kind, problems, summaries)) in enumerate(checked):
        of_references = register.add(source, kind, summaries)
        found += [(number, problem) for problem in problems + of_references]
    found += register.finish()
    return [problem for _, problem in sorted(found, key=_in_order)]


def _in_order(numbered: tuple[int, Problem]) -> tuple[int, int, int]:
    number, problem = numbered
    return number, problem.line or 0, problem.column or 0


def _check(document: Document, settings: Settings) -> Checked:
    problems = text_problems(document) if document.problems else []
    if not document.is_readable:
        return Checked(str(document.kind), problems, [])
    corrected = correct(document)
    raw_entries = list(take_apart(document.file, corrected.value))
    links: list[list[Link]] = [[] for _ in raw_entries]
    problems += placed(lambda: corrected, _problems(corrected, raw_entries, links, settings.as_of))
    if document.problems:
        problems = without_consequences(problems)
    summaries = [summary(raw, its_links) for raw, its_links in zip(raw_entries, links, strict=True)]
    return Checked(str(corrected.kind), problems, summaries)


def _problems(
    corrected: Corrected, raw_entries: list[RawEntry], links: list[list[Link]], as_of: date | None
) -> Iterator[Problem]:
    if not corrected.is_valid:
        yield from _with_refs(chain(corrected.problems, schema_problems(corrected)), raw_entries)
    allowance = Allowance()
    is_yaml = corrected.document.source.format in ("yaml", "markdown")
    for raw, its_links in zip(raw_entries, links, strict=True):
        quotes = quote_problems(raw) if is_yaml else ()
        for problem in chain(quotes, field_problems(raw, as_of), prose_problems(raw, its_links, allowance)):
            yield evolve(problem, ref=raw.ref)


def _with_refs(problems: Iterable[Problem], raw_entries: list[RawEntry]) -> Iterator[Problem]:
    """Some problems with the ref of their entry, without those that checking the references will report."""
    refs: dict[str, str] = {}
    references: set[str] | None = None
    for problem in problems:
        refs = refs or {raw.pointer: raw.ref for raw in raw_entries}
        if problem.code == "MLC105":
            if references is None:
                references = {pointer for raw in raw_entries for pointer, _ in raw.references}
            if problem.pointer in references:
                continue  # its near matches are known only when all documents are
        yield evolve(problem, ref=_nearest(problem.pointer, refs))


def _nearest(pointer: str, refs: dict[str, str]) -> str | None:
    while pointer and pointer not in refs:
        pointer = pointer.rpartition("/")[0]
    return refs.get(pointer)
