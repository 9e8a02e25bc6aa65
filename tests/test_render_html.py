"""Rendering: HTML for a page."""

import re
from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings

import mlcareer_content as mlc
from mlcareer_content import model
from mlcareer_content.model import (
    COLLECTION_CLASSES,
    ENTRY_CLASSES,
    Article,
    BackLink,
    Prose,
    Question,
    Role,
    Section,
    Skill,
    Source,
    Stage,
    Transition,
)

from . import bells
from .bells import NEW, OLD
from .categories import PRACTICE
from .pages import CLASSES, faults, found, page, parsed, told, words
from .strategies import objects

ROOT = Path(__file__).parent.parent
GUIDE = mlc.load()
SKILL = Skill(
    id="bells",
    name="Ringing <bells>",
    category=PRACTICE,
    description=Prose(("Pull *gently*, as [ringers](role:ringer) [do](https://example.org/?a=1&b=2).",)),
    url="https://example.org/bells",
)
RINGER = Role(
    id="ringer",
    title="Bell ringer",
    alt_labels=("Ringer", "Campanologist"),
    description=Prose(("Rings [bells](skill:bells).",)),
    sources=(
        Source(title="The imprint", publisher="A press", years="1999", authority="primary"),
        Source(title="A page", url="https://example.org/?a&b"),
    ),
    checked_on=date(2026, 11, 2),
)
BOOK = attrs.evolve(bells.BOOK, description=Prose(("Read it.", "- once\n- twice")))
MASTER = Stage(id="master", title="Master", place=2, summary=Prose(("You lead.",)))
NOVICE = Stage(
    id="novice",
    title="Novice",
    place=1,
    summary=Prose(("You begin.",)),
    responsibilities=("Pull", "Let go"),
    essential_skills=(SKILL,),
    credentials=(OLD,),
    leads_to=(Transition(stage=MASTER, requirements=Prose(("Years.",))),),
)
SIDE = Stage(id="side", title="Listening", place="alongside", summary=Prose(("You listen.",)))
LOUD = Question(id="loud", question="Is it > loud?", answer=Prose(("Yes.", "Very.")), stages=(NOVICE,))
START = Section(id="start", heading="The start", body=Prose(("Become a [novice](stage:novice).",)), stage=NOVICE)
WAY = Article(
    id="way",
    title="The way up",
    language="en-GB",
    date_published=date(2026, 11, 1),
    lead=Prose(("How to begin.",)),
    sections=(START,),
)
OWN = mlc.Guide(
    id="bells",
    title="Bells & ropes",
    language="en",
    version="1",
    license="CC-BY-4.0",
    source=Source(title="The way", publisher="A press", years="2023-24"),
    back_link=BackLink(label="Bell ringer", target="bell-ringer"),
    share_prompt="Pass it on.",
    faq_heading="What people ask",
    article=WAY,
    stages=mlc.Collection("stages", (NOVICE, MASTER, SIDE)),
    faq=mlc.Collection("faq", (LOUD,)),
    skills=mlc.Collection("skills", (SKILL,)),
    roles=mlc.Collection("roles", (attrs.evolve(RINGER, former_ids=("puller",)),)),
    credentials=mlc.Collection("credentials", (OLD, NEW)),
)
ITEMS = [GUIDE, *GUIDE.collections, *GUIDE, OWN, *OWN.collections, *OWN, BOOK]


def _name(item):
    return getattr(item, "ref", None) or getattr(item, "kind", None) or item.id


# Entries


def test_html_of_a_skill():
    """An entry alone is an article with a heading, its prose and its facts; what is not on the page is plain text."""
    html = """\
<article class="mlc-entry mlc-skill" id="mlc-skill-bells">
<h2 class="mlc-heading">Ringing &lt;bells&gt;</h2>
<p>Pull <em>gently</em>, as ringers <a href="https://example.org/?a=1&amp;b=2">do</a>.</p>
<dl class="mlc-facts">
<div class="mlc-fact"><dt>Category</dt><dd>Practice</dd></div>
<div class="mlc-fact"><dt>Page</dt><dd><a href="https://example.org/bells">https://example.org/bells</a></dd></div>
</dl>
</article>"""

    assert html == mlc.render(SKILL, "html")


