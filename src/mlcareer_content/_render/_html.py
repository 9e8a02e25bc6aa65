"""A fragment of HTML: semantic, accessible, and at home under the strictest Content-Security-Policy.

It has no script, no style and no event handler; its classes and ids begin with
``mlc-``. Text from a guide is escaped by `_markup`, or written by the CommonMark
parser, which accepts no raw HTML.
"""

from __future__ import annotations

from datetime import date

from attrs import frozen

from .. import _commonmark
from .._collection import Collection
from .._markup import Markup, element, join, text
from .._passages import Hit
from ..guide import Guide
from ..model import Article, Entry, Prose, Question, QuestionGroup, Section, Source, Stage
from ._facts import Fact, cited, deed, facts, grouped, marked, origin, place, title, web_page
from ._options import DEEPEST_HEADING, Entries, Hits, Links, Options, ReadableContent, part_of_id
from ._svg import ladder

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def render_html(item: ReadableContent, options: Options) -> Markup:
    """An item as a fragment of HTML."""
    page = _Page(Links(item, options), options)
    level = options.heading_level
    match item:
        case Guide():
            return page.guide(item, level)
        case Collection():
            return page.collection(item, "", level)
        case Entries(entries):
            return join(*(page.alone(entry, level) for entry in entries))
        case Hits(hits):
            return join(*(page.hit(hit, level) for hit in hits))
        case Prose():
            return page.prose(item)
        case _:
            return page.alone(item, level)


@frozen
class _Page:
    """The parts of one rendering, which share its links and its options."""

    links: Links
    options: Options

    def guide(self, guide: Guide, level: int) -> Markup:
        """A whole guide, with its credit and licence."""
        back = element("p", guide.back_link.label, class_="mlc-back-link") if guide.back_link else ""
        collections = [one for one in guide.collections if one]
        return element(
            "article",
            _lines(
                element("header", _lines(back, _heading(guide.title, level)), class_="mlc-header"),
                self.article(guide.article, level + 1, guide.language),
                *(self.collection(one, title(guide, one.kind), level + 1) for one in collections),
                _footer(guide),
            ),
            class_="mlc-guide",
            id=f"{self.options.id_prefix}guide",
            lang=guide.language,
        )

    def collection(self, collection: Collection[Entry], heading: str, level: int) -> Markup:
        """A collection, under its heading if it has one; its entries begin where that would be if it has none."""
        inner = level + 1 if heading else level
        match collection.kind:
            case "stages":
                content = self._stages([stage for stage in collection if isinstance(stage, Stage)], inner)
            case "faq":
                content = join(*(self._group(group, members, inner) for group, members in grouped(collection)))
            case _:
                content = element("dl", _lines(*map(self._term, collection)), class_="mlc-glossary")
        kind = part_of_id(collection.kind)
        return element(
            "section" if heading else "div",
            _lines(_heading(heading, level) if heading else "", content),
            class_=f"mlc-collection mlc-{kind}",
            id=f"{self.options.id_prefix}{kind}",
        )

    def article(self, article: Article, level: int, language: str | None = None) -> Markup:
        """The article with its sections, inside a text of some language."""
        lead = element("div", self.prose(article.lead), class_="mlc-lead")
        sections = (self._section(section, level + 1) for section in article.sections)
        lang = article.language if article.language != language else None
        return self._element("section", article, _heading(article.title, level), lead, *sections, lang=lang)

    def alone(self, entry: Entry, level: int) -> Markup:
        """An entry that is rendered without its collection."""
        match entry:
            case Article():
                return self.article(entry, level)
            case Section():
                return self._section(entry, level)
        content = self._stage(entry, level + 1) if isinstance(entry, Stage) else self._body(entry)
        class_ = f"mlc-entry mlc-{entry.kind}"
        return self._element("article", entry, _heading(entry.label, level), content, class_=class_)

    def hit(self, hit: Hit, level: int) -> Markup:
        """What a search found: the label of the entry, and the snippet with its marked words."""
        parts = (element("mark", part) if is_marked else part for part, is_marked in marked(hit))
        snippet = element("p", *parts, class_="mlc-snippet") if hit.snippet else ""
        return element("article", _lines(_heading("", level, self._reference(hit.entry)), snippet), class_="mlc-hit")

    def prose(self, prose: Prose) -> Markup:
        """The blocks of a prose, whose links to entries lead to their addresses."""
        return _commonmark.prose_html(prose.blocks, self.links.to_target)

    # Entries

    def _element(self, name: str, entry: Entry, *content: str, class_: str = "", lang: str | None = None) -> Markup:
        """The element of an entry, with its class and its anchor."""
        class_ = class_ or f"mlc-{entry.kind}"
        return element(name, _lines(*content), class_=class_, id=self.links.anchor(entry), lang=lang)

    def _section(self, section: Section, level: int) -> Markup:
        return self._element("section", section, _heading(section.heading, level), self._body(section))

    def _stages(self, stages: list[Stage], level: int) -> Markup:
        picture = element("figure", ladder(stages, self.options.id_prefix), class_="mlc-figure") if stages else ""
        items = (
            self._element("li", stage, _heading(stage.title, level), self._stage(stage, level + 1)) for stage in stages
        )
        return join(picture, element("ol", _lines(*items), class_="mlc-stage-list"))

    def _stage(self, stage: Stage, level: int) -> Markup:
        steps = (
            _lines(_heading("Leads to ", level, self._reference(step.stage)), self.prose(step.requirements))
            for step in stage.leads_to
        )
        return join(
            element("p", place(stage), class_="mlc-place"),
            element("div", self.prose(stage.summary), class_="mlc-summary"),
            self._facts(stage),
            *(element("div", step, class_="mlc-transition") for step in steps),
        )

    def _group(self, group: QuestionGroup | None, members: list[Entry], level: int) -> Markup:
        """The questions of a group under its heading, or those in no group."""
        questions = (self._question(entry) for entry in members if isinstance(entry, Question))
        if not group:
            return join(*questions)
        id = f"{self.options.id_prefix}group-{part_of_id(group.id)}"
        return element("section", _lines(_heading(group.heading, level), *questions), class_="mlc-group", id=id)

    def _question(self, question: Question) -> Markup:
        answer = element("div", self.prose(question.answer), class_="mlc-answer")
        content = (element("summary", question.question), answer, self._facts(question), _sources(question))
        return self._element("details", question, *content)

    def _term(self, entry: Entry) -> Markup:
        """An entry of a glossary, with what explains it."""
        return self._element("div", entry, element("dt", entry.label), element("dd", _lines(self._body(entry))))

    def _body(self, entry: Entry) -> Markup:
        return join(*map(self.prose, entry.prose), self._facts(entry), _sources(entry))

    # Parts of entries

    def _facts(self, entry: Entry) -> Markup:
        rows = [
            element("div", element("dt", fact.label), element("dd", self._values(fact)), class_="mlc-fact")
            for fact in facts(entry, self.options.as_of)
        ]
        return element("dl", _lines(*rows), class_="mlc-facts") if rows else Markup()

    def _values(self, fact: Fact) -> Markup:
        shown = [self._value(fact, value) for value in fact.values]
        if fact.form != "list" and not isinstance(fact.values[0], Entry):
            return Markup(", ".join(shown))
        class_ = "mlc-list" if fact.form == "list" else "mlc-names"
        return element("ul", _lines(*(element("li", item) for item in shown)), class_=class_)

    def _value(self, fact: Fact, value: Entry | date | str) -> Markup:
        match value:
            case Entry():
                return self._reference(value)
            case date():
                return _day(value)
        if fact.form == "address":
            return _address(value)
        if fact.form == "status":
            return element("span", value, class_=f"mlc-status mlc-{value}")
        return text(value)

    def _reference(self, entry: Entry) -> Markup:
        address = self.links.to_entry(entry)
        return text(entry.label) if address is None else element("a", entry.label, href=address)


