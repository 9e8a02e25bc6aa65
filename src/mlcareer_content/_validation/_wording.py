"""How values, names and places are put into a message."""

from __future__ import annotations

import json
from collections.abc import Iterable

from .._suggestions import near

_LONGEST = 60


def shown(value: object) -> str:
    """A value as JSON has it, on one line, printable and cut."""
    text = json.dumps(value, ensure_ascii=False)
    printable = "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in text)
    return printable if len(printable) <= _LONGEST else f"{printable[: _LONGEST - 1]}…"


def escaped(name: str) -> str:
    """A key as a JSON Pointer has it (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")


def did_you_mean(name: object, allowed: Iterable[str]) -> str | None:
    """A question that names what is nearly the same, if anything is."""
    meant = near(name, allowed) if isinstance(name, str) else ()
    return f"did you mean {' or '.join(map(shown, meant))}?" if meant else None


def lower_first(sentence: str) -> str:
    """A sentence as it goes on after a colon."""
    return sentence[:1].lower() + sentence[1:]
