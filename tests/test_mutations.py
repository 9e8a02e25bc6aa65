"""The packaged guide with one mistake at a time: each is told once, where it stands, and with what was meant.

Every mistake is made in the data, which is then written in JSON, in YAML and,
where an entry has prose, in Markdown. Where it stands is found by searching
the text for the token that is wrong, and not by what the package knows of
places.
"""

import copy
import json
import random
import re
from functools import cache
from itertools import islice, product
from pathlib import Path
from typing import Any

import pytest
import yaml
from attrs import evolve, frozen

import mlcareer_content as mlc
from mlcareer_content._entries import KINDS
from mlcareer_content._fields import contained, prose_field, references
from mlcareer_content.model import COLLECTION_CLASSES, DECLARED_CLASSES, ENTRY_CLASSES

from .strategies import DEFINITIONS

DATA = Path(mlc.__file__).parent / "data"
MEMBERS = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(DATA.glob("*.json"))}
PROSE = {class_.kind: prose_field(class_.kind) for class_ in COLLECTION_CLASSES.values()}
MARKER = "zzmarker"
NUMBER = 424_242
TEXT = "zz-mistyped"
CHOICES = {"level", "authority"}
AT_MOST = 10  # of a kind of mistake, in a format


@frozen(kw_only=True)
class Mutant:
    """A document with a mistake.

    Attributes:
        value: The document.
        token: What is wrong, as it is searched for.
        code: The code by which it is told.
        more: Other codes that tell of the same token.
        told: What the message or the suggestion has to say.
        object: The value with a marker as the first key of the object that lacks a key, if any does.
        missing: The key that it lacks.
        rest: What else belongs to the guide.
        lost: The ref that nothing bears any more, if any.
    """

    value: dict[str, Any]
    token: str = ""
    code: str = ""
    more: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    object: dict[str, Any] | None = None
    missing: str = ""
    rest: tuple[Any, ...] = ()
    lost: str = ""


# How a document is written


def _as_json(value):
    return json.dumps(value, ensure_ascii=False, indent=2)


def _as_yaml(value):
    return yaml.dump(value, sort_keys=False, allow_unicode=True)


def _as_markdown(value):
    field = PROSE[value["kind"]]
    prose = value.get(field, [])
    fields = {key: item for key, item in value.items() if key != field}
    return f"---\n{_as_yaml(fields)}---\n\n" + "\n\n".join(prose) + "\n"


WRITTEN = {"json": _as_json, "yaml": _as_yaml, "md": _as_markdown}


def _read(format):
    """The documents of the guide in a format, each with the rest of the guide."""
    if format != "md":
        for name, member in MEMBERS.items():
            yield member, tuple(DATA / f"{other}.json" for other in MEMBERS if other != name)
        return
    for name, class_ in COLLECTION_CLASSES.items():
        entries = MEMBERS[name]["entries"]
        others = tuple(DATA / f"{other}.json" for other in MEMBERS if other != name)
        for number, entry in enumerate(entries):
            rest = {"kind": name, "entries": [*entries[:number], *entries[number + 1 :]]}
            yield {"kind": class_.kind, **entry}, (*others, rest) if rest["entries"] else others


# What can be wrong


def _places(value, path=()):
    """Every container in a document behind each of its keys, as a path."""
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield (*path, key)
        yield from _places(value[key], (*path, key))


def _at(value, path):
    for key in path:
        value = value[key]
    return value


def _with(value, path, item):
    """A copy of a document with something else at a path."""
    copied = copy.deepcopy(value)
    _at(copied, path[:-1])[path[-1]] = item
    return copied


def _with_marker(value, path):
    """A copy of a document with a marker as the first key of the object at a path."""
    marked = {MARKER: 1, **_at(value, path)}
    return _with(value, path, marked) if path else marked


def _definition(value, path):
    """The schema of the object at a path."""
    found = DEFINITIONS[value["kind"]]
    for key in path:
        found = found["items"] if isinstance(key, int) else found["properties"][key]
        while "$ref" in found:
            found = _at(DEFINITIONS, found["$ref"].removeprefix("#/$defs/").split("/"))
    return found


