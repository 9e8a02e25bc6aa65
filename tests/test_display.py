"""How what is loaded shows itself: in templates, in notebooks, in terminals."""

import io
import re
import subprocess
import sys
from types import ModuleType

import django
import django.template
import jinja2
import markupsafe
import pytest
import rich.console
import rich.markdown
from django.conf import settings
from django.urls import path, set_urlconf
from django.utils.html import conditional_escape, format_html

import mlcareer_content as mlc
from mlcareer_content.model import Prose, Skill

from .categories import PRACTICE, SOFT
from .commands import NOT_SHOWN
from .places import ROOT, needs_source
from .tables import each_row

GUIDE = mlc.load()
HOSTILE = Skill(
    id="hostile",
    name="<script>alert('&')</script>\x1b[31m",
    category=PRACTICE,
    description=Prose(("<b>*Pull*</b> \\*\x1b[31m",)),
)
ITEMS = [GUIDE, GUIDE.stages, GUIDE.faq, GUIDE.article, GUIDE["skill:python"], HOSTILE]
# What a template makes of each stands for the HTML of it, and once only.
VALUES = [HOSTILE, HOSTILE.html, mlc.render(HOSTILE, "html"), HOSTILE.description, HOSTILE.description.html]
ENGINE = jinja2.Environment(autoescape=True)


@pytest.fixture(scope="module", autouse=True)
def _django():
    if not settings.configured:
        settings.configure(TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}])
        django.setup()


def _name(item):
    return f"{type(item).__name__}-{getattr(item, 'kind', '')}"


def _html(value):
    return str(value.html) if hasattr(value, "html") else str(value)


# HTML


@each_row("item", ITEMS)
def test_html_is_what_render_gives(item):
    """`.html` and the methods of templates and notebooks are the rendered fragment."""
    html = mlc.render(item, "html")

    assert [html] * 3 == [item.html, item.__html__(), item._repr_html_()]


def test_html_of_prose():
    """Prose has its HTML, in which nothing of it is markup but its emphasis."""
    html = "<p>&lt;b&gt;<em>Pull</em>&lt;/b&gt; *[31m</p>"

    assert [html] * 2 == [HOSTILE.description.html, HOSTILE.description.__html__()]


@pytest.mark.parametrize("value", VALUES, ids=_name)
def test_jinja_takes_it_as_it_is(value):
    """With autoescape, HTML is put into a page once, as it is, also by way of a filter and an attribute."""
    html = _html(value)

    assert html == ENGINE.from_string("{{ value }}").render(value=value)
    assert html == ENGINE.from_string("{{ value|e }}").render(value=value)
    assert html == ENGINE.from_string("{% set joined = value|e %}{{ joined }}").render(value=value)


@pytest.mark.parametrize("value", VALUES, ids=_name)
def test_markupsafe_takes_it_as_it_is(value):
    """Escaping leaves HTML alone, however often it is done, and formatting puts it into more."""
    html = _html(value)

    assert html == markupsafe.escape(value) == markupsafe.escape(markupsafe.escape(value))
    assert f"<div>{html}</div>" == markupsafe.Markup("<div>{}</div>").format(value)


@pytest.mark.parametrize("value", [value for value in VALUES if isinstance(value, str)], ids=_name)
def test_django_takes_it_as_it_is(value):
    """A template and the functions of Django put `.html` and what `render` gives into a page once, as they are."""
    template = django.template.engines["django"].from_string("{{ value }}")

    assert str(value) == template.render({"value": value})
    assert str(value) == conditional_escape(value)
    assert f"<div>{value}</div>" == format_html("<div>{}</div>", value)


@pytest.mark.parametrize("value", [value for value in VALUES if not isinstance(value, str)], ids=_name)
def test_django_takes_an_attribute_in_a_template(value):
    """In a template of Django one writes `.html`; its functions know an object itself by its method."""
    template = django.template.engines["django"].from_string("{{ value.html }}")

    assert value.html == template.render({"value": value})
    assert value.html == conditional_escape(value)


@pytest.mark.parametrize("text", [HOSTILE.name, HOSTILE.description.text], ids=["label", "text"])
def test_plain_strings_are_escaped(text):
    """What is no HTML is a plain string, which every template engine escapes."""
    escaped = ENGINE.from_string("{{ value }}").render(value=text)

    assert "<" not in escaped
    assert escaped.replace("&#39;", "&#x27;") == conditional_escape(text)
    assert not hasattr(text, "__html__")


