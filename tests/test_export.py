"""The export: which files the site has, and what is in them."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve
from markdown_it import MarkdownIt

import mlcareer_content as mlc
from mlcareer_content._collection import Collection
from mlcareer_content._markup import text
from mlcareer_content._site import _addresses, site_files

BASE = "https://example.org/guide/"
VOID = {"meta", "link", "br", "hr", "img", "input", "wbr"}
HOSTILE = '</script><script>alert(1)</script> "><img src=x onerror=alert(1)> [a](b) {{ 7*7 }} \u202e'


class _Parsed(HTMLParser):
    """A page as a parser sees it."""

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self.open = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert tag == self.open.pop()

    def handle_data(self, data):
        self.text += data

    def all(self, tag):
        """The attributes of every element with a name."""
        return [attributes for name, attributes in self.elements if name == tag]

    def metadata(self):
        """What the head says, by name."""
        return {item.get("name") or item.get("property"): item["content"] for item in self.all("meta") if len(item) > 1}


def _pages(files):
    return {name: _Parsed(data.decode()) for name, data in files.items() if name.endswith(".html")}


def _redirects(files):
    return {name for name, data in files.items() if b'http-equiv="refresh"' in data}


def _with_pages(guide):
    return [entry for collection in guide.collections for entry in collection]


@pytest.fixture(scope="module")
def files(guide):
    """The site without an address of its own."""
    return site_files(guide)


@pytest.fixture(scope="module")
def based(guide):
    """The site with one."""
    return site_files(guide, base_url=BASE)


def test_site_has_a_page_and_a_document_an_entry(guide, files):
    """The files are those that are described."""

    expected = {"index.html", "glossary.html", "guide.json", "guide.md", "llms.txt", "ladder.svg"}
    expected |= {"mlcareer-content.css", "favicon.svg"}
    expected |= {f"{entry.kind}s/{id}.html" for entry in _with_pages(guide) for id in (entry.id, *entry.former_ids)}
    expected |= {f"entries/{entry.kind}/{entry.id}.json" for entry in guide}

    assert expected == files.keys()


def test_address_of_its_own_brings_sitemap_and_page_not_found(files, based):
    """What takes absolute addresses is there with one only."""

    assert {"404.html", "sitemap.xml"} == based.keys() - files.keys()
    assert _addresses.FIXED_PATHS == {name for name in based if "/" not in name}


def test_links_lead_somewhere(files):
    """Every link within the site leads to a file that is there, and to an element of it."""

    pages = _pages(files)
    ids = {name: [item["id"] for _, item in page.elements if "id" in item] for name, page in pages.items()}
    found = 0
    for name, page in pages.items():
        assert len(ids[name]) == len(set(ids[name]))
        for address in [item["href"] for tag in ("a", "link") for item in page.all(tag)]:
            parts = urlsplit(address)
            if parts.scheme:
                continue
            found += 1
            target = normpath(str(PurePosixPath(name).parent / parts.path)) if parts.path else name

            assert target in files, address
            assert not parts.fragment or parts.fragment in ids[target], address
    assert found > 500


def test_contents_of_the_glossary_lead_to_its_headings(files):
    """A link to a collection shows its heading, not what stands below."""
    glossary = files["glossary.html"].decode()
    linked = re.findall(r'<li><a href="#([^"]+)">([^<]+)</a></li>', glossary)

    assert {"Skills", "Roles", "Credentials", "Resources"} <= {title for _, title in linked}
    assert re.findall(r'<h2 class="mlc-heading" id="([^"]+)">([^<]+)</h2>', glossary) == linked


def test_pages_need_no_server(files):
    """No address within the site begins at its top, or names a folder."""

    for page in _pages(files).values():
        for _, attributes in page.elements:
            for address in (attributes.get("href"), attributes.get("src")):
                assert not address or not address.startswith(("/", "file:")), address
                assert not address or urlsplit(address).scheme or not urlsplit(address).path.endswith("/"), address


def test_nothing_is_inline_and_nothing_runs(based):
    """No page has a script, a style or a handler, and the policy forbids them."""

    for page in _pages(based).values():
        policy = next(item["content"] for item in page.all("meta") if "http-equiv" in item)
        scripts = [item.get("type") for item in page.all("script")]

        assert set() == set(scripts) - {"application/ld+json"}
        assert [] == page.all("style")
        assert [] == [name for _, attributes in page.elements for name in attributes if name == "style"]
        assert [] == [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
        assert re.fullmatch(
            r"default-src 'none'; script-src ('none'|'sha256-\S+'( 'sha256-\S+')*); "
            "style-src 'self' file:; img-src 'self' file:; base-uri 'none'; form-action 'none'",
            policy,
        )


def test_pages_have_landmarks(guide, based):
    """Every page has the language, one heading of the first level, and the landmarks of a page."""

    for name, page in _pages(based).items():
        current = [item["href"] for item in page.all("a") if item.get("aria-current") == "page"]

        assert [guide.language] == [item["lang"] for item in page.all("html")]
        assert 1 == len(page.all("h1")), name
        assert [{"class": "site-main", "id": "site-content", "tabindex": "-1"}] == page.all("main")
        assert {"class": "site-skip", "href": "#site-content"} == page.all("a")[0]
        assert {"class": "site-header"} in page.all("header")
        assert {"class": "site-footer"} in page.all("footer")
        assert current or name in {"404.html", *_redirects(based)}
        assert guide.license in page.text or name == "404.html"
        assert 20 < len(page.metadata()["description"]) <= 200


def test_headings_skip_no_level(based):
    """A heading is at most one level below the one before it."""

    for name, page in _pages(based).items():
        levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]

        assert all(level - before <= 1 for before, level in pairwise(levels)), name


def test_page_says_its_address(guide, based):
    """With an address of the site, a page has a canonical one, and what is shown where somebody shares it."""

    page = _pages(based)["stages/mid-career.html"]
    (canonical,) = [item["href"] for item in page.all("link") if item["rel"] == "canonical"]

    assert f"{BASE}stages/mid-career.html" == canonical == page.metadata()["og:url"]
    assert ("Mid-career", guide.title) == (page.metadata()["og:title"], page.metadata()["og:site_name"])


def test_page_that_says_what_is_not_there_works_anywhere(based):
    """Its links begin at the top of the host, for nobody knows at which depth it is shown."""

    page = _pages(based)["404.html"]
    addresses = [item["href"] for tag in ("a", "link") for item in page.all(tag)]

    assert [] == [item for item in addresses if not item.startswith(("/guide/", "#site-content", "https://creative"))]
    assert "noindex" == page.metadata()["robots"]


def test_pages_tell_machines_the_same(based):
    """A page has its entries as JSON-LD, each by the address that it has in the site, and its policy has the digest."""

    html = based["stages/mid-career.html"].decode()
    (document,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    digest = base64.b64encode(hashlib.sha256(document.encode()).digest()).decode()
    names = [node.get("name") for node in json.loads(document)["@graph"]]

    assert f"script-src 'sha256-{digest}';" in html
    assert "Mid-career" in names
    assert f"{BASE}skills/machine-learning.html" in document
    glossary = based["glossary.html"].decode()
    assert glossary.count('<h2 class="mlc-heading"') == glossary.count("application/ld+json")


def test_stage_page_has_what_belongs_to_it(guide, files):
    """A stage is there with its section of the article, its questions, and its neighbours."""

    html = files["stages/mid-career.html"].decode()
    questions = guide.faq.where(stages="mid-career")

    assert all(f'id="mlc-question-{question.id}"' in html for question in questions)
    assert 'id="mlc-section-mid-career-advancement"' in html
    assert '<a href="../stages/entry-level.html" rel="prev">' in html
    assert '<a href="../stages/senior-and-leadership.html" rel="next">' in html


def test_stage_page_has_what_its_skills_build_on(guide):
    """Each skill of a stage that builds on others is there with these, and links lead to their pages."""
    python = evolve(guide.skills["python"], builds_on=())
    java = evolve(guide.skills["java"], builds_on=(python, evolve(python, id="s", name="S<script>")))
    first, second = (evolve(stage, essential_skills=(), helpful_skills=(python,)) for stage in guide.stages[:2])
    stages = (evolve(first, essential_skills=(java,)), second, *guide.stages[2:])
    changed = evolve(guide, skills=Collection("skills", (python, java)), stages=Collection("stages", stages))
    files = site_files(changed)
    part = files[f"stages/{first.id}.html"].decode().partition("What the skills build on</h2>")[2].partition("</dl>")[0]

    assert ["../skills/java.html", "../skills/python.html"] == re.findall('href="(.*?)"', part)
    assert "<li>S&lt;script&gt;</li>" in part
    assert "What the skills build on" not in files[f"stages/{second.id}.html"].decode()


def test_page_of_an_entry_has_what_belongs_to_it(guide, files):
    """Every entry has a page with its label, its prose, its neighbours, and links to what refers to it."""

    for collection in guide.collections:
        for entry in collection:
            html = files[f"{entry.kind}s/{entry.id}.html"].decode()
            part = html.partition("Used in</h2>")[2].partition("</dl>")[0]
            uses = (
                [] if entry.kind == "stage" else [_addresses.entry_address(one) for one in guide.backlinks(entry.ref)]
            )

            assert f'<h1 class="mlc-heading">{text(entry.label)}</h1>' in html
            assert all(mlc.render(prose, "text").split()[-1].rstrip(".") in html for prose in entry.prose)
            assert [f"../{address}" for address in uses] == re.findall('href="(.*?)"', part)
    neighbours = re.findall('<a href="(.*?)" rel="(prev|next)">', files["roles/data-scientist.html"].decode())
    ids = guide.roles.ids
    number = ids.index("data-scientist")
    assert [(f"../roles/{ids[number - 1]}.html", "prev"), (f"../roles/{ids[number + 1]}.html", "next")] == neighbours


def test_links_reach_every_page(files):
    """From the index, links lead to the page of every entry."""

    pages, found, waiting = _pages(files), {"index.html"}, ["index.html"]
    while waiting:
        name = waiting.pop()
        paths = (urlsplit(item["href"]) for item in pages[name].all("a"))
        targets = {normpath(str(PurePosixPath(name).parent / path.path)) for path in paths if not path.scheme}
        new = (targets & pages.keys()) - found
        found |= new
        waiting += new

    assert pages.keys() - _redirects(files) == found


def test_status_is_told_on_a_day(guide):
    """With a day, the pages tell which credentials are retired."""

    html = site_files(guide, as_of=date(2026, 11, 25))["glossary.html"].decode()

    assert "mlc-retired" in html
    assert "mlc-retired" not in site_files(guide)["glossary.html"].decode()


def test_documents_are_canonical(guide, files):
    """The guide and every entry are the documents that `render` gives."""

    markdown = mlc.render(guide, "markdown", link=_addresses.entry_address, heading_level=1)

    assert mlc.render(guide, "json").encode() == files["guide.json"]
    assert markdown.encode() == files["guide.md"]
    assert mlc.to_dict(guide["skill:python"]) == json.loads(files["entries/skill/python.json"])


def test_llms_text_has_the_form_of_llmstxt_org(guide, based):
    """A heading, a quotation, then sections of links; every address is one of the site."""

    lines = based["llms.txt"].decode().splitlines()
    links = [re.fullmatch(r"- \[(?:[^\]\\]|\\.)+\]\((\S+?)\)(: .+)?", line) for line in lines if line.startswith("- ")]
    paths = [urlsplit(link[1].removeprefix(BASE)).path for link in links]

    assert f"# {guide.title}" == lines[0]
    assert lines[2].startswith("> ")
    assert "## Optional" == [line for line in lines if line.startswith("#")][-1]
    assert [] == [path for path in paths if path not in based]


def test_glossary_in_llms_text_is_described_by_its_kinds(guide):
    """Kinds of terms that a guide does not have are not named."""

    for names, expected in {
        ("skills", "roles", "credentials", "resources"): "skills, roles, credentials and resources",
        ("skills", "roles"): "skills and roles",
        ("resources",): "resources",
        (): "terms",
    }.items():
        empty = {one.kind: Collection(one.kind, ()) for one in guide.collections if one.kind not in names}
        text = site_files(evolve(guide, **empty))["llms.txt"].decode()

        assert f"- [Glossary](glossary.html): {expected}\n" in text


@pytest.mark.parametrize("beginning", ["1999\\. That", "\\- That", "\\+ That", "\\# That"])
def test_summary_for_language_models_is_a_paragraph(guide, beginning):
    """A lead that begins as a list or a heading would is text all the same."""

    lead = evolve(guide.article.lead, blocks=(f"{beginning} was the year.",))
    files = site_files(evolve(guide, article=evolve(guide.article, lead=lead)))
    html = MarkdownIt().render(files["llms.txt"].decode())

    assert f"<blockquote>\n<p>{lead.text}</p>\n</blockquote>" in html


def test_sitemap_lists_the_pages(guide, based):
    """Every page that is to be found is there, with the day of the last change."""

    urls = ET.fromstring(based["sitemap.xml"])
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = {url.findtext(f"{space}loc"): url.findtext(f"{space}lastmod") for url in urls}
    names = {name for name in based if name.endswith(".html")} - {"404.html", *_redirects(based)}
    pages = {name.removesuffix("index.html") for name in names}

    assert {BASE + name: str(guide.article.date_modified or guide.article.date_published) for name in pages} == found


def test_former_id_leads_to_the_entry(guide):
    """A link in prose to an id of former days leads to the entry of today."""

    skill = evolve(guide.skills["python"], former_ids=("snake",))
    prose = evolve(guide.stages[0].summary, blocks=("Learn [it](skill:snake).",))
    stage = evolve(guide.stages[0], summary=prose, essential_skills=())
    changed = evolve(guide, skills=Collection("skills", (skill,)), stages=Collection("stages", (stage,)))
    html = site_files(changed)[f"stages/{stage.id}.html"].decode()

    assert '<a href="../skills/python.html">it</a>' in html


def test_page_of_a_former_id_leads_to_the_stage(guide):
    """An entry that was renamed has a page at its former address, which leads on without a script."""

    stage = evolve(guide.stages[0], former_ids=("school", guide.stages[1].id, "con"))
    files = site_files(evolve(guide, stages=Collection("stages", (stage, *list(guide.stages)[1:]))), base_url=BASE)
    page = _Parsed(files["stages/school.html"].decode())
    refresh = [item["content"] for item in page.all("meta") if item.get("http-equiv") == "refresh"]
    canonical = [item["href"] for item in page.all("link") if item["rel"] == "canonical"]

    assert [f"0; url=../stages/{stage.id}.html"] == refresh
    assert [f"{BASE}stages/{stage.id}.html"] == canonical
    assert refresh[0].removeprefix("0; url=") in [item["href"] for item in page.all("a")]
    assert files["stages/con-.html"] == files["stages/school.html"]
    assert 'http-equiv="refresh"' not in files[f"stages/{guide.stages[1].id}.html"].decode()
    assert "school" not in files["sitemap.xml"].decode()


@pytest.mark.parametrize("id", ["..", "a/b", "a\\b", "A", "a b", "a.b", "a\n", "", "-", "a-", "ä", "a" * 81, "\ud800"])
def test_names_of_files_are_ids(guide, id):
    """What is no id becomes no file; the message says what an id is."""

    stage = evolve(guide.stages[0], id=id)
    message = "cannot be a file name; an id is lower-case words joined by hyphens, 80 characters at most"

    with pytest.raises(mlc.ContentError, match=message):
        site_files(evolve(guide, stages=Collection("stages", (stage,))))


@pytest.mark.parametrize("id", ["con", "prn", "aux", "nul", "com1", "lpt9"])
def test_names_of_devices_are_avoided(guide, id):
    """An id that is a device on Windows gives files whose names no other id gives, and links to them."""

    skill, stage = evolve(guide.skills["python"], id=id), evolve(guide.stages[0], id=id)
    changed = evolve(guide, skills=Collection("skills", (skill,)), stages=Collection("stages", (stage,)))
    files = site_files(changed)

    assert {
        f"stages/{id}-.html",
        f"skills/{id}-.html",
        f"entries/stage/{id}-.json",
        f"entries/skill/{id}-.json",
    } <= files.keys()
    assert f'href="stages/{id}-.html"' in files["index.html"].decode()
    assert f'href="../entries/stage/{id}-.json"' in files[f"stages/{id}-.html"].decode()


def test_hostile_words_stay_words(guide):
    """What a guide says is text wherever it stands."""

    stage = evolve(guide.stages[0], title=HOSTILE)
    hostile = evolve(guide, title=HOSTILE, version=HOSTILE, faq_heading=HOSTILE, license=HOSTILE)
    hostile = evolve(hostile, language='en"><script>', stages=Collection("stages", (stage,)))
    files = site_files(hostile, base_url=BASE)

    for page in _pages(files).values():
        assert [] == page.all("img")
        assert [] == [item for item in page.all("script") if item != {"type": "application/ld+json"}]
        assert [] == [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert "\u202e" not in "".join(data.decode() for name, data in files.items() if not name.endswith(".json"))
    assert 1 == sum(line.startswith("# ") for line in files["llms.txt"].decode().splitlines())
    ET.fromstring(files["sitemap.xml"])
    ET.fromstring(files["ladder.svg"])


def test_guide_without_collections_is_a_site(guide):
    """A guide that is nothing but an article gives pages without empty parts."""

    bare = evolve(guide, **{item.kind: Collection(item.kind, ()) for item in guide.collections})
    files = site_files(bare, base_url=BASE)
    navigation = re.search('<nav class="site-nav".*?</nav>', files["index.html"].decode(), re.DOTALL)[0]

    assert {"404.html", "index.html", "glossary.html"} == _pages(files).keys()
    assert "ladder.svg" not in files
    assert ["Guide", "Glossary"] == re.findall("<a[^>]*>(.*?)</a>", navigation)


@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
)
def test_site_is_the_same_anywhere(based, variables):
    """Neither the seed of hashes nor the time zone nor the locale changes a byte."""

    script = f"""
