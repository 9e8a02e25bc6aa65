"""Two texts word by word, and sequences that were put into another order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

_TOKEN = re.compile(r"\s+|[^\W_]+(?:['\u2019-][^\W_]+)*|.", re.DOTALL)
#: The work grows with the square of what differs; longer texts are given as one replacement.
_MOST_TOKENS = 1_500


class Words(NamedTuple):
    """Some words in a row that have the same fate.

    Attributes:
        fate: Whether they stand in both texts, in the old one only or in the new one only.
        text: The words, with what is between them.
    """

    fate: Literal["kept", "removed", "added"]
    text: str


def word_changes(before: str, after: str) -> list[Words]:
    """What became of the words of a text.

    Args:
        before: The old text, which is what is kept and removed.
        after: The new text, which is what is kept and added.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle = _changed(old[start : len(old) - end], new[start : len(new) - end])
    runs = [Words("kept", "".join(old[:start])), *middle, Words("kept", "".join(old[len(old) - end :]))]
    return [run for run in runs if run.text]


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many tokens two texts have in common from their beginning."""
    pairs = zip(old, new, strict=False)
    return next((number for number, (one, other) in enumerate(pairs) if one != other), min(len(old), len(new)))


def _changed(old: list[str], new: list[str]) -> Iterator[Words]:
    if max(len(old), len(new)) > _MOST_TOKENS:
        yield from (Words("removed", "".join(old)), Words("added", "".join(new)))
        return
    for operation, start, end, new_start, new_end in SequenceMatcher(str.isspace, old, new).get_opcodes():
        if operation == "equal":
            yield Words("kept", "".join(old[start:end]))
        else:
            yield Words("removed", "".join(old[start:end]))
            yield Words("added", "".join(new[new_start:new_end]))


def moved(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """As few of some names as have to be moved to get from one order to another.

    Args:
        before: The names in the old order, each once.
        after: The same names in the new order.
    """
    places = {name: place for place, name in enumerate(before)}
    kept = _longest_rise([places[name] for name in after])
    return tuple(name for name in after if places[name] not in kept)


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """The longest part of some numbers that rises."""
    tops: list[int] = []  # the least end of a rise of each length
    below: dict[int, int | None] = {}
    for number in numbers:
        length = bisect_left(tops, number)
        below[number] = tops[length - 1] if length else None
        tops[length : length + 1] = [number]
    rise: set[int] = set()
    last = tops[-1] if tops else None
    while last is not None:
        rise.add(last)
        last = below[last]
    return rise
