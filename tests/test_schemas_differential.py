"""Three validators, one verdict: the fast one, the plain one with the schema as it is, and ours with it inlined."""

import copy
from functools import cache

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry

import mlcareer_content as mlc
from mlcareer_content import _schemas
from mlcareer_content._entries import KINDS
from mlcareer_content.model import ENTRY_CLASSES

from .strategies import DEFINITIONS, documents

# To shrink a guide takes minutes, and a long document says as well who differs.
SETTINGS = settings(
    max_examples=25,
    phases=[Phase.generate],
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)

#: What is put in the place of a value: every type, and what is nearly right.
OTHERS = [
    None,
    True,
    False,
    0,
    1,
    1.0,
    1.5,
    7.0,
    -1,
    20,
    21,
    1999,
    10_000,
    10**400,
    1e300,
    "",
    "a",
    "A",
    "a\n",
    "\n",
    " a",
    "a-b-",
    "alongside",
    "https://example.org/\n",
    "ftp://example.org",
    "2026-11-22",
    "2026-13-01",
    "2026-11-22\n",
    "9780000000002",
    "x" * 81,
    "x" * 201,
    "x" * 2_001,
    "\u0661\u0662",
    [],
    ["a"],
    ["a", "a"],
    ["a", 1],
    [1, True],
    [1, 1.0],
    [{}, {}],
    ["a"] * 201,
    [str(number) for number in range(1_001)],
    {},
    {"a": 1},
    {"kind": "question"},
]
_OTHERS = st.sampled_from(OTHERS).map(copy.deepcopy)
_KEYS = st.sampled_from(["kind", "id", "Id", "$schema", "entries", "stages", "url", "x", "", "__proto__"])


def _places(value):
    """Every container in a value behind each of its keys."""
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in list(keys):
        yield value, key
        yield from _places(value[key])


@st.composite
def _pairs(draw, kind):
    """A document of a kind, and the same with one to three changes, so that it is wrong as a rule."""
    right = draw(documents(kind))
    changed = copy.deepcopy(right)
    for _ in range(draw(st.integers(1, 3))):
        container, key = draw(st.sampled_from(list(_places(changed)) or [(changed, "id")]))
        change = draw(st.sampled_from(["replace", "remove", "add", "repeat"]))
        if change == "remove":
            container.pop(key, None) if isinstance(container, dict) else container.pop(key)
        elif change == "replace" or isinstance(container, dict):
            container[key if change == "replace" else draw(_KEYS)] = draw(_OTHERS)
        else:
            container.append(copy.deepcopy(container[key]) if change == "repeat" else draw(_OTHERS))
    return right, changed


@cache
def _plain(kind):
    return Draft202012Validator(mlc.schema(kind), registry=Registry())


@cache
def _fast(kind):
    return jsonschema_rs.Draft202012Validator(mlc.schema(kind))


def _verdicts(kind, value):
    """What every validator says; ours, with its short cut and without, says all that is wrong."""
    return {
        "jsonschema": _plain(kind).is_valid(value),
        "jsonschema-rs": _fast(kind).is_valid(value),
        "ours": not list(_schemas.failures(kind, value)),
        "ours, inlined": not list(_schemas.validator(kind).iter_errors(value)),
    }


def _compare(kind):
    """Verdicts on many documents of a kind: how many were accepted and refused.

    Raises:
        AssertionError: Two validators differ.
    """
    counted = {True: 0, False: 0}

    @SETTINGS
    @given(_pairs(kind))
    def compare(pair):
        for value in pair:
            verdicts = _verdicts(kind, value)
            counted[verdicts["jsonschema"]] += 1
            assert dict.fromkeys(verdicts, verdicts["jsonschema"]) == verdicts

    compare()
    return counted


@pytest.mark.parametrize("kind", KINDS)
def test_all_validators_give_the_same_verdict(kind):
    """A document is right for all validators or for none, and there are many of both sorts."""
    counted = _compare(kind)

    assert [True, True] == [count >= 5 for count in counted.values()]


@pytest.mark.parametrize("kind", KINDS)
def test_the_packaged_documents_get_the_same_verdict(kind):
    """What everybody has, all validators accept, and refuse when a field is missing."""
    guide = mlc.load()
    members = {"guide": guide, "article": guide.article, "section": guide.article.sections[0]}
    value = mlc.to_dict(members.get(kind) or getattr(guide, kind, None) or next(it for it in guide if it.kind == kind))
    lacking = {key: item for key, item in value.items() if key != next(reversed(value))} | {"more": 1}

    assert ({True}, {False}) == (set(_verdicts(kind, value).values()), set(_verdicts(kind, lacking).values()))


@pytest.mark.parametrize("kind", ENTRY_CLASSES)
def test_every_field_gets_the_same_verdict_for_every_type(kind):
    """Whatever stands in a field of an entry, all validators agree about it."""
    definition = DEFINITIONS[kind]["properties"]
    right = {
        name: schema["examples"][0] for name, schema in definition.items() if name in DEFINITIONS[kind]["required"]
    }
    differing = [
        (name, other, verdicts)
        for name in definition
        for other in OTHERS
        if len(set((verdicts := _verdicts(kind, {**right, "kind": kind, name: other})).values())) > 1
    ]

    assert differing == []


@pytest.mark.parametrize("kind", ["question", "skills", "guide"])
def test_a_short_cut_that_accepts_everything_is_caught(kind, monkeypatch):
    """The comparison fails if the fast validator were taken to accept whatever it is given."""
    monkeypatch.setattr(_schemas, "_verdict", lambda _: lambda _: True)
    with pytest.raises(AssertionError, match="ours") as caught:
        _compare(kind)

    assert AssertionError is caught.type


@pytest.mark.parametrize("kind", ["question", "skills", "guide"])
def test_a_short_cut_that_accepts_nothing_changes_nothing(kind, monkeypatch):
    """What the fast validator refuses is looked at again: it can only save time."""
    monkeypatch.setattr(_schemas, "_verdict", lambda _: lambda _: False)
    counted = _compare(kind)

    assert [True, True] == [count >= 5 for count in counted.values()]


@pytest.mark.parametrize("kind", ["question", "skills", "guide"])
def test_without_a_short_cut_the_verdict_is_the_same(kind, monkeypatch):
    """Without the extra `fast` everything is judged as with it."""
    monkeypatch.setattr(_schemas, "_verdict", lambda _: None)
    counted = _compare(kind)

    assert [True, True] == [count >= 5 for count in counted.values()]
