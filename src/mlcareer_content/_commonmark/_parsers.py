"""The parsers of CommonMark, each made when it is first asked for."""

from __future__ import annotations

import threading
from functools import cache

from ._targets import normalized

TYPE_CHECKING = False
if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_making = threading.Lock()
# A list and its item are a level each. What is nested deeper than the parser goes, it leaves out.
_MOST_LEVELS = 100
_NOT_PROSE = [
    "image",
    "html_inline",
    "html_block",
    "heading",
    "lheading",
    "fence",
    "code",
    "reference",
    "hr",
    "blockquote",
]


def tokens(block: str) -> list[Token]:
    """A block as the parser takes it apart."""
    return parser().parse(block)


def parser() -> MarkdownIt:
    """The parser of prose, in which what prose does not have is text."""
    with _making:
        return _made_parser()


@cache
def _made_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _MOST_LEVELS}).disable(_NOT_PROSE)
    # A link of a scheme that is refused would be plain text, and nobody would be told: the checks are to see it.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    parser.normalizeLink = normalized  # type: ignore[method-assign]
    # It puts its rules and its tables together on first use, without a lock: that has to be over before two threads
    # can meet in it.
    parser.parse("- a [b](https://example.org/c) *d* `e`\n1. x")
    return parser


def block_parser() -> MarkdownIt:
    """The parser that tells blocks from each other, and no more."""
    with _making:
        return _made_block_parser()


@cache
def _made_block_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").disable("reference")
    parser.core.ruler.enableOnly(["normalize", "block"])  # what stands in the blocks is not asked for
    parser.parse("a")
    return parser


def complete_parser() -> MarkdownIt:
    """The parser that finds what prose does not have."""
    with _making:
        return _made_complete_parser()


@cache
def _made_complete_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _MOST_LEVELS}).disable("reference")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005 - as above
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign] # a target is told as it was written
    parser.parse("a")
    return parser
