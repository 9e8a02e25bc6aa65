"""Rendering: Markdown that two parsers read back as the same headings, text and links."""

import re
import time
from datetime import date
from urllib.parse import unquote

import attrs
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it.tree import SyntaxTreeNode

import mlcareer_content as mlc
from mlcareer_content import _commonmark
from mlcareer_content._text_safety import printable, visible
from mlcareer_content.model import COLLECTION_CLASSES, Article, Prose, Question, Source, Stage, Transition

from . import bells, markdown_readers
from .strategies import objects
from .tables import each_row

GUIDE = mlc.load()
READERS = [markdown_readers.by_markdown_it, markdown_readers.by_commonmark]
ROPE = attrs.evolve(
    bells.ROPE,
    name="Handling a *rope*",
    alt_labels=("Ropes", "snake_case_names"),
    sources=(
        Source(title="The [imprint]", publisher="A press", years="1999", authority="primary"),
        Source(title="A page", url="https://example.org/a_(b)"),
    ),
)
OLD = attrs.evolve(bells.OLD, name="# Old", issuer=None, fields_of_study=(), replaced_by=())
LATER = Stage(id="later", title="Later", place=2, summary=Prose(("You go on.",)))
STAGE = attrs.evolve(
    bells.STAGE,
    responsibilities=("Pull", "- and let go"),
    essential_skills=(ROPE,),
    credentials=(),
    leads_to=(Transition(stage=LATER, requirements=Prose(("A year.",))),),
)
OWN = attrs.evolve(
    bells.OWN,
    stages=mlc.Collection("stages", (STAGE, LATER)),
    skills=mlc.Collection("skills", (ROPE,)),
    credentials=mlc.Collection("credentials", ()),
)


def _name(item):
    return getattr(item, "ref", None) or getattr(item, "kind", None) or item.id


def _markdown(*blocks, link=None):
    """Some blocks, as they stand below the heading of a question."""
    question = Question(id="a", question="A", answer=Prose(blocks))
    return mlc.render(question, "markdown", link=link).removeprefix("## A\n").removeprefix("\n")


def _headings(blocks):
    return [(block[1], "".join(span[0] for span in block[2])) for block in blocks if block[0] == "heading"]


def _text(blocks):
    """All that a reader sees, without its space."""
    parts = []
    for block in blocks:
        match block:
            case ["list", _, _, items]:
                parts += map(_text, items)
            case [*_, spans]:
                parts += (span[0] for span in spans)
    return "".join("".join(parts).split())


# What is written


def test_markdown_of_a_skill():
    """An entry is its heading, its prose, its facts as a list, and its sources; plain fields are escaped."""
    markdown = r"""## Handling a \*rope\*

Pull the *rope*, as ringers do.

- gently
- often
    1. here

+ **Also listed as:** Ropes, snake_case_names
+ **Category:** Practice
+ **Page:** <https://example.org/rope>

Checked on 2026-11-22. Sources: The \[imprint\], A press, 1999 (primary); [A page](<https://example.org/a\_(b)>).
"""

    assert markdown == mlc.render(ROPE, "markdown")


def test_markdown_of_a_stage():
    """A stage has its place, its facts, and a heading for each stage that it leads to."""
    markdown = r"""# Novice

Stage 1

You begin.

- **Responsibilities:**
    - Pull
    - \- and let go
- **Essential skills:** [Handling a \*rope\*](/skill/rope)

## Leads to [Later](/stage/later)

A year.
"""

    assert markdown == mlc.render(STAGE, "markdown", heading_level=1, link=lambda entry: f"/{entry.kind}/{entry.id}")