def test_html_of_a_role():
    """Other names stand on one line, and what was checked, when and where, behind the facts."""
    html = """\
<article class="mlc-entry mlc-role" id="mlc-role-ringer">
<h2 class="mlc-heading">Bell ringer</h2>
<p>Rings bells.</p>
<dl class="mlc-facts">
<div class="mlc-fact"><dt>Also listed as</dt><dd>Ringer, Campanologist</dd></div>
</dl>
<p class="mlc-sources">Checked on <time datetime="2026-11-02">2 November 2026</time>. \
Sources: The imprint, A press, 1999 (primary); <a href="https://example.org/?a&amp;b">A page</a>.</p>
</article>"""

    assert html == mlc.render(RINGER, "html")


def test_html_of_a_credential():
    """Without a day a credential shows its dates, and no status."""
    html = """\
<article class="mlc-entry mlc-credential" id="mlc-credential-old">
<h2 class="mlc-heading">Old certificate</h2>
<p>Proof.</p>
<dl class="mlc-facts">
<div class="mlc-fact"><dt>Category</dt><dd>Certification</dd></div>
<div class="mlc-fact"><dt>Issuer</dt><dd>An issuer</dd></div>
<div class="mlc-fact"><dt>Fields of study, for example</dt><dd>Ropes, Bells</dd></div>
<div class="mlc-fact"><dt>Available from</dt><dd><time datetime="2020-02-29">29 February 2020</time></dd></div>
<div class="mlc-fact"><dt>Last available on</dt><dd><time datetime="2024-02-29">29 February 2024</time></dd></div>
<div class="mlc-fact"><dt>Replaced by</dt><dd><ul class="mlc-names">
<li>New certificate</li>
</ul></dd></div>
</dl>
</article>"""

    assert html == mlc.render(OLD, "html")


@pytest.mark.parametrize(
    ("day", "status"),
    [(date(2020, 2, 28), "upcoming"), (date(2024, 2, 29), "available"), (date(2024, 3, 1), "retired")],
)
def test_html_of_a_credential_on_a_day(day, status):
    """With a day a credential shows its status on that day, which has a class of its own."""
    row = (
        f'<div class="mlc-fact"><dt>Status on {day}</dt>'
        f'<dd><span class="mlc-status mlc-{status}">{status}</span></dd></div>'
    )

    assert row in mlc.render(OLD, "html", as_of=day).splitlines()


def test_html_of_a_resource():
    """A resource shows its prose with its lists, who wrote and published it, and whether it is free."""
    html = """\
<article class="mlc-entry mlc-resource" id="mlc-resource-book">
<h2 class="mlc-heading">Bells</h2>
<p>Read it.</p>
<ul>
<li>once</li>
<li>twice</li>
</ul>
<dl class="mlc-facts">
<div class="mlc-fact"><dt>Category</dt><dd>Book</dd></div>
<div class="mlc-fact"><dt>Authors</dt><dd>A. Bell, B. Rope</dd></div>
<div class="mlc-fact"><dt>Published</dt><dd>A press, 1999</dd></div>
<div class="mlc-fact"><dt>ISBN</dt><dd>9780000000002</dd></div>
<div class="mlc-fact"><dt>Free to use in full</dt><dd>no</dd></div>
</dl>
</article>"""

    assert html == mlc.render(BOOK, "html")


def test_html_of_a_stage():
    """A stage shows its place, its summary, its facts, and under a heading each what it leads to."""
    html = """\
<article class="mlc-entry mlc-stage" id="mlc-stage-novice">
<h2 class="mlc-heading">Novice</h2>
<p class="mlc-place">Stage 1</p>
<div class="mlc-summary"><p>You begin.</p></div>
<dl class="mlc-facts">
<div class="mlc-fact"><dt>Responsibilities</dt><dd><ul class="mlc-list">
<li>Pull</li>
<li>Let go</li>
</ul></dd></div>
<div class="mlc-fact"><dt>Essential skills</dt><dd><ul class="mlc-names">
<li>Ringing &lt;bells&gt;</li>
</ul></dd></div>
<div class="mlc-fact"><dt>Credentials</dt><dd><ul class="mlc-names">
<li>Old certificate</li>
</ul></dd></div>
</dl>
<div class="mlc-transition">
<h3 class="mlc-heading">Leads to Master</h3>
<p>Years.</p>
</div>
</article>"""

    assert html == mlc.render(NOVICE, "html")


def test_html_of_a_question():
    """A question alone is open: its answer stands under it."""
    html = """\
<article class="mlc-entry mlc-question" id="mlc-question-loud">
<h2 class="mlc-heading">Is it &gt; loud?</h2>
<p>Yes.</p>
<p>Very.</p>
</article>"""

    assert html == mlc.render(LOUD, "html")


