"""Write the types of what `to_dict` returns: a `TypedDict` for every kind of document and for its parts.

python tools/typed_dicts.py          writes src/mlcareer_content/types.py
python tools/typed_dicts.py --check  fails if it is not up to date
"""

from __future__ import annotations

import json
import re
import sys
import textwrap
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any

from _generated import write_or_compare

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT / "schemas" / "guide.schema.json"
PACKAGE = ROOT / "src" / "mlcareer_content"
WIDTH = 120
HEADER = '''\
"""The types of what `to_dict` returns: a `TypedDict` for every kind of document and for its parts.

`SkillDict` is a skill by itself, `SkillFields` a skill inside another document, which does not repeat its kind. Only
the code that uses these types imports them. `tools/typed_dicts.py` writes this file from the schemas.

.. versionadded:: 0.1.0
"""

import sys
from typing import Literal, NotRequired

TYPE_CHECKING = False
if TYPE_CHECKING or sys.version_info >= (3, 12):
    from typing import TypedDict
else:
    try:  # before Python 3.12, pydantic accepts only this one, and installs it
        from typing_extensions import TypedDict
    except ImportError:
        from typing import TypedDict
'''
FOOTER = """\
if not TYPE_CHECKING:
    for _value in list(vars().values()):
        if isinstance(_value, type) and hasattr(_value, "__required_keys__"):
            # With this, pydantic describes each field by its docstring, and OpenAPI documents show the descriptions.
            _value.__pydantic_config__ = {"use_attribute_docstrings": True}
"""
#: What the schema leaves to other files of a folder, and `to_dict` always includes.
ALWAYS_PRESENT = {"article"}
#: What a description adds about the form of a value.
FORMS = {"prose": ". A list of CommonMark blocks", "date": ", as YYYY-MM-DD"}

_Schema = dict[str, Any]
_SIMPLE = {"string": "str", "integer": "int", "boolean": "bool"}


class _Types:
    """The text of every type, in an order in which each comes after those that it uses."""

    def __init__(self, definitions: dict[str, _Schema]) -> None:
        self._definitions = definitions
        self.texts: dict[str, str] = {}

    def document(self, kind: str) -> str:
        """Add the type of a document of a kind, and return its name."""
        return self._add(f"{_camel(kind)}Dict", self._definitions[kind], kind=kind)

    def _add(self, name: str, schema: _Schema, kind: str | None = None, text: str | None = None) -> str:
        if name not in self.texts:
            fields = [f'    kind: Literal["{kind}"]'] if kind else []
            required = {*schema["required"], *ALWAYS_PRESENT}
            properties = {
                key: part for key, part in schema["properties"].items() if key not in ("$schema", "kind", "replaces")
            }
            fields += [self._field(key, part, required) for key, part in properties.items()]
            description = _docstring(text or re.split(r"(?<=[^.])\. ", schema["description"])[0])
            self.texts[name] = "\n".join([f"class {name}(TypedDict):", description, "", *fields])
        return name

    def _field(self, key: str, part: _Schema, required: set[str]) -> str:
        type_ = self._type(key, part)
        declared = f"    {key}: {type_ if key in required else f'NotRequired[{type_}]'}"
        if len(declared) > WIDTH:
            declared = re.sub(r"Literal\[(.*?)\]", r"Literal[\n        \1\n    ]", declared)
        form = FORMS.get(part.get("$ref", "").rpartition("/")[2], "")
        return f"{declared}\n{_docstring(part['description'] + form)}"

    def _type(self, key: str, part: _Schema) -> str:
        """Return the type of the values of a part of the schema, with the types that it uses added."""
        if "$ref" in part:
            return self._reference(key, part["$ref"])
        if "anyOf" in part:
            return " | ".join(self._type(key, one) for one in part["anyOf"])
        if "enum" in part or "const" in part:
            return f"Literal[{', '.join(map(json.dumps, part.get('enum') or [part['const']]))}]"
        if part["type"] == "array":
            return f"list[{self._type(key, part['items'])}]"
        return self._add(f"{_camel(key)}Dict", part) if part["type"] == "object" else _SIMPLE[part["type"]]

    def _reference(self, key: str, ref: str) -> str:
        name, *steps = ref.removeprefix("#/$defs/").split("/")
        schema = reduce(getitem, steps, self._definitions[name])
        if schema["type"] != "object":
            return self._type(key, schema)
        if "kind" not in schema["properties"]:
            return self._add(f"{_camel(name)}Dict", schema)
        text = f"{'An' if name[0] in 'aeiou' else 'A'} {name} inside another document, without its kind"
        return self._add(f"{_camel(name)}Fields", schema, text=text)


def types(schema: _Schema) -> str:
    """Return the text of the module."""
    definitions = schema["$defs"]
    written = _Types(definitions)
    kinds = [kind for kind, part in definitions.items() if "kind" in part.get("properties", {})]
    names = {kind: written.document(kind) for kind in kinds}
    collections = {kind: name for kind, name in names.items() if "entries" in definitions[kind]["properties"]}
    entries = [name for kind, name in names.items() if kind not in (*collections, "guide")]
    unions = _union("EntryDict", "An entry of any kind.", entries)
    unions += _union("CollectionDict", "A collection of any kind.", list(collections.values()))
    return "\n\n".join([HEADER, *(f"{text}\n" for text in written.texts.values()), unions, FOOTER])


def _union(name: str, description: str, members: list[str]) -> str:
    text = " | ".join(members)
    if len(f"{name} = {text}") > WIDTH:
        lines = [text] if len(f"    {text}") <= WIDTH else text.replace(" | ", "\n| ").splitlines()
        text = "\n    ".join(["(", *lines]) + "\n)"
    return f"#: {description}\n{name} = {text}\n"


def _camel(name: str) -> str:
    return "".join(word.upper() if word == "faq" else word.capitalize() for word in re.split("[-_]", name))


def _docstring(text: str) -> str:
    line = f'    """{text}."""'
    if len(line) <= WIDTH:
        return line
    wrapped = textwrap.fill(line.removesuffix('"""'), WIDTH, subsequent_indent="    ", break_on_hyphens=False)
    return f'{wrapped}\n    """'


def main() -> int:
    """Write the types, or compare them; return the exit code."""
    path = PACKAGE / "types.py"
    present = [path] if path.exists() else []
    return write_or_compare({path.name: types(json.loads(SCHEMA.read_text("utf-8")))}, present, PACKAGE)


if __name__ == "__main__":
    sys.exit(main())
