"""The rules of the editor's desk."""

from __future__ import annotations

from ._rule import Example, Rule

_INTERVIEW = """\
---
kind: question
id: technical-interview
question: What happens in a technical interview?
---
"""
_BEFORE_THE_DAY = """\
Before the day, you are mostly told how many conversations there will be and what each of them is about, and if you
are not, it is quite in order to ask. Many employers begin with a short call, in which somebody from the team finds out
whether your experience fits the post at all, and in which you can find out whether the post fits you. Some then send
a task to be done at home, with a few days to do it in. Read it twice, keep to the time that is named, and write down
what you would do with more of it: how you decide what to leave out says as much about you as what you built."""
_ON_THE_DAY = """\
On the day itself, two kinds of questions come up again and again. Some are about programming: a small problem, a
shared editor, and somebody who wants to hear what you think while you type. The others are about models: how you
would prepare the data, what you would measure, what you would try first, and how you would notice that it no longer
works. Say aloud what you assume, and begin with something simple that could be made better. An answer that was found
together with the interviewer is a good answer, and so is an honest word about what you have not done yet. At the end
you are asked whether you have questions of your own. Have some ready, about the data, the machines and the people."""
_KUBEFLOW = """\
kind: skill
id: kubeflow
name: Kubeflow
category: framework
description:
  - A platform for running the steps of machine learning on Kubernetes.
url: https://www.kubeflow.org/
sources:
  - title: The project itself
    url: https://www.kubeflow.org/
    authority: primary
checked_on: {}
"""

_ETL = """\
kind: skill
id: etl
name: ETL
alt_labels: [{}]
category: data
description:
  - Fetching data, giving it one form, and storing it.
"""