def _fields(value):
    """The fields of the objects of a document: the path and the schema of the object, and the key between them."""
    for *path, key in _places(value):
        if isinstance(key, str) and (path or key not in {"kind", "entries"}):
            yield tuple(path), key, _definition(value, path)


def _bent(word, chance):
    """A word with one letter doubled, left out, exchanged with its neighbour, or another."""
    places = [at for at in range(1, len(word)) if word[at - 1 : at + 1].isalpha()]
    at = chance.choice(places)
    changed = [
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1 :],
        word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
        word[:at] + ("q" if word[at] != "q" else "k") + word[at + 1 :],
    ]
    return chance.choice([other for other in changed if other != word and not re.search("^-|--|-$", other)])


def _lost(value, path, key):
    """The ref that is lost with a key of an object."""
    entry = _at(value, path)
    if key != "id" or "id" not in entry:
        return ""
    inside = {"sections": "section"} | {name: class_.kind for name, class_ in DECLARED_CLASSES.items()}
    kind = inside.get(path[0], COLLECTION_CLASSES.get(value["kind"], None)) if path else value["kind"]
    return f"{kind if isinstance(kind, str) else kind.kind}:{entry['id']}"


def _missing_keys(value, _):
    for path, key, schema in _fields(value):
        if key in schema["required"]:
            changed = copy.deepcopy(value)
            del _at(changed, path)[key]
            yield Mutant(
                value=changed,
                object=_with_marker(changed, path),
                missing=key,
                told=(f'missing required field "{key}"',),
                lost=_lost(value, path, key),
            )


def _misspelled_keys(value, chance):
    for path, key, schema in _fields(value):
        slip = _bent(key, chance)
        if len(key) < 4 or slip in schema["properties"]:
            continue
        found = {slip if name == key else name: item for name, item in _at(value, path).items()}
        changed = _with(value, path, found) if path else found
        yield Mutant(value=changed, token=slip, code="MLC102", told=(f'did you mean "{key}"',))


def _mistyped_values(value, _):
    for path in _places(value):
        item, key = _at(value, path), path[-1]
        field = next(name for name in reversed(path) if isinstance(name, str))
        if path in {("kind",), ("entries",)} or field in {"place", *PROSE.values()}:
            continue
        code = "MLC104" if field in CHOICES else "MLC103"
        lost = _lost(value, path[:-1], key)
        if isinstance(item, str):
            cure = "use " if field in CHOICES else f"not the number {NUMBER}"
            yield Mutant(value=_with(value, path, NUMBER), token=str(NUMBER), code=code, told=(cure,), lost=lost)
        elif isinstance(item, list | dict) and path != ("sections",) and path[-2:-1] != ("entries",):
            cure = "must be a list, not the string" if isinstance(item, list) else "an object, not the string"
            # A text is read as the one item of a list, and where the list names entries, there is none of that name.
            more = ("MLC202",) if isinstance(item, list) and _referred_kind(value, (*path, 0)) else ()
            more = ("MLC105",) if field in {"same_as", "close_match"} else more
            yield Mutant(value=_with(value, path, TEXT), token=TEXT, code=code, told=(cure,), more=more)


def _referred_kind(value, path):
    """The kind of the entries that the value at a path refers to; none if it is no reference."""
    kind, within = value["kind"], path
    if path[:1] == ("entries",) and kind in COLLECTION_CLASSES:
        kind, within = COLLECTION_CLASSES[kind].kind, path[2:]
    elif kind in ENTRY_CLASSES and path[0] in contained(kind):
        kind, within = contained(kind)[path[0]], path[2:]
    steps = tuple("*" if isinstance(step, int) else step for step in within)
    return references(kind).get(steps) if kind in ENTRY_CLASSES else None


