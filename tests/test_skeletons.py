"""Skeletons: every kind, in every format, is filled in to a document that is right."""

import json
import re

import mlcareer_content as mlc
from mlcareer_content import _read
from mlcareer_content._entries import ENVELOPE, KINDS, MEMBERS
from mlcareer_content._fields import prose_field
from mlcareer_content._read import RawDocument
from mlcareer_content._schemas import definition
from mlcareer_content._skeletons import skeleton

from .tables import each_row

ENDINGS = {"json": "json", "yaml": "yaml", "markdown": "md"}
SCHEMA = "schemas/of-a-kind.schema.json"
KINDS_OF_DOCUMENTS = [kind for kind in KINDS if kind != "section"]
NOT_ASKED_FOR = (*ENVELOPE, "former_ids")
ARTICLE = "article"  # a guide needs one, but its schema does not require it there
# What its examples would not be right for: a place that the packaged guide leaves free, and prose without mentions.
WRITTEN = {"Place": "alongside", "Block": "Some words."}

every_kind = each_row("kind", KINDS_OF_DOCUMENTS)
every_format = each_row("format_", ENDINGS)
with_comments = each_row("format_", ["yaml", "markdown"])


def _parse(text, format_):
    """The document that a text is."""
    document = _read.document(RawDocument("skeleton", format_, text.encode()))
    assert [] == document.problems
    return document


