"""Check text for what a reader does not see: hidden characters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .. import _read
from .._hidden_text import SUSPECT, HiddenRun, described, hidden_runs
from .._read import Document
from ..problems import Problem, TextPart
from ._problem_positions import problem


def hidden_text_problems(document: Document, value: Any) -> Iterator[Problem]:
    """A problem for each run of hidden characters in the strings of a document.

    Args:
        document: The document.
        value: Its value, corrected.
    """
    # The text of most documents shows that there are none. A value that was given has no text.
    if document.text.isascii() and document.text and "\\" not in document.text:
        return
    for pointer, text in _strings(value, ""):
        if not text.isascii():
            yield from (_hidden_text_problem(pointer, run) for run in hidden_runs(text))


def _hidden_text_problem(pointer: str, run: HiddenRun) -> Problem:
    name, count = described(run.characters[0]), len(run.characters)
    part = TextPart(f"({SUSPECT})", run.number, run.total)
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
