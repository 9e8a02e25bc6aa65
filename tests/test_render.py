"""Rendering: text for a terminal, and JSON, the canonical document."""

import copy
import json
from datetime import date
from functools import partial

import attrs
import pytest

import mlcareer_content as mlc
from mlcareer_content.model import Prose, Question

from .bells import BOOK, OLD, OWN, ROPE
from .tables import each_row

GUIDE = mlc.load()
ITEMS = [OWN, OWN.faq, *OWN]


def _name(item):
    return getattr(item, "ref", None) or getattr(item, "kind", None) or item.id


# Text


def test_text_of_a_skill():
    """An entry shows its name, prose without markup, facts and sources."""
    text = """\
Handling a rope
===============

Pull the rope, as ringers do.

- gently
- often
  1. here
Also listed as: Ropes, Cords
Category: Practice
Page: https://example.org/rope

Sources, checked on 2026-11-22:
- The imprint of the book, A press, 1999 (primary)
- A page, https://example.org/
"""

    assert text == mlc.render(ROPE, "text")


def test_text_of_a_credential_without_a_day():
    """Without a day a credential shows its dates, and no status."""
    text = """\
Old certificate
===============

Proof.
Category: Certification
Issuer: An issuer
Fields of study, for example: Ropes, Bells
Available from: 2020-02-29
Last available on: 2024-02-29
Replaced by: New certificate
"""

    assert text == mlc.render(OLD, "text")


@pytest.mark.parametrize(
    ("day", "status"),
    [(date(2020, 2, 28), "upcoming"), (date(2024, 2, 29), "available"), (date(2024, 3, 1), "retired")],
)
def test_text_of_a_credential_on_a_day(day, status):
    """With a day a credential shows its status on that day."""
    assert f"Status on {day}: {status}" in mlc.render(OLD, "text", as_of=day).splitlines()


def test_text_of_a_resource():
    """A resource shows who wrote and published it, and whether it is free."""
    text = """\
Bells
=====

Read it.
Category: Book
Authors: A. Bell, B. Rope
Published: A press, 1999
ISBN: 9780000000002
Free to use in full: no
"""

    assert text == mlc.render(BOOK, "text")


@pytest.mark.parametrize(("free", "shown"), [(True, ["Free to use in full: yes"]), (None, [])])
def test_text_says_what_is_known_of_the_price(free, shown):
    """What is not known is not said."""
    lines = mlc.render(attrs.evolve(BOOK, free=free), "text").splitlines()

    assert shown == [line for line in lines if "Free" in line]


def test_text_of_a_collection():
    """The entries of a collection follow one another, each under its label."""
    text = """\
Old certificate
   Proof.
   Category: Certification
   Issuer: An issuer
   Fields of study, for example: Ropes, Bells
   Available from: 2020-02-29
   Last available on: 2024-02-29
   Replaced by: New certificate

New certificate
   New.
   Category: Certification
"""

    assert text == mlc.render(OWN.credentials, "text")


def test_text_of_a_guide():
    """A guide shows its title, back link, article, what it holds, share prompt, credit and licence, in this order."""
    lines = mlc.render(OWN, "text", width=100).splitlines()
    expected = [
        "Bells",
        "=====",
        "Part of: Bell ringer",
        "The way up",
        "==========",
        "How to begin.",
        "The start",
        "---------",
        "Stages",
        "Novice",
        "What people ask",
        "Is it loud?",
        "Skills",
        "Credentials",
        "Pass it on.",
        "the licence CC-BY-4.0.",
    ]
    places = [lines.index(line) for line in expected]

    assert (sorted(places), len(lines) - 1) == (places, places[-1])


def test_text_of_a_guide_without_extras():
    """What a guide does not have leaves no trace, and the licence still stands at the end."""
    bare = attrs.evolve(OWN, source=None, back_link=None, share_prompt=None, faq_heading=None)
    lines = mlc.render(bare, "text").splitlines()

    assert (
        lines[0],
        lines[-1],
        "Questions" in lines,
        any("None" in line for line in lines),
    ) == ("Bells", "Facts from the sources named with each entry. Text under the licence CC-BY-4.0.", True, False)


