"""Near matches of refs, by id and by label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from .._limits import MAX_REFS_COMPARED
from ..exceptions import near
from ._field_formats import id_from

_MAX_MATCHES = 3


class NearMatches:
    """The refs that exist, to find near matches of those that do not.

    A near match takes a comparison with every ref, so that a file with
    thousands of broken references gets suggestions for the first of them only.

    Args:
        refs: The refs by what leads to them: the ref itself, or a kind and a colon with a former id or with a
            label in lower case.
    """

    def __init__(self, refs: Mapping[str, str]) -> None:
        self._refs = refs
        self._names: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._found: dict[str, list[str]] = {}
        self._ids: dict[str, list[str]] = {}
        self._comparisons_left = MAX_REFS_COMPARED

    def to(self, ref: str) -> list[str]:
        """The near matches of a ref, the nearest first.

        Args:
            ref: A kind, a colon and any text in place of an id; or that text alone.
        """
        if not self._names:
            for name, found in self._refs.items():
                kind, _, id = name.partition(":")
                self._names[kind][id] = found
        if ref not in self._found:
            self._found[ref] = list(dict.fromkeys(self._look_for(ref)))[:_MAX_MATCHES]
        return self._found[ref]

    def only(self, ref: str) -> str | None:
        """The near match of a ref, if it has exactly one."""
        found = self.to(ref)
        return found[0] if len(found) == 1 else None

    def of_kind(self, kind: str) -> list[str]:
        """The ids of all entries of a kind."""
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
        """The refs of some kinds whose id or label is a name, or otherwise is similar to it."""
        forms = [name.strip().casefold(), id_from(name)]
        exact = [self._names[kind][form] for kind in kinds for form in forms if form in self._names[kind]]
        if exact:
            return exact
        found = []
        for kind in kinds:
            self._comparisons_left -= len(self._names[kind])
            if self._comparisons_left > 0:
                found += [self._names[kind][one] for form in forms for one in near(form, self._names[kind])]
        return found
