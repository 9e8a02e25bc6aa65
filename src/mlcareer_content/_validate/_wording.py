"""How values, names and places are put into a message."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from .._suggest import near, within
from .._text_safety import escaped

_LONGEST = 60

#: What is to be written has to be there in full.
LONGEST_CURE = 200

#: Of more there are to choose from, not all are named.
MOST_NAMED = 8

#: What a place beside the ladder is.
ALONGSIDE = '"alongside" if it runs beside the whole ladder'

_ENCODER = json.JSONEncoder(ensure_ascii=False)


def shown(value: object, longest: int = _LONGEST) -> str:
    """A value as JSON has it, on one line, printable and cut."""
    text = ""
    for piece in _ENCODER.iterencode(value[:longest] if isinstance(value, str) else value):
        text += piece
        if len(text) > longest:
            break
    text = escaped(text)
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def did_you_mean(name: object, allowed: Iterable[str]) -> str | None:
    """A question that names what is nearly the same, or holds the name or is held by it, if anything does."""
    allowed = tuple(allowed)
    meant = near(name, allowed) or within(name, allowed) if isinstance(name, str) else ()
    return f"did you mean {either(meant)}?" if meant else None


def either(values: Iterable[object]) -> str:
    """Values between which to choose."""
    return " or ".join(shown(value, LONGEST_CURE) for value in values)


def any_of(values: Sequence[object], word: str = "and") -> str:
    """All values that there are to choose from."""
    *others, last = map(shown, values)
    return f"{', '.join(others)} {word} {last}" if others else last


def explained(schema: Any) -> str:
    """What the values of a choice mean, behind a colon, if the description of the schema says it of each."""
    description = lower_first(schema["description"])
    choices = schema.get("enum") or [choice["const"] for choice in schema["anyOf"] if "const" in choice]
    return f": {description}" if all(choice in description for choice in choices) else ""


def lower_first(sentence: str) -> str:
    """A sentence as it goes on after a colon."""
    return sentence[:1].lower() + sentence[1:]


def article(value: object) -> str:
    """A value behind what it is: “the number 3”."""
    names = {bool: "", int: "the number ", float: "the number ", str: "the text ", list: "a list", dict: "an object"}
    name = names.get(type(value), "")
    return name if isinstance(value, list | dict) else f"{name}{shown(value)}"


def wrong_place(value: object) -> str:
    """What is wrong with the place of a stage that there is not."""
    return f'place is a whole number from 1 to 20, or "alongside", not {shown(value)}'