def test_text_of_the_packaged_guide_shows_everything():
    """Every heading, question, name and title of the packaged guide is in its text."""
    words = " ".join(mlc.render(GUIDE, "text").split())

    assert [entry.ref for entry in GUIDE if " ".join(entry.label.split()) not in words] == []


def test_text_of_the_packaged_guide_ends_in_its_credit():
    """The whole guide carries the credit and licence line."""
    words = " ".join(mlc.render(GUIDE, "text").split())

    assert words.endswith(
        "Facts from “The Career Path of a Machine Learning Engineer: What to Expect”, Jobya Inc., 2023-24, "
        "and from the sources named with each entry. "
        "Text under the licence CC-BY-4.0."
    )


@each_row("item", [*ITEMS, *GUIDE])
def test_text_ends_in_one_line_break(item):
    """A text is not empty, begins with no empty line and ends in one line break."""
    text = mlc.render(item, "text")

    assert text == text.strip("\n") + "\n"


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_lines_are_no_longer_than_the_width(width):
    """Lines are broken at the width, unless a single word is longer."""
    lines = mlc.render(GUIDE, "text", width=width).splitlines()

    assert [line for line in lines if len(line) > width and len(line.split()) > 2] == []


@each_row(
    ("text", "rows", "width"),
    [
        ("データから学ぶ機械を作る人の仕事です", ["データから学ぶ機械を", "作る人の仕事です"], 20),
        ("作る。" * 4, ["作る。作る。作る。作", "る。"], 20),
        ("ここでは仕事として使う、という", ["ここでは仕事として使", "う、という"], 20),
        ("ここでは仕事として使、という", ["ここでは仕事として", "使、という"], 18),
        ("ここでは仕事として「使う」", ["ここでは仕事として", "「使う」"], 18),
        ("Pythonと機械学習を使う人", ["Pythonと機械学習を使", "う人"], 20),
        ("机器 学习 工程师 的 工作 内容", ["机器 学习 工程师 的", "工作 内容"], 19),
        ("全角\u3000空白\u3000全角空\u3000白白", ["全角\u3000空白\u3000全角空", "白白"], 18),
        ("e\u0301" * 20, ["e\u0301" * 20], 20),
        ("e\u0301" * 9 + " " + "e\u0301" * 10, ["e\u0301" * 9 + " " + "e\u0301" * 10], 20),
        ("か\u3099" * 11, ["か\u3099" * 10, "か\u3099"], 20),
        ("\u1112\u1161\u11ab" * 11, ["\u1112\u1161\u11ab" * 10, "\u1112\u1161\u11ab"], 20),
        ("\U0001f469\u200d\U0001f4bb" * 6, ["\U0001f469\u200d\U0001f4bb" * 5, "\U0001f469\u200d\U0001f4bb"], 20),
        ("Donaudampfschifffahrtsgesellschaft ahoi", ["Donaudampfschifffahrtsgesellschaft", "ahoi"], 34),
        ("a\u00a0b " * 6, ["a\u00a0b a\u00a0b a\u00a0b a\u00a0b a\u00a0b", "a\u00a0b"], 19),
    ],
)
def test_a_width_is_a_number_of_columns(text, rows, width):
    """A wide character takes two columns and a combining mark none; text without spaces is broken between letters."""
    skill = attrs.evolve(ROPE, name=text)
    shown = mlc.render(skill, "text", width=20).split("\n\n")[0].splitlines()

    assert [*rows, "=" * width] == shown


def test_rows_of_wide_characters_hang_below_their_fact():
    """The indent of a row counts for its width."""
    skill = attrs.evolve(ROPE, alt_labels=("機械学習エンジニア",))

    assert "\nAlso listed as: 機械\n   学習エンジニア\n" in mlc.render(skill, "text", width=20)


