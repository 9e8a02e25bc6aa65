"""Rendering: the ladder as a picture."""

import re
from itertools import combinations
from xml.etree import ElementTree as ET

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mlcareer_content as mlc
from mlcareer_content._render._svg import WIDTH, ladder_layout, text_width, wrap
from mlcareer_content.model import Prose, Stage, Transition

from .strategies import names

GUIDE = mlc.load()
SVG = "{http://www.w3.org/2000/svg}"
TEXT = Prose(("Text.",))
LONG = "A title that goes on and on, much further than anybody would read, or any picture has room for " * 2


def _stages(titles, alongside=(), leading=()):
    """Stages with a number, then stages alongside.

    Args:
        titles: The titles of the stages with a number.
        alongside: The titles of the others.
        leading: Which leads to which, by index; the stages alongside come last.
    """
    every = [*titles, *alongside]
    places = [*range(1, len(titles) + 1), *["alongside"] * len(alongside)]
    bare = [
        Stage(id=f"s{number}", title=title, place=places[number], summary=TEXT) for number, title in enumerate(every)
    ]
    return [
        attrs.evolve(
            stage,
            leads_to=tuple(
                Transition(stage=bare[end], requirements=TEXT)
                for start, end in dict.fromkeys(leading)
                if start == number
            ),
        )
        for number, stage in enumerate(bare)
    ]


def _svg(stages):
    return ET.fromstring(mlc.render(mlc.Collection("stages", tuple(stages)), "svg"))


def _shown(svg):
    """The texts in a picture, each with its lines on one line."""
    return [" ".join(" ".join(text.itertext()).split()) for text in svg.iter(f"{SVG}text")]


def test_a_picture_by_itself():
    """The picture of two stages is a file with a title, a description, colours for both grounds, and no script."""
    svg = """\
<svg xmlns="http://www.w3.org/2000/svg" class="mlc-ladder" viewBox="-8 -8 336 126" role="img" \
aria-labelledby="mlc-ladder-title" aria-describedby="mlc-ladder-description" font-size="14" fill="currentColor">
<title id="mlc-ladder-title">The career ladder</title>
<desc id="mlc-ladder-description">1. One &amp; only, which leads to Two; 2. Two.</desc>
<style>.mlc-ladder{color:#1d2a33;background:#fff;font-family:system-ui,sans-serif}\
@media (prefers-color-scheme:dark){.mlc-ladder{color:#e8edf0;background:#12181c}}</style>
<path d="M26 68V45M26 45m-4 7l4-7 4 7" fill="none" stroke="currentColor" stroke-width="1.5" \
stroke-linejoin="round" class="mlc-ladder-arrow"/>
<g class="mlc-ladder-rung"><rect x="2" y="68" width="316" height="40" rx="6" fill="none" stroke="currentColor" \
stroke-width="1.5"/><text x="19" y="88" dy=".35em" text-anchor="middle" font-weight="bold" class="mlc-ladder-number">\
1</text><text><tspan x="36" y="88" dy=".35em">One &amp; only</tspan></text></g>
<g class="mlc-ladder-rung"><rect x="9" y="2" width="309" height="40" rx="6" fill="none" stroke="currentColor" \
stroke-width="1.5"/><text x="26" y="22" dy=".35em" text-anchor="middle" font-weight="bold" class="mlc-ladder-number">\
2</text><text><tspan x="43" y="22" dy=".35em">Two</tspan></text></g>
</svg>"""
    stages = _stages(["One & only", "Two"], leading=[(0, 1)])

    assert svg == mlc.render(mlc.Collection("stages", tuple(stages)), "svg")


def test_the_picture_of_a_guide():
    """Each stage of the packaged guide is in its picture, and the description says what leads to what."""
    svg = ET.fromstring(mlc.render(GUIDE, "svg"))
    description = svg.findtext(f"{SVG}desc")

    assert {stage.title for stage in GUIDE.stages} <= set(_shown(svg))
    assert description.startswith(
        "1. Education and skill acquisition, which leads to Entry level; 2. Entry level, which"
    )
    assert description.endswith(
        "Alongside: Continuous learning, which leads to Entry level, Mid-career, Senior and leadership, "
        "Industry impact and thought leadership."
    )


def test_the_picture_in_a_page_has_the_colours_of_the_page():
    """A strict policy for styles refuses what is inline: in a page there is none, and no room is left around."""
    html = mlc.render(GUIDE, "html")

    assert ("<style" in html, "style=" in html, 'viewBox="0 0 320 ' in html) == (False, False, True)


def test_the_order_is_that_of_the_numbers():
    """The picture shows the stages by their numbers, whatever their order."""
    svg = _svg(reversed(_stages(["One", "Two", "Three"])))

    assert ["1", "One", "2", "Two", "3", "Three"] == _shown(svg)


@pytest.mark.parametrize(
    "item", [GUIDE.faq, GUIDE.skills["python"], GUIDE.stages["entry-level"], GUIDE.article], ids=repr
)
def test_other_items_have_no_picture(item):
    """Only a guide and its stages are a ladder; the message names what was given."""
    with pytest.raises(TypeError, match="svg shows a guide or its stages, not") as caught:
        mlc.render(item, "svg")

    assert str(caught.value).endswith(getattr(item, "ref", None) or item.kind)