def test_html_of_an_article():
    """The article says its language, and its sections stand a level below it."""
    html = """\
<section class="mlc-article" id="mlc-article-way" lang="en-GB">
<h2 class="mlc-heading">The way up</h2>
<div class="mlc-lead"><p>How to begin.</p></div>
<section class="mlc-section" id="mlc-section-start">
<h3 class="mlc-heading">The start</h3>
<p>Become a novice.</p>
</section>
</section>"""

    assert html == mlc.render(WAY, "html")


def test_html_of_a_section():
    """A section alone is the same as within its article."""
    html = """\
<section class="mlc-section" id="mlc-section-start">
<h2 class="mlc-heading">The start</h2>
<p>Become a novice.</p>
</section>"""

    assert html == mlc.render(START, "html")


def test_html_of_a_stage_alongside():
    """A stage that is no rung says so."""
    assert '<p class="mlc-place">Alongside the other stages</p>' in mlc.render(SIDE, "html")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "example.org", "ftp://example.org"])
def test_what_is_no_address_of_the_web_is_text(url):
    """Only what begins as an address of the web becomes a link, whoever built the entry."""
    tree = parsed(mlc.render(attrs.evolve(BOOK, url=url), "html"))

    assert (url in words(tree), list(tree.iter("a"))) == (True, [])


# Collections


def test_html_of_questions():
    """The FAQ is a fold for each question, without a heading, for the page has its own."""
    html = """\
<div class="mlc-collection mlc-faq" id="mlc-faq">
<details class="mlc-question" id="mlc-question-loud">
<summary>Is it &gt; loud?</summary>
<div class="mlc-answer"><p>Yes.</p>
<p>Very.</p></div>
</details>
</div>"""

    assert html == mlc.render(OWN.faq, "html")


def test_html_of_credentials():
    """Other collections are a list of terms, each with what there is to say of it."""
    html = """\
<div class="mlc-collection mlc-credentials" id="mlc-credentials">
<dl class="mlc-glossary">
<div class="mlc-credential" id="mlc-credential-new">
<dt>New certificate</dt>
<dd>
<p>New.</p>
<dl class="mlc-facts">
<div class="mlc-fact"><dt>Category</dt><dd>Certification</dd></div>
</dl>
</dd>
</div>
</dl>
</div>"""

    assert html == mlc.render(OWN.credentials[1:], "html")


def test_html_of_stages():
    """Stages are a picture of the ladder, and a list in order, each stage under its heading."""
    tree = parsed(mlc.render(OWN.stages, "html"))[0]
    stages = [(item.get("id"), item[0].tag, words(item[0])) for item in tree[1]]

    assert ["figure", "ol"] == [child.tag for child in tree]
    assert [
        ("mlc-stage-novice", "h2", "Novice"),
        ("mlc-stage-master", "h2", "Master"),
        ("mlc-stage-side", "h2", "Listening"),
    ] == stages


@pytest.mark.parametrize("kind", ["stages", "faq", "skills"])
def test_html_of_nothing(kind):
    """A collection without entries is an element without text, and no error."""
    tree = parsed(mlc.render(mlc.Collection(kind, ()), "html"))

    assert ("div", "") == (tree[0].tag, words(tree))


# The whole guide


def test_html_of_a_guide_in_order():
    """A guide shows its back link, title, article, each collection, share prompt, credit and licence, in this order."""
    html = mlc.render(OWN, "html")
    tree = parsed(html)[0]
    expected = ["header", "mlc-article-way", "mlc-stages", "mlc-faq", "mlc-skills", "mlc-roles", "mlc-credentials"]

    assert [*expected, "footer"] == [child.get("id", child.tag) for child in tree]
    assert ["Bell ringer", "Bells & ropes"] == [words(child) for child in tree[0]]
    assert ("article", "mlc-guide", "en") == (tree.tag, tree.get("id"), tree.get("lang"))
    assert ["en-GB"] == [child.get("lang") for child in tree if child.get("lang")]


def test_the_licence_is_a_link_to_its_deed():
    """The credit says whose facts a guide carries, and links to the licence in a way that machines know."""
    html = mlc.render(OWN, "html")
    credit = (
        '<p class="mlc-credit">Facts from “The way”, A press, 2023-24, and from the sources named with each entry. '
        'Text under the licence <a href="https://creativecommons.org/licenses/by/4.0/" rel="license">CC-BY-4.0</a>.</p>'
    )

    assert credit in html.splitlines()