def test_lines_have_no_space_at_their_end():
    """No line ends in a space."""
    lines = mlc.render(GUIDE, "text").splitlines()

    assert [line for line in lines if line != line.rstrip()] == []


def test_text_leaves_out_what_a_terminal_obeys():
    """Control and bidi characters never reach a terminal, wherever they came from."""
    hostile = "a\x1b[31m\x07\x9b\u202e\u2066\ufeff\u2028b\x7f"
    question = Question(id="a", question=hostile, answer=Prose((hostile,)))
    text = mlc.render(question, "text")

    assert text.splitlines() == ["a[31m b", "=======", "", "a[31m b"]


def test_a_long_fact_hangs():
    """What does not fit on the line of a fact stands below it, further in."""
    skill = attrs.evolve(ROPE, alt_labels=("The pulling of ropes", "The letting go of ropes"))
    text = mlc.render(skill, "text", width=40)

    assert "\nAlso listed as: The pulling of ropes,\n   The letting go of ropes\n" in text


def test_prose_keeps_a_literal_bullet():
    """A sentence that begins like an item of a list stays a sentence."""
    question = Question(
        id="a", question="A", answer=Prose(("1986\\. A great year, and a long sentence follows it here.",))
    )

    assert "1986. A great year, and\na long sentence follows\nit here." in mlc.render(question, "text", width=24)


# JSON


@each_row("item", [*ITEMS, GUIDE, *GUIDE])
def test_json_is_the_document(item):
    """The JSON of an item is its plain data, indented by two, with a line break at its end."""
    text = mlc.render(item, "json")

    assert json.dumps(mlc.to_dict(item), ensure_ascii=False, indent=2) + "\n" == text


@pytest.mark.parametrize("item", [*ITEMS, GUIDE], ids=_name)
def test_a_document_says_its_kind_first(item):
    """What was rendered says what it is, in its first line."""
    assert next(iter(mlc.to_dict(item))) == "kind"


def test_to_dict_of_a_skill():
    """Plain data has strings for dates and lists for prose; what is absent is left out."""
    expected = {
        "kind": "skill",
        "id": "rope",
        "name": "Handling a rope",
        "alt_labels": ["Ropes", "Cords"],
        "category": "practice",
        "description": ["Pull the *rope*, as [ringers](role:ringer) do.", "- gently\n- often\n  1. here"],
        "url": "https://example.org/rope",
        "sources": [
            {"title": "The imprint of the book", "publisher": "A press", "years": "1999", "authority": "primary"},
            {"title": "A page", "url": "https://example.org/"},
        ],
        "checked_on": "2026-11-22",
    }

    assert expected == mlc.to_dict(ROPE)


def test_to_dict_of_a_collection():
    """A collection is a document with its entries, which need not repeat their kind."""
    assert (mlc.to_dict(OWN.faq)) == {
        "kind": "faq",
        "entries": [{"id": "loud", "question": "Is it loud?", "answer": ["Yes.", "Very."]}],
    }


def test_to_dict_of_a_guide():
    """A guide is one document with all its members; empty ones are left out."""
    found = mlc.to_dict(OWN)
    expected = ["kind", "id", "title", "language", "version", "license", "source", "back_link", "share_prompt"]
    expected += ["faq_heading", "article", "stages", "faq", "skills", "credentials"]

    assert (expected, ["novice"]) == (list(found), [stage["id"] for stage in found["stages"]])


def test_to_dict_can_compute():
    """Each entry has its ref and its label, and next to each prose there is its text and its HTML."""
    expected = {
        "kind": "question",
        "ref": "question:loud",
        "label": "Is it loud?",
        "id": "loud",
        "question": "Is it loud?",
        "answer": ["Yes.", "Very."],
        "answer_text": "Yes.\n\nVery.",
        "answer_html": "<p>Yes.</p>\n<p>Very.</p>",
    }

    assert list(expected.items()) == list(mlc.to_dict(OWN.faq[0], computed=True).items())
    assert mlc.to_dict(OWN.faq, computed=True) == {
        "kind": "faq",
        "entries": [{name: value for name, value in expected.items() if name != "kind"}],
    }


