"""A difference as a section of CHANGELOG.md, in the form of Keep a Changelog."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from datetime import date

from .._text_safety import on_one_line
from . import Difference
from ._changes import (
    Added,
    Change,
    FieldChanged,
    Reassigned,
    Referenced,
    Removed,
    Renamed,
    Reordered,
    Retired,
    Reworded,
    SchemaChange,
)
from ._text import became, retirement

_WIDTH = 140
#: What begins a list, or makes a heading of the row above, where a row begins with it.
_MARKER = re.compile(r"^  [0-9]{0,9}(?=[-+.)](?:\s|$)|[-=]+$)", re.MULTILINE)
_SECTION_OF: dict[type[Change], str] = {Added: "Added", Removed: "Removed", Renamed: "Deprecated"}
_SECTIONS = ("Added", "Changed", "Deprecated", "Removed")


def markdown(difference: Difference, day: date | None = None) -> str:
    """What the section says; edit it before it is published.

    Args:
        difference: The difference.
        day: The day of the release; without it the section is that of what is unreleased.
    """
    version = difference.next_version or difference.new.version or "unknown"
    heading = f"## [{on_one_line(version)}] - {day}" if day else "## [Unreleased]"
    rows: dict[str, list[str]] = {name: [] for name in _SECTIONS}
    for section, line in _lines(difference):
        rows[section].append(line)
    blocks = [f"### {name}\n\n" + "\n".join(map(_item, lines)) for name, lines in rows.items() if lines]
    return "\n\n".join([heading, *blocks]) + "\n"


def _item(line: str) -> str:
    item = f"- {line[:1].upper()}{line[1:]}."
    rows = textwrap.fill(item, _WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    return _MARKER.sub(r"\g<0>\\", rows)


def _lines(difference: Difference) -> Iterator[tuple[str, str]]:
    yield from map(_line, difference.content)
    schemas = difference.schemas or ()
    yield from (_schema_line(change) for change in schemas if change.effect != "annotation")
    reworded = sorted({change.kind for change in schemas if change.effect == "annotation"})
    if reworded:
        yield "Changed", f"descriptions in the schema of {_codes(reworded)}, which accepts the same"


def _line(change: Change) -> tuple[str, str]:
    """The part of the section that a change belongs to, and the sentence about it."""
    section = _SECTION_OF.get(type(change), "Changed")
    name = said = _code(change.ref)
    match change:
        case Added() | Removed():
            said = f"{name}, {_escaped(change.label)}"
        case Reassigned():
            before = f"{_code(change.before)} ({_escaped(change.before_label)})"
            after = f"{_code(change.after)} ({_escaped(change.after_label)})"
            said = f"{name} leads to {after}, no longer to what was {before}"
        case Renamed():
            said = f"the name {_code(change.former)}, which is {name} now, and still leads there"
        case Retired():
            said = f"{name} is retired: {_escaped(retirement(change))}"
        case Reworded():
            said = f"the text of {name} ({_code(change.field)})"
        case Referenced():
            said = f"{name} ({_code(change.field)}) {_referenced(change)}"
        case FieldChanged():
            said = f"{name}: {_code(change.field)} {_escaped(became(change))}"
        case Reordered():
            said = f"the order of {_code(change.field)} in {name}"
    return section, said


def _referenced(change: Referenced) -> str:
    added = [f"names {_codes(change.added)}"] if change.added else []
    return " and ".join([*added, *([f"no longer names {_codes(change.removed)}"] if change.removed else [])])


def _schema_line(change: SchemaChange) -> tuple[str, str]:
    section = "Changed"
    if change.is_whole:
        section = "Added" if change.effect == "additive" else "Removed"
    place = f"{change.kind}#{change.pointer}"
    return section, f"the schema {_code(place)} {_meant(change)}: {_escaped(change.detail)}"


def _meant(change: SchemaChange) -> str:
    return "accepts less" if change.effect == "narrowed" else "accepts more"


def _codes(texts: Iterable[str]) -> str:
    return ", ".join(map(_code, texts))


def _code(text: str) -> str:
    text = on_one_line(text)
    return f"`{text}`" if "`" not in text else f"`` {text.replace('``', '` `')} ``"


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#&])", r"\\\1", on_one_line(text))
