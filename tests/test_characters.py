"""The characters that a terminal or a browser obeys instead of showing them."""

import json

import mlcareer_content as mlc
from mlcareer_content.model import Prose, Skill

from .categories import FIELD
from .tables import each_row

OBEYED = ["\x00", "\x07", "\x1b", "\r", "\t", "\x7f", "\x85", "\x9b", "\u061c", "\u200e", "\u2028", "\u202e", "\u2066"]
NOT_CHARACTERS = ["\ufdd0", "\ufdef", "\ufffe", "\uffff", "\U0001fffe", "\U0010ffff"]


def _skill(name):
    return Skill(id="a", name=name, category=FIELD, description=Prose(("Text.",)))


def _first_line(item, format):
    return mlc.render(item, format).splitlines()[0]


@each_row("character", [*OBEYED, "\ufeff", "\ud800", *NOT_CHARACTERS])
def test_what_is_obeyed_is_not_printed(character):
    """It is in no text and no Markdown; a tab and a line separator are shown as a space."""
    shown = "a b" if character in "\t\u2028" else "ab"

    assert shown == _first_line(_skill(f"a{character}b"), "text")
    assert shown in mlc.render(_skill(f"a{character}b"), "markdown")


@each_row("text", ["résumé", "日本語", "👩‍💻", "עברית", "\ufdcf\ufdf0\ufffd\U0001fffd"])
def test_what_is_shown_stays(text):
    """Letters of every script and emoji are as they were."""
    assert text == _first_line(_skill(text), "text")


@each_row("character", [*OBEYED, "\ufeff", "\ud800", *NOT_CHARACTERS])
def test_json_has_escapes_for_what_is_obeyed(character):
    """A report in JSON is the same value, with an escape in the place of each."""
    message = f"a{character}b"
    written = mlc.Report((mlc.Problem(code="MLC302", message=message),)).format("json")

    assert written.isascii()
    assert message == json.loads(written)["problems"][0]["message"]
