"""Remove or escape what a terminal, a browser or a CI service would interpret, and hidden characters."""

import json
import re
from collections.abc import Callable

# Control characters except the line feed, the line separators of Unicode, and surrogates, which are in the names of
# files whose bytes are not UTF-8. Then the noncharacters, which HTML and XML forbid: U+FDD0 to U+FDEF, and the last
# two of each plane.
_BASIC = "\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_BEYOND = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
# A class of scattered characters beyond the basic plane is slow, so only characters beyond it are compared with it.
_CONTROLS = re.compile(f"[{_BASIC}\U00010000-\U0010ffff](?<=[{_BASIC}{_BEYOND}])")
#: Half of a character beyond the basic plane, which no encoding can write.
SURROGATE = re.compile("[\ud800-\udfff]")
# CI services execute what a program prints: GitHub "::" at the beginning of a line, GitHub and Azure "##[" and "##vso["
# anywhere in it, TeamCity "##teamcity[". Styles may be removed after this, so they do not separate characters.
_STYLE = r"\x1b\[[0-9;]*m"
_COMMAND = rf"(?m)(^(?:[^\S\n]|{_STYLE})*(?=::)|#(?:{_STYLE})*(?=#(?:\w|{_STYLE})*\[))([:#])"
#: How a character is escaped in text and Markdown, in JSON, and in HTML: the character is `{0}`, its code point `{1}`.
TEXT_ESCAPE, JSON_ESCAPE, HTML_ESCAPE = "\\{0}", "\\u{1:04x}", "&#{1};"


def printable(text: str) -> str:
    """A text without control and hidden characters; a tab and an unusual space become a space."""
    return _replaced(
        text.replace("\t", " "), lambda character: " " if character > "\xa0" and character.isspace() else ""
    )


def escaped(text: str) -> str:
    """A text with control and hidden characters escaped as in JSON."""
    return _replaced(text, _escape)


def on_one_line(text: str) -> str:
    """A text with control and hidden characters and line feeds escaped."""
    return escaped(text).replace("\n", "\\n")


def without_workflow_commands(text: str, escape: str = TEXT_ESCAPE) -> str:
    """A text in which a CI service finds no command, as one character of each is escaped."""
    return re.sub(_COMMAND, lambda found: found[1] + escape.format(found[2], ord(found[2])), text)


def visible(text: str) -> str:
    """A text of the same length on one line, with a replacement character for each control or hidden character."""
    return _replaced(text.replace("\t", " ").replace("\n", " "), lambda _: "\ufffd")


def json_text(value: object) -> str:
    """Plain data as indented JSON, with control characters and commands escaped."""
    return without_workflow_commands(escaped(json.dumps(value, ensure_ascii=False, indent=2)), JSON_ESCAPE) + "\n"


def quoted(value: object, longest: int) -> str:
    """A value as JSON on one line, escaped, and shortened to a number of characters."""
    text = ""
    for piece in json.JSONEncoder(ensure_ascii=False).iterencode(value[:longest] if isinstance(value, str) else value):
        text += piece
        if len(text) > longest:
            break
    text = escaped(text)
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def shortened(text: str, longest: int) -> str:
    """A text, cut to a number of characters and an ellipsis."""
    return text if len(text) <= longest else f"{text[:longest]}…"


def _replaced(text: str, replacement: Callable[[str], str]) -> str:
    if not text.isascii():
        from ._hidden_text import replaced  # which most texts do not need

        text = replaced(text, replacement)
    return _CONTROLS.sub(lambda found: replacement(found[0]), text)


def _escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass").hex(" ", 2)
    return "".join(f"\\u{unit}" for unit in units.split())
