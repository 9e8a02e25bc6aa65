"""Check a document against the schema of its kind, and explain each failed keyword in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from attrs import frozen

from .._entries import KINDS
from .._fields import prose_field
from .._limits import HIGHEST_PLACE, MAX_PROBLEMS
from .._read import step
from .._schemas import failures, fits, validator
from .._sentence import Sentence, joined, sentence
from .._text_safety import quoted
from ..exceptions import near
from ..problems import Problem
from ._autocorrect import Corrected
from ._field_formats import is_reference, is_valid, mismatch
from ._lists import as_yaml_lines, suggest_list
from ._placement import problem
from ._suggestions import described, did_you_mean, explained, lower_first

_MAX_DIGITS = 20
_MAX_EXAMPLE = 60

#: How to place a stage that is not a level of the ladder.
ALONGSIDE = '"alongside" if it runs beside the whole ladder'

TYPE_CHECKING = False
if TYPE_CHECKING:
    from jsonschema import ValidationError

# A JSON Pointer relative to the value that failed, a code, a message and a suggestion.
_Explanation = tuple[str, str, Sentence | str, Sentence | str | None]


@frozen
class _Failure:
    """A keyword that failed, as jsonschema reports it.

    Attributes:
        keyword: The keyword, such as ``minLength``.
        wanted: The value of the keyword.
        value: The value in the document.
        schema: The schema that contains the keyword.
        path: The path of the value in the document.
        is_required: Whether the field is required.
        body_field: The field that is the body of a Markdown file, if the value is such a document.
        format: The format of the document.
        meaning: The description of the field.
    """

    keyword: str
    wanted: Any
    value: Any
    schema: Any
    path: tuple[str | int, ...]
    is_required: bool
    body_field: str | None
    format: str
    meaning: str

    @property
    def field(self) -> str:
        """The name of the field that contains the value; empty for the document."""
        return next((name for name in reversed(self.path) if isinstance(name, str)), "")

    @property
    def is_yaml(self) -> bool:
        """Whether it is written in YAML, which includes the front matter of Markdown."""
        return self.format in ("yaml", "markdown")

    @property
    def subject(self) -> str:
        """The subject of a sentence about it."""
        if not self.field:
            return "the document"
        return f"an item of {self.field}" if isinstance(self.path[-1], int) else self.field


def schema_problems(corrected: Corrected) -> Iterator[Problem]:
    """The problems of a document that its schema finds; none if its kind is unknown."""
    kind = corrected.kind
    if not isinstance(kind, str) or kind not in KINDS:
        return
    if kind == "section":
        yield problem("MLC109", "a section must be inside an article", "move it into the article's sections", "")
    failed = failures(kind, corrected.value)
    for failure in _sorted(failed, validator(kind).schema, corrected) if failed else ():
        yield from _explained(failure)


def _body_field(corrected: Corrected) -> str | None:
    """The field that is the body of the file, if it is a Markdown file."""
    is_markdown = corrected.document.source.format == "markdown"
    return prose_field(str(corrected.kind)) if is_markdown else None


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


def _sorted(failed: Iterable[ValidationError], whole: Any, corrected: Corrected) -> list[_Failure]:
    """The failed keywords in the order of their paths, and no more than are reported."""
    body_field, format = _body_field(corrected), corrected.document.source.format
    found = [
        _Failure(
            str(error.validator),
            error.validator_value,
            error.instance,
            error.schema,
            tuple(error.absolute_path),
            _is_required(error, whole),
            None if error.absolute_path else body_field,
            format,
            _meaning(error, whole),
        )
        for error in islice(failed, MAX_PROBLEMS + 1)
    ]
    return sorted(found, key=lambda failure: [(isinstance(name, str), name) for name in failure.path])


def _explained(failure: _Failure) -> Iterator[Problem]:
    pointer = "".join(f"/{step(name)}" for name in failure.path)
    for inner, code, message, suggestion in _EXPLAIN[failure.keyword](failure):
        yield problem(code, message, suggestion, pointer + inner, "key" if code == "MLC102" else "value")


def _explain_required(failure: _Failure) -> Iterator[_Explanation]:
    for name in failure.wanted:
        if name not in failure.value:
            where = sentence(" in {subject}", subject=failure.subject) if failure.field else ""
            message = sentence("missing required field {field!r}{where}", field=name, where=where)
            yield "", "MLC101", message, _suggest_field(name, failure)


def _suggest_field(name: str, failure: _Failure) -> Sentence:
    schema = failure.schema["properties"][name]
    if name == failure.body_field:
        return sentence("write it below the line --- that ends the front matter")
    if not isinstance(schema, dict):
        return sentence("add {field!r}", field=name)
    if name == "id":
        return sentence("add {field!r}: unused lower-case words joined by hyphens", field=name)
    if "enum" in schema:
        template = "add {field!r}: one of {choices!o}{meaning}"
        return sentence(template, field=name, choices=schema["enum"], meaning=explained(schema))
    return _suggest_by_example(name, schema, failure)


def _suggest_by_example(name: str, schema: Any, failure: _Failure) -> Sentence:
    example = schema["examples"][0]
    if len(quoted(example, _MAX_EXAMPLE + 1)) > _MAX_EXAMPLE:
        return sentence("add {field!r}: {meaning}", field=name, meaning=lower_first(schema["description"]))
    meaning = explained(schema) if "anyOf" in schema else ""
    if failure.is_yaml and isinstance(example, list):
        return sentence("add lines like {lines}{meaning}", lines=as_yaml_lines({name: example}), meaning=meaning)
    return sentence("add {field!r}, such as {example!r}{meaning}", field=name, example=example, meaning=meaning)


def _explain_unknown(failure: _Failure) -> Iterator[_Explanation]:
    for name in failure.value:
        if name not in failure.schema["properties"]:
            message = sentence("unknown field {field!r}", field=name)
            yield f"/{step(name)}", "MLC102", message, _suggest_for_unknown(name, failure)


def _suggest_for_unknown(name: str, failure: _Failure) -> Sentence:
    names = failure.schema["properties"]
    matches = near(name, names)
    if matches and matches[0] in failure.value:
        return sentence("remove it; {field!r} is already present", field=matches[0])
    return sentence("remove it, or use one of these fields: {fields}", fields=", ".join(names))


def _explain_type(failure: _Failure) -> Iterator[_Explanation]:
    values = {"subject": failure.subject, "type": _TYPES[failure.wanted]}
    message = sentence(
        "{subject} must be {type}, not {described}", described=described(failure.value), value=failure.value, **values
    )
    yield "", "MLC103", message, _suggest_type(failure)


def _suggest_type(failure: _Failure) -> Sentence:
    value, wanted = failure.value, failure.wanted
    if value is None:
        # An unquoted # begins a comment in YAML, which leaves the field empty.
        hash = "; in YAML, a text that begins with # needs quotes" if failure.is_yaml else ""
        leave_out = "" if failure.is_required else ", or leave the field out"
        example = _suggest_example(failure)
        return sentence("{example}{leave_out}{hash}", example=example, leave_out=leave_out, hash=hash)
    if failure.field == "isbn13" and not is_valid(str(value), failure.schema):
        return sentence("put all its digits in quotes, like {example!r}", example=failure.schema["examples"][0])
    if wanted == "array" and failure.schema["items"].get("type") == "string" and not isinstance(value, dict):
        return suggest_list(failure.field, [value], failure.format)
    if wanted == "string":
        return _suggest_string(failure) or _suggest_example(failure)
    return _suggest_without_quotes(failure) or _suggest_example(failure)


def _suggest_string(failure: _Failure) -> Sentence | None:
    value = failure.value
    if is_reference(failure.field, failure.schema):
        return None
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return sentence("write it as a text, without [ ] around it or “- ” before it")
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if isinstance(value, int | float) and ("pattern" not in failure.schema or is_valid(text, failure.schema)):
        return sentence("put it in quotes: {text!r}", text=text)
    return None


def _suggest_without_quotes(failure: _Failure) -> Sentence | None:
    """The suggestion for a number or a boolean in quotes, or a boolean in other words."""
    written = str(failure.value).strip().lower() if isinstance(failure.value, str | int | float) else ""
    alone = ", without quotes" if isinstance(failure.value, str) else ""
    if failure.wanted == "integer" and _is_number(written) and fits(int(written), failure.schema):
        return sentence("write {number}{alone}", number=int(written), alone=alone)
    if failure.wanted == "boolean":
        word = _BOOLEANS.get(written)
        return sentence("write {word}{alone}", word=word, alone=alone) if word else sentence("write true or false")
    return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < _MAX_DIGITS


def _suggest_example(failure: _Failure) -> Sentence:
    example, *_ = failure.schema.get("examples") or [_EXAMPLES[failure.wanted]]
    is_text = failure.wanted == "string" or failure.schema.get("items", {}).get("type") == "string"
    colon = "; put a text that contains a colon in quotes" if is_text and isinstance(failure.value, dict) else ""
    written = sentence("it like {example!c}", example=example)
    if failure.is_yaml and example and isinstance(example, list | dict):
        is_item = isinstance(failure.path[-1], int)
        written = sentence(
            "lines like {lines}", lines=as_yaml_lines([example] if is_item else {failure.field: example})
        )
    choices = _choices(failure.schema)
    return sentence("write {written}{choices}{colon}", written=written, choices=choices, colon=colon)


def _choices(schema: Any) -> str:
    fields = schema.get("properties", {}).items()
    template = "; {field} is {choices!o}{meaning}"
    return "".join(
        str(sentence(template, field=name, choices=field["enum"], meaning=explained(field)))
        for name, field in fields
        if "enum" in field
    )


def _explain_choice(failure: _Failure) -> Iterator[_Explanation]:
    allowed = failure.schema.get("enum") or [failure.schema["const"]]
    meaning = explained(failure.schema) if "enum" in failure.schema else ""
    choices = sentence("use {choices!o}{meaning}", choices=allowed, meaning=meaning)
    message = sentence("invalid {field}: {value!r}", field=failure.subject, value=failure.value)
    yield "", "MLC104", message, did_you_mean(failure.value, allowed) or choices


def _explain_pattern(failure: _Failure) -> Iterator[_Explanation]:
    value = failure.value
    if not isinstance(value, str) or (not value and "minLength" in failure.schema):
        return  # its type or its size is reported already; `not` fails for all values that are not strings
    if failure.schema["title"] == "Block" and value.startswith(("    ", "\t")) and value.strip():
        return  # a code block, which is reported as such
    found = mismatch(failure.field, value, failure.schema, failure.meaning)
    if not found:
        form, _, _ = failure.schema["description"].partition(". ")
        template = "{value!r} does not match the form of {field}: {form}"
        message = sentence(template, value=value, field=failure.subject, form=lower_first(form))
        found = message, sentence("write it like {example!r}", example=failure.schema["examples"][0])
    yield "", "MLC105", *found


def _breaks_pattern(failure: _Failure) -> bool:
    """Whether a text does not match the pattern of its field either."""
    pattern = failure.schema.get("pattern")
    return bool(pattern) and not re.search(pattern, failure.value)


def _explain_place(failure: _Failure) -> Iterator[_Explanation]:
    suggestion = did_you_mean(failure.value, ["alongside"])
    if failure.value is None:
        suggestion = sentence("write the number of a level, such as 2, or {alongside}", alongside=ALONGSIDE)
    if suggestion:  # otherwise the ladder, which knows the free levels, reports it
        yield "", "MLC103", invalid_place(failure.value), suggestion


def invalid_place(value: object) -> Sentence:
    """The message for a place of a stage that is not valid."""
    template = 'place must be a whole number from 1 to {highest}, or "alongside", not {value!r}'
    return sentence(template, highest=HIGHEST_PLACE, value=value)


def _explain_size(failure: _Failure) -> Iterator[_Explanation]:
    if failure.keyword == "maxLength" and _breaks_pattern(failure):
        return  # reported with a suggestion for the pattern
    state, bound = _SIZES[failure.keyword]
    size = f"{len(failure.value):,}" if isinstance(failure.value, str | list) else quoted(failure.value, _MAX_EXAMPLE)
    suggestions: list[Sentence | None] = [sentence(bound, limit=failure.wanted)]
    if failure.keyword == "minItems" and not failure.is_required:
        suggestions.append(sentence("or leave the field out"))
    if failure.keyword == "minLength" and isinstance(failure.path[-1], int):
        suggestions.append(sentence("or remove the item"))
    message = sentence(f"{{subject}} {state}", subject=failure.subject, size=size)
    yield "", "MLC106", message, joined(suggestions, ", ")


def _explain_duplicates(failure: _Failure) -> Iterator[_Explanation]:
    seen = set()
    for number, item in enumerate(failure.value):
        if item in seen:
            message = sentence("duplicate item {item!r}", item=item)
            yield f"/{number}", "MLC110", message, "remove one of the two"
        seen.add(item)


_TYPES = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "object": "an object",
    "string": "a text",
}
_EXAMPLES = {"boolean": True, "integer": 1, "object": {}, "string": "text"}
_BOOLEANS = {
    **dict.fromkeys(("true", "yes", "y", "on", "t", "1"), "true"),
    **dict.fromkeys(("false", "no", "n", "off", "f", "0"), "false"),
}
_SIZES = {
    "maxItems": ("has {size} items", "at most {limit:,} are allowed"),
    "maxLength": ("has {size} characters", "at most {limit:,} are allowed"),
    "maximum": ("is {size}", "the maximum is {limit:,}"),
    "minItems": (
        "is an empty list",
        "add at least {limit:,} item",
    ),
    "minLength": ("is empty", "write at least {limit:,} character"),
    "minimum": ("is {size}", "the minimum is {limit:,}"),
}
_EXPLAIN: dict[str, Callable[[_Failure], Iterator[_Explanation]]] = {
    "additionalProperties": _explain_unknown,
    "anyOf": _explain_place,
    "const": _explain_choice,
    "enum": _explain_choice,
    "not": _explain_pattern,
    "pattern": _explain_pattern,
    "required": _explain_required,
    "type": _explain_type,
    "uniqueItems": _explain_duplicates,
    **dict.fromkeys(_SIZES, _explain_size),
}