def test_markdown_of_a_guide():
    """A guide has all that it has as HTML, in the same order, and its licence is a link."""
    markdown = r"""Bell ringer

## Bells

### The way up

How to begin.

#### The start

Begin.

### Stages

#### Novice

Stage 1

You begin.

- **Responsibilities:**
    - Pull
    - \- and let go
- **Essential skills:** Handling a \*rope\*

##### Leads to Later

A year.

#### Later

Stage 2

You go on.

### What people ask

#### Is it loud?

Yes.

Very.

### Skills

#### Handling a \*rope\*
"""
    end = (
        "Pass it on.\n\nFacts from “The way up”, A press, 2023-24, and from the sources named with each entry. "
        "Text under the licence [CC-BY-4.0](https://creativecommons.org/licenses/by/4.0/).\n"
    )
    rendered = mlc.render(OWN, "markdown")

    assert (markdown, end) == (rendered[: len(markdown)], rendered[-len(end) :])


def test_markdown_of_a_bare_guide():
    """What a guide does not have leaves no trace; a licence that is not known is plain text."""
    bare = attrs.evolve(OWN, source=None, back_link=None, share_prompt=None, license="LicenseRef-a*b")
    markdown = mlc.render(bare, "markdown")

    assert (True, True) == (
        markdown.startswith("## Bells\n"),
        markdown.endswith(
            "\n\nFacts from the sources named with each entry. Text under the licence LicenseRef-a\\*b.\n"
        ),
    )


@pytest.mark.parametrize(
    ("day", "status"), [(None, []), (date(2020, 2, 28), ["upcoming"]), (date(2024, 3, 1), ["retired"])]
)
def test_markdown_of_a_credential(day, status):
    """With a day a credential shows its status on that day, without one its dates only."""
    lines = mlc.render(OLD, "markdown", as_of=day).splitlines()

    assert [f"- **Status on {day}:** {word}" for word in status] == [line for line in lines if "Status" in line]
    assert lines[0] == "## # Old"
    assert "- **Last available on:** 2024-02-29" in lines


def test_markdown_of_an_empty_collection():
    """Nothing is a document of nothing."""
    assert mlc.render(mlc.Collection("faq", ()), "markdown") == "\n"


@pytest.mark.parametrize(
    ("level", "line"), [(1, "# C\\#"), (6, "###### C\\#")], ids=["the highest heading", "the lowest heading"]
)
def test_a_heading_ends_in_a_hash(level, line):
    """A hash at the end of a heading would be taken for its frame."""
    assert mlc.render(attrs.evolve(OLD, name="C#"), "markdown", heading_level=level).startswith(f"{line}\n")


def test_below_the_sixth_level_a_heading_is_strong():
    """CommonMark has six levels; below them stands a strong paragraph."""
    lines = mlc.render(OWN, "markdown", heading_level=6).splitlines()

    assert ["###### Bells"] == [line for line in lines if line.startswith("#")]
    assert {"**The way up**", "**Novice**", "**Leads to Later**"} <= {*lines}


def test_a_link_without_an_address_is_its_label():
    """Markdown has no anchors: without an address of the application a mention is plain text, in a guide too."""
    assert re.findall(r"\]\((?!https?:)", mlc.render(GUIDE, "markdown")) == []


def test_an_autolink_in_a_link_to_an_entry():
    """A link that stands in another is its label, whichever of the two has an address."""
    block = "a [b <http://c.example> d](skill:x) e"

    assert _markdown(block) == "a b [http://c.example](http://c.example) d e\n"
    assert _markdown(block, link=lambda _: "/x") == "a [b http://c.example d](/x) e\n"


