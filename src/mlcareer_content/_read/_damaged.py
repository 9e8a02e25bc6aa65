"""Files that are wrong as a whole: saved by a word processor, or damaged by a merge, by copying or as a link.

A parser reports such a file by errors that do not name the cause, so these are
looked for before it is parsed.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8

from .._limits import MAX_SYNTAX_PROBLEMS
from .._sentence import sentence
from ..problems import Problem
from ._nodes import problem_at

_CONFLICT = re.compile(r"^(<{7}|\|{7}|>{7})(?: [^\r\n]*)?\r?$", re.MULTILINE)
_FENCE = re.compile(r"^(?:`{3,}|~{3,})[ \t]*([\w+-]*)[ \t]*\r?$", re.MULTILINE)
_PATH = re.compile(r"\.{0,2}/[^\s/][^{}\[\]\"\r\n]*|[^\s{}\[\]\"':,#-][^{}\[\]\"':\r\n]*\.(?:jsonl?|ya?ml|md|markdown)")
_LONGEST_PATH = 1_024
_CONFLICT_END = b">>>>>>>"
_CLOSING = {b"<<<": _CONFLICT_END, b"```": b"```", b"~~~": b"~~~"}
_UTF_16 = b"\xff\xfe", b"\xfe\xff"
# The first bytes, in lower case, of files that people rename instead of saving them in another format.
_FORMATS = {
    b"pk\x03\x04": "a ZIP file, such as a document of Word or LibreOffice",
    b"\xd0\xcf\x11\xe0": "a document of Word or Excel",
    b"{\\rtf": "an RTF document",
    b"%pdf-": "a PDF document",
}


class DamagedLines:
    """Says which lines of JSON Lines belong to a merge conflict or a code fence that is reported where it begins."""

    def __init__(self) -> None:
        self._closing = b""

    def include(self, line: bytes) -> bool:
        """Whether the next line is one of them, and is not read."""
        if self._closing and line.startswith(self._closing):
            self._closing = b""
            return True
        if self._closing == _CONFLICT_END:
            return True
        self._closing = _CLOSING.get(line[:3], self._closing)
        return False


def not_text(data: bytes) -> Problem | None:
    """The problem of a file that is not text in UTF-8, if its first bytes say what it is."""
    beginning = data[:20].removeprefix(BOM_UTF8).lstrip().lower()
    # Without a mark, every other byte of ASCII text is zero.
    if data[:2] in _UTF_16 or b"\0\0" in (data[0:4:2], data[1:4:2]):
        return problem_at("MLC003", "the file is UTF-16", "save it as UTF-8", 0, 1)
    for first, name in _FORMATS.items():
        if beginning.startswith(first):
            message = sentence("the file is {name}, not text", name=name)
            return problem_at("MLC003", message, "save it as plain text in UTF-8", 0, 1)
    return None


def damage(text: str, format: str) -> list[Problem]:
    """What is wrong with the file as a whole; if anything is, parsing it says nothing more.

    Args:
        text: Its text.
        format: Its format: ``"json"``, ``"yaml"`` or ``"markdown"``.
    """
    if ("<<<<<<<" in text or ">>>>>>>" in text) and (conflicts := _conflicts(text)):
        return conflicts
    if ("```" in text or "~~~" in text) and (fence := _FENCE.search(text)) and _is_pasted(text, fence, format):
        message = sentence("the file contains the Markdown code fence {fence}", fence=fence[0].strip())
        return [problem_at("MLC004", message, "keep only the text between its two lines", *fence.span())]
    if len(text) <= _LONGEST_PATH and (path := _PATH.fullmatch(text.strip())):
        message = sentence("the file contains only the path {path!r}", path=path[0])
        suggestion = "it is a symbolic link that was checked out as text: replace it with a copy of that file"
        return [problem_at("MLC004", message, suggestion, 0, len(text.rstrip()))]
    return []


def _is_pasted(text: str, fence: re.Match[str], format: str) -> bool:
    """Whether a fence encloses the document; in Markdown it may also be in the prose, which reports it."""
    before, after = text[: fence.start()].strip(), text[fence.end() :].lstrip()
    return format != "markdown" or not before or (not before.startswith("---") and after.startswith("---"))


def _conflicts(text: str) -> list[Problem]:
    """A problem for each merge conflict, at the first of its lines."""
    found: list[Problem] = []
    is_open = False
    for marker in _CONFLICT.finditer(text):
        if not is_open and len(found) < MAX_SYNTAX_PROBLEMS:
            suggestion = (
                "keep one of the two versions, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>"
            )
            end = marker.start() + len(marker[0].rstrip())
            found.append(problem_at("MLC004", "unresolved merge conflict", suggestion, marker.start(), end))
        is_open = marker[1][0] != ">"
    return found
