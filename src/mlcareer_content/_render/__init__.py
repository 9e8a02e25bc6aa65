"""From the model to a text, one module a format; pure functions all of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal, Protocol

from .._collection import Collection
from .._suggestions import not_found
from ..guide import Guide
from ..model import Entry
from ._json import render_json, to_dict
from ._text import render_text

__all__ = ["FORMATS", "render", "to_dict"]

_NARROWEST = 20

Format = Literal["text", "json"]
Renderable = Guide | Collection[Entry] | Entry


class _Renderer(Protocol):
    def __call__(self, item: Renderable, *, as_of: date | None, width: int) -> str: ...


FORMATS: Mapping[str, _Renderer] = MappingProxyType({"text": render_text, "json": render_json})


def render(item: Renderable, format: Format, *, as_of: date | None = None, width: int = 80) -> str:
    """A guide, a collection or an entry as a text.

    Args:
        item: What to render.
        format: ``"text"``, to be read in a terminal, or ``"json"``, the canonical document.
        as_of: The day for which a credential's status is told; without it, its dates are.
        width: The length of the longest line, in characters, where the format has lines to break.

    Raises:
        NotFoundError: There is no such format.
        TypeError: `item` is none of the three, or another argument is of the wrong type.
        ValueError: `width` is less than 20.

    .. versionadded:: 0.1.0
    """
    if not isinstance(item, Guide | Collection | Entry):
        raise TypeError(f"render takes a guide, a collection or an entry, not {type(item).__name__}")
    if not isinstance(format, str):
        raise TypeError(f"format is a string, not {type(format).__name__}")
    if format not in FORMATS:
        raise not_found("format", format, FORMATS)
    if as_of is not None and (not isinstance(as_of, date) or isinstance(as_of, datetime)):
        raise TypeError(f"as_of is a datetime.date, not {type(as_of).__name__}")
    if not isinstance(width, int) or isinstance(width, bool):
        raise TypeError(f"width is a whole number, not {type(width).__name__}")
    if width < _NARROWEST:
        raise ValueError(f"width is at least {_NARROWEST}, not {width}")
    return FORMATS[format](item, as_of=as_of, width=width)
