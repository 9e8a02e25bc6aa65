"""Suggestions that several checks make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from .._sentence import Sentence, sentence
from ..exceptions import containing, near

#: Of more names than this, not all are listed.
MAX_NAMES_LISTED = 8

_TYPE_NAMES = {bool: "", int: "the number ", float: "the number ", str: "the text "}


def did_you_mean(name: object, allowed: Iterable[str]) -> Sentence | None:
    """The question for the near matches of a name, or for names that contain it or are contained in it."""
    allowed = tuple(allowed)
    matches = near(name, allowed) or containing(name, allowed) if isinstance(name, str) else ()
    return sentence("did you mean {matches!o}?", matches=matches) if matches else None


def one_of(names: Sequence[object]) -> Sentence:
    """The question for some near matches."""
    return sentence("did you mean {matches!o}?", matches=names)


def explained(schema: Any) -> str:
    """A colon and the description of a choice, if it explains each of the allowed values; otherwise nothing."""
    description = lower_first(schema["description"])
    choices = schema.get("enum") or [choice["const"] for choice in schema["anyOf"] if "const" in choice]
    return f": {description}" if all(choice in description for choice in choices) else ""


def lower_first(text: str) -> str:
    """A text for use after a colon."""
    return text[:1].lower() + text[1:]


def described(value: object) -> Sentence:
    """A value with its type, such as “the number 3”."""
    if isinstance(value, list | dict):
        return sentence("a list" if isinstance(value, list) else "an object")
    return sentence(_TYPE_NAMES.get(type(value), "") + "{value!r}", value=value)
