"""What the schema of a document's kind finds, in our own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from attrs import frozen

from .._documents import Document
from .._entries import KINDS
from .._schemas import failures
from ..problems import Problem
from ._wording import did_you_mean, either, lower_first, pointer_step, shown

# Where in a document, which code, what is wrong, what to do.
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
    """

    keyword: str
    wanted: Any
    value: Any
    schema: Any
    path: tuple[str | int, ...]

    @property
    def subject(self) -> str:
        """What a sentence about it begins with: the name of the field."""
        names = [step for step in self.path if isinstance(step, str)]
        if not names:
            return "the document"
        return f"an item of {names[-1]}" if isinstance(self.path[-1], int) else names[-1]


def schema_problems(document: Document) -> Iterator[Problem]:
    """The problems of one document by itself."""
    told = (_told(failure) for failure in _failures(document)) if document.kind in KINDS else [_kind_is_wrong(document)]
    for pointer, code, message, cure in dict.fromkeys(chain.from_iterable(told)):
        yield Problem(code=code, message=message, suggestion=cure, file=document.file, pointer=pointer)
    if document.kind == "section":
        message = "a section lives only inside an article"
        cure = "put it into the article's sections"
        yield Problem(code="MLC109", message=message, suggestion=cure, file=document.file)


def _kind_is_wrong(document: Document) -> Iterator[_Told]:
    kinds = f"the kinds are {', '.join(KINDS)}"
    if not isinstance(document.value, dict):
        yield "", "MLC103", f"a document is an object, not {shown(document.value)}", "put { } around it"
    elif "kind" not in document.value:
        yield "", "MLC107", "the document does not say its kind", f'add one, such as "kind": "question"; {kinds}'
    else:
        yield "/kind", "MLC108", f"there is no kind {shown(document.kind)}", did_you_mean(document.kind, KINDS) or kinds


def _failures(document: Document) -> list[_Failure]:
    found = [
        _Failure(str(error.validator), error.validator_value, error.instance, error.schema, tuple(error.absolute_path))
        for error in failures(document.value["kind"], document.value)
    ]
    return sorted(found, key=lambda failure: [(isinstance(step, str), step) for step in failure.path])


def _told(failure: _Failure) -> Iterator[_Told]:
    pointer = "".join(f"/{pointer_step(str(step))}" for step in failure.path)
    for inner, code, message, cure in _TELL[failure.keyword](failure):
        yield pointer + inner, code, message, cure


def _tell_required(failure: _Failure) -> Iterator[_Told]:
    for name in failure.wanted:
        if name not in failure.value:
            yield "", "MLC101", f"{failure.subject} has no {shown(name)}", f"add {shown(name)}"


def _tell_unknown(failure: _Failure) -> Iterator[_Told]:
    names = failure.schema["properties"]
    for name in failure.value:
        if name not in names:
            cure = did_you_mean(name, names) or f"allowed are {', '.join(names)}"
            yield f"/{pointer_step(name)}", "MLC102", f"there is no field {shown(name)} here", cure


def _tell_type(failure: _Failure) -> Iterator[_Told]:
    yield "", "MLC103", f"{failure.subject} is {_TYPES[failure.wanted]}, not {shown(failure.value)}", None


def _tell_choice(failure: _Failure) -> Iterator[_Told]:
    allowed = failure.schema.get("enum") or [failure.schema["const"]]
    cure = did_you_mean(failure.value, allowed) or f"allowed is {either(allowed)}"
    yield "", "MLC104", f"{shown(failure.value)} is no {failure.subject}", cure


def _tell_form(failure: _Failure) -> Iterator[_Told]:
    if not isinstance(failure.value, str):
        return  # its type is reported already; `not` fails for everything that is no string
    form, _, _ = failure.schema["description"].partition(". ")
    message = f"{shown(failure.value)} is not in the form of {failure.subject}: {lower_first(form)}"
    yield "", "MLC105", message, f"write it like {shown(failure.schema['examples'][0])}"


def _tell_place(failure: _Failure) -> Iterator[_Told]:
    yield (
        "",
        "MLC103",
        f'{failure.subject} is a whole number from 1 to 20, or "alongside", not {shown(failure.value)}',
        None,
    )


def _tell_size(failure: _Failure) -> Iterator[_Told]:
    state, bound = _SIZES[failure.keyword]
    size = f"{len(failure.value):,}" if isinstance(failure.value, str | list) else shown(failure.value)
    yield "", "MLC106", f"{failure.subject} {state.format(size)}", bound.format(failure.wanted)


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
    "string": "a string",
}
_SIZES = {
    "maxItems": ("has {} items", "at most {:,} are allowed"),
    "maxLength": ("has {} characters", "at most {:,} are allowed"),
    "maximum": ("is {}", "at most {:,} is allowed"),
    "minItems": ("is an empty list", "leave it out, or put at least {:,} into it"),
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
