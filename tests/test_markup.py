"""HTML that is safe by construction."""

import copy
import json
import pickle

import pytest
import yaml

from mlcareer_content._markup import Markup, element, empty, join, text


@pytest.mark.parametrize(
    ("value", "html"),
    [
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("\"'", "&quot;&#x27;"),
        ("a\x00\x9b\u202e\ufeff\ufffe\ud800b\tc", "ab c"),
        ("one\ntwo", "one\ntwo"),
        ("résumé 日本語 👩‍💻", "résumé 日本語 👩‍💻"),
        (Markup("<b>&amp;"), "<b>&amp;"),
    ],
)
def test_text_is_escaped_once(value, html):
    """A text is escaped, and loses what HTML forbids; what is markup already stays as it is."""
    assert html == text(value)


@pytest.mark.parametrize("value", [text("a"), element("a"), empty("a"), join("a"), Markup("a")])
def test_what_is_made_is_markup(value):
    """It says to template engines, and to itself, that it need not be escaped again."""
    assert (Markup, value) == (type(value), value.__html__())


def test_an_element_escapes_its_content():
    """What is put into an element is text, unless it is markup."""
    assert element("p", "<b>", element("b", "c")) == "<p>&lt;b&gt;<b>c</b></p>"


@pytest.mark.parametrize(
    ("attributes", "html"),
    [
        ({"id": "\"><script a='b'>"}, '<a id="&quot;&gt;&lt;script a=&#x27;b&#x27;&gt;"></a>'),
        ({"class_": "b", "aria_level": 7}, '<a class="b" aria-level="7"></a>'),
        ({"rel": None, "href": ""}, '<a href=""></a>'),
        ({"title": Markup("<b>")}, '<a title="&lt;b&gt;"></a>'),
        ({"viewBox": "0 0\x001"}, '<a viewBox="0 01"></a>'),
    ],
)
def test_an_attribute_is_escaped(attributes, html):
    """The value of an attribute is text always; what is `None` is left out."""
    assert html == element("a", **attributes)


def test_an_empty_element_closes_itself():
    """SVG has elements without content."""
    assert empty("rect", rx=6, stroke_width="1.5") == '<rect rx="6" stroke-width="1.5"/>'


def test_pieces_are_joined_by_lines():
    """What is empty leaves no line, and what is no markup is escaped."""
    assert join("a", "", Markup("<b>"), "<") == "a\n<b>\n&lt;"


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_markup_can_be_copied(copied):
    """A copy is markup too."""
    assert (Markup, "<b>") == (type(copied(Markup("<b>"))), copied(Markup("<b>")))


@pytest.mark.parametrize("dump", [json.dumps, yaml.safe_dump])
def test_markup_becomes_a_plain_string(dump):
    """`str` of markup is of the very class str, which every serializer takes."""
    plain = str(Markup("<b>"))

    assert (str, dump({"html": "<b>"})) == (type(plain), dump({"html": plain}))


def test_markup_joined_with_text_is_no_markup():
    """Nothing is taken for safe because a part of it is."""
    assert str is type(Markup("<b>") + "<script>")
