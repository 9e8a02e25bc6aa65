"""Checks the values of an object against the types of its fields, when it is made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from attrs import fields, resolve_types

from .exceptions import did_you_mean, near

_LONGEST_SHOWN = 60
_OTHER_MEANING: dict[Any, type] = {int: bool, date: datetime}  # subclasses whose objects mean something else


class Checked:
    """The base of classes whose fields hold only values of their types.

    An object of the wrong type would fail only when it is rendered, far from the line that made it.
    """

    __slots__ = ()

    def __attrs_post_init__(self) -> None:
        class_: Any = type(self)
        for name, type_, default, is_valid in _checks(class_):
            value = getattr(self, name)
            if value is not default and not is_valid(value):
                raise _error(f"{class_.__name__}.{name}", type_, value)


@cache
def _checks(class_: Any) -> list[tuple[str, Any, Any, Callable[[Any], bool]]]:
    """The name, the type, the default and the check of each field of a class."""
    return [(one.name, one.type, one.default, _check(one.type)) for one in fields(resolve_types(class_))]


def _check(type_: Any) -> Callable[[Any], bool]:
    """The function that says whether a value is of a type; made once, as it is called for every value of a guide."""
    origin, arguments = get_origin(type_), get_args(type_)
    if origin is Literal:
        return lambda value: isinstance(value, str) and value in arguments
    if NoneType in arguments:
        check = _check(arguments[0])
        return lambda value: value is None or check(value)
    if origin in (Union, UnionType):
        checks = [_check(part) for part in arguments]
        return lambda value: any(check(value) for check in checks)
    if origin:
        check = _check(arguments[0])
        return lambda value: isinstance(value, origin) and all(map(check, value))
    class_, other = _class(type_), _OTHER_MEANING.get(type_)
    if other:
        return lambda value: isinstance(value, class_) and not isinstance(value, other)
    return lambda value: isinstance(value, class_)


def _class(type_: Any) -> Any:
    """The class of a type that is a class or a variable."""
    return type_.__bound__ if isinstance(type_, TypeVar) else type_


def _error(name: str, type_: Any, value: Any) -> Exception:
    """The error for a value that is not of the type of its field."""
    origin, arguments = get_origin(type_), get_args(type_)
    if type(value) is origin:  # then one of its items is of the wrong type
        check = _check(arguments[0])
        number, item = next((number, item) for number, item in enumerate(value) if not check(item))
        return _error(f"{name}[{number}]", arguments[0], item)
    from ._text_safety import shortened  # not needed to load the packaged guide

    choices = [choice for part in (type_, *arguments) if get_origin(part) is Literal for choice in get_args(part)]
    message = f"{name} must be {_described(type_)}, not {shortened(repr(value), _LONGEST_SHOWN)}"
    if choices and isinstance(value, str):
        return ValueError(message + did_you_mean(near(value, choices)))
    return TypeError(message)


def _described(type_: Any) -> str:
    origin, arguments = get_origin(type_), get_args(type_)
    if origin is Literal:
        return f"{'one of ' if len(arguments) > 1 else ''}{', '.join(map(repr, arguments))}"
    if origin in (Union, UnionType):
        return " or ".join(map(_described, arguments))
    if origin:
        return f"a {origin.__name__} of {_described(arguments[0])}"
    return "None" if type_ is NoneType else str(_class(type_).__name__)