def _empty(value, schema, pointer=""):
    """The place of every empty value, each with the example that the schema has for it."""
    if isinstance(value, dict):
        for name, item in value.items():
            if name not in ENVELOPE:
                yield from _empty(item, schema["properties"][name], f"{pointer}/{name}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _empty(item, schema["items"], f"{pointer}/{number}")
    elif value in ("", None):
        example = WRITTEN.get(schema["title"], schema["examples"][0])
        yield pointer, f"new-{example}" if pointer.endswith("/id") else example


def _filled_in(text, format_, kind):
    """A skeleton with an example in the place of every empty value."""
    document = _parse(text, format_)
    examples = dict(_empty(document.value, definition(kind)))
    positions = _read.positions(document, examples)
    places = sorted(((positions.offsets(pointer, "value"), pointer) for pointer in examples), reverse=True)
    for (start, end), pointer in places:
        text = f"{text[:start].rstrip(' ')} {json.dumps(examples[pointer])}{text[end:]}"
    prose = definition(kind)["properties"].get(prose_field(kind))
    if format_ == "markdown" and prose:
        text += f"{WRITTEN['Block']}\n"
    return text


def _with_optional_fields(text):
    """A skeleton whose comments that are fields are none any more."""
    field = re.compile(r"^( *)# ([a-z_0-9]+:(?: .*)?\n(?:\1#   .*\n)*)", re.MULTILINE)
    return field.sub(lambda found: found[1] + re.sub(f"(?m)^{found[1]}# ", found[1], found[2]), text)


def _optional_fields(value, schema, pointer=""):
    """The example of every field that may be left out, by its place."""
    for name, field in schema["properties"].items():
        if name in NOT_ASKED_FOR:
            continue
        if name not in (*schema["required"], ARTICLE):
            yield f"{pointer}/{name}", field["examples"][0]
        elif field.get("type") == "object":
            yield from _optional_fields(value[name], field, f"{pointer}/{name}")
        elif field.get("items", {}).get("type") == "object":
            for number, item in enumerate(value[name]):
                yield from _optional_fields(item, field["items"], f"{pointer}/{name}/{number}")


def _at(value, pointer):
    """What stands at a place."""
    for step in pointer.split("/")[1:]:
        value = value[int(step) if isinstance(value, list) else step]
    return value


def _without_article(text, format_):
    """A guide without its article, as in a folder where that has a file of its own."""
    pattern = r',\n  "article": \{.*?\n  \}' if format_ == "json" else "^article:\n( .*\n)+"
    return re.sub(pattern, "", text, flags=re.MULTILINE | (re.DOTALL if format_ == "json" else 0))


def _codes(path):
    """What is wrong with a file, but that an example names what is not there, or takes the place of what is."""
    return [str(problem) for problem in mlc.validate(path).errors if not problem.code.startswith("MLC2")]


@every_kind
@every_format
def test_skeleton_is_not_valid_as_it_is(tmp_path, kind, format_):
    """What has not been filled in does not pass."""

    path = tmp_path / f"new.{ENDINGS[format_]}"
    path.write_text(skeleton(kind, format_, SCHEMA), "utf-8")

    assert [] != _codes(path)


@each_row("kind", [kind for kind in KINDS_OF_DOCUMENTS if kind != ARTICLE])
@every_format
def test_skeleton_is_valid_when_it_is_filled_in(tmp_path, kind, format_):
    """A skeleton whose empty values are filled in has no problem; a guide is whole."""

    path = tmp_path / f"new.{ENDINGS[format_]}"
    path.write_text(_filled_in(skeleton(kind, format_, SCHEMA), format_, kind), "utf-8")

    assert () == mlc.validate(path, base=kind != "guide").problems


@every_format
def test_skeletons_in_a_folder_are_a_guide(tmp_path, format_):
    """A guide whose article and collections have files of their own is whole when they are filled in."""

    folder = tmp_path / format_
    folder.mkdir()
    for kind in MEMBERS:
        text = _filled_in(skeleton(kind, format_, SCHEMA), format_, kind)
        text = _without_article(text, format_) if kind == "guide" else text
        (folder / f"{kind}.{ENDINGS[format_]}").write_text(text, "utf-8")

    assert [1] * 6 == [len(collection) for collection in mlc.load(folder, base=False).collections]


@every_kind
@with_comments
def test_optional_fields_are_valid_without_their_number_sign(tmp_path, kind, format_):
    """With its optional fields uncommented, a skeleton that is filled in is right as well."""

    path = tmp_path / f"new.{ENDINGS[format_]}"
    text = _with_optional_fields(_filled_in(skeleton(kind, format_, SCHEMA), format_, kind))
    path.write_text(text, "utf-8")

    assert [] == _codes(path)


@every_kind
@with_comments
def test_optional_fields_show_the_example_of_the_schema(kind, format_):
    """Every field that may be left out stands in a comment, with the example that the schema has for it."""

    text = _with_optional_fields(_filled_in(skeleton(kind, format_, SCHEMA), format_, kind))
    value = _parse(text, format_).value
    expected = dict(_optional_fields(value, definition(kind)))
    if format_ == "markdown":
        expected.pop(f"/{prose_field(kind)}", None)

    assert expected == {pointer: _at(value, pointer) for pointer in expected}


@every_kind
@every_format
def test_skeleton_asks_for_what_is_needed(kind, format_):
    """The fields of a skeleton are those that the schema requires, in its order, and the prose stands below them."""

    fields = definition(kind)
    value = _parse(skeleton(kind, format_, SCHEMA), format_).value
    envelope = ["$schema", "kind"] if format_ == "json" else ["kind"]
    required = (*fields["required"], ARTICLE)
    needed = [name for name in fields["properties"] if name in required and name not in ENVELOPE]
    if format_ == "markdown":
        needed = [name for name in needed if name != prose_field(kind)]

    assert [*envelope, *needed] == list(value)


@every_kind
@with_comments
def test_skeleton_says_what_each_field_is_for(kind, format_):
    """The description of every field that is asked for stands in the comments."""

    text = " ".join(skeleton(kind, format_, SCHEMA).replace("#", " ").split())
    fields = definition(kind)["properties"]
    prose = prose_field(kind) if format_ == "markdown" else None
    told = {name: field["description"] for name, field in fields.items() if name not in (*NOT_ASKED_FOR, prose)}

    assert [] == [name for name, description in told.items() if " ".join(description.split()) not in text]


@every_kind
@each_row(
    ("format_", "beginning"),
    [
        ("json", f'{{\n  "$schema": "{SCHEMA}",'),
        ("yaml", f"# yaml-language-server: $schema={SCHEMA}\n"),
        ("markdown", f"---\n# yaml-language-server: $schema={SCHEMA}\n"),
    ],
)
def test_editors_find_the_schema(kind, format_, beginning):
    """A skeleton begins with the schema, in the way that editors look for it."""

    assert skeleton(kind, format_, SCHEMA).startswith(beginning)


@every_kind
@every_format
def test_skeleton_keeps_to_the_width_of_an_editor(kind, format_):
    """No comment is wider than 100 columns and its indent, unless it holds an example that is."""

    lines = skeleton(kind, format_, SCHEMA).splitlines()

    assert [] == [line for line in lines if len(line) > 104 and not re.match(r" *# *(- )?[a-z_]*:? ?\"", line)]
