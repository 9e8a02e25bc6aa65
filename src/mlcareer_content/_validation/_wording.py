"""How values, names and places are put into a message."""

from __future__ import annotations

import json
from collections.abc import Iterable

from .._characters import escaped
from .._suggestions import near

_LONGEST = 60


def shown(value: object) -> str:
    """A value as JSON has it, on one line, printable and cut."""
    text = escaped(json.dumps(value, ensure_ascii=False))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def pointer_step(name: str) -> str:
    """A key as a JSON Pointer has it (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")


def did_you_mean(name: object, allowed: Iterable[str]) -> str | None:
    """A question that names what is nearly the same, if anything is."""
    meant = near(name, allowed) if isinstance(name, str) else ()
    return f"did you mean {either(meant)}?" if meant else None


def either(values: Iterable[object]) -> str:
    """Values between which to choose."""
    return " or ".join(map(shown, values))


def lower_first(sentence: str) -> str:
    """A sentence as it goes on after a colon."""
    return sentence[:1].lower() + sentence[1:]