@each_row("item", [*ITEMS, GUIDE, *GUIDE.collections, *GUIDE])
def test_what_is_computed_is_added(item):
    """Every entry and every prose has what is computed, also in sections and steps; nothing else changes."""
    computed = mlc.to_dict(item, computed=True)
    texts = sorted(prose.text for entry in _within(item) for prose in entry.prose)
    htmls = sorted(prose.html for entry in _within(item) for prose in entry.prose)
    added = list(_added(computed))  # which removes them

    assert mlc.to_dict(item) == computed
    assert sorted((entry.ref, entry.label) for entry in _within(item)) == sorted(
        zip(_values(added, "ref"), _values(added, "label"), strict=True)
    )
    assert (texts, htmls) == (sorted(_values(added, "text")), sorted(_values(added, "html")))
    assert {str} == {type(value) for _, value in added}


def _within(item):
    """The entries that an item consists of."""
    entries = item if isinstance(item, mlc.Guide | mlc.Collection) else (item, *getattr(item, "sections", ()))
    return list(entries)


def _added(data):
    """Remove what is computed from plain data, and yield it: its kind, and its value."""
    if isinstance(data, list):
        for item in data:
            yield from _added(item)
    elif isinstance(data, dict):
        is_entry = "ref" in data
        for name, value in list(data.items()):
            end = name.rpartition("_")[2]
            if (is_entry and name in ("ref", "label")) or end in ("text", "html"):
                yield end, data.pop(name)
            else:
                yield from _added(value)


def _values(added, kind):
    return [value for name, value in added if name == kind]


def test_to_dict_is_fresh():
    """What was given out can be changed without harm."""
    mlc.to_dict(OWN)["faq"][0]["answer"].clear()

    assert mlc.to_dict(OWN)["faq"][0]["answer"] == ["Yes.", "Very."]


def test_to_dict_is_plain():
    """Nothing but dicts, lists, strings, numbers and booleans comes out."""
    assert mlc.to_dict(GUIDE) == json.loads(json.dumps(mlc.to_dict(GUIDE)))


def test_a_rendered_guide_loads_again(tmp_path):
    """The JSON of a guide is a document that loads to an equal guide."""
    path = tmp_path / "guide.json"
    path.write_text(mlc.render(GUIDE, "json"), "utf-8")

    assert mlc.load(path, base=False) == GUIDE


def test_json_is_the_same_every_time():
    """Rendering is a function of the item alone."""
    assert mlc.render(GUIDE, "json") == mlc.render(copy.deepcopy(GUIDE), "json")


# Arguments


@each_row("item", [None, "faq", 1, {"kind": "faq"}])
@each_row(
    "call", [mlc.to_dict, *(partial(mlc.render, format=format) for format in ("text", "json", "html", "svg", "css"))]
)
def test_only_parts_of_a_guide_can_be_rendered(item, call):
    """Anything else is a TypeError that says what is expected."""
    with pytest.raises(TypeError, match=r"takes a guide, a collection,? (or )?an entry") as caught:
        call(item)

    assert type(item).__name__ in str(caught.value)


@each_row("item", [ROPE.description, (ROPE,)])
def test_data_is_of_a_guide_a_collection_or_an_entry(item):
    """Plain data has no form for prose and for several entries."""
    with pytest.raises(TypeError, match="takes a guide, a collection or an entry") as caught:
        mlc.to_dict(item)

    assert type(item).__name__ in str(caught.value)


@pytest.mark.parametrize(("format", "near"), [("txt", "text"), ("JSON", "json"), ("pdf", None)])
def test_an_unknown_format_raises(format, near):
    """A format that there is not brings near matches."""
    with pytest.raises(mlc.NotFoundError) as caught:
        mlc.render(ROPE, format)

    assert (near,) == (caught.value.near[:1] or (None,))