def _bent_references(value, chance):
    for path in _places(value):
        item = _at(value, path)
        kind = _referred_kind(value, path)
        if kind and isinstance(item, str) and len(item) > 3:
            slip = _bent(item, chance)
            told = (f'there is no {kind} "{slip[:40]}', f'"{item}"')
            yield Mutant(value=_with(value, path, slip), token=slip, code="MLC202", told=told)


def _bent_links(value, chance):
    for path in _places(value):
        block = _at(value, path)
        for link in re.finditer(r"\]\(([a-z]+):([a-z0-9-]{4,})\)", block) if isinstance(block, str) else ():
            kind, id = link.groups()
            slip = f"{kind}:{_bent(id, chance)}"
            changed = block[: link.start(1)] + slip + block[link.end(2) :]
            told = (f'there is no entry "{slip[:40]}', "broken link", f'"{kind}:{id}"')
            yield Mutant(value=_with(value, path, changed), token=f"({slip})", code="MLC203", told=told)


def _swapped_dates(value, _):
    for path in _places(value):
        day = _at(value, path)
        if isinstance(day, str) and re.fullmatch(r"\d{4}-\d\d-(1[3-9]|[23]\d)", day):
            slip = f"{day[:4]}-{day[8:]}-{day[5:7]}"
            yield Mutant(value=_with(value, path, slip), token=slip, code="MLC105", told=(f'write "{day}"',))


def _dates_in_the_wrong_order(value, _):
    for earlier, later, first in (
        ("available_from", "last_available_on", "2031-07-09"),
        ("date_published", "date_modified", "2032-08-10"),
    ):
        for *path, key in _places(value):
            if key == later:
                told = (f"{later} is before {earlier}, {first}",)
                changed = _with(value, (*path, earlier), first)
                changed = _with(changed, (*path, later), "2009-10-11")
                yield Mutant(value=changed, token="2009-10-11", code="MLC305", told=told)


def _broken_isbns(value, _):
    for *path, key in _places(value):
        if key == "isbn13":
            isbn = _at(value, path)[key]
            for at in range(3, 13):
                slip = f"{isbn[:at]}{(int(isbn[at]) + 1 + at % 8) % 10}{isbn[at + 1 :]}"
                weighed = sum(int(digit) * weight for digit, weight in zip(slip, [1, 3] * 6, strict=False))
                told = (f"is {slip[-1]} instead of {(10 - weighed % 10) % 10}",)
                yield Mutant(value=_with(value, (*path, key), slip), token=slip, code="MLC308", told=told)


MISTAKES = {
    "a key is missing": _missing_keys,
    "a key is misspelled": _misspelled_keys,
    "a value is of another type": _mistyped_values,
    "a reference is misspelled": _bent_references,
    "a link is misspelled": _bent_links,
    "month and day are exchanged": _swapped_dates,
    "dates are in the wrong order": _dates_in_the_wrong_order,
    "a digit of an ISBN is wrong": _broken_isbns,
}


@cache
def _mutants(mistake, format):
    """Some mutants, the same every time."""
    chance = random.Random(f"{mistake} in {format}")
    mutants = [
        evolve(mutant, rest=rest) for value, rest in _read(format) for mutant in MISTAKES[mistake](value, chance)
    ]
    chance.shuffle(mutants)
    # A token that stands in the text for another reason as well would not show where it has to be told.
    unmistakable = (it for it in mutants if not it.token or len(_places_of_token(it, WRITTEN[format](it.value))) == 1)
    return list(islice(unmistakable, AT_MOST))


# Where it stands


def _line_and_column(text, at):
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _places_of_token(mutant, text):
    return [found.span() for found in re.finditer(f"(?<![A-Za-z0-9-]){re.escape(mutant.token)}(?![A-Za-z0-9-])", text)]


def _place_of_token(mutant, text):
    """Where the token stands, with its quotes and without its brackets."""
    ((start, end),) = _places_of_token(mutant, text)
    if mutant.token[0] == "(":
        return start + 1, end - 1
    return (start - 1, end + 1) if text[start - 1] in "\"'" else (start, end)


