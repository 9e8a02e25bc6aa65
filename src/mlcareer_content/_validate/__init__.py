"""The checks of contributed content; each finds all problems, not the first.

A document is checked by itself first, wherever there is room for that; what
it says of others is entered into a register, in the order of the documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from itertools import chain
from typing import NamedTuple

from attrs import frozen

from .. import _read
from .._entries import RawEntry, take_apart
from .._read import Document, Source
from ..guide import Guide
from ..problems import Problem
from ._editorial import field_findings, quote_findings
from ._findings import Finding, faults, placed, without_echoes
from ._meant import Meant, as_meant, read_as_meant
from ._outline import Link, Outline, outline
from ._prose import Allowance, prose_findings
from ._references import Register
from ._schema import schema_findings

__all__ = ["Checked", "Settings", "check_alone", "check_together", "faults"]


@frozen(kw_only=True)
class Settings:
    """How documents are checked by themselves.

    Attributes:
        kind: What a document is that does not say its kind.
        as_of: The day by which dates are judged; without it, those checks are left out.
    """

    kind: str | None = None
    as_of: date | None = None


class Checked(NamedTuple):
    """A document that was checked by itself.

    Attributes:
        kind: What it is, or was meant to be.
        problems: What is wrong with it.
        outlines: Its entries, for the register.
    """

    kind: str
    problems: list[Problem]
    outlines: list[Outline]


def check_alone(sources: Iterable[Source], settings: Settings) -> list[Checked]:
    """Check some documents, each by itself."""
    return [_check(_read.document(source, settings.kind), settings) for source in sources]


def check_together(checked: Iterable[tuple[Source, Checked]], settings: Settings, base: Guide | None) -> list[Problem]:
    """Every problem of some documents, in the order of the documents and of the lines of each.

    Args:
        checked: The documents, each with what was found in it by itself.
        settings: How they were checked.
        base: The guide that they come on top of; none where they are a guide of their own.
    """
    register = Register(base, settings.as_of)
    found: list[tuple[int, Problem]] = []
    for number, (source, (kind, problems, outlines)) in enumerate(checked):
        read = partial(read_as_meant, source, settings.kind)
        entered = register.enter(source, kind, outlines, read)
        found += [(number, problem) for problem in problems + entered]
    found += register.finish()
    return [problem for _, problem in sorted(found, key=_in_order)]


def _in_order(numbered: tuple[int, Problem]) -> tuple[int, int, int]:
    number, problem = numbered
    return number, problem.line or 0, problem.column or 0


def _check(document: Document, settings: Settings) -> Checked:
    problems = faults(document) if document.faults else []
    if not document.is_readable:
        return Checked(str(document.kind), problems, [])
    meant = as_meant(document)
    raw_entries = list(take_apart(document.file, meant.value))
    links: list[list[Link]] = [[] for _ in raw_entries]
    problems += placed(lambda: meant, _findings(meant, raw_entries, links, settings.as_of))
    if document.faults:
        problems = without_echoes(problems)
    outlines = [outline(raw, its_links) for raw, its_links in zip(raw_entries, links, strict=True)]
    return Checked(str(meant.kind), problems, outlines)


def _findings(
    meant: Meant, raw_entries: list[RawEntry], links: list[list[Link]], as_of: date | None
) -> Iterator[Finding]:
    if not meant.is_valid:
        yield from _of_their_entries(chain(meant.findings, schema_findings(meant)), raw_entries)
    allowance = Allowance()
    is_yaml = meant.document.source.format in ("yaml", "markdown")
    for raw, its_links in zip(raw_entries, links, strict=True):
        quotes = quote_findings(raw) if is_yaml else ()
        for finding in chain(quotes, field_findings(raw, as_of), prose_findings(raw, its_links, allowance)):
            yield finding._replace(ref=raw.ref)


def _of_their_entries(findings: Iterable[Finding], raw_entries: list[RawEntry]) -> Iterator[Finding]:
    """The findings, each with the ref of the entry that its place belongs to; without what the register tells."""
    refs: dict[str, str] = {}
    names_of_others: set[str] | None = None
    for finding in findings:
        refs = refs or {raw.pointer: raw.ref for raw in raw_entries}
        if finding.code == "MLC105":
            if names_of_others is None:
                names_of_others = {pointer for raw in raw_entries for pointer, _ in raw.references}
            if finding.pointer in names_of_others:
                continue  # which was meant is known only when all are
        yield finding._replace(ref=_nearest(finding.pointer, refs))


def _nearest(pointer: str, refs: dict[str, str]) -> str | None:
    while pointer and pointer not in refs:
        pointer = pointer.rpartition("/")[0]
    return refs.get(pointer)