import hashlib
import mlcareer_content as mlc
from mlcareer_content._site import _addresses, site_files

for name, data in site_files(mlc.load(), base_url={BASE!r}).items():
    print(name, hashlib.sha256(data).hexdigest())
"""
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env={**os.environ, **variables}, capture_output=True, check=True, encoding="ascii")
    here = {name: hashlib.sha256(data).hexdigest() for name, data in based.items()}

    assert [" ".join(item) for item in here.items()] == done.stdout.splitlines()


def test_html_checker_has_nothing_to_say(guide, html_checker, tmp_path):
    """The Nu HTML checker gives no message, no warning either, on any page, picture or stylesheet."""

    names = []
    renamed = evolve(guide.stages[0], former_ids=("school",))
    guide = evolve(guide, stages=Collection("stages", (renamed, *list(guide.stages)[1:])))
    for folder, options in {"plain": {}, "full": {"base_url": BASE, "as_of": date(2026, 11, 25)}}.items():
        folders = {}
        for name, data in site_files(guide, **options).items():
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            if path.suffix in {".html", ".svg", ".css"}:
                folders.setdefault(path.parent, []).append(str(path))
        names += [name for found in folders.values() for name in found[:10]]
    # In local files, the checker takes every stylesheet for one that the policy blocks, whatever the policy.
    ignored = ["--filterpattern", ".*external stylesheet .+ blocked by .style-src. directive.*"]
    command = [*html_checker, "--also-check-css", "--also-check-svg", *ignored, *names]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")

    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)
    assert len(names) > 20
