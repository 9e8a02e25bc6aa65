"""The schemas and the classes of the model say the same, in both directions."""

import json
from typing import Literal, get_args, get_origin

import attrs
import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings

import mlcareer_content as mlc
from mlcareer_content import model
from mlcareer_content._convert import structure_entries, structure_fields, unstructure
from mlcareer_content._entries import ENVELOPE, RawEntry, header, take_apart
from mlcareer_content.model import (
    COLLECTION_CLASSES,
    DECLARED_CLASSES,
    ENTRY_CLASSES,
    BackLink,
    Prose,
    Source,
    Transition,
)

from .strategies import DEFINITIONS, documents, objects

PARTS = {"source": Source, "transition": Transition}
CLASSES = {**ENTRY_CLASSES, **PARTS}
SETTINGS = settings(
    max_examples=10, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


def _properties(name):
    return DEFINITIONS[name]["properties"].keys() - set(ENVELOPE)


def _fields(class_):
    """The fields of a class by the names that they have in the data."""
    names = {attribute.name for attribute in attrs.fields(class_)}
    if class_ is model.Stage:  # in the data each skill has its level, in the model each level its skills
        names = names - {"essential_skills", "helpful_skills"} | {"skills"}
    return names


@pytest.mark.parametrize("name", CLASSES)
def test_schema_and_class_have_the_same_fields(name):
    """What the schema allows, the class has, and the other way round."""
    assert _properties(name) == _fields(CLASSES[name])


def test_schema_and_guide_have_the_same_fields():
    """The guide has the article, the collections and the header that its schema has."""
    assert _properties("guide") == {attribute.name for attribute in attrs.fields(mlc.Guide)}


@pytest.mark.parametrize("name", CLASSES)
def test_schema_and_class_require_the_same(name):
    """What the schema requires has no default in the class, and the other way round."""
    class_ = CLASSES[name]
    required = {attribute.name for attribute in attrs.fields(class_) if attribute.default is attrs.NOTHING}

    assert required == set(DEFINITIONS[name]["required"]) - set(ENVELOPE)


def test_schema_and_guide_require_the_same():
    """A guide needs its header; its article may stand in a document of its own."""
    required = {attribute.name for attribute in attrs.fields(mlc.Guide) if attribute.default is attrs.NOTHING}

    assert required - {"article"} == set(DEFINITIONS["guide"]["required"]) - set(ENVELOPE)


def test_schema_and_back_link_have_the_same_fields():
    """The back link, which stands in the schema of the guide, has the fields and the needs of its class."""
    schema = DEFINITIONS["guide"]["properties"]["back_link"]
    names = {attribute.name for attribute in attrs.fields(BackLink)}

    assert (names, names) == (set(schema["properties"]), set(schema["required"]))


def _choices(type_):
    if get_origin(type_) is Literal:
        return set(get_args(type_))
    return set().union(*map(_choices, get_args(type_)))


def _enum(schema):
    parts = schema.get("anyOf", [schema])
    return {choice for part in parts for choice in part.get("enum", [part["const"]] if "const" in part else [])}


@pytest.mark.parametrize("name", CLASSES)
def test_schema_and_class_allow_the_same_choices(name):
    """A field with a fixed set of values has the same set in both."""
    of_class = {
        attribute.name: choices
        for attribute in attrs.fields(attrs.resolve_types(CLASSES[name]))
        if (choices := _choices(attribute.type))
    }
    of_schema = {key: choices for key in _properties(name) if (choices := _enum(DEFINITIONS[name]["properties"][key]))}

    assert of_class == of_schema


def test_levels_are_the_two_lists_of_skills():
    """The levels of the schema are those that the model has a list for."""
    levels = DEFINITIONS["stage-skill"]["properties"]["level"]["enum"]

    assert {f"{level}_skills" for level in levels} == {
        attribute.name for attribute in attrs.fields(model.Stage) if attribute.name.endswith("_skills")
    }


_JSON_TYPES = {str: "string", int: "integer", bool: "boolean", model.date: "string", Prose: "array"}


def _json_type(type_):
    origin, arguments = get_origin(type_), get_args(type_)
    if origin is tuple:
        return {"array"}
    if origin is Literal:
        return {"string"}
    if arguments:
        return set().union(*(_json_type(part) for part in arguments if part is not type(None)))
    if issubclass(type_, model.Named):
        return {"string"}
    return {_JSON_TYPES.get(type_, "object")}


def _schema_type(schema):
    if "$ref" in schema:
        return _schema_type(DEFINITIONS[schema["$ref"].rpartition("/")[2]])
    if "anyOf" in schema:
        return set().union(*map(_schema_type, schema["anyOf"]))
    return {schema["type"]} if "type" in schema else {"string"}


@pytest.mark.parametrize("name", CLASSES)
def test_schema_and_class_have_the_same_types(name):
    """A list is a tuple, an object a class, a reference an id, and the rest what JSON has for it."""
    of_class = {
        attribute.name: _json_type(attribute.type)
        for attribute in attrs.fields(attrs.resolve_types(CLASSES[name]))
        if attribute.name in _properties(name)
    }
    of_schema = {key: _schema_type(DEFINITIONS[name]["properties"][key]) for key in of_class}

    assert of_class == of_schema


def test_every_kind_has_a_class():
    """Each definition that says its kind is an entry, a collection or the guide."""
    kinds = {name for name, definition in DEFINITIONS.items() if "kind" in definition.get("properties", {})}

    assert kinds == {"guide", *ENTRY_CLASSES, *COLLECTION_CLASSES}


def test_collections_hold_the_entries_of_their_class():
    """The items of a collection's schema are those of the class that the model has for it."""
    items = {
        name: DEFINITIONS[name]["properties"]["entries"]["items"]["$ref"].rpartition("/")[2]
        for name in COLLECTION_CLASSES
    }

    assert {name: class_.kind for name, class_ in COLLECTION_CLASSES.items()} == items


def _known(raws):
    """An entry for every ref that some data names, so that every reference leads somewhere."""
    known = {}
    for raw in raws:
        for _, ref in raw.references:
            kind, _, id = ref.partition(":")
            if kind in _DECLARED:
                known[ref] = _DECLARED[kind](id=id, **{"heading" if kind == "question group" else "label": "D"})
                continue
            target = RawEntry(kind, {**_SMALLEST.get(kind, _example(kind)), "id": id}, "", "")
            (known[ref],) = structure_entries([target], {}).values()
    return known


def _example(kind):
    return mlc.schema(kind)["$defs"][kind]["examples"][0]


_DECLARED = {class_.kind: class_ for class_ in DECLARED_CLASSES.values()}
_SMALLEST = {
    "stage": {"title": "S", "place": "alongside", "summary": ["S."]},
    "skill": {"name": "S", "category": "soft", "description": ["S."]},
    "role": {"title": "R", "description": ["R."]},
    "credential": {"name": "C", "category": "degree", "description": ["C."]},
    "resource": {"title": "R", "category": "book", "description": ["R."]},
}


def _without_envelope(value):
    """Data as the model gives it back: without what says what it is, skills by level, whole numbers as such."""
    if isinstance(value, list):
        return [_without_envelope(item) for item in value]
    if not isinstance(value, dict):
        return value
    value = {key: _without_envelope(item) for key, item in value.items() if key not in ENVELOPE}
    if "skills" in value and "place" in value:
        value["skills"] = sorted(value["skills"], key=lambda item: item["level"])
    return value


def _assert_structures_and_returns(kind, value):
    raws = [RawEntry(kind, value, "a.json", "")]
    raws += [raw for _, raw in raws[0].contained]
    names = [ref for raw in raws for _, ref in raw.names]
    known = _known(raws)
    if len(set(names)) < len(names) or known.keys() & set(names):
        return  # ids that stand twice and circles are for the checks between entries
    entry = structure_entries(raws, known)[raws[0].ref]

    assert _without_envelope(value) == unstructure(entry)


@pytest.mark.parametrize("kind", ENTRY_CLASSES)
def test_what_satisfies_the_schema_structures(kind):
    """A generated document is valid, becomes an object without error, and comes back as the same data."""

    @SETTINGS
    @given(documents(kind))
    def check(value):
        jsonschema_rs.validate(mlc.schema(kind), value)
        _assert_structures_and_returns(kind, value)

    assert None is check()


def test_the_header_of_a_guide_structures():
    """What a generated guide says of itself becomes the fields of a guide and comes back as the same data."""

    @SETTINGS
    @given(documents("guide"))
    def check(value):
        jsonschema_rs.validate(mlc.schema("guide"), value)
        found = structure_fields(mlc.Guide, header(value))
        assert _without_envelope(header(value)) == {name: unstructure(item) for name, item in found.items()}

    assert None is check()


@pytest.mark.parametrize("kind", ENTRY_CLASSES)
def test_what_the_model_holds_satisfies_the_schema(kind):
    """A generated object becomes a document that its schema accepts, alone and as JSON."""
    validator = jsonschema_rs.validator_for(mlc.schema(kind))

    @SETTINGS
    @given(objects(ENTRY_CLASSES[kind]))
    def check(entry):
        validator.validate(mlc.to_dict(entry))
        validator.validate(json.loads(mlc.render(entry, "json")))

    assert None is check()


@pytest.mark.parametrize("kind", ENTRY_CLASSES)
def test_the_model_survives_the_data(kind):
    """A generated object that becomes data becomes an equal object again."""

    @SETTINGS
    @given(objects(ENTRY_CLASSES[kind]))
    def check(entry):
        raws = list(take_apart("a.json", mlc.to_dict(entry)))
        names = [ref for raw in raws for _, ref in raw.names]
        holders = (entry, *entry.references)
        known = {other.ref: other for holder in holders for other in holder.references if other.kind != "section"}
        known |= {one.ref: one for name in ("group", "category") if (one := getattr(entry, name, None))}
        if len(set(names)) == len(names) and not known.keys() & set(names):
            assert entry == structure_entries(raws, known)[entry.ref]

    assert None is check()


@pytest.mark.parametrize("kind", ENTRY_CLASSES)
def test_rendered_text_takes_any_entry(kind):
    """Whatever a generated entry holds, its text can be printed in a terminal and encoded."""

    @SETTINGS
    @given(objects(ENTRY_CLASSES[kind]))
    def check(entry):
        text = mlc.render(entry, "text", width=30)
        assert text.endswith("\n")
        assert text.encode()
        assert not set(text) & set("\x00\x07\x1b\x9b\u202e\u2066\ufeff")

    assert None is check()


def test_packaged_entries_come_back_as_their_data():
    """The packaged files, structured and unstructured, are the packaged files."""
    from mlcareer_content import _package_data

    for name in ("article", *COLLECTION_CLASSES):
        value = json.loads(_package_data.read_bytes(f"data/{name}.json"))
        guide = mlc.load()
        item = guide.article if name == "article" else getattr(guide, name)

        assert _without_envelope(value) == _without_envelope(mlc.to_dict(item))
