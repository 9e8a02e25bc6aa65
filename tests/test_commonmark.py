"""Prose read as CommonMark."""

import pytest

from mlcareer_content._commonmark import is_web_address, links, plain_text


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


def test_links_are_found_with_their_block():
    """Every link is found, in order, with the number of its block."""
    blocks = ["[a](skill:a), [b](https://example.org/?q=1)", "None.", "- [c](role:c)\n- *[d](skill:a)*"]
    found = [(0, "skill:a"), (0, "https://example.org/?q=1"), (2, "role:c"), (2, "skill:a")]

    assert found == list(links(blocks))


@pytest.mark.parametrize("block", ["`[a](skill:a)`", "\\[a](skill:a)", "[a] (skill:a)", "[a]: skill:a"])
def test_what_only_looks_like_a_link_is_none(block):
    """Code, escapes and definitions hold no links."""
    assert list(links([block])) == []


@pytest.mark.parametrize("target", ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "vbscript:x", "data:text/html,x"])
def test_dangerous_schemes_are_seen_and_are_no_web_address(target):
    """A scheme that could run something is reported as the link it is, so that the checks refuse it."""
    assert list(links([f"[a]({target})"])) == [(0, target)]
    assert not is_web_address(target)
