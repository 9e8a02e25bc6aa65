"""The errors of the package.

Each carries its data in `args`, in order, so that it survives pickling, and
says itself what is wrong, where, and what to do next.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .problems import Report


class ContentError(Exception):
    """Content cannot be had: the base of every error of this package.

    .. versionadded:: 0.1.0
    """


class InvalidContentError(ContentError):
    """Content breaks its rules.

    Args:
        report: Every problem that was found, in the order of the files.

    .. versionadded:: 0.1.0
    """

    def __init__(self, report: Report) -> None:
        super().__init__(report)

    @property
    def report(self) -> Report:
        """Every problem that was found."""
        report: Report = self.args[0]
        return report

    def __str__(self) -> str:
        return self.report.format("text")


class NotFoundError(ContentError, KeyError):
    """A name that nothing bears: an id, a ref, a kind, a field, a format.

    Args:
        message: What was looked for, and where.
        near: Names that exist and are nearly the same, the nearest first.

    .. versionadded:: 0.1.0
    """

    def __init__(self, message: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(message, near)

    @property
    def near(self) -> tuple[str, ...]:
        """Names that exist and are nearly the same, the nearest first."""
        near: tuple[str, ...] = self.args[1]
        return near

    def __str__(self) -> str:
        message: str = self.args[0]
        if not self.near:
            return message
        return f"{message}; did you mean {' or '.join(map(repr, self.near))}?"
