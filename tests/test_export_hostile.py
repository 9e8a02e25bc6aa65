"""The export of guides whose every text tries to be more than text."""

import base64
import hashlib
import json
import re
from datetime import date
from posixpath import normpath
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import attrs
import html5lib
import pytest
from hypothesis import assume, given, settings
from markdown_it import MarkdownIt

import mlcareer_content as mlc
from mlcareer_content._site import site_files, write_folder
from mlcareer_content._site._addresses import is_site_path
from mlcareer_content._site._manifest import Differences, differences

from . import hostile, pages
from .strategies import objects

BASE = "https://example.org/guide/"

#: What a page has beside what `render` writes, with its attributes.
ELEMENTS = pages.ELEMENTS | {
    "head": set(),
    "html": {"lang"},
    "meta": {"charset", "http-equiv", "content", "name", "property"},
    "link": {"rel", "href", "type"},
    "script": {"type"},
    "body": set(),
    "nav": {"aria-label", "aria-labelledby"},
    "main": {"id", "tabindex"},
    "h2": {"id"},
    "a": pages.ELEMENTS["a"] | {"aria-current"},
}


def _faults(name, data, files):
    """What stands in a page and should not, as an HTML parser reads it, and what is not as its policy says."""
    html = data.decode()
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    ids = [element.get("id") for element in tree.iter() if element.get("id") is not None]
    found = [f"id {id}" for id in set(ids) if ids.count(id) > 1 or re.search(r"\s", id)]
    for element in tree.iter():
        tag = str(element.tag).removeprefix("{http://www.w3.org/2000/svg}")
        names = {key.rpartition("}")[2] for key in element.keys()} - {"class"}  # noqa: SIM118 - a name may have a namespace
        classes = element.get("class", "mlc-list").split()
        found += (
            [f"{tag} with {names - ELEMENTS.get(tag, names)}"] if tag not in ELEMENTS or names - ELEMENTS[tag] else []
        )
        found += [f"class {known}" for known in classes if not re.fullmatch("(site|mlc)(-[a-z]+)*", known)]
        found += _misled(name, element.get("href"), ids, files)
    return found + _unbound(tree)


def _misled(name, href, ids, files):
    """An address that leads to nothing within the site, or elsewhere by other ways than those of the web."""
    if href is None or re.match("https?://|mailto:", href, re.IGNORECASE):
        return []
    path, _, fragment = href.partition("#")
    target = normpath(f"{name}/../{path}") if path else name
    if path.startswith("/guide/"):
        target = path.removeprefix("/guide/")
    reached = target in files and (not fragment or target != name or fragment in ids)
    return [] if reached else [f"address {href}"]


def _unbound(tree):
    """Scripts that are no JSON, or not those that the policy names."""
    documents = ["".join(element.itertext()) for element in tree.iter("script")]
    policy = next(element.get("content") for element in tree.iter("meta") if element.get("http-equiv"))
    digests = {base64.b64encode(hashlib.sha256(document.encode()).digest()).decode() for document in documents}
    types = {element.get("type") for element in tree.iter("script")}
    graphs = [json.loads(document)["@graph"] for document in documents]
    told = [] if set(re.findall(r"'sha256-(\S+?)'", policy)) == digests else [policy]
    return told + [f"script {type}" for type in types - {"application/ld+json"}] + ["graph"] * (not all(graphs))


def _check(guide, files):
    """Assert that every file of a site is what it should be."""
    found = {name: _faults(name, data, files) for name, data in files.items() if name.endswith(".html")}
    documents = [json.loads(data) for name, data in files.items() if name.endswith(".json")]
    listed = ET.fromstring(files["sitemap.xml"])
    links = [child.attrGet("href") for child in _inline(files["llms.txt"]) if child.type == "link_open"]
    headings = re.findall("(?m)^#+ ", files["llms.txt"].decode())

    assert {name: [] for name in found} == found
    assert len(list(guide)) + 1 == len(documents)
    assert 2 + sum(map(len, guide.collections)) == len(listed)
    assert 4 + sum(map(len, guide.collections)) == len(links)
    assert all(urlsplit(link).path.removeprefix("/guide/") in files for link in links)
    assert ["# ", "## ", *["## "] * bool(guide.stages), *["## "] * bool(guide.faq), "## "] == headings
    assert [] == [token for token in MarkdownIt("commonmark").parse(files["guide.md"].decode()) if "html" in token.type]


def _inline(markdown):
    tokens = MarkdownIt("commonmark").parse(markdown.decode())
    children = [child for token in tokens for child in token.children or ()]

    assert {"heading_open", "inline", "heading_close", "blockquote_open"} <= {token.type for token in tokens}
    assert not [token.type for token in (*tokens, *children) if "html" in token.type or token.type == "image"]
    return children


@pytest.mark.parametrize("seed", range(3))
def test_hostile_texts_stay_texts(guide, seed, tmp_path):
    """Whatever the texts of a guide, pages are HTML of known elements, and every other file is what it claims to be."""
    renamed = attrs.evolve(guide.stages[0], former_ids=("con", "a" * 80))
    stages = mlc.Collection("stages", (renamed, *list(guide.stages)[1:]))
    changed = hostile.replaced(attrs.evolve(guide, stages=stages), hostile.strings(seed), {})
    files = site_files(changed, base_url=BASE, as_of=date(2026, 11, 25))
    write_folder(files, tmp_path / "site")

    _check(changed, files)
    assert Differences() == differences(tmp_path / "site")
    assert files == {
        path.relative_to(tmp_path / "site").as_posix(): path.read_bytes()
        for path in (tmp_path / "site").rglob("*")
        if path.is_file() and path.suffix != ".sha256"
    }


@settings(max_examples=25, deadline=None)
@given(objects(mlc.Guide))
def test_any_guide_is_a_site(guide):
    """A guide that was made up, of whatever parts, is a site, whose files have names that any system takes."""
    assume(len({section.id for section in guide.article.sections}) == len(guide.article.sections))
    files = site_files(guide, base_url=BASE)

    _check(guide, files)
    assert [] == [name for name in files if not is_site_path(name)]


@pytest.mark.parametrize("seed", range(3))
def test_no_id_is_a_way_out(seed):
    """Where ids are hostile too, there is no site."""
    with pytest.raises(mlc.ContentError, match="cannot be a file name"):
        site_files(hostile.guide(hostile.strings(seed)))
