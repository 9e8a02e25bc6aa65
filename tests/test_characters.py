"""The characters that a terminal or a browser obeys instead of showing them."""

import json

from mlcareer_content._text_safety import escaped, printable

from .tables import each_row

OBEYED = ["\x00", "\x07", "\x1b", "\r", "\t", "\x7f", "\x85", "\x9b", "\u061c", "\u200e", "\u2028", "\u202e", "\u2066"]


NO_CHARACTERS = ["\ufdd0", "\ufdef", "\ufffe", "\uffff", "\U0001fffe", "\U0010ffff"]


@each_row("character", [*OBEYED, "\ufeff", "\ud800", *NO_CHARACTERS])
def test_what_is_obeyed_is_left_out_or_escaped(character):
    """It does not reach a terminal or a page, and an escape says what it was; a tab parts two words."""
    left = "a b" if character == "\t" else "ab"
    escape = escaped(f"a{character}b")

    assert left == printable(f"a{character}b")
    assert json.loads(f'"{escape}"') == f"a{character}b"
    assert escape.isascii()


@each_row("text", ["line\nline", "résumé", "日本語", "👩‍💻", "עברית", "\ufdcf\ufdf0\ufffd\U0001fffd"])
def test_what_is_shown_stays(text):
    """Letters of every script, emoji and the line feed are as they were."""

    assert (text, text) == (printable(text), escaped(text))


def test_escaped_json_says_the_same():
    """JSON with escapes is the same value."""

    value = {"key\u202e": "a\x9b\u2028"}

    assert value == json.loads(escaped(json.dumps(value, ensure_ascii=False)))
