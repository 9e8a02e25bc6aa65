"""Render content: one module for each format, and the data of the canonical JSON document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, overload

from .. import _package_data
from .._markup import Markup
from .._text_safety import json_text
from ..exceptions import not_found, require_string
from ..model import Prose
from ._facts import cited, credit, deed, marked, origin
from ._facts import title as collection_title
from ._html import render_html
from ._inline import heading as markdown_heading
from ._inline import link as markdown_link
from ._inline import paragraph as markdown_paragraph
from ._inline import plain as markdown_text
from ._jsonld import render_jsonld
from ._markdown import render_markdown
from ._options import Content, Entries, Hits, LinkFunction, Options, ReadableContent, Renderable, anchor, content_of
from ._svg import ladder, render_svg
from ._text import chunks, render_text
from ._to_dict import to_dict

__all__ = [
    "RENDERERS",
    "LinkFunction",
    "anchor",
    "chunks",
    "cited",
    "collection_title",
    "credit",
    "deed",
    "ladder",
    "markdown_heading",
    "markdown_link",
    "markdown_paragraph",
    "markdown_text",
    "marked",
    "origin",
    "render",
    "to_dict",
]


def _json(item: Content, _options: Options) -> str:
    return json_text(list(map(to_dict, item.entries)) if isinstance(item, Entries) else to_dict(item))


def _css(_item: ReadableContent, _options: Options) -> Markup:
    # The stylesheet is the same whatever is rendered.
    return Markup(_package_data.read_bytes("styles/mlcareer-content.css").decode())


OutputFormat = Literal["html", "markdown", "text", "json", "jsonld", "svg", "css"]

RENDERERS: Mapping[str, Callable[[Any, Options], str]] = MappingProxyType(
    {
        "html": render_html,
        "markdown": render_markdown,
        "text": render_text,
        "json": _json,
        "jsonld": render_jsonld,
        "svg": render_svg,
        "css": _css,
    }
)

_FOR_ENTRIES = ("json", "jsonld")


@overload
def render(
    item: Renderable,
    format: Literal["html", "jsonld", "svg", "css"],
    *,
    link: LinkFunction | None = None,
    as_of: date | None = None,
    heading_level: int = 2,
    id_prefix: str = "mlc-",
    width: int = 80,
) -> Markup: ...
@overload
def render(
    item: Renderable,
    format: OutputFormat,
    *,
    link: LinkFunction | None = None,
    as_of: date | None = None,
    heading_level: int = 2,
    id_prefix: str = "mlc-",
    width: int = 80,
) -> str: ...
def render(  # noqa: PLR0913 - the options of all formats
    item: Renderable,
    format: OutputFormat,
    *,
    link: LinkFunction | None = None,
    as_of: date | None = None,
    heading_level: int = 2,
    id_prefix: str = "mlc-",
    width: int = 80,
) -> str:
    """Content as text in a format.

    Args:
        item: A guide, a collection or an entry; a prose, such as an answer; a hit of a search; or several entries or
            several hits, such as the result of `Guide.backlinks` or `Guide.search`. Of several entries, each is
            rendered as if it were alone, once.
        format: ``"html"``, a fragment for a page, whose stylesheet is ``"css"``; ``"markdown"``, CommonMark;
            ``"text"``, for a terminal; ``"json"``, the canonical document; ``"jsonld"``, schema.org for a script
            element; ``"svg"``, the ladder of the stages of a guide. Prose and hits have HTML, Markdown and text only.
        link: A function that returns the URL of an entry in your application, or `None` if it has no page. It may use
            only ``kind``, ``id`` and ``ref``: of an entry that a single entry mentions, no more is known. Without a
            URL, a link leads to the entry on the same page, or is plain text if the entry is not there.
        as_of: The day for which the status of credentials is shown; without it, only their dates are.
        heading_level: The level of the topmost heading, from 1 to 6.
        id_prefix: The beginning of the ids of elements.
        width: The length of the longest line in columns of a terminal, in the format ``"text"``; a Chinese character
            takes two.

    Returns:
        The text. HTML, JSON-LD, SVG and CSS have the method ``__html__``, so Jinja and Django do not escape them.

    Raises:
        NotFoundError: There is no such format.
        TypeError: `item` cannot be rendered, or not in this format, or another argument has the wrong type.
        ValueError: An argument is out of bounds, or `link` returned something that is not a URL.

    .. versionadded:: 0.1.0
    """
    content = content_of(item)
    options = Options(link=link, as_of=as_of, heading_level=heading_level, id_prefix=id_prefix, width=width)
    renderer = _renderer(format)
    if format in _FOR_ENTRIES and isinstance(content, Prose | Hits):
        other = "prose; render its entry" if isinstance(content, Prose) else "hits; render hit.entry"
        raise TypeError(f"{format} takes a guide, a collection or entries, not {other}")
    return renderer(content, options)


def _renderer(format: str) -> Callable[[Any, Options], str]:
    require_string("format", format)
    if format not in RENDERERS:
        raise not_found("format", format, RENDERERS)
    return RENDERERS[format]
