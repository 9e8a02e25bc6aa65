"""Write the text, emphasis, code and links of a Markdown block so that every CommonMark parser reads them back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from .. import _commonmark
from .._text_safety import printable, visible, without_workflow_commands
from ._options import DEEPEST_HEADING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from markdown_it.token import Token

# Also what means something in the dialects of GitHub and others; an underscore within a word means nothing anywhere.
_MARKUP = re.compile(r"[\\`*\[\]<~|]|&(?=[#A-Za-z])|(?<![^\W_]{2})_|_(?![^\W_]{2})")
_ESCAPE = r"\\\g<0>"
_IN_ADDRESS = re.compile(r"[\\<>&*_`\[\]~|]")
_IN_TITLE = re.compile(r'[\\"&]')
_BARE = re.compile(r"[A-Za-z0-9/#?=%.:@+,;_-]+")
_AUTOLINK = re.compile(r"https?://(?!.*xn--)[a-z0-9.-]+(?:/[A-Za-z0-9/#?=.:@+,-]*)?")
_BEGINS_BLOCK = re.compile(r"[0-9]{1,9}(?=[.)](?:\s|$))|(?=[#>+=-])")
_STYLES = ("em", "strong")
_OTHER = {"*": "_", "_": "*"}


class _Delimiter(NamedTuple):
    """The marker at an end of emphasis, and whether it opens."""

    marker: str
    opens: bool


def plain(text: str) -> str:
    """A plain text on one line, none of whose characters is markup."""
    return _edged(_escaped(printable(text).replace("\n", " ")))


def with_strong_parts(parts: Iterable[tuple[str, bool]]) -> str:
    """Parts of a plain text on one line, each with whether it is strong, as Markdown."""
    pieces: list[str | _Delimiter] = []
    for part, is_strong in parts:
        if text := _escaped(printable(part).replace("\n", " ")):
            pieces += [_Delimiter("**", opens=True), text, _Delimiter("**", opens=False)] if is_strong else [text]
    return _edged("".join(_flanked(pieces)))


def paragraph(written: str) -> str:
    """Markdown as a paragraph, none of whose lines ends it or begins another block."""
    return "\n".join(_begun(_edged(line)) for line in written.split("\n"))


def heading(written: str, level: int) -> str:
    """Markdown on one line as a heading; CommonMark has six levels, and deeper ones are strong text."""
    if level > DEEPEST_HEADING:
        return f"**{written}**"
    return f"{'#' * level} {written[:-1]}\\#" if written.endswith("#") else f"{'#' * level} {written}"


def link(label: str, address: str) -> str:
    """Markdown as a link; it is an autolink if its label is its address."""
    if label == address and _AUTOLINK.fullmatch(address):
        return f"<{address}>"
    return f"[{label}{_destination(address)}"


def inline(tokens: Iterable[Token], address: _commonmark.Address) -> str:
    """The tokens of a paragraph as Markdown."""
    kept = _simplified(_commonmark.addressed(tokens, address))
    return "".join(_flanked([*_pieces(kept)]))


# Tokens


def _simplified(tokens: Iterable[Token]) -> list[Token]:
    """The tokens without emphasis that has no effect: inside the same, empty, or continued by the next."""
    kept: list[Token] = []
    depths = dict.fromkeys(_STYLES, 0)
    for token in tokens:
        style = token.type.partition("_")[0]
        if style in depths:
            is_within = depths[style] > max(0, -token.nesting)
            depths[style] += token.nesting
            if is_within:
                continue
            if kept and kept[-1].type.startswith(f"{style}_"):
                kept.pop()
                continue
        if token.type != "text" or token.content:
            kept.append(token)
    return kept


def _pieces(tokens: Iterable[Token]) -> Iterator[str | _Delimiter]:
    """The tokens as Markdown, in which the ends of emphasis can be recognised."""
    ends: list[str | _Delimiter] = []
    piece: str | _Delimiter = ""
    for type, run in groupby(tokens, key=_written_as):
        if type in _CONTENTS:
            piece = _CONTENTS[type]("".join(visible(token.content) for token in run))
            yield piece
            continue
        for token in run:
            if type.endswith("_close"):
                piece = ends.pop()
            elif type == "link_open":
                piece = "["
                ends.append(_destination(str(token.attrs["href"]), str(token.attrs.get("title", ""))))
            elif type.endswith("_open"):
                piece = _Delimiter(_marker(token, piece), opens=True)
                ends.append(_Delimiter(piece.marker, opens=False))
            else:
                piece = "\n" if type == "softbreak" else "\\\n"
            yield piece


def _written_as(token: Token) -> str:
    """The type of a token; code with a command for a CI service becomes text, as nothing can be escaped in code."""
    code = f"`{token.content}"
    return "text" if token.type == "code_inline" and without_workflow_commands(code) != code else token.type


def _marker(token: Token, before: str | _Delimiter) -> str:
    """The delimiter of emphasis: the one in its source, or the other if two delimiters would form one run."""
    if isinstance(before, _Delimiter) and before.marker[0] == token.markup[0]:
        return _OTHER[token.markup[0]] * len(token.markup)
    return token.markup


def _flanked(pieces: list[str | _Delimiter]) -> list[str]:
    """The pieces as written, with a character reference at each end of emphasis that is otherwise not read as one."""
    written = [piece.marker if isinstance(piece, _Delimiter) else piece for piece in pieces]
    for place, piece in enumerate(pieces):
        if isinstance(piece, _Delimiter):
            _flank(written, place, piece)
        elif piece == "[" and place and written[place - 1].endswith("!"):
            written[place - 1] = f"{written[place - 1][:-1]}\\!"  # or it would be an image
    return written


def _flank(written: list[str], place: int, delimiter: _Delimiter) -> None:
    ahead = 1 if delimiter.opens else -1
    first = delimiter.opens
    inner = written[place + ahead][0 if first else -1]
    if inner.isspace():
        written[place + ahead] = _referring(written[place + ahead], first=first)
        inner = "&"
    if not 0 <= place - ahead < len(written):
        return
    outer = written[place - ahead][-1 if first else 0]
    if (delimiter.marker[0] == "_" or _may_be_punctuation(inner)) and not _parts_words(outer):
        written[place - ahead] = _referring(written[place - ahead], first=not first)


def _referring(piece: str, *, first: bool) -> str:
    """A piece with a character reference for its first or its last character; a line break is one too."""
    if piece.endswith("\n"):
        return "&#10;"
    return f"&#{ord(piece[0])};{piece[1:]}" if first else f"{piece[:-1]}&#{ord(piece[-1])};"


def _may_be_punctuation(character: str) -> bool:
    """Whether it is punctuation to any edition of CommonMark; symbols were not, once."""
    return unicodedata.category(character)[0] in "PS"


def _parts_words(character: str) -> bool:
    """Whether it is space or punctuation to every edition."""
    is_ascii_punctuation = character.isascii() and not character.isalnum()
    return character.isspace() or is_ascii_punctuation or unicodedata.category(character)[0] == "P"


# Text


def _escaped(text: str) -> str:
    return _MARKUP.sub(_ESCAPE, text)


def _code(content: str) -> str:
    fence = "`" * (max(map(len, re.findall("`+", content)), default=0) + 1)
    is_padded = content[0] == content[-1] == " " and content.strip(" ")
    space = " " if is_padded or "`" in (content[0], content[-1]) else ""
    return f"{fence}{space}{content}{space}{fence}"


_CONTENTS = {"text": _escaped, "code_inline": _code}


def _destination(address: str, title: str = "") -> str:
    target = printable(address).replace("\n", "")
    if not _BARE.fullmatch(target):
        target = f"<{_IN_ADDRESS.sub(_ESCAPE, target)}>"
    titled = f' "{_IN_TITLE.sub(_ESCAPE, visible(title))}"' if title else ""
    return f"]({target}{titled})"


def _edged(line: str) -> str:
    """A line that does not begin or end in space, which parsers leave out; a line of nothing would end a paragraph."""
    if not line:
        return "&#32;"
    if line[0].isspace():
        line = _referring(line, first=True)
    return _referring(line, first=False) if line[-1].isspace() else line


def _begun(line: str) -> str:
    begins = _BEGINS_BLOCK.match(line)
    return f"{begins[0]}\\{line[begins.end() :]}" if begins else line
