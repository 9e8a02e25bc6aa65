"""Problems for people: grouped by file, each with the line it is about and a mark under what is wrong."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from itertools import groupby

from .._text_safety import on_one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..problems import Excerpt, Problem

_NO_WIDTH = ("Mn", "Me", "Cf")

#: What makes a text stand out, by what it is: "error", "warning", "file" or "mark".
Style = Callable[[str, str], str]


def plain(text: str, role: str) -> str:  # noqa: ARG001
    """No style at all."""
    return text


def text(problems: Sequence[Problem], style: Style = plain) -> str:
    """The problems, and a count of them."""
    groups = groupby(problems, key=lambda problem: problem.file)
    blocks = ["\n".join(_about_file(file, list(group), style)) for file, group in groups]
    return "\n\n".join([*blocks, count(problems)])


def count(problems: Sequence[Problem]) -> str:
    """How many there are, of each severity, in how many files."""
    if not problems:
        return "no problems"
    errors = sum(problem.severity == "error" for problem in problems)
    files = len({problem.file for problem in problems if problem.file})
    parts = [_plural(errors, "error"), _plural(len(problems) - errors, "warning")]
    told = " and ".join(part for part in parts if not part.startswith("0 "))
    return f"{told} in {_plural(files, 'file')}" if files else told


def _plural(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"


def _about_file(file: str | None, problems: Sequence[Problem], style: Style) -> list[str]:
    lines = []
    for problem in problems:
        place = f":{problem.line}:{problem.column}" if problem.line else problem.pointer and f"#{problem.pointer}"
        where = style(on_one_line(f"{file or 'content'}{place}"), "file")
        what = style(f"{problem.severity} {problem.code}", problem.severity)
        lines.append(f"{where}: {what}: {on_one_line(problem.message)}")
        if problem.excerpt and problem.line:
            lines += _marked(problem.excerpt, problem.line, problem.severity, style)
        if problem.suggestion:
            lines.append(f"    {style('help:', 'mark')} {on_one_line(problem.suggestion)}")
    return lines


def _marked(excerpt: Excerpt, number: int, severity: str, style: Style) -> list[str]:
    margin = f"{number:>5} | "
    before, marked = excerpt.line[: excerpt.start], excerpt.line[excerpt.start : excerpt.end]
    marks = " " * _width(before) + style("^" * max(_width(marked), 1), severity)
    return [style(margin, "mark") + excerpt.line, style(f"{'':>5} | ", "mark") + marks]


def _width(text: str) -> int:
    """How many columns of a terminal a text takes (Unicode, UAX 11)."""
    return sum(
        0 if unicodedata.category(character) in _NO_WIDTH else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )
