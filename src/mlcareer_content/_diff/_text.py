"""A difference for people: what changed, what of it breaks the policy, what it means for the version number."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from .._text_safety import on_one_line
from . import Difference, Edition
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
from ._words import Words, word_changes

#: What makes a text stand out, by what it is: "error", "heading", "removed" or "added".
Style = Callable[[str, str], str]

TITLES: dict[type[Change], str] = {
    Added: "Added",
    Renamed: "Renamed",
    Retired: "Retired",
    Reworded: "Reworded",
    Referenced: "References",
    FieldChanged: "Other fields",
    Reordered: "Order",
}
_BEFORE_ONE = ", for the second number stands for the first before 1.0.0"
_AROUND = 40
_LONGEST = 100


def plain(text: str, role: str) -> str:
    """No style at all; what is removed and added stands in brackets."""
    return {"removed": f"[-{text}-]", "added": f"{{+{text}+}}"}.get(role, text)


def text(difference: Difference, style: Style = plain) -> str:
    """All of a difference."""
    blocks = ["\n".join(_sides(difference)), *_broken(difference, style)]
    for class_, title in TITLES.items():
        rows = [row(change, style) for change in difference.content if type(change) is class_]
        blocks += _block(style(title, "heading"), rows)
    blocks += _block(style("Schemas", "heading"), map(schema_row, difference.schemas or ()))
    return "\n\n".join([*blocks, verdict(difference, style)])


def breaks(difference: Difference) -> str:
    """What of a difference breaks the policy, and what to do about it; nothing where nothing does."""
    return "\n".join(_broken(difference, plain))


def verdict(difference: Difference, style: Style) -> str:
    """What a difference means for the version number."""
    said = "Nothing changed" if not difference.changes else f"This is a {difference.bump} change"
    if difference.next_version and difference.changes:
        said += f": the version after {on_one_line(str(difference.old.version))} is {difference.next_version}"
        said += _BEFORE_ONE if difference.bump == "major" and difference.next_version.startswith("0.") else ""
    if difference.is_version_too_low:
        found = f"{on_one_line(difference.new.name)} calls itself {difference.new.version}, which is too low"
        said += f"\n{style(found, 'error')}"
    if difference.schemas is None:
        said += "\nThe schemas were not compared: they are not on both sides"
    return said


def _sides(difference: Difference) -> Iterator[str]:
    yield f"--- {_side(difference.old)}"
    yield f"+++ {_side(difference.new)}"


def _side(edition: Edition) -> str:
    return on_one_line(f"{edition.name} ({edition.version})" if edition.version else edition.name)


def _broken(difference: Difference, style: Style) -> list[str]:
    rows = [f"{_break(change)}\n      help: {_cure(change)}" for change in difference.broken]
    return _block(style("Breaks the policy", "error"), rows)


def _block(title: str, rows: Iterable[str]) -> list[str]:
    lines = [f"  {row}" for row in rows]
    return ["\n".join([title, *lines])] if lines else []


def _break(change: Change | SchemaChange) -> str:
    match change:
        case Removed():
            moved = f"; {change.moved_to} is another ref" if change.moved_to else ""
            return on_one_line(f"{change.ref} is gone ({change.label}){moved}")
        case Reassigned():
            before, after = f"{change.before} ({change.before_label})", f"{change.after} ({change.after_label})"
            return on_one_line(f"{change.ref} led to what was {before}, and leads to {after}")
        case SchemaChange():
            return schema_row(change)
    return change.ref


def _cure(change: Change | SchemaChange) -> str:
    match change:
        case Removed() if change.ref.startswith("guide:"):
            return "give the guide its id back; another guide is another publication"
        case Removed() if change.moved_to:
            return "put it back: an entry keeps its kind for ever"
        case Removed():
            return "put it back, or name its id among the former_ids of the entry that took its place"
        case Reassigned():
            return "choose an id that no entry ever had, and let this one lead to the entry it led to"
    return "accept what was valid, or publish the schemas under the next version of their $id"


def schema_row(change: SchemaChange) -> str:
    """A change of a schema on one line."""
    effect = f"{change.effect}, as announced" if change.announced else change.effect
    return on_one_line(f"{effect}: {change.kind}#{change.pointer}: {change.detail}")


def row(change: Change, style: Style = plain) -> str:
    """A change of the content on one line."""
    said = change.ref
    match change:
        case Added():
            said += f"  {change.label}"
        case Renamed():
            said = f"{change.former} is now {change.ref}"
        case Retired():
            said += f": {retirement(change)}"
        case Reworded():
            return f"{on_one_line(f'{said} {change.field}')}: {_reworded(change, style)}"
        case Referenced():
            names = [*(f"+ {ref}" for ref in change.added), *(f"- {ref}" for ref in change.removed)]
            said += f" {change.field}: {', '.join(names)}"
        case FieldChanged():
            said += f" {change.field}: {became(change)}"
        case Reordered():
            said += f" {change.field}: moved {_shortened(', '.join(change.moved), 4 * _LONGEST)}"
    return on_one_line(said)


def retirement(change: Retired) -> str:
    """Since when a credential cannot be had, and what took its place."""
    day = [f"last available on {change.last_available_on}"] if change.last_available_on else []
    return ", ".join([*day, *([f"replaced by {' and '.join(change.replaced_by)}"] if change.replaced_by else [])])


def became(change: FieldChanged) -> str:
    """The old and the new value of a field."""
    return " became ".join("nothing" if value is None else _value(value) for value in (change.before, change.after))


def _value(text: str) -> str:
    value = json.loads(text)
    return _shortened(value if isinstance(value, str) and value else text, _LONGEST)


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[:length]}…"


def _reworded(change: Reworded, style: Style) -> str:
    words = word_changes(change.before, change.after)
    return "".join(_run(run, style, is_first=run is words[0], is_last=run is words[-1]) for run in words)


def _run(run: Words, style: Style, *, is_first: bool, is_last: bool) -> str:
    """Some words; of those that stayed, the ones near a change."""
    text = on_one_line(run.text.replace("\n\n", " ¶ "))
    if run.fate != "kept":
        return style(text, run.fate)
    start = 0 if is_first else _AROUND
    end = 0 if is_last else _AROUND
    return text if len(text) <= start + end else f"{text[:start]}…{text[len(text) - end :]}"
