"""The rules of the schemas."""

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
_TERMS = [
    f"  - {{id: term-{number}, name: A term, category: maths, description: [What it means.]}}\n"
    for number in range(1, 1_002)
]
_VOCABULARY = "".join(["kind: skills\nentries:\n", *_TERMS])

SCHEMA_RULES = (
    Rule(
        code="MLC101",
        title="A field is missing",
        explanation=(
            "Programs that show the guide rely on a few fields of each kind, such as the id, the name and the text: "
            "those are always there, and need no test. Which ones they are is in the schema of the kind, under "
            "`required`; `mlcareer-content schema question` prints that of a question."
            "\n\n"
            "The object is marked that lacks the field. Add it, or, where a field with nearly the same name is told, "
            "rename that one."
        ),
        wrong=Example(
            {
                "julia.json": """\
{
  "kind": "skill",
  "id": "julia",
  "name": "Julia",
  "description": ["A language for numerical work, compiled as it runs."]
}
"""
            }
        ),
        right=Example(
            {
                "julia.json": """\
{
  "kind": "skill",
  "id": "julia",
  "name": "Julia",
  "category": "language",
  "description": ["A language for numerical work, compiled as it runs."]
}
"""
            }
        ),
    ),
    Rule(
        code="MLC102",
        title="A field is unknown",
        explanation=(
            "A field that nothing reads is mostly a slip: what was meant by it would be lost without a word. So an "
            "object may have the fields that the schema of its kind names, and no other."
            "\n\n"
            "The key is marked. Correct its spelling (the message says what it may have been meant to be), move it "
            "into the object that it belongs to, or remove it. What stands behind it is checked already, as of the "
            "field that was meant. A note to other editors goes into a comment of YAML."
        ),
        wrong=Example(
            {
                "hours.md": """\
---
kind: question
id: working-hours
question: Are the hours long?
stage: [entry-level]
---

Mostly not; ask before you sign.
"""
            }
        ),
        right=Example(
            {
                "hours.md": """\
---
kind: question
id: working-hours
question: Are the hours long?
stages: [entry-level]
---

Mostly not; ask before you sign.
"""
            }
        ),
    ),
    Rule(
        code="MLC103",
        title="A value is of the wrong type",
        explanation=(
            "Each field holds one type of value: a text, a whole number, true or false, a list, or an object. A text "
            "where a list belongs would be taken apart letter by letter, a number where a text belongs would lose its "
            "zeros; so nothing is converted. Null is no value of any field: one that has nothing to say is left out."
            "\n\n"
            "Prose, references and labels are lists even where they have one item. In YAML, put quotes around a text "
            "that looks like a number, such as a version, and none around a number. Only the place of a stage has two "
            'types: a whole number, or the text "alongside".'
        ),
        wrong=Example(
            {
                "hours.yaml": """\
kind: question
id: working-hours
question: Are the hours long?
answer:
  - Mostly not; ask before you sign.
stages: entry-level
"""
            }
        ),
        right=Example(
            {
                "hours.yaml": """\
kind: question
id: working-hours
question: Are the hours long?
answer:
  - Mostly not; ask before you sign.
stages:
  - entry-level
"""
            }
        ),
    ),
    Rule(
        code="MLC104",
        title="A value is not among those allowed",
        explanation=(
            "A few fields are choices: the category of a skill, a credential or a resource, how much a skill matters "
            "at a stage, the authority of a source. Applications group and filter by them, which works only if the "
            "same thing is always called by the same word. An entry inside a collection may repeat its `kind`, and "
            "that has to be the kind of the collection."
            "\n\n"
            "Choose one of the values that the message names; they are case-sensitive. Where none of them fits, the "
            "schema has to be changed before the content."
        ),
        wrong=Example(
            {
                "spark.json": """\
{
  "kind": "skill",
  "id": "apache-spark",
  "name": "Apache Spark",
  "category": "tool",
  "description": ["An engine that spreads the processing of data over many machines."]
}
"""
            }
        ),
        right=Example(
            {
                "spark.json": """\
{
  "kind": "skill",
  "id": "apache-spark",
  "name": "Apache Spark",
  "category": "framework",
  "description": ["An engine that spreads the processing of data over many machines."]
}
"""
            }
        ),
    ),
    Rule(
        code="MLC105",
        title="A text is not in the form of its field",
        explanation=(
            "Some texts are read by programs, and have one form only: an id is lower-case words joined by hyphens, a "
            "day is `2026-11-22`, a web address begins with `https://` or `http://`, an ISBN is thirteen digits, a "
            "language is a BCP 47 tag such as `en-GB`. A name is one line, and neither it nor prose begins with a "
            "space or holds control characters; only prose may have line breaks."
            "\n\n"
            "Where the text can be understood, the message says how it is to be written; otherwise it gives an "
            "example. Whether there is such a day, or such a host, is another question: see MLC301 and MLC307."
        ),
        wrong=Example(
            {
                "data-exam.yaml": """\
kind: credential
id: data-exam
name: Data exam
category: certification
description:
  - An examination in preparing data.
available_from: 22.11.2026
"""
            }
        ),
        right=Example(
            {
                "data-exam.yaml": """\
kind: credential
id: data-exam
name: Data exam
category: certification
description:
  - An examination in preparing data.
available_from: 2026-11-22
"""
            }
        ),
    ),
    Rule(
        code="MLC106",
        title="A value is too long, too short, too large or too small",
        explanation=(
            "Whoever lays out a page, or a column of a table, has to know how much can come. So every text and every "
            "list has a greatest length, and numbers have bounds. A text or a list that is there is not empty, so that "
            "no heading is printed with nothing below it."
            "\n\n"
            "Leave an empty field out. Shorten what is too long: a name has up to 200 characters, a block of prose up "
            "to 5,000. The message gives the bound and how far the value is from it."
        ),
        wrong=Example(
            {
                "julia.yaml": """\
kind: skill
id: julia
name: Julia
alt_labels: []
category: language
description:
  - A language for numerical work, compiled as it runs.
"""
            }
        ),
        right=Example(
            {
                "julia.yaml": """\
kind: skill
id: julia
name: Julia
category: language
description:
  - A language for numerical work, compiled as it runs.
"""
            }
        ),
    ),
    Rule(
        code="MLC107",
        title="The document does not say its kind",
        explanation=(
            "A document is checked by the schema of its kind, and nothing but the field `kind` tells which one that "
            "is: neither the name of the file nor that of its folder. It is an entry (`question`, `skill`), a "
            "collection of entries (`faq`, `skills`) or a whole `guide`."
            "\n\n"
            "Add the field. For files that are all of one kind and must not be changed, the option `--kind` says it "
            "for those that do not; in Python, the argument `kind`. The rest is checked as of the kind that the fields "
            "belong to, if they belong to one alone."
        ),
        wrong=Example(
            {
                "questions.jsonl": """\
{"kind": "question", "id": "working-hours", "question": "Are the hours long?", "answer": ["Mostly not."]}
{"id": "working-from-home", "question": "Can I work from home?", "answer": ["Often, once you know the team."]}
"""
            }
        ),
        right=Example(
            {
                "questions.jsonl": """\
{"kind": "question", "id": "working-hours", "question": "Are the hours long?", "answer": ["Mostly not."]}
{"kind": "question", "id": "working-from-home", "question": "Can I work from home?", \
"answer": ["Often, once you know the team."]}
"""
            }
        ),
    ),
    Rule(
        code="MLC108",
        title="The kind is unknown",
        explanation=(
            "The field `kind` decides by which schema a document is checked. It has to be one of the kinds there are, "
            "in lower case: an entry is named in the singular (`skill`), a collection of entries in the plural "
            "(`skills`), and a collection of questions is a `faq`."
            "\n\n"
            "Write the kind that the message suggests, or one of those that it lists. The rest is checked as of the "
            "kind that is suggested."
        ),
        wrong=Example(
            {
                "hours.md": """\
---
kind: questions
id: working-hours
question: Are the hours long?
answer:
  - Mostly not; ask before you sign.
---
"""
            }
        ),
        right=Example(
            {
                "hours.md": """\
---
kind: question
id: working-hours
question: Are the hours long?
answer:
  - Mostly not; ask before you sign.
---
"""
            }
        ),
    ),
    Rule(
        code="MLC109",
        title="A section stands outside an article",
        explanation=(
            "A section is read in its place between two others. Alone in a file it has no place, and no order of files "
            "would give it one. So sections stand in the list `sections` of an article."
            "\n\n"
            "Move the section into that list, where it belongs. There its field `kind` may stay or go. A text that is "
            "to be read by itself may be a question instead, with its answer."
        ),
        wrong=Example(
            {
                "guide.yaml": _GUIDE,
                "article.yaml": """\
kind: article
id: pots
title: A career in clay
language: en
date_published: 2026-11-22
lead:
  - What to expect between the first lump of clay and a kiln of your own.
sections:
  - id: wheel
    heading: The wheel
    body:
      - For a year or two, most pots go back into the bin.
""",
                "kiln.yaml": """\
kind: section
id: kiln
heading: The kiln
body:
  - Firing is learned beside somebody who has done it.
""",
            },
            ("--no-base",),
        ),
        right=Example(
            {
                "guide.yaml": _GUIDE,
                "article.yaml": """\
kind: article
id: pots
title: A career in clay
language: en
date_published: 2026-11-22
lead:
  - What to expect between the first lump of clay and a kiln of your own.
sections:
  - id: wheel
    heading: The wheel
    body:
      - For a year or two, most pots go back into the bin.
  - id: kiln
    heading: The kiln
    body:
      - Firing is learned beside somebody who has done it.
""",
            },
            ("--no-base",),
        ),
    ),
    Rule(
        code="MLC110",
        title="Something is listed twice",
        explanation=(
            "What is listed twice is shown twice. So the items of a list of labels, ids, addresses or short lines "
            "differ from one another, and a stage names each skill once: it cannot be essential and helpful at "
            "the same time."
            "\n\n"
            "The second of the two is marked. Remove it, or correct it if something else was meant."
        ),
        wrong=Example(
            {
                "hours.md": """\
---
kind: question
id: working-hours
question: Are the hours long?
stages:
  - mid-career
  - entry-level
  - mid-career
---

Mostly not; ask before you sign.
"""
            }
        ),
        right=Example(
            {
                "hours.md": """\
---
kind: question
id: working-hours
question: Are the hours long?
stages:
  - mid-career
  - entry-level
---

Mostly not; ask before you sign.
"""
            }
        ),
    ),
    Rule(
        code="MLC111",
        title="There are more problems than are told",
        explanation=(
            "In each step of a check, at most 1,000 problems of one document are told: nobody reads more, and a "
            "program that wrote every entry wrong would make a report larger than the file. This says that there are "
            "more, so that nobody takes the list for complete. It never comes without those 1,000."
            "\n\n"
            "So many problems mostly have one cause. Mend that, with a search and replace, or in the program that "
            "wrote the file, and check again."
        ),
        wrong=Example({"vocabulary.yaml": _VOCABULARY}),
        right=Example({"vocabulary.yaml": _VOCABULARY.replace("maths", "mathematics")}),
    ),
)