def _place_of_object(mutant, format):
    """Where the object begins that lacks a key: at its bracket, or at its first key in YAML."""
    text = WRITTEN[format](mutant.object)
    at = text.index(MARKER)
    return text.rindex("{", 0, at) if format == "json" else at


def _expected(mutant, format, text):
    """The problems that there should be: the code, and where it begins; and what is marked of what is wrong."""
    expected = []
    if mutant.object is not None:
        marked = WRITTEN[format](mutant.object)
        expected.append(("MLC101", *_line_and_column(marked, _place_of_object(mutant, format))))
    if mutant.token:
        start, end = _place_of_token(mutant, text)
        place = (*_line_and_column(text, start), *_line_and_column(text, end))
        expected += ((code, *place) for code in (mutant.code, *mutant.more))
    return expected


def _found(mutant, path):
    """The problems of the file, and of the rest of the guide; without those of a ref that was lost with the mistake."""
    return [
        problem
        for problem in mlc.validate(path, *mutant.rest, base=False).problems
        if not (mutant.lost and problem.code in {"MLC202", "MLC203"} and _names(problem, mutant.lost))
    ]


def _names(problem, ref):
    return f'"{ref}"' in problem.message or f'"{ref.partition(":")[2]}"' in problem.message


def _as_expected(problem):
    begins = (problem.code, problem.line, problem.column)
    return begins if problem.code == "MLC101" else (*begins, problem.end_line, problem.end_column)


@pytest.mark.parametrize("format", WRITTEN)
def test_the_documents_are_right_before(tmp_path, format):
    """Before anything is changed, every document is free of problems in every format."""
    path = tmp_path / f"a.{format}"
    wrong = []
    for value, rest in _read(format):
        path.write_text(WRITTEN[format](value), "utf-8")
        wrong += mlc.validate(path, *rest, base=False).problems

    assert wrong == []


@pytest.fixture(name="told", scope="module", params=list(product(MISTAKES, WRITTEN)), ids=", ".join)
def _told(request, tmp_path_factory):
    """Some mutants, each with its text, and with the problems that it has."""
    mistake, format = request.param
    path = tmp_path_factory.mktemp("mutants") / f"a.{format}"
    told = []
    for mutant in _mutants(mistake, format):
        text = WRITTEN[format](mutant.value)
        path.write_text(text, "utf-8")
        told.append((mutant, text, _found(mutant, path)))
    return format, path, told


def test_a_mistake_is_told_where_it_stands(told):
    """A mistake gives its problem at its very place, and no other, in the file and in the rest of the guide."""
    format, path, mutants = told
    differing = []
    for mutant, text, problems in mutants:
        expected = _expected(mutant, format, text)
        found, files = map(_as_expected, problems), {it.file for it in problems}
        if sorted(expected, key=repr) != sorted(found, key=repr) or {str(path)} != files:
            differing.append((mutant.token or mutant.missing, expected, list(map(str, problems))))

    assert differing == []


def test_a_mistake_is_told_with_what_was_meant(told):
    """What is said of a mistake names the key, the value or the entry that was there before."""
    _, _, mutants = told
    silent = []
    for mutant, _, problems in mutants:
        said = " ".join(f"{problem.message}; {problem.suggestion}" for problem in problems)
        silent += [(words, said) for words in mutant.told if words not in said]

    assert silent == []


def test_there_are_mutants_of_every_sort():
    """Every mistake is made in every format, some hundred times in all."""
    numbers = {(mistake, format): len(_mutants(mistake, format)) for mistake in MISTAKES for format in WRITTEN}

    assert (True, []) == (sum(numbers.values()) >= 200, [key for key, number in numbers.items() if number < 2])


def test_the_guide_has_every_kind_of_document():
    """The documents that mistakes are made in are the members of the packaged guide."""
    assert {*COLLECTION_CLASSES, "guide", "article"} == MEMBERS.keys() & set(KINDS)