def test_html_of_a_guide_without_extras():
    """What a guide does not have leaves no trace; a licence whose deed is not known is text."""
    bare = attrs.evolve(OWN, source=None, back_link=None, share_prompt=None, faq_heading=None, license="MIT")
    html = mlc.render(bare, "html")

    assert '<header class="mlc-header">\n<h2 class="mlc-heading">Bells &amp; ropes</h2>\n</header>' in html
    credit = "Facts from the sources named with each entry. Text under the licence MIT."
    assert f'<footer class="mlc-footer">\n<p class="mlc-credit">{credit}</p>\n</footer>' in html
    assert ('<h3 class="mlc-heading">Questions</h3>' in html, "None" in html) == (True, False)


def test_a_guide_of_an_article_alone():
    """Collections without entries have no heading on the page."""
    alone = attrs.evolve(
        OWN, **{collection.kind: mlc.Collection(collection.kind, ()) for collection in OWN.collections}
    )

    assert ["Bells & ropes", "The way up", "The start"] == [
        words(heading) for heading in found(mlc.render(alone, "html"), class_="mlc-heading")
    ]


def _headings(html):
    """Each heading with its level, as a reader's programs tell it."""
    return [
        (int(heading.get("aria-level", str(heading.tag)[1:])), words(heading))
        for heading in found(html, class_="mlc-heading")
    ]


@pytest.mark.parametrize("level", range(1, 7))
def test_headings_begin_at_the_level_asked_for(level):
    """No level is skipped, nor lost where HTML has no more of them."""
    expected = [
        (level, "Bells & ropes"),
        (level + 1, "The way up"),
        (level + 2, "The start"),
        (level + 1, "Stages"),
        (level + 2, "Novice"),
        (level + 3, "Leads to Master"),
        (level + 2, "Master"),
        (level + 2, "Listening"),
        (level + 1, "What people ask"),
        (level + 1, "Skills"),
        (level + 1, "Roles"),
        (level + 1, "Credentials"),
    ]

    assert expected == _headings(mlc.render(OWN, "html", heading_level=level))


def test_a_heading_below_the_sixth_level():
    """HTML has six levels: what is deeper says its level by ARIA."""
    assert '<h6 class="mlc-heading" aria-level="7">The start</h6>' in mlc.render(OWN, "html", heading_level=5)


# Everything


@pytest.mark.parametrize("item", ITEMS, ids=_name)
def test_nothing_unforeseen_is_on_a_page(item):
    """Elements, attributes and classes are known, ids are there once, and every link within the page has its target."""
    assert [] == faults(mlc.render(item, "html", as_of=date(2026, 11, 25)))


@pytest.mark.parametrize("item", ITEMS, ids=_name)
def test_a_page_tells_everything(item):
    """A reader sees every label, every line of prose and every fact."""
    day = date(2026, 11, 25)
    shown = words(parsed(mlc.render(item, "html", as_of=day)))

    assert [] == [text for text in told(item, day) if text not in shown]


def _with_attributes(tree):
    """The text of a page, and the days and the addresses behind it, without white space and commas."""
    behind = [element.get("datetime") or element.get("href") or "" for element in tree.iter()]
    return re.sub(r"[\s,]", "", "".join([*tree.itertext(), *behind]))


@pytest.mark.parametrize("item", [*GUIDE, *OWN], ids=_name)
def test_a_page_tells_what_the_text_tells(item):
    """Every line of the text format, but for rules, the words for a place and for sources, stands on the page."""
    lines = mlc.render(item, "text", width=10_000).splitlines()
    kept = [line for line in lines if line.strip("=-") and not line.startswith("Sources")]
    parts = [re.sub(r"[\s,]", "", part) for line in kept for part in re.split(r": |:$|, (?=http)| \(|^ *- ", line)]
    shown = _with_attributes(parsed(mlc.render(item, "html")))

    assert [] == [part for part in parts if part not in shown]


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(max_examples=60, deadline=None)
@given(objects(mlc.Guide))
def test_any_guide_is_a_sound_page(guide):
    """Whatever stands in the entries, nothing unforeseen is on the page, and all of it can be seen."""
    html = mlc.render(guide, "html", heading_level=4)
    shown = words(parsed(html))

    assert [] == [fault for fault in faults(html) if not fault.startswith("id ")]
    assert [] == [text for text in told(guide) if text not in shown]


