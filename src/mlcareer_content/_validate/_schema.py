"""Check a document against the schema of its kind, and explain each failed keyword in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from .. import _read
from .._entries import DOCUMENT_KINDS, KINDS
from .._fields import field_format, prose_field
from .._limits import HIGHEST_PLACE, MAX_ID_LENGTH, MAX_PROBLEMS, MAX_SUGGESTED_LENGTH
from .._read import Document, step
from .._schemas import failed_keywords, failures, fits, matches_pattern, validator
from .._sentence import Sentence, Text, sentence
from .._text_safety import quoted, shortened
from ..exceptions import near
from ..problems import Part, Problem
from ._autocorrect import Corrected, matches_schema
from ._field_formats import is_id, is_valid, mismatch, text_and_address
from ._ids import invalid_part
from ._problem_positions import problem
from ._suggestions import as_yaml_lines, described, did_you_mean, explained, lower_first, suggest_list

_MAX_DIGITS = 20
_MAX_EXAMPLE = 60
_NUMBER = re.compile("[0-9]+")
_FIRST_WORD = re.compile(r"\w*")
_FIELD_NAME = re.compile("[a-z_]+")

#: The message for a place of a stage that is not valid.
INVALID_PLACE = f'place must be an integer from 1 to {HIGHEST_PLACE}, or "alongside", not {{value!r}}'
#: How to place a stage that is not a level of the ladder.
ALONGSIDE = '"alongside" if it runs along the whole ladder'

TYPE_CHECKING = False
if TYPE_CHECKING:
    from jsonschema import ValidationError


class _Failure:
    """A keyword that failed, with what its explanation needs."""

    def __init__(self, error: ValidationError, root: Any, corrected: Corrected) -> None:
        self.keyword = str(error.validator)
        self.wanted: Any = error.validator_value  # the value of the keyword
        self.value: Any = error.instance
        self.schema: Any = error.schema  # which contains the keyword
        self.path = tuple(error.absolute_path)
        self.pointer = "".join(f"/{step(name)}" for name in self.path)
        self.written = ""  # the value as the file has it; set for numbers, booleans and null only
        # The name and the description of the field that contains the value; empty for the document.
        self.field = next((name for name in reversed(self.path) if isinstance(name, str)), "")
        self.meaning = ""
        *steps, _ = error.absolute_schema_path
        parts = [root]
        for name in steps:
            parts.append(parts[-1][name])
            if name != "items" and isinstance(parts[-1], dict):
                self.meaning = str(parts[-1].get("description", self.meaning))
        is_field = steps[-2:-1] == ["properties"]
        self.is_required = is_field and steps[-1] in parts[-3].get("required", ())
        # The front matter of a Markdown file is YAML, and its body is a field of the document.
        format = corrected.document.source.format
        self.is_yaml = format in ("yaml", "markdown")
        self.language = corrected.language
        self.body_field = prose_field(str(corrected.kind)) if format == "markdown" and not self.path else None

    @property
    def shown(self) -> str:
        """The value as the file has it, for use in a message."""
        return shortened(self.written, _MAX_EXAMPLE) or quoted(self.value, _MAX_EXAMPLE)

    @property
    def subject(self) -> str:
        """The subject of a sentence about it."""
        if not self.field:
            return "the document"
        return f"an item of {self.field}" if isinstance(self.path[-1], int) else self.field

    def problem(self, message: Text, suggestion: Text | None, *inner: object, **values: Any) -> Problem:
        """A problem of the value, or of an item or a key inside it."""
        pointer = self.pointer + "".join(f"/{step(name)}" for name in inner)
        code = _CODES[self.keyword]
        part: Part = "key" if code == "MLC102" else "value"
        if code == "MLC105" and is_id(self.schema):
            part = invalid_part(self.value)
        return problem(code, message, suggestion, pointer, part=part, subject=self.subject, **values)


def schema_problems(corrected: Corrected) -> Iterator[Problem]:
    """The problems of a document that its schema finds; none if its kind is unknown."""
    kind = corrected.kind
    if not isinstance(kind, str) or kind not in KINDS:
        return
    if kind == "section":
        yield problem("MLC109", "a section must be inside an article", "move it into the article's sections", "")
    failed = islice(failures(kind, corrected.value), MAX_PROBLEMS + 1)
    found = [_Failure(error, validator(kind).schema, corrected) for error in failed]
    _add_written([one for one in found if not isinstance(one.value, str | list | dict)], corrected)
    for failure in sorted(found, key=lambda failure: [(isinstance(name, str), name) for name in failure.path]):
        yield from _EXPLAIN[failure.keyword](failure)


def schema_codes(document: Document) -> list[str]:
    """The codes of the problems that the schema finds in a document as it is written, with nothing corrected."""
    if matches_schema(document):
        return []
    if not isinstance(document.value, dict):
        return ["MLC103"]
    kind = document.kind
    if not isinstance(kind, str) or kind not in KINDS:
        return ["MLC108" if "kind" in document.value else "MLC107"]
    inside = ["MLC109"] if kind not in DOCUMENT_KINDS else []
    return inside + [_CODES[keyword] for keyword in failed_keywords(kind, document.value)]


def _add_written(found: list[_Failure], corrected: Corrected) -> None:
    """Set what the file has for some values: 3.10, 007 and True are not what Python prints for them."""
    document = corrected.document
    pointers = [corrected.written(one.pointer) for one in found]
    positions = _read.positions(document, pointers) if found and document.text else None
    for one, pointer in zip(found, pointers, strict=True):
        offsets = positions and positions.offsets(pointer)
        one.written = document.text[slice(*offsets)] if offsets else quoted(one.value, MAX_SUGGESTED_LENGTH)


def _explain_required(failure: _Failure) -> Iterator[Problem]:
    for name in failure.wanted:
        if name not in failure.value:
            where = sentence(" in {subject}", subject=failure.subject) if failure.field else ""
            message = "missing required field {field!r}{where}"
            yield failure.problem(message, _suggest_field(name, failure), field=name, where=where)


def _suggest_field(name: str, failure: _Failure) -> Sentence:
    schema = failure.schema["properties"][name]
    if name == failure.body_field:
        return sentence("write it below the line --- that ends the front matter")
    if name == "id":
        return sentence("add {field!r}: unused lower-case words joined by hyphens", field=name)
    if "enum" in schema:
        template = "add {field!r}: one of {choices!o}{meaning}"
        return sentence(template, field=name, choices=schema["enum"], meaning=explained(schema))
    example = schema["examples"][0]
    if len(quoted(example, _MAX_EXAMPLE + 1)) > _MAX_EXAMPLE:
        return sentence("add {field!r}: {meaning}", field=name, meaning=lower_first(schema["description"]))
    meaning = explained(schema) if "anyOf" in schema else ""
    if failure.is_yaml and isinstance(example, list):
        return sentence("add lines like {lines}{meaning}", lines=as_yaml_lines({name: example}), meaning=meaning)
    return sentence("add {field!r}, such as {example!r}{meaning}", field=name, example=example, meaning=meaning)


def _explain_unknown(failure: _Failure) -> Iterator[Problem]:
    names = failure.schema["properties"]
    for name in failure.value:
        if name not in names:
            suggestion = sentence("remove it, or use one of these fields: {fields}", fields=", ".join(names))
            matches = near(name, names)
            if matches and matches[0] in failure.value:
                suggestion = sentence("remove it; {field!r} is already present", field=matches[0])
            yield failure.problem("unknown field {field!r}", suggestion, name, field=name)


def _explain_type(failure: _Failure) -> Iterator[Problem]:
    value = failure.value
    values = {"type": _TYPES[failure.wanted], "described": described(value, failure.written), "value": value}
    yield failure.problem("{subject} must be {type}, not {described}", _suggest_type(failure), **values)


def _suggest_type(failure: _Failure) -> Text:
    value, wanted = failure.value, failure.wanted
    if value is None:
        # An unquoted # begins a comment in YAML, which leaves the field empty.
        hash = "; in YAML, a text that begins with # needs quotes" if failure.is_yaml else ""
        leave_out = _leave_out(failure)
        is_word = failure.is_yaml and wanted == "string" and failure.written.lower() == "null"
        if is_word and (quotes := _suggest_quotes(failure)):
            return sentence("{quotes}{leave_out}", quotes=quotes, leave_out=leave_out)
        example = _suggest_example(failure)
        return sentence("{example}{leave_out}{hash}", example=example, leave_out=leave_out, hash=hash)
    if failure.field == "isbn13" and not is_valid("isbn13", failure.written, failure.schema):
        return sentence("put all its digits in quotes, like {example!r}", example=failure.schema["examples"][0])
    if wanted == "array" and fits(failure.written, failure.schema["items"]):
        return suggest_list(failure.field, [failure.written], is_yaml=failure.is_yaml)
    if wanted == "string":
        return _suggest_string(failure) or _suggest_example(failure)
    return _suggest_without_quotes(failure) or _suggest_example(failure)


def _leave_out(failure: _Failure) -> str:
    """The end of a suggestion for a value that may be left out."""
    if failure.is_required:
        return ""
    return ", or remove the item" if isinstance(failure.path[-1], int) else ", or leave the field out"


def _suggest_string(failure: _Failure) -> Text | None:
    value = failure.value
    if field_format(failure.field) == "reference":
        ids = list(value) if isinstance(value, dict) else []
        return sentence("write {id!c}", id=ids[0]) if len(ids) == 1 and fits(ids[0], failure.schema) else None
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return sentence("write it as a text, without [ ] around it or “- ” before it")
    if isinstance(value, dict) and len(value) == 1:
        ((key, text),) = value.items()
        text = f"{key}: {text}" if failure.is_yaml else text
        # A key in lower case may be the name of a field, and its value the text.
        if not (failure.is_yaml and _FIELD_NAME.fullmatch(key)) and fits(text, failure.schema):
            return sentence("write {text!c}", text=text)
    return _suggest_quotes(failure) if isinstance(value, int | float) else None


def _suggest_quotes(failure: _Failure) -> Text | None:
    """The suggestion to write what the file has as a text, or the text that it probably stands for."""
    written = failure.written
    if len(written) > MAX_SUGGESTED_LENGTH:
        return "put it in quotes"
    if "pattern" not in failure.schema or is_valid(failure.field, written, failure.schema):
        return sentence("put it in quotes: {written!c}", written=written)
    found = mismatch(failure.field, written, failure.schema, failure.meaning, failure.language)
    return found[1] if found else None


def _suggest_without_quotes(failure: _Failure) -> Sentence | None:
    """The suggestion for a number or a boolean in quotes, or a boolean in other words."""
    written = str(failure.value).strip().lower() if isinstance(failure.value, str | int | float) else ""
    alone = ", without quotes" if isinstance(failure.value, str) else ""
    numbers = _NUMBER.findall(written) if failure.wanted == "integer" and len(written) <= _MAX_EXAMPLE else []
    if len(numbers) == 1 and len(numbers[0]) < _MAX_DIGITS and fits(int(numbers[0]), failure.schema):
        return sentence("write {number}{alone}", number=int(numbers[0]), alone=alone)
    if failure.wanted == "boolean":
        word = _BOOLEANS.get(_FIRST_WORD.match(written)[0])  # type: ignore[index] # which matches every text
        return sentence("write {word}{alone}", word=word, alone=alone) if word else sentence("write true or false")
    return None


def _example(failure: _Failure) -> Any:
    """An example of what is needed, with the text that is in place of an object as one of its fields."""
    is_list = failure.wanted == "array"
    schema = failure.schema.get("items", {}) if is_list else failure.schema
    fields = schema.get("properties", {})
    if isinstance(failure.value, str) and fields and failure.value not in _BOOLEANS:
        first, *_ = needed = schema.get("required") or [""]
        text, address = text_and_address(failure.value)
        written = {first: text} | {name: address for name in fields if field_format(name) == "url"}
        written = {name: one for name, one in written.items() if one and is_valid(name, one, fields[name])}
        if written:
            examples = {name: fields[name]["examples"][0] for name in needed}
            return [examples | written] if is_list else examples | written
    return next(iter(failure.schema.get("examples") or [_EXAMPLES[failure.wanted]]))


def _suggest_example(failure: _Failure) -> Sentence:
    example = _example(failure)
    is_text = failure.wanted == "string" or failure.schema.get("items", {}).get("type") == "string"
    is_cut = is_text and failure.is_yaml and isinstance(failure.value, dict)
    colon = "; put a text that contains a colon in quotes" if is_cut else ""
    written = sentence("it like {example!c}", example=example)
    if failure.is_yaml and example and isinstance(example, list | dict):
        shown = [example] if isinstance(failure.path[-1], int) else {failure.field: example}
        written = sentence("lines like {lines}", lines=as_yaml_lines(shown))
    choices = "".join(
        str(sentence("; {field} is {choices!o}{meaning}", field=name, choices=field["enum"], meaning=explained(field)))
        for name, field in failure.schema.get("properties", {}).items()
        if "enum" in field and name in example
    )
    return sentence("write {written}{choices}{colon}", written=written, choices=choices, colon=colon)


def _explain_choice(failure: _Failure) -> Iterator[Problem]:
    allowed = failure.schema.get("enum") or [failure.schema["const"]]
    meaning = explained(failure.schema) if "enum" in failure.schema else ""
    suggestion = did_you_mean(failure.value, allowed) or "use {choices!o}{meaning}"
    values = {"value": failure.shown, "choices": allowed, "meaning": meaning}
    yield failure.problem("invalid {subject}: {value}", suggestion, **values)


def _explain_pattern(failure: _Failure) -> Iterator[Problem]:
    value = failure.value
    if not isinstance(value, str) or (not value and "minLength" in failure.schema):
        return  # its type or its size is reported already; `not` fails for all values that are not strings
    if failure.schema["title"] == "Block" and value.startswith(("    ", "\t")) and value.strip():
        return  # a code block, which is reported as such
    if field_format(failure.field) == "reference" and 0 < len(value) <= MAX_ID_LENGTH:
        return  # its near matches are known only when all documents are
    found = mismatch(failure.field, value, failure.schema, failure.meaning, failure.language)
    if not value and not is_id(failure.schema):
        found = "{subject} is empty", ""
    if found:
        message, suggestion = found
        values = {"example": _suggest_example(failure), "leave_out": _leave_out(failure)}
        yield failure.problem(message, suggestion or sentence("{example}{leave_out}", **values))
    else:
        form, _, _ = failure.schema["description"].partition(". ")
        values = {"value": value, "form": lower_first(form), "example": failure.schema["examples"][0]}
        message, suggestion = "{value!r} does not match the form of {subject}: {form}", "write it like {example!r}"
        yield failure.problem(message, suggestion, **values)


def _explain_alternatives(failure: _Failure) -> Iterator[Problem]:
    is_place = failure.field == "place"
    suggestion = did_you_mean(failure.value, ["alongside"]) if is_place else _suggest_example(failure)
    if is_place and failure.value is None:
        suggestion = sentence("write the number of a level, such as 2, or {alongside}", alongside=ALONGSIDE)
    if suggestion:  # otherwise the ladder, which knows the free levels, reports the place
        message = INVALID_PLACE if is_place else "invalid {subject}: {value!r}"
        yield failure.problem(message, suggestion, value=failure.value)


def _explain_size(failure: _Failure) -> Iterator[Problem]:
    if failure.keyword == "maxLength" and not matches_pattern(failure.schema.get("pattern", ""), failure.value):
        return  # reported with a suggestion for the pattern
    message, suggestion = _SIZES[failure.keyword]
    size = f"{len(failure.value):,}" if isinstance(failure.value, str | list) else failure.shown
    if failure.keyword == "minItems" and not failure.is_required:
        suggestion += ", or leave the field out"
    if failure.keyword == "minLength" and isinstance(failure.path[-1], int):
        suggestion += ", or remove the item"
    yield failure.problem(message, suggestion, size=size, limit=failure.wanted)


def _explain_duplicates(failure: _Failure) -> Iterator[Problem]:
    seen = set()
    for number, item in enumerate(failure.value):
        if item in seen:
            yield failure.problem("duplicate item {item!r}", "remove one of the two", number, item=item)
        seen.add(item)


_TYPES = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "an integer",
    "object": "an object",
    "string": "a string",
}
_EXAMPLES = {"boolean": True, "integer": 1, "object": {}, "string": "text"}
_BOOLEANS = {
    **dict.fromkeys(("true", "yes", "y", "on", "t", "1"), "true"),
    **dict.fromkeys(("false", "no", "n", "off", "f", "0"), "false"),
}
_SIZES = {
    "maxItems": ("{subject} has {size} items", "at most {limit:,} are allowed"),
    "maxLength": ("{subject} has {size} characters", "at most {limit:,} are allowed"),
    "maximum": ("{subject} is {size}", "the maximum is {limit}"),
    "minItems": ("{subject} is an empty list", "add at least {limit:,} item"),
    "minLength": ("{subject} is empty", "write at least {limit:,} character"),
    "minimum": ("{subject} is {size}", "the minimum is {limit}"),
}
#: The code of the problem that a failed keyword causes.
_CODES = {
    "additionalProperties": "MLC102",
    "anyOf": "MLC103",
    "const": "MLC104",
    "enum": "MLC104",
    "not": "MLC105",
    "pattern": "MLC105",
    "required": "MLC101",
    "type": "MLC103",
    "uniqueItems": "MLC110",
    **dict.fromkeys(_SIZES, "MLC106"),
}
_EXPLAIN: dict[str, Callable[[_Failure], Iterator[Problem]]] = {
    "additionalProperties": _explain_unknown,
    "anyOf": _explain_alternatives,
    "const": _explain_choice,
    "enum": _explain_choice,
    "not": _explain_pattern,
    "pattern": _explain_pattern,
    "required": _explain_required,
    "type": _explain_type,
    "uniqueItems": _explain_duplicates,
    **dict.fromkeys(_SIZES, _explain_size),
}
