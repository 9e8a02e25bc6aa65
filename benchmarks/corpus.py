"""Questions to validate, as many as are asked for: the same every time, drawn from the packaged guide's sentences."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import mlcareer_content as mlc

SEED = 20261122
PROSE_FIELDS = ("lead", "body", "answer", "summary", "description")
PARAGRAPHS = 3
SHORTEST_PARAGRAPH = 310
BETWEEN_MENTIONS = 3
BETWEEN_BROKEN = 20

Question = dict[str, Any]


def questions(count: int, *, with_broken: bool = False) -> Iterator[Question]:
    """Questions under ids of their own; a third of them mention one or two entries of the packaged guide.

    Args:
        count: How many.
        with_broken: Whether every twentieth is broken: the four ways that there are take turns.
    """
    draw = random.Random(SEED)
    for number in range(count):
        question = _question(number, draw)
        if with_broken and is_broken(number):
            _break(question, number // BETWEEN_BROKEN)
        yield question


def is_broken(number: int) -> bool:
    """Whether a question is among the broken ones of the corpus that has some."""
    return number % BETWEEN_BROKEN == BETWEEN_BROKEN - 1


def write_json(folder: Path, questions: Iterable[Question]) -> None:
    """Write each question into a file of JSON, as an editor would."""
    for file, question in _numbered(folder, questions, "json"):
        file.write_text(json.dumps(question, ensure_ascii=False, indent=2) + "\n", "utf-8")


def write_yaml(folder: Path, questions: Iterable[Question]) -> None:
    """Write each question into a file of YAML, its long lines folded."""
    for file, question in _numbered(folder, questions, "yaml"):
        file.write_text(yaml.safe_dump(question, allow_unicode=True, sort_keys=False), "utf-8")


def write_lines(file: Path, questions: Iterable[Question]) -> None:
    """Write the questions into a file of JSON Lines."""
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(question, ensure_ascii=False) + "\n" for question in questions)


def file_name(number: int, ending: str) -> str:
    """The name of a question's file."""
    return f"question-{number:06}.{ending}"


def _numbered(folder: Path, questions: Iterable[Question], ending: str) -> Iterator[tuple[Path, Question]]:
    folder.mkdir()
    for number, question in enumerate(questions):
        yield folder / file_name(number, ending), question


def _question(number: int, draw: random.Random) -> Question:
    answer = [_paragraph(draw) for _ in range(PARAGRAPHS)]
    if number % BETWEEN_MENTIONS == 0:
        for mention in draw.sample(_mentions(), draw.randint(1, 2)):
            answer[draw.randrange(PARAGRAPHS)] += f" It is worth reading about {mention} too."
    return {
        "kind": "question",
        "id": f"generated-question-{number}",
        "question": f"What should I know about topic number {number}?",
        "answer": answer,
        "stages": [draw.choice(mlc.load().stages.ids)],
    }


def _paragraph(draw: random.Random) -> str:
    paragraph = draw.choice(_sentences())
    while len(paragraph) < SHORTEST_PARAGRAPH:
        paragraph += " " + draw.choice(_sentences())
    return paragraph


@cache
def _sentences() -> list[str]:
    """The sentences of the guide's paragraphs, without their markup; lists are left out."""
    texts = [getattr(entry, field).text for entry in mlc.load() for field in PROSE_FIELDS if hasattr(entry, field)]
    paragraphs = [paragraph for text in texts for paragraph in text.split("\n\n") if "\n" not in paragraph]
    sentences = [sentence for paragraph in paragraphs for sentence in re.split("(?<=[.?!]) ", paragraph)]
    return [sentence for sentence in sentences if sentence[0].isalpha()]


@cache
def _mentions() -> list[str]:
    guide = mlc.load()
    return [f"[{entry.label}]({entry.ref})" for entry in (*guide.skills, *guide.roles)]


def _break(question: Question, turn: int) -> None:
    match turn % 4:
        case 0:
            del question["question"]
        case 1:
            question["level"] = "beginner"
        case 2:
            question["stages"] = ["entry-levels"]
        case 3:
            question["answer"] = " ".join(question["answer"])
