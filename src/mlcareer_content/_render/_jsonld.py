"""One document of schema.org in JSON-LD, which goes into a script element as it stands.

A collection holds the nodes of its entries, and everything else leads to a
node by its ``@id``. It has only what the vocabulary has a term for, in the sense
of that term: what is nearly the same is not the same (``sameAs``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from urllib.parse import quote, urldefrag

from .._collection import Collection
from .._fields import Field, own_fields
from .._markup import Markup
from .._text_safety import escaped
from ..guide import Guide
from ..model import Article, Credential, Entry, Prose, Question, Resource, Role, Section, Source, Stage
from ._credit import credit, deed
from ._facts import default_title, title, web_page
from ._links import Links
from ._options import Options, Renderable

Node = dict[str, Any]

_TYPES = {
    "article": "Article",
    "section": "WebPageElement",
    "question": "Question",
    "role": "Occupation",
    "credential": "EducationalOccupationalCredential",
    "book": "Book",
    "course-platform": "OnlineBusiness",
    "competition-platform": "WebSite",
    "event": "Event",
    "community": "Organization",
}

# The terms of `model.py` that are not in the domain of each class of resources.
_OF_WORKS = frozenset({"author", "publisher", "datePublished", "isbn", "isAccessibleForFree"})
_OUTSIDE_DOMAIN = {
    "WebSite": frozenset({"isbn"}),
    "Event": _OF_WORKS - {"isAccessibleForFree"},
    "OnlineBusiness": _OF_WORKS,
    "Organization": _OF_WORKS,
}

_FIRST = ("headline", "description", "abstract")  # a reader looks for these first

_MARKUP = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_NOT_IN_AN_ADDRESS = re.compile(
    '[\x00-\x20<>"{}|\\\\^`\x7f-\xa0\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]'
)
_YEAR = re.compile("[0-9]{4}")


def render_jsonld(item: Renderable, options: Options) -> Markup:
    """An item as a document of schema.org, on one line."""
    graph = _Graph(item, options)
    return _script({"@context": "https://schema.org", "@graph": list(graph.nodes(item))})


class _Graph:
    """What one rendering needs to know everywhere.

    Args:
        item: What is rendered.
        options: How.
    """

    def __init__(self, item: Renderable, options: Options) -> None:
        self._links = Links(item, options)
        self._as_of = options.as_of
        self._prefix = options.id_prefix
        self._stages = tuple(item.stages) if isinstance(item, Guide) else ()
        self._has_sets = not isinstance(item, Entry)

    # The whole

    def nodes(self, item: Renderable) -> Iterator[Node]:
        """The nodes of an item that no other node of it holds."""
        match item:
            case Guide():
                yield from self._guide(item)
            case Collection():
                yield self._collection(item, default_title(item.kind))
            case _:
                yield self._entry(item)

    def _guide(self, guide: Guide) -> Iterator[Node]:
        id = self._here("guide")
        license = deed(guide) or _named("CreativeWork", "license", guide.license, id)
        terms = {"inLanguage": guide.language, "license": license}
        article = {**self._entry(guide.article), "license": license, "creditText": credit(guide)}
        if guide.stages:
            article["about"] = {"@id": self._here("stages")}
        collections = [{**self._collection(one, title(guide, one.kind)), **terms} for one in guide.collections if one]
        yield _node(
            "CreativeWork",
            id,
            name=guide.title,
            version=guide.version,
            **terms,
            creditText=credit(guide),
            isBasedOn=guide.source and _source(guide.source, f"{id}/source"),
            hasPart=[{"@id": part["@id"]} for part in (article, *collections)],
        )
        yield article
        yield from collections

    def _collection(self, collection: Collection[Entry], name: str | None) -> Node:
        id = self._here(collection.kind)
        nodes = [self._entry(entry) for entry in collection]
        match collection.kind:
            case "faq":
                return _node("FAQPage", id, name=name, mainEntity=nodes)
            case "skills":
                return _node("DefinedTermSet", id, name=name, hasDefinedTerm=nodes)
            case "stages":
                types = ["DefinedTermSet", "ItemList"]
                return _node(types, id, name=name, hasDefinedTerm=nodes, itemListElement=self._rungs(collection, id))
        return _node(["ItemList", "WebPageElement"], id, name=name, itemListElement=nodes)

    def _rungs(self, stages: Iterable[Entry], id: str) -> list[Node]:
        return [
            _node("ListItem", f"{id}/{number}", position=getattr(stage, "place", None), item={"@id": self._id(stage)})
            for number, stage in enumerate(stages, 1)
        ]

    # The entries

    def _entry(self, entry: Entry) -> Node:
        """An entry with all its properties."""
        id = self._id(entry)
        known = _terms(entry, id)
        sources = enumerate(getattr(entry, "sources", ()), 1)
        return _node(
            _type(entry),
            id,
            name=entry.label,
            alternateName=known.pop("alternateName", None),
            url=known.pop("url", None) or self._page(entry),
            sameAs=known.pop("sameAs", None),
            **{term: known.pop(term) for term in _FIRST if term in known},
            **{**known, **self._properties(entry, id, known)},
            subjectOf=[_source(source, f"{id}/source-{number}") for number, source in sources],
        )

    def _properties(self, entry: Entry, id: str, known: Node) -> Node:
        """The properties of an entry that do not follow from a single field."""
        match entry:
            case Article():
                found = self._article(entry, id)
            case Section():
                found = self._section(entry)
            case Question():
                found = self._question(entry, id)
            case Stage():
                found = {**self._defined_term(entry), "about": self._subjects(entry)}
            case Role():
                found = self._occupation(entry)
            case Credential():
                found = self._offer(entry, id, known.get("recognizedBy"))
            case Resource():
                found = {}
            case _:
                found = self._defined_term(entry)
        return found

    def _article(self, article: Article, id: str) -> Node:
        return {
            "isBasedOn": article.source and _source(article.source, f"{id}/source"),
            "mentions": self._mentions(article.lead),
            "hasPart": [self._entry(section) for section in article.sections],
        }

    def _section(self, section: Section) -> Node:
        return {
            "text": section.body.text,
            "about": section.stage and self._reference(section.stage),
            "mentions": self._mentions(section.body),
        }

    def _question(self, question: Question, id: str) -> Node:
        text, mentions = question.answer.text, self._mentions(question.answer)
        return {
            "acceptedAnswer": _node("Answer", f"{id}/answer", text=text, mentions=mentions),
            "about": list(map(self._reference, question.stages)),
        }

    def _defined_term(self, entry: Entry) -> Node:
        set = {"@id": self._here(entry.collection)} if entry.collection and self._has_sets else None
        return {"termCode": entry.id, "inDefinedTermSet": set}

    def _subjects(self, stage: Stage) -> list[Node]:
        return list(map(self._reference, (*stage.roles, *stage.skills, *stage.credentials, *stage.resources)))

    def _occupation(self, role: Role) -> Node:
        """What is told of those who hold a role, by the stages of a guide at which they do."""
        stages = [stage for stage in self._stages if any(held.ref == role.ref for held in stage.roles)]
        refs = {stage.ref for stage in stages}
        skills = {skill.ref: skill for stage in stages for skill in stage.skills}
        steps = [step for stage in self._stages for step in stage.leads_to if step.stage.ref in refs]
        return {
            "responsibilities": [text for stage in stages for text in stage.responsibilities],
            "experienceRequirements": [step.requirements.text for step in steps],
            "skills": list(map(self._reference, skills.values())),
        }

    def _offer(self, credential: Credential, id: str, issuer: Node | None) -> Node:
        """When a credential can be had: the last day of its sale is not the end of its validity."""
        starts, ends = credential.available_from, credential.last_available_on
        offer = _node(
            "Offer",
            f"{id}/offer",
            availabilityStarts=starts and starts.isoformat(),
            availabilityEnds=ends and ends.isoformat(),
            offeredBy=issuer and {"@id": issuer["@id"]},
        )
        return {
            "creativeWorkStatus": self._as_of and credential.status_on(self._as_of),
            "offers": offer if starts or ends else None,
        }

    # What leads to a node

    def _here(self, name: str) -> str:
        """The address of a part of this page that is no entry."""
        return f"#{self._prefix}{name}"

    def _id(self, entry: Entry) -> str:
        """The address of an entry: its anchor, on the application's page of it or on this page."""
        page, _ = urldefrag(self._page(entry) or "")
        return f"{page}#{self._links.anchor(entry)}"

    def _page(self, entry: Entry) -> str | None:
        address = self._links.to_page(entry)
        return None if address is None else _in_an_address(address)

    def _reference(self, entry: Entry) -> Node:
        """What leads to an entry; one that is not rendered is named as well."""
        if self._links.shows(entry):
            return {"@id": self._id(entry)}
        return _node(_type(entry), self._id(entry), name=entry.label, url=self._page(entry))

    def _mentions(self, prose: Prose) -> list[Node]:
        return [self._reference(entry) for entry in map(self._links.known, prose.mentions) if entry]


