"""What a check finds, before it is known on which line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from attrs import evolve

from .. import _read
from .._read import Document
from .._rules import severity
from ..problems import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._meant import Meant

#: Of one document; whoever has more mends these first.
MOST_PROBLEMS = 1_000


_NO_NULL = "JSON has another word for it"


class Stretch(NamedTuple):
    """A part of a text that is meant, rather than the whole of it.

    Attributes:
        pattern: How it is found; what is meant is the group.
        number: Which of its occurrences in the text is meant, counted from 0.
        total: How many there are; if a file has another number of them, it writes the text in another way.
    """

    pattern: str
    number: int
    total: int


def link_stretch(target: str, number: int, total: int) -> Stretch:
    """The target of a link, where it is written.

    Args:
        target: The target.
        number: Which of the links with this target in the block is meant, counted from 0.
        total: How many there are.
    """
    return Stretch(rf"\]\(<?({re.escape(target)})(?=[)>\s])", number, total)


class Finding(NamedTuple):
    """A problem of a document, by its place in the value.

    Attributes:
        code: The code of the rule.
        message: What is wrong.
        suggestion: What to do about it.
        pointer: The place, as a JSON Pointer.
        part: Whether the value there is meant, its key, or a stretch of its text.
        ref: The entry, where that is known.
    """

    code: str
    message: str
    suggestion: str | None
    pointer: str
    part: Literal["value", "key"] | Stretch = "value"
    ref: str | None = None


def placed(read: Callable[[], Meant], findings: Iterable[Finding]) -> list[Problem]:
    """The problem that each of some findings is, each once, in their order.

    Args:
        read: Gives the document as it was meant; it is asked for only if there is anything to place.
        findings: What was found; no more of it is asked for than is told.
    """
    found = _first(findings)
    if not found:
        return []
    meant = read()
    document = meant.document
    found = [finding._replace(pointer=meant.written(finding.pointer)) for finding in found]
    problems = [
        Problem(
            code=finding.code,
            message=finding.message,
            suggestion=finding.suggestion,
            severity=severity(finding.code),
            file=document.file,
            pointer=finding.pointer,
            ref=finding.ref,
        )
        for finding in found
    ]
    if document.source.format == "value":
        return problems
    positions = _read.positions(document, {finding.pointer for finding in found})
    return [
        _placed(problem, positions, *_offsets(finding, positions))
        for problem, finding in zip(problems, found, strict=True)
    ]


def _first(findings: Iterable[Finding]) -> list[Finding]:
    found: dict[Finding, None] = {}
    for finding in findings:
        if len(found) == MOST_PROBLEMS and finding not in found:
            message = f"the document has more problems than these {MOST_PROBLEMS:,}"
            return [*found, Finding("MLC111", message, "mend these first, and check it again", "")]
        found[finding] = None
    return list(found)


def faults(document: Document) -> list[Problem]:
    """The problems of the text of a document."""
    positions = _read.positions(document)
    length = len(document.text)
    problems = []
    for fault in document.faults:
        problem = Problem(
            code=fault.code,
            message=fault.message,
            suggestion=fault.suggestion,
            severity=severity(fault.code),
            file=document.file,
        )
        if document.source.format != "value":
            start, end = min(fault.start, length), min(fault.end, length)
            problem = _placed(problem, positions, start, end, has_text=bool(document.text))
        problems.append(problem)
    if not document.is_readable and document.text:
        cures = (problems[-1].suggestion, "what else there may be is told when the document can be read")
        problems[-1] = evolve(problems[-1], suggestion="; ".join(filter(None, cures)))
    return problems


def without_echoes(problems: list[Problem]) -> list[Problem]:
    """Some problems, of which a word for null that JSON does not have is told once: with what belongs in its place."""
    echoes = {(one.line, one.column): one for one in problems if one.code == "MLC103" and one.message.endswith("null")}
    words = {(one.line, one.column) for one in problems if one.message == _NO_NULL} & echoes.keys()
    left = [one for one in problems if one not in echoes.values() or (one.line, one.column) not in words]
    return [
        evolve(one, suggestion=echoes[one.line, one.column].suggestion)
        if one.message == _NO_NULL and (one.line, one.column) in words
        else one
        for one in left
    ]


def _offsets(finding: Finding, positions: _read.Positions) -> tuple[int, int]:
    part = finding.part
    if not isinstance(part, Stretch):
        return positions.offsets(finding.pointer, part)
    return positions.stretch(finding.pointer, *part)


def _placed(problem: Problem, positions: _read.Positions, start: int, end: int, *, has_text: bool = True) -> Problem:
    span = positions.span(start, end)
    return evolve(
        problem,
        line=span.line,
        column=span.column,
        end_line=span.end_line,
        end_column=span.end_column,
        excerpt=positions.excerpt(start, end) if has_text else None,
    )
