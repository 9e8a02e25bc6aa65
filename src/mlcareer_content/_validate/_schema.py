"""What the schema of a document's kind finds, in our own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from attrs import frozen

from .._entries import KINDS
from .._read import PROSE_FIELDS, step
from .._schemas import failures, fits, validator
from .._suggest import near
from ._findings import MOST_PROBLEMS, Finding
from ._forms import form_problem, is_right, names_another
from ._lists import in_lines, written_as_list
from ._meant import Meant
from ._wording import (
    ALONGSIDE,
    LONGEST_CURE,
    any_of,
    article,
    did_you_mean,
    explained,
    lower_first,
    shown,
    wrong_place,
)

_MOST_DIGITS = 20

TYPE_CHECKING = False
if TYPE_CHECKING:
    from jsonschema import ValidationError

# Where in a document, which code, what is wrong, what to do, and whether the key is meant.
_Told = tuple[str, str, str, str | None]


@frozen
class _Failure:
    """What jsonschema says of one keyword that failed.

    Attributes:
        keyword: The keyword, such as ``minLength``.
        wanted: What the schema has there.
        value: What the document has.
        schema: The schema that the keyword stands in.
        path: Where the value stands in the document.
        is_required: Whether the field has to be there.
        prose_below: The field of the value that stands below the front matter, if any does.
        format: What the document is written in.
        meaning: The description of the field.
    """

    keyword: str
    wanted: Any
    value: Any
    schema: Any
    path: tuple[str | int, ...]
    is_required: bool
    prose_below: str | None
    format: str
    meaning: str

    @property
    def field(self) -> str:
        """The name of the field that the value belongs to; empty for the document."""
        return next((name for name in reversed(self.path) if isinstance(name, str)), "")

    @property
    def is_yaml(self) -> bool:
        """Whether it is written in YAML, if only before the text of a Markdown file."""
        return self.format in ("yaml", "markdown")

    @property
    def subject(self) -> str:
        """What a sentence about it begins with: the name of the field."""
        if not self.field:
            return "the document"
        return f"an item of {self.field}" if isinstance(self.path[-1], int) else self.field


def schema_findings(meant: Meant) -> Iterator[Finding]:
    """The problems of one document by itself, if there is such a kind."""
    kind = meant.kind
    if not isinstance(kind, str) or kind not in KINDS:
        return
    if kind == "section":
        yield Finding("MLC109", "a section lives only inside an article", "put it into the article's sections", "")
    failed = failures(kind, meant.value)
    for failure in _sorted(failed, validator(kind).schema, meant) if failed else ():
        yield from _told(failure)


def _prose_below(meant: Meant) -> str | None:
    """The field whose text stands below the fields, if the file has such a place."""
    is_markdown = meant.document.source.format == "markdown"
    return PROSE_FIELDS.get(str(meant.kind), "description") if is_markdown else None


def _is_required(error: ValidationError, whole: Any) -> bool:
    *steps, properties, name = ("", "", *error.absolute_schema_path)[:-1]
    if properties != "properties":
        return False
    for part in steps[2:]:
        whole = whole[part]
    return name in whole.get("required", ())


def _meaning(error: ValidationError, whole: Any) -> str:
    description = ""
    for part in list(error.absolute_schema_path)[:-1]:
        whole = whole[part]
        if part != "items" and isinstance(whole, dict):
            description = str(whole.get("description", description))
    return description


def _sorted(failed: Iterable[ValidationError], whole: Any, meant: Meant) -> list[_Failure]:
    """What failed, in the order of the places; no more of it than is told."""
    prose_below, format = _prose_below(meant), meant.document.source.format
    found = [
        _Failure(
            str(error.validator),
            error.validator_value,
            error.instance,
            error.schema,
            tuple(error.absolute_path),
            _is_required(error, whole),
            None if error.absolute_path else prose_below,
            format,
            _meaning(error, whole),
        )
        for error in islice(failed, MOST_PROBLEMS + 1)
    ]
    return sorted(found, key=lambda failure: [(isinstance(name, str), name) for name in failure.path])


def _told(failure: _Failure) -> Iterator[Finding]:
    pointer = "".join(f"/{step(name)}" for name in failure.path)
    for inner, code, message, cure in _TELL[failure.keyword](failure):
        yield Finding(code, message, cure, pointer + inner, "key" if code == "MLC102" else "value")


def _tell_required(failure: _Failure) -> Iterator[_Told]:
    for name in failure.wanted:
        if name not in failure.value:
            yield "", "MLC101", f"{failure.subject} has no {shown(name)}", _cure_of_missing(name, failure)


def _cure_of_missing(name: str, failure: _Failure) -> str:
    schema = failure.schema["properties"][name]
    if name == failure.prose_below:
        return "write it below the line --- that ends the front matter"
    if not isinstance(schema, dict):
        return f"add {shown(name)}"
    if name == "id":
        return 'add "id": lower-case words joined by hyphens, which no other has'
    if "enum" in schema:
        return f"add {shown(name)}: one of {any_of(schema['enum'], 'or')}{explained(schema)}"
    example = shown(schema["examples"][0])
    if example.endswith("…"):
        return f"add {shown(name)}: {lower_first(schema['description'])}"
    written = f"{shown(name)}, such as {example}"
    if failure.is_yaml and isinstance(schema["examples"][0], list):
        written = f"lines like {in_lines({name: schema['examples'][0]})}"
    return f"add {written}{explained(schema) if 'anyOf' in schema else ''}"


def _tell_unknown(failure: _Failure) -> Iterator[_Told]:
    for name in failure.value:
        if name not in failure.schema["properties"]:
            yield f"/{step(name)}", "MLC102", f"there is no field {shown(name)} here", _cure_of_unknown(name, failure)


def _cure_of_unknown(name: str, failure: _Failure) -> str:
    names = failure.schema["properties"]
    there = near(name, names)
    if there and there[0] in failure.value:
        return f"remove it; {shown(there[0])} is there already"
    return f"remove it, or give it the name of a field that there is: {', '.join(names)}"


def _tell_type(failure: _Failure) -> Iterator[_Told]:
    message = f"{failure.subject} is {_TYPES[failure.wanted]}, not {article(failure.value)}"
    yield "", "MLC103", message, _cure_of_type(failure)


def _cure_of_type(failure: _Failure) -> str:
    value, wanted = failure.value, failure.wanted
    if value is None:
        hash = "; in YAML, a text that begins with # needs quotes" if failure.is_yaml else ""
        return _cure_by_example(failure) + ("" if failure.is_required else ", or leave the field out") + hash
    if failure.field == "isbn13" and not is_right(str(value), failure.schema):
        return f"put all its digits in quotes, like {shown(failure.schema['examples'][0])}"
    if wanted == "array" and failure.schema["items"].get("type") == "string" and not isinstance(value, dict):
        return written_as_list(failure.field, [value], failure.format)
    if wanted == "string":
        return _cure_of_no_text(failure) or _cure_by_example(failure)
    return _cure_of_quotes(failure) or _cure_by_example(failure)


def _cure_of_no_text(failure: _Failure) -> str | None:
    value = failure.value
    if names_another(failure.field, failure.schema):
        return None
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return "write it as a text, without [ ] around it or “- ” before it"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if isinstance(value, int | float) and ("pattern" not in failure.schema or is_right(text, failure.schema)):
        return f"put it in quotes: {shown(text)}"
    return None


def _cure_of_quotes(failure: _Failure) -> str | None:
    """What to do about a value that would be right without its quotes, or is written in another word."""
    written = str(failure.value).strip().lower() if isinstance(failure.value, str | int | float) else ""
    alone = ", without quotes" if isinstance(failure.value, str) else ""
    if failure.wanted == "integer" and _is_number(written) and fits(int(written), failure.schema):
        return f"write {int(written)}{alone}"
    if failure.wanted == "boolean":
        return f"write {_TRUTHS[written]}{alone}" if written in _TRUTHS else "write true or false"
    return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < _MOST_DIGITS


def _cure_by_example(failure: _Failure) -> str:
    example, *_ = failure.schema.get("examples") or [_EXAMPLES[failure.wanted]]
    is_text = failure.wanted == "string" or failure.schema.get("items", {}).get("type") == "string"
    colon = "; put a text that holds a colon in quotes" if is_text and isinstance(failure.value, dict) else ""
    written = f"it like {shown(example, LONGEST_CURE)}"
    if failure.is_yaml and example and isinstance(example, list | dict):
        is_item = isinstance(failure.path[-1], int)
        written = f"lines like {in_lines([example] if is_item else {failure.field: example})}"
    return f"write {written}{_choices(failure.schema)}{colon}"


def _choices(schema: Any) -> str:
    fields = schema.get("properties", {}).items()
    return "".join(
        f"; {name} is {any_of(field['enum'], 'or')}{explained(field)}" for name, field in fields if "enum" in field
    )


def _tell_choice(failure: _Failure) -> Iterator[_Told]:
    allowed = failure.schema.get("enum") or [failure.schema["const"]]
    meaning = explained(failure.schema) if "enum" in failure.schema else ""
    every = f"allowed {'is' if len(allowed) == 1 else 'are'} {any_of(allowed)}{meaning}"
    cure = did_you_mean(failure.value, allowed) or every
    yield "", "MLC104", f"{shown(failure.value)} is no {failure.subject}", cure


def _tell_form(failure: _Failure) -> Iterator[_Told]:
    value = failure.value
    if not isinstance(value, str) or (not value and "minLength" in failure.schema):
        return  # its type or its size is reported already; `not` fails for everything that is no string
    if failure.schema["title"] == "Block" and value.startswith(("    ", "\t")) and value.strip():
        return  # which is a code block, and told as one
    told = form_problem(failure.field, value, failure.schema, failure.meaning)
    if not told:
        form, _, _ = failure.schema["description"].partition(". ")
        message = f"{shown(value)} is not in the form of {failure.subject}: {lower_first(form)}"
        told = message, f"write it like {shown(failure.schema['examples'][0])}"
    yield "", "MLC105", *told


def _breaks_form(failure: _Failure) -> bool:
    """Whether a text breaks the pattern of its field too."""
    pattern = failure.schema.get("pattern")
    return bool(pattern) and not re.search(pattern, failure.value)


def _tell_place(failure: _Failure) -> Iterator[_Told]:
    cure = did_you_mean(failure.value, ["alongside"])
    if failure.value is None:
        cure = f"write the number of a rung, such as 2, or {ALONGSIDE}"
    if cure:  # and else the register tells which rungs are free
        yield "", "MLC103", wrong_place(failure.value), cure


def _tell_size(failure: _Failure) -> Iterator[_Told]:
    if failure.keyword == "maxLength" and _breaks_form(failure):
        return  # which is told, with what was probably meant
    state, bound = _SIZES[failure.keyword]
    size = f"{len(failure.value):,}" if isinstance(failure.value, str | list) else shown(failure.value)
    cure = bound.format(failure.wanted)
    if failure.keyword == "minItems" and not failure.is_required:
        cure += ", or leave the field out"
    if failure.keyword == "minLength" and isinstance(failure.path[-1], int):
        cure += ", or remove the item"
    yield "", "MLC106", f"{failure.subject} {state.format(size)}", cure


def _tell_repeated(failure: _Failure) -> Iterator[_Told]:
    seen = set()
    for number, item in enumerate(failure.value):
        if item in seen:
            yield f"/{number}", "MLC110", f"{shown(item)} stands here twice", "remove one of the two"
        seen.add(item)


_TYPES = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "object": "an object",
    "string": "a text",
}
_EXAMPLES = {"boolean": True, "integer": 1, "object": {}, "string": "text"}
_TRUTHS = {
    **dict.fromkeys(("true", "yes", "y", "on", "t", "1"), "true"),
    **dict.fromkeys(("false", "no", "n", "off", "f", "0"), "false"),
}
_SIZES = {
    "maxItems": ("has {} items", "at most {:,} are allowed"),
    "maxLength": ("has {} characters", "at most {:,} are allowed"),
    "maximum": ("is {}", "at most {:,} is allowed"),
    "minItems": (
        "is an empty list",
        "put at least {:,} item into it",
    ),
    "minLength": ("is empty", "at least {:,} character is needed"),
    "minimum": ("is {}", "at least {:,} is needed"),
}
_TELL: dict[str, Callable[[_Failure], Iterator[_Told]]] = {
    "additionalProperties": _tell_unknown,
    "anyOf": _tell_place,
    "const": _tell_choice,
    "enum": _tell_choice,
    "not": _tell_form,
    "pattern": _tell_form,
    "required": _tell_required,
    "type": _tell_type,
    "uniqueItems": _tell_repeated,
    **dict.fromkeys(_SIZES, _tell_size),
}
