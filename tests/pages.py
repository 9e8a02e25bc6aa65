"""HTML as a browser reads it, and what may stand in it."""

import re
from datetime import date
from itertools import chain

import html5lib

from mlcareer_content import Collection, Guide, _commonmark
from mlcareer_content._render._facts import facts
from mlcareer_content._render._html import _day
from mlcareer_content._text_safety import printable
from mlcareer_content.model import COLLECTION_CLASSES, ENTRY_CLASSES, Article, Entry, Stage

#: Every element, with the attributes that it may have.
ELEMENTS = {
    **{name: {"id", "lang"} for name in ("article", "section")},
    **{name: {"id"} for name in ("li", "div", "details")},
    **{name: set() for name in ("header", "footer", "figure", "dl", "dt", "dd", "ul", "p", "summary")},
    **{name: set() for name in ("span", "em", "strong", "code", "mark", "br", "h1", "h2", "h3", "h4", "h5")},
    "h6": {"aria-level"},
    "ol": {"start"},
    "a": {"href", "rel", "title"},
    "time": {"datetime"},
    "svg": {"xmlns", "viewBox", "role", "aria-labelledby", "aria-describedby", "font-size", "fill"},
    "title": {"id"},
    "desc": {"id"},
    "g": set(),
    "rect": {"x", "y", "width", "height", "rx", "fill", "stroke", "stroke-width", "stroke-dasharray"},
    "path": {"d", "fill", "stroke", "stroke-width", "stroke-linejoin"},
    "text": {"x", "y", "dy", "text-anchor", "font-weight", "transform"},
    "tspan": {"x", "y", "dy"},
}

#: Every class.
CLASSES = {
    *("answer", "article", "back-link", "collection", "credit", "entry", "fact", "facts", "figure", "footer"),
    *(
        "glossary",
        "group",
        "guide",
        "header",
        "heading",
        "lead",
        "list",
        "names",
        "place",
        "section",
        "share",
        "sources",
    ),
    *("sources", "stage-list", "status", "summary", "transition", "upcoming", "available", "retired"),
    *COLLECTION_CLASSES,
    *ENTRY_CLASSES,
    *("hit", "snippet"),
    *("ladder", "ladder-rung", "ladder-number", "ladder-alongside", "ladder-arrow"),
}

_SAFE_ADDRESS = re.compile(r"https?://|mailto:|#", re.IGNORECASE)
_FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ud800-\udfff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)


def parsed(html):
    """A fragment as the tree of elements that a browser makes of it, which has nothing to mend in it."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(html, container="main")


def page(html, heading_level=2):
    """A whole page around a fragment that begins at a level of headings."""
    headings = "".join(f"<h{level}>A page</h{level}>" for level in range(1, heading_level))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>A page</title></head>\n'
        f"<body>\n<main>\n{headings}\n{html}\n</main>\n</body>\n</html>\n"
    )


def canonical(tree):
    """A tree of elements as one text, for which it makes no difference how it was written."""
    return html5lib.serialize(tree, tree="etree", quote_attr_values="always", alphabetical_attributes=True)


def words(element):
    """The text of an element, white space made one space."""
    return " ".join("".join(element.itertext()).split())


def found(html, *, class_):
    """The elements that have a class, in order."""
    return [element for element in parsed(html).iter() if class_ in element.get("class", "").split()]


def faults(html):
    """All that stands in a fragment and should not: elements, attributes, classes, ids, addresses, characters."""
    tree = parsed(html)
    elements = list(tree.iter())[1:]
    ids = [element.get("id") for element in elements if element.get("id") is not None]
    told = [f"character {found[0]!r}" for found in _FORBIDDEN.finditer(html)]
    told += [f"id {id}, {ids.count(id)} times" for id in set(ids) if ids.count(id) > 1 or re.search(r"\s", id)]
    for element in elements:
        tag = str(element.tag).removeprefix("{http://www.w3.org/2000/svg}")
        allowed = ELEMENTS.get(tag)
        if allowed is None:
            told.append(f"element {tag}")
            continue
        names = {name.rpartition("}")[2] for name in element.keys()}  # noqa: SIM118 - a name may have a namespace
        told += [f"attribute {name} of {tag}" for name in names - allowed - {"class"}]
        classes = {name.removeprefix("mlc-") for name in element.get("class", "mlc-list").split()}
        told += [f"class {name} of {tag}" for name in classes - CLASSES]
        href = element.get("href")
        if href is not None and not (href[1:] in ids if href[:1] == "#" else _SAFE_ADDRESS.match(href)):
            told.append(f"address {href}")
    return told


def told(item, as_of=None):
    """Every text that a reader of an item is to see: labels, prose, facts."""
    entries = chain.from_iterable(
        (entry, *entry.sections) if isinstance(entry, Article) else (entry,)
        for entry in (item if isinstance(item, Guide | Collection) else (item,))
    )
    for entry in entries:
        yield _spaced(entry.label)
        for prose in entry.prose:
            for block in prose.blocks:
                yield from (_spaced(line.text) for line in _commonmark.lines(block))
        for fact in facts(entry, as_of):
            yield fact.label
            yield from map(_shown, fact.values)
        if isinstance(entry, Stage):
            yield from (_spaced(f"Leads to {transition.stage.title}") for transition in entry.leads_to)


def _shown(value):
    if isinstance(value, date):
        return words(parsed(_day(value)))
    return _spaced(value.label if isinstance(value, Entry) else value)


def _spaced(text):
    return " ".join(printable(text).split())
