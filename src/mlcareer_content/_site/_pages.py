"""The HTML pages of the site, made from the packaged templates with Jinja2."""

from __future__ import annotations

import textwrap
from base64 import b64encode
from collections.abc import Iterator
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from attrs import frozen

from .. import _package_data
from .._fields import is_term
from .._markup import Markup, text
from .._render import anchor, collection_title, deed, origin, render
from ..exceptions import ContentError
from ..guide import Guide
from ..model import Prose, Stage
from ._addresses import ID_PREFIX, entry_document, enumerated, link_function, stage_page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from jinja2 import Environment

_LONGEST_DESCRIPTION = 200  # characters; search engines show no more
_FORBIDDEN = (
    *("connect-src", "font-src", "media-src", "object-src", "frame-src", "worker-src"),
    *("base-uri", "form-action"),
)


def pages(guide: Guide, *, as_of: date | None, base_url: str | None) -> Iterator[tuple[str, str]]:
    """The path and the HTML of every page, as `site_files` needs them.

    Raises:
        ContentError: Jinja2 is not installed.
    """
    site = _Pages(guide, as_of, base_url)
    for stage in guide.stages:
        # First, so that a page of today replaces one with the same path.
        yield from (site.moved(stage, former_id) for former_id in stage.former_ids)
    yield site.index()
    yield site.glossary()
    for stage in guide.stages:
        yield site.stage(stage)
    if base_url:  # the page for addresses that do not exist needs absolute links
        yield site.not_found(base_url)


@frozen(kw_only=True)
class _Page:
    """What every template gets about the page that it makes.

    Attributes:
        path: The path of the page within the site.
        title: Its title.
        description: A sentence or two about it, for search engines.
        top: The relative address of the top of the site, as seen from the page.
        url: Its absolute address, if the address of the site is known.
        json_ld: JSON-LD documents about its entries.
    """

    path: str
    title: str
    description: str
    top: str
    url: str | None
    json_ld: tuple[str, ...]


@frozen
class _Pages:
    """Makes the pages of one site; each method returns the path and the HTML of one."""

    guide: Guide
    as_of: date | None
    base_url: str | None

    def index(self) -> tuple[str, str]:
        """The whole guide, with links that stay on the page."""
        page = self._page("index.html", self.guide.title, _first_paragraph(self.guide.article.lead), [self.guide])
        return self._filled("index.html", page, content=self._html(self.guide, 1))

    def glossary(self) -> tuple[str, str]:
        """The collections of terms, such as skills."""
        collections = [one for one in self.guide.collections if one and is_term(one[0].kind)]
        names = enumerated(collection.kind for collection in collections)
        description = f"The {names or 'terms'} that the guide names, explained in short."
        page = self._page("glossary.html", "Glossary", description, collections)
        parts = [
            {
                "id": f"site-{collection.kind}",
                "title": collection_title(self.guide, collection.kind),
                "content": self._html(collection, 3, page),
            }
            for collection in collections
        ]
        return self._filled("glossary.html", page, parts=parts)

    def stage(self, stage: Stage) -> tuple[str, str]:
        """A stage, with its sections of the article and its questions."""
        page = self._page(stage_page(stage.id), stage.title, _first_paragraph(stage.summary), [stage], top="../")
        stages = list(self.guide.stages)
        number = stages.index(stage)
        sections = (section for section in self.guide.article.sections if section.stage == stage)
        questions = self.guide.faq.where(stages=stage.ref)
        return self._filled(
            "stage.html",
            page,
            stage=stage,
            content=self._html(stage, 1, page),
            sections=[self._html(section, 2, page) for section in sections],
            questions=self._html(questions, 3, page) if questions else None,
            previous_stage=stages[number - 1] if number else None,
            next_stage=stages[number + 1] if number + 1 < len(stages) else None,
        )

    def moved(self, stage: Stage, former_id: str) -> tuple[str, str]:
        """The page at a former address of a stage, which redirects to the address of today."""
        page = self._page(stage_page(stage.id), stage.title, f"The page of “{stage.title}” has moved.", top="../")
        _, html = self._filled("moved.html", page, stage=stage)
        return stage_page(former_id), html

    def not_found(self, base_url: str) -> tuple[str, str]:
        """The page for addresses that do not exist."""
        top = urlsplit(base_url).path  # servers show this page at any depth, so its links are absolute
        page = self._page("404.html", "Page not found", "There is no page at this address.", top=top)
        return self._filled("404.html", page)

    def _page(self, path: str, title: str, description: str, described: Any = (), top: str = "") -> _Page:
        return _Page(
            path=path,
            title=title,
            description=description,
            top=top,
            url=self.base_url and self.base_url + path.removesuffix("index.html"),
            json_ld=tuple(self._json_ld(item, self.base_url or top) for item in described),
        )

    def _html(self, item: Any, heading_level: int, page: _Page | None = None) -> str:
        """An item as HTML on a page; without a page, its links stay within the item."""
        link = link_function(self.guide, page.top) if page else None
        return render(item, "html", link=link, as_of=self.as_of, heading_level=heading_level, id_prefix=ID_PREFIX)

    def _json_ld(self, item: Any, top: str) -> str:
        link = link_function(self.guide, top)
        return render(item, "jsonld", link=link, as_of=self.as_of, id_prefix=ID_PREFIX)

    def _filled(self, template: str, page: _Page, **content: Any) -> tuple[str, str]:
        """The path of a page, and a template filled with its content."""
        guide = self.guide
        facts = {"origin": origin(guide), "deed": deed(guide), "policy": _security_policy(page.json_ld)}
        return page.path, _environment().get_template(template).render(guide=guide, page=page, **facts, **content)


def _first_paragraph(prose: Prose) -> str:
    """The first paragraph of a text, shortened for search engines."""
    return textwrap.shorten(prose.text.split("\n\n", 1)[0], _LONGEST_DESCRIPTION, placeholder="…")


def _security_policy(json_ld: tuple[str, ...]) -> Markup:
    """The Content-Security-Policy of a page: it runs, embeds and sends nothing."""
    # Browsers apply no policy to JSON-LD, which is data, but HTML checkers do. Styles and images
    # are left out: in a file that is opened from a disk, 'self' matches nothing.
    digests = (b64encode(sha256(document.encode()).digest()).decode() for document in json_ld)
    scripts = " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"
    return Markup("; ".join((f"script-src {scripts}", *(f"{name} 'none'" for name in _FORBIDDEN))))


@cache
def _environment() -> Environment:
    """Jinja2 with the packaged templates, and the functions that these call."""
    try:
        from jinja2 import Environment, FunctionLoader, StrictUndefined
    except ModuleNotFoundError as error:
        suggestion = 'install it: python -m pip install "mlcareer-content[site]"'
        raise ContentError(f"exporting a site needs Jinja2, which is not installed; {suggestion}") from error
    environment = Environment(
        loader=FunctionLoader(lambda name: _package_data.read(f"templates/{name}").decode()),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=text,  # which escapes what is not markup, and removes characters that HTML forbids
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {
        "ID_PREFIX": ID_PREFIX,
        "anchor": lambda entry: anchor(entry, ID_PREFIX),
        "entry_document": entry_document,
        "stage_page": lambda stage: stage_page(stage.id),
        "collection_title": collection_title,
    }
    return environment
