"""Compare two texts word by word, and two orders of the same names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from .._limits import MAX_TOKENS_COMPARED

_TOKEN = re.compile(r"\s+|[^\W_]+(?:['\u2019-][^\W_]+)*|.", re.DOTALL)


class Run(NamedTuple):
    """Some words in a row with the same fate.

    Attributes:
        fate: Whether they are in both texts, only in the old one, or only in the new one.
        text: The words, with what is between them.
    """

    fate: Literal["kept", "removed", "added"]
    text: str


def text_changes(before: str, after: str) -> list[Run]:
    """The runs of words that were kept, removed and added.

    Args:
        before: The old text: what was kept and removed.
        after: The new text: what was kept and added.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    # Most changes are small; without the common beginning and end, little is left to compare.
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle = _changed(old[start : len(old) - end], new[start : len(new) - end])
    runs = [Run("kept", "".join(old[:start])), *middle, Run("kept", "".join(old[len(old) - end :]))]
    return [run for run in runs if run.text]


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """The number of tokens that two texts have in common at the beginning."""
    pairs = zip(old, new, strict=False)
    return next((number for number, (one, other) in enumerate(pairs) if one != other), min(len(old), len(new)))


def _changed(old: list[str], new: list[str]) -> Iterator[Run]:
    if max(len(old), len(new)) > MAX_TOKENS_COMPARED:
        yield from (Run("removed", "".join(old)), Run("added", "".join(new)))
        return
    for operation, start, end, new_start, new_end in SequenceMatcher(str.isspace, old, new).get_opcodes():
        if operation == "equal":
            yield Run("kept", "".join(old[start:end]))
        else:
            yield Run("removed", "".join(old[start:end]))
            yield Run("added", "".join(new[new_start:new_end]))


def moved(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """The names that have to be moved to get from one order to another: as few as possible.

    Args:
        before: The names in the old order, each once.
        after: The same names in the new order.
    """
    places = {name: place for place, name in enumerate(before)}
    kept = _longest_increasing([places[name] for name in after])
    return tuple(name for name in after if places[name] not in kept)


def _longest_increasing(numbers: Sequence[int]) -> set[int]:
    """The longest increasing subsequence of some numbers."""
    lowest_ends: list[int] = []  # by length: the lowest number at which such a subsequence of that length ends
    previous: dict[int, int | None] = {}
    for number in numbers:
        length = bisect_left(lowest_ends, number)
        previous[number] = lowest_ends[length - 1] if length else None
        lowest_ends[length : length + 1] = [number]
    found: set[int] = set()
    last = lowest_ends[-1] if lowest_ends else None
    while last is not None:
        found.add(last)
        last = previous[last]
    return found
