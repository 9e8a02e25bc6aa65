"""Compare two texts word by word, and two orders of names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from operator import eq
from typing import Any, Literal, NamedTuple

from .._limits import MAX_TOKENS_COMPARED

_TOKEN = re.compile(r"\s+|[^\W_]+(?:['\u2019-][^\W_]+)*|.", re.DOTALL)


class Run(NamedTuple):
    """Consecutive words that were all kept, all removed or all added."""

    # Whether they are in both texts, only in the old one, or only in the new one
    fate: Literal["kept", "removed", "added"]
    text: str  # the words, with what is between them


def text_changes(before: str, after: str) -> list[Run]:
    """The runs of words that were kept, removed and added, in the order of the texts."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    # Most changes are small; without the common beginning and end, little is left to compare.
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle = _changed(old[start : len(old) - end], new[start : len(new) - end])
    runs = [Run("kept", "".join(old[:start])), *middle, Run("kept", "".join(old[len(old) - end :]))]
    return [run for run in runs if run.text]


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """The number of tokens that two texts have in common at the beginning."""
    return sum(takewhile(bool, map(eq, old, new)))


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
    """The names in both orders that have to be moved to get from one to the other: as few as possible.

    Args:
        before: The names in the old order, each once.
        after: The names in the new order, each once.
    """
    places = {name: place for place, name in enumerate(before)}
    common = [name for name in after if name in places]
    # The names that stay are the longest that are in the same order in both. By length: the lowest place at which
    # such names end, and these names from the last to the first.
    ends: list[int] = []
    longest: list[Any] = []
    for name in common:
        length = bisect_left(ends, places[name])
        ends[length : length + 1] = [places[name]]
        longest[length : length + 1] = [(name, longest[length - 1] if length else None)]
    kept, rest = set(), longest[-1] if longest else None
    while rest:
        kept.add(rest[0])
        rest = rest[1]
    return tuple(name for name in common if name not in kept)
