"""The rules of reading a file."""

from __future__ import annotations

from ._rule import Example, Rule

_JULIA = """\
{
  "kind": "skill",
  "id": "julia",
  "name": "Julia",
  "category": "language",
  "description": ["A language for numerical work, compiled as it runs."]
}
"""
_JULIA_YAML = """\
kind: skill
id: julia
name: Julia
category: language
description:
  - A language for numerical work, compiled as it runs.
"""
_RESUME = """\
---
kind: question
id: length-of-a-resume
question: How long may my résumé be?
stages: [entry-level]
---

Two pages, of which the first has to do the work.
"""

READING_RULES = (
    Rule(
        code="MLC001",
        title="The file cannot be read",
        explanation=(
            "Nothing can be said of content that cannot be read, and a check that passed over it would end well for "
            "the wrong reason. So every file that is named, or found in a folder, has to be there, has to be readable "
            "for whoever checks it, and has to be a regular file: a device or a named pipe is refused. A zip archive "
            "that is damaged or locked is told in the same way."
            "\n\n"
            "The message ends with the reason that the operating system gives. Look for a slip in the name first, "
            "then at the rights of the file and of the folders above it."
        ),
        wrong=Example({"skills/julia.json": _JULIA}, paths=("skils/julia.json",)),
        right=Example({"skills/julia.json": _JULIA}),
    ),
    Rule(
        code="MLC002",
        title="The file is too large",
        explanation=(
            "Content often comes from strangers, and whoever checks it must not run out of memory for it. At most 10 "
            "MiB are read of a file of JSON, 256 KiB of YAML or Markdown, and 1 MiB of one line of JSON Lines; a file "
            "of JSON Lines may have any number of lines. A document of JSON may also have no more than 500,000 "
            "commas and opening brackets, and its prose no more than 100,000 marks such as `*` and `[`, whatever "
            "its size."
            "\n\n"
            "Split the file: a collection can stand in as many files as you like, and JSON Lines hold one document a "
            "line. Or raise the limit, with `--max-json`, `--max-yaml` or `--max-line`, each in bytes; in Python, "
            "`validate` takes `limits`. The limits on commas, brackets and marks cannot be raised."
        ),
        wrong=Example(
            {
                "faq.json": """\
{
  "kind": "faq",
  "entries": [
    {
      "id": "working-hours",
      "question": "Are the hours long?",
      "answer": ["Mostly not; ask before you sign."]
    },
    {
      "id": "working-from-home",
      "question": "Can I work from home?",
      "answer": ["Often, once you know the team."]
    }
  ]
}
"""
            },
            ("--max-json", "250"),
        ),
        right=Example(
            {
                "hours.json": """\
{
  "kind": "question",
  "id": "working-hours",
  "question": "Are the hours long?",
  "answer": ["Mostly not; ask before you sign."]
}
""",
                "home.json": """\
{
  "kind": "question",
  "id": "working-from-home",
  "question": "Can I work from home?",
  "answer": ["Often, once you know the team."]
}
""",
            },
            ("--max-json", "250"),
        ),
    ),
    Rule(
        code="MLC003",
        title="The text is not UTF-8",
        explanation=(
            "A file does not say which encoding it is in. To guess it is to get letters wrong, so only UTF-8 is read, "
            "which is what JSON demands (RFC 8259). A byte-order mark at the beginning of the file is passed over. "
            "An escape in JSON that is half of a character, such as a lone `\\ud83d`, is no text either: a character "
            "beyond U+FFFF takes two escapes, one behind the other."
            "\n\n"
            "Save the file as UTF-8; every editor has a setting for it. The place that is told is the first byte that "
            "cannot be UTF-8, mostly an accented letter or a curly quotation mark. Of a UTF-16 file it is the first "
            "character, since all of it is in another encoding."
        ),
        wrong=Example({"resume.md": _RESUME}, encoding="latin-1"),
        right=Example({"resume.md": _RESUME}),
    ),
    Rule(
        code="MLC004",
        title="The text is neither JSON nor YAML",
        explanation=(
            "The ending of a file tells what it is written in: `.json`, `.jsonl` and `.ndjson`, `.yaml` and `.yml`, "
            "`.md` and `.markdown`; everything else is read as JSON. What the file holds has to follow the grammar of "
            "that format to the last character. JSON is strict: no comments, no single quotes, no comma behind the "
            "last item, and a line break within a text is written `\\n`. An empty file is no document."
            "\n\n"
            "The place that is told is where the grammar is broken; the slip is there or shortly before. Where it is "
            "clear what was meant, as with a comma too many in JSON or a colon in a text in YAML, the rest of the "
            "document is checked meanwhile. Otherwise there may be other problems, which are told once it is mended."
        ),
        wrong=Example(
            {
                "julia.json": """\
{
  "kind": "skill",
  "id": "julia",
  "name": "Julia",
  "category": "language",
  "description": ["A language for numerical work, compiled as it runs."],
}
"""
            }
        ),
        right=Example({"julia.json": _JULIA}),
    ),
    Rule(
        code="MLC005",
        title="A key stands twice in one object",
        explanation=(
            "JSON and YAML leave open what a repeated key means, and most programs keep the last value and say "
            "nothing: half of what was written is lost. So each key may stand once in an object. In Markdown the text "
            "below the front matter is a field as well, such as the answer of a question, and must not stand in the "
            "front matter once more."
            "\n\n"
            "The second of the two is marked. Decide which one holds, and remove the other, or put the items of both "
            "into one list. The rest of the document is checked meanwhile, with the last of the two values."
        ),
        wrong=Example(
            {
                "julia.yaml": """\
kind: skill
id: julia
name: Julia
category: language
alt_labels: [Julia language]
description:
  - A language for numerical work, compiled as it runs.
alt_labels: [JuliaLang]
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
alt_labels: [Julia language, JuliaLang]
description:
  - A language for numerical work, compiled as it runs.
"""
            }
        ),
    ),
    Rule(
        code="MLC006",
        title="A number is one that JSON does not have",
        explanation=(
            "`NaN` and `Infinity` are no numbers of JSON, although many programs write them, and other programs stop "
            "where they meet them. In YAML they are written `.nan` and `.inf`. A number that is larger than a double "
            "can hold, such as `1e999`, would be read as infinite, and is refused as well."
            "\n\n"
            "A program that exports a table writes `NaN` where a cell is empty: leave the field out instead. In YAML, "
            "put quotes around it if a text is meant."
        ),
        wrong=Example(
            {
                "books.jsonl": """\
{"kind": "resource", "id": "sutton-and-barto", "title": "Reinforcement Learning", "category": "book", "year": 2018, \
"description": ["An introduction to learning from rewards."]}
{"kind": "resource", "id": "reading-group", "title": "Reading group", "category": "community", "year": NaN, \
"description": ["A few people who read one paper a week."]}
"""
            }
        ),
        right=Example(
            {
                "books.jsonl": """\
{"kind": "resource", "id": "sutton-and-barto", "title": "Reinforcement Learning", "category": "book", "year": 2018, \
"description": ["An introduction to learning from rewards."]}
{"kind": "resource", "id": "reading-group", "title": "Reading group", "category": "community", \
"description": ["A few people who read one paper a week."]}
"""
            }
        ),
    ),
    Rule(
        code="MLC007",
        title="Brackets are nested too deeply",
        explanation=(
            "A few thousand brackets within one another are enough to crash programs that read JSON or YAML, so that "
            "a small file can do great harm. Objects and lists may be nested 64 deep; content as the schemas "
            "have it is nested six deep at the most."
            "\n\n"
            "The first bracket that is too deep is marked. A file like that was mostly written by a program that put "
            "a list into a list again and again: mend the program, or write the value out by hand."
        ),
        wrong=Example(
            {
                "hours.json": f"""\
{{
  "kind": "question",
  "id": "working-hours",
  "question": "Are the hours long?",
  "answer": {"[" * 64}"Mostly not; ask before you sign."{"]" * 64}
}}
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
  "answer": ["Mostly not; ask before you sign."]
}
"""
            }
        ),
    ),
    Rule(
        code="MLC008",
        title="There is nothing to check",
        explanation=(
            "A check of nothing finds nothing wrong, which looks like success. So a folder that is named has to hold "
            "at least one document, in itself or in a folder below: a file that ends in `.json`, `.jsonl`, `.ndjson`, "
            "`.yaml`, `.yml`, `.md` or `.markdown`. Hidden files and folders, `README.md`, files that end in "
            "`.schema.json` and links to other folders do not count."
            "\n\n"
            "See whether the right folder was named, and whether its files have one of these endings. A file that is "
            "named by itself is read whatever it is called."
        ),
        wrong=Example({"drafts/README.md": "Write new skills here.\n"}, paths=("drafts",)),
        right=Example({"drafts/README.md": "Write new skills here.\n", "drafts/julia.json": _JULIA}, paths=("drafts",)),
    ),
    Rule(
        code="MLC009",
        title="Something is used that JSON does not have",
        explanation=(
            "YAML is read for what it has in common with JSON: objects with strings for keys, lists, strings, numbers, "
            "true, false and null. Anchors (`&`), aliases (`*`), merge keys (`<<`), tags (`!`), `%TAG` lines, keys "
            "that are no strings and a second document in the same file are refused, because programs differ in "
            "what they make of them, and a few lines of aliases can unfold into gigabytes. A value that is given to "
            "`validate` in Python may hold nothing else either: a date, for instance, has to be a string."
            "\n\n"
            "Write out what an alias stands for. Put a key or a text in quotes if it begins with one of these signs, "
            "or looks like a number. Give every document a file of its own."
        ),
        wrong=Example(
            {
                "languages.yaml": """\
kind: skills
entries:
  - id: julia
    name: Julia
    category: &family language
    description:
      - A language for numerical work, compiled as it runs.
  - id: scala
    name: Scala
    category: *family
    description:
      - A language of the Java platform, in which much of Spark is written.
"""
            }
        ),
        right=Example(
            {
                "languages.yaml": """\
kind: skills
entries:
  - id: julia
    name: Julia
    category: language
    description:
      - A language for numerical work, compiled as it runs.
  - id: scala
    name: Scala
    category: language
    description:
      - A language of the Java platform, in which much of Spark is written.
"""
            }
        ),
    ),
    Rule(
        code="MLC010",
        title="PyYAML is not installed",
        explanation=(
            "The package itself reads JSON only, so that an application which embeds the guide installs no more than "
            "it needs. For YAML, and for the front matter of Markdown, it needs PyYAML."
            "\n\n"
            'Install it with `python -m pip install "mlcareer-content[yaml]"`; the extra `cli` brings it as well. Or '
            "write the document as JSON."
        ),
        wrong=Example({"julia.yaml": _JULIA_YAML}, missing="yaml"),
        right=Example({"julia.json": _JULIA}, missing="yaml"),
    ),
    Rule(
        code="MLC011",
        title="The front matter is missing or unclear",
        explanation=(
            "A Markdown file has two parts: the fields of the document, as YAML between two lines `---`, and the prose "
            "below. What is not clearly one of them would be taken for the other, and be lost or be printed. So the "
            "first line of the file has to be `---`, beginning at its first character, another line `---` has to end "
            "the fields, and what stands between the two has to be `key: value`, or nothing."
            "\n\n"
            "Remove blank lines and spaces before the first `---`, and put the second one behind the last field."
        ),
        wrong=Example(
            {
                "hours.md": """\
---
kind: question
id: working-hours
question: Are the hours long?

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
---

Mostly not; ask before you sign.
"""
            }
        ),
    ),
)
