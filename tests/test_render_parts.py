"""Rendering parts: prose with the application's links, hits with their marked words, several entries."""

import json
from datetime import date
from itertools import chain

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mlcareer_content as mlc
from mlcareer_content.model import Article, Prose, Skill

from .bells import BOOK, OLD, OWN, ROPE
from .markdown_readers import by_commonmark, by_markdown_it
from .pages import faults, found, parsed, words
from .tables import each_row

GUIDE = mlc.load()
HIT = mlc.Hit(ROPE, 1.5, "…Pull the rope, as\nringers & others do…", ((1, 5), (19, 26)))
HOSTILE = mlc.Hit(ROPE, 1.0, "<b>*a*</b> `b` [c](skill:c) 1. d\x1b[31m", ((4, 5), (12, 13), (16, 17)))
PROSE = Prose(("Ask *many* [ringers](role:ringer), or read [this](https://example.org/).", "- a\n- [b](skill:b)"))


def _page_of(entry):
    return f"/{entry.kind}/{entry.id}"


def _without_space(text):
    return "".join(text.split())


# Prose


def test_prose_has_the_links_of_the_application():
    """In HTML, each mention leads to the page that the application names; other links stay as they are."""
    html = (
        '<p>Ask <em>many</em> <a href="/role/ringer">ringers</a>, or read <a href="https://example.org/">this</a>.</p>\n'
        '<ul>\n<li>a</li>\n<li><a href="/skill/b">b</a></li>\n</ul>'
    )

    assert html == mlc.render(PROSE, "html", link=_page_of)


def test_a_link_function_may_have_no_page():
    """What the application has no page for is plain text."""
    html = mlc.render(PROSE, "html", link=lambda entry: "/b" if entry.ref == "skill:b" else None)

    assert [("this", "https://example.org/"), ("b", "/b")] == [
        (words(link), link.get("href")) for link in parsed(html).iter("a")
    ]


def test_prose_without_links_is_its_own_html():
    """Without a function the result is that of the attribute `html`, as nothing else is on the page."""
    assert PROSE.html == mlc.render(PROSE, "html")


def test_prose_as_markdown():
    """Markdown has the same links."""
    expected = "Ask *many* [ringers](/role/ringer), or read [this](https://example.org/).\n\n- a\n- [b](/skill/b)\n"

    assert expected == mlc.render(PROSE, "markdown", link=_page_of)


def test_prose_as_text():
    """Text is wrapped at the width, and has no links."""
    assert mlc.render(PROSE, "text", width=20) == "Ask many ringers, or\nread this.\n\n- a\n- b\n"


@each_row("prose", [prose for entry in GUIDE for prose in entry.prose])
def test_every_prose_of_the_guide_is_rendered_with_its_links(prose):
    """Every mention of the packaged guide becomes a link, in the order of the text."""
    links = [link.get("href") for link in parsed(mlc.render(prose, "html", link=_page_of)).iter("a")]

    assert list(prose.mentions) == list(dict.fromkeys(link[1:].replace("/", ":") for link in links if link[0] == "/"))


@pytest.mark.parametrize("format", ["json", "jsonld", "svg"])
@pytest.mark.parametrize("item", [PROSE, HIT, (HIT, HIT)], ids=["prose", "hit", "hits"])
def test_prose_and_hits_have_formats_for_readers_only(item, format):
    """The error for another format says what it takes."""
    with pytest.raises(TypeError, match=rf"^{format} (takes|shows) a guide.*, not (prose|hits)") as caught:
        mlc.render(item, format)

    assert format == "svg" or "; render " in str(caught.value)


# Hits


def test_a_hit_as_html():
    """A hit is a heading that leads to its entry, and its snippet, in which the matched words are marked."""
    html = (
        '<article class="mlc-hit">\n<h3 class="mlc-heading"><a href="/skill/rope">Handling a rope</a></h3>\n'
        '<p class="mlc-snippet">…<mark>Pull</mark> the rope, as\n<mark>ringers</mark> &amp; others do…</p>\n</article>'
    )

    assert html == mlc.render(HIT, "html", link=_page_of, heading_level=3)
    assert html.replace('<a href="/skill/rope">', "").replace("</a>", "") == mlc.render(HIT, "html", heading_level=3)


def test_a_hit_as_markdown():
    """In Markdown the matched words are strong."""
    expected = "# [Handling a rope](/skill/rope)\n\n…**Pull** the rope, as **ringers** & others do…\n"

    assert expected == mlc.render(HIT, "markdown", link=_page_of, heading_level=1)


def test_a_hit_as_text():
    """In plain text, the snippet is below the label, and no word is marked."""
    assert mlc.render(HIT, "text") == "Handling a rope\n   …Pull the rope, as ringers & others do…\n"


def test_a_hit_without_a_text_is_its_label():
    """An entry that was found by its label only has no snippet."""
    hit = attrs.evolve(HIT, snippet="", ranges=())

    assert "snippet" not in mlc.render(hit, "html")
    assert mlc.render(hit, "markdown") == "## Handling a rope\n"
    assert mlc.render(hit, "text") == "Handling a rope\n"


