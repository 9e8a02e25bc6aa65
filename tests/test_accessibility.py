"""Pages in a real browser: what axe-core has against them, how they are read, tabbed through, enlarged and printed."""

import base64
import re
from itertools import product

import pytest
from attrs import evolve
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

import mlcareer_content as mlc
from mlcareer_content._site import site_files

from .browser import screen, serving, too_wide

WIDTHS = (320, 768, 1440)
SCHEMES = ("light", "dark")
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
STAGES = [f"guide/stages/{name}.html" for name in ("education", "continuous-learning")]
ENTRIES = ["guide/questions/after-deployment.html", "guide/skills/python.html"]
SITE = ["guide/index.html", "guide/glossary.html", "guide/404.html", *STAGES, *ENTRIES]
PAGES = [*SITE, "application.html"]

# The least that an application has around the guide.
APPLICATION = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A page</title>
<link rel="stylesheet" href="application.css">
</head>
<body>
<main>
<h1>A page</h1>
{}
</main>
</body>
</html>
"""
APPLICATION_STYLE = """
:root { color-scheme: light dark; }
body { background: canvas; color: canvastext; }
"""


def _write(folder, guide):
    """Put the site of a guide into a folder, below `guide/`, and an application's page with a part of it."""
    for name, data in site_files(guide, base_url="https://example.org/guide/").items():
        path = folder / "guide" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    part = evolve(guide, **{one.kind: one[:9] for one in guide.collections})
    (folder / "application.html").write_text(APPLICATION.format(mlc.render(part, "html")), "utf-8")
    (folder / "application.css").write_text(mlc.render(guide, "css") + APPLICATION_STYLE, "utf-8")


@pytest.fixture(scope="module")
def pages(guide, tmp_path_factory):
    """The folder with the pages."""
    folder = tmp_path_factory.mktemp("pages")
    _write(folder, guide)
    return folder


@pytest.fixture(scope="module")
def address(pages):
    """Where the pages are served."""
    with serving(pages) as found:
        yield found


def _open_questions(browser):
    """Open every question, and say whether there are any."""
    browser.execute_script("for (const one of document.querySelectorAll('details')) one.open = true")
    return bool(browser.find_elements(By.TAG_NAME, "details"))


@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_no_violation(browser, address, violations, page):
    """No rule of axe-core is violated, at any width, light and dark; with open questions, at the least and most."""
    browser.get(address + page)
    found = {}

    def look(widths):
        for width, scheme in product(widths, SCHEMES):
            with screen(browser, width, prefers_color_scheme=scheme):
                found.setdefault("\n".join(violations(browser)), []).append(f"{width} px, {scheme}")

    look(WIDTHS)
    if _open_questions(browser):
        look((WIDTHS[0], WIDTHS[-1]))

    assert [""] == list(found)


@pytest.mark.parametrize("page", [page for page in SITE if "404" not in page])
def test_policy_allows_what_a_page_loads(browser, address, pages, page):
    """From a server and from a disk, the stylesheet applies, and the console has no violation of the policy."""
    for top in (address, f"{pages.as_uri()}/"):
        browser.get_log("browser")  # what was logged before, on other pages too
        browser.get(top + page)

        body = browser.find_element(By.CLASS_NAME, "site")
        assert "rgba(0, 0, 0, 0)" != body.value_of_css_property("background-color")
        assert [] == browser.get_log("browser")


# Whatever the reader's screen


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_scrolled_sideways(browser, address, page):
    """At any width, also where text is spaced as WCAG 1.4.12 has it, all is there without scrolling sideways.

    A window of 1280 pixels, enlarged to 400 %, is one of 320.
    """
    browser.get(address + page)
    _open_questions(browser)
    wide = []
    for width in (320, 480, 639, 640, 768, 1023, 1024, 1440, 2560):
        with screen(browser, width, 256):
            wide += [width] * (too_wide(browser) > 0)
    spacing = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
    script = "const sheet = new CSSStyleSheet(); sheet.replaceSync(arguments[0]); document.adoptedStyleSheets = [sheet]"
    with screen(browser, 320, 256):
        browser.execute_script(script, spacing)
        wide += ["spaced"] * (too_wide(browser) > 0)

    assert [] == wide


