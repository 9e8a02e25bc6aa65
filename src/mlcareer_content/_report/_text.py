"""Problems as text: grouped by file, each with its line and a marker below the part that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from .._text_safety import on_one_line, without_workflow_commands
from .._text_width import columns
from ._omitted import omitted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..problems import Excerpt, Problem, Report

#: A function that styles a text by its role: "error", "warning", "file" or "mark".
Style = Callable[[str, str], str]


def _plain(text: str, role: str) -> str:  # noqa: ARG001
    """The text without any style."""
    return text


def text(report: Report, style: Style = _plain) -> str:
    """The problems, and their count in the last line."""
    groups = groupby(report.problems, key=lambda problem: problem.file)
    blocks = ["\n".join(_lines(file, list(group), style)) for file, group in groups]
    if report.omitted:
        blocks.append(omitted(report))
    return without_workflow_commands("\n\n".join([*blocks, _count(report)]))


def _count(report: Report) -> str:
    """The number of errors, of warnings and of their files."""
    numbers = {"error": report.count("error"), "warning": report.count("warning")}
    if not any(numbers.values()):
        return "no problems"
    files = len({problem.file for problem in report.problems if problem.file})
    counted = " and ".join(_plural(number, noun) for noun, number in numbers.items() if number)
    return f"{counted} in {_plural(files, 'file')}" if files and not report.omitted else counted


def _plural(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"


def _lines(file: str | None, problems: Sequence[Problem], style: Style) -> list[str]:
    lines = []
    for problem in problems:
        place = f":{problem.line}:{problem.column}" if problem.line else problem.pointer and f"#{problem.pointer}"
        position = style(on_one_line(f"{file or 'content'}{place}"), "file")
        what = style(f"{problem.severity} {problem.code}", problem.severity)
        lines.append(f"{position}: {what}: {on_one_line(problem.message)}")
        if problem.excerpt and problem.line:
            lines += _marked(problem.excerpt, problem.line, problem.severity, style)
        if problem.suggestion:
            lines.append(f"    {style('help:', 'mark')} {on_one_line(problem.suggestion)}")
    return lines


def _marked(excerpt: Excerpt, number: int, severity: str, style: Style) -> list[str]:
    margin = f"{number:>5} | "
    # As they are printed, where an escape makes them longer.
    start, end = (
        columns(without_workflow_commands(margin + excerpt.line[:place])) for place in (excerpt.start, excerpt.end)
    )
    marks = " " * (start - len(margin)) + style("^" * max(end - start, 1), severity)
    return [style(margin, "mark") + excerpt.line, style(f"{'':>5} | ", "mark") + marks]
