"""Explain the syntax errors of a YAML parser in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from .._limits import MAX_SYNTAX_PROBLEMS
from .._sentence import Sentence, sentence
from ..problems import Problem
from ._syntax import problem as syntax_problem
from ._yaml_corrections import AFTER_CLOSING, COLON, LEFT_OPEN, SPACES, TAB, UNCLOSED, opening_of


def explained(error: Any, text: str, offset: int) -> Iterator[Problem]:
    """The problem at which a parser stopped, and those in later lines that are wrong in any context.

    Args:
        error: The error of the parser; its own words are used where nothing better is known.
        text: The text.
        offset: What is added to every offset.
    """
    problem = str(error.problem)
    mark = error.problem_mark or error.context_mark
    message, suggestion = _by_problem(problem, text, mark.index if mark else 0)
    index = mark.index if mark else 0
    if (opening := opening_of(error, text)) is not None:
        is_cut_off = any(sign in problem for sign in LEFT_OPEN)
        suggestion = "close it, or put the whole text in quotes" if is_cut_off else _CLOSE
        index, message = opening, UNCLOSED
    at = min(index, max(len(text) - 1, 0))
    yield syntax_problem("MLC004", message, suggestion, offset + at, offset + at + 1)
    if opening is None and not _HAS_BLOCKS_OF_TEXT.search(text):
        yield from islice(_later_lines(text, at, offset), MAX_SYNTAX_PROBLEMS)


def _later_lines(text: str, at: int, offset: int) -> Iterator[Problem]:
    """The lines after an offset that are wrong in any context."""
    line_end = text.find("\n", at)
    for line in _WRONG_LINE.finditer(text, line_end + 1 if line_end >= 0 else len(text)):
        message, suggestion = (TAB, SPACES) if line["tab"] else _PROBLEMS["mapping values are not allowed"]
        start = offset + line.start("tab" if line["tab"] else "colon")
        yield syntax_problem("MLC004", message, suggestion, start, start + 1)


def _by_problem(problem: str, text: str, at: int) -> tuple[Sentence | str, str | None]:
    if text[at : at + 1] == "\t":
        return TAB, SPACES
    if "did not find expected key" in problem and text[:at].rstrip(" ")[-1:] in ("'", '"', "]", "}"):
        return AFTER_CLOSING, "put quotes around the whole text"
    found = next((explained for sign, explained in _PROBLEMS.items() if sign in problem), None)
    return found or (sentence("invalid YAML: {problem}", problem=problem), None)


_CLOSE = "close it at the end of its text"
# A block scalar (| or >) may contain lines that look wrong.
_HAS_BLOCKS_OF_TEXT = re.compile(r"[|>][-+0-9]*[ \t]*(#.*)?$", re.MULTILINE)
_WRONG_LINE = re.compile(
    r"^ *(?:(?P<tab>\t)[\t ]*[^\s#]|(?:- +)*[A-Za-z_$][\w$-]*: +[^\s\"'\[{|>#&!*][^#\r\n]*?(?P<colon>:) )",
    re.MULTILINE,
)
_PROBLEMS = {
    "mapping values are not allowed": (
        COLON,
        "put a text with a colon in quotes; begin each field on its own line, with a space after its colon",
    ),
    "tab character": (TAB, SPACES),
    "cannot start any token": ("a value cannot begin with this character", "put the text in quotes"),
    "did not find expected key": ("expected a key", "indent it like the fields above; close quotes and brackets"),
    "could not find expected ':'": ("missing colon after a key", "write it as key: value"),
    "did not find expected '-' indicator": (
        "expected a list item",
        "begin it with “- ”, indented like the items above",
    ),
    "did not find expected node content": ("missing value", "add it"),
    "did not find expected comment or line break": (
        "a text after | or > must begin on the next line",
        "move it to the next line",
    ),
    "found unexpected document indicator": ("a line --- inside quotes", "close the quotes, or indent the line"),
    "found unknown escape character": ("invalid escape", "write \\\\ for a backslash"),
    "block sequence entries are not allowed": ("a list cannot begin here", "begin it on the next line, indented"),
    "did not find expected <document start>": (
        "unexpected text after the document",
        "indent it like the fields above, or remove it",
    ),
    "found duplicate %YAML": ("duplicate %YAML directive", "remove one of the two"),
    "undefined tag handle": ("tags (!) are not supported", "remove it"),
    "did not find expected alphabetic or numeric": ("anchors and aliases are not supported", "put the text in quotes"),
    "found incompatible YAML document": ("unsupported YAML version", "remove the %YAML directive"),
}
