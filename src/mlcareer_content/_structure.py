"""Checked data to the model: each class gets what its fields are declared to hold, or nothing.

cattrs, which takes the way back, would coerce here (a number becomes a string,
a string the tuple of its letters, an unknown key vanishes) unless every hook is
replaced; and building its hooks costs more than all else that the first
look-up in a process does. So the few types that the model uses are read here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, partial
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from attrs import fields_dict, resolve_types

from ._entries import ENVELOPE, SKILL_LEVELS, RawEntry, Value
from .model import ENTRY_CLASSES, Entry, Place, Prose

#: Everything that data of the wrong shape can make this module raise.
StructureError = (LookupError, TypeError, ValueError, RecursionError)

_Hook = Callable[[Any], Any]


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


def structure_fields(class_: Any, value: Value) -> dict[str, Any]:
    """What a class takes for those of its fields that some data gives.

    Raises:
        StructureError: A value is not what its field takes, or there is no such field.
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
            value.setdefault(SKILL_LEVELS[item["level"]], []).append(item["skill"])
    entry_class = ENTRY_CLASSES[raw.kind]
    return entry_class(**structure_fields(entry_class, value))


class _FieldHooks(dict[str, _Hook]):
    """What reads each field of a class, made when data first has the field."""

    def __init__(self, class_: Any) -> None:
        self._attributes = fields_dict(resolve_types(class_))

    def __missing__(self, name: str) -> _Hook:
        hook = self[name] = _hook(self._attributes[name].type)
        return hook


_hooks_of = cache(_FieldHooks)


def _hook(type_: Any) -> _Hook:
    """What reads a value of a type."""
    if type_ in _HOOKS:
        return _HOOKS[type_]
    if get_origin(type_) is tuple:
        return partial(_structure_tuple, _hook(get_args(type_)[0]))
    if get_origin(type_) is Literal:
        return partial(_one_of, get_args(type_))
    if NoneType in get_args(type_):
        # What is absent is left out of the data, so that null is as wrong as any other value.
        return _hook(get_args(type_)[0])
    if issubclass(type_, Entry):
        # What refers to an entry was given the entry itself.
        return partial(_instance, type_)
    return lambda value: type_(**structure_fields(type_, value))


def _exactly(type_: type[Any], value: Any) -> Any:
    if type(value) is not type_:
        raise TypeError(f"{value!r} is not of the type {type_.__name__}")
    return value


def _instance(type_: type[Entry], value: Any) -> Any:
    if not isinstance(value, type_):
        raise TypeError(f"{value!r} is no {type_.kind}")
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
    # JSON Schema takes 1.0 for an integer, as JSON itself knows numbers only.
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
