"""A difference as text for people, as JSON for programs, and as a section of CHANGELOG.md."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from attrs import asdict

from .._text_safety import json_text, on_one_line
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
from ._compare import Difference, Snapshot
from ._text_diff import Run, text_changes

#: Marks a text by its role: "error", "heading", "removed" or "added".
Style = Callable[[str, str], str]

_HEADINGS: dict[type[Change], str] = {
    Added: "Added",
    Renamed: "Renamed",
    Retired: "Retired",
    Reworded: "Reworded",
    Referenced: "References",
    FieldChanged: "Other fields",
    Reordered: "Order",
}
_CONTEXT = 40  # characters of unchanged text beside a change
_MAX_VALUE_LENGTH = 100
_MAX_REFS_LENGTH = 400
_JSON_VERSION = 1
_MARKDOWN_WIDTH = 140
_SECTIONS = ("Added", "Changed", "Deprecated", "Removed")
_SECTION_OF: dict[type[Change], str] = {Added: "Added", Removed: "Removed", Renamed: "Deprecated"}
#: What would begin a list, or make a heading of the line above, at the beginning of a line.
_BLOCK_MARKER = re.compile(r"^  [0-9]{0,9}(?=[-+.)](?:\s|$)|[-=]+$)", re.MULTILINE)


def marked(text: str, role: str) -> str:
    """A text without style; brackets mark what was removed and added."""
    return {"removed": f"[-{text}-]", "added": f"{{+{text}+}}"}.get(role, text)


def as_text(difference: Difference, style: Style = marked) -> str:
    """A difference for people.

    Args:
        difference: The difference.
        style: Marks headings, errors, and what was removed and added.
    """
    sides = f"--- {_side(difference.old)}\n+++ {_side(difference.new)}"
    blocks = [sides, *_violations(difference, style)]
    for class_, title in _HEADINGS.items():
        rows = [_row(change, style) for change in difference.content if type(change) is class_]
        blocks += _block(style(title, "heading"), rows)
    blocks += _block(style("Schemas", "heading"), map(_schema_row, difference.schemas or ()))
    return "\n\n".join([*blocks, _conclusion(difference, style)])


def policy_violations(difference: Difference) -> str:
    """The changes that the policy forbids, each with help; empty if there are none."""
    return "\n".join(_violations(difference, marked))


def _conclusion(difference: Difference, style: Style) -> str:
    lines = [f"This is a {difference.bump} change" if difference.changes else "Nothing changed"]
    if difference.next_version and difference.changes:
        lines[0] += f": the version after {on_one_line(str(difference.old.version))} is {difference.next_version}"
        if difference.bump == "major" and difference.next_version.startswith("0."):
            lines[0] += ", as a major change raises the second number before 1.0.0"
    if difference.is_version_too_low:
        name = on_one_line(difference.new.name)
        lines.append(style(f"{name} has the version {difference.new.version}, which is too low", "error"))
    if difference.schemas is None:
        lines.append("The schemas were not compared: at least one side has none")
    return "\n".join(lines)


def _side(snapshot: Snapshot) -> str:
    return on_one_line(f"{snapshot.name} ({snapshot.version})" if snapshot.version else snapshot.name)


def _violations(difference: Difference, style: Style) -> list[str]:
    rows = [f"{_violation(change)}\n      help: {_help(change)}" for change in difference.broken]
    return _block(style("Breaks the policy", "error"), rows)


def _block(title: str, rows: Iterable[str]) -> list[str]:
    lines = [f"  {row}" for row in rows]
    return ["\n".join([title, *lines])] if lines else []


def _violation(change: Change | SchemaChange) -> str:
    match change:
        case Removed():
            moved = f"; {change.moved_to} is another ref" if change.moved_to else ""
            return on_one_line(f"{change.ref} is gone ({change.label}){moved}")
        case Reassigned():
            before, after = f"{change.before} ({change.before_label})", f"{change.after} ({change.after_label})"
            return on_one_line(f"{change.ref} led to {before} and now leads to {after}")
        case SchemaChange():
            return _schema_row(change)
    return change.ref


def _help(change: Change | SchemaChange) -> str:
    match change:
        case Removed() if change.ref.startswith("guide:"):
            return "restore the id of the guide; a guide with another id is another publication"
        case Removed() if change.moved_to:
            return "put it back: the kind of an entry is permanent"
        case Removed():
            return "put it back, or add its id to the former_ids of the entry that replaces it"
        case Reassigned():
            return "choose an id that was never used, and let this one lead to the same entry as before"
    return "accept what was valid, or publish the schemas under the next version of their $id"


def _schema_row(change: SchemaChange) -> str:
    effect = f"{change.effect}, as announced" if change.announced else change.effect
    return on_one_line(f"{effect}: {change.kind}#{change.pointer}: {change.detail}")


def _row(change: Change, style: Style) -> str:
    """A change of the content on one line."""
    row = change.ref
    match change:
        case Added():
            row += f"  {change.label}"
        case Renamed():
            row = f"{change.former} is now {change.ref}"
        case Retired():
            row += f": {_retirement(change)}"
        case Reworded():
            runs = text_changes(change.before, change.after)
            shown = (_shown(run, style, is_first=run is runs[0], is_last=run is runs[-1]) for run in runs)
            return f"{on_one_line(f'{row} {change.field}')}: {''.join(shown)}"
        case Referenced():
            refs = [*(f"+ {ref}" for ref in change.added), *(f"- {ref}" for ref in change.removed)]
            row += f" {change.field}: {', '.join(refs)}"
        case FieldChanged():
            row += f" {change.field}: {_became(change)}"
        case Reordered():
            row += f" {change.field}: moved {_shortened(', '.join(change.moved), _MAX_REFS_LENGTH)}"
    return on_one_line(row)


def _retirement(change: Retired) -> str:
    day = [f"last available on {change.last_available_on}"] if change.last_available_on else []
    return ", ".join([*day, *([f"replaced by {' and '.join(change.replaced_by)}"] if change.replaced_by else [])])


def _became(change: FieldChanged) -> str:
    return " became ".join("nothing" if value is None else _value(value) for value in (change.before, change.after))


def _value(text: str) -> str:
    value = json.loads(text)
    return _shortened(value if isinstance(value, str) and value else text, _MAX_VALUE_LENGTH)


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[:length]}…"


def _shown(run: Run, style: Style, *, is_first: bool, is_last: bool) -> str:
    """A run of tokens; of unchanged text, only what is near a change."""
    text = on_one_line(run.text.replace("\n\n", " ¶ "))
    if run.fate != "kept":
        return style(text, run.fate)
    start = 0 if is_first else _CONTEXT
    end = 0 if is_last else _CONTEXT
    return text if len(text) <= start + end else f"{text[:start]}…{text[len(text) - end :]}"


def as_json(difference: Difference) -> str:
    """A difference for programs, as a JSON document."""
    value = {
        "kind": "difference",
        "version": _JSON_VERSION,
        "old": {"name": difference.old.name, "version": difference.old.version},
        "new": {"name": difference.new.name, "version": difference.new.version},
        "ok": not difference.broken,
        "bump": difference.bump,
        "next_version": difference.next_version,
        "content": list(map(_content_value, difference.content)),
        "schemas": None if difference.schemas is None else list(map(_schema_value, difference.schemas)),
    }
    return json_text(value)


def _content_value(change: Change) -> dict[str, Any]:
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(change).__name__).lower()
    value = {"change": name, "bump": change.bump, "breaks": change.breaks, **asdict(change)}
    if isinstance(change, FieldChanged):
        value |= {side: json.loads(value[side] or "null") for side in ("before", "after")}
    if isinstance(change, Reworded):
        value["words"] = [run._asdict() for run in text_changes(change.before, change.after)]
    return value


def _schema_value(change: SchemaChange) -> dict[str, Any]:
    value = {"bump": change.bump, "breaks": change.breaks, **asdict(change)}
    del value["is_whole"]  # only the section of a changelog depends on it
    return value


def as_markdown(difference: Difference, day: date | None = None) -> str:
    """A difference as a section in the form of Keep a Changelog, to be edited before it is published.

    Args:
        difference: The difference.
        day: The day of the release; without it the section is "Unreleased".
    """
    version = difference.next_version or difference.new.version or "unknown"
    heading = f"## [{on_one_line(version)}] - {day}" if day else "## [Unreleased]"
    items: dict[str, list[str]] = {name: [] for name in _SECTIONS}
    for section, sentence in _sentences(difference):
        items[section].append(_item(sentence))
    blocks = [f"### {name}\n\n" + "\n".join(lines) for name, lines in items.items() if lines]
    return "\n\n".join([heading, *blocks]) + "\n"


def _item(sentence: str) -> str:
    item = f"- {sentence[:1].upper()}{sentence[1:]}."
    lines = textwrap.fill(item, _MARKDOWN_WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    return _BLOCK_MARKER.sub(r"\g<0>\\", lines)


def _sentences(difference: Difference) -> Iterator[tuple[str, str]]:
    """Pairs of a section and a sentence in it."""
    yield from ((_SECTION_OF.get(type(change), "Changed"), _sentence(change)) for change in difference.content)
    schemas = difference.schemas or ()
    yield from (_schema_sentence(change) for change in schemas if change.effect != "annotation")
    described = sorted({change.kind for change in schemas if change.effect == "annotation"})
    if described:
        yield "Changed", f"descriptions in the schema of {_codes(described)}, which accepts the same"


def _sentence(change: Change) -> str:
    name = sentence = _code(change.ref)
    match change:
        case Added() | Removed():
            sentence = f"{name}, {_escaped(change.label)}"
        case Reassigned():
            before = f"{_code(change.before)} ({_escaped(change.before_label)})"
            after = f"{_code(change.after)} ({_escaped(change.after_label)})"
            sentence = f"{name} leads to {after}, no longer to {before}"
        case Renamed():
            sentence = f"{_code(change.former)}, which is now {name}; the old id still works"
        case Retired():
            sentence = f"{name} is retired: {_escaped(_retirement(change))}"
        case Reworded():
            sentence = f"the text of {name} ({_code(change.field)})"
        case Referenced():
            added = [f"names {_codes(change.added)}"] if change.added else []
            removed = [f"no longer names {_codes(change.removed)}"] if change.removed else []
            sentence = f"{name} ({_code(change.field)}) {' and '.join([*added, *removed])}"
        case FieldChanged():
            sentence = f"{name}: {_code(change.field)} {_escaped(_became(change))}"
        case Reordered():
            sentence = f"the order of {_code(change.field)} in {name}"
    return sentence


def _schema_sentence(change: SchemaChange) -> tuple[str, str]:
    section = "Changed"
    if change.is_whole:
        section = "Added" if change.effect == "additive" else "Removed"
    accepts = "accepts less" if change.effect == "narrowed" else "accepts more"
    return section, f"the schema {_code(f'{change.kind}#{change.pointer}')} {accepts}: {_escaped(change.detail)}"


def _codes(texts: Iterable[str]) -> str:
    return ", ".join(map(_code, texts))


def _code(text: str) -> str:
    text = on_one_line(text)
    return f"`{text}`" if "`" not in text else f"`` {text.replace('``', '` `')} ``"


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#&])", r"\\\1", on_one_line(text))
