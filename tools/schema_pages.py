"""Write a page for every schema: each field with its description, its values and an example.

python tools/schema_pages.py          writes docs/schemas/*.md
python tools/schema_pages.py --check  fails if one of them is not up to date
"""

from __future__ import annotations

import json
import re
import sys
import textwrap
from collections.abc import Iterator
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any, NamedTuple

from _generated import write_or_compare

ROOT = Path(__file__).parent.parent
SCHEMAS = ROOT / "schemas"
PAGES = ROOT / "docs" / "schemas"
WIDTH = 120
INDEX = (
    "Each kind of document has a schema in JSON Schema 2020-12. A schema is complete in one file and works offline. "
    '`mlcareer-content schema KIND` prints it, and `mlc.schema("KIND")` returns it. All schemas except that of '
    "reports are extracted from `guide.schema.json`."
)
_LONGEST_LINE = 100


class _Page(NamedTuple):
    """The page of a schema.

    Attributes:
        kind: The kind that the schema describes.
        definitions: The parts that it refers to, by name.
    """

    kind: str
    definitions: dict[str, Any]


def pages() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every page."""
    schemas = {path.name.removesuffix(".schema.json"): json.loads(path.read_text("utf-8")) for path in _schema_files()}
    rows = [f"| [{kind}]({kind}.md) | {_sentence(schema['description'])} |" for kind, schema in schemas.items()]
    table = "\n".join(["| kind | description |", "|---|---|", *rows])
    tree = "\n".join(["```{toctree}", ":hidden:", "", *schemas, "```"])
    yield "index.md", f"# Schemas\n\n{_paragraph(INDEX)}\n\n{table}\n\n{tree}\n"
    for kind, schema in schemas.items():
        yield f"{kind}.md", "\n\n".join(_page(kind, schema)) + "\n"


def _schema_files() -> list[Path]:
    return sorted(SCHEMAS.glob("*.schema.json"))


def _page(kind: str, schema: dict[str, Any]) -> Iterator[str]:
    page = _Page(kind, schema.get("$defs", {}))
    yield f"# {kind}"
    yield _paragraph(_sentence(schema["description"]))
    yield f"`{schema['$id']}`"
    if "examples" in schema:
        yield from ("## Example", _block(schema["examples"][0]))
    yield "## Fields"
    yield from _fields(page.definitions.get(kind, schema), page, "###")
    if others := {name: part for name, part in page.definitions.items() if name != kind}:
        yield "## Values"
    for name, part in others.items():
        yield f"({kind}-{name})="
        yield f"### {name}"
        yield _paragraph(_description(part, page))
        yield from _fields(part, page, "####")


def _fields(schema: dict[str, Any], page: _Page, heading: str) -> Iterator[str]:
    for name, part in schema.get("properties", {}).items():
        yield f"{heading} `{name}`"
        needed = " Required." if name in schema.get("required", ()) else ""
        yield _paragraph(_description(part, page) + needed)
        if "examples" in part:
            yield from _example(part["examples"][0])


def _example(value: Any) -> Iterator[str]:
    text = json.dumps(value, ensure_ascii=False)
    if len(text) <= _LONGEST_LINE:
        yield f"For example: `{text}`"
    else:
        yield from ("For example:", _block(value))


def _description(part: dict[str, Any], page: _Page) -> str:
    text = _sentence(part.get("description") or part["title"])
    return f"{text} Value: {_values(part, page)}."


def _values(part: dict[str, Any], page: _Page) -> str:
    """Return a description of the values that a part of a schema accepts."""
    if "$ref" in part:
        return _reference(part["$ref"], page)
    if "const" in part:
        return _code(part["const"])
    if "enum" in part:
        return f"one of {', '.join(map(_code, part['enum']))}"
    if "anyOf" in part:
        return " or ".join(_values(one, page) for one in part["anyOf"])
    if isinstance(part["type"], list):
        return " or ".join(_values({**part, "type": one}, page) for one in part["type"])
    return _TYPES[part["type"]](part, page)


def _reference(ref: str, page: _Page) -> str:
    name, *steps = ref.removeprefix("#/$defs/").split("/")
    if steps:
        return _values(reduce(getitem, steps, page.definitions[name]), page)
    return f"{_article(name)}[{name}](#{page.kind}-{name})"


def _string(part: dict[str, Any], _page: _Page) -> str:
    size = _bounds(part.get("minLength", 0), part.get("maxLength"), "character")
    patterns = [f"matching {_code(part['pattern'])}"] if "pattern" in part else []
    patterns += [f"without {_code(part['not']['pattern'])}"] if "not" in part else []
    return ", ".join([f"a string{size}", *patterns])


def _array(part: dict[str, Any], page: _Page) -> str:
    size = _bounds(part.get("minItems", 0), part.get("maxItems"), "item")
    unique = ", without duplicates" if part.get("uniqueItems") else ""
    return f"a list{size}{unique}, each item {_values(part['items'], page)}"


def _integer(part: dict[str, Any], _page: _Page) -> str:
    least, most = part.get("minimum"), part.get("maximum")
    if most is not None:
        return f"an integer from {least} to {most:,}"
    return "an integer" if least is None else f"an integer, at least {least}"


def _record(part: dict[str, Any], page: _Page) -> str:
    fields = part.get("properties", {})
    if "description" in part or not fields:
        return "an object"
    notes = dict.fromkeys(part.get("required", ()), "")
    values = (f"`{name}`{notes.get(name, ' (optional)')}: {_values(one, page)}" for name, one in fields.items())
    return f"an object with {'; '.join(values)}"


_TYPES = {
    "string": _string,
    "array": _array,
    "integer": _integer,
    "object": _record,
    "null": lambda *_: "`null`",
    "boolean": lambda *_: "`true` or `false`",
}


def _bounds(least: int, most: int | None, unit: str) -> str:
    if most is None:
        return f" of at least {least:,} {unit}{'' if least == 1 else 's'}" if least else ""
    return f" of {least:,} to {most:,} {unit}s" if least else f" of at most {most:,} {unit}s"


def _article(name: str) -> str:
    return "" if name == "prose" else "an " if name[0] in "aeio" else "a "


def _code(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    return f"{fence}{text}{fence}"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?")) else f"{text}."


def _paragraph(text: str) -> str:
    return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def _block(value: Any) -> str:
    return f"```json\n{json.dumps(value, ensure_ascii=False, indent=2)}\n```"


def main() -> int:
    """Write the pages, or compare them; return the exit code."""
    return write_or_compare(dict(pages()), PAGES.glob("*.md"), PAGES)


if __name__ == "__main__":
    sys.exit(main())
