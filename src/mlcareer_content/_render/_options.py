"""What can be rendered, and the options of `render`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

from attrs import frozen

from .._collection import Collection
from ..guide import Guide
from ..model import Entry

Renderable = Guide | Collection[Entry] | Entry
Link = Callable[[Entry], str | None]

DEEPEST_HEADING = 6  # of HTML and of CommonMark

_NARROWEST = 20
_PREFIX = re.compile("([A-Za-z][A-Za-z0-9_-]*)?")


@frozen(kw_only=True)
class Options:
    """How something is rendered; each format uses the options that concern it.

    Attributes:
        link: The address of an entry in the embedding application, if it has one there.
        as_of: The day for which the status of credentials is shown.
        heading_level: The level of the topmost heading, from 1 to 6.
        id_prefix: What the ids of elements begin with.
        width: The length of the longest line, in characters.
    """

    link: Link | None = None
    as_of: date | None = None
    heading_level: int = 2
    id_prefix: str = "mlc-"
    width: int = 80

    def __attrs_post_init__(self) -> None:
        """Refuse values that no renderer can use."""
        if self.link is not None and not callable(self.link):
            raise TypeError(f"link is a function from an entry to an address, not {type(self.link).__name__}")
        if self.as_of is not None and (not isinstance(self.as_of, date) or isinstance(self.as_of, datetime)):
            raise TypeError(f"as_of is a datetime.date, not {type(self.as_of).__name__}")
        _require_whole("heading_level", self.heading_level)
        if not 1 <= self.heading_level <= DEEPEST_HEADING:
            raise ValueError(f"heading_level is from 1 to {DEEPEST_HEADING}, not {self.heading_level}")
        if not isinstance(self.id_prefix, str):
            raise TypeError(f"id_prefix is a string, not {type(self.id_prefix).__name__}")
        if not _PREFIX.fullmatch(self.id_prefix):
            raise ValueError(
                f"id_prefix is a letter, then letters, digits, hyphens and underscores, not {self.id_prefix[:100]!r}"
            )
        _require_whole("width", self.width)
        if self.width < _NARROWEST:
            raise ValueError(f"width is at least {_NARROWEST}, not {self.width}")


def _require_whole(name: str, value: object) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{name} is a whole number, not {type(value).__name__}")
