"""Rendering: HTML and SVG of guides whose every field is hostile, read back by the parsers of browsers."""

from itertools import islice
from xml.etree import ElementTree as ET

import attrs
import pytest

import mlcareer_content as mlc
from mlcareer_content.model import ENTRY_CLASSES, Stage

from . import hostile
from .pages import faults, parsed, told, words

SEEDS = range(10)  # each guide holds two thousand strings


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_comes_through_into_a_page(seed):
    """No element, attribute, class, address or character but ours, whatever stands in a guide."""
    html = mlc.render(hostile.guide(hostile.strings(seed)), "html")

    assert [] == faults(html)


@pytest.mark.parametrize("seed", SEEDS)
def test_everything_is_shown_as_it_was_written(seed):
    """What looks like markup is text: a reader sees each label, line of prose and fact."""
    guide = hostile.guide(hostile.strings(seed))
    shown = words(parsed(mlc.render(guide, "html")))

    assert [] == [text for text in told(guide) if text not in shown]


@pytest.mark.parametrize("kind", ENTRY_CLASSES)
def test_nothing_comes_through_from_an_entry(kind):
    """The same is true of an entry alone."""
    source = hostile.strings(kind)
    entries = [hostile.filled(ENTRY_CLASSES[kind], source) for _ in range(20)]

    assert [] == [fault for entry in entries for fault in faults(mlc.render(entry, "html"))]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_hostile_picture_is_xml(seed):
    """The ladder alone is well-formed, and holds what ours holds."""
    guide = hostile.guide(hostile.strings(seed))
    svg = mlc.render(guide, "svg")
    ours = {element.tag for element in ET.fromstring(mlc.render(mlc.load(), "svg")).iter()}

    assert set() == {element.tag for element in ET.fromstring(svg).iter()} - ours


def test_a_collection_of_a_hostile_kind():
    """A kind that there is not ends in no class of its own and no second attribute."""
    kinds = islice(hostile.strings(), 300)
    pages = [mlc.render(mlc.Collection(kind, ()), "html") for kind in kinds]

    assert {("div", 2)} == {(parsed(page)[0].tag, len(parsed(page)[0].attrib)) for page in pages}


def test_half_a_character_is_no_error():
    """What comes out can always be written as UTF-8, also of ids."""
    stage = attrs.evolve(hostile.filled(Stage, hostile.strings()), id="a\ud800", title="\udc00")

    assert mlc.render(stage, "html").encode()
