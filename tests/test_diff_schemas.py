"""What changed between two sets of schemas: what rejects something that was valid, what only accepts more."""

import copy
import json

import pytest
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry

import mlcareer_content as mlc
from mlcareer_content._diff import Snapshot, compare
from mlcareer_content._entries import KINDS

from .strategies import documents, json_values, schema_pairs

DIALECT = "https://json-schema.org/draft/2020-12/schema"
GUIDE = {"kind": "guide", "id": "g"}
DOCUMENTS = [kind for kind in KINDS if kind != "section"]


def schema_changes(old, new):
    """What changed between two sets of schemas."""
    return compare(Snapshot("old", GUIDE, old), Snapshot("new", GUIDE, new)).schemas


def _changes(old, new, **definitions):
    """What changed between two parts of a schema: places and effects, with the words where there are any."""
    whole = [{"$schema": DIALECT, "$ref": "#/$defs/it", "$defs": {"it": part, **definitions}} for part in (old, new)]
    found = schema_changes({"guide": whole[0]}, {"guide": whole[1]})
    return [(change.effect, change.pointer.removeprefix("/$defs/it")) for change in found]


def _accepts(schema, value):
    try:
        return Draft202012Validator(schema, registry=Registry()).is_valid(value)
    except RecursionError:  # a schema that refers to itself for the same value, which has no meaning
        reject()


