"""A difference as text for people, as JSON for programs, and as a section of CHANGELOG.md."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from attrs import asdict

from .._text_safety import json_text, on_one_line, shortened
from . import _changes as changes
from ._changes import Change, Difference, SchemaChange, Snapshot
from ._text_diff import Run, text_changes

#: Marks a text by its role: "error", "heading", "removed" or "added".
Style = Callable[[str, str], str]

#: The heading and the row of each change in the text; the policy forbids those without a heading, which come first.
_ROWS: dict[type[Change | SchemaChange], tuple[str, str]] = {
    changes.Removed: ("", "{ref} is gone ({label}){other}"),
    changes.Reassigned: ("", "{ref} led to {before} ({before_label}) and now leads to {after} ({after_label})"),
    changes.Added: ("Added", "{ref}  {label}"),
    changes.Renamed: ("Renamed", "{former} is now {ref}"),
    changes.Retired: ("Retired", "{ref}: {retirement}"),
    changes.Reworded: ("Reworded", "{ref} {field}: "),
    changes.Referenced: ("References", "{ref} {field}: {references}"),
    changes.FieldChanged: ("Other fields", "{ref} {field}: {values}"),
    changes.Reordered: ("Order", "{ref} {field}: moved {order}"),
    SchemaChange: ("Schemas", "{effect}: {kind}#{pointer}: {detail}"),
}
#: The section and the sentence of each change in a changelog.
_SENTENCES: dict[type[Change], tuple[str, str]] = {
    changes.Removed: ("Removed", "{ref}, {label}"),
    changes.Reassigned: ("Changed", "{ref} leads to {after} ({after_label}), no longer to {before} ({before_label})"),
    changes.Added: ("Added", "{ref}, {label}"),
    changes.Renamed: ("Deprecated", "{former}, which is now {ref}; the old id still works"),
    changes.Retired: ("Changed", "{ref} is retired: {retirement}"),
    changes.Reworded: ("Changed", "the text of {ref} ({field})"),
    changes.Referenced: ("Changed", "{ref} ({field}) {references}"),
    changes.FieldChanged: ("Changed", "{ref}: {field} {values}"),
    changes.Reordered: ("Changed", "the order of {field} in {ref}"),
}
_NAMES = ("ref", "former", "before", "after", "field")  # values that are code in Markdown
_CONTEXT = 40  # characters of unchanged text next to a change
_MAX_VALUE_LENGTH = 100
_MAX_REFS_LENGTH = 400
_JSON_VERSION = 1
_MARKDOWN_WIDTH = 140
#: What would begin a list, or make a heading of the line above, at the beginning of a line.
_BLOCK_MARKER = re.compile(r"^  [0-9]{0,9}(?=[-+.)](?:\s|$)|[-=]+$)", re.MULTILINE)


def marked(text: str, role: str) -> str:
    """A text without style; brackets mark what was removed and added."""
    return {"removed": f"[-{text}-]", "added": f"{{+{text}+}}"}.get(role, text)


def as_text(difference: Difference, style: Style = marked) -> str:
    """A difference for people; `style` marks headings, errors, and what was removed and added."""
    blocks = [f"--- {_side(difference.old)}\n+++ {_side(difference.new)}", *_violations(difference, style)]
    for class_, (heading, _) in _ROWS.items():
        rows = [_row(change, style) for change in difference.changes if type(change) is class_ and heading]
        blocks += _block(style(heading, "heading"), rows)
    return "\n\n".join([*blocks, _conclusion(difference, style)])


def policy_violations(difference: Difference) -> str:
    """The changes that the policy forbids, each with help; empty if there are none."""
    return "\n".join(_violations(difference, marked))


def _side(snapshot: Snapshot) -> str:
    return on_one_line(f"{snapshot.name} ({snapshot.version})" if snapshot.version else snapshot.name)


def _violations(difference: Difference, style: Style) -> list[str]:
    rows = [f"{_row(change, style)}\n      help: {_help(change)}" for change in difference.broken]
    return _block(style("Breaks the policy", "error"), rows)


def _block(title: str, rows: Iterable[str]) -> list[str]:
    lines = [f"  {row}" for row in rows]
    return ["\n".join([title, *lines])] if lines else []


def _conclusion(difference: Difference, style: Style) -> str:
    lines = [f"This is a {difference.bump} change" if difference.changes else "Nothing changed"]
    if difference.next_version and difference.changes:
        lines[0] += f": the version after {difference.old.version} is {difference.next_version}"
        if difference.bump == "major" and difference.next_version.startswith("0."):
            lines[0] += ", as a major change raises the second number before 1.0.0"
    if difference.is_version_too_low:
        name = on_one_line(difference.new.name)
        lines.append(style(f"{name} has the version {difference.new.version}, which is too low", "error"))
    if difference.schemas is None:
        lines.append("The schemas were not compared: at least one side has none")
    return "\n".join(lines)


def _help(change: Change | SchemaChange) -> str:
    """What to do about a change that the policy forbids."""
    match change:
        case changes.Removed() if change.ref.startswith("guide:"):
            return "restore the id of the guide; a guide with another id is another publication"
        case changes.Removed() if change.moved_to:
            return "put it back: the kind of an entry is permanent"
        case changes.Removed():
            return "put it back, or add its id to the former_ids of the entry that replaces it"
        case changes.Reassigned():
            return "choose an id that was never used, and let this one lead to the same entry as before"
    return "accept what was valid, or publish the schemas under the next version of their $id"


def _row(change: Change | SchemaChange, style: Style) -> str:
    """A change on one line."""
    row = on_one_line(_ROWS[type(change)][1].format(**_values(change)))
    # The style of a terminal has control characters, which are not escaped.
    return row + _words(change, style) if isinstance(change, changes.Reworded) else row


def _values(change: Change | SchemaChange) -> dict[str, Any]:
    """The values that the row and the sentence of a change are about, by name."""
    values = asdict(change)
    match change:
        case changes.Removed():
            values["other"] = f"; {change.moved_to} is another ref" if change.moved_to else ""
        case changes.Retired():
            day = [f"last available on {change.last_available_on}"] if change.last_available_on else []
            others = [f"replaced by {' and '.join(change.replaced_by)}"] if change.replaced_by else []
            values["retirement"] = ", ".join(day + others)
        case changes.Referenced():
            references = [*(f"+ {ref}" for ref in change.added), *(f"- {ref}" for ref in change.removed)]
            values["references"] = ", ".join(references)
        case changes.FieldChanged():
            values["values"] = " became ".join(map(_value, (change.before, change.after)))
        case changes.Reordered():
            values["order"] = shortened(", ".join(change.moved), _MAX_REFS_LENGTH)
        case SchemaChange(announced=True):
            values["effect"] = f"{change.effect}, as announced"
    return values


def _value(text: str | None) -> str:
    if text is None:
        return "nothing"
    value = json.loads(text)
    return shortened(value if isinstance(value, str) and value else text, _MAX_VALUE_LENGTH)


def _words(change: changes.Reworded, style: Style) -> str:
    return "".join(run.text if run.fate == "kept" else style(run.text, run.fate) for run in words_near(change))


def words_near(change: changes.Reworded) -> Iterator[Run]:
    """The words that changed, and of the other words those that are near them, on one line."""
    runs = text_changes(change.before, change.after)
    for number, run in enumerate(runs):
        text = on_one_line(run.text.replace("\n\n", " ¶ "))
        start, end = _CONTEXT if number else 0, _CONTEXT if number < len(runs) - 1 else 0
        if run.fate == "kept" and len(text) > start + end:
            text = f"{text[:start]}…{text[len(text) - end :]}"
        yield Run(run.fate, text)


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
        "content": list(map(_json_value, difference.content)),
        "schemas": None if difference.schemas is None else list(map(_json_value, difference.schemas)),
    }
    return json_text(value)


def _json_value(change: Change | SchemaChange) -> dict[str, Any]:
    value = {"bump": change.bump, "breaks": change.breaks, **asdict(change)}
    if isinstance(change, SchemaChange):
        del value["is_whole"]  # only the section of a changelog depends on it
        return value
    value = {"change": re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(change).__name__).lower(), **value}
    if isinstance(change, changes.FieldChanged):
        value |= {side: json.loads(value[side] or "null") for side in ("before", "after")}
    if isinstance(change, changes.Reworded):
        value["words"] = [run._asdict() for run in text_changes(change.before, change.after)]
    return value


def as_markdown(difference: Difference, day: date | None = None) -> str:
    """A difference as a section of Keep a Changelog, to be edited; without the day of a release, it is unreleased."""
    version = difference.next_version or difference.new.version or "unknown"
    blocks = [f"## [{on_one_line(version)}] - {day}" if day else "## [Unreleased]"]
    found = list(_sentences(difference))
    for name in ("Added", "Changed", "Deprecated", "Removed"):
        items = [_item(text) for section, text in found if section == name]
        blocks += ["\n".join([f"### {name}\n", *items])] if items else []
    return "\n\n".join(blocks) + "\n"


def _item(text: str) -> str:
    item = f"- {text[:1].upper()}{text[1:]}."
    lines = textwrap.fill(item, _MARKDOWN_WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    return _BLOCK_MARKER.sub(r"\g<0>\\", lines)


def _sentences(difference: Difference) -> Iterator[tuple[str, str]]:
    """Pairs of a section and a sentence in it."""
    yield from map(sentence, difference.content)
    schemas = difference.schemas or ()
    yield from (_schema_sentence(change) for change in schemas if change.effect != "annotation")
    described = sorted({change.kind for change in schemas if change.effect == "annotation"})
    if described:
        yield "Changed", f"descriptions in the schema of {_codes(described)}, which accepts the same"


def sentence(change: Change, *, markdown: bool = True) -> tuple[str, str]:
    """The section of a changelog for a change, and a sentence about it, without a full stop."""
    code, escaped = (_code, _escaped) if markdown else (on_one_line, on_one_line)
    texts = {name: value for name, value in _values(change).items() if isinstance(value, str)}
    values = {name: code(text) if name in _NAMES else escaped(text) for name, text in texts.items()}
    if isinstance(change, changes.Referenced):
        added = [f"names {', '.join(map(code, change.added))}"] if change.added else []
        removed = [f"no longer names {', '.join(map(code, change.removed))}"] if change.removed else []
        values["references"] = " and ".join(added + removed)
    section, template = _SENTENCES[type(change)]
    return section, template.format(**values)


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
