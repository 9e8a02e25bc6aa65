"""The refs that a wrong one may have been meant to be, by their ids and by what people call the entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from .._suggest import near
from ._forms import id_of

_MOST_COMPARISONS = 40_000
_MOST_NAMED = 3


class Nearest:
    """The refs that there are, for whoever looks for those that are nearly one that there is not.

    To find them takes a comparison with every ref there is, so that a file
    with thousands of wrong ones gets suggestions for the first of them only.

    Args:
        refs: The refs, by themselves, and by what else leads to them: a kind, a colon and a former id, or a label
            in lower case.
    """

    def __init__(self, refs: Mapping[str, str]) -> None:
        self._refs = refs
        self._names: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._found: dict[str, list[str]] = {}
        self._ids: dict[str, list[str]] = {}
        self._comparisons_left = _MOST_COMPARISONS

    def to(self, ref: str) -> list[str]:
        """The refs that are nearly this one, the nearest first.

        Args:
            ref: A kind, a colon and whatever stands where an id belongs; or that alone.
        """
        if not self._names:
            for name, found in self._refs.items():
                kind, _, id = name.partition(":")
                self._names[kind][id] = found
        if ref not in self._found:
            self._found[ref] = list(dict.fromkeys(self._look_for(ref)))[:_MOST_NAMED]
        return self._found[ref]

    def only(self, ref: str) -> str | None:
        """The ref that is nearly this one, if there is no second."""
        found = self.to(ref)
        return found[0] if len(found) == 1 else None

    def of_kind(self, kind: str) -> list[str]:
        """The ids of every entry of a kind."""
        if kind not in self._ids:
            self._ids[kind] = list(dict.fromkeys(ref.partition(":")[2] for ref in self._names[kind].values()))
        return self._ids[kind]

    def _look_for(self, ref: str) -> list[str]:
        kind, colon, name = ref.partition(":")
        if not colon:
            return self._called(list(self._names), ref)
        kinds = [kind] if kind in self._names else list(near(kind, self._names))
        prefix, colon, rest = name.partition(":")
        return self._called(kinds, rest if colon and near(prefix, kinds) else name)

    def _called(self, kinds: list[str], name: str) -> list[str]:
        """The refs of some kinds whose id or label is a name, or else is nearly it."""
        forms = [name.strip().casefold(), id_of(name)]
        exact = [self._names[kind][form] for kind in kinds for form in forms if form in self._names[kind]]
        if exact:
            return exact
        found = []
        for kind in kinds:
            self._comparisons_left -= len(self._names[kind])
            if self._comparisons_left > 0:
                found += [self._names[kind][one] for form in forms for one in near(form, self._names[kind])]
        return found
