"""The CommonMark parsers, each made when it is first needed, and the targets of links."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from functools import cache
from typing import Literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

#: Gives the address for the target of a link, or nothing where the link becomes plain text.
Address = Callable[[str], str | None]

_WEB = re.compile(r"(https?://|mailto:).", re.IGNORECASE)
_REF = re.compile("[a-z]+:[a-z0-9]+(-[a-z0-9]+)*+")
_making = threading.Lock()
# A list and its item are a level each. The parser leaves out what is nested deeper.
_MOST_LEVELS = 100
_NOT_PROSE = [
    *("image", "html_inline", "html_block", "heading", "lheading", "fence", "code", "reference", "hr", "blockquote"),
]


def is_web_address(target: str) -> bool:
    """Whether the target of a link is an address that prose may have: http, https or mailto."""
    return _WEB.match(target) is not None


def is_ref(target: str) -> bool:
    """Whether the target of a link has the form of a ref: ``kind:id``."""
    return _REF.fullmatch(target) is not None


def normalized(url: str) -> str:
    """A web address as a browser makes it of what was written (RFC 3986, RFC 3492)."""
    from markdown_it.common.normalize_url import normalizeLink

    # It fails where two halves of a character follow one another.
    return normalizeLink(url.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def tokens(block: str) -> list[Token]:
    """The tokens of a block."""
    return parser("prose").parse(block)


def parser(purpose: Literal["prose", "blocks", "everything"]) -> MarkdownIt:
    """A parser of CommonMark.

    It is one of prose, to which everything else is text; one that only finds where blocks begin and end; or one that
    finds everything that CommonMark has.
    """
    with _making:
        return _made(purpose)


@cache
def _made(purpose: str) -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _MOST_LEVELS}).disable("reference")
    # A link whose scheme is refused would be plain text, and the checks could not report it.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    if purpose == "prose":
        parser.disable(_NOT_PROSE).options["html"] = False
        parser.normalizeLink = normalized  # type: ignore[method-assign]
    elif purpose == "blocks":
        parser.core.ruler.enableOnly(["normalize", "block"])
    else:
        parser.normalizeLink = lambda url: url  # type: ignore[method-assign] # reported as it was written
    # It puts its rules and tables together on first use, without a lock: that has to be over before two threads use it.
    parser.parse("- a [b](https://example.org/c) *d* `e`\n1. x")
    return parser