@pytest.mark.parametrize("change", [str.upper, str.strip, lambda html: html + "<script>", lambda html: html[1:]])
def test_what_is_made_of_html_is_a_plain_string(change):
    """HTML that was changed vouches for nothing, and is escaped."""
    assert not hasattr(change(HOSTILE.html), "__html__")


@needs_source
def test_the_documented_tag_of_django_has_the_links_of_the_application(monkeypatch):
    """The module in the documentation is a tag that takes any part of a guide, and the options of `render`."""
    page = (ROOT / "docs" / "rendering.md").read_text("utf-8")
    (source,) = re.findall(r"```python templatetags/career\.py\n(.*?)```", page, re.DOTALL)
    (text,) = re.findall(r"```html\n(\{% load career %\}.*?)```", page, re.DOTALL)
    tags, urls = ModuleType("career_tags"), ModuleType("career_urls")
    urls.urlpatterns = [path("pages/<kind>/<id>", lambda _request: None, name="entry")]
    exec(source, vars(tags))
    monkeypatch.setitem(sys.modules, tags.__name__, tags)
    set_urlconf(urls)
    question, hits = GUIDE.faq["education-needed"], GUIDE.search("PhD", limit=2)
    engine = django.template.Engine(libraries={"career": tags.__name__})
    shown = engine.from_string(text).render(django.template.Context({"question": question, "hits": hits}))
    set_urlconf(None)

    def link(entry):
        return f"/pages/{entry.kind}/{entry.id}"

    expected = [mlc.render(question.answer, "html", link=link), mlc.render(hits, "html", link=link, heading_level=3)]
    assert ["", *"\n".join(expected).splitlines()] == shown.splitlines()


# Notebooks


@each_row("item", ITEMS)
def test_a_notebook_chooses_by_media_type(item):
    """A notebook is offered HTML, Markdown and text, each as `render` gives it, and as plain strings of JSON."""
    expected = {"text/html": "html", "text/markdown": "markdown", "text/plain": "text"}

    assert {media_type: mlc.render(item, format) for media_type, format in expected.items()} == item._repr_mimebundle_()


def test_a_notebook_may_name_what_it_wants():
    """The protocol passes what to include and what to leave out; both may be ignored."""
    bundle = HOSTILE._repr_mimebundle_(include={"text/html"}, exclude={"text/plain"})

    assert HOSTILE._repr_mimebundle_() == bundle


def test_a_class_does_not_show_itself():
    """Asked of a class, as IPython does by mistake, the methods are only functions."""
    with pytest.raises(TypeError) as caught:
        Skill._repr_mimebundle_()

    assert "self" in str(caught.value)


# Terminals


def _printed(item, width=60):
    console = rich.console.Console(file=io.StringIO(), width=width, color_system=None)
    console.print(item)
    return console.file.getvalue()


@each_row("item", ITEMS)
def test_rich_prints_it(item):
    """Rich prints an item as its Markdown, with nothing in it that a terminal obeys."""
    printed = _printed(item)

    assert _printed(rich.markdown.Markdown(mlc.render(item, "markdown"))) == printed
    assert NOT_SHOWN.search(printed) is None


def test_rich_shows_plain_fields_as_they_are():
    """A label stands in the terminal as it was written, without its control characters."""
    printed = " ".join(_printed(HOSTILE).split())

    assert "<script>alert('&')</script>[31m" in printed
    assert "<b>Pull</b> *[31m" in printed


def test_rich_shows_no_markup_of_its_own():
    """What means colour to rich is only text here."""
    skill = Skill(id="a", name="[red]A[/red]", category=SOFT, description=Prose(("[bold]b[/bold]",)))
    printed = _printed(skill)

    assert ("[red]A[/red]" in printed, "[bold]b[/bold]" in printed) == (True, True)


# Imports


def test_showing_needs_no_renderer_before():
    """Loading imports neither the renderers nor the CommonMark parser; what is shown brings them."""
    code = (
        "import sys, mlcareer_content as m; guide = m.load(); guide.skills['python'].name; before = set(sys.modules);"
        "guide.faq.html; parts = {'mlcareer_content._render', 'mlcareer_content._commonmark'};"
        "print(bool(parts & before), parts <= sys.modules.keys(), 'rich' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)

    assert done.stdout.split() == ["False", "True", "False"]