@pytest.mark.parametrize(
    ("block", "markdown"),
    [
        ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
        ("# A heading", "\\# A heading"),
        ("A heading\n===", "A heading\n\\==="),
        ("A heading\n---", "A heading\n\\---"),
        ("> a quotation", "\\> a quotation"),
        ("```\ncode\n```", "`code`"),
        ("```\ncode", "\\`\\`\\`\ncode"),
        ("~~~\ncode", "\\~\\~\\~\ncode"),
        ("***", "\\*\\*\\*"),
        ("[a]: skill:a", "\\[a\\]: skill:a"),
        ("    code", "code"),
        ("![a](http://b.example)", "\\![a](http://b.example)"),
        ("AT&amp;T &copy; &lt;", "AT\\&T © \\<"),
        ("1986\\. A year", "1986\\. A year"),
        ("a | b\n--|--", "a \\| b\n\\--\\|--"),
        ("a  \nb\\\nc", "a\\\nb\\\nc"),
        ("`` a`b `` ` c `", "``a`b`` `c`"),
        ("a_b_c snake_case", "a\\_b\\_c snake_case"),
        ("- a\n\n  b\n- c", "- a\n\n    b\n\n- c"),
        ("7) a\n8) b", "7) a\n8) b"),
        ("- - -", "- + -"),
        ("- a\n+ b", "- a\n\n+ b"),
        ("999999999. a\n1. b", "999999999. a\n999999999. b"),
        ('[a](http://b.example "c\\"d")', '[a](http://b.example "c\\"d")'),
        ("&#32;a&#32;", "&#32;a&#32;"),
        ("[](skill:x)", "&#32;"),
        ("*[*a*](skill:x)*", "*a*"),
        ("*a*[*b*](skill:x)", "*ab*"),
        ("`a`[`b`](skill:x)", "`ab`"),
        ("&eacute;*.a*", "&#233;*.a*"),
    ],
)
def test_a_block_is_written_again(block, markdown):
    """Only paragraphs, lists, emphasis, code spans and links are markup; anything else is escaped."""
    assert f"{markdown}\n" == _markdown(block)


def test_lists_that_follow_one_another_stay_apart():
    """Two blocks that are lists are two lists."""
    assert _markdown("- a", "- b", "- c", "1. d", "1. e") == "- a\n\n+ b\n\n- c\n\n1. d\n\n1) e\n"


# What is read back


def _expected(blocks):
    """What the parser of the package reads in some blocks, without links to entries."""
    found = []
    for block in blocks:
        tokens = _commonmark.tokens(printable(block))
        for token in [child for parent in tokens for child in parent.children or ()]:
            token.content = visible(token.content)
            token.attrs |= {"title": visible(token.attrs["title"])} if "title" in token.attrs else {}
        found += markdown_readers.blocks_of(
            SyntaxTreeNode(tokens), lambda target: unquote(target) if _commonmark.is_web_address(target) else None
        )
    return found


_MARKS = [
    *"*_`ab.() \n[]!<>#|=é😀€\u00a0\u202e\x07",
    "**",
    "__",
    "***",
    "``",
    "~~~",
    "```",
    "\\",
    "\\\n",
    "  \n",
    "x_y",
]
_LINKS = ["](x:y)", "](http://e.x/a_b)", "](http://e.x 'T \"q\"')", "<http://a.b>", "<a@b.c>", "[a]: ", "<b>", "<!--"]
_REFERENCES = ["&amp;", "&#32;", "&nbsp;", "&#10;", "&#x202e;", "&eacute;", "&lt"]
_STARTS = ["- ", "+ ", "* ", "1. ", "2) ", "999999999. ", "\n- ", "\n  - ", "\n   ", "\n\n", "---", "\n===\n"]
_PIECES = st.sampled_from([*_MARKS, *_LINKS, *_REFERENCES, *_STARTS])
_BLOCKS = st.lists(_PIECES, min_size=1, max_size=25).map("".join) | st.text(max_size=40)


@given(st.lists(_BLOCKS, min_size=1, max_size=2))
@example(["*-*0(***"])
@example(["*a*[_b_](x:y)[*c*](x:y)"])
@example(["- a\n\n[a](x:y)\n\n- b"])
@settings(max_examples=500, deadline=None)
def test_any_prose_is_read_back(blocks):
    """Whatever stands in a block, both parsers read the same paragraphs, lists, emphasis, code and links."""
    assume(not any("[](" in block for block in blocks))  # of which a line break may be all that is left
    markdown = _markdown(*blocks)

    assert [_expected(blocks)] * 2 == [read(markdown) for read in READERS]


