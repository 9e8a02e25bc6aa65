"""One wrong line is one problem, at that line, with the line as it was meant."""

import json

import mlcareer_content as mlc

from .reading import read
from .tables import each_row

SKILL = """\
kind: skill
id: zz
name: Zz
category: data
description:
  - A text.
sources:
  - title: A page
    publisher: A house
    years: '2025'
  - title: Another page
    publisher: Another house
    years: '2026'
"""
STAGE = """\
---
kind: stage
id: zz
title: Zz
place: alongside
activities:
  - Read
skills:
  - skill: python
    level: helpful
  - skill: algorithms
    level: helpful
---

A stage.
"""
QUESTION = {"kind": "question", "id": "zz", "question": "Why?", "answer": ["So."], "stages": ["mid-career"]}
JSON = json.dumps(QUESTION, indent=2)


def _found(text, format="yaml"):
    return [(one.line, one.column, str(one.suggestion)) for one in read(text, format).reported]


def _with_line(text, number, *lines):
    """A text with some lines in place of one."""
    old = text.split("\n")
    return "\n".join([*old[: number - 1], *lines, *old[number:]])


@each_row(
    "line, written, found",
    [
        (8, ["  -- title: A page"], (8, 4, "write the line as “  - title: A page”")),
        (8, ["   title: A page"], (8, 3, "write the line as “  - title: A page”")),
        (8, ["   - title: A page"], (8, 3, "write the line as “  - title: A page”")),
        (8, ["  -title: A page"], (8, 4, "write the line as “  - title: A page”")),
        (11, ["   title: Another page"], (11, 3, "write the line as “  - title: Another page”")),
        (6, ["  -- A text.", "  - More."], (6, 3, 'begin each item with "- ", as in: - A text.')),
        (6, ["   - A text.", "  - More."], (7, 3, "write the line as “   - More.”")),
        (7, [], (7, 1, "write the name of its field in a line above it: “sources:”")),
        (7, ["Sources"], (7, 1, "write the line as “sources:”")),
        (2, ["id: zzname: Zz"], (2, 7, "begin a new line here, and write it as “name: Zz”")),
        (6, ["  - A text.sources:"], (6, 12, "begin a new line here, and write it as “sources:”")),
        (11, ["  - tit", "le: Another page"], (11, 8, "write one line: “  - title: Another page”")),
    ],
)
def test_one_wrong_line_of_yaml_is_one_problem(line, written, found):
    """A dash, an indentation, a key or a line break that is wrong is reported once, with the line as it was meant."""
    text = _with_line(SKILL, line, *written)
    if written and written[0].endswith(("zzname: Zz", "sources:")):  # two lines were joined
        text = text.replace("\nname: Zz" if line == 2 else "\nsources:\n", "" if line == 2 else "\n", 1)

    assert [found] == _found(text)


@each_row(
    "old, new, found",
    [
        ("  - skill: algo", "    skill: algo", (11, 3, "write the line as “  - skill: algorithms”")),
        ("---\nkind: stage", "kind: stage\n---", (1, 1, "write it below the next line: “---”")),
        ("  - Read\nskills:\n", "  - Readskills:\n", (7, 9, "begin a new line here, and write it as “skills:”")),
    ],
)
def test_one_wrong_line_of_front_matter_is_one_problem(old, new, found):
    """The front matter of a Markdown file is corrected in the same way."""
    assert [found] == _found(STAGE.replace(old, new), "markdown")


@each_row(
    "old, new, found",
    [
        ('    "So."\n  ],\n', '  ],\n    "So."\n', (6, 3, 'write it below the next line: “    "So."”')),
        ('[\n    "So."\n  ],', '["So.],', (5, 18, 'write the line as “  "answer": ["So."],”')),
        ('"stages": [', '"stages: [', (8, 10, 'write the line as “  "stages": [”')),
    ],
)
def test_one_wrong_line_of_json_is_one_problem(old, new, found):
    """Two lines of JSON in the wrong order and an unclosed key are reported once."""
    assert [found] == _found(JSON.replace(old, new), "json")


def test_the_positions_below_a_corrected_line_are_those_of_the_file():
    """A reference that leads nowhere, below two lines that were joined, is reported where it stands."""
    text = STAGE.replace("zz\ntitle: Zz", "zztitle: Zz").replace("algorithms", "nowhere")
    found = read(text, "markdown").reported
    line = 1 + text[: text.index("nowhere")].count("\n")

    assert [("MLC004", 3), ("MLC202", line)] == [(one.code, one.line) for one in found]
    assert "nowhere" == text[slice(*found[1].span)]


def test_independent_problems_are_reported_each():
    """A line is not corrected if that would hide or cause another problem."""
    text = SKILL.replace("category: data", "category: 5").replace("id: zz", "id: 7").replace("name: Zz", "name: [Zz]")

    assert [2, 3, 4] == [line for line, _, _ in _found(text)]


def test_a_value_in_memory_has_no_lines():
    """What was parsed already is reported as it is."""
    value = {**QUESTION, "nothing": 1, "answer": {}, "stages": {}}

    assert 3 == len(mlc.validate(value).problems)
