"""Checked data to the model, and the model back to data (cattrs).

cattrs coerces by default: a number becomes a string, a string the tuple of its
letters, and an unknown key vanishes. Every such hook is replaced by a strict
one, so that even data that no schema has seen is structured right or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin

from attrs import fields, fields_dict, has, resolve_types
from cattrs import Converter
from cattrs.errors import CattrsError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from ._entries import ENVELOPE, RawEntry, Value
from .model import ENTRY_CLASSES, Entry, Place, Prose, Section, Stage

#: Everything that data of the wrong shape can make this module raise.
StructureError = (LookupError, TypeError, ValueError, RecursionError, CattrsError)

_LEVELS = {"essential": "essential_skills", "helpful": "helpful_skills"}


def structure_entries(raw_entries: Iterable[RawEntry], known: Mapping[str, Entry]) -> dict[str, Entry]:
    """The entries of some data, each with its references resolved.

    Args:
        raw_entries: The data, in any order.
        known: Entries that the data may refer to beside its own, by ref.

    Returns:
        The new entries by ref, in the order of the data.

    Raises:
        StructureError: The data is not what the schema asks for, a reference leads nowhere, or they run in a circle.
    """
    waiting = {raw.ref: raw for raw in raw_entries}
    renamed = {name: raw.ref for raw in waiting.values() if "former_ids" in raw.value for _, name in raw.names}
    done = dict(known)

    def entry(ref: str) -> Entry:
        ref = renamed.get(ref, ref)
        if ref not in done:
            done[ref] = _structure_entry(waiting[ref], entry)
        return done[ref]

    return {ref: entry(ref) for ref in waiting}


def structure_fields(class_: type[Any], value: Value) -> dict[str, Any]:
    """What a class takes for those of its fields that some data gives.

    Raises:
        StructureError: A value is not what its field takes, or there is no such field.
    """
    attributes = fields_dict(resolve_types(class_))
    types: dict[str, Any] = {name: attribute.type for name, attribute in attributes.items()}
    return {name: _converter().structure(item, types[name]) for name, item in value.items()}


def unstructure(value: object) -> Any:
    """An entry, or a part of one, as plain data; what the model holds as absent is left out."""
    return _converter().unstructure(value)


def _structure_entry(raw: RawEntry, entry: Callable[[str], Entry]) -> Entry:
    value = raw.resolved(entry)
    for key in ENVELOPE:
        value.pop(key, None)
    if raw.kind == "article":
        value["sections"] = [entry(section.ref) for section in raw.sections]
    if raw.kind == "stage":
        for item in value.pop("skills", ()):
            value.setdefault(_LEVELS[item["level"]], []).append(item["skill"])
    structured: Entry = _converter().structure(value, ENTRY_CLASSES[raw.kind])
    return structured


@cache
def _converter() -> Converter:
    converter = Converter(detailed_validation=False, forbid_extra_keys=True, omit_if_default=True)
    converter.register_structure_hook(str, _exactly)
    converter.register_structure_hook(bool, _exactly)
    converter.register_structure_hook(int, _structure_integer)
    converter.register_structure_hook(date, _structure_date)
    converter.register_structure_hook(Prose, _structure_prose)
    converter.register_structure_hook_func(lambda type_: type_ == Place, _structure_place)
    converter.register_structure_hook_factory(_is_optional, _optional_hook)
    converter.register_structure_hook_factory(_is_tuple, _tuple_hook)
    converter.register_structure_hook_factory(_is_entry, _entry_hook)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(Prose, lambda prose: list(prose.blocks))
    converter.register_unstructure_hook_factory(_is_tuple, _list_hook)
    converter.register_unstructure_hook_factory(has, _dict_hook)
    converter.register_unstructure_hook_factory(lambda type_: type_ is Stage, _stage_dict_hook)
    return converter


def _exactly(value: Any, type_: type) -> Any:
    if type(value) is not type_:
        raise TypeError(f"{value!r} is not of the type {type_.__name__}")
    return value


def _structure_integer(value: Any, _: type) -> int:
    # JSON Schema takes 1.0 for an integer, as JSON itself knows numbers only.
    whole = type(value) is float and value.is_integer()
    return int(value) if whole else _exactly(value, int)


def _structure_date(value: Any, _: type) -> date:
    return date.fromisoformat(_exactly(value, str))


def _structure_prose(value: Any, _: type) -> Prose:
    return Prose(_structure_strings(value, str))


def _structure_strings(value: Any, _: Any) -> tuple[str, ...]:
    if type(value) is not list or not all(type(item) is str for item in value):
        raise TypeError(f"{value!r} is not a list of strings")
    return tuple(value)


def _structure_place(value: Any, _: Any) -> Place:
    return "alongside" if value == "alongside" else _structure_integer(value, int)


def _is_optional(type_: Any) -> bool:
    return NoneType in get_args(type_)


def _is_tuple(type_: Any) -> bool:
    return get_origin(type_) is tuple


def _is_entry(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, Entry)


def _optional_hook(type_: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    # What is absent is left out of the data, so that null is as wrong as any other value.
    some_type = get_args(type_)[0]
    hook = converter.get_structure_hook(some_type)
    return lambda value, _: hook(value, some_type)


def _tuple_hook(type_: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    item_type = get_args(type_)[0]
    if item_type is str:
        return _structure_strings
    item_hook = converter.get_structure_hook(item_type)
    return lambda value, _: tuple(item_hook(item, item_type) for item in _exactly(value, list))


def _entry_hook(type_: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    # What refers to an entry was given the entry itself, which stays as it is.
    hook = make_dict_structure_fn(type_, converter)
    return lambda value, _: value if isinstance(value, type_) else hook(value, type_)


def _list_hook(type_: Any, converter: Converter) -> Callable[[Any], Any]:
    item_hook = converter.get_unstructure_hook(get_args(type_)[0])
    return lambda value: [item_hook(item) for item in value]


def _dict_hook(type_: Any, converter: Converter) -> Callable[[Any], Any]:
    attributes = fields(resolve_types(type_))
    references: dict[str, Any] = {
        attribute.name: override(unstruct_hook=_ids)
        for attribute in attributes
        if any(_is_entry(part) and part is not Section for part in (attribute.type, *get_args(attribute.type)))
    }
    names = [attribute.name for attribute in attributes]
    hook = make_dict_unstructure_fn(type_, converter, _cattrs_omit_if_default=True, **references)
    # cattrs writes what is required first; here the order is the class's own.
    return lambda value: {name: found[name] for found in [hook(value)] for name in names if name in found}


def _ids(value: Any) -> Any:
    return [entry.id for entry in value] if isinstance(value, tuple) else value.id


def _stage_dict_hook(type_: Any, converter: Converter) -> Callable[[Any], Any]:
    hook = _dict_hook(type_, converter)

    def unstructure_stage(stage: Stage) -> Value:
        value: Value = {}
        for key, item in hook(stage).items():
            if key in _LEVELS.values():
                level = key.removesuffix("_skills")
                value.setdefault("skills", []).extend({"skill": id, "level": level} for id in item)
            else:
                value[key] = item
        return value

    return unstructure_stage