OBJECT = {"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": False}
NARROWED = {
    "a property is removed": (
        OBJECT,
        {**OBJECT, "properties": {"b": True}},
        [("narrowed", "/properties/a"), ("additive", "/properties/b")],
    ),
    "a property is required": (OBJECT, {**OBJECT, "required": ["a"]}, [("narrowed", "/required")]),
    "what is new is required": (
        OBJECT,
        {**OBJECT, "properties": {**OBJECT["properties"], "b": True}, "required": ["b"]},
        [("narrowed", "/required"), ("additive", "/properties/b")],
    ),
    "a type is lost": ({"type": ["string", "null"]}, {"type": "string"}, [("narrowed", "/type")]),
    "a number has to be whole": ({"type": "number"}, {"type": "integer"}, [("narrowed", "/type")]),
    "a type is demanded": ({}, {"type": "string"}, [("narrowed", "/type")]),
    "a value is lost": ({"enum": ["a", "b"]}, {"enum": ["a"]}, [("narrowed", "/enum")]),
    "a value is exchanged": ({"enum": ["a"]}, {"enum": ["b"]}, [("narrowed", "/enum")]),
    "a value is fixed": ({"enum": ["a", "b"]}, {"const": "a"}, [("narrowed", "/const"), ("additive", "/enum")]),
    "a pattern is another": ({"pattern": "a"}, {"pattern": "b"}, [("narrowed", "/pattern")]),
    "a pattern is new": ({"type": "string"}, {"type": "string", "pattern": "a"}, [("narrowed", "/pattern")]),
    "a bound is lowered": ({"maxLength": 80}, {"maxLength": 79}, [("narrowed", "/maxLength")]),
    "a bound is raised": ({"minimum": 1}, {"minimum": 2}, [("narrowed", "/minimum")]),
    "a bound is new": ({"type": "array"}, {"type": "array", "maxItems": 5}, [("narrowed", "/maxItems")]),
    "something is refused": ({"type": "string"}, {"type": "string", "not": {"pattern": "x"}}, [("narrowed", "/not")]),
    "something else is refused": ({"not": {"maxLength": 2}}, {"not": {"maxLength": 1}}, [("narrowed", "/not")]),
    "an object is closed": (
        {"type": "object"},
        OBJECT,
        [("narrowed", "/properties/a/type"), ("narrowed", "/additionalProperties")],
    ),
    "other properties are tightened": (
        {"additionalProperties": {"maxLength": 9}},
        {"additionalProperties": {"maxLength": 8}},
        [("narrowed", "/additionalProperties/maxLength")],
    ),
    "a branch is lost": (
        {"anyOf": [{"type": "string"}, {"type": "null"}]},
        {"anyOf": [{"type": "string"}]},
        [("narrowed", "/anyOf")],
    ),
    "a branch is narrowed": (
        {"anyOf": [{"type": "string"}, {"type": "null"}]},
        {"anyOf": [{"const": "a"}, {"type": "null"}]},
        [("narrowed", "/anyOf/0/const"), ("additive", "/anyOf/0/type")],
    ),
    "one more branch of oneOf": (
        {"oneOf": [{"type": "string"}]},
        {"oneOf": [{"type": "string"}, {"maxLength": 1}]},
        [("narrowed", "/oneOf")],
    ),
    "items have to differ": ({"type": "array"}, {"type": "array", "uniqueItems": True}, [("narrowed", "/uniqueItems")]),
    "items are narrowed": (
        {"type": "array", "items": {"type": "string"}},
        {"type": "array", "items": {"type": "string", "maxLength": 3}},
        [("narrowed", "/items/maxLength")],
    ),
    "nothing is accepted": ({"items": {"type": "string"}}, {"items": False}, [("narrowed", "/items")]),
    "what is not understood": ({"type": "object"}, {"type": "object", "wonder": 1}, [("narrowed", "/wonder")]),
    "a restriction that changes nothing": (
        {"type": "null"},
        {"type": "null", "maxLength": 3},
        [("narrowed", "/maxLength")],
    ),
    "branches in another order": (
        {"anyOf": [{"const": 1}, {"const": 2}]},
        {"anyOf": [{"const": 2}, {"const": 1}]},
        [("narrowed", "/anyOf/0/const"), ("narrowed", "/anyOf/1/const")],
    ),
    "a list of values becomes a type": (
        {"enum": ["a"]},
        {"type": "string"},
        [("narrowed", "/type"), ("additive", "/enum")],
    ),
    "a choice that is no id becomes any id": (
        {"enum": ["a", "B"]},
        {"type": "string", "pattern": "^[a-z]+$"},
        [("narrowed", "/type"), ("narrowed", "/pattern"), ("additive", "/enum")],
    ),
    "what cannot be followed": ({}, {"$ref": "https://example.org/x"}, [("narrowed", "/$ref")]),
    "another base": (
        {"type": "array"},
        {"type": "array", "items": {"$id": "urn:x", "$ref": "#"}},
        [("narrowed", "/items/$ref")],
    ),
    "conditions are others": (
        {"if": {"type": "string"}, "then": {"maxLength": 2}},
        {"if": {"type": "string"}, "then": {"maxLength": 3}},
        [("narrowed", "/then")],
    ),
}
ANY_ID = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "not": {"pattern": "\\n"}, "maxLength": 80}
ADDITIVE = {
    "a property is new": (OBJECT, {**OBJECT, "properties": {"a": {"type": "string"}, "b": True}}, "/properties/b"),
    "a property may be left out": ({**OBJECT, "required": ["a"]}, OBJECT, "/required"),
    "a type is won": ({"type": "string"}, {"type": ["string", "null"]}, "/type"),
    "a number need not be whole": ({"type": "integer"}, {"type": "number"}, "/type"),
    "a value is won": ({"enum": ["a"]}, {"enum": ["b", "a"]}, "/enum"),
    "a pattern is dropped": ({"pattern": "a"}, {}, "/pattern"),
    "a bound is raised": ({"maxLength": 80}, {"maxLength": 81}, "/maxLength"),
    "nothing is refused": ({"not": {"maxLength": 2}}, {}, "/not"),
    "an object is opened": (OBJECT, {**OBJECT, "additionalProperties": {"type": "null"}}, "/additionalProperties"),
    "a value is no longer fixed": ({"const": "a"}, {}, "/const"),
    "a branch is won": ({"anyOf": [{"const": 1}]}, {"anyOf": [{"const": 1}, {"type": "null"}]}, "/anyOf"),
    "everything is accepted": ({"items": {"type": "string"}}, {"items": True}, "/items/type"),
}
NEITHER = {
    "annotations": ({"title": "a", "type": "null"}, {"title": "b", "description": "c", "type": "null"}),
    "the order of names": ({"required": ["a", "b"]}, {"required": ["b", "a"]}),
    "a definition in its place": ({"type": "string"}, {"$ref": "#/$defs/text"}),
}


@pytest.mark.parametrize(("old", "new", "expected"), NARROWED.values(), ids=NARROWED)
def test_narrowing_is_named_with_its_place(old, new, expected):
    """What rejects something that was valid is named, and nothing of it is called an addition."""

    assert expected == _changes(old, new)


@pytest.mark.parametrize(("old", "new", "pointer"), ADDITIVE.values(), ids=ADDITIVE)
def test_widening_is_additive(old, new, pointer):
    """What only accepts more is an addition; the way back narrows at the same place."""

    assert [("additive", pointer)] == _changes(old, new)
    assert {"narrowed"} == {effect for effect, _ in _changes(new, old)}


