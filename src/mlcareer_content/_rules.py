"""The rules that content is checked against.

Each rule is a Markdown page, ``rules/MLCnnn.md``, which says why the rule exists
and shows a wrong and a right example. A page is read when its rule is asked for,
so that checking valid content reads none. A code is never given to another rule.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal, TypeVar

from attrs import frozen

from . import _package_data
from .exceptions import ContentError

Severity = Literal["error", "warning"]
Category = Literal["reading", "schema", "reference", "editorial"]
Choice = TypeVar("Choice", Severity, Category)

_FOLDER = "rules"
_SEVERITIES: tuple[Severity, ...] = ("error", "warning")
_CATEGORIES: tuple[Category, ...] = ("reading", "schema", "reference", "editorial")
# These patterns stay strings, so that importing the module compiles none of them.
_PAGE = (
    r"---\ncode: (?P<code>[^\n]+)\ntitle: (?P<title>[^\n]+)\n"
    r"severity: (?P<severity>[^\n]+)\ncategory: (?P<category>[^\n]+)\n---\n\n"
    r"(?P<explanation>.+?)\n\n## Wrong\n\n(?P<wrong>.+)\n\n## Right\n\n(?P<right>.+)\n"
)
# A file is a caption and a fenced block; the fence is longer than any inside the text.
_FILE = r"`(?P<name>[^`\n]+)`(?P<note>[^\n]*):\n\n(?P<fence>`{3,})[a-z]+\n(?P<text>.*?)^(?P=fence)\n\n"
_EXAMPLE = (
    r"(?P<files>.+\n\n)```console(?P<settings>(?: [a-z]+=[\w-]+)*)\n"
    r"\$ mlcareer-content validate (?P<arguments>[^\n]+)\n```"
)


@frozen
class Example:
    """Some files, and the command that checks them."""

    files: Mapping[str, str]  # the text of each file, by its name
    # What the text of a file does not show, by the name of the file, such as ``", saved as Latin-1"``
    notes: Mapping[str, str]
    arguments: tuple[str, ...]  # the arguments of `mlcareer-content validate`
    encoding: str = "utf-8"  # the encoding of the files
    missing: str | None = None  # a module that the example needs to be absent

    @property
    def command(self) -> str:
        """The whole command, as typed in a terminal."""
        return " ".join(("mlcareer-content", "validate", *self.arguments))


@frozen(kw_only=True)
class Rule:
    """A rule, as its page describes it."""

    code: str  # its permanent name, such as ``MLC101``
    title: str  # what is wrong, in a few words
    severity: Severity  # ``"error"``, or ``"warning"`` for what does not make content invalid
    # What it is about. With an error of the category ``"reading"``, a document could not be read, and the command line
    # ends with 2 rather than 1
    category: Category
    explanation: str  # why the rule exists and how to follow it: paragraphs of text, separated by empty lines
    wrong: Example  # files with this problem and no other
    right: Example  # the same files without the problem


@cache
def codes() -> tuple[str, ...]:
    """All codes, in ascending order."""
    return tuple(sorted(name.removesuffix(".md") for name in _package_data.names(_FOLDER)))


def all_rules() -> tuple[Rule, ...]:
    """All rules, in the order of their codes."""
    return tuple(map(rule, codes()))


@cache
def rule(code: str) -> Rule:
    """The rule with a code; `codes` lists the codes that exist.

    Raises:
        ContentError: Its page is missing, damaged, or not the one that was released.
    """
    name = f"{_FOLDER}/{code}.md"
    page = _package_data.read_bytes(name).decode("utf-8", "replace")
    found = re.fullmatch(_PAGE, page, re.DOTALL)
    if not found or found["code"] != code:
        raise _damaged(name, "the page of a rule is front matter, an explanation, and a wrong and a right example")
    return Rule(
        code=code,
        title=found["title"],
        severity=_choice(name, found["severity"], _SEVERITIES),
        category=_choice(name, found["category"], _CATEGORIES),
        explanation="\n\n".join(" ".join(paragraph.split()) for paragraph in found["explanation"].split("\n\n")),
        wrong=_example(name, found["wrong"]),
        right=_example(name, found["right"]),
    )


def severity(code: str) -> Severity:
    """The severity of the rule with a code."""
    return rule(code).severity


def _choice(name: str, value: str, choices: tuple[Choice, ...]) -> Choice:
    for choice in choices:
        if choice == value:
            return choice
    raise _damaged(name, f"{value} is not one of {', '.join(map(str, choices))}")


def _example(name: str, text: str) -> Example:
    found = re.fullmatch(_EXAMPLE, text, re.DOTALL)
    files = list(re.finditer(_FILE, found["files"], re.DOTALL | re.MULTILINE)) if found else []
    # Text between the files would be lost: they have to make up the whole of the example.
    if not found or "".join(file[0] for file in files) != found["files"]:
        raise _damaged(name, "an example is one or more files and a console block with the command")
    settings = dict(setting.split("=") for setting in found["settings"].split())
    return Example(
        files={file["name"]: file["text"] for file in files},
        notes={file["name"]: file["note"] for file in files},
        arguments=tuple(found["arguments"].split()),
        encoding=settings.get("encoding", "utf-8"),
        missing=settings.get("missing"),
    )


def _damaged(name: str, reason: str) -> ContentError:
    return ContentError(f"the packaged file {name} is damaged: {reason}")
