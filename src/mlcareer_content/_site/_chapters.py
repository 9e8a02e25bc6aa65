"""The chapters of the book: their content, and their lines in the table of contents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from attrs import frozen

from .._fields import is_term
from .._markup import Markup, element, join
from .._render import LinkFunction, anchor, collection_title, deed, ladder, origin, render
from .._text_safety import printable
from ..guide import Guide
from ..model import Entry, Stage
from ._addresses import ID_PREFIX, entries_by_ref, file_name, link_function


@frozen
class Chapter:
    """A file of the book, and its line in the table of contents."""

    name: str
    title: str
    content: str
    parts: tuple[tuple[str, str], ...] = ()  # the address and the title of each line below its own
    has_picture: bool = False


def entry_address(entry: Entry) -> str:
    """The address of an entry within the book."""
    if entry.kind == "stage":
        return f"{_stage_file(entry)}#{anchor(entry.kind, entry.id, ID_PREFIX)}"
    return f"{entry.collection or 'article'}.xhtml#{anchor(entry.kind, entry.id, ID_PREFIX)}"


def _stage_file(stage: Entry) -> str:
    return f"stage-{file_name(stage.id)}.xhtml"


def chapters(guide: Guide, as_of: date | None) -> list[Chapter]:
    """The chapters of the book of a guide, in reading order."""
    return list(_Chapters(guide, as_of, link_function(entries_by_ref(guide), "", entry_address)).all())


@frozen
class _Chapters:
    """The chapters of one book, which share its links."""

    _guide: Guide
    _as_of: date | None
    _link: LinkFunction

    def all(self) -> Iterator[Chapter]:
        """All chapters, in reading order."""
        guide = self._guide
        yield Chapter("title.xhtml", guide.title, _title_page(guide))
        sections = ((entry_address(section), section.heading) for section in guide.article.sections)
        yield Chapter("article.xhtml", guide.article.title, self._rendered(guide.article, 1), tuple(sections))
        if guide.stages:
            yield self._overview()
            yield from map(self._stage, guide.stages)
        if guide.faq:
            groups = dict.fromkeys(question.group for question in guide.faq if question.group)
            parts = ((f"faq.xhtml#{ID_PREFIX}group-{group.id}", group.heading) for group in groups)
            yield self._collection("faq", tuple(parts))
        yield from (self._collection(one.kind) for one in guide.collections if one and is_term(one[0].kind))

    def _overview(self) -> Chapter:
        """The picture of the stages, and links to them."""
        stages = self._guide.stages
        title = collection_title(self._guide, "stages")
        parts = tuple((_stage_file(stage), stage.title) for stage in stages)
        picture = element("figure", ladder(stages, ID_PREFIX), class_="mlc-figure")
        content = join(element("h1", title, class_="mlc-heading"), picture, list_of_links(parts))
        return Chapter("stages.xhtml", title, content, parts, has_picture=True)

    def _stage(self, stage: Stage) -> Chapter:
        """A stage, with links to its sections of the article and its questions."""
        sections = [section for section in self._guide.article.sections if section.stage == stage]
        related = [*sections, *self._guide.faq.where(stages=stage.ref)]
        links = list_of_links((entry_address(entry), visible_name(entry.label, entry.id)) for entry in related)
        more = join(element("h2", "More about this stage", class_="mlc-heading"), links) if related else ""
        return Chapter(_stage_file(stage), stage.title, join(self._rendered(stage, 1), more))

    def _collection(self, kind: str, parts: tuple[tuple[str, str], ...] = ()) -> Chapter:
        title = collection_title(self._guide, kind)
        content = self._rendered(getattr(self._guide, kind), 2)
        heading = element("h1", title, class_="mlc-heading")
        return Chapter(f"{kind}.xhtml", title, join(heading, content), parts)

    def _rendered(self, item: Any, heading_level: int) -> Markup:
        return render(
            item, "html", link=self._link, as_of=self._as_of, heading_level=heading_level, id_prefix=ID_PREFIX
        )


def _title_page(guide: Guide) -> Markup:
    address = deed(guide)
    licence = element("a", guide.license, href=address) if address else guide.license
    return join(
        element("h1", guide.title, class_="mlc-heading"),
        element("p", "Edition ", guide.version, "."),
        element("p", origin(guide), "Text under the licence ", licence, ".", class_="mlc-credit"),
    )


def list_of_links(links: Iterable[tuple[str, str]], name: str = "ul") -> Markup:
    """A list of links, if there are any; in a table of contents, it has to be an `ol`."""
    items = join(*(element("li", linked(address, label)) for address, label in links))
    return element(name, items) if items else Markup()


def linked(address: str, label: str) -> Markup:
    """A link."""
    return element("a", visible_name(label, address), href=address)


def visible_name(label: str, fallback: str) -> str:
    """A label, or something else if nothing of it can be seen."""
    return label if printable(label).strip() else fallback
