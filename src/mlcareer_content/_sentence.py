"""Sentences of problems: a template and the values it names, as data until they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from string import Formatter
from typing import Any, NamedTuple

from ._text_safety import quoted

#: A value is cut to this many characters where it is shown, and to more where the reader is to copy it.
_LONGEST_SHOWN = 60
_LONGEST_COPIED = 200


class Sentence(NamedTuple):
    """A sentence, and the values that it names.

    The template has the syntax of `str.format`, with four conversions: ``!r``
    shows a value as JSON, cut to 60 characters; ``!c`` shows it for copying, cut
    to 200; ``!a`` and ``!o`` list several values with “and” and with “or”.
    """

    template: str  # the sentence, with the names of values in braces
    values: Mapping[str, Any]  # the values, by name

    def __str__(self) -> str:
        return _FORMATTER.vformat(self.template, (), self.values)


class _Formatter(Formatter):
    """Formats the values of a sentence."""

    def convert_field(self, value: Any, conversion: Any) -> Any:
        match conversion:
            case "r":
                return quoted(value, _LONGEST_SHOWN)
            case "c":
                return quoted(value, _LONGEST_COPIED)
            case "a":
                return _listed(value, "and")
            case "o":
                return _listed(value, "or")
        return super().convert_field(value, conversion)


_FORMATTER = _Formatter()

#: A message or a suggestion, with or without values.
Text = Sentence | str


def _listed(values: Iterable[object], conjunction: str) -> str:
    *others, last = (quoted(value, _LONGEST_COPIED) for value in values)
    return f"{', '.join(others)} {conjunction} {last}" if others else last


def sentence(template: str, /, **values: Any) -> Sentence:
    """A sentence that names some values."""
    return Sentence(template, values)


def joined(sentences: Sequence[Sentence | None], separator: str = "; ") -> Sentence | None:
    """One sentence of several; `None` stands for an absent one, and is left out."""
    parts = {f"part_{number}": part for number, part in enumerate(sentences) if part}
    if len(parts) < 2:  # noqa: PLR2004
        return next(iter(parts.values()), None)
    return Sentence(separator.join(f"{{{name}}}" for name in parts), parts)
