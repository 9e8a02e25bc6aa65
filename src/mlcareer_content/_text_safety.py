"""The characters that a terminal or a browser obeys instead of showing them."""

import json
import re

# Control characters but the line feed, what turns the direction of writing, the line separators of Unicode, and
# halves of characters, which are in the names of files whose bytes are not UTF-8. Then what is no character and never
# will be, which HTML and XML forbid: U+FDD0 to U+FDEF, and the last two of each plane.
_BASIC = (
    "\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff"
    "\ufdd0-\ufdef\ufffe\uffff"
)
_BEYOND = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
# A class of scattered characters beyond the basic plane is slow: only where there is any is it asked.
_ENCODER = json.JSONEncoder(ensure_ascii=False)
_OBEYED = re.compile(f"[{_BASIC}\U00010000-\U0010ffff](?<=[{_BASIC}{_BEYOND}])")


def printable(text: str) -> str:
    """A text without them; a tab is a space."""
    return _OBEYED.sub("", text.replace("\t", " "))


def escaped(text: str) -> str:
    """A text with an escape, as JSON has it, in the place of each."""
    return _OBEYED.sub(_escape, text)


def on_one_line(text: str) -> str:
    """A text with an escape in the place of each, and of each line feed."""
    return escaped(text).replace("\n", "\\n")


def visible(text: str) -> str:
    """A text of the same length on one line, with a replacement character in the place of each."""
    return _OBEYED.sub("\ufffd", text.replace("\t", " ").replace("\n", " "))


def json_text(value: object) -> str:
    """Plain data as JSON, indented, with an escape in the place of each."""
    return escaped(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def quoted(value: object, longest: int) -> str:
    """A value as JSON, on one line, printable, and cut to a number of characters."""
    text = ""
    for piece in _ENCODER.iterencode(value[:longest] if isinstance(value, str) else value):
        text += piece
        if len(text) > longest:
            break
    text = escaped(text)
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass").hex(" ", 2)
    return "".join(f"\\u{unit}" for unit in units.split())
