"""Strategies for Hypothesis: documents that satisfy a schema, and objects of the model."""

import json
from datetime import date
from pathlib import Path
from types import UnionType
from typing import Literal, Union, get_args, get_origin

import attrs
from hypothesis import strategies as st

import mlcareer_content as mlc
from mlcareer_content.model import Entry, Prose, Transition

SCHEMAS = next(
    folder
    for folder in (Path(mlc.__file__).parent / "schemas", Path(__file__).parent.parent / "schemas")
    if folder.exists()
)
DEFINITIONS = json.loads((SCHEMAS / "guide.schema.json").read_text("utf-8"))["$defs"]

_LETTERS = st.characters(exclude_categories=["Cc", "Cs"])
_WORD = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=8)


def _text(size):
    return st.text(_LETTERS, min_size=1, max_size=size).filter(lambda text: text[0] not in " \x7f")


ids = st.lists(_WORD, min_size=1, max_size=3).map("-".join)
names = _text(30)
urls = st.builds(
    "http{}://{}.example/{}".format, st.sampled_from(["", "s"]), _WORD, st.text("az09/?#&=%._~-", max_size=9)
)
languages = st.sampled_from(["en", "en-GB", "de", "pt-BR"])
years = st.sampled_from(["1999", "2023-24", "2023-2025"])
isbns = st.text("0123456789", min_size=10, max_size=10).map("978{}".format)
days = st.dates(date(1, 1, 1), date(9999, 12, 31))
blocks = st.one_of(
    _text(60),
    st.builds("See [{}](skill:{}).".format, _WORD, ids),
    st.lists(_WORD, min_size=1, max_size=3).map(lambda words: "\n".join(f"- {word}" for word in words)),
)
prose = st.lists(blocks, min_size=1, max_size=3)

# What patterns stand behind, by the name of the definition or of the field.
_NAMED = {
    "id": ids,
    "name": names,
    "line": names,
    "date": days.map(date.isoformat),
    "url": urls,
    "language": languages,
    "prose": prose,
    "schema-uri": names,
    "years": years,
    "isbn13": isbns,
    "license": st.sampled_from(["CC-BY-4.0", "MIT AND CC-BY-4.0"]),
    "version": st.sampled_from(["1", "2026.11"]),
}


def documents(kind):
    """Documents of a kind that satisfy its schema, most of them without their optional fields."""
    return _satisfying(DEFINITIONS[kind], kind).map(lambda value: {**value, "kind": kind})


def _satisfying(schema, name):
    """Values that satisfy a part of the schema, which stands under a name."""
    if "$ref" in schema:
        *path, name = schema["$ref"].removeprefix("#/$defs/").split("/")
        return _NAMED[name] if name in _NAMED else _satisfying(_definition(*path, name), name)
    if name in _NAMED:
        return _NAMED[name]
    if "const" in schema or "enum" in schema:
        return st.sampled_from(schema.get("enum") or [schema["const"]])
    if "anyOf" in schema:
        return st.one_of([_satisfying(part, name) for part in schema["anyOf"]])
    return _SIMPLE[schema["type"]](schema, name)


def _definition(*path):
    found = DEFINITIONS
    for step in path:
        found = found[step]
    return found


def _objects(schema, _):
    properties = {key: _satisfying(part, key) for key, part in schema["properties"].items()}
    required = {key: properties.pop(key) for key in schema.get("required", ())}
    return st.fixed_dictionaries(required, optional=properties)


def _lists(schema, name):
    items = _satisfying(schema["items"], name)
    unique = repr if schema.get("uniqueItems") else None
    return st.lists(items, min_size=schema.get("minItems", 0), max_size=schema.get("minItems", 0) + 2, unique_by=unique)


_SIMPLE = {
    "object": _objects,
    "array": _lists,
    "boolean": lambda *_: st.booleans(),
    "integer": lambda schema, _: st.integers(schema["minimum"], schema["maximum"]),
    "string": lambda *_: names,
}


# Strings by the format in the metadata of their field, or by the name of a field that has no format.
_FORMATS = {
    "id": ids,
    "url": urls,
    "language": languages,
    "years": years,
    "isbn": isbns,
    "target": ids,
    "license": st.just("CC-BY-4.0"),
    "version": st.just("2026.11"),
}


def objects(class_):
    """Objects of a class of the model, with what they refer to."""
    attributes = attrs.fields(attrs.resolve_types(class_))
    found = {one: _typed(one.type, one.metadata.get("format", one.name)) for one in attributes}
    values = {one.name: strategy for one, strategy in found.items() if one.default is attrs.NOTHING}
    optional = {one.name: strategy for one, strategy in found.items() if one.default is not attrs.NOTHING}
    return st.fixed_dictionaries(values, optional=optional).map(lambda found: class_(**found))