@pytest.mark.parametrize("format", [None, 1, ["text"], b"text"], ids=repr)
def test_a_format_is_a_string(format):
    """A format of another type is a TypeError that says what is expected."""
    with pytest.raises(TypeError, match="format must be a string") as caught:
        mlc.render(ROPE, format)

    assert type(format).__name__ in str(caught.value)


@each_row("item", [OLD, ROPE])
@each_row("day", ["2026-11-22", 20261122, 0, ""])
@each_row("format", ["text", "json", "html", "css"])
def test_a_day_is_a_date(item, format, day):
    """A day of another type is a TypeError, whatever is rendered."""
    with pytest.raises(TypeError, match=r"datetime\.date") as caught:
        mlc.render(item, format, as_of=day)

    assert type(day).__name__ in str(caught.value)


@pytest.mark.parametrize("format", ["text", "json", "html", "css"])
@pytest.mark.parametrize("width", ["80", 80.0, None, True], ids=repr)
def test_a_width_is_a_whole_number(format, width):
    """A width of another type is a TypeError, whatever the format."""
    with pytest.raises(TypeError, match="width must be an integer") as caught:
        mlc.render(ROPE, format, width=width)

    assert type(width).__name__ in str(caught.value)


@pytest.mark.parametrize("width", [19, 0, -1])
def test_a_width_is_not_too_narrow(width):
    """Fewer than twenty characters are no width."""
    with pytest.raises(ValueError, match="at least 20") as caught:
        mlc.render(ROPE, "text", width=width)

    assert str(width) in str(caught.value)


@pytest.mark.parametrize("format", ["text", "json", "html", "css"])
@pytest.mark.parametrize("link", ["/{id}", {"skill:rope": "/rope"}, 1, ()], ids=repr)
def test_a_link_is_a_function(format, link):
    """A link of another type is a TypeError, whatever the format."""
    with pytest.raises(TypeError, match="link must be a function from an entry to a URL") as caught:
        mlc.render(ROPE, format, link=link)

    assert type(link).__name__ in str(caught.value)


@pytest.mark.parametrize("format", ["text", "json", "html", "css"])
@pytest.mark.parametrize("level", ["2", 2.0, None, True], ids=repr)
def test_a_heading_level_is_a_whole_number(format, level):
    """A level of another type is a TypeError, whatever the format."""
    with pytest.raises(TypeError, match="heading_level must be an integer") as caught:
        mlc.render(ROPE, format, heading_level=level)

    assert type(level).__name__ in str(caught.value)


@pytest.mark.parametrize("level", [-1, 0, 7, 10**9])
def test_a_heading_level_is_one_of_six(level):
    """The topmost heading has a level that HTML has."""
    with pytest.raises(ValueError, match="heading_level must be from 1 to 6") as caught:
        mlc.render(ROPE, "html", heading_level=level)

    assert str(level) in str(caught.value)


@pytest.mark.parametrize("format", ["text", "json", "html", "css"])
@pytest.mark.parametrize("prefix", [None, 1, b"mlc-", ("a",)], ids=repr)
def test_a_prefix_is_a_string(format, prefix):
    """A prefix of another type is a TypeError, whatever the format."""
    with pytest.raises(TypeError, match="id_prefix must be a string") as caught:
        mlc.render(ROPE, format, id_prefix=prefix)

    assert type(prefix).__name__ in str(caught.value)


@pytest.mark.parametrize("prefix", ["1a", "-a", "a b", "a.", "é", "a\n", "a\x00", '"><script>', "a" * 1_000 + "."])
def test_a_prefix_is_the_beginning_of_an_id(prefix):
    """What would have to be escaped in a selector or an address is no prefix; the message shows it, cut."""
    with pytest.raises(ValueError, match="id_prefix is a letter") as caught:
        mlc.render(ROPE, "html", id_prefix=prefix)

    assert len(str(caught.value)) < 250


def test_the_stylesheet_is_the_same_for_every_item():
    """The stylesheet is a file of the package, whatever is rendered and however."""
    assert {mlc.render(OWN, "css")} == {mlc.render(item, "css", heading_level=3) for item in ITEMS}