def _written(folder, pages):
    """Files of some pages."""
    for number, html in enumerate(pages):
        path = folder / f"{number:03}.html"
        path.write_text(html, "utf-8")
        yield path


def test_the_html_checker_has_nothing_to_say(nu_html_checker, tmp_path):
    """A page around each item, and around a guide at each level of headings, brings no message."""
    pages = [page(mlc.render(item, "html", as_of=date(2026, 11, 25))) for item in ITEMS]
    pages += [page(mlc.render(OWN, "html", heading_level=level), level) for level in range(1, 7)]
    pages += [page(mlc.render(mlc.Collection(part.kind, ()), "html")) for part in GUIDE.collections]

    assert [] == nu_html_checker(_written(tmp_path, pages))


# What it says of a guide that no check would pass: letters, years, addresses, what is there twice.
_OF_THE_CONTENT = (
    *("Private Use Area", "Normalization Form C", "Year may be mistyped", "Bad value “http"),
    *("Duplicate ", "The first occurrence"),
)


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
def test_the_html_checker_has_nothing_to_say_of_any_guide(nu_html_checker, tmp_path):
    """Nor does a page around a guide that was made up, but of what stands in it."""
    pages = []

    @settings(max_examples=60, deadline=None, database=None)
    @given(objects(mlc.Guide))
    def collect(guide):
        pages.append(page(mlc.render(guide, "html")))

    collect()

    messages = nu_html_checker(_written(tmp_path, pages))

    assert [] == [message for message in messages if not any(part in message for part in _OF_THE_CONTENT)]


# Strings that are HTML


@pytest.mark.parametrize("item", [OWN, OWN.faq, LOUD, WAY], ids=_name)
def test_items_are_html_for_templates(item):
    """An item gives its HTML by itself: for Jinja and MarkupSafe, for Django, for notebooks."""
    html = mlc.render(item, "html")

    assert {html} == {item.html, item.__html__(), item._repr_html_(), item.html.__html__()}
    assert hasattr(html, "__html__")


@pytest.mark.parametrize("format", ["svg", "css"])
def test_pictures_and_styles_are_safe_for_templates(format):
    """What else stands in a page is not escaped by a template either."""
    assert hasattr(mlc.render(OWN, format), "__html__")


def test_prose_is_html_by_itself():
    """Prose alone gives HTML whose links to entries are plain text."""
    html = '<p>Pull <em>gently</em>, as ringers <a href="https://example.org/?a=1&amp;b=2">do</a>.</p>'

    assert (html, html) == (SKILL.description.html, SKILL.description.__html__())


def test_every_kind_is_tried():
    """No class of entries is forgotten here."""
    assert set(ENTRY_CLASSES.values()) == {type(item) for item in ITEMS if isinstance(item, model.Entry)}


# What is promised to a stylesheet


def _documented(pattern):
    """What the documentation has in the first column, and in code elsewhere."""
    return set(re.findall(pattern, (ROOT / "docs" / "rendering.md").read_text("utf-8")))


def test_every_class_is_documented():
    """The classes on the elements are those that the documentation lists, and those that the other tests allow."""
    pages = [mlc.render(item, "html") for item in ITEMS]
    pages += [mlc.render(OLD, "html", as_of=date(year, 1, 1)) for year in (2019, 2022, 2025)]
    pages += [mlc.render(GUIDE.search("PhD"), "html")]
    classes = {name for html in pages for names in re.findall(r'class="([^"]*)"', html) for name in names.split()}

    assert {f"mlc-{name}" for name in CLASSES} == classes
    assert classes == _documented(r"`(mlc-[a-z-]+)`") | {
        f"mlc-{name}" for name in (*COLLECTION_CLASSES, *ENTRY_CLASSES)
    }
    assert {"mlc-<kind>", "mlc-<name>"} <= _documented("`([^`]*)`")


def test_every_class_of_the_stylesheet_is_there():
    """No rule is for what is never written, and each custom property is documented."""
    css = mlc.render(GUIDE, "css")

    assert set(re.findall(r"\.mlc-([a-z-]+)", css)) <= CLASSES
    assert set(re.findall(r"var\((--mlc-(?!shade)[a-z]+)", css)) == _documented(r"`(--mlc-[a-z]+)`")
