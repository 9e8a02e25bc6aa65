"""What is wrong where a YAML parser gave up, for somebody who has never heard of a mapping."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from ._faults import MOST_FAULTS, Fault
from ._yaml_mends import COLON, LEFT_OPEN, NOT_CLOSED, SPACES, TAB, opening_of


def explained(error: Any, text: str, offset: int) -> Iterator[Fault]:
    """What is wrong where a parser gave up, and further down as far as a line shows it by itself.

    Args:
        error: What the parser says; its own words are told where nothing better is known.
        text: The text.
        offset: What is added to every offset.
    """
    problem = str(error.problem)
    mark = error.problem_mark or error.context_mark
    message, cure = _by_problem(problem, text, mark.index if mark else 0)
    index = mark.index if mark else 0
    if (opening := opening_of(error, text)) is not None:
        is_cut_off = any(sign in problem for sign in LEFT_OPEN)
        cure = "close it, or put all of a text that holds one in quotes" if is_cut_off else _CLOSE
        index, message = opening, NOT_CLOSED
    at = min(index, max(len(text) - 1, 0))
    yield Fault("MLC004", message, cure, offset + at, offset + at + 1)
    if message != NOT_CLOSED and not _HAS_BLOCKS_OF_TEXT.search(text):
        yield from islice(_further_down(text, at, offset), MOST_FAULTS)


def _further_down(text: str, at: int, offset: int) -> Iterator[Fault]:
    """The lines behind that of a place that are wrong whatever is around them."""
    line_end = text.find("\n", at)
    for line in _WRONG_LINE.finditer(text, line_end + 1 if line_end >= 0 else len(text)):
        message, cure = (TAB, SPACES) if line["tab"] else _PROBLEMS["mapping values are not allowed"]
        start = offset + line.start("tab" if line["tab"] else "colon")
        yield Fault("MLC004", message, cure, start, start + 1)


def _by_problem(problem: str, text: str, at: int) -> tuple[str, str | None]:
    if text[at : at + 1] == "\t":
        return TAB, SPACES
    if "did not find expected key" in problem and text[:at].rstrip(" ")[-1:] in ("'", '"', "]", "}"):
        return "there is something behind the closing quotation mark or bracket", "put quotes around all of it"
    found = next((told for sign, told in _PROBLEMS.items() if sign in problem), None)
    return found or (f"this is not YAML: {problem}", None)


_CLOSE = "close it where its text ends"
# What stands behind | or > may hold anything.
_HAS_BLOCKS_OF_TEXT = re.compile(r"[|>][-+0-9]*[ \t]*(#.*)?$", re.MULTILINE)
_WRONG_LINE = re.compile(
    r"^ *(?:(?P<tab>\t)[\t ]*[^\s#]|(?:- +)*[A-Za-z_$][\w$-]*: +[^\s\"'\[{|>#&!*][^#\r\n]*?(?P<colon>:) )",
    re.MULTILINE,
)
_PROBLEMS = {
    "mapping values are not allowed": (
        COLON,
        "put a text that holds one in quotes; begin each field on a line of its own, with a space behind its colon",
    ),
    "tab character": (TAB, SPACES),
    "cannot start any token": ("this character cannot begin a value", "put the text in quotes"),
    "did not find expected key": ("no key is found here", "indent it like the fields above; close quotes and brackets"),
    "could not find expected ':'": ("a colon is missing behind a key", "write it like key: value"),
    "did not find expected '-' indicator": (
        "an item of a list is expected here",
        "begin it with “- ”, indented like the items above",
    ),
    "did not find expected node content": ("a value is missing here", "write it"),
    "did not find expected comment or line break": ("a text behind | or > begins on the next line", "begin it there"),
    "found unexpected document indicator": ("a line --- stands within quotes", "close the quotes, or indent the line"),
    "found unknown escape character": ("there is no such escape in YAML", "write \\\\ for a backslash"),
    "block sequence entries are not allowed": ("a list cannot begin here", "begin it on the next line, indented"),
    "did not find expected <document start>": (
        "this does not belong to the document above",
        "indent it like the fields above, or remove it",
    ),
    "found duplicate %YAML": ("%YAML stands here twice", "remove one of the two"),
    "undefined tag handle": ("a tag (!) is not read", "remove it"),
    "did not find expected alphabetic or numeric": ("an anchor or alias is not read", "put the text in quotes"),
    "found incompatible YAML document": ("the %YAML directive asks for another YAML", "remove it"),
}