@given(st.text() | _BLOCKS, st.integers(1, 6))
@settings(max_examples=300, deadline=None)
def test_any_plain_text_is_read_back(text, level):
    """Whatever a label and a fact hold, there is one heading and one item for each fact, and they say it."""
    credential = attrs.evolve(OLD, name=text, available_from=None, last_available_on=None, issuer=f"({text})")
    markdown = mlc.render(credential, "markdown", heading_level=level)
    words = re.sub("[ \n]+", " ", printable(text)).strip(" ")

    for read in READERS:
        heading, proof, listing = read(markdown)
        assert ("heading", level) == (heading[0], heading[1])
        assert words == "".join(span[0] for span in heading[2])
        assert {("", None, "")} >= {tuple(span[1:]) for span in heading[2]}
        assert ["paragraph", [("Proof.", "", None, "")]] == proof
        assert ["list", None, True, 2] == [*listing[:3], len(listing[3])]
        assert f"Issuer:{printable(f'({text})')}".replace(" ", "").replace("\n", "") == "".join(
            span[0].replace(" ", "") for span in listing[3][1][0][1]
        )


def _count(item):
    """How many headings an item has."""
    match item:
        case mlc.Guide():
            return 1 + _count(item.article) + sum(1 + _count(part) for part in item.collections if part)
        case mlc.Collection():
            groups = {question.group for question in item if isinstance(question, Question)} - {None}
            return len(groups) + sum(map(_count, item))
        case Article():
            return 1 + len(item.sections)
        case Stage():
            return 1 + len(item.leads_to)
    return 1


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("class_", [*COLLECTION_CLASSES.values(), Article])
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_any_entry_has_its_headings_and_no_others(read, class_, data):
    """No field of an entry makes a heading, a quotation, code or raw HTML."""
    entry = data.draw(objects(class_))
    blocks = read(mlc.render(entry, "markdown", heading_level=1))

    assert _count(entry) == len(_headings(blocks))
    assert {block[0] for block in blocks} <= {"heading", "paragraph", "list"}


@each_row("read", READERS)
@each_row("item", [GUIDE, *GUIDE.collections, *GUIDE])
def test_the_packaged_guide_is_read_back(read, item):
    """Both parsers read every heading and every word."""
    blocks = read(mlc.render(item, "markdown", heading_level=1))
    expected = [item] if not isinstance(item, mlc.Guide | mlc.Collection) else item

    assert _count(item) == len(_headings(blocks))
    assert [entry.ref for entry in expected if "".join(entry.label.split()) not in _text(blocks)] == []


def test_links_are_read_back():
    """With addresses of an application, the links of the Markdown are those of the HTML."""

    def link(entry):
        return f"/{entry.kind}/{entry.id}"

    def targets(blocks):
        for block in blocks:
            if block[0] == "list":
                yield from (target for item in block[3] for target in targets(item))
            else:
                yield from (span[2] for span in block[-1] if span[2])

    html = set(re.findall('href="([^"]+)"', mlc.render(GUIDE, "html", link=link)))
    markdown = mlc.render(GUIDE, "markdown", link=link)

    assert [html] * 2 == [set(targets(read(markdown))) for read in READERS]


@pytest.mark.parametrize(
    "unit", ["*a", "[", "![", "[a](x:y)", "`a``", "- ", "  - a\n", "1. a\n", "&amp;", "_", "\\\n", "*a*[*b*](x:y)"]
)
def test_time_grows_with_length(unit):
    """Prose of any shape takes a time that grows no faster than its length."""

    def took(count):
        start = time.process_time()
        _markdown(unit * count)
        return time.process_time() - start

    took(10)  # which imports what is needed
    few, many = took(200), took(3_200)

    assert many < max(few, 0.002) * 16 * 6
