"""Values that were parsed elsewhere: taken as they are, if JSON has them."""

import enum
from collections import OrderedDict, UserDict
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from .reading import MAX_DEPTH, positions, read_value
from .tables import each_row


class Level(enum.IntEnum):
    """A number that has a name."""

    HIGH = 3


def _document(value):
    return read_value(value)


def _told(value):
    """The code and the message of every problem."""
    return [(problem.code, problem.message) for problem in _document(value).problems]


def _nested(depth, inside):
    for _ in range(depth):
        inside = [inside]
    return inside


@each_row(
    ("value", "copied"),
    [
        ({"a": [1, -2.5, True, None, "é😀", {}]}, {"a": [1, -2.5, True, None, "é😀", {}]}),
        (MappingProxyType({"a": (1, (2,))}), {"a": [1, [2]]}),
        (OrderedDict(b=1, a=2), {"b": 1, "a": 2}),
        (UserDict(a=UserDict()), {"a": {}}),
        ({"a/b~c": {"": 10**308}}, {"a/b~c": {"": 10**308}}),
        ({"level": Level.HIGH}, {"level": 3}),
        ({}, {}),
        ({"a": [], "b": "text", "c": None}, {"a": [], "b": "text", "c": None}),
    ],
)
def test_a_value_is_copied_into_dicts_and_lists(value, copied):
    """Every mapping becomes a dict and every sequence a list, in the same order."""
    found = _document(value)

    assert (copied, type(copied), []) == (found.value, type(found.value), found.problems)


def test_a_value_that_was_given_is_not_changed():
    """A kind is added to the document, not to the value."""
    value = {"id": "a"}
    found = read_value(value, "skill")

    assert ({"kind": "skill", "id": "a"}, {"id": "a"}) == (found.value, value)


@each_row(
    ("value", "code", "words"),
    [
        ({"a": date(2026, 11, 22)}, "MLC009", ["/a", "date"]),
        ({"a": [{1, 2}]}, "MLC009", ["/a/0", "set"]),
        ({"a/b": {"c~": b"text"}}, "MLC009", ["/a~1b/c~0", "bytes"]),
        ({"a": Decimal(1)}, "MLC009", ["/a", "Decimal"]),
        ({"a": 1j}, "MLC009", ["/a", "complex"]),
        ({"a": object()}, "MLC009", ["/a", "object"]),
        ({"a": iter([])}, "MLC009", ["/a", "iterator"]),
        ({1: "a"}, "MLC009", ["1"]),
        ({"a": {None: "b"}}, "MLC009", ["None", "/a"]),
        ({"a": {("b",): "c"}}, "MLC009", ["('b',)", "/a"]),
        ({"a": float("nan")}, "MLC006", ["/a"]),
        ({"a": [float("inf"), 1]}, "MLC006", ["/a/0"]),
        ({"a": [[-float("inf")]]}, "MLC006", ["/a/0/0"]),
        ({"a": 10**400}, "MLC006", ["/a"]),
        ({"a": "\ud800"}, "MLC003", ["/a"]),
        ({"a": ["b\udfffc"]}, "MLC003", ["/a/0"]),
        ({"\ud800": "a"}, "MLC003", []),
        ({"a": {"b\udc80": "c"}}, "MLC003", []),
    ],
)
def test_what_json_does_not_have_is_refused_with_its_place(value, code, words):
    """A value that no JSON could hold is told with its JSON Pointer, for it has no line."""
    found = _document(value)
    ((told, message),) = _told(value)

    assert (code, None, False) == (told, found.value, found.is_readable)
    assert [] == [word for word in words if word not in message]


def test_everything_that_is_refused_is_told():
    """A value is looked through to its end, in its order."""
    value = {"a": float("nan"), 1: 2, "b": [b"", {"c": "\ud800"}], "d": 10**400}

    assert ["MLC006", "MLC009", "MLC009", "MLC003", "MLC006"] == [code for code, _ in _told(value)]


@each_row("inside", [[], {}, 1, [1], {"a": []}])
def test_a_value_may_be_nested_as_deeply_as_a_file(inside):
    """The limit is that of the other formats: as many objects and lists within one another, whatever is inside."""
    depth = MAX_DEPTH - 1 - (0 if inside == 1 else 2 if inside == {"a": []} else 1)

    assert [[], ["MLC007"]] == [_document({"a": _nested(depth + more, inside)}).codes for more in (0, 1)]


@each_row("depth", [1_000, 100_000])
def test_no_depth_raises_a_recursion_error(depth):
    """A value that is nested too deeply is one problem, however deep it is."""
    assert ["MLC007"] == _document({"a": _nested(depth, 1)}).codes


def test_a_list_that_contains_itself_is_refused():
    """A cycle is nested without an end."""
    value = []
    value.append(value)

    assert ["MLC007"] == _document({"a": value}).codes


def test_what_stands_in_many_places_does_not_unfold():
    """A small value that holds itself over and over, as aliases of YAML leave it, is too large."""
    value = []
    for _ in range(40):
        value = [value, value]

    assert ["MLC002"] == _document({"a": value}).codes


_KEYS = st.text(st.characters(exclude_categories=["Cs"]))
_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), _KEYS),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(_KEYS, inner)),
)


@given(_VALUES)
def test_every_value_of_json_is_taken(value):
    """What JSON has is taken as it is."""
    found = _document({"a": value})

    assert ([], {"a": value}) == (found.problems, found.value)


def test_a_value_has_no_places():
    """There is no text, so that whatever is asked for stands at the beginning of nothing."""
    where = positions(_document({"a": 1}), ["/a"])

    assert (0, 0) == where.offsets("/a")
