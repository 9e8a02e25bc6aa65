"""The files of a static site: the same for the same guide, to the byte, wherever and whenever they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .. import _package_data
from .._markup import Markup, element, join
from .._render import render
from ..guide import Guide
from ._address import entry_document, links, stage_page
from ._llms import llms_text
from ._pages import pages

_STYLES = ("styles/mlcareer-content.css", "styles/site.css")


def site(guide: Guide, *, as_of: date | None = None, base_url: str | None = None) -> dict[str, bytes]:
    """The content of every file of the site of a guide, by its path within the folder.

    Args:
        guide: The guide.
        as_of: The day for which the status of credentials is told, if it is.
        base_url: The address under which the site will be found, with a slash
            at its end. What takes absolute addresses is written only with one.

    Raises:
        ContentError: Jinja2 is not installed, or a shipped file is missing.
    """
    texts = dict(pages(guide, as_of=as_of, base_url=base_url)) | dict(_data(guide))
    texts["guide.md"] = render(guide, "markdown", link=links(guide, base_url or ""), as_of=as_of, heading_level=1)
    texts["mlcareer-content.css"] = "\n".join(filter(None, (_package_data.read(name).decode() for name in _STYLES)))
    texts["favicon.svg"] = _package_data.read("templates/favicon.svg").decode()
    texts["llms.txt"] = llms_text(guide, base_url or "")
    if guide.stages:
        texts["ladder.svg"] = render(guide, "svg")
    if base_url:
        texts["sitemap.xml"] = _sitemap(guide, base_url)
    return {name: text.encode() for name, text in texts.items()}


def _data(guide: Guide) -> Iterator[tuple[str, str]]:
    """The guide as a document, and every entry as one."""
    yield "guide.json", render(guide, "json")
    for entry in guide:
        yield entry_document(entry), render(entry, "json")


def _sitemap(guide: Guide, base_url: str) -> str:
    """The pages for those who index the web."""
    changed = (guide.article.date_modified or guide.article.date_published).isoformat()
    names = ("", *map(stage_page, guide.stages), "glossary.html")
    urls = (element("url", element("loc", base_url + name), element("lastmod", changed)) for name in names)
    opening = Markup(
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    )
    return f"{join(opening, *urls)}\n</urlset>\n"
