"""The rules of ids and references."""

from __future__ import annotations

from ._rule import Example, Rule

_GUIDE = """\
kind: guide
id: potter
title: The career of a potter
language: en
version: "1"
license: CC0-1.0
"""
_ARTICLE = """\
---
kind: article
id: pots
title: A career in clay
language: en
date_published: 2026-11-22
sections:
  - id: wheel
    heading: The wheel
    body:
      - For a year or two, most pots go back into the bin.
---

What to expect between the first lump of clay and a kiln of your own.
"""
_YEARS = range(2004, 2024)
_LAST_EXAM = """\
{"kind": "credential", "id": "data-exam-2024", "name": "Data exam 2024", "category": "certification", \
"description": ["An examination in preparing data."]}
"""

REFERENCE_RULES = (
    Rule(
        code="MLC201",
        title="The id is taken",
        explanation=(
            "An id is the permanent name of an entry: links, bookmarks and other files lead to it. Two entries of one "
            "kind with the same id could not be told apart. So an id is unique among the entries of its kind, in all "
            "files that are checked together and in the packaged guide below them. A former id is taken as well, since "
            "it goes on leading to the entry that had it."
            "\n\n"
            "The message says where the other entry is. Choose another id for the new one, or remove it if both are "
            "the same thing. An entry of the packaged guide cannot be replaced from outside; leave that guide out with "
            "`--no-base` if yours stands for all of it."
        ),
        wrong=Example(
            {
                "skills.jsonl": """\
{"kind": "skill", "id": "spark", "name": "Apache Spark", "category": "framework", \
"description": ["An engine that spreads the processing of data over many machines."]}
{"kind": "skill", "id": "spark", "name": "Spark SQL", "category": "data", \
"description": ["The part of Apache Spark that is asked in SQL."]}
"""
            }
        ),
        right=Example(
            {
                "skills.jsonl": """\
{"kind": "skill", "id": "spark", "name": "Apache Spark", "category": "framework", \
"description": ["An engine that spreads the processing of data over many machines."]}
{"kind": "skill", "id": "spark-sql", "name": "Spark SQL", "category": "data", \
"description": ["The part of Apache Spark that is asked in SQL."]}
"""
            }
        ),
    ),
    Rule(
        code="MLC202",
        title="A reference leads to no entry",
        explanation=(
            "Some fields hold ids of other entries: the stages of a question or a section, the skills, roles, "
            "credentials and resources of a stage and the stages that it leads to, and what a credential was replaced "
            "by. In Python those entries themselves stand in their place, which takes that each id leads to one: in "
            "the files that are checked together, or in the packaged guide."
            "\n\n"
            "Correct the id; the message names those that are nearly the same. If the entry is still to be written, "
            "check the file that holds it together with this one. The order of the files does not matter."
        ),
        wrong=Example(
            {
                "hours.json": """\
{
  "kind": "question",
  "id": "working-hours",
  "question": "Are the hours long?",
  "answer": ["Mostly not; ask before you sign."],
  "stages": ["midcareer"]
}
"""
            }
        ),
        right=Example(
            {
                "hours.json": """\
{
  "kind": "question",
  "id": "working-hours",
  "question": "Are the hours long?",
  "answer": ["Mostly not; ask before you sign."],
  "stages": ["mid-career"]
}
"""
            }
        ),
    ),
    Rule(
        code="MLC203",
        title="A link leads to no entry",
        explanation=(
            "A link in prose mentions an entry by its kind and its id, as in `[PyTorch](skill:pytorch)`. An "
            "application turns it into a link of its own, which would be dead if there were no such entry. So there "
            "has to be one, in the files that are checked together or in the packaged guide."
            "\n\n"
            "The target of the link is marked. Correct it; the message names what is nearly the same. Or write the "
            "entry, and check both files together. A link to a page on the web begins with `https://`."
        ),
        wrong=Example(
            {
                "gpu.md": """\
---
kind: question
id: need-a-gpu
question: Do I need a computer with a GPU?
---

Not to begin with: small models train without one, in [PyTorch](skill:pytorh) as elsewhere.
"""
            }
        ),
        right=Example(
            {
                "gpu.md": """\
---
kind: question
id: need-a-gpu
question: Do I need a computer with a GPU?
---

Not to begin with: small models train without one, in [PyTorch](skill:pytorch) as elsewhere.
"""
            }
        ),
    ),
    Rule(
        code="MLC204",
        title="Credentials replace one another in a circle",
        explanation=(
            "A reader who asks what took the place of a credential follows `replaced_by` to one that can still be had. "
            "In a circle that way has no end, and a program that follows it does not stop. So no credential is "
            "replaced by itself, neither directly nor through others; former ids count as the entries that they lead "
            "to."
            "\n\n"
            "One step of each circle is marked. Look for the step that points back in time, there or at another "
            "credential of the circle, and remove it."
        ),
        wrong=Example(
            {
                "exams.yaml": """\
kind: credentials
entries:
  - id: data-exam
    name: Data exam
    category: certification
    description:
      - An examination in preparing data.
    replaced_by: [data-exam-2]
  - id: data-exam-2
    name: Data exam, second edition
    category: certification
    description:
      - The same examination, with a practical part.
    replaced_by: [data-exam]
"""
            }
        ),
        right=Example(
            {
                "exams.yaml": """\
kind: credentials
entries:
  - id: data-exam
    name: Data exam
    category: certification
    description:
      - An examination in preparing data.
    replaced_by: [data-exam-2]
  - id: data-exam-2
    name: Data exam, second edition
    category: certification
    description:
      - The same examination, with a practical part.
"""
            }
        ),
    ),
    Rule(
        code="MLC205",
        title="There is a second guide",
        explanation=(
            "A document of the kind `guide` says what the whole is called, in which language it is and under which "
            "licence, and there is one whole. So there is one guide among all that is checked together. The packaged "
            "guide is one already: on top of it come entries and collections."
            "\n\n"
            "Remove the guide that is out of date. To check a guide of your own, leave the packaged one out, with "
            "`--no-base`, or in Python `base=False`."
        ),
        wrong=Example(
            {"potter/article.md": _ARTICLE, "potter/guide.yaml": _GUIDE, "potter/old-guide.yaml": _GUIDE},
            ("--no-base",),
            ("potter",),
        ),
        right=Example({"potter/article.md": _ARTICLE, "potter/guide.yaml": _GUIDE}, ("--no-base",), ("potter",)),
    ),
    Rule(
        code="MLC206",
        title="There is a second article",
        explanation=(
            "A guide has one article, which tells the whole career from beginning to end. It stands inside the guide "
            "or in a file of its own, but not in both, and on top of the packaged guide, which has its own, there is "
            "no room for another."
            "\n\n"
            "Remove one of the two. If the article belongs to a guide of your own, check it together with that guide, "
            "and leave the packaged one out with `--no-base`. A text of a page or less may be a question, with its "
            "answer."
        ),
        wrong=Example({"article.md": _ARTICLE}),
        right=Example({"guide.yaml": _GUIDE, "article.md": _ARTICLE}, ("--no-base",)),
    ),
    Rule(
        code="MLC207",
        title="The rung of the ladder is taken",
        explanation=(
            "The stages of a career are rungs of a ladder, counted from 1 by the field `place`, and what comes next is "
            "read from that number. Two stages on one rung would have no order. So each rung has one stage, in all "
            "files that are checked together and in the packaged guide below them."
            "\n\n"
            "The message names the stage that stands there. Choose a rung that is free; rungs may be left out. A stage "
            'that runs beside the whole ladder has the place "alongside", and of these there may be several.'
        ),
        wrong=Example(
            {
                "teaching.yaml": """\
kind: stage
id: teaching
title: Teaching
place: 5
summary:
  - You hand on what you know, at a university or in courses of your own.
"""
            }
        ),
        right=Example(
            {
                "teaching.yaml": """\
kind: stage
id: teaching
title: Teaching
place: 6
summary:
  - You hand on what you know, at a university or in courses of your own.
"""
            }
        ),
    ),
    Rule(
        code="MLC208",
        title="There is no guide, or no article",
        explanation=(
            "Without the packaged guide below it, content has to be a whole guide: one document of the kind `guide`, "
            "which says what it is called and under which licence it is, and one of the kind `article`, which may also "
            "stand inside the guide. Nothing else is demanded: stages, questions and the rest may be missing."
            "\n\n"
            "Name the missing file as well, or the folder that holds all of them. To check a few entries that are "
            "meant to come on top of the packaged guide, leave `--no-base` out."
        ),
        wrong=Example({"guide.yaml": _GUIDE}, ("--no-base",)),
        right=Example({"guide.yaml": _GUIDE, "article.md": _ARTICLE}, ("--no-base",)),
    ),
    Rule(
        code="MLC209",
        title="A stage leads to one that is not later",
        explanation=(
            "`leads_to` names the stages that come after this one; applications draw the ladder from it, and an arrow "
            "back would lead in a circle. So the stage that is named stands on a higher rung, that is, its `place` is "
            "a larger number. A stage that runs alongside the ladder may lead to any rung, but no stage leads to one "
            "that runs alongside, as it is no later than the others."
            "\n\n"
            "Name a later stage, correct the `place` of one of the two, or remove the step."
        ),
        wrong=Example(
            {
                "stages.json": """\
{
  "kind": "stages",
  "entries": [
    {"id": "teaching", "title": "Teaching", "place": 6, "summary": ["You hand on what you know."]},
    {
      "id": "writing",
      "title": "Writing",
      "place": 7,
      "summary": ["You write down what you teach."],
      "leads_to": [{"stage": "teaching", "requirements": ["A book that others learn from."]}]
    }
  ]
}
"""
            }
        ),
        right=Example(
            {
                "stages.json": """\
{
  "kind": "stages",
  "entries": [
    {"id": "teaching", "title": "Teaching", "place": 7, "summary": ["You hand on what you know."]},
    {
      "id": "writing",
      "title": "Writing",
      "place": 6,
      "summary": ["You write down what you teach."],
      "leads_to": [{"stage": "teaching", "requirements": ["A book that others learn from."]}]
    }
  ]
}
"""
            }
        ),
    ),
    Rule(
        code="MLC210",
        title="A credential is replaced too many times over",
        explanation=(
            "A reader who asks what took the place of a credential is led from one to the next, and a very long way "
            "tires readers and stops programs. So a chain of credentials, each replaced by the next, has 20 of them at "
            "the most; no real one comes near that."
            "\n\n"
            "The first credential of the last 21 is marked. Mostly a yearly edition was entered as a credential of its "
            "own: make the editions one credential, or let each name the latest as its successor."
        ),
        wrong=Example(
            {
                "exams.jsonl": "".join(
                    f'{{"kind": "credential", "id": "data-exam-{year}", "name": "Data exam {year}", "category": '
                    f'"certification", "description": ["An examination in preparing data."], '
                    f'"replaced_by": ["data-exam-{year + 1}"]}}\n'
                    for year in _YEARS
                )
                + _LAST_EXAM
            }
        ),
        right=Example(
            {
                "exams.jsonl": "".join(
                    f'{{"kind": "credential", "id": "data-exam-{year}", "name": "Data exam {year}", "category": '
                    f'"certification", "description": ["An examination in preparing data."], '
                    f'"replaced_by": ["data-exam-2024"]}}\n'
                    for year in _YEARS
                )
                + _LAST_EXAM
            }
        ),
    ),
)
