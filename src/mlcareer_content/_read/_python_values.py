"""Read values that were parsed elsewhere, and check that they are JSON values."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from .._limits import MAX_PARTS
from .._sentence import sentence
from .._text_safety import SURROGATE
from ..problems import Problem
from ._nodes import Node, problem_at, step, value_of


def copy(value: object) -> object:
    """A copy of a value in dicts and lists.

    Raises:
        UnreadableError: It is not a JSON value.
    """
    found: list[Problem] = []
    return value_of(_limited(_nodes(value, "", found), found), "", found)


def _limited(nodes: Iterator[Node], found: list[Problem]) -> Iterator[Node]:
    """The nodes up to the limit; an object that is used several times counts as often."""
    for number, node in enumerate(nodes):
        if number > MAX_PARTS:
            message = sentence("the value has more than {limit:,} parts", limit=MAX_PARTS)
            found.append(problem_at("MLC002", message, "split it"))
            return
        yield node


def _nodes(value: object, pointer: str, found: list[Problem]) -> Iterator[Node]:
    """The nodes of a value; what JSON does not have is added to the problems."""
    if isinstance(value, Mapping):
        yield Node("{", 0, 0)
        for key, item in value.items():
            if not isinstance(key, str):
                where = pointer or "/"
                message = sentence("the key {key} at {pointer} is not a string", key=f"{key!r:.100}", pointer=where)
                found.append(problem_at("MLC009", message, "use a string"))
                continue
            inner = f"{pointer}/{step(key)}"
            found += _scalar_problems(key, inner)
            yield Node("key", 0, 0, key)
            yield from _nodes(item, inner, found)
        yield Node("}", 0, 0)
    elif isinstance(value, list | tuple):
        yield Node("[", 0, 0)
        for number, item in enumerate(value):
            yield from _nodes(item, f"{pointer}/{number}", found)
        yield Node("]", 0, 0)
    else:
        found += _scalar_problems(value, pointer)
        yield Node("scalar", 0, 0, value)


def _scalar_problems(value: object, pointer: str) -> Iterator[Problem]:
    where = pointer or "the whole value"
    match value:
        case bool() | None:
            pass
        case str():
            if not value.isascii() and SURROGATE.search(value):
                message = sentence("{pointer} contains an unpaired surrogate", pointer=where)
                yield problem_at("MLC003", message, "write the whole character")
        case int() | float():
            if not _is_finite(value):
                message = sentence("{pointer} is not a finite number", pointer=where)
                yield problem_at("MLC006", message, "use a finite number")
        case _:
            message = sentence(
                "{pointer} has the type {type}, which JSON does not have", pointer=where, type=type(value).__name__
            )
            yield problem_at("MLC009", message, "use a string, a number, a list or an object")


def _is_finite(number: float) -> bool:
    try:
        return math.isfinite(number)
    except OverflowError:
        return False
