"""The book: what is in it, that it is EPUB 3.3, and that no other file is replaced by one."""

import io
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZIP_STORED, ZipFile

import pytest
from attrs import evolve

import mlcareer_content as mlc
from mlcareer_content import Collection, ContentError
from mlcareer_content._site import _output_file
from mlcareer_content._site._book import book
from mlcareer_content._site._output_file import write_file
from mlcareer_content.model import COLLECTION_CLASSES, Prose

from . import hostile
from .commands import run
from .folders import names

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
TYPE = "{http://www.idpf.org/2007/ops}type"


@pytest.fixture(scope="module")
def data(guide):
    """The book of the packaged guide."""
    return book(guide)


def _files(data):
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _package(data):
    return ET.fromstring(_files(data)["EPUB/package.opf"])


def _properties(package):
    """The values of each property in the metadata."""
    found = {}
    for meta in package.iter(f"{OPF}meta"):
        found.setdefault(meta.get("property"), []).append(meta.text)
    return found


def _pages(data):
    """The root of every page, by the name of its file."""
    files = _files(data)
    return {name.removeprefix("EPUB/"): ET.fromstring(text) for name, text in files.items() if name.endswith("xhtml")}


def _tiny(guide):
    """A guide with as little as a guide may have."""
    prose = Prose(("A sentence.",))
    section = evolve(guide.article.sections[0], stage=None, body=prose)
    empty = {name: Collection(name, ()) for name in COLLECTION_CLASSES}
    return evolve(guide, article=evolve(guide.article, lead=prose, sections=(section,)), source=None, **empty)


def _odd(guide):
    """A guide with web addresses that browsers accept and EPUB does not, and with ids that Windows reserves."""
    text = "See [one](https://example.org/[a]#b#c?[d]), [two](https://example.org/?x=1&y='|') and [it](stage:con)."
    stage = evolve(guide.stages[0], id="con", summary=Prose((text, "- a\\\n  b")), former_ids=("con-1",))
    resource = evolve(guide.resources[0], url="https://example.org/?[x]#a#b")
    stages = (stage, *list(guide.stages)[1:])
    resources = (resource, *list(guide.resources)[1:])
    return evolve(guide, stages=Collection("stages", stages), resources=Collection("resources", resources))


def _hostile(guide, seed):
    """A guide whose every text is hostile; its languages and the hosts of its addresses are checked on the way in."""
    source = (text.replace("a@b:c", "example.org") for text in hostile.strings(seed))
    changed = hostile.replaced(guide, source, {})
    return evolve(changed, language="en", article=evolve(changed.article, language="en"))


# The file


def test_file_is_a_zip_of_a_book(data):
    """The media type is the first file and can be read at its place; no file has a time, a mode, or is compressed."""
    with ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()

    assert data[30:58] == b"mimetypeapplication/epub+zip"
    assert "mimetype" == infos[0].filename
    assert {(ZIP_STORED, (1980, 1, 1, 0, 0, 0), 3, b"")} == {
        (info.compress_type, info.date_time, info.create_system, info.extra) for info in infos
    }


