"""The characters that a terminal or a browser obeys instead of showing them."""

import json
import re

# Control characters but the line feed, what turns the direction of writing, the line separators of Unicode, and
# halves of characters, which are in the names of files whose bytes are not UTF-8.
_OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def printable(text: str) -> str:
    """A text without them; a tab is a space."""
    return _OBEYED.sub("", text.replace("\t", " "))


def escaped(text: str) -> str:
    """A text with an escape, as JSON has it, in the place of each."""
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def on_one_line(text: str) -> str:
    """A text with an escape in the place of each, and of each line feed."""
    return escaped(text).replace("\n", "\\n")


def visible(text: str) -> str:
    """A text of the same length on one line, with a replacement character in the place of each."""
    return _OBEYED.sub("\ufffd", text.replace("\t", " ").replace("\n", " "))


def json_text(value: object) -> str:
    """Plain data as JSON, indented, with an escape in the place of each."""
    return escaped(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"
