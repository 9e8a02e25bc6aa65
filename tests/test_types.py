"""The types of what `to_dict` returns, compared with the model and with what it returns."""

import json
import subprocess
import sys
from datetime import date
from functools import cache
from typing import Annotated, Literal, NotRequired, get_args, get_origin, get_overloads, get_type_hints

import attrs
import pydantic
import pytest

import mlcareer_content as mlc
from mlcareer_content import model, types
from mlcareer_content.model import COLLECTION_CLASSES, ENTRY_CLASSES

from .commands import tool
from .places import ROOT, needs_source
from .tables import each_row

COLLECTION_TYPES = {name: "FAQDict" if name == "faq" else f"{name.capitalize()}Dict" for name in COLLECTION_CLASSES}
PARTS = (model.Source, model.BackLink, model.QuestionGroup, model.Category, model.Transition)
_PLAIN = {str: str, int: int, bool: bool, date: str, model.Prose: list[str]}
#: Every type by its name; `typing.is_typeddict` does not know those of typing_extensions.
TYPES = {name: value for name, value in vars(types).items() if hasattr(value, "__required_keys__") and name[0] != "_"}


def _type_of(item):
    name = COLLECTION_TYPES[item.kind] if isinstance(item, mlc.Collection) else f"{type(item).__name__}Dict"
    return TYPES[name]


def _fields_type(class_):
    return TYPES[f"{class_.__name__}Fields"]


def _data_type(type_):
    """The type of the data of a field with a type of the model."""
    origin, arguments = get_origin(type_), get_args(type_)
    if origin is tuple:
        return list[_data_type(arguments[0])]
    if origin is mlc.Collection:
        return list[_fields_type(arguments[0])]
    if type(None) in arguments:
        return _data_type(arguments[0])
    if arguments:
        return type_
    if type_ in (model.Article, model.Section):  # the entries that are inside another
        return _fields_type(type_)
    reference = str if issubclass(type_, model.Named) else None
    return reference or _PLAIN.get(type_) or TYPES[f"{type_.__name__}Dict"]


def _expected(class_):
    """The keys of the data of a class, each with its type; those of fields with a default can be absent."""
    found = {}
    for attribute in attrs.fields(attrs.resolve_types(class_)):
        name, type_ = attribute.name, _data_type(attribute.type)
        if "level" in attribute.metadata:  # the data has one list for the skills of all levels
            name, type_ = "skills", list[types.StageSkillDict]
        elif name in model.DECLARED_CLASSES:  # a guide has these themselves, where entries refer to them
            is_category = issubclass(model.DECLARED_CLASSES[name], model.Category)
            type_ = list[types.CategoryDict if is_category else types.QuestionGroupDict]
        found[name] = type_ if attribute.default is attrs.NOTHING else NotRequired[type_]
    return found


def _annotations(type_):
    return get_type_hints(type_, include_extras=True)


@each_row("class_", [*ENTRY_CLASSES.values(), mlc.Guide])
def test_the_type_of_a_document_has_the_fields_of_its_class(class_):
    """It has the kind, then the fields in the order of the model, and says which can be absent, and nothing else."""
    kind = "guide" if class_ is mlc.Guide else class_.kind
    expected = {"kind": Literal[kind], **_expected(class_)}
    found = _annotations(TYPES[f"{class_.__name__}Dict"])

    assert list(expected.items()) == list(found.items())


@each_row("class_", [*ENTRY_CLASSES.values(), *PARTS])
def test_the_type_inside_a_document_has_the_fields_of_its_class(class_):
    """Inside another document, an entry has no kind; neither has a part of an entry."""
    name = f"{class_.__name__}Dict" if class_ in PARTS else f"{class_.__name__}Fields"

    assert list(_expected(class_).items()) == list(_annotations(TYPES[name]).items())


@each_row("kind", COLLECTION_CLASSES)
def test_the_type_of_a_collection_has_its_entries(kind):
    """It has the kind and the entries, which do not repeat theirs."""
    expected = {"kind": Literal[kind], "entries": list[_fields_type(COLLECTION_CLASSES[kind])]}

    assert expected == _annotations(TYPES[COLLECTION_TYPES[kind]])


def test_there_are_no_other_types():
    """Every type is that of a document, of an entry inside one, or of a part of one."""
    entries = {f"{class_.__name__}Dict" for class_ in ENTRY_CLASSES.values()}
    inside = {f"{class_.__name__}Fields" for class_ in ENTRY_CLASSES.values()}
    parts = {f"{class_.__name__}Dict" for class_ in PARTS} | {"StageSkillDict"}

    assert {*entries, *inside, *parts, *COLLECTION_TYPES.values(), "GuideDict"} == TYPES.keys()
    assert [TYPES[name] for name in sorted(entries)] == sorted(get_args(types.EntryDict), key=str)
    assert {TYPES[name] for name in COLLECTION_TYPES.values()} == set(get_args(types.CollectionDict))