def test_a_ladder_without_stages():
    """Nothing to show is a picture that says so."""
    assert _svg([]).findtext(f"{SVG}desc") == "There are no stages."


# The layout


def test_one_stage_alongside_is_upright():
    """A single stage alongside is an upright box on the right, as high as the stairs, if its title has room there."""
    layout = ladder_layout(_stages(["One", "Two", "Three", "Four"], ["Alongside"], [(4, 1)]))

    (upright,) = layout.alongside
    assert (True, ("Alongside",)) == (layout.is_upright, upright.lines)
    assert (layout.stairs[3].top, layout.stairs[0].bottom) == (upright.top, upright.bottom)


@pytest.mark.parametrize(
    ("titles", "alongside"),
    [(["One"], ["Continuous learning"]), (["One", "Two", "Three"], [LONG]), (["One"] * 9, ["A", "B"]), ([], ["A"])],
)
def test_other_stages_alongside_are_below_the_stairs(titles, alongside):
    """A title is never cut because the stairs are low; the stages below them keep their order."""
    layout = ladder_layout(_stages(titles, alongside))

    assert (False, alongside) == (layout.is_upright, [box.stage.title for box in layout.alongside])


def _crosses(path, box):
    """Whether an arrow, drawn along the axes, goes through the inside of a box."""
    x, y = map(float, re.match(r"M(\S+?) (.+?)[HV]", path).groups())
    for letter, number in re.findall(r"([HV])([-\d.e]+)", path):
        to = (float(number), y) if letter == "H" else (x, float(number))
        left, right, top, bottom = min(x, to[0]), max(x, to[0]), min(y, to[1]), max(y, to[1])
        if right > box.left + 1 and left < box.right - 1 and bottom > box.top + 1 and top < box.bottom - 1:
            return True
        x, y = to
    return False


_ANY = st.integers(0, 12).flatmap(
    lambda levels: st.integers(0, 9).flatmap(
        lambda alongside: st.builds(
            _stages,
            st.lists(names | st.just(LONG), min_size=levels, max_size=levels),
            st.lists(names | st.just(LONG), min_size=alongside, max_size=alongside),
            st.lists(st.tuples(st.integers(0, levels + alongside), st.integers(0, levels - 1)), max_size=20)
            if levels
            else st.just([]),
        )
    )
)


@settings(max_examples=150, deadline=None)
@given(_ANY)
def test_nothing_overlaps_and_nothing_is_cut(stages):
    """Whatever leads to what, also back: boxes stand apart, inside the picture, and no line crosses one."""
    layout = ladder_layout(stages)
    boxes = [*layout.stairs, *layout.alongside]
    outside = [
        box
        for box in boxes
        if box.left < 0
        or box.right > WIDTH
        or box.top < 0
        or box.bottom > layout.height
        or (box.right - box.left < 100 and not (layout.is_upright and box is layout.alongside[0]))
    ]
    overlapping = [
        (one, other)
        for one, other in combinations(boxes, 2)
        if one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom
    ]

    assert ([], []) == (outside, overlapping)
    assert [] == [(path, box) for path in layout.arrows for box in boxes if _crosses(path, box)]


@settings(max_examples=150, deadline=None)
@given(_ANY)
def test_each_transition_is_an_arrow(stages):
    """There are as many arrows as transitions that lead to a stage with a number."""
    assert len(ladder_layout(stages).arrows) == sum(len(stage.leads_to) for stage in stages)


@settings(max_examples=100, deadline=None)
@given(_ANY)
def test_any_ladder_is_well_formed(stages):
    """A picture is XML, and its description tells the title of every stage."""
    description = _svg(stages).findtext(f"{SVG}desc")

    assert len(stages) == sum(
        description.count(f"{stage.place}. ") > 0 or stage.place == "alongside" for stage in stages
    )


# Breaking titles into lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Senior", ("Senior",)),
        ("Industry impact and thought", ("Industry impact", "and thought")),
        ("  two   spaces ", ("two spaces",)),
        ("Donaudampfschifffahrtsgesellschaft", ("Donaudampfschif", "ffahrtsgesellscha", "ft")),
        ("教育とスキルの習得", ("教育とスキルの習得",)),
        ("教育とスキルの習得、そして", ("教育とスキルの習得", "、そして")),
        ("", ("",)),
        ("\u202e\x00", ("",)),
    ],
)
def test_a_title_is_broken_into_lines(text, lines):
    """Lines break at spaces, or within a word that is too long for a line; wide letters take more room."""
    assert lines == wrap(text, 130)


@pytest.mark.parametrize("text", [LONG, "W" * 100_000, "教育" * 100, "a " * 1_000])
def test_a_title_that_is_too_long_ends_in_an_ellipsis(text):
    """What finds no room is left out visibly; the description has all of it."""
    lines = wrap(text, 130)

    assert (3, True) == (len(lines), lines[-1].endswith("…"))


@settings(max_examples=300)
@given(st.text(), st.integers(60, 300))
def test_no_line_is_wider_than_its_room(text, room):
    """Whatever the letters, as far as their width can be known."""
    assert [] == [line for line in wrap(text, room) if text_width(line) > room]
