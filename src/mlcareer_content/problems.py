"""What a check finds: one problem, and a report of all of them."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from ._report import format_problems
from ._text_safety import on_one_line
from .exceptions import InvalidContentError

Severity = Literal["error", "warning"]


@frozen
class Excerpt:
    """A line of a file, and what is wrong in it.

    Attributes:
        line: The line, printable, cut to what stands around the problem.
        start: The place in it of the first character that is wrong, counted from 0.
        end: The place behind the last.

    .. versionadded:: 0.1.0
    """

    line: str
    start: int
    end: int


@frozen(kw_only=True)
class Problem:
    """One thing that is wrong with a document, and how to mend it.

    Attributes:
        code: The stable name of the rule, such as ``MLC101``.
        message: What is wrong, in a sentence.
        suggestion: What to do about it, where that can be told.
        severity: ``"error"``, or ``"warning"`` for what may stay.
        file: The file as it was named, or what stands for it.
        line: The line it begins in, counted from 1; none where a value was checked that stands in no file.
        column: The column it begins in, counted from 1, in code points.
        end_line: The line it ends in.
        end_column: The column behind its last character.
        pointer: The place in the document, as a JSON Pointer (RFC 6901).
        ref: The entry it is about, where that is known.
        excerpt: The line it begins in, for showing.

    .. versionadded:: 0.1.0
    """

    code: str
    message: str
    suggestion: str | None = None
    severity: Severity = "error"
    file: str | None = None
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    pointer: str = ""
    ref: str | None = None
    excerpt: Excerpt | None = None

    def __str__(self) -> str:
        place = f":{self.line}:{self.column}" if self.line else self.pointer and f"#{self.pointer}"
        cure = f"; {self.suggestion}" if self.suggestion else ""
        return on_one_line(f"{self.file or 'content'}{place}: {self.code} {self.message}{cure}")


@frozen
class Report:
    """Every problem of everything that was checked.

    Attributes:
        problems: The problems, in the order of the files.

    .. versionadded:: 0.1.0
    """

    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that have to be mended."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that may stay."""
        return tuple(problem for problem in self.problems if problem.severity == "warning")

    @property
    def ok(self) -> bool:
        """Whether there is no error; warnings are allowed."""
        return not self.errors

    def raise_for_errors(self) -> None:
        """Turn errors into an exception.

        Raises:
            InvalidContentError: There is at least one error.
        """
        if not self.ok:
            raise InvalidContentError(self)

    def format(self, format: Literal["text", "json", "github", "sarif"] = "text") -> str:
        """The report, ready to be printed.

        Args:
            format: ``"text"`` for people; ``"json"`` for programs, by the schema ``report``; ``"github"`` for
                annotations of a pull request; ``"sarif"`` for SARIF 2.1.0.

        Raises:
            NotFoundError: There is no such format.
        """
        return format_problems(self.problems, format)
