"""Where a link leads."""

from __future__ import annotations

import re
from collections.abc import Callable

#: Gives the address for the target of a link, or nothing where the link is to be plain text.
Address = Callable[[str], str | None]

_WEB = re.compile(r"(https?://|mailto:).", re.IGNORECASE)
_REF = re.compile("[a-z]+:[a-z0-9]+(-[a-z0-9]+)*")


def is_web_address(target: str) -> bool:
    """Whether the target of a link is an address that may stand in prose: http, https or mailto."""
    return _WEB.match(target) is not None


def is_ref(target: str) -> bool:
    """Whether the target of a link has the form of a ref: ``kind:id``."""
    return _REF.fullmatch(target) is not None


def normalized(url: str) -> str:
    """A web address as a browser makes it of what was written (RFC 3986, RFC 3492)."""
    from markdown_it.common.normalize_url import normalizeLink

    # It fails where two halves of a character follow one another.
    return normalizeLink(url.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
