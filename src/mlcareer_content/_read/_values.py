"""Copy values that were parsed elsewhere, and check that they are JSON values."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from .._limits import MAX_DEPTH, MAX_PARTS
from .._sentence import sentence
from ..problems import Problem
from ._nodes import step
from ._syntax import UnreadableError, problem


def read(value: object) -> tuple[object, list[Problem]]:
    """A copy of a value in dicts and lists, and its problems, of which there are none.

    Raises:
        UnreadableError: It is not a JSON value.
    """
    found: list[Problem] = []
    copied = _Copier(found).copy(value, "", 1)
    if found:
        raise UnreadableError(found)
    return copied, []


class _Copier:
    """Copies a value, and adds what is wrong with it to a list of problems."""

    def __init__(self, found: list[Problem]) -> None:
        self._found = found
        self._parts = 0

    def copy(self, value: object, pointer: str, depth: int) -> object:
        self._parts += 1
        if isinstance(value, Mapping | list | tuple):
            return self._copy_inside(value, pointer, depth)
        self._found += _scalar_problems(value, pointer)
        return value

    def _copy_inside(
        self, value: Mapping[object, object] | list[object] | tuple[object, ...], pointer: str, depth: int
    ) -> object:
        if self._is_too_much(depth):
            return None
        if isinstance(value, Mapping):
            return {
                str(key): self.copy(item, f"{pointer}/{step(key)}", depth + 1)
                for key, item in value.items()
                if self._is_key(key, pointer)
            }
        return [self.copy(item, f"{pointer}/{number}", depth + 1) for number, item in enumerate(value)]

    def _is_too_much(self, depth: int) -> bool:
        # An object that is used several times is checked as often, so it counts as often.
        if self._found and self._found[-1].code in ("MLC002", "MLC007"):
            return True
        if depth > MAX_DEPTH:
            message = sentence("nesting is deeper than {limit} levels", limit=MAX_DEPTH)
            self._found.append(problem("MLC007", message, "use fewer levels"))
        if self._parts > MAX_PARTS:
            message = sentence("the value has more than {limit:,} parts", limit=MAX_PARTS)
            self._found.append(problem("MLC002", message, "split it"))
        return depth > MAX_DEPTH or self._parts > MAX_PARTS

    def _is_key(self, key: object, pointer: str) -> bool:
        if not isinstance(key, str):
            message = sentence(
                "the key {key} at {pointer} is not a string", key=f"{key!r:.100}", pointer=pointer or "/"
            )
            self._found.append(problem("MLC009", message, "use a string"))
            return False
        self._found += _scalar_problems(key, f"{pointer}/{step(key)}")
        return True


def _scalar_problems(value: object, pointer: str) -> Iterator[Problem]:
    where = pointer or "the whole value"
    match value:
        case bool() | None:
            pass
        case str():
            if any("\ud800" <= character <= "\udfff" for character in value):
                message = sentence("{pointer} contains half of a surrogate pair", pointer=where)
                yield problem("MLC003", message, "write the whole character")
        case int() | float():
            if not _is_finite(value):
                message = sentence("{pointer} is not a finite number", pointer=where)
                yield problem("MLC006", message, "use a finite number")
        case _:
            message = sentence(
                "{pointer} has the type {type}, which JSON does not have", pointer=where, type=type(value).__name__
            )
            yield problem("MLC009", message, "use a string, a number, a list or an object")


def _is_finite(number: float) -> bool:
    try:
        return math.isfinite(number)
    except OverflowError:
        return False
