"""The files of a static site: the same bytes for the same guide, wherever and whenever they are made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from .. import _package_data
from .._markup import Markup, element, join
from .._render import (
    collection_title,
    credit,
    markdown_heading,
    markdown_link,
    markdown_paragraph,
    markdown_text,
    render,
)
from ..guide import Guide
from ._addresses import entries_by_ref, entry_address, entry_document, link_function
from ._pages import kinds_of_terms, pages, terms

_STYLES = ("styles/mlcareer-content.css", "styles/site.css")


def site_files(guide: Guide, *, as_of: date | None = None, base_url: str | None = None) -> dict[str, bytes]:
    """The content of every file of the site of a guide, by its path within the folder.

    Args:
        guide: The guide.
        as_of: The day for which to show the status of credentials.
        base_url: The address of the site, which ends with a slash. Files that
            need absolute addresses are made only with it.

    Raises:
        ContentError: Jinja2 is not installed, a packaged file is missing, or an id is not valid.
    """
    texts = dict(pages(guide, as_of=as_of, base_url=base_url))
    texts["guide.json"] = render(guide, "json")
    texts |= {entry_document(entry): render(entry, "json") for entry in guide}
    link = link_function(entries_by_ref(guide), base_url or "")
    texts["guide.md"] = render(guide, "markdown", link=link, as_of=as_of, heading_level=1)
    texts["mlcareer-content.css"] = "\n".join(
        filter(None, (_package_data.read_bytes(name).decode() for name in _STYLES))
    )
    texts["favicon.svg"] = _package_data.read_bytes("templates/favicon.svg").decode()
    texts["llms.txt"] = "\n".join(_llms_text(guide, base_url or "")) + "\n"
    if guide.stages:
        texts["ladder.svg"] = render(guide, "svg")
    if base_url:
        texts["sitemap.xml"] = _sitemap(guide, base_url)
    return {name: text.encode() for name, text in texts.items()}


def _llms_text(guide: Guide, top: str) -> Iterator[str]:
    """The lines of `llms.txt` (llmstxt.org): a title, a summary as a quotation, and sections of links."""
    summary = guide.article.lead.text.split("\n\n", 1)[0]
    yield markdown_heading(markdown_text(guide.title), 1)
    yield f"\n> {markdown_paragraph(markdown_text(summary))}"
    yield f"\n{markdown_paragraph(markdown_text(credit(guide)))} Edition {markdown_text(guide.version)}."
    yield "\n## Guide\n"
    yield _list_item("The whole guide", f"{top}index.html", "article, stages, questions and glossary on one page")
    yield _list_item("The whole guide as Markdown", f"{top}guide.md", "the same, without the marks of HTML")
    yield _list_item("The whole guide as JSON", f"{top}guide.json", "every entry with its references, as one document")
    if guide.stages:
        yield "\n## Stages\n"
        yield from (_list_item(stage.title, top + entry_address(stage), stage.summary.text) for stage in guide.stages)
    if guide.faq:
        yield f"\n{markdown_heading(markdown_text(collection_title(guide, 'faq')), 2)}\n"
        yield from (_list_item(question.question, top + entry_address(question)) for question in guide.faq)
    yield "\n## Optional\n"
    yield _list_item("Glossary", f"{top}glossary.html", kinds_of_terms(guide))
    entries = chain.from_iterable(terms(guide))
    yield from (_list_item(entry.label, top + entry_address(entry), entry.kind) for entry in entries)


def _list_item(label: str, address: str, notes: str = "") -> str:
    return f"- {markdown_link(markdown_text(label), address)}" + (f": {markdown_text(notes)}" if notes else "")


def _sitemap(guide: Guide, base_url: str) -> str:
    """The list of pages for search engines, in the form of sitemaps.org."""
    changed = (guide.article.date_modified or guide.article.date_published).isoformat()
    entries = chain.from_iterable(guide.collections)
    paths = ("", "glossary.html", *map(entry_address, entries))
    urls = (element("url", element("loc", base_url + path), element("lastmod", changed)) for path in paths)
    opening = Markup(
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    )
    return f"{join(opening, *urls)}\n</urlset>\n"
