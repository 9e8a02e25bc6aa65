"""Prose read as CommonMark."""

from itertools import pairwise
from unittest.mock import patch

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mlcareer_content import _commonmark
from mlcareer_content._commonmark import (
    Block,
    BlockContents,
    blocks,
    contents,
    is_plain,
    is_ref,
    is_web_address,
    links,
    plain_text,
)

from .pages import canonical, parsed
from .tables import each_row


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        (["One *two* **three** `four`."], "One two three four."),
        (["[PyTorch](skill:pytorch) is free."], "PyTorch is free."),
        (["One.", "Two."], "One.\n\nTwo."),
        (["One\ntwo  \nthree\\\nfour"], "One two three four"),
        (["- one\n- two"], "- one\n- two"),
        (["1. one\n2. two"], "1. one\n2. two"),
        (["3) three\n4) four"], "3) three\n4) four"),
        (["- one\n  - inner\n- two"], "- one\n  - inner\n- two"),
        (["- one\n\n  more of it\n- two"], "- one\n  more of it\n- two"),
        (["AT&amp;T \\*not emphasised\\*"], "AT&T *not emphasised*"),
        (["C# and C++"], "C# and C++"),
        (["<https://example.org/>"], "https://example.org/"),
        ([], ""),
    ],
)
def test_plain_text_has_no_markup(blocks, text):
    """Markup goes, words stay; blocks are parted by an empty line, items by a line break."""
    assert text == plain_text(blocks)


@pytest.mark.parametrize(
    ("block", "text"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("# not a heading", "# not a heading"),
        ("Not a heading\n===", "Not a heading ==="),
        ("> not a quotation", "> not a quotation"),
        ("![not an image](https://example.org/a.png)", "!not an image"),
        ("---", "---"),
        ("[a]: skill:a", "[a]: skill:a"),
        ("    not code", "not code"),
    ],
)
def test_what_prose_may_not_hold_is_plain_text(block, text):
    """HTML, headings, images, quotations, rules, definitions and code blocks are only characters here."""
    assert text == plain_text([block])


def test_html_stays_as_it_was_written():
    """A tag is shown, not obeyed and not swallowed."""
    assert plain_text(["Use <b> for bold."]) == "Use <b> for bold."


# Links


@pytest.mark.parametrize(
    ("block", "targets"),
    [
        ("[a](skill:a), [b](https://example.org/?q=1)", ["skill:a", "https://example.org/?q=1"]),
        ("None.", []),
        ("- [c](role:c)\n- *[d](skill:a)*\n- e", ["role:c", "skill:a"]),
        ("1. [a](skill:a)\n\n   [b](skill:b)\n2. - [c](skill:c)", ["skill:a", "skill:b", "skill:c"]),
        ("[a](skill:a) [a](skill:a)", ["skill:a", "skill:a"]),
        ("[*a* `b` &amp; \\]](skill:a)", ["skill:a"]),
        ("[a](<skill:a>) [b](skill:b 'title') [c]( skill:c )", ["skill:a", "skill:b", "skill:c"]),
        ("[](skill:a) [b]()", ["skill:a", ""]),
        ("<https://example.org/> <mail@example.org>", ["https://example.org/", "mailto:mail@example.org"]),
        ("([a](skill:a))", ["skill:a"]),
        ("[a](skill:a)(skill:b)", ["skill:a"]),
        ("[[a](skill:a)](skill:b)", ["skill:a"]),
        ("[a](&#115;kill:a) [b](skill:b\\_c)", ["skill:a", "skill:b_c"]),
        ("“[a](skill:a)”\n\u2018[b](skill:b)\u2019", ["skill:a", "skill:b"]),
    ],
)
def test_links_are_found(block, targets):
    """Every link is found, in order, as often as it is written, whichever way that is."""
    assert [targets, targets] == [links(block), contents(block).links]


@pytest.mark.parametrize(
    "block", ["`[a](skill:a)`", "\\[a](skill:a)", "[a] (skill:a)", "[a]: skill:a", "[a]", "a](skill:a)"]
)
def test_what_only_looks_like_a_link_is_none(block):
    """Code, escapes and definitions hold no links."""
    assert [] == links(block)


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "vbscript:x", "data:text/html,x", "javascript:a-b"]
)
def test_dangerous_schemes_are_seen_and_are_no_web_address(target):
    """A scheme that could run something is reported as the link it is, so that the checks refuse it."""
    assert [[target], [target]] == [links(f"[a]({target})"), contents(f"[a]({target})").links]
    assert not is_web_address(target)


