"""Files and texts that mislead: each is reported once, at its place, by what is wrong with it."""

import pytest
from attrs import evolve

import mlcareer_content as mlc
from mlcareer_content._collection import Collection
from mlcareer_content.model import Prose, Skill

from .categories import FIELD

HEAD = "kind: question\nid: on-trams\n"
ANSWER = "answer:\n  - They are quiet.\n"
# Families, a heart, flags, a keycap; Persian, Hindi, Hebrew, Thai, Japanese; hyphens and spaces that do not break;
# Mongolian, a Burmese and a Korean letter, a Chinese character and the indentation of a paragraph.
NEEDED = (
    "\U0001f468\u200d\U0001f4bb \u2764\ufe0f\u200d\U0001f525 1\ufe0f\u20e3"
    " \U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"
    " \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u0915\u094d\u200d\u0937 \u05e9\u200f! \u0e01\u200b\u0e02"
    " \u65e5\u3000\u672c co\u00adoperate 10\u00a0km\u202f"
    " \u182d\u180c\u180e\u1820 \u1000\ufe00 \u1112\u1160 \u115f\u1161 \u845b\U000e0100 \u3000\u3000\u4e2d"
)
# What hides a message where one character would be needed, or none.
SMUGGLED = {
    "fillers of Korean letters": "a\u115f\u1160\u1160\u115fb",
    "forms of a Mongolian letter": "\u1820\u180b\u180c\u180d",
    "direction marks": "\u05d0\u200e\u200f\u200e",
    "variation selectors after Chinese": "\u4e2d\ufe05",
    "variation selectors after Korean": "\uac00\U000e0101",
    "variation selectors after an emoji": "\U0001f600\ufe03",
    "variation selectors after a digit": "1\ufe07",
    "soft hyphens": "a\xad\xadb",
    "soft hyphen at the end": "ab\xad",
    "musical symbol without a head": "a\U0001d159b",
    "joiner after what is hidden": "a\u17b4\u200db",
}
# The name of a file, its text, and what is reported: code, line, column, and a part of the message.
CASES = {
    "merge conflict in YAML": (
        "a.yaml",
        f"{HEAD}<<<<<<< HEAD\nquestion: Why trams?\n=======\nquestion: Why buses?\n>>>>>>> other\n{ANSWER}",
        [("MLC004", 3, 1, "merge conflict")],
    ),
    "merge conflict with the common ancestor": (
        "a.yaml",
        f"{HEAD}<<<<<<< a\nquestion: A?\n||||||| b\nquestion: B?\n=======\nquestion: C?\n>>>>>>> c\n{ANSWER}",
        [("MLC004", 3, 1, "merge conflict")],
    ),
    "two merge conflicts": (
        "a.yaml",
        f"<<<<<<< a\n{HEAD}=======\n{HEAD}>>>>>>> c\nquestion: C?\n<<<<<<< a\n{ANSWER}=======\n{ANSWER}>>>>>>> c\n",
        [("MLC004", 1, 1, "merge conflict"), ("MLC004", 9, 1, "merge conflict")],
    ),
    "merge conflict in the prose of Markdown": (
        "a.md",
        f"---\n{HEAD}question: Why trams?\n---\n\n<<<<<<< HEAD\nQuiet.\n=======\nFast.\n>>>>>>> other\n",
        [("MLC004", 7, 1, "merge conflict")],
    ),
    "merge conflict in JSON with line ends of Windows": (
        "a.json",
        '{\r\n<<<<<<< HEAD\r\n"id": "a",\r\n=======\r\n"id": "b",\r\n>>>>>>> x\r\n"kind": "question"}\r\n',
        [("MLC004", 2, 1, "merge conflict")],
    ),
    "leftover end of a merge conflict": (
        "a.yaml",
        f"{HEAD}question: Why trams?\n>>>>>>> other\n{ANSWER}",
        [("MLC004", 4, 1, "merge conflict")],
    ),
    "code fence around JSON": ("a.json", '```json\n{"kind": "question"}\n```\n', [("MLC004", 1, 1, "code fence")]),
    "text and a code fence around JSON": ("a.json", "Here:\n\n```\n{}\n```\n", [("MLC004", 3, 1, "code fence")]),
    "code fence around YAML": ("a.yaml", f"```yaml\n{HEAD}{ANSWER}```", [("MLC004", 1, 1, "code fence")]),
    "code fence of tildes": ("a.yaml", f"~~~\n{HEAD}{ANSWER}~~~\n", [("MLC004", 1, 1, "code fence")]),
    "code fence around Markdown": (
        "a.md",
        f"```markdown\n---\n{HEAD}---\n\nText.\n```\n",
        [("MLC004", 1, 1, "code fence")],
    ),
    "symbolic link as text, YAML": ("a.yaml", "../shared/trams.yaml", [("MLC004", 1, 1, "only the path")]),
    "symbolic link as text, JSON": ("a.json", "trams.json\n", [("MLC004", 1, 1, "only the path")]),
    "symbolic link as text, Markdown": ("a.md", "../my files/trams.md", [("MLC004", 1, 1, "only the path")]),
    "text and a code fence around YAML": (
        "a.yaml",
        f"Here:\n\n```\n{HEAD}{ANSWER}```\n",
        [("MLC004", 3, 1, "code fence")],
    ),
    "text and a code fence around Markdown": (
        "a.md",
        f"Here:\n\n```\n---\n{HEAD}---\n\nText.\n```\n",
        [("MLC004", 3, 1, "code fence")],
    ),
    "symbolic link as text, to a name without an extension": (
        "a.yaml",
        "../shared/trams\n",
        [("MLC004", 1, 1, "only the path")],
    ),
    "merge conflict in JSON Lines": (
        "a.jsonl",
        '<<<<<<< HEAD\n{"kind": "role", "id": "a"}\n=======\n{"kind": "role"}\n>>>>>>> b\n[]\n',
        [("MLC004", 1, 1, "merge conflict"), ("MLC103", 6, 1, "must be an object")],
    ),
    "code fence around JSON Lines": (
        "a.jsonl",
        "```jsonl\n[]\n```\n",
        [("MLC004", 1, 1, "code fence"), ("MLC103", 2, 1, "must be an object")],
    ),
    "comment in a list in brackets": (
        "a.yaml",
        f"{HEAD}question: Why?\nalt_labels: [Tram, bus # 6, and more]\n{ANSWER}",
        [("MLC004", 4, 24, "# 6, and more]")],
    ),
    "comment in a text of two lines": (
        "a.yaml",
        f"{HEAD}question: Which tram # 4 or\n  6?\n{ANSWER}",
        [("MLC004", 3, 22, "# 4 or")],
    ),
    "comment after a text": (
        "a.yaml",
        f"{HEAD}question: Which tram # 4 or 6?\n{ANSWER}",
        [("MLC316", 3, 22, "# 4 or 6?")],
    ),
    "comment after an item of prose": (
        "a.yaml",
        f"{HEAD}question: Why trams?\n{ANSWER}  - Line # 4.\n",
        [("MLC316", 6, 10, "# 4.")],
    ),
    "comment in front matter": (
        "a.md",
        f"---\n{HEAD}question: Which tram # 4 or 6?\n---\n\nThe # 4.\n",
        [("MLC316", 4, 22, "# 4 or 6?")],
    ),
    "comment in place of a text": ("a.yaml", f"{HEAD}question: # Why\n{ANSWER}", [("MLC103", 3, 10, "not null")]),
    "comment that has the name of a list": (
        "a.yaml",
        f"{HEAD}question: Why trams?\n{ANSWER}# stages:\n  - education\n",
        [("MLC316", 6, 1, '"stages" is in a comment')],
    ),
    "comments with names, and headings": (
        "a.md",
        f"---\n{HEAD}# stages:\n#  - education\n# note:\nquestion: Why?\n---\n\nQuiet.\n",
        [],
    ),
    "comments that cut nothing": (
        "a.yaml",
        f'# Trams\nkind: question # of course\nid: on-trams\n# here\nquestion: "Which # 4?" # quoted\n{ANSWER}',
        [],
    ),
    "turned direction": (
        "a.yaml",
        f"{HEAD}question: Why \u202esmart\u202c?\n{ANSWER}",
        [
            ("MLC315", 3, 15, "U+202E right-to-left override"),
            ("MLC315", 3, 21, "U+202C"),
        ],
    ),
    "run of tag characters": (
        "a.yaml",
        f"{HEAD}question: Why trams?\U000e0049\U000e0050\n{ANSWER}",
        [("MLC315", 3, 21, "2 hidden characters")],
    ),
    "hidden character by an escape": (
        "a.json",
        '{"kind": "question", "id": "on-trams", "question": "Why\\u200b?", "answer": ["Quiet."]}',
        [("MLC315", 1, 52, "U+200B zero width space")],
    ),
    "noncharacter, which is not Arabic and needs no mark of direction": (
        "a.yaml",
        f"{HEAD}question: Why \ufdd0\u200e?\n{ANSWER}",
        [("MLC315", 3, 15, "2 hidden characters, beginning with U+FDD0 unassigned code point")],
    ),
    "characters that scripts and emoji need": ("a.yaml", f"{HEAD}question: {NEEDED}?\n{ANSWER}", []),
    "hidden character in an id": (
        "a.yaml",
        "kind: question\nid: on\u200b-trams\nquestion: Why?\n" + ANSWER,
        [("MLC105", 2, 7, "U+200B")],
    ),
    "space of a width of its own": (
        "a.yaml",
        f"{HEAD}question: Why\u2003trams?\n{ANSWER}",
        [("MLC315", 3, 14, "unusual space: U+2003 em space")],
    ),
    "character references in prose": (
        "a.yaml",
        f"{HEAD}question: Why &#8203;?\nanswer:\n  - a&#8203;b &emsp;c &zwj;&zwj;d\n",
        [
            ("MLC315", 5, 6, "U+200B zero width space"),
            ("MLC315", 5, 15, "unusual space: U+2003 em space"),
            ("MLC315", 5, 23, "2 hidden characters"),
        ],
    ),
    "character references that are needed, or are text": (
        "a.yaml",
        f"{HEAD}question: Why?\nanswer:\n  - R&D &amp; `&#8203;` \\&#8203; co&shy;op &#x1F468;&zwj;&#x1F4BB; &nope;\n",
        [],
    ),
    "hidden characters in a value and the name of an unknown field": (
        "a.json",
        '{"kind": "role", "id": "a-b", "title": "A", "description": ["B."], "tra\u2060ms": "Tra\u2060ms"}',
        [("MLC102", 1, 68, r'unknown field "tra\u2060ms"'), ("MLC315", 1, 82, "U+2060 word joiner")],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_wrong_is_reported_once(tmp_path, case):
    """Every case gives its problems, in their places, and no others."""
    name, text, expected = CASES[case]
    (tmp_path / name).write_bytes(text.encode())

    found = mlc.validate(tmp_path / name).problems

    assert [(one.code, one.line, one.column) for one in found] == [each[:3] for each in expected]
    assert [each[3] for each, one in zip(expected, found, strict=True) if each[3] not in one.message] == []


def test_no_renderer_passes_hidden_text_on():
    """What was built by hand, unchecked, is rendered without characters that nobody sees."""
    hidden = "".join(map(chr, [0x200B, 0x2060, 0x202E, 0xE0041, 0xFEFF, 0x180E, 0x3164]))
    text = f"Tra{hidden}ms \U0001f468\u200d\U0001f4bb\u2003now"
    guide = mlc.load()
    skill = evolve(guide.skills[0], name=text, description=Prose((text,)))
    poisoned = evolve(guide, skills=Collection("skills", (skill, *guide.skills[1:])))

    written = [mlc.render(skill, format) for format in ("html", "markdown", "text", "jsonld")]
    written += [skill.description.text, skill.description.html]
    written += [chunk.text for chunk in poisoned.chunks() if chunk.ref == skill.ref]
    written += [hit.snippet for hit in poisoned.search("trams") if hit.entry is skill]

    assert [one for one in written if "Trams \U0001f468\u200d\U0001f4bb now" not in one] == []
    assert [one for one in written if set(hidden) & set(one)] == []


# What other formats render: its name in the message, and what the suggestion makes of it.
UNRENDERED = {
    "[trams] (skill:python)": ("a link", "[trams](skill:python)"),
    "[late `trams`][skill:python]": ("a link", "[late `trams`](skill:python)"),
    "(trams)[https://example.org/]": ("a link", "[trams](https://example.org/)"),
    "[[skill:python]]": ("a wiki link", "[text](skill:python)"),
    "[[skill:python|snakes]]": ("a wiki link", "[snakes](skill:python)"),
    "[[Trams]]": ("a wiki link", "Trams"),
    "[trams][t]": ("a link by reference", "trams"),
    "[trams][]": ("a link by reference", "trams"),
    "[^1]": ("a footnote", ""),
    "~~trams~~": ("strikethrough", "trams"),
    "==trams==": ("highlighting", "trams"),
    "{{ page.title }}": ("a template tag", "Trams"),
    "{% include a %}": ("a template tag", "Trams"),
    "${title}": ("a template tag", "Trams"),
    ":tram:": ("an emoji code", "\U0001f68a"),
    "[b]": ("a BBCode tag", ""),
    "$$x^2$$": ("a formula", "`x^2`"),
    "$O(n^2)$": ("a formula", "`O(n^2)`"),
    "**trams **": ("bold text", "**trams**"),
    "** trams**": ("bold text", "**trams**"),
    "路面**「電車」**と": ("bold text", "路面「**電車**」と"),
    "`trams": ("code", "`trams`"),
    "trams.\\n\\nBuses": ("an escaped line break", "trams. Buses"),
    ":contentReference[oaicite:0]{index=0}": ("a citation mark", ""),
    "【4:1†source】": ("a citation mark", ""),
    "www.example.org/trams": ("a web address", "[trams](https://www.example.org/trams)"),
    "skill:python": ("the ref of an entry", "[text](skill:python)"),
    "https://example.org/trams": ("a web address", "<https://example.org/trams>"),
}
UNRENDERED_BLOCKS = {
    "- [ ] Trams": ("a task", "- Trams"),
    "| a | b |\n|---|---|\n| 1 | 2 |": ("a table", "- a 1\n- b 2"),
    "a | b\n--- | ---\n1 | 2": ("a table", "- a 1\n- b 2"),
    "-Trams\n-Buses": ("a list", "- Trams\n- Buses"),
    "\u2022 Trams\n\u2022 Buses\n\u2022 Boats": ("a list", "- Trams\n- Buses\n- Boats"),
    "\u2013 Trams\n  \u2013 Buses": ("a list", "- Trams\n  - Buses"),
    "-- Trams\n-- Buses": ("a list", "- Trams\n- Buses"),
    "-\xa0Trams\n-\xa0Buses": ("a list", "- Trams\n- Buses"),
    "1.Trams\n2.Buses": ("a list", "1. Trams\n2. Buses"),
    "+Trams\n+Buses": ("a list", "+ Trams\n+ Buses"),
    "*Trams\n*Buses": ("a list", "* Trams\n* Buses"),
    "1.[trams](skill:python)\n2.**Buses**": ("a list", "1. [trams](skill:python)\n2. **Buses**"),
    "-[trams](skill:python)\n-`buses`": ("a list", "- [trams](skill:python)\n- `buses`"),
    "-[trams](skill:python)": ("a list item", "- [trams](skill:python)"),
    "- Trams\n-**Buses**: `b`": ("a list item", "- Trams\n- **Buses**: `b`"),
    "These:\n-Trams": ("a list item", "- Trams"),
    "#Trams": ("a heading", "Trams"),
    "!!! note": ("an admonition", "Note:"),
    "::: tip": ("an admonition", "Tip:"),
    "::: tip\nTrams\n:::": ("an admonition", "Tip: trams"),
}
RENDERED = [
    "[trams](skill:python)", "[trams](https://example.org/a_(b))", "`[[trams]]`", "``a ` skill:python``",
    "<https://example.org/>", "a|b", "a | b", "x ~ y", "{1, 2}", "skills: many", "2 * 3 * 4", "[sic]", "C#",
    "a == b", "at 12:30:45", "$5 and $6", "[b](skill:python)", "note: this", "[a] [x]",
    "C:\\new and \\*", "**a** b **c**", "**\u201ctrams\u201d** are", "路面**電車**と", "a**2 and b**2", "$A and $B_C",
    "ann@www.example.org", "trams -- not buses",
    "\u2022 trams", "\n-5 or\n-6", "\n3.5 or\n3.10", "\n*trams*\n*buses*", "trams\n\u2013 buses",
    "\n-v trams", "\n\\-trams",
]  # fmt: skip
PLAIN = {
    "**trams**": ("bold text", "trams"),
    "*trams*": ("emphasis", "trams"),
    "_trams_": ("emphasis", "trams"),
    "`trams`": ("code", "trams"),
    "[trams](skill:nope)": ("a link", "trams"),
    "<b>": ("an HTML tag", ""),
    "skill:python": ("the ref of an entry", "Python"),
    "~~trams~~": ("strikethrough", ""),
    "trams.\\nBuses": ("an escaped line break", "trams, buses"),
}
STILL_PLAIN = [
    "2 * 3 * 4", "C* and D*", "snake_case and __init__", "a < b and c > d", "[trams]", "List<int>", "C++", "#1"
]  # fmt: skip


def _problems(field, text):
    document = {"kind": "question", "id": "on-trams", "question": "Why?", "answer": ["Quiet."]}
    return mlc.validate({**document, field: text}).problems


def _seen(table, field, written):
    """The rows of a table, as they are reported: the code, the name, and what is reported about the replacement."""
    return {
        text: [(one.code, one.values["name"]) for one in _problems(field, written(text))]
        + [one.code for one in _problems(field, written(replacement))]
        for text, (_, replacement) in table.items()
    }


def test_markup_that_is_not_rendered():
    """Markup of other formats is reported once in prose, and not after its suggestion was followed."""
    inline, blocks = (
        _seen(table, "answer", written)
        for table, written in (
            (UNRENDERED, lambda text: [f"Of {text} today."]),
            (UNRENDERED_BLOCKS, lambda text: [text]),
        )
    )

    assert inline == {text: [("MLC317", name)] for text, (name, _) in UNRENDERED.items()}
    assert blocks == {text: [("MLC317", name)] for text, (name, _) in UNRENDERED_BLOCKS.items()}
    assert [text for text in RENDERED if _problems("answer", [f"Of {text} today."])] == []


def test_the_suggestion_for_a_link_is_the_link():
    """A suggestion has the text and the target that were written."""
    suggestions = [_problems("answer", [f"Of {text}."])[0].suggestion for text in list(UNRENDERED)[:5]]

    assert suggestions == [f"write {link}" for _, link in list(UNRENDERED.values())[:5]]


@pytest.mark.parametrize(
    ("link", "suggestion"),
    [
        ("[[python]]", "write [python](skill:python)"),
        ("[[ Python ]]", "write [Python](skill:python)"),
        ("[[python|snakes]]", "write [snakes](skill:python)"),
        ("[[java]]", "write [java](kind:id) or [java](https://…)"),
        ("[[java|Java]]", "write [Java](kind:id) or [Java](https://…)"),
        ("[Java][j]", "write [Java](kind:id) or [Java](https://…)"),
    ],
)
def test_the_suggestion_for_a_wiki_link_has_its_text(link, suggestion):
    """A link to what a field of the entry names has its target too; another has no example in place of it."""
    skill = {"kind": "skill", "id": "trams", "name": "Trams", "category": "practice", "builds_on": ["python"]}
    (found,) = mlc.validate({**skill, "description": [f"Of {link}."]}).problems

    assert suggestion == str(found.suggestion)


@pytest.mark.parametrize("item", ["[trams](skill:python), and `more`", "Trams", "**Trams** are late"])
def test_the_suggestion_for_an_item_of_a_list_is_the_item(item):
    """Its dash stands before a space, and the rest is as it was written."""
    (found,) = _problems("answer", [f"-{item}", "- Buses"])

    assert f'write "- {item}"' == str(found.suggestion)
    (found,) = _problems("answer", [f"-{item}{' very' * 20}"])
    assert 'write "- " in place of "-"' == str(found.suggestion)


@pytest.mark.parametrize(
    ("blocks", "suggestion"),
    [
        (
            ["Of [trams][t] and [buses][ T ], or [T][].", '[t]: https://example.org/ "Trams"'],
            "write [trams](https://example.org/) in place of [trams][t], and remove this line",
        ),
        (
            ["Of [Python][] today.\n[python]: skill:python"],
            "write [Python](skill:python) in place of [Python][], and remove this line",
        ),
        (["Of trams.", "[t]: <skill:python>"], "write [text](skill:python), and remove this line"),
        (["Of [trams][t].", "[t]: trams.html"], "write the link inline: [text](target)"),
        (
            ["Of trams[^1].", "[^1]: See https://example.org/ for more."],
            "put the note into the text, or its source into the field for sources",
        ),
    ],
)
def test_a_reference_definition_and_its_links_are_one_problem(blocks, suggestion):
    """The links are not reported again; the suggestion has the first of them, with its target."""
    (found,) = mlc.validate({"kind": "question", "id": "on-trams", "question": "Why?", "answer": blocks}).problems

    assert ("MLC303", suggestion) == (found.code, str(found.suggestion))


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Of [trams](skill:python and `x`.", "skill:python"),
        ("Of [trams](skill:python.", "skill:python"),
        ("Of [trams](skill:python", "skill:python"),
        ("Of [trams](skill:python, [x](skill:python) and `x`.", "skill:python"),
        ("Of [trams](skill:python (the language) and `x`.", "skill:python"),
        ("Of `x` and [trams](https://example.org/a, and more.", "https://example.org/a"),
    ],
)
def test_a_link_without_its_closing_parenthesis_is_one_problem(text, target):
    """The target is not reported again as an address outside a link; the suggestion says where the link ends."""
    (found,) = _problems("answer", [text])

    assert ("MLC313", f'add ")" after "{target}"') == (found.code, str(found.suggestion))
    assert _problems("answer", [text.replace(f"({target}", f"({target})", 1)]) == ()


def test_markup_in_plain_text():
    """Markup in a field of plain text is a warning; a star or an underscore alone is not markup."""
    seen = _seen(PLAIN, "question", lambda text: f"Why {text} today?")

    assert seen == {text: [("MLC318", name)] for text, (name, _) in PLAIN.items()}
    assert [text for text in STILL_PLAIN if _problems("question", f"Why {text}?")] == []


@pytest.mark.parametrize("text", SMUGGLED.values(), ids=SMUGGLED)
def test_no_message_is_hidden_where_a_character_may_be_needed(text):
    """Hidden characters beyond those that are needed are reported, and removing them leaves none."""
    skill = Skill(id="a", name=text, category=FIELD, description=Prose(("Text.",)))
    shown = mlc.render(skill, "text").partition("\n")[0]

    assert [one.code for one in _problems("question", text)] == ["MLC315"]
    assert _problems("question", shown) == ()