def _typed(type_, name):
    origin, arguments = get_origin(type_), get_args(type_)
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in (Union, UnionType):
        return st.one_of([_typed(part, name) for part in arguments])
    if origin is mlc.Collection:
        entries = st.lists(st.deferred(lambda: objects(arguments[0])), max_size=2, unique_by=lambda entry: entry.id)
        return entries.map(lambda found: mlc.Collection(arguments[0].collection, tuple(found)))
    if origin is tuple:
        return st.lists(_typed(arguments[0], name), min_size=1, max_size=2, unique=True).map(tuple)
    if issubclass(type_, Entry | Transition):
        return st.deferred(lambda: objects(type_)) if type_ is not Transition else _TRANSITIONS
    return _PLAIN[type_](name) if type_ in _PLAIN else objects(type_)


_PLAIN = {
    str: lambda name: _FORMATS.get(name, names),
    int: lambda name: st.integers(1, 20) if name == "place" else st.integers(1450, 2100),
    bool: lambda _: st.booleans(),
    date: lambda _: days,
    Prose: lambda _: prose.map(tuple).map(Prose),
    type(None): lambda _: st.none(),
}
_TRANSITIONS = st.deferred(lambda: objects(Transition))


# Small schemas and small values, so that a value is often valid, and often at the edge of it.
_KEYS = st.sampled_from(["a", "b", "c"])
_SMALL = st.integers(0, 3)
_SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 4), st.sampled_from([0.5, 1.0]), st.sampled_from(["", "a", "ab", "b"])
)
json_values = st.recursive(
    _SCALARS,
    lambda values: st.lists(values, max_size=3) | st.dictionaries(_KEYS, values, max_size=3),
    max_leaves=6,
)
_TYPE_NAMES = ["null", "boolean", "integer", "number", "string", "array", "object"]


def _keywords(schemas):
    """Objects of keywords of JSON Schema, whose parts are drawn from a strategy."""
    branches = st.lists(schemas, min_size=1, max_size=3)
    patterns = st.sampled_from(["a", "^b", "$"])
    bounds = dict.fromkeys(
        ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains"], _SMALL
    )
    numbers = dict.fromkeys(
        ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"], st.sampled_from([0, 1, 1.0, 2.5])
    )
    optional = {
        **bounds,
        **numbers,
        "type": st.sampled_from(_TYPE_NAMES) | st.lists(st.sampled_from(_TYPE_NAMES), min_size=1, unique=True),
        "multipleOf": st.sampled_from([1, 2]),
        "const": _SCALARS,
        "enum": st.lists(_SCALARS, max_size=4),
        "pattern": patterns,
        "required": st.lists(_KEYS, unique=True, max_size=2),
        "properties": st.dictionaries(_KEYS, schemas, max_size=2),
        "patternProperties": st.dictionaries(patterns, schemas, max_size=1),
        "additionalProperties": schemas,
        "propertyNames": schemas,
        "dependentRequired": st.dictionaries(_KEYS, st.lists(_KEYS, unique=True), max_size=1),
        "dependentSchemas": st.dictionaries(_KEYS, schemas, max_size=1),
        "items": schemas,
        "prefixItems": branches,
        "contains": schemas,
        "uniqueItems": st.booleans(),
        "unevaluatedProperties": schemas,
        "unevaluatedItems": schemas,
        **dict.fromkeys(["not", "if", "then", "else"], schemas),
        **dict.fromkeys(["allOf", "anyOf", "oneOf"], branches),
        "$ref": st.sampled_from(["#/$defs/x", "#/$defs/y"]),
        "title": st.sampled_from(["one", "other"]),
    }
    names = st.lists(st.sampled_from(sorted(optional)), unique=True, max_size=4)
    return names.flatmap(lambda chosen: st.fixed_dictionaries({name: optional[name] for name in chosen}))


schema_parts = st.recursive(st.booleans() | _keywords(st.booleans()), _keywords, max_leaves=8)


@st.composite
def schema_pairs(draw):
    """Two schemas, of which the second is the first with some parts replaced."""
    old = {"$schema": "https://json-schema.org/draft/2020-12/schema", **draw(_keywords(schema_parts))}
    old["$defs"] = {"x": draw(_keywords(st.booleans())), "y": draw(_keywords(st.booleans()))}
    new = json.loads(json.dumps(old))
    for _ in range(draw(st.integers(1, 3))):
        places = [part for part in _objects_in(new) if part is not new["$defs"]]
        part = draw(st.sampled_from(places))
        changed = draw(_keywords(st.booleans() | _keywords(st.booleans())))
        match draw(st.sampled_from(["replace", "add", "drop"])):
            case "replace" | "add":
                part.update(changed)
            case "drop" if kept := [name for name in part if not name.startswith("$")]:
                del part[draw(st.sampled_from(kept))]
    return old, new


_PARTS_IN = ("properties", "patternProperties", "$defs", "dependentSchemas")


def _objects_in(schema):
    """Every part of a schema that is an object."""
    if not isinstance(schema, dict):
        return
    yield schema
    for name, value in schema.items():
        if name in _PARTS_IN:
            for part in value.values():
                yield from _objects_in(part)
        elif isinstance(value, list):
            for part in value:
                yield from _objects_in(part)
        elif isinstance(value, dict) and name not in ("const", "dependentRequired"):
            yield from _objects_in(value)
