"""What is known of a rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import frozen

_MOST_LINES = 20
_FIRST, _LAST = 8, 2


def shortened(text: str) -> str:
    """A text as it is shown: one of very many lines without those in the middle."""
    lines = text.splitlines(keepends=True)
    if len(lines) <= _MOST_LINES:
        return text
    return "".join([*lines[:_FIRST], "…\n", *lines[-_LAST:]])


@frozen
class Example:
    """Some content, and the command that checks it.

    Attributes:
        files: The text of each file, by its name.
        options: What stands behind `mlcareer-content validate` before the names of the files.
        paths: What is named instead of the files.
        encoding: What the files are saved in.
        missing: A module that is taken as not installed.
    """

    files: Mapping[str, str]
    options: tuple[str, ...] = ()
    paths: tuple[str, ...] | None = None
    encoding: str = "utf-8"
    missing: str | None = None

    @property
    def arguments(self) -> tuple[str, ...]:
        """What stands behind `mlcareer-content validate`."""
        return (*self.options, *(self.files if self.paths is None else self.paths))

    @property
    def command(self) -> str:
        """The command that checks it, as it is typed."""
        return " ".join(("mlcareer-content", "validate", *self.arguments))

    @property
    def circumstances(self) -> str:
        """What is not seen in its files, as it goes on behind the name of one; mostly nothing."""
        saved = "" if self.encoding == "utf-8" else f", saved as {self.encoding}"
        return saved + (f", where the module {self.missing} is not installed" if self.missing else "")


@frozen(kw_only=True)
class Rule:
    """One rule that content keeps.

    Attributes:
        code: Its stable name, such as ``MLC101``.
        title: What is wrong where it is broken, in a few words.
        explanation: Why it is there, and how to keep it: paragraphs of plain text, an empty line between two.
        severity: ``"error"``, or ``"warning"`` for what may stay.
        wrong: Content that breaks it, and no other rule.
        right: The same content, mended.
    """

    code: str
    title: str
    explanation: str
    severity: Literal["error", "warning"] = "error"
    wrong: Example
    right: Example