@pytest.mark.parametrize("target", ["https://example.org", "HTTP://example.org", "mailto:mail@example.org"])
def test_addresses_of_the_web_are_told_apart(target):
    """What may stand in prose is http, https and mailto, in capitals or not."""
    assert is_web_address(target)


@pytest.mark.parametrize(
    "target", ["https://", "http:", "mailto:", "ftp://example.org", "skill:a", "//example.org", "", "x"]
)
def test_what_is_no_address_of_the_web_is_none(target):
    """A scheme alone is no address."""
    assert not is_web_address(target)


# Blocks


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (" \n\t\r\n\n", []),
        ("one", [("one", 0, 3)]),
        ("\n\n one \n\n\ntwo\nthree\n", [("one", 3, 6), ("two\nthree", 10, 19)]),
        ("- one\n- two\n\n- three\n\nfour", [("- one\n- two\n\n- three", 0, 20), ("four", 22, 26)]),
        ("one\n- two\n", [("one", 0, 3), ("- two", 4, 9)]),
        (
            "# one\ntwo\n===\n---\n> three\n",
            [("# one", 0, 5), ("two\n===", 6, 13), ("---", 14, 17), ("> three", 18, 25)],
        ),
        ("```\none\n\n```\n\n    two\n", [("```\none\n\n```", 0, 12), ("    two", 18, 21)]),
        ("[a]: skill:a\n\n[b]: skill:b", [("[a]: skill:a", 0, 12), ("[b]: skill:b", 14, 26)]),
        ("<div>\n\n*one*\n", [("<div>", 0, 5), ("*one*", 7, 12)]),
        ("é😀\n\n😀", [("é😀", 0, 2), ("😀", 4, 5)]),
        ("one\r\ntwo\r\n\r\nthree\r\n", [("one\ntwo", 0, 8), ("three", 12, 17)]),
        ("one\rtwo\r\rthree\r", [("one\ntwo", 0, 7), ("three", 9, 14)]),
        ("one\x0b\x0ctwo\u2028three", [("one\x0b\x0ctwo\u2028three", 0, 14)]),
        ("1) one\n\n   two\n2) three", [("1) one\n\n   two\n2) three", 0, 23)]),
    ],
)
def test_a_text_has_blocks(text, found):
    """Each block at the top is found with its source and its place; line breaks in it are line feeds."""
    assert [Block(*block) for block in found] == list(blocks(text))


# Pieces of text that mean something in Markdown, and some that only seem to.
_PIECES = [
    *("a", "B c", "é", "😀", "1", "²", " ", "  ", "    ", "\t", "\n", "\n\n", "\n- ", "\n* ", "\n1. ", "\r", "\r\n"),
    *("- ", "* ", "+ ", "1. ", "1) ", "#", "# ", "=", "===", "-", "---", "***", "*", "**", "_", "__", "~", "`", "```"),
    *(
        "<b>",
        "<!--",
        "<",
        ">",
        "> ",
        "&",
        "&amp;",
        "&#91;",
        "&#10;",
        "!",
        "[",
        "]",
        "(",
        ")",
        "](",
        ":",
        "|",
        "\\",
        "\0",
    ),
    *("[a](skill:b)", "[](skill:b)", "[*a](role:b-c)", "[a](http:b)", "[a](mailto:b)", "[a](javascript:b)", "[a]: b"),
    *(
        "[a](x:B)",
        "[a b](x:1)",
        "](skill:b)",
        "<http://a.b>",
        "“",
        "\u2018",
        "\xa0",
        "\u2028",
        "\x0b",
        "\x0c",
        "\u200b",
    ),
]
_TEXTS = st.lists(st.one_of(st.sampled_from(_PIECES), st.characters(exclude_categories=["Cs"])), max_size=12).map(
    "".join
)
# Nearly all of these are plain: lines that begin with letters, as a paragraph or as a list.
_LINES = st.tuples(
    st.sampled_from(["a", "é", "(", "“", "[a](skill:b)"]), st.lists(st.sampled_from(_PIECES), max_size=5).map("".join)
).map("".join)
_PLAIN = st.tuples(st.sampled_from(["", "- "]), st.lists(_LINES, min_size=1, max_size=3)).map(
    lambda found: found[0] + f"\n{found[0]}".join(found[1])
)


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_blocks_hold_all_of_a_text(text):
    """Nothing but white space stands between the blocks, and each is the source at its place."""
    found = list(blocks(text))
    places = [(0, 0), *((block.start, block.end) for block in found), (len(text), len(text))]
    between = [text[end:start] for (_, end), (start, _) in pairwise(places)]

    assert [] == [part for part in between if part.strip()]
    assert [block.text.strip() for block in found] == [
        text[block.start : block.end].replace("\r\n", "\n").replace("\r", "\n") for block in found
    ]