@pytest.mark.parametrize(
    ("length", "expected"), [(3, [("additive", "/enum")]), (2, [("narrowed", "/maxLength")])], ids=["longer", "shorter"]
)
def test_choice_that_becomes_any_id_is_wider(length, expected):
    """Whoever accepts every id accepts those that were a choice, unless one of them is too long."""

    changes = _changes({"enum": ["a", "b-1"]}, {**ANY_ID, "maxLength": length})

    assert expected == [change for change in changes if change in expected]


@pytest.mark.parametrize(("old", "new"), NEITHER.values(), ids=NEITHER)
def test_what_accepts_the_same_is_neither(old, new):
    """Annotations, and other words for the same, neither narrow nor widen."""

    assert {"annotation"} == {effect for effect, _ in _changes(old, new, text={"type": "string"})}


def test_another_definition_is_told_where_it_is_used():
    """Where a `$ref` leads elsewhere, the place is that of the `$ref`; both definitions are as they were."""

    definitions = {"short": {"maxLength": 5}, "long": {"maxLength": 9}}
    old, new = ({"properties": {"a": {"$ref": f"#/$defs/{name}"}}} for name in ("long", "short"))

    assert [("narrowed", "/properties/a/$ref")] == _changes(old, new, **definitions)
    assert [("additive", "/properties/a/$ref")] == _changes(new, old, **definitions)


def test_schema_that_refers_to_itself_is_compared():
    """The same recursive schema is the same; one that changed counts as narrowed, for it cannot be proven."""

    old = {"properties": {"children": {"items": {"$ref": "#/$defs/it"}}}, "maxProperties": 2}
    new = {**copy.deepcopy(old), "maxProperties": 3}

    assert [] == _changes(old, copy.deepcopy(old))
    assert "narrowed" in {effect for effect, _ in _changes(old, new)}


@pytest.mark.parametrize("schema", [[], {"properties": []}, {"anyOf": {}}, {"maxLength": "3"}, {"required": "a"}])
def test_what_is_no_schema_is_refused(schema):
    """A file that is no JSON Schema is an error that says where."""

    with pytest.raises(mlc.ContentError, match="the schema of faq cannot be compared: it is not a JSON Schema at "):
        schema_changes({"faq": {}}, {"faq": schema})


def test_schema_of_millions_of_pairs_is_given_up():
    """What would take too long ends with an error: here each property refers to another definition than before."""

    places = [(n, m) for n in range(15) for m in range(15)]
    definitions = {f"d{n}": {"properties": {f"p{m}": {"maxItems": m} for m in range(200)}} for n in range(15)}
    old, new = (
        {
            "$schema": DIALECT,
            "properties": {str(place): {"$ref": f"#/$defs/d{place[side]}"} for place in places},
            "$defs": definitions,
        }
        for side in (0, 1)
    )

    with pytest.raises(mlc.ContentError, match="too large to be compared"):
        schema_changes({"faq": old}, {"faq": new})


def test_long_chain_of_references_is_compared():
    """Where thousands of parts lead to one another, the part that changed is named; nothing is followed too deeply."""

    definitions = {f"d{n}": {"items": {"$ref": f"#/$defs/d{n + 1}"}, "maxItems": 3} for n in range(3_000)}
    new = {**definitions, "d2999": {**definitions["d2999"], "maxItems": 2}}
    schemas = [
        {"$schema": DIALECT, "$ref": "#/$defs/d0", "$defs": {**some, "d3000": {}}} for some in (definitions, new)
    ]

    assert [("narrowed", "/$defs/d2999/maxItems")] == [
        (change.effect, change.pointer) for change in schema_changes({"faq": schemas[0]}, {"faq": schemas[1]})
    ]


def test_recursive_definitions_end():
    """A reference that leads from one recursive definition to another counts as narrowed, for nothing is proven."""

    definitions = {name: {"items": {"$ref": f"#/$defs/{name}"}} for name in ("a", "b")}
    old, new = ({"$ref": f"#/$defs/{name}"} for name in ("a", "b"))

    assert [("narrowed", "/$ref")] == _changes(old, new, **definitions)


def test_schema_that_is_nested_too_deeply_is_an_error():
    """Parts inside one another end with an error that names the kind."""

    old = {"$schema": DIALECT}
    for _ in range(2_000):
        old = {"$schema": DIALECT, "items": old}

    with pytest.raises(mlc.ContentError, match="the schema of faq cannot be compared: it is nested too deeply"):
        schema_changes({"faq": old}, {"faq": {"$schema": DIALECT}})


def test_kind_that_is_gone_narrows():
    """A kind without its schema is narrowed, one with a schema of its own is an addition."""

    old, new = schema_changes({"faq": {}}, {}), schema_changes({}, {"faq": {}})

    assert [("narrowed", "the schema is gone")] == [(change.effect, change.detail) for change in old]
    assert [("additive", "the schema is new")] == [(change.effect, change.detail) for change in new]