def _type(entry: Entry) -> str:
    return _TYPES.get(entry.category if isinstance(entry, Resource) else entry.kind, "DefinedTerm")


def _terms(entry: Entry, id: str) -> Node:
    """The properties that follow from a single field of an entry."""
    outside = _OUTSIDE_DOMAIN.get(_type(entry), ())
    return {
        field.metadata["term"]: _value(field, getattr(entry, field.name), id)
        for field in own_fields(entry.kind)
        if "term" in field.metadata and field.metadata["term"] not in outside
    }


def _value(field: Field, value: Any, id: str) -> Any:
    """The value of a field as JSON-LD has it."""
    if isinstance(value, tuple):
        items = [_item(field, item, f"{id}/{field.metadata['term']}-{number}") for number, item in enumerate(value, 1)]
        return [item for item in items if item]
    return _item(field, value, f"{id}/{field.name}")


def _item(field: Field, value: Any, id: str) -> Any:
    """One value; what a string names is a node of its own, with an id."""
    match value:
        case str() if value and "node" in field.metadata:
            value = _node(field.metadata["node"], id, name=value)
        case str() if field.format == "url":
            value = _web_address(value)
        case int() if field.format == "number":
            value = f"{value:04}"  # a year
        case date():
            value = value.isoformat()
        case Prose():
            value = value.text
    return value


