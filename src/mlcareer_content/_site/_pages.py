"""The HTML pages of the site, made from the packaged templates with Jinja2."""

from __future__ import annotations

import textwrap
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, partial
from hashlib import sha256
from itertools import chain
from typing import Any, Literal
from urllib.parse import urlsplit

from attrs import frozen

from .. import _package_data
from .._collection import Collection
from .._fields import is_term
from .._markup import Markup, element, text
from .._render import LinkFunction, anchor, collection_title, deed, origin, render
from ..exceptions import ContentError
from ..guide import Guide
from ..model import Entry, Prose, Stage
from ._addresses import ID_PREFIX, collection_address, entries_by_ref, entry_document, entry_page, link_function

TYPE_CHECKING = False
if TYPE_CHECKING:
    from jinja2 import Environment

_LONGEST_DESCRIPTION = 200  # characters; search engines show no more
_SITE_FILES = "'self' file:"  # for a page that is opened from a disk, 'self' matches no file in the standard


def pages(guide: Guide, *, as_of: date | None, base_url: str | None) -> Iterator[tuple[str, str]]:
    """The path and the HTML of every page; the page for addresses that do not exist needs the address of the site.

    Raises:
        ContentError: Jinja2 is not installed.
    """
    site = _Pages(guide, as_of, base_url, entries_by_ref(guide))
    for entry in chain.from_iterable(guide.collections):
        # First, so that a page of today replaces one with the same path.
        yield from (site.moved(entry, former_id) for former_id in entry.former_ids)
    yield site.index()
    yield site.glossary()
    for collection in guide.collections:
        entries = list(collection)
        for before, entry, after in zip((None, *entries), entries, (*entries[1:], None), strict=False):
            yield site.entry(entry, collection.kind, before, after)
    if base_url:
        yield site.not_found(base_url)


@frozen
class _Pages:
    """The pages of one site; each method returns the path and the HTML of one."""

    _guide: Guide
    _as_of: date | None
    _base_url: str | None
    _entries: Mapping[str, Entry]  # by ref

    def index(self) -> tuple[str, str]:
        """The whole guide, with links that stay on the page."""
        guide = self._guide
        description, content = _first_paragraph(guide.article.lead), self._rendered(guide, 1)
        return self._page("index.html", "index.html", guide.title, description, [guide], content=content)

    def glossary(self) -> tuple[str, str]:
        """The collections of terms, such as skills."""
        collections = terms(self._guide)
        description = f"The {kinds_of_terms(self._guide)} that the guide names, explained in short."
        parts = [(collection.kind, self._rendered(collection, 3, top="")) for collection in collections]
        return self._page("glossary.html", "glossary.html", "Glossary", description, collections, parts=parts)

    def entry(self, entry: Entry, collection: str, before: Entry | None, after: Entry | None) -> tuple[str, str]:
        """An entry, with the entries that refer to it and its neighbours in its collection."""
        prose = next(iter(entry.prose), None)
        linked = partial(_linked, link_function(self._entries, "../"))
        return self._page(
            "stage.html" if isinstance(entry, Stage) else "entry.html",
            entry_page(entry.kind, entry.id),
            entry.label,
            _first_paragraph(prose) if prose else entry.label,
            [entry],
            top="../",
            section=collection_address(collection),
            entry=entry,
            collection=collection,
            content=self._rendered(entry, 1, "../"),
            linked=linked,
            before=before,
            after=after,
            **(self._of_stage(entry, linked) if isinstance(entry, Stage) else {"related": self._uses(entry)}),
        )

    def _of_stage(self, stage: Stage, linked: Callable[[Entry], Markup]) -> dict[str, Any]:
        """What the page of a stage has besides: its sections of the article and its questions."""
        sections = (section for section in self._guide.article.sections if section.stage == stage)
        questions = self._guide.faq.where(stages=stage.ref)
        return {
            "related": {linked(skill): skill.builds_on for skill in stage.skills if skill.builds_on},
            "sections": [self._rendered(section, 2, "../") for section in sections],
            "questions": self._rendered(questions, 3, "../") if questions else None,
        }

    def _uses(self, entry: Entry) -> dict[str, list[Entry]]:
        """The entries that refer to an entry or mention it, below the name of their collection."""
        found: dict[str, list[Entry]] = {}
        for other in self._guide.backlinks(entry.ref):
            found.setdefault(collection_title(self._guide, other.collection or "article"), []).append(other)
        return found

    def moved(self, entry: Entry, former_id: str) -> tuple[str, str]:
        """The page at a former address of an entry, which redirects to the address of today."""
        description = f"The page of “{entry.label}” has moved."
        path = entry_page(entry.kind, entry.id)
        _, html = self._page("moved.html", path, entry.label, description, top="../", entry=entry)
        return entry_page(entry.kind, former_id), html

    def not_found(self, base_url: str) -> tuple[str, str]:
        """The page for addresses that do not exist."""
        top = urlsplit(base_url).path  # servers show this page at any depth, so its links are absolute
        return self._page("404.html", "404.html", "Page not found", "There is no page at this address.", top=top)

    def _page(  # noqa: PLR0913 - what every template is given
        self,
        template: str,
        path: str,
        title: str,
        description: str,
        described: Iterable[Any] = (),
        *,
        top: str = "",
        section: str = "",
        **content: Any,
    ) -> tuple[str, str]:
        """The path of a page, and its HTML.

        Args:
            template: The name of its template.
            path: The path of the page within the site.
            title: Its title.
            description: A sentence or two about it, for search engines.
            described: What it has JSON-LD documents about.
            top: The relative address of the top of the site, as seen from the page.
            section: The address of what it is a page of, which the navigation marks.
            content: What only this template needs.
        """
        guide, url = self._guide, self._base_url and self._base_url + path.removesuffix("index.html")
        json_ld = [self._rendered(item, top=self._base_url or top, format="jsonld") for item in described]
        page = {"path": path, "title": title, "description": description, "top": top, "url": url, "json_ld": json_ld}
        facts = {"origin": origin(guide), "deed": deed(guide), "policy": _security_policy(json_ld)}
        return path, _environment().get_template(template).render(
            guide=guide, page=page, section=section, **facts, **content
        )

    def _rendered(
        self, item: Any, heading_level: int = 1, top: str | None = None, format: Literal["html", "jsonld"] = "html"
    ) -> str:
        """An item as HTML or JSON-LD, with links to other pages only if `top` is the address of the top of the site."""
        link = None if top is None else link_function(self._entries, top)
        return render(item, format, link=link, as_of=self._as_of, heading_level=heading_level, id_prefix=ID_PREFIX)