# Plain blocks


@pytest.mark.parametrize(
    "block",
    [
        "One.",
        "One, *two* and **three**_four_.",
        "one\ntwo\nthree",
        "- one\n- two",
        "- one",
        "[One](skill:one) and [two](role:two-three), too.",
        "[One](skill:one)\n[two](skill:two)",
        "(One.)",
        "“One”, \u2018two\u2019",
        "É; C#, C++ & AT&amp;T: a | b ~ c = d > e",
        "Is it 5 > 4? Yes.",
        "a  \nb",
    ],
)
def test_most_blocks_are_plain(block):
    """A paragraph, or a list of paragraphs, with emphasis and links to entries is seen without a parser."""
    assert is_plain(block)


@each_row(
    "block",
    [
        *("", " one", "    one", "\tone", "# one", "> one", "---", "1. one", "2 and 3", "* one", "+ one", "-one", "- "),
        *("one\n\ntwo", "one\n# two", "one\n> two", "one\n===", "one\n---", "one\n- two", "one\n two", "one\n1. two"),
        *("- one\ntwo", "- one\n  two", "- one\n\n- two", "- one\n- # two", "- one\n- - two", "- one\n-", "-  one"),
        *(
            "a `b`",
            "a <b>",
            "a \\* b",
            "a!",
            "![a](skill:b)",
            "a [b]",
            "[a]: b",
            "a [b](skill:c",
            "a ]",
            "[a]\n(skill:b)",
        ),
        *("[a](https://example.org)", "[a](Skill:b)", "[a](skill:B)", "[a](skill:b 'c')", "[a](<skill:b>)", "[a](#b)"),
        *("[a [b](skill:c)](skill:d)", "[a `b`](skill:c)", "[a\nb](skill:c)", "[a]( skill:b)", "[a](skill:)", "[a]()"),
        *("one\r# two", "one\r\rtwo", "one\r> two", "- one\r# two", "one\r\n\rtwo"),
    ],
)
def test_what_may_be_anything_else_is_left_to_the_parser(block):
    """A block of which it is not clear at a glance that it is plain is not taken for plain."""
    assert not is_plain(block)


def _complete(block):
    """What a parser of all of CommonMark finds in a block: its tokens, and those within lines."""
    parser = MarkdownIt("commonmark")
    parser.validateLink = lambda _: True
    tokens = parser.parse(block)
    return tokens, [child for token in tokens for child in token.children or ()]


_PARAGRAPH = ["paragraph_open", "inline", "paragraph_close"]
_WITHIN = {
    "text",
    "softbreak",
    "hardbreak",
    "em_open",
    "em_close",
    "strong_open",
    "strong_close",
    "link_open",
    "link_close",
}


@settings(max_examples=600, deadline=None)
@given(st.one_of(_PLAIN, _TEXTS))
@example("a\r\ra")
@example("a\r- b")
def test_a_plain_block_is_what_the_parser_finds(block):
    """In a plain block, all of CommonMark is one paragraph or one list of paragraphs, with the same links."""
    assume(is_plain(block))
    tokens, within = _complete(block)
    types = [token.type for token in tokens]
    targets = [child.attrs["href"] for child in within if child.type == "link_open"]
    items = types.count("list_item_open")
    in_list = ["bullet_list_open", *["list_item_open", *_PARAGRAPH, "list_item_close"] * items, "bullet_list_close"]

    assert types in (_PARAGRAPH, in_list)
    assert {child.type for child in within} <= _WITHIN
    assert (targets, BlockContents(targets, [])) == (links(block), contents(block))


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
@example("- [a]: b[a](skill:b)")
@example("1. - [a]: b[a](skill:b)")
@example("\r[a]: b[a](skill:b)")
def test_no_link_and_no_markup_is_missed(block):
    """What a parser of all of CommonMark makes a link is one here, and what it makes HTML or an image is told."""
    tokens, within = _complete(block)
    found = contents(block)
    types = [*(token.type for token in tokens), *(child.type for child in within)]
    refused = {"html_block", "html_inline", "image", "heading_open", "fence", "code_block", "blockquote_open", "hr"}
    targets = [child.attrs["href"] for child in within if child.type == "link_open"]

    assert bool(found.constructs) >= bool(refused & set(types))
    assert targets == found.links or any(name == "reference definition" for name, _ in found.constructs)