EDITORIAL_RULES = (
    Rule(
        code="MLC301",
        title="The calendar has no such day",
        explanation=(
            "A schema sees that a day has the form `2026-02-30`, but not that February never has thirty. A day that "
            "there is not stops every program that reckons with it, and it hides what was meant: the 28th, or the 2nd "
            "of March?"
            "\n\n"
            "So every day has to be in the calendar, leap years included. Look it up where it was found, and write the "
            "day that is meant."
        ),
        wrong=Example(
            {
                "data-exam.json": """\
{
  "kind": "credential",
  "id": "data-exam",
  "name": "Data exam",
  "category": "certification",
  "description": ["An examination in preparing data."],
  "available_from": "2026-02-30"
}
"""
            }
        ),
        right=Example(
            {
                "data-exam.json": """\
{
  "kind": "credential",
  "id": "data-exam",
  "name": "Data exam",
  "category": "certification",
  "description": ["An examination in preparing data."],
  "available_from": "2026-02-28"
}
"""
            }
        ),
    ),
    Rule(
        code="MLC302",
        title="Prose holds raw HTML",
        explanation=(
            "The guide is shown in web pages, terminals and apps. HTML works in the first only, and there it is a way "
            "in for scripts. So prose is CommonMark without raw HTML: neither tags nor comments, and the renderers of "
            "this package show them as they are written."
            "\n\n"
            "Write what the tag was to do in CommonMark: `*emphasis*`, `**strong emphasis**`, a list, a block of its "
            "own for a line break. To speak of a tag, put it between backticks."
        ),
        wrong=Example(
            {
                "hours.json": """\
{
  "kind": "question",
  "id": "working-hours",
  "question": "Are the hours long?",
  "answer": ["Mostly not. Ask <b>before</b> you sign."]
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
  "answer": ["Mostly not. Ask **before** you sign."]
}
"""
            }
        ),
    ),
    Rule(
        code="MLC303",
        title="Prose holds what is neither a paragraph nor a list",
        explanation=(
            "An application that embeds the guide decides itself what headings, figures and boxes look like; a heading "
            "inside an answer would upset the order of its page. So prose is paragraphs and lists, with emphasis, code "
            "spans and links. It has no headings, block quotes, code blocks, thematic breaks, images or reference "
            "definitions, and each item of its list of blocks holds one paragraph or one list."
            "\n\n"
            "Write a heading as the first words of its paragraph, or make what follows it a section or a question of "
            "its own. Link to an image instead of showing it, write `[text](target)` for a link by reference, and make "
            "two items of a block that holds two paragraphs. A block of more than a thousand marks of emphasis and "
            "brackets is refused too: nobody writes it but to keep a program busy."
        ),
        wrong=Example(
            {
                "interview.md": f"""\
{_INTERVIEW}
You solve a small problem, and explain how.

## How to prepare

Solve a few with a friend who asks questions.
"""
            }
        ),
        right=Example(
            {
                "interview.md": f"""\
{_INTERVIEW}
You solve a small problem, and explain how.

To prepare, solve a few with a friend who asks questions.
"""
            }
        ),
    ),
    Rule(
        code="MLC304",
        title="A paragraph is too long to be read easily",
        severity="warning",
        explanation=(
            "On a telephone, a long paragraph fills more than the screen, and readers lose their place. This warns of "
            "a block of prose, a paragraph or a whole list, that has more than 1,200 characters, about two hundred "
            "words; markup and the targets of links count."
            "\n\n"
            "Split it where the thought turns: in Markdown with an empty line, elsewhere into two items of the list. A "
            "paragraph that is better whole may stay, since this is a warning."
        ),
        wrong=Example({"interview.md": f"{_INTERVIEW}\n{_BEFORE_THE_DAY}\n{_ON_THE_DAY}\n"}),
        right=Example({"interview.md": f"{_INTERVIEW}\n{_BEFORE_THE_DAY}\n\n{_ON_THE_DAY}\n"}),
    ),
    Rule(
        code="MLC305",
        title="Dates are in the wrong order",
        explanation=(
            "What ends before it began was entered wrongly, and every question about it gets a wrong answer: such a "
            "credential could never be had. So `last_available_on` is not before `available_from`, and "
            "`date_modified` is not before `date_published`. Both may be the same day."
            "\n\n"
            "The later of the two fields is marked, but either may be the wrong one. Often day and month, or the two "
            "dates, were exchanged."
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
available_from: 2024-06-30
last_available_on: 2019-03-01
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
available_from: 2019-03-01
last_available_on: 2024-06-30
"""
            }
        ),
    ),
    Rule(
        code="MLC306",
        title="The day of a check lies in the future",
        explanation=(
            "`checked_on` is the day on which the facts of an entry were last compared with their sources. Nobody can "
            "have done that on a day to come, and an entry with such a day would pass as fresh for too long. Of all "
            "dates, this one alone is judged so: a credential may well be available from next year."
            "\n\n"
            "Which day it is, the check is told by `--as-of`, or in Python by `as_of`; without it nothing is said. "
            "Write the day on which the facts were checked, or, if they were not, leave the field out."
        ),
        wrong=Example({"kubeflow.yaml": _KUBEFLOW.format("2027-11-20")}, ("--as-of", "2026-11-22")),
        right=Example({"kubeflow.yaml": _KUBEFLOW.format("2026-11-20")}, ("--as-of", "2026-11-22")),
    ),
    Rule(
        code="MLC307",
        title="A URL is malformed",
        explanation=(
            "A schema sees that a web address begins with `https://` and holds no spaces; this looks whether it can "
            "lead anywhere. Its host is a name with a dot in it or an IP address, its port is one that there is, and "
            "it holds no user name and no password, which do not belong into a text for everybody. It is asked of the "
            "links in prose and of the fields that hold addresses; in a field, two hexadecimal digits follow each `%`. "
            "Nothing is fetched: whether the page is still there is not checked."
            "\n\n"
            "Open the page, and copy its address from the browser. Write a `%` that is meant as such as `%25`."
        ),
        wrong=Example(
            {
                "kubeflow.json": """\
{
  "kind": "skill",
  "id": "kubeflow",
  "name": "Kubeflow",
  "category": "framework",
  "description": ["A platform for running the steps of machine learning on Kubernetes."],
  "url": "https://https://www.kubeflow.org/"
}
"""
            }
        ),
        right=Example(
            {
                "kubeflow.json": """\
{
  "kind": "skill",
  "id": "kubeflow",
  "name": "Kubeflow",
  "category": "framework",
  "description": ["A platform for running the steps of machine learning on Kubernetes."],
  "url": "https://www.kubeflow.org/"
}
"""
            }
        ),
    ),
    Rule(
        code="MLC308",
        title="The check digit of an ISBN is wrong",
        explanation=(
            "The last digit of an ISBN is reckoned from the twelve before it (ISO 2108), so that a slip of the pen "
            "shows: a single wrong digit always, two neighbours that were exchanged mostly. An ISBN that fails "
            "leads to another book or to none."
            "\n\n"
            "Compare all thirteen digits with the imprint of the book; the wrong one may be any of them. Do not just "
            "replace the last digit by the one that the message names: that hides the slip."
        ),
        wrong=Example(
            {
                "book.md": """\
---
kind: resource
id: designing-data-intensive-applications
title: Designing Data-Intensive Applications
category: book
year: 2017
isbn13: "9781449373230"
---

What databases, queues and pipelines promise, and what happens when they break.
"""
            }
        ),
        right=Example(
            {
                "book.md": """\
---
kind: resource
id: designing-data-intensive-applications
title: Designing Data-Intensive Applications
category: book
year: 2017
isbn13: "9781449373320"
---

What databases, queues and pipelines promise, and what happens when they break.
"""
            }
        ),
    ),
    Rule(
        code="MLC309",
        title="A retired credential is mentioned without its last year",
        severity="warning",
        explanation=(
            "A reader who is advised to take an examination goes and looks for it. If it can no longer be had, the "
            "text has to say so. This warns of a link to a credential whose `last_available_on` is before the day that "
            "`--as-of` names, where the text around the link, that is, the whole answer or description, does not name "
            "the year of that day. Without `--as-of` nothing is said."
            "\n\n"
            "Say in the text until when it could be had, with the year, or mention the credential that replaced it."
        ),
        wrong=Example(
            {
                "certificate.md": """\
---
kind: question
id: tensorflow-certificate
question: Is the TensorFlow certificate worth it?
---

Recruiters know the [TensorFlow Developer Certificate](credential:tensorflow-developer-certificate), but projects
say more.
"""
            },
            ("--as-of", "2026-11-22"),
        ),
        right=Example(
            {
                "certificate.md": """\
---
kind: question
id: tensorflow-certificate
question: Is the TensorFlow certificate worth it?
---

Recruiters know the [TensorFlow Developer Certificate](credential:tensorflow-developer-certificate), which was sold
until April 2024, but projects say more.
"""
            },
            ("--as-of", "2026-11-22"),
        ),
    ),
    Rule(
        code="MLC310",
        title="Facts were checked long ago",
        severity="warning",
        explanation=(
            "Prices, dates and addresses change. `checked_on` says when the facts of an entry were last compared with "
            "their sources; this warns where that was more than a year before the day that `--as-of` names. Without "
            "`--as-of` nothing is said, so that the same content gives the same result on every day."
            "\n\n"
            "Open each of the `sources`, compare what the entry says, correct it, and write the day on which that was "
            "done. Do not change the day alone."
        ),
        wrong=Example({"kubeflow.yaml": _KUBEFLOW.format("2024-02-29")}, ("--as-of", "2026-11-22")),
        right=Example({"kubeflow.yaml": _KUBEFLOW.format("2026-11-20")}, ("--as-of", "2026-11-22")),
    ),
    Rule(
        code="MLC311",
        title="A former id is used",
        severity="warning",
        explanation=(
            "An entry that is renamed keeps its old ids under `former_ids`, so that what was written before goes on "
            "working; in Python, a look-up by one gives the entry with a `DeprecationWarning`. New text had better use "
            "the name of today: a former id misleads whoever reads the file."
            "\n\n"
            "Write the id, or the link, that the message names."
        ),
        wrong=Example(
            {
                "spark.jsonl": """\
{"kind": "skill", "id": "apache-spark", "former_ids": ["spark"], "name": "Apache Spark", "category": "framework", \
"description": ["An engine that spreads the processing of data over many machines."]}
{"kind": "question", "id": "large-tables", "question": "How do I handle large tables?", \
"answer": ["On one machine as long as you can, then with [Spark](skill:spark)."]}
"""
            }
        ),
        right=Example(
            {
                "spark.jsonl": """\
{"kind": "skill", "id": "apache-spark", "former_ids": ["spark"], "name": "Apache Spark", "category": "framework", \
"description": ["An engine that spreads the processing of data over many machines."]}
{"kind": "question", "id": "large-tables", "question": "How do I handle large tables?", \
"answer": ["On one machine as long as you can, then with [Spark](skill:apache-spark)."]}
"""
            }
        ),
    ),
    Rule(
        code="MLC312",
        title="A link leads neither to an entry nor to the web",
        explanation=(
            "Prose is shown in many places, so that a link has to mean the same in all of them. It leads to an entry, "
            "as `kind:id`, or to an address that begins with `https://`, `http://` or `mailto:`. A path such as "
            "`../faq.html` leads somewhere else on every site, an address without its scheme is taken for a path, and "
            "`javascript:` or `file:` is no place to send a reader."
            "\n\n"
            "The target of the link is marked. Write the whole address, as the browser shows it, or the ref of the "
            "entry that is meant."
        ),
        wrong=Example(
            {
                "python.yaml": """\
kind: question
id: learn-python-first
question: Should I learn Python first?
answer:
  - Most people do, with the [tutorial](docs.python.org/3/tutorial/) beside them.
"""
            }
        ),
        right=Example(
            {
                "python.yaml": """\
kind: question
id: learn-python-first
question: Should I learn Python first?
answer:
  - Most people do, with the [tutorial](https://docs.python.org/3/tutorial/) beside them.
"""
            }
        ),
    ),
    Rule(
        code="MLC313",
        title="What looks like a link is none",
        severity="warning",
        explanation=(
            "CommonMark reads `[text](target)` as a link only if it is written exactly so: with a space in the target, "
            "or without the closing bracket, the signs themselves are printed, and nobody learns where the link was to "
            "lead. This warns of `](` in prose that belongs to no link."
            "\n\n"
            "Take the spaces out of the target (in a URL they are `%20`), and close both brackets. If the signs are "
            "meant as such, put them between backticks. A target that names an entry in the wrong form, such as "
            "`skill:Py Torch`, is told as a link that leads to no entry."
        ),
        wrong=Example(
            {
                "gpu.json": """\
{
  "kind": "question",
  "id": "need-a-gpu",
  "question": "Do I need a computer with a GPU?",
  "answer": ["Not to begin with: see [what others use](https://example.org/my machine)."]
}
"""
            }
        ),
        right=Example(
            {
                "gpu.json": """\
{
  "kind": "question",
  "id": "need-a-gpu",
  "question": "Do I need a computer with a GPU?",
  "answer": ["Not to begin with: see [what others use](https://example.org/my%20machine)."]
}
"""
            }
        ),
    ),
    Rule(
        code="MLC314",
        title="Curly quotation marks are part of a name",
        severity="warning",
        explanation=(
            "YAML knows the straight quotation marks `\"` and `'` only. Curly ones, as word processors write, belong "
            "to the text, and would be shown around the name wherever it stands. This warns of a name, a title, a "
            "question or another name that begins and ends with them, in YAML and in front matter."
            "\n\n"
            "Take them out, or put straight ones in their place. A name that is meant to be shown in quotes may stay."
        ),
        wrong=Example({"etl.yaml": _ETL.format("“data pipelines”")}),
        right=Example({"etl.yaml": _ETL.format("data pipelines")}),
    ),
)