def _source(source: Source, id: str) -> Node:
    return _node(
        "CreativeWork",
        id,
        name=source.title,
        publisher=source.publisher and _named("Organization", "publisher", source.publisher, id),
        datePublished=source.years if source.years and _YEAR.fullmatch(source.years) else None,
        url=_web_address(source.url),
    )


def _named(type: str, part: str, name: str, whole: str) -> Node:
    """A part of a node of which no more is known than its name."""
    return _node(type, f"{whole}/{part}", name=name)


def _node(type: str | list[str], id: str, **properties: Any) -> Node:
    """A node; what is not known of it is left out."""
    known = {name: value for name, value in properties.items() if value not in (None, "", [], ())}
    return {"@id": id, "@type": type, **known}


def _web_address(url: str | None) -> str | None:
    """A web address that a processor of linked data takes; anything else is none."""
    page = web_page(url)
    return page and _in_an_address(page)


def _in_an_address(text: str) -> str:
    return _NOT_IN_AN_ADDRESS.sub(lambda found: quote(found[0], errors="replace"), text)


def _script(document: Node) -> Markup:
    """Plain data as JSON that neither ends a script element nor begins anything in it."""
    written = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return Markup(escaped(_HALF_CHARACTER.sub("\ufffd", written)).translate(_MARKUP))
