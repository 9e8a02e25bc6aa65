"""`Collection`: entries of one kind, by index, by id, by the values of their fields."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence, ValuesView
from functools import cached_property
from typing import Any, TypeVar, overload

from attrs import frozen

from ._convert import standard_categories
from ._fields import choices, declared_by, value_types
from ._type_checks import Checked
from .exceptions import not_found, require_string
from .model import COLLECTION_CLASSES, Displayed, Entry, Named, Stage, Transition

EntryT_co = TypeVar("EntryT_co", bound=Entry, covariant=True)


@frozen(repr=False)
class Collection(Checked, Sequence[EntryT_co], Displayed):
    """Entries of one kind, in order, by index or by id.

    Attributes:
        kind: The kind of the collection, such as ``faq``.
        entries: The entries.

    .. versionadded:: 0.1.0
    """

    kind: str
    entries: tuple[EntryT_co, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, in order."""
        return tuple(entry.id for entry in self.entries)

    @property
    def digest(self) -> str:
        """The SHA-256 of the content, in hexadecimal digits, for caches and ETags.

        It includes the language and the version of the guide that the collection is a part of. It is the same in
        every process and on every platform.
        """
        return self._digest

    @overload
    def __getitem__(self, key: int | str) -> EntryT_co: ...
    @overload
    def __getitem__(self, key: slice) -> Collection[EntryT_co]: ...
    def __getitem__(self, key: int | str | slice) -> EntryT_co | Collection[EntryT_co]:
        """The entry with an id or at an index, or the collection of those in a slice.

        Raises:
            NotFoundError: No entry has the id.
            IndexError: No entry has the index.
            TypeError: The key is none of the three.
        """
        if isinstance(key, str):
            entry = self._find(key)
            if entry is None:
                raise not_found(f"entry in {self.kind} with the id", key, self.ids)
            return entry
        if isinstance(key, slice):
            return self._part(self.entries[key], self._guide)
        if not isinstance(key, int):
            raise TypeError(f"a key is an id, an index or a slice, not {type(key).__name__}")
        return self.entries[key]

    def get(self, id: str) -> EntryT_co | None:
        """The entry with an id, or `None`.

        Raises:
            TypeError: `id` is not a string.
        """
        require_string("id", id)
        return self._find(id)

    def where(self, **criteria: object) -> Collection[EntryT_co]:
        """The entries that meet every criterion.

        A field with one value must equal the criterion; one with several values
        must contain it. A string matches an entry by its id or ref. A list, a
        tuple, a set or a collection matches if one of its items does.

        Raises:
            NotFoundError: The entries have no such field, the field has no such choice, or the guide has no such entry.
        """
        class_: Any = COLLECTION_CLASSES.get(self.kind, Entry)
        types = value_types(class_)
        alternatives = {name: _alternatives(wanted) for name, wanted in criteria.items()}
        for name, wanted in alternatives.items():
            if name not in types:
                raise not_found(f"field in {self.kind}", name, types)
            for text in wanted:
                if isinstance(text, str):
                    self._check(name, types[name], text)
        kept = tuple(
            entry
            for entry in self.entries
            if all(_matches_any(getattr(entry, name), wanted) for name, wanted in alternatives.items())
        )
        return self._part(kept, self._guide)

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[EntryT_co]:
        return iter(self.entries)

    def __contains__(self, item: object) -> bool:
        if isinstance(item, str):
            return self._named(item) is not None
        return item in self.entries

    def __repr__(self) -> str:
        return f"<{self.kind}: {', '.join(self.ids)}>"

    def _check(self, name: str, type_: Any, text: str) -> None:
        """Raise NotFoundError if a field of a type can never have the value that a text names."""
        type_ = Stage if type_ is Transition else type_
        allowed = choices(type_)
        if allowed and text not in allowed:
            raise not_found(f"{name} in {self.kind}", text, allowed)
        if self._guide is None or not isinstance(type_, type) or not issubclass(type_, Named):
            return
        known = (*self._guide, *declared_by(self._guide), *standard_categories().values())
        entries = [entry for entry in known if isinstance(entry, type_)]
        if not _matches_any(tuple(entries), (text,)):
            what = "entry" if type_ is Entry else type_.kind
            raise not_found(what, text, (entry.ref if ":" in text else entry.id for entry in entries))

    def _part(self, entries: tuple[EntryT_co, ...], guide: Any) -> Collection[EntryT_co]:
        """The collection of some of the entries, as a part of a guide."""
        part = Collection(self.kind, entries)
        object.__setattr__(part, "_guide", guide)
        return part

    @cached_property
    def _guide(self) -> Any:
        """The guide that it is a part of, which sets this; none for a collection by itself."""
        # No field, so it is left out of comparisons, pickles and `attrs.asdict`.
        return None

    def _find(self, id: str, stacklevel: int = 3) -> EntryT_co | None:
        found = self._named(id)
        if found is not None and found.id != id:
            message = f"the {found.kind} {id!r} is now {found.id!r}; use the new id"
            warnings.warn(message, DeprecationWarning, stacklevel=stacklevel)
        return found

    def _named(self, id: str) -> EntryT_co | None:
        return self._by_id.get(id) or self._by_former_id.get(id)

    @cached_property
    def _digest(self) -> str:
        from ._convert import digest, unstructure  # with cattrs, which look-up does not need

        document = {"kind": self.kind, "entries": list(map(unstructure, self.entries))}
        if self._guide is not None:
            document |= {"language": self._guide.language, "version": self._guide.version}
        return digest(document)

    @cached_property
    def _by_id(self) -> dict[str, EntryT_co]:
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def _by_former_id(self) -> dict[str, EntryT_co]:
        return {former: entry for entry in self.entries for former in entry.former_ids}


# Its entries are the values of a mapping of ids. Streamlit accepts such values as options, but not every sequence.
ValuesView.register(Collection)


def _alternatives(wanted: object) -> tuple[object, ...]:
    return tuple(wanted) if isinstance(wanted, list | tuple | set | frozenset | Collection) else (wanted,)


def _matches_any(value: object, alternatives: tuple[object, ...]) -> bool:
    return any(_matches(value, wanted) for wanted in alternatives)


def _matches(value: object, wanted: object) -> bool:
    match value:
        case tuple():
            return any(_matches(item, wanted) for item in value)
        case Transition():
            return value == wanted or _matches(value.stage, wanted)
        case Entry() if isinstance(wanted, str):
            return wanted in (value.id, *value.former_ids, *value.refs)
        case Named() if isinstance(wanted, str):
            return wanted in (value.id, value.ref)
    return value == wanted
