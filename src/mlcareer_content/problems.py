"""Problems: what reading and checking report, as data until it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from attrs import field, frozen
from attrs.converters import optional

from ._report import format_report
from ._rules import Severity
from ._sentence import Sentence, Text
from ._text_safety import on_one_line, without_workflow_commands
from .exceptions import InvalidContentError


class TextPart(NamedTuple):
    """A part of the text of a value, where a problem is not about all of it."""

    pattern: str  # a regular expression whose first group finds the part
    number: int  # which of the matches in the value it is, counted from 0
    total: int  # how many matches the value has; a file with another number of them writes the text in another way


Part = Literal["value", "key"] | TextPart


@frozen
class Edit:
    """A replacement of a part of a file.

    Attributes:
        offset: The offset of the first character that is replaced, in code points.
        end: The offset after the last.
        replacement: The text that takes its place.

    .. versionadded:: 0.1.0
    """

    offset: int
    end: int
    replacement: str


@frozen
class Fix:
    """The edits that remove a problem with certainty.

    Attributes:
        edits: The edits, which do not overlap, in the order of their offsets.

    .. versionadded:: 0.1.0
    """

    edits: tuple[Edit, ...]


@frozen
class Excerpt:
    """A line of a file, with the part of it that a problem is about.

    Attributes:
        line: The line, printable, cut to the surroundings of the problem.
        start: The index of the first character that the problem is about.
        end: The index after the last.

    .. versionadded:: 0.1.0
    """

    line: str
    start: int
    end: int


def _sentence(text: Text) -> Sentence:
    return Sentence("{text}", {"text": text}) if isinstance(text, str) else text


@frozen(kw_only=True)
class Problem:
    """One thing that is wrong with a document, and what to do about it.

    The same type is used from the reader, which knows offsets, to the report,
    which shows lines and columns.

    Attributes:
        code: The stable name of the rule, such as ``MLC101``.
        severity: ``"error"``, or ``"warning"`` for what may stay.
        file: The name of the file as it was given, or what stands for it.
        line: The line it begins in, counted from 1; none for a value that is in no file.
        column: The column it begins in, counted from 1, in code points.
        end_line: The line it ends in.
        end_column: The column after its last character.
        pointer: The value it is about, as a JSON Pointer (RFC 6901).
        part: What of that value it is about: the value, its key, or a part of its text.
        span: The offsets of its first character and after its last, in code points; none where they are not known.
        ref: The entry it is about, where that is known.
        excerpt: The line it begins in, for showing.
        fix: The edits that remove it with certainty, where there are such.
        is_recoverable: Whether the document could be read in spite of it.

    .. versionadded:: 0.1.0
    """

    code: str
    _message: Sentence = field(converter=_sentence, eq=str, alias="message")
    _suggestion: Sentence | None = field(default=None, converter=optional(_sentence), eq=str, alias="suggestion")
    severity: Severity = "error"
    file: str | None = None
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    pointer: str = ""
    part: Part = field(default="value", eq=False, repr=False)
    span: tuple[int, int] | None = field(default=None, eq=False, repr=False)
    ref: str | None = None
    excerpt: Excerpt | None = None
    fix: Fix | None = None
    is_recoverable: bool = field(default=False, eq=False, repr=False)

    @property
    def message(self) -> str:
        """What is wrong, in a sentence."""
        return str(self._message)

    @property
    def suggestion(self) -> str | None:
        """What to do about it, where that is known."""
        return None if self._suggestion is None else str(self._suggestion)

    @property
    def values(self) -> Mapping[str, Any]:
        """The values that the message names, such as the name of an unknown field."""
        return self._message.values

    def __str__(self) -> str:
        place = f":{self.line}:{self.column}" if self.line else self.pointer and f"#{self.pointer}"
        suggestion = f"; {self.suggestion}" if self.suggestion else ""
        line = on_one_line(f"{self.file or 'content'}{place}: {self.code} {self.message}{suggestion}")
        return without_workflow_commands(line)


@frozen
class Omitted:
    """Problems that a report counts and does not list, as it has reached its limit.

    Attributes:
        code: The stable name of their rule.
        severity: ``"error"`` or ``"warning"``.
        count: How many there are.

    .. versionadded:: 0.1.0
    """

    code: str
    severity: Severity
    count: int


@frozen
class Report:
    """The problems of some checked content.

    Attributes:
        problems: The problems, in the order of the files: the first errors up to the limit, then the first warnings.
        omitted: The number of other problems by code, in the order of the codes. Nothing is corrected before they are
            counted: a misspelt field may count as an unknown and a missing one, and invalid JSON counts once.

    .. versionadded:: 0.1.0
    """

    problems: tuple[Problem, ...] = ()
    omitted: tuple[Omitted, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The listed problems that make content invalid."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The listed problems that do not make content invalid."""
        return tuple(problem for problem in self.problems if problem.severity == "warning")

    @property
    def ok(self) -> bool:
        """Whether there is no error; warnings are allowed."""
        return not self.count("error")

    def count(self, severity: Severity) -> int:
        """The number of problems of a severity, listed or omitted."""
        listed = sum(one.severity == severity for one in self.problems)
        return listed + sum(one.count for one in self.omitted if one.severity == severity)

    def raise_for_errors(self) -> None:
        """Raise an exception if there is an error.

        Raises:
            InvalidContentError: There is at least one error.
        """
        if not self.ok:
            raise InvalidContentError(self)

    def format(self, format: Literal["text", "json", "github", "gitlab", "sarif"] = "text") -> str:
        """The report in a format, ready to be printed.

        Args:
            format: ``"text"`` for people; ``"json"`` for programs, by the schema ``report``; ``"github"`` for
                annotations of a pull request; ``"gitlab"`` for a Code Quality report; ``"sarif"`` for SARIF 2.1.0.

        Raises:
            NotFoundError: There is no such format.
        """
        return format_report(self, format)
