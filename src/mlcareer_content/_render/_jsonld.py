"""One document of schema.org in JSON-LD, which goes into a script element as it stands.

A collection contains the nodes of its entries, and everything else refers to a
node by its ``@id``. Only what the vocabulary has a term for is in it, in the
sense of that term: a near match is not the same (``sameAs``). What a skill
builds on has a term of the Dublin Core, under its full address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from urllib.parse import quote, urldefrag

from attrs import frozen

from .._collection import Collection
from .._fields import Field, own_fields
from .._markup import Markup
from .._text_safety import JSON_ESCAPE, SURROGATE, printable, without_workflow_commands
from ..guide import Guide
from ..model import (
    COLLECTION_CLASSES,
    Article,
    Credential,
    Entry,
    Question,
    Resource,
    Role,
    Section,
    Skill,
    Source,
    Stage,
)
from ._facts import credit, deed, default_title, title, web_page
from ._options import Content, Entries, Links, Options

Node = dict[str, Any]

# The class of a resource, by its category; any other is of the class of its kind.
_TYPES = {
    "book": "Book",
    "course": "Course",
    "document": "DigitalDocument",
    "course-platform": "OnlineBusiness",
    "competition-platform": "WebSite",
    "event": "Event",
    "community": "Organization",
}

# The terms of `model.py` that are not in the domain of each class of resources.
_OF_WORKS = frozenset({"author", "publisher", "datePublished", "isbn", "isAccessibleForFree"})
_OUTSIDE_DOMAIN = {
    "Course": frozenset({"isbn"}),
    "DigitalDocument": frozenset({"isbn"}),
    "LearningResource": frozenset({"isbn"}),
    "WebSite": frozenset({"isbn"}),
    "Event": _OF_WORKS - {"isAccessibleForFree"},
    "OnlineBusiness": _OF_WORKS,
    "Organization": _OF_WORKS,
}

_REQUIRES = "http://purl.org/dc/terms/requires"

# The order of the properties that a reader looks for first.
_FIRST = ("name", "alternateName", "url", "sameAs", "headline", "description", "abstract")

_MARKUP = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
_NOT_IN_AN_ADDRESS = re.compile(
    '[\x00-\x20<>"{}|\\\\^`\x7f-\xa0\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]'
)
_YEAR = re.compile("[0-9]{4}")


def render_jsonld(item: Content, options: Options) -> Markup:
    """An item as a document of schema.org on one line, as JSON that neither ends a script element nor begins a tag."""
    document = {"@context": "https://schema.org", "@graph": _Graph(item, Links(item, options), options).nodes()}
    written = printable(SURROGATE.sub("\ufffd", json.dumps(document, ensure_ascii=False, separators=(",", ":"))))
    return Markup(without_workflow_commands(written, JSON_ESCAPE).translate(_MARKUP))


@frozen
class _Graph:
    """The nodes of one rendering, which share its links and its options."""

    item: Content
    links: Links
    options: Options

    def nodes(self) -> list[Node]:
        """The nodes of the item that are not inside another node of it."""
        match self.item:
            case Guide():
                return self._guide(self.item)
            case Collection():
                return [self._collection(self.item, default_title(self.item.kind))]
            case Entries(entries):
                return list(map(self._entry, entries))
        return [self._entry(self.item)]

    def _guide(self, guide: Guide) -> list[Node]:
        id = self._here("guide")
        license = deed(guide) or _node("CreativeWork", f"{id}/license", name=guide.license)
        terms = {"inLanguage": guide.language, "license": license}
        article = {**self._entry(guide.article), "license": license, "creditText": credit(guide)}
        if guide.stages:
            article["about"] = {"@id": self._here("stages")}
        collections = [{**self._collection(one, title(guide, one.kind)), **terms} for one in guide.collections if one]
        whole = _node(
            "CreativeWork",
            id,
            name=guide.title,
            version=guide.version,
            **terms,
            creditText=credit(guide),
            isBasedOn=guide.source and _source(guide.source, f"{id}/source"),
            hasPart=[{"@id": part["@id"]} for part in (article, *collections)],
        )
        return [whole, article, *collections]

    def _collection(self, collection: Collection[Entry], name: str) -> Node:
        id = self._here(collection.kind)
        nodes = [self._entry(entry) for entry in collection]
        entry_class = COLLECTION_CLASSES.get(collection.kind, Section)  # of another kind, it is any list on a page
        if entry_class is Question:
            return _node("FAQPage", id, name=name, mainEntity=nodes)
        if entry_class.schema_type != Entry.schema_type:
            return _node(["ItemList", "WebPageElement"], id, name=name, itemListElement=nodes)
        if entry_class is not Stage:
            return _node("DefinedTermSet", id, name=name, hasDefinedTerm=nodes)
        places = [
            _node("ListItem", f"{id}/{number}", position=getattr(stage, "place", None), item={"@id": self._id(stage)})
            for number, stage in enumerate(collection, 1)
        ]
        return _node(["DefinedTermSet", "ItemList"], id, name=name, hasDefinedTerm=nodes, itemListElement=places)

    # The entries

    def _entry(self, entry: Entry) -> Node:
        """An entry with all its properties."""
        id = self._id(entry)
        sources = enumerate(getattr(entry, "sources", ()), 1)
        known = {
            **dict.fromkeys(_FIRST),
            "name": entry.label,
            **_terms(entry, id),
            **self._properties(entry, id),
            "subjectOf": [_source(source, f"{id}/source-{number}") for number, source in sources],
        }
        return _node(_type(entry), id, **{**known, "url": known["url"] or self._page(entry)})

    def _properties(self, entry: Entry, id: str) -> Node:
        """The properties of an entry that do not follow from a single field."""
        found: Node = {}
        match entry:
            case Article():
                found["isBasedOn"] = entry.source and _source(entry.source, f"{id}/source")
                found["mentions"] = self._mentions(entry.lead.mentions)
                found["hasPart"] = [self._entry(section) for section in entry.sections]
            case Section():
                found["text"] = entry.body.text
                found["about"] = entry.stage and self._reference(entry.stage)
                found["mentions"] = self._mentions(entry.body.mentions)
            case Question():
                text, mentions = entry.answer.text, self._mentions(entry.answer.mentions)
                found["acceptedAnswer"] = _node("Answer", f"{id}/answer", text=text, mentions=mentions)
                found["about"] = list(map(self._reference, entry.references))
            case Role():
                found = self._occupation(entry)
            case Credential():
                found = self._offer(entry, id)
            case _ if entry.schema_type == Entry.schema_type:
                is_in_set = entry.collection and not isinstance(self.item, Entry | Entries)
                found["termCode"] = entry.id
                found["inDefinedTermSet"] = {"@id": self._here(str(entry.collection))} if is_in_set else None
                found["about"] = self._subjects(entry) if isinstance(entry, Stage) else None
                found[_REQUIRES] = list(map(self._reference, entry.builds_on)) if isinstance(entry, Skill) else None
        return found

    def _subjects(self, stage: Stage) -> list[Node]:
        """The entries that a stage refers to, the roles first; stages are not what a stage is about."""
        others = [entry for entry in stage.references if entry.kind != stage.kind]
        return list(map(self._reference, sorted(others, key=lambda entry: not isinstance(entry, Role))))

    def _occupation(self, role: Role) -> Node:
        """The properties that a role has from the stages of the guide at which people hold it."""
        every = self.item.stages if isinstance(self.item, Guide) else ()
        stages = [stage for stage in every if any(held.ref == role.ref for held in stage.roles)]
        refs = {stage.ref for stage in stages}
        skills = {skill.ref: skill for stage in stages for skill in stage.skills}
        steps = [step for stage in every for step in stage.leads_to if step.stage.ref in refs]
        return {
            "responsibilities": [text for stage in stages for text in stage.responsibilities],
            "experienceRequirements": [step.requirements.text for step in steps],
            "skills": list(map(self._reference, skills.values())),
        }

    def _offer(self, credential: Credential, id: str) -> Node:
        """When a credential is available: the last day of its sale is not the end of its validity."""
        starts, ends = credential.available_from, credential.last_available_on
        offer = _node(
            "Offer",
            f"{id}/offer",
            availabilityStarts=starts and starts.isoformat(),
            availabilityEnds=ends and ends.isoformat(),
            offeredBy=credential.issuer and {"@id": f"{id}/issuer"},
        )
        return {
            "creativeWorkStatus": self.options.as_of and credential.status_on(self.options.as_of),
            "offers": offer if starts or ends else None,
        }

    # Addresses of nodes

    def _here(self, name: str) -> str:
        """The address of a part of this page that is no entry."""
        return f"#{self.options.id_prefix}{name}"

    def _id(self, entry: Entry) -> str:
        """The address of an entry: its anchor, on the application's page of it or on this page."""
        page, _ = urldefrag(self._page(entry) or "")
        return f"{page}#{self.links.anchor(entry)}"

    def _page(self, entry: Entry) -> str | None:
        address = self.links.to_page(entry)
        return None if address is None else _in_an_address(address)

    def _reference(self, entry: Entry) -> Node:
        """A reference to an entry, which names it if it is not on this page."""
        if self.links.shows(entry):
            return {"@id": self._id(entry)}
        return _node(_type(entry), self._id(entry), name=entry.label, url=self._page(entry))

    def _mentions(self, refs: Iterable[str]) -> list[Node]:
        return [self._reference(entry) for entry in map(self.links.known, refs) if entry]


def _type(entry: Entry) -> str:
    own = _TYPES.get(entry.category.id) if isinstance(entry, Resource) else None
    return own or entry.schema_type


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
    if value and "node" in field.metadata:
        return _node(field.metadata["node"], id, name=value)
    converted = _CONVERSIONS.get(field.format)
    return converted(value) if converted and value is not None else value


def _source(source: Source, id: str) -> Node:
    return _node(
        "CreativeWork",
        id,
        name=source.title,
        publisher=source.publisher and _node("Organization", f"{id}/publisher", name=source.publisher),
        datePublished=source.years if source.years and _YEAR.fullmatch(source.years) else None,
        url=_web_address(source.url),
    )


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


# How a value is written, by the format of its field; a number is a year.
_CONVERSIONS: dict[str, Callable[[Any], Any]] = {
    "url": _web_address,
    "reference": lambda value: value.id,
    "number": "{:04}".format,
    "date": date.isoformat,
    "prose": lambda value: value.text,
}
