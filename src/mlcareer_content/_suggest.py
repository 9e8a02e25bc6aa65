"""Near matches of misspelt names."""

from __future__ import annotations

from collections.abc import Iterable

from .exceptions import NotFoundError

_SHORTEST = 4


def near(name: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """Up to three of the candidates that are similar to `name`, the nearest first."""
    from difflib import get_close_matches

    folded = {candidate.casefold(): candidate for candidate in candidates}
    name = name[:100].casefold()
    matches = get_close_matches(name, folded, n=3, cutoff=0.7) or [word for word in name.split() if word in folded][:3]
    return tuple(folded[match] for match in matches)


def containing(name: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """The candidates that contain the name or are contained in it, as “textbook” contains “book”."""
    name = name[:100].casefold()
    return tuple(
        word for word in candidates if min(len(word), len(name)) >= _SHORTEST and (word in name or name in word)
    )


def not_found(what: str, name: str, candidates: Iterable[str]) -> NotFoundError:
    """The error for a name that is not among the candidates, with near matches."""
    return NotFoundError(f"there is no {what} {name[:100]!r}", near(name, candidates))
