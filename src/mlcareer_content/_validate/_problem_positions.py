"""Add the file, line and column to problems, the last step of checking a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from attrs import evolve

from .. import _read
from .._limits import MAX_PROBLEMS
from .._read import Document
from .._rules import severity
from .._sentence import Sentence, Text
from ..problems import Part, Problem, TextPart

# Literals of JSON, and the problem of one of the wrong type.
_WORDS = ("null", "true", "false")
_OF_WORD = ("MLC103",)
# Problems of a text whose suggestions say what to write instead: its form, and markup that is not rendered.
_OF_TEXT = ("MLC105", "MLC318")

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._autocorrect import Corrected


def problem(  # noqa: PLR0913 - a problem, and where it is
    code: str,
    message: Text,
    suggestion: Text | None,
    pointer: str,
    /,
    *,
    part: Part = "value",
    ref: str | None = None,
    **values: Any,
) -> Problem:
    """A problem of the value at a JSON Pointer of the corrected document.

    A message or suggestion that is a string is a template, which names some of the values.
    """
    if values:
        message = Sentence(message, values) if isinstance(message, str) else message
        suggestion = Sentence(suggestion, values) if isinstance(suggestion, str) else suggestion
    return Problem(code=code, message=message, suggestion=suggestion, pointer=pointer, part=part, ref=ref)


def placed(read: Callable[[], Corrected], found: Iterable[Problem]) -> list[Problem]:
    """Some problems with severity, file, line and column, each once, in their order, and no more than are reported.

    The corrected document is read only if there is a problem.
    """
    problems = _first(found)
    if not problems:
        return []
    corrected = read()
    document = corrected.document
    problems = [evolve(one, pointer=corrected.written(one.pointer)) for one in problems]
    positions = _read.positions(document, {one.pointer for one in problems})
    return [_positioned(one, document, positions) for one in problems]


def _first(found: Iterable[Problem]) -> list[Problem]:
    problems: dict[object, Problem] = {}
    for one in found:
        if len(problems) == MAX_PROBLEMS and (one, one.part) not in problems:
            message = "the document has more than {limit:,} problems"
            last = problem("MLC111", message, "fix these first, then check it again", "", limit=MAX_PROBLEMS)
            return [*problems.values(), last]
        problems.setdefault((one, one.part), one)
    return list(problems.values())


def text_problems(document: Document) -> list[Problem]:
    """The problems of the text of a document, with severity, file, line and column."""
    positions = _read.positions(document)
    problems = [_positioned(one, document, positions) for one in document.problems]
    if not document.is_readable and document.text:
        suggestions = problems[-1].suggestion, "the rest of the document is checked when this is fixed"
        problems[-1] = evolve(problems[-1], suggestion="; ".join(filter(None, suggestions)))
    return problems


def without_consequences(problems: list[Problem]) -> list[Problem]:
    """Some problems of a document, without those that have the cause and the position of a syntax error.

    The value of an invalid JSON literal such as `None` may have the wrong type, and a text that needs quotes in YAML
    may be invalid in quotes too. Only the syntax error is kept, with the suggestion of the other problem.
    """
    errors: dict[object, Problem] = {}
    suggestions: dict[object, Text | None] = {}
    for one in problems:
        if one.code == "MLC004":
            errors[one.line, one.column] = one
    for one in problems:
        error = errors.get((one.line, one.column))
        if error and one.code in (_OF_WORD if error.values.get("replacement") in _WORDS else _OF_TEXT):
            suggestions.setdefault((one.line, one.column), one.suggestion)
    kept = []
    for one in problems:
        place = one.line, one.column
        if place not in suggestions:
            kept.append(one)
        elif one is errors[place]:
            kept.append(evolve(one, suggestion=suggestions[place]))
    return kept


def _positioned(problem: Problem, document: Document, positions: _read.Positions) -> Problem:
    """A problem with severity and file, and, unless it is of a value that is in no file, with line and column."""
    problem = evolve(problem, severity=severity(problem.code), file=document.file)
    if document.source.format == "value":
        return problem
    has_line = bool(document.text) or not problem.span
    if problem.span:
        length = len(document.text)
        start, end = (min(offset, length) for offset in problem.span)
    elif isinstance(problem.part, TextPart):
        start, end = positions.text_offsets(problem.pointer, problem.part)
    else:
        start, end = positions.offsets(problem.pointer, problem.part)
    found = positions.span(start, end)
    return evolve(
        problem,
        span=(start, end),
        line=found.line,
        column=found.column,
        end_line=found.end_line,
        end_column=found.end_column,
        excerpt=positions.excerpt(start, end) if has_line else None,
    )