def test_words_of_any_length_are_broken(browser, guide, tmp_path):
    """Words that are wider than the screen make nothing wider."""
    first = guide.stages[0]
    long = evolve(
        guide,
        title=LONG,
        article=evolve(guide.article, title=LONG, sections=(evolve(guide.article.sections[0], heading=LONG),)),
        stages=mlc.Collection("stages", (evolve(first, title=LONG, activities=(LONG,)), *list(guide.stages)[1:])),
        faq=mlc.Collection("faq", tuple(evolve(entry, question=LONG) for entry in guide.faq)),
        skills=mlc.Collection("skills", tuple(evolve(entry, name=LONG) for entry in guide.skills)),
    )
    _write(tmp_path, long)
    wide = {}
    with serving(tmp_path) as found:
        for page, width in product(("guide/index.html", "guide/glossary.html", STAGES[0], ENTRIES[1]), WIDTHS):
            browser.get(found + page)
            with screen(browser, width):
                wide[page, width] = too_wide(browser)

    assert dict.fromkeys(wide, 0) == wide


# What shows a line or a mark by a background alone is not there where the reader's system chooses the colours.
_VANISHING = """
const drawn = (style) => ["Top", "Right", "Bottom", "Left"].some((side) => parseFloat(style[`border${side}Width`]) > 0);
const found = [];
for (const element of document.body.querySelectorAll("*")) {
  for (const part of ["::before", "::after"]) {
    const style = getComputedStyle(element, part);
    if (style.content.startsWith('""') && !drawn(style)) found.push(`${element.outerHTML.slice(0, 60)} ${part}`);
  }
}
return found;
"""
_PAINTED = """
const { backgroundColor: ground, color: ink } = getComputedStyle(document.body);
const unlike = (selector, name) =>
  [...document.body.querySelectorAll(selector)]
    .filter((element) => getComputedStyle(element)[name] !== ink)
    .map((element) => `${name} ${element.outerHTML.slice(0, 60)}`);
const like = (selector, name) =>
  [...document.body.querySelectorAll(selector)]
    .filter((element) => getComputedStyle(element)[name] === ground)
    .map((element) => `${name} ${element.outerHTML.slice(0, 60)}`);
return [
  ...like("*", "color"), ...unlike(".mlc-ladder text", "fill"), ...unlike(".mlc-ladder :is(rect, path)", "stroke"),
];
"""


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("page", ["guide/index.html", STAGES[1], "application.html"])
def test_nothing_vanishes_where_colours_are_forced(browser, address, page, scheme):
    """In the colours of the reader's system all text stays, and so does what is drawn."""
    browser.get(address + page)
    text = browser.find_element(By.TAG_NAME, "body").text
    with screen(browser, 1440, forced_colors="active", prefers_color_scheme=scheme):
        active = browser.execute_script("return matchMedia('(forced-colors: active)').matches")
        forced = browser.find_element(By.TAG_NAME, "body").text
        vanished = browser.execute_script(_VANISHING) + browser.execute_script(_PAINTED)

    assert active
    assert [] == vanished
    assert text.split() == forced.split()


@pytest.mark.parametrize("page", PAGES)
def test_nothing_moves(browser, address, page):
    """There is nothing to be reduced for those who prefer less motion: nothing is animated, whatever they prefer."""
    browser.get(address + page)
    moving = """
      const names = ["animationDuration", "transitionDuration"];
      const moves = (style) => names.some((name) => parseFloat(style[name]) > 0) || style.scrollBehavior === "smooth";
      return [...document.querySelectorAll("*")].filter((element) => moves(getComputedStyle(element))).length;
    """

    assert 0 == browser.execute_script(moving)


# The keyboard


def _press(browser, *keys):
    ActionChains(browser).send_keys(*keys).perform()
    return browser.switch_to.active_element


# Whether what has the focus shows it: an outline, in sight, that nothing lies upon.
_FOCUS = """
const element = document.activeElement, style = getComputedStyle(element), box = element.getClientRects()[0];
const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
const shown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
const seen = box.width > 10 && box.height > 10 && top && (element.contains(top) || top.contains(element));
const distinct = style.outlineColor !== getComputedStyle(document.body).backgroundColor;
return shown && seen && distinct ? "" : element.outerHTML;
"""