def _heading(label: str, level: int, *linked: str) -> Markup:
    """A heading; HTML has six levels, and ARIA all others."""
    deeper = level if level > DEEPEST_HEADING else None
    return element(f"h{min(level, DEEPEST_HEADING)}", label, *linked, class_="mlc-heading", aria_level=deeper)


def _lines(*parts: str) -> Markup:
    return Markup(f"\n{join(*parts)}\n")


def _day(day: date) -> Markup:
    return element("time", f"{day.day} {_MONTHS[day.month - 1]} {day.year}", datetime=day.isoformat())


def _address(url: str) -> Markup:
    """A web address as a link; anything else as text."""
    return element("a", url, href=url) if web_page(url) else text(url)


def _sources(entry: Entry) -> Markup:
    """Where the facts of an entry come from, and when they were checked."""
    checked_on = getattr(entry, "checked_on", None)
    quoted = [_source(source) for source in getattr(entry, "sources", ())]
    if not quoted and not checked_on:
        return Markup()
    checked = (Markup("Checked on "), _day(checked_on), ". ") if checked_on else ()
    seen = ("Sources: ", Markup("; ".join(quoted)), ".") if quoted else ()
    return element("p", *checked, *seen, class_="mlc-sources")


def _source(source: Source) -> Markup:
    url = web_page(source.url)
    name = element("a", cited(source), href=url) if url else text(cited(source))
    return Markup(f"{name} ({text(source.authority)})") if source.authority else name


def _footer(guide: Guide) -> Markup:
    address = deed(guide)
    licence = element("a", guide.license, href=address, rel="license") if address else text(guide.license)
    return element(
        "footer",
        _lines(
            element("p", guide.share_prompt, class_="mlc-share") if guide.share_prompt else "",
            element("p", origin(guide), "Text under the licence ", licence, ".", class_="mlc-credit"),
        ),
        class_="mlc-footer",
    )
