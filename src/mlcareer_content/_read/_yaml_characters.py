"""Characters that look like the spaces and dashes of YAML: other white space, and other marks of list items.

A parser reads them as text, so that a list becomes one string, and a key and
its value become one word. The error, if there is one, is somewhere below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .._commonmark import BULLETS
from .._fields import is_list_by_name
from .._hidden_text import described
from .._sentence import Text, sentence
from .._text_safety import shortened
from ._nodes import Edit

#: A regular expression for white space that is neither a space, a tab nor a line break, some of it of no width.
WHITE_SPACE = "(?:[^\\S \\t\\r\\n]|[\xad\u180e\u200b-\u200f\u2060-\u2064\ufeff])"
_ANY_SPACE = f"(?:[ \\t]|{WHITE_SPACE})"
_RUN = re.compile(f"{WHITE_SPACE}(?:{_ANY_SPACE}*{WHITE_SPACE})?")
# White space after a space that follows a dash or a colon belongs to the text there.
_DASHES = rf"(?:-(?:[ \t]++|{WHITE_SPACE}{_ANY_SPACE}*+))*+"
_KEY = rf"(?:[\w$-]++{_ANY_SPACE}*+:(?:{WHITE_SPACE}{_ANY_SPACE}*+)?)?"
_SYNTAX = re.compile(f"^{_ANY_SPACE}*+{_DASHES}{_KEY}", re.MULTILINE)
_NAME_AND_SPACE = re.compile(f"{_ANY_SPACE}*([a-z_]{{2,}}[0-9]*){_ANY_SPACE}*")
_LONGEST_SHOWN = 200
_WIDE = "\u3000"
_LINE = re.compile(r"^([ \t]*)(.*)", re.MULTILINE)
_DASH = re.compile(r"-(?:[ \t]+|$)")
# A dash without a space, several dashes, another dash or a bullet, and numbers.
_MARK = re.compile(
    rf"-(?=[^ \t\r\n-])|--+(?=[ \t])|[{BULLETS}]|[*+](?=[ \t])|\*(?=[^\s*][^*\n]*$)|[0-9]{{1,3}}[.)](?=[ \t])",
    re.MULTILINE,
)
_KEY_ALONE = re.compile(r"[ \t]*(?:- +)*([a-z_]+[0-9]*):[ \t\r]*(?:#.*)?$", re.MULTILINE)
_FIELD = re.compile(r"[a-z_$]+[0-9]*:(?:[ \t]|$)", re.MULTILINE)
_DASHES_ALONE = re.compile(r"[ \t]*(?:-[ \t]+)*(?=-[ \t])")
_ITEM_BELOW = re.compile(r"\n([ \t]*)(?=-[ \t])")
_SHORT_LINE = 60  # which nobody breaks to keep a text narrow


class Lookalike(NamedTuple):
    """Characters that look like others, with what to write instead of them."""

    message: Text
    suggestion: Text
    start: int  # the offset of the first
    end: int  # the offset after it
    replacements: list[Edit]  # in the order of their offsets


def white_space(text: str, start: int, end: int) -> Iterator[Lookalike]:
    """The other white space where lines need spaces.

    Args:
        text: The text.
        start: The offset at which the first of the lines begins.
        end: The offset of the end of the last.
    """
    for syntax in _SYNTAX.finditer(text, start, end):
        yield from map(_as_spaces, _RUN.finditer(text, *syntax.span()))


def white_space_around(text: str, start: int, end: int) -> Iterator[Lookalike]:
    """The other white space before and after the name of a field."""
    if found := _NAME_AND_SPACE.fullmatch(text, start, end):
        yield from map(_as_spaces, _RUN.finditer(text, start, found.start(1)))
        yield from map(_as_spaces, _RUN.finditer(text, found.end(1), end))


def line_break(text: str, start: int, end: int) -> Iterator[Lookalike]:
    """The first line break of Unicode in an unquoted text; YAML 1.1 begins a new line there, and editors do not."""
    found = re.compile("(?<=[^\\s\"'])[\x85\u2028\u2029]").search(text, start, end)
    if found and not re.compile("[^:]*:? *[\"']").match(text, start, end):
        yield _as_spaces(found)


def _as_spaces(run: re.Match[str]) -> Lookalike:
    characters = ("  " if each == _WIDE else " " if each.isspace() else "" for each in run[0].replace("\t", " "))
    written = "".join(characters)
    message = sentence("{character} in place of a space" if written else "{character}", character=described(run[0][0]))
    suggestion = ("write spaces" if len(written) > 1 else "write a space") if written else "remove it"
    return Lookalike(message, suggestion, *run.span(), [Edit(*run.span(), written)])


def in_list(text: str, at: int, end: int) -> list[Lookalike]:
    """What makes the list below a key one string: white space in the indentation, or the marks of the items.

    Args:
        text: The text.
        at: An offset in the line of the key.
        end: The offset of the end of the string.
    """
    key = _key_of_list(text, at)
    spaces = list(white_space(text, key.end() + 1, end)) if key else []
    marks = None if spaces else list_marks(text, at)
    return [marks] if marks else spaces


def deeper_items(text: str, start: int, end: int) -> list[Lookalike]:
    """The items of a list that are read as part of the item above, because they are indented more.

    Args:
        text: The text.
        start: The offset at which the text of the item above begins.
        end: The offset of its end.
    """
    line = text.rfind("\n", 0, start) + 1
    dashes = _DASHES_ALONE.match(text, line, start)
    found = list(_ITEM_BELOW.finditer(text, start, end)) if dashes else []
    # A long text may be broken before a dash that belongs to it; the next line is then aligned with the text.
    is_broken = (len(each[1]) == start - line and each.start() - line >= _SHORT_LINE for each in found)
    if not dashes or all(is_broken):
        return []
    replacements = [Edit(*each.span(1), dashes[0]) for each in found]
    at = found[0].end()
    item = shortened(text[at:end].partition("\n")[0].rstrip(), _LONGEST_SHOWN)
    suggestion = sentence("write it below the item above, or put the whole text in quotes: {item}", item=item)
    return [Lookalike("wrong indentation of a list item", suggestion, at, at + 1, replacements)]


def _key_of_list(text: str, at: int) -> re.Match[str] | None:
    key = _KEY_ALONE.match(text, text.rfind("\n", 0, at) + 1)
    return key if key and is_list_by_name().get(key[1], True) else None


def list_marks(text: str, at: int) -> Lookalike | None:
    """The marks of the list below a key that are not "- "; none if there is no such list.

    Args:
        text: The text.
        at: An offset in the line of the key.
    """
    key = _key_of_list(text, at)
    if not key:
        return None
    first, replacements = None, []
    column, shift = -1, 0
    for line in _LINE.finditer(text, key.end()):
        indent, content = len(line[1]), line[2].rstrip()
        if not content or (column < 0 and content[0] == "#"):
            continue
        if indent < column or (indent == column and _FIELD.match(content)):
            break
        if mark := _MARK.match(text, line.start(2)) if column in (-1, indent) else None:
            first, end = first or mark, _after_spaces(text, mark.end())
            replacements.append(Edit(mark.start(), end, "- "))
            shift = 2 - (end - mark.start())
        elif column in (-1, indent) and _DASH.match(content):
            shift = 0
        elif column < 0:
            return None
        else:  # the text goes on, and must be indented more than its mark
            by = 2 if indent == column else shift
            replacements.append(Edit(line.start(2) + min(by, 0), line.start(2), " " * by))
        column = indent if column < 0 else column
    return _as_dashes(text, first, replacements) if first else None


def _after_spaces(text: str, at: int) -> int:
    found = re.compile(f"{_ANY_SPACE}*").match(text, at)
    return found.end() if found else at


def _as_dashes(text: str, mark: re.Match[str], replacements: list[Edit]) -> Lookalike:
    message = sentence("{mark!r} does not begin a list item", mark=mark[0])
    if mark[0] == "-":
        message = sentence("missing space after the dash of a list item")
    item, _, _ = text[_after_spaces(text, mark.end()) :].partition("\n")
    suggestion = sentence('begin each item with "- ", as in: - {item}', item=shortened(item.rstrip(), _LONGEST_SHOWN))
    return Lookalike(message, suggestion, *mark.span(), replacements)


class LookalikeError(Exception):
    """A text is YAML, but means something else than it looks like."""

    @property
    def lookalikes(self) -> list[Lookalike]:
        """What looks like other characters."""
        return list(self.args)
