"""Whether one JSON Schema accepts all that another accepts.

What cannot be proven is taken for a gap. The old schema is several parts that
all hold at once; what any of them guarantees is guaranteed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, ClassVar, NamedTuple

from .._read import step
from ..exceptions import ContentError
from ._guarantees import NOTHING, NUMBERS, TYPES, Guarantees, guarantees, key_of, named_types
from ._places import SILENT, Places, Schema

#: The types that a keyword says something of; where none is named, it may be all.
_APPLIES = {
    keyword: types
    for types, keywords in (
        (NUMBERS, ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")),
        ({"string"}, ("minLength", "maxLength", "pattern", "contentEncoding", "contentMediaType")),
        ({"array"}, ("items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains")),
        ({"object"}, ("properties", "patternProperties", "additionalProperties", "propertyNames", "required")),
        ({"object"}, ("minProperties", "maxProperties", "dependentRequired")),
    )
    for keyword in keywords
}
#: Keywords that mean something together, by the one that stands for all; the others are silent by themselves.
_GROUPS = {"if": ("if", "then", "else"), "contains": ("contains", "minContains", "maxContains")}
_PASSED_OVER = {*SILENT, "$ref", "allOf", "then", "else", "minContains", "maxContains"}
_MOST_STEPS = 20_000


class Gap(NamedTuple):
    """A demand of the new schema that the old one does not guarantee.

    Attributes:
        pointer: Where the demand stands; where a property is missing, where it stood in the old schema.
        keyword: The keyword, or ``"property"`` where a property is missing.
        before: What the old schema says there.
        after: What the new schema says there.
    """

    pointer: str
    keyword: str
    before: Any
    after: Any


def gaps(old: Places, new: Places) -> list[Gap]:
    """Everything that keeps the new schema from accepting whatever the old one accepts.

    Raises:
        ContentError: The schemas are too large, or too deep, to be compared.
    """
    try:
        return _Containment(old, new).gaps((old.root,), new.root, "")
    except RecursionError as error:
        raise ContentError("its parts refer to one another too deeply to be compared") from error


class _Containment:
    """One comparison. Under `not`, old and new change places.

    Args:
        old: The schema that guarantees.
        new: The schema that demands.
        reverse: The comparison the other way round, where there is one.
    """

    def __init__(self, old: Places, new: Places, reverse: _Containment | None = None) -> None:
        self._old = old
        self._new = new
        self._reverse = reverse
        self._done: dict[tuple[int, ...], list[Gap]] = {}
        self._steps = 0

    def gaps(self, olds: Sequence[Schema], new: Schema, pointer: str) -> list[Gap]:
        """The demands of a part that some parts, which all hold, do not guarantee.

        Args:
            olds: The parts of the old schema.
            new: The part of the new schema.
            pointer: Where that is, should it not know itself.
        """
        if isinstance(new, bool):
            accepted = new or guarantees(self._parts(olds)).values == set()
            return [] if accepted else [Gap(pointer, "false", None, after=False)]
        key = (*map(id, olds), 0, id(new))
        if key not in self._done:
            self._count()
            # Met again inside itself, it is not proven: no schema here refers to itself.
            self._done[key] = [Gap(pointer, "$ref", "a part", "a part that refers to itself")]
            self._done[key] = [self._told(gap, olds, new) for gap in self._compared(olds, new, pointer)]
        return self._done[key]

    def _told(self, gap: Gap, olds: Sequence[Schema], new: dict[str, Any]) -> Gap:
        """A gap, with the place of the `$ref` where it is due to another `$ref` and not to what that leads to."""
        place = self._new.pointer(new)
        references = [old.get("$ref") for old in olds if isinstance(old, dict)]
        is_other = "$ref" in new and new["$ref"] not in references
        return gap._replace(pointer=f"{place}/$ref") if place is not None and is_other else gap

    def _count(self) -> None:
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise ContentError("it is too large to be compared")

    def _compared(self, olds: Sequence[Schema], new: dict[str, Any], pointer: str) -> list[Gap]:
        digest = self._new.digest(new)
        if digest is not None and any(self._old.digest(old) == digest for old in olds):
            return []
        known = guarantees(self._parts(olds))
        if known.values == set() or not known.types:
            return []
        return [gap for part in _conjuncts(self._new, [new]) for gap in self._demanded(part, known, pointer)]

    def _parts(self, olds: Sequence[Schema]) -> list[dict[str, Any]]:
        return [part for part in _conjuncts(self._old, olds) if self._old.pointer(part) is not None or part is NOTHING]

    def _demanded(self, part: dict[str, Any], known: Guarantees, pointer: str) -> Iterator[Gap]:
        if part is NOTHING:
            yield Gap(pointer, "false", None, after=False)
            return
        place = self._new.pointer(part)
        if place is None:
            yield Gap(pointer, "$id", None, part.get("$id"))
            return
        for keyword in part:
            if keyword == "$ref" and self._new.target(part["$ref"]) is None:
                yield Gap(f"{place}/$ref", "$ref", _first(known.all("$ref")), part["$ref"])
            if keyword not in _PASSED_OVER and not known.types.isdisjoint(_APPLIES.get(keyword, TYPES)):
                found = self._KEYWORDS.get(keyword, _Containment._same)(self, keyword, part, known)
                yield from (gap if gap.pointer else gap._replace(pointer=f"{place}/{keyword}") for gap in found)

    def _are_alike(self, other: dict[str, Any], part: dict[str, Any], keywords: tuple[str, ...]) -> bool:
        """Whether an old and a new part say the same by some keywords."""
        digest = self._new.digest_of(part, keywords)
        return digest is not None and digest == self._old.digest_of(other, keywords)

    # Each of these says what of one keyword is not guaranteed; a gap without a place is that of the keyword.

    def _same(self, keyword: str, part: dict[str, Any], known: Guarantees) -> Iterable[Gap]:
        """What is not understood has to be there as it is."""
        names = _GROUPS.get(keyword, (keyword,))
        alike = any(self._are_alike(other, part, names) for other in known.parts if keyword in other)
        if keyword.startswith(("unevaluated", "$")) or not alike:
            yield Gap("", keyword, _first(known.all(keyword)), part[keyword])

    def _type(self, keyword: str, part: dict[str, Any], known: Guarantees) -> Iterable[Gap]:
        if not known.types <= named_types(part[keyword]):
            yield Gap("", keyword, _first(known.all(keyword)), part[keyword])

    def _listed(self, keyword: str, part: dict[str, Any], known: Guarantees) -> Iterable[Gap]:
        allowed = set(map(key_of, part[keyword] if keyword == "enum" else [part[keyword]]))
        if known.values is None or not known.values <= allowed:
            yield Gap("", keyword, _first(known.all(keyword)), part[keyword])

    def _at_most(self, keyword: str, part: dict[str, Any], known: Guarantees) -> Iterable[Gap]:
        if not any(bound <= part[keyword] for bound in known.all(keyword)):
            yield Gap("", keyword, _first(known.all(keyword)), part[keyword])

    def _at_least(self, keyword: str, part: dict[str, Any], known: Guarantees) -> Iterable[Gap]:
        is_size = keyword in ("minLength", "minItems", "minProperties")
        if not any(bound >= part[keyword] for bound in [*known.all(keyword), *([0] if is_size else [])]):
            yield Gap("", keyword, _first(known.all(keyword)), part[keyword])

    def _unique(self, keyword: str, part: dict[str, Any], known: Guarantees) -> Iterable[Gap]:
        if part[keyword] is not False and not any(value is True for value in known.all(keyword)):
            yield Gap("", keyword, _first(known.all(keyword)), part[keyword])

    def _required(self, keyword: str, part: dict[str, Any], known: Guarantees) -> Iterable[Gap]:
        given = {name for names in known.all(keyword) for name in names}
        for name in part[keyword]:
            if name not in given:
                yield Gap("", keyword, None, name)

    def _properties(self, keyword: str, part: dict[str, Any], known: Guarantees) -> Iterable[Gap]:
        for name, demanded in part[keyword].items():
            pointer = f"{self._new.pointer(part)}/{keyword}/{step(name)}"
            yield from self.gaps(_values_of(name, known.parts), demanded, pointer)

    def _pattern_properties(self, keyword: str, part: dict[str, Any], known: Guarantees) -> Iterable[Gap]:
        for pattern, demanded in part[keyword].items():
            there = [others[pattern] for others in known.all(keyword) if pattern in others]
            if not there or self.gaps(there, demanded, "/"):
                yield Gap("", keyword, _first(known.all(keyword)), part[keyword])

    def _other_properties(self, keyword: str, part: dict[str, Any], known: Guarantees) -> Iterable[Gap]:
        place = f"{self._new.pointer(part)}/{keyword}"
        found = [list(self._others(other, part, known, place)) for other in known.parts if keyword in other]
        return _fewest(found) if found else self.gaps((), part[keyword], place)

    def _others(self, other: dict[str, Any], part: dict[str, Any], known: Guarantees, place: str) -> Iterator[Gap]:
        """What a part lets stand beside its properties, and the new one does not."""
        keyword, patterns = "additionalProperties", ("patternProperties",)
        if "patternProperties" in other and not self._are_alike(other, part, patterns):
            yield Gap("", keyword, other[keyword], part[keyword])
        yield from self.gaps((other[keyword],), part[keyword], place)
        for name, value in other.get("properties", {}).items():
            is_known = name in part.get("properties", {})
            if not is_known and self.gaps(_values_of(name, known.parts), part[keyword], place):
                yield Gap(f"{self._old.pointer(other)}/properties/{step(name)}", "property", value, None)

    def _names(self, keyword: str, part: dict[str, Any], known: Guarantees) -> Iterable[Gap]:
        return self.gaps(known.all(keyword), part[keyword], f"{self._new.pointer(part)}/{keyword}")

    def _items(self, keyword: str, part: dict[str, Any], known: Guarantees) -> Iterable[Gap]:
        group = ("prefixItems", "items")
        if "prefixItems" in part or known.all("prefixItems"):
            if not any(self._are_alike(other, part, group) for other in known.parts):
                yield Gap("", keyword, _first(known.all(keyword)), part[keyword])
        else:
            yield from self.gaps(known.all(keyword), part[keyword], f"{self._new.pointer(part)}/{keyword}")

    def _not(self, keyword: str, part: dict[str, Any], known: Guarantees) -> Iterable[Gap]:
        reverse = self._reverse = self._reverse or _Containment(self._new, self._old, self)
        if all(reverse.gaps((part[keyword],), refused, "/") for refused in known.all(keyword)):
            yield Gap("", keyword, _first(known.all(keyword)), part[keyword])

    def _any_of(self, keyword: str, part: dict[str, Any], known: Guarantees) -> Iterable[Gap]:
        branches, place = part[keyword], f"{self._new.pointer(part)}/{keyword}"
        if known.values is not None and known.values <= set().union(*map(self._just_listed, branches)):
            return []
        if any(not self.gaps(known.parts, branch, place) for branch in branches):
            return []
        found = [self._unmatched(others, branches, place) for others in known.all(keyword)]
        return _fewest(found) if found else [Gap("", keyword, None, branches)]

    def _unmatched(self, others: list[Schema], branches: list[Schema], place: str) -> list[Gap]:
        """What keeps the old branches from being among the new ones."""
        found = []
        for number, other in enumerate(others):
            if any(not self.gaps((other,), branch, place) for branch in branches):
                continue
            if number < len(branches) and len(others) <= len(branches):
                found += self.gaps((other,), branches[number], f"{place}/{number}")
            else:
                found.append(Gap("", "anyOf", other, None))
        return found

    def _just_listed(self, branch: Schema) -> set[str]:
        """The values that a branch lists, if it says nothing else."""
        parts = list(_conjuncts(self._new, [branch]))
        says_more = any(part.keys() - {*SILENT, "enum", "const"} for part in parts)
        return set() if says_more else guarantees(parts).values or set()

    _KEYWORDS: ClassVar[dict[str, Callable[[_Containment, str, dict[str, Any], Guarantees], Iterable[Gap]]]] = {
        "type": _type,
        **dict.fromkeys(("const", "enum"), _listed),
        **dict.fromkeys(("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"), _at_most),
        **dict.fromkeys(("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"), _at_least),
        "uniqueItems": _unique,
        "required": _required,
        "properties": _properties,
        "patternProperties": _pattern_properties,
        "additionalProperties": _other_properties,
        "propertyNames": _names,
        **dict.fromkeys(("items", "prefixItems"), _items),
        "not": _not,
        "anyOf": _any_of,
    }


def _conjuncts(places: Places, schemas: Sequence[Schema]) -> Iterator[dict[str, Any]]:
    """The parts that all hold where some schemas hold, with what their `$ref` and `allOf` lead to, each once."""
    waiting, seen = list(reversed(schemas)), set()
    while waiting:
        schema = waiting.pop()
        if schema is True or id(schema) in seen:
            continue
        if schema is False:
            yield NOTHING
            continue
        seen.add(id(schema))
        yield schema
        target = places.target(schema.get("$ref")) if places.pointer(schema) is not None else None
        waiting += [] if target is None else [target]
        waiting += schema.get("allOf", []) if places.pointer(schema) is not None else []


def _values_of(name: str, parts: Iterable[dict[str, Any]]) -> list[Schema]:
    """The schemas of a property, in each part of those that all hold."""
    found: list[Schema] = []
    for part in parts:
        if name in part.get("properties", {}):
            found.append(part["properties"][name])
        elif "additionalProperties" in part and "patternProperties" not in part:
            found.append(part["additionalProperties"])
    return found


def _first(values: Sequence[Any]) -> Any:
    return values[0] if values else None


def _fewest(found: list[list[Gap]]) -> list[Gap]:
    return min(found, key=len)