def test_change_in_every_copy_is_told_once():
    """What is part of many schemas is told of the first of them only."""

    old = {kind: mlc.schema(kind) for kind in DOCUMENTS}
    new = copy.deepcopy(old)
    for schema in new.values():
        schema["$defs"]["id"]["maxLength"] = 40

    (change,) = schema_changes(old, new)

    assert ("guide", "/$defs/id/maxLength", "maxLength 80 became 40") == (change.kind, change.pointer, change.detail)


def test_next_version_of_a_schema_may_narrow():
    """A schema that calls itself v2 may narrow: that is a major version, and breaks nothing; a v1 may not."""

    old = mlc.schema("question")
    new = json.loads(json.dumps(old).replace(":v1:", ":v2:"))
    del new["$defs"]["question"]["properties"]["stages"]
    found = schema_changes({"question": old}, {"question": new})
    unannounced = schema_changes({"question": old}, {"question": {**new, "$id": old["$id"]}})

    assert ({"patch", "major"}, set()) == ({change.bump for change in found}, {c for c in found if c.breaks})
    assert ["/$defs/question/properties/stages"] == [change.pointer for change in unannounced if change.breaks]


@pytest.mark.parametrize("id", ["urn:mlcareer-content:schema:v0:question", "urn:x"])
def test_other_names_of_a_schema_break(id):
    """A schema that is called otherwise, and not by its next version, breaks the policy."""

    old = mlc.schema("question")

    assert [("/$id", True)] == [(c.pointer, c.breaks) for c in schema_changes({"q": old}, {"q": {**old, "$id": id}})]


def test_other_drafts_are_not_compared():
    """What follows other rules counts as narrowed."""

    old = {"$schema": DIALECT, "type": "string"}
    new = {"$schema": "http://json-schema.org/draft-07/schema#"}

    assert ["narrowed"] == [change.effect for change in schema_changes({"faq": old}, {"faq": new})]


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(schema_pairs(), st.lists(json_values, min_size=12, max_size=12))
def test_additive_schemas_accept_what_was_valid(pair, values):
    """Where nothing is called narrowed, every value that was valid is valid; the same holds of the way back."""

    old, new = pair
    found = {change.effect for change in schema_changes({"faq": old}, {"faq": new})}
    back = {change.effect for change in schema_changes({"faq": new}, {"faq": old})}
    accepted = [(_accepts(old, value), _accepts(new, value)) for value in values]

    assert "narrowed" in found or all(after for before, after in accepted if before)
    assert "narrowed" in back or all(before for before, after in accepted if after)
    assert found & {"narrowed", "additive"} or all(before == after for before, after in accepted)


def _mutated(data, schema):
    """A copy of a real schema in which one keyword is dropped, or has a value from elsewhere in it."""
    new = copy.deepcopy(schema)
    parts = [part for part in _parts(new) if isinstance(part, dict) and part]
    part, donor = data.draw(st.sampled_from(parts)), data.draw(st.sampled_from(parts))
    name = data.draw(st.sampled_from(sorted(donor)))
    if data.draw(st.booleans()):
        part.pop(name, None)
    else:
        part[name] = copy.deepcopy(donor[name])
    return new


def _parts(schema):
    for name, value in schema.items() if isinstance(schema, dict) else ():
        if name in ("$defs", "properties"):
            for part in value.values():
                yield part
                yield from _parts(part)
        elif name in ("items", "not"):
            yield value
            yield from _parts(value)
        elif name == "anyOf":
            yield from value


@pytest.mark.parametrize("kind", DOCUMENTS)
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_additive_kinds_accept_what_was_valid(kind, data):
    """Documents that satisfy a schema of the package satisfy what it became, if that is additive only."""

    old = mlc.schema(kind)
    new = _mutated(data, old)
    found = {change.effect for change in schema_changes({kind: old}, {kind: new})}
    assume("narrowed" not in found)

    assert _accepts(new, data.draw(documents(kind)))


def test_values_that_python_takes_for_others_are_told():
    """To Python `True` is 1, to JSON it is not; what is allowed now is said all the same."""

    schemas = [{"$schema": DIALECT, "$id": "urn:x:v1:x", "enum": values} for values in ([True], [1, True])]
    (change,) = schema_changes({"x": schemas[0]}, {"x": schemas[1]})

    assert ("additive", "allowed now: 1") == (change.effect, change.detail)