def test_a_hostile_snippet_is_text():
    """What looks like markup in a snippet is text in every format, marked or not."""
    shown = "<b>*a*</b> `b` [c](skill:c) 1. d[31m"

    assert [] == faults(mlc.render(HOSTILE, "html"))
    assert [shown] == [words(one) for one in found(mlc.render(HOSTILE, "html"), class_="mlc-snippet")]
    for read in (by_markdown_it, by_commonmark):
        _, (_, spans) = read(mlc.render(HOSTILE, "markdown"))
        assert shown == "".join(span[0] for span in spans)
    assert mlc.render(HOSTILE, "text") == f"Handling a rope\n   {shown}\n"


@given(st.data())
def test_any_part_of_a_snippet_can_be_marked(data):
    """CommonMark parsers read the marked parts of any snippet as strong, and its text as it is."""
    text = data.draw(st.text(st.sampled_from("ab *_`[]()!<&;#1.\\-"), min_size=1, max_size=30))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    markdown = mlc.render(mlc.Hit(ROPE, 1.0, text, ((start, end),)), "markdown")

    for read in (by_markdown_it, by_commonmark):
        _, (name, spans) = read(markdown)
        strong = "".join(span[0] for span in spans if "s" in span[1])
        assert ("paragraph", _without_space(text)) == (name, _without_space("".join(span[0] for span in spans)))
        assert _without_space(text[start:end]) == _without_space(strong)


@each_row("format", ["html", "markdown", "text"])
def test_hits_follow_one_another(format):
    """The hits of a search are rendered one after the other, each as if it were alone."""
    hits = GUIDE.search("do I need a PhD")
    alone = [mlc.render(hit, format, link=_page_of).strip("\n") for hit in hits]

    assert len(hits) > 1
    assert ("\n" if format == "html" else "\n\n").join(alone) == mlc.render(hits, format, link=_page_of).strip("\n")


# Several entries


@each_row("several", [list, tuple, iter, lambda entries: (entry for entry in entries), dict.fromkeys])
@each_row("format", ["html", "markdown", "text"])
def test_several_entries_follow_one_another(several, format):
    """Entries of any kind, in any iterable but a dict, are each rendered as if they were alone."""
    entries = [ROPE, OLD, BOOK, *OWN.faq]
    if several == dict.fromkeys:
        with pytest.raises(TypeError, match="not dict"):
            mlc.render(several(entries), format)
        return
    alone = [mlc.render(entry, format, as_of=date(2026, 11, 22)).strip("\n") for entry in entries]
    joined = mlc.render(several(entries), format, as_of=date(2026, 11, 22))

    assert ("\n" if format == "html" else "\n\n").join(alone) == joined.strip("\n")


def test_several_entries_link_to_one_another():
    """A link leads to another of the entries on the page."""
    stage = GUIDE.stages["entry-level"]
    html = mlc.render([stage, *stage.skills], "html")

    assert [] == faults(html)
    assert 'href="#mlc-skill-python"' in html
    assert 'href="#mlc-role-' not in html


def test_an_entry_is_rendered_once():
    """An entry that is repeated, and a section of an article that is rendered as well, is not shown again."""
    section = OWN.article.sections[0]

    assert mlc.render([ROPE, section, OWN.article, ROPE], "html") == mlc.render([ROPE, OWN.article], "html")
    assert [] == faults(mlc.render(list(GUIDE), "html"))


@each_row("entry", list(GUIDE))
def test_backlinks_can_be_rendered(entry):
    """Whatever leads to an entry can be shown on its page."""
    backlinks = GUIDE.backlinks(entry.ref)
    shown = [one for one in backlinks if not (one.kind == "section" and GUIDE.article in backlinks)]
    documents = json.loads(mlc.render(backlinks, "json"))

    assert [] == faults(mlc.render(backlinks, "html"))
    assert [mlc.to_dict(one) for one in shown] == documents
    assert len(json.loads(mlc.render(backlinks, "jsonld"))["@graph"]) == len(shown)


def test_no_entries_are_nothing():
    """An empty list has an empty result, which every format can write."""
    formats = ["html", "markdown", "text", "json", "jsonld"]

    assert ["", "\n", "\n", "[]\n", '{"@context":"https://schema.org","@graph":[]}'] == [
        mlc.render((), format) for format in formats
    ]


@each_row(
    ("item", "named"),
    [
        ("faq", "str"),
        (b"", "bytes"),
        ({}, "dict"),
        (1, "int"),
        (Skill, "type"),
        (["faq", 1], "list of str and int"),
        ((ROPE, HIT), "tuple of Skill and Hit"),
        (ROPE.description.blocks, "tuple of str"),
        (GUIDE.chunks(), "tuple of Chunk"),
    ],
)
def test_nothing_else_can_be_rendered(item, named):
    """The error says what is taken, and what was given."""
    with pytest.raises(TypeError, match="an entry, prose, a hit, several entries or several hits") as caught:
        mlc.render(item, "html")

    assert str(caught.value).endswith(f", not {named}")


def test_a_guide_is_not_its_entries():
    """A guide and a collection are rendered as what they are, and their entries as several entries."""
    entries = list(chain.from_iterable(GUIDE.collections))

    assert not isinstance(entries[0], Article)
    assert mlc.render(GUIDE.faq, "html") != mlc.render(list(GUIDE.faq), "html")
    assert mlc.render(list(GUIDE.faq), "html") == "\n".join(mlc.render(entry, "html") for entry in GUIDE.faq)
