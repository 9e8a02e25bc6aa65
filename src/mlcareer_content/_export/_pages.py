"""The pages of the site: what each of them shows."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from .._render import render
from .._render._facts import title
from ..guide import Guide
from ..model import Prose, Stage
from ._address import ID_PREFIX, former_page, links, stage_page
from ._templates import Page, written

_GLOSSARY = ("skills", "roles", "credentials", "resources")
_LONGEST_DESCRIPTION = 200  # characters, as far as those who search the web show it


def pages(guide: Guide, *, as_of: date | None, base_url: str | None) -> Iterator[tuple[str, str]]:
    """The path and the HTML of every page.

    Args:
        guide: The guide.
        as_of: The day for which the status of credentials is told, if it is.
        base_url: The address of the site. With it, there is a page to be shown
            in the place of one that is not there.

    Raises:
        ContentError: Jinja2 is not installed.
    """
    writer = _Writer(guide, as_of, base_url)
    for stage in guide.stages:
        yield from (writer.moved(stage, former) for former in stage.former_ids)
    yield writer.index()
    yield writer.glossary()
    for stage in guide.stages:
        yield writer.stage(stage)
    if base_url:
        yield writer.not_found(base_url)


class _Writer:
    """Writes the pages of one site.

    Args:
        guide: The guide.
        as_of: The day for which the status of credentials is told, if it is.
        base_url: The address of the site, if it is known.
    """

    def __init__(self, guide: Guide, as_of: date | None, base_url: str | None) -> None:
        self._guide = guide
        self._as_of = as_of
        self._base_url = base_url

    def index(self) -> tuple[str, str]:
        """The whole guide, whose links stay on the page."""
        page = self._page("index.html", self._guide.title, _described(self._guide.article.lead), [self._guide])
        return self._written("index.html", page, content=self._rendered(self._guide, 1))

    def glossary(self) -> tuple[str, str]:
        """What the guide names, a collection after the other."""
        collections = [getattr(self._guide, name) for name in _GLOSSARY if getattr(self._guide, name)]
        names = " and ".join(", ".join(collection.kind for collection in collections).rsplit(", ", 1))
        description = f"The {names or 'terms'} that the guide names, explained in short."
        page = self._page("glossary.html", "Glossary", description, collections)
        parts = [
            {
                "id": f"site-{collection.kind}",
                "title": title(self._guide, collection.kind),
                "content": self._rendered(collection, 3, page),
            }
            for collection in collections
        ]
        return self._written("glossary.html", page, parts=parts)

    def stage(self, stage: Stage) -> tuple[str, str]:
        """A stage, with what the article and the questions say of it."""
        page = self._page(stage_page(stage), stage.title, _described(stage.summary), [stage], top="../")
        stages = list(self._guide.stages)
        number = stages.index(stage)
        sections = (section for section in self._guide.article.sections if section.stage == stage)
        questions = self._guide.faq.where(stages=stage.ref)
        return self._written(
            "stage.html",
            page,
            stage=stage,
            content=self._rendered(stage, 1, page),
            sections=[self._rendered(section, 2, page) for section in sections],
            questions=self._rendered(questions, 3, page) if questions else None,
            before=stages[number - 1] if number else None,
            behind=stages[number + 1] if number + 1 < len(stages) else None,
        )

    def moved(self, stage: Stage, former: str) -> tuple[str, str]:
        """The page at the address that the page of a stage had, which leads to where it is now."""
        page = self._page(stage_page(stage), stage.title, f"The page of “{stage.title}” has moved.", top="../")
        _, html = self._written("moved.html", page, stage=stage)
        return former_page(former), html

    def not_found(self, base_url: str) -> tuple[str, str]:
        """The page in the place of one that is not there, wherever that would have been."""
        top = urlsplit(base_url).path
        page = self._page("404.html", "Page not found", "There is no page at this address.", top=top)
        return self._written("404.html", page)

    def _page(self, path: str, label: str, description: str, machine_readable: Any = (), top: str = "") -> Page:
        return Page(
            path=path,
            title=label,
            description=description,
            top=top,
            url=self._base_url and self._base_url + path.removesuffix("index.html"),
            json_ld=tuple(self._json_ld(item, self._base_url or top) for item in machine_readable),
        )

    def _rendered(self, item: Any, heading_level: int, page: Page | None = None) -> str:
        """An item as HTML.

        Args:
            item: The item.
            heading_level: The level of its topmost heading.
            page: Where it stands, for links to other pages; without it they stay within the item.
        """
        link = links(self._guide, page.top) if page else None
        return render(item, "html", link=link, as_of=self._as_of, heading_level=heading_level, id_prefix=ID_PREFIX)

    def _json_ld(self, item: Any, top: str) -> str:
        link = links(self._guide, top)
        return render(item, "jsonld", link=link, as_of=self._as_of, id_prefix=ID_PREFIX)

    def _written(self, template: str, page: Page, **content: Any) -> tuple[str, str]:
        return page.path, written(template, self._guide, page, **content)


def _described(prose: Prose) -> str:
    """The first paragraph of a text, as far as there is room for it."""
    return _shortened(prose.text.split("\n\n", 1)[0])


def _shortened(description: str) -> str:
    return textwrap.shorten(description, _LONGEST_DESCRIPTION, placeholder="…")