@pytest.mark.parametrize("features", [{"prefers_color_scheme": "light"}, {"forced_colors": "active"}])
@pytest.mark.parametrize(("page", "width"), [("guide/404.html", 320), (STAGES[1], 1440), (STAGES[1], 320)])
def test_focus_is_seen(browser, address, page, width, features):
    """Whatever the Tab key comes to shows that it has the focus, and it comes to every link and question."""
    browser.get(address + page)
    links = len(browser.find_elements(By.CSS_SELECTOR, "a, summary"))
    hidden = len(browser.find_elements(By.CSS_SELECTOR, "details:not([open]) a"))
    unseen = []
    with screen(browser, width, **features):
        for _ in range(links - hidden):
            _press(browser, Keys.TAB)
            unseen.append(browser.execute_script(_FOCUS))
        last = browser.execute_script("return document.activeElement === [...document.querySelectorAll('a')].at(-1)")

    assert [] == list(filter(None, unseen))
    assert last


@pytest.mark.parametrize("page", SITE)
def test_first_link_skips_to_the_content(browser, address, page):
    """The first Tab shows a link that leads past the navigation."""
    browser.get(address + page)
    with screen(browser, 320):
        link = _press(browser, Keys.TAB)
        shown = link.size["height"] > 20 and link.text
        main = _press(browser, Keys.ENTER)
        behind = _press(browser, Keys.TAB)
        in_main = browser.execute_script("return arguments[0].closest('main') !== null", behind)

    assert "Skip to the content" == shown
    assert "site-content" == main.get_attribute("id")
    assert in_main or not main.find_elements(By.TAG_NAME, "a")


def test_keyboard_opens_every_question(browser, guide, address):
    """From the link in the header on, Tab, Enter and Space lead to every question, open it, and close it."""
    browser.get(address + "guide/index.html")
    opened = []
    with screen(browser):
        link = _press(browser, Keys.TAB)
        while link.text != "Questions":
            link = _press(browser, Keys.TAB)
        _press(browser, Keys.ENTER)
        for number in range(len(guide.faq)):
            summary = _press(browser, Keys.TAB)
            while summary.tag_name != "summary":
                summary = _press(browser, Keys.TAB)
            states = []
            for key in (Keys.ENTER, Keys.SPACE, Keys.ENTER if number % 2 else Keys.SPACE):
                _press(browser, key)
                states.append(browser.execute_script("return arguments[0].parentNode.open", summary))
            opened.append((summary.text, states))

    assert [(entry.question, [True, False, True]) for entry in guide.faq] == opened


def test_page_that_has_moved_leads_on(browser, guide, tmp_path):
    """Who comes to the former address of a stage is led to its page."""
    renamed = evolve(guide.stages[0], former_ids=("school",))
    _write(tmp_path, evolve(guide, stages=mlc.Collection("stages", (renamed, *list(guide.stages)[1:]))))
    with serving(tmp_path) as found:
        browser.get(f"{found}guide/stages/school.html")
        WebDriverWait(browser, 10, 0.05).until(lambda _: browser.current_url == f"{found}{STAGES[0]}")


# The accessibility tree


def _footer(guide):
    """What every page ends with."""
    yield from ("contentinfo", "navigation A page for every stage", "heading 2 A page for every stage")
    yield from ("heading 2 To take away", f"heading 2 {guide.title}")


_TOLD = {"banner", "navigation", "main", "contentinfo", "complementary", "article", "heading", "image"}


def _outline(browser):
    """The landmarks, headings, pictures and questions of a page as the accessibility tree has them, from the top."""
    nodes = browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    known = {node["nodeId"]: node for node in nodes}
    waiting, found = [nodes[0]["nodeId"]], []
    while waiting:
        node = known.get(waiting.pop(), {"ignored": True})
        waiting += reversed(node.get("childIds", []))
        role = node.get("role", {}).get("value")
        name = node.get("name", {}).get("value", "")
        if not node["ignored"] and (role in _TOLD or role == "DisclosureTriangle"):
            level = [item["value"]["value"] for item in node["properties"] if item["name"] == "level"]
            found.append(" ".join(filter(None, (role, *map(str, level), name))))
    return found


def _description(browser):
    (node,) = (
        node
        for node in browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
        if not node["ignored"] and node["role"]["value"] == "image"
    )
    return node["name"]["value"], node["description"]["value"]


def _stage(stage, level):
    """The headings of a stage."""
    yield f"heading {level} {stage.title}"
    yield from (f"heading {level + 1} Leads to {transition.stage.title}" for transition in stage.leads_to)


