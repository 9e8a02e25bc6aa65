"""The canonical form: the fields in the order of the schema, and nothing lost."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mlcareer_content as mlc
from mlcareer_content._entries import KINDS
from mlcareer_content._schemas import canonical_json, definition

from .strategies import documents

DATA = Path(mlc.__file__).parent / "data"
DOCUMENTS = [kind for kind in KINDS if kind != "section"]

_scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
json_values = st.recursive(
    _scalars, lambda values: st.lists(values) | st.dictionaries(st.text(), values), max_leaves=10
)


def _shuffled(value):
    """The same value, with the fields of every object in the opposite order."""
    if isinstance(value, dict):
        return {name: _shuffled(item) for name, item in reversed(value.items())}
    return list(map(_shuffled, value)) if isinstance(value, list) else value


def test_fields_stand_in_the_order_of_the_schema():
    """What a document is comes first, then its fields as the schema has them; so does what is inside it."""

    value = {
        "leads_to": [{"requirements": ["Time."], "stage": "senior"}],
        "summary": ["A rung."],
        "title": "Lead",
        "id": "lead",
        "kind": "stage",
        "$schema": "stage.schema.json",
    }
    canonical = json.loads(canonical_json(value), object_pairs_hook=list)

    assert ["$schema", "kind", "id", "title", "summary", "leads_to"] == [name for name, _ in canonical]
    assert ["stage", "requirements"] == [name for name, _ in canonical[-1][1][0]]


def test_unknown_fields_stand_behind_the_others():
    """What the schema does not know is kept, behind what it knows, in the order in which it came."""

    canonical = canonical_json({"zebra": 1, "question": "Why?", "ant": 2, "kind": "question"})

    assert ["kind", "question", "zebra", "ant"] == list(json.loads(canonical))


@pytest.mark.parametrize("path", sorted(DATA.iterdir()), ids=lambda path: path.name)
def test_packaged_data_is_canonical(path):
    """The packaged files are in their canonical form already, byte for byte."""

    assert path.read_text("utf-8") == canonical_json(json.loads(path.read_bytes()))


@pytest.mark.parametrize("kind", DOCUMENTS)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_order_of_the_fields_does_not_matter(kind, data):
    """Of the same document the canonical form is always the same, in whatever order its fields come."""

    document = data.draw(documents(kind))
    canonical = canonical_json(document)

    assert (canonical, document) == (canonical_json(_shuffled(document)), json.loads(canonical))


@settings(max_examples=50, deadline=None)
@given(json_values)
def test_any_value_survives(value):
    """What is no document comes back as it was."""

    assert value == json.loads(canonical_json(value))


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(KINDS), st.dictionaries(st.text(), json_values), st.data())
def test_wrong_documents_survive(kind, value, data):
    """What is wrong in every way comes back as it was, although the schema orders it."""

    names = st.sampled_from(sorted(definition(kind)["properties"]))
    document = {**value, **data.draw(st.dictionaries(names, json_values)), "kind": kind}

    assert document == json.loads(canonical_json(document))


@pytest.mark.parametrize("kind", [None, [], {}, 1, "questoin", "report"])
def test_any_kind_survives(kind):
    """Where the kind is none, the fields stay in the order in which they came."""

    assert '{\n  "z": 1,\n  "kind": ' + json.dumps(kind) + "\n}\n" == canonical_json({"z": 1, "kind": kind})


def test_hidden_characters_are_escaped():
    """What a terminal would obey is written as an escape; everything else as itself."""

    assert '{\n  "a": "é\\u202e\\u0007\\n"\n}\n' == canonical_json({"a": "é\u202e\a\n"})
