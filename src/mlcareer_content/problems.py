"""What a check finds: one problem, and a report of all of them."""

from __future__ import annotations

from typing import Literal

from attrs import asdict, frozen

from ._characters import escaped, json_text
from ._suggestions import not_found
from .exceptions import InvalidContentError

Severity = Literal["error", "warning"]


@frozen(kw_only=True)
class Problem:
    """One thing that is wrong with a document, and how to mend it.

    Attributes:
        code: The stable name of the rule, such as ``MLC101``.
        message: What is wrong, in a sentence.
        suggestion: What to do about it, where that can be told.
        severity: ``"error"``, or ``"warning"`` for what may stay.
        file: The file as it was named, or what stands for it.
        pointer: The place in the document, as a JSON Pointer (RFC 6901).
        ref: The entry it is about, where that is known.

    .. versionadded:: 0.1.0
    """

    code: str
    message: str
    suggestion: str | None = None
    severity: Severity = "error"
    file: str | None = None
    pointer: str = ""
    ref: str | None = None

    def __str__(self) -> str:
        place = f"{self.file or 'content'}#{self.pointer}" if self.pointer else self.file or "content"
        cure = f"; {self.suggestion}" if self.suggestion else ""
        return escaped(f"{place}: {self.code} {self.message}{cure}")


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

    def format(self, format: Literal["text", "json"] = "text") -> str:
        """The report for people (``"text"``) or for programs (``"json"``).

        Raises:
            NotFoundError: There is no such format.
        """
        match format:
            case "text":
                return self._text()
            case "json":
                return self._json()
        raise not_found("format", str(format), ["text", "json"])

    def _text(self) -> str:
        if not self.problems:
            return "no problems"
        count = len(self.problems)
        return "\n".join([f"{count} problem{'s' * (count > 1)} in the content:", *map(str, self.problems)])

    def _json(self) -> str:
        return json_text({"ok": self.ok, "problems": [asdict(problem) for problem in self.problems]})