def test_guide_is_read_in_order(browser, guide, address):
    """The whole guide is read from the top: navigation, title, article, picture, stages, questions, glossaries."""
    browser.get(address + "guide/index.html")
    stages = [line for stage in guide.stages for line in _stage(stage, 3)]
    expected = [
        *("banner", "navigation Site", "navigation On this page", "heading 2 On this page"),
        *("main", "article", f"heading 1 {guide.title}", f"heading 2 {guide.article.title}"),
        *(f"heading 3 {section.heading}" for section in guide.article.sections),
        *("heading 2 Stages", "image The career ladder", *stages),
        *("heading 2 Frequently asked questions", *_questions(guide.faq)),
        *_headings(guide.collections[2:]),
        *_footer(guide),
    ]

    assert expected == _outline(browser)


def _questions(faq):
    """The questions in no group, then those of each group below its heading."""
    lines = []
    for group in dict.fromkeys((None, *(entry.group for entry in faq))):
        lines += [f"heading 3 {group.heading}"] if group else []
        lines += [f"DisclosureTriangle {entry.question}" for entry in faq if entry.group == group]
    return lines


@pytest.mark.parametrize("page", STAGES)
def test_stage_is_read_in_order(browser, guide, address, page):
    """The page of a stage has the stage first, then what the article and the questions say of it."""
    browser.get(address + page)
    stage = guide.stages[re.search(r"([\w-]+)\.html", page)[1]]
    sections = [f"heading 2 {section.heading}" for section in guide.article.sections if section.stage == stage]
    questions = _questions(guide.faq.where(stages=stage.ref))
    built = ["heading 2 What the skills build on"] if any(skill.builds_on for skill in stage.skills) else []
    expected = [
        *(
            "banner",
            "navigation Site",
            "main",
            "navigation Breadcrumb",
            "article",
            *_stage(stage, 1),
            *built,
            *sections,
        ),
        *(["heading 2 Questions about this stage", *questions] if questions else []),
        *("navigation Neighbouring stages", "navigation The career ladder", "heading 2 The career ladder"),
        *_footer(guide),
    ]

    assert expected == _outline(browser)


@pytest.mark.parametrize("page", ENTRIES)
def test_entry_is_read_in_order(browser, guide, address, page):
    """The page of an entry has the entry first, then what refers to it, and its neighbours."""
    browser.get(address + page)
    kind, id = re.search(r"(\w+)s/([\w-]+)\.html", page).groups()
    entry = guide[f"{kind}:{id}"]
    expected = [
        *("banner", "navigation Site", "main", "navigation Breadcrumb", "article", f"heading 1 {entry.label}"),
        *(["heading 2 Used in"] if guide.backlinks(entry.ref) else []),
        *(f"navigation Neighbouring {kind}s", *_footer(guide)),
    ]

    assert expected == _outline(browser)


def _headings(collections):
    return [f"heading 2 {collection.kind.capitalize()}" for collection in collections]


def test_glossary_is_read_in_order(browser, guide, address):
    """The glossary has a heading for each kind of entry."""
    browser.get(address + "guide/glossary.html")
    expected = [
        *("banner", "navigation Site", "navigation On this page", "heading 2 On this page", "main"),
        "heading 1 Glossary",
        *_headings(one for one in guide.collections if hasattr(one[0], "description")),
        *_footer(guide),
    ]

    assert expected == _outline(browser)


@pytest.mark.parametrize("page", ["guide/index.html", "application.html"])
def test_picture_says_what_it_shows(browser, guide, address, page):
    """The picture has a name, and a description that names every stage in its order."""
    browser.get(address + page)
    name, description = _description(browser)
    titles = [stage.title for stage in guide.stages]
    found = re.findall(r"(?:^|; )(?:\d+\. |Alongside: )(.*?)(?=, which leads to|;|\.$)", description)

    assert "The career ladder" == name
    assert titles == found


# Paper


@pytest.mark.parametrize("page", PAGES)
def test_questions_are_open_on_paper(browser, address, page):
    """What is printed has every answer, and no navigation."""
    browser.get(address + page)
    with screen(browser, 720):
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": []})
        heights = [answer.size["height"] for answer in browser.find_elements(By.CLASS_NAME, "mlc-answer")]
        navigation = [found for found in browser.find_elements(By.TAG_NAME, "nav") if found.is_displayed()]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    printed = base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", {})["data"])

    assert all(height > 40 for height in heights)
    assert [] == navigation
    assert printed.startswith(b"%PDF")
