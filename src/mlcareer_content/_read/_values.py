"""Values that were parsed elsewhere: only what JSON has may be among them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from ._faults import Fault, UnreadableError
from ._nodes import MAX_DEPTH, MAX_PARTS, step


def read(value: object) -> tuple[object, list[Fault]]:
    """A copy of a value, in dicts and lists.

    Raises:
        UnreadableError: It holds something that JSON does not have.
    """
    found: list[Fault] = []
    copied = _Copier(found).copy(value, "", 1)
    if found:
        raise UnreadableError(found)
    return copied, []


class _Copier:
    """Copies a value, as far as it is one; what is wrong with it is added to some faults."""

    def __init__(self, found: list[Fault]) -> None:
        self._found = found
        self._parts = 0

    def copy(self, value: object, pointer: str, depth: int) -> object:
        self._parts += 1
        if isinstance(value, Mapping | list | tuple):
            return self._copy_inside(value, pointer, depth)
        self._found += _scalar_faults(value, pointer)
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
        # A part that stands in several places is counted, as it will be checked, in each.
        if self._found and self._found[-1].code in ("MLC002", "MLC007"):
            return True
        if depth > MAX_DEPTH:
            self._found.append(Fault("MLC007", f"objects and lists are nested more than {MAX_DEPTH} deep"))
        if self._parts > MAX_PARTS:
            self._found.append(Fault("MLC002", f"the value has more than {MAX_PARTS:,} parts", "split it"))
        return depth > MAX_DEPTH or self._parts > MAX_PARTS

    def _is_key(self, key: object, pointer: str) -> bool:
        if not isinstance(key, str):
            self._found.append(
                Fault("MLC009", f"the key {key!r:.100} at {pointer or '/'} is not a string", "write a string")
            )
            return False
        self._found += _scalar_faults(key, f"{pointer}/{step(key)}")
        return True


def _scalar_faults(value: object, pointer: str) -> Iterator[Fault]:
    where = pointer or "the whole value"
    match value:
        case bool() | None:
            pass
        case str():
            if any("\ud800" <= character <= "\udfff" for character in value):
                yield Fault("MLC003", f"{where} holds half of a character", "write the whole character")
        case int() | float():
            if not _is_finite(value):
                yield Fault("MLC006", f"{where} is a number that JSON does not have", "write a finite number")
        case _:
            message = f"{where} is of the type {type(value).__name__}, which JSON does not have"
            yield Fault("MLC009", message, "write a string, a number, a list or an object")


def _is_finite(number: float) -> bool:
    try:
        return math.isfinite(number)
    except OverflowError:
        return False