def test_same_guide_gives_same_bytes(data):
    """A process with another seed of hashes, time zone and locale gives the same bytes."""
    script = "import sys, mlcareer_content as m\nfrom mlcareer_content._site._book import book\n"
    script += "sys.stdout.buffer.write(book(m.load()))"
    variables = {**os.environ, "PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    done = subprocess.run([sys.executable, "-c", script], env=variables, capture_output=True, check=True)

    assert data == done.stdout


def test_identifier_is_that_of_the_content(guide, data):
    """Other content has another identifier; the day of the status is no content."""
    of = [_package(one).findtext(f".//{DC}identifier") for one in (data, book(guide, as_of=date(2026, 11, 25)))]

    assert of[0] == of[1]
    assert of[0].startswith("urn:uuid:")
    assert of[0] != _package(book(evolve(guide, version="2")))[0].findtext(f"{DC}identifier")


def test_metadata_are_those_of_the_guide(guide, data):
    """Title, language, rights, source and the day of the last change come from the guide."""
    package = _package(data)
    changed = guide.article.date_modified or guide.article.date_published
    found = {name: package.findtext(f".//{DC}{name}") for name in ("title", "language", "rights", "source")}

    source = f"{guide.source.title}, {guide.source.publisher}, {guide.source.years}"
    assert {"title": guide.title, "language": guide.language, "rights": guide.credit, "source": source} == found
    assert [f"{changed}T00:00:00Z"] == _properties(package)["dcterms:modified"]
    assert "book-id" == package.get("unique-identifier") == package.find(f".//{DC}identifier").get("id")


def test_metadata_say_for_whom_it_is_accessible(guide, data):
    """Only a book with a picture says that it has one."""
    found, plain = (_properties(_package(one)) for one in (data, book(_tiny(guide))))

    assert ["textual", "visual"] == found["schema:accessMode"]
    assert (["textual"], ["none"]) == (found["schema:accessModeSufficient"], found["schema:accessibilityHazard"])
    assert {"alternativeText", "tableOfContents"} <= set(found["schema:accessibilityFeature"])
    assert "picture" in found["schema:accessibilitySummary"][0]
    assert ["textual"] == plain["schema:accessMode"]
    assert "picture" not in plain["schema:accessibilitySummary"][0]


def test_manifest_lists_every_file(guide, data):
    """Every file is listed, and every page is in the order in which it is read."""
    package = _package(data)
    listed = {item.get("id"): item for item in package.iter(f"{OPF}item")}
    order = [listed[item.get("idref")].get("href") for item in package.iter(f"{OPF}itemref")]
    files = {name.removeprefix("EPUB/") for name in _files(data)} - {
        "mimetype",
        "META-INF/container.xml",
        "package.opf",
    }

    assert files == {item.get("href") for item in listed.values()}
    assert files - {"book.css"} == set(order)
    stages = [f"stage-{stage.id}.xhtml" for stage in guide.stages]
    terms = ["skills.xhtml", "roles.xhtml", "credentials.xhtml", "resources.xhtml"]
    assert ["title.xhtml", "nav.xhtml", "article.xhtml", "stages.xhtml", *stages, "faq.xhtml", *terms] == order
    assert ["stages.xhtml"] == [item.get("href") for item in listed.values() if item.get("properties") == "svg"]


# The pages


@pytest.mark.parametrize("variant", ["whole", "tiny", "odd", "hostile"])
def test_links_lead_somewhere(guide, variant):
    """Ids are unique on a page, and every link within the book leads to an element of it."""
    make = {"whole": lambda one: one, "tiny": _tiny, "odd": _odd, "hostile": lambda one: _hostile(one, 0)}[variant]
    pages = _pages(book(make(guide)))
    ids = {name: [each.get("id") for each in page.iter() if each.get("id")] for name, page in pages.items()}

    for name, page in pages.items():
        assert len(set(ids[name])) == len(ids[name])
        for address in (link.get("href") for link in page.iter(f"{XHTML}a")):
            if not re.match("https?:|mailto:", address, re.IGNORECASE):
                path, _, fragment = address.partition("#")
                assert not fragment or fragment in ids[path or name], address
                assert (path or name) in pages


def test_every_entry_is_there_once(guide, data):
    """Each entry has one place in the book."""
    ids = [each.get("id") for page in _pages(data).values() for each in page.iter()]

    assert [] == [entry.ref for entry in guide if ids.count(f"mlc-{entry.kind}-{entry.id}") != 1]


def test_mention_leads_to_the_glossary(data):
    """A skill that a stage names is a link to its place in the glossary."""
    links = [link.get("href") for link in _pages(data)["stage-entry-level.xhtml"].iter(f"{XHTML}a")]

    assert "skills.xhtml#mlc-skill-python" in links
    assert any(link.startswith("article.xhtml#mlc-section-") for link in links)


def test_table_of_contents_has_every_page(guide, data):
    """It has every page that is not itself, the sections, the stages and the groups of questions."""
    navigation = _pages(data)["nav.xhtml"]
    (contents,) = (each for each in navigation.iter(f"{XHTML}nav") if each.get(TYPE) == "toc")
    links = {link.get("href"): link.text for link in contents.iter(f"{XHTML}a")}

    assert set(_pages(data)) - {"nav.xhtml"} == {address for address in links if "#" not in address}
    assert {section.heading for section in guide.article.sections} <= set(links.values())
    assert {group.heading for group in guide.question_groups} <= set(links.values())


def test_pages_have_a_heading_and_a_language(guide, data):
    """Every page has a title, one heading of the first level, and the language of the guide."""
    for name, page in _pages(data).items():
        assert guide.language == page.get("lang") == page.get("{http://www.w3.org/XML/1998/namespace}lang")
        assert page.findtext(f"{XHTML}head/{XHTML}title")
        assert 1 == len(list(page.iter(f"{XHTML}h1"))), name


def test_questions_are_open(guide, data):
    """Every answer can be read where nothing can be opened."""
    questions = list(_pages(data)["faq.xhtml"].iter(f"{XHTML}details"))

    assert {"open"} == {each.get("open") for each in questions}
    assert len(guide.faq) == len(questions)


def test_status_is_told_on_a_day(guide, data):
    """With a day, the book tells which credentials are retired."""
    assert b"mlc-retired" in _files(book(guide, as_of=date(2026, 11, 25)))["EPUB/credentials.xhtml"]
    assert b"mlc-retired" not in _files(data)["EPUB/credentials.xhtml"]


def test_epubcheck_has_nothing_to_say(guide, epub_checker, tmp_path):
    """EPUBCheck gives no error and no warning on any book."""
    guides = {"whole": guide, "tiny": _tiny(guide), "odd": _odd(guide), "hostile": _hostile(guide, 1)}
    for name, one in guides.items():
        path = tmp_path / f"{name}.epub"
        path.write_bytes(book(one))
        command = [*epub_checker, "--failonwarnings", str(path)]
        done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")

        assert (0, "") == (done.returncode, done.stderr)
        assert "0 fatals / 0 errors / 0 warnings / 0 infos" in done.stdout


# The command


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder that is worked in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_book_is_written(folder, data):
    """The book is put into the file, in a new folder too; a second time, nothing is written."""
    result = run("export", "--format", "epub", "new/guide.epub")
    before = (folder / "new" / "guide.epub").stat()
    run("export", "--format", "epub", "new/guide.epub")

    assert (0, "Exported the guide as a book to new/guide.epub\n", "") == (
        result.exit_code,
        result.stdout,
        result.stderr,
    )
    assert data == (folder / "new" / "guide.epub").read_bytes()
    assert before.st_ino == (folder / "new" / "guide.epub").stat().st_ino
    assert ["guide.epub"] == names(folder / "new")


def test_book_needs_no_jinja(folder):
    """Without the extra `site`, a book is written."""
    script = (
        "import sys; sys.modules['jinja2'] = None; from mlcareer_content._cli._main import mlcareer_content as run;"
    )
    script += "run(['export', '--format', 'epub', 'x.epub'])"
    subprocess.run([sys.executable, "-c", script], check=True)

    assert (folder / "x.epub").is_file()


def test_site_needs_nothing_of_the_book():
    """What only the book needs is not imported for a site."""
    script = "import sys, mlcareer_content._cli._export; print('mlcareer_content._site._book' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, encoding="ascii")

    assert "False\n" == done.stdout


def test_address_is_for_a_site(folder):
    """A book has no address of its own."""
    result = run("export", "--format", "epub", "x.epub", "--base-url", "https://example.org/")

    assert (2, []) == (result.exit_code, names(folder))
    assert "--base-url is the address of a site" in result.stderr


@pytest.mark.parametrize("name", [".", "/", "", "file", "file/x.epub", "short.epub", "folder"])
def test_what_no_export_wrote_is_not_replaced(folder, name):
    """Each is a sentence and exit code 2, with force too; nothing is changed."""
    (folder / "file").write_bytes(b"mine" * 100)
    (folder / "short.epub").write_bytes(b"PK")
    (folder / "folder").mkdir()
    for options in ([], ["--force"]):
        result = run("export", "--format", "epub", *options, name)

        assert (2, "") == (result.exit_code, result.stdout)
        assert ["file", "folder", "short.epub"] == names(folder)
        assert (b"mine" * 100, b"PK") == ((folder / "file").read_bytes(), (folder / "short.epub").read_bytes())


def test_force_replaces_what_was_changed(folder, data):
    """A book that was changed is refused, and replaced with force; an earlier book is replaced as it is."""
    path = folder / "guide.epub"
    path.write_bytes(data[:100] + b"changed" + data[107:])
    result = run("export", "--format", "epub", "guide.epub")

    assert (2, 1) == (result.exit_code, len(result.stderr.splitlines()))
    assert (
        "was changed since it was exported; keep a copy if you need it, then replace it with --force" in result.stderr
    )
    assert 0 == run("export", "--format", "epub", "guide.epub", "--force").exit_code
    assert data == path.read_bytes()
    assert 0 == run("export", "--format", "epub", "guide.epub", "--as-of", "2026-11-25").exit_code
    assert data != path.read_bytes()


def test_target_of_a_link_is_replaced(folder, data):
    """A link stays a link, and the mode of the file stays."""
    (folder / "guide.epub").write_bytes(book(mlc.load(), as_of=date(2026, 11, 25)))
    (folder / "guide.epub").chmod(0o640)
    (folder / "link.epub").symlink_to("guide.epub")
    write_file(data, "link.epub")

    assert (folder / "link.epub").is_symlink()
    assert (data, 0o640) == ((folder / "guide.epub").read_bytes(), (folder / "guide.epub").stat().st_mode & 0o777)


def test_failure_leaves_the_earlier_book(folder, data, monkeypatch):
    """If the disk is full, the earlier book stays, and nothing else."""
    write_file(data, "guide.epub")

    def failing(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(_output_file.os, "fsync", failing)
    other = book(mlc.load(), as_of=date(2026, 11, 25))
    with pytest.raises(
        ContentError, match=r"cannot export to guide\.epub: No space left on device; what was there has"
    ):
        write_file(other, "guide.epub")

    assert (data, ["guide.epub"]) == ((folder / "guide.epub").read_bytes(), names(folder))


def test_rest_of_a_killed_export_is_deleted(folder, data):
    """A temporary file is deleted by the next export to the same file."""
    left = _output_file.temporary_prefix(Path("guide.epub")) + "00000000.new"
    (folder / left).write_bytes(b"half")
    (folder / ".mlcareer-content-other.new").write_bytes(b"mine")
    write_file(data, "guide.epub")

    assert [".mlcareer-content-other.new", "guide.epub"] == names(folder)


def test_read_only_book_is_not_replaced(folder, data, monkeypatch):
    """A book that nobody may write stays."""
    write_file(data, "guide.epub")
    monkeypatch.setattr(_output_file.os, "access", lambda *_: False)

    with pytest.raises(ContentError, match="is read-only; make it writable, or name another file"):
        write_file(b"", folder / "guide.epub")
