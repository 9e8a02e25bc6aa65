"""The model back to data (cattrs): what the schemas describe, in the order of the fields."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, get_args, get_origin

from attrs import fields, has, resolve_types
from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn, override

from ._entries import SKILL_LEVELS, Value
from .model import Entry, Prose, Section, Stage


def unstructure(value: object) -> Any:
    """An entry, or a part of one, as plain data; what the model holds as absent is left out."""
    return _converter().unstructure(value)


@cache
def _converter() -> Converter:
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
            if key in SKILL_LEVELS.values():
                level = key.removesuffix("_skills")
                value.setdefault("skills", []).extend({"skill": id, "level": level} for id in item)
            else:
                value[key] = item
        return value

    return unstructure_stage