def _linked(link: LinkFunction, entry: Entry) -> Markup:
    """The label of an entry, as a link if it has an address."""
    address = link(entry)
    return element("a", entry.label, href=address) if address else text(entry.label)


def kinds_of_terms(guide: Guide) -> str:
    """The kinds of terms that a guide has, with commas and an "and" between them."""
    names = ", ".join(collection.kind for collection in terms(guide))
    return " and ".join(names.rsplit(", ", 1)) or "terms"


def terms(guide: Guide) -> list[Collection[Any]]:
    """The collections of terms that a guide has, such as skills."""
    return [one for one in guide.collections if one and is_term(one[0].kind)]


def _first_paragraph(prose: Prose) -> str:
    """The first paragraph of a text, shortened for search engines."""
    return textwrap.shorten(prose.text.split("\n\n", 1)[0], _LONGEST_DESCRIPTION, placeholder="…")


def _security_policy(json_ld: list[str]) -> Markup:
    """The Content-Security-Policy of a page: it loads the stylesheet and the icon of the site, and nothing else."""
    # Browsers apply no policy to JSON-LD, which is data, but HTML checkers do.
    digests = (b64encode(sha256(document.encode()).digest()).decode() for document in json_ld)
    scripts = " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"
    allowed = f"default-src 'none'; script-src {scripts}; style-src {_SITE_FILES}; img-src {_SITE_FILES}"
    return Markup(f"{allowed}; base-uri 'none'; form-action 'none'")  # these two do not follow default-src


@cache
def _environment() -> Environment:
    """Jinja2 with the packaged templates, and the functions that these call."""
    try:
        from jinja2 import Environment, FunctionLoader, StrictUndefined
    except ModuleNotFoundError as error:
        suggestion = 'install it: python -m pip install "mlcareer-content[site]"'
        raise ContentError(f"exporting a site needs Jinja2, which is not installed; {suggestion}") from error
    environment = Environment(
        loader=FunctionLoader(lambda name: _package_data.read_bytes(f"templates/{name}").decode()),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=text,  # which escapes what is not markup, and removes characters that HTML forbids
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {
        "ID_PREFIX": ID_PREFIX,
        "anchor": lambda entry: anchor(entry.kind, entry.id, ID_PREFIX),
        "entry_document": entry_document,
        "entry_page": lambda entry: entry_page(entry.kind, entry.id),
        "collection_title": collection_title,
    }
    return environment
