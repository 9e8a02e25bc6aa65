"""Convert checked data to the model, and the model back to data.

cattrs takes the way back. It does not take the way in: it coerces (a number
becomes a string, a string a tuple of its letters, unknown keys vanish) unless
every hook is replaced, and building its hooks made the first look-up in a
process 1.49 times that of pycountry, where it is 1.19 with the few hooks here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, partial
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from attrs import fields, fields_dict, has, resolve_types

from ._entries import ENVELOPE, RawEntry, Value
from ._fields import skill_levels
from .model import ENTRY_CLASSES, Entry, Place, Prose, Section, Stage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cattrs import Converter

#: The errors that invalid data can cause in this module.
StructureError = (LookupError, TypeError, ValueError, RecursionError)

_Hook = Callable[[Any], Any]


def structure_entries(raw_entries: Iterable[RawEntry], known: Mapping[str, Entry]) -> dict[str, Entry]:
    """Convert entries, with their references resolved.

    Args:
        raw_entries: The data, in any order.
        known: Other entries that the data may refer to, by ref.

    Returns:
        The new entries by ref, in the order of the data.

    Raises:
        StructureError: The data does not match its schema, or references lead nowhere or form a cycle.
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


def structure_fields(class_: Any, value: Value) -> dict[str, Any]:
    """Convert the fields of an object to the arguments of its class.

    Raises:
        StructureError: A value has the wrong type for its field, or the field is unknown.
    """
    hooks = _hooks_of(class_)
    return {name: hooks[name](item) for name, item in _exactly(dict, value).items()}


def _structure_entry(raw: RawEntry, entry: Callable[[str], Entry]) -> Entry:
    value = raw.resolved(entry)
    for key in ENVELOPE:
        value.pop(key, None)
    if raw.kind == "article":
        value["sections"] = [entry(section.ref) for section in raw.sections]
    if raw.kind == "stage":
        for item in value.pop("skills", ()):
            value.setdefault(skill_levels()[item["level"]], []).append(item["skill"])
    entry_class = ENTRY_CLASSES[raw.kind]
    return entry_class(**structure_fields(entry_class, value))


class _FieldHooks(dict[str, _Hook]):
    """The hook for each field of a class, made when it is first needed."""

    def __init__(self, class_: Any) -> None:
        self._attributes = fields_dict(resolve_types(class_))

    def __missing__(self, name: str) -> _Hook:
        hook = self[name] = _hook(self._attributes[name].type)
        return hook


_hooks_of = cache(_FieldHooks)


def _hook(type_: Any) -> _Hook:
    """The function that converts a value of a type."""
    if type_ in _HOOKS:
        return _HOOKS[type_]
    if get_origin(type_) is tuple:
        return partial(_structure_tuple, _hook(get_args(type_)[0]))
    if get_origin(type_) is Literal:
        return partial(_one_of, get_args(type_))
    if NoneType in get_args(type_):
        # Absent values are left out of the data, so null is invalid.
        return _hook(get_args(type_)[0])
    if issubclass(type_, Entry):
        # References were replaced by the entries before.
        return partial(_instance, type_)
    return lambda value: type_(**structure_fields(type_, value))


def _exactly(type_: type[Any], value: Any) -> Any:
    if type(value) is not type_:
        raise TypeError(f"{value!r} is not of the type {type_.__name__}")
    return value


def _instance(type_: type[Entry], value: Any) -> Any:
    if not isinstance(value, type_):
        raise TypeError(f"{value!r} is not a {type_.kind}")
    return value


def _one_of(allowed: tuple[str, ...], value: Any) -> Any:
    if value not in allowed:
        raise ValueError(f"{value!r} is none of {', '.join(allowed)}")
    return value


def _structure_tuple(hook: _Hook, value: Any) -> tuple[Any, ...]:
    return tuple(map(hook, _exactly(list, value)))


def _structure_strings(value: Any) -> tuple[str, ...]:
    if type(value) is not list or not all(type(item) is str for item in value):
        raise TypeError(f"{value!r} is not a list of strings")
    return tuple(value)


def _structure_integer(value: Any) -> int:
    # 1.0 is an integer in JSON Schema, as JSON has only numbers.
    whole = type(value) is float and value.is_integer()
    return int(value) if whole else _exactly(int, value)


def _structure_place(value: Any) -> Place:
    return "alongside" if value == "alongside" else _structure_integer(value)


_HOOKS: dict[Any, _Hook] = {
    str: partial(_exactly, str),
    bool: partial(_exactly, bool),
    int: _structure_integer,
    date: lambda value: date.fromisoformat(_exactly(str, value)),
    tuple[str, ...]: _structure_strings,
    Place: _structure_place,
    Prose: lambda value: Prose(_structure_strings(value)),
}


def unstructure(value: object) -> Any:
    """An entry or a part of one as plain data, without absent values."""
    return _converter().unstructure(value)


@cache
def _converter() -> Converter:
    from cattrs import Converter  # not needed to load the packaged guide

    converter = Converter()
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(Prose, lambda prose: list(prose.blocks))
    converter.register_unstructure_hook_factory(_is_tuple, _list_hook)
    converter.register_unstructure_hook_factory(has, _dict_hook)
    converter.register_unstructure_hook_factory(lambda type_: type_ is Stage, _stage_dict_hook)
    return converter


def _is_tuple(type_: Any) -> bool:
    return get_origin(type_) is tuple


def _is_entry(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, Entry)


def _list_hook(type_: Any, converter: Converter) -> Callable[[Any], Any]:
    item_hook = converter.get_unstructure_hook(get_args(type_)[0])
    return lambda value: [item_hook(item) for item in value]


def _dict_hook(type_: Any, converter: Converter) -> Callable[[Any], Any]:
    from cattrs.gen import make_dict_unstructure_fn, override

    attributes = fields(resolve_types(type_))
    references: dict[str, Any] = {
        attribute.name: override(unstruct_hook=_ids)
        for attribute in attributes
        if any(_is_entry(part) and part is not Section for part in (attribute.type, *get_args(attribute.type)))
    }
    names = [attribute.name for attribute in attributes]
    hook = make_dict_unstructure_fn(type_, converter, _cattrs_omit_if_default=True, **references)
    # cattrs puts required fields first; here the order of the class is kept.
    return lambda value: {name: found[name] for found in [hook(value)] for name in names if name in found}


def _ids(value: Any) -> Any:
    return [entry.id for entry in value] if isinstance(value, tuple) else value.id


def _stage_dict_hook(type_: Any, converter: Converter) -> Callable[[Any], Any]:
    hook = _dict_hook(type_, converter)
    levels = {name: level for level, name in skill_levels().items()}

    def unstructure_stage(stage: Stage) -> Value:
        value: Value = {}
        for key, item in hook(stage).items():
            if key in levels:
                value.setdefault("skills", []).extend({"skill": id, "level": levels[key]} for id in item)
            else:
                value[key] = item
        return value

    return unstructure_stage