@needs_source
def test_the_types_are_up_to_date():
    """The file is the one that the schemas give."""
    done = tool(ROOT / "tools" / "typed_dicts.py", "--check")

    assert (0, "nothing differs\n") == (done.returncode, done.stdout)


def test_to_dict_says_the_type_of_every_kind():
    """It has an overload for each class of entries and for the collection of each; with more keys, for none."""
    annotations = [one.__annotations__ for one in get_overloads(mlc.to_dict)]
    found = {tuple(types.values()) for types in annotations if "computed" not in types}
    items = {class_.__name__: f"{class_.__name__}Dict" for class_ in (*ENTRY_CLASSES.values(), mlc.Guide, model.Entry)}
    items |= {f"Collection[{class_.__name__}]": COLLECTION_TYPES[name] for name, class_ in COLLECTION_CLASSES.items()}
    items["Collection[Entry]"] = "CollectionDict"

    assert {(item, f"types.{name}") for item, name in items.items()} == found


def test_the_packaged_guide_has_its_types(guide):
    """What `to_dict` returns for the guide, for each collection and for every entry has the type that it says."""
    collections = [getattr(guide, name) for name in COLLECTION_CLASSES]
    adapter = cache(pydantic.TypeAdapter)

    for item in (guide, *collections, *guide, *guide.article.sections):
        data = mlc.to_dict(item)
        assert data == adapter(_type_of(item)).validate_python(data, strict=True, extra="forbid")


def test_the_types_refuse_other_data(guide):
    """A missing key, an unknown choice and a value of another type are errors of pydantic."""
    skill = mlc.to_dict(guide.skills["python"])
    wrong = [
        {**skill, "category": 7},
        {**skill, "kind": "role"},
        {**skill, "builds_on": "logic"},
        {**skill, "sources": [{"title": "T", "note": "unknown"}]},
        {name: value for name, value in skill.items() if name != "name"},
    ]
    adapter = pydantic.TypeAdapter(types.SkillDict)
    for value in wrong:
        with pytest.raises(pydantic.ValidationError):
            adapter.validate_python(value, extra="forbid")

    assert skill == adapter.validate_python(skill)


def test_the_kind_tells_entries_apart(guide):
    """The union of the entries has a discriminator in pydantic."""
    adapter = pydantic.TypeAdapter(Annotated[types.EntryDict, pydantic.Field(discriminator="kind")])
    data = mlc.to_dict(guide.roles[0])

    assert data == adapter.validate_python(data)
    assert ENTRY_CLASSES.keys() == adapter.json_schema()["discriminator"]["mapping"].keys()


@each_row("name", TYPES)
def test_schemas_describe_every_field(name):
    """The schema that pydantic makes of a type describes it and its fields; an OpenAPI document has them from there."""
    schema = pydantic.TypeAdapter(TYPES[name]).json_schema()
    kept = {"description", "$ref"}  # pydantic leaves out a description that is the same as that of the type
    bare = {name for name, part in schema["properties"].items() if kept.isdisjoint(part)} - {"kind"}

    assert (set(), ".") == (bare, schema["description"][-1])


# Without pydantic


def _printed(code):
    command = [sys.executable, "-W", "error", "-c", code]
    return json.loads(subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout)


PROGRAM = """
import json, sys
{before}
from mlcareer_content import types
from typing import get_type_hints
print(json.dumps([
    sorted(types.SkillDict.__required_keys__),
    sorted(types.SkillDict.__optional_keys__),
    list(get_type_hints(types.SkillDict)),
    sorted(name for name in ("attrs", "typing_extensions", "mlcareer_content.model") if sys.modules.get(name)),
]))
"""


def test_the_types_need_no_other_package():
    """Without typing_extensions the types have the same keys, and importing them imports none of the model."""
    alone = _printed(PROGRAM.format(before="sys.modules['typing_extensions'] = None"))
    usual = _printed(PROGRAM.format(before=""))

    assert (alone[:3], alone[3]) == (usual[:3], [])
    assert set(usual[3]) <= {"typing_extensions"}


def test_nothing_else_imports_the_types():
    """Neither loading the guide nor `to_dict` imports the types."""
    code = "import sys, mlcareer_content as m; m.to_dict(m.load()); print(int('mlcareer_content.types' in sys.modules))"

    assert 0 == _printed(code)
