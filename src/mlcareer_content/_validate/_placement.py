"""From a JSON Pointer to a line and a column: the last step of checking a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from attrs import evolve

from .. import _read
from .._limits import MAX_PROBLEMS
from .._read import Document
from .._rules import severity
from .._sentence import Sentence, sentence
from ..problems import Part, Problem, TextPart

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._autocorrect import Corrected

_UNREAD_REST = "the rest of the document is checked when this is fixed"


def problem(  # noqa: PLR0913, PLR0917 - a problem, and where it is
    code: str,
    message: Sentence | str,
    suggestion: Sentence | str | None,
    pointer: str,
    part: Part = "value",
    ref: str | None = None,
) -> Problem:
    """A problem of a value, given by its JSON Pointer in the corrected document."""
    return Problem(code=code, message=message, suggestion=suggestion, pointer=pointer, part=part, ref=ref)


def placed(read: Callable[[], Corrected], found: Iterable[Problem]) -> list[Problem]:
    """Some problems with severity, file, line and column, each once, in their order.

    Args:
        read: Gives the corrected document; it is called only if there is a problem.
        found: The problems, of which no more are taken than are reported.
    """
    problems = _first(found)
    if not problems:
        return []
    corrected = read()
    document = corrected.document
    problems = [
        evolve(one, pointer=corrected.written(one.pointer), severity=severity(one.code), file=document.file)
        for one in problems
    ]
    if document.source.format == "value":
        return problems
    positions = _read.positions(document, {one.pointer for one in problems})
    return [_positioned(one, positions, _offsets(one, positions)) for one in problems]


def _first(found: Iterable[Problem]) -> list[Problem]:
    problems: dict[object, Problem] = {}
    for one in found:
        if len(problems) == MAX_PROBLEMS and (one, one.part) not in problems:
            message = sentence("the document has more than {limit:,} problems", limit=MAX_PROBLEMS)
            return [*problems.values(), problem("MLC111", message, "fix these first, then check it again", "")]
        problems.setdefault((one, one.part), one)
    return list(problems.values())


def text_problems(document: Document) -> list[Problem]:
    """The problems of the text of a document, with severity, file, line and column."""
    problems = [evolve(one, severity=severity(one.code), file=document.file) for one in document.problems]
    if document.source.format != "value":
        positions, length = _read.positions(document), len(document.text)
        spans = [one.span or (0, 0) for one in problems]
        problems = [
            _positioned(one, positions, (min(start, length), min(end, length)), has_text=length > 0)
            for one, (start, end) in zip(problems, spans, strict=True)
        ]
    if not document.is_readable and document.text:
        suggestions = filter(None, (problems[-1].suggestion, _UNREAD_REST))
        problems[-1] = evolve(problems[-1], suggestion="; ".join(suggestions))
    return problems


def without_consequences(problems: list[Problem]) -> list[Problem]:
    """Some problems of a document, without those that follow from a word that JSON does not have.

    The reader takes `None` for null, which is then a value of the wrong type: both are at one position, and
    one problem with the suggestion of the second says all.
    """
    suggestions = {
        (one.line, one.column): one.suggestion
        for one in problems
        if one.code == "MLC103" and one.values.get("value", ...) is None
    }
    words = {(one.line, one.column): one for one in problems if one.values.get("replacement") == "null"}
    followed = words.keys() & suggestions.keys()
    return [
        evolve(one, suggestion=suggestions[one.line, one.column]) if (one.line, one.column) in followed else one
        for one in problems
        if (one.line, one.column) not in followed or one is words[one.line, one.column]
    ]


def _offsets(problem: Problem, positions: _read.Positions) -> tuple[int, int]:
    part = problem.part
    return (
        positions.text_offsets(problem.pointer, part)
        if isinstance(part, TextPart)
        else positions.offsets(problem.pointer, part)
    )


def _positioned(
    problem: Problem, positions: _read.Positions, span: tuple[int, int], *, has_text: bool = True
) -> Problem:
    found = positions.span(*span)
    return evolve(
        problem,
        span=span,
        line=found.line,
        column=found.column,
        end_line=found.end_line,
        end_column=found.end_column,
        excerpt=positions.excerpt(*span) if has_text else None,
    )
