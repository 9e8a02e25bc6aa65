"""The characters that a terminal or a browser obeys instead of showing them."""

import re

#: Control characters but the line feed, what turns the direction of writing, and the line separators of Unicode.
NOT_SHOWN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def printable(text: str) -> str:
    """A text without those characters."""
    return NOT_SHOWN.sub("", text)
