"""The fields of each kind, derived from the classes of `model.py`.

No other module has a table of field names: which fields hold references, prose,
dates or web addresses is looked up here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from attrs import Attribute, fields, resolve_types

from .model import DECLARED_CLASSES, ENTRY_CLASSES, Entry, Named, Prose

#: The steps from an entry to a value in its data; ``*`` stands for every item of a list.
Path = tuple[str, ...]

ValueFormat = Literal[
    "boolean",
    "choice",
    "date",
    "entry",
    "id",
    "isbn",
    "language",
    "number",
    "object",
    "prose",
    "reference",
    "text",
    "url",
    "years",
]

_FORMAT_OF_TYPE: dict[Any, ValueFormat] = {str: "text", int: "number", bool: "boolean", date: "date", Prose: "prose"}
_CLASSES: dict[str, type[Named]] = {**ENTRY_CLASSES, **{cls.kind: cls for cls in DECLARED_CLASSES.values()}}
_FORMATS_WITH_RULES = ("date", "isbn", "url")


class Field(NamedTuple):
    """A field of a kind of entry, or of an object inside one."""

    name: str  # the attribute of the model's class
    path: Path  # where the data has its values
    format: ValueFormat  # what each value is
    target: str | None  # the kind of the entries that it refers to or contains
    metadata: dict[str, Any]  # its metadata, as `model.py` explains

    @property
    def key(self) -> str:
        """Its name in the data."""
        return self.path[-2] if self.path[-1] == "*" else self.path[-1]

    @property
    def is_translated(self) -> bool:
        """Whether it is text that a translation contains."""
        return self.format == "prose" or bool(self.metadata.get("translated"))

    @property
    def label(self) -> str | None:
        """The words that it is shown under; none if it is hidden."""
        default = self.name.replace("_", " ")
        label: str | None = self.metadata.get("label", default[:1].upper() + default[1:])
        return label


@cache
def own_fields(kind: str) -> tuple[Field, ...]:
    """The fields of a kind, in the order of its class."""
    return tuple(_field(attribute, ()) for attribute in fields(resolve_types(_CLASSES[kind])))


@cache
def all_fields(kind: str) -> tuple[Field, ...]:
    """The fields of a kind and of the objects inside it, without these objects and the entries inside it."""
    return tuple(_nested(_CLASSES[kind], ()))


def _nested(class_: Any, parents: Path) -> Iterator[Field]:
    for attribute in fields(resolve_types(class_)):
        found = _field(attribute, parents)
        if found.format == "object":
            yield from _nested(_item_type(attribute.type), found.path)
        elif found.format != "entry":
            yield found


def _field(attribute: Attribute[Any], parents: Path) -> Field:
    type_ = _item_type(attribute.type)
    is_list = get_origin(attribute.type) is tuple
    path = attribute.metadata.get("path") or ((attribute.name, "*") if is_list else (attribute.name,))
    format = attribute.metadata.get("format") or _format(type_)
    target = type_.kind if format in ("entry", "reference") else None
    return Field(attribute.name, parents + path, format, target, dict(attribute.metadata))


def _format(type_: Any) -> ValueFormat:
    if type_ in _FORMAT_OF_TYPE:
        return _FORMAT_OF_TYPE[type_]
    if get_origin(type_) in (Literal, UnionType, Union):
        return "choice"
    return "reference" if issubclass(type_, Named) else "object"


def _item_type(type_: Any) -> Any:
    """The type of each value of a field: without `None`, and of the items of a tuple."""
    parts = get_args(type_)
    if get_origin(type_) is tuple:
        return parts[0]
    return next(part for part in parts if part is not NoneType) if NoneType in parts else type_


@cache
def value_types(class_: type[Entry]) -> dict[str, Any]:
    """The fields and properties of a class, each with the type of its values."""
    members = {name: getattr(class_, name) for name in dir(class_)}
    types = {attribute.name: attribute.type for attribute in fields(resolve_types(class_))}
    types |= {name: get_type_hints(one.fget)["return"] for name, one in members.items() if isinstance(one, property)}
    return {name: _item_type(type_) for name, type_ in types.items()}


def choices(type_: Any) -> tuple[str, ...]:
    """The strings that a value of a type with choices can be; none for other types."""
    return tuple(text for part in (type_, *get_args(type_)) if get_origin(part) is Literal for text in get_args(part))


@cache
def references(kind: str) -> dict[Path, str]:
    """The paths of the references of a kind, each with the kind it refers to."""
    return {field.path: field.target for field in all_fields(kind) if field.target}


@cache
def contained(kind: str) -> dict[str, str]:
    """The fields of a kind that contain other entries, each with their kind."""
    return {field.name: field.target for field in own_fields(kind) if field.format == "entry" and field.target}


def contained_kinds() -> frozenset[str]:
    """The kinds that are always inside an entry of another kind."""
    return frozenset(inner for kind in ENTRY_CLASSES for inner in contained(kind).values())


@cache
def paths(kind: str, format: ValueFormat) -> tuple[Path, ...]:
    """The paths of the fields of a kind with a format."""
    return tuple(field.path for field in all_fields(kind) if field.format == format)


@cache
def referred_kinds() -> frozenset[str]:
    """The kinds that a field of some kind refers to."""
    return frozenset(target for kind in ENTRY_CLASSES for target in references(kind).values())


@cache
def kinds_in_chains() -> frozenset[str]:
    """The kinds with a field of references to entries of the same kind; the steps between stages are objects."""
    return frozenset(kind for kind in ENTRY_CLASSES if any(field.target == kind for field in own_fields(kind)))


def declared_by(guide: Any) -> Iterator[Any]:
    """What a guide declares for its entries: groups of questions, and categories."""
    return (one for name in DECLARED_CLASSES for one in getattr(guide, name))


@cache
def name_fields(kind: str) -> tuple[Path, ...]:
    """The paths of the label of a kind and of its other names."""
    return tuple(field.path for field in all_fields(kind) if field.metadata.get("search") in ("label", "name"))


@cache
def prose_field(kind: str) -> str:
    """The field of a kind that is the body of a Markdown document; the description for an unknown kind."""
    if kind not in ENTRY_CLASSES:
        return "description"
    return next(field.name for field in own_fields(kind) if field.format == "prose")


def is_term(kind: str) -> bool:
    """Whether the entries of a kind have a description; they are explained in a glossary."""
    return prose_field(kind) == "description"


@cache
def fields_by_level(kind: str) -> dict[Path, dict[str, str]]:
    """The paths whose values have a level in the data, each with the field of the class for every level."""
    found: defaultdict[Path, dict[str, str]] = defaultdict(dict)
    for field in own_fields(kind):
        if "level" in field.metadata:
            found[field.path][field.metadata["level"]] = field.name
    return found


@cache
def fields_with_rules() -> frozenset[str]:
    """The names of fields whose values can be wrong although they match their pattern."""
    every = (field for kind in ENTRY_CLASSES for field in all_fields(kind))
    return frozenset(one.path[0] for one in every if one.format in _FORMATS_WITH_RULES or "level" in one.metadata)


@cache
def is_list_by_name() -> dict[str, bool]:
    """The names of the fields of all kinds, each with whether its value is a list."""
    every = (field for kind in ENTRY_CLASSES for field in (*own_fields(kind), *all_fields(kind)))
    in_no_class = {"kind": False, "replaces": False, "level": False, "entries": True}
    # Skills by level are one list in the data.
    in_no_class |= {field.path[0]: True for kind in ENTRY_CLASSES for field in own_fields(kind) if "*" in field.path}
    return in_no_class | {field.key: field.format == "prose" or field.path[-1] == "*" for field in every}


def field_format(name: str) -> ValueFormat | None:
    """The format of a field by its name, which is the same in every kind; none for an unknown name."""
    return _formats().get(name)


@cache
def _formats() -> dict[str, ValueFormat]:
    return {field.key: field.format for kind in reversed(ENTRY_CLASSES) for field in reversed(all_fields(kind))}