# What prose does not have


@pytest.mark.parametrize(
    ("block", "constructs"),
    [
        ("One *two* `three` [four](skill:four).\nFive", []),
        ("- one\n\n  two\n- 1. three\n     - four", []),
        ("`<b>` \\<b> &lt;b> 1 < 2", []),
        ("`![a](b)` `[a](b c)`", []),
        ("Use <b> and </b>.", [("raw HTML", "<b>"), ("raw HTML", "</b>")]),
        ("<div>\none\n</div>", [("raw HTML", "<div>")]),
        ("<!-- one -->", [("raw HTML", "<!-- one -->")]),
        ("- <script>one</script>", [("raw HTML", "- <script>one</script>")]),
        ("# one", [("heading", "# one")]),
        ("one\n===", [("heading", "one")]),
        ("- # one", [("heading", "- # one")]),
        ("> one", [("block quote", "> one")]),
        ("- > one", [("block quote", "- > one")]),
        ("    one", [("code block", "one")]),
        ("```\none\n```", [("code block", "```")]),
        ("---", [("thematic break", "---")]),
        ("![a](https://example.org/a.png)", [("image", "![")]),
        ("[![a](b)](skill:c)", [("image", "![")]),
        ("[a]: skill:b", [("reference definition", "[a]: skill:b")]),
        ("one\n\ntwo", [("second block", "")]),
        ("one\n- two", [("second block", "")]),
        ("- one\n\n1. two", [("second block", "")]),
        ("[a](skill: b)", [("broken link", "](skill: b)")]),
        ("[a](skill:b and [c](skill:c d)", [("broken link", "](skill:b and "), ("broken link", "](skill:c d)")]),
        ("\\[a](skill:b)", [("broken link", "](skill:b)")]),
    ],
)
def test_what_prose_does_not_have_is_told(block, constructs):
    """Everything but paragraphs, lists, emphasis, code spans and links is named, as it is written."""
    assert constructs == [tuple(construct) for construct in contents(block).constructs]


@pytest.mark.parametrize("depth", [1, 9, 10, 40, 1_000])
@pytest.mark.parametrize("marker", ["- ", "1. "])
@pytest.mark.parametrize("hidden", ["<script>alert(1)</script>", "![a](b)", "# a"])
def test_nothing_hides_in_lists_within_lists(marker, depth, hidden):
    """However deep it stands, what prose does not have is told."""
    assert contents(marker * depth + hidden).constructs != []


@pytest.mark.parametrize("depth", [1, 9, 10, 40, 1_000])
def test_no_link_hides_in_lists_within_lists(depth):
    """However deep it stands, a link is found, or the nesting is told."""
    found = contents("- " * depth + "[a](javascript:alert(1))")

    assert found.links == ["javascript:alert(1)"] or found.constructs


# HTML


def _by_the_parser(block, address):
    """The HTML of a block, which is not looked at before whether it needs the parser."""
    with patch.object(_commonmark._html_and_text, "_is_one_plain_paragraph", return_value=False):  # noqa: SLF001 - the same
        return _commonmark.html(block, address)


def _address(target):
    """An address for most targets, with characters that have to be escaped."""
    return f"/?a&b='{target}\"" if is_ref(target) else None


@settings(max_examples=600, deadline=None)
@given(st.one_of(_PLAIN, _TEXTS))
@example("a\0b")
@example("a\xa0")
@example("\u2003a [b](skill:c)\u2003")
def test_a_plain_paragraph_is_what_the_parser_writes(block):
    """A paragraph that is written without the parser is the same to a browser."""
    found, expected = (parsed(write(block, _address)) for write in (_commonmark.html, _by_the_parser))

    assert canonical(expected) == canonical(found)


def test_the_packaged_paragraphs_are_what_the_parser_writes(guide):
    """So is all prose of the packaged guide, most of which is written without the parser."""
    blocks = [block for entry in guide for prose in entry.prose for block in prose.blocks]
    different = [
        block
        for block in blocks
        if canonical(parsed(_commonmark.html(block, _address))) != canonical(parsed(_by_the_parser(block, _address)))
    ]

    assert [] == different
    assert len(blocks) / 2 < sum(map(_commonmark._html_and_text._is_one_plain_paragraph, blocks))  # noqa: SLF001 - what is measured
