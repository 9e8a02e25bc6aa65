"""Check text for what its author does not see: hidden characters, and comments of YAML that cut it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from attrs import evolve

from .. import _read
from .._entries import RawEntry
from .._fields import field_format, is_list_by_name
from .._hidden_text import SUSPECT, HiddenRun, described, hidden_runs
from .._limits import MAX_BLOCK_LENGTH, MAX_ID_LENGTH
from .._read import Document
from ..problems import Problem, TextPart
from ._problem_positions import problem

# The form of other values is checked anyway, character by character. A guide's own fields have no format.
_TEXT_FORMATS = ("text", "prose", None)
_REF_BEFORE = re.compile(r"\]\(<?[A-Za-z]+:[^()\s/]*\Z")
# A character reference, which CommonMark replaces except in code and after a backslash.
_REFERENCE = re.compile(r"(?<!`)(`++).*?(?<!`)\1(?!`)|\\.|(?P<reference>&(?:#[xX]?)?[0-9A-Za-z]{1,32};)", re.DOTALL)
_COMMENT_AFTER_TEXT = re.compile(r"[^\s#][ \t]+#")
# The name of a list above its items, as in a skeleton of which only the items were uncommented.
_COMMENTED_FIELD = re.compile(
    r"^[ \t]*(?P<comment>#[ \t]*(?P<name>[a-z_]+[0-9]*):)[ \t]*\r?\n(?=[ \t]*- )", re.MULTILINE
)
_COMMENT = re.compile(r"[ \t]+(#[^\r\n]*)")
_QUOTES_AND_BLOCKS = ("'", '"', "|", ">")  # with which a value begins whose end is plain to see


def hidden_text_problems(document: Document, value: Any) -> Iterator[Problem]:
    """A problem for each run of hidden characters in the strings of a document.

    Args:
        document: The document.
        value: Its value, corrected.
    """
    # The text of most documents shows that there are none. A value that was given has no text.
    text = document.text
    if text and text.isascii() and "\\" not in text and "&" not in text:
        return
    for pointer, text in _strings(value, ""):
        if "&" in text and field_format(_field(pointer)) == "prose":
            yield from _reference_problems(pointer, text)
        is_short = len(text) <= MAX_BLOCK_LENGTH  # a longer one is invalid, and perhaps hidden altogether
        if is_short and not text.isascii() and field_format(_field(pointer)) in _TEXT_FORMATS:
            for run in hidden_runs(text):
                # In the ref of an entry, the broken link names the character.
                if not _REF_BEFORE.search(text, max(run.start - MAX_ID_LENGTH, 0), run.start):
                    part = TextPart(f"({SUSPECT})", run.number, run.total)
                    yield _hidden_text_problem(pointer, run, part)


def comment_problems(document: Document, raw_entries: list[RawEntry]) -> Iterator[Problem]:
    """A problem for each comment of YAML that may have been meant as a part of the text before it, or as a field.

    Args:
        document: The document.
        raw_entries: Its entries.
    """
    if document.source.format not in ("yaml", "markdown"):
        return
    front_matter_end = document.text.find("\n---", 1) if document.source.format == "markdown" else len(document.text)
    for field in _COMMENTED_FIELD.finditer(document.text, 0, front_matter_end):
        if is_list_by_name().get(field["name"]):
            message = "{field!r} is in a comment, so the items below it belong to another field"
            found = problem("MLC316", message, "remove the # and the space after it", "", field=field["name"])
            yield evolve(found, span=field.span("comment"))
    if not _COMMENT_AFTER_TEXT.search(document.text):
        return
    pointers = [pointer for raw in raw_entries for pointer in _texts(raw)]
    positions = _read.positions(document, pointers)
    for pointer in pointers:
        start, end = positions.offsets(pointer)
        comment = _COMMENT.match(document.text, end)
        if comment and not document.text.startswith(_QUOTES_AND_BLOCKS, start):
            message = "{comment!r} is a comment, not part of the text"
            suggestion = "put the text in quotes, or the comment on a line of its own"
            found = problem("MLC316", message, suggestion, pointer, comment=comment[1])
            yield evolve(found, span=comment.span(1))


def _texts(raw: RawEntry) -> Iterator[str]:
    """The JSON Pointers of the texts of an entry: plain ones, and blocks of prose."""
    yield from (pointer for pointer, _ in raw.strings("text"))
    for pointer, prose in raw.prose:
        if isinstance(prose, str):
            yield pointer
        else:
            yield from (f"{pointer}/{number}" for number, block in enumerate(prose) if isinstance(block, str))


def _reference_problems(pointer: str, prose: str) -> Iterator[Problem]:
    """A problem for each run of hidden characters in prose that begins with a character reference."""
    shown, end, references = "", 0, {}
    for found in _REFERENCE.finditer(prose):
        shown += prose[end : found.start()]
        if found["reference"]:
            references[len(shown)] = found
        shown += html.unescape(found["reference"]) if found["reference"] else found[0]
        end = found.end()
    for run in hidden_runs(shown + prose[end:]):
        if run.start in references:
            found = references[run.start]
            part = TextPart(f"({re.escape(found[0])})", prose.count(found[0], 0, found.start()), prose.count(found[0]))
            yield _hidden_text_problem(pointer, run, part)


def _field(pointer: str) -> str:
    """The name of the field that contains a value, which may be an item of a list."""
    return next((name for name in reversed(pointer.split("/")) if not name.isdigit()), "")


def _hidden_text_problem(pointer: str, run: HiddenRun, part: TextPart) -> Problem:
    name, count = described(run.characters[0]), len(run.characters)
    if run.characters[0].isspace():
        return problem("MLC315", "unusual space: {name}", "write a space", pointer, part=part, name=name)
    if count == 1:
        return problem("MLC315", "hidden character: {name}", "remove it", pointer, part=part, name=name)
    message = "{count} hidden characters, beginning with {name}"
    return problem("MLC315", message, "remove them", pointer, part=part, count=count, name=name)


def _strings(value: Any, pointer: str) -> Iterator[tuple[str, str]]:
    """Pairs of a JSON Pointer and a string in a value."""
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, list | dict):
        for name, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _strings(item, f"{pointer}/{_read.step(name)}")
