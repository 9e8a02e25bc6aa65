"""Characters that a reader does not see, or that change what a reader sees, and where scripts and emoji need them.

The classes follow Unicode: the controls of writing direction of Annex 9, the
invisible operators and fillers of Technical Standard 39, the emoji sequences of
Technical Standard 51. The no-break spaces are ordinary text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

_MARKS = "\u061c\u200e\u200f"  # of the direction of writing, which texts from right to left need
_DIRECTION = "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates
_INVISIBLE = (
    "\x80-\x9f\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2028\u2029\u2060-\u2065\u206a-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U00016fe4\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\ufdd0-\ufdef\ufffe\uffff"  # noncharacters, which are among Arabic letters
)
_SPACES = "\u1680\u2000-\u2008\u200a\u205f\u3000"  # that look like several spaces, or like none
#: A regular expression for one character that is hidden, or would be elsewhere.
SUSPECT = f"[{_MARKS}{_DIRECTION}{_INVISIBLE}{_SPACES}]"

_SUSPECT = re.compile(SUSPECT)
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001eeff]"
)
# Scripts whose letters join, from Arabic to Myanmar, from Tagalog to Vedic, from Syloti Nagri to Meetei, and beyond.
_JOINING = "[\u0600-\u109f\u1700-\u1cff\ua800-\uabff\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U0001e95f]"
_EMOJI = "\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_EAST_ASIAN = "[\u2e80-\u2fff\u3001-\u3163\u3165-\ua4cf\uac00-\ufaff\uff00-\uff9f\uffa1-\uffef\U00020000-\U0003ffff]"
# What precedes the first three variation selectors: zero, and symbols and letters from Burmese to Chinese.
_VARIED = f"0\u1000-\u109f\u2018-\u201d\u2190-\u27ff\u2a00-\u2aff\u3001-\u303f\ua840-\uaa7f\uff01-\uff1f{_HAN}"
# Exactly as many as are needed, because texts can be written in hidden characters that follow one another.
_NEEDED = re.compile(
    "|".join(
        (
            f"(?<={_JOINING})[\u200c\u200d]",
            rf"(?<=\S)\xad(?!\s|\Z|{SUSPECT})",  # where a word may break
            f"(?<=[{_EMOJI}\ufe0f])\u200d(?=[{_EMOJI}])",
            "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f",  # a flag, such as that of Wales
            f"(?<=[#*0-9{_EMOJI}])[\ufe0e\ufe0f]",
            f"(?<=[{_VARIED}])[\ufe00-\ufe02]|(?<=[\U00013000-\U0001342f])[\ufe00-\ufe06]",
            f"(?<=[{_HAN}])[\U000e0100-\U000e01ef]",
            f"(?<={_EAST_ASIAN})\u3000|\u3000{{1,2}}(?={_EAST_ASIAN})",
            "(?<=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b",  # where a line may break in Thai, Burmese, Khmer
            "(?<=[\u1820-\u18aa])(?:[\u180b-\u180d\u180f]\u180e?|\u180e)",  # the form of a Mongolian letter
            "(?<=[\u0300-\u034e\u0350-\u036f\u0591-\u05bd])\u034f",  # the order of combining marks
            "(?<=[\u1100-\u115e])\u1160|\u115f\u1160?(?=[\u1161-\u11ff])",  # a syllable of Korean letters
            "(?<=[\u2801-\u28ff])\u2800|\u2800(?=[\u2801-\u28ff])",  # a space in Braille
            "(?<=[\U00018b00-\U00018cff])\U00016fe4",  # a row of Khitan letters
        )
    )
)
_LONE_MARK = re.compile(f"(?<![{_MARKS}])[{_MARKS}]")


class HiddenRun(NamedTuple):
    """Hidden characters that follow one another."""

    start: int  # the offset of the first
    characters: str  # the characters
    number: int  # which match of `SUSPECT` in the text the first is, counted from 0
    total: int  # how many matches the text has


def hidden_runs(text: str) -> Iterator[HiddenRun]:
    """Each run of hidden characters in a text."""
    suspects = [found.start() for found in _SUSPECT.finditer(text)]
    hidden = _hidden(text, suspects)
    for number, start in enumerate(suspects):
        if start in hidden and start - 1 not in hidden:
            end = start + 1
            while end in hidden:
                end += 1
            yield HiddenRun(start, text[start:end], number, len(suspects))


def replaced(text: str, replacement: Callable[[str], str]) -> str:
    """A text with every hidden character replaced."""
    hidden = _hidden(text, [found.start() for found in _SUSPECT.finditer(text)])
    if not hidden:
        return text
    return "".join(replacement(character) if at in hidden else character for at, character in enumerate(text))


def described(character: str) -> str:
    """The code point of a character and its name in Unicode, such as ``U+200B zero width space``."""
    unnamed = "control character" if unicodedata.category(character) == "Cc" else "unassigned code point"
    return f"U+{ord(character):04X} {unicodedata.name(character, unnamed).lower()}"


def _hidden(text: str, suspects: list[int]) -> set[int]:
    """The offsets of hidden characters, among the offsets of those that may be."""
    if not suspects:
        return set()
    needed = {offset for found in _NEEDED.finditer(text) for offset in range(*found.span())}
    if _RIGHT_TO_LEFT.search(text):
        needed.update(found.start() for found in _LONE_MARK.finditer(text))
    hidden: set[int] = set()
    for offset in suspects:
        # What needs a hidden character before it is needed no more when that is removed.
        if offset not in needed or offset - 1 in hidden:
            hidden.add(offset)
    return hidden
